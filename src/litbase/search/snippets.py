"""The words around a match, cut at sentence bounds, with the matches marked."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from litbase.model.page import LocatorKind, Page
from litbase.search.analysis import UNKNOWN, Place, analyzer, is_paired, without_paired
from litbase.search.matching import COUNTRY
from litbase.search.planning import Wanted
from litbase.search.sentences import sentences
from litbase.search.sightings import sightings

_LONGEST = 320  # characters of a snippet
_AROUND = 400  # characters on either side of the best match in which sentence bounds are looked for
_HUGE = 30_000  # characters; of a longer section only the stretch around its first matches is looked at

_KINDS = {COUNTRY: (LocatorKind.CHAPTER,)}
_ANY_SECTION = (LocatorKind.SECTION, LocatorKind.CHAPTER)


Span = tuple[int, int]
Found = tuple[int, int, int]  # start, end, group


@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` is the page's text from `start`, line breaks as blanks; spans are offsets into `text`.

    `best` is the offset on the page of the first match shown, of the first word if nothing is marked.
    """

    text: str
    spans: tuple[Span, ...]
    start: int
    best: int


def snippet_of_page(page: Page, language: str | None, wanted: Wanted) -> Snippet:
    """Cut the stretch of *page* that shows most of what was *wanted*."""
    first = _first_sight(page.text, wanted) if len(page.text) > _HUGE else 0
    text = page.text[first : first + _HUGE]
    found = [(a + first, b + first, group) for a, b, group in matches(text, language, wanted)]
    inside = _inside(page, wanted)
    found = [hit for hit in found if any(a <= hit[0] < b for a, b in inside)] or found
    if not found:
        return snippet_at(page.text, (), inside[0][0] if inside else 0)
    return snippet_at(page.text, found, _densest(found))


def snippet_at(text: str, found: Sequence[Found], centre: int) -> Snippet:
    """Cut *text* around the offset *centre* and mark what of *found* lies inside."""
    start, end = _bounds(text, centre)
    spans = tuple(dict.fromkeys((a - start, b - start) for a, b, _ in found if start <= a and b <= end))
    shown = text[start:end].replace("\n", " ")
    best = start + spans[0][0] if spans else start
    return Snippet(shown, _disjoint(spans), start, best)


def matches(text: str, language: str | None, wanted: Wanted) -> list[Found]:
    """Return what was *wanted* in *text*, in order."""
    words = analyzer(language or UNKNOWN)
    paired = is_paired(text)
    found: list[Found] = []
    for start, end in _to_look_at(without_paired(text) if paired else text, wanted):
        places = list(words.places(text[start:end]))
        if wanted.reach and any(term in wanted.first or word in wanted.first for term, word, _, _ in places):
            places = list(words.places(text[start : end + wanted.reach]))
        found += _matches_among(places, wanted, start, end - start)
    if wanted.unspaced and paired:
        found += _unspaced_matches(text, wanted.unspaced)
    return sorted(found)


def _to_look_at(text: str, wanted: Wanted) -> Iterable[Span]:
    found = None if wanted.leads is None else sightings(text, wanted.leads)
    return ((0, len(text)),) if found is None else found


def _unspaced_matches(text: str, wanted: Mapping[str, int]) -> Iterator[Found]:
    """Yield what is *wanted* in a script without spaces, broken over two lines or not."""
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = re.compile("|".join(r"\s?".join(map(re.escape, one)) for one in longest_first))
    for match in pattern.finditer(text):
        yield match.start(), match.end(), wanted["".join(match[0].split())]


def _matches_among(places: list[Place], wanted: Wanted, offset: int, length: int) -> Iterator[Found]:
    """Yield what was wanted among *places* of a text that stands at *offset*, if it begins within *length*."""
    for term, word, start, end in places:
        if start < length and (group := _group(term, word, wanted)):
            yield start + offset, end + offset, group
    for part, sequences in ((0, wanted.term_sequences), (1, wanted.word_sequences)):
        for start, end, group in _sequences(places, part, sequences):
            if start < length:
                yield start + offset, end + offset, group


def _group(term: str, word: str, wanted: Wanted) -> int:
    group = wanted.terms.get(term) or wanted.words.get(word)
    return wanted.loosely(word) if group is None else group


def _sequences(places: list[Place], part: int, wanted: dict[tuple[str, ...], int]) -> Iterator[Found]:
    if not wanted:
        return
    listed = [place[part] for place in places]
    for sequence, group in wanted.items():
        at, first, length = -1, sequence[0], len(sequence)
        while True:
            try:
                at = listed.index(first, at + 1)
            except ValueError:
                break
            if tuple(listed[at : at + length]) == sequence:
                yield places[at][2], places[at + length - 1][3], group


def _first_sight(text: str, wanted: Wanted) -> int:
    """Return where to begin to look in a huge text: a little before the first word that resembles a match."""
    low = text.lower()
    looked = [*wanted.terms, *wanted.words, *wanted.prefixes]
    looked += [sequence[0] for sequence in (*wanted.term_sequences, *wanted.word_sequences)]
    sights = [at for word in looked if (at := low.find(word)) >= 0] if len(low) == len(text) else []
    rarest = max(sights, default=0)
    return max(0, rarest - _HUGE // 2)


def _inside(page: Page, wanted: Wanted) -> list[Span]:
    """Return the stretches of the page that lie in the sections or country chapters asked for, () for anywhere."""
    found: list[Span] = []
    for place, words in wanted.places:
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
