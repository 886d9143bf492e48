"""Measure tracing: real sentences with a third of their words removed, and where in a library they are found.

    python benchmarks/tracing.py ../shared/data/documents [sentences]

All readable reports go into one library; a sentence counts as found when the first passage shown stands on its page
(or on another page that holds the same sentence). Prints the shares, the verdicts and the times.
"""

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from litbase.claims.figures.quantities import read_quantities
from litbase.claims.trace import Tracer
from litbase.errors import SourceError
from litbase.formats.files import sha256_of
from litbase.model.claim import Finding
from litbase.model.page import SourceFile
from litbase.search.index import Index, open_index
from litbase.search.sentences import sentences
from litbase.sources.page_store import PageStore
from litbase.sources.pages import read_source
from quotations import Variant, name_changed, negated, number_changed, word_changed


@dataclass(frozen=True, slots=True)
class Case:
    sentence: str
    sha256: str
    number: int
    beside: str  # the sentences before and after it


def make_library(folder: Path, documents: Path) -> tuple[PageStore, Index]:
    pages = PageStore(folder / "pages.sqlite3")
    index = open_index(folder / "index", engine=None, pages=pages)
    for path in sorted(documents.rglob("*.pdf")):
        try:
            reading = read_source(path)
        except SourceError as error:
            print(f"left out: {path.name} ({error.name})")
            continue
        sha256 = sha256_of(path)
        record = SourceFile(path.stem, f"sources/{path.name}", sha256, path.stat().st_size, reading.media_type)
        pages.put(record, reading)
        with index.writing() as writer:
            writer.put_source(sha256, reading.language, reading.pages)
    return pages, index


def cases_of(pages: PageStore, count: int, chance: random.Random) -> Iterator[Case]:
    sources = [source for source in pages.sources() if source.language in ("en", None)]
    while count:
        source = chance.choice(sources)
        page = pages.page(source.sha256, chance.randint(1, source.pages))
        bounds = sentences(page.text) if page is not None else []
        long = [(a, b) for a, b in bounds if page is not None and is_sentence(page.text[a:b])]
        if page is not None and long:
            start, end = chance.choice(long)
            before = [page.text[a:b] for a, b in bounds if b <= start][-1:]
            after = [page.text[a:b] for a, b in bounds if a >= end][:1]
            beside = " ".join(" ".join([*before, *after]).split())
            yield Case(" ".join(page.text[start:end].split()), source.sha256, page.number, beside)
            count -= 1


def is_sentence(text: str) -> bool:
    words = text.split()
    plain = sum(bool(re.fullmatch(r"[A-Za-z’'-]{2,}[.,;:]?", word)) for word in words)
    return 10 <= len(words) <= 50 and plain >= 0.75 * len(words) and text.rstrip().endswith(".")


def thinned(sentence: str, chance: random.Random) -> str:
    words = sentence.split()
    dropped = set(chance.sample(range(len(words)), len(words) // 3))
    return " ".join(word for i, word in enumerate(words) if i not in dropped)


def is_right(finding: Finding, case: Case, *, first: int) -> bool:
    squeezed = "".join(case.sentence.split())
    return any(
        (passage.sha256, passage.page.number) == (case.sha256, case.number)
        or squeezed in "".join(passage.page.text.split())
        for passage in finding.evidence[:first]
    )


def main(documents: Path, count: int) -> None:
    chance = random.Random(20220701)
    with tempfile.TemporaryDirectory() as name:
        pages, index = make_library(Path(name), documents)
        total = sum(source.pages for source in pages.sources())
        print(f"{total} pages in {len(pages.sources())} sources")
        tracer = Tracer(index=index, pages=pages)
        measure("a third of the words removed", tracer, list(cases_of(pages, count, chance)), chance, kept=False)
        measure("word for word", tracer, list(cases_of(pages, count // 3, chance)), chance, kept=True)
        for variant in (word_changed, name_changed, number_changed, negated):
            measure_altered(variant, tracer, list(cases_of(pages, count // 2, chance)), chance)
        measure_figures_beside(tracer, list(cases_of(pages, count * 4, chance)), chance)
        index.close()
        pages.close()


def measure(title: str, tracer: Tracer, cases: list[Case], chance: random.Random, *, kept: bool) -> None:
    counts: Counter[str] = Counter()
    times: list[float] = []
    for case in cases:
        claim = case.sentence if kept else thinned(case.sentence, chance)
        began = time.process_time()
        finding = tracer.trace(claim)
        times.append(time.process_time() - began)
        counts["first"] += is_right(finding, case, first=1)
        counts["in five"] += is_right(finding, case, first=5)
        counts[finding.verdict.value] += 1
        if "--show" in sys.argv and not is_right(finding, case, first=1):
            print(f"  {claim}\n    {[(e.key, e.page.number) for e in finding.evidence]} not {case.number}")
        if "--show" in sys.argv and finding.verdict.value in ("differs", "not-found"):
            print(f"  {finding.verdict.value}: {finding.reason} | {claim}")
    print(f"{title}: right page first {counts.pop('first') / len(cases):.1%}", end=", ")
    print(f"in the first five {counts.pop('in five') / len(cases):.1%}; verdicts {dict(counts)}")
    print(f"  time: median {median(times) * 1000:.1f} ms, p95 {quantiles(times, n=20)[18] * 1000:.1f} ms")


def measure_altered(variant: Variant, tracer: Tracer, cases: list[Case], chance: random.Random) -> None:
    """Print the verdicts on sentences with one word altered, given without quotation marks: none is borne out."""
    counts: Counter[str] = Counter()
    for case in cases:
        altered = variant(case.sentence.split(), chance)
        if altered is None:
            continue
        finding = tracer.trace(altered.strip("“”"))
        counts[finding.verdict.value] += 1
        if "--show" in sys.argv and finding.verdict.value in ("supported", "verified"):
            print(f"  {finding.verdict.value}: {altered}\n     {finding.evidence[0].text}")
    print(f"{variant.__name__}, not quoted: verdicts {dict(counts)}")


def measure_figures_beside(tracer: Tracer, cases: list[Case], chance: random.Random) -> None:
    """Print the verdicts on sentences with a figure of the sentence before or after them in place of their own."""
    counts: Counter[str] = Counter()
    for case in cases:
        claim = with_figure_beside(case, chance)
        if claim is None:
            continue
        finding = tracer.trace(claim)
        counts[finding.verdict.value] += 1
        if "--show" in sys.argv and finding.verdict.value in ("supported", "verified"):
            print(f"  {finding.verdict.value}: {claim}\n     {finding.evidence[0].text}")
    print(f"a figure of a neighbouring sentence: verdicts {dict(counts)}")


def with_figure_beside(case: Case, chance: random.Random) -> str | None:
    """Return the sentence with a figure of its neighbours, of the same kind, which it does not hold itself."""
    own = read_quantities(case.sentence)
    pairs = [
        (ours, theirs)
        for ours in own
        for theirs in read_quantities(case.beside)
        if ours.kind is theirs.kind and all(theirs.value != one.value for one in own)
    ]
    if not pairs:
        return None
    ours, theirs = chance.choice(pairs)
    return f"{case.sentence[: ours.start]}{theirs.text}{case.sentence[ours.end :]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 300)
