"""`litbase quote`: a quotation with its citation, if it stands in the source."""

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json


@click.command("quote")
@click.argument("key", shell_complete=complete_keys)
@click.argument("words", nargs=-1, required=True)
@click.option("-p", "--page", metavar="PAGE", help="The printed page it should stand on; else the page is found.")
@click.option("--style", metavar="STYLE", help="A style's name or .csl file; else the library's.")
@click.option("--locale", metavar="LANG", help="The language to print in, such as en-GB; else the style's.")
@json_option
@library_option
def command(
    key: str, words: tuple[str, ...], page: str | None, style: str | None, locale: str | None, as_json: bool
) -> int:
    """Look WORDS up in the source KEY and print them as a quotation with citation and page.

    Nothing is printed to paste unless every word stands there, on the page named: then the exit code is 1 and the
    reason is told. Cuts and insertions are marked as usual: […], [word].

    \b
    Examples:
      litbase quote usdos2022 -p 173 "did not report investigating any"
      litbase quote gsi2023 "an estimated 50 million people" --style apa
    """
    with opened_library() as library:
        found = library.quote(key, " ".join(words), page=page, style=style, locale=locale)
    if as_json:
        from litbase.model import shapes

        print_json(shapes.quote(found))
    elif found.text is not None:
        click.echo(found.text)
        click.echo(found.reason, err=True)
    else:
        click.echo(f"not found as quoted: {found.reason}", err=True)
        for number in found.finding.passages_told()[:1]:
            passage = found.finding.evidence[number]
            click.echo(f"{passage.key}, {passage.locator}: {passage.text}", err=True)
    return 0 if found.stands else 1
