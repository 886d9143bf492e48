"""A checked draft for other programs: a line a finding for editors (errorformat), SARIF for code review."""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from litbase.claims.draft import Lines
from litbase.claims.reports.html import MEANINGS
from litbase.model.claim import CheckItem, CheckKind, DraftReport, Evidence, Finding, NoteKind, Span, Verdict

_LEVELS = {
    Verdict.DIFFERS: "error",
    Verdict.NOT_FOUND: "error",
    Verdict.ELSEWHERE: "warning",
    Verdict.UNCITED: "warning",
    Verdict.UNCHECKED: "warning",
    Verdict.TO_READ: "note",
    Verdict.SUPPORTED: "none",
    Verdict.VERIFIED: "none",
}


_REMARKS = {
    CheckKind.CAUTION: "the literature calls what is said doubtful, or a newer edition is known",
    NoteKind.REFERENCE_NOT_CITED: "nothing in the text cites the reference",
    NoteKind.CITATION_WITHOUT_REFERENCE: "the list of references lacks what is cited",
    NoteKind.CONSISTENCY: "figures of the draft do not agree with each other",
    NoteKind.DUPLICATE_REFERENCE: "a work stands in the list of references more than once",
}


def errorformat_report(report: DraftReport) -> str:
    """Return a line for each finding that needs a look: "draft.md:12:23: error: differs: …" (vim's %f:%l:%c: %t…)."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: DraftReport) -> Iterator[str]:
    lines = Lines(report.text)
    for one in report.findings:
        level = _LEVELS[one.verdict]
        if level != "none" and one.settled is None:
            words = one.verdict.value.replace("-", " ")
            yield f"{report.draft}:{one.claim.line}:{one.claim.column}: {level}: {words}: {_one_line(one.reason)}"
        for check in _cautions(one):
            line, column = lines.position(check.start)
            yield f"{report.draft}:{line}:{column}: warning: caution: {_one_line(check.detail)}"
    for note in report.notes:
        line, column = lines.position(note.spans[0][0]) if note.spans else (1, 1)
        yield f"{report.draft}:{line}:{column}: warning: {note.kind.value.replace('-', ' ')}: {_one_line(note.message)}"


def _cautions(finding: Finding) -> Iterator[CheckItem]:
    return (each for each in finding.checks if each.kind is CheckKind.CAUTION and finding.settled is None)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def sarif_report(report: DraftReport, *, version: str) -> str:
    """Return the findings as SARIF 2.1.0 (OASIS); columns and offsets count Unicode code points (3.14.27)."""
    lines = Lines(report.text)
    rules = [
        *(_rule(verdict.value, meaning, _LEVELS[verdict]) for verdict, meaning in MEANINGS.items()),
        *(_rule(kind, meaning, "warning") for kind, meaning in _REMARKS.items()),
    ]
    driver = {"name": "litbase", "version": version, "rules": rules}
    results = [_result(one, report, lines) for one in report.findings]
    for one in report.findings:
        results += [
            _remark(each.kind.value, each.detail, [(each.start, each.end)], report, lines) for each in _cautions(one)
        ]
    results += [_remark(note.kind.value, note.message, note.spans, report, lines) for note in report.notes]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str, meaning: str, level: str) -> dict[str, Any]:
    return {"id": name, "shortDescription": {"text": meaning}, "defaultConfiguration": {"level": level}}


def _remark(rule: str, message: str, spans: Iterable[Span], report: DraftReport, lines: Lines) -> dict[str, Any]:
    """Return a result that is no verdict: a caution, or what is to be said of the draft as a whole."""
    locations = [_location(report, span, lines) for span in spans]
    return {"ruleId": rule, "level": "warning", "message": {"text": message}, "locations": locations}


def _result(finding: Finding, report: DraftReport, lines: Lines) -> dict[str, Any]:
    level = _LEVELS[finding.verdict]
    result: dict[str, Any] = {
        "ruleId": finding.verdict.value,
        "level": level,
        "kind": "pass" if level == "none" else "fail",
        "message": {"text": finding.reason},
        "locations": [_location(report, (finding.claim.start, finding.claim.end), lines)],
        "relatedLocations": [_source(evidence, number) for number, evidence in enumerate(finding.evidence)],
        "partialFingerprints": {"litbaseFinding": finding.id},
    }
    if finding.settled is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding.settled.reason}]
    return result


def _location(report: DraftReport, span: Span, lines: Lines) -> dict[str, Any]:
    (line, column), (last, until) = lines.position(span[0]), lines.position(span[1])
    region = {
        "startLine": line, "startColumn": column, "endLine": last, "endColumn": until,
        "charOffset": span[0], "charLength": span[1] - span[0],
    }  # fmt: skip
    uri = quote(PurePath(report.draft).as_posix())
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _source(evidence: Evidence, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "physicalLocation": {"artifactLocation": {"uri": quote(evidence.file)}},
        "message": {"text": f"{evidence.key}, {evidence.locator}: {_one_line(evidence.text)}"},
    }
