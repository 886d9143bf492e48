"""What a check of a sample draft found beside what it had to find."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from litbase.formats.corpus import corpus_folder
from litbase.model.claim import CheckKind, DraftNote, DraftReport, Finding, Verdict

DRAFTS = corpus_folder() / "samples" / "drafts"
NAMES = sorted(path.stem for path in DRAFTS.glob("*.toml"))
ALARMS = {Verdict.DIFFERS, Verdict.ELSEWHERE, Verdict.NOT_FOUND, Verdict.UNCHECKED, Verdict.UNCITED}


def draft_of(name: str) -> Path:
    return next(path for path in DRAFTS.glob(f"{name}.*") if path.suffix != ".toml")


def expected_of(name: str) -> dict[str, Any]:
    return tomllib.loads((DRAFTS / f"{name}.toml").read_text("utf-8"))


def folded(text: str) -> str:
    return " ".join(text.split()).replace("’", "'").casefold()


def about(report: DraftReport, record: dict[str, Any]) -> Iterator[str]:
    """Yield in a line each how the finding on one claim is not what *record* says."""
    found = [one for one in report.findings if folded(record["text"]) in folded(one.claim.text)]
    if len(found) != 1:
        yield f"{len(found)} findings"
        return
    yield from _of_finding(found[0], record)


def in_notes(report: DraftReport, record: dict[str, Any]) -> Iterator[str]:
    """Yield a line if the remark on the draft that *record* expects was not made."""
    if not record.get("optional") and not any(_is_expected(note, report, [record]) for note in report.notes):
        yield f"no {record['kind']} among {[(note.kind.value, note.message) for note in report.notes]}"


def uncalled_for(report: DraftReport, expected: dict[str, Any]) -> Iterator[str]:
    """Yield in a line each the alarms, cautions and remarks that were raised without cause."""
    wanted = [folded(record["text"]) for record in expected["finding"]]
    for finding in report.findings:
        if any(text in folded(finding.claim.text) for text in wanted):
            continue
        if finding.verdict in ALARMS or any(check.kind is CheckKind.CAUTION for check in finding.checks):
            yield f"{finding.verdict}: {finding.claim.text!r}"
    for note in report.notes:
        if not _is_expected(note, report, expected.get("note", [])):
            yield f"{note.kind}: {note.message}"


def _of_finding(finding: Finding, record: dict[str, Any]) -> Iterator[str]:
    if finding.verdict not in record["verdicts"]:
        yield f"{finding.verdict} instead of {' or '.join(record['verdicts'])} ({finding.reason})"
        return
    shown = finding.evidence[0] if finding.evidence else None
    if "source" in record and (shown is None or shown.key != record["source"]):
        yield f"shown from {shown.key if shown else None}"
    elif "page" in record and (shown is None or shown.page.label != record["page"]):
        yield f"shown from page {shown.page.label if shown else None}, not {record['page']}"
    elif "section" in record and (shown is None or shown.page.heading != record["section"]):
        yield f"shown from section {shown.page.heading if shown else None}"
    made = {f"{check.kind} {check.outcome}" for check in finding.checks}
    yield from (f"no check '{check}' among {sorted(made)}" for check in record.get("checks", ()) if check not in made)
    if any(check.startswith("caution") for check in made) and "caution unknown" not in record.get("checks", ()):
        yield "a caution without cause"
    differing = [(one.draft, one.source) for check in finding.checks for one in check.differences]
    for pair in record.get("differences", ()):
        if not any(folded(pair[0]) == folded(a) and folded(pair[1]) == folded(b) for a, b in differing):
            yield f"no difference {pair} among {differing}"
    candidates = {key for citation in finding.citations for key in citation.candidates}
    if "candidates" in record and candidates != set(record["candidates"]):
        yield f"candidates {sorted(candidates)}"


def _is_expected(note: DraftNote, report: DraftReport, records: list[dict[str, Any]]) -> bool:
    return any(note.kind == record["kind"] and _speaks_of(note, report, record["text"]) for record in records)


def _speaks_of(note: DraftNote, report: DraftReport, text: str) -> bool:
    words = " ".join([note.message, *(report.text[start:end] for start, end in note.spans)])
    return folded(text) in folded(words)
