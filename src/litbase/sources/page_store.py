"""The pages of every source, kept in `.litbase/pages.sqlite3`: derived, rebuilt from the files at any time.

A source is known by the SHA-256 of its file, so renaming a key or moving a file touches one row and no page.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litbase.formats.databases import create_tables, open_database, transaction
from litbase.model.page import Layout, LocatorKind, Mark, Page, Reading, SourceFile

_SCHEMA_VERSION = 2
_SCHEMA = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL UNIQUE, key TEXT NOT NULL, file TEXT NOT NULL,
    media_type TEXT NOT NULL, language TEXT, cited_by TEXT NOT NULL, pages INTEGER NOT NULL
);
CREATE INDEX sources_by_key ON sources (key);
CREATE TABLE pages (
    source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE, number INTEGER NOT NULL, label TEXT,
    inferred INTEGER NOT NULL, heading TEXT, text TEXT NOT NULL, marks TEXT NOT NULL, ocr INTEGER NOT NULL,
    problem TEXT, layout BLOB, PRIMARY KEY (source, number)
) WITHOUT ROWID;
CREATE INDEX pages_with_problems ON pages (source, number, problem) WHERE problem IS NOT NULL;
"""
_PAGE_COLUMNS = "number, label, inferred, heading, text, marks, ocr, problem, layout"


@dataclass(frozen=True, slots=True)
class StoredSource:
    """One source in the store; `pages` counts them, `file` is relative to the library folder."""

    key: str
    file: str
    sha256: str
    media_type: str
    language: str | None
    cited_by: LocatorKind
    pages: int


class PageStore:
    """Read and write the pages of a library. One writer, any number of readers (SQLite WAL)."""

    def __init__(self, path: Path) -> None:
        """Open the store at *path*, made empty if absent or of another schema version."""
        self._connection = open_database(path)
        self._connection.execute("PRAGMA foreign_keys = ON")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version != _SCHEMA_VERSION:
            self._create()

    def _create(self) -> None:
        identity = time.time_ns() % 2**31
        create_tables(
            self._connection,
            "DROP TABLE IF EXISTS pages; DROP TABLE IF EXISTS sources;"
            f"{_SCHEMA} PRAGMA application_id = {identity}; PRAGMA user_version = {_SCHEMA_VERSION};",
        )

    @property
    def identity(self) -> int:
        """A number that another store, made empty after this one was deleted, will not have."""
        (number,) = self._connection.execute("PRAGMA application_id").fetchone()
        return int(number)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Group writes into one transaction: all of them or none."""
        with transaction(self._connection):
            yield

    def put(self, source: SourceFile, reading: Reading) -> None:
        """Store *reading* as the pages of *source*, in place of what was stored for the same bytes.

        The same bytes keep their row's number, and no number is given twice: the index speaks of sources by it.
        """
        columns = "key, file, media_type, language, cited_by, pages"
        row = self._connection.execute(
            f"INSERT INTO sources (sha256, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET"  # noqa: S608
            f" ({columns}) = (excluded.key, excluded.file, excluded.media_type, excluded.language, excluded.cited_by,"
            " excluded.pages) RETURNING id",
            (
                source.sha256,
                source.key,
                source.path,
                source.media_type,
                reading.language,
                reading.cited_by,
                len(reading.pages),
            ),
        ).fetchone()
        self._connection.execute("DELETE FROM pages WHERE source = ?", row)
        self._connection.executemany(
            f"INSERT INTO pages (source, {_PAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            ((row[0], *_page_row(page)) for page in reading.pages),
        )

    def move(self, sha256: str, *, key: str, file: str) -> None:
        """Give the source with these bytes another key or path; its pages stay."""
        self._connection.execute("UPDATE sources SET key = ?, file = ? WHERE sha256 = ?", (key, file, sha256))

    def remove(self, sha256s: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM sources WHERE sha256 = ?", ((sha,) for sha in sha256s))

    def sources(self, key: str | None = None) -> tuple[StoredSource, ...]:
        """Return all sources, or those of *key*, in the order they were added."""
        where, values = ("WHERE key = ?", (key,)) if key is not None else ("", ())
        rows = self._connection.execute(
            f"SELECT key, file, sha256, media_type, language, cited_by, pages FROM sources {where} ORDER BY id",  # noqa: S608
            values,
        )
        return tuple(map(_source, rows))

    def source(self, sha256: str) -> StoredSource | None:
        """Return the source with these bytes, or None."""
        row = self._connection.execute(
            "SELECT key, file, sha256, media_type, language, cited_by, pages FROM sources WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return None if row is None else _source(row)

    def pages(self, sha256: str) -> Iterator[Page]:
        """Yield the pages of a source in file order."""
        rows = self._connection.execute(
            f"SELECT {_PAGE_COLUMNS} FROM pages WHERE source = (SELECT id FROM sources WHERE sha256 = ?)"  # noqa: S608
            " ORDER BY number",
            (sha256,),
        )
        return map(_page, rows)

    def problems(self) -> Iterator[tuple[str, int, str]]:
        """Yield (sha256, number, problem) of every page that could not be read in full, source by source."""
        return iter(
            self._connection.execute(
                "SELECT sha256, number, problem FROM pages JOIN sources ON sources.id = pages.source"
                " WHERE problem IS NOT NULL ORDER BY source, number"
            ).fetchall()
        )

    def page(self, sha256: str, number: int) -> Page | None:
        """Return the page with this place in the file (from 1), or None."""
        row = self._connection.execute(
            f"SELECT {_PAGE_COLUMNS} FROM pages WHERE source = (SELECT id FROM sources WHERE sha256 = ?)"  # noqa: S608
            " AND number = ?",
            (sha256, number),
        ).fetchone()
        return None if row is None else _page(row)

    def pages_at(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[StoredSource, Page]]:
        """Return the pages in the store that stand at these places (sha256, number), each with its source."""
        if not places:
            return {}
        columns = ", ".join(f"pages.{name}" for name in _PAGE_COLUMNS.split(", "))
        rows = self._connection.execute(
            f"WITH asked (sha256, number) AS (VALUES {', '.join(['(?, ?)'] * len(places))})"  # noqa: S608
            f" SELECT key, file, sources.sha256, media_type, language, cited_by, sources.pages, {columns} FROM asked"
            " CROSS JOIN sources ON sources.sha256 = asked.sha256"
            " CROSS JOIN pages ON pages.source = sources.id AND pages.number = asked.number",
            [value for place in places for value in place],
        )
        found = ((_source(row[:7]), _page(row[7:])) for row in rows)
        return {(source.sha256, page.number): (source, page) for source, page in found}


def _source(row: Sequence[Any]) -> StoredSource:
    key, file, sha256, media_type, language, cited_by, pages = row
    return StoredSource(key, file, sha256, media_type, language, LocatorKind(cited_by), pages)


def _page_row(page: Page) -> Sequence[object]:
    marks = json.dumps([(m.kind, m.value, m.start, m.continued) for m in page.marks], ensure_ascii=False)
    layout = None if page.layout is None else page.layout.packed
    return (page.number, page.label, page.inferred, page.heading, page.text, marks, page.ocr, page.problem, layout)


def _page(row: Sequence[Any]) -> Page:
    number, label, inferred, heading, text, marks, ocr, problem, layout = row
    return Page(
        number=number,
        label=label,
        inferred=bool(inferred),
        heading=heading,
        text=text,
        marks=tuple(Mark(LocatorKind(k), v, s, bool(c)) for k, v, s, c in json.loads(marks)),
        ocr=bool(ocr),
        problem=problem,
        layout=None if layout is None else Layout(layout),
    )
