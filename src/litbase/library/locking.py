"""One writer at a time: a lock the system lets go of when its owner dies, with a record of who the owner is."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from litbase.errors import LockedLibrary

_PAUSE = 0.05  # seconds between two attempts


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is writing: process number, machine, what for, and since when (seconds since 1970)."""

    pid: int
    host: str
    action: str
    since: float


class WritingLock:
    """The lock of one library. It may be taken again by whoever holds it, in the same `WritingLock`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @contextmanager
    def hold(self, action: str, *, patience: float) -> Iterator[Owner | None]:
        """Hold the lock; wait up to *patience* seconds for it, then raise LockedLibrary.

        Yield the record of an owner that died while writing, None if the last one finished.
        """
        if self._handle is not None:
            yield None
            return
        import socket

        handle = self._take(patience)
        dead = _read_owner(handle)
        _write_owner(handle, Owner(os.getpid(), socket.gethostname(), action, time.time()))
        self._handle = handle
        try:
            yield dead
        finally:
            self._handle = None
            os.ftruncate(handle, 0)
            os.close(handle)  # lets go of the lock

    def _take(self, patience: float) -> int:
        end = time.monotonic() + patience
        while True:
            handle = _try(self._path)
            if handle is not None:
                return handle
            if time.monotonic() >= end:
                raise self._refusal()
            time.sleep(_PAUSE)

    def _refusal(self) -> LockedLibrary:
        owner = owner_of(self._path)
        return LockedLibrary(0, 0.0) if owner is None else LockedLibrary(owner.pid, max(0.0, time.time() - owner.since))


def owner_of(path: Path) -> Owner | None:
    """Return the owner recorded in the lock file, alive or dead, or None."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        return _read_owner(handle)
    finally:
        os.close(handle)


def dead_owner_of(path: Path) -> Owner | None:
    """Return the owner that died while writing, None if there was none or it is alive."""
    if owner_of(path) is None:
        return None
    handle = _try(path)
    if handle is None:
        return None
    try:
        return _read_owner(handle)
    finally:
        os.close(handle)


def _try(path: Path) -> int | None:
    """Return a handle that holds the lock, or None if another has it."""
    path.parent.mkdir(exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    # The file may have been deleted with its folder between opening and locking: then the lock guards nothing.
    if _lock(handle) and _is_still(handle, path):
        return handle
    os.close(handle)
    return None


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other litbase changes a small file in *folder*, and keep others out meanwhile.

    Nothing is left behind: the folder itself is locked. Where a system cannot do that, the last one to write wins.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Lock a byte far behind the record, so that others can still read who the owner is."""
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _read_owner(handle: int) -> Owner | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        record = json.loads(os.read(handle, 4096))
        return Owner(int(record["pid"]), str(record["host"]), str(record["action"]), float(record["since"]))
    except (ValueError, KeyError, TypeError):
        return None


def _write_owner(handle: int, owner: Owner) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(asdict(owner)).encode())
