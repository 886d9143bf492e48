"""Folios: the numbers at the head and foot of a page that may be its printed page number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from litbase.sources.layout import RawLine, RawPage, zones
from litbase.sources.numerals import plain_digits, roman, roman_value

_ZONE = 1 / 6  # of the page's height, at the head and at the foot
_LONGEST_LINE = 140
_HIGHEST_ROMAN = 200
_ADORNMENT = " \t\u00a0\u3000\ufffe-‐‑‒–—―−|¦·•∙■▪●◆*~_[](){}<>«»‹›/\\.,:;"
_NO_END = frozenset(".)abdefghjkmnopqrstuwyz")  # no number ends so
_DOT_LEADER = re.compile(r"(?:[.·…_]\s?){4,}")
_NUMBER = r"(?P<number>\d{1,5}|[ivxlcIVXLC]{1,9})"
_PREFIXED = r"(?P<prefix>[A-Z]{1,2}|[IVXLC]{1,6}|\d{1,2})\s?(?P<joint>[-‐‑–—.])\s?(?P<number>\d{1,4})"
_PAGE_WORD = r"(?:page|pages|pag|pág|página|pagina|seite|стр|страница|trang|sida|side|halaman|صفحة|p|pp|s|с)[.:]?"
_OF_WORD = r"(?:of|de|sur|von|из|di|of the|trên|/)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?:{_PAGE_WORD}\s*)?{_NUMBER}\Z",
        rf"(?:{_PAGE_WORD}\s*)?{_NUMBER}\s*{_OF_WORD}\s*\d{{1,5}}\Z",
        rf"(?:第\s*)?{_NUMBER}\s*[页頁ページ쪽면](?:\s*[,，/]?\s*共\s*\d+\s*[页頁])?\Z",
        rf"{_NUMBER}\s*{_PAGE_WORD}\Z",
    )
)
_CHAPTER_FOLIO = re.compile(_PREFIXED + r"\Z")
_OF_WORDS = frozenset(("of", "de", "sur", "von", "из", "di", "trên", "/"))


class Numbering(StrEnum):
    ARABIC = "arabic"
    ROMAN = "roman"
    CAPITAL_ROMAN = "capital roman"


class Series(NamedTuple):
    """One way of counting pages: "A-12" counts in arabic digits behind the prefix "A-"."""

    numbering: Numbering
    prefix: str = ""

    def label(self, value: int) -> str:
        """Write *value* (from 1) as this series prints it; digits are always 0–9, without leading zeros."""
        if self.numbering is Numbering.ARABIC:
            return f"{self.prefix}{value}"
        letters = roman(value)
        return self.prefix + (letters.upper() if self.numbering is Numbering.CAPITAL_ROMAN else letters)


class Place(NamedTuple):
    """Where on the page a number stands, coarsely: head or foot, distance from that edge, side."""

    foot: bool
    step: int  # of 9 points from the edge
    side: int  # -1 left, 0 middle, 1 right


@dataclass(frozen=True, slots=True)
class Folio:
    """A number that may be the label of page *index* (from 0); `trust` is 1.0 for a number alone on its line."""

    index: int
    series: Series
    value: int
    place: Place
    trust: float
    line: RawLine

    @property
    def offset(self) -> int:
        return self.value - self.index

    @property
    def label(self) -> str:
        return self.series.label(self.value)


def folios_of(pages: Sequence[RawPage]) -> list[list[Folio]]:
    """Return the folios of every page, those left out that stand unchanged on page after page (years, totals)."""
    ends = zones(pages, _ZONE)
    found = [_page_folios(index, page, ends) for index, page in enumerate(pages)]
    repeats = Counter((folio.label, folio.place) for folios in found for folio in folios)
    return [[f for f in folios if repeats[f.label, f.place] < 4 + len(pages) // 40] for folios in found]


def _page_folios(index: int, page: RawPage, ends: tuple[float, float]) -> list[Folio]:
    foot_end, head_start = (page.height * end for end in ends)
    found: dict[tuple[Series, int, Place], Folio] = {}
    for line in page.lines:
        middle = (line.bottom + line.top) / 2
        foot = middle < foot_end
        if not (foot or middle > head_start) or not 0 <= middle <= page.height:
            continue
        for series, value, trust, x in _numbers(line):
            edge = middle if foot else page.height - middle
            place = Place(foot, int(edge // 9), _side(x, page.width))
            folio = Folio(index, series, value, place, trust, line)
            kept = found.get((series, value, place))
            if kept is None or kept.trust < trust:
                found[series, value, place] = folio
    return list(found.values())


def _side(x: float, width: float) -> int:
    share = x / width if width else 0.5
    return -1 if share < 0.36 else 1 if share > 0.64 else 0


def _numbers(line: RawLine) -> list[tuple[Series, int, float, float]]:
    """Return (series, value, trust, x of the number) for each way the line can hold a page number."""
    words = line.text.split() if len(line.text) <= _LONGEST_LINE else []
    if not words:
        return []
    if len(words) <= 6:
        text = plain_digits(line.text).strip(_ADORNMENT)
        alone = _number(text) or _chapter_number(text, joints="-‐‑–—.")
        if alone is not None:
            # "12." and "b) 4)" are numbers of paragraphs rather than of pages.
            trust = 0.6 if line.text[-1] in ".)" and line.text[0] not in "(-–—[" else 1.0
            return [(*alone, trust, (line.left + line.right) / 2)]
    if len(words) == 1:
        return []
    last = words[-3] if len(words) > 3 and words[-2] in _OF_WORDS and words[-1].isdecimal() else words[-1]
    trust = 0.85 if len(line.text) <= 90 else 0.5
    ends = ((words[0], line.left), (last, line.right))
    numbers = [(number, x) for word, x in ends for number in (_end_number(word),) if number is not None]
    if not numbers or _DOT_LEADER.search(line.text):
        return []
    return [(*number, trust, x) for number, x in numbers]


def _end_number(word: str) -> tuple[Series, int] | None:
    """Return the number at an end of a line; "4." and "5.6" there are numbers of headings and paragraphs."""
    if len(word) > 9 or word[-1] in _NO_END:
        return None
    bare = plain_digits(word).strip(_ADORNMENT)
    if not bare or not (bare[-1].isdecimal() or bare[-1] in "ivxlcIVXLC"):
        return None
    return _number(bare) or _chapter_number(bare, joints="-‐‑–—")


def _number(text: str) -> tuple[Series, int] | None:
    if not text or len(text) > 24:
        return None
    for shape in _SHAPES:
        match = shape.match(text)
        if match is not None:
            return _plain_number(match["number"])
    return None


def _chapter_number(text: str, *, joints: str) -> tuple[Series, int] | None:
    match = _CHAPTER_FOLIO.match(text)
    if match is None or match["number"].startswith("0") or match["joint"] not in joints:
        return None
    return Series(Numbering.ARABIC, f"{match['prefix']}{match['joint']}"), int(match["number"])


def _plain_number(digits: str) -> tuple[Series, int] | None:
    if digits.isdecimal():
        # Counters of typesetting systems ("Frm 00003") run along with the pages but are no page numbers.
        padded = digits.startswith("0") and len(digits) > 3
        return None if padded or not int(digits) else (Series(Numbering.ARABIC), int(digits))
    value = roman_value(digits)
    if value is None or value > _HIGHEST_ROMAN:
        return None
    return Series(Numbering.ROMAN if digits.islower() else Numbering.CAPITAL_ROMAN), value
