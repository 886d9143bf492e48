"""How fast is a search in 100,000 pages? In process, in a new process, and while a report is added.

Run: python benchmarks/search_speed.py [FOLDER] [--pages N] [--engine NAME]. FOLDER (default ../shared/data/documents)
holds files to read; their pages are repeated, cut elsewhere and with one word in eight exchanged for one of another
page, until there are N. SQLite's FTS5, what a user would otherwise have, indexes the same pages in the same run. Times
of a search are processor time, which other programs disturb less.
"""

import argparse
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path

from litbase.errors import SourceError
from litbase.model.entry import Description
from litbase.model.page import Page, Reading, SourceFile
from litbase.search.analysis import is_paired
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore
from litbase.sources.pages import read_source

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "documents"
IN_SOURCE = 300
ROUNDS = 100
WORD = re.compile(r"(?<!\w)[^\W\d_]{5,}(?!\w)")
NEW_PROCESS = """
import time; started = time.perf_counter()
from pathlib import Path
from litbase.search.index import open_index
from litbase.sources.page_store import PageStore
imported = time.perf_counter()
folder = Path({folder!r})
index = open_index(folder / "index", engine={engine!r}, pages=PageStore(folder / "pages.sqlite3"))
index.search({query!r})
print(imported - started, time.perf_counter() - imported)
"""


def main() -> int:
    """Print times; return 1 where a promise is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--keep", type=Path, help="make the index in this folder, or use the one made there before")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"no real reports at {options.folder}: nothing measured")
        return 0
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
        return 0 if _measure(options.folder, options.keep, pages=options.pages, engine=options.engine) else 1
    with tempfile.TemporaryDirectory() as made:
        return 0 if _measure(options.folder, Path(made), pages=options.pages, engine=options.engine) else 1


def _measure(folder: Path, made: Path, *, pages: int, engine: str) -> bool:
    texts = [page.text for page in _pages(folder) if len(page.text) > 200]
    store = PageStore(made / "pages.sqlite3")
    index = open_index(made / "index", engine=engine, pages=store)
    if not index.is_current:
        _build(index, store, texts, pages)
    queries = _queries(texts)
    good = True
    for kind, asked in queries.items():
        slow = _percentiles(lambda query: index.search(query), asked)
        print(f"{engine:8} {kind:8} median {slow[0]:6.1f} ms   p95 {slow[1]:6.1f} ms")
        good = good and slow[1] < 10
    good = _measure_adding(index, texts) and good
    good = _measure_process(made, engine, queries["words"][0]) and good
    _measure_fts5(made, texts, pages, queries)
    return good


def _pages(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.rglob("*.*")):
        with suppress(SourceError):
            yield from read_source(path).pages


def _made(texts: Sequence[str], count: int) -> Iterator[Page]:
    """Yield pages that read like the real ones but differ from one another."""
    choose = random.Random(7)
    words = [text.split() for text in texts]
    paired = [mine for mine, text in zip(words, texts, strict=True) if is_paired(text)]
    spaced = [mine for mine, text in zip(words, texts, strict=True) if not is_paired(text)]
    for number in range(count):
        alike = paired if choose.random() < len(paired) / len(words) else spaced
        mine, other = list(choose.choice(alike)), choose.choice(alike)
        for at in range(choose.randrange(8), len(mine), 8):
            mine[at] = choose.choice(other)
        cut = choose.randrange(len(mine))
        yield Page(number % IN_SOURCE + 1, str(number % IN_SOURCE + 1), " ".join(mine[cut:] + mine[:cut]))


def _build(index: Index, store: PageStore, texts: Sequence[str], count: int) -> None:
    wall, processor, source = 0.0, 0.0, []
    with index.writing() as writer:
        for page in _made(texts, count):
            source.append(page)
            if len(source) == IN_SOURCE or page.number == count:
                number = int(sha256(page.text.encode()).hexdigest(), 16)
                known = f"{number:064x}"
                with store.writing():
                    reading = Reading("application/pdf", tuple(source), (), "en")
                    store.put(SourceFile(known[:8], f"sources/{known[:8]}.pdf", known, 1, "application/pdf"), reading)
                started, used = time.perf_counter(), time.process_time()
                writer.put_source(known, "en", source)
                writer.put_entry(Description(known[:8], "report", f"Report {known[:8]}", ("Ministry",), "2014"))
                wall, processor = wall + time.perf_counter() - started, processor + time.process_time() - used
                source = []
        started, used = time.perf_counter(), time.process_time()
    wall, processor = wall + time.perf_counter() - started, processor + time.process_time() - used
    print(f"{index.engine:8} built: {count} pages in {wall:.1f} s, {processor:.1f} s of processor time")


def _queries(texts: Sequence[str]) -> dict[str, list[str]]:
    choose = random.Random(11)
    kinds: dict[str, list[str]] = {"words": [], "phrase": [], "prefix": []}
    while len(kinds["prefix"]) < ROUNDS:
        words = WORD.findall(choose.choice(texts))
        if len(words) > 20:
            at = choose.randrange(len(words) - 3)
            kinds["words"].append(" ".join(words[at : at + choose.randint(2, 4)]))
            kinds["prefix"].append(f"{words[at][: choose.randint(4, 6)]}* {words[at + 1]}")
            text = choose.choice(texts).split()
            at = choose.randrange(len(text) - 3)
            kinds["phrase"].append('"' + " ".join(text[at : at + 3]).replace('"', " ") + ' the"')
    kinds["phrase"] = [phrase for phrase in kinds["phrase"] if WORD.search(phrase)]
    return kinds


def _percentiles(ask: Callable[[str], object], queries: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds."""
    for query in queries[:10]:
        ask(query)
    times = []
    for query in queries:
        started = time.process_time()
        ask(query)
        times.append(1000 * (time.process_time() - started))
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _measure_adding(index: Index, texts: Sequence[str]) -> bool:
    pages = list(_made(texts, IN_SOURCE))
    started = time.perf_counter()
    with index.writing() as writer:
        writer.put_source(sha256(b"one more").hexdigest(), "en", pages)
    seconds = time.perf_counter() - started
    print(f"{index.engine:8} one more report of {IN_SOURCE} pages: {seconds:.2f} s")
    return seconds < 2


