"""Take in the entries of another bibliography, and the files they speak of."""

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litbase.errors import DuplicateKey, EntryError
from litbase.library.attached import Attachments, attachments_of, bibliography_in, folders_for
from litbase.library.freshness import follow_entries, is_fresh
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.record import ImportReport, RefusedRecord, SameWork

if TYPE_CHECKING:
    from litbase.bib.bibliography import Bibliography
    from litbase.exchange.record import Exchanged
    from litbase.library.known_works import KnownWorks
    from litbase.library.likeness import Alike, Traits

_FOLLOWED = 1_000  # entries; more are described in the index when it is next asked, which says how far it has come


@dataclass(slots=True)
class Taking:
    """What has become of the records so far."""

    path: str
    added: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    refused: list[RefusedRecord] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    alike: dict[str, "Alike"] = field(default_factory=dict)
    naming_files: int = 0  # records that name files

    def report(self) -> ImportReport:
        alike = {key: SameWork((each.one, key), each.reason, each.confidence) for key, each in self.alike.items()}
        return ImportReport(
            self.path,
            tuple(self.added),
            tuple(self.merged),
            tuple(self.refused),
            self.renamed,
            alike=alike,
            unattached=self.naming_files,
        )


def open_other(path: Path) -> "Bibliography":
    """Open the BibTeX file at *path*; EntryError if there is no such file."""
    from litbase.bib.bibliography import Bibliography

    return Bibliography(path, _content_of(path))


def _content_of(path: Path) -> bytes:
    if not path.is_file():
        raise EntryError(f"there is no file at '{path}'", "check the path")
    return path.read_bytes()


def import_file(parts: Parts, path: Path, *, on_duplicate: str, encoding: str | None = None) -> ImportReport:
    """Take in the file at *path*, of whatever format its content shows; the caller holds the writing lock."""
    with _collecting_nothing():
        return _import(parts, path, on_duplicate, encoding)


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Let the garbage collector rest: what an import makes is kept, looking through it is lost time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _import(parts: Parts, path: Path, on_duplicate: str, encoding: str | None) -> ImportReport:
    from litbase.bib.bibliography import Bibliography
    from litbase.exchange.formats import format_of
    from litbase.exchange.text import decoded

    if path.is_dir():
        return _import_folder(parts, path, on_duplicate, encoding)
    content = _content_of(path)
    file = decoded(content, encoding)
    found = format_of(file.text)
    if found is not None:
        report = take_records(parts, found.read(file.text), Taking(str(path)), on_duplicate)
    else:
        other = Bibliography(path, content if encoding is None else file.text.encode())
        _refuse_other_formats(other, content)
        _name_unkeyed(parts, other)
        report = take_bibliography(parts.bibliography, other, on_duplicate=on_duplicate, by_work=True)
    save_taken(parts, f"import {path.name}", (*report.added, *report.merged))
    return report if file.is_sure else replace(report, read_as=file.codec)


def _import_folder(parts: Parts, folder: Path, on_duplicate: str, encoding: str | None) -> ImportReport:
    """Take in a Zotero data directory, a Papis library, or the one bibliography of a folder."""
    from litbase.exchange.papis import is_papis, read_papis
    from litbase.exchange.zotero_database import DATABASE, read_zotero

    if (folder / DATABASE).is_file():
        records: Iterable[Exchanged | RefusedRecord] = read_zotero(folder)
    elif is_papis(folder):
        records = read_papis(folder)
    else:
        return import_file(parts, bibliography_in(folder), on_duplicate=on_duplicate, encoding=encoding)
    report = take_records(parts, records, Taking(str(folder)), on_duplicate)
    save_taken(parts, f"import {folder.name}", (*report.added, *report.merged))
    return report


def _refuse_other_formats(other: "Bibliography", content: bytes) -> None:
    if len(other) or other.broken or (b"@" in content and b"{" in content):
        return
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise EntryError(f"'{other.path.name}' is empty", "export the records again")
    raise EntryError(
        f"'{other.path.name}' is in no format that litbase reads",
        "export it as BibTeX, RIS, CSL-JSON, EndNote XML, MODS, NBIB, ISI, Refer, Zotero RDF, CFF or CSV",
    )


