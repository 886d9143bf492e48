"""Reports on a checked draft: what stands in them, and that nothing in them can run."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from litbase.claims.reports.html import html_report
from litbase.claims.reports.lists import errorformat_report, sarif_report
from litbase.claims.reports.markdown import markdown_report
from litbase.claims.reports.marked import paragraphs_of
from litbase.model.claim import (
    CheckItem,
    CheckKind,
    Claim,
    Difference,
    DraftNote,
    DraftReport,
    Evidence,
    Finding,
    NoteKind,
    Outcome,
    Scope,
    Settled,
    Verdict,
)
from litbase.model.page import Page

HOSTILE = "<script>alert('1')</script>"
TEXT = f"It rained.\n\nHe wrote “ten vessels” {HOSTILE} and left.\n\nTwo days of fog.\n"
QUOTED = TEXT.index("ten vessels")
PASSAGE = Evidence(
    "norland2022", Page(3, "iii", ""), "p. iii", "There were two vessels in the <b>bay</b>.", 40, 78, "a" * 64,
    "sources/norland2022.pdf", Scope.CITED_PAGE,
)  # fmt: skip
ALTERED = CheckItem(
    CheckKind.QUOTATION, Outcome.DIFFERS, "altered in one place", QUOTED, QUOTED + 11, 0, (Difference("ten", "two"),)
)


def claim(words: str, line: int) -> Claim:
    start = TEXT.index(words)
    return Claim(TEXT[start : start + len(words)], line, 1, start, start + len(words))


SENTENCE = claim(f"He wrote “ten vessels” {HOSTILE} and left.", 3)
DIFFERS = Finding("f1", SENTENCE, (), Verdict.DIFFERS, "It says “ten”.", (ALTERED,), (PASSAGE,))
UNCITED = Finding("f2", claim("Two days of fog.", 5), (), Verdict.UNCITED, "No citation.", (), ())
SETTLED = Finding("f3", UNCITED.claim, (), Verdict.UNCITED, "No citation.", (), (), Settled("known", "2026-01-02"))
NOTE = DraftNote(NoteKind.CONSISTENCY, "the shares add to 99 %", ((0, 10),))
REPORT = DraftReport("my draft.md", "markdown", TEXT, (DIFFERS, UNCITED), (NOTE,))


def html(report: DraftReport = REPORT) -> str:
    return html_report(
        report,
        titles={"norland2022": f"Norland {HOSTILE}"},
        picture=lambda _: "data:image/webp;base64,cGljdHVyZQ==",
        checked_on=date(2026, 1, 2),
        version="1",
    )


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = html()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!data:image/webp|#)", page)


def test_the_page_shows_verdict_difference_passage_and_picture() -> None:
    page = html()
    assert '<span class="verdict">differs</span>' in page
    assert "<del>ten</del>" in page
    assert "<ins>two</ins>" in page
    assert "There were <mark>two</mark> vessels in the &lt;b&gt;bay&lt;/b&gt;." in page
    assert "data:image/webp;base64,cGljdHVyZQ==" in page
    assert "the shares add to 99 %" in page


def test_checks_that_say_the_same_are_told_once_with_the_words_of_each() -> None:
    fog = UNCITED.claim.start
    checks = tuple(
        CheckItem(CheckKind.FIGURE, Outcome.UNKNOWN, "nothing bears it out", fog + start, fog + end)
        for start, end in ((0, 3), (4, 8))
    )
    page = html(DraftReport("d", "text", TEXT, (replace(UNCITED, checks=checks),), ()))
    assert "figure <q>Two</q>, <q>days</q>: nothing bears it out" in page


def test_figures_that_the_passage_has_too_are_told_in_one_remark() -> None:
    fog = UNCITED.claim.start
    checks = tuple(
        CheckItem(CheckKind.FIGURE, Outcome.OK, f"“{words}” agrees with “{words.casefold()}”", fog + start, fog + end)
        for words, start, end in (("Two", 0, 3), ("days", 4, 8))
    )
    page = html(DraftReport("d", "text", TEXT, (replace(UNCITED, checks=checks),), ()))
    assert "figure <q>Two</q>, <q>days</q>: in the passage too" in page


def test_passage_that_no_check_speaks_of_is_shown_in_words_alone() -> None:
    drawn: list[int] = []
    passages = tuple(replace(PASSAGE, start=40 + number, end=78 + number) for number in range(3))
    support = CheckItem(CheckKind.SUPPORT, Outcome.UNKNOWN, "", 0, 10, 1)
    finding = replace(DIFFERS, verdict=Verdict.TO_READ, checks=(support,), evidence=passages)
    html_report(
        DraftReport("d", "text", TEXT, (finding,), ()), titles={}, checked_on=date(2026, 1, 2), version="1",
        picture=lambda passage: drawn.append(passage.start - 40),
    )  # fmt: skip
    assert drawn == [1, 0]


CAUTION = CheckItem(CheckKind.CAUTION, Outcome.UNKNOWN, "the figure is called doubtful", QUOTED, QUOTED + 3)


@pytest.mark.parametrize("verdict", [Verdict.UNCITED, Verdict.VERIFIED])
def test_cautions_stand_in_every_report(verdict: Verdict) -> None:
    report = DraftReport("my draft.md", "text", TEXT, (replace(DIFFERS, verdict=verdict, checks=(CAUTION,)),), ())
    assert CAUTION.detail in html(report)
    assert f"Caution: {CAUTION.detail}" in markdown_report(report, titles={})
    assert f"my draft.md:3:11: warning: caution: {CAUTION.detail}" in errorformat_report(report).splitlines()
    results = json.loads(sarif_report(report, version="1"))["runs"][0]["results"]
    assert [one["message"]["text"] for one in results if one["ruleId"] == "caution"] == [CAUTION.detail]


def test_every_rule_that_a_sarif_result_names_is_described() -> None:
    notes = tuple(DraftNote(kind, "look", ((0, 3),)) for kind in NoteKind)
    log = json.loads(sarif_report(replace(REPORT, notes=notes), version="1"))
    (run,) = log["runs"]
    assert {one["ruleId"] for one in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_remarks_on_the_whole_draft_name_their_line() -> None:
    assert "Line 1: the shares add to 99 %" in html()
    assert "- Line 1: the shares add to 99 %" in markdown_report(REPORT, titles={})


def test_a_settled_finding_is_folded_and_says_why() -> None:
    page = html(DraftReport("d", "text", TEXT, (SETTLED,), ()))
    assert "Settled on 2026-01-02: known" in page
    assert not re.search(r"<details[^>]* open", page)


def test_the_draft_is_there_whole_and_in_order() -> None:
    shown = ["".join(piece.text for piece in paragraph.pieces) for paragraph in paragraphs_of(REPORT)]
    assert [words.strip() for words in shown] == ["It rained.", SENTENCE.text, "Two days of fog."]


def test_each_stretch_of_a_claim_says_how_it_fared() -> None:
    pieces = [piece for paragraph in paragraphs_of(REPORT) for piece in paragraph.pieces]
    assert ("ten vessels", Outcome.DIFFERS) in [(piece.text, piece.outcome) for piece in pieces]


def test_a_claim_over_a_blank_line_keeps_its_paragraphs_together() -> None:
    whole = Finding("w", Claim(TEXT, 1, 1, 0, len(TEXT)), (), Verdict.UNCITED, "No citation.", (), ())
    assert len(list(paragraphs_of(DraftReport("d", "text", TEXT, (whole,), ())))) == 1


def test_markdown_says_the_worst_first_and_escapes_markup() -> None:
    text = markdown_report(REPORT, titles={})
    assert text.index("## Differs") < text.index("## Uncited")
    assert "| ten | two |" in text
    assert "\\<script\\>" in text
    assert "p. iii" in text


def test_errorformat_is_a_line_a_finding_that_needs_a_look() -> None:
    assert errorformat_report(REPORT).splitlines() == [
        "my draft.md:3:1: error: differs: It says “ten”.",
        "my draft.md:5:1: warning: uncited: No citation.",
        "my draft.md:1:1: warning: consistency: the shares add to 99 %",
    ]
    assert errorformat_report(DraftReport("d", "text", TEXT, (SETTLED,), ())) == ""


def test_sarif_points_at_the_stretch_and_carries_the_settlement() -> None:
    log = json.loads(sarif_report(DraftReport("my draft.md", "text", TEXT, (DIFFERS, SETTLED), ()), version="1"))
    assert log["version"] == "2.1.0"
    altered, settled = log["runs"][0]["results"]
    region = altered["locations"][0]["physicalLocation"]["region"]
    assert (altered["ruleId"], altered["level"]) == ("differs", "error")
    assert (region["startLine"], region["startColumn"], region["charLength"]) == (3, 1, len(SENTENCE.text))
    assert altered["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20draft.md"
    assert settled["suppressions"][0]["justification"] == "known"


@pytest.mark.parametrize("write", [errorformat_report, lambda report: sarif_report(report, version="1"), html])
def test_a_draft_without_claims_makes_a_report_too(write: object) -> None:
    assert callable(write)
    assert isinstance(write(DraftReport("calm.md", "text", "Calm.", (), ())), str)