def _measure_process(made: Path, engine: str, query: str) -> bool:
    code = NEW_PROCESS.format(folder=str(made), engine=engine, query=query)
    runs = []
    for _ in range(9):
        started = time.perf_counter()
        printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        runs.append((time.perf_counter() - started, *map(float, printed.split())))
    whole, imports, asked = (1000 * statistics.median(times) for times in zip(*runs, strict=True))
    print(f"{engine:8} new process: {whole:.0f} ms, of which imports {imports:.0f} ms, open and search {asked:.0f} ms")
    return bool(whole < 200)


def _measure_fts5(made: Path, texts: Sequence[str], count: int, queries: dict[str, list[str]]) -> None:
    built = (made / "fts5.sqlite3").exists()
    connection = sqlite3.connect(made / "fts5.sqlite3")
    if not built:
        _build_fts5(connection, texts, count)
    sql = "SELECT rowid, snippet(pages, 0, '[', ']', '…', 30) FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT 10"
    for kind, asked in queries.items():
        usable = [re.sub(r"[^\w\s\"*]", " ", query) for query in asked]
        slow = _percentiles(lambda query: connection.execute(sql, (query,)).fetchall(), usable)
        print(f"FTS5     {kind:8} median {slow[0]:6.1f} ms   p95 {slow[1]:6.1f} ms")


def _build_fts5(connection: sqlite3.Connection, texts: Sequence[str], count: int) -> None:
    connection.execute("CREATE VIRTUAL TABLE pages USING fts5 (text, tokenize = 'porter unicode61')")
    used = 0.0
    made_pages = _made(texts, count)
    while some := [(page.text,) for page in islice(made_pages, IN_SOURCE)]:
        started = time.process_time()
        connection.executemany("INSERT INTO pages VALUES (?)", some)
        used += time.process_time() - started
    started = time.process_time()
    connection.commit()
    print(f"FTS5     built: {count} pages in {used + time.process_time() - started:.1f} s of processor time")


if __name__ == "__main__":
    raise SystemExit(main())
