"""Snippets: whole sentences around the words, wherever they stand."""

import pytest

from litbase.model.page import LocatorKind, Mark, Page
from litbase.search.marking import Marker
from litbase.search.sentences import sentences
from litbase.search.snippets import Snippet, snippet_of_page
from litbase.search.wanted import Wanted

FILLER = "The harvest in Norland was good that year. "


@pytest.mark.parametrize(
    "text",
    [
        "The Court found so (Case of Bay and Others vs. Norland, párr. 232).",  # abbreviations of other languages
        "The board found it (Holm 2019, vol. II, p. 2).",
        "Dies gilt nach § 4 Abs. 2 des Gesetzes.",
        "The debts grew (as the clerk said. He left).",  # a full stop in a short aside
    ],
)
def test_a_sentence_goes_on_behind_an_abbreviation_and_inside_brackets(text: str) -> None:
    both = f"{text} The next one follows."
    assert [both[a:b] for a, b in sentences(both)] == [text, "The next one follows."]


def test_sentences_that_stand_in_brackets_as_a_whole_are_several() -> None:
    text = "(The first stands there. The second follows.) The third is outside."
    assert len(sentences(text)) == 3


def _wanted(*terms: str) -> Wanted:
    return Wanted(terms={term: group for group, term in enumerate(terms, start=1)})


def _snippet(page: Page, wanted: Wanted) -> Snippet:
    return snippet_of_page(page, Marker(wanted).marks(page.text, "en"), wanted.places)


def test_sentences_survive_symbols_and_abbreviations() -> None:
    text = "The report (A/NL/25/63) says so. It cites Art. 240 of the law.\n\nSee para. 12. 警方打击。妇女。"
    assert [text[a:b] for a, b in sentences(text)] == [
        "The report (A/NL/25/63) says so.",
        "It cites Art. 240 of the law.",
        "See para. 12.",
        "警方打击。",
        "妇女。",
    ]


def test_the_stretch_with_most_different_words_is_shown() -> None:
    text = "Brides came. " + FILLER * 30 + "Brides were sold for debts. " + FILLER * 30
    snippet = _snippet(Page(1, "1", text), _wanted("bride", "debt"))
    assert "Brides were sold for debts." in snippet.text
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["Brides", "debts"]
    assert text[snippet.start :].startswith(snippet.text)
    assert len(snippet.text) <= 320


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "and on and on " * 100 + "the debts of brides " + "and on and on " * 100
    snippet = _snippet(Page(1, "1", text), _wanted("debt"))
    assert "debts" in snippet.text
    assert set(snippet.text.split()) <= {"and", "on", "the", "debts", "of", "brides"}


def test_a_word_is_found_deep_in_a_huge_section() -> None:
    text = FILLER * 3000 + "Debts grew. " + FILLER * 3000
    snippet = _snippet(Page(1, None, text), _wanted("debt"))
    assert "Debts grew." in snippet.text


def test_the_chapter_asked_for_is_shown_first() -> None:
    text = "Debts grew in the east. " + FILLER * 20 + "Debts fell in the west."
    west = text.index("Debts fell")
    marks = (Mark(LocatorKind.CHAPTER, "East", 0), Mark(LocatorKind.CHAPTER, "West Norland", west))
    wanted = _wanted("debt")
    wanted.places.append(("country", ("west",)))
    assert "Debts fell in the west." in _snippet(Page(1, "1", text, marks=marks), wanted).text


def test_an_empty_page_gives_an_empty_snippet() -> None:
    assert _snippet(Page(1, "1", ""), _wanted("debt")).text == ""
