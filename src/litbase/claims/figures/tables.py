"""The tables of a page: what stands above them, heads of several lines, rows with their labels, and every cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from litbase.claims.figures.table_lines import Line, Piece, lines_in, lines_of, may_hold_tables, with_whole_labels
from litbase.model.page import Page

CAPTION = re.compile(
    r"\s*(?:table|tableau|tabla|cuadro|tabela|quadro|tabelle|таблица|表|figure|chart|exhibit|panel)\s*[A-Z]?[\d一二三四五]",
    re.I,
)
_ASIDE = re.compile(r"\s*\(.{1,60}\)\s*|\s*(?:in|per) [\w ,’'.]{1,40}", re.I)
_TEXT_ENDS = re.compile(r"[.:;!?][\"”’)]*$")
_MOST_HEAD_LINES = 5
_MOST_CAPTION_LINES = 3
_MOST_BETWEEN = 3  # lines of words alone between two rows of a table
_LONGEST_LABEL = 90
_LONGEST_OF_ONE = 60  # before a single figure
_LONGEST_TITLE = 160
_SLACK = 3.0  # in the unit of the pieces; columns of figures are set further apart
_INDENT = 3.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that may hold a figure, with the words of its row, of its column and of what stands above.

    `group` are the words over the row: the line of words above it, or the row that it is set in from.
    """

    start: int
    end: int
    row: str
    column: str = ""
    above: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `cells` in the order of the columns, None where it has none."""

    label: str
    group: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words of its caption, the head of each column (all its lines), and the rows."""

    start: int
    end: int
    above: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells if cell is not None)


def tables_of(page: Page) -> tuple[Table, ...]:
    """Return the tables of a page, in order."""
    return tuple(_tables(lines_of(page))) if may_hold_tables(page) else ()


def cells_of(text: str) -> Iterator[Cell]:
    """Yield the cells of the tables in *text*, of whose place on a page nothing is known."""
    return (cell for table in _tables(lines_in(text)) for cell in table.cells)


def _tables(lines: Iterator[Line]) -> Iterator[Table]:
    reader = _Reader()
    for line in with_whole_labels(list(lines)):
        yield from reader.read(line)
    yield from reader.close()


@dataclass(slots=True)
class _Label:
    """The words at the head of a row, and the row itself; without one where the words stand alone on a line."""

    words: Piece
    text: str
    line: Line | None
    group: str = ""

    @property
    def first(self) -> str:
        """The words of the first cell alone."""
        return self.words.text


