"""`litbase import`: the entries of another bibliography."""

from pathlib import Path
from typing import Literal

import click

from litbase.cli.context import json_option, library_option, opened_library, print_json
from litbase.cli.printing import echo_error, echo_refusal, plural
from litbase.cli.progress import reading_bar
from litbase.model.record import ImportReport

_SHOWN = 20


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--on-duplicate",
    type=click.Choice(["keep", "merge", "skip", "rename"]),
    default="keep",
    show_default=True,
    help="For a work that is there already, by DOI, ISBN, symbol, then by title, authors and year: keep both and say "
    "so, merge in the fields that are missing, or skip it. For a key that another work has: refuse the new entry "
    "(keep), or take it under a new key (rename).",
)
@click.option("--files", is_flag=True, help="Add the files named in the entries too.")
@click.option("--encoding", metavar="NAME", help="The file's encoding, such as shift_jis; else it is told.")
@json_option
@library_option
def command(
    path: Path,
    on_duplicate: Literal["keep", "merge", "skip", "rename"],
    files: bool,
    encoding: str | None,
    as_json: bool,
) -> int:
    """Put the records of another program's file into the library.

    Its content tells the format. PATH may be a folder too, and its files come along: a Zotero data directory
    (collections become tags, notes and highlights notes with their pages), a Papis library, or what Zotero, JabRef,
    Mendeley or EndNote exported with files. A file that is missing is told. Records without a citation key get one by
    the library's pattern; what no field of a bibliography holds is kept in a field such as ris-an.

    \b
    Examples:
      litbase import thesis.bib
      litbase import search-results.ris
      litbase import ~/Zotero
      litbase import ~/papis
      litbase import zotero.bib --files --on-duplicate merge
    """
    with opened_library() as library, reading_bar("reading", quiet=as_json) as progress:
        report = library.import_bibliography(
            path, on_duplicate=on_duplicate, files=files, encoding=encoding, progress=progress
        )
    if as_json:
        from litbase.model import shapes

        print_json(shapes.imported(report))
    else:
        echo_report(report)
    return exit_code(report)


def echo_report(report: ImportReport) -> None:
    for key in report.added:
        click.echo(f"added  {key}")
    for old, new in report.renamed.items():
        click.echo(f"renamed  {old} is here {new}")
    for number, (key, same) in enumerate(report.alike.items()):
        if number == _SHOWN:
            click.echo(f"… and {len(report.alike) - _SHOWN:,} more like this: litbase dedupe")
            break
        click.echo(f"alike  {key} may be the same work as {same.keys[0]} ({same.reason})")
    for refused in report.refused:
        place = f"{report.path}:{refused.line}" if refused.line else report.path
        echo_error(f"{refused.key or 'a record'} ({place})", refused.error)
    for refusal in report.sources.refused:
        echo_refusal(refusal)
    said = [f"{plural(len(report.added), 'entry')} added"]
    if report.merged:
        said.append(f"{len(report.merged):,} there already or merged")
    if report.refused:
        said.append(f"{len(report.refused):,} refused")
    click.echo(", ".join(said), err=True)
    if report.read_as is not None:
        click.echo(
            f"not UTF-8: read as {report.read_as}; if letters look wrong: litbase undo, then --encoding", err=True
        )
    if report.unattached:
        click.echo(f"{plural(report.unattached, 'record')} with files: take those in too with --files", err=True)


def exit_code(report: ImportReport) -> int:
    if not report.refused and not report.sources.refused:
        return 0
    return 1 if report.added or report.merged else 3
