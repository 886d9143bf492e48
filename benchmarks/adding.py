"""Measure the page rate of a whole `add` against bare pypdfium2 text extraction in as many processes, in one run.

    python benchmarks/adding.py [FOLDER] [--workers 2] [--rounds 2]

A whole `add` reads, guesses metadata, makes entries, copies files, stores pages and indexes them. Prints pages per
second and CPU seconds of both (the best round of each), their ratios, what was refused, and the most memory held.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from litbase.library.library import Library
from reading import DOCUMENTS, Memory, bare_rate, with_cpu_time


def add_rate(paths: Sequence[Path], workers: int) -> float:
    """Add *paths* to a new library and return the pages per second."""
    import time

    with tempfile.TemporaryDirectory() as folder, Library.init(Path(folder) / "library") as library:
        began = time.perf_counter()
        report = library.add(paths, workers=workers)
        return sum(added.pages for added in report.added) / (time.perf_counter() - began)


def refusals(paths: Sequence[Path]) -> list[str]:
    """Return what is refused, each with the name of its error."""
    with tempfile.TemporaryDirectory() as folder, Library.init(Path(folder) / "library") as library:
        return [f"{Path(each.path).name}: {each.error.name}" for each in library.add(paths).refused]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCUMENTS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    wanted = parser.parse_args()
    paths = sorted(wanted.folder.rglob("*.pdf"))
    if not paths:
        raise SystemExit(f"no PDFs under {wanted.folder}")
    bare, ours = list[tuple[float, float]](), list[tuple[float, float]]()
    with Memory() as memory:
        for _ in range(wanted.rounds):  # in turn, so that whatever else the machine does meets both
            bare.append(with_cpu_time(bare_rate, paths, wanted.workers))
            ours.append(with_cpu_time(add_rate, paths, wanted.workers))
    bare_best, ours_best = (max(rate for rate, _ in runs) for runs in (bare, ours))
    bare_cpu, ours_cpu = (min(cpu for _, cpu in runs) for runs in (bare, ours))
    print(f"bare pypdfium2  {bare_best:7.0f} pages/s in {wanted.workers} processes, {bare_cpu:.2f} s of CPU time")
    print(
        f"add             {ours_best:7.0f} pages/s, {ours_best / bare_best:.2f} of bare, {ours_cpu:.2f} s of CPU time"
    )
    print(f"CPU time of bare to ours {bare_cpu / ours_cpu:.2f}; most memory of all {memory.most / 1e6:.0f} MB")
    for refusal in refusals(paths):
        print(f"refused  {refusal}")


if __name__ == "__main__":
    main()
