"""One search, from the typed query to the hits that are shown."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from litbase.errors import QueryError
from litbase.model.entry import Description
from litbase.model.page import Group, Hit, LocatorKind, Page, SearchResult, locator_at
from litbase.search.analysis import analyzer
from litbase.search.entries import EntryIndex, source_id
from litbase.search.matching import TERMS, All, Engine, FromSources, Match, Ranked, Some
from litbase.search.planning import MORE_WORDS, Planner, Wanted, is_about_pages, relaxed, variants, widened
from litbase.search.query import Leaf, Or, Query, Word, Years, leaves, parse
from litbase.search.snippets import matches as matches_in
from litbase.search.snippets import snippet_at, snippet_of_page
from litbase.search.suggesting import respelling
from litbase.sources.page_store import PageStore, StoredSource

FACETS = ("year", "publisher", "type", "language", "tag", "key")
_IN_GROUP = 3  # hits shown of each source
_NEWEST_FIRST = 10_000


class Order(StrEnum):
    SCORE = "score"
    YEAR = "year"
    KEY = "key"
    PAGE = "page"


class Answering:
    """One query, put to the pages and to the entries."""

    def __init__(
        self,
        engine: Engine,
        entries: EntryIndex,
        pages: PageStore,
        *,
        query: str,
        related: bool,
        within: Sequence[str],
    ) -> None:
        self._engine = engine
        self._entries = entries
        self._pages = pages
        self._query = query
        self._within = tuple(within)
        self._described: dict[str, Description] = {}
        typed = parse(query)
        self._asked = self._widened(typed) if related else typed
        self._languages = entries.languages()
        self.wanted = Wanted()
        self._plan_words: list[tuple[Word, tuple[str, ...]]] = []

    def _widened(self, query: Query) -> Query:
        from litbase.search.thesaurus import load_thesaurus

        return widened(query, load_thesaurus())

    def answer(self, *, limit: int, offset: int, sort: Order, group: bool, facets: Sequence[str]) -> SearchResult:
        for facet in facets:
            if facet not in FACETS:
                raise QueryError(f"there is no facet '{facet}'", self._query, 0, f"facets are {', '.join(FACETS)}")
        found = self._find(self._asked, reach=limit + offset)
        matched = "all"
        if not found.total and (looser := relaxed(self._asked)) is not None:
            found, matched = self._find(looser, reach=limit + offset), "any"
        shown = _Shown(self, found, sort)
        groups = shown.groups(limit, offset) if group else None
        return SearchResult(
            query=self._query,
            total=found.total,
            matched=matched,
            hits=() if group else shown.hits(limit, offset),
            groups=groups,
            suggestion=respelling(self._query, self._plan_words, self._engine),
            facets={facet: shown.facet(facet) for facet in facets},
        )

    def _find(self, query: Query, *, reach: int) -> "_Found":
        self.wanted = Wanted()
        planner = Planner(
            query=self._query,
            languages=self._languages,
            variants=self._variants,
            sources=self._sources_of,
            frequency=lambda term: self._engine.frequency(TERMS, term),
            pages=self._engine.pages(),
            wanted=self.wanted,
        )
        match: Match | None = None
        total: int = 0
        ranked: list[Ranked] = []
        if is_about_pages(query):
            match = planner.plan(query)
            planner.spare_common_words()
            if self._within:
                match = All((match, FromSources(self._sources_with(self._within))))
            total, ranked = self._engine.search(match, limit=reach)
        self._plan_words = planner.single
        found = _Found(self._engine, match, total, ranked)
        found.entries = self._entries_matching(query, found)
        return found

    def _variants(self, word: str) -> tuple[str, ...]:
        return variants(word, self._languages, self._entries.respelt)

    def _sources_of(self, leaf: Leaf) -> frozenset[int]:
        """Return the sources of which a leaf about metadata is true."""
        keys = self._entries.keys(self._entries.find(leaf, self._variants)).values()
        sources = self._sources_with(keys)
        if not isinstance(leaf, Years) and leaf.field == "lang":
            sources |= frozenset(map(source_id, self._entries.sources_in(leaf.text)))
        return sources

    def _sources_with(self, keys: Iterable[str]) -> frozenset[int]:
        wanted = set(keys)
        if len(wanted) > 20:
            return frozenset(source_id(s.sha256) for s in self._pages.sources() if s.key in wanted)
        return frozenset(source_id(s.sha256) for key in wanted for s in self._pages.sources(key))

    def _entries_matching(self, query: Query, found: "_Found") -> list[tuple[float, str]]:
        """Return the entries that match by what they say of themselves alone, with scores, best first."""
        ids = self._entries.find(query, self._variants)
        if not ids:
            return []
        keys = self._entries.keys(ids)
        if self._within:
            keys = {number: key for number, key in keys.items() if key in self._within}
        if keys and found.total:
            shown = {self.key_of(source) for source in found.by_source}
            keys = {number: key for number, key in keys.items() if key not in shown}
        scores = self._scores_of_entries(query) if keys else {}
        return sorted(
            ((scores.get(number, 0.0), key) for number, key in keys.items()), key=lambda entry: (-entry[0], entry[1])
        )

    def _scores_of_entries(self, query: Query) -> Mapping[int, float]:
        """Score descriptions like a page of usual length that says each word once."""
        pages = self._engine.pages()
        scores: dict[int, float] = {}
        for leaf in leaves(query):
            if isinstance(leaf, Years) or leaf.field is not None:
                continue
            weight = 0.0
            for word in dict.fromkeys(place[1] for place in analyzer(None).places(leaf.text)):
                holding = max(self._engine.frequency(TERMS, term) for term in self._variants(word))
                weight += math.log(1 + (max(pages - holding, 0) + 0.5) / (holding + 0.5))
            weight += MORE_WORDS if isinstance(query, Or) else 0.0
            for number in self._entries.find(leaf, self._variants):
                scores[number] = scores.get(number, 0.0) + weight
        return scores

    def source(self, source: int) -> StoredSource | None:
        sha256 = self._entries.sha256(source)
        return None if sha256 is None else self._pages.source(sha256)

    @cached_property
    def _keys(self) -> Mapping[int, str]:
        return {source_id(source.sha256): source.key for source in self._pages.sources()}

    def key_of(self, source: int) -> str | None:
        return self._keys.get(source)

    def describe(self, key: str) -> Description:
        known = self._described.get(key)
        if known is None:
            known = self._entries.entry(key) or Description(key, "misc", key)
            self._described[key] = known
        return known

    def page_hit(self, ranked: Ranked) -> Hit | None:
        """Return what is shown of a page found, None if it has left the page store meanwhile."""
        stored = self.source(ranked.source)
        page = None if stored is None else self._pages.page(stored.sha256, ranked.number)
        if stored is None or page is None:
            return None
        snippet = snippet_of_page(page, stored.language, self.wanted)
        entry = self.describe(stored.key)
        return Hit(
            key=stored.key,
            title=entry.title,
            year=entry.year,
            page=page,
            locator=locator_at(page, snippet.best, stored.cited_by),
            heading=_heading(page, snippet.best),
            snippet=snippet.text,
            spans=snippet.spans,
            score=ranked.score,
            file=stored.file,
            sha256=stored.sha256,
            ocr=page.ocr,
        )

    def entry_hit(self, key: str, score: float) -> Hit:
        """Return what is shown of an entry that matches by its description alone."""
        entry = self.describe(key)
        names = ", ".join(entry.authors)
        parts = [entry.title, names, entry.publisher, entry.year, "; ".join(entry.tags), entry.other]
        text = ". ".join(part.rstrip(".") for part in parts if part)
        found = matches_in(text, entry.language, self.wanted)
        snippet = snippet_at(text, found, found[0][0] if found else 0)
        return Hit(key, entry.title, entry.year, None, None, None, snippet.text, snippet.spans, score, None, None)


class _Found:
    """What matches: pages, best first as far as asked, and entries of which no page matches."""

    def __init__(self, engine: Engine, match: Match | None, total: int, ranked: list[Ranked]) -> None:
        self.match = match
        self.pages = total
        self.ranked = ranked
        self.entries: list[tuple[float, str]] = []
        self._engine = engine

    @property
    def total(self) -> int:
        return self.pages + len(self.entries)

    @cached_property
    def by_source(self) -> Mapping[int, int]:
        return {} if self.match is None or not self.pages else self._engine.by_source(self.match)

    def best(self, limit: int) -> list[Ranked]:
        """Return the best *limit* pages."""
        if self.match is not None and len(self.ranked) < min(limit, self.pages):
            _, self.ranked = self._engine.search(self.match, limit=limit, counted=False)
        return self.ranked[:limit]

    def of_source(self, source: int, limit: int, *, by_score: bool) -> list[Ranked]:
        """Return the matching pages of one source, best or first in the file first."""
        match = All((self.match or Some(()), FromSources(frozenset((source,)))))
        if by_score:
            return self._engine.search(match, limit=limit, counted=False)[1]
        return self._engine.in_file_order(match, limit=limit)


class _Shown:
    """What was found, in the order asked for."""

    def __init__(self, answering: Answering, found: _Found, sort: Order) -> None:
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
        shown = (self._hit(hit, score) for score, hit in merged[offset : offset + limit])
        return tuple(hit for hit in shown if hit is not None)

    def _hit(self, hit: Ranked | str, score: float) -> Hit | None:
        return self._answering.entry_hit(hit, score) if isinstance(hit, str) else self._answering.page_hit(hit)

    def _sorted_hits(self, limit: int, offset: int) -> tuple[Hit, ...]:
        """Walk the sources in order, skipping by their counts, so that only what is shown is looked up."""
        hits: list[Hit | None] = []
        skipped, scores = 0, {key: score for score, key in self._found.entries}
        for key, sources in self._in_order():
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

    def _in_order(self) -> list[tuple[str, list[tuple[int, int]]]]:
        """Return the keys of all that was found, in order, each with its sources and their numbers of pages."""
        keys: dict[str, list[tuple[int, int]]] = {key: [] for _, key in self._found.entries}
        for source, count in sorted(self._found.by_source.items()):
            key = self._answering.key_of(source)
            if key is not None:
                keys.setdefault(key, []).append((source, count))
        if self._sort is Order.YEAR:
            return sorted(keys.items(), key=lambda item: (-self._year(item[0]), item[0]))
        return sorted(keys.items())

    def _year(self, key: str) -> int:
        digits = "".join(filter(str.isdigit, self._answering.describe(key).year or ""))[:4]
        return int(digits) if digits else 0

    def groups(self, limit: int, offset: int) -> tuple[Group, ...]:
        totals: Counter[str] = Counter(key for _, key in self._found.entries)
        for key, sources in self._in_order():
            totals[key] += sum(count for _, count in sources)
        shown = self._keys_shown(limit + offset, totals)[offset : offset + limit]
        return tuple(self._group(key, totals[key]) for key in shown)

    def _keys_shown(self, wanted: int, totals: Mapping[str, int]) -> list[str]:
        """Return the first keys: by their best page, or in the order asked for."""
        if self._sort is not Order.SCORE:
            return [key for key, _ in self._in_order()][:wanted]
        best: dict[str, float] = {}
        reach = max(50, wanted * _IN_GROUP)
        while True:
            ranked = self._found.best(reach)
            for hit in ranked:
                key = self._answering.key_of(hit.source)
                if key is not None:
                    best.setdefault(key, hit.score)
            if len(best) >= min(wanted, len(totals) - len(self._found.entries)) or len(ranked) >= self._found.pages:
                break
            reach *= 4
        best |= {key: score for score, key in self._found.entries}
        return sorted(best, key=lambda key: (-best[key], key))[:wanted]

    def _group(self, key: str, total: int) -> Group:
        entry = self._answering.describe(key)
        scores = {known: score for score, known in self._found.entries}
        if key in scores:
            return Group(key, entry.title, entry.year, total, (self._answering.entry_hit(key, scores[key]),))
        sources = dict(self._in_order())[key]
        ranked = [hit for source, _ in sources for hit in self._found.of_source(source, _IN_GROUP, by_score=True)]
        ranked.sort(key=lambda hit: -hit.score)
        hits = (self._answering.page_hit(hit) for hit in ranked[:_IN_GROUP])
        return Group(key, entry.title, entry.year, total, tuple(hit for hit in hits if hit is not None))

    def facet(self, name: str) -> Mapping[str, int]:
        """Count all that was found by what their entries say, most first; what is not known is not counted."""
        counts: Counter[str] = Counter()
        for key, sources in self._in_order():
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


def _heading(page: Page, offset: int) -> str | None:
    mark = page.mark_at(offset, LocatorKind.SECTION, LocatorKind.CHAPTER)
    return mark.value if mark is not None else page.heading
