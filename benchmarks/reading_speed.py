"""Pages a second: litbase's reading and its whole `add` against bare pypdfium2 `get_text_range`, two processes each.

    python benchmarks/reading_speed.py [FOLDER] [--add]

The same files, the largest first, in the same run; each way is run twice and its better time counts. `--add` measures
`litbase add` of the folder into a new library too, indexing included. Peak memory is that of the largest process.
"""

import importlib
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litbase.errors import SourceError

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "documents"
PASSWORD = "user"  # noqa: S105 - of the one sample that needs one
WORKERS = 2
ROUNDS = 2


def bare(path: Path) -> int:
    """Read every page's text with pypdfium2 and nothing else; return the number of pages."""
    pypdfium2: Any = importlib.import_module("pypdfium2")
    try:
        document = pypdfium2.PdfDocument(path, password=PASSWORD)
    except pypdfium2.PdfiumError:
        return 0
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    count = len(document)
    document.close()
    return count


def reading(path: Path) -> int:
    """Read the file as litbase does; return the number of pages, 0 for a file that is refused."""
    from litbase.sources.pdf import read_pdf

    try:
        return len(read_pdf(path, PASSWORD).pages)
    except SourceError:
        return 0


def page_count(path: Path) -> int:
    pypdfium2: Any = importlib.import_module("pypdfium2")
    try:
        with pypdfium2.PdfDocument(path, password=PASSWORD) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds on the clock, and of the processors; the second is steadier on a busy machine."""

    wall: float
    cpu: float


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(work: Callable[[], None]) -> Time:
    started, cpu = time.perf_counter(), cpu_of_children()
    work()
    return Time(time.perf_counter() - started, cpu_of_children() - cpu)


def in_two_processes(read: Callable[[Path], int], paths: Sequence[Path]) -> Callable[[], None]:
    def work() -> None:
        with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
            deque(pool.imap_unordered(read, paths, chunksize=1), maxlen=0)
            pool.close()
            pool.join()

    return work


def adding(folder: Path) -> Callable[[], None]:
    def work() -> None:
        with tempfile.TemporaryDirectory() as place:
            litbase = [sys.executable, "-m", "litbase", "--library", place]
            subprocess.run([*litbase, "init"], check=True, capture_output=True)
            subprocess.run([*litbase, "add", "--password", PASSWORD, str(folder)], check=False, capture_output=True)

    return work


def main(arguments: Sequence[str]) -> int:
    folder = next((Path(argument) for argument in arguments if not argument.startswith("-")), DOCUMENTS)
    paths = sorted(folder.rglob("*.pdf"), key=lambda path: path.stat().st_size, reverse=True)
    if not paths:
        print(f"nothing to measure: no PDFs in {folder}")
        return 3
    ways = {"bare pypdfium2": in_two_processes(bare, paths), "litbase reading": in_two_processes(reading, paths)}
    if "--add" in arguments:
        ways["litbase add"] = adding(folder)
    pages = sum(map(page_count, paths))
    times: dict[str, list[Time]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            times[name].append(timed(work))
    base_wall, base_cpu = (min(getattr(t, kind) for t in times["bare pypdfium2"]) for kind in ("wall", "cpu"))
    for name, taken in times.items():
        wall, cpu = min(t.wall for t in taken), min(t.cpu for t in taken)
        ratios = f"{base_wall / wall:.2f} x bare by the clock, {base_cpu / cpu:.2f} by processor time"
        print(f"{name:16} {pages / wall:6.0f} pages/s  {wall:6.2f} s  {cpu:6.2f} CPU s  {ratios}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{pages} pages of {len(paths)} files; peak memory of one process {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
