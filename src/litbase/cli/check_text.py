"""A checked draft as the terminal shows it: the summary on top, then the findings, worst first."""

from collections.abc import Sequence

import click

from litbase.cli.printing import passage, plural
from litbase.cli.trace import SIGNS, VERDICT_COLOURS
from litbase.model.claim import (
    VERDICTS_WORST_FIRST,
    CheckItem,
    CheckKind,
    DraftNote,
    DraftReport,
    Finding,
    Outcome,
    Verdict,
    summary_of,
)

_LONGEST_CLAIM = 400
_LONGEST_PASSAGE = 800  # characters; a list without full stops may fill a page, which the other reports show whole
_PASSAGES_SHOWN = 2
_ALWAYS_TOLD = frozenset({Outcome.DIFFERS, Outcome.MISSING, Outcome.ELSEWHERE})


def report_text(report: DraftReport) -> str:
    """Return what `echo_report` prints, without colours, for a file."""
    from contextlib import redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()) as written:
        echo_report(report)
    return written.getvalue()


def echo_report(report: DraftReport) -> None:
    """Print the report: how many of each verdict, then every finding, then remarks on the draft as a whole."""
    open_findings = [finding for finding in report.findings if finding.settled is None]
    _echo_summary(report, settled=len(report.findings) - len(open_findings))
    for verdict in VERDICTS_WORST_FIRST:
        for finding in open_findings:
            if finding.verdict is verdict:
                _echo_finding(report, finding)
    _echo_settled(report)
    _echo_notes(report, report.notes)


def _echo_summary(report: DraftReport, *, settled: int) -> None:
    if not report.findings:
        click.echo(f"{report.draft}: no claim carries a citation, a quotation or a figure")
        return
    counts = summary_of(report.findings)
    parts = [
        click.style(f"{counts[verdict.value]} {verdict.value.replace('-', ' ')}", fg=VERDICT_COLOURS[verdict])
        for verdict in VERDICTS_WORST_FIRST
        if counts[verdict.value]
    ]
    also = f", {settled} of them settled" if settled else ""
    click.echo(f"{report.draft}: {plural(len(report.findings), 'claim')}{also}: {', '.join(parts)}")


def _echo_finding(report: DraftReport, finding: Finding) -> None:
    claim = finding.claim
    click.echo()
    click.secho(finding.verdict.value.replace("-", " "), fg=VERDICT_COLOURS[finding.verdict], bold=True, nl=False)
    click.secho(f"  {report.draft}:{claim.line}:{claim.column}  [{finding.id}]", dim=True)
    text, spans = claim.text, [span for check in finding.checks for span in check.uncovered]
    if len(text) > _LONGEST_CLAIM:
        text = f"{text[:_LONGEST_CLAIM].rstrip()} …"
    inside = [(start - claim.start, end - claim.start) for start, end in spans]
    marked = [(start, end) for start, end in inside if end <= len(text)]
    click.echo(passage(text, marked, marks=("[", "]")))
    click.echo(f"  {finding.reason}")
    for check in finding.checks:
        _echo_check(check, finding)
    for number in finding.passages_told()[:_PASSAGES_SHOWN]:
        evidence = finding.evidence[number]
        click.secho(f"  [{number + 1}] {evidence.key}, {evidence.place}", bold=True, nl=False)
        click.secho(", read by OCR" if evidence.ocr else "", dim=True)
        click.echo(passage(_shortened(evidence.text), indent=6))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_PASSAGE else f"{text[:_LONGEST_PASSAGE].rsplit(maxsplit=1)[0]} …"


def _echo_check(check: CheckItem, finding: Finding) -> None:
    """Show a check that is amiss; what agrees and what the reason says already is left out."""
    is_told = check.outcome in _ALWAYS_TOLD and check.kind not in (CheckKind.CITATION, CheckKind.SUPPORT)
    if not (is_told or check.kind is CheckKind.CAUTION) or _is_said(check, finding):
        return
    sign, colour = SIGNS.get(check.outcome, ("·", "yellow"))
    where = f" [{check.evidence + 1}]" if check.evidence is not None else ""
    click.echo("  " + click.style(sign, fg=colour) + f" {check.kind.value}: {check.detail}{where}")
    for difference in check.differences:
        click.echo(f"      draft:  {difference.draft or '(nothing)'}")
        click.echo(f"      source: {difference.source or '(nothing)'}")


def _is_said(check: CheckItem, finding: Finding) -> bool:
    """Tell whether the reason says it: in these words, which figures are absent, or that other pages have them."""
    if check.differences or check.kind is CheckKind.CAUTION:
        return False
    is_listed = finding.verdict in (Verdict.TO_READ, Verdict.UNCHECKED) and check.kind is CheckKind.FIGURE
    return is_listed or check.detail in finding.reason


def _echo_settled(report: DraftReport) -> None:
    """Name the findings that are settled, a line each, so that nobody forgets them."""
    found = [finding for finding in report.findings if finding.settled is not None]
    if found:
        click.echo()
        click.secho("Settled", bold=True)
    for finding in found:
        reason = finding.settled.reason if finding.settled is not None else ""
        words = finding.verdict.value.replace("-", " ")
        click.echo(passage(f"line {finding.claim.line}, {words}: {reason} [{finding.id}]", indent=2))


def _echo_notes(report: DraftReport, notes: Sequence[DraftNote]) -> None:
    if notes:
        click.echo()
        click.secho("On the draft as a whole", bold=True)
    for note in notes:
        words = " … ".join(" ".join(report.text[start:end].split())[:120] for start, end in note.spans[:3])
        where = f"line {report.line_of(note.spans[0][0])}: " if note.spans else ""
        click.echo(passage(f"{where}{note.message} “{words}”", indent=2))
