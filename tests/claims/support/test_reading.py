"""Pages as claims are held against them."""

import pytest

from litbase.claims.support.reading import chapter_terms, read_sentences, sentences_of
from litbase.model.page import LocatorKind, Mark, Page

TEXT = "The ministry opened a line. NORWAY The police trained units."
PAGE = Page(
    1, "1", TEXT,
    marks=(Mark(LocatorKind.CHAPTER, "Norland", 0, continued=True), Mark(LocatorKind.CHAPTER, "Norway", 28)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("offset", "term"),
    [(0, "norland"), (40, "norway"), (40, "norwegian"), (40, "norg")],  # stems, of names in other languages too
)
def test_a_chapter_goes_by_every_name_of_its_country(offset: int, term: str) -> None:
    assert term in chapter_terms(PAGE, offset, "en")


def test_a_page_of_no_chapter_has_no_such_terms() -> None:
    assert chapter_terms(Page(1, "1", TEXT), 10, "en") == frozenset()


def test_each_sentence_knows_the_chapter_it_stands_in() -> None:
    first, *_, last = sentences_of(PAGE, "en")
    assert "norland" in first.chapter
    assert "norwegian" in last.chapter
    assert "norwegian" not in first.chapter | first.held


def test_rows_of_a_long_table_are_no_sentence() -> None:
    rows = [f"Norland, district {name} 12 inspections" for name in ("Nord", "Vest", "Sund", "Holm", "Vik") * 4]
    text = "\n".join(rows)
    found = read_sentences(text, "en")
    assert [text[one.start : one.end] for one in found] == rows


def test_a_long_sentence_stays_one_over_its_lines() -> None:
    text = (
        "The inspectors of Norland went aboard the vessels\n"
        + "and wrote down what the crews told them of their pay\n" * 9
    )
    (sentence,) = read_sentences(text.rstrip(), "en")
    assert (sentence.start, sentence.end) == (0, len(text.rstrip()))


def test_each_sentence_knows_the_heading_of_its_section() -> None:
    text = "2.1 Shelters\n\nNine were open."
    page = Page(1, "1", text, marks=(Mark(LocatorKind.SECTION, "2.1 Shelters", 0),))
    assert "shelter" in sentences_of(page, "en")[-1].heading
    assert "shelter" not in sentences_of(page, "en")[-1].held
