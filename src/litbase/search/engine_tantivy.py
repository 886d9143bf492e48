"""The default engine: tantivy, compiled, for any number of pages."""

import os
import re
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from litbase.search.matching import (
    COUNTRY,
    MOST_SCORED,
    SECTION,
    TERMS,
    WORDS,
    All,
    AnyOf,
    Begins,
    Close,
    Every,
    Filter,
    FromSources,
    InOrder,
    Lift,
    LockedIndex,
    Match,
    Near,
    PageDocument,
    Ranked,
    Some,
    Spelt,
    StaleIndex,
    best_first,
)

_HEAP = 192_000_000  # bytes of memory a writer fills before it starts another segment
_THREADS = 1  # reading the files keeps the other processors busy
_MOST_SOURCES = 1_000_000
_BLANKS = "blanks"


def open_tantivy(folder: Path) -> "TantivyEngine":
    """Open the index in *folder*, made if absent; raises StaleIndex if it cannot be read."""
    import tantivy

    folder.mkdir(parents=True, exist_ok=True)
    try:
        if not tantivy.Index.exists(str(folder)):
            index = tantivy.Index(_schema(), path=str(folder))
        elif os.access(folder, os.W_OK):
            index = tantivy.Index.open(str(folder))
        else:
            index = tantivy.Index.open(_writable_twin(folder))
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_BLANKS, blanks)
        index.config_reader("manual")
        return TantivyEngine(index, folder)
    except (ValueError, OSError) as error:
        raise StaleIndex(f"the index in '{folder}' cannot be read") from error


def _writable_twin(folder: Path) -> str:
    """Return a temporary folder of links to the index: a reader makes a lock file, which a read-only medium refuses."""
    import atexit
    import shutil
    import tempfile

    twin = tempfile.mkdtemp(prefix="litbase-index-")
    atexit.register(shutil.rmtree, twin, ignore_errors=True)
    for file in folder.iterdir():
        if file.suffix != ".lock":
            (Path(twin) / file.name).symlink_to(file.resolve())
    return twin


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("source", indexed=True, fast=True)
    builder.add_unsigned_field("number", fast=True)
    for field in (WORDS, TERMS, SECTION, COUNTRY):
        builder.add_text_field(field, tokenizer_name=_BLANKS, index_option="position")
    return builder.build()


