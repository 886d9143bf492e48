"""Running heads, feet, page numbers and thumb tabs: lines that stand in the same place on page after page."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from litbase.sources.layout import RawLine, RawPage, zones
from litbase.sources.line_numbers import line_numbers

_ZONE = 0.17  # of the page's height, at the head and at the foot
_NEAR = 4.0  # points: the same place
_WINDOW = 12  # pages: repeated within so many
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_DEEPEST = 4  # rows of furniture at one end of a page
_TAB_LETTERS = 3
_FULL_LINE = 20  # letters; such lines show how wide the text runs
_FEWEST_TABS = 5  # pages
_HEAD_LETTERS = 80  # a running head is no longer
_WORDY = 8  # letters; shorter lines may recur by chance
_SENTENCE = 50  # letters of a line of text; a running head that long stands at the head of pages only
_FEWEST_PAGES = 3  # what the two pages of a file have in common may be text
_FEWEST_CELLS = 3  # in the head of a table; a running head has a left, a right, seldom a middle
_AROUND = 20  # pages to each side that show what stands at a height
BARE_NUMBER = re.compile(r"[-–—|\[\s]*(?:page |p\. ?)?(?:\d+|[ivxlc]+)(?: (?:of|/) \d+)?[-–—|\]\s]*", re.IGNORECASE)
_Row = list[RawLine]
_TOP, _BOTTOM = attrgetter("top"), attrgetter("bottom")


def furniture(pages: Sequence[RawPage]) -> list[set[int]]:
    """Return for each page the raw offsets at which its furniture lines begin; none on fewer than three pages."""
    found: list[set[int]] = [set() for _ in pages]
    if len(pages) < _FEWEST_PAGES:
        return found
    foot, head = zones(pages, _ZONE)
    for is_head in (True, False):
        rows = [_edge_rows(page, head if is_head else foot, is_head=is_head) for page in pages]
        places = _Places(rows, _standing_inside(pages, rows, (foot, head)))
        for index, page_rows in enumerate(rows):
            for depth, row in enumerate(page_rows):
                if not places.hold_furniture(index, page_rows, depth):
                    break
                found[index].update(line.start for line in row)
    for index, line in (*_margin_lines(pages), *line_numbers(pages)):
        found[index].add(line.start)
    return found


class _Places:
    """The heights at one end of a document's pages, and how often what stands there recurs.

    A line that recurs proves little by itself: "Article 5" and "Article 9" may both begin a page. It is furniture
    where most of what stands at that height nearby recurs.
    """

    def __init__(self, rows: Sequence[Sequence[_Row]], inside: Collection[str]) -> None:
        self._repeated, self._steady = _repeated(rows, inside)
        self._all: dict[int, list[int]] = defaultdict(list)
        self._recurring: dict[int, list[int]] = defaultdict(list)
        self._apart: dict[int, list[int]] = defaultdict(list)
        for index, page_rows in enumerate(rows):
            for depth, row in enumerate(page_rows):
                if _stands_apart(page_rows, depth):
                    self._apart[_height(row)].append(index)
                height = _height(row)
                self._all[height].append(index)
                if self._recurs(index, row):
                    self._recurring[height].append(index)

    def hold_furniture(self, index: int, rows: Sequence[_Row], depth: int) -> bool:
        """Is the row at *depth* of its page, the rows outside it being furniture, furniture too?"""
        row = rows[depth]
        if _is_table_head(rows, depth):
            return False
        height = _height(row)
        count, all_, apart = (self._near(places, index, height) for places in (self._recurring, self._all, self._apart))
        share = count / all_
        if self._recurs(index, row):
            return (count >= 2 and share >= 0.5) or all((index, line.start) in self._steady for line in row)
        if count < 5 or sum(len(line.text) for line in row) > _HEAD_LETTERS:
            return False
        has_number = any(BARE_NUMBER.fullmatch(line.text) for line in row)
        if has_number:
            return share >= 0.6
        return share >= 0.3 and apart >= 0.7 * all_ and _stands_apart(rows, depth)

    def _near(self, places: dict[int, list[int]], index: int, height: int) -> int:
        """Count the rows at this height on the pages around."""
        return sum(
            bisect_right(places[h], index + _AROUND) - bisect_left(places[h], index - _AROUND)
            for h in (height - 1, height, height + 1)
            if h in places
        )

    def _recurs(self, index: int, row: _Row) -> bool:
        """Do the words of the row recur there, or, if it has none, its bare number?"""
        worded = [line for line in row if not BARE_NUMBER.fullmatch(line.text)]
        return all((index, line.start) in self._repeated for line in worded or row)


def _height(row: _Row) -> int:
    return round((row[0].bottom + row[0].top) / 2 / _NEAR)


def _is_table_head(rows: Sequence[_Row], depth: int) -> bool:
    """Does the row name the columns of a table that goes on below it, as on each page of a long one?"""
    worded = [line for line in rows[depth] if not BARE_NUMBER.fullmatch(line.text)]
    return len(worded) >= _FEWEST_CELLS and depth + 1 < len(rows) and not _stands_apart(rows, depth)


def _stands_apart(rows: Sequence[_Row], depth: int) -> bool:
    """Is the row further from the next than lines of the text are from each other?"""
    row = rows[depth][0]
    if depth + 1 == len(rows):
        return True
    inner = rows[depth + 1][0]
    gap = max(row.bottom - inner.top, inner.bottom - row.top)
    if depth + 2 == len(rows):
        return gap > 2 * (row.top - row.bottom)
    next_ = rows[depth + 2][0]
    usual = abs(inner.bottom + inner.top - next_.bottom - next_.top)
    return gap > 0.8 * (row.top - row.bottom) and abs(row.bottom + row.top - inner.bottom - inner.top) > 1.4 * usual


def _edge_rows(page: RawPage, limit: float, *, is_head: bool) -> list[_Row]:
    """Return the rows beyond *limit*, a share of the page's height, at one end of the page, the outermost first."""
    limit *= page.height
    if is_head:
        lines = sorted([line for line in page.lines if line.bottom > limit], key=_TOP, reverse=True)
    else:
        lines = sorted([line for line in page.lines if line.top < limit], key=_BOTTOM)
    rows: list[_Row] = []
    for line in lines:
        if line.is_sideways:
            continue
        if rows and min(rows[-1][0].top, line.top) > max(rows[-1][0].bottom, line.bottom):
            rows[-1].append(line)
        elif len(rows) == _DEEPEST:
            break
        else:
            rows.append([line])
    return rows


