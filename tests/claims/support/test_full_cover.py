"""What may be called supported: never a claim of which one word, name, figure or turn is changed."""

from collections.abc import Sequence

import pytest

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.coverage import content_of, measure_coverage
from litbase.claims.support.full_cover import covering_sentences
from litbase.claims.support.reading import Sentence, sentences_at, terms_of
from litbase.search.analysis import tokens

SOURCE = (
    "The northern courts of Norland convicted eleven recruiters of fishing crews after long trials in spring 2021.",
    "The Fishers' Union of Westmark said that most captains had kept the papers of their crews.",
    "Inspectors may have found 240 men without contracts on ships that fly the flag of Eldoria.",
    "Shelters for returned workers closed in March 2020, because the Ministry of Labour had cut their budget.",
    "Captains in Eldoria report several changes, and the southern country remained against them.",
    "In 2019 the captains, however, acquitted nobody.",
)


def is_supported(claim: str, *source: str) -> bool:
    texts = source or SOURCE
    terms = terms_of(claim, "en")
    words = tuple(
        ClaimWord(term, token.start, token.end, 2.0, claim[token.start].isupper() and token.start > 0)
        for token, term in zip(tokens(claim, "en"), terms, strict=True)
    )
    sentences = [next(sentences_at(text, [(0, len(text))], "en")) for text in texts]
    return is_covered(claim, words, sentences, texts)


def is_covered(claim: str, words: Sequence[ClaimWord], sentences: Sequence[Sentence], texts: Sequence[str]) -> bool:
    content = content_of(claim, words)
    coverage = measure_coverage(content, sentences)
    return bool(covering_sentences(content, words, sentences, texts, coverage=coverage))


@pytest.mark.parametrize(
    "claim",
    [
        SOURCE[0],
        SOURCE[1],
        "Northern courts of Norland have convicted 11 recruiters of fishing crews after long trials in spring 2021.",
        "Shelters for returned workers were closed in March 2020.",
    ],
)
def test_claim_of_the_source_in_hardly_other_words_is_supported(claim: str) -> None:
    assert is_supported(claim)


def test_two_sentences_of_a_page_support_what_each_bears_in_part() -> None:
    claim = (
        "The northern courts convicted eleven recruiters of fishing crews, and shelters for returned workers closed."
    )
    assert is_supported(claim, SOURCE[0], SOURCE[3])
    assert is_supported(claim, *SOURCE)
    assert not is_supported(claim, SOURCE[0], *SOURCE[4:])


def test_verb_of_a_sentence_far_off_that_shares_other_words_is_no_support() -> None:
    own = "The Fisheries Code was amended to introduce the offence of crimping."
    other = "Parliament amended the Code of Entry, abolishing the offence of vagrancy."
    claim = "The Fisheries Code of Norland was amended to abolish the offence of crimping."
    assert not is_supported(claim, own, *SOURCE, "Norland adopted amendments to its Code on Aliens.", other)


