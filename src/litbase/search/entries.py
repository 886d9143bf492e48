"""The entry side of the index: what entries say of themselves, and which sources are indexed in which language.

Kept apart from the pages, in SQLite, so that describing or renaming an entry again touches no page.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litbase.formats.databases import open_database
from litbase.model.entry import Description
from litbase.search.analysis import UNKNOWN, analyzer, fold
from litbase.search.planning import essential
from litbase.search.query import ON_PAGES, And, Fuzzy, Leaf, Not, Or, Phrase, Prefix, Query, Word, Years

_SCHEMA = """
CREATE TABLE IF NOT EXISTS stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, language TEXT, pages INTEGER NOT NULL, state INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, type TEXT NOT NULL, title TEXT NOT NULL, authors TEXT NOT NULL,
    year TEXT, first_year INTEGER, last_year INTEGER, publisher TEXT, tags TEXT NOT NULL, language TEXT,
    other TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS entry_terms (
    term TEXT NOT NULL, field TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    PRIMARY KEY (term, field, entry)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS terms_of_entry ON entry_terms (entry);
CREATE TABLE IF NOT EXISTS respellings (bare TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY (bare, stem)) WITHOUT ROWID;
"""
_COLUMNS = "key, type, title, authors, year, publisher, tags, language, other"
_ADDED, _WHOLE, _LEAVING = 0, 1, 2
_MOST_ASKED = 500  # rows asked for one by one; beyond, all are read
_YEAR = re.compile(r"\d{4}")

Variants = Callable[[str], Iterable[str]]
"""From a folded word to the terms it may be indexed as."""


@dataclass(frozen=True, slots=True)
class IndexedSource:
    """A source with pages in the index, by the identifier its pages carry there."""

    id: int
    sha256: str
    language: str | None


def source_id(sha256: str) -> int:
    """Return the identifier of a source's pages: 52 bits of its hash, exact even as a floating-point number."""
    return int(sha256[:13], 16)


class EntryIndex:
    """Entries and sources; changes are seen by others after `commit`."""

    def __init__(self, path: Path) -> None:
        self._connection = open_database(path)
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._languages: tuple[str, ...] = ()
        self._languages_seen: tuple[int, int] | None = None
        if self._one("SELECT count(*) FROM sqlite_master WHERE name = 'respellings'") == 0:
            self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        self._connection.close()

    def _one(self, sql: str, *values: object) -> Any:
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def stamp(self) -> Mapping[str, str]:
        """Return what the index was made with, {} if it was never completed."""
        return dict(self._connection.execute("SELECT name, value FROM stamp"))

    def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def set_stamp(self, stamp: Mapping[str, str]) -> None:
        self._connection.execute("DELETE FROM stamp")
        self._connection.executemany("INSERT INTO stamp VALUES (?, ?)", stamp.items())

    def clear(self) -> None:
        """Drop the entries; sources are only marked as leaving, until the pages are gone too."""
        self._connection.execute("UPDATE sources SET state = ?", (_LEAVING,))
        for table in ("entry_terms", "entries", "respellings"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608

    def empty(self) -> None:
        """Forget all of it, the stamp too."""
        self.clear()
        self._connection.execute("DELETE FROM sources")
        self._connection.execute("DELETE FROM stamp")

    def put_source(self, sha256: str, language: str | None, pages: int) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)",
            (source_id(sha256), sha256, language, pages, _ADDED),
        )

    def put_respellings(self, found: Iterable[tuple[str, str]]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO respellings VALUES (?, ?)", found)

    def leave(self, sha256: str) -> None:
        self._connection.execute("UPDATE sources SET state = ? WHERE sha256 = ?", (_LEAVING, sha256))

    def settle(self) -> None:
        """Make the sources that were added or left before the pages were committed what they now are."""
        self._connection.execute("DELETE FROM sources WHERE state = ?", (_LEAVING,))
        self._connection.execute("UPDATE sources SET state = ? WHERE state = ?", (_WHOLE, _ADDED))

    def unsettled(self) -> tuple[str, ...]:
        """Return the sources a writer that died left half done."""
        rows = self._connection.execute("SELECT sha256 FROM sources WHERE state != ?", (_WHOLE,))
        return tuple(sha256 for (sha256,) in rows)

    def drop_sources(self, sha256s: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM sources WHERE sha256 = ?", ((sha256,) for sha256 in sha256s))

    def sources(self) -> Iterator[IndexedSource]:
        rows = self._connection.execute("SELECT id, sha256, language FROM sources WHERE state = ?", (_WHOLE,))
        return (IndexedSource(*row) for row in rows)

    def pages(self) -> int:
        return int(self._one("SELECT coalesce(sum(pages), 0) FROM sources WHERE state = ?", _WHOLE))

    def holds(self, sha256: str) -> bool:
        """Say whether pages of this source may be in the index, be it half written or about to leave."""
        return self._one("SELECT 1 FROM sources WHERE sha256 = ?", sha256) is not None

    def sha256(self, source: int) -> str | None:
        found: str | None = self._one("SELECT sha256 FROM sources WHERE id = ?", source)
        return found

    def sha256s(self, sources: Iterable[int]) -> dict[int, str]:
        """Return the hashes of the files that these identifiers stand for."""
        wanted = tuple(set(sources))
        sql = f"SELECT id, sha256 FROM sources WHERE id IN ({', '.join('?' * len(wanted))})"  # noqa: S608
        return dict(self._connection.execute(sql, wanted))

    def languages(self) -> tuple[str, ...]:
        """Return the languages pages and entries are analysed in."""
        state = self._one("PRAGMA data_version"), self._connection.total_changes  # of others, of this connection
        if state != self._languages_seen:
            rows = self._connection.execute("SELECT language FROM sources UNION SELECT language FROM entries")
            self._languages = tuple(dict.fromkeys(language or UNKNOWN for (language,) in rows))
            self._languages_seen = state
        return self._languages

    def respelt(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return the right stems of words whose stems, typed without accents, are among *stems*."""
        sql = f"SELECT stem FROM respellings WHERE bare IN ({', '.join('?' * len(stems))})"  # noqa: S608
        return tuple(stem for (stem,) in self._connection.execute(sql, tuple(stems)))

    def put(self, entry: Description) -> None:
        """Describe an entry, in place of what was said under the same key."""
        self.remove(entry.key)
        years = [int(year) for year in _YEAR.findall(entry.year or "")]
        first, last = (years[0], years[-1]) if years else (None, None)
        authors, tags = (json.dumps(some, ensure_ascii=False) for some in (entry.authors, entry.tags))
        columns = (entry.key, entry.type, entry.title, authors, entry.year, first, last)
        row = self._connection.execute(
            "INSERT INTO entries (key, type, title, authors, year, first_year, last_year, publisher, tags, language,"
            " other) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (*columns, entry.publisher, tags, entry.language, entry.other),
        ).fetchone()
        terms = {(term, field) for field, text in _texts(entry) for term in _terms(text, entry.language)}
        self._connection.executemany(
            "INSERT INTO entry_terms VALUES (?, ?, ?)", ((term, field, row[0]) for term, field in terms)
        )

    def remove(self, key: str) -> None:
        self._connection.execute("DELETE FROM entries WHERE key = ?", (key,))

    def described(self, keys: Sequence[str]) -> dict[str, Description]:
        """Return what entries say of themselves, by key; what is not known is left out."""
        sql = f"SELECT {_COLUMNS} FROM entries"  # noqa: S608
        if len(keys) > _MOST_ASKED:
            wanted = set(keys)
            return {row[0]: _description(row) for row in self._connection.execute(sql) if row[0] in wanted}
        rows = self._connection.execute(f"{sql} WHERE key IN ({', '.join('?' * len(keys))})", tuple(keys))
        return {row[0]: _description(row) for row in rows}

    def keys(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the keys of entries found by `find`."""
        wanted = set(ids)
        if len(wanted) > _MOST_ASKED:
            rows = self._connection.execute("SELECT id, key FROM entries")
            return {number: key for number, key in rows if number in wanted}
        return {number: self._one("SELECT key FROM entries WHERE id = ?", number) for number in wanted}

    def sources_in(self, language: str) -> set[str]:
        """Return the indexed sources written in *language* (ISO 639-1 code or English name)."""
        code = _code(language)
        rows = self._connection.execute(
            "SELECT sha256 FROM sources WHERE language = ? OR language LIKE ?", (code, f"{code}-%")
        )
        return {sha256 for (sha256,) in rows}

    def find(self, query: Query, variants: Variants) -> set[int]:
        """Return the entries whose description matches *query*, pages left aside."""
        match query:
            case And(parts):
                found = self.find(parts[0], variants)
                for part in parts[1:]:
                    if found:
                        found &= self.find(part, variants)
                return found
            case Or(parts):
                return set().union(*(self.find(part, variants) for part in parts))
            case Not(part):
                every = {number for (number,) in self._connection.execute("SELECT id FROM entries")}
                return every - self.find(part, variants)
            case _:
                return self._leaf(query, variants)

    def _leaf(self, leaf: Leaf, variants: Variants) -> set[int]:
        if isinstance(leaf, Years):
            rows = self._connection.execute(
                "SELECT id FROM entries WHERE last_year >= ? AND first_year <= ?", (leaf.first or 0, leaf.last or 9999)
            )
            return {number for (number,) in rows}
        if leaf.field in ON_PAGES:
            return set()
        if leaf.field in ("key", "type", "lang"):
            return self._exact(leaf)
        return self._described(leaf, variants)

    def _exact(self, leaf: Word | Phrase | Prefix | Fuzzy) -> set[int]:
        column = {"key": "key", "type": "type", "lang": "language"}[leaf.field or "key"]
        asked = _code(leaf.text) if leaf.field == "lang" else leaf.text.casefold()
        rows = self._connection.execute(f"SELECT id, {column} FROM entries WHERE {column} IS NOT NULL")  # noqa: S608
        if isinstance(leaf, Prefix):
            return {number for number, value in rows if value.casefold().startswith(asked)}
        return {number for number, value in rows if value.casefold() == asked}

    def _described(self, leaf: Word | Phrase | Prefix | Fuzzy, variants: Variants) -> set[int]:
        words = [place[1] for place in analyzer(None).places(leaf.text)]
        if not words:
            return set()
        if isinstance(leaf, Prefix):
            *whole, last = words
            found = self._holding("term >= ? AND term < ?", (last, last + "\U0010ffff"), leaf.field)
            return found.intersection(*(self._any_of([word], leaf.field) for word in whole))
        if isinstance(leaf, Fuzzy):
            return self._any_of(self._near(words[0], leaf.distance), leaf.field)
        if isinstance(leaf, Phrase):
            found = set.intersection(*(self._any_of([word], leaf.field) for word in words))
            return found if leaf.distance is not None else self._in_order(found, words, leaf.field)
        return set.intersection(*(self._any_of(variants(word), leaf.field) for word in essential(leaf.text, None)))

    def _any_of(self, terms: Iterable[str], field: str | None) -> set[int]:
        listed = list(dict.fromkeys(terms))
        return self._holding(f"term IN ({', '.join('?' * len(listed))})", listed, field)

    def _holding(self, condition: str, values: Iterable[str], field: str | None) -> set[int]:
        sql = f"SELECT DISTINCT entry FROM entry_terms WHERE {condition}"  # noqa: S608
        if field is not None:
            return {n for (n,) in self._connection.execute(f"{sql} AND field = ?", (*values, field))}
        return {n for (n,) in self._connection.execute(sql, tuple(values))}

    def _near(self, word: str, distance: int) -> list[str]:
        from rapidfuzz.distance import OSA

        known = self._connection.execute("SELECT DISTINCT term FROM entry_terms")
        return [term for (term,) in known if OSA.distance(term, word, score_cutoff=distance) <= distance]

    def _in_order(self, found: Iterable[int], words: list[str], field: str | None) -> set[int]:
        asked, kept = f" {' '.join(words)} ", set()
        for number in found:
            row = self._connection.execute(f"SELECT {_COLUMNS} FROM entries WHERE id = ?", (number,)).fetchone()  # noqa: S608
            texts = [text for name, text in _texts(_description(row)) if field in (None, name)]
            if any(asked in f" {analyzer(None).indexed(text)[0]} " for text in texts):
                kept.add(number)
        return kept


def _code(language: str) -> str:
    from litbase.bib.item_types import LANGUAGES

    plain = fold(language)
    return LANGUAGES.get(plain, plain)


def _texts(entry: Description) -> Iterator[tuple[str, str]]:
    """Yield the searchable texts of an entry with the field each answers to."""
    yield "key", entry.key
    yield "title", entry.title
    for author in entry.authors:
        yield "author", author
    yield "publisher", entry.publisher or ""
    for tag in entry.tags:
        yield "tag", tag
    yield "year", entry.year or ""
    yield "other", entry.other


def _terms(text: str, language: str | None) -> Iterator[str]:
    for term, word, _, _ in analyzer(language or UNKNOWN).places(text):
        yield term
        yield word


def _description(row: Any) -> Description:
    key, kind, title, authors, year, publisher, tags, language, other = row
    listed: list[tuple[str, ...]] = [(), ()]
    for at, packed in enumerate((authors, tags)):
        with suppress(ValueError):
            listed[at] = tuple(json.loads(packed))
    return Description(key, kind, title, listed[0], year, publisher, listed[1], language, other)
