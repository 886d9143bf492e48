"""The lines of a page as pieces that stand apart, each with its place from left to right: what tables are read from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from litbase.model.page import Page

_MARKS = r"(?:[*†‡§]{1,3}|[a-z]|\[\d{1,2}\])?"
_NUMBER = (
    r"[-−+]?(?:(?:US\$|[$€£¥]|RMB) ?)?(?:\d[\d.,'\u00a0]*\d|\d)"
    r"(?: ?(?:%|‰|million|billion|thousand|per cent|percent))?"
)
FIGURE = rf"(?:[<>~≈≥≤]|(?:about|around|approx\.|ca?\.) )? ?\(?{_NUMBER}\)?{_MARKS}\)?"
NOTHING = r"[-–—…]|\.{2,3}|n\.? ?[/.]? ?[ad]\.?"
_VALUE = re.compile(rf"(?:{FIGURE}|{NOTHING})(?: ?\({_NUMBER}\))?", re.I)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_TAIL = re.compile(rf"(?:(?<=\s)|^)(?:{FIGURE}|{NOTHING})(?:[ \t]+(?:{FIGURE}|{NOTHING}))*[ \t]*$", re.I)
_CELL = re.compile(rf"{FIGURE}|{NOTHING}", re.I)
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:[/–-](?:(?:19|20)?\d\d))?[*†a-z]?", re.I)
_LONGEST_WORDS = 60
_SLACK = 3.0  # points
_LONGEST_FIGURE = 16
_FIGURE_BEGINS = frozenset("$€£¥(<>~-−–")
_ENDS_IN_FIGURES = re.compile(r"\d[ \t]+(?:\d[\d.,]*|[-–—])[%*†]?[ \t]*$", re.M)
_MARK = re.compile(r"\d{1,2}|[a-z]|[*†‡§¶#]{1,3}")
_CLOSE = 0.6  # in letters
_BAR, _WITHIN_BARS = 100.0, 90.0  # from one bar to the next, and what of it a cell fills
_APART = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand apart on a line; `left` and `right` in any unit that grows from left to right."""

    start: int
    end: int
    text: str
    left: float
    right: float

    @property
    def is_value(self) -> bool:
        """Is it the figure of a table, or the sign that there is none?"""
        return bool(_VALUE.fullmatch(self.text) or _GROUPED.fullmatch(self.text))

    @property
    def is_year(self) -> bool:
        return _YEAR.fullmatch(self.text) is not None

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def part(self, start: int, end: int) -> "Piece":
        """Return the piece from *start* to *end* of its text, its place told by the share of the letters."""
        wide = (self.right - self.left) / max(1, len(self.text))
        left, right = self.left + start * wide, self.left + end * wide
        return Piece(self.start + start, self.start + end, self.text[start:end], left, right)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `is_barred`: its cells stand between bars, and `pieces` holds the empty ones too;
    `is_placed`: the pieces stand where they were printed, one below the other."""

    pieces: tuple[Piece, ...]
    text: str
    is_barred: bool = False
    is_placed: bool = True

    @property
    def is_blank(self) -> bool:
        return not self.pieces

    @property
    def values(self) -> tuple[Piece, ...]:
        """The pieces behind the first that are figures; behind bars, whatever holds a figure."""
        if self.is_barred:
            return tuple(one for one in self.pieces[1:] if any(map(str.isdigit, one.text)) or one.is_value)
        return tuple(one for one in self.pieces[1:] if one.is_value)

    def with_groups_parted(self, count: int) -> "Line":
        """Return the line with "412 623" as two figures where *count* columns say so; else it is one number."""
        last = self.pieces[-1] if self.pieces else None
        if self.is_placed or last is None or not _GROUPED.fullmatch(last.text) or len(last.text.split()) != count:
            return self
        parts = [last.part(match.start(), match.end()) for match in re.finditer(r"\d+", last.text)]
        return replace(self, pieces=(*self.pieces[:-1], *parts))

    @property
    def is_bare(self) -> bool:
        """Is it a row of figures without a word?"""
        return len(self.pieces) > 1 and self.is_placed and not self.is_barred and all(map(_is_figure, self.pieces))

    @property
    def words(self) -> Piece | None:
        """The only piece of a line that may be a part of a label."""
        only = self.pieces[0] if len(self.pieces) == 1 and self.is_placed and not self.is_barred else None
        return only if only is not None and not only.is_value and len(only.text) <= _LONGEST_WORDS else None


def with_whole_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, rows whose label is printed over and under their figures ("Old", figures, "Harbour") as one."""
    at = 0
    while at < len(lines):
        line, taken = _with_whole_label(lines, at)
        yield line
        at += taken


def _with_whole_label(lines: Sequence[Line], at: int) -> tuple[Line, int]:
    """Return the line at *at*, or the row whose label it begins, and how many lines that takes."""
    over, row = lines[at].words, lines[at + 1] if at + 1 < len(lines) else None
    if over is None or row is None or not row.pieces or over.left >= row.pieces[-1].left:
        return lines[at], 1
    first, *rest = row.pieces
    if row.is_bare and over.right <= first.left:
        under = _under(lines, at + 2, over)
        words = [over.text, under.text] if under is not None else [over.text]
        return _labelled(row, over, words, row.pieces), 2 + (under is not None)
    if row.values and row.is_placed and not row.is_barred and first.text[:1].islower():
        return _labelled(row, over, [over.text, first.text], rest), 2
    return lines[at], 1


