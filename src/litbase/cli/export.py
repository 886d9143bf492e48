"""`litbase export`: entries for another program."""

from pathlib import Path

import click

from litbase.cli.context import complete_keys, library_option, opened_library
from litbase.exchange.names import WRITABLE


@click.command("export")
@click.argument("keys", nargs=-1, shell_complete=complete_keys)
@click.option(
    "--format", "form", type=click.Choice(["biblatex", "bibtex", *WRITABLE]), default="biblatex", show_default=True
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: standard output."
)
@library_option
def command(keys: tuple[str, ...], form: str, output: Path | None) -> None:
    """Write the entries KEYS, or all, in another program's format.

    biblatex: as they stand in the library. bibtex: for the styles of classic BibTeX, in its types and fields (@misc,
    @techreport, journal, address, year, month), with an online source's address in howpublished.

    What a format has no place for travels in one note of each record that begins with "litbase:"; reading the file
    back with litbase gives the same entries.

    \b
    Examples:
      litbase export usdos2022 gsi2023 > cited.bib
      litbase export --format bibtex -o thesis.bib
      litbase export --format ris -o library.ris
      litbase export --format csl-json -o library.json
    """
    with opened_library() as library:
        if output is not None:
            library.export_to(output, form, keys or None)
        else:
            click.echo(library.export(form, keys or None).encode(), nl=False)
