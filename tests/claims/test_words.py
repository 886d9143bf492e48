"""Words as quotations are judged by."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.claims.words import acronyms, read_words, squeeze, squeezed_offsets


def forms(text: str) -> list[str]:
    return [word.form for word in read_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("27.6 is not 276", ["27.6", "is", "not", "276"]),
        ("$9.5 and € 9.5 and 9.5 €", ["$9.5", "and", "€9.5", "and", "9.5€"]),
        ("5 % or 5% or 5", ["5%", "or", "5%", "or", "5"]),
        ("a fall of −5 degrees", ["a", "fall", "of", "-5", "degrees"]),
        ("1,000 and 1'000", ["1000", "and", "1000"]),
        ("the U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("don’t don't", ["don't", "don't"]),
        ("ﬁnal of\u00adfice co\u200bal", ["final", "office", "coal"]),
        ("２７．６ Ｕ", ["27.6", "u"]),
        ("拐卖 妇女", ["拐", "卖", "妇", "女"]),
        ("A/HRC/25/63", ["a", "hrc", "25", "63"]),
        ("Nguye\u0302\u0303n", ["nguyễn"]),
    ],
)
def test_word_is_read_with_what_belongs_to_it(text: str, words: list[str]) -> None:
    assert forms(text) == words


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("forced labour12 and", ["forced", "labour", "and"]),
        ("in the year 2016.12 The law", ["in", "the", "year", "2016", "the", "law"]),
        ("their debts.”34 The law", ["their", "debts", "", "the", "law"]),
        ("the law² says", ["the", "law", "says"]),
        ("the G20 and H1N1", ["the", "g20", "and", "h1n1"]),
        ("art. 12, p.12", ["art", "12", "p", "12"]),
    ],
)
def test_note_number_glued_to_a_word_is_known(text: str, bare: list[str]) -> None:
    assert [word.bare if word.letters else "" for word in read_words(text)] == bare


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They told us that US agents came", {"US"}),
        ("TRAFFICKING IN PERSONS REPORT", set()),  # a heading
        ("it was NOT the owner", set()),  # emphasis
        ("the UN HRC met", {"UN", "HRC"}),
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
