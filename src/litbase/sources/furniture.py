"""Running heads, feet, page numbers and thumb tabs: lines that stand in the same place on page after page."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from litbase.sources.layout import RawLine, RawPage

_ZONE = 0.17  # of the page's height, at the head and at the foot
_NEAR = 4.0  # points: the same place
_WINDOW = 12  # pages: repeated within so many
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_DEEPEST = 4  # rows of furniture at one end of a page
_TAB_LETTERS = 3
_FULL_LINE = 20  # letters; such lines show how wide the text runs
_FEWEST_TABS = 5  # pages
_TOP, _BOTTOM = attrgetter("top"), attrgetter("bottom")


def furniture(pages: Sequence[RawPage]) -> list[set[int]]:
    """Return for each page the raw offsets at which its furniture lines begin."""
    found: list[set[int]] = [set() for _ in pages]
    for is_head in (True, False):
        rows = [_edge_rows(page, is_head=is_head) for page in pages]
        repeated = _repeated(rows)
        for index, page_rows in enumerate(rows):
            for row in page_rows:
                if not any((index, line.start) in repeated for line in row):
                    break
                found[index].update(line.start for line in row)
    for index, line in _margin_lines(pages):
        found[index].add(line.start)
    return found


def _edge_rows(page: RawPage, *, is_head: bool) -> list[list[RawLine]]:
    """Return the outermost rows at one end of the page, the outermost first."""
    if is_head:
        limit = page.height * (1 - _ZONE)
        lines = sorted([line for line in page.lines if line.bottom > limit], key=_TOP, reverse=True)
    else:
        limit = page.height * _ZONE
        lines = sorted([line for line in page.lines if line.top < limit], key=_BOTTOM)
    rows: list[list[RawLine]] = []
    for line in lines:
        if rows and min(rows[-1][0].top, line.top) > max(rows[-1][0].bottom, line.bottom):
            rows[-1].append(line)
        elif len(rows) == _DEEPEST:
            break
        else:
            rows.append([line])
    return rows


def _repeated(rows: Sequence[Sequence[Sequence[RawLine]]]) -> set[tuple[int, int]]:
    """Return (page index, raw offset) of the lines whose words, numbers aside, stand in that place nearby too."""
    places: dict[str, list[tuple[int, RawLine]]] = defaultdict(list)
    for index, page_rows in enumerate(rows):
        for row in page_rows:
            for line in row:
                places[_NUMBER.sub("#", line.text.lower())].append((index, line))
    found = set()
    for same in places.values():
        for (index, line), (other_index, other) in pairwise(same):
            if 0 < other_index - index <= _WINDOW and abs(line.bottom - other.bottom) < _NEAR:
                found.add((index, line.start))
                found.add((other_index, other.start))
    return found


def _margin_lines(pages: Sequence[RawPage]) -> Iterator[tuple[int, RawLine]]:
    """Yield what stands beside the text on many pages: thumb tabs (letters at changing heights), lines set sideways."""
    places: dict[tuple[str, int], list[tuple[int, RawLine]]] = defaultdict(list)
    for index, page in enumerate(pages):
        narrow = [x for x in page.lines if len(x.text) <= _TAB_LETTERS or x.top - x.bottom > x.right - x.left]
        for line in narrow:
            if line.is_sideways:
                places[line.text, round(line.left / _NEAR)].append((index, line))
            elif len(line.text) <= _TAB_LETTERS and line.text.isalpha() and _is_beside(line, page):
                places["", round(line.left / _NEAR)].append((index, line))
    for (text, _), same in places.items():
        if len({index for index, _ in same}) >= (3 if text else max(_FEWEST_TABS, len(pages) // 10)):
            yield from same


def _is_beside(line: RawLine, page: RawPage) -> bool:
    """Does the line stand left or right of all the text?"""
    middle = page.width / 2
    if line.left > middle:
        return all(other.right < line.left - 1 for other in page.lines if len(other.text) >= _FULL_LINE)
    return all(other.left > line.right + 1 for other in page.lines if len(other.text) >= _FULL_LINE)
