"""SQLite files beside the library: written by one, read by many, read at least where nothing can be written."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litbase.errors import LibraryError

_MAPPED = 2**31  # bytes at the beginning of a file that are read without a call for each block


def open_database(path: Path) -> sqlite3.Connection:
    """Open the derived database at *path*, made if absent; for reading only where nothing can be written.

    A damaged file is deleted and begun anew: it can be made again. Transactions are begun by hand. Raises
    LibraryError if the file can be opened in no way.
    """
    try:
        return _opened(path)
    except sqlite3.OperationalError as error:
        return _open_as_it_is(path, error)
    except sqlite3.DatabaseError:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    connection = _connect(str(path))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _open_as_it_is(path: Path, refused: sqlite3.OperationalError) -> sqlite3.Connection:
    """Read the file without a lock, a log or any other trace (SQLite, "URI filenames", immutable)."""
    try:
        connection = _connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        raise _unusable(path, refused) from refused
    return connection


def _connect(name: str, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=30, isolation_level=None, check_same_thread=False, uri=uri)
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of what is written in the block, or none of it; a full or read-only disk is a LibraryError."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise _unusable(None, error) from error


def create_tables(connection: sqlite3.Connection, script: str) -> None:
    """Run the statements of *script*, all or none; LibraryError where nothing can be written."""
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {script} COMMIT;")
    except sqlite3.DatabaseError as error:
        raise _unusable(None, error) from error


def _unusable(path: Path | None, error: sqlite3.DatabaseError) -> LibraryError:
    what = "what is derived from the sources" if path is None else f"'{path.name}'"
    return LibraryError(
        f"{what} cannot be written or read: {error}",
        "is the disk full or read-only? else delete the folder .litbase, it is made again",
    )
