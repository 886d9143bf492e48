"""Printed labels against hand-made tables of what the pages of real reports print.

Run: python benchmarks/labels.py [FOLDER]. FOLDER (default ../shared/data) holds documents/*.pdf and, per document,
truth/NAME.pages.csv with the columns pdf_index (from 1) and printed_footer ("" where the page prints none).
"""

import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from litbase.errors import SourceError
from litbase.model.page import Page
from litbase.sources.pages import read_source

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def main() -> int:
    """Print one line a document; return 1 where a table is missed by more than one page in 200."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not folder.is_dir():
        print(f"no real reports at {folder}: nothing measured")
        return 0
    heads = ("pages", "printed", "inferred", "unknown", "right", "wrong unmarked")
    print(f"{'document':40} " + " ".join(f"{head:>11}" for head in heads))
    lines = list(_lines(folder))
    for line, _ in lines:
        print(line)
    return 0 if all(good for _, good in lines) else 1


def _lines(folder: Path) -> Iterator[tuple[str, bool]]:
    for path in sorted((folder / "documents").rglob("*.pdf")):
        started = time.process_time()
        try:
            pages = read_source(path).pages
        except SourceError as error:
            yield f"{path.name:40} refused: {error.name}", True
            continue
        line = f"{path.name:40} {_counts(pages)}"
        table = folder / "truth" / f"{path.stem}.pages.csv"
        right, total, unmarked = _compare(pages, table) if table.is_file() else (0, 0, 0)
        share = f"{right}/{total}" if total else "-"
        seconds = time.process_time() - started
        yield f"{line} {share:>11} {unmarked:>11}  {seconds:.1f} s in all", right >= 0.995 * total and not unmarked


def _counts(pages: tuple[Page, ...]) -> str:
    unknown = sum(page.label is None for page in pages)
    inferred = sum(page.inferred for page in pages)
    return f"{len(pages):>11} {len(pages) - unknown - inferred:>11} {inferred:>11} {unknown:>11}"


def _compare(pages: tuple[Page, ...], table: Path) -> tuple[int, int, int]:
    """Return how many printed labels are right, how many there are, and how many are wrong and not marked."""
    right = total = unmarked = 0
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            page = pages[int(row["pdf_index"]) - 1]
            if row["printed_footer"]:
                total += 1
                right += page.label == row["printed_footer"]
                unmarked += not page.inferred and page.label not in (None, row["printed_footer"])
    return right, total, unmarked


if __name__ == "__main__":
    raise SystemExit(main())
