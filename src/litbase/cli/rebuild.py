"""`litbase rebuild`: everything derived, made anew."""

import click

from litbase.cli.add import exit_code
from litbase.cli.context import library_option, opened_library
from litbase.cli.printing import echo_refusal, plural
from litbase.cli.progress import reading_bar


@click.command("rebuild")
@click.option("--password", help="Opens encrypted files.")
@click.option("--workers", type=click.IntRange(1, 64), help="Reading processes; default: one a core.")
@library_option
def command(password: str | None, workers: int | None) -> int:
    """Read all sources again and make the page store and the index anew.

    Nothing in library.bib or sources/ changes. Other commands do this by themselves when it is needed.

    \b
    Example:
      litbase rebuild
    """
    with opened_library() as library, reading_bar("reading") as progress:
        report = library.rebuild(password=password, workers=workers, progress=progress)
    for refused in report.refused:
        echo_refusal(refused)
    pages = sum(added.pages for added in report.added)
    click.echo(f"{plural(len(report.added), 'file')} with {plural(pages, 'page')} read again", err=True)
    return exit_code(report)
