"""The words around a match, cut at sentence bounds, with the matches marked."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from litbase.model.page import LocatorKind, Page
from litbase.search.analysis import analyzer
from litbase.search.marking import Found
from litbase.search.matching import COUNTRY
from litbase.search.sentences import sentences

_LONGEST = 320  # characters of a snippet
_AROUND = 330  # characters on either side of the best match in which sentence bounds are looked for

_KINDS = {COUNTRY: (LocatorKind.CHAPTER,)}
_ANY_SECTION = (LocatorKind.SECTION, LocatorKind.CHAPTER)


Span = tuple[int, int]
Asked = tuple[str, tuple[str, ...]]
"""A kind of place, section or country, and how its name has to begin, word by word."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` is the page's text from `start`, line breaks as blanks; spans are offsets into `text`.

    `best` is the offset on the page of the first match shown, of the first word if nothing is marked.
    """

    text: str
    spans: tuple[Span, ...]
    start: int
    best: int


def snippet_of_page(page: Page, marks: Sequence[Found], places: Sequence[Asked]) -> Snippet:
    """Cut the stretch of *page* that shows most of its *marks*, in one of the *places* asked for if any is there."""
    inside = _inside(page, places)
    marks = [mark for mark in marks if any(a <= mark[0] < b for a, b in inside)] or marks
    if not marks:
        return snippet_at(page.text, (), inside[0][0] if inside else 0)
    return snippet_at(page.text, marks, _densest(marks))


def snippet_at(text: str, found: Sequence[Found], centre: int) -> Snippet:
    """Cut *text* around the offset *centre* and mark what of *found* lies inside."""
    start, end = _bounds(text, centre)
    spans = tuple(dict.fromkeys((a - start, b - start) for a, b, _ in found if start <= a and b <= end))
    shown = text[start:end].replace("\n", " ")
    best = start + spans[0][0] if spans else start
    return Snippet(shown, _disjoint(spans), start, best)


def _inside(page: Page, places: Sequence[Asked]) -> list[Span]:
    """Return the stretches of the page that lie in the sections or country chapters asked for, none for anywhere."""
    found: list[Span] = []
    for place, words in places:
        marks = [mark for mark in page.marks if mark.kind in _KINDS.get(place, _ANY_SECTION)]
        for mark in marks:
            named = [word for _, word, _, _ in analyzer(None).places(mark.value)]
            if all(any(known.startswith(word) for known in named) for word in words):
                later = [other.start for other in marks if other.start > mark.start]
                found.append((mark.start, min(later, default=len(page.text) + 1)))
    return found


def _densest(found: Sequence[Found]) -> int:
    """Return the offset around which the most different parts of the query stand, then the most matches."""
    starts = [start for start, _, _ in found]
    best, centre = (0, 0), starts[0]
    for at, start in enumerate(starts):
        within = found[at : bisect_left(starts, start + _LONGEST - 60, lo=at)]
        worth = (len({group for _, _, group in within}), len(within))
        if worth > best:
            best, centre = worth, (start + within[-1][1]) // 2
    return centre


def _bounds(text: str, centre: int) -> Span:
    """Return where a snippet around *centre* begins and ends: whole sentences while they fit."""
    low, high = max(0, centre - _AROUND), min(len(text), centre + _AROUND)
    bounds = sentences(text[low:high])
    at = next((i for i, (_, end) in enumerate(bounds) if low + end > centre), len(bounds) - 1)
    if at < 0:
        return low, low
    start, end = bounds[at][0] + low, bounds[at][1] + low
    if end - start > _LONGEST:
        return _cut(text, max(start, centre - _LONGEST // 2), min(end, centre + _LONGEST // 2), within=(start, end))
    before, after = at - 1, at + 1
    while after < len(bounds) and bounds[after][1] + low - start <= _LONGEST:
        end, after = bounds[after][1] + low, after + 1
    while before >= 0 and end - bounds[before][0] - low <= _LONGEST:
        start, before = bounds[before][0] + low, before - 1
    return start, end


def _cut(text: str, start: int, end: int, *, within: Span) -> Span:
    """Move the ends of a cut inside one long sentence to the blanks next to them, where there are any near."""
    if start > within[0]:
        blank = text.find(" ", start, start + 30)
        start = blank + 1 if blank >= 0 else start
    if end < within[1]:
        blank = text.rfind(" ", end - 30, end)
        end = blank if blank >= 0 else end
    return start, end


def _disjoint(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Merge spans that overlap, as pairs of characters do."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
