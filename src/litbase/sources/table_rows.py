"""Tables of marked-up documents as lines: a row a line, its cells between bars, each in its column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WIDEST, _TALLEST = 60, 500  # columns and rows that one cell may span; more is a mistake, or worse


@dataclass(frozen=True, slots=True)
class TableCell:
    """The text of a cell on one line, and how many columns and rows it spans."""

    text: str
    wide: int = 1
    tall: int = 1


def table_text(rows: Iterable[Iterable[TableCell]]) -> str:
    """Return the rows as lines, those of empty cells left out.

    Where a cell spans several columns or rows the others are empty, so that what follows stands in its own column. A
    row of one cell alone is its text.
    """
    return "\n".join(filter(None, map(_line, _in_columns(rows))))


def _line(cells: list[str]) -> str:
    return " | ".join(cells) if any(cells) else ""


def _in_columns(rows: Iterable[Iterable[TableCell]]) -> Iterator[list[str]]:
    """Yield the texts of each row, empty ones where a cell of this row, or of one above, spans."""
    held: dict[int, int] = {}  # column → rows for which a cell above still spans it
    for row in rows:
        texts: list[str] = []
        spanned, held = held, {}
        of_row = list(row)
        if len(of_row) == 1 and not spanned:  # a heading across the table
            of_row = [TableCell(of_row[0].text)]
        for cell in of_row:
            _skip(texts, spanned, held)
            wide, tall = min(max(cell.wide, 1), _WIDEST), min(max(cell.tall, 1), _TALLEST)
            if tall > 1:
                held |= dict.fromkeys(range(len(texts), len(texts) + wide), tall - 1)
            texts += [cell.text, *[""] * (wide - 1)]
        _skip(texts, spanned, held)
        yield texts


def _skip(texts: list[str], spanned: dict[int, int], held: dict[int, int]) -> None:
    """Leave the columns empty that cells of the rows above span."""
    while len(texts) in spanned:
        left = spanned.pop(len(texts)) - 1
        if left:
            held[len(texts)] = left
        texts.append("")
