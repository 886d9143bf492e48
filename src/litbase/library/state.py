"""What the derived files were made from, in `.litbase/state.sqlite3`: so that only what changed is made again."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from litbase.formats.databases import create_tables, open_database, transaction

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE stamps (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE indexed (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unread (sha256 TEXT PRIMARY KEY, error TEXT NOT NULL, message TEXT NOT NULL, hint TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Unread:
    """A source file that could not be read when the pages were made again, and why."""

    sha256: str
    error: str
    message: str
    hint: str | None


class State:
    """Stamps of `library.bib` and `sources.lock`, fingerprints of indexed entries, hashes of indexed sources."""

    def __init__(self, path: Path) -> None:
        """Open the state at *path*, made empty if absent or of another version."""
        self._connection = open_database(path)
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version != _SCHEMA_VERSION:
            self._create()

    def _create(self) -> None:
        drops = "".join(f"DROP TABLE IF EXISTS {name};" for name in ("stamps", "entries", "indexed", "unread"))
        create_tables(self._connection, f"{drops} {_SCHEMA} PRAGMA user_version = {_SCHEMA_VERSION};")

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[Self]:
        """Group changes: all of them or none."""
        with transaction(self._connection):
            yield self

    def stamps(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT name, value FROM stamps"))

    def put_stamps(self, stamps: Mapping[str, str]) -> None:
        self._connection.execute("DELETE FROM stamps")
        self._connection.executemany("INSERT OR REPLACE INTO stamps VALUES (?, ?)", stamps.items())

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprint each indexed entry had, by key."""
        return dict(self._connection.execute("SELECT key, fingerprint FROM entries"))

    def put_fingerprints(self, fingerprints: Mapping[str, str]) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", fingerprints.items())

    def drop_entries(self, keys: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM entries WHERE key = ?", ((key,) for key in keys))

    def indexed(self) -> set[str]:
        """Return the hashes of the sources whose pages are in the index."""
        return {sha for (sha,) in self._connection.execute("SELECT sha256 FROM indexed")}

    def put_indexed(self, sha256s: Iterable[str]) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO indexed VALUES (?)", ((sha,) for sha in sha256s))

    def drop_indexed(self, sha256s: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM indexed WHERE sha256 = ?", ((sha,) for sha in sha256s))

    def unread(self) -> tuple[Unread, ...]:
        rows = self._connection.execute("SELECT sha256, error, message, hint FROM unread ORDER BY sha256")
        return tuple(Unread(*row) for row in rows)

    def put_unread(self, unread: Unread) -> None:
        values = (unread.sha256, unread.error, unread.message, unread.hint)
        self._connection.execute("INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?)", values)

    def drop_unread(self, sha256s: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM unread WHERE sha256 = ?", ((sha,) for sha in sha256s))

    def forget_index(self) -> None:
        """Forget what was indexed: all of it will be put in again."""
        with self.writing():
            for table in ("stamps", "entries", "indexed"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608
