"""`litbase export`: entries for another program."""

from pathlib import Path
from typing import Literal

import click

from litbase.cli.context import complete_keys, library_option, opened_library


@click.command("export", short_help="Write entries as BibTeX or CSL-JSON.")
@click.argument("keys", nargs=-1, shell_complete=complete_keys)
@click.option("--format", "form", type=click.Choice(["bibtex", "csl-json"]), default="bibtex", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: standard output."
)
@library_option
def command(keys: tuple[str, ...], form: Literal["bibtex", "csl-json"], output: Path | None) -> None:
    """Write the entries KEYS, or all, as BibTeX or CSL-JSON.

    \b
    Examples:
      litbase export usdos2022 gsi2023 > cited.bib
      litbase export --format csl-json -o library.json
    """
    with opened_library() as library:
        if output is not None:
            library.export_to(output, form, keys or None)
        else:
            click.echo(library.export(form, keys or None).encode(), nl=False)
