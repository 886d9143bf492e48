"""What a reader does in the reading room, with the mouse and by keyboard alone."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUOTED = '"A court can convict a trafficker, but only a wage can free a {}" [@nomtip-2022, p. iii].'


def clipboard(page: Any) -> str:
    page.get_by_role("status").last.wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def tab_to(page: Any, name: str, *, most: int = 60) -> None:
    """Press Tab until what has the focus is called *name*."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        words = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || "
            "document.activeElement.labels?.[0]?.innerText || document.activeElement.value || '')"
        )
        if name in words:
            return
    raise AssertionError(f"Tab does not come to {name!r}")


def test_results_come_while_one_types_and_the_address_can_be_shared(visit: Visit) -> None:
    page = visit("/")
    page.locator("#q").press_sequentially("debt recruiter")
    page.locator("#hits mark").first.wait_for()
    assert "q=debt+recruiter" in page.url
    shared = visit(page.url)
    assert shared.locator("#q").input_value() == "debt recruiter"
    assert shared.locator(".group").count() > 1


def test_counts_narrow_what_was_found(visit: Visit) -> None:
    page = visit("/?q=debt")
    link = page.locator(".facets a").first
    value = link.inner_text()
    link.click()
    assert page.locator("#q").input_value() == f"debt year:{value}"
    assert all(value in words for words in page.locator(".group h2").all_inner_texts())


def test_a_citation_is_copied_from_a_hit(visit: Visit) -> None:
    page = visit("/?q=motto")
    page.get_by_role("button", name="Copy citation").first.click()
    assert re.fullmatch(r"\(.+, 2023, p\. iii\)", clipboard(page))


def test_a_misspelt_word_is_answered_with_the_right_one(visit: Visit) -> None:
    page = visit("/?q=trafickers")
    assert "trafficker" in page.locator(".told a").inner_text()


