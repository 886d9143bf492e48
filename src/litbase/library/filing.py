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
        self._expected: dict[str, AnalysedSource] = {}
        self._early: set[str] = set()  # expected sources that the writer has already
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

    def expect(self, sha256: str, reading: Reading) -> None:
        """Index the pages of a source that will be `put` or dropped later, since that takes time and needs no entry.

        A batch that is filed before that holds nothing of it.
        """
        self._begin()
        self._expected[sha256] = self._analysed(sha256, reading.language, reading.pages)
        self._early.add(sha256)
        self._writer.put_analysed(self._expected[sha256])

    def drop(self, sha256: str) -> None:
        """Forget a source that was expected and did not get an entry."""
        if self._expected.pop(sha256, None) is not None and sha256 in self._early:
            self._withdraw(sha256)

    def put(self, source: SourceFile, reading: Reading) -> None:
        """Store and index the pages of *source*, whose entry is known to the bibliography."""
        self._begin()
        self._parts.pages.put(source, reading)
        self._parts.state.drop_unread([source.sha256])
        if self._with_index:
            expected = self._expected.pop(source.sha256, None)
            if source.sha256 not in self._early:
                self._writer.put_analysed(expected or self._analysed(source.sha256, reading.language, reading.pages))
            self._early.discard(source.sha256)
            self._filed.append(source.sha256)
        self._count(len(reading.pages))

    def index(self, sha256: str, language: str | None, pages: "Iterable[Page]") -> None:
        """Index pages that the store already holds."""
        self._begin()
        analysed = self._analysed(sha256, language, pages)
        self._writer.put_analysed(analysed)
        self._filed.append(sha256)
        self._count(len(analysed.documents))

    def _analysed(self, sha256: str, language: str | None, pages: "Iterable[Page]") -> "AnalysedSource":
        from litbase.search.index import analyse_source

        return analyse_source(sha256, language or self._parts.settings.language, pages)

    def _withdraw(self, sha256: str) -> None:
        self._early.discard(sha256)
        self._writer.remove_source(sha256)

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
        for sha256 in tuple(self._early):
            self._withdraw(sha256)
        stack, self._stack = self._stack, None
        with stack:
            if self._first is not None:
                self._first()
        with self._parts.state.writing() as state:
            state.put_indexed(self._filed)
        self._filed = []
