"""The portable engine: whoosh, pure Python, for libraries of up to some 20,000 pages.

Only whoosh's storage is used; matching and ranking are done here by tantivy's rules, so that both engines agree.
Whoosh unpickles what it reads. Its files therefore live in the user's own cache, never in the library folder, where
they could have come with somebody else's copy; a token in the folder says which state of the library they belong to.
"""

import math
import os
import secrets
import shutil
import sys
import warnings
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from heapq import nsmallest
from importlib import import_module
from pathlib import Path
from typing import Any

from litbase.formats.files import write_whole
from litbase.search.matching import (
    COUNTRY,
    K1,
    SECTION,
    TERMS,
    WORDS,
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
    LockedIndex,
    Match,
    Near,
    PageDocument,
    Ranked,
    Some,
    Spelt,
    StaleIndex,
)

_MOST_SCORED = 64
_TOKEN = "whoosh.token"  # noqa: S105 (marks a state of the index, opens nothing)
_STATES = "states"

Scores = dict[int, float]


def open_whoosh(folder: Path) -> "WhooshEngine":
    """Open the index that belongs to *folder*, made empty if there is none of this user's own making."""
    index = _whoosh("index")

    folder.mkdir(parents=True, exist_ok=True)
    home = _home(folder)
    if not _belongs(home, folder):
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    try:
        if index.exists_in(str(home)):
            return WhooshEngine(index.open_dir(str(home)), home=home, folder=folder)
        return WhooshEngine(index.create_in(str(home), _schema()), home=home, folder=folder)
    except (index.IndexError, OSError, EOFError) as error:
        raise StaleIndex(f"the index of '{folder}' cannot be read") from error


def _whoosh(module: str) -> Any:
    """Import a module of whoosh, which says nothing of its types and warns about its own old habits."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module(f"whoosh.{module}")


def forget_whoosh(folder: Path) -> None:
    """Remove the files that belong to *folder* from the user's cache."""
    shutil.rmtree(_home(folder), ignore_errors=True)


def _home(folder: Path) -> Path:
    named = os.environ.get("LITBASE_CACHE")
    if named:
        cache = Path(named)
    elif sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "litbase"
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches" / "litbase"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "litbase"
    return cache / "whoosh" / sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def _belongs(home: Path, folder: Path) -> bool:
    try:
        token = (folder / _TOKEN).read_text("ascii").strip()
        return token in (home / _STATES).read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        return False


def _schema() -> Any:
    columns, fields = _whoosh("columns"), _whoosh("fields")

    def text() -> Any:
        return fields.TEXT(analyzer=Blanks(), phrase=True)

    return fields.Schema(
        source=fields.ID(),
        place=fields.COLUMN(columns.NumericColumn("Q")),
        number=fields.COLUMN(columns.NumericColumn("I")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        **{field: text() for field in (WORDS, TERMS, SECTION, COUNTRY)},
    )


class Blanks:
    """Whoosh's view of text whose words are already cut: split it at blanks."""

    def __call__(self, value: str, **_: Any) -> Iterator[Any]:
        token = _whoosh("analysis").Token(positions=True)
        for token.pos, token.text in enumerate(value.split()):
            token.boost = 1.0
            yield token

    def has_morph(self) -> bool:
        return False


class WhooshEngine:
    name = "whoosh"

    def __init__(self, index: Any, *, home: Path, folder: Path) -> None:
        self._index = index
        self._home = home
        self._folder = folder
        self._reader: _Reader | None = None

    def _now(self) -> "_Reader":
        generation = self._index.latest_generation()
        if self._reader is None or generation != self._reader.generation:
            if self._reader is not None:
                self._reader.close()
            try:
                self._reader = _Reader(self._index.reader(), generation)
            except (OSError, EOFError) as error:
                raise StaleIndex("the index of this library is damaged") from error
        return self._reader

    def pages(self) -> int:
        return self._now().alive

    def search(self, match: Match, *, limit: int, counted: bool = True) -> tuple[int, list[Ranked]]:
        reader = self._now()
        total, found = 0, []
        for segment in reader.segments:
            scores = segment.scores(match)
            total += len(scores)
            best = nsmallest(limit, scores, key=lambda at, scores=scores: -scores[at])  # type: ignore[misc]
            least = scores[best[-1]] if best else 0.0
            best = [at for at, score in scores.items() if score >= least] if len(best) == limit else best
            found += [Ranked(*segment.place(at), scores[at]) for at in best]
        return total if counted else 0, nsmallest(limit, found, key=_best_first)

    def in_file_order(self, match: Match, *, limit: int) -> list[Ranked]:
        found = [Ranked(*segment.place(at), 0.0) for segment in self._now().segments for at in segment.scores(match)]
        return nsmallest(limit, found, key=lambda ranked: ranked.number)

    def by_source(self, match: Match) -> Mapping[int, int]:
        counts: Counter[int] = Counter()
        for segment in self._now().segments:
            counts.update(segment.sources[at] for at in segment.scores(match))
        return counts

    def frequency(self, field: str, term: str) -> int:
        return self._now().frequency(field, term)

    def vocabulary(self, field: str, prefix: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        return self._now().vocabulary(field, prefix, limit)

    def writer(self) -> "WhooshWriter":
        try:
            return WhooshWriter(self._index, home=self._home, folder=self._folder)
        except _whoosh("index").LockError as error:
            raise LockedIndex from error

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._index.close()


class WhooshWriter:
    def __init__(self, index: Any, *, home: Path, folder: Path) -> None:
        self._index = index
        self._home = home
        self._folder = folder
        self._writer: Any = index.writer(limitmb=128)

    def _now(self) -> Any:
        if self._writer is None:
            self._writer = self._index.writer(limitmb=128)
        return self._writer

    def add(self, page: PageDocument) -> None:
        sections = {field: value for field, value in ((SECTION, page.section), (COUNTRY, page.country)) if value}
        self._now().add_document(
            source=f"{page.source:x}",
            place=page.source,
            number=page.number,
            length=page.words.count(" ") + 1 if page.words else 0,
            words=page.words,
            terms=page.terms,
            **sections,
        )

    def remove(self, source: int) -> None:
        self._now().delete_by_term("source", f"{source:x}")

    def clear(self) -> None:
        self._now().commit(mergetype=_whoosh("writing").CLEAR)
        self._writer = None

    def commit(self) -> None:
        """Commit, and say in the folder which state this is; either state may be found after a crash in between."""
        new = secrets.token_hex(16)
        with suppress(OSError):
            new = f"{new}\n{(self._folder / _TOKEN).read_text('ascii').strip()}"
        write_whole(self._home / _STATES, new.encode())
        self._now().commit()
        self._writer = None
        write_whole(self._folder / _TOKEN, new.split()[0].encode())

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            self._writer = None


class _Reader:
    """One state of the index."""

    def __init__(self, reader: Any, generation: int) -> None:
        self.generation = generation
        self._reader = reader
        self.pages = max(reader.doc_count_all(), 1)
        self.alive = int(reader.doc_count())
        self._frequencies: dict[tuple[str, str], int] = {}
        self._average: dict[str, float] = {}
        self.segments = [_Segment(leaf, self) for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]

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


class _Segment:
    """One part of the index; pages are numbered within it."""

    def __init__(self, leaf: Any, reader: _Reader) -> None:
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
        return found if len(terms) <= _MOST_SCORED else dict.fromkeys(found, 1.0)

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


def _best_first(ranked: Ranked) -> tuple[float, int, int]:
    return (-round(ranked.score, 4), ranked.source, ranked.number)
