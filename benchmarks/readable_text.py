"""Readable text of real PDFs against poppler's `pdftotext`: words, reading order, furniture, hyphens.

    python benchmarks/readable_text.py [FOLDER | FILE …]

words      F1 of the bags of words (in Chinese of characters) of a page, ours with its dropped lines added back,
           both folded (NFKC, lower case, hyphens taken out, since pdftotext takes every hyphen out at a line's end)
order      on pages of two or three columns of prose: share of our neighbouring words that are neighbours there too
furniture  on pages whose first or last printed line recurs on other pages in that place, numbers aside, or is their
           number: share with no such line left at the ends of the readable text
hyphens    words broken at a line's end that some document here writes whole, or with a hyphen, but not both:
           share put together that way
map        every run of the layout must lead back to its characters in the raw text
"""

import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from litbase.errors import SourceError
from litbase.model.page import Page
from litbase.sources.extract import extract
from litbase.sources.layout import RawPage
from litbase.sources.pdf import read_pdf

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "documents"
PASSWORD = "user"  # noqa: S105 - of the one sample that needs one
HYPHENS = re.compile("[-\u2010\u2011\u00ad\ufffe\u2212]")
HAN = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
BROKEN = re.compile(r"([^\W\d_]+)(?:[-\u2010\u00ad]\r?\n|\ufffe)([^\W\d_]+)")


