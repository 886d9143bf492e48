"""`litbase pages`: the pages of a source, with their printed numbers and their text."""

from collections.abc import Iterable

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.progress import reading_bar
from litbase.errors import LibraryError
from litbase.model.page import Page, page_locator


@click.command("pages")
@click.argument("key", shell_complete=complete_keys)
@click.option("--text", is_flag=True, help="Print the readable text too; offsets in other output count in it.")
@click.option("-p", "--page", "wanted", multiple=True, help="Only the page with this printed number; may be repeated.")
@click.option("--file", help="Which file, where the entry has several; default: the first.")
@json_option
@library_option
def command(key: str, text: bool, wanted: tuple[str, ...], file: str | None, as_json: bool) -> None:
    """List the pages of KEY: place in the file, printed number, and what could not be read.

    \b
    Examples:
      litbase pages usdos2022
      litbase pages usdos2022 --text -p 173
    """
    with opened_library() as library, reading_bar("reading the sources again", quiet=as_json) as progress:
        sources = library.pages(key, file=file, progress=progress)
        if not sources:
            raise LibraryError(f"'{key}' has no source file", f"give it one: litbase add FILE --key {key}")
        source, all_pages = sources[0]
        pages = [page for page in all_pages if not wanted or page.label in wanted]
    if wanted and not pages:
        raise LibraryError(
            f"no page of '{key}' is numbered {' or '.join(wanted)}", f"see its pages: litbase pages {key}"
        )
    if as_json:
        from litbase.model import shapes

        print_json(shapes.pages(key, pages, file=source.file, sha256=source.sha256, text=text))
        return
    echo_pages(pages, text=text)
    if len(sources) > 1 and file is None:
        others = ", ".join(each.file for each, _ in sources[1:])
        click.echo(f"that was {source.file}; --file shows {others}", err=True)


def echo_pages(pages: Iterable[Page], *, text: bool) -> None:
    for page in pages:
        notes = "".join(f", {note}" for note in (page.problem, "read by OCR" if page.ocr else None) if note)
        place = f"{page_locator(page)} (file p. {page.number})" if page.label is not None else page_locator(page)
        if text:
            click.secho(f"-- {place}{notes} --", dim=True)
            click.echo(page.text)
        else:
            click.echo(f"{page.number:>5}  {place}, {len(page.text):,} characters{notes}")
