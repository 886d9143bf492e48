"""Where in a source a locator points: the pages, or the numbered parts of pages, that a citation names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from litbase.model.page import Locator, LocatorKind, Mark, Page
from litbase.sources.numerals import roman, roman_value

_DASH = re.compile(r"\s?(?:--?|[–—‒−‑])\s?")
_OPEN_END = re.compile(r"\s?(?:(?P<many>ff\b\.?|et seqq\.|sqq\.?)|(?:f\b\.?|et seq\.|sq\.?))\s*$")
_PART = re.compile(r"\s*(?:[,;]|\band\b|\bund\b|\by\b|\bet\b|&)\s*")
_SUBDIVISION = re.compile(r"\s?\(\w{1,4}\).*$")
_HEADING_WORD = re.compile(r"(?:chapter|section|part|kapitel|abschnitt|cap[ií]tulo|secci[oó]n|глава)\s+", re.IGNORECASE)
_LONGEST_RANGE = 200
_MOST_DIGITS = 12  # of a page number; what has more names nothing else
_PAGES_OF_FF = 5
_NUMBERED = frozenset({LocatorKind.PARAGRAPH, LocatorKind.ARTICLE})
_HEADED = frozenset({LocatorKind.SECTION, LocatorKind.CHAPTER})


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one page; `number` is the page's place in the file."""

    number: int
    start: int
    end: int


def places_of(pages: Sequence[Page], locator: Locator) -> tuple[Place, ...] | None:
    """Return the stretches of *pages* that *locator* names, () if the source has none of that name.

    None if the source cannot tell: its pages carry no numbers, its parts are not known, or locators of this kind
    (tables, annexes, notes) are not followed. A label that stands on several pages names all of them.
    """
    if locator.kind is LocatorKind.PAGE:
        return _pages_labelled(pages, locator.value)
    if locator.kind in _NUMBERED:
        return _parts(pages, locator.kind, frozenset(_values(locator.value)))
    if locator.kind in _HEADED:
        return _headed(pages, frozenset(_values(locator.value)))
    return None


def _pages_labelled(pages: Sequence[Page], value: str) -> tuple[Place, ...] | None:
    if all(page.label is None for page in pages):
        return None
    named = [(page, frozenset(_names(page.label))) for page in pages if page.label is not None]
    printed = frozenset().union(*(names for _, names in named))
    wanted = {name for part in _PART.split(value) for name in _labels(part, printed)}
    return tuple(Place(page.number, 0, len(page.text)) for page, names in named if not names.isdisjoint(wanted))


def _labels(part: str, printed: frozenset[str]) -> Iterable[str]:
    """Return the labels that a part of a locator names: itself where a page is called so ("A-12"), else a range."""
    whole = _DASH.sub("-", part).strip(" .").casefold()
    return [whole] if whole in printed else _values(part)


def _names(label: str) -> Iterator[str]:
    """Yield what a page is called; one that carries two numbers has two names."""
    yield _DASH.sub("-", label).casefold()
    yield from (part.casefold() for part in re.split(r"[\s/,]+", label) if part != label)


def _values(written: str) -> Iterator[str]:
    """Yield every label that "12–14, 20 and xii f." names, in small letters."""
    for part in _PART.split(written):
        open_end = _OPEN_END.search(part)
        first, *rest = _DASH.split(part[: open_end.start()] if open_end else part, maxsplit=1)
        bare = _SUBDIVISION.sub("", first).strip(" .").casefold()
        if bare:
            last = _SUBDIVISION.sub("", rest[0]).strip(" .").casefold() if rest else None
            yield from _counted(bare, last, more=_more(open_end))


def _more(open_end: re.Match[str] | None) -> int:
    if open_end is None:
        return 0
    return _PAGES_OF_FF if open_end["many"] else 1


def _counted(first: str, last: str | None, *, more: int) -> Iterator[str]:
    """Yield the labels from *first* to *last*, or of *first* and so many *more*."""
    yield first
    if max(len(first), len(last or "")) > _MOST_DIGITS:
        return
    if first.isdecimal():
        until = int(first) + more if last is None else _end_of_range(first, last)
        yield from map(str, range(int(first) + 1, min(until, int(first) + _LONGEST_RANGE) + 1))
    elif (value := roman_value(first)) is not None:
        until = value + more if last is None else roman_value(last) or value
        yield from (roman(number).casefold() for number in range(value + 1, min(until, value + _LONGEST_RANGE) + 1))
    elif last is not None:
        yield last


def _end_of_range(first: str, last: str) -> int:
    """Return the end of a range whose last number may be cut short: "173–75" ends at 175."""
    if not last.isdecimal():
        return int(first)
    return int(first[: max(len(first) - len(last), 0)] + last)


def _parts(pages: Sequence[Page], kind: LocatorKind, wanted: frozenset[str]) -> tuple[Place, ...] | None:
    found: list[Place] = []
    is_numbered = False
    for page in pages:
        marks = [mark for mark in page.marks if mark.kind is kind]
        is_numbered = is_numbered or bool(marks)
        found += _stretches(page, marks, [mark for mark in marks if _bare(mark.value) in wanted])
    return tuple(found) if is_numbered else None


def _bare(value: str) -> str:
    return _SUBDIVISION.sub("", value).strip(" .").casefold()


def _headed(pages: Sequence[Page], wanted: frozenset[str]) -> tuple[Place, ...] | None:
    """Return the parts under a heading that begins with the number meant, or is the words meant."""
    found: list[Place] = []
    is_headed = False
    for page in pages:
        marks = [mark for mark in page.marks if mark.kind in _HEADED]
        is_headed = is_headed or bool(marks)
        found += _stretches(page, marks, [mark for mark in marks if _is_headed(mark.value, wanted)])
        if page.heading is not None:
            is_headed = True
            if _is_headed(page.heading, wanted):
                found.append(Place(page.number, 0, len(page.text)))
    return tuple(found) if is_headed and found else None


def _is_headed(heading: str, wanted: frozenset[str]) -> bool:
    words = _HEADING_WORD.sub("", heading, count=1).casefold()
    first = words.split(maxsplit=1)[0].strip(".:)(") if words.strip() else ""
    return first in wanted or words.strip() in wanted or heading.casefold() in wanted


def _stretches(page: Page, marks: Sequence[Mark], chosen: Iterable[Mark]) -> Iterator[Place]:
    """Yield the stretch in which each of the *chosen* marks is in force: to the next of *marks* that starts later."""
    for mark in chosen:
        end = min((other.start for other in marks if other.start > mark.start), default=len(page.text))
        yield Place(page.number, mark.start, end)


@dataclass(frozen=True, slots=True)
class CitedPlaces:
    """What the citations of one claim point at, source by source (SHA-256).

    `places`: the stretches named; a source without locator, or one that cannot tell, is not among them.
    """

    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def holds(self, sha256: str, number: int, start: int, end: int) -> bool:
        """Tell whether a stretch of a page touches what is cited."""
        return self.touched(sha256, number, start, end) is not None

    def touched(self, sha256: str, number: int, start: int, end: int) -> Place | None:
        """Return the first stretch cited that a stretch of a page touches."""
        return next(
            (
                place
                for place in self.places.get(sha256, ())
                if place.number == number and place.start < end and start < max(place.end, place.start + 1)
            ),
            None,
        )

    def is_near(self, sha256: str, number: int) -> bool:
        """Tell whether a page is one that is cited, or its neighbour."""
        return any(abs(place.number - number) <= 1 for place in self.places.get(sha256, ()))
