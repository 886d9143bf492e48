"""Bibliographic records: the entry as its file holds it, and what it says in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of `library.bib`, its values still BibTeX text (LaTeX, braces inside kept).

    `type` and field names are lower case; fields stand in the order of the file; outer delimiters are
    removed, `@string` names and `#` resolved. `line` counts from 1 in the file it was read from, None for
    an entry that was never in a file.
    """

    key: str
    type: str
    fields: tuple[tuple[str, str], ...]
    line: int | None = None

    def get(self, name: str) -> str | None:
        """Return the BibTeX text of the field *name* (lower case), or None if the entry lacks it."""
        for field, value in self.fields:
            if field == name:
                return value
        return None

    def first(self, *names: str) -> str | None:
        """Return the first non-blank field among *names*, or None."""
        for name in names:
            value = self.get(name)
            if value is not None and value.strip():
                return value
        return None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.fields)

    def with_fields(self, **changes: str | None) -> "Entry":
        """Return a copy with fields set, or removed where the new value is None; order is kept."""
        kept = [(name, changes.get(name, value)) for name, value in self.fields]
        known = {name for name, _ in self.fields}
        kept += [(name, value) for name, value in changes.items() if name not in known]
        return Entry(self.key, self.type, tuple((n, v) for n, v in kept if v is not None), self.line)


@dataclass(frozen=True, slots=True)
class Description:
    """What an entry says in plain words (LaTeX decoded), for search, lists and messages.

    `authors` are family names or whole organisations, in order, editors where there is no author; `year` is
    as in CSL ("2022", "2019/2020"), None if unknown; `type` is the BibTeX type; `language` an ISO 639-1 code.
    """

    key: str
    type: str
    title: str
    authors: tuple[str, ...] = ()
    year: str | None = None
    publisher: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    other: str = ""  # further searchable words: abstract, series, number, notes


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of `doctor`: which check, how bad, where, in one sentence, and the safe repair if there is one."""

    check: str
    severity: Severity
    message: str
    key: str | None = None
    file: str | None = None
    line: int | None = None
    fix: str | None = None
