"""What a query asked for is marked wherever and however it stands on a page."""

import pytest

from litbase.search.marking import Marker
from litbase.search.wanted import Wanted


def _marked(text: str, wanted: Wanted, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end, _ in Marker(wanted).marks(text, language)]


@pytest.mark.parametrize(
    ("text", "terms", "language", "expected"),
    [
        ("Debts grew; the debtor's debt.", ["debt"], "en", ["Debts", "debt"]),
        ("“Debt”—in debt’s name…", ["debt"], "en", ["Debt", "debt"]),
        ("Women’s debts12 (debt)", ["debt"], "en", ["debts", "debt"]),  # a note number stuck to its word
        ("Économie: l’économie", ["econom"], "fr", ["Économie", "économie"]),
        ("Es gab viele Straßen", ["strass"], "de", ["Straßen"]),  # one letter that becomes two
        ("Права человека, право", ["прав"], "ru", ["Права", "право"]),
        ("Buôn bán người là tội phạm", ["nguoi", "toi"], "vi", ["người", "tội"]),
        ("an of\u00adfice", ["offic"], "en", ["of\u00adfice"]),  # a soft hyphen is no letter
        ("The \ufb01eld and the field", ["field"], "en", ["\ufb01eld", "field"]),  # a ligature is two letters
        ("NGO组织的NGO", ["ngo"], "zh", ["NGO", "NGO"]),
        ("49.6 in 2014, A/NL/25/63", ["63", "2014"], "en", ["2014", "63"]),
        ("What? Debt?", ["debt"], "en", ["Debt"]),
        ("", ["debt"], "en", []),
        # stems that begin otherwise than their words
        (
            "He tried, was dying, and lies easy.",
            ["tri", "die", "lie", "easi"],
            "en",
            ["tried", "dying", "lies", "easy"],
        ),
    ],
)
def test_words_are_marked_in_any_writing(text: str, terms: list[str], language: str, expected: list[str]) -> None:
    wanted = Wanted(terms={term: group for group, term in enumerate(terms, start=1)})
    assert _marked(text, wanted, language) == expected


@pytest.mark.parametrize(
    ("text", "sequence", "expected"),
    [
        ("Debt bondage, debt\nbondage; bondage of debt", ("debt", "bondage"), ["Debt bondage", "debt\nbondage"]),
        ("in the in the inn, in the", ("in", "the", "in"), ["in the in"]),
        ("bridebondage " * 40 + "debt bondage", ("debt", "bondage"), ["debt bondage"]),
        ("debt bondageing", ("debt", "bondage"), []),
        ("undebt bondage", ("debt", "bondage"), []),
    ],
)
def test_words_in_order_are_marked_as_one(text: str, sequence: tuple[str, ...], expected: list[str]) -> None:
    assert _marked(text, Wanted(word_sequences={sequence: 1})) == expected


def test_the_same_marks_are_found_on_every_page_that_is_looked_at() -> None:
    marker = Marker(Wanted(terms={"debt": 1}, prefixes={"traffick": 2}))
    pages = ["Debts of traffickers", "traffickers and Debts", "no word of it"]
    assert [[group for _, _, group in marker.marks(page, "en")] for page in pages] == [[1, 2], [2, 1], []]


def test_pairs_of_characters_are_marked_each_even_over_a_line_end() -> None:
    wanted = Wanted(words={"拐卖": 1, "卖妇": 2, "妇女": 3})
    assert _marked("打击拐\n卖妇女", wanted, "zh") == ["拐\n卖", "卖妇", "妇女"]


def test_misspelt_words_are_marked() -> None:
    assert _marked("Labour and labor; label", Wanted(spelt={("labor", 1): 1})) == ["Labour", "labor"]
