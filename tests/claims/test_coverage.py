"""How far sentences cover a claim: which are chosen, what is measured, and what counts as saying something."""

import pytest

from litbase.claims.candidates import ClaimWord
from litbase.claims.coverage import Coverage, best_sentences, content_words, measure_coverage
from litbase.claims.support import IS_PARTIAL_BELOW, is_fully_covered, probability
from litbase.search.analysis import tokens

CLAIM = "The courts of Norland convicted eleven recruiters in 2021, and the shelters closed."


def words(claim: str, weight: float = 2.0) -> tuple[ClaimWord, ...]:
    return tuple(
        ClaimWord(token.term, token.start, token.end, weight, claim[token.start].isupper() and token.start > 0)
        for token in tokens(claim, "en")
    )


def terms(*sentences: str) -> list[list[str]]:
    return [[token.term for token in tokens(sentence, "en")] for sentence in sentences]


def covered(claim: str, *sentences: str) -> Coverage:
    read = terms(*sentences)
    chosen = best_sentences(content_words(words(claim), claim), read)
    return measure_coverage(claim, words(claim), [read[index] for index in chosen])


@pytest.mark.parametrize(
    ("claim", "content"),
    [
        ("They had rather been held", ["held"]),
        ("WHO and it said so", ["WHO", "said"]),  # an acronym is no function word
        ("not before the trial", ["not", "before", "trial"]),  # a claim turns on negations and directions
        ("it was so", ["it", "was", "so"]),  # where nothing else is said, all of it counts
    ],
)
def test_words_that_say_something(claim: str, content: list[str]) -> None:
    assert [claim[word.start : word.end] for word in content_words(words(claim), claim)] == content


def test_sentences_are_chosen_that_cover_most_together() -> None:
    read = terms("The courts convicted recruiters.", "Recruiters were convicted by courts.", "Shelters closed in 2021.")
    assert best_sentences(words(CLAIM), read) == [2, 0] or best_sentences(words(CLAIM), read) == [0, 2]
    assert best_sentences(words(CLAIM), terms("Purple submarines.")) == []


def test_sentence_itself_covers_all_of_a_claim() -> None:
    coverage = covered(CLAIM, CLAIM)
    assert (coverage.one, coverage.three, coverage.figures, coverage.names, coverage.clause) == (1, 1, 1, 1, 1)
    assert (coverage.missing, coverage.order) == (0, 1)


def test_what_is_missing_is_counted_in_words() -> None:
    coverage = covered(CLAIM, "The courts of Norland convicted eleven recruiters in 2020.")
    assert coverage.missing == pytest.approx(3)  # 2021, shelters, closed
    assert coverage.figures == 0
    assert coverage.names == 1
    assert coverage.clause == 0


def test_no_sentence_covers_nothing() -> None:
    coverage = covered(CLAIM)
    assert (coverage.one, coverage.three, coverage.names) == (0, 0, 0)


def test_chance_of_support_grows_with_coverage() -> None:
    full, half, none = (
        probability(covered(CLAIM, *read)) for read in ([CLAIM], ["Eleven recruiters in 2021."], ["Purple rain."])
    )
    assert full > half > none
    assert none < IS_PARTIAL_BELOW < full


@pytest.mark.parametrize(
    ("closest", "is_covered"),
    [
        (CLAIM, True),
        (CLAIM.replace("convicted", "allegedly convicted"), False),
        (CLAIM.replace("convicted", "never convicted"), False),
        ("Eleven recruiters convicted the courts of Norland in 2021, and the shelters closed.", False),
        (CLAIM.replace("2021", "2020"), False),
    ],
)
def test_claim_is_fully_covered_only_as_it_stands(closest: str, is_covered: bool) -> None:
    assert is_fully_covered(CLAIM, words(CLAIM), terms(closest), closest=closest) is is_covered


def test_word_of_another_sentence_bears_nothing_out() -> None:
    closest = CLAIM.replace("recruiters", "captains")
    other = "The recruiters of crews keep no books."
    assert not is_fully_covered(CLAIM, words(CLAIM), terms(closest, other), closest=closest)
    first, second = "The courts of Norland convicted eleven recruiters in 2021.", "The shelters of the north closed."
    claim = "The courts of Norland convicted eleven recruiters in 2021, and the shelters in the north closed."
    assert is_fully_covered(claim, words(claim), terms(first, second), closest=first)
