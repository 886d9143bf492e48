"""Measure support as `trace` gives it: claims of Wikipedia traced in a library of the articles cited (WiCE).

    python benchmarks/support_traced.py ../shared/data/claims/wice/dev.jsonl

Every article is a source of the library, in pages of 25 sentences; each claim is traced in the article cited for it.
The weights were learned from `dev.jsonl` (`benchmarks/support.py` cross-validates them); other files are unseen.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from litbase.claims.trace import Tracer
from litbase.model.claim import CheckKind, Evidence, Finding, Outcome
from litbase.model.page import LocatorKind, Page, Reading, SourceFile
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore
from wice import LANGUAGE, PAGE


def pages_of(article: list[str]) -> Iterator[Page]:
    for place, first in enumerate(range(0, len(article), PAGE), start=1):
        yield Page(number=place, label=None, text="\n\n".join(article[first : first + PAGE]))


def make_library(folder: Path, lines: list[dict[str, Any]]) -> tuple[PageStore, Index]:
    pages = PageStore(folder / "pages.sqlite3")
    index = open_index(folder / "index", engine=None, pages=pages)
    made = {
        sha256(str(number).encode()).hexdigest(): tuple(pages_of(line["evidence"])) for number, line in enumerate(lines)
    }
    with pages.writing():
        for number, (name, read) in enumerate(made.items()):
            record = SourceFile(f"article{number}", f"sources/article{number}.txt", name, 1, "text/plain")
            pages.put(record, Reading("text/plain", read, (), LANGUAGE, LocatorKind.PAGE))
    with index.writing() as writer:
        for name, read in made.items():
            writer.put_source(name, LANGUAGE, read)
    return pages, index


def sentences_in(passage: Evidence, article: list[str]) -> set[int]:
    """Return the sentences of the article that the passage touches."""
    first = (passage.page.number - 1) * PAGE
    at, touched = 0, set()
    for index, sentence in enumerate(article[first : first + PAGE], start=first):
        if passage.start < at + len(sentence) and at < passage.end:
            touched.add(index)
        at += len(sentence) + 2
    return touched


def shown_in(finding: Finding, line: dict[str, Any]) -> list[set[int]]:
    return [sentences_in(passage, line["evidence"]) for passage in finding.evidence]


def main(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    counts: Counter[str] = Counter()
    times: list[float] = []
    recall = 0.0
    with tempfile.TemporaryDirectory() as name:
        pages, index = make_library(Path(name), lines)
        tracer = Tracer(index=index, pages=pages)
        for number, line in enumerate(lines):
            began = time.process_time()
            finding = tracer.trace(line["claim"], within=[f"article{number}"])
            times.append(time.process_time() - began)
            gold = [set(one) for one in line["supporting_sentences"] if one]
            support = [check for check in finding.checks if check.kind is CheckKind.SUPPORT]
            is_right = line["label"] == "supported"
            for outcome in (check.outcome for check in support):
                counts[outcome] += 1
                counts[f"{outcome} right"] += is_right if outcome is Outcome.OK else not is_right
            counts[finding.verdict] += 1
            counts[f"{finding.verdict} right"] += is_right
            if finding.verdict == "not-found":
                counts["absent"] += bool(support)  # else it is a quotation that the article has not
                counts["absent right"] += bool(support) and not is_right
            if gold and support:
                shown = shown_in(finding, line)
                counts["told"] += 1
                for most in (1, 3, 5):
                    counts[f"hit@{most}"] += any(set().union(*gold) & one for one in shown[:most])
                recall += max(len(one & set().union(*shown[:5], set())) / len(one) for one in gold)
        index.close()
        pages.close()
    hits = ", ".join(f"hit@{most} {counts[f'hit@{most}'] / counts['told']:.3f}" for most in (1, 3, 5))
    print(f"{len(lines)} claims; passages shown: {hits}, recall@5 {recall / counts['told']:.3f}")
    for outcome, title in ((Outcome.OK, "covered"), (Outcome.PARTIAL, "partial"), (Outcome.MISSING, "missing")):
        said = counts[outcome]
        print(f"  {title}: said of {said} ({said / len(lines):.1%}), right {counts[f'{outcome} right']}")
    print(f"  verdict supported: {counts['supported']}, right {counts['supported right']}")
    print(f"  verdict not-found by its words: {counts['absent']}, right {counts['absent right']}", end="; ")
    quoting = counts["not-found"] - counts["absent"]
    wrong = counts["not-found right"] - counts["absent"] + counts["absent right"]
    print(f"by a quotation that is not there: {quoting}, of claims that are supported {wrong}")
    print(f"  time a claim: median {median(times) * 1000:.1f} ms, p95 {quantiles(times, n=20)[18] * 1000:.1f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
