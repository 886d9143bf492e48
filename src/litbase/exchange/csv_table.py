"""CSV: one row a record, for spreadsheets; a cell never begins a formula."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from litbase.bib.item_types import DATES, NAMES, OTHER_DATES
from litbase.errors import EntryError
from litbase.exchange.building import RecordBuilder
from litbase.exchange.carrying import cargo_of, is_cargo, with_cargo
from litbase.exchange.endnote_xml import type_named
from litbase.exchange.record import Exchanged, names_in, text_in
from litbase.exchange.values import plain, split_keywords, write_date, write_name
from litbase.model.record import RefusedRecord

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may run (OWASP, "CSV Injection")
_COLUMNS: tuple[str, ...] = (
    "key", "type", "title", "author", "editor", "issued", "container-title", "collection-title", "publisher",
    "publisher-place", "volume", "issue", "number", "page", "edition", "DOI", "ISBN", "ISSN", "URL", "accessed",
    "language", "keyword", "abstract", "note", "annote", "litbase",
)  # fmt: skip
# other programs' columns, in lower case (Zotero's CSV, Scopus)
_NAMED: Mapping[str, str] = {
    "item type": "type", "document type": "type", "publication year": "year", "date": "issued", "year": "year",
    "publication title": "container-title", "journal": "container-title", "source title": "container-title",
    "book title": "container-title", "url": "URL", "link": "URL", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN",
    "abstract note": "abstract", "pages": "page", "num pages": "number-of-pages", "journal abbreviation":
    "container-title-short", "short title": "title-short", "series": "collection-title", "place": "publisher-place",
    "extra": "note", "notes": "annote", "file attachments": "file", "manual tags": "keyword", "tags": "keyword",
    "keywords": "keyword", "automatic tags": "keyword", "authors": "author", "editors": "editor", "id": "key",
    "access date": "accessed", "number of volumes": "number-of-volumes", "call number": "call-number",
    "rights": "license", "library catalog": "source", "citation key": "key",
}  # fmt: skip
_DATED = frozenset({*DATES, *OTHER_DATES})
_ZOTERO_TYPES = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine", "newspaperArticle":
    "article-newspaper", "bookSection": "chapter", "conferencePaper": "paper-conference", "blogPost": "post-weblog",
    "encyclopediaArticle": "entry-encyclopedia", "case": "legal_case", "statute": "legislation",
    "computerProgram": "software", "letter": "personal_communication", "film": "motion_picture",
}  # fmt: skip


def is_csv(text: str) -> bool:
    header = {cell.strip().lower() for cell in next(_rows(text[:20_000]), [])}
    return "title" in header and len(header & {"type", "item type", "author", "authors", "year", "issued", "doi"}) > 1


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield one record a row; a row with more cells than columns is refused with its line."""
    reader = _rows(text)
    csv.field_size_limit(10_000_000)
    try:
        header = [_variable(cell) for cell in next(reader, [])]
        for number, row in enumerate(reader, 2):
            if len(row) > len(header):
                reason = EntryError(f"row {number} has more cells than there are columns", "quote cells with commas")
                yield RefusedRecord(None, reason, number)
            elif any(cell.strip() for cell in row):
                yield _record(dict(zip(header, map(_cell, row), strict=False)), number)
    except csv.Error as error:
        raise EntryError(f"the CSV cannot be read: {error}", "save the table again as CSV, UTF-8") from error


def _variable(cell: str) -> str:
    name = cell.strip()
    return _NAMED.get(name.lower(), name if name in _COLUMNS else name.lower())


def _cell(text: str) -> str:
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(_FORMULA) else text


def _record(row: Mapping[str, str], line: int) -> Exchanged:
    kind = row.get("type", "").strip()
    builder = RecordBuilder("csv", line, _ZOTERO_TYPES.get(kind) or type_named(kind) or kind or "document")
    for name, value in row.items():
        if not value.strip() or name in ("type", "litbase"):
            continue
        if name == "key":
            builder.key(value.strip())
        elif name in NAMES:
            for person in value.split(";"):
                builder.name(name, person)
        elif name in _DATED or name == "year":
            builder.date("issued" if name == "year" else name, value)
        elif name == "keyword":
            for word in value.split(";"):
                builder.keyword(word)
        elif name == "DOI":
            builder.doi(value)
        elif name == "file":
            builder.field("file", value)
        elif name in _COLUMNS or name in _NAMED.values():
            builder.text(name, value)
        else:
            builder.keep("".join(each for each in name.replace(" ", "-") if each.isalnum() or each == "-"), value)
    record = builder.build()
    cargo = row.get("litbase", "")
    return with_cargo(record, cargo) if is_cargo(cargo) else record


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* as a table with a head; cells that a spreadsheet would run begin with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for record in records:
        row = {column: _written(record, column) for column in _COLUMNS}
        row["litbase"] = cargo_of(record, _record(row, 0)) or ""
        writer.writerow(_safe(row[column]) for column in _COLUMNS)
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def _written(record: Exchanged, column: str) -> str:
    if column in NAMES:
        return "; ".join(map(write_name, names_in(record.item, column)))
    if column in _DATED:
        return write_date(record.item.get(column))
    if column == "keyword":
        return "; ".join(split_keywords(text_in(record.item, column)))
    return record.key if column == "key" else plain(text_in(record.item, column))
