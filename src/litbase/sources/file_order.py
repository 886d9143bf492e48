"""Reading order as the file has it: down a column, up to the next; parts that the file gives out of turn put back."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, takewhile

from litbase.sources.layout import RawLine

Row = list[RawLine]
"""Pieces of one printed line, from left to right."""
Block = list[Row]
_Box = tuple[float, float, float, float]  # left, bottom, right, top

_LABEL = re.compile(r"\s*(?:[\[(]\d{1,3}[\])]|\d{1,3}[.)])\s*")
PROSE_LETTERS = 14  # a column's lines hold at least so many characters on average; a table's cells hold fewer
_FEWEST_ACROSS = 4  # rows with prose on both sides of a gap run across columns, whatever their words
_FEWEST_FLOWING = 2  # so do fewer that go on in the middle of a sentence
_RISE = 5.0  # points: a note's number stands no higher above a full stop
_KERNED = 0.5  # of the height of a letter that is drawn into the one before
_TOUCH = 1.0  # points two boxes may share and still lie apart
_MOST_PARTS = 12  # out of turn; more show that the file's order means nothing


def in_file_order(lines: Sequence[RawLine]) -> list[Block] | None:
    """Return the blocks of a page in the order of the file, None if that order jumps about or runs across columns."""
    row = [lines[0]]
    block: Block = [row]
    part = [block]
    parts = [part]
    right, low, high = lines[0].right, lines[0].bottom, lines[0].top
    across: list[tuple[RawLine, RawLine]] = []
    for line in lines[1:]:
        middle = (line.bottom + line.top) / 2
        if middle < low:
            row = [line]
            block.append(row)
            right = line.right if line.left >= right or line.right > right else right
        elif middle <= high + _RISE and line.left >= row[-1].right - max(1.0, _KERNED * (line.top - line.bottom)):
            if len(line.text) >= PROSE_LETTERS and len(row[-1].text) >= PROSE_LETTERS:
                across.append((row[-1], line))
            row.append(line)
            right = line.right if line.right > right else right
        else:
            row = [line]
            is_right = line.left >= right - 2 or _begins_column(line, block)
            block = [row]
            if is_right and line.bottom > high:
                part.append(block)
            else:
                part = [block]
                parts.append(part)
                if len(parts) > _MOST_PARTS:
                    return None
            right = line.right
        low, high = line.bottom, line.top
    if len(across) >= _FEWEST_FLOWING and (len(across) >= _FEWEST_ACROSS or _flow(across)):
        return None
    if any(_labels_others(block, parts) for part in parts for block in part):
        return None
    return part if len(parts) == 1 else _put_in_turn(parts)


def _labels_others(block: Block, parts: Sequence[list[Block]]) -> bool:
    """Does a block hold nothing but the numbers of a list whose words the file gives in another, beside it?"""
    if len(block) < _FEWEST_FLOWING or not all(len(row) == 1 and _LABEL.fullmatch(row[0].text) for row in block):
        return False
    others = [line for part in parts for other in part if other is not block for row in other for line in row]
    return all(any(_is_beside(row[0], line) for line in others) for row in block)


def _is_beside(label: RawLine, line: RawLine) -> bool:
    middle = (label.bottom + label.top) / 2
    return line.bottom <= middle <= line.top and line.left >= label.right - _TOUCH


def _begins_column(line: RawLine, block: Block) -> bool:
    """Does a line stand to the right of the rows of prose, at the end of the block, that do not stand above it?"""
    beside = list(takewhile(lambda row: row[0].bottom < line.top, reversed(block)))
    if len(beside) < _FEWEST_ACROSS or not _is_prose(beside):
        return False
    return max(piece.right for row in beside for piece in row) <= line.left + 2


def _flow(across: Sequence[tuple[RawLine, RawLine]]) -> bool:
    """Do the pieces on each side go on in the middle of a sentence, as those of columns do?"""
    return all(sum(piece.text[0].islower() for piece in side) * 2 >= len(side) for side in zip(*across, strict=True))


def _put_in_turn(parts: Sequence[list[Block]]) -> list[Block] | None:
    """Return the blocks of parts that lie apart from each other as one reads them, None if they do not lie apart."""
    if any(_is_table(*pair) for pair in combinations([block for part in parts for block in part], 2)):
        return None
    boxes = [_around(line for block in part for row in block for line in row) for part in parts]
    if any(_share(one, other, 0) and _share(one, other, 1) for one, other in combinations(boxes, 2)):
        return None
    waiting = list(range(len(parts)))
    done: list[Block] = []
    while waiting:
        first = next((i for i in waiting if not any(_precedes(j, i, boxes) for j in waiting if j != i)), None)
        if first is None:
            return None
        waiting.remove(first)
        done += parts[first]
    return done


def _is_table(one: Block, other: Block) -> bool:
    """Do two blocks stand side by side, and not both hold prose?"""
    first, second = (_around(line for row in block for line in row) for block in (one, other))
    return _share(first, second, 1) and not _share(first, second, 0) and not (_is_prose(one) and _is_prose(other))


def _precedes(one: int, other: int, boxes: Sequence[_Box]) -> bool:
    """Is box *one* read before box *other*: at the head, above it, or left of it with nothing across between them?"""
    is_head, was_head = _is_above_all(one, boxes), _is_above_all(other, boxes)
    is_foot, was_foot = _is_below_all(one, boxes), _is_below_all(other, boxes)
    if is_head or was_head or is_foot or was_foot:
        return is_head or (was_foot and not was_head)
    first, second = boxes[one], boxes[other]
    if _share(first, second, 0):
        return first[1] >= second[3] - _TOUCH
    if first[0] >= second[0]:
        return False
    low, high = min(first[3], second[3]), max(first[1], second[1])
    between = (
        b for i, b in enumerate(boxes) if i not in (one, other) and low <= b[1] + _TOUCH and b[3] <= high + _TOUCH
    )
    return not any(_share(first, box, 0) and _share(second, box, 0) for box in between) or first[1] > second[3]


def _is_above_all(index: int, boxes: Sequence[_Box]) -> bool:
    return all(boxes[index][1] >= box[3] - _TOUCH for other, box in enumerate(boxes) if other != index)


def _is_below_all(index: int, boxes: Sequence[_Box]) -> bool:
    return all(boxes[index][3] <= box[1] + _TOUCH for other, box in enumerate(boxes) if other != index)


def _share(one: _Box, other: _Box, side: int) -> bool:
    """Do two boxes overlap from left to right (*side* 0), or from bottom to top (1)?"""
    return min(one[side + 2], other[side + 2]) - max(one[side], other[side]) > _TOUCH


def _is_prose(block: Block) -> bool:
    letters = [len(line.text) for row in block for line in row]
    return sum(letters) >= PROSE_LETTERS * len(letters)


def _around(lines: Iterable[RawLine]) -> _Box:
    lefts, bottoms, rights, tops = zip(*((x.left, x.bottom, x.right, x.top) for x in lines), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
