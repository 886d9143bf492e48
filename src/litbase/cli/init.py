"""`litbase init`: make a folder a library."""

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--engine", type=click.Choice(["tantivy", "whoosh"]), help="The search engine; default: the best here.")
def command(folder: Path, engine: str | None) -> None:
    """Make FOLDER (default: this one) a library; a library.bib that is there is adopted.

    \b
    Examples:
      litbase init my-library
      litbase init . --engine whoosh
    """
    from litbase.library.library import Library

    with Library.init(folder, engine=engine) as library:
        click.echo(f"made a library in {library.folder}")
        count = len(library.keys())
        if count:
            click.echo(f"its library.bib holds {count:,} entries")
        click.echo("next: litbase add FILES, or litbase catalog WORDS", err=True)
