"""Entries as lists and programs see them."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from litbase.errors import EntryError
from litbase.library.parts import Parts
from litbase.model.entry import Description

if TYPE_CHECKING:
    from litbase.model.record import AttachedFile, Record
    from litbase.sources.page_store import StoredSource


def describe(parts: Parts, key: str) -> Description:
    """Return what the entry and those it inherits from say in plain words."""
    from litbase.bib.items import describe as describe_entry

    return describe_entry(parts.bibliography.complete(key))


def record_of(parts: Parts, key: str) -> "Record":
    """Return the CSL-JSON item of an entry with its files and tags."""
    from litbase.bib.items import to_item
    from litbase.model.record import Record

    item = to_item(parts.bibliography.complete(key))
    stored = {source.sha256: source for source in parts.pages.sources(key)}
    files = [
        _attached(parts, record.path, record.sha256, stored.get(record.sha256), record.retrieved, record.url)
        for record in parts.sources.for_key(key)
    ]
    return Record(item, tuple(files), describe(parts, key).tags)


def _attached(
    parts: Parts, file: str, sha256: str, source: "StoredSource | None", retrieved: str | None, url: str | None
) -> "AttachedFile":
    from litbase.model.record import AttachedFile

    if source is None:
        return AttachedFile(file, sha256, None, retrieved=retrieved, url=url)
    first = parts.pages.page(sha256, 1)
    return AttachedFile(file, sha256, source.pages, first is not None and first.ocr, retrieved, url)


def matching(
    parts: Parts, words: Sequence[str], *, tags: Sequence[str], types: Sequence[str], with_files: bool | None
) -> Iterator[Description]:
    """Yield the entries that fit; see `Library.list_entries`."""
    wanted = [_folded(word) for word in words]
    with_file = {record.key for record in parts.sources.records()} if with_files is not None else set[str]()
    for key in parts.bibliography.keys():  # noqa: SIM118
        if with_files is not None and (key in with_file) is not with_files:
            continue
        if types and parts.bibliography.entry(key).type not in {each.lower() for each in types}:
            continue
        description = describe(parts, key)
        if tags and not {_folded(tag) for tag in tags} <= {_folded(tag) for tag in description.tags}:
            continue
        if all(word in _words_of(description) for word in wanted):
            yield description


def _words_of(description: Description) -> str:
    year = description.year or ""
    shown = (description.key, description.title, *description.authors, year, description.publisher or "")
    return _folded(" ".join((*shown, *description.tags, description.other)))


def _folded(text: str) -> str:
    """Return *text* without accents and letter case."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def notes(parts: Parts, key: str) -> str | None:
    """Return the notes of the entry in plain words; see `Library.notes`."""
    from litbase.bib.latex import decode

    written = parts.bibliography.entry(key).first("annotation")
    if written is None:
        return None
    return "\n\n".join(decode(" ".join(note.split())) for note in written.split("\n\n"))


def exported(parts: Parts, form: str, keys: Sequence[str] | None) -> str:
    """Return entries in another program's format; see `Library.export`."""
    bibliography = parts.bibliography
    chosen = bibliography.keys() if keys is None else keys
    if form == "biblatex":  # as the library has them
        if keys is None:
            return bibliography.content.decode("utf-8-sig", errors="replace")
        return "\n".join(bibliography.text(key).strip() + "\n" for key in keys)
    if form == "bibtex":
        from litbase.bib.classic import classic
        from litbase.bib.writer import format_entry

        return "\n".join(format_entry(classic(bibliography.complete(key))) + "\n" for key in chosen)
    from litbase.exchange.formats import format_named
    from litbase.exchange.record import record_of as exchanged

    write = format_named(form).write
    if write is None:
        raise EntryError(f"litbase reads {form} but does not write it", "see the formats: litbase export --help")
    return write([exchanged(bibliography.complete(key)) for key in chosen])
