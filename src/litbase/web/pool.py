"""A few opened libraries for many readers: each request borrows one and gives it back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Thread

from litbase.errors import LitbaseError
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

    def get_ready(self) -> None:
        """Load what the first search and the first picture would have to wait for; beside the requests."""
        Thread(target=self._get_ready, daemon=True).start()

    def _get_ready(self) -> None:
        with suppress(LitbaseError), self.borrowed() as library:
            library.search("a", limit=1)
            files = (file for record in library.items() for file in record.files if file.file.endswith(".pdf"))
            for file in islice(files, 1):
                library.page_picture(file.sha256, 1)

    def close(self) -> None:
        """Close the libraries that nobody has borrowed."""
        while not self._free.empty():
            self._free.get().close()
