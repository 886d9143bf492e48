"""The files behind the entries: kept whole under readable names, each recorded in `sources.lock`.

`sources.lock` is JSON Lines, one record a line, sorted by path. A file is written before its record and a record
removed before its file, so that a crash leaves at worst a file without a record, which `verify` names.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path, PurePosixPath

from litbase.errors import LibraryError, SourceError
from litbase.formats.files import sha256_of, sync_folder, write_whole
from litbase.model.entry import Problem, Severity
from litbase.model.page import SourceFile
from litbase.sources.file_names import folded, free_name, ocr_name
from litbase.sources.kinds import suffix_of

_CHUNK = 1 << 20
_FIELDS = tuple(field.name for field in fields(SourceFile))
_REQUIRED = ("key", "path", "sha256", "bytes", "media_type")


class SourceStore:
    """The source files of one library. One writer at a time (the library's lock); readers see whole states."""

    def __init__(self, folder: Path) -> None:
        """Open the store of the library at *folder*; nothing is made before the first file is added."""
        self._folder = folder
        self._sources = folder / "sources"
        self._lock = folder / "sources.lock"
        self._read_at: tuple[int, int, int] | None = None
        self._records: dict[str, SourceFile] = {}  # by path
        self._known: dict[str, SourceFile] = {}  # by SHA-256
        self._lines: dict[str, str] = {}  # by path, as they stand in sources.lock

    def records(self) -> tuple[SourceFile, ...]:
        """Return every record, sorted by path. Raises LibraryError if `sources.lock` is broken."""
        self._refresh()
        return tuple(self._records.values())

    def for_key(self, key: str) -> tuple[SourceFile, ...]:
        """Return the files of the entry *key*, in the order of their names: KEY.pdf, KEY-2.html …."""
        return tuple(sorted((r for r in self.records() if r.key == key), key=_place_in_row))

    def by_sha256(self, sha256: str) -> SourceFile | None:
        """Return the record of the file with these bytes, or None."""
        self._refresh()
        return self._known.get(sha256)

    def path(self, record: SourceFile) -> Path:
        """Return where the file of *record* stands."""
        return self._folder / record.path

    def ocr_path(self, record: SourceFile) -> Path:
        """Return where the recognised text of a scanned file is kept: KEY.ocr.pdf beside KEY.pdf."""
        return self._folder / ocr_name(record.path)

    def add(
        self,
        path: Path,
        *,
        key: str,
        media_type: str,
        sha256: str,
        url: str | None = None,
        retrieved: str | None = None,
        archived: str | None = None,
    ) -> SourceFile:
        """Copy the file at *path* into the library as a source of *key* and record it.

        Bytes that are there already keep their record, which is returned. Raises SourceError if the file is not,
        or no longer, the one with this *sha256*.
        """
        known = self.by_sha256(sha256)
        if known is not None and self.path(known).is_file():
            return known
        self._sources.mkdir(exist_ok=True)
        if known is not None:
            name = known.path
        else:
            name = self._adopted(key, media_type, sha256) or self._free_name(key, media_type)
        size = _copy_whole(path, self._folder / name, sha256=sha256)
        record = known or SourceFile(key, name, sha256, size, media_type, url, retrieved, archived)
        self._write({**self._records, name: record})
        return record

    def rename(self, old: str, new: str) -> tuple[SourceFile, ...]:
        """Give the files of the entry *old* to *new* and name them after it; return their new records.

        Until `sources.lock` is written, each file stands under both names.
        """
        if old == new:
            return self.for_key(old)
        moved: dict[str, SourceFile] = {}
        kept = {path: record for path, record in self._by_path().items() if record.key != old}
        for record in self.for_key(old):
            name = self._free_name(new, record.media_type, taken=(*kept, *moved))
            moved[name] = replace(record, key=new, path=name)
            for before, after in ((record.path, name), (ocr_name(record.path), ocr_name(name))):
                _stand_also_at(self._folder / before, self._folder / after)
        left = [record.path for record in self.for_key(old)]
        self._write({**kept, **moved})
        self._delete(left)
        return tuple(moved.values())

    def remove(self, key: str) -> tuple[SourceFile, ...]:
        """Remove the files of the entry *key* and their records; return what was removed."""
        gone = self.for_key(key)
        if gone:
            self._write({path: record for path, record in self._by_path().items() if record.key != key})
            self._delete(record.path for record in gone)
        return gone

    def verify(self, *, thorough: bool = False) -> Iterator[Problem]:
        """Yield what is wrong with the files: missing, changed, without a record, left over by a crash.

        A file is hashed if its size differs or it is newer than `sources.lock`; if *thorough*, every file is.
        """
        try:
            records = self.records()
        except LibraryError as error:
            yield Problem("source-records", Severity.ERROR, str(error), file=self._lock.name)
            return
        for record in records:
            problem = self._problem_with(record, thorough=thorough)
            if problem is not None:
                yield problem
        yield from self._left_over(records)

    def _problem_with(self, record: SourceFile, *, thorough: bool) -> Problem | None:
        path = self.path(record)
        try:
            found = path.stat()
            changed = found.st_size != record.bytes
            if not changed and (thorough or found.st_mtime_ns > self._lock.stat().st_mtime_ns):
                changed = sha256_of(path) != record.sha256
        except FileNotFoundError:
            message = f"the source '{record.path}' of '{record.key}' is missing"
            fix = "put the file back, or remove the entry's record: litbase remove"
            return Problem("missing-source", Severity.ERROR, message, key=record.key, file=record.path, fix=fix)
        except OSError as error:
            message = f"the source '{record.path}' cannot be read: {error.strerror}"
            return Problem("missing-source", Severity.ERROR, message, key=record.key, file=record.path)
        if not changed:
            return None
        message = f"the source '{record.path}' of '{record.key}' is not the file that was added: its bytes changed"
        return Problem("changed-source", Severity.ERROR, message, key=record.key, file=record.path)

    def _left_over(self, records: Sequence[SourceFile]) -> Iterator[Problem]:
        known = {record.path for record in records} | {ocr_name(record.path) for record in records}
        for path in _files_below(self._sources):
            name = path.relative_to(self._folder).as_posix()
            if path.name.endswith(".part"):
                message = f"'{name}' was left over when a copy was interrupted"
                yield Problem("leftover-file", Severity.WARNING, message, file=name, fix="delete it")
            elif name not in known:
                message = f"'{name}' belongs to no entry: it stands in no record of sources.lock"
                yield Problem("orphan-source", Severity.WARNING, message, file=name, fix="add it again, or delete it")

    def _by_path(self) -> dict[str, SourceFile]:
        self._refresh()
        return self._records

    def _free_name(self, key: str, media_type: str, *, taken: Iterable[str] = ()) -> str:
        there = (f"{self._sources.name}/{each.name}" for each in os.scandir(self._sources))
        names = {folded(name) for name in (*self._by_path(), *there, *taken)}
        return free_name(key, suffix_of(media_type), taken=names)

    def _adopted(self, key: str, media_type: str, sha256: str) -> str | None:
        """Return the name of a file without a record that a crash left behind and that holds these very bytes."""
        name = free_name(key, suffix_of(media_type), taken={folded(known) for known in self._by_path()})
        path = self._folder / name
        return name if path.is_file() and sha256_of(path) == sha256 else None

    def _delete(self, names: Iterable[str]) -> None:
        for name in names:
            for each in (name, ocr_name(name)):
                (self._folder / each).unlink(missing_ok=True)

    def _refresh(self) -> None:
        stamp = _stamp(self._lock)
        if stamp != self._read_at:
            records = _parse(self._lock.read_text(encoding="utf-8")) if stamp is not None else {}
            self._keep(records, {path: _line(record) for path, record in records.items()}, stamp)

    def _write(self, records: dict[str, SourceFile]) -> None:
        ordered = {path: records[path] for path in sorted(records)}
        lines = {  # most are as they were: a large library adds one file at a time
            path: self._lines[path] if self._records.get(path) is record else _line(record)
            for path, record in ordered.items()
        }
        write_whole(self._lock, "".join(lines.values()).encode())
        self._keep(ordered, lines, _stamp(self._lock))

    def _keep(self, records: dict[str, SourceFile], lines: dict[str, str], stamp: tuple[int, int, int] | None) -> None:
        self._records, self._lines, self._read_at = records, lines, stamp
        self._known = {record.sha256: record for record in reversed(records.values())}


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when the file is written whole, None if it is absent."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size


def _line(record: SourceFile) -> str:
    return json.dumps(asdict(record), ensure_ascii=False) + "\n"


def _parse(content: str) -> dict[str, SourceFile]:
    """Read the lines of `sources.lock`. Raises LibraryError naming the line that is broken."""
    records: dict[str, SourceFile] = {}
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if not all(name in values for name in _REQUIRED):
                raise ValueError(line)
            record = SourceFile(**{name: values[name] for name in _FIELDS if name in values})
            if Path(record.path).is_absolute() or ".." in Path(record.path).parts:
                raise ValueError(line)
        except (ValueError, TypeError) as error:
            message = f"line {number} of sources.lock is not a record of a source file"
            raise LibraryError(message, "restore the file from a backup, or delete that line") from error
        records[record.path] = record
    return records


def _place_in_row(record: SourceFile) -> tuple[int, str]:
    """Order KEY before KEY-2 before KEY-10, whatever their suffixes."""
    stem = PurePosixPath(record.path).stem
    return len(stem), stem


def _files_below(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.is_file())


def _copy_whole(source: Path, target: Path, *, sha256: str) -> int:
    """Copy *source* to *target* whole or not at all, checking its fingerprint on the way; return its size."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            while chunk := original.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
                size += len(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if digest.hexdigest() != sha256:
            raise SourceError(f"'{source.name}' changed while it was being added", "add it again")
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise SourceError(f"'{source.name}' cannot be copied into the library: {error.strerror}") from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return size


def _stand_also_at(path: Path, other: Path) -> None:
    """Make the file at *path* stand at *other* too; a copy where the file system has no hard links."""
    if not path.is_file() or path == other:
        return
    with contextlib.suppress(OSError):
        os.link(path, other)
        return
    _copy_whole(path, other, sha256=sha256_of(path))
