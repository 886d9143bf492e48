"""Tables of drafts that have lost their markup: lines of figures, one below the other."""

import re
from collections.abc import Sequence

from litbase.claims.drafts.markdown_lines import COLUMNS, DELIMITERS, GRID, Line
from litbase.claims.plain import Plain, PlainWriter
from litbase.model.claim import Span

_RULE = re.compile(r"\W*")
_FIGURE = r"[-–−+]?[$€£¥]?\d[\d.,]*%?"
# A name of a few words, then nothing but figures: "Foreign women 212 4.1 %".
_FIGURES = re.compile(
    rf"(?:[^\W\d_][^\d.;:!?]{{0,60}}?\s)?\s*{_FIGURE}(?:\s+(?:{_FIGURE}|[-–—%]|n/?a|\.\.))*\s+(?:{_FIGURE}|[-–—%])",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ \t]*[|][ \t]*|[ \t]{2,}|\t")
_FEWEST = 2


def is_rule(line: Line) -> bool:
    """Tell whether a line holds nothing but signs."""
    return _RULE.fullmatch(line.text) is not None


def rows_of(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are rows of a table, those drawn between them left out: [] if there is no table.

    A table is drawn with lines and columns, or it is two lines of figures one behind the other.
    """
    drawn = [index for index, line in enumerate(lines) if _is_drawn(line)]
    if drawn:
        return [line for line in lines[max(drawn[0] - 1, 0) :] if not is_rule(line) and _GAP.search(line.text.strip())]
    figures = [_FIGURES.fullmatch(line.text.strip()) is not None for line in lines]
    return [
        line
        for index, line in enumerate(lines)
        if figures[index] and any(figures[max(index - 1, 0) : index]) | any(figures[index + 1 : index + _FEWEST])
    ]


def table_in(lines: Sequence[Line]) -> Span:
    """Return the index of the first and of the last line of the table among *lines*, (-1, -1) if there is none."""
    starts = {row.start for row in rows_of(lines)}
    found = [index for index, line in enumerate(lines) if line.start in starts or (starts and _is_drawn(line))]
    return (found[0], found[-1]) if found else (-1, -1)


def cells_of(row: Plain) -> Plain:
    """Return a row with a tab between its cells."""
    writer = PlainWriter(row)
    copied = 0
    for gap in _GAP.finditer(row.text):
        writer.copy(copied, gap.start())
        writer.replace("\t", gap.start(), gap.end())
        copied = gap.end()
    writer.copy(copied, len(row.text))
    return writer.plain().trimmed()


def _is_drawn(line: Line) -> bool:
    return any(pattern.match(line.text) for pattern in (COLUMNS, GRID, DELIMITERS))
