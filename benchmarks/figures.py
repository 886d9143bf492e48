"""Measure how figures are compared: real sentences against their passage, faithful, re-worded, or with one changed.

    python benchmarks/figures.py ../shared/data [sentences]

A claim is a sentence of a real report that holds digits, the passage is that sentence with its two neighbours. A
figure counts as flagged unless it is found to agree. With WiCE at hand, claims that are supported are checked too.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from litbase.claims.figures import compare_figures
from litbase.claims.quantities import Kind, Quantity, read_quantities
from litbase.errors import SourceError
from litbase.model.claim import Outcome
from litbase.search.analysis import tokens
from litbase.search.sentences import sentences
from litbase.sources.pages import read_source

FLAGS = (Outcome.DIFFERS, Outcome.MISSING)
_REWORDED = (
    (re.compile(r"(\d) ?per cent\b"), r"\1%"),
    (re.compile(r"(\d)%"), r"\1 percent"),
    (re.compile(r"\btwo\b"), "2"),
    (re.compile(r"\bthree\b"), "3"),
    (re.compile(r"\bfive\b"), "5"),
    (re.compile(r"(?<= )12(?= [a-z])"), "twelve"),
    (re.compile(r"(?<=\d),(?=000\b)"), "\u00a0"),
    (re.compile(r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)"),
     r"\2 \1"),
    (re.compile(r"\bmore than\b"), "over"),
    (re.compile(r"\bapproximately\b"), "about"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    claim: str
    passage: str
    language: str | None


def cases_of(path: Path, count: int, chance: random.Random) -> Iterator[Case]:
    reading = read_source(path)
    pages = [page for page in reading.pages if len(page.text) > 500]
    for _ in range(count if pages else 0):
        text = chance.choice(pages).text
        bounds = sentences(text)
        places = [i for i, (a, b) in enumerate(bounds) if 40 < b - a < 400 and re.search(r"\d", text[a:b])]
        if places:
            at = chance.choice(places)
            start, end = bounds[at]
            around = text[bounds[max(0, at - 1)][0] : bounds[min(len(bounds) - 1, at + 1)][1]]
            yield Case(" ".join(text[start:end].split()), around, reading.language)


def flagged(claim: str, case: Case) -> list[Quantity]:
    ours = read_quantities(claim, case.language)
    theirs = read_quantities(case.passage, case.language)
    terms = {token.term for token in tokens(case.passage, "en")}
    matches = compare_figures(ours, theirs, covered=1.0, terms=terms)
    return [match.ours for match in matches if match.outcome in FLAGS]


def changed(case: Case, chance: random.Random) -> tuple[str, int] | None:
    """Return the claim with one figure changed to a number that the passage does not hold, and where it stands."""
    found = [q for q in read_quantities(case.claim, case.language) if re.search(r"\d", q.text)]
    if not found:
        return None
    quantity = chance.choice(found)
    spots = [quantity.start + i for i, c in enumerate(quantity.text) if c.isdigit()]
    if quantity.kind is Kind.DATE:
        spots = spots[-1:]
    spot = chance.choice(spots if quantity.kind is not Kind.YEAR else spots[-1:])
    low = 1 if spot == spots[0] else 0
    digit = chance.choice([d for d in range(low, 10) if str(d) != case.claim[spot]])
    claim = case.claim[:spot] + str(digit) + case.claim[spot + 1 :]
    now = [q for q in read_quantities(claim, case.language) if q.start <= spot < q.end]
    if len(now) != 1 or any(now[0].value == q.value for q in read_quantities(case.passage, case.language)):
        return None
    return claim, spot


def measure(cases: list[Case], chance: random.Random) -> None:
    counts: Counter[str] = Counter()
    for case in cases:
        counts["sentences"] += 1
        read = read_quantities(case.claim, case.language)
        counts["without a quantity"] += not read
        if not read:
            show("unread", case.claim, counts)
            continue
        counts["faithful"] += 1
        alarms = flagged(case.claim, case)
        counts["false alarms"] += bool(alarms)
        if alarms:
            show("alarm", f"{[a.text for a in alarms]} {case.claim}\n      {case.passage}", counts)
        reworded = case.claim
        for pattern, replacement in _REWORDED:
            reworded = pattern.sub(replacement, reworded)
        if reworded != case.claim:
            counts["re-worded"] += 1
            alarms = flagged(reworded, case)
            counts["false alarms, re-worded"] += bool(alarms)
            if alarms:
                show("re-worded alarm", f"{[a.text for a in alarms]} {reworded}\n      {case.passage}", counts)
        alteration = changed(case, chance)
        if alteration is None:
            continue
        claim, spot = alteration
        counts["changed"] += 1
        alarms = flagged(claim, case)
        exact = len(alarms) == 1 and alarms[0].start <= spot < alarms[0].end
        counts["exactly that one flagged"] += exact
        if not exact:
            show("changed", f"{[a.text for a in alarms]} at {claim[spot - 8 : spot + 8]!r}: {claim}", counts)
    for name, count in counts.items():
        if not name.startswith("_"):
            print(f"{name:30} {count:6}")
    print(f"flagged exactly               {counts['exactly that one flagged'] / max(1, counts['changed']):.2%}")
    print(f"false alarms                  {counts['false alarms'] / max(1, counts['faithful']):.2%}")
    print(f"false alarms, re-worded       {counts['false alarms, re-worded'] / max(1, counts['re-worded']):.2%}")


def show(kind: str, text: str, counts: Counter[str]) -> None:
    counts[f"_{kind}"] += 1
    if "--show" in sys.argv and counts[f"_{kind}"] <= 14:
        print(f"  {kind}: {text}")


def measure_wice(path: Path) -> None:
    counts: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["label"] != "supported":
            continue
        named = sorted({index for group in record["supporting_sentences"] for index in group})
        passage = " ".join(record["evidence"][index] for index in named)
        ours = read_quantities(record["claim"])
        if not ours:
            counts["without"] += 1
            continue
        counts["claims"] += 1
        terms = {token.term for token in tokens(passage, "en")}
        matches = compare_figures(ours, read_quantities(passage), covered=0.0, terms=terms)
        alarms = [match for match in matches if match.outcome in FLAGS]
        counts["open"] += any(match.outcome is Outcome.UNKNOWN for match in matches)
        contradicted = [match for match in matches if match.outcome is Outcome.DIFFERS]
        counts["flagged"] += bool(alarms)
        counts["contradicted"] += bool(contradicted)
        if alarms:
            told = [(m.ours.text, m.theirs.text if m.theirs else None, m.outcome.value) for m in alarms]
            show("wice", f"{told} {record['claim']}\n      {passage}", counts)
    share = f"flagged {counts['flagged'] / max(1, counts['claims']):.2%}"
    share += f", left open {counts['open'] / max(1, counts['claims']):.2%}"
    share += f", called contradicted {counts['contradicted'] / max(1, counts['claims']):.2%}"
    print(f"WiCE, supported: {counts['claims']} with figures ({counts['without']} without), {share}")


def main(folder: Path, count: int) -> None:
    chance = random.Random(20220701)
    cases: list[Case] = []
    paths = sorted(folder.glob("documents/*.pdf"))
    for path in paths:
        try:
            cases += cases_of(path, count // len(paths) + 1, chance)
        except SourceError as error:
            print(f"left out: {path.name} ({error.name})")
    measure(cases, chance)
    wice = folder / "claims" / "wice" / "dev.jsonl"
    if wice.exists():
        measure_wice(wice)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 3600)
