"""Running heads, feet and page numbers: lines that stand in the same place on page after page."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from litbase.sources.layout import RawLine, RawPage

_ZONE = 0.17  # of the page's height, at the head and at the foot
_NEAR = 4.0  # points: the same place
_WINDOW = 12  # pages: repeated within so many
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_DEEPEST = 4  # rows of furniture at one end of a page


def furniture(pages: Sequence[RawPage]) -> list[set[int]]:
    """Return for each page the raw offsets at which its furniture lines begin."""
    return _Furniture(pages).found


class _Furniture:
    def __init__(self, pages: Sequence[RawPage]) -> None:
        self.found: list[set[int]] = [set() for _ in pages]
        for is_head in (True, False):
            rows = [_edge_rows(page, is_head=is_head) for page in pages]
            repeated = _repeated(rows)
            for index, page_rows in enumerate(rows):
                for row in page_rows:
                    if not any((index, line.start) in repeated for line in row):
                        break
                    self.found[index].update(line.start for line in row)


def _edge_rows(page: RawPage, *, is_head: bool) -> list[list[RawLine]]:
    """Return the outermost rows at one end of the page, the outermost first."""
    limit = page.height * (1 - _ZONE) if is_head else page.height * _ZONE
    if is_head:
        lines = sorted((line for line in page.lines if line.bottom > limit), key=lambda line: -line.top)
    else:
        lines = sorted((line for line in page.lines if line.top < limit), key=lambda line: line.bottom)
    rows: list[list[RawLine]] = []
    for line in lines:
        if rows and min(rows[-1][0].top, line.top) - max(rows[-1][0].bottom, line.bottom) > 0:
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