_Spot = tuple[int, int]  # page index and raw offset of a line


def _standing_inside(
    pages: Sequence[RawPage], rows: Sequence[Sequence[_Row]], ends: tuple[float, float]
) -> frozenset[str]:
    """Return the long lines at the edge of pages that stand inside others as well: sentences said again and again.

    *ends* are the shares of a page's height between which its inside is.
    """
    counts = Counter(line.text for page_rows in rows for row in page_rows for line in row)
    often = {text for text, count in counts.items() if count > 1 and len(text) >= _SENTENCE}
    if not often:
        return frozenset()
    inside = Counter(
        line.text
        for page in pages
        for line in page.lines
        if line.text in often and line.bottom >= ends[0] * page.height and line.top <= ends[1] * page.height
    )
    return frozenset(text for text, count in inside.items() if count > 1)


def _repeated(rows: Sequence[Sequence[_Row]], inside: Collection[str]) -> tuple[set[_Spot], set[_Spot]]:
    """Return the lines whose words, numbers aside, stand in that place on a page nearby too, none that is *inside*.

    The second set are those of them that stand word for word, without a number, on three pages or more.
    """
    places: dict[str, list[tuple[int, RawLine]]] = defaultdict(list)
    for index, page_rows in enumerate(rows):
        for row in page_rows:
            for line in row:
                if line.text not in inside:
                    places[_NUMBER.sub("#", line.text.lower())].append((index, line))
    repeated, steady = set(), set()
    for pattern, same in places.items():
        found = set()
        for (index, line), (other_index, other) in pairwise(same):
            if 0 < other_index - index <= _WINDOW and abs(line.bottom - other.bottom) < _NEAR:
                found |= {(index, line.start), (other_index, other.start)}
        repeated |= found
        if len(found) > 2 and "#" not in pattern and len(pattern) >= _WORDY:
            steady |= found
    return repeated, steady


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
