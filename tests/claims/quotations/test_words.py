"""Words as quotations are judged by."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.claims.quotations.words import acronyms, read_words, squeeze, squeezed_offsets


def forms(text: str) -> list[str]:
    return [word.form for word in read_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("27.6 is not 276", ["27.6", "is", "not", "276"]),
        ("$9.5 and € 9.5 and 9.5 €", ["$9.5", "and", "€9.5", "and", "9.5€"]),
        ("5 % or 5% or 5", ["5%", "or", "5%", "or", "5"]),
        ("a fall of −5 degrees", ["a", "fall", "of", "-5", "degrees"]),
        ("a fall of − 5, or .5", ["a", "fall", "of", "-5", "or", ".5"]),
        ("1,000 and 1’000", ["1,000", "and", "1'000"]),  # in some languages the comma is the decimal point
        ("10³ km² or H₂O", ["10^3", "km2", "or", "h2o"]),
        ("Maße and Masse", ["maße", "and", "masse"]),
        ("the U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("i.e. or i.e", ["ie", "or", "ie"]),
        ("don’t don't", ["don't", "don't"]),
        ("ﬁnal of\u00adfice co\u200bal", ["final", "office", "coal"]),
        ("２７．６ Ｕ", ["27.6", "u"]),
        ("拐卖 妇女", ["拐", "卖", "妇", "女"]),
        ("A/HRC/25/63", ["a", "hrc", "25", "63"]),
        ("Nguye\u0302\u0303n", ["nguyễn"]),
        ("maı\u0302tre and ıspanak", ["maître", "and", "ıspanak"]),
    ],
)
def test_word_is_read_with_what_belongs_to_it(text: str, words: list[str]) -> None:
    assert forms(text) == words


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("the traf-\nficking of women", ["ficking"]),
        ("the traf- ficking of women", ["ficking"]),  # the line's end is lost
        ("the anti-trafficking law - and more", []),
        ("인신\n매매 피해자", ["매매"]),  # Korean is broken anywhere
    ],
)
def test_second_half_of_a_word_that_a_line_broke_is_known(text: str, broken: list[str]) -> None:
    assert [word.form for word in read_words(text) if word.follows_break] == broken


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They told us that US agents came", {"US"}),
        ("TRAFFICKING IN PERSONS REPORT", set()),  # a heading
        ("it was NOT the owner", set()),  # emphasis
        ("the UN HRC met", {"UN", "HRC"}),
        ("told the UN, US, EU and others", {"UN", "US", "EU"}),  # a list
        ("WOMEN, MEN, CHILDREN", set()),
        ("in the US's own report", {"US's"}),
    ],
)
def test_acronym_is_capitals_outside_a_heading(text: str, found: set[str]) -> None:
    words = read_words(text)
    assert {words[index].cased for index in acronyms(words)} == found


@given(st.text(max_size=200))
def test_squeezing_maps_every_letter_to_where_it_came_from(text: str) -> None:
    letters, offsets = squeeze(text), list(squeezed_offsets(text))
    assert len(letters) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    for letter, offset in zip(letters, offsets, strict=True):
        assert letter in squeeze(text[offset]) or not squeeze(text[offset])


@given(st.text(max_size=200))
def test_offsets_of_words_are_into_the_text(text: str) -> None:
    words = read_words(text)
    assert all(word.start < word.end <= len(text) for word in words)
    assert all(first.end <= second.start for first, second in pairwise(words))
