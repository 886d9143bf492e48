"""Texts that earlier checks worked out, kept by name in one file: derived, made anew at any time."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from litbase.errors import LibraryError
from litbase.formats.databases import create_tables, open_database, transaction

_SCHEMA_VERSION = 2
_SCHEMA = """
CREATE TABLE kept (name BLOB NOT NULL, state TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID;
"""


class Kept:
    """The texts in one file, good for one `state` of what they were made from; those of another state are forgotten.

    What is kept while the file is open is written by `close`. Where nothing can be written, nothing is kept.
    """

    def __init__(self, path: Path, *, state: str) -> None:
        self._connection = open_database(path)
        self._state = state
        self._new: dict[bytes, str] = {}
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version != _SCHEMA_VERSION:
            with suppress(LibraryError):
                create_tables(
                    self._connection,
                    "DROP TABLE IF EXISTS answers; DROP TABLE IF EXISTS kept;"
                    f"{_SCHEMA} PRAGMA user_version = {_SCHEMA_VERSION};",
                )

    def text(self, name: str) -> str | None:
        """Return the text kept under *name*, which may be long, None if there is none."""
        row = self._connection.execute(
            "SELECT text FROM kept WHERE name = ? AND state = ?", (_short(name), self._state)
        ).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, text: str) -> None:
        self._new[_short(name)] = text

    def close(self) -> None:
        """Write the new texts, forget those of other states, and close the file."""
        if self._new:
            with suppress(LibraryError), transaction(self._connection):
                self._connection.execute("DELETE FROM kept WHERE state <> ?", (self._state,))
                self._connection.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                    ((name, self._state, text) for name, text in self._new.items()),
                )
        self._connection.close()


def _short(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()


def rules_of(*parts: str) -> str:
    """Return what changes whenever the rules of *parts* of litbase do: the sizes and times of their files."""
    package = Path(__file__).parent.parent
    return stamps_of(sorted(file for part in parts for file in package.joinpath(part).rglob("*.py")))


def stamps_of(files: Iterable[Path]) -> str:
    """Return what changes whenever one of *files* is written."""
    stamps = ((file.name, (found := file.stat()).st_size, found.st_mtime_ns) for file in files)
    return hashlib.sha256(repr(list(stamps)).encode()).hexdigest()
