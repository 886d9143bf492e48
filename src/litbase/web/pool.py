"""A few opened libraries for many readers: each request borrows one and gives it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from threading import Lock

from litbase.library.library import Library


class LibraryPool:
    """Libraries opened on one folder, at most *size* at a time; who comes when all are lent waits."""

    def __init__(self, folder: Path, *, size: int = 4) -> None:
        self.folder = folder
        self.size = size
        self._free: LifoQueue[Library] = LifoQueue()
        self._left = size
        self._lock = Lock()

    @contextmanager
    def borrowed(self) -> Iterator[Library]:
        """Lend a library for the length of one request."""
        library = self._take()
        try:
            yield library
        finally:
            self._free.put(library)

    def _take(self) -> Library:
        with self._lock:
            if self._free.empty() and self._left:
                self._left -= 1
                return Library.open(self.folder)
        return self._free.get()

    def close(self) -> None:
        """Close the libraries that nobody has borrowed."""
        while not self._free.empty():
            self._free.get().close()
