"""The index of a library: pages by their words, entries by their description, behind one door for both engines.

A page is known by the SHA-256 of its file and its number, never by the key of its entry: renaming an entry or
describing it anew touches no page. The index holds no text; the pages shown come from the page store.
"""

import math
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from litbase.errors import SettingsError
from litbase.model.entry import Description
from litbase.model.page import LocatorKind, Page, SearchResult
from litbase.search.analysis import ANALYSIS_VERSION, UNKNOWN, analyzer
from litbase.search.entries import EntryIndex, source_id
from litbase.search.matching import (
    FORMAT,
    TERMS,
    All,
    AnyOf,
    Engine,
    EngineWriter,
    FromSources,
    InOrder,
    LockedIndex,
    Match,
    PageDocument,
    Some,
    StaleIndex,
)
from litbase.search.planning import variants
from litbase.search.showing import Order
from litbase.search.stemming import compiled, stemmer_name
from litbase.sources.page_store import PageStore

__all__ = ["Index", "IndexWriter", "LockedIndex", "StaleIndex", "engine_in_force", "open_index"]

ENGINES = ("tantivy", "whoosh")
_MOST_ASKED = 40  # rarest terms of a passage that are looked for
_BETWEEN = " | "  # stands between two headings, so that no phrase runs from one into the other


def engine_in_force(engine: str | None) -> str:
    """Return the engine that serves a library set to *engine*, None meaning the best one installed."""
    return engine or ("tantivy" if compiled() else "whoosh")


def open_index(folder: Path, *, engine: str | None, pages: PageStore) -> "Index":
    """Open the index in *folder*; *engine* None means the best one installed.

    An absent, unreadable, foreign or outdated index opens too: then `is_current` is False, and searching it raises
    StaleIndex until it was written anew.
    """
    name = engine_in_force(engine)
    if name not in ENGINES:
        raise SettingsError(f"there is no search engine '{name}'", f"choose one of: {', '.join(ENGINES)}")
    if name == "tantivy" and not compiled():
        raise SettingsError("the search engine 'tantivy' is not installed", 'set engine = "whoosh" in litbase.toml')
    return Index(folder, engine=name, pages=pages)


