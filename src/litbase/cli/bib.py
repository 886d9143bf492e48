"""`litbase bib`: reference lists, and whole drafts with their citations resolved."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library
from litbase.cli.printing import plural

if TYPE_CHECKING:
    from litbase.library.library import Library

FORMATS = ("text", "html", "markdown", "latex", "rtf", "docx", "json")
_BY_ENDING = {
    ".txt": "text",
    ".htm": "html",
    ".html": "html",
    ".md": "markdown",
    ".tex": "latex",
    ".rtf": "rtf",
    ".docx": "docx",
    ".json": "json",
}


@click.command("bib")
@click.argument("keys", nargs=-1, metavar="[KEYS|DRAFT]...", shell_complete=complete_keys)
@click.option(
    "--draft", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="List what this draft cites."
)
@click.option("--query", metavar="Q", help="List the works in which this is found.")
@click.option("--style", metavar="STYLE", help="A style's name or .csl file; else the library's.")
@click.option("--locale", metavar="LANG", help="The language to print in, such as en-GB; else the style's.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Else by the ending of OUTPUT, else text.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; default: standard output."
)
@json_option
@library_option
def command(
    keys: tuple[str, ...],
    draft: Path | None,
    query: str | None,
    style: str | None,
    locale: str | None,
    form: str | None,
    output: Path | None,
    as_json: bool,
) -> int:
    """Print the reference list of the entries KEYS, of all that a draft cites, or of all entries.

    With a DRAFT in place of KEYS and -o the whole draft is written: its citations as the style has them, the
    reference list at its end. Drafts are Markdown, LaTeX, DOCX, ODT, HTML or reStructuredText; OUTPUT may be any
    of these or RTF. Citations are keys as each format has them ([@usdos2022, p. 173], \\autocite[173]{usdos2022});
    in DOCX, ODT and HTML type [@usdos2022, p. 173].

    \b
    Examples:
      litbase bib usdos2022 hackney-2015 --style apa
      litbase bib thesis.md --style chicago-author-date
      litbase bib thesis.md --style oscola -o thesis.docx
      litbase bib --query "debt bondage" --format markdown
    """
    if as_json:
        form = "json"
    form = form or (_BY_ENDING.get(output.suffix.lower()) if output is not None else None) or "text"
    if form == "docx" and output is None:
        raise click.UsageError("a DOCX needs a file: -o OUT.docx")
    with opened_library() as library:
        positional = given_draft(library, keys)
        if positional is not None and output is not None and draft is None:
            return whole_draft(library, positional, output, style=style, locale=locale)
        chosen = chosen_keys(library, keys, draft or positional, query)
        if chosen is not None and not chosen:
            click.echo("nothing to list", err=True)
            return 1
        write_list(library, chosen, form, style=style, locale=locale, output=output)
    return 0


def given_draft(library: "Library", keys: tuple[str, ...]) -> Path | None:
    """Return the draft that stands in place of keys, None if these are keys."""
    if len(keys) == 1 and keys[0] not in library and Path(keys[0]).is_file():
        return Path(keys[0])
    return None


def chosen_keys(library: "Library", keys: tuple[str, ...], draft: Path | None, query: str | None) -> list[str] | None:
    """Return the keys to list, None for all entries."""
    if draft is not None:
        known, unknown = library.keys_in_draft(draft)
        echo_unknown(unknown)
        return known
    if query is not None:
        found = library.search(query, limit=10_000, group=True)
        return [group.key for group in found.groups or ()]
    return list(keys) or (None if library.keys() else [])


def write_list(
    library: "Library", keys: list[str] | None, form: str, *, style: str | None, locale: str | None, output: Path | None
) -> None:
    if output is not None:
        echo_unprinted(library.bibliography_to(output, form, keys, style=style, locale=locale))
        return
    written, unprinted = library.bibliography_as(form, keys, style=style, locale=locale)
    click.echo(written, nl=False)
    echo_unprinted(unprinted)


def whole_draft(library: "Library", draft: Path, output: Path, *, style: str | None, locale: str | None) -> int:
    cited = library.cite_draft(draft, output, style=style, locale=locale)
    echo_unknown(cited.unknown)
    echo_unprinted(cited.unprinted)
    for picture in cited.left_out:
        click.secho(f"left out: the picture '{picture}', which is not a file beside the draft", err=True, fg="yellow")
    click.echo(f"{output}: {plural(len(cited.keys), 'work')} cited in {cited.style}", err=True)
    return 0


def echo_unknown(keys: list[str] | tuple[str, ...]) -> None:
    for key in keys:
        click.secho(f"no entry has the key '{key}', which the draft cites", err=True, fg="yellow")


def echo_unprinted(keys: tuple[str, ...]) -> None:
    for key in keys:
        click.secho(f"the style has no entry in its list for '{key}'", err=True, fg="yellow")
