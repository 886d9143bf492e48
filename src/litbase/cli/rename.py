"""`litbase rename`: another key for an entry."""

import click

from litbase.cli.context import complete_keys, library_option, opened_library


@click.command("rename")
@click.argument("old", shell_complete=complete_keys)
@click.argument("new")
@library_option
def command(old: str, new: str) -> None:
    """Give the entry OLD the key NEW; its files and the references to it in library.bib follow.

    \b
    Example:
      litbase rename usdos2022 tip2022
    """
    with opened_library() as library:
        library.rename(old, new)
    click.echo(f"{old} is now {new}", err=True)
