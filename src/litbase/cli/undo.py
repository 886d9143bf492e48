"""`litbase undo`: the last change taken back."""

import click

from litbase.cli.context import library_option, opened_library


@click.command("undo", short_help="Take back the last change.")
@click.option("--list", "only_list", is_flag=True, help="Show what can be taken back, the latest first.")
@library_option
def command(only_list: bool) -> None:
    """Take back the last change to the library; a second undo restores it.

    \b
    Examples:
      litbase undo
      litbase undo --list
    """
    with opened_library() as library:
        if only_list:
            for version in library.history():
                click.echo(f"{version.when}  {version.action}")
            return
        taken_back = library.undo()
    click.echo(f"taken back: {taken_back.action} ({taken_back.when})", err=True)
