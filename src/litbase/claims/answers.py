"""Answers of earlier checks, kept so that only what changed is traced again: derived, made anew at any time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from litbase.claims.kept import Kept, rules_of
from litbase.claims.question import Answer, Question
from litbase.model.claim import CheckItem, CheckKind, Difference, Evidence, Outcome, Scope, Verdict
from litbase.model.page import Page


class KeptAnswers(Kept):
    """The answers in one file, good for one `state` of the library and for the rules by which they were given."""

    def __init__(self, path: Path, *, state: str) -> None:
        super().__init__(path, state=f"{state} {rules_of('claims', 'search')}")

    def get(self, question: Question) -> Answer | None:
        text = self.text(repr(question))
        return None if text is None else read_answer(json.loads(text))

    def put(self, question: Question, answer: Answer) -> None:
        self.keep(repr(question), json.dumps(written_answer(answer), ensure_ascii=False))


def written_answer(answer: Answer) -> dict[str, Any]:
    """Return *answer* as values of JSON; of the pages shown it holds all but their text."""
    return {
        "verdict": answer.verdict,
        "reason": answer.reason,
        "checks": [
            (c.kind, c.outcome, c.detail, c.start, c.end, c.evidence,
             [(each.draft, each.source) for each in c.differences], c.uncovered)
            for c in answer.checks
        ],
        "evidence": [
            (e.key, (e.page.number, e.page.label, e.page.inferred, e.page.heading), e.locator, e.text, e.start, e.end,
             e.sha256, e.file, e.scope, e.ocr, e.chapter)
            for e in answer.evidence
        ],
    }  # fmt: skip


def read_answer(kept: dict[str, Any]) -> Answer:
    """Return the answer that was written so."""
    return Answer(
        Verdict(kept["verdict"]),
        kept["reason"],
        tuple(map(_read_check, kept["checks"])),
        tuple(map(_read_evidence, kept["evidence"])),
    )


def _read_check(row: Sequence[Any]) -> CheckItem:
    kind, outcome, detail, start, end, evidence, differences, uncovered = row
    return CheckItem(
        CheckKind(kind), Outcome(outcome), detail, start, end, evidence,
        tuple(Difference(*each) for each in differences), tuple((a, b) for a, b in uncovered),
    )  # fmt: skip


def _read_evidence(row: Sequence[Any]) -> Evidence:
    key, (number, label, inferred, heading), locator, text, start, end, sha256, file, scope, ocr, chapter = row
    page = Page(number, label, "", inferred=inferred, heading=heading, ocr=ocr)
    return Evidence(key, page, locator, text, start, end, sha256, file, Scope(scope), ocr, chapter)
