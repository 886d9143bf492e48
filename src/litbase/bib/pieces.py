"""The pieces of one bibliography: bytes with the blocks read from them, found by citation key."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from litbase.bib.encoding import codec_of, decode_piece, newline_of, unwrap
from litbase.bib.latex import fit_to_codec
from litbase.bib.piece_cache import Packed, PieceCache, digest_of
from litbase.bib.reader import Block, BlockKind, cut, read_blocks
from litbase.bib.values import resolve
from litbase.model.entry import Entry

Head = tuple[BlockKind, str]  # what is found of a block without unpacking it: its kind, and an entry's key


class Piece:
    """A stretch of a bibliography's body, its line ends, and the blocks in it; `digest` names its bytes."""

    __slots__ = ("_blocks", "_packed", "digest", "heads", "line_ends", "raw")

    def __init__(
        self,
        raw: bytes,
        known: Mapping[bytes, Packed] = MappingProxyType({}),
        blocks: tuple[Block, ...] | None = None,
    ) -> None:
        """Take the blocks of *raw* from *known* by its digest, unpacked when first asked for, else read them.

        *blocks*: those that are known without reading.
        """
        self.raw = raw
        self.digest = digest_of(raw)
        self.line_ends = raw.count(b"\n") or raw.count(b"\r")
        self._packed = known.get(self.digest)
        self._blocks = blocks
        self.heads: tuple[Head, ...]
        if self._packed is None or blocks is not None:
            self._blocks = read_blocks(self.text) if blocks is None else blocks
            self.heads = tuple((block.kind, block.key) for block in self._blocks)
        else:
            self.heads = self._packed.heads

    @property
    def text(self) -> str:
        return decode_piece(self.raw)

    @property
    def blocks(self) -> tuple[Block, ...]:
        if self._blocks is None:
            unpacked = None if self._packed is None else self._packed.blocks()
            self._blocks = read_blocks(self.text) if unpacked is None else unpacked
        return self._blocks


Place = tuple[int, int]  # index of a piece, index of a block in it


