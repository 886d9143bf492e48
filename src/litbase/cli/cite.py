"""`litbase cite`: a citation to paste."""

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import plural
from litbase.model.citing import CitedWork
from litbase.model.page import Locator, LocatorKind


@click.command("cite")
@click.argument("keys", nargs=-1, required=True, shell_complete=complete_keys)
@click.option(
    "-p", "--page", "pages", multiple=True, metavar="PAGES", help="The printed page or pages: 173, xii, 12-15."
)
@click.option(
    "--locator", "locators", multiple=True, metavar="PLACE", help='Another place: "para. 42", "art. 240", "ch. 2".'
)
@click.option("--style", metavar="STYLE", help="A style's name or .csl file; else the library's.")
@click.option("--locale", metavar="LANG", help="The language to print in, such as en-GB; else the style's.")
@json_option
@library_option
def command(
    keys: tuple[str, ...],
    pages: tuple[str, ...],
    locators: tuple[str, ...],
    style: str | None,
    locale: str | None,
    as_json: bool,
) -> None:
    """Print one citation of the works KEYS as the style has it; a style of notes gives the text of the note.

    A place belongs to the key at the same position: give one for each key, or one for a single key. With
    --json the entries for the reference list come along, and everything as HTML too.

    \b
    Examples:
      litbase cite usdos2022 -p 173
      litbase cite un-coi-dprk-2014 --locator "para. 42" --style oscola
      litbase cite hackney-2015 gallagher-2015 --style chicago-notes-bibliography
    """
    works = cited_works(keys, pages, locators)
    with opened_library() as library:
        cited = library.cite(works, style=style, locale=locale)
    if as_json:
        from litbase.model import shapes

        print_json(shapes.cited(cited))
    else:
        click.echo(cited.citations[0].text)
    if not cited.citations[0].text:
        click.secho(f"the style prints nothing of {' and '.join(keys)}", err=True, fg="yellow")


def cited_works(keys: tuple[str, ...], pages: tuple[str, ...], locators: tuple[str, ...]) -> list[CitedWork]:
    """Return the works with their places; a mistyped option if the places are not as many as the keys."""
    if pages and locators:
        raise click.UsageError("give places either as -p or as --locator")
    if not all(page.strip() for page in pages):
        raise click.UsageError("-p is given without a page")
    places: list[Locator | None] = [Locator(LocatorKind.PAGE, page) for page in pages]
    if locators:
        from litbase.csl.locators import read_locator

        places = [read_locator(text) for text in locators]
    if places and len(places) != len(keys):
        counted = f"{plural(len(keys), 'work')} and {plural(len(places), 'place')}"
        raise click.UsageError(f"there are {counted}: give one place for each key")
    return [CitedWork(key, place) for key, place in zip(keys, places or [None] * len(keys), strict=True)]
