"""One library folder, opened: the public face of litbase for programs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from litbase.errors import MissingLibrary
from litbase.formats.files import write_whole
from litbase.library import listing, reading
from litbase.library.folder import Folder, find_library, make_library
from litbase.library.freshness import freshen, make_again
from litbase.library.parts import Parts
from litbase.library.settings import FILE_NAME, Settings, current_settings, write_setting
from litbase.model.entry import Description, Entry, Problem
from litbase.model.page import Page, SearchResult, Sheet

if TYPE_CHECKING:
    from litbase.catalog.lookup import Services
    from litbase.catalog.receiving import OnBytes
    from litbase.claims.checking import OnChecked
    from litbase.model.citing import Cited, CitedDraft, CitedWork
    from litbase.model.claim import DraftReport, Finding
    from litbase.model.record import (
        Added,
        AddReport,
        CatalogRecord,
        CitingDraft,
        Duplicates,
        ImportReport,
        Merged,
        Progress,
        Quoted,
        Record,
        Refused,
        Version,
    )
    from litbase.sources.page_store import StoredSource

OnProgress = Callable[["Progress"], None]
OnResult = Callable[["Added | Refused"], None]


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
        self._parts = Parts(Folder(folder), settings)

    # making and opening

    @classmethod
    def init(cls, folder: Path, *, engine: str | None = None) -> Self:
        """Make *folder* a library, adopting a `library.bib` that is there; LibraryError if it is one already."""
        make_library(folder, engine=engine)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, patience: float = 5.0) -> Self:
        """Open the library at *folder*; raise MissingLibrary, NewerLibrary, SettingsError."""
        if not (folder / FILE_NAME).is_file():
            raise MissingLibrary(folder)
        return cls(folder.resolve(), current_settings(folder), patience=patience)

    @classmethod
    def find(cls, start: Path | None = None, *, patience: float = 5.0) -> Self:
        """Open the library at *start* (the working folder if None) or at its nearest parent that is one."""
        return cls.open(find_library((start or Path.cwd()).resolve()), patience=patience)

    @classmethod
    def demo(cls, folder: Path, *, progress: OnProgress | None = None) -> Self:
        """Make, or open again, a library of the fictional samples that ship with litbase."""
        from litbase.library.demo import fill_with_samples

        library = cls.open(folder) if (folder / FILE_NAME).is_file() else cls.init(folder)
        fill_with_samples(library, progress=progress)
        return library

    def close(self) -> None:
        self._parts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def configure(self, name: str, value: str | None) -> Settings:
        """Set *name* (style, key_pattern, engine, language) in `litbase.toml`, or unset it where *value* is None."""
        with self._parts.writing(f"config {name}", patience=self.patience):
            self.settings = write_setting(self.folder, name, value)
        self._parts.close()
        self._parts = Parts(Folder(self.folder), self.settings)
        return self.settings

    @property
    def engine(self) -> str:
        """The search engine in force: the one set, else the best one installed."""
        from litbase.search.index import engine_in_force

        return engine_in_force(self.settings.engine)

    # reading the bibliography

    def keys(self) -> list[str]:
        """Return the keys in the order of `library.bib`."""
        return self._parts.bibliography.keys()

    def __contains__(self, key: object) -> bool:
        return key in self._parts.bibliography

    def entry(self, key: str) -> Entry:
        """Return the entry *key*; raise UnknownKey (its hint offers near keys)."""
        return self._parts.bibliography.entry(key)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the order of `library.bib`."""
        return self._parts.bibliography.entries()

    def describe(self, key: str) -> Description:
        """Return what the entry says in plain words: title, authors, year, tags."""
        return listing.describe(self._parts, key)

    def entry_text(self, key: str) -> str:
        """Return the entry as it is written in `library.bib`, for an editor."""
        return self._parts.bibliography.text(key).strip() + "\n"

    def item(self, key: str) -> "Record":
        """Return the entry as a CSL-JSON item with its files and tags; `shapes.item` makes the JSON of it."""
        return listing.record_of(self._parts, key)

    def items(self, keys: Sequence[str] | None = None) -> "Iterator[Record]":
        """Yield the records of *keys* (None: all, in file order)."""
        return (self.item(key) for key in (self.keys() if keys is None else keys))

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
        return listing.matching(self._parts, words, tags=tags, types=types, with_files=with_files)

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
    ) -> "AddReport":
        """Add files, folders (recursively, hidden ones skipped) and globs; what cannot be read is refused.

        *entries*: a `.bib` with entries for these files, matched by `file` field, by key, or one to one.
        *key*: of the new entry (one path only), or of an existing entry that gets further sources.
        """
        from litbase.library import adding

        wishes = adding.Wishes(adding.given_entries(paths, entries), key, password, ocr, workers)
        with self._parts.writing("add", patience=self.patience):
            return adding.add_files(self._parts, paths, wishes, progress=progress, on_result=on_result)

    def look_up(
        self,
        *,
        dois: Sequence[str] = (),
        isbns: Sequence[str] = (),
        urls: Sequence[str] = (),
        file: Path | None = None,
        key: str | None = None,
        services: "Services | None" = None,
        allowed: Collection[str] = (),
        progress: OnProgress | None = None,
    ) -> "AddReport":
        """Add works known by DOI or ISBN as public services describe them, and web pages by their addresses.

        Asks doi.org and Open Library, or *services*; what the library has already is not asked for. *file*: the one
        file that belongs to the one work looked up. *allowed*: private addresses let through.
        """
        from litbase.catalog.lookup import Asking, Services
        from litbase.library import looking_up
        from litbase.model.record import AddReport

        asking = Asking(services or Services(), allowed=allowed)
        numbers = looking_up.Numbers(dois, isbns)
        report = looking_up.look_up(
            self._parts, numbers, asking, file=file, key=key, patience=self.patience, progress=progress
        )
        there, wanted = looking_up.known_addresses(self._parts, urls)
        fetched = self.fetch(wanted, key=key, progress=progress, allowed=allowed) if wanted else AddReport()
        return looking_up.joined(report, there, fetched)

    def import_bibliography(
        self,
        path: Path,
        *,
        on_duplicate: Literal["keep", "merge", "skip", "rename"] = "keep",
        files: bool = False,
        encoding: str | None = None,
        progress: OnProgress | None = None,
        on_result: OnResult | None = None,
    ) -> "ImportReport":
        """Put the records of the file *path* into the library; its format is told by its content.

        A key that is taken by an identical entry counts as merged. By another one: "keep" refuses the new entry,
        "merge" adds the fields that are missing, "skip" counts it as merged without a change, "rename" adds it
        under a new key; records of formats whose keys mean little (all but BibTeX) are renamed rather than refused.
        *path* may be a Zotero data directory, a Papis library, or a folder with one bibliography: files come along.
        *files*: files named in `file` fields that exist become sources. *encoding*: of the file, None: it is told.
        """
        from litbase.library import adding, importing

        with self._parts.writing(f"import {path.name}", patience=self.patience):
            report = importing.import_file(self._parts, path, on_duplicate=on_duplicate, encoding=encoding)
            if not files and not path.is_dir():
                return report
            attached = importing.attachments(self._parts, report, path)
            wishes = adding.Wishes(attached.found)
            sources = adding.add_files(
                self._parts, list(attached.found), wishes, progress=progress, on_result=on_result
            )
            missing = tuple(refused for _, refused in attached.missing)
            sources = replace(sources, refused=(*missing, *sources.refused))
            return replace(report, sources=sources, unattached=0)

    def edit(self, key: str, changes: Mapping[str, str | None]) -> Entry:
        """Set fields (plain text, encoded as LaTeX where needed) or remove those whose value is None.

        The name "type" changes the entry's type. Return the entry as it is now.
        """
        from litbase.library import editing

        return editing.edit_fields(self._parts, key, changes, patience=self.patience)

    def edit_text(self, key: str, text: str) -> Entry:
        """Replace the entry *key* by the one BibTeX entry in *text*; another key in it renames. Raise EntryError."""
        from litbase.library import editing

        return editing.edit_as_text(self._parts, key, text, patience=self.patience)

    def tag(self, key: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> tuple[str, ...]:
        """Add and remove tags (the `keywords` field); return those the entry has now."""
        from litbase.library import editing

        return editing.change_tags(self._parts, key, add=add, remove=remove, patience=self.patience)

    def note(self, key: str, text: str, *, page: str | None = None) -> Entry:
        """Append *text* to the notes of the entry (biblatex field `annotation`), with the page it speaks of."""
        from litbase.library import editing

        return editing.add_note(self._parts, key, text, page=page, patience=self.patience)

    def notes(self, key: str) -> str | None:
        """Return the notes of the entry in plain words, paragraphs apart by blank lines; None if it has none."""
        return listing.notes(self._parts, key)

    def rename(self, old: str, new: str) -> None:
        """Give an entry another key: its files are renamed, references to it follow. Raise UnknownKey, DuplicateKey."""
        from litbase.library import editing

        editing.rename_entry(self._parts, old, new, patience=self.patience)

    def remove(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Remove entries and their files; return the paths of the files. `undo` brings all of it back."""
        from litbase.library import editing

        return editing.remove_entries(self._parts, keys, patience=self.patience)

    def duplicates(self) -> "Duplicates":
        """Return the groups of entries that describe one work, and the series that are no duplicates."""
        from litbase.library import duplicates

        return duplicates.find_duplicates(self._parts)

    def merge(self, keys: Sequence[str]) -> "Merged":
        """Merge the entries *keys* into the first: every field and file is kept. `undo` takes it back.

        What others say differently goes to fields `merged-NAME`, their keys to `ids`. Raise UnknownKey, EntryError.
        """
        from litbase.library import duplicates

        return duplicates.merge_entries(self._parts, keys, patience=self.patience)

    def undo(self, *, to: int | None = None) -> "Version":
        """Take back the last change that was not taken back yet, and return what was taken back.

        *to*: go back to this version of `history` instead. Raise LibraryError if there is nothing to go back to.
        """
        from litbase.library import editing

        return editing.take_back(self._parts, to=to, patience=self.patience)

    def redo(self) -> "Version":
        """Do again what the last `undo` took back, and return what it was; LibraryError if there is nothing."""
        from litbase.library import editing

        return editing.take_back(self._parts, to=None, redo=True, patience=self.patience)

    def history(self) -> "tuple[Version, ...]":
        """Return the states `undo` can go back to, the latest first."""
        return tuple(version for version in self._parts.history.versions() if not version.is_undo)

    # pages, search, claims

    def pages(
        self, key: str, *, file: str | None = None, progress: OnProgress | None = None
    ) -> list[tuple["StoredSource", Iterator[Page]]]:
        """Return each source of the entry with its pages in file order; *file*: only the one of that path or name.

        Raise UnknownKey; LibraryError if the entry has no such file.
        """
        freshen(self._parts, patience=self.patience, progress=progress)
        return reading.pages_of(self._parts, key, file=file)

    def source_path(self, key: str, *, file: str | None = None) -> Path:
        """Return where the (first) source file of the entry is; LibraryError if it has none or it is gone."""
        return reading.path_of(self._parts, key, file=file)

    def page_picture(
        self, sha256: str, number: int, spans: Sequence[tuple[int, int]] = (), *, is_cut: bool = False
    ) -> bytes | None:
        """Return a picture (WebP) of a PDF's page, the stretches *spans* of its text marked; None if there is none.

        *is_cut*: only the strip around them.
        """
        from litbase.library import reporting

        return reporting.page_picture(self._parts, sha256, number, spans, is_cut=is_cut)

    def page_sheet(self, sha256: str, number: int) -> Sheet | None:
        """Return where the lines of a PDF's page are printed, for laying its text over its picture; None as above."""
        from litbase.library import reporting

        return reporting.page_sheet(self._parts, sha256, number)

    def unread(self) -> tuple[str, ...]:
        """Return the paths of source files that could not be read; no search or trace has looked into them."""
        return reading.unread_files(self._parts)

    def altered(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return those of the source files *paths* that are gone or not what they were when their pages were read."""
        return reading.altered_files(self._parts, paths)

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
        freshen(self._parts, patience=self.patience, progress=progress)
        return self._parts.index.search(
            query,
            within=self._known(within),
            limit=limit,
            offset=offset,
            sort=sort,
            group=group,
            facets=facets,
            related=related,
        )

    def trace(
        self, text: str, *, within: Sequence[str] = (), limit: int = 5, progress: OnProgress | None = None
    ) -> "Finding":
        """Trace one claim to the pages that bear it out; *within*: the keys of the sources cited for it."""
        from litbase.claims.trace import trace

        freshen(self._parts, patience=self.patience, progress=progress)
        return trace(
            text,
            index=self._parts.index,
            pages=self._parts.pages,
            within=self._known(within),
            limit=limit,
            unread=len(reading.unread_files(self._parts, within)),
            meaning=self._parts.meaning,
        )

    def draft_text(self, draft: Path) -> str:
        """Return the text of the manuscript *draft* in which the offsets of a check count; raise DraftError."""
        from litbase.library import checking

        return checking.read(draft).text

    def check(
        self,
        draft: Path,
        *,
        name: str | None = None,
        today: date | None = None,
        progress: OnProgress | None = None,
        on_checked: "OnChecked | None" = None,
    ) -> "DraftReport":
        """Check every claim of the manuscript *draft* that leans on a source, or ought to; raise DraftError.

        Claims that were checked before against the same sources are not traced again; findings that were settled
        (`library.settling`) say so. *name*: what a draft is called that does not stand where it is read. *today*: the
        date under which is remembered what it cites (see `citing_drafts`); None: that is not remembered.
        *on_checked* is called with the number of claims checked and of all, *progress* when readings have to be made
        again first.
        """
        from litbase.library import checking, citing_drafts, settling

        manuscript = checking.read(draft)
        freshen(self._parts, patience=self.patience, progress=progress)
        report = checking.check(self._parts, manuscript, name=name or str(draft), on_checked=on_checked)
        if today is not None:
            citing_drafts.remember(self._parts, report, draft if name is None else None, today=today)
        return settling.with_settlements(report, settling.read_settlements(draft))

    def citing_drafts(self, key: str) -> "tuple[CitingDraft, ...]":
        """Return the drafts that cited *key* when they were last checked, the latest first. Raise UnknownKey."""
        from litbase.library import citing_drafts

        return citing_drafts.citing_drafts(self._parts, *self._known([key]))

    def write_report(self, report: "DraftReport", format_: str, *, today: date, home: str | None = None) -> str:
        """Return what `check` found as "html", "markdown", "sarif" or "errorformat"; *today* is the date it bears.

        *home*: the address of an HTML report in the reading room, None for one that stands by itself.
        """
        from litbase.library import reporting

        return reporting.write_report(self._parts, report, format_, today=today, home=home)

    def keep_evidence(self, report: "DraftReport", *, today: date) -> tuple[str, ...]:
        """Keep the passages that bear claims of *report* out as annotations; return the paths of the new ones."""
        from litbase.library import keeping

        return keeping.keep_evidence(self._parts, report, today=today, patience=self.patience)

    def kept_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with passages kept earlier: the file has gone, or no longer has the words."""
        from litbase.library import keeping

        return tuple(keeping.kept_problems(self._parts)) if (self.folder / "annotations").is_dir() else ()

    def pack_evidence(self, report: "DraftReport", path: Path, *, today: date) -> None:
        """Write *report*, pictures of its pages, hashes of the files and the entries cited to the ZIP file *path*."""
        from litbase.library import packing

        packing.pack_evidence(self._parts, report, path, today=today)

    def _known(self, keys: Sequence[str]) -> Sequence[str]:
        """Return *keys*; raise UnknownKey for one that no entry has."""
        for key in keys:
            self._parts.bibliography.entry(key)
        return keys

    # citing

    def cite(self, works: "Sequence[CitedWork]", *, style: str | None = None, locale: str | None = None) -> "Cited":
        """Return one citation of *works* in *style* (None: the library's), and their entries for the reference list.

        *locale* is a language such as "en-GB"; None: the style's own. Raise UnknownKey, StyleError.
        """
        from litbase.library import citing

        return citing.cite(self._parts, works, style=style, locale=locale)

    def quote(
        self, key: str, words: str, *, page: str | None = None, style: str | None = None, locale: str | None = None
    ) -> "Quoted":
        """Return *words* as a quotation with its citation, if they stand in the source word for word, and on *page*.

        *page* None: the page they stand on is found. Raise UnknownKey, StyleError.
        """
        from litbase.library import quoting

        finding = self.trace(quoting.as_quotation(words), within=[key], limit=20)
        return quoting.quoted(self._parts, key, words, finding, page=page, style=style, locale=locale)

    def cited_entries(self, draft: Path, *, output: Path | None = None) -> tuple[str, tuple[str, ...]]:
        """Return, and write to *output*, a `.bib` with the entries that *draft* cites, by key or in words.

        Second come the cited keys that no entry has.
        What the entries refer to (`crossref`, `xdata`) comes along. Raise DraftError.
        """
        from litbase.library import cited_entries

        written, unknown = cited_entries.cited_entries(self._parts, draft)
        if output is not None:
            write_whole(output, written.encode())
        return written, unknown

    def bibliography(
        self, keys: Sequence[str] | None = None, *, style: str | None = None, locale: str | None = None
    ) -> "Cited":
        """Return the reference list of *keys* (None: all entries) in *style*. Raise UnknownKey, StyleError."""
        from litbase.library import citing

        return citing.bibliography(self._parts, self.keys() if keys is None else keys, style=style, locale=locale)

    def bibliography_as(
        self, form: str, keys: Sequence[str] | None = None, *, style: str | None = None, locale: str | None = None
    ) -> tuple[bytes, tuple[str, ...]]:
        """Return the list as text, html, markdown, latex, rtf, docx or json, and the works the style does not list."""
        from litbase.library import citing

        chosen = self.keys() if keys is None else keys
        return citing.bibliography_as(self._parts, chosen, form, style=style, locale=locale)

    def bibliography_to(
        self,
        path: Path,
        form: str,
        keys: Sequence[str] | None = None,
        *,
        style: str | None = None,
        locale: str | None = None,
    ) -> tuple[str, ...]:
        """Write what `bibliography_as` returns to the file *path*; return the works that the style does not list."""
        written, unprinted = self.bibliography_as(form, keys, style=style, locale=locale)
        write_whole(path, written)
        return unprinted

    def keys_in_draft(self, draft: Path) -> tuple[list[str], list[str]]:
        """Return the keys that *draft* cites, in its order, and the cited keys that no entry has. Raise DraftError."""
        from litbase.library import citing

        return citing.keys_in_draft(self._parts, draft)

    def cited_keys(self, draft: Path) -> list[str]:
        """Return the keys of the entries that *draft* cites, by key or in words, in its order. Raise DraftError."""
        from litbase.library import cited_entries

        return cited_entries.cited_keys(self._parts, draft)

    def cite_draft(
        self, draft: Path, output: Path, *, style: str | None = None, locale: str | None = None
    ) -> "CitedDraft":
        """Write *draft* to *output* with its citations as *style* has them and the reference list at its end.

        The formats are those of the file names' endings. Keys that no entry has stay as they were typed.
        Raise DraftError, StyleError.
        """
        from litbase.library import citing

        return citing.cite_draft(self._parts, draft, output, style=style, locale=locale)

    # care

    def doctor(self, *, fix: bool = False, on_fixed: Callable[[Problem], None] | None = None) -> tuple[Problem, ...]:
        """Examine entries, sources and derived files, worst problems first.

        *fix*: make the repairs that are safe, tell each to *on_fixed*, and return what is left.
        """
        from litbase.library.doctor import examine, mend

        return mend(self._parts, patience=self.patience, on_fixed=on_fixed) if fix else examine(self._parts)

    def rebuild(
        self, *, password: str | None = None, workers: int | None = None, progress: OnProgress | None = None
    ) -> "AddReport":
        """Make everything under `.litbase` anew from the bibliography and the source files."""
        with self._parts.writing("rebuild", patience=self.patience):
            refused = make_again(self._parts, progress=progress, password=password, workers=workers)
            return reading.report_of(self._parts, refused)

    def export(self, form: str, keys: Sequence[str] | None = None) -> str:
        """Return the entries *keys* (None: all) in another program's format.

        *form*: "biblatex" (as the file has them), "bibtex" (types and fields of classic BibTeX), or a name of
        `exchange.names.WRITABLE`.
        """
        return listing.exported(self._parts, form, keys)

    def export_to(self, path: Path, form: str, keys: Sequence[str] | None = None) -> None:
        """Write what `export` returns to the file *path*, whole or not at all."""
        write_whole(path, self.export(form, keys).encode())

    # the catalog

    def catalog(self, words: Sequence[str] = ()) -> "tuple[CatalogRecord, ...]":
        """Return the catalog's reports that hold all *words*, and whether the library has them."""
        from litbase.library.cataloguing import catalog_records

        return catalog_records(words, known=frozenset(self.keys()))

    @staticmethod
    def catalog_without(words: Sequence[str] = ()) -> "tuple[CatalogRecord, ...]":
        """Return the catalog's reports where there is no library to have them."""
        from litbase.library.cataloguing import catalog_records

        return catalog_records(words, known=frozenset())

    def catalog_add(self, names: Sequence[str] = (), *, everything: bool = False) -> "ImportReport":
        """Put entries of the catalog into the library by name; a name not known is refused."""
        from litbase.library.cataloguing import take_reports

        with self._parts.writing("catalog add", patience=self.patience):
            return take_reports(self._parts, names, everything=everything)

    def fetch(
        self,
        names: Sequence[str],
        *,
        key: str | None = None,
        password: str | None = None,
        ocr: bool = False,
        progress: OnProgress | None = None,
        on_result: OnResult | None = None,
        on_bytes: "OnBytes | None" = None,
        **options: Any,
    ) -> "AddReport":
        """Download documents by address, key or catalog name, and add them; what fails is refused, the rest go on.

        *on_bytes* is called with the bytes that came of a document, and of how many if that is known.
        *options* go to `catalog.fetch.fetch` (`limits` on size and time, `allowed` private addresses).
        """
        from litbase.library import adding
        from litbase.library.fetching import download

        wishes = adding.Wishes(key=key, password=password, ocr=ocr)
        downloads = download(self._parts, names, wishes, progress=on_bytes, **options)
        with self._parts.writing("fetch", patience=self.patience):
            paths = list(downloads.names)
            report = adding.add_files(self._parts, paths, downloads.wishes, progress=progress, on_result=on_result)
        return downloads.close(report)
