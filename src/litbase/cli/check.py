"""`litbase check`: a draft, claim by claim, beside what its sources say."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from litbase.cli.context import json_option, library_option, opened_library, print_json
from litbase.cli.printing import echo_doubts
from litbase.cli.progress import reading_bar
from litbase.model.claim import DraftReport, Verdict

VERDICTS = [verdict.value for verdict in Verdict]


def verdicts_named(_: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[Verdict]:
    """Read "differs,not-found" or a repeated option."""
    named = [name.strip().replace(" ", "-") for value in values for name in value.split(",") if name.strip()]
    unknown = next((name for name in named if name not in VERDICTS), None)
    if unknown is not None:
        raise click.BadParameter(f"there is no verdict '{unknown}'; there are: {', '.join(VERDICTS)}", param=parameter)
    return frozenset(map(Verdict, named))


@click.command("check", short_help="Check a draft, claim by claim, against its sources.")
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "--fail-on",
    multiple=True,
    metavar="VERDICTS",
    callback=verdicts_named,
    help="Leave with exit code 1 if a claim gets one of these verdicts (differs,not-found).",
)
@click.option("--show-text", is_flag=True, help="Print the text that offsets count in, and check nothing.")
@json_option
@library_option
def command(draft: Path, fail_on: frozenset[Verdict], show_text: bool, as_json: bool) -> int:
    """Check every citation, quotation and figure of DRAFT against the sources in the library.

    DRAFT may be Markdown (pandoc, Quarto, R Markdown), LaTeX, DOCX, ODT, HTML, wikitext, PDF or plain text. Each claim
    that leans on a source is shown with its verdict, the words that differ, and the passage with its printed page.

    \b
    Examples:
      litbase check thesis.md
      litbase check chapter.docx --json
      litbase check article.tex --fail-on differs,not-found
    """
    with opened_library() as library:
        if show_text:
            from litbase.library.checking import read

            click.echo(read(draft).text, nl=False)
            return 0
        with (
            reading_bar("reading the sources again", quiet=as_json) as progress,
            checking_bar(quiet=as_json) as checked,
        ):
            report = library.check(draft, progress=progress, on_checked=checked)
        echo_doubts(library, [each.file for finding in report.findings for each in finding.evidence])
    if as_json:
        from litbase.model import shapes

        print_json(shapes.check(report))
    else:
        from litbase.cli.check_text import echo_report

        echo_report(report)
    return 1 if has_verdict(report, fail_on) else 0


def has_verdict(report: DraftReport, verdicts: frozenset[Verdict]) -> bool:
    """Tell whether a finding that is not settled has one of *verdicts*."""
    return any(finding.verdict in verdicts and finding.settled is None for finding in report.findings)


@contextmanager
def checking_bar(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give a callback that tells how many claims are checked, or None where nobody is looking."""
    if quiet or not sys.stderr.isatty():
        yield None
        return

    def show(checked: int, of_all: int) -> None:
        click.echo(f"\r\x1b[Kchecking {checked} of {of_all} claims", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
