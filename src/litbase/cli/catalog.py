"""`litbase catalog`: public reports known to exist."""

import re

import click

from litbase.cli.context import chosen_folder, json_option, library_option, opened_library, print_json
from litbase.cli.import_ import echo_report, exit_code
from litbase.cli.printing import plural
from litbase.model.record import CatalogRecord


@click.command("catalog")
@click.argument("words", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="With add: every record.")
@json_option
@library_option
def command(words: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """Find public reports by WORDS, or put them into the library: catalog add NAME…, catalog add --all.

    The catalogue holds metadata only, never a document, and says for each field whether it was verified
    against the source. Download a document with: litbase fetch NAME.

    \b
    Examples:
      litbase catalog trafficking in persons 2022
      litbase catalog add usdos-tip-2022 gsi-2023
      litbase catalog add --all
    """
    if words and words[0] == "add":
        if len(words) == 1 and not everything:
            raise click.UsageError("which records? name them, or take --all")
        return add(words[1:], everything=everything, as_json=as_json)
    records = find(words)
    if as_json:
        from litbase.model import shapes

        print_json(shapes.catalog(records))
    else:
        echo_records(records)
    return 0 if records else 1


def add(names: tuple[str, ...], *, everything: bool, as_json: bool) -> int:
    with opened_library() as library:
        report = library.catalog_add(names, everything=everything)
    if as_json:
        from litbase.model import shapes

        print_json(shapes.imported(report))
    else:
        echo_report(report)
    return exit_code(report)


def find(words: tuple[str, ...]) -> tuple[CatalogRecord, ...]:
    """Look in the catalog; where there is a library, say which records it has."""
    from litbase.errors import MissingLibrary
    from litbase.library.library import Library

    try:
        with opened_library() as library:
            return library.catalog(words)
    except MissingLibrary:
        if chosen_folder() is not None:
            raise
        return Library.catalog_without(words)


def echo_records(records: tuple[CatalogRecord, ...]) -> None:
    room = max((len(record.name) for record in records), default=0)
    for record in records:
        click.secho(f"{record.name:<{room}}", bold=True, nl=False)
        unverified = sorted(name for name, standing in record.standing.items() if standing != "verified")
        click.echo(f"  {described(record)}{'  (in the library)' if record.in_library else ''}")
        if unverified:
            click.secho(f"{'':<{room}}  not verified: {', '.join(unverified)}", dim=True)
    if records:
        click.echo(f"{plural(len(records), 'record')}; take one in with: litbase catalog add NAME", err=True)
    else:
        click.echo("the catalog has nothing like that", err=True)


def described(record: CatalogRecord) -> str:
    """Return "U.S. Department of State 2022, Trafficking in Persons Report"."""
    authors = [name.get("literal") or name.get("family", "") for name in record.item.get("author", ())]
    dates = record.item.get("issued", {}).get("date-parts", [[]])
    year = str(dates[0][0]) if dates and dates[0] else "n.d."
    head = " ".join(part for part in (" and ".join(authors[:2]), year) if part)
    return f"{head}, {re.sub('<[^>]+>', '', record.item.get('title', ''))}"  # CSL-JSON marks case with HTML tags
