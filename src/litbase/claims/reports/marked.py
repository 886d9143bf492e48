"""The text of a draft cut into paragraphs, each with the claims in it marked."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litbase.model.claim import CheckKind, DraftReport, Finding, Outcome, Span

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\r?\n[ \t]*)+")
_SHOWN_KINDS = frozenset({CheckKind.QUOTATION, CheckKind.FIGURE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft: the claim it belongs to, None outside of one, and how what stands there fared."""

    text: str
    finding: Finding | None = None
    outcome: Outcome | None = None
    is_uncovered: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, and the findings on the claims that begin in it."""

    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]


def paragraphs_of(report: DraftReport) -> Iterator[Paragraph]:
    """Yield the paragraphs of the draft in its order, blank lines left out; a claim never runs over a cut."""
    findings = sorted(report.findings, key=lambda one: (one.claim.start, one.claim.end))
    starts = [one.claim.start for one in findings]
    for start, end in _uncut(_spans(report.text), findings):
        own = findings[bisect_left(starts, start) : bisect_left(starts, end)]
        touching = [one for one in findings if one.claim.start < end and start < one.claim.end]
        yield Paragraph(tuple(_pieces(report.text, (start, end), touching)), tuple(own))


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for match in _BLANK_LINES.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _uncut(spans: Iterator[Span], findings: Sequence[Finding]) -> Iterator[Span]:
    """Yield the paragraphs, those that one claim runs through as one."""
    waiting: Span | None = None
    for span in spans:
        if waiting is not None and any(one.claim.start < waiting[1] and span[0] < one.claim.end for one in findings):
            waiting = waiting[0], span[1]
            continue
        if waiting is not None:
            yield waiting
        waiting = span
    if waiting is not None:
        yield waiting


def _pieces(text: str, span: Span, findings: Sequence[Finding]) -> Iterator[Piece]:
    cuts = {span[0], span[1]}
    for one in findings:
        cuts.update((one.claim.start, one.claim.end))
        for check in one.checks:
            cuts.update(offset for stretch in ((check.start, check.end), *check.uncovered) for offset in stretch)
    inside = sorted(cut for cut in cuts if span[0] <= cut <= span[1])
    for start, end in pairwise(inside):
        yield _piece(text, start, end, findings)


def _piece(text: str, start: int, end: int, findings: Sequence[Finding]) -> Piece:
    """Return one stretch, which belongs to the innermost claim around it."""
    around = [one for one in findings if one.claim.start <= start and end <= one.claim.end]
    if not around or not text[start:end].strip():  # white space alone is nothing to follow a link by
        return Piece(text[start:end])
    finding = max(around, key=lambda one: (one.claim.start, -one.claim.end))
    told = (check for check in finding.checks if check.kind in _SHOWN_KINDS and check.start <= start < end <= check.end)
    outcome = next((check.outcome for check in told), None)
    is_uncovered = any(a <= start and end <= b for check in finding.checks for a, b in check.uncovered)
    return Piece(text[start:end], finding, outcome, is_uncovered)