class Pieces:
    """A body in pieces. Changing one piece leaves the others, and what was read from them, as they are."""

    def __init__(self, content: bytes, cache: PieceCache | None = None) -> None:
        """Read *content*, taking from *cache* what is known there and keeping there what was not."""
        self._encoding, body = unwrap(content)
        self._codec = codec_of(body)
        self.newline = newline_of(body)
        known = cache.load() if cache else {}
        self._pieces = [Piece(raw, known) for raw in cut(body)]
        self._places: dict[str, Place] | None = None
        self._repeated: list[Place] = []
        self._lines: list[int] | None = None
        self._strings: dict[str, str] | None = None
        if cache:
            self.keep_in(cache)

    def keep_in(self, cache: PieceCache) -> None:
        pieces = {piece.digest: piece for piece in self._pieces}
        cache.store(pieces.keys(), lambda digest: pieces[digest].blocks)

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self._encoding.content(b"".join(piece.raw for piece in self._pieces))

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces)

    @property
    def places(self) -> dict[str, Place]:
        """Where each key stands first, in the order of the file."""
        if self._places is None:
            self._places, self._repeated = {}, []
            for place, key in self.entry_places():
                if self._places.setdefault(key, place) != place:
                    self._repeated.append(place)
        return self._places

    @property
    def repeated(self) -> Sequence[Place]:
        """Where entries stand whose key an earlier one has."""
        return self._repeated if self.places else ()

    def entry_places(self) -> Iterator[tuple[Place, str]]:
        """Yield where each entry stands, and its key, in the order of the file."""
        return self._heads(BlockKind.ENTRY)

    def blocks(self, kind: BlockKind) -> Iterator[tuple[Place, Block]]:
        """Yield the blocks of one kind in the order of the file."""
        return ((place, self.block(place)) for place, _ in self._heads(kind))

    def _heads(self, kind: BlockKind) -> Iterator[tuple[Place, str]]:
        for index, piece in enumerate(self._pieces):
            for number, (found, key) in enumerate(piece.heads):
                if found is kind:
                    yield (index, number), key

    def block(self, place: Place) -> Block:
        return self._pieces[place[0]].blocks[place[1]]

    def text(self, place: Place) -> str:
        """Return the text of one block."""
        block = self.block(place)
        return self._pieces[place[0]].text[block.start : block.end]

    def line(self, place: Place) -> int:
        """Return the line, from 1, on which a block begins."""
        if self._lines is None:
            self._lines = list(accumulate((piece.line_ends for piece in self._pieces), initial=1))
        return self._lines[place[0]] + self.block(place).line

    @property
    def strings(self) -> Mapping[str, str]:
        """What each `@string` stands for, by its name in lower case."""
        if self._strings is None:
            self._strings = {}
            for _, block in self.blocks(BlockKind.STRING):
                for name, value in block.fields:
                    self._strings[name.lower()] = resolve(value, self._strings)
        return self._strings

    def entry(self, place: Place) -> Entry:
        block = self.block(place)
        strings = self.strings
        fields = tuple((name.lower(), resolve(value, strings)) for name, value in block.fields)
        return Entry(block.key, block.type, fields, self.line(place))

    def replace(self, place: Place, text: str) -> None:
        """Put *text* in place of one block's."""
        index, _ = place
        old = self._pieces[index]
        before, after = _around(old, self.block(place))
        new = Piece(before + self._encoded(text, like=old.raw) + after)
        self._pieces[index] = new
        self._changed(
            same_keys=new.heads == old.heads,
            same_lines=new.line_ends == old.line_ends,
        )

    def remove(self, place: Place) -> None:
        """Take one block out, with the rest of its line and one blank line after it."""
        index, _ = place
        before, after = _around(self._pieces[index], self.block(place))
        for _ in range(2):
            after = _without_blank_line(after)
        raw = before + after
        self._pieces[index : index + 1] = [Piece(raw)] if raw else []
        self._changed()

    def append(self, text: str, block: Block | None = None) -> None:
        """Add a block after all others, a blank line before it and a line end after it.

        *block*: what reading *text* would give, where that is known.
        """
        raw = self._encoded(text + self.newline)
        self._separate()
        as_it_is = block is not None and raw == (text + self.newline).encode()
        piece = Piece(raw, blocks=(block,) if as_it_is and block is not None else None)
        self._pieces.append(piece)
        key = piece.heads[0][1] if len(piece.heads) == 1 else ""
        if self._places is not None and key and key not in self._places:
            self._places[key] = (len(self._pieces) - 1, 0)
            self._lines = None
        else:
            self._changed()

    def _separate(self) -> None:
        """Let the body end with a blank line, in its last piece, where `cut` would leave it."""
        if not self._pieces:
            return
        end = self._pieces[-1].raw
        if len(end) < 4:
            end = b"".join(piece.raw for piece in self._pieces[-3:])
        newline = self.newline.encode()
        if not end or end.endswith(newline * 2) or end == newline:
            return
        last = self._pieces[-1]
        separator = newline if end.endswith(newline) else newline * 2
        self._pieces[-1] = Piece(last.raw + separator, blocks=last.blocks)

    def _encoded(self, text: str, like: bytes = b"") -> bytes:
        """Return *text* as bytes of the body, in the codec of the piece *like*; raises EntryError."""
        if self._encoding.codec is not None:
            return fit_to_codec(text, self._encoding.codec).encode()
        codec = self._codec if like.isascii() else codec_of(like)
        return fit_to_codec(text, codec).encode(codec)

    def _changed(self, *, same_keys: bool = False, same_lines: bool = False) -> None:
        self._strings = self._strings if same_keys else None
        self._places = self._places if same_keys else None
        self._lines = self._lines if same_lines else None


def _around(piece: Piece, block: Block) -> tuple[bytes, bytes]:
    """Return the bytes of *piece* before and after *block*."""
    codec, text = codec_of(piece.raw), piece.text
    return text[: block.start].encode(codec), text[block.end :].encode(codec)


def _without_blank_line(raw: bytes) -> bytes:
    """Return *raw* without the white space up to and with its first line end, if there is nothing else before that."""
    stripped = raw.lstrip(b" \t")
    for ending in (b"\r\n", b"\n", b"\r"):
        if stripped.startswith(ending):
            return stripped[len(ending) :]
    return raw if stripped else b""
