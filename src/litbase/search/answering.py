"""One search, from the typed query to the hits that are shown."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from litbase.errors import QueryError
from litbase.model.entry import Description
from litbase.model.page import Hit, LocatorKind, Page, SearchResult, locator_at
from litbase.search.analysis import analyzer
from litbase.search.entries import EntryIndex, source_id
from litbase.search.matching import TERMS, All, Engine, FromSources, Match, Ranked
from litbase.search.planning import MORE_WORDS, Planner, is_about_pages, relaxed, typed_words, variants
from litbase.search.query import Leaf, Or, Query, Word, Years, leaves, parse
from litbase.search.reader import Reader
from litbase.search.showing import FACETS, Found, Order, Shown, reach
from litbase.search.snippets import snippet_at, snippet_of_page
from litbase.search.suggesting import respelling
from litbase.search.wanted import Wanted
from litbase.search.weighing import can_be_weighed, weighed
from litbase.sources.page_store import PageStore


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
        self._typed = parse(query)
        self._asked = self._widened(self._typed) if related else self._typed
        self._languages = entries.languages()
        self.wanted = Wanted()
        self._reader = Reader(entries, pages)
        self._frequencies: dict[str, int] = {}
        self._plan_words: list[tuple[Word, tuple[str, ...]]] = []

    def _widened(self, query: Query) -> Query:
        from litbase.search.thesaurus import load_thesaurus, widened

        return widened(query, load_thesaurus())

    def answer(self, *, limit: int, offset: int, sort: Order, group: bool, facets: Sequence[str]) -> SearchResult:
        for facet in facets:
            if facet not in FACETS:
                raise QueryError(f"there is no facet '{facet}'", self._query, 0, f"facets are {', '.join(FACETS)}")
        ranked, by_score = reach(limit, offset, group=group), sort is Order.SCORE
        found = self._find(self._asked, reach=ranked, by_score=by_score)
        matched = "all"
        if not found.total and (looser := relaxed(self._asked) or relaxed(self._typed)) is not None:
            found, matched = self._find(looser, reach=ranked, by_score=by_score), "any"
        shown = Shown(self, found, sort)
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

    def _find(self, query: Query, *, reach: int, by_score: bool) -> "Found":
        wanted = Wanted(typed=typed_words(query))
        planner = Planner(
            query=self._query,
            languages=self._languages,
            variants=self._variants,
            sources=self._sources_of,
            frequency=self._frequency,
            count=lambda match: self._engine.search(match, limit=0)[0],
            pages=self._engine.pages(),
            wanted=wanted,
        )
        match: Match | None = None
        if is_about_pages(query):
            match = planner.plan(query)
            planner.spare_common_words()
            if self._within:
                match = All((match, FromSources(self._sources_with(self._within))))
        self._plan_words, self.wanted = planner.single, wanted
        self._reader.look_for(wanted)
        found = Found(self._engine, match, weigh=self._weigh if by_score and can_be_weighed(query, wanted) else None)
        found.best(reach)
        found.entries = self._entries_matching(query, found)
        return found

    def _weigh(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        return weighed(ranked, self._reader, self.wanted, pages=self._engine.pages())

    def _frequency(self, term: str) -> int:
        known = self._frequencies.get(term)
        if known is None:
            known = self._frequencies[term] = self._engine.frequency(TERMS, term)
        return known

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

    def _entries_matching(self, query: Query, found: "Found") -> list[tuple[float, str]]:
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

    def open(self, ranked: Iterable[Ranked]) -> None:
        shown = tuple(ranked)
        self._reader.open(shown)
        self.look_up(opened[0].key for opened in map(self._reader.page, shown) if opened is not None)

    @cached_property
    def _keys(self) -> Mapping[int, str]:
        return {source_id(source.sha256): source.key for source in self._pages.sources()}

    def key_of(self, source: int) -> str | None:
        return self._keys.get(source)

    def look_up(self, keys: Iterable[str]) -> None:
        new = [key for key in dict.fromkeys(keys) if key not in self._described]
        found = self._entries.described(new) if new else {}
        self._described.update((key, found.get(key) or Description(key, "misc", key)) for key in new)

    def describe(self, key: str) -> Description:
        if key not in self._described:
            self.look_up((key,))
        return self._described[key]

    def page_hit(self, ranked: Ranked) -> Hit | None:
        """Return what is shown of a page found, None if it has left the page store meanwhile."""
        opened = self._reader.page(ranked)
        if opened is None:
            return None
        stored, page = opened
        snippet = snippet_of_page(page, self._reader.marks(ranked), self.wanted.places)
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
        found = self._reader.marks_in(text, entry.language)
        snippet = snippet_at(text, found, found[0][0] if found else 0)
        return Hit(key, entry.title, entry.year, None, None, None, snippet.text, snippet.spans, score, None, None)


def _heading(page: Page, offset: int) -> str | None:
    """Return the heading in force at *offset*, after the country chapter that it stands in: "Norland: Prosecution"."""
    mark = page.mark_at(offset, LocatorKind.SECTION, LocatorKind.CHAPTER)
    chapter = page.mark_at(offset, LocatorKind.CHAPTER)
    if mark is None:
        return page.heading
    return mark.value if chapter in (None, mark) else f"{chapter.value}: {mark.value}"
