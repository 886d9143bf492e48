"""One library folder, opened: the public face of litbase for programs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from litbase.library.settings import Settings
from litbase.model.claim import Finding
from litbase.model.entry import Description, Entry, Problem
from litbase.model.page import Page, SearchResult
from litbase.model.record import (
    Added,
    AddReport,
    CatalogRecord,
    ImportReport,
    Progress,
    Record,
    Refused,
    Version,
)

if TYPE_CHECKING:
    from litbase.sources.page_store import StoredSource

OnProgress = Callable[[Progress], None]
OnResult = Callable[[Added | Refused], None]


class Library:
    """A folder with `library.bib`, its sources, and what is derived from them.

    Opening is cheap: the bibliography, the pages and the index are opened when first asked for. Methods that
    write take the library's one writing lock and wait for it up to `patience` seconds, then raise LockedLibrary.
    """

    def __init__(self, folder: Path, settings: Settings, *, patience: float = 5.0) -> None:
        """Use `Library.open`, `find` or `init`; this only ties a folder to settings already read."""
        self.folder = folder
        self.settings = settings
        self.patience = patience

    # making and opening

    @classmethod
    def init(cls, folder: Path, *, engine: str | None = None) -> Self:
        """Make *folder* a library, adopting a `library.bib` that is there; LibraryError if it is one already."""
        raise NotImplementedError

    @classmethod
    def open(cls, folder: Path, *, patience: float = 5.0) -> Self:
        """Open the library at *folder*; raise MissingLibrary, NewerLibrary, SettingsError."""
        raise NotImplementedError

    @classmethod
    def find(cls, start: Path | None = None, *, patience: float = 5.0) -> Self:
        """Open the library at *start* (the working folder if None) or at its nearest parent that is one."""
        raise NotImplementedError

    @classmethod
    def demo(cls, folder: Path, *, progress: OnProgress | None = None) -> Self:
        """Make, or open again, a library of the fictional samples that ship with litbase."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def configure(self, name: str, value: str | None) -> Settings:
        """Set *name* (style, key_pattern, engine, language) in `litbase.toml`, or unset it where *value* is None."""
        raise NotImplementedError

    # reading the bibliography

    def keys(self) -> list[str]:
        """Return the keys in the order of `library.bib`."""
        raise NotImplementedError

    def entry(self, key: str) -> Entry:
        """Return the entry *key*; raise UnknownKey (its hint offers near keys)."""
        raise NotImplementedError

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the order of `library.bib`."""
        raise NotImplementedError

    def describe(self, key: str) -> Description:
        """Return what the entry says in plain words: title, authors, year, tags."""
        raise NotImplementedError

    def entry_text(self, key: str) -> str:
        """Return the entry as BibTeX text, for an editor."""
        raise NotImplementedError

    def item(self, key: str) -> Record:
        """Return the entry as a CSL-JSON item with its files and tags; `shapes.item` makes the JSON of it."""
        raise NotImplementedError

    def items(self, keys: Sequence[str] | None = None) -> Iterator[Record]:
        """Yield the records of *keys* (None: all, in file order)."""
        raise NotImplementedError

    def list_entries(
        self,
        words: Sequence[str] = (),
        *,
        tags: Sequence[str] = (),
        types: Sequence[str] = (),
        with_files: bool | None = None,
    ) -> Iterator[Description]:
        """Yield, in file order, the entries whose metadata hold all *words*, all *tags* and one of *types*.

        `with_files` True: only those with a source file, False: only those without.
        """
        raise NotImplementedError

    # changing the library

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        entries: Path | None = None,
        key: str | None = None,
        password: str | None = None,
        ocr: bool = False,
        workers: int | None = None,
        progress: OnProgress | None = None,
        on_result: OnResult | None = None,
    ) -> AddReport:
        """Add files, folders (recursively, hidden ones skipped) and globs; what cannot be read is refused.

        *entries*: a `.bib` with entries for these files, matched by `file` field, by key, or one to one.
        *key*: of the new entry (one path only), or of an existing entry that gets further sources.
        """
        raise NotImplementedError

    def import_bibliography(
        self,
        path: Path,
        *,
        on_duplicate: Literal["keep", "merge", "skip", "rename"] = "keep",
        files: bool = False,
        progress: OnProgress | None = None,
        on_result: OnResult | None = None,
    ) -> ImportReport:
        """Put the entries of the BibTeX file *path* into the library.

        A key that is taken by an identical entry counts as merged. By another one: "keep" refuses the new entry,
        "merge" adds the fields that are missing, "skip" counts it as merged without a change, "rename" adds it
        under a new key. *files*: files named in `file` fields that exist become sources.
        """
        raise NotImplementedError

    def edit(self, key: str, changes: Mapping[str, str | None]) -> Entry:
        """Set fields (plain text, encoded as LaTeX where needed) or remove those whose value is None.

        The name "type" changes the entry's type. Return the entry as it is now.
        """
        raise NotImplementedError

    def edit_text(self, key: str, text: str) -> Entry:
        """Replace the entry *key* by the one BibTeX entry in *text*; another key in it renames. Raise EntryError."""
        raise NotImplementedError

    def tag(self, key: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> tuple[str, ...]:
        """Add and remove tags (the `keywords` field); return those the entry has now."""
        raise NotImplementedError

    def note(self, key: str, text: str, *, page: str | None = None) -> Entry:
        """Append *text* to the notes of the entry (biblatex field `annotation`), with the page it speaks of."""
        raise NotImplementedError

    def rename(self, old: str, new: str) -> None:
        """Give an entry another key: its files are renamed, references to it follow. Raise UnknownKey, DuplicateKey."""
        raise NotImplementedError

    def remove(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Remove entries and their files; return the paths of the files. `undo` brings all of it back."""
        raise NotImplementedError

    def undo(self) -> Version:
        """Take back the last change and return what was taken back; doing it twice restores the change.

        Raise LibraryError if nothing is kept to go back to.
        """
        raise NotImplementedError

    def history(self) -> tuple[Version, ...]:
        """Return the states `undo` can go back to, the latest first."""
        raise NotImplementedError

    # pages, search, claims

    def pages(
        self, key: str, *, file: str | None = None, progress: OnProgress | None = None
    ) -> list[tuple["StoredSource", Iterator[Page]]]:
        """Return each source of the entry with its pages in file order; *file*: only the one of that path or name.

        Raise UnknownKey; LibraryError if the entry has no such file.
        """
        raise NotImplementedError

    def source_path(self, key: str, *, file: str | None = None) -> Path:
        """Return where the (first) source file of the entry is; LibraryError if it has none or it is gone."""
        raise NotImplementedError

    def search(
        self,
        query: str,
        *,
        within: Sequence[str] = (),
        limit: int = 10,
        offset: int = 0,
        sort: str = "score",
        group: bool = False,
        facets: Sequence[str] = (),
        related: bool = False,
        progress: OnProgress | None = None,
    ) -> SearchResult:
        """Search pages and metadata; *within*: keys to look in; *sort*: score, year, key, page. Raise QueryError.

        *progress* is called when readings have to be made again first (`.litbase` was deleted).
        """
        raise NotImplementedError

    def trace(
        self, text: str, *, within: Sequence[str] = (), limit: int = 5, progress: OnProgress | None = None
    ) -> Finding:
        """Trace one claim to the pages that bear it out; *within*: the keys of the sources cited for it."""
        raise NotImplementedError

    # care

    def doctor(self, *, fix: bool = False, on_fixed: Callable[[Problem], None] | None = None) -> tuple[Problem, ...]:
        """Examine entries, sources and derived files, worst problems first.

        *fix*: make the repairs that are safe, tell each to *on_fixed*, and return what is left.
        """
        raise NotImplementedError

    def rebuild(
        self, *, password: str | None = None, workers: int | None = None, progress: OnProgress | None = None
    ) -> AddReport:
        """Make everything under `.litbase` anew from the bibliography and the source files."""
        raise NotImplementedError

    def export(self, form: Literal["bibtex", "csl-json"], keys: Sequence[str] | None = None) -> str:
        """Return the entries *keys* (None: all, for BibTeX the file as it is) in another program's format."""
        raise NotImplementedError

    # the catalog

    def catalog(self, words: Sequence[str] = ()) -> tuple[CatalogRecord, ...]:
        """Return the catalog's reports that hold all *words*, and whether the library has them."""
        raise NotImplementedError

    def catalog_add(self, names: Sequence[str] = (), *, everything: bool = False) -> ImportReport:
        """Put entries of the catalog into the library by name; a name not known is refused."""
        raise NotImplementedError

    def fetch(
        self,
        names: Sequence[str],
        *,
        key: str | None = None,
        password: str | None = None,
        ocr: bool = False,
        progress: OnProgress | None = None,
        on_result: OnResult | None = None,
        **options: Any,
    ) -> AddReport:
        """Download documents by address, key or catalog name, and add them; what fails is refused, the rest go on.

        *options* go to `catalog.fetch.fetch` (limits on size and time, loopback allowed in tests).
        """
        raise NotImplementedError
