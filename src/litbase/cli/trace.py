"""`litbase trace`: one claim, back to its page."""

import sys

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import echo_doubts, passage
from litbase.cli.progress import reading_bar
from litbase.model.claim import CheckItem, CheckKind, Evidence, Finding, Outcome, Verdict

VERDICT_COLOURS = {
    Verdict.VERIFIED: "green",
    Verdict.SUPPORTED: "green",
    Verdict.TO_READ: "yellow",
    Verdict.DIFFERS: "red",
    Verdict.ELSEWHERE: "yellow",
    Verdict.NOT_FOUND: "red",
    Verdict.UNCHECKED: "yellow",
    Verdict.UNCITED: "yellow",
}
DECIDED = (Verdict.VERIFIED, Verdict.SUPPORTED, Verdict.DIFFERS, Verdict.ELSEWHERE)
ANSWERS_NO = (Verdict.DIFFERS, Verdict.NOT_FOUND)


@click.command("trace")
@click.argument("claim", required=False)
@click.option(
    "--in",
    "within",
    multiple=True,
    metavar="KEY",
    shell_complete=complete_keys,
    help="The source cited for it; may be repeated.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many passages to show.")
@json_option
@library_option
def command(claim: str | None, within: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Look for the page that bears CLAIM out, or does not; without CLAIM it is read from standard input.

    Quotations and figures in the claim are looked for first, then the passages nearest to its words. Each
    passage is shown with its printed page, and the words and figures it does not cover are marked.
    Exit code 1: the sources say otherwise, or it is nowhere in them.

    \b
    Examples:
      litbase trace 'In 2022 the ministry identified 1,204 victims.'
      litbase trace 'The report calls it "a market without borders".' --in nor-tip2022
    """
    text = (claim if claim is not None else sys.stdin.read()).strip()
    if not text:
        raise click.UsageError("there is no claim to trace")
    with opened_library() as library, reading_bar("reading the sources again", quiet=as_json) as progress:
        finding = library.trace(text, within=within, limit=limit, progress=progress)
        echo_doubts(library, [each.file for each in finding.evidence])
        titles = {} if as_json else {each.key: library.describe(each.key).title for each in finding.evidence}
    if as_json:
        from litbase.model import shapes

        print_json(shapes.trace(finding))
    else:
        echo_finding(finding, titles)
    return 1 if finding.verdict in ANSWERS_NO else 0


def echo_finding(finding: Finding, titles: dict[str, str]) -> None:
    click.secho(finding.verdict.value.replace("-", " "), fg=VERDICT_COLOURS[finding.verdict], bold=True, nl=False)
    click.echo(f"  {finding.reason}")
    if finding.verdict is not Verdict.UNCHECKED:  # where nothing was read, nothing speaks for or against the claim
        echo_checks(finding)
    cited = {check.evidence for check in finding.checks}
    for number, evidence in enumerate(finding.evidence, 1):
        if finding.verdict in DECIDED and number - 1 not in cited:
            continue  # what decided is shown; what else is like the claim would only distract
        echo_evidence(number, evidence, titles.get(evidence.key, ""))


def echo_checks(finding: Finding) -> None:
    """Show the claim with what is not covered marked, then each check."""
    uncovered = [span for check in finding.checks for span in check.uncovered]
    if uncovered:
        click.echo("  not covered by what is shown:")
        click.echo(passage(finding.claim.text, uncovered, marks=("[", "]")))
    for check in finding.checks:
        echo_check(check)


SIGNS = {Outcome.OK: ("✓", "green"), Outcome.DIFFERS: ("✗", "red"), Outcome.MISSING: ("✗", "red")}


def echo_check(check: CheckItem) -> None:
    """Show one check: its sign, what it is about, and the words or figures that differ side by side."""
    if check.kind is CheckKind.SUPPORT and check.outcome is not Outcome.OK:
        return  # the marked words above say it
    sign, colour = SIGNS.get(check.outcome, ("·", "yellow"))
    where = f" [{check.evidence + 1}]" if check.evidence is not None else ""
    click.echo("  " + click.style(sign, fg=colour) + f" {check.kind.value}: {check.detail}{where}")
    for difference in check.differences:
        click.echo(f"      claim:  {difference.draft or '(nothing)'}")
        click.echo(f"      source: {difference.source or '(nothing)'}")


def echo_evidence(number: int, evidence: Evidence, title: str) -> None:
    click.echo()
    click.secho(f"  [{number}] {evidence.key}, {evidence.place}", bold=True, nl=False)
    click.secho(f"  {title}{', read by OCR' if evidence.ocr else ''}", dim=True)
    click.echo(passage(evidence.text, indent=6))
