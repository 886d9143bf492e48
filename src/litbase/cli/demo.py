"""`litbase demo`: the main job, shown on the fictional samples that ship with litbase."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from litbase.cli.progress import reading_bar

STEPS = (
    ("What the library holds", ["list"]),
    ("A passage and its printed page", ["search", "debt loan recruiter", "--limit", "3"]),
    (
        "A quotation that stands in a source",
        ["trace", 'The report warns that "a court can convict a trafficker, but only a wage can free a debtor".'],
    ),
    (
        "A figure that the source gives otherwise",
        ["trace", "The Victims' Assistance Fund spent 26.7 million crowns in 2022.", "--limit", "1"],
    ),
    (
        "A quotation that is nowhere in the source cited for it",
        [
            "trace",
            'The Commission held that "every harbour master in the republic had taken money from the recruiters".',
            "--in",
            "coi-fisheries-2021",
            "--limit",
            "1",
        ],
    ),
)


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="demo-library")
def command(folder: Path) -> None:
    """Make a small library of fictional sources in FOLDER (default: demo-library) and run the main job on it.

    The sources speak of a country that does not exist, the Republic of Norland. Run it again: it opens what
    it made.

    \b
    Example:
      litbase demo
    """
    from litbase.library.library import Library

    click.echo("The sources below are fictional: there is no Republic of Norland.\n")
    with reading_bar("reading the samples") as progress, Library.demo(folder, progress=progress):
        pass
    for title, words in STEPS:
        show(title, words, folder)
    click.secho("\nNow yours", bold=True)
    click.echo(f"  cd {shlex.quote(str(folder))}        then search and trace in it, or make your own:")
    click.echo("  litbase serve                opens it in the browser")
    click.echo("  litbase init my-library && cd my-library && litbase add FOLDER-OF-REPORTS")


def show(title: str, words: Sequence[str], folder: Path) -> None:
    """Run one command as a person would, under the line they would type."""
    from litbase.cli.main import run

    click.secho(f"\n{title}", bold=True)
    click.secho(f"$ litbase {shlex.join(words)}", dim=True)
    run(["--library", str(folder), *words])
