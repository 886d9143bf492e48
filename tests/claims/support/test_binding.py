"""What binds a word of a claim: the company it keeps in a sentence of the source, not that it stands there."""

import pytest

from litbase.claims.support.binding import Bond, bonds_of, cover_values
from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.coverage import Content, content_of, measure_coverage
from litbase.claims.support.reading import sentences_at, terms_of
from litbase.search.analysis import tokens

SOURCE = (
    "The harbour of Westmark closed in March, after inspectors had counted forty trawlers.",
    "Two captains were fined by the northern courts.",
    "Shelters for returned crews stood empty most of the winter.",
)
CELLS = 18  # best sentence, near, elsewhere; the word or one like it; on no side, one, both
EXACT_BOTH_SIDES, ALIKE_FIRST = 2, 3


def content(claim: str) -> Content:
    words = tuple(
        ClaimWord(term, token.start, token.end, 2.0, claim[token.start].isupper() and token.start > 0)
        for token, term in zip(tokens(claim, "en"), terms_of(claim, "en"), strict=True)
    )
    return content_of(claim, words)


def bonds(claim: str, *source: str) -> dict[str, Bond]:
    sentences = [next(sentences_at(text, [(0, len(text))], "en")) for text in source or SOURCE]
    said = content(claim)
    found = bonds_of(said, sentences)
    return {claim[word.start : word.end]: bond for word, bond in zip(said.words, found, strict=True)}


def cell(bond: Bond) -> int | None:
    return next((number for number, held in enumerate(bond.values[:CELLS]) if held), None)


def test_word_between_its_own_neighbours_is_bound_on_both_sides() -> None:
    found = bonds("Inspectors counted forty trawlers in the harbour of Westmark.")
    assert cell(found["counted"]) == EXACT_BOTH_SIDES
    assert found["counted"].sentence == 0


def test_word_in_another_form_is_held_as_one_that_is_alike() -> None:
    found = bonds("Inspection counted forty trawlers in the harbour of Westmark.")
    assert ALIKE_FIRST <= (cell(found["Inspection"]) or 0) < 2 * ALIKE_FIRST


def test_word_of_another_sentence_is_held_there_by_nobody() -> None:
    found = bonds("Inspectors counted forty captains in the harbour of Westmark.")
    assert found["captains"].sentence == 1
    assert cell(found["captains"]) == ALIKE_FIRST * 2  # near the best sentence, the very word, no company


def test_word_that_the_source_has_not_is_held_nowhere() -> None:
    found = bonds("Inspectors counted forty lighthouses in the harbour of Westmark.")
    assert found["lighthouses"].sentence is None
    assert cell(found["lighthouses"]) is None


@pytest.mark.parametrize(
    ("claim", "word", "is_taken"),
    [
        ("Inspectors counted forty trawlers.", "forty", False),
        ("Inspectors counted winter trawlers.", "winter", True),  # where the source has "forty"
        ("The harbour of Westmark stood in March.", "stood", True),  # where it has "closed"
    ],
)
def test_place_that_another_word_of_the_source_has_taken_is_told(claim: str, word: str, is_taken: bool) -> None:
    found = bonds(claim)
    without = len(found[word].values) - CELLS
    assert (1.0 in found[word].values[CELLS + 10 : CELLS + 11]) is is_taken
    assert without > 0


def test_worst_words_of_a_claim_come_first() -> None:
    said = content("Inspectors counted forty trawlers.")
    sentences = [next(sentences_at(text, [(0, len(text))], "en")) for text in SOURCE]
    values = cover_values(measure_coverage(said, sentences), 0.5, [-3.0, 1.0, -2.0, -4.0])
    assert values[:3] == (1.0, -2.0, -3.0)
    assert values[3] == pytest.approx(-2.0)
    assert values[5] == 0.5
