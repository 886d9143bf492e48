"""`litbase add`: files into the library."""

import os
import sys
from pathlib import Path

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import echo_added, echo_refusal, plural
from litbase.cli.progress import reading_bar
from litbase.model.record import Added, AddReport, Refused


@click.command("add")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--doi", "dois", metavar="DOI", multiple=True, help="Look this work up (doi.org).")
@click.option("--isbn", "isbns", metavar="ISBN", multiple=True, help="Look this book up (Open Library).")
@click.option("--url", "urls", metavar="URL", multiple=True, help="Take in this web page, and what it says of itself.")
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
    dois: tuple[str, ...],
    isbns: tuple[str, ...],
    urls: tuple[str, ...],
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

    --doi, --isbn and --url use the network, nothing else does: they ask doi.org (Crossref, DataCite and the other
    agencies), openlibrary.org, or fetch the page. Each field is shown with who said it. With one file and one --doi
    or --isbn, the file gets that entry.

    \b
    Examples:
      litbase add ~/reports
      litbase add tip-2022.pdf --key usdos2022
      litbase add inquiry.pdf --entry inquiry.bib
      litbase add --doi 10.1234/norland.5 --isbn 9780306406157
      litbase add article.pdf --doi 10.1234/norland.5
      litbase add --url https://example.org/inquiry.html
    """
    numbers = (*dois, *isbns)
    _refuse_odd_wishes(paths, numbers, urls, key=key)
    if numbers or urls:
        report = _looked_up(paths, dois, isbns, urls, key=key, quiet=as_json)
        return _end(report, as_json=as_json, noun="file" if urls or paths else "entry")
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
    return _end(report, as_json=as_json)


def _refuse_odd_wishes(
    paths: tuple[str, ...], numbers: tuple[str, ...], urls: tuple[str, ...], *, key: str | None
) -> None:
    if not (paths or numbers or urls):
        raise click.UsageError("name a file or folder, or look a work up: --doi, --isbn, --url")
    if paths and (urls or len(paths) > 1) and (numbers or urls):
        raise click.UsageError("a work that is looked up goes with one file, a page (--url) with none")
    if (paths or key is not None) and len(numbers) + len(urls) > 1:
        raise click.UsageError("a file or --key goes with one --doi, --isbn or --url")


def _looked_up(
    paths: tuple[str, ...],
    dois: tuple[str, ...],
    isbns: tuple[str, ...],
    urls: tuple[str, ...],
    *,
    key: str | None,
    quiet: bool,
) -> AddReport:
    file = Path(paths[0]) if paths else None
    with opened_library() as library, reading_bar("reading", quiet=quiet) as progress:
        report = library.look_up(dois=dois, isbns=isbns, urls=urls, file=file, key=key, progress=progress)
    if not quiet:
        for added in report.added:
            echo_result(added)
    return report


def _end(report: AddReport, *, as_json: bool, noun: str = "file") -> int:
    if as_json:
        from litbase.model import shapes

        print_json(shapes.add(report))
    else:
        echo_summary(report, noun=noun)
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


def echo_summary(report: AddReport, *, noun: str = "file") -> None:
    """End with what was refused and why, then the counts; *noun*: what nothing is counted in."""
    for refused in report.refused:
        echo_refusal(refused)
    new = [added for added in report.added if added.new]
    files = [added for added in new if added.file is not None]
    entries = len(new) - len(files)
    said = [f"{plural(entries, 'entry')} added"] if entries or (noun == "entry" and not files) else []
    if files or not said:
        said.append(f"{plural(len(files), 'file')} added with {plural(sum(added.pages for added in files), 'page')}")
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
