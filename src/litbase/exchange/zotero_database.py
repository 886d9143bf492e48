"""Zotero's data directory: its database, opened for reading only and left exactly as it is, and its attachments.

The tables are those of Zotero 5 to 7 (zotero/resource/schema/userdata.sql).
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from litbase.bib.item_types import PERIODICAL_TYPES
from litbase.errors import EntryError
from litbase.exchange.building import RecordBuilder
from litbase.exchange.record import Exchanged
from litbase.exchange.values import squeeze
from litbase.exchange.zotero_types import CREATORS, CSL_TYPES, DATES, FIELDS

DATABASE = "zotero.sqlite"
_TABLES = frozenset(
    {"items", "itemTypes", "deletedItems", "itemData", "fields", "itemDataValues", "itemCreators", "creators",
     "creatorTypes", "itemTags", "tags", "collectionItems", "collections", "itemNotes", "itemAttachments",
     "itemAnnotations"}
)  # fmt: skip
_MULTIPART = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: .*)?")
_EXTRA = re.compile(r"(Citation Key|DOI|PMID|PMCID|ISBN|ISSN|original-date|event-date)\s*:\s*(.+)", re.IGNORECASE)
_LINKED_ADDRESS = 3  # linkMode of an attachment that is only a web address
_HIGHLIGHT = "“{}”"

_ITEMS = """
SELECT i.itemID, i.key, t.typeName FROM items i JOIN itemTypes t USING (itemTypeID)
WHERE i.itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY i.itemID
"""
_VALUES = """
SELECT d.itemID, f.fieldName, v.value FROM itemData d
JOIN fields f USING (fieldID) JOIN itemDataValues v USING (valueID) ORDER BY d.itemID, d.fieldID
"""
_CREATORS = """
SELECT ic.itemID, ct.creatorType, c.firstName, c.lastName, c.fieldMode FROM itemCreators ic
JOIN creators c USING (creatorID) JOIN creatorTypes ct USING (creatorTypeID) ORDER BY ic.itemID, ic.orderIndex
"""
_TAGS = """
SELECT it.itemID, t.name FROM itemTags it JOIN tags t USING (tagID)
UNION ALL SELECT ci.itemID, c.collectionName FROM collectionItems ci JOIN collections c USING (collectionID)
"""
_NOTES = "SELECT itemID, parentItemID, note, title FROM itemNotes ORDER BY itemID"
_ATTACHMENTS = "SELECT itemID, parentItemID, linkMode, contentType, path FROM itemAttachments ORDER BY itemID"
_ANNOTATIONS = "SELECT parentItemID, text, comment, pageLabel FROM itemAnnotations ORDER BY parentItemID, sortIndex"


def read_zotero(folder: Path) -> Iterator[Exchanged]:
    """Yield the records of the Zotero data directory *folder*; `file` fields name attachments below it.

    Collections and tags become keywords; notes, highlights and comments become annotations with their pages. What
    lies in the bin stays there. Raises EntryError if the database cannot be read.
    """
    path = folder / DATABASE
    _refuse_unwritten(path)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            yield from _Reading(connection, folder).records()
    except sqlite3.DatabaseError as error:
        raise EntryError(
            f"'{path}' is no Zotero database that can be read: {error}", "close Zotero, try again"
        ) from error


def _refuse_unwritten(path: Path) -> None:
    """Raise EntryError if Zotero has changes in hand that are not in its database yet (SQLite file format, 3 and 4)."""
    for suffix in ("-wal", "-journal"):
        beside = path.with_name(path.name + suffix)
        with suppress(OSError), beside.open("rb") as file:
            if any(file.read(8)):
                raise EntryError(f"Zotero has not written all of '{path}' yet", "close Zotero, then import again")


class _Reading:
    """One pass over the tables of a database."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._builders: dict[int, RecordBuilder] = {}
        self._storage: dict[int, str] = {}  # attachment → the name of its folder
        self._parents: dict[int, int] = {}  # attachment → the item it belongs to

    def records(self) -> Iterator[Exchanged]:
        self._refuse_views()
        kinds = {number: kind for number, key, kind in self._rows(_ITEMS) if not self._storage.update({number: key})}
        for number, kind in kinds.items():
            if kind not in ("attachment", "note", "annotation"):
                self._builders[number] = RecordBuilder("zotero", None, CSL_TYPES.get(kind, "document"))
        self._stand_alone(kinds)
        for number, field, value in self._rows(_VALUES):
            if number in self._builders:
                _field(self._builders[number], field, str(value))
        for number, role, given, family, mode in self._rows(_CREATORS):
            if number in self._builders:
                _creator(self._builders[number], role, given or "", family or "", is_whole=mode == 1)
        for number, tag in self._rows(_TAGS):
            if number in self._builders:
                self._builders[number].keyword(tag)
        self._attached(kinds)
        self._noted(kinds)
        yield from (builder.build() for builder in self._builders.values())

    def _refuse_views(self) -> None:
        """A view in place of a table is no Zotero's, and may be counted up without end."""
        self._connection.execute("PRAGMA trusted_schema = OFF")
        odd = "SELECT name FROM sqlite_master WHERE type = 'view' OR sql LIKE 'CREATE VIRTUAL%'"
        if not _TABLES.isdisjoint(name for (name,) in self._rows(odd)):
            raise EntryError(f"'{self._folder / DATABASE}' holds views, as no Zotero database does", "is it Zotero's?")

    def _rows(self, query: str) -> Iterator[tuple]:  # type: ignore[type-arg]
        try:
            yield from self._connection.execute(query)
        except sqlite3.OperationalError as error:
            if "itemAnnotations" not in str(error):  # Zotero before 6 had none
                raise

    def _stand_alone(self, kinds: dict[int, str]) -> None:
        """A file or note that belongs to no item is a record of its own."""
        for query in (_NOTES, _ATTACHMENTS):
            for number, parent, *_ in self._rows(query):
                if number in kinds and parent is None:
                    self._builders[number] = RecordBuilder("zotero", None, "document")

    def _attached(self, kinds: dict[int, str]) -> None:
        for number, parent, mode, media_type, path in self._rows(_ATTACHMENTS):
            if number not in kinds:
                continue
            self._parents[number] = number if parent is None else parent
            builder = self._builders.get(self._parents[number])
            if builder is not None and path and mode != _LINKED_ADDRESS:
                name = self._path_of(number, str(path))
                builder.field("file", f":{name.replace(':', chr(92) + ':')}:{media_type or ''}")

    def _path_of(self, number: int, path: str) -> str:
        if path.startswith("storage:"):
            return f"storage/{self._storage[number]}/{path.removeprefix('storage:')}"
        return path.removeprefix("attachments:")

    def _noted(self, kinds: dict[int, str]) -> None:
        for number, parent, note, title in self._rows(_NOTES):
            builder = self._builders.get(number if parent is None else parent)
            if number in kinds and builder is not None:
                if parent is None:
                    builder.text("title", str(title or ""))
                builder.text("annote", _plain(str(note or "")), join="\n\n")
        for attachment, text, comment, label in self._rows(_ANNOTATIONS):
            builder = self._builders.get(self._parents.get(attachment, -1))
            said = " – ".join(filter(None, (_HIGHLIGHT.format(squeeze(text)) if text else "", squeeze(comment or ""))))
            if builder is not None and said:
                builder.text("annote", f"{said} (p. {label})" if label else said, join="\n\n")


