"""Open, reopen and change a bibliography of 10,000 entries, beside bibtexparser on the same file in the same run.

Run: python benchmarks/bibliography.py [FILE.bib]. Without a file it makes one, on the fictional Republic of Norland,
so the figures can be had anywhere. Times are CPU seconds, the best of three.
"""

import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from litbase.bib.bibliography import Bibliography

ENTRIES = 10_000
WORDS = (
    "annual report trafficking labour survey Norland coast border inquiry forced marriage recruitment debt bondage"
    " fisheries protection victims identification prosecution shelter policy evidence migration workers agency"
)


def made_up(entries: int, seed: int = 1) -> bytes:
    """Return a bibliography of *entries* fictional entries, about 900 bytes each."""
    choose = random.Random(seed)
    return "\n".join(_made_up_entry(number, choose) for number in range(entries)).encode()


def _made_up_entry(number: int, choose: random.Random) -> str:
    def words(count: int) -> str:
        return " ".join(choose.choices(WORDS.split(), k=count))

    author = "{Ministry of the Interior of Norland}" if number % 3 else 'F{\\"o}rd, Ada and M\\"uller, Bo'
    return (
        f"@report{{norland{number},\n  author = {{{author}}},\n  title = {{{words(8)} {{N{number}}}}},\n"
        f"  institution = {{{words(3)}}},\n  year = {choose.randint(1980, 2024)},\n  month = mar,\n"
        f"  number = {{N/{number}}},\n  abstract = {{{words(80)}}},\n  keywords = {{{words(1)}, {words(1)}}},\n}}\n"
    )


def best(action: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time, in seconds, that *action* takes."""
    results = []
    for _ in range(times):
        start = time.process_time()
        action()
        results.append(time.process_time() - start)
    return min(results)


def measure(content: bytes, folder: Path) -> dict[str, float]:
    """Return the CPU seconds of each step on *content*."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    text = content.decode("utf-8", "replace")
    path, cache = folder / "library.bib", folder / "pieces.sqlite3"
    path.write_bytes(content)

    def first() -> None:
        cache.unlink(missing_ok=True)
        list(Bibliography.open(path, cache=cache).entries())

    def again() -> None:
        Bibliography.open(path, cache=cache).keys()

    def edit() -> None:
        bibliography = Bibliography.open(path, cache=cache)
        entry = bibliography.entry(bibliography.keys()[len(bibliography) // 2])
        bibliography.put(entry.with_fields(note=str(time.process_time_ns())))
        bibliography.save()

    figures = {
        "bibtexparser, splitting only": best(lambda: parse_string(text, parse_stack=[])),
        "bibtexparser, as it comes": best(lambda: parse_string(text)),
        "first open, all entries": best(first),
        "open, one edit, save": best(edit),
    }
    path.write_bytes(path.read_bytes().replace(b"evidence", b"testimony", 1))
    figures["open again after one edit elsewhere, all keys"] = best(again, 1)
    figures["open again, all keys"] = best(again)
    figures["open again, all entries"] = best(lambda: list(Bibliography.open(path, cache=cache).entries()))
    return figures


def main() -> None:
    content = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else made_up(ENTRIES)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(content, Path(folder))
    base = figures["bibtexparser, as it comes"]
    print(f"{len(content) / 1e6:.1f} MB")
    for step, seconds in figures.items():
        print(f"{step:<48} {seconds:6.2f} s   {seconds / base:5.2f} x bibtexparser")


if __name__ == "__main__":
    main()
