"""A progress bar while files are read: pages a second and time left, only where a person is looking."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litbase.model.record import Progress


@contextmanager
def reading_bar(what: str, *, quiet: bool = False) -> Iterator[Callable[["Progress"], None] | None]:
    """Give a callback that draws how far a reading has come, or None where standard error is not a terminal.

    The bar appears with the first report, so that work that is done at once draws nothing.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    drawing = _Drawing(what)
    try:
        yield drawing.show
    finally:
        drawing.close()


class _Drawing:
    """A bar that is imported and drawn when there is something to show."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._started = False
        self._began = time.monotonic()

    def show(self, progress: "Progress") -> None:
        if not self._started:
            self._start()
        speed = progress.pages / max(time.monotonic() - self._began, 0.1)
        self._bar.update(
            self._task,
            completed=progress.share,
            files=f"{progress.files}/{progress.of_files} files",
            pages=f"{progress.pages:,} pages, {speed:,.0f}/s",
        )

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[files]}"),
            TextColumn("{task.fields[pages]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(self._what, total=1.0, files="", pages="")
        self._bar.start()
        self._started = True

    def close(self) -> None:
        if self._started:
            self._bar.stop()
