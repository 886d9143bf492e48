// Step through the findings of a report with j and k; o opens and closes one.
"use strict";

const cards = () => [...document.querySelectorAll(".card")].filter((card) => card.offsetParent !== null);
let here = null;

function go(card) {
  if (!card) return;
  if (here) here.classList.remove("here");
  here = card;
  here.classList.add("here");
  here.open = true;
  here.scrollIntoView({ block: "center" });
  here.querySelector("summary").focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const all = cards();
  const at = all.indexOf(here);
  if (event.key === "j") go(all[Math.min(at + 1, all.length - 1)]);
  if (event.key === "k") go(all[Math.max(at - 1, 0)]);
  if (event.key === "o" && here) here.open = !here.open;
});

for (const mark of document.querySelectorAll(".draft a")) {
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    go(document.getElementById(mark.getAttribute("href").slice(1)));
  });
}