@dataclass
class Measure:
    """Figures of one file, or of all."""

    words: list[float] = field(default_factory=list)
    order: list[float] = field(default_factory=list)
    furnished: int = 0
    clean: int = 0
    breaks: int = 0
    mended: int = 0
    runs: int = 0
    exact: int = 0

    def add(self, other: "Measure") -> None:
        self.words += other.words
        self.order += other.order
        for name in ("furnished", "clean", "breaks", "mended", "runs", "exact"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        tenth = quantiles(self.words, n=10)[0] if len(self.words) > 1 else (self.words or [0.0])[0]
        order = f"{sum(self.order) / len(self.order):.3f} ({len(self.order)})" if self.order else "-"
        return (
            f"{median(self.words or [0.0]):6.3f} {tenth:6.3f}  {order:>12}  {_share(self.clean, self.furnished):>13}"
            f"  {_share(self.mended, self.breaks):>12}  {_share(self.exact, self.runs):>14}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({whole})" if whole else "-"


def folded(text: str) -> list[str]:
    return WORD.findall(HYPHENS.sub("", unicodedata.normalize("NFKC", text)).lower())


def pdftotext(path: Path, *options: str) -> str:
    for password in ((), ("-upw", PASSWORD)):
        command = ["pdftotext", *options, *password, str(path), "-"]
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        if done.returncode == 0:
            break
    return done.stdout.decode("utf-8", "replace")


def word_f1(ours: Sequence[str], theirs: Sequence[str]) -> float:
    if not ours and not theirs:
        return 1.0
    shared = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * shared / (len(ours) + len(theirs))


def with_dropped_lines(page: Page, raw: RawPage) -> str:
    """Return the readable text of the page and the lines that were kept out of it."""
    kept = [(run.raw_start, run.raw_end) for run in page.layout.runs()] if page.layout else []
    starts = sorted(start for start, _ in kept)
    dropped = [line.text for line in raw.lines if not any(line.start <= s < line.end for s in starts)]
    return "\n".join([page.text, *dropped])


def is_mapped(page: Page, raw: RawPage) -> Iterator[bool]:
    for run in page.layout.runs() if page.layout else ():
        here, there = page.text[run.start : run.end], raw.raw[run.raw_start : run.raw_end]
        yield folded(here) == folded(there) and (len(here) == len(there) or len(there) == 1)


BOX = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">[^<]*[^\W\d][^<]*<')


def is_columnar(page_xml: str) -> bool:
    """Do the words of a page stand in columns of prose: a white band in the middle, full lines on both sides?"""
    boxes = [tuple(map(float, found)) for found in BOX.findall(page_xml)]
    if len(boxes) < 100:
        return False
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    for step in range(25, 76):
        x = left + (right - left) * step / 100
        crossing = sum(b[0] < x + 2 and b[2] > x - 2 for b in boxes)
        before, after = sum(b[2] <= x - 2 for b in boxes), sum(b[0] >= x + 2 for b in boxes)
        if crossing < 0.03 * len(boxes) and min(before, after) > 0.25 * len(boxes):
            sides = [b for b in boxes if b[2] <= x], [b for b in boxes if b[0] >= x]
            if all(len(side) / len({round(b[3]) for b in side}) >= 4 for side in sides):
                return True
    return False


def neighbour_share(ours: Sequence[str], theirs: Sequence[str]) -> float:
    pairs, known = Counter(pairwise(ours)), Counter(pairwise(theirs))
    return sum((pairs & known).values()) / max(1, sum(pairs.values()))


def _pattern(line: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.lower().split()))


def recurring_ends(pages: Sequence[str]) -> list[set[str]]:
    """Return for each page its first and last printed line if such a line recurs there on three pages nearby."""
    found: list[set[str]] = [set() for _ in pages]
    for end in (0, -1):
        places = defaultdict(list)
        for number, page in enumerate(pages):
            lines = [line for line in page.splitlines() if line.strip()]
            if lines:
                places[_pattern(lines[end])].append((number, " ".join(lines[end].split())))
        for same in places.values():
            for index, (number, line) in enumerate(same):
                around = same[max(0, index - 2) : index + 3]
                if len(around) >= 4 and around[-1][0] - around[0][0] <= 16:
                    found[number].add(line)
    return found


def hyphen_truth(texts: Sequence[str]) -> dict[tuple[str, str], bool]:
    """Return for broken words whether they keep their hyphen, where the documents leave no doubt."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    truth = {}
    for text in texts:
        for first, last in BROKEN.findall(text):
            whole, compound = words[(first + last).lower()], words[f"{first}-{last}".lower()]
            if bool(whole) != bool(compound):
                truth[first.lower(), last.lower()] = bool(compound)
    return truth


def measure(path: Path, truth: dict[tuple[str, str], bool]) -> Measure:
    """Measure one file; raises SourceError where litbase refuses it."""
    found = Measure()
    raw_pages = extract(path, PASSWORD).pages
    reading = read_pdf(path, PASSWORD)
    theirs = pdftotext(path).split("\f")
    printed = pdftotext(path, "-layout").split("\f")
    boxes = pdftotext(path, "-bbox").split("<page ")[1:]
    ends = recurring_ends(printed)
    for index, (page, raw) in enumerate(zip(reading.pages, raw_pages, strict=True)):
        ours, other = folded(page.text), folded(theirs[index])
        if other or ours:
            found.words.append(word_f1(folded(with_dropped_lines(page, raw)), other))
        if is_columnar(boxes[index]):
            found.order.append(neighbour_share(ours, other))
        _measure_ends(found, page, ends[index])
        for exact in is_mapped(page, raw):
            found.runs += 1
            found.exact += exact
        _measure_hyphens(found, page, raw, truth)
    return found


def _measure_ends(found: Measure, page: Page, ends: set[str]) -> None:
    lines = [" ".join(line.split()) for line in page.text.splitlines() if line.strip()]
    if ends and lines:
        found.furnished += 1
        left = ends & {lines[0], lines[-1]}
        found.clean += not left and page.label not in (lines[0], lines[-1])
        if left and VERBOSE:
            print(f"   left on {page.number}: {left}")


def _measure_hyphens(found: Measure, page: Page, raw: RawPage, truth: dict[tuple[str, str], bool]) -> None:
    text = page.text.lower()
    for first, last in BROKEN.findall(raw.raw.lower()):
        if (first, last) not in truth:
            continue
        found.breaks += 1
        right = f"{first}-{last}" if truth[first, last] else first + last
        found.mended += right in text
        if right not in text and VERBOSE:
            print(f"   not mended on {page.number}: {right}")


VERBOSE = "-v" in sys.argv


def main(arguments: Sequence[str]) -> int:
    given = [Path(argument) for argument in arguments if argument != "-v"] or [DOCUMENTS]
    paths = sorted(path for place in given for path in ([place] if place.is_file() else place.rglob("*.pdf")))
    if not paths or shutil.which("pdftotext") is None:
        print(f"nothing to measure: needs PDFs (looked in {given[0]}) and pdftotext from poppler-utils")
        return 3
    raws = []
    for path in paths:
        try:
            raws += [page.raw for page in extract(path, PASSWORD).pages]
        except SourceError as error:
            print(f"{path.name[:34]:34} {error.name}")
    truth = hyphen_truth(raws)
    print(f"{'file':34} pages  F1 med   p10  order (pages)  ends clean  hyphens right  map right")
    total = Measure()
    for path in paths:
        try:
            found = measure(path, truth)
        except SourceError as error:
            print(f"{path.name[:34]:34} {error.name}")
            continue
        total.add(found)
        print(f"{path.name[:34]:34} {len(found.words):5} {found}")
    print(f"{'all':34} {len(total.words):5} {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
