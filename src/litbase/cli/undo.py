"""`litbase undo`: the last change taken back."""

import click

from litbase.cli.context import library_option, opened_library


@click.command("undo")
@click.option("--redo", is_flag=True, help="Do again what was taken back last.")
@click.option("--list", "only_list", is_flag=True, help="Show what can be taken back, the latest first.")
@library_option
def command(redo: bool, only_list: bool) -> None:
    """Take back the last change to the library; again, and the one before it goes too.

    The last thirty changes are kept under .litbase, with the files they took away.

    \b
    Examples:
      litbase undo
      litbase undo --redo
      litbase undo --list
    """
    with opened_library() as library:
        if only_list:
            for version in library.history():
                click.echo(f"{version.when}  {version.action}")
            return
        changed = library.redo() if redo else library.undo()
    click.echo(f"{'done again' if redo else 'taken back'}: {changed.action} ({changed.when})", err=True)