def _under(lines: Sequence[Line], at: int, over: Piece) -> Piece | None:
    """Return the words of the line at *at*, if they end the label that *over* begins and begin no other."""
    words = lines[at].words if at < len(lines) else None
    is_taken = at + 1 < len(lines) and lines[at + 1].is_bare
    return words if words is not None and not is_taken and abs(words.left - over.left) <= _SLACK else None


def _labelled(row: Line, first: Piece, words: Sequence[str], rest: Sequence[Piece]) -> Line:
    return replace(row, pieces=(replace(first, text=" ".join(words)), *rest))


def may_hold_tables(page: Page) -> bool:
    """Tell at a glance whether a page may hold a table: bars, or figures that stand apart from what is before them."""
    text = page.text
    if "|" in text:
        return True
    if page.layout is None:
        return len(_ENDS_IN_FIGURES.findall(text)) > 1
    apart = (
        start
        for start, end, *_ in page.layout.records()
        if end - start < _LONGEST_FIGURE and text[start - 1 : start] == " "
    )
    return sum(text[start].isdigit() or text[start] in _FIGURE_BEGINS for start in apart) > 1 or bool(
        _ENDS_IN_FIGURES.search(text)
    )


def lines_of(page: Page) -> Iterator[Line]:
    """Yield the lines of a page in order, with blank ones where it has them."""
    runs = sorted(page.layout.records()) if page.layout is not None else []
    at = 0
    for start, text in _lines(page.text):
        end = start + len(text)
        while at < len(runs) and runs[at][1] <= start:
            at += 1
        on_line = at
        pieces = []
        while on_line < len(runs) and runs[on_line][0] < end:
            first, last, _, _, left, _, right, _ = runs[on_line]
            pieces.append(Piece(first, last, page.text[first:last], left, right))
            on_line += 1
        yield _line(text, start, pieces)


def lines_in(text: str) -> Iterator[Line]:
    """Yield the lines of *text*, of whose place on a page nothing is known."""
    return (_line(line, start, []) for start, line in _lines(text))


def _is_figure(piece: Piece) -> bool:
    return piece.is_value and not piece.is_year


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _line(text: str, start: int, pieces: Sequence[Piece]) -> Line:
    if "|" in text:
        return Line(tuple(_between_bars(text, start)), text, is_barred=True)
    is_placed = bool(pieces) or "  " in text
    if not pieces:
        pieces = [
            Piece(start + match.start(), start + match.end(), match[0], match.start(), match.end())
            for match in _APART.finditer(text)
        ]
    whole = list(_joined(pieces))
    is_row = len(whole) > 1 and all(piece.is_value for piece in whole[1:])
    parted = [part for piece in whole for part in _with_values_apart(piece, fewest=2 - is_row)]
    return Line(tuple(parted), text, is_placed=is_placed)


def _between_bars(text: str, start: int) -> Iterator[Piece]:
    at = 0
    cells = text.split("|")
    is_framed = len(cells) > 2 and not cells[0].strip() and not cells[-1].strip()
    for place, cell in enumerate(cells):
        if not (is_framed and place in (0, len(cells) - 1)):
            inner = cell.strip()
            first = start + at + (len(cell) - len(cell.lstrip()) if inner else 0)
            yield Piece(first, first + len(inner), inner, place * _BAR, place * _BAR + _WITHIN_BARS)
        at += len(cell) + 1


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those joined between which there is no more room than between two words.

    The mark of a note that stands close behind a figure is left out.
    """
    last: Piece | None = None
    for piece in pieces:
        wide = (piece.right - piece.left) / max(1, len(piece.text))
        if last is not None and last.is_value and _is_mark_of(piece, last):
            continue
        if last is not None and 0 <= piece.left - last.right < wide and not (last.is_value or piece.is_value):
            text = f"{last.text}{' ' * (piece.start - last.end)}{piece.text}"
            last = replace(last, end=piece.end, text=text, right=piece.right)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _is_mark_of(piece: Piece, figure: Piece) -> bool:
    """Tell whether a piece is the mark of a note on a figure: a sign or two, closer than any column could stand."""
    wide = (figure.right - figure.left) / max(1, len(figure.text))
    return _MARK.fullmatch(piece.text) is not None and piece.left - figure.right < _CLOSE * wide


def _with_values_apart(piece: Piece, *, fewest: int) -> Iterator[Piece]:
    """Yield the figures at the end of a piece one by one, where there are *fewest* of them or more."""
    tail = None if piece.is_value else _TAIL.search(piece.text)
    cells = list(_CELL.finditer(piece.text, tail.start())) if tail is not None else []
    if tail is None or (len(cells) < fewest and tail.start() > 0) or _is_prose(piece.text[: tail.start()]):
        yield piece
        return
    label = piece.text[: tail.start()].rstrip(" \t:")
    if label:
        yield piece.part(0, len(label))
    if _GROUPED.fullmatch(piece.text[tail.start() :].strip()):
        yield piece.part(tail.start(), len(piece.text.rstrip()))
        return
    for match in cells:
        found = match[0].strip()
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        yield piece.part(first, first + len(found))


def _is_prose(label: str) -> bool:
    return (any(map(str.isdigit, label)) and _YEAR.fullmatch(label.strip()) is None) or len(label) > 80
