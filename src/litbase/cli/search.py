"""`litbase search`: find the page."""

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import echo_doubts, passage, plural
from litbase.cli.progress import reading_bar
from litbase.model.page import Hit, SearchResult, place_of

FACETS = ("year", "publisher", "type", "language", "tag", "key")


def facet_names(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Read "year,publisher"; an unknown name is a mistyped option."""
    names = tuple(name.strip() for name in (value or "").split(",") if name.strip())
    for name in names:
        if name not in FACETS:
            raise click.BadParameter(f"'{name}' is not one of {', '.join(FACETS)}", ctx, parameter)
    return names


@click.command(
    "search",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--in",
    "within",
    multiple=True,
    metavar="KEY",
    shell_complete=complete_keys,
    help="Only in this source; may be repeated.",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="How many hits.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to pass over first.")
@click.option(
    "--sort",
    type=click.Choice(["score", "year", "key", "page"]),
    default="score",
    show_default=True,
    help="Best, newest, by key, or by key and page.",
)
@click.option("--group", is_flag=True, help="Put the hits of one source together.")
@click.option("--facets", metavar="NAMES", callback=facet_names, help=f"Count the pages by: {', '.join(FACETS)}.")
@click.option("--related", is_flag=True, help="Also variants and translations of the field's terms.")
@json_option
@library_option
def command(
    words: tuple[str, ...],
    within: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    group: bool,
    facets: tuple[str, ...],
    related: bool,
    as_json: bool,
) -> int:
    """Find pages and entries; every hit carries its printed page.

    \b
    What may be asked:
      debt bondage                   all these words on one page
      "debt bondage"  "a b"~5        these words in this order; within five words
      traffick*  labor~1             words that begin so; one letter off
      brick AND (kiln OR field) -tea all of the logic; -word: not that one
      author:unodc year:2014..2022   metadata: author title year type publisher key tag lang
      country:Norland section:Police only in that chapter or under that heading

    Exit code 1: nothing found.

    \b
    Examples:
      litbase search debt bondage
      litbase search '"forced marriage" year:2018..' --group
      litbase search traffick* --in usdos2022 --facets year
    """
    query = " ".join(words)
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    with opened_library() as library, reading_bar("reading the sources again", quiet=as_json) as progress:
        result = library.search(
            query,
            within=within,
            limit=limit,
            offset=offset,
            sort=sort,
            group=group,
            facets=facets,
            related=related,
            progress=progress,
        )
        echo_doubts(library, files_of(result))
        if not result.total and not library.keys():
            click.echo("the library is empty: litbase add FILES", err=True)
    if as_json:
        from litbase.model import shapes

        print_json(shapes.search(result))
    else:
        echo_result(result, offset=offset)
    return 0 if result.total else 1


def echo_result(result: SearchResult, *, offset: int) -> None:
    if result.matched == "any" and result.total:
        click.echo("no page holds all of these words; pages with any of them:", err=True)
    for group in result.groups or ():
        click.secho(f"{group.key}", bold=True, nl=False)
        click.echo(f"  {titled(group.title, group.year)}, {plural(group.total, 'page')}")
        for hit in group.hits:
            echo_hit(hit, grouped=True)
    for hit in result.hits:
        echo_hit(hit)
    for name, counts in result.facets.items():
        click.echo(f"{name}: " + ", ".join(f"{value} ({count:,})" for value, count in counts.items()))
    echo_rest(result, offset=offset)


def files_of(result: SearchResult) -> list[str | None]:
    return [hit.file for hit in (*result.hits, *(hit for group in result.groups or () for hit in group.hits))]


def titled(title: str, year: str | None) -> str:
    return f"{title} ({year})" if year else title


def echo_hit(hit: Hit, *, grouped: bool = False) -> None:
    where = "entry" if hit.locator is None else place_of(hit.locator, hit.page)
    if hit.heading and hit.heading not in where:
        where += f", {hit.heading}"
    if hit.ocr:
        where += ", read by OCR"
    if grouped:
        click.echo(f"  {where}")
    else:
        click.secho(hit.key, bold=True, nl=False)
        click.echo(f", {where}  ", nl=False)
        click.secho(titled(hit.title, hit.year), dim=True)
    if hit.snippet:
        click.echo(passage(hit.snippet, hit.spans))


def echo_rest(result: SearchResult, *, offset: int) -> None:
    """Say how many there are, what else to ask, on standard error."""
    if not result.total:
        click.echo("nothing found", err=True)
    elif result.groups is None:
        click.echo(_shown(len(result.hits), "hit", result.total, offset=offset), err=True)
    else:
        shown = sum(group.total for group in result.groups)
        more = (
            f"; more sources: --offset {offset + len(result.groups)}" if result.groups and shown < result.total else ""
        )
        click.echo(f"{plural(len(result.groups), 'source')} shown of {plural(result.total, 'hit')}{more}", err=True)
    if result.suggestion:
        click.echo(f"did you mean: {result.suggestion}", err=True)


def _shown(count: int, what: str, total: int, *, offset: int) -> str:
    if not count:
        return f"there are only {plural(total, what)}"
    if count == total:
        return plural(total, what)
    more = f"; more: --offset {offset + count}" if offset + count < total else ""
    return f"{offset + 1}–{offset + count} of {plural(total, what)}{more}"
