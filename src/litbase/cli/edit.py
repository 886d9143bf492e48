"""`litbase edit`: change an entry, by field or in an editor."""

import click

from litbase.cli.context import complete_keys, library_option, opened_library
from litbase.errors import LitbaseError


def read_change(argument: str) -> tuple[str, str | None]:
    """Read "year=2022"; "year=" takes the field out."""
    name, equals, value = argument.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"'{argument}' is not of the form field=value")
    return name.strip().lower(), value.strip() or None


@click.command("edit")
@click.argument("key", shell_complete=complete_keys)
@click.argument("changes", nargs=-1, metavar="[FIELD=VALUE]...")
@library_option
def command(key: str, changes: tuple[str, ...]) -> None:
    """Change the entry KEY: set fields as given, or without any open the entry in $EDITOR.

    FIELD= with no value takes the field out; type=report changes the entry's type. Everything else in
    library.bib stays byte for byte. Take a change back with: litbase undo.

    \b
    Examples:
      litbase edit usdos2022 year=2022 'institution={U.S. Department of State}'
      litbase edit usdos2022 url=
      litbase edit usdos2022
    """
    with opened_library() as library:
        if changes:
            library.edit(key, dict(read_change(change) for change in changes))
            click.echo(f"changed {key}", err=True)
            return
        before = text = library.entry_text(key)
        while True:
            edited = click.edit(text, extension=".bib")
            if edited is None or edited.strip() == before.strip():
                click.echo("nothing changed", err=True)
                return
            try:
                entry = library.edit_text(key, edited)
            except LitbaseError as error:
                click.echo(f"litbase: {error}", err=True)
                click.confirm("edit again?", default=True, abort=True, err=True)
                text = edited
            else:
                click.echo(f"changed {entry.key}", err=True)
                return
