"""The portable engine: whoosh, pure Python, for libraries of up to some 20,000 pages.

Only whoosh's storage is used; matching and ranking are done here by tantivy's rules, so that both engines agree.
Whoosh unpickles what it reads. Its files therefore live in the user's own cache, never in the library folder, where
they could have come with somebody else's copy; a token in the folder says which state of the library they belong to.
"""

import os
import secrets
import shutil
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from heapq import nsmallest
from importlib import import_module
from pathlib import Path
from typing import Any

from litbase.formats.files import write_whole
from litbase.search.matching import (
    COUNTRY,
    SECTION,
    TERMS,
    WORDS,
    LockedIndex,
    Match,
    PageDocument,
    Ranked,
    StaleIndex,
    best_first,
)
from litbase.search.whoosh_ranking import State

_TOKEN = "whoosh.token"  # noqa: S105 (marks a state of the index, opens nothing)
_STATES = "states"


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
        self._reader: State | None = None

    def _now(self) -> "State":
        generation = self._index.latest_generation()
        if self._reader is None or generation != self._reader.generation:
            if self._reader is not None:
                self._reader.close()
            try:
                self._reader = State(self._index.reader(), generation)
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
        return total if counted else 0, nsmallest(limit, found, key=best_first)

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
            length=len(page.words.split()),
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
