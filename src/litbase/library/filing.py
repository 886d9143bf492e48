"""Readings on their way into the page store and the index: in batches, each of which is there wholly or not at all."""

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from litbase.library.parts import Parts
from litbase.model.page import Reading, SourceFile

if TYPE_CHECKING:
    from litbase.model.page import Page
    from litbase.search.index import AnalysedSource

_PAGES = 5000  # pages in a batch: what a crash may cost is read again in some ten seconds
_SECONDS = 15.0


class Filing:
    """A context in which readings are put; leaving it files the last batch, or drops it if an error ended it.

    *first* is called before each batch is filed: what the pages belong to must be on disk before them.
    """

    def __init__(self, parts: Parts, *, first: Callable[[], None] | None = None, index: bool = True) -> None:
        self._parts = parts
        self._first = first
        self._with_index = index
        self._stack: ExitStack | None = None
        self._writer: Any = None
        self._filed: list[str] = []
        self._pages = 0
        self._since = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.flush()
        elif self._stack is not None:
            self._stack.__exit__(kind, error, trace)
            self._stack = None

    def put(self, source: SourceFile, reading: Reading, analysed: "AnalysedSource | None" = None) -> None:
        """Store and index the pages of *source*, whose entry is known to the bibliography."""
        self._begin()
        self._parts.pages.put(source, reading)
        self._parts.state.drop_unread([source.sha256])
        if self._with_index:
            self._index(analysed or self.analysed(source.sha256, reading.language, reading.pages))
        self._count(len(reading.pages))

    def index(self, sha256: str, language: str | None, pages: "Iterable[Page]") -> None:
        """Index pages that the store already holds."""
        self._begin()
        analysed = self.analysed(sha256, language, pages)
        self._index(analysed)
        self._count(len(analysed.documents))

    def analysed(self, sha256: str, language: str | None, pages: "Iterable[Page]") -> "AnalysedSource":
        """Analyse pages for the index, which may be done as soon as they are read, long before `put`."""
        from litbase.search.index import analyse_source

        return analyse_source(sha256, language or self._parts.settings.language, pages)

    def _index(self, source: "AnalysedSource") -> None:
        self._writer.put_analysed(source)
        self._filed.append(source.sha256)

    def _count(self, pages: int) -> None:
        self._pages += pages
        if self._pages >= _PAGES or time.monotonic() - self._since > _SECONDS:
            self.flush()

    def _begin(self) -> None:
        if self._stack is not None:
            return
        self._stack = ExitStack()
        if self._with_index:
            self._writer = self._stack.enter_context(self._parts.writing_index())
        self._stack.enter_context(self._parts.pages.writing())  # left first: pages are stored before they are indexed
        self._pages, self._since = 0, time.monotonic()

    def flush(self) -> None:
        """File the batch: pages first, then the index, then the note that they are indexed."""
        if self._stack is None:
            return
        stack, self._stack = self._stack, None
        with stack:
            if self._first is not None:
                self._first()
        with self._parts.state.writing() as state:
            state.put_indexed(self._filed)
        self._filed = []