def _field(builder: RecordBuilder, field: str, value: str) -> None:
    if field in DATES:
        match = _MULTIPART.fullmatch(value)
        parts = [int(part) for part in match.groups() if part and int(part)] if match else []
        builder.date(DATES[field], "-".join(f"{part:02d}" for part in parts) if parts else value)
    elif field == "extra":
        _extra(builder, value)
    elif field == "DOI":
        builder.doi(value)
    elif field in ("ISBN", "ISSN"):
        builder.number(value)
    elif field == "citationKey":
        builder.key(value)
    elif field in FIELDS:
        variable = FIELDS[field]
        builder.text(
            "number" if variable == "issue" and builder.item["type"] not in PERIODICAL_TYPES else variable, value
        )
    else:
        builder.keep(field, value)


def _extra(builder: RecordBuilder, text: str) -> None:
    """Zotero's "Extra" holds lines "variable: value" (and Better BibTeX's key) between free text."""
    rest = []
    for line in text.splitlines():
        match = _EXTRA.fullmatch(line.strip())
        name = match[1].lower() if match else ""
        if match is None:
            rest.append(line)
        elif name == "citation key":
            builder.key(match[2].strip())
        elif name.endswith("-date"):
            builder.date(name, match[2])
        else:
            builder.text(name.upper(), match[2])
    builder.text("note", "; ".join(filter(None, map(str.strip, rest))))


def _creator(builder: RecordBuilder, role: str, given: str, family: str, *, is_whole: bool) -> None:
    name = {"family": family, "given": given} if given and not is_whole else {"literal": family or given}
    builder.item.setdefault(CREATORS.get(role, "contributor"), []).append(name)


def _plain(note: str) -> str:
    """Return the words of a note, which Zotero keeps as HTML."""
    from litbase.formats.markup import parse_html

    return squeeze(" ".join(parse_html(note).itertext())) if note.strip() else ""
