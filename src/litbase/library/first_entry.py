"""The first entry of a file that came without one, made from what was guessed while reading it."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from litbase.model.entry import Entry
from litbase.model.page import Guess, Reading


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a downloaded file came from, for its record."""

    url: str
    retrieved: str | None = None
    archived: str | None = None


_ORDER = ("title", "subtitle", "author", "institution", "publisher", "date", "number", "type", "doi", "isbn", "url")


def entry_for(reading: Reading, path: Path) -> tuple[Entry, tuple[Guess, ...]]:
    """Return an entry without a key, and the guesses it was made from: the best one of each field."""
    best = dict[str, Guess]()
    for guess in reading.guesses:
        if _can_be_written(guess.value):
            best.setdefault(guess.field, guess)
    kind = best.pop("entrytype", None)
    if "title" not in best:
        best["title"] = Guess("title", _title_from(path), "file name")
    fields = {name: guess.value for name, guess in sorted(best.items(), key=lambda item: _place(item[0]))}
    if reading.language is not None:
        fields.setdefault("langid", reading.language)
    entry_type = kind.value if kind is not None else _type_for(fields, reading.media_type)
    return Entry("", entry_type, tuple(fields.items())), tuple(best.values())


def with_address(entry: Entry, guesses: tuple[Guess, ...], origin: Origin) -> tuple[Entry, tuple[Guess, ...]]:
    """Return *entry* with the address it was downloaded from, and when; what the page says of itself stays.

    An archived copy is cited by the address of the page, with the copy's own beside it.
    """
    from litbase.bib.archived import memento_at

    copy = memento_at(origin.url)
    archived = origin.url if copy is not None else origin.archived
    found = (
        Guess("url", origin.url if copy is None else copy.page, "address asked for"),
        Guess("urldate", (origin.retrieved or "")[:10], "day of the download"),
        Guess("archiveurl", archived or "", "archived copy"),
        Guess("archivedate", "" if copy is None else copy.day, "archived copy"),
    )
    new = tuple(each for each in found if each.value and not entry.get(each.field))
    return entry.with_fields(**{each.field: each.value for each in new}), (*guesses, *new)


def _can_be_written(value: str) -> bool:
    """Say whether BibTeX and UTF-8 can hold *value*: strangers' metadata may hold anything."""
    from litbase.bib.values import is_balanced

    return bool(value.strip()) and is_balanced(value) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _place(field: str) -> int:
    return _ORDER.index(field) if field in _ORDER else len(_ORDER)


def _title_from(path: Path) -> str:
    words = path.stem.replace("_", " ").replace("-", " ").split()
    kept = (letter for letter in " ".join(words) if letter not in '{}\\"%#' and not "\ud800" <= letter <= "\udfff")
    return "".join(kept) or "Untitled"


def _type_for(fields: dict[str, str], media_type: str) -> str:
    """Return the biblatex type whose required fields fit what is known (biblatex manual, 2.1.1)."""
    if "journaltitle" in fields or "journal" in fields:
        return "article"
    if media_type == "text/html":
        return "online"
    if "author" in fields or "institution" in fields:
        return "report"
    return "misc"


def key_for(entry: Entry, *, pattern: str, taken: Container[str]) -> str:
    """Return a key made by *pattern* that is not *taken*."""
    from litbase.bib.keys import make_key

    return make_key(entry, pattern=pattern, taken=taken)
