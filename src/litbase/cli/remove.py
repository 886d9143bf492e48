"""`litbase remove`: entries and their files out of the library."""

import sys

import click

from litbase.cli.context import complete_keys, library_option, opened_library
from litbase.cli.printing import plural


@click.command("remove")
@click.argument("keys", nargs=-1, required=True, shell_complete=complete_keys)
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@library_option
def command(keys: tuple[str, ...], yes: bool) -> None:
    """Take the entries KEYS and their source files out of the library; litbase undo brings them back.

    \b
    Example:
      litbase remove usdos2021 usdos2020
    """
    with opened_library() as library:
        for key in keys:
            library.entry(key)
        if not yes and sys.stdin.isatty():
            click.confirm(f"remove {', '.join(keys)} and their files?", abort=True, err=True)
        files = library.remove(keys)
    click.echo(
        f"removed {plural(len(keys), 'entry')} and {plural(len(files), 'file')}; back with: litbase undo", err=True
    )