@dataclass(slots=True)
class _Reader:
    """Reads line by line: `before` are the lines since the last table, `rows` those of the table that goes on."""

    before: list[Line] = field(default_factory=list)
    rows: list[_Label] = field(default_factory=list)
    between: list[Line] = field(default_factory=list)
    above: str = ""  # the caption of the table read last, for one that follows without a caption

    def read(self, line: Line) -> Iterator[Table]:
        """Yield the table that ends before this line, if any."""
        line = line.with_groups_parted(self._columns_known())
        if self.rows and _is_row(line) and self._goes_on(line):
            self._add(line)
        elif self.rows and _stands_between(line) and len(self.between) < _MOST_BETWEEN:
            self.between.append(line)
        else:
            yield from self.close()
            if _is_row(line):
                self._add(line)
            else:
                self.before.append(line)

    def _columns_known(self) -> int:
        """Return how many columns the rows read so far have, or the line that may be their head."""
        if self.rows and self.rows[-1].line is not None:
            return len(self.rows[-1].line.values)
        head = self.before[-1] if self.before else None
        if head is None:
            return 0
        return len(head.pieces) - 1 if len(head.pieces) > 1 else len(head.text.split()) - 1

    def _goes_on(self, line: Line) -> bool:
        if any(one.is_blank for one in self.between) and len([x for x in self.between if not x.is_blank]) > 1:
            return False
        count = max(len(row.line.values) for row in self.rows if row.line is not None)
        last = next(row.line for row in reversed(self.rows) if row.line is not None)
        if line.is_barred != last.is_barred:
            return False
        others = [other for row in self.rows if row.line is not None for other in row.line.values]
        overlapping = sum(any(_overlap(one, other) for other in others) for one in line.values)
        return len(line.values) == count or 2 * overlapping >= len(line.values)

    def _add(self, line: Line) -> None:
        words = line.pieces[0]
        label = _Label(words, self._label(line), line)
        loose = [one for one in self.between if not one.is_blank]
        self.between = []
        for one in loose:
            if one.text.strip()[:1].islower() and self.rows:
                self.rows[-1].text += f" {one.text.strip()}"
            else:
                self.rows.append(_Label(one.pieces[0], one.text.strip(), None))
        if words.text[:1].islower() and self.rows and self.rows[-1].line is None:
            label.text = f"{self.rows.pop().text} {label.text}"
        label.group = self._group(words)
        self.rows.append(label)

    def _label(self, line: Line) -> str:
        """Return the words before the figures of a row; a first cell left empty is that of the row above."""
        first = line.pieces[0].text or next((row.first for row in reversed(self.rows) if row.first), "")
        words = takewhile(lambda one: one not in line.values, line.pieces[1:])
        return " ".join([first, *(one.text for one in words if one.text)])

    def _group(self, words: Piece) -> str:
        """Return the words that the row stands under: those that begin further left, or alone on a line before it."""
        for row in reversed(self.rows):
            if row.line is None or row.words.left < words.left - _INDENT:
                return row.text
        return ""

    def close(self) -> Iterator[Table]:
        """Yield the table that has been read, if there is one, and begin again."""
        rows, after = self.rows, self.between
        if rows:
            table = _made(rows, _Head(self.before, self.above))
            if table is not None:
                self.above = table.above
                yield table
                self.before = []
            else:
                self.before += [row.line for row in rows if row.line is not None]
        self.rows, self.between = [], []
        self.before += after


def _is_row(line: Line) -> bool:
    """Tell whether a line is a row of figures: its first words say of what, or are a year; years alone are a head."""
    if len(line.pieces) < 2 or not line.values:
        return False
    first, values = line.pieces[0], line.values
    filled = [one for one in values if any(map(str.isdigit, one.text))]
    if not filled or (all(one.is_year for one in filled) and len(filled) == len(values)):
        return line.is_barred and not filled
    if line.is_barred:
        return any(one.is_value and not one.is_year for one in filled) or bool(first.is_year and filled)
    if first.is_value and not first.is_year:
        return False
    others = [one for one in line.pieces[1:] if not one.is_value]
    longest = _LONGEST_LABEL if len(values) > 1 else _LONGEST_OF_ONE
    return len(first.text) <= longest and len(others) <= len(values) and not _TEXT_ENDS.search(first.text)


def _stands_between(line: Line) -> bool:
    """Tell whether a line may stand between two rows: blank, or a few words of a label."""
    if line.is_blank:
        return True
    filled = [one for one in line.pieces if one.text]
    is_short = len(filled) == 1 and len(line.text) <= _LONGEST_LABEL
    return is_short and not _TEXT_ENDS.search(line.text.strip()) and not CAPTION.match(line.text)


def _overlap(one: Piece, other: Piece) -> bool:
    return one.left < other.right + _SLACK and other.left < one.right + _SLACK


