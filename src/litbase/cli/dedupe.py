"""`litbase dedupe`: entries that describe one work."""

from collections.abc import Iterator, Sequence

import click

from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.printing import plural
from litbase.library.library import Library
from litbase.model.record import Duplicates, Merged, SameWork

_LONGEST = 70  # characters of a value shown side by side


@click.command("dedupe")
@click.argument("keys", nargs=-1, shell_complete=complete_keys)
@click.option(
    "--merge", is_flag=True, help="Merge KEYS into the first of them; without KEYS, every group that is found."
)
@click.option("--choose", is_flag=True, help="Ask for each group which entry is kept, or none.")
@click.option("--dry-run", is_flag=True, help="Say what would be merged and change nothing.")
@json_option
@library_option
def command(keys: tuple[str, ...], merge: bool, choose: bool, dry_run: bool, as_json: bool) -> int:
    """Find entries that describe one work: by identifier, symbol, file, then by title, authors and year.

    Editions and the years of a series are told apart from duplicates. A merge keeps every field and file: what two
    entries say differently stands in fields such as merged-title, their keys in ids. `litbase undo` takes it back.

    \b
    Examples:
      litbase dedupe
      litbase dedupe --merge --dry-run
      litbase dedupe --merge quill2020 quill2020b
    """
    if choose and as_json:
        raise click.UsageError("--choose asks a person, --json speaks to a program")
    with opened_library() as library:
        found = library.duplicates()
        if keys and not merge:
            found = Duplicates(tuple(g for g in found.duplicates if set(keys) & set(g.keys)), found.series)
        wanted = [keys] if keys and merge else list(_chosen(library, found, merge=merge, choose=choose))
        merged = [Merged(group[0], tuple(group[1:])) if dry_run else library.merge(group) for group in wanted]
        if as_json:
            from litbase.model import shapes

            print_json(shapes.dedupe(found, merged))
        else:
            _echo(library, found, merged, dry_run=dry_run, shown=not choose and not merge)
    return 0


def _chosen(library: Library, found: Duplicates, *, merge: bool, choose: bool) -> Iterator[Sequence[str]]:
    for group in found.duplicates:
        if choose:
            _echo_group(library, group)
            answer = click.prompt("keep which entry (number), or none", default="none", err=True)
            if answer.isdigit() and 1 <= int(answer) <= len(group.keys):
                kept = group.keys[int(answer) - 1]
                yield (kept, *(key for key in group.keys if key != kept))
        elif merge:
            yield group.keys


def _echo(library: Library, found: Duplicates, merged: Sequence[Merged], *, dry_run: bool, shown: bool) -> None:
    if shown:
        for group in found.duplicates:
            _echo_group(library, group)
        for series in found.series:
            click.echo(f"series, no duplicates ({series.reason}): {', '.join(series.keys)}")
    for each in merged:
        click.echo(f"{'would merge' if dry_run else 'merged'}  {', '.join(each.gone)} into {each.key}")
    click.echo(f"{plural(len(found.duplicates), 'group')} of duplicates, {len(found.series)} series", err=True)


def _echo_group(library: Library, group: SameWork) -> None:
    """Show the entries of a group and, field by field, where they differ."""
    click.echo(f"{group.reason} ({group.confidence:.0%} sure)")
    entries = [dict(library.entry(key).fields) if key in library else {} for key in group.keys]
    for number, (key, fields) in enumerate(zip(group.keys, entries, strict=True), 1):
        click.echo(f"  {number} {key}: {_short(fields.get('title', ''))}")
    for name in dict.fromkeys(name for fields in entries for name in fields):
        values = [fields.get(name, "") for fields in entries]
        if len(set(values)) > 1 and name != "title":
            click.echo(f"      {name}: {' | '.join(_short(value) or '–' for value in values)}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
