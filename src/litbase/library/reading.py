"""The stored pages of an entry's sources, and where their files are."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from litbase.errors import LibraryError
from litbase.library.parts import Parts
from litbase.model.page import Page

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


def _is_called(path: str, name: str) -> bool:
    return name in (path, PurePosixPath(path).name)


def report_of(parts: Parts, refused: "tuple[Refused, ...]") -> "AddReport":
    """Return what came of reading every source again; the others but those *refused* are stored."""
    from litbase.model.record import Added, AddReport

    paths = {each.path for each in refused}
    read = (source for source in parts.pages.sources() if source.file not in paths)
    added = tuple(Added(each.key, each.file, each.sha256, each.pages, new=False) for each in read)
    return AddReport(added, refused)
