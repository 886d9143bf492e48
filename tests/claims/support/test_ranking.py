"""Which sentences come first, which belong to the evidence, and which words they leave uncovered."""

from dataclasses import replace

import pytest

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.coverage import content_of
from litbase.claims.support.judging import evidence_of, judge_support, read_for_marks
from litbase.claims.support.marking import uncovered_words
from litbase.claims.support.ranking import rank_sentences
from litbase.claims.support.reading import read_sentences, sentences_at, terms_of
from litbase.claims.vocabulary.same_words import same_word
from litbase.search.analysis import tokens

CLAIM = "Norland convicted eleven recruiters in 2021, and its shelters closed for want of money."
SOURCE = (
    "The report speaks of harvests and of the weather in spring.",
    "In 2021 the courts of Norland convicted eleven recruiters of fishing crews.",
    "The inspectors wrote of Norland and of other places in the north.",
    "The shelters closed for want of money.",
    "Harvests were good, and the weather was mild.",
)


def words(claim: str) -> tuple[ClaimWord, ...]:
    return tuple(
        ClaimWord(term, token.start, token.end, 3.0, claim[token.start].isupper() and token.start > 0)
        for token, term in zip(tokens(claim, "en"), terms_of(claim, "en"), strict=True)
    )


SENTENCES = [next(sentences_at(text, [(0, len(text))], "en")) for text in SOURCE]


def test_sentences_that_share_most_come_first_and_others_that_add_to_them() -> None:
    ranked = rank_sentences(content_of(CLAIM, words(CLAIM)), SENTENCES)
    assert [one.index for one in ranked][:2] == [1, 3]
    assert 0 not in [one.index for one in ranked]  # it shares no word with the claim
    assert [one.index for one in evidence_of(ranked)] == [1, 3]


def test_nothing_is_ranked_where_nothing_is_shared() -> None:
    assert rank_sentences(content_of("Purple submarines orbit", words("Purple submarines orbit")), SENTENCES) == []


def test_words_that_stand_nowhere_are_uncovered() -> None:
    claim = CLAIM.replace("recruiters", "shipowners")
    content = content_of(claim, words(claim))
    read = read_for_marks(rank_sentences(content, SENTENCES))
    assert [claim[word.start : word.end] for word in uncovered_words(content, SENTENCES, read)] == ["shipowners"]


def test_name_of_several_words_is_marked_whole_where_most_of_it_stands_nowhere() -> None:
    claim = CLAIM.replace("recruiters", "Upper Westmark Shelter Guild recruiters")
    content = content_of(claim, words(claim))
    marked = uncovered_words(content, SENTENCES, read_for_marks(rank_sentences(content, SENTENCES)))
    assert [claim[word.start : word.end] for word in marked] == ["Upper", "Westmark", "Shelter", "Guild"]


def test_figure_amiss_is_marked_whole() -> None:
    claim = "Norland convicted 11.5 thousand recruiters of fishing crews in 2021."
    ranked = rank_sentences(content_of(claim, words(claim)), SENTENCES)
    figure = (claim.index("11.5"), claim.index(" recruiters"))
    support = judge_support(
        claim, words(claim), SENTENCES, ranked, texts=SOURCE, figures={figure: True}, around=range(len(SENTENCES))
    )
    assert figure in support.uncovered
    assert not support.is_supported


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("won", "win"),
        ("children", "child"),
        ("eleven", "11"),
        ("third", "3rd"),
        ("Sept", "September"),
        ("held", "hold"),
    ],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert terms_of(one, "en") == terms_of(other, "en")


def test_words_of_other_languages_are_themselves() -> None:
    assert same_word("won", "ko") == "won"


def test_date_in_figures_reads_as_a_sentence_would_name_it() -> None:
    (sentence,) = read_sentences("Published 2004-10-19 in Westmark.", "en")
    assert {*terms_of("October", "en"), "19"} <= sentence.held


def test_sentence_under_a_heading_that_names_the_matter_goes_before_one_that_does_not() -> None:
    claim = "The index of identity papers asks whether masters keep them."
    asked = "Do masters keep the papers of the crew?"
    plain, headed = sentences_at(f"{asked} {asked}", [(0, 39), (40, 79)], "en")
    headed = replace(headed, heading=frozenset(terms_of("4.2 Index of identity papers", "en")))
    ranked = rank_sentences(content_of(claim, words(claim)), [plain, headed])
    assert [one.index for one in ranked] == [1, 0]
    marked = uncovered_words(content_of(claim, words(claim)), [plain, headed], read_for_marks(ranked))
    assert "identity" in [claim[word.start : word.end] for word in marked]  # a heading bears nothing out
