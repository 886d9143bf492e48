"""Readable pages cut into their lines, with the height of each, for whatever looks for headings and numbers."""

import re
from collections.abc import Sequence
from operator import sub
from statistics import median
from typing import NamedTuple

from litbase.model.page import Layout

LARGE = 1.13  # of the usual height: the least by which a heading is taller
ARTICLE_BEGINS = frozenset(("art", "ста", "điề", "mad", "الم"))
LONGEST_HEADING = 120  # characters
_PLAIN = frozenset("bcdefghijklnopqrstuvwxyz,;")  # what begins neither headings nor numbers nor articles
_LETTER = re.compile(r"[^\W\d_]")
_BEYOND = 1 << 60
_Page = tuple[int, int, float, float]  # index, place in the document, foot, distance from foot to head
_Line = tuple[float, str, _Page, int, float, bool, bool]  # height, text, page, start, bottom, first, last


class PrintedLine(NamedTuple):
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
    found: list[_Line] = []
    at = 0
    for page, text in enumerate(texts):
        found += _page_lines(page, at, text, layouts[page] if page < len(layouts) else None)
        at += len(text)
    heights = [line[0] for line in found if line[0]]
    usual = median(heights) if heights else 1.0
    large = LARGE * usual
    return [
        PrintedLine(page, start, at + start, text, height / usual, (bottom - foot) / span, first, last)
        for height, text, (page, at, foot, span), start, bottom, first, last in found
        if height >= large or (text[0] not in _PLAIN and _is_notable(text, first))
    ]


def _is_notable(text: str, first: bool) -> bool:
    begins = text[0]
    return (
        (first and len(text) <= LONGEST_HEADING)
        or begins.isdecimal()
        or begins == "第"
        or text[:3].lower() in ARTICLE_BEGINS
        or text.isupper()
    )


def _page_lines(page: int, at: int, text: str, layout: Layout | None) -> list[_Line]:
    """Return the lines of one page that are not blank; *at* is where it begins in the document."""
    begins, bottoms, tops = _columns(layout)
    foot = min(bottoms, default=0.0)
    where = (page, at, foot, max(tops, default=1.0) - foot or 1.0)
    heights = tuple(map(sub, tops, bottoms))
    lines = text.split("\n")
    place = start = 0
    blank = True
    found: list[_Line] = []
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        end = start + len(line)
        height, bottom = 0.0, foot
        while begins[place] < end:
            bottom = bottoms[place]
            if heights[place] > height:
                height = heights[place]
            place += 1
        is_blank = not line or line.isspace()
        if not is_blank:
            found.append((height, line, where, start, bottom, blank, not following))
        blank = is_blank
        start = end + 1
    return found


def _columns(layout: Layout | None) -> tuple[Sequence[int], Sequence[float], Sequence[float]]:
    """Return where each run of a page begins (and at last a place beyond it), its bottom and its top."""
    columns = [] if layout is None else list(zip(*layout.records(), strict=True))
    return ((*columns[0], _BEYOND), columns[5], columns[7]) if columns else ((_BEYOND,), (), ())


def letters_in(text: str) -> int:
    return len(_LETTER.findall(text))
