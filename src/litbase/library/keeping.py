"""Confirmed evidence kept under `annotations/`, and whether it still matches its files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from litbase.claims.annotations import annotation_of, read_annotation, why_it_no_longer_stands
from litbase.formats.files import write_whole
from litbase.library.parts import Parts
from litbase.library.reading import altered_files
from litbase.model.claim import DraftReport, Evidence, Finding, Outcome, Verdict
from litbase.model.entry import Problem, Severity

_CONFIRMED = frozenset({Verdict.VERIFIED, Verdict.SUPPORTED})


def keep_evidence(parts: Parts, report: DraftReport, *, today: date, patience: float) -> tuple[str, ...]:
    """Keep each passage that bears a claim out; return the paths of those that were not kept before."""
    folder = parts.folder.annotations
    made = []
    with parts.writing("check --keep", patience=patience):
        folder.mkdir(exist_ok=True)
        for finding, evidence in _confirmed(report):
            page = parts.pages.page(evidence.sha256, evidence.page.number)
            if page is None:
                continue
            name, content = annotation_of(
                finding, evidence, page, draft=Path(report.draft).name, created=today.isoformat()
            )
            path = folder / f"{name}.jsonld"
            if not path.exists():
                write_whole(path, content)
                made.append(path.relative_to(parts.folder.path).as_posix())
    return tuple(made)


def _confirmed(report: DraftReport) -> Iterator[tuple[Finding, Evidence]]:
    for finding in report.findings:
        if finding.verdict in _CONFIRMED:
            told = {check.evidence for check in finding.checks if check.outcome is Outcome.OK}
            yield from ((finding, finding.evidence[index]) for index in sorted(i for i in told if i is not None))


def kept_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with passages kept earlier: their file has gone, or says something else now."""
    records = {record.path: record.sha256 for record in parts.sources.records()}
    found = {path: read_annotation(path.read_bytes()) for path in sorted(parts.folder.annotations.glob("*.jsonld"))}
    altered = altered_files(parts, {kept.file for kept in found.values() if kept is not None})
    for path, kept in found.items():
        name = path.relative_to(parts.folder.path).as_posix()
        if kept is None:
            yield Problem("annotation", Severity.WARNING, f"'{name}' is no annotation that litbase can read", file=name)
            continue
        sha256 = records.get(kept.file)
        page = parts.pages.page(sha256, kept.page_number) if sha256 == kept.sha256 else None
        reason = why_it_no_longer_stands(kept, sha256, page, is_altered=kept.file in altered)
        if reason is not None:
            yield Problem("annotation", Severity.WARNING, f"a passage kept of '{kept.key}': {reason}", kept.key, name)
