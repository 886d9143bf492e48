"""Measure duplicates: RIS exports against their DOIs, which are hidden; the catalog's annual reports; speed.

    python benchmarks/dedupe.py [--records 30000] [--show]

Truth: two records of one DOI are one work, two of different DOIs are two; pairs where one lacks a DOI are only counted.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from litbase.bib.items import to_item
from litbase.catalog.reports import load_reports
from litbase.exchange.formats import recognise
from litbase.exchange.record import Exchanged
from litbase.library.likeness import Traits, find_alike, traits_of

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "interchange"
HIDDEN = ("DOI", "PMID", "PMCID", "URL")


def exports() -> list[dict[str, Any]]:
    items = []
    for path in sorted(FOLDER.glob("*.ris")):
        found = recognise(path.read_bytes())
        assert found is not None
        items += [dict(each.item) for each in found[0].read(found[1]) if isinstance(each, Exchanged)]
    return [item | {"id": str(number)} for number, item in enumerate(items)]


def against_dois(items: Sequence[dict[str, Any]], show: bool) -> None:
    dois = {item["id"]: str(item.get("DOI", "")).lower().replace("//", "/") for item in items}
    hidden = [traits_of({name: value for name, value in item.items() if name not in HIDDEN}) for item in items]
    found = {(each.one, each.other) for each in find_alike(hidden)}
    by_doi: dict[str, list[str]] = {}
    for key, doi in dois.items():
        if doi:
            by_doi.setdefault(doi, []).append(key)
    truth = {pair for keys in by_doi.values() for pair in combinations(keys, 2)}
    right = found & truth
    wrong = {pair for pair in found - truth if all(dois[key] for key in pair)}
    precision, recall = len(right) / (len(right) + len(wrong)), len(right) / len(truth)
    print(f"{len(items):,} records, {len(truth)} pairs of one DOI: precision {precision:.3f}, recall {recall:.3f}; "
          f"{len(found - truth - wrong)} pairs more without a DOI to tell")  # fmt: skip
    if show:
        titles = {item["id"]: item.get("title") for item in items}
        for name, pairs in (("wrong", wrong), ("missed", truth - found)):
            for one, other in sorted(pairs):
                print(f"  {name}: {titles[one]} | {titles[other]}")


def annual_reports() -> None:
    items = [to_item(report.entry) for report in load_reports()]
    found = list(find_alike(map(traits_of, items)))
    tip = {str(item["id"]) for item in items if "rafficking in Persons Report" in str(item.get("title"))}
    print(f"catalog: {len(items)} reports, {len(found)} pairs reported; {len(tip)} of them TIP reports, "
          f"{sum(each.one in tip or each.other in tip for each in found)} pairs")  # fmt: skip
    for each in found:
        print(f"  {each.one} = {each.other}: {each.reason}")


def speed(items: Sequence[dict[str, Any]], count: int) -> None:
    start = time.process_time()
    traits = [traits_of(items[number % len(items)]) for number in range(count)]
    described = time.process_time() - start
    numbered = [
        replace(each, key=str(number), title=_apart(each, number, len(items))) for number, each in enumerate(traits)
    ]
    start = time.process_time()
    pairs = sum(1 for _ in find_alike(numbered))
    print(f"{count:,} records: described in {described:.1f} s, compared in {time.process_time() - start:.1f} s "
          f"of processor time, {pairs:,} pairs")  # fmt: skip


def _apart(traits: Traits, number: int, size: int) -> str:
    """Return a title of its own for each repetition, so that the pairs stay those of the exports."""
    return f"{'abcdefghijklmnop'[number // size % 16] * 3} {traits.title} {number // size}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--show", action="store_true", help="show wrong and missed pairs")
    arguments = parser.parse_args()
    annual_reports()
    if not FOLDER.is_dir():
        print(f"{FOLDER} is absent; nothing else measured")
        return
    items = exports()
    against_dois(items, arguments.show)
    speed(items, arguments.records)


if __name__ == "__main__":
    main()
