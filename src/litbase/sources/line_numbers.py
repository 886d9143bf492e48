"""Numbers that count the lines of a page in its margin: of bills, transcripts of hearings, manuscripts for review."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median, mode

from litbase.sources.layout import RawLine, RawPage

_NEAR = 3.0  # points: the numbers of one margin end there, or begin there
_LONGEST = 4  # digits
_STEPS = (5, 10)  # where not each line has its number
_FEWEST = 4  # numbers on a page that count by fives
_FEWEST_ONES = 15  # that count by ones, from 1 on every page: a list goes on, and seldom has as many
_FEWEST_PAGES = 3
_EVEN = 0.2  # of the usual distance from line to line
_MOSTLY = 0.7

_Found = tuple[int, list[RawLine]]  # index of the page, the numbers of one margin from top to bottom


def line_numbers(pages: Sequence[RawPage]) -> Iterator[tuple[int, RawLine]]:
    """Yield (index of the page, line) of each number that counts lines, if three pages or more are so counted."""
    margins: dict[tuple[int, int], list[_Found]] = defaultdict(list)
    for index, page in enumerate(pages):
        numbers = [line for line in page.lines if len(line.text) <= _LONGEST and line.text.isdecimal()]
        if len(numbers) >= _FEWEST:
            for margin in _margins(numbers):
                step = _step(margin)
                if step:
                    margins[step, round(margin[0].right / _NEAR)].append((index, margin))
    for (step, place), found in margins.items():
        beside = [each for near in (place - 1, place + 1) for each in margins.get((step, near), ())]
        if len({index for index, _ in (*found, *beside)}) >= _FEWEST_PAGES:
            yield from ((index, line) for index, margin in found for line in margin)


def _margins(numbers: Sequence[RawLine]) -> Iterator[list[RawLine]]:
    """Yield the numbers that end below one another, from top to bottom."""
    group: list[RawLine] = []
    for line in sorted(numbers, key=lambda line: line.right):
        if group and line.right - group[-1].right > _NEAR:
            yield sorted(group, key=lambda line: -line.top)
            group = []
        group.append(line)
    yield sorted(group, key=lambda line: -line.top)


def _step(margin: Sequence[RawLine]) -> int:
    """Return by how much the numbers of a margin rise from line to line; 0 if they count no lines."""
    values = [int(line.text) for line in margin]
    rises = [after - before for before, after in pairwise(values)]
    if len(values) < _FEWEST or min(rises) <= 0:
        return 0
    step = mode(rises)
    if step in _STEPS:
        return step if all(rise % step == 0 for rise in rises) and values[0] % step == 0 else 0
    if step != 1 or values[0] != 1 or len(values) < _FEWEST_ONES:
        return 0
    falls = [(before.top - after.top) / rise for (before, after), rise in zip(pairwise(margin), rises, strict=True)]
    usual = median(falls)
    return step if sum(abs(fall - usual) <= _EVEN * usual for fall in falls) >= _MOSTLY * len(falls) else 0
