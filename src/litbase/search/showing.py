"""What was found, put in the order asked for, grouped and counted; only what is shown is looked up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from litbase.model.entry import Description
from litbase.model.page import Group, Hit
from litbase.search.matching import All, Engine, FromSources, Match, Ranked, Some, loosened
from litbase.search.weighing import WEIGHED

FACETS = ("year", "publisher", "type", "language", "tag", "key")
_IN_GROUP = 3  # hits shown of each source
_REACH = 50  # pages among which the first sources are looked for
_MOST_CLOSE = 2000  # pages among which the engine looks for words that stand together; among more it takes too long


class Order(StrEnum):
    SCORE = "score"
    YEAR = "year"
    KEY = "key"
    PAGE = "page"


def reach(limit: int, offset: int, *, group: bool) -> int:
    """Return how many pages to rank so that, as a rule, no more are needed for what is to be shown."""
    return max(_REACH, (limit + offset) * _IN_GROUP) if group else limit + offset


class LooksUp(Protocol):
    """Where the shown get their words from."""

    def key_of(self, source: int) -> str | None: ...
    def describe(self, key: str) -> Description: ...
    def look_up(self, keys: Iterable[str]) -> None:
        """Fetch at once how these entries describe themselves."""
        ...

    def open(self, ranked: Iterable[Ranked]) -> None:
        """Fetch at once what is needed to show these pages."""
        ...

    def page_hit(self, ranked: Ranked) -> Hit | None: ...
    def entry_hit(self, key: str, score: float) -> Hit: ...


class Found:
    """What matches: pages, best first, and entries of which no page matches.

    `weigh` puts the first pages in another order, scores falling; None leaves them as the engine ranks them.
    """

    def __init__(
        self, engine: Engine, match: Match | None, *, weigh: Callable[[Sequence[Ranked]], list[Ranked]] | None
    ) -> None:
        self.match = match if weigh is None or match is None else loosened(match)
        self.pages = 0
        self.entries: list[tuple[float, str]] = []
        self._engine = engine
        self._ranking = match
        self._weigh = weigh
        self._ranked: list[Ranked] | None = None
        self._first: list[Ranked] = []

    @property
    def total(self) -> int:
        return self.pages + len(self.entries)

    @cached_property
    def by_source(self) -> Mapping[int, int]:
        return {} if self.match is None or not self.pages else self._engine.by_source(self.match)

    def best(self, limit: int) -> list[Ranked]:
        """Return the best *limit* pages."""
        if self._ranked is None:
            self._ranked = self._begin(limit)
        elif self._ranking is not None and len(self._ranked) < min(limit, self.pages):
            _, ranked = self._engine.search(self._ranking, limit=limit, counted=False)
            self._ranked = self._after_first(ranked)
        return self._ranked[:limit]

    def _begin(self, limit: int) -> list[Ranked]:
        """Count what matches and rank the best, by closeness too where it matters and costs little."""
        if self.match is None:
            return []
        if self._weigh is None:
            self.pages, ranked = self._engine.search(self.match, limit=limit)
            return ranked
        limit = max(limit, WEIGHED)
        self.pages, ranked = self._engine.search(self.match, limit=limit)
        if self._ranking != self.match and WEIGHED < self.pages <= _MOST_CLOSE:
            _, ranked = self._engine.search(self._ranking or self.match, limit=limit, counted=False)
        else:
            self._ranking = self.match
        self._first = self._weigh(ranked[:WEIGHED]) if len(ranked) > 1 else ranked
        return self._after_first(ranked)

    def _after_first(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        first = {(hit.source, hit.number) for hit in self._first}
        return [*self._first, *(hit for hit in ranked if (hit.source, hit.number) not in first)]

    def of_source(self, source: int, limit: int, *, by_score: bool) -> list[Ranked]:
        """Return the matching pages of one source, best or first in the file first."""
        only = FromSources(frozenset((source,)))
        if not by_score:
            return self._engine.in_file_order(All((self.match or Some(()), only)), limit=limit)
        known_best = [hit for hit in self._ranked or () if hit.source == source]
        if len(known_best) >= min(limit, self.by_source.get(source, 0)):
            return known_best[:limit]
        _, ranked = self._engine.search(All((self._ranking or Some(()), only)), limit=limit, counted=False)
        first = [hit for hit in self._first if hit.source == source]
        known = {hit.number for hit in first}
        return [*first, *(hit for hit in ranked if hit.number not in known)][:limit]


class Shown:
    """What was found, in the order asked for."""

    def __init__(self, answering: LooksUp, found: Found, sort: Order) -> None:
        self._answering = answering
        self._found = found
        self._sort = sort

    def hits(self, limit: int, offset: int) -> tuple[Hit, ...]:
        if self._sort is not Order.SCORE:
            return self._sorted_hits(limit, offset)
        entries = self._found.entries[: limit + offset]
        merged: list[tuple[float, Ranked | str]] = [(hit.score, hit) for hit in self._found.best(limit + offset)]
        merged += entries
        merged.sort(key=lambda hit: -hit[0])
        merged = merged[offset : offset + limit]
        self._answering.open(hit for _, hit in merged if isinstance(hit, Ranked))
        shown = (self._hit(hit, score) for score, hit in merged)
        return tuple(hit for hit in shown if hit is not None)

    def _hit(self, hit: Ranked | str, score: float) -> Hit | None:
        return self._answering.entry_hit(hit, score) if isinstance(hit, str) else self._answering.page_hit(hit)

    def _sorted_hits(self, limit: int, offset: int) -> tuple[Hit, ...]:
        """Walk the sources in order, skipping by their counts, so that only what is shown is looked up."""
        hits: list[Hit | None] = []
        skipped, scores = 0, {key: score for score, key in self._found.entries}
        for key, sources in self._in_order.items():
            total = sum(count for _, count in sources) + (key in scores)
            if skipped + total <= offset:
                skipped += total
                continue
            needed = limit + offset - skipped
            if key in scores:
                hits.append(self._answering.entry_hit(key, scores[key]))
            for source, _ in sources:
                room = needed - len(hits)
                pages = self._found.of_source(source, room, by_score=self._sort is Order.KEY) if room > 0 else []
                hits += [self._answering.page_hit(ranked) for ranked in pages]
            if len(hits) >= needed:
                break
        first = max(0, offset - skipped)
        return tuple(hit for hit in hits[first : first + limit] if hit is not None)

    @cached_property
    def _in_order(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Return the keys of all that was found, in order, each with its sources and their numbers of pages."""
        keys: dict[str, list[tuple[int, int]]] = {key: [] for _, key in self._found.entries}
        for source, count in sorted(self._found.by_source.items()):
            key = self._answering.key_of(source)
            if key is not None:
                keys.setdefault(key, []).append((source, count))
        if self._sort is Order.YEAR:
            self._answering.look_up(keys)
            return dict(sorted(keys.items(), key=lambda item: (-self._year(item[0]), item[0])))
        return dict(sorted(keys.items()))

    def _year(self, key: str) -> int:
        digits = "".join(filter(str.isdigit, self._answering.describe(key).year or ""))[:4]
        return int(digits) if digits else 0

    def groups(self, limit: int, offset: int) -> tuple[Group, ...]:
        entries = {key: score for score, key in self._found.entries}
        totals = {key: sum(n for _, n in of) + (key in entries) for key, of in self._in_order.items()}
        shown = self._keys_shown(limit + offset, entries)[offset : offset + limit]
        best = {key: () if key in entries else self._best_of(key) for key in shown}
        self._answering.open(hit for hits in best.values() for hit in hits)
        return tuple(self._group(key, totals[key], best[key], entries) for key in shown)

    def _keys_shown(self, wanted: int, entries: Mapping[str, float]) -> list[str]:
        """Return the first keys: by their best page, or in the order asked for."""
        if self._sort is not Order.SCORE:
            return list(self._in_order)[:wanted]
        best: dict[str, float] = {}
        ranking = reach(wanted, 0, group=True)
        while True:
            ranked = self._found.best(ranking)
            for hit in ranked:
                key = self._answering.key_of(hit.source)
                if key is not None:
                    best.setdefault(key, hit.score)
            if len(best) >= min(wanted, len(self._in_order) - len(entries)) or len(ranked) >= self._found.pages:
                break
            ranking *= 4
        best |= entries
        return sorted(best, key=lambda key: (-best[key], key))[:wanted]

    def _best_of(self, key: str) -> Sequence[Ranked]:
        ranked = [
            hit for source, _ in self._in_order[key] for hit in self._found.of_source(source, _IN_GROUP, by_score=True)
        ]
        return sorted(ranked, key=lambda hit: -hit.score)[:_IN_GROUP]

    def _group(self, key: str, total: int, best: Sequence[Ranked], entries: Mapping[str, float]) -> Group:
        entry = self._answering.describe(key)
        if key in entries:
            return Group(key, entry.title, entry.year, total, (self._answering.entry_hit(key, entries[key]),))
        hits = (self._answering.page_hit(hit) for hit in best)
        return Group(key, entry.title, entry.year, total, tuple(hit for hit in hits if hit is not None))

    def facet(self, name: str) -> Mapping[str, int]:
        """Count all that was found by what their entries say, most first; what is not known is not counted."""
        counts: Counter[str] = Counter()
        self._answering.look_up(self._in_order)
        for key, sources in self._in_order.items():
            total = sum(count for _, count in sources) or 1
            for value in _facet_values(self._answering.describe(key), name):
                counts[value] += total
        return dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))


def _facet_values(entry: Description, name: str) -> tuple[str, ...]:
    match name:
        case "tag":
            return entry.tags
        case "key":
            return (entry.key,)
        case _:
            value = {"year": entry.year, "publisher": entry.publisher, "type": entry.type, "language": entry.language}
            found = value[name]
            return (found,) if found else ()
