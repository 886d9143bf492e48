"""`litbase list`: what the library holds."""

import click

from litbase.cli.context import json_option, library_option, opened_library, print_json
from litbase.cli.printing import byline, columns, plural


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--tag", "tags", multiple=True, help="Only entries with this tag; may be repeated.")
@click.option("--type", "types", multiple=True, help="Only entries of this type, such as report; may be repeated.")
@click.option("--with-files/--without-files", default=None, help="Only entries that have, or lack, a source file.")
@json_option
@library_option
def command(
    words: tuple[str, ...], tags: tuple[str, ...], types: tuple[str, ...], with_files: bool | None, as_json: bool
) -> None:
    """List the entries, or those whose title, authors, year, tags hold all WORDS.

    \b
    Examples:
      litbase list
      litbase list unodc 2020 --with-files
      litbase list --tag china --json
    """
    with opened_library() as library:
        chosen = list(library.list_entries(words, tags=tags, types=types, with_files=with_files))
        if as_json:
            from litbase.model import shapes

            print_json([shapes.item(record) for record in library.items([each.key for each in chosen])])
            return
    room = max((columns(each.key) for each in chosen), default=0)
    for each in chosen:
        click.secho(each.key + " " * (room - columns(each.key)), bold=True, nl=False)
        click.echo(f"  {byline(each)}" + (f"  [{', '.join(each.tags)}]" if each.tags else ""))
    if chosen:
        click.echo(plural(len(chosen), "entry"), err=True)
    elif words or tags or types or with_files is not None:
        click.echo("no entry fits", err=True)
    else:
        click.echo("the library is empty; next: litbase add FILES, or litbase catalog WORDS", err=True)
