"""From what a person typed to the files meant: files, folders, globs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from litbase.errors import SourceError
from litbase.model.record import Refused

_WILD = set("*?[")


def expand(paths: Sequence[Path | str]) -> Iterator[Path | Refused]:
    """Yield each file once, in the order given, folders and globs sorted by name; Refused for what is not there.

    Hidden files and folders are skipped unless named themselves.
    """
    seen = set[Path]()
    for given in paths:
        found = _files(Path(given).expanduser())
        if not found:
            yield Refused(str(given), SourceError(f"there is no file at '{given}'", "check the path"))
        for file in found:
            place = file.resolve()
            if place not in seen:
                seen.add(place)
                yield file


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if path.is_dir():
        return _within(path)
    if not _WILD & set(str(path)):
        return []
    found = sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor))))
    return [file for each in found if not _is_hidden(each, path) for file in _files(each)]


def _is_hidden(found: Path, pattern: Path) -> bool:
    """Say whether a pattern found something hidden that it does not name itself."""
    return any(part.startswith(".") and part not in pattern.parts for part in found.parts)


def _within(folder: Path) -> list[Path]:
    """Return the files below *folder*, folder by folder, without following links to folders (they may be rings)."""
    found = list[Path]()
    for each in sorted(folder.iterdir()):
        if each.name.startswith("."):
            continue
        if each.is_dir() and not each.is_symlink():
            found += _within(each)
        elif each.is_file():
            found.append(each)
    return found
