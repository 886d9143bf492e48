"""How far a reading of many files has come, the pages of files that are still being read included."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litbase.model.record import Progress
    from litbase.sources.workers import Job

OnProgress = Callable[["Progress"], None]


class Meter:
    """Counts files and pages read and tells how far the whole has come, by bytes."""

    def __init__(self, sizes: "Mapping[Job, int]", progress: OnProgress | None) -> None:
        self._sizes = sizes
        self._bytes = sum(sizes.values())
        self._progress = progress
        self._pages = self._files = self._read = 0
        self._under_way: dict[Job, tuple[int, float]] = {}  # pages and bytes of files not yet read to their end

    def seen(self, job: "Job", pages: int, of: int) -> None:
        """Note that *pages* of the *of* pages of a file have been seen."""
        self._under_way[job] = (pages, self._sizes[job] * pages / max(of, pages, 1))
        self._tell()

    def done(self, job: "Job", pages: int) -> None:
        """Count a file and its pages."""
        self._under_way.pop(job, None)
        self._pages += pages
        self._files += 1
        self._read += self._sizes[job]
        self._tell()

    def _tell(self) -> None:
        if self._progress is None:
            return
        from litbase.model.record import Progress

        pages = self._pages + sum(pages for pages, _ in self._under_way.values())
        read = self._read + sum(part for _, part in self._under_way.values())
        self._progress(Progress(pages, self._files, len(self._sizes), read / self._bytes if self._bytes else 1.0))
