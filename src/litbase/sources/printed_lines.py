"""Readable pages cut into their lines, with the height of each, for whatever looks for headings and numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from litbase.model.page import Layout

LARGE = 1.13  # of the usual height: the least by which a heading is taller
ARTICLE_BEGINS = frozenset(("art", "ста", "điề", "mad", "الم"))
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of readable text: `page` is an index from 0, `start` an offset on it, `at` one into all pages in a row.

    `height` is relative to the usual line of the document (1.0; 0.0 if not known), `level` the place of the line
    between foot (0.0) and head (1.0) of the page. `first`: a blank line or nothing goes before; `last`: one follows.
    """

    page: int
    start: int
    at: int
    text: str
    height: float
    level: float
    first: bool
    last: bool


def printed_lines(texts: Sequence[str], layouts: Sequence[Layout | None]) -> list[PrintedLine]:
    """Return, in reading order, the lines that a number or heading can stand on; without *layouts* heights are 0.0.

    Lines in the midst of a paragraph are left out, unless they begin like an article, with a number, or are large.
    """
    found: list[tuple[int, str, float, float, bool, bool, int]] = []
    for page, text in enumerate(texts):
        boxes = _boxes(layouts[page] if page < len(layouts) else None)
        found.extend((*line, page) for line in _page_lines(text, boxes))
    heights = [line[2] for line in found if line[2]]
    usual = median(heights) if heights else 1.0
    large = LARGE * usual
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    return [
        PrintedLine(page, start, starts[page] + start, text, height / usual, level, first, last)
        for start, text, height, level, first, last, page in found
        if first
        or height >= large
        or text[0].isdecimal()
        or text[:3].lower() in ARTICLE_BEGINS
        or text[0] == "第"
        or text.isupper()
    ]


def _boxes(layout: Layout | None) -> list[tuple[int, float, float]]:
    """Return (start, bottom, top) of the runs of a page."""
    return [] if layout is None else [(run[0], run[5], run[7]) for run in layout.records()]


def _page_lines(
    text: str, boxes: Sequence[tuple[int, float, float]]
) -> Iterator[tuple[int, str, float, float, bool, bool]]:
    foot = min((bottom for _, bottom, _ in boxes), default=0.0)
    span = max((top for _, _, top in boxes), default=1.0) - foot or 1.0
    lines = text.split("\n")
    place = start = 0
    count = len(boxes)
    blank = True
    for number, line in enumerate(lines, 1):
        end = start + len(line)
        height = level = 0.0
        while place < count and boxes[place][0] < end:
            _, bottom, top = boxes[place]
            if top - bottom > height:
                height = top - bottom
            level = (bottom - foot) / span
            place += 1
        is_blank = not line or line.isspace()
        if not is_blank:
            yield start, line, height, level, blank, number == len(lines) or not lines[number]
        blank = is_blank
        start = end + 1


def letters_in(text: str) -> int:
    return len(_LETTER.findall(text))
