"""One `.bib` file, open for reading and changing; what is not changed stays byte for byte."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from litbase.bib.inheritance import inherit, renamed_references
from litbase.bib.merging import merge
from litbase.bib.piece_cache import PieceCache
from litbase.bib.pieces import Pieces, Place
from litbase.bib.reader import BlockKind
from litbase.bib.values import MONTHS
from litbase.bib.writer import new_block, splice_entry
from litbase.errors import DuplicateKey, UnknownKey
from litbase.formats.files import write_whole
from litbase.model.entry import Entry


@dataclass(frozen=True, slots=True)
class BrokenBlock:
    """A block that cannot be read: its line from 1, what is wrong with it, and its text, which stays in the file."""

    line: int
    reason: str
    raw: str


class Bibliography:
    """The entries of a `.bib` file by key. Of entries that share a key the first counts, as in BibTeX."""

    def __init__(self, path: Path, content: bytes = b"", *, cache: PieceCache | None = None) -> None:
        self._path = path
        self._cache = cache
        self._take(content)

    @classmethod
    def open(cls, path: Path, *, cache: Path | None = None) -> "Bibliography":
        """Open the file at *path*; an absent one is empty. *cache* is an SQLite file for what was read before."""
        return cls(path, _content_of(path) or b"", cache=None if cache is None else PieceCache(cache))

    def _take(self, content: bytes) -> None:
        self._base = content
        self._pieces = Pieces(content, self._cache)

    @property
    def path(self) -> Path:
        return self._path

    def keys(self) -> list[str]:
        """Return every key once, in the order of the file."""
        return list(self._pieces.places)

    def __contains__(self, key: object) -> bool:
        return key in self._pieces.places

    def __len__(self) -> int:
        return len(self._pieces.places)

    def entry(self, key: str) -> Entry:
        """Return the first entry with *key* as its file holds it. Raises UnknownKey."""
        return self._pieces.entry(self._place(key))

    def entries(self) -> Iterator[Entry]:
        """Yield one entry for each key, in the order of the file."""
        return map(self._pieces.entry, list(self._pieces.places.values()))

    @property
    def repeated(self) -> tuple[Entry, ...]:
        """The entries whose key an earlier entry has, in the order of the file."""
        return tuple(map(self._pieces.entry, self._pieces.repeated))

    def text(self, key: str) -> str:
        """Return the first entry with *key* as it is written in the file. Raises UnknownKey."""
        return self._pieces.text(self._place(key))

    def complete(self, key: str) -> Entry:
        """Return the entry with what it inherits through `crossref` and `xdata`. Raises UnknownKey."""
        return inherit(self.entry(key), self)

    @property
    def broken(self) -> tuple[BrokenBlock, ...]:
        """The blocks that cannot be read, in the order of the file; they are written back as they are."""
        return tuple(
            BrokenBlock(self._pieces.line(place), block.reason, self._pieces.text(place))
            for place, block in self._pieces.blocks(BlockKind.BROKEN)
        )

    @property
    def unkeyed(self) -> tuple[Entry, ...]:
        """Those broken blocks that lack only a usable citation key, as entries with the key as it is written."""
        return tuple(self._pieces.entry(place) for place in self._unkeyed_places())

    def _unkeyed_places(self) -> list[Place]:
        return [place for place, block in self._pieces.blocks(BlockKind.BROKEN) if block.fields]

    @property
    def content(self) -> bytes:
        """The file's bytes as `save` would write them."""
        return self._pieces.content

    def put(self, entry: Entry) -> None:
        """Add *entry*, or put it in place of the one with its key, whose unchanged fields stay as they are written.

        Raises EntryError if BibTeX or the file's encoding cannot hold it.
        """
        place = self._pieces.places.get(entry.key)
        if place is None:
            text, block = new_block(entry, newline=self._pieces.newline, macros=self._macros)
            self._pieces.append(text, block)
        else:
            self._splice(place, entry)

    def remove(self, key: str) -> None:
        """Remove the first entry with *key*. Raises UnknownKey."""
        self._pieces.remove(self._place(key))

    def rename(self, old: str, new: str) -> None:
        """Give an entry another key, in other entries' references too. Raises UnknownKey, DuplicateKey, EntryError."""
        place = self._place(old)
        if new == old:
            return
        if new in self:
            raise DuplicateKey(new)
        entry = self._pieces.entry(place)
        self._splice(place, Entry(new, entry.type, entry.fields, entry.line))
        for other in list(self.entries()):
            changed = renamed_references(other, old, new)
            if changed != other:
                self.put(changed)

    def name_unkeyed(self, make: Callable[[Entry], str]) -> list[str]:
        """Give every `unkeyed` entry the key that *make* returns for it, and return these keys in order.

        Raises DuplicateKey or EntryError for a key that cannot be used.
        """
        keys = []
        for place in self._unkeyed_places():
            entry = self._pieces.entry(place)
            key = make(entry)
            if key in self:
                raise DuplicateKey(key)
            self._splice(place, Entry(key, entry.type, entry.fields, entry.line))
            keys.append(key)
        return keys

    def save(self) -> None:
        """Write the file whole, merged entry by entry with what another program wrote there meanwhile.

        Raises ConflictingEdit, with nothing written, where both changed the same entry in different ways.
        """
        found = _content_of(self._path)
        mine = self.content
        if found is not None and found != self._base:
            mine = merge(self._base, mine=mine, theirs=found, name=self._path.name)
        if mine != found:
            write_whole(self._path, mine)
        if mine == self.content:
            self._base = mine
            if self._cache:
                self._pieces.keep_in(self._cache)
        else:
            self._take(mine)

    @property
    def _macros(self) -> frozenset[str]:
        return frozenset(MONTHS) - self._pieces.strings.keys()

    def _place(self, key: str) -> Place:
        place = self._pieces.places.get(key)
        if place is None:
            from rapidfuzz import process

            near = process.extract(key, self.keys(), limit=3, score_cutoff=70)
            raise UnknownKey(key, [choice for choice, _, _ in near])
        return place

    def _splice(self, place: Place, entry: Entry) -> None:
        old = self._pieces.entry(place)
        if (old.key, old.type, old.fields) == (entry.key, entry.type, entry.fields):
            return
        text = splice_entry(
            self._pieces.text(place),
            self._pieces.block(place),
            old=old,
            new=entry,
            newline=self._pieces.newline,
            macros=self._macros,
        )
        self._pieces.replace(place, text)


def _content_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
