"""Text as a reader sees it, with an exact map back to the file it was written in."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from litbase.model.claim import Span

Piece = tuple[int, int, int, int]
"""Start and end in the plain text, start and end in the draft. Equal lengths: character by character."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Words without their markup. `pieces` cover `text` from end to end, in the order of the plain text.

    A piece as long as its stretch of the draft maps character by character; any other stands for the whole stretch
    ("\\'e" read as "é").
    """

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> "Plain":
        """Take *text* from *start* to *end* as it stands."""
        end = len(text) if end is None else end
        return cls(text[start:end], ((0, end - start, start, end),) if start < end else ())

    @property
    def start(self) -> int:
        """The offset in the draft at which the words begin."""
        return self.pieces[0][2]

    @property
    def end(self) -> int:
        return self.pieces[-1][3]

    def to_draft(self, start: int, end: int) -> Span:
        """Return where the stretch from *start* to *end* of the plain text stands in the draft.

        An empty stretch is the place before its next character, or after the last one. Raises ValueError outside.
        """
        if not 0 <= start <= end <= len(self.text) or not self.pieces:
            raise ValueError(f"no stretch {start}–{end} in {len(self.text)} characters")
        first = self._from(start)
        return (first, self._until(end)) if start < end else (first, first)

    def cut(self, start: int, end: int) -> "Plain":
        """Return the stretch from *start* to *end* of the plain text."""
        return Plain(self.text[start:end], tuple(self._pieces(start, end)))

    def trimmed(self) -> "Plain":
        """Return the same without white space at its ends."""
        kept = self.text.strip()
        start = len(self.text) - len(self.text.lstrip()) if kept else 0
        return self if len(kept) == len(self.text) else self.cut(start, start + len(kept))

    def _from(self, offset: int) -> int:
        if offset == len(self.text):
            return self.end
        a, b, x, y = self.pieces[self._index(offset)]
        return x + offset - a if y - x == b - a else x

    def _until(self, offset: int) -> int:
        a, b, x, y = self.pieces[self._index(offset - 1)]
        return x + offset - a if y - x == b - a else y

    def _index(self, offset: int) -> int:
        return bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        if start >= end:
            return
        for index in range(self._index(start), len(self.pieces)):
            a, b, x, y = self.pieces[index]
            if a >= end:
                return
            first, last = max(a, start), min(b, end)
            stands = (x + first - a, x + last - a) if y - x == b - a else (x, y)
            yield (first - start, last - start, *stands)


@dataclass(slots=True)
class PlainWriter:
    """Writes plain text out of another one, stretch by stretch; what is not taken over is left out."""

    source: Plain
    _texts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def copy(self, start: int, end: int) -> None:
        """Take over the stretch from *start* to *end* of the source."""
        if start < end:
            self.add(self.source.cut(start, end))

    def replace(self, text: str, start: int, end: int) -> None:
        """Write *text* for the stretch from *start* to *end* of the source, which is not empty."""
        if text:
            self.add(Plain(text, ((0, len(text), *self.source.to_draft(start, end)),)))

    def add(self, plain: Plain) -> None:
        """Write what *plain* holds."""
        if not plain.text:
            return
        for a, b, x, y in plain.pieces:
            self._pieces.append((a + self.length, b + self.length, x, y))
        self._texts.append(plain.text)
        self.length += len(plain.text)

    @property
    def last(self) -> str:
        """The character written last, "" if there is none."""
        return self._texts[-1][-1:] if self._texts else ""

    def plain(self) -> Plain:
        """Return what was written."""
        return Plain("".join(self._texts), tuple(_joined(self._pieces)))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Make one piece of neighbours that map character by character without a gap."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last[3] == piece[2] and _is_exact(last) and _is_exact(piece):
            last = (last[0], piece[1], last[2], piece[3])
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _is_exact(piece: Piece) -> bool:
    return piece[1] - piece[0] == piece[3] - piece[2]