class Index:
    """An open index; any number may read while one writes."""

    def __init__(self, folder: Path, *, engine: str, pages: PageStore) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.engine = engine
        self._folder = folder
        self._pages = pages
        self._entries = EntryIndex(folder / "entries.sqlite3")
        self._opened: Engine | None = None
        try:
            self._opened = self._open_engine()
        except StaleIndex:
            self._opened = None

    def _open_engine(self) -> Engine:
        if self.engine == "tantivy":
            from litbase.search.engine_tantivy import open_tantivy

            return open_tantivy(self._folder / "tantivy")
        from litbase.search.engine_whoosh import open_whoosh

        return open_whoosh(self._folder / "whoosh")

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        self._entries.close()

    @property
    def _stamp(self) -> Mapping[str, str]:
        analysis = f"{ANALYSIS_VERSION} {stemmer_name()}"
        return {"format": str(FORMAT), "engine": self.engine, "analysis": analysis}

    @property
    def is_current(self) -> bool:
        """Say whether the index can be searched: complete when last written, of this version, engine and machine."""
        if self._opened is None or self._entries.stamp() != self._stamp:
            return False
        try:
            return self._opened.pages() > 0 or self._entries.pages() == 0
        except StaleIndex:
            return False

    def missing_sources(self) -> tuple[str, ...]:
        """Return the sources in the page store whose pages are not in the index, as after a writer died."""
        indexed = {source.sha256 for source in self._entries.sources()}
        return tuple(source.sha256 for source in self._pages.sources() if source.sha256 not in indexed)

    def _current(self) -> Engine:
        if self._opened is None or not self.is_current:
            raise StaleIndex
        return self._opened

    @contextmanager
    def writing(self) -> Iterator["IndexWriter"]:
        """Change the index: all of it is seen once the block ends, nothing if it raises.

        An index that is not current is emptied first. Raises LockedIndex while another process writes.
        """
        engine = self._opened
        if engine is None or not self.is_current:
            engine = self._start_afresh()
        writer = IndexWriter(engine.writer(), self._entries, stamp=self._stamp)
        try:
            yield writer
            writer.commit()
        finally:
            writer.close()

    def _start_afresh(self) -> Engine:
        if self._opened is not None:
            self._opened.close()
        if self.engine == "whoosh":
            from litbase.search.engine_whoosh import forget_whoosh

            forget_whoosh(self._folder / "whoosh")
        for name in ENGINES:
            shutil.rmtree(self._folder / name, ignore_errors=True)
        self._entries.begin()
        self._entries.empty()
        self._entries.commit()
        self._opened = self._open_engine()
        return self._opened

    def search(
        self,
        query: str,
        *,
        within: Sequence[str] = (),
        limit: int = 10,
        offset: int = 0,
        sort: Order | str = "score",
        group: bool = False,
        facets: Sequence[str] = (),
        related: bool = False,
    ) -> SearchResult:
        """Find pages and entries that match *query* (see `query`), *within* the entries with these keys.

        `sort` is "score", "year" (newest first), "key" or "page" (key, then place in the file). Facets count all
        that was found, not only what is shown. Raises QueryError, StaleIndex.
        """
        from litbase.search.answering import Answering

        asked = Answering(self._current(), self._entries, self._pages, query=query, related=related, within=within)
        return asked.answer(limit=limit, offset=offset, sort=Order(sort), group=group, facets=facets)

    def passages(
        self, text: str | Iterable[str], *, sha256s: Sequence[str] | None = None, limit: int = 50
    ) -> list[tuple[str, int, float]]:
        """Return the pages that share most of the rare words of *text* as (sha256, number, score), best first.

        *text* is words of any language in the index, or terms as `analysis.tokens` gives them.
        """
        engine = self._current()
        terms, figures = self._looked_for(text)
        rarest = sorted(terms, key=lambda found: max((engine.frequency(TERMS, term) or math.inf) for term in found))
        parts: list[Match] = [AnyOf(TERMS, found) for found in rarest[:_MOST_ASKED]]
        if not parts:
            return []
        match: Match = Some((*parts, *figures))
        if sha256s is not None:
            match = All((match, FromSources(frozenset(map(source_id, sha256s)))))
        _, ranked = engine.search(match, limit=limit, counted=False)
        found = ((self._entries.sha256(hit.source), hit.number, hit.score) for hit in ranked)
        return [(sha256, number, score) for sha256, number, score in found if sha256 is not None]

    def _looked_for(self, text: str | Iterable[str]) -> tuple[list[tuple[str, ...]], list[Match]]:
        """Return the terms of each different word, and the figures and symbols that are several words: 27.6."""
        if not isinstance(text, str):
            return [(term,) for term in dict.fromkeys(text)], []
        languages = self._entries.languages()
        words = dict.fromkeys(place[1] for place in analyzer(None).places(text))
        terms = [variants(word, languages, self._entries.respelt) for word in words]
        figures = [
            InOrder(TERMS, found)
            for chunk in dict.fromkeys(text.split())
            if any(map(str.isdigit, chunk)) and len(found := tuple(p[1] for p in analyzer(None).places(chunk))) > 1
        ]
        return terms, list(figures)

    def document_frequency(self, terms: Iterable[str], language: str | None = None) -> dict[str, int]:
        """Count the pages that hold each of *terms*: words of *language*, or, where that is None, terms as indexed."""
        engine = self._current()
        if language is None:
            return {term: engine.frequency(TERMS, term) for term in terms}
        stems = {word: [place[0] for place in analyzer(language).places(word)] for word in terms}
        return {word: min((engine.frequency(TERMS, t) for t in found), default=0) for word, found in stems.items()}

    def rarity(self, terms: Iterable[str], language: str | None = None) -> dict[str, float]:
        """Weigh *terms* as BM25 does: about 0 for what every page holds, most for what no page holds."""
        pages = self._current().pages()
        counts = self.document_frequency(terms, language)
        return {term: math.log(1 + (pages - n + 0.5) / (n + 0.5)) if n <= pages else 0.0 for term, n in counts.items()}


