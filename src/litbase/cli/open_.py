"""`litbase open`: a source file in the program made for it."""

import click

from litbase.cli.context import complete_keys, library_option, opened_library
from litbase.errors import LibraryError


@click.command("open")
@click.argument("key", shell_complete=complete_keys)
@click.option("--file", help="Which file, where the entry has several; default: the first.")
@click.option("--path", "only_path", is_flag=True, help="Only print where the file is.")
@library_option
def command(key: str, file: str | None, only_path: bool) -> None:
    """Open the source file of KEY in the program that is set for it.

    \b
    Examples:
      litbase open usdos2022
      evince "$(litbase open usdos2022 --path)"
    """
    with opened_library() as library:
        path = library.source_path(key, file=file)
    if only_path:
        click.echo(path)
    elif click.launch(str(path)) != 0:
        raise LibraryError(f"no program opened '{path}'", f"open it yourself: litbase open {key} --path")
