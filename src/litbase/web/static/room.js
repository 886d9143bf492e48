// The pages work without this file; it makes them quicker to the hand.
"use strict";

// Results as you type: the box asks for the part of the page that holds the hits.
for (const box of document.querySelectorAll("[data-live]")) {
  const place = document.getElementById(box.dataset.live);
  let waiting = null;
  let asked = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const turn = ++asked;
      const address = "/?" + new URLSearchParams({ q: box.value });
      const answer = await fetch(address, { headers: { "x-litbase-part": "hits" } });
      const text = await answer.text();
      if (turn !== asked) return;
      place.innerHTML = text;
      history.replaceState(null, "", address);
      document.body.classList.toggle("welcome", !box.value.trim());
      ready(place);
    }, 120);
  });
}

function say(words) {
  const note = document.createElement("div");
  note.className = "said";
  note.setAttribute("role", "status");
  note.textContent = words;
  document.body.append(note);
  setTimeout(() => note.remove(), 2500);
}

async function copy(words) {
  await navigator.clipboard.writeText(words);
  say("Copied: " + (words.length > 80 ? words.slice(0, 80) + " …" : words));
}

function ready(part) {
  for (const button of part.querySelectorAll("button[data-cite]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const answer = await fetch(button.dataset.cite);
      const found = await answer.json();
      if (answer.ok) copy(found.citations[0].text);
      else say(found.message);
    });
  }
  for (const button of part.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(document.querySelector(button.dataset.copy).innerText));
  }
}
ready(document);

// A form whose answer is a part of this page: it is shown whenever the choice changes, at once where there is none yet.
for (const form of document.querySelectorAll("form[data-part]")) {
  const place = document.getElementById(form.dataset.part);
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    const address = form.action + "?" + new URLSearchParams(new FormData(form));
    const answer = await fetch(address, { headers: { "x-litbase-part": form.dataset.part } });
    const text = await answer.text();
    if (turn !== asked) return null;
    place.innerHTML = text;
    ready(place);
    return address;
  };
  const change = async () => {
    const address = await show();
    if (address) history.replaceState(null, "", address);
  };
  form.addEventListener("change", (event) => { if (event.target.name !== "find") change(); });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-whole") || document.activeElement.name === "find") return;
    event.preventDefault();
    const button = event.submitter;
    if (button && button.name) {
      form.querySelector(`input[name="${button.name}"]`).value = button.value;
      for (const each of form.querySelectorAll(`button[name="${button.name}"]`)) {
        if (each === button) each.setAttribute("aria-pressed", "true");
        else each.removeAttribute("aria-pressed");
      }
    }
    change();
  });
  if (!place.textContent.trim()) show();
}

// Arrow keys turn pages, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const box = document.getElementById("q");
    if (box) { event.preventDefault(); box.focus(); }
  }
  const link = document.querySelector(`[data-key="${event.key}"]`);
  if (link) link.click();
});

// Forms that say they are at work.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.disabled = true;
    button.textContent = form.dataset.busy;
  });
}

// Work that goes on is asked after until it is done.
const work = document.querySelector("[data-poll]");
async function ask() {
  const answer = await fetch(work.dataset.poll, { headers: { "x-litbase-part": "progress" } });
  const text = await answer.text();
  if (!answer.ok || !text.includes("<progress")) return location.reload();
  work.innerHTML = text;
  setTimeout(ask, 700);
}
if (work) setTimeout(ask, 700);

// Files can be dropped anywhere on the page that takes them.
const files = document.querySelector("input[data-drop]");
if (files) {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    files.files = event.dataTransfer.files;
    files.form.requestSubmit();
  });
}

// Words selected on the page, as text or as printed, are copied as a quotation with its citation, or kept as evidence.
// Both stand for one text: a place in either is counted in its characters, as the server does.
const text = document.querySelector("[data-quote]");
if (text) {
  const letters = [...text.textContent];
  const length = (words) => [...words].length;
  const offset = (node, at) => {
    const line = node.parentElement && node.parentElement.closest(".layer text");
    if (line) return Number(line.dataset.start) + length(node.data ? node.data.slice(0, at) : "");
    if (!text.contains(node)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(node, at);
    return length(before.toString());
  };
  const stretch = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    return start === null || end === null ? null : [Math.min(start, end), Math.max(start, end)];
  };
  const chosen = () => {
    const found = stretch();
    return found === null ? "" : letters.slice(...found).join("").replace(/\s+/g, " ").trim();
  };
  const offers = document.createElement("div");
  offers.className = "quote";
  offers.hidden = true;
  document.body.append(offers);
  const offer = (name, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", act);
    offers.append(button);
  };
  document.addEventListener("selectionchange", () => {
    if (!offers.contains(document.activeElement)) offers.hidden = !chosen();
  });
  document.addEventListener("copy", (event) => {
    if (!chosen() || !document.querySelector(".layer")?.contains(getSelection().anchorNode)) return;
    event.clipboardData.setData("text/plain", chosen());
    event.preventDefault();
  });
  offer("Copy as quotation", async () => {
    const answer = await fetch(text.dataset.quote + "&at=" + stretch().join("-"));
    const found = await answer.json();
    if (answer.ok) copy(found.text);
    else say(found.message);
  });
  offer("Keep as evidence", () => {
    const field = document.getElementById("words");
    field.value = chosen();
    field.form.requestSubmit();
  });
}
