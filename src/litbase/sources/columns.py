"""The order in which a page is read: columns from left to right, tables row by row."""

from collections.abc import Iterator, Sequence

from litbase.sources.layout import RawLine

Row = list[RawLine]
"""Pieces of one printed line, from left to right."""

_BIN = 2.0  # points; the resolution at which gutters are looked for
_NARROWEST_GUTTER = 4.0  # points
_FEWEST_LINES = 4  # on each side of a gutter
_RISE = 5.0  # points: a note's number stands no higher above a full stop
_PROSE_LETTERS = 14  # a column's lines hold at least so many characters on average; a table's cells hold fewer
_PROSE_FILL = 0.6  # and fill this share of its width


def blocks(lines: Sequence[RawLine]) -> list[list[Row]]:
    """Return the rows of a page in reading order, in blocks that stand apart (columns, or the parts between headings).

    The order of the file is kept where it makes sense on the page: down, or up to a new column on the right.
    """
    if not lines:
        return []
    found = _in_file_order(lines)
    if found is not None:
        return found
    upright = [line for line in lines if not line.is_sideways]
    beside = [[[line] for line in lines if line.is_sideways]] if len(upright) < len(lines) else []
    return (_in_file_order(upright) or list(_cut(upright))) + beside if upright else beside


def _in_file_order(lines: Sequence[RawLine]) -> list[list[Row]] | None:
    """Return the blocks in the order of the file, None if that order jumps about or runs across columns."""
    row = [lines[0]]
    block: list[Row] = [row]
    done = [block]
    right, low, high = lines[0].right, lines[0].bottom, lines[0].top
    across = 0
    for line in lines[1:]:
        middle = (line.bottom + line.top) / 2
        if middle < low:
            row = [line]
            block.append(row)
            right = line.right if line.left >= right or line.right > right else right
        elif middle <= high + _RISE and line.left >= row[-1].right - 1:
            across += len(line.text) >= _PROSE_LETTERS and len(row[-1].text) >= _PROSE_LETTERS
            row.append(line)
            right = line.right if line.right > right else right
        elif line.left >= right - 2 and line.bottom > high:
            row = [line]
            block = [row]
            done.append(block)
            right = line.right
        else:
            return None
        low, high = line.bottom, line.top
    return done if across < _FEWEST_LINES else None


def _cut(lines: list[RawLine]) -> Iterator[list[Row]]:
    """Yield blocks: the left of a gutter before its right, between the lines that run across it."""
    gutter = _gutter(lines)
    if gutter is None:
        yield rows(lines)
        return
    across = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.top)
    beside = [line for line in lines if not line.left < gutter < line.right]
    for line in across:
        above = [other for other in beside if other.bottom + other.top > line.bottom + line.top]
        beside = [other for other in beside if other.bottom + other.top <= line.bottom + line.top]
        yield from _sides(above, gutter)
        yield [[line]]
    yield from _sides(beside, gutter)


def _sides(lines: list[RawLine], gutter: float) -> Iterator[list[Row]]:
    for side in ([line for line in lines if line.right <= gutter], [line for line in lines if line.right > gutter]):
        if side:
            yield from _cut(side)


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
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    start = min(line.left for line in lines)
    bins = int((max(line.right for line in lines) - start) / _BIN) + 2
    begins, ends = [0] * (bins + 1), [0] * (bins + 1)
    for line in lines:
        begins[int((line.left - start) / _BIN)] += 1
        ends[int((line.right - start) / _BIN) + 1] += 1
    left, begun = 0, 0
    scores = []
    for index in range(bins):
        left += ends[index]
        begun += begins[index]
        right = len(lines) - begun
        scores.append(min(left, right) - 0.3 * (begun - left))
    best = max(scores)
    if best < _FEWEST_LINES:
        return None
    first = scores.index(best)
    last = first
    while last + 1 < bins and scores[last + 1] >= best - 1:
        last += 1
    if (last - first + 1) * _BIN < _NARROWEST_GUTTER:
        return None
    gutter = start + (first + last + 1) / 2 * _BIN
    sides = [line for line in lines if line.right <= gutter], [line for line in lines if line.left >= gutter]
    return gutter if all(_is_prose(side) or _gutter(side) is not None for side in sides) else None


def _is_prose(lines: list[RawLine]) -> bool:
    if len(lines) < _FEWEST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    letters = sum(len(line.text) for line in lines) / len(lines)
    filled = sum(line.right - line.left for line in lines) / len(lines)
    return letters >= _PROSE_LETTERS and filled >= _PROSE_FILL * width