class TantivyEngine:
    name = "tantivy"

    def __init__(self, index: Any, folder: Path) -> None:
        self._index = index
        self._schema = index.schema
        self._state = folder / "meta.json"
        self._seen: tuple[int, ...] = ()
        self._searcher: Any = None

    def _now(self) -> Any:
        """Return a searcher over what was last committed, by this process or another."""
        found = self._state.stat()
        changed = (found.st_ino, found.st_mtime_ns, found.st_size)  # two commits may fall into one tick of the clock
        if self._searcher is None or changed != self._seen:
            try:
                self._index.reload()
            except ValueError as error:
                raise StaleIndex("the index of this library is damaged") from error
            self._searcher = self._index.searcher()
            self._seen = changed
        return self._searcher

    def pages(self) -> int:
        return int(self._now().num_docs)

    def search(self, match: Match, *, limit: int, counted: bool = True) -> tuple[int, list[Ranked]]:
        searcher = self._now()
        try:
            found = searcher.search(self._query(match), _at_most(limit, searcher), count=counted)
        except ValueError as error:
            raise StaleIndex("the index of this library is damaged") from error
        places = self._places(searcher, [address for _, address in found.hits[:limit]])
        ranked = [Ranked(*place, score) for place, (score, _) in zip(places, found.hits[:limit], strict=True)]
        return (found.count or 0) if counted else 0, sorted(ranked, key=best_first)

    def in_file_order(self, match: Match, *, limit: int) -> list[Ranked]:
        import tantivy

        searcher = self._now()
        found = searcher.search(
            self._query(match),
            _at_most(limit, searcher),
            count=False,
            order_by_field="number",
            order=tantivy.Order.Asc,
        )
        places = self._places(searcher, [address for _, address in found.hits[:limit]])
        return [Ranked(*place, 0.0) for place in places]

    def _places(self, searcher: Any, addresses: list[Any]) -> list[tuple[int, int]]:
        if not addresses:
            return []
        sources = searcher.fast_field_values("source", addresses)
        numbers = searcher.fast_field_values("number", addresses)
        return list(zip(sources, numbers, strict=True))

    def by_source(self, match: Match) -> Mapping[int, int]:
        request = {"sources": {"terms": {"field": "source", "size": _MOST_SOURCES}}}
        found = self._now().aggregate(self._query(match), request)
        return {int(bucket["key"]): bucket["doc_count"] for bucket in found["sources"]["buckets"]}

    def frequency(self, field: str, term: str) -> int:
        return int(self._now().doc_freq(field, term))

    def vocabulary(self, field: str, prefix: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        found: Sequence[tuple[str, int]] = self._now().terms_with_prefix(field, prefix, limit=limit)
        return found

    def writer(self) -> "TantivyWriter":
        try:
            return TantivyWriter(self._index.writer(_HEAP, _THREADS), self._schema)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise StaleIndex("the index cannot be written to") from error
            raise LockedIndex from error

    def close(self) -> None:
        self._searcher = None

    def _query(self, match: Match) -> Any:
        import tantivy

        query = tantivy.Query
        match match:
            case AnyOf(field, terms):
                return self._any([query.term_query(self._schema, field, term) for term in terms])
            case InOrder(field, terms):
                return query.phrase_query(self._schema, field, list(terms))
            case Near():
                return self._near(match)
            case Begins(field, prefix):
                return self._begins(field, prefix)
            case Spelt(field, word, distance):
                return query.fuzzy_term_query(self._schema, field, word, distance)
            case FromSources(sources):
                return query.const_score_query(query.term_set_query(self._schema, "source", sorted(sources)), 0.0)
            case Filter(part):
                return query.const_score_query(self._query(part), 0.0)
            case Every():
                return query.const_score_query(query.all_query(), 0.0)
            case All(parts, without, better):
                clauses = [(tantivy.Occur.Must, self._query(part)) for part in parts]
                clauses += [(tantivy.Occur.MustNot, self._query(part)) for part in without]
                clauses += [(tantivy.Occur.Should, self._better(one, parts)) for one in better]
                return query.boolean_query(clauses)
            case Some(parts):
                return self._any([self._query(part) for part in parts])

    def _any(self, queries: list[Any]) -> Any:
        import tantivy

        if not queries:
            return tantivy.Query.empty_query()
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _near(self, match: Near) -> Any:
        """Ask for the words in each order: a phrase with slop counts a change of order as a distance of its own."""
        import tantivy

        query = tantivy.Query
        orders = [
            query.phrase_query(self._schema, match.field, list(order), match.distance)
            for order in permutations(match.terms)
        ]
        words = [query.term_query(self._schema, match.field, term) for term in match.terms]
        close = query.const_score_query(self._any(orders), 0.0)
        return query.boolean_query([(tantivy.Occur.Must, part) for part in [close, *words]])

    def _better(self, better: Close | Lift, parts: Sequence[Match]) -> Any:
        """Ask for what raises the score of pages that match *parts*: asking that again spares looking at all others."""
        import tantivy

        query = tantivy.Query
        if isinstance(better, Lift):
            return query.const_score_query(self._query(better.part), better.weight)
        words = [self._query(part) for part in parts if isinstance(part, AnyOf)]
        close = [
            query.boolean_query([(tantivy.Occur.Must, part) for part in [*words, phrase]])
            for pair in better.pairs
            for phrase in [query.phrase_query(self._schema, better.field, list(pair), better.distance)]
        ]
        return query.const_score_query(self._any(close), better.weight)

    def _begins(self, field: str, prefix: str) -> Any:
        import tantivy

        known = self._now().terms_with_prefix(field, prefix, limit=MOST_SCORED + 1)
        if len(known) <= MOST_SCORED:
            return self._query(AnyOf(field, tuple(term for term, _ in known)))
        return tantivy.Query.regex_query(self._schema, field, re.escape(prefix) + ".*")


def _at_most(limit: int, searcher: Any) -> int:
    """Return *limit*, no more than there are documents: tantivy makes room for as many as it is told."""
    return max(min(limit, int(searcher.num_docs)), 1)


class TantivyWriter:
    def __init__(self, writer: Any, schema: Any) -> None:
        self._writer = writer
        self._schema = schema
        self._open = True
        self._changed = False

    def add(self, page: PageDocument) -> None:
        import tantivy

        self._changed = True
        document = tantivy.Document()
        document.add_unsigned("source", page.source)
        document.add_unsigned("number", page.number)
        document.add_text(WORDS, page.words)
        document.add_text(TERMS, page.terms)
        if page.section:
            document.add_text(SECTION, page.section)
        if page.country:
            document.add_text(COUNTRY, page.country)
        self._writer.add_document(document)

    def remove(self, source: int) -> None:
        import tantivy

        self._changed = True
        # delete_documents_by_term takes the number for a signed one and finds nothing (tantivy-py 0.27)
        self._writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "source", source))

    def clear(self) -> None:
        self._changed = True
        self._writer.delete_all_documents()

    def commit(self) -> None:
        self._writer.commit()
        self._changed = False

    def close(self) -> None:
        if self._open:
            self._open = False
            if self._changed:
                self._writer.rollback()  # would also stop the merging of segments that the last commit began
            self._writer.wait_merging_threads()
            del self._writer
