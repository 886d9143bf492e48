"""One record as it passes between litbase and another program: the neutral value of every format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litbase.bib.archived import ADDRESS_FIELDS
from litbase.bib.item_types import DATES, NAMES, OTHER_DATES, TEXTS, TITLES, VERBATIM
from litbase.bib.items import from_item, to_item
from litbase.bib.latex import decode, encode
from litbase.bib.values import is_balanced
from litbase.model.entry import Entry

# what the map between BibTeX and CSL reads, field by field; all else of an entry travels in `Exchanged.fields`
_DATED = tuple(f"{prefix}{part}" for prefix in DATES.values() for part in ("date", "year", "month", "day"))
_TITLED = tuple(
    f"{prefix}{part}"
    for prefix in ("", "main", "book", "issue", "journal")
    for part in ("title", "subtitle", "titleaddon")
)
_MAPPED = frozenset(
    [
        *(name for table in (TITLES, TEXTS, VERBATIM, NAMES) for names in table.values() for name in names),
        *OTHER_DATES.values(),
        *_DATED,
        *_TITLED,
        *(
            "journal",
            "pages",
            "eid",
            "number",
            "issue",
            "seriesnumber",
            "symbol",
            "publisher",
            "institution",
            "organization",
        ),
        *("school", "howpublished", "holder", "note", "addendum", "keywords", "keyword", "langid", "language"),
        *("hyphenation", "entrysubtype", "editora", "editorb", "editorc", "editortype", "editoratype"),
        *("editorbtype", "editorctype"),
        *ADDRESS_FIELDS,
    ]
)
_AS_WRITTEN = frozenset({"file", "crossref", "xdata", "xref", "related", "ids", "eprint", "eprinttype", "eprintclass"})


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A CSL-JSON item ("id" is the key, "" if it has none), and in `fields` what CSL has no variable for.

    `fields` are plain text by BibTeX field name; `line` is where the record begins in the file it was read from.
    """

    item: Mapping[str, Any]
    fields: tuple[tuple[str, str], ...] = ()
    line: int | None = None

    @property
    def key(self) -> str:
        return str(self.item.get("id") or "")


def entry_of(record: Exchanged) -> Entry:
    """Return *record* as a BibTeX entry."""
    entry = from_item(record.item)
    fields = dict(record.fields)
    if "keywords" in fields:  # as they were written, where keywords hold commas
        entry = entry.with_fields(keywords=encode(fields["keywords"]))
    known = {name for name, _ in entry.fields}
    more = tuple(
        (name, value if name in _AS_WRITTEN and is_balanced(value) else encode(value))
        for name, value in record.fields
        if name not in known
    )
    return Entry(entry.key, entry.type, entry.fields + more, record.line)


def record_of(entry: Entry) -> Exchanged:
    """Return *entry*, which has what it inherits, as a record."""
    more = (
        (name, value if name in _AS_WRITTEN else decode(value))
        for name, value in entry.fields
        if name not in _MAPPED and name not in ("crossref", "xdata")
    )
    item = to_item(entry)
    fields = tuple((name, value) for name, value in more if value)
    keywords = decode(entry.get("keywords") or "")
    return Exchanged(item, fields if keywords == item.get("keyword", "") else (*fields, ("keywords", keywords)))


def text_in(item: Mapping[str, Any], variable: str) -> str:
    """Return a variable of *item* as text, "" if it has none."""
    value = item.get(variable)
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def names_in(item: Mapping[str, Any], variable: str) -> Sequence[Mapping[str, Any]]:
    """Return the names of a variable of *item*, none if it has none."""
    value = item.get(variable)
    return [name for name in value if isinstance(name, Mapping)] if isinstance(value, list) else []
