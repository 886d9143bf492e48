"""Download documents for a library: from an address, an entry's address, or the catalog's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from litbase.errors import EntryError, LitbaseError, UnknownKey
from litbase.library.adding import Wishes
from litbase.library.cataloguing import unknown_report
from litbase.library.first_entry import Origin
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.record import AddReport, Refused


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files that came with what each was asked for as, how they are to be added, and what did not come."""

    names: Mapping[Path, str]
    wishes: Wishes
    refused: tuple[Refused, ...]

    def close(self, report: AddReport) -> AddReport:
        """Delete the downloads, which the library has copies of; return *report* in the names that were asked for."""
        for path in self.names:
            path.unlink(missing_ok=True)
        names = {str(path): name for path, name in self.names.items()}
        refused = tuple(replace(each, path=names.get(each.path, each.path)) for each in report.refused)
        return AddReport(report.added, (*self.refused, *refused))


def download(parts: Parts, names: Sequence[str], wishes: Wishes, **options: Any) -> Downloads:
    """Download what *names* mean into `.litbase/downloads`; the writing lock is not needed for that."""
    from litbase.catalog.fetch import fetch

    folder = parts.folder.derived / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    came, refused = dict[Path, str](), list[Refused]()
    entries, origins = dict[Path, Entry](), dict[Path, Origin]()
    for name in names:
        try:
            url, entry = _address_of(parts, name)
            fetched = fetch(url, folder, **options)
        except LitbaseError as error:
            refused.append(Refused(name, error))
            continue
        came[fetched.path] = name
        origins[fetched.path] = Origin(fetched.url, fetched.retrieved, fetched.archived)
        if entry is not None:
            entries[fetched.path] = entry
    return Downloads(came, replace(wishes, entries=entries, origins=origins), tuple(refused))


def _address_of(parts: Parts, name: str) -> tuple[str, Entry | None]:
    """Return the address that *name* means and the entry it belongs to (None: a new one is made)."""
    if "://" in name:
        return name, None
    if name in parts.bibliography:
        return _address_in(parts.bibliography.entry(name))
    from litbase.catalog.reports import report_named

    try:
        return _address_in(report_named(name).entry)
    except UnknownKey as error:
        message = f"'{name}' is no address, no key of this library and no report of the catalog"
        raise EntryError(message, unknown_report(error).hint) from error


def _address_in(entry: Entry) -> tuple[str, Entry]:
    url = entry.first("url")
    if url is None:
        raise EntryError(
            f"'{entry.key}' has no address to download from", f"give it one: litbase edit {entry.key} url=…"
        )
    return url, entry
