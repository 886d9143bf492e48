"""Quotations found in a claim, whatever their marks, and the alterations marked in them."""

import time

import pytest

from litbase.claims.quotations.quoted import find_quotations


def quoted(claim: str) -> list[str]:
    return [quotation.text for quotation in find_quotations(claim)]


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("He wrote “no one was ever asked” twice.", "no one was ever asked"),
        ('He wrote "no one was ever asked" twice.', "no one was ever asked"),
        ("He wrote ‘no one was ever asked’ twice.", "no one was ever asked"),
        ("He wrote 'no one was ever asked' twice.", "no one was ever asked"),
        ("Il écrit « personne ne fut interrogé » ici.", " personne ne fut interrogé "),
        ("Er schrieb „niemand wurde je gefragt“ dort.", "niemand wurde je gefragt"),
        ("Er schrieb »niemand wurde je gefragt« dort.", "niemand wurde je gefragt"),
        ("报告说：“警方解救了被拐卖的妇女”。", "警方解救了被拐卖的妇女"),
        ("報告は「警察は女性を救出した」と述べた。", "警察は女性を救出した"),
        ("他在《刑法评论》中说“收买妇女同样有罪”。", "收买妇女同样有罪"),  # 《》 encloses a title
        ('He wrote “no one was ever asked" twice.', "no one was ever asked"),  # mismatched
        ('He wrote "no one was ever asked” twice.', "no one was ever asked"),
        ("He wrote “no one was ever asked", "no one was ever asked"),  # goes on in the next paragraph
        ("He wrote “she said ‘no one asked’ and left” twice.", "she said ‘no one asked’ and left"),  # nested
        ("He wrote ‘the workers’ papers were kept’ twice.", "the workers’ papers were kept"),  # a possessive inside
        ("It’s true: ‘don’t ask the owner’s wife’.", "don’t ask the owner’s wife"),
        ("The ‘fixers’ said: ‘The officers’ papers were lost’, twice.", "The officers’ papers were lost"),
        ("It was ‘a change for all of us’ in the ‘West’.", "a change for all of us"),
        ('He said "the papers were "kept" by the owner" twice.', 'the papers were "kept" by the owner'),
        ("He wrote ``no one was ever asked'' twice.", "no one was ever asked"),
        ("Er schrieb „niemand wurde ‚je gefragt‘ dort“.", "niemand wurde ‚je gefragt‘ dort"),
        ("報告は「警察は『被害者はいない』と述べた」とした。", "警察は『被害者はいない』と述べた"),
        ("報告は｢警察は女性を救出した｣と述べた。", "警察は女性を救出した"),
        ("Él dijo: «nadie fue “jamás” interrogado» allí.", "nadie fue “jamás” interrogado"),
        ("He wrote ”no one was ever asked“ twice.", "no one was ever asked"),  # both the wrong way round
        ("He wrote ‘no one was ever asked‘ twice.", "no one was ever asked"),
        ("In the ’90s he wrote ‘the workers’ papers were kept’ twice.", "the workers’ papers were kept"),
        ("In the ‘90s, when the workers’ papers were kept, “no one was ever asked”.", "no one was ever asked"),
        ("‘Tis said that the workers’ papers were “kept by the owners”.", "kept by the owners"),
    ],
)
def test_words_between_quotation_marks_are_a_quotation(claim: str, quotation: str) -> None:
    assert quoted(claim) == [quotation]


@pytest.mark.parametrize(
    "claim",
    [
        "The so-called “fixers” were arrested.",  # one word
        "The “safe house” was closed.",  # two words
        "He said “we do it”.",  # three words, under twelve letters
        "被称为“拐卖妇女”的罪行。",  # four characters
        "The workers' papers and the owner's house weren't his.",
        'A 6" pipe and a 5" tube.',
        "“[…] [sic]”",
        "见《中华人民共和国刑法》的规定。",  # a title
    ],
)
def test_few_words_are_not_a_quotation_to_check(claim: str) -> None:
    assert quoted(claim) == []


def test_offsets_are_into_the_claim() -> None:
    claim = "First “the courts were closed early”, then “the papers were kept away”."
    assert [claim[q.start : q.end] for q in find_quotations(claim)] == quoted(claim)
    for quotation in find_quotations(claim):
        assert all(claim[word.start : word.end] == word.written for word in quotation.words)


def test_marked_alterations_part_the_segments() -> None:
    (quotation,) = find_quotations("“[T]he women […] were held [by force] in a hut ... for months [sic]”")
    segments = [" ".join(word.form for word in segment.words) for segment in quotation.segments]
    assert segments == ["the women", "were held", "in a hut", "for months"]
    assert [(joint.is_cut, joint.allowance) for joint in quotation.joints] == [(True, 0), (False, 2), (True, 0)]
    assert [joint.written for joint in quotation.edges] == ["[sic]"]


def test_editors_remark_replaces_nothing() -> None:
    (quotation,) = find_quotations("“the women were [sic] held in a [emphasis added] hut”")
    assert [joint.allowance for joint in quotation.joints] == [0, 0]


def test_letters_glued_to_a_bracket_bind_the_word_replaced() -> None:
    (quotation,) = find_quotations("“the women were traffick[ed] over the border”")
    (joint,) = quotation.joints
    assert (joint.before, joint.after, joint.allowance) == ("traffick", "", 1)


@pytest.mark.parametrize(
    "unit", ["“", '"', ' "a', " 'a", "‘a ", "``a ", "«", "„", "「", "a… ", "[a] ", "[a]", "'a' ", "s' a ", "“a ”"]
)
def test_marks_that_are_never_closed_take_no_long_time(unit: str) -> None:
    began = time.process_time()
    quoted(unit * 6_000)
    quoted(f"“{unit * 6_000}”")
    assert time.process_time() - began < 3
