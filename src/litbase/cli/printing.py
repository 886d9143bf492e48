"""How results look to a person: marked words, wrapped passages, lines that fit the terminal."""

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from litbase.errors import LitbaseError
from litbase.model.entry import Description, Severity

if TYPE_CHECKING:
    from litbase.library.library import Library
    from litbase.model.record import Added, Refused

SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def width() -> int:
    """Return the columns to write in: the terminal's, at most 100, 88 where the output is not a terminal."""
    return min(shutil.get_terminal_size((88, 24)).columns, 100)


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes: wide characters take two (Unicode, UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def plural(count: int, noun: str) -> str:
    """Return "1 page", "1,204 pages", "2 entries"."""
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else many}"


def passage(
    text: str, spans: Iterable[tuple[int, int]] = (), *, indent: int = 4, marks: tuple[str, str] = ("**", "**")
) -> str:
    """Return *text* as one wrapped, indented paragraph with *spans* bold on a terminal, else between *marks*."""
    if sys.stdout.isatty():
        marks = ("\x1b[1m", "\x1b[22m")
    space = " " * indent
    flowed = " ".join(_marked(text, spans).split())
    wrapped = textwrap.fill(flowed, width(), initial_indent=space, subsequent_indent=space)
    return wrapped.replace(_OPEN, marks[0]).replace(_CLOSE, marks[1])


# Stand-ins for the marks while a paragraph is wrapped: private-use characters, one column each.
_OPEN, _CLOSE = "\ue000", "\ue001"


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += [text[done:start], _OPEN, text[start:end], _CLOSE]
            done = end
    return "".join([*pieces, text[done:]])


def byline(description: Description) -> str:
    """Return "U.S. Department of State 2022, Trafficking in Persons Report"."""
    authors = _authors(description.authors)
    head = " ".join(part for part in (authors, description.year or "n.d.") if part)
    return f"{head}, {description.title}" if description.title else head


def _authors(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{names[0]} et al."
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def echo_doubts(library: "Library", files: Iterable[str | None]) -> None:
    """Say on standard error which files were not looked into, and which of *files* are not what was read."""
    unread = library.unread()
    if unread:
        shown = ", ".join(unread[:3]) + (" …" if len(unread) > 3 else "")
        click.secho(
            f"not looked into: {plural(len(unread), 'file')} that could not be read ({shown})", err=True, fg="yellow"
        )
        click.echo("  hint: litbase doctor says why", err=True)
    for path in library.altered(file for file in files if file is not None):
        click.secho(f"'{path}' is gone or was changed since it was read", err=True, fg="yellow")
        click.echo("  hint: litbase doctor", err=True)


def echo_refusal(refused: "Refused") -> None:
    """Say on standard error what did not go in, and why."""
    echo_error(refused.path, refused.error)


def echo_error(subject: str, error: LitbaseError) -> None:
    click.secho(f"refused  {subject}", fg="red", err=True)
    click.echo(f"         {error}", err=True)
    if error.hint:
        click.echo(f"         hint: {error.hint}", err=True)


def echo_added(added: "Added") -> None:
    """Say what went in under which key, and where each guessed field came from."""
    if not added.new:
        click.echo(f"already there  {added.key}  {added.file or ''}".rstrip())
        return
    click.secho(f"added  {added.key}", bold=True, nl=False)
    click.echo(f"  {added.file}, {plural(added.pages, 'page')}" if added.file is not None else "")
    for guess in added.guesses:
        value = " ".join(guess.value.split())
        click.echo(_guess_line(guess.field, value, guess.origin))
    if added.same_work_as is not None:
        click.echo(f"alike  {added.key} may be the same work as {added.same_work_as}: litbase dedupe")


def _guess_line(field: str, value: str, origin: str) -> str:
    source = f"({origin})"
    room = width() - 23 - len(source)
    shown = value if len(value) <= room else value[: max(room - 1, 10)] + "…"
    return f"         {field:<12} {shown} {source}"
