"""`litbase tag`: tags of an entry."""

import click

from litbase.cli.context import complete_keys, library_option, opened_library


@click.command("tag", context_settings={"ignore_unknown_options": True})
@click.argument("key", shell_complete=complete_keys)
@click.argument("tags", nargs=-1, metavar="[TAG | -TAG]...")
@library_option
def command(key: str, tags: tuple[str, ...]) -> None:
    """Add TAGs to the entry KEY, take out those written with a minus, and print what it has.

    \b
    Examples:
      litbase tag usdos2022 china 'forced labor'
      litbase tag usdos2022 -china
      litbase tag usdos2022
    """
    with opened_library() as library:
        remove = [tag[1:] for tag in tags if tag.startswith("-")]
        held = library.tag(key, add=[tag for tag in tags if not tag.startswith("-")], remove=remove)
    if held:
        click.echo("\n".join(held))
    else:
        click.echo(f"{key} has no tags", err=True)