@dataclass(frozen=True, slots=True)
class AnalysedSource:
    """The pages of a source as they are indexed; `respelt` as in `Analyzer`."""

    sha256: str
    language: str | None
    documents: tuple[PageDocument, ...]
    respelt: frozenset[tuple[str, str]]


def analyse_source(sha256: str, language: str | None, pages: Iterable[Page]) -> AnalysedSource:
    """Analyse the pages of a source, which needs no index and may be done long before they are put into one."""
    source, words = source_id(sha256), analyzer(language or UNKNOWN)
    headings: dict[str, str] = {}
    documents = []
    for page in pages:
        section, country = (
            _joined(page, kinds, headings)
            for kinds in ((LocatorKind.SECTION, LocatorKind.CHAPTER), (LocatorKind.CHAPTER,))
        )
        documents.append(PageDocument(source, page.number, *words.indexed(page.text), section, country))
    return AnalysedSource(sha256, language, tuple(documents), frozenset(words.respelt))


def _joined(page: Page, kinds: Collection[LocatorKind], known: dict[str, str]) -> str:
    """Return the words of the headings on a page; those of each heading are worked out once, and *known* then."""
    named = [mark.value for mark in page.marks if mark.kind in kinds]
    headings = dict.fromkeys([*named, page.heading] if page.heading else named)
    for heading in headings:
        if heading not in known:
            known[heading] = analyzer(None).indexed(heading)[0]
    return _BETWEEN.join(map(known.__getitem__, headings))


class IndexWriter:
    """Changes to an index."""

    def __init__(self, engine: EngineWriter, entries: EntryIndex, *, stamp: Mapping[str, str]) -> None:
        self._engine = engine
        self._entries = entries
        self._stamp = stamp
        entries.begin()
        self._sweep()

    def _sweep(self) -> None:
        """Drop what a writer that died left half done."""
        left = self._entries.unsettled()
        for sha256 in left:
            self._engine.remove(source_id(sha256))
        self._entries.drop_sources(left)

    def put_source(self, sha256: str, language: str | None, pages: Iterable[Page]) -> None:
        """Index the pages of a source, in place of those indexed for the same bytes."""
        self.put_analysed(analyse_source(sha256, language, pages))

    def put_analysed(self, source: AnalysedSource) -> None:
        """Do what `put_source` does with pages that were analysed before."""
        if self._entries.holds(source.sha256):
            self._engine.remove(source_id(source.sha256))
        for document in source.documents:
            self._engine.add(document)
        self._entries.put_source(source.sha256, source.language, len(source.documents))
        self._entries.put_respellings(source.respelt)

    def remove_source(self, sha256: str) -> None:
        self._engine.remove(source_id(sha256))
        self._entries.leave(sha256)

    def put_entry(self, description: Description) -> None:
        """Describe an entry, in place of what was said under its key."""
        self._entries.put(description)

    def remove_entry(self, key: str) -> None:
        self._entries.remove(key)

    def clear(self) -> None:
        """Empty the index."""
        self._engine.clear()
        self._entries.clear()

    def commit(self) -> None:
        """Make the changes so far visible and lasting.

        The entry side says first which sources are about to change, so that a crash before the pages are committed
        can be told afterwards.
        """
        self._entries.set_stamp(self._stamp)
        self._entries.commit()
        self._engine.commit()
        self._entries.begin()
        self._entries.settle()
        self._entries.commit()
        self._entries.begin()

    def close(self) -> None:
        """Give up what was not committed."""
        self._entries.rollback()
        self._engine.close()
