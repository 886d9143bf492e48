"""`litbase note`: notes on an entry, with the page they speak of."""

from typing import TYPE_CHECKING

import click

from litbase.cli.context import complete_keys, library_option, opened_library

if TYPE_CHECKING:
    from litbase.library.library import Library


@click.command("note")
@click.argument("key", shell_complete=complete_keys)
@click.argument("text", required=False)
@click.option("-p", "--page", help="The printed page the note speaks of.")
@library_option
def command(key: str, text: str | None, page: str | None) -> None:
    """Append TEXT to the notes of the entry KEY; without TEXT, print the notes.

    Notes are kept in library.bib, in the field "annotation".

    \b
    Examples:
      litbase note usdos2022 'the method changed this year' -p 57
      litbase note usdos2022
    """
    with opened_library() as library:
        if text is None:
            echo_notes(library, key)
            return
        if not text.strip():
            raise click.UsageError("the note is empty")
        library.note(key, text, page=page)
        click.echo(f"noted on {key}", err=True)


def echo_notes(library: "Library", key: str) -> None:
    notes = library.notes(key)
    if notes is None:
        click.echo(f"{key} has no notes", err=True)
    else:
        click.echo(notes)