def test_the_reader_goes_to_printed_pages_and_turns_them_with_arrow_keys(visit: Visit) -> None:
    page = visit("/read/nomtip-2022")
    page.locator("#go").fill("iii")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/nomtip-2022?n=3")
    assert page.locator(".place b").inner_text() == "p. iii"
    page.locator("h1").click(position={"x": 2, "y": 2}, trial=True)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/read/nomtip-2022?n=4")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/read/nomtip-2022?n=3")
    assert page.locator(".printed img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500


def test_selected_words_are_copied_as_a_quotation_with_its_citation(visit: Visit) -> None:
    page = visit("/read/nomtip-2022?n=3")
    select(page, "only a wage can free a debtor")
    page.get_by_role("button", name="Copy as quotation").click()
    assert re.fullmatch(r"“only a wage can free a debtor” \(.+, 2023, p\. iii\)", clipboard(page))


def test_words_are_selected_on_the_page_as_printed(visit: Visit, served_folder: Path) -> None:
    """With the mouse, over a line's end; what is copied is the text that was read, in its own characters."""
    page = visit("/read/nomtip-2022?n=3")
    drag(page, first="court can", last="free a debtor")
    page.get_by_role("button", name="Copy as quotation").click()
    copied = clipboard(page)
    assert re.fullmatch(r"“court can convict a .+ a wage can free a debtor” \(.+, 2023, p\. iii\)", copied)
    drag(page, first="court can", last="free a debtor")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == copied.split("” ")[0].lstrip("“")
    page.get_by_role("button", name="Keep as evidence").click()
    page.get_by_text("Kept as evidence").wait_for()
    assert any("court can convict" in path.read_text("utf-8") for path in (served_folder / "annotations").iterdir())


def drag(page: Any, *, first: str, last: str) -> None:
    """Draw the mouse from the beginning of *first* to the end of *last* on the printed page."""
    begins, ends = (
        page.evaluate(
            """words => {
            for (const line of document.querySelectorAll(".layer text")) {
                const at = line.textContent.indexOf(words);
                if (at < 0) continue;
                line.scrollIntoView({block: "center"});
                const place = (point) => point.matrixTransform(line.getScreenCTM());
                const start = place(line.getStartPositionOfChar(at));
                const end = place(line.getEndPositionOfChar(at + words.length - 1));
                return [start.x, end.x, end.y - 3, scrollY];
            }}""",
            words,
        )
        for words in (first, last)
    )
    page.mouse.move(begins[0] + 1, begins[2] + begins[3] - ends[3])
    page.mouse.down()
    page.mouse.move(ends[1] - 1, ends[2], steps=8)
    page.mouse.up()


def select(page: Any, words: str) -> None:
    """Select *words* of the page's text as a mouse would, over a line's end too."""
    page.evaluate(
        """words => {
        const nodes = document.createTreeWalker(document.querySelector("article.text"), NodeFilter.SHOW_TEXT);
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
            const found = node.data.match(new RegExp(words.replaceAll(" ", "\\\\s+")));
            if (found) getSelection().setBaseAndExtent(node, found.index, node, found.index + found[0].length);
        }}""",
        words,
    )


def test_selected_words_are_kept_as_evidence(visit: Visit, served_folder: Path) -> None:
    page = visit("/read/nomtip-2022?n=3")
    select(page, "only a wage can free a debtor")
    page.get_by_role("button", name="Keep as evidence").click()
    page.get_by_text("Kept as evidence").wait_for()
    assert list((served_folder / "annotations").glob("nomtip-2022-*.jsonld"))


def test_words_are_found_within_a_source(visit: Visit) -> None:
    page = visit("/read/nomtip-2022")
    page.get_by_label("Find in it").fill("debtor")
    page.keyboard.press("Enter")
    page.locator(".told a").first.click()
    page.locator("article mark").first.wait_for()
    assert page.locator("article mark").first.inner_text().lower() == "debtor"


def test_a_finding_is_settled_with_a_reason(visit: Visit) -> None:
    page = visit("/check")
    page.locator("#text").fill(QUOTED.format("servant"))
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector(".card.differs")
    page.get_by_label("Settle, because").fill("quoted from the first edition")
    page.keyboard.press("Enter")
    page.locator(".settled").wait_for(state="attached")
    assert "quoted from the first edition" in page.locator(".settled").text_content()


def test_a_pasted_draft_is_stepped_through_by_keyboard(visit: Visit) -> None:
    page = visit("/check")
    page.locator("#text").fill("\n\n".join(QUOTED.format(word) for word in ("slave", "debtor")))
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector(".card")
    assert page.locator("del").first.inner_text() == "slave"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "verified" in page.locator(".card.here").inner_text()
    page.keyboard.press("k")
    assert "differs" in page.locator(".card.here").inner_text()
    was_open = page.locator(".card.here").get_attribute("open") is not None
    page.keyboard.press("o")
    assert (page.locator(".card.here").get_attribute("open") is not None) is not was_open


def test_an_uploaded_draft_is_checked_and_its_report_taken_away(visit: Visit, tmp_path: Path) -> None:
    draft = tmp_path / "thesis.md"
    draft.write_text(QUOTED.format("debtor"), "utf-8")
    page = visit("/check")
    page.locator("#draft").set_input_files(draft)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector(".card.verified")
    assert page.locator("h1").inner_text() == "thesis.md"
    report = page.request.get(page.get_by_role("link", name="Markdown").get_attribute("href"))
    assert "stands verbatim on p. iii" in report.text()


def test_findings_are_filtered_by_verdict(visit: Visit) -> None:
    page = visit("/check")
    page.locator("#text").fill("\n\n".join(QUOTED.format(word) for word in ("slave", "debtor")))
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector(".card")
    page.locator("label[for=show-differs]").click()
    assert not page.locator(".card.differs").is_visible()
    assert page.locator(".card.verified").is_visible()


def test_a_list_follows_the_sources_and_the_style_chosen(visit: Visit) -> None:
    page = visit("/bibliography")
    page.locator("input[value=quill-inkwell-2022]").check()
    page.wait_for_selector(".references p")
    page.get_by_role("button", name="APA", exact=True).click()
    page.wait_for_url("**style=apa**")
    assert "Quill, A., & Inkwell, B." in page.locator(".references").inner_text()
    page.get_by_role("button", name="MLA", exact=True).click()
    page.locator(".references").get_by_text("Quill, Ada, and Bertram Inkwell.").wait_for()
    assert page.get_by_role("button", name="MLA", exact=True).get_attribute("aria-pressed") == "true"
    page.locator("input[value=nomtip-2022]").check()
    page.locator(".references p").nth(1).wait_for()
    page.get_by_role("button", name="Copy", exact=True).click()
    assert clipboard(page).startswith("Norland Office")


TAKEN = {
    "Text": ("txt", b"Quill, A., & Inkwell, B. (2022)."), "HTML": ("html", b"<em>14</em>(3)"),
    "RTF": ("rtf", b"{\\rtf"), "DOCX": ("docx", b"PK"), "Markdown": ("md", b"*Norland Review of Migration Studies*"),
    "BibTeX": ("bib", b"@article{quill-inkwell-2022,"), "RIS": ("ris", b"TY  - JOUR"),
}  # fmt: skip


@pytest.mark.parametrize("words", TAKEN)
def test_a_list_is_taken_along(visit: Visit, words: str) -> None:
    suffix, begins = TAKEN[words]
    page = visit("/bibliography?key=quill-inkwell-2022&style=apa")
    with page.expect_download() as taken:
        page.get_by_role("link", name=words, exact=True).click()
    assert taken.value.suggested_filename == f"bibliography.{suffix}"
    assert begins in Path(taken.value.path()).read_bytes()


def drop(page: Any, name: str, text: str) -> None:
    """Drop a file on the page as a mouse does."""
    page.evaluate(
        """([name, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
        }""",
        [name, text],
    )


def test_the_sources_of_a_draft_that_is_dropped_are_listed(visit: Visit) -> None:
    """Cited by key, and in words."""
    page = visit("/bibliography")
    drop(page, "thesis.md", "As shown [@nomtip-2022, p. 3], and again (Quill & Inkwell, 2022).")
    page.wait_for_url("**key=**")
    assert page.locator("input:checked").count() == 2
    assert page.locator(".references p").count() == 2


def test_files_are_dropped_to_be_added_and_drafts_to_be_checked(visit: Visit) -> None:
    page = visit("/add")
    drop(page, "lanterns.md", "# Lanterns\n\nEvery lantern of Breck was lit.\n")
    page.locator(".results").get_by_text("added").wait_for()
    page.goto("/check")
    drop(page, "thesis.md", QUOTED.format("debtor"))
    page.wait_for_selector(".card")


def test_files_are_added_and_refused_with_reasons(visit: Visit, tmp_path: Path) -> None:
    good, bad = tmp_path / "piers.md", tmp_path / "bad.pdf"
    good.write_text("# The piers of Ostby\n\nThe harbour of Ostby has two piers.\n", "utf-8")
    bad.write_bytes(b"%PDF-1.4 nothing")
    page = visit("/add")
    page.locator("#files").set_input_files([good, bad])
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("bad.pdf was refused").wait_for()
    assert "bad.pdf was refused" in page.locator(".results").inner_text()
    page.goto("/?q=Ostby+piers")
    assert page.locator(".group").count() == 1


def test_a_source_is_cited_in_any_style_and_the_citation_copied(visit: Visit) -> None:
    """The library's style at once, another as soon as it is chosen."""
    page = visit("/sources/quill-inkwell-2022")
    page.locator("#in-text").get_by_text("(Quill & Inkwell, 2022)").wait_for()
    page.locator("#style").select_option("modern-language-association")
    page.locator("#in-text").get_by_text("(Quill and Inkwell)").wait_for()
    page.get_by_role("button", name="Copy").last.click()
    assert clipboard(page).startswith("Quill, Ada, and Bertram Inkwell.")


def test_a_report_of_the_catalogue_is_taken_in(visit: Visit) -> None:
    page = visit("/catalog?q=2022 trafficking")
    button = page.get_by_role("button", name="Add to the library").first
    name = button.locator(".unseen").inner_text()
    button.click()
    page.wait_for_url("**/sources/**")
    assert name in page.locator("main").inner_text()


def test_an_entry_is_mended_and_a_broken_one_refused(visit: Visit, served_folder: Path) -> None:
    page = visit("/sources/rfli-2022")
    before = (served_folder / "library.bib").read_text("utf-8")
    page.locator(".bib summary").click()
    text = page.locator("#text").input_value()
    page.locator("#text").fill(text.replace("number = {31}", "number = {32}"))
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    assert (served_folder / "library.bib").read_text("utf-8") == before.replace("number = {31}", "number = {32}")


def test_everything_is_reached_by_keyboard_alone(visit: Visit) -> None:
    """From the box to a hit, its page, the quotation's source, the list of sources and the check of a draft."""
    page = visit("/")
    page.locator("input[name=q]:focus").wait_for()  # the box takes the focus with the first frame
    page.keyboard.type("motto")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=motto**")
    tab_to(page, "Copy citation")
    page.keyboard.press("Enter")
    assert "p. iii" in clipboard(page)
    page.locator("body").press("/")
    tab_to(page, "p. iii")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/**")
    tab_to(page, "Next page")
    page.keyboard.press("Enter")
    page.wait_for_url("**n=4**")
    tab_to(page, "Check")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check")
    tab_to(page, "or its text")
    page.keyboard.type(QUOTED.format("debtor"))
    tab_to(page, "Check")
    page.keyboard.press("Enter")
    page.wait_for_selector(".card")
    page.wait_for_load_state()  # the page of a check that goes on is loaded anew when it is done
    page.keyboard.press("j")
    page.locator("summary:focus").wait_for()


@pytest.mark.parametrize("path", ["/?q=motto", "/sources", "/sources/nomtip-2022", "/read/nomtip-2022?n=3", "/check",
                                  "/bibliography?key=nomtip-2022", "/add", "/catalog"])  # fmt: skip
def test_a_page_is_whole_without_its_script(visit: Visit, path: str) -> None:
    page = visit(path, script=False)
    assert page.locator("main h1").is_visible()
    assert page.locator("button:not([hidden])").count() > 0 or path == "/sources"
