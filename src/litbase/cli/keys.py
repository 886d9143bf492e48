"""`litbase keys`: the bibliography a draft needs."""

from pathlib import Path

import click

from litbase.cli.bib import echo_unknown
from litbase.cli.context import library_option, opened_library
from litbase.cli.printing import plural


@click.command("keys")
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: standard output."
)
@library_option
def command(draft: Path, output: Path | None) -> None:
    """Write the entries that DRAFT cites, by key or in words, as they stand in the library.

    Entries that these refer to come along. Keys that no entry has are told.

    \b
    Examples:
      litbase keys thesis.md -o thesis.bib
    """
    with opened_library() as library:
        written, unknown = library.cited_entries(draft, output=output)
        if output is None:
            click.echo(written.encode(), nl=False)
    echo_unknown(unknown)
    click.echo(f"{plural(written.count(chr(10) + '@') + written.startswith('@'), 'entry')} written", err=True)