def take_records(
    parts: Parts, records: "Iterable[Exchanged | RefusedRecord]", taking: Taking, on_duplicate: str
) -> ImportReport:
    """Put another program's records into the library, unsaved, those without a key under one by its pattern."""
    from litbase.exchange.record import entry_of

    ours = parts.bibliography
    found = list(records)
    taking.refused += [record for record in found if isinstance(record, RefusedRecord)]
    taken = [_described(entry_of(record), record.item) for record in found if not isinstance(record, RefusedRecord)]
    keyed = {entry.key for entry, _ in taken}
    known = _Known(ours) if "" in keyed else None
    works = _works_for(ours, taken)
    for entry, traits in taken:
        there = known.same(entry) if known is not None and not entry.key else None
        if there is not None:
            taking.merged.append(there)
            continue
        try:
            named = (
                entry
                if entry.key
                else replace(entry, key=_new_key(entry, _Either(ours, keyed), parts.settings.key_pattern))
            )
            way = "rename" if on_duplicate == "keep" else on_duplicate
            _take_work(ours, named, traits, works, taking, way)
        except EntryError as error:
            taking.refused.append(RefusedRecord(entry.key or None, error, entry.line))
    return taking.report()


def _described(entry: Entry, item: Mapping[str, Any]) -> "tuple[Entry, Traits]":
    from litbase.library.likeness import traits_of

    return entry, traits_of(item, symbol=entry.get("symbol") or "")


def _works_for(ours: "Bibliography", taken: "Sequence[tuple[Entry, Traits]]") -> "KnownWorks":
    from litbase.library.known_works import KnownWorks

    return KnownWorks(ours, [traits for _, traits in taken])


def _take_work(
    ours: "Bibliography", entry: Entry, traits: "Traits", works: "KnownWorks", taking: Taking, on_duplicate: str
) -> None:
    """Take *entry* in; one that describes a work that is there is merged or skipped if so wished, else shown."""
    alike = works.same_as(traits) if entry.key not in ours else None
    if alike is None or on_duplicate in ("keep", "rename"):
        key = _take(ours, entry, taking, on_duplicate)
        if alike is not None:
            taking.alike[key] = alike
        works.add(traits if traits.key == key else replace(traits, key=key))
        return
    if on_duplicate == "merge":
        _fill_in(ours, ours.entry(alike.one), entry)
    taking.merged.append(alike.one)
    taking.renamed[entry.key] = alike.one


class _Known:
    """The entries that were there before an import, by what they say."""

    def __init__(self, bibliography: "Bibliography") -> None:
        self._keys = {_said(entry): entry.key for entry in bibliography.entries()}

    def same(self, entry: Entry) -> str | None:
        """Return the key of the entry that says the same as *entry*, which has no key of its own."""
        return self._keys.get(_said(entry)) if self._keys else None


def _said(entry: Entry) -> tuple[str, frozenset[tuple[str, str]]]:
    return entry.type, frozenset(_plain(entry).items())


def _new_key(entry: Entry, taken: Container[str], pattern: str) -> str:
    from litbase.bib.keys import make_key

    return make_key(entry, pattern=pattern, taken=taken)


@dataclass(frozen=True, slots=True)
class _Either:
    """What either of two containers holds."""

    one: Container[str]
    other: Container[str]

    def __contains__(self, key: object) -> bool:
        return key in self.one or key in self.other


def _name_unkeyed(parts: Parts, other: "Bibliography") -> None:
    """Give the entries of *other* that lack a key one by the library's pattern, as an added file would get."""
    from litbase.bib.keys import make_key

    def make(entry: Entry) -> str:
        taken = {*parts.bibliography.keys(), *other.keys()}
        return make_key(entry, pattern=parts.settings.key_pattern, taken=taken)

    other.name_unkeyed(make)


def save_taken(parts: Parts, action: str, keys: Sequence[str]) -> None:
    """Save entries that were taken in, if they changed anything, and let the index follow."""
    was_fresh = is_fresh(parts)
    if parts.is_changed:
        parts.history.keep(action)
        parts.save_bibliography()
    if was_fresh and len(keys) <= _FOLLOWED:
        follow_entries(parts, keys)


