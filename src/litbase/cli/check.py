"""`litbase check`: a draft, claim by claim, beside what its sources say."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litbase.cli.context import json_option, library_option, opened_library
from litbase.cli.printing import echo_doubts, plural
from litbase.cli.progress import reading_bar
from litbase.model.claim import DraftReport, Verdict

if TYPE_CHECKING:
    from litbase.library.library import Library

VERDICTS = [verdict.value for verdict in Verdict]


def verdicts_named(_: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[Verdict]:
    """Read "differs,not-found" or a repeated option."""
    named = [name.strip().replace(" ", "-") for value in values for name in value.split(",") if name.strip()]
    unknown = next((name for name in named if name not in VERDICTS), None)
    if unknown is not None:
        raise click.BadParameter(f"there is no verdict '{unknown}'; there are: {', '.join(VERDICTS)}", param=parameter)
    return frozenset(map(Verdict, named))


@click.command("check")
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "html", "markdown", "json", "sarif", "errorformat"]),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to FILE.")
@click.option(
    "--fail-on",
    multiple=True,
    metavar="VERDICTS",
    callback=verdicts_named,
    help="Leave with exit code 1 if a claim gets one of these verdicts (differs,not-found).",
)
@click.option("--settle", nargs=2, multiple=True, metavar="NAME REASON", help="Mark the finding NAME as settled.")
@click.option("--unsettle", multiple=True, metavar="NAME", help="Let the finding NAME come back.")
@click.option("--keep", is_flag=True, help="Keep the passages that bear claims out, in annotations/.")
@click.option(
    "--pack", type=click.Path(path_type=Path), metavar="OUT.zip", help="Write report, pages and hashes there."
)
@click.option("--show-text", is_flag=True, help="Print the text that offsets count in, and check nothing.")
@json_option
@library_option
def command(
    draft: Path,
    format_: str,
    output: Path | None,
    fail_on: frozenset[Verdict],
    settle: tuple[tuple[str, str], ...],
    unsettle: tuple[str, ...],
    keep: bool,
    pack: Path | None,
    show_text: bool,
    as_json: bool,
) -> int:
    """Check every citation, quotation and figure of DRAFT against the sources in the library.

    DRAFT may be Markdown (pandoc, Quarto, R Markdown), LaTeX, DOCX, ODT, HTML, wikitext, PDF or plain text. Each claim
    that leans on a source is shown with its verdict, the words that differ, and the passage with its printed page.
    What was checked before, and has not changed since, is not checked again.

    A finding that needs no more attention is settled by the name in brackets beside it, with a reason, which is kept
    in DRAFT.settled.toml beside the draft.

    \b
    Examples:
      litbase check thesis.md
      litbase check chapter.docx --format html -o report.html
      litbase check article.tex --fail-on differs,not-found
      litbase check thesis.md --settle 5a50d8f495915e2d "misprint in the source"
      litbase check thesis.md --pack evidence.zip
    """
    format_ = "json" if as_json else format_
    with opened_library() as library:
        if show_text:
            click.echo(library.draft_text(draft), nl=False)
            return 0
        quiet = format_ != "text"
        with reading_bar("reading the sources again", quiet=quiet) as reading, checking_bar(quiet=quiet) as checked:
            report = library.check(draft, today=date.today(), progress=reading, on_checked=checked)
        if settle or unsettle:
            report = settled(draft, report, settle, unsettle)
        write(library, report, format_, output)
        finish(library, report, keep=keep, pack=pack)
        echo_outdated(draft, report)
    return 1 if has_verdict(report, fail_on) else 0


def settled(
    draft: Path, report: DraftReport, settle: tuple[tuple[str, str], ...], unsettle: tuple[str, ...]
) -> DraftReport:
    """Settle findings, let others come back, and return the report with that."""
    from litbase.library import settling

    for name, reason in settle:
        settling.settle(draft, report, name, reason, today=date.today())
    for name in unsettle:
        settling.unsettle(draft, name)
    return settling.with_settlements(report, settling.read_settlements(draft))


def write(library: "Library", report: DraftReport, format_: str, output: Path | None) -> None:
    """Print the report, or write it to the file *output*, whole or not at all."""
    if format_ == "text" and output is None:
        from litbase.cli.check_text import echo_report

        echo_report(report)
        return
    text = written(library, report, format_)
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    from litbase.library.reporting import save_report

    save_report(output, text)
    click.echo(f"wrote {output}", err=True)


def written(library: "Library", report: DraftReport, format_: str) -> str:
    if format_ == "json":
        from litbase.model import shapes

        # on one line: a report may hold megabytes, and indenting them takes five times as long
        return json.dumps(shapes.check(report), ensure_ascii=False) + "\n"
    if format_ == "text":
        from litbase.cli.check_text import report_text

        return report_text(report)
    return library.write_report(report, format_, today=date.today())


def finish(library: "Library", report: DraftReport, *, keep: bool, pack: Path | None) -> None:
    """Keep evidence and pack it where that was asked for; say on standard error what is doubtful about the sources."""
    if keep:
        made = library.keep_evidence(report, today=date.today())
        click.echo(f"kept {plural(len(made), 'new passage')} in annotations/", err=True)
    if pack is not None:
        library.pack_evidence(report, pack, today=date.today())
        click.echo(f"wrote {pack}", err=True)
    echo_doubts(library, [each.file for finding in report.findings for each in finding.evidence])
    for problem in library.kept_problems():
        click.secho(problem.message, err=True, fg="yellow")


def echo_outdated(draft: Path, report: DraftReport) -> None:
    """Say on standard error which findings were settled for a sentence that has been changed since."""
    from litbase.library import settling

    for name, one in settling.outdated_settlements(report, settling.read_settlements(draft)).items():
        message = f"settled for words that the draft no longer has: “{one.claim}” ({one.reason}) [{name}]"
        click.secho(f"{message}; forget it: --unsettle {name}", err=True, fg="yellow")


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
