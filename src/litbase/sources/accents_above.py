"""Accents drawn as lines of their own above the letters they belong to, as the older fonts of TeX do with capitals."""

from collections.abc import Callable, Sequence

from litbase.sources.accents import ACCENTS, composed
from litbase.sources.layout import RawLine, RawPage

_REACH = 0.6  # of a line's height: an accent stands no further above it, and no deeper in it
_BESIDE = 1.0  # points
_KERNED = 0.15  # of a line's height: pieces of one word stand no further apart

Box = Sequence[float]


def put_on_letters(page: RawPage, box_of: Callable[[int], Box]) -> None:
    """Put the accents that stand above the letters of *page* on them, where that makes an accented letter.

    *box_of* gives the box (left, bottom, right, top) of the character at an offset of the raw text, as shown.
    """
    alone = [line for line in page.lines if len(line.text) == 1 and line.text in ACCENTS]
    if alone:
        put = {line.start for line in alone if _is_put(line, page, box_of)}
        page.lines = _without(page.lines, put)


def _is_put(accent: RawLine, page: RawPage, box_of: Callable[[int], Box]) -> bool:
    middle = (accent.left + accent.right) / 2
    below = [line for line in page.lines if line is not accent and _stands_above(accent, line)]
    letters = ((line, at) for line in below for at in range(line.start, line.end))
    for line, at in sorted(letters, key=lambda one: abs(one[0].top - accent.bottom)):
        made = composed(accent.text + page.raw[at])
        if len(made) > 1:
            continue
        box = box_of(at)
        if box[0] - _BESIDE <= middle <= box[2] + _BESIDE and accent.bottom > (box[1] + box[3]) / 2:
            page.raw = f"{page.raw[:at]}{made}{page.raw[at + 1 :]}"
            line.text = page.raw[line.start : line.end]
            return True
    return False


def _stands_above(accent: RawLine, line: RawLine) -> bool:
    height = line.top - line.bottom
    return abs(accent.bottom - line.top) <= _REACH * height and line.left - _BESIDE <= accent.left <= line.right


def _without(lines: Sequence[RawLine], left_out: set[int]) -> list[RawLine]:
    """Return the lines without those that begin at these offsets; a word that one of them parted is whole again."""
    kept: list[RawLine] = []
    was_left_out = False
    for line in lines:
        if line.start in left_out:
            was_left_out = True
            continue
        if was_left_out and kept and _goes_on(kept[-1], line):
            kept[-1] = _joined(kept[-1], line)
        else:
            kept.append(line)
        was_left_out = False
    return kept


def _goes_on(before: RawLine, line: RawLine) -> bool:
    height = before.top - before.bottom
    is_level = before.bottom < (line.bottom + line.top) / 2 < before.top
    return is_level and abs(line.left - before.right) <= _KERNED * height


def _joined(before: RawLine, line: RawLine) -> RawLine:
    box = before.left, min(before.bottom, line.bottom), line.right, max(before.top, line.top)
    pieces = *(before.pieces or (before,)), line
    return RawLine(before.text + line.text, before.start, line.end, *box, before.size, pieces)
