"""The order in which a page is read: columns from left to right, tables row by row."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median_low

from litbase.sources.file_order import PROSE_LETTERS, Block, Row, in_file_order
from litbase.sources.layout import RawLine

__all__ = ["Block", "Row", "blocks", "rows"]

_BIN = 2.0  # points; the resolution at which gutters are looked for
_MOST_BINS = 10_000  # a damaged file may put a word a thousand miles away
_NARROWEST_GUTTER = 4.0  # points
_FEWEST_LINES = 4  # on each side of a gutter, whatever their words
_FEWEST_FLOWING = 2  # on each side, where most go on in the middle of a sentence
_MANY = 10  # lines that fill a column are no cells by chance
_PROSE_FILL = 0.6  # of a column's width is filled by its lines; a table's cells fill less
_SENTENCE_LETTERS = 20  # on average in a line of a sentence that runs on
_WIDE = 0.55  # of the width of the text; a wider line stands in no column
_CLOSE = 1.0  # in heights: pieces no further from each other belong to one line
_INDENT = 15.0  # points; what begins further from the edges of both columns is a cell of a table


def blocks(lines: Sequence[RawLine]) -> list[Block]:
    """Return the rows of a page in reading order, in blocks that stand apart (columns, or the parts between headings).

    The order of the file is kept where it makes sense on the page: down, or up to a new column on the right.
    """
    if not lines:
        return []
    found = in_file_order(lines)
    if found is not None:
        return found
    upright = [line for line in lines if not line.is_sideways]
    beside = [[[line] for line in lines if line.is_sideways]] if len(upright) < len(lines) else []
    return (in_file_order(upright) or list(_cut(upright))) + beside if upright else beside


def _cut(lines: list[RawLine]) -> Iterator[Block]:
    """Yield blocks: the left of a gutter before its right, between the lines that run across it."""
    gutter = _gutter(lines)
    if gutter is None:
        yield from _stripes(rows(lines))
        return
    across = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.top)
    beside = [line for line in lines if not line.left < gutter < line.right]
    for line in across:
        above = [other for other in beside if other.bottom + other.top > line.bottom + line.top]
        beside = [other for other in beside if other.bottom + other.top <= line.bottom + line.top]
        yield from _sides(above, gutter)
        yield [[line]]
    yield from _sides(beside, gutter)


def _stripes(found: list[Row]) -> Iterator[Block]:
    """Yield rows without a gutter through all of them: columns where it runs through a few between wide lines."""
    left, right = min(row[0].left for row in found), max(row[-1].right for row in found)
    block: Block = []
    for is_wide, stripe in groupby(found, key=lambda row: any(x.right - x.left > _WIDE * (right - left) for x in row)):
        between = list(stripe)
        lines = [line for row in between for line in row]
        if is_wide or len(between) == len(found) or not _has_columns(lines):
            block += between
            continue
        if block:
            yield block
        yield from _cut(lines)
        block = []
    if block:
        yield block


def _has_columns(lines: list[RawLine]) -> bool:
    """Do the lines stand in columns, and go on in the middle of a sentence on both sides of the gutter?"""
    gutter = _gutter(lines)
    if gutter is None:
        return False
    return all(map(_flows, ([x for x in lines if x.right <= gutter], [x for x in lines if x.left >= gutter])))


def _flows(lines: Sequence[RawLine]) -> bool:
    """Do the lines hold sentences that go on from one to the next?"""
    return sum(line.text[0].islower() for line in lines) * 3 >= len(lines) and _hold_sentences(lines)


def _hold_sentences(lines: Sequence[RawLine]) -> bool:
    """Are the lines as long as those of sentences, one with another, and of as many words?"""
    spaces, letters = sum(line.text.count(" ") for line in lines), sum(len(line.text) for line in lines)
    return spaces >= 2 * len(lines) and letters >= _SENTENCE_LETTERS * len(lines)


def _sides(lines: list[RawLine], gutter: float) -> Iterator[Block]:
    """Yield what stands beside a gutter: the left side, the right, and as they stand the rows of a table above them."""
    if not lines:
        return
    table, lines = _table_above(lines, gutter)
    if table:
        yield table
    for side in ([line for line in lines if line.right <= gutter], [line for line in lines if line.right > gutter]):
        if side:
            yield from _cut(side)


def _table_above(lines: list[RawLine], gutter: float) -> tuple[Block, list[RawLine]]:
    """Return the rows of a table above the columns, and the lines of the columns."""
    sides = [line for line in lines if line.right <= gutter], [line for line in lines if line.right > gutter]
    if not all(sides):
        return [], lines
    edges = [median_low([line.left for line in side]) for side in sides]
    widths = [max(line.right for line in side) - min(line.left for line in side) for side in sides]
    found = rows(lines)
    count = 0
    for place, row in enumerate(found, 1):
        if _is_of_table(row, edges, gutter, widths):
            count = place
        elif len(row) > 1 or _fills(row[0], widths[row[0].right > gutter]):
            break
    return found[:count], [line for row in found[count:] for line in row]


def _is_of_table(row: Row, edges: Sequence[float], gutter: float, widths: Sequence[float]) -> bool:
    """Does a row hold cells away from the edges of both columns, none of them filling a column?"""
    if len(row) < 2 or any(x.right - x.left > _PROSE_FILL * widths[x.right > gutter] for x in row):
        return False
    return any(min(abs(piece.left - edge) for edge in edges) > _INDENT for piece in row)


def rows(lines: list[RawLine]) -> list[Row]:
    """Return the lines from top to bottom, those on one height from left to right."""
    found: list[Row] = []
    for line in sorted(lines, key=lambda line: -(line.bottom + line.top)):
        if found and _on_one_height(found[-1][0], line):
            found[-1].append(line)
        else:
            found.append([line])
    for row in found:
        row.sort(key=lambda line: line.left)
    return found


def _on_one_height(first: RawLine, other: RawLine) -> bool:
    shared = min(first.top, other.top) - max(first.bottom, other.bottom)
    return shared > 0.5 * min(first.top - first.bottom, other.top - other.bottom)


def _gutter(lines: list[RawLine]) -> float | None:
    """Return where a white band parts two columns of prose, or None."""
    if len(lines) < 2 * _FEWEST_FLOWING:
        return None
    start = min(line.left for line in lines)
    width = max(line.right for line in lines) - start
    size = max(_BIN, width / _MOST_BINS)
    bins = int(width / size) + 2
    begins, ends = [0] * (bins + 1), [0] * (bins + 1)
    for line in lines:
        begins[int((line.left - start) / size)] += 1
        ends[int((line.right - start) / size) + 1] += 1
    left, begun = 0, 0
    scores = []
    for index in range(bins):
        left += ends[index]
        begun += begins[index]
        right = len(lines) - begun
        scores.append(min(left, right) - 0.3 * (begun - left))
    best = max(scores)
    if best < _FEWEST_FLOWING:
        return None
    first = scores.index(best)
    last = first
    while last + 1 < bins and scores[last + 1] >= best - 1:
        last += 1
    if (last - first + 1) * size < _NARROWEST_GUTTER:
        return None
    gutter = start + (first + last + 1) / 2 * size
    sides = [line for line in lines if line.right <= gutter], [line for line in lines if line.left >= gutter]
    if best < _FEWEST_LINES and not all(map(_flows, sides)):
        return None
    return gutter if all(_is_prose(side) or _gutter(side) is not None for side in sides) else None


def _is_prose(lines: list[RawLine]) -> bool:
    """Do the lines fill a column, or most of its rows whole?"""
    if len(lines) < _FEWEST_FLOWING:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    if _fill(lines, width):
        return True
    found = [_joined(row) for row in rows(lines)]
    if _fill([piece for row in found for piece in row], width):
        return True
    full = [x[0] for x in found if len(x) == 1 and len(x[0].text) >= PROSE_LETTERS and _fills(x[0], width)]
    if len(full) >= _MANY and len(full) * 2 >= len(found) and _hold_sentences(full):
        return True  # a list of works begins each line anew
    return len(full) >= max(_FEWEST_LINES, len(found) / 3) and _flows(full)


def _fill(lines: Sequence[RawLine], width: float) -> bool:
    """Do the lines fill a column of this width, one with another?"""
    letters = sum(len(line.text) for line in lines)
    filled = sum(line.right - line.left for line in lines)
    return letters >= PROSE_LETTERS * len(lines) and filled >= _PROSE_FILL * width * len(lines)


def _joined(row: Row) -> Row:
    """Return the row with the pieces in one that only a raised or lowered letter parts."""
    found: Row = []
    for piece in row:
        if found and piece.left - found[-1].right <= _CLOSE * (piece.top - piece.bottom):
            last = found[-1]
            edges = last.left, min(last.bottom, piece.bottom), max(last.right, piece.right), max(last.top, piece.top)
            found[-1] = RawLine(f"{last.text} {piece.text}", last.start, piece.end, *edges)
        else:
            found.append(piece)
    return found


def _fills(line: RawLine, width: float) -> bool:
    return line.right - line.left >= _PROSE_FILL * width