class _Head:
    """The lines above a table: from the last ones back, the heads of its columns, then its caption."""

    def __init__(self, before: Sequence[Line], above: str) -> None:
        self._before = list(before)
        self._above = above
        self.over = ""  # the words between the heads and the first row: the beginning of its label, or what is over it

    def lines(self, first: float, label: Piece) -> list[Line]:
        """Take the lines that name columns, the first of which begins at *first*; *label* is that of a row."""
        taken: list[Line] = []
        over = self._before[-1].words if len(self._before) > 1 else None
        if over is not None and _stands_over(over, label) and _names_columns(self._before[-2], first):
            self.over = over.text
            self._before.pop()
        while self._before and len(taken) < _MOST_HEAD_LINES:
            line = self._before[-1]
            if line.is_blank:
                if taken or len(self._before) < 2 or not _names_columns(self._before[-2], first):
                    break
            elif not _names_columns(line, first) and not self._goes_on_in(line, label):
                break
            else:
                taken.append(line)
            self._before.pop()
        return taken[::-1]

    def _goes_on_in(self, line: Line, label: Piece) -> bool:
        """Tell whether a line holds the rest of a head that the line above begins, set to its middle."""
        words, above = line.words, self._before[-2] if len(self._before) > 1 else None
        if words is None or above is None or len(above.pieces) < 2 or words.left <= label.left + _SLACK:
            return False
        return any(one.left < words.right and words.left < one.right for one in above.pieces)

    def words_in_one_line(self, count: int) -> list[str]:
        """Take the last line if it is of as many words as there are columns, or of one more for the rows."""
        line = self._before[-1] if self._before else None
        words = line.text.split() if line is not None and not CAPTION.match(line.text) else []
        if len(words) not in (count, count + 1) or line is None:
            return []
        self._before.pop()
        return words[-count:]

    def caption(self) -> str:
        """Return the words above the heads: the caption, or the line or two that stand right above."""
        taken: list[str] = []
        for line in reversed(self._before):
            if line.is_blank:
                if taken and not _ASIDE.fullmatch(taken[0]):
                    break
                continue
            if len(line.text) > _LONGEST_TITLE or len(taken) >= _MOST_CAPTION_LINES:
                break
            if taken and _TEXT_ENDS.search(line.text.strip()) and not CAPTION.match(line.text):
                break
            taken.insert(0, line.text.strip())
            if CAPTION.match(line.text):
                break
        return " ".join(taken) or self._above


def _names_columns(line: Line, first: float) -> bool:
    """Tell whether a line holds heads of columns: pieces that stand apart, years, or one over the figures."""
    if CAPTION.match(line.text) or line.is_blank:
        return False
    if line.is_barred or len(line.pieces) > 1:
        return True
    return line.pieces[0].is_year or (line.pieces[0].left >= first - _SLACK and len(line.text) <= _LONGEST_LABEL)


