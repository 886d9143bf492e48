"""The cells of tables in the text of a page: one row is one line, in bars or with its label first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_FIGURE = r"[(<>~≈]?[-−+]?(?:(?:[$€£¥]|US\$|RMB) ?)?\d(?:[\d.,'\u00a0]*\d)?(?:[ ]?%|[a-z*†‡])?\)?"
_NOTHING = r"[-–—…]|\.\.|n/?a"
_CELLS = rf"(?P<cells>(?:{_FIGURE}|{_NOTHING})(?:[ \t]+(?:{_FIGURE}|{_NOTHING}))*)[ \t]*$"
_ROW = re.compile(rf"(?P<label>(?:19|20)\d\d(?![–-])|[^\d|\n]{{2,80}}?)[ \t:]+{_CELLS}", re.I)
_YEARS = re.compile(r"(?P<label>[^\d|]{0,40}?)[ \t]*(?P<cells>(?:19|20)\d\d(?:[ \t]+(?:19|20)\d\d)+)[ \t]*$")
_CELL = re.compile(rf"{_FIGURE}|{_NOTHING}|\S+", re.I)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+")
_YEAR_OR_NOTHING = re.compile(r"\s*(?:(?:19|20)\d\d)?\s*")
_FARTHEST = 12  # rows below the head of a table in which a figure is still read under it


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that may hold a figure, with the words of its row, of its column and of what stands above."""

    start: int
    end: int
    row: str
    column: str = ""
    above: str = ""


def cells_of(text: str) -> Iterator[Cell]:
    """Yield the cells of the tables in *text*, in order."""
    reader = _Reader()
    start = 0
    for line in text.split("\n"):
        yield from reader.read(line, start)
        start += len(line) + 1


@dataclass(slots=True)
class _Reader:
    """Reads line by line and remembers the head of the table: its columns, or the line that may name them."""

    columns: list[str] = field(default_factory=list)
    last: str = ""  # the last line that is no row
    caption: str = ""
    below: int = 0

    def read(self, line: str, start: int) -> Iterator[Cell]:
        """Yield the cells of one line, which begins at *start*."""
        if "|" in line:
            yield from self._barred(list(_between_bars(line, start)))
        elif years := _YEARS.match(line):
            self._head(years["cells"].split())
        elif row := _ROW.match(line):
            yield from self._spaced(row, start)
        else:
            self.caption, self.last = self.last, line
            self._head([])

    def _head(self, columns: list[str]) -> None:
        self.columns, self.below = columns, 0

    def _barred(self, cells: Sequence[Cell]) -> Iterator[Cell]:
        if not any(re.search(r"\d", one.row) for one in cells[1:]) or _is_head(cells):
            self._head([one.row for one in cells[1:]])
        elif len(cells) > 1:
            yield from self._placed(cells[1:], cells[0].row)

    def _spaced(self, row: re.Match[str], start: int) -> Iterator[Cell]:
        matches = list(_CELL.finditer(row["cells"]))
        named = self.last.split()
        if not self.columns and len(matches) in (len(named), len(named) - 1):
            self.columns = named[-len(matches) :]
        first = start + row.start("cells")
        if len(self.columns) != len(matches) and _GROUPED.fullmatch(row["cells"].strip()):
            matches = []  # "25 000" is one number unless the table has two columns
            cells = [Cell(first, first + len(row["cells"].rstrip()), row["cells"].strip())]
        else:
            cells = [Cell(first + match.start(), first + match.end(), match[0]) for match in matches]
        if len(cells) > 1 or self.columns:
            yield from self._placed(cells, row["label"])

    def _placed(self, cells: Sequence[Cell], label: str) -> Iterator[Cell]:
        self.below += 1
        is_near = self.below <= _FARTHEST
        columns = self.columns if is_near and len(self.columns) == len(cells) else [""] * len(cells)
        above = f"{self.caption} {self.last}" if is_near else ""
        for cell, column in zip(cells, columns, strict=True):
            yield Cell(cell.start, cell.end, label, column, above)


def _is_head(cells: Sequence[Cell]) -> bool:
    return all(_YEAR_OR_NOTHING.fullmatch(one.row) for one in cells[1:])


def _between_bars(line: str, start: int) -> Iterator[Cell]:
    for match in re.finditer(r"[^|]+", line):
        if match[0].strip():
            yield Cell(start + match.start(), start + match.end(), match[0].strip())
