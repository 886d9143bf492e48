"""Download documents for a library: from an address, an entry's address, or the catalog's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from litbase.errors import EntryError, LitbaseError
from litbase.library.adding import Origin, Wishes
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.record import Refused


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files that came, how they are to be added, and what did not come."""

    paths: tuple[Path, ...]
    wishes: Wishes
    refused: tuple[Refused, ...]


def download(parts: Parts, names: Sequence[str], wishes: Wishes, **options: Any) -> Downloads:
    """Download what *names* mean into `.litbase/downloads`; the writing lock is not needed for that."""
    from litbase.catalog.fetch import fetch

    folder = parts.folder.derived / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    paths, refused = list[Path](), list[Refused]()
    entries, origins = dict[Path, Entry](), dict[Path, Origin]()
    for name in names:
        try:
            url, entry = _address_of(parts, name)
            fetched = fetch(url, folder, **options)
        except LitbaseError as error:
            refused.append(Refused(name, error))
            continue
        paths.append(fetched.path)
        origins[fetched.path] = Origin(fetched.url, fetched.retrieved, fetched.archived)
        if entry is not None:
            entries[fetched.path] = entry
    return Downloads(tuple(paths), replace(wishes, entries=entries, origins=origins), tuple(refused))


def _address_of(parts: Parts, name: str) -> tuple[str, Entry | None]:
    """Return the address that *name* means and the entry it belongs to (None: a new one is made)."""
    if "://" in name:
        return name, None
    if name in parts.bibliography:
        return _address_in(parts.bibliography.entry(name))
    from litbase.catalog.reports import report_named

    return _address_in(report_named(name).entry)


def _address_in(entry: Entry) -> tuple[str, Entry]:
    url = entry.first("url")
    if url is None:
        raise EntryError(
            f"'{entry.key}' has no address to download from", f"give it one: litbase edit {entry.key} url=…"
        )
    return url, entry
