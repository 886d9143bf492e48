"""Matching and ranking over whoosh's postings, by tantivy's rules, so that both engines agree."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from litbase.search.matching import (
    COUNTRY,
    K1,
    MOST_SCORED,
    SECTION,
    All,
    AnyOf,
    B,
    Begins,
    Close,
    Every,
    Filter,
    FromSources,
    InOrder,
    Lift,
    Match,
    Near,
    Some,
    Spelt,
)

Scores = dict[int, float]
"""Pages, numbered within their segment, with their scores."""


class State:
    """One state of the index."""

    def __init__(self, reader: Any, generation: int) -> None:
        self.generation = generation
        self._reader = reader
        self.pages = max(reader.doc_count_all(), 1)
        self.alive = int(reader.doc_count())
        self._frequencies: dict[tuple[str, str], int] = {}
        self._average: dict[str, float] = {}
        self.segments = [Segment(leaf, self) for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]

    def close(self) -> None:
        self._reader.close()

    def frequency(self, field: str, term: str) -> int:
        known = self._frequencies.get((field, term))
        if known is None:
            known = int(self._reader.doc_frequency(field, term))
            self._frequencies[field, term] = known
        return known

    def rarity(self, field: str, term: str) -> float:
        holding = self.frequency(field, term)
        return math.log(1 + (self.pages - holding + 0.5) / (holding + 0.5))

    def average(self, field: str) -> float:
        """Return the mean number of words a page has in *field*."""
        if field not in self._average:
            self._average[field] = max(self._reader.field_length(field) / self.pages, 1e-9)
        return self._average[field]

    def vocabulary(self, field: str, prefix: str, limit: int | None = None) -> list[tuple[str, int]]:
        if not self.segments:
            return []
        found = [(term.decode(), info.doc_frequency()) for term, info in self._reader.iter_prefix(field, prefix)]
        found.sort(key=lambda known: (-known[1], known[0]))
        return found[:limit]


class Segment:
    """One part of the index; pages are numbered within it."""

    def __init__(self, leaf: Any, reader: State) -> None:
        self._leaf = leaf
        self._reader = reader
        self._numbers = array("I", self._column("number"))
        self._norms = array("I", map(_rounded_length, self._column("length")))
        self.sources = array("Q", self._column("place"))

    def _column(self, name: str) -> Iterator[int]:
        column = self._leaf.column_reader(name)
        return (column[at] for at in range(self._leaf.doc_count_all()))

    def place(self, at: int) -> tuple[int, int]:
        return self.sources[at], self._numbers[at]

    def scores(self, match: Match) -> Scores:
        """Return the matching pages with their scores."""
        match match:
            case AnyOf(field, terms):
                return _sum([self._term(field, term) for term in terms])
            case InOrder(field, terms):
                return self._in_order(field, terms)
            case Near():
                return self._near(match)
            case Begins(field, prefix):
                return self._begins(field, prefix)
            case Spelt():
                return self._spelt(match)
            case FromSources(sources):
                return self._from_sources(sources)
            case Filter(part):
                return dict.fromkeys(self.scores(part), 0.0)
            case Every():
                return dict.fromkeys(self._leaf.all_doc_ids(), 0.0)
            case All():
                return self._all(match)
            case Some(parts):
                return _sum([self.scores(part) for part in parts])

    def _all(self, match: All) -> Scores:
        found = sorted((self.scores(part) for part in match.parts), key=len)
        pages = set(found[0]).intersection(*found[1:])
        for part in match.without:
            if pages:
                pages.difference_update(self.scores(part))
        total = {at: sum(scores[at] for scores in found) for at in pages}
        for better in match.better:
            fitting: Iterable[int] = (
                pages.intersection(self.scores(better.part))
                if isinstance(better, Lift)
                else self._together(better, sorted(pages))
            )
            for at in fitting:
                total[at] += better.weight
        return total

    def _together(self, close: Close, pages: Sequence[int]) -> set[int]:
        found: set[int] = set()
        for pair in close.pairs:
            for at, (first, second) in self._positions(close.field, pair, among=pages):
                gaps = (b - a - 1 for a in first for b in second)
                if any(0 <= gap <= close.distance or 0 <= -gap - 2 <= close.distance - 2 for gap in gaps):
                    found.add(at)
        return found

    def _postings(self, field: str, term: str) -> Any:
        """Return whoosh's cursor over the pages with *term*, None if there are none."""
        if (field, term) not in self._leaf:
            return None
        return self._leaf.postings(field, term)

    def _term(self, field: str, term: str) -> Scores:
        cursor = self._postings(field, term)
        counts: dict[int, float] = {}
        while cursor is not None and cursor.is_active():
            counts[cursor.id()] = cursor.weight()
            cursor.next()
        return self._weighed(field, counts, self._reader.rarity(field, term))

    def _weighed(self, field: str, counts: Mapping[int, float], rarity: float) -> Scores:
        """Score by BM25 from how often pages hold something."""
        weight, norms = rarity * (1 + K1), self._norms
        fixed, scaled = K1 * (1 - B), K1 * B / self._reader.average(field)
        if field in (SECTION, COUNTRY):
            return {at: weight * count / (count + K1) for at, count in counts.items()}
        return {at: weight * count / (count + fixed + scaled * norms[at]) for at, count in counts.items()}

    def _positions(
        self, field: str, terms: Sequence[str], *, among: Sequence[int] | None = None
    ) -> Iterator[tuple[int, list[list[int]]]]:
        """Yield the pages, all or of *among* (rising), that hold all of *terms*, with the positions of each."""
        cursors = [self._postings(field, term) for term in terms]
        if any(cursor is None for cursor in cursors):
            return
        while all(cursor.is_active() for cursor in cursors):
            furthest = max(cursor.id() for cursor in cursors)
            if among is not None:
                next_at = bisect_left(among, furthest)
                if next_at == len(among):
                    return
                furthest = among[next_at]
            for cursor in cursors:
                if cursor.id() < furthest:
                    cursor.skip_to(furthest)
            if not all(cursor.is_active() for cursor in cursors):
                return
            if all(cursor.id() == furthest for cursor in cursors):
                yield furthest, [cursor.value_as("positions") for cursor in cursors]
                cursors[0].next()

    def _in_order(self, field: str, terms: Sequence[str]) -> Scores:
        counts: dict[int, float] = {}
        for at, places in self._positions(field, terms):
            starts = set(places[0])
            for offset, others in enumerate(places[1:], start=1):
                starts.intersection_update(place - offset for place in others)
            if starts:
                counts[at] = len(starts)
        return self._weighed(field, counts, sum(self._reader.rarity(field, term) for term in terms))

    def _near(self, match: Near) -> Scores:
        span = len(match.terms) + match.distance
        pages = [at for at, places in self._positions(match.field, match.terms) if _narrowest(places) <= span]
        words = [self._term(match.field, term) for term in match.terms]
        return {at: sum(scores[at] for scores in words) for at in pages}

    def _begins(self, field: str, prefix: str) -> Scores:
        terms = [term for term, _ in self._reader.vocabulary(field, prefix)]
        found = _sum([self._term(field, term) for term in terms])
        return found if len(terms) <= MOST_SCORED else dict.fromkeys(found, 1.0)

    def _spelt(self, match: Spelt) -> Scores:
        from rapidfuzz.distance import OSA

        known = self._reader.vocabulary(match.field, "")
        near = [
            term for term, _ in known if OSA.distance(term, match.word, score_cutoff=match.distance) <= match.distance
        ]
        return dict.fromkeys(_sum([self._term(match.field, term) for term in near]), 1.0)

    def _from_sources(self, sources: frozenset[int]) -> Scores:
        found: Scores = {}
        for source in sources:
            cursor = self._postings("source", f"{source:x}")
            while cursor is not None and cursor.is_active():
                found[cursor.id()] = 0.0
                cursor.next()
        return found


def _sum(found: Sequence[Scores]) -> Scores:
    if len(found) == 1:
        return found[0]
    total: Scores = {}
    for scores in found:
        for at, score in scores.items():
            total[at] = total.get(at, 0.0) + score
    return total


def _narrowest(places: Sequence[Sequence[int]]) -> float:
    """Return the length in words of the shortest stretch that holds a position of every list."""
    merged = sorted((place, which) for which, listed in enumerate(places) for place in listed)
    last: dict[int, int] = {}
    narrowest = math.inf
    for place, which in merged:
        last[which] = place
        if len(last) == len(places):
            narrowest = min(narrowest, place - min(last.values()) + 1)
    return narrowest


def _length_steps() -> list[int]:
    """Return the page lengths tantivy tells apart (Lucene's SmallFloat.byte4ToInt)."""
    steps = list(range(40))
    step, value = 1, 40
    while len(steps) < 256:
        for _ in range(8):
            steps.append(value)
            value += step * 2
        step *= 2
    return steps[:256]


_LENGTHS = _length_steps()


def _rounded_length(length: int) -> int:
    return _LENGTHS[bisect_right(_LENGTHS, length) - 1]
