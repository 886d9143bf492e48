"""The parts of an opened library, each opened when it is first needed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from litbase.library.folder import Folder
from litbase.library.locking import Owner, WritingLock
from litbase.library.settings import Settings

if TYPE_CHECKING:
    from litbase.bib.bibliography import Bibliography
    from litbase.claims.support.meaning import Meaning
    from litbase.library.history import History
    from litbase.library.state import State
    from litbase.search.index import Index, IndexWriter
    from litbase.sources.page_store import PageStore
    from litbase.sources.store import SourceStore

Stamp = tuple[int, int, int]


class Parts:
    """Bibliography, source files, pages, index and state of one folder, kept open until `close`.

    A bibliography that another program changed on disk is read again; nothing unsaved is ever held between calls.
    """

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.lock = WritingLock(folder.writing)
        self._bibliography: Bibliography | None = None
        self._bibliography_stamp: Stamp | None = None
        self._sources: SourceStore | None = None
        self._pages: PageStore | None = None
        self._index: Index | None = None
        self._changing = False
        self.was_merged = False  # another program wrote entries too, while this one was writing
        self._state: State | None = None

    @property
    def meaning(self) -> "Meaning | None":
        """The model that ranks passages by meaning, None where the setting asks for none; raise MissingExtra."""
        if self.settings.semantic is None:
            return None
        from litbase.claims.support.meaning import open_meaning

        return open_meaning(self.settings.semantic)

    @property
    def bibliography(self) -> "Bibliography":
        stamp = stamp_of(self.folder.bibliography)
        if self._bibliography is None or (stamp != self._bibliography_stamp and not self._changing):
            from litbase.bib.bibliography import Bibliography

            self._make_derived()
            self._bibliography = Bibliography.open(self.folder.bibliography, cache=self.folder.parsed)
            self._bibliography_stamp = stamp
        return self._bibliography

    @property
    def history(self) -> "History":
        from litbase.library.history import History

        return History(self.folder)

    @property
    def sources(self) -> "SourceStore":
        if self._sources is None:
            from litbase.sources.store import SourceStore

            self._sources = SourceStore(self.folder.path)
        return self._sources

    @property
    def pages(self) -> "PageStore":
        if self._pages is None:
            from litbase.sources.page_store import PageStore

            self._make_derived()
            self._pages = PageStore(self.folder.pages)
        return self._pages

    @property
    def index(self) -> "Index":
        if self._index is None:
            from litbase.search.index import open_index

            self._make_derived()
            self._index = open_index(self.folder.index, engine=self.settings.engine, pages=self.pages)
        return self._index

    @contextmanager
    def writing_index(self) -> "Iterator[IndexWriter]":
        """Change the index (see `Index.writing`); what is noted about an index that has to begin anew is forgotten."""
        if not self.index.is_current:
            self.state.forget_index()
        with self.index.writing() as writer:
            yield writer

    @property
    def state(self) -> "State":
        if self._state is None:
            from litbase.library.state import State

            self._make_derived()
            self._state = State(self.folder.state)
        return self._state

    def _make_derived(self) -> None:
        ignored = self.folder.derived / ".gitignore"
        if not ignored.exists():
            self.folder.derived.mkdir(exist_ok=True)
            ignored.write_text("*\n", encoding="ascii")

    @property
    def is_changed(self) -> bool:
        """Whether the bibliography holds changes that are not saved."""
        if self._bibliography is None:
            return False
        try:
            return self._bibliography.content != self.folder.bibliography.read_bytes()
        except FileNotFoundError:
            return len(self._bibliography) > 0

    def save_bibliography(self) -> None:
        """Write the bibliography, merged with what another program wrote meanwhile; raise ConflictingEdit."""
        if self._bibliography is not None:
            if stamp_of(self.folder.bibliography) != self._bibliography_stamp:
                self.was_merged = True
            self._bibliography.save()
            self._bibliography_stamp = stamp_of(self.folder.bibliography)

    def drop_bibliography(self) -> None:
        """Read the bibliography anew when it is next needed: another state of it was put in place."""
        self._bibliography = None

    @contextmanager
    def writing(self, action: str, *, patience: float) -> Iterator[Owner | None]:
        """Hold the writing lock (see `WritingLock.hold`) on the bibliography as it is now; an error drops changes."""
        if self._changing:
            yield None
            return
        with self.lock.hold(action, patience=patience) as dead:
            if stamp_of(self.folder.bibliography) != self._bibliography_stamp:
                self._bibliography = None
            self._changing, self.was_merged = True, False
            try:
                yield dead
            except BaseException:
                self._bibliography = None
                raise
            finally:
                self._changing = False

    def close_derived(self) -> None:
        """Close what stands under `.litbase`, so that it is opened anew when next needed."""
        with ExitStack() as stack:
            for part in (self._pages, self._index, self._state):
                if part is not None:
                    stack.callback(part.close)
            self._pages = self._index = self._state = None

    def close(self) -> None:
        self.close_derived()
        self._bibliography = None


def stamp_of(path: Path) -> Stamp | None:
    """Return what changes whenever the file is written: inode, time, size; None if it is absent."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size)
