"""A checked draft in Markdown: for a mail to the author, an issue, a pull request."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from litbase.model.claim import VERDICTS_WORST_FIRST, CheckKind, DraftReport, Finding, Verdict, summary_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")
_FOLDED = frozenset({Verdict.VERIFIED, Verdict.SUPPORTED})
_PASSAGES_SHOWN = 2


def markdown_report(report: DraftReport, *, titles: Mapping[str, str]) -> str:
    """Return the report, worst findings first; what was borne out, and what is settled, is listed at the end."""
    return "\n".join(_lines(report, titles)) + "\n"


def _lines(report: DraftReport, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"# {_text(Path(report.draft).name)}, checked against its sources"
    yield ""
    counts = summary_of(report.findings)
    named = [f"{counts[verdict]} {_words(verdict)}" for verdict in VERDICTS_WORST_FIRST if counts[verdict]]
    yield f"{len(report.findings)} claims: {', '.join(named)}." if named else "No claim carries a citation or a figure."
    for verdict in VERDICTS_WORST_FIRST:
        found = [one for one in report.findings if one.verdict is verdict and not _is_folded(one)]
        if found:
            yield from ("", f"## {_words(verdict).capitalize()}")
        for one in found:
            yield from _finding(one, titles)
    folded = [one for one in report.findings if _is_folded(one)]
    if folded:
        yield from ("", "## Borne out or settled", "")
        yield from (_line_of(one, report) for one in folded)
    if report.notes:
        yield from ("", "## On the draft as a whole", "")
        for note in report.notes:
            quoted = "; ".join(f"“{_text(report.text[start:end])}”" for start, end in note.spans)
            where = f"Line {report.line_of(note.spans[0][0])}: " if note.spans else ""
            yield f"- {where}{_text(note.message)} {quoted}"


def _is_folded(finding: Finding) -> bool:
    return finding.verdict in _FOLDED or finding.settled is not None


def _line_of(finding: Finding, report: DraftReport) -> str:
    settled = f" Settled on {finding.settled.date}: {_text(finding.settled.reason)}" if finding.settled else ""
    where = f"{_text(report.draft)}:{finding.claim.line}"
    doubts = "".join(f" {caution}" for caution in _cautions(finding) if finding.settled is None)
    return f"- {where}: **{_words(finding.verdict)}.** {_text(finding.reason)}{doubts}{settled}"


def _finding(finding: Finding, titles: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f"### Line {finding.claim.line}: {_text(finding.reason)}"
    yield ""
    yield f"The draft: {_text(finding.claim.text)}"
    for caution in _cautions(finding):
        yield from ("", caution)
    differences = [each for check in finding.checks for each in check.differences]
    if differences:
        yield from ("", "| the draft | the source |", "|---|---|")
        yield from (
            f"| {_text(each.draft) or '(nothing)'} | {_text(each.source) or '(nothing)'} |" for each in differences
        )
    for evidence in (finding.evidence[index] for index in finding.passages_told()[:_PASSAGES_SHOWN]):
        title = f", {_text(titles[evidence.key])}" if titles.get(evidence.key) else ""
        yield from ("", f"> {_text(evidence.text)}", ">", f"> {_text(evidence.key)}, {_text(evidence.place)}{title}")


def _cautions(finding: Finding) -> Iterator[str]:
    return (f"Caution: {_text(check.detail)}" for check in finding.checks if check.kind is CheckKind.CAUTION)


def _words(verdict: Verdict) -> str:
    return verdict.value.replace("-", " ")


def _text(words: str) -> str:
    """Return words that no Markdown reader takes for markup, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
