"""Lines as the eye sees them: letters set up a margin make one line, what is printed twice in one place stands once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from litbase.sources.layout import RawLine

_FEW_LETTERS = 3  # in a piece of a line set upwards
_FEWEST_PIECES = 3
_SHARED = 0.25  # of its width: a comma hangs below its line
_WORD_GAP = 0.25  # of the height of the letters
_APOSTROPHES = "'’"
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|è|[eè]me)(?![^\W_])")
_COUNTED = re.compile(r"(?:\d|(?<![^\W_])[IVX]+)\Z")
_SYMBOL = re.compile(r"(?<![^\W_]|['’])[^\W\d_]\Z")  # of a formula, with its index: "x" of "xi"
_TOUCHING = 0.2  # of a line's height
_SHIFT = 0.35  # of the height: a line printed again so near makes it bold, or throws a shadow


def without_overprints(lines: list[RawLine]) -> list[RawLine]:
    """Return *lines* without those whose words stand in the same place already."""
    if len({line.text for line in lines}) == len(lines):
        return lines
    times = Counter([line.text for line in lines])
    seen: dict[str, list[RawLine]] = {}
    kept = []
    for line in lines:
        if times[line.text] > 1:
            same = seen.setdefault(line.text, [])
            if any(_covers(other, line) for other in same):
                continue
            same.append(line)
        kept.append(line)
    return kept


def _covers(one: RawLine, other: RawLine) -> bool:
    reach = _SHIFT * (one.top - one.bottom)
    if not 0 < reach >= abs(one.bottom - other.bottom):  # as a rule the words stand in other lines
        return False
    return all(abs(here - there) <= reach for here, there in zip(_box(one), _box(other), strict=True))


def with_whole_words(lines: list[RawLine]) -> list[RawLine]:
    """Return *lines*, those joined that only a raised apostrophe, the letters of an ordinal or an index parts."""
    found: list[RawLine] = []
    goes_on = False  # does the last line found go on with the one before it?
    for line in lines:
        touches = bool(found) and _touches(found[-1], line)
        if touches and _is_one_word(found[-1].text, line.text, goes_on=goes_on):
            before = found.pop()
            box = before.left, min(before.bottom, line.bottom), line.right, max(before.top, line.top)
            line = RawLine(before.text + line.text, before.start, line.end, *box, before.size)
        else:
            goes_on = touches
        found.append(line)
    return found


def _touches(before: RawLine, line: RawLine) -> bool:
    """Does a line go on where the one before it ends, on its height and with no blank between them?"""
    if line.start != before.end or line.bottom >= before.top or line.top <= before.bottom:
        return False
    return line.left - before.right <= _TOUCHING * (before.top - before.bottom)


def _is_one_word(before: str, text: str, *, goes_on: bool) -> bool:
    if text[0] in _APOSTROPHES or (before[-1] in _APOSTROPHES and before[-2:-1].isalpha()):
        return before[-1].isalpha() or text[0].isalpha()
    if (before[-1], text) == ("L", "A") or (before[-2:] == "LA" and text[:3] == "TEX"):  # as TeX prints its name
        return True
    symbol = _SYMBOL.search(before)
    if symbol is not None and (symbol.start() or not goes_on):
        return text[0].isalpha()
    return _ORDINAL.match(text) is not None and _COUNTED.search(before) is not None


def with_turned_lines(lines: list[RawLine], is_turned: Callable[[RawLine], bool]) -> list[RawLine]:
    """Return *lines*, those joined that hold the letters of one line set upwards or downwards.

    *is_turned* tells whether the letters of a piece lie on their side; it is asked only where pieces stand in a row.
    """
    if sum(len(line.text) <= _FEW_LETTERS for line in lines) < _FEWEST_PIECES:
        return lines
    found: list[RawLine] = []
    for run in _runs(lines):
        is_line = len(run) >= _FEWEST_PIECES and is_turned(run[0]) and is_turned(run[-1])
        found += [_joined(run)] if is_line else run
    return found


def _runs(lines: Sequence[RawLine]) -> Iterator[list[RawLine]]:
    """Yield stretches of lines in which each piece stands right above, or below, the one before."""
    run: list[RawLine] = []
    direction = 0
    for line in lines:
        step = _step(run[-1], line) if run and _is_piece(line) else 0
        if step and direction in (0, step):
            run.append(line)
            direction = step
            continue
        if run:
            yield run
        run, direction = [line], 0
    if run:
        yield run


def _is_piece(line: RawLine) -> bool:
    return len(line.text) <= _FEW_LETTERS or line.is_sideways


def _step(before: RawLine, line: RawLine) -> int:
    """Return 1 if a piece stands right above the one before, -1 if below, else 0."""
    if not _is_piece(before):
        return 0
    widths = before.right - before.left, line.right - line.left
    if min(before.right, line.right) - max(before.left, line.left) < _SHARED * min(widths):
        return 0
    heights = [each.top - each.bottom for each in (before, line) if len(each.text) <= _FEW_LETTERS]
    reach = 1.2 * max(*widths, *heights)
    if line.top > before.top and line.bottom - before.top <= reach:
        return 1
    return -1 if line.bottom < before.bottom and before.bottom - line.top <= reach else 0


def _joined(run: Sequence[RawLine]) -> RawLine:
    size = max(piece.right - piece.left for piece in run)
    text = run[0].text
    for before, piece in pairwise(run):
        gap = max(piece.bottom - before.top, before.bottom - piece.top)
        text += f" {piece.text}" if gap > _WORD_GAP * size else piece.text
    left, bottom, right, top = zip(*map(_box, run), strict=True)
    box = min(left), min(bottom), max(right), max(top)
    return RawLine(text, run[0].start, run[-1].end, *box, pieces=tuple(run))


def _box(line: RawLine) -> tuple[float, float, float, float]:
    return line.left, line.bottom, line.right, line.top
