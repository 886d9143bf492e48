"""`litbase show`: one entry and its files."""

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import byline, plural
from litbase.model.record import AttachedFile


@click.command("show")
@click.argument("key", shell_complete=complete_keys)
@json_option
@library_option
def command(key: str, as_json: bool) -> None:
    """Show the entry KEY as it stands in library.bib, with its source files.

    \b
    Example:
      litbase show usdos2022
    """
    with opened_library() as library:
        record = library.item(key)
        if as_json:
            from litbase.model import shapes

            print_json(shapes.item(record))
            return
        click.secho(byline(library.describe(key)), bold=True)
        click.echo(library.entry_text(key).strip())
    for file in record.files:
        echo_file(file)
    if not record.files:
        click.echo(f"no source file; next: litbase add FILE --key {key}", err=True)


def echo_file(file: AttachedFile) -> None:
    pages = "not read" if file.pages is None else plural(file.pages, "page")
    click.echo(f"{file.file}: {pages}{', read by OCR' if file.ocr else ''}")
    click.echo(f"  sha256 {file.sha256}")
    if file.url:
        click.echo(f"  from {file.url}" + (f", {file.retrieved}" if file.retrieved else ""))
