"""`litbase add`: files into the library."""

import os
import sys
from pathlib import Path

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import echo_added, echo_refusal, plural
from litbase.cli.progress import reading_bar
from litbase.model.record import Added, AddReport, Refused


@click.command("add", short_help="Read files and folders into the library.")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option(
    "--entry", "entries", type=click.Path(path_type=Path), help="A .bib file with the entries of these files."
)
@click.option(
    "--key", shell_complete=complete_keys, help="The key of the new entry, or an entry that gets this file too."
)
@click.option("--password", help="Opens encrypted files.")
@click.option("--ocr", is_flag=True, help="Recognise the text of scans (needs the extra 'ocr').")
@click.option("--workers", type=click.IntRange(1, 64), help="Reading processes; default: one a core.")
@json_option
@library_option
def command(
    paths: tuple[str, ...],
    entries: Path | None,
    key: str | None,
    password: str | None,
    ocr: bool,
    workers: int | None,
    as_json: bool,
) -> int:
    """Read files, folders (with all below them) and patterns like 'reports/*.pdf' into the library.

    Reads PDF, HTML, DOCX, ODT, EPUB, Markdown and plain text. A bad file is refused with its reason and the
    rest go on; a file that is there already changes nothing. Exit code 1: something was refused.

    \b
    Examples:
      litbase add ~/reports
      litbase add tip-2022.pdf --key usdos2022
      litbase add inquiry.pdf --entry inquiry.bib
    """
    with opened_library() as library, reading_bar("reading", quiet=as_json) as progress:
        report = library.add(
            paths,
            entries=entries,
            key=key,
            password=password,
            ocr=ocr,
            workers=workers,
            progress=progress,
            on_result=None if as_json else echo_result,
        )
    if as_json:
        from litbase.model import shapes

        print_json(shapes.add(report))
    else:
        echo_summary(report)
    return exit_code(report)


def echo_result(result: Added | Refused) -> None:
    """Say what went in; that nobody reads it any more (`litbase add … | head`) does not stop the adding."""
    if not isinstance(result, Added):
        return
    try:
        echo_added(result)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def echo_summary(report: AddReport) -> None:
    """End with what was refused and why, then the counts."""
    for refused in report.refused:
        echo_refusal(refused)
    new = [added for added in report.added if added.new]
    said = [f"{plural(len(new), 'file')} added with {plural(sum(added.pages for added in new), 'page')}"]
    if len(new) < len(report.added):
        said.append(f"{len(report.added) - len(new):,} already there")
    if report.refused:
        said.append(f"{len(report.refused):,} refused")
    click.echo(", ".join(said), err=True)


def exit_code(report: AddReport) -> int:
    """0 all went in · 1 something was refused · 3 nothing at all went in."""
    if not report.refused:
        return 0
    return 1 if report.added else 3
