"""Earlier states of the bibliography, kept so that the last changes can be taken back.

A version holds `library.bib` and `sources.lock` as they were before a change. Source files that a change takes out
of use wait in the trash under their hash; a version is put back by writing its two files and linking source files.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from litbase.errors import LibraryError
from litbase.formats.files import write_whole
from litbase.library.folder import Folder
from litbase.model.entry import Entry
from litbase.model.record import Version

KEPT = 30
_FILES = ("library.bib", "sources.lock")


@dataclass(frozen=True, slots=True)
class History:
    folder: Folder

    @property
    def trash(self) -> Path:
        return self.folder.history / "trash"

    def versions(self) -> tuple[Version, ...]:
        """Return the kept versions, the latest first."""
        return tuple(sorted(self._versions(), key=lambda version: -version.number))

    def _versions(self) -> Iterator[Version]:
        for path in self.folder.history.glob("[0-9]*/version.json"):
            record = json.loads(path.read_bytes())
            yield Version(int(path.parent.name), record["action"], record["when"], record.get("undo", False))

    def keep(self, action: str) -> None:
        """Keep the present state as the one before *action*, a new change: what was taken back cannot be redone."""
        for version in self.versions():
            if version.is_undo:
                shutil.rmtree(self.folder.history / f"{version.number:06d}")
        self._keep(action, is_undo=False)

    def _keep(self, action: str, *, is_undo: bool) -> None:
        """Keep the present state; the oldest versions go once there are too many."""
        versions = self.versions()
        number = versions[0].number + 1 if versions else 1
        place = self.folder.history / f"{number:06d}"
        shutil.rmtree(place, ignore_errors=True)  # what a killed process left of this number
        place.mkdir(parents=True)
        for name in _FILES:
            present = self.folder.path / name
            if present.exists():
                shutil.copyfile(present, place / name)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        write_whole(place / "version.json", json.dumps({"action": action, "when": when, "undo": is_undo}).encode())
        if len(versions) >= KEPT:
            for old in versions[KEPT - 1 :]:
                shutil.rmtree(self.folder.history / f"{old.number:06d}")
            self._empty_trash()

    def last_different(self, *, redo: bool = False) -> Version:
        """Return the latest version that is not the present state, *redo*: of those that `undo` left behind.

        LibraryError if there is none.
        """
        for version in self.versions():
            if version.is_undo == redo and any(
                self._kept(version, name) != _content(self.folder.path / name) for name in _FILES
            ):
                return version
        if redo:
            raise LibraryError(
                "nothing was taken back that could be done again", "see what can be: litbase undo --list"
            )
        raise LibraryError("nothing is kept to go back to", "only changes made through litbase can be taken back")

    def _kept(self, version: Version, name: str) -> bytes:
        return _content(self.folder.history / f"{version.number:06d}" / name)

    def entry(self, key: str) -> Entry | None:
        """Return the entry as it was when it was last kept, None if no kept state has it."""
        from litbase.bib.bibliography import Bibliography

        for version in self.versions():
            then = Bibliography(self.folder.bibliography, self._kept(version, "library.bib"))
            if key in then:
                return then.entry(key)
        return None

    def version(self, number: int) -> Version:
        """Return the kept version *number*; LibraryError if it is not kept."""
        for version in self.versions():
            if version.number == number:
                return version
        raise LibraryError(f"no version {number} is kept", "see what is kept: litbase undo --list")

    def swap(self, version: Version) -> None:
        """Put the state of *version* back and keep the present one in its place."""
        self._keep(version.action, is_undo=not version.is_undo)
        self.restore(version)
        shutil.rmtree(self.folder.history / f"{version.number:06d}", ignore_errors=True)

    def restore(self, version: Version) -> None:
        """Put the state of *version* back: source files, their records, the bibliography; unused files go last.

        Stopped at any moment, it leaves either state with all its files, and a second `undo` completes it.
        """
        wanted = _files_of(self._kept(version, "sources.lock"))
        present = _files_of(_content(self.folder.lock_file))
        moved = {path: sha for path, sha in present.items() if wanted.get(path) != sha}
        for path, sha256 in moved.items():
            self.put_away(self.folder.path / path, sha256)
        for path, sha256 in wanted.items():
            if present.get(path) != sha256 or not (self.folder.path / path).exists():
                self.bring_back(sha256, self.folder.path / path)
        lock, bibliography = self._kept(version, "sources.lock"), self._kept(version, "library.bib")
        write_whole(self.folder.lock_file, lock)
        write_whole(self.folder.bibliography, bibliography)
        for path in moved.keys() - wanted.keys():
            for each in (self.folder.path / path, ocr_beside(self.folder.path / path)):
                each.unlink(missing_ok=True)

    def put_away(self, path: Path, sha256: str) -> None:
        """Let a source file, and what OCR made of it, stand in the trash too; whoever asked deletes it then."""
        self.trash.mkdir(parents=True, exist_ok=True)
        for present, kept in ((path, self.trash / sha256), (ocr_beside(path), self.trash / f"{sha256}.ocr")):
            _stand_also_at(present, kept)

    def bring_back(self, sha256: str, path: Path) -> None:
        """Let a file that waits in the trash stand at *path*."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for kept, wanted in ((self.trash / sha256, path), (self.trash / f"{sha256}.ocr", ocr_beside(path))):
            _stand_also_at(kept, wanted)

    def _empty_trash(self) -> None:
        """Delete files in the trash that no kept version and not the present state speaks of."""
        needed = set(_files_of(_content(self.folder.lock_file)).values())
        for version in self.versions():
            needed.update(_files_of(self._kept(version, "sources.lock")).values())
        for path in self.trash.glob("*"):
            if path.name.removesuffix(".ocr") not in needed:
                path.unlink()


def ocr_beside(path: Path) -> Path:
    """Return where the recognised text of a scanned source is kept: KEY.ocr.pdf beside KEY.pdf."""
    return path.with_name(f"{path.stem}.ocr.pdf")


def _stand_also_at(path: Path, other: Path) -> None:
    """Make the file at *path*, if there is one, stand at *other* too: a hard link where the file system has them."""
    if not path.is_file() or (other.exists() and path.samefile(other)):
        return
    temporary = other.with_name(f".{other.name}.part")
    temporary.unlink(missing_ok=True)
    try:
        temporary.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, temporary)
    temporary.replace(other)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _files_of(records: bytes) -> Mapping[str, str]:
    """Return path → SHA-256 of the records of a `sources.lock`."""
    lines = (json.loads(line) for line in records.decode("utf-8").splitlines() if line.strip())
    return {record["path"]: record["sha256"] for record in lines}
