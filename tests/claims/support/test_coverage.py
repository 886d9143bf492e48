"""How far sentences cover a claim: which are chosen, what is measured, and what counts as saying something."""

import pytest

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.coverage import (
    AKIN,
    Content,
    Coverage,
    best_sentences,
    content_of,
    content_words,
    measure_coverage,
)
from litbase.claims.support.judging import probability
from litbase.claims.support.reading import Sentence, sentences_at, terms_of
from litbase.claims.support.weights import PARTIAL_BELOW
from litbase.claims.vocabulary.akin_words import akin_to
from litbase.search.analysis import tokens

CLAIM = "The courts of Norland convicted eleven recruiters in 2021, and the shelters closed."


def words(claim: str, weight: float = 2.0) -> tuple[ClaimWord, ...]:
    return tuple(
        ClaimWord(term, token.start, token.end, weight, claim[token.start].isupper() and token.start > 0)
        for token, term in zip(tokens(claim, "en"), terms_of(claim, "en"), strict=True)
    )


def content(claim: str) -> Content:
    return content_of(claim, words(claim))


def read(*texts: str) -> list[Sentence]:
    return [next(sentences_at(text, [(0, len(text))], "en")) for text in texts]


def covered(claim: str, *texts: str) -> Coverage:
    return measure_coverage(content(claim), read(*texts))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("They had rather been held", ["held"]),
        ("WHO and it said so", ["WHO", "said"]),  # an acronym is no function word
        ("not before the trial", ["not", "before", "trial"]),  # a claim turns on negations and directions
        ("it was so", ["it", "was", "so"]),  # where nothing else is said, all of it counts
    ],
)
def test_words_that_say_something(claim: str, said: list[str]) -> None:
    assert [claim[word.start : word.end] for word in content_words(words(claim), claim)] == said


def test_sentences_are_chosen_that_cover_most_together() -> None:
    sentences = read(
        "The courts convicted recruiters.", "Recruiters were convicted by courts.", "Shelters closed in 2021."
    )
    standings = [content(CLAIM).standing(sentence) for sentence in sentences]
    assert set(best_sentences(content(CLAIM), standings)) in ({0, 2}, {1, 2})
    assert best_sentences(content(CLAIM), [content(CLAIM).standing(read("Purple submarines.")[0])]) == []


def test_sentence_itself_covers_all_of_a_claim() -> None:
    coverage = covered(CLAIM, CLAIM)
    assert (coverage.one, coverage.three, coverage.figures, coverage.names, coverage.clause) == (1, 1, 1, 1, 1)
    assert (coverage.missing, coverage.words_missing) == (0, 0)


def test_what_is_missing_is_counted_in_words() -> None:
    coverage = covered(CLAIM, "The courts of Norland convicted eleven recruiters in 2020.")
    assert coverage.missing == pytest.approx(3)  # 2021, shelters, closed
    assert coverage.words_missing == 3
    assert coverage.figures == 0.5  # eleven is one of them
    assert coverage.names == 1
    assert coverage.clause == 0


def test_words_that_begin_alike_count_in_part() -> None:
    coverage = covered("Contractors complain", "They contract and complain.")
    assert 0.5 < coverage.one < 1
    assert covered("Prices in 20215", "Prices in 20214").figures == 0  # numbers are never akin


def test_no_sentence_covers_nothing() -> None:
    coverage = covered(CLAIM)
    assert (coverage.one, coverage.three, coverage.names) == (0, 0, 0)


def test_chance_of_support_grows_with_coverage() -> None:
    full, half, none = (
        probability(covered(CLAIM, *texts)) for texts in ([CLAIM], ["Eleven recruiters in 2021."], ["Purple rain."])
    )
    assert full > half > none
    assert none < PARTIAL_BELOW < full


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The police arrested the brokers", "Constables detained the agents"),  # verbs and nouns that tell the same
        ("Norwegian ships", "Ships of Norway"),  # a country and its people
        ("She taught there", "Its teachers stayed"),  # a verb and who does it
    ],
)
def test_word_counts_in_part_where_another_tells_the_same(claim: str, sentence: str) -> None:
    standing = content(claim).standing(read(sentence)[0])
    assert set(standing) == set(content(claim).weights)
    assert min(standing.values()) == AKIN


@pytest.mark.parametrize(
    ("word", "other"),
    [("convict", "acquit"), ("increase", "decrease"), ("traffic", "smuggle"), ("charge", "convict"), ("men", "women")],
)
def test_opposites_and_different_crimes_are_not_akin(word: str, other: str) -> None:
    assert terms_of(other, "en")[0] not in akin_to(terms_of(word, "en")[0])


def test_neighbouring_words_may_have_one_between_them() -> None:
    one = content("Norland convicted recruiters")
    assert one.pairs_in(read("Norland convicted eleven recruiters.")) == 1
    assert one.pairs_in(read("Norland says that a court has convicted some of the recruiters.")) == 0
