"""Measure the page rate of `read_all` against bare pypdfium2 text extraction in as many processes, in one run.

    python benchmarks/reading.py [FOLDER] [--workers 2] [--rounds 3]

Prints pages per second and CPU seconds of both (the best round of each, since timings are noisy), their ratios, and the
most memory that all processes together held.
"""

import argparse
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from litbase.model.page import Reading
from litbase.sources.workers import Job, read_all

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "documents"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCUMENTS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    paths = sorted(wanted.folder.rglob("*.pdf"), key=lambda path: path.stat().st_size, reverse=True)
    if not paths:
        raise SystemExit(f"no PDFs under {wanted.folder}")
    bare, ours = list[tuple[float, float]](), list[tuple[float, float]]()
    with Memory() as memory:
        for _ in range(wanted.rounds):
            bare.append(with_cpu_time(bare_rate, paths, wanted.workers))
            ours.append(with_cpu_time(our_rate, paths, wanted.workers))
    (bare_best, bare_cpu), (our_best, our_cpu) = (
        (max(rate for rate, _ in runs), min(cpu for _, cpu in runs)) for runs in (bare, ours)
    )
    print(f"bare pypdfium2  {bare_best:7.0f} pages/s in {wanted.workers} processes, {bare_cpu:.2f} s of CPU time")
    print(f"read_all        {our_best:7.0f} pages/s, {our_best / bare_best:.2f} of bare, {our_cpu:.2f} s of CPU time")
    print(f"CPU time of bare to ours {bare_cpu / our_cpu:.2f}; most memory of all {memory.most / 1e6:.0f} MB")


def with_cpu_time(
    measure: Callable[[Sequence[Path], int], float], paths: Sequence[Path], workers: int
) -> tuple[float, float]:
    """Return the rate that *measure* gives and the CPU seconds of this process and its children for it."""
    before = os.times()
    rate = measure(paths, workers)
    return rate, sum(os.times()[:4]) - sum(before[:4])


def our_rate(paths: Sequence[Path], workers: int) -> float:
    began, pages = time.perf_counter(), 0
    for _, outcome in read_all([Job(path) for path in paths], workers=workers):
        pages += len(outcome.pages) if isinstance(outcome, Reading) else 0
    return pages / (time.perf_counter() - began)


def bare_rate(paths: Sequence[Path], workers: int) -> float:
    """Return the page rate of nothing but pdfium; its pool is warm before the clock starts."""
    with multiprocessing.get_context("spawn").Pool(workers, initializer=_warm) as pool:
        pool.map(_extract, [paths[-1]] * workers)
        began = time.perf_counter()
        pages = sum(pool.imap_unordered(_extract, paths, chunksize=1))
        return pages / (time.perf_counter() - began)


def _warm() -> None:
    import pypdfium2  # noqa: F401


def _extract(path: Path) -> int:
    """Extract the text of every page; return how many hold some, as litbase refuses files that hold none."""
    import pypdfium2

    pdfium: Any = pypdfium2
    try:
        document = pdfium.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return len(texts) if any(text.strip() for text in texts) else 0


class Memory:
    """Watches the memory of this process and its children (proportional set size where the system tells it)."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.2):
            self.most = max(self.most, sum(map(_bytes_held, [os.getpid(), *_descendants(os.getpid())])))


def _descendants(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(each) for each in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def _bytes_held(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
