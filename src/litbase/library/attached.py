"""The files that entries name in their `file` fields, as reference managers write them, found on this machine."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from litbase.errors import EntryError, SourceError
from litbase.model.entry import Entry
from litbase.model.record import Refused

if TYPE_CHECKING:
    from litbase.bib.bibliography import Bibliography

_PART = re.compile(r"(?<!\\);")
_PIECE = re.compile(r"(?<!\\):")
_ADDRESS = re.compile(r"(?i)(?:https?|ftp|zotero|doi):")
_DRIVE = re.compile(r"[A-Za-z]:/")
_FROM_ROOT = ("home/", "Users/", "media/", "mnt/", "Volumes/", "root/", "tmp/", "var/")
_JABREF_FOLDER = re.compile(rb"jabref-meta:\s*fileDirectory(?:Latex)?(?:-[^:{}]*)?:([^{}]*);", re.IGNORECASE)
_LARGEST_META = 50_000_000  # bytes of a bibliography that are looked through for JabRef's settings


@dataclass(frozen=True, slots=True)
class Attachments:
    """Files with the entries that name them, and what leads nowhere: the key of its entry, its name and why."""

    found: dict[Path, Entry]
    missing: tuple[tuple[str, Refused], ...]


def attachments_of(entries: Iterable[Entry], folders: Sequence[Path]) -> Attachments:
    """Return the files that *entries* name, looked for below *folders* in their order."""
    found, missing = dict[Path, Entry](), list[tuple[str, Refused]]()
    for entry in entries:
        for names in _named(entry.get("file") or ""):
            path = _find(names, folders)
            error = _not_there(names[0], entry) if path is None else _unreadable(path, entry)
            if error is not None:
                missing.append((entry.key, Refused(names[0], error)))
            elif path is not None:
                found.setdefault(path, entry)
    return Attachments(found, tuple(missing))


def attached_files(entry: Entry, folder: Path) -> Iterator[Path]:
    """Yield the files that the `file` field of *entry* names and that exist, relative names below *folder*."""
    yield from (path for names in _named(entry.get("file") or "") if (path := _find(names, [folder])) is not None)


def folders_for(path: Path) -> list[Path]:
    """Return the folders that files named in the bibliography *path* may be relative to, the likeliest first.

    JabRef names its own in the file; EndNote keeps PDFs in a folder NAME.Data beside its library.
    """
    if path.is_dir():
        return [path]
    folders = [path.parent]
    if path.suffix.lower() == ".bib" and path.stat().st_size <= _LARGEST_META:
        for written in _JABREF_FOLDER.findall(path.read_bytes()):
            name = written.decode("utf-8", "replace").replace("\\:", ":").replace("\\\\", "/").replace("\\", "/")
            folders.insert(len(folders) - 1, path.parent / Path(name).expanduser())
    return [*folders, *sorted(path.parent.glob("*.Data/PDF"))]


def _named(field: str) -> Iterator[tuple[str, ...]]:
    """Yield the name of each file in a `file` field, in every way it may be meant, the likeliest first.

    A bare path, or "description:path:type" lists as JabRef, Zotero and Mendeley write them ("\\:" is a colon).
    Addresses of the web are no files.
    """
    for part in map(str.strip, _PART.split(field)):
        pieces = [piece.strip() for piece in _PIECE.split(part)]
        middle = ":".join(pieces[1:-1])
        readings = (middle, part, *pieces) if len(pieces) > 2 and middle else (part, *pieces)
        names = tuple(dict.fromkeys(plain for name in readings for plain in _plain(name)))
        if names and not any(_ADDRESS.match(name) for name in names[:2]) and pieces[-1].lower() != "url":
            yield names


def _plain(name: str) -> Iterator[str]:
    """Yield *name* without the escapes of JabRef and without LaTeX's, which Mendeley writes too."""
    from litbase.bib.latex import decode

    name = name.replace("$\\backslash$", "\\").removeprefix("internal-pdf://")
    bare = re.sub(r"\\([:;\\])", r"\1", name)
    for each in (bare, decode(name.replace("\\:", ":")), unquote(bare.removeprefix("file://"))):
        if each.strip():
            yield each.replace("\\", "/").strip()


def _find(names: Sequence[str], folders: Sequence[Path]) -> Path | None:
    places = (place for name in names for folder in folders for place in _places(name, folder))
    return next((place for place in places if _is_file(place)), None)


def _places(name: str, folder: Path) -> Iterator[Path]:
    """Yield where a file may be: as it is named, or with the end of its path below *folder*, if all was moved."""
    yield folder / Path(name).expanduser()
    if name.startswith(_FROM_ROOT):  # as Mendeley writes an absolute path
        yield Path("/") / name
    if name.startswith(("/", *_FROM_ROOT)) or _DRIVE.match(name):
        parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..")]
        yield from (folder.joinpath(*parts[number:]) for number in range(1, len(parts)))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is too long for a file, or a folder on the way may not be entered
        return False


def _not_there(name: str, entry: Entry) -> SourceError:
    return SourceError(
        f"the file '{name}' of the entry '{entry.key}' is not there",
        f"add it when you have it: litbase add FILE --key {entry.key}",
    )


def _unreadable(path: Path, entry: Entry) -> SourceError | None:
    """Return why a file is left where it is: a bibliography from elsewhere may name any file of this machine."""
    from litbase.sources.kinds import SUFFIXES, WHAT_IS_READ

    if path.suffix.lower() in {suffix for suffixes in SUFFIXES.values() for suffix in suffixes}:
        return None
    return SourceError(f"the file '{path.name}' of the entry '{entry.key}' is of no kind that is read", WHAT_IS_READ)


def entries_for(paths: Iterable[Path], other: "Bibliography") -> dict[Path, Entry]:
    """Return which entry of *other* belongs to each file: by `file` field, by key, or the one to the one."""
    files, entries = list(paths), list(other.entries())
    if len(files) == 1 and len(entries) == 1:
        return {files[0]: entries[0]}
    by_name = dict[str, Entry]()
    for entry in entries:
        by_name.setdefault(entry.key, entry)
        for name in (name for names in _named(entry.get("file") or "") for name in names):
            by_name[PurePosixPath(name).name] = entry
    found = {path: by_name.get(path.name) or by_name.get(path.stem) for path in files}
    return {path: entry for path, entry in found.items() if entry is not None}


def bibliography_in(folder: Path) -> Path:
    """Return the one file of records in *folder*, as an export with files beside it has. Raises EntryError."""
    kinds = ("*.bib", "*.ris", "*.rdf", "*.json", "*.xml", "*.nbib", "*.enw", "*.csv")
    for kind in kinds:
        found = sorted(path for path in folder.glob(kind) if not path.name.startswith("."))
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"'{path.name}'" for path in found[:3])
            raise EntryError(f"the folder '{folder}' holds {len(found)} bibliographies: {names}", "name the file")
    raise EntryError(
        f"the folder '{folder}' holds no bibliography",
        "name a file, a Zotero data directory, a Papis library, or a folder with one file of records",
    )