def _made(labels: Sequence[_Label], head: _Head) -> Table | None:
    rows = [label for label in labels if label.line is not None]
    lines = [label.line for label in rows if label.line is not None]
    columns = _columns(lines)
    heads = _heads(head, columns, label=lines[0].pieces[0], is_barred=lines[0].is_barred)
    if len(lines) < 2 and (len(columns) < 2 or not any(heads)):
        return None
    rows[0].group = rows[0].group or head.over
    above = head.caption()
    made = tuple(_row(label, line, columns, heads, above) for label, line in zip(rows, lines, strict=True))
    return Table(lines[0].pieces[0].start, lines[-1].pieces[-1].end, above, tuple(heads), made)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return where the columns of figures begin and end, from left to right."""
    count = max(len(line.values) for line in lines)
    full = [line.values for line in lines if len(line.values) == count]
    columns = [(min(one.left for one in place), max(one.right for one in place)) for place in zip(*full, strict=True)]
    if all(left < right for (_, left), (right, _) in pairwise(columns)):
        for one in (one for line in lines if len(line.values) < count for one in line.values):
            if all(one.right < left or right < one.left for left, right in columns):
                columns.append((one.left, one.right))
    return sorted(columns)


def _heads(head: _Head, columns: Sequence[tuple[float, float]], *, label: Piece, is_barred: bool) -> list[str]:
    """Return the words over each column, of all lines of its head; what spans several columns is said of each.

    A line with a head for each column tells where they stand: figures are often set to the right of their column, heads
    to its left. Where it cannot be told which columns a head spans, and the lower heads repeat, no column has a head.
    """
    taken = head.lines(columns[0][0], label)
    if not taken:
        return head.words_in_one_line(len(columns)) or [""] * len(columns)
    whole = next(
        (pieces for line in taken if (pieces := _one_each(line, len(columns), label, is_barred=is_barred))), None
    )
    places = columns if whole is None else [(piece.left, piece.right) for piece in whole]
    lines = [_over_columns(line, places, len(columns), label, is_barred=is_barred) for line in taken]
    for upper, line in enumerate(lines[:-1]):
        below = [" ".join(filter(None, words)) for words in zip(*lines[upper + 1 :], strict=True)]
        if "" in line and len(set(below)) < len(below):
            lines[upper] = _over_repeated(line, below)
    heads = [" ".join(filter(None, words)) for words in zip(*lines, strict=True)]
    is_plain = len(set(heads)) == len(heads) or len(lines) == 1
    return heads if is_plain else [""] * len(heads)


def _one_each(line: Line, count: int, label: Piece, *, is_barred: bool) -> list[Piece] | None:
    """Return the heads of a line that has one for each column, and perhaps one over the labels of the rows."""
    if is_barred:
        return None  # there the columns are counted
    pieces = list(line.pieces)
    if len(pieces) == count + 1 or (pieces and line.is_placed and _stands_over(pieces[0], label)):
        pieces = pieces[1:]
    return pieces if len(pieces) == count else None


def _stands_over(piece: Piece, label: Piece) -> bool:
    """Tell whether a head begins where the labels of the rows do."""
    return abs(piece.left - label.left) <= _SLACK


def _over_repeated(line: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return heads over a row of heads that comes again and again ("Women Men Women Men"), each over one turn of it."""
    groups = [text for text, before in zip(line, ["", *line], strict=False) if text and text != before]
    turn, left = divmod(len(below), len(groups))
    if left or any(below[at] != below[at % turn] for at in range(len(below))):
        return list(line)
    return [group for group in groups for _ in range(turn)]


def _over_columns(
    line: Line, places: Sequence[tuple[float, float]], count: int, label: Piece, *, is_barred: bool
) -> list[str]:
    """Return what one line of a head says over each column, "" where it says nothing."""
    whole = _one_each(line, count, label, is_barred=is_barred)
    if whole is not None:
        return [piece.text for piece in whole]
    found = [""] * count
    middles = [(left + right) / 2 for left, right in places]
    for piece in _spanning(line) if is_barred else line.pieces:
        if not piece.text or piece.right < places[0][0] - _SLACK:
            continue
        under = [at for at, middle in enumerate(middles) if piece.left - _SLACK <= middle <= piece.right + _SLACK]
        for at in under if len(under) > 1 else [_nearest(piece, places)]:
            found[at] = f"{found[at]} {piece.text}".strip()
    return found


def _nearest(piece: Piece, places: Sequence[tuple[float, float]]) -> int:
    """Return the column over which a head stands: that with which it shares most, else the one that is nearest."""

    def distance(at: int) -> tuple[float, float]:
        left, right = places[at]
        shared = min(piece.right, right) - max(piece.left, left)
        return -max(shared, 0.0), abs((left + right) / 2 - piece.middle)

    return min(range(len(places)), key=distance)


def _spanning(line: Line) -> Iterator[Piece]:
    """Yield the heads between bars, each as wide as the empty cells behind it: so it may span several columns."""
    for at, piece in enumerate(line.pieces):
        until = at + 1
        while at and piece.text and until < len(line.pieces) and not line.pieces[until].text:
            until += 1
        last = line.pieces[until - 1]
        yield Piece(piece.start, piece.end, piece.text, piece.left, last.right)


def _row(label: _Label, line: Line, columns: Sequence[tuple[float, float]], heads: Sequence[str], above: str) -> Row:
    cells: list[Cell | None] = [None] * len(columns)
    values = line.values
    for at, value in enumerate(values):
        if len(values) == len(columns):
            place = at
        else:
            place = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - value.middle))
        if cells[place] is None:
            cells[place] = Cell(value.start, value.end, label.text, heads[place], above, label.group)
    return Row(label.text, label.group, tuple(cells))
