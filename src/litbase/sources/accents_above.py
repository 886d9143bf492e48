"""Accents drawn as lines of their own above the letters they belong to, as the older fonts of TeX do with capitals."""

from collections.abc import Callable

from litbase.sources.accents import ACCENTS, composed
from litbase.sources.layout import RawLine, RawPage

_ABOVE = frozenset(ACCENTS) - frozenset("¸˛")  # a cedilla and an ogonek hang below their letter
_REACH = 0.6  # of a line's height: an accent stands no further above it, and no deeper in it
_BESIDE = 1.0  # points
_KERNED = 0.15  # of a line's height: pieces of one word stand no further apart

Box = tuple[float, float, float, float]


def put_on_letters(page: RawPage, box_of: Callable[[int], Box]) -> None:
    """Put the accents that stand above the letters of *page* on them, where that makes an accented letter.

    *box_of* gives the box (left, bottom, right, top) of the character at an offset of the raw text, as shown.
    """
    if not any(line.text[-1] in _ABOVE for line in page.lines):
        return
    kept: list[RawLine] = []
    parted = False
    for line in page.lines:
        accent = _accent_of(line, page.raw, box_of)
        if accent is not None and _is_put(accent, page, box_of):
            if accent is not line:
                line.text, line.end = line.text[:-2], line.end - 2
                _append(kept, line, parted=parted)
            parted = True
        else:
            _append(kept, line, parted=parted)
            parted = False
    page.lines = kept


def _accent_of(line: RawLine, raw: str, box_of: Callable[[int], Box]) -> RawLine | None:
    """Return the accent that is the line, or that stands apart at its end; one between two letters belongs to them."""
    if line.text[-1] not in _ABOVE or line.pieces:
        return None
    if len(line.text) == 1:
        is_inside = raw[max(0, line.start - 1) : line.start].isalpha() and raw[line.end : line.end + 1].isalpha()
        return None if is_inside else line
    at = line.end - 1
    return RawLine(line.text[-1], at, line.end, *box_of(at)) if line.text[-2] == " " and len(line.text) > 2 else None


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


def _append(lines: list[RawLine], line: RawLine, *, parted: bool) -> None:
    """Add a line, to the one before it if an accent *parted* a word there."""
    if parted and lines and _goes_on(lines[-1], line):
        lines[-1] = _joined(lines[-1], line)
    else:
        lines.append(line)


def _goes_on(before: RawLine, line: RawLine) -> bool:
    height = before.top - before.bottom
    is_level = before.bottom < (line.bottom + line.top) / 2 < before.top
    return is_level and abs(line.left - before.right) <= _KERNED * height


def _joined(before: RawLine, line: RawLine) -> RawLine:
    box = before.left, min(before.bottom, line.bottom), line.right, max(before.top, line.top)
    pieces = *(before.pieces or (before,)), line
    return RawLine(before.text + line.text, before.start, line.end, *box, before.size, pieces)
