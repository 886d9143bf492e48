"""What an entry takes from others through `crossref` and `xdata` (biblatex manual, 2.4.1 and appendix B)."""

import re
from collections.abc import Container
from typing import Protocol

from litbase.model.entry import Entry

_DEEPEST = 8  # references followed from one entry; more is a circle
# biblatex's own exceptions, and what identifies or describes the parent alone
_NEVER = frozenset(
    [
        "ids",
        "crossref",
        "xref",
        "xdata",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shortauthor",
        "shorteditor",
        "shorthand",
        "shorttitle",
        "sortkey",
        "sortname",
        "sorttitle",
        "sortyear",
        "keywords",
        "file",
        "abstract",
        "annotation",
        "note",
        "doi",
        "isbn",
        "issn",
        "url",
        "urldate",
        "timestamp",
        "owner",
        "date-added",
        "date-modified",
    ]
)
_IN_BOOK = frozenset({"inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "reference", "inreference"})
_IN_PROCEEDINGS = frozenset({"inproceedings", "conference"})
_VOLUME_OF = frozenset({"book", "collection", "proceedings", "reference", "inbook"})
_KEY_LIST = re.compile(r"\s*,\s*")


class Entries(Protocol):
    """Where other entries are found by key."""

    def __contains__(self, key: object) -> bool: ...

    def entry(self, key: str) -> Entry: ...


def inherit(entry: Entry, entries: Entries, *, depth: int = 0) -> Entry:
    """Return *entry* with the fields it lacks taken from its `xdata` and `crossref`, those that exist."""
    fields: dict[str, str] = {}
    for name, value in entry.fields:
        fields.setdefault(name, value)
    if depth < _DEEPEST:
        for key in referenced_keys(entry):
            if key in entries and key != entry.key:
                parent = inherit(entries.entry(key), entries, depth=depth + 1)
                is_data = parent.type == "xdata"
                for name, value in parent.fields:
                    taken = name if is_data else _name_in_child(name, parent.type, entry.type)
                    if taken not in _NEVER or is_data:
                        fields.setdefault(taken, value)
    return Entry(entry.key, entry.type, tuple(fields.items()), entry.line)


def referenced_keys(entry: Entry) -> tuple[str, ...]:
    """Return the keys that *entry* inherits from: its `xdata`, then its `crossref`."""
    xdata = _KEY_LIST.split((entry.get("xdata") or "").strip())
    return tuple(key for key in (*xdata, (entry.get("crossref") or "").strip()) if key)


def unresolved_keys(entry: Entry, known: Container[str]) -> tuple[str, ...]:
    """Return the keys that *entry* inherits from and that no entry has."""
    return tuple(key for key in referenced_keys(entry) if key not in known)


def renamed_references(entry: Entry, old: str, new: str) -> Entry:
    """Return *entry* with the key *old* replaced wherever a field refers to another entry."""
    changes: dict[str, str | None] = {}
    for field in ("crossref", "xref", "xdata", "entryset", "related"):
        value = entry.get(field)
        if value is None or old not in value:
            continue
        keys = re.split(r"(\s*,\s*)", value)
        changed = "".join(new if part.strip() == old else part for part in keys)
        if changed != value:
            changes[field] = changed
    return entry.with_fields(**changes) if changes else entry


def _name_in_child(name: str, parent: str, child: str) -> str:
    """Return what the parent's field is called in the child: a book's title is its chapter's book title."""
    if name not in ("title", "subtitle", "titleaddon"):
        return "bookauthor" if name == "author" and child in _IN_BOOK and parent.endswith("book") else name
    if parent.startswith("mv") and child in _VOLUME_OF:
        return f"main{name}"
    if child in _IN_BOOK or child in _IN_PROCEEDINGS:
        return f"book{name}"
    return f"journal{name}" if parent == "periodical" else name