def attachments(parts: Parts, report: ImportReport, path: Path) -> Attachments:
    """Return the files that the entries taken in name, and which are missing; entries with sources miss nothing."""
    entries = [parts.bibliography.entry(key) for key in dict.fromkeys((*report.added, *report.merged))]
    found = attachments_of(entries, folders_for(path))
    filed = {entry.key for entry in entries if parts.sources.for_key(entry.key)}
    missing = tuple((key, each) for key, each in found.missing if key not in filed)
    return Attachments(found.found, missing)


def take_bibliography(
    ours: "Bibliography", other: "Bibliography", *, on_duplicate: str, by_work: bool = False
) -> ImportReport:
    """Put the entries of *other* into *ours*, unsaved; *by_work*: look for works that are there under another key."""
    taking = Taking(str(other.path))
    entries = [*other.entries(), *other.repeated]
    if by_work:
        _take_works(ours, other, entries, taking, on_duplicate)
    else:
        take_entries(ours, entries, taking, on_duplicate=on_duplicate)
    for broken in other.broken:
        reason = EntryError(f"line {broken.line}: {broken.reason}", "mend the entry in that file")
        taking.refused.append(RefusedRecord(None, reason, broken.line))
    return taking.report()


def _take_works(
    ours: "Bibliography", other: "Bibliography", entries: Sequence[Entry], taking: Taking, on_duplicate: str
) -> None:
    from litbase.bib.inheritance import inherit
    from litbase.bib.items import to_item

    taken = [_described(entry, to_item(inherit(entry, other))) for entry in entries]
    works = _works_for(ours, taken)
    for entry, traits in taken:
        try:
            _take_work(ours, entry, traits, works, taking, on_duplicate)
        except EntryError as error:
            taking.refused.append(RefusedRecord(entry.key or None, error, entry.line))


def take_entries(ours: "Bibliography", entries: Iterable[Entry], taking: Taking, *, on_duplicate: str) -> None:
    """Put *entries* into *ours*, unsaved, and note in *taking* what became of each."""
    for entry in entries:
        try:
            _take(ours, entry, taking, on_duplicate)
        except EntryError as error:
            taking.refused.append(RefusedRecord(entry.key or None, error, entry.line))


def _take(ours: "Bibliography", entry: Entry, taking: Taking, on_duplicate: str) -> str:
    """Take *entry* in by its key and return the key it has in *ours*."""
    taking.naming_files += entry.get("file") is not None
    _refuse_endless(entry)
    if entry.key not in ours:
        ours.put(entry)
        taking.added.append(entry.key)
        return entry.key
    present = ours.entry(entry.key)
    if on_duplicate == "skip" or _says_the_same(present, entry):
        taking.merged.append(entry.key)
    elif on_duplicate == "merge":
        _fill_in(ours, present, entry)
        taking.merged.append(entry.key)
    elif on_duplicate == "rename":
        new = _free_key(entry.key, ours)
        ours.put(replace(entry, key=new))
        taking.added.append(new)
        taking.renamed[entry.key] = new
        return new
    else:
        raise DuplicateKey(entry.key)
    return entry.key


def _refuse_endless(entry: Entry) -> None:
    from litbase.exchange.tagged import LONGEST

    for name, value in entry.fields:
        if len(value) > LONGEST:
            raise EntryError(f"the field '{name}' has {len(value):,} characters, as no record has", "shorten it")


def _fill_in(ours: "Bibliography", present: Entry, entry: Entry) -> None:
    """Add to *present* the fields of *entry* that it lacks, under neither of their names (journal, journaltitle)."""
    from litbase.bib.item_types import OTHER_NAMES

    known = {other for name, _ in present for other in (name, OTHER_NAMES.get(name, name))}
    known |= {"month", "day"} if "date" in known else set()
    ours.put(present.with_fields(**{name: value for name, value in entry if name not in known}))


def _says_the_same(one: Entry, other: Entry) -> bool:
    return one.type == other.type and _plain(one) == _plain(other)


def _plain(entry: Entry) -> Mapping[str, str]:
    return {name: " ".join(value.split()) for name, value in entry}


def _free_key(key: str, ours: "Bibliography") -> str:
    number = 2
    while f"{key}-{number}" in ours:
        number += 1
    return f"{key}-{number}"
