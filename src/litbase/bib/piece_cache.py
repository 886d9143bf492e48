"""Pieces of bibliographies already read, kept in an SQLite file: derived, deleted without loss."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from litbase.bib.reader import Block, BlockKind

_SCHEMA_VERSION = 1
_CREATE = "CREATE TABLE IF NOT EXISTS pieces (digest BLOB PRIMARY KEY, blocks TEXT NOT NULL) WITHOUT ROWID"


def digest_of(raw: bytes) -> bytes:
    """Return the name under which the blocks of a piece are kept."""
    return hashlib.blake2b(raw, digest_size=16).digest()


class PieceCache:
    """Blocks by the digest of their piece. A file that cannot be used is like an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: frozenset[bytes] = frozenset()

    def load(self) -> Mapping[bytes, str]:
        """Return all packed blocks by digest; an unreadable file is removed."""
        if not self._path.exists():
            return {}
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != _SCHEMA_VERSION:
                    connection.execute("DROP TABLE IF EXISTS pieces")
                    return {}
                rows = dict(connection.execute("SELECT digest, blocks FROM pieces").fetchall())
        except sqlite3.OperationalError:
            return {}
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()
            return {}
        self._known = frozenset(rows)
        return rows

    def store(self, pieces: Mapping[bytes, Sequence[Block]]) -> None:
        """Keep *pieces* and forget the rest once it outweighs them; a file that is locked stays as it is."""
        fresh = pieces.keys() - self._known
        stale = self._known - pieces.keys()
        if not fresh and len(stale) <= len(pieces):
            return
        with suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=5)) as connection, connection:
                connection.execute(_CREATE)
                connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
                connection.executemany(
                    "INSERT OR REPLACE INTO pieces VALUES (?, ?)", ((digest, pack(pieces[digest])) for digest in fresh)
                )
                if len(stale) > len(pieces):
                    connection.executemany("DELETE FROM pieces WHERE digest = ?", ((digest,) for digest in stale))
                    self._known = frozenset()
            self._known |= pieces.keys()


def pack(blocks: Iterable[Block]) -> str:
    """Return *blocks* as JSON."""
    rows = [(b.kind, b.start, b.end, b.line, b.key, b.type, b.fields, b.reason) for b in blocks]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> tuple[Block, ...]:
    """Return the blocks that `pack` packed. Raises ValueError for anything else."""
    rows = json.loads(packed)
    try:
        return tuple(map(_block, rows))
    except (TypeError, AttributeError) as error:
        raise ValueError("these are not packed blocks") from error


def _block(row: Sequence[object]) -> Block:
    kind, start, end, line, key, type_, fields, reason = row
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(line, int) and isinstance(fields, list)):
        raise TypeError
    pairs = tuple((str(name), str(value)) for name, value in fields)
    return Block(BlockKind(str(kind)), start, end, line, str(key), str(type_), pairs, str(reason))
