"""The stored pages of an entry's sources, and where their files are."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from litbase.errors import LibraryError
from litbase.formats.files import sha256_of
from litbase.library.parts import Parts
from litbase.model.page import Page, SourceFile

if TYPE_CHECKING:
    from litbase.model.record import AddReport, Refused
    from litbase.sources.page_store import StoredSource


def pages_of(parts: Parts, key: str, *, file: str | None) -> list[tuple["StoredSource", Iterator[Page]]]:
    """Return each source of the entry with its pages; see `Library.pages`."""
    parts.bibliography.entry(key)
    order = {record.sha256: at for at, record in enumerate(parts.sources.for_key(key))}
    sources = sorted(parts.pages.sources(key), key=lambda source: order.get(source.sha256, len(order)))
    chosen = [source for source in sources if file is None or _is_called(source.file, file)]
    if not chosen and (file is not None or order):
        raise _no_pages(parts, key, file)
    return [(source, parts.pages.pages(source.sha256)) for source in chosen]


def _no_pages(parts: Parts, key: str, file: str | None) -> LibraryError:
    unread = {each.sha256: each for each in parts.state.unread()}
    for record in parts.sources.for_key(key):
        if record.sha256 in unread and (file is None or _is_called(record.path, file)):
            reason = unread[record.sha256]
            return LibraryError(f"'{record.path}' could not be read: {reason.message}", reason.hint)
    if file is not None:
        return LibraryError(f"'{key}' has no file '{file}'", f"see its files: litbase show {key}")
    return LibraryError(f"the files of '{key}' have not been read yet", "another process may be at it; else: doctor")


def path_of(parts: Parts, key: str, *, file: str | None) -> Path:
    """Return where a source file of the entry is; see `Library.source_path`."""
    parts.bibliography.entry(key)
    for record in parts.sources.for_key(key):
        if file is None or _is_called(record.path, file):
            path = parts.sources.path(record)
            if not path.is_file():
                raise LibraryError(f"the source '{record.path}' is missing", "put the file back: litbase doctor")
            return path
    wanted = "source file" if file is None else f"file '{file}'"
    raise LibraryError(f"'{key}' has no {wanted}", f"give it one: litbase add FILE --key {key}")


def unread_files(parts: Parts, keys: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the paths of source files, of *keys* or of all entries, that have no pages: they could not be read."""
    return tuple(
        record.path
        for record in parts.sources.records()
        if (not keys or record.key in keys) and parts.pages.source(record.sha256) is None
    )


def unread_keys(parts: Parts) -> Iterator[str]:
    """Yield the key of each source file that has no pages, once a file."""
    return (record.key for record in parts.sources.records() if parts.pages.source(record.sha256) is None)


def altered_files(parts: Parts, paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of *paths* that are gone or hold other bytes than when they were read.

    A file that is older than the record of all files, and as long as it was, counts as the same without a look.
    """
    records = {record.path: record for record in parts.sources.records()}
    recorded = parts.folder.lock_file.stat().st_mtime_ns if records else 0
    return tuple(
        path for path in dict.fromkeys(paths) if path in records and _is_altered(parts, records[path], recorded)
    )


def _is_altered(parts: Parts, record: SourceFile, recorded: int) -> bool:
    try:
        found = parts.sources.path(record).stat()
    except OSError:
        return True
    if found.st_size != record.bytes:
        return True
    return found.st_mtime_ns > recorded and sha256_of(parts.sources.path(record)) != record.sha256


def _is_called(path: str, name: str) -> bool:
    return name in (path, PurePosixPath(path).name)


def report_of(parts: Parts, refused: "tuple[Refused, ...]") -> "AddReport":
    """Return what came of reading every source again; the others but those *refused* are stored."""
    from litbase.model.record import Added, AddReport

    paths = {each.path for each in refused}
    read = (source for source in parts.pages.sources() if source.file not in paths)
    added = tuple(Added(each.key, each.file, each.sha256, each.pages, new=False) for each in read)
    return AddReport(added, refused)