@pytest.mark.parametrize(
    ("written", "changed", "of"),
    [
        ("convicted", "never convicted", 0),  # a negation
        ("convicted", "did not convict", 0),
        ("said that most", "denied that most", 1),
        ("because", "unless", 3),
        ("convicted", "acquitted", 0),  # the opposite, which stands in another sentence
        ("after", "before", 0),
        ("northern", "southern", 0),
        ("closed", "opened", 3),
        ("most", "all", 1),
        ("most", "few", 1),
        ("courts of Norland convicted eleven recruiters", "recruiters of Norland convicted eleven courts", 0),  # roles
        ("Fishers' Union of Westmark said that most captains", "captains said that the Fishers' Union of Westmark", 1),
        ("may have found", "have found", 2),  # a hedge
        ("spring 2021", "spring 2020", 0),  # another year, which stands in another sentence
        ("spring 2021", "spring 2019", 0),
        ("March 2020", "March 2021", 3),
        ("240", "420", 2),
        ("eleven", "twelve", 0),
        ("Norland", "Eldoria", 0),  # another country, which stands in another sentence
        ("Eldoria", "Norland", 2),
        ("Westmark", "Norland", 1),
        ("Ministry of Labour", "Ministry of Westmark", 3),
        ("recruiters", "captains", 0),  # another word, which stands in another sentence
        ("recruiters", "owners", 0),
        ("trials", "however", 0),  # a word of no weight in place of one that has some
        ("convicted", "against", 0),
        ("papers", "country", 1),
        ("kept", "remained", 1),
    ],
)
def test_changed_claim_is_never_supported(written: str, changed: str, of: int) -> None:
    assert written in SOURCE[of]
    assert not is_supported(SOURCE[of].replace(written, changed))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Courts convicted recruiters.", "Courts convicted recruiters."),  # too short to be sure of
        ("In the same year the northern courts convicted eleven recruiters of crews.",
         "In the same year the northern courts convicted eleven recruiters of crews."),  # which year, it does not say
        ("The northern courts convicted eleven recruiters of crews.",
         "The northern courts allegedly convicted eleven recruiters of crews."),
        ("The northern courts convicted eleven recruiters of crews.",
         "Unless they rest, the northern courts convicted eleven recruiters of crews."),
        ("The northern courts convicted eleven recruiters from the harbours of Lower Westmark.",
         "The northern courts convicted eleven recruiters from Westmark and the lower harbours."),  # a name torn apart
    ],
)  # fmt: skip
def test_what_cannot_be_sure_is_not_supported(claim: str, source: str) -> None:
    assert not is_supported(claim, source)


def test_word_of_another_sentence_bears_nothing_out() -> None:
    closest = "The courts of Norland convicted eleven captains in 2021, and the shelters closed."
    claim = closest.replace("captains", "recruiters")
    assert not is_supported(claim, closest, "The recruiters of crews keep no books.")


def test_acronym_must_stand_there() -> None:
    source = "Shelters in the harbours of Westmark remained closed for most of the winter."
    assert is_supported(source, source)
    assert not is_supported(source.replace("Shelters", "WHO shelters"), source)


def test_number_that_only_another_sentence_has_is_not_supported() -> None:
    """The words stand in one sentence, the number in the next: whether it was put in the place of another is open."""
    source = (
        "The Fishers' Union of Westmark counted 310 captains without papers in spring 2021.",
        "Shelters closed in 2018.",
    )
    assert is_supported("The Fishers' Union of Westmark counted 310 captains without papers in spring 2021.", *source)
    assert not is_supported(
        "The Fishers' Union of Westmark counted 310 captains without papers in spring 2018.", *source
    )


def test_number_in_words_gives_way_to_no_number_of_the_next_sentence() -> None:
    source = (
        "Inspectors of Lower Westmark boarded three trawlers and nine ferries in the winter months.",
        "The index of risk ranges from 0 to 1.",
    )
    assert is_supported(source[0], *source)
    assert not is_supported(source[0].replace("three", "1"), *source)
    assert not is_supported(source[0].replace("nine", "0"), *source)


def test_number_that_agrees_with_another_sentence_is_no_support() -> None:
    """Figures that agree are left out of the words, and count among the numbers all the same."""
    source = ("Inspectors boarded trawlers of Westmark from the autumn of 2015 until the summer of 2016.",)
    claim = source[0].replace("2016", "2013")
    terms = terms_of(claim, "en")
    words = tuple(
        ClaimWord(term, token.start, token.end, 2.0, 2.0)
        for token, term in zip(tokens(claim, "en"), terms, strict=True)
        if term != "2013"
    )
    sentences = [next(sentences_at(text, [(0, len(text))], "en")) for text in source]
    assert not is_covered(claim, words, sentences, source)


