"""Where on a page that stands which was asked for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from litbase.search.analysis import UNKNOWN, Analyzer, Place, analyzer, is_paired, raw_words
from litbase.search.sightings import Stretch, plainly, sightings
from litbase.search.wanted import Wanted

_HUGE = 30_000  # characters; of a longer section only the stretch around its first matches is looked at

Found = tuple[int, int, int]  # start, end, group

Chunk = tuple[tuple[Found, ...], bool]
"""What was asked for in one unbroken piece of writing, offsets into it, and whether a sequence may pass through it."""


class Marker:
    """Marks one query's words on page after page; it remembers the words it has seen."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._known: dict[str, dict[str, Chunk]] = {}
        self._unspaced = _pattern(wanted.unspaced)

    def marks(self, text: str, language: str | None) -> list[Found]:
        """Return what was asked for in *text*, in order; of a huge text, in the stretch where it is first seen."""
        first = _first_sight(text, self._wanted) if len(text) > _HUGE else 0
        found = self._marks(text[first : first + _HUGE], language or UNKNOWN)
        return [(start + first, end + first, group) for start, end, group in found] if first else found

    def _marks(self, text: str, language: str) -> list[Found]:
        found = self._spaced(text, language) if self._wanted.is_spaced else []
        if self._unspaced is not None:
            found += _unspaced_marks(text, self._unspaced, self._wanted)
        found.sort()
        return found

    def _spaced(self, text: str, language: str) -> list[Found]:
        known, words = self._known.setdefault(language, {}), analyzer(language)
        found: list[Found] = []
        anchors: list[int] = []
        for start, end in self._to_look_at(text):
            raw = text[start:end]
            chunk = known.get(raw)
            if chunk is None:
                chunk = known[raw] = self._learn(raw, words)
            for first, last, group in chunk[0]:
                found.append((start + first, start + last, group))
            if chunk[1]:
                anchors.append(start)
        if anchors:
            found += self._sequences(text, words, sorted(anchors))
        return list(dict.fromkeys(found))

    def _to_look_at(self, text: str) -> Iterable[Stretch]:
        beginnings = self._wanted.leads
        if beginnings is None:
            return (match.span() for match in raw_words(text))
        return sightings(plainly(text), beginnings)

    def _learn(self, raw: str, words: Analyzer) -> Chunk:
        wanted = self._wanted
        places = [place for place in words.places(raw) if not is_paired(place[1])]
        marks = tuple((start, end, group) for term, word, start, end in places if (group := wanted.group(term, word)))
        return marks, any(term in wanted.anchors or word in wanted.anchors for term, word, _, _ in places)

    def _sequences(self, text: str, words: Analyzer, anchors: Sequence[int]) -> Iterator[Found]:
        """Yield the sequences of words that pass through *anchors*, each by the stretch of text around it."""
        wanted = self._wanted
        for start, end in _around(text, anchors, wanted.reach):
            places = list(words.places(text[start:end]))
            for part, sequences in ((0, wanted.term_sequences), (1, wanted.word_sequences)):
                for first, last, group in _sequences(places, part, sequences):
                    yield start + first, start + last, group


def _around(text: str, anchors: Sequence[int], reach: int) -> Iterator[Stretch]:
    """Yield stretches of *text* between blanks that leave *reach* on both sides of *anchors*, none overlapping."""
    start, end = 0, 0
    for at in anchors:
        if at - reach > end:
            if end:
                yield start, end
            start = max(text.rfind(blank, 0, at - reach) for blank in " \n") + 1
        nearest = (text.find(blank, at + reach) for blank in " \n")
        end = min((blank for blank in nearest if blank >= 0), default=len(text))
    if end:
        yield start, end


def _sequences(places: Sequence[Place], part: int, sequences: dict[tuple[str, ...], int]) -> Iterator[Found]:
    if not sequences:
        return
    listed = [place[part] for place in places]
    for sequence, group in sequences.items():
        at, first, length = -1, sequence[0], len(sequence)
        while True:
            try:
                at = listed.index(first, at + 1)
            except ValueError:
                break
            if tuple(listed[at : at + length]) == sequence:
                yield places[at][2], places[at + length - 1][3], group


def _pattern(unspaced: Iterable[str]) -> re.Pattern[str] | None:
    """Find what is asked for in scripts without spaces, broken over two lines or not, pairs that overlap too."""
    longest_first = sorted(unspaced, key=len, reverse=True)
    if not longest_first:
        return None
    either = "|".join(r"\s?".join(map(re.escape, one)) for one in longest_first)
    return re.compile(f"(?=({either}))")


def _unspaced_marks(text: str, pattern: re.Pattern[str], wanted: Wanted) -> Iterator[Found]:
    for match in pattern.finditer(text):
        start, end = match.span(1)
        yield start, end, wanted.unspaced["".join(match[1].split())]


def _first_sight(text: str, wanted: Wanted) -> int:
    """Return where to begin to look in a huge text: a little before the first word that resembles a match."""
    low = text.lower()
    looked = [*wanted.terms, *wanted.words, *wanted.prefixes]
    looked += [sequence[0] for sequence in (*wanted.term_sequences, *wanted.word_sequences)]
    sights = [at for word in looked if (at := low.find(word)) >= 0] if len(low) == len(text) else []
    rarest = max(sights, default=0)
    return max(0, rarest - _HUGE // 2)
