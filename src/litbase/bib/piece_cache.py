"""Pieces of bibliographies already read, kept in an SQLite file: derived, deleted without loss."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from litbase.bib.reader import Block, BlockKind

_SCHEMA_VERSION = 2
_CREATE = """
CREATE TABLE IF NOT EXISTS pieces (digest BLOB PRIMARY KEY, heads TEXT NOT NULL, blocks TEXT NOT NULL) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Packed:
    """The blocks of a piece as they are kept: kind and key of each at hand, the rest as JSON."""

    kinds: str  # one block a line: kind, space, key
    rows: str  # JSON

    @property
    def heads(self) -> tuple[tuple[BlockKind, str], ...]:
        lines = self.kinds.split("\n") if self.kinds else ()
        return tuple(
            (_KINDS.get(kind, BlockKind.BROKEN), key) for kind, _, key in (line.partition(" ") for line in lines)
        )

    def blocks(self) -> tuple[Block, ...] | None:
        """Return the blocks, None if this is not what `of` made."""
        try:
            blocks = tuple(map(_block, json.loads(self.rows)))
        except (TypeError, ValueError):
            return None
        return blocks if len(blocks) == len(self.heads) else None

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "Packed":
        heads = "\n".join(f"{block.kind} {'' if block.kind is BlockKind.BROKEN else block.key}" for block in blocks)
        rows = [(b.kind, b.start, b.end, b.line, b.key, b.type, b.fields, b.reason) for b in blocks]
        return cls(heads, json.dumps(rows, ensure_ascii=False, separators=(",", ":")))


_KINDS = {kind.value: kind for kind in BlockKind}


def digest_of(raw: bytes) -> bytes:
    """Return the name under which the blocks of a piece are kept."""
    return hashlib.blake2b(raw, digest_size=16).digest()


class PieceCache:
    """Blocks by the digest of their piece. A file that cannot be used is like an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: frozenset[bytes] = frozenset()

    def load(self) -> Mapping[bytes, Packed]:
        """Return all packed blocks by digest; an unreadable file is removed."""
        if not self._path.exists():
            return {}
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != _SCHEMA_VERSION:
                    connection.execute("DROP TABLE IF EXISTS pieces")
                    return {}
                rows = connection.execute("SELECT digest, heads, blocks FROM pieces").fetchall()
        except sqlite3.OperationalError:
            return {}
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()
            return {}
        packed = {digest: Packed(heads, blocks) for digest, heads, blocks in rows}
        self._known = frozenset(packed)
        return packed

    def store(self, digests: Set[bytes], blocks_of: Callable[[bytes], Sequence[Block]]) -> None:
        """Keep the pieces named and forget the rest once it outweighs them; a file that is locked stays as it is."""
        fresh = digests - self._known
        stale = self._known - digests
        if not fresh and len(stale) <= len(digests):
            return
        with suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=5)) as connection, connection:
                connection.execute("PRAGMA synchronous = OFF")  # what a crash spoils is read again
                connection.execute(_CREATE)
                connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
                rows = ((digest, Packed.of(blocks_of(digest))) for digest in fresh)
                connection.executemany(
                    "INSERT OR REPLACE INTO pieces VALUES (?, ?, ?)",
                    ((digest, packed.kinds, packed.rows) for digest, packed in rows),
                )
                if len(stale) > len(digests):
                    connection.executemany("DELETE FROM pieces WHERE digest = ?", ((digest,) for digest in stale))
                    self._known = frozenset()
            self._known |= digests


def _block(row: Sequence[object]) -> Block:
    kind, start, end, line, key, type_, fields, reason = row
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(line, int) and isinstance(fields, list)):
        raise TypeError
    pairs = tuple((str(name), str(value)) for name, value in fields)
    return Block(BlockKind(str(kind)), start, end, line, str(key), str(type_), pairs, str(reason))