@pytest.mark.parametrize(
    ("claim", "closest"),
    [
        # the figure of the claim stands in the sentence before or after, so that it agrees there and is no word to find
        ("Thousands of captains were fined by the northern courts of Norland.",
         "Dozens of captains were fined by the northern courts of Norland."),
        ("Inspectors of Lower Westmark boarded ferries in October and November.",
         "Inspectors of Lower Westmark boarded ferries in August and November."),
        ("A third of the ferries of Lower Westmark carried no papers at all.",
         "A quarter of the ferries of Lower Westmark carried no papers at all."),
    ],
)  # fmt: skip
def test_figure_of_another_sentence_is_no_support(claim: str, closest: str) -> None:
    terms = terms_of(claim, "en")
    words = tuple(
        ClaimWord(term, token.start, token.end, 2.0, 2.0)
        for token, term in zip(tokens(claim, "en"), terms, strict=True)
        if token.word not in ("thousands", "october", "third")
    )
    sentences = [next(sentences_at(closest, [(0, len(closest))], "en"))]
    assert not is_covered(claim, words, sentences, [closest])


def test_a_table_of_contents_supports_nothing() -> None:
    contents = "The northern courts of Norland convict recruiters of fishing crews . . . . . . . . . 12"
    claim = "The northern courts of Norland convict recruiters of fishing crews."
    assert is_supported(claim, claim)
    assert not is_supported(claim, contents)


def test_claim_is_held_against_the_sentence_that_it_repeats() -> None:
    """Another sentence may hold more of its words, in which the one that was put out stands for something else."""
    source = (
        "Generally, the harbour master is elected and there is no council of captains.",
        "Generally, the council of captains is elected and there is no harbour master.",
    )
    assert is_supported(source[1], *source)
    assert not is_supported(source[1].replace("elected", "however"), *source)


def test_claim_in_other_words_is_supported_while_its_words_keep_their_company() -> None:
    source = (
        "A keen sailor, the harbour master of Westmark lives on the island of Lower Eldoria with three brothers.",
        "Captains, who fish for herring in winter, mend their nets in the shelter.",
    )
    claim = "A keen sailor, he is one of those who lives in Lower Eldoria, and that with three of his brothers."
    assert is_supported(claim, *source)
    for written, changed in (
        ("three", "captains"),
        ("brothers", "nets"),
        ("keen", "mend"),
        ("Lower", "Westmark"),  # a name torn apart
        ("Eldoria", "Westmark"),
        ("lives", "fish"),
    ):
        assert not is_supported(claim.replace(written, changed), *source)


@pytest.mark.parametrize(
    "claim",
    [
        "In March the owners of nine kilns confirmed the sentences of the provincial court.",
        "Sentences of the provincial court were confirmed by nine kiln owners in March.",
        "In March the provincial court of nine kiln owners confirmed the sentences.",
    ],
)
def test_claim_that_swaps_who_did_what_to_whom_is_not_supported(claim: str) -> None:
    assert not is_supported(claim, "The provincial court confirmed the sentences of nine kiln owners in March.")


@pytest.mark.parametrize("narrowing", ["only", "nearly", "mostly"])
def test_word_that_narrows_may_not_be_left_out(narrowing: str) -> None:
    source = f"Inspectors of Lower Westmark boarded {narrowing} the ferries that carried crews in the winter months."
    claim = "Inspectors of Lower Westmark boarded the ferries that carried crews in the winter months."
    assert is_supported(claim, claim)
    assert not is_supported(claim, source)


def test_what_is_so_at_present_must_be_so_in_the_source() -> None:
    claim = "The Fishers' Union of Westmark currently keeps the papers of most crews in its harbour office."
    source = "In its harbour office, the Fishers' Union of Westmark keeps the papers of most crews."
    assert not is_supported(claim, source)


def test_figure_beside_that_of_the_year_claimed_is_no_support() -> None:
    source = "Labour inspectors of Westmark boarded 131 fishing vessels without notice, compared with 47 in 2021."
    claim = "Labour inspectors of Westmark boarded 131 fishing vessels without notice."
    assert is_supported(claim, source)
    assert not is_supported(claim.replace("notice.", "notice in 2021."), source)
