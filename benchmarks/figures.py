"""Measure how figures are compared: real sentences against their passage, faithful, re-worded, or with one changed.

    python benchmarks/figures.py ../shared/data [sentences] [--show] [--half even|odd]

The reports are FOLDER/documents/*, PDF, HTML or text. A claim is a sentence of a real report that holds a figure, the
passage is that sentence with its two neighbours. A figure counts as flagged when it differs or stands nowhere; exactly
the changed one must be. `--half` takes only the even or the odd pages. With WiCE at hand, claims that are supported are
checked too.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from litbase.claims.figures.matching import SAME_SUBJECT, FigureMatch, compare_figures
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.support.candidates import ClaimWords
from litbase.claims.support.lead_in import lead_in
from litbase.errors import SourceError
from litbase.model.claim import Outcome
from litbase.search.analysis import tokens
from litbase.search.sentences import sentences
from litbase.sources.pages import read_source
from wice import Pages

FLAGS = (Outcome.DIFFERS, Outcome.MISSING)
_REWORDED = (
    (re.compile(r"(\d) ?per cent\b"), r"\1%"),
    (re.compile(r"(\d)%"), r"\1 percent"),
    (re.compile(r"(?<!-)\btwo\b"), "2"),
    (re.compile(r"(?<!-)\bthree\b"), "3"),
    (re.compile(r"(?<!-)\bfive\b"), "5"),
    (re.compile(r"(?<!uly )(?<!une )(?<=[a-z] )12(?= [a-z])"), "twelve"),
    (re.compile(r"(?<=\d),(?=000\b)"), "\u00a0"),
    (re.compile(r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)"),
     r"\2 \1"),
    (re.compile(r"\bmore than\b"), "over"),
    (re.compile(r"\bapproximately\b"), "about"),
    (re.compile(r"US\$(?=\d)"), "USD "),
    (re.compile(r"\bone third\b"), "a third"),
    (re.compile(r"\bone in four\b"), "25 %"),
    (re.compile(r"\ba quarter of\b"), "one in four of"),
    (re.compile(r"\b(\d+) years old\b"), r"aged \1"),
    (re.compile(r" billion\b"), "bn"),
)  # fmt: skip
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "fifty")
_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SHARES = ("one in four", "one in five", "one in three", "two thirds", "three quarters", "a third", "half")
_HEDGES = {
    "more than": "fewer than", "over": "under", "at least": "at most", "fewer than": "more than", "up to": "at least",
    "nearly": "more than", "almost": "more than", "less than": "more than",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
Change = tuple[int, int, str]  # the stretch of the claim, and what stands there instead


@dataclass(frozen=True, slots=True)
class Case:
    claim: str
    passage: str
    language: str | None


def cases_of(path: Path, count: int, chance: random.Random, *, half: str | None) -> Iterator[Case]:
    reading = read_source(path)
    kept = {"even": (0,), "odd": (1,)}.get(half or "", (0, 1))
    pages = [page for page in reading.pages if len(page.text) > 500 and page.number % 2 in kept]
    for _ in range(count if pages else 0):
        text = chance.choice(pages).text
        bounds = sentences(text)
        places = [i for i, (a, b) in enumerate(bounds) if 40 < b - a < 400 and read_quantities(text[a:b])]
        digits = [i for i, (a, b) in enumerate(bounds) if 40 < b - a < 400 and re.search(r"\d", text[a:b])]
        places = sorted({*places, *digits})
        if places:
            at = chance.choice(places)
            start, end = bounds[at]
            around = text[bounds[max(0, at - 1)][0] : bounds[min(len(bounds) - 1, at + 1)][1]]
            yield Case(" ".join(text[start:end].split()), around, reading.language)


def flagged(claim: str, case: Case) -> list[Quantity]:
    ours, theirs = read_quantities(claim, case.language), read_quantities(case.passage, case.language)
    return [match.ours for match in compare_figures(ours, theirs, covered=1.0) if match.outcome in FLAGS]


def unsaid(claim: str, case: Case) -> set[int]:
    """Return where the figures begin that are not said to agree."""
    ours, theirs = read_quantities(claim, case.language), read_quantities(case.passage, case.language)
    matches = compare_figures(ours, theirs, covered=1.0)
    return {match.ours.start for match in matches if match.outcome is not Outcome.OK}


# ---- what is changed -----------------------------------------------------------------------------------------------
def digit(claim: str, figure: Quantity, chance: random.Random) -> Change | None:
    spots = [figure.start + i for i, c in enumerate(figure.text) if c.isascii() and c.isdigit()]
    if not spots:
        return None
    spot = chance.choice(spots[-1:] if figure.kind in (Kind.DATE, Kind.YEAR) else spots)
    low = 1 if spot == spots[0] else 0
    return spot, spot + 1, str(chance.choice([d for d in range(low, 10) if str(d) != claim[spot]]))


def scale(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    scales = ("thousand", "million", "billion")
    match = re.search("|".join(scales), figure.text)
    if match:
        other = chance.choice([one for one in scales if one != match[0]])
        return figure.start + match.start(), figure.start + match.end(), other
    thousands = re.fullmatch(r"\d{1,3},\d{3}", figure.text)
    return (figure.end, figure.end, ",000") if thousands else None


def percent(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    match = re.search(r"\s?(?:%|per ?cent)$", figure.text)
    if match is None or figure.kind is not Kind.SHARE:
        return None
    return figure.start + match.start(), figure.end, chance.choice(("", " percentage points"))


def currency(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    match = re.search(r"(?:US)?\$|€|£|USD|EUR|dollars|euros", figure.text)
    if match is None:
        return None
    others = ("US$", "€", "£") if not match[0].isalpha() else ("yuan", "pesos")
    other = chance.choice([one for one in others if one not in match[0] and match[0] not in one])
    return figure.start + match.start(), figure.start + match.end(), other


def year(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    if figure.kind is not Kind.YEAR or not figure.text.isdigit() or len(figure.text) != 4:
        return None
    return figure.start, figure.end, str(int(figure.value) + chance.choice((-3, -2, -1, 1, 2, 3)))


def month(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    match = re.search("|".join(_MONTHS), figure.text)
    if match is None or figure.kind is not Kind.DATE:
        return None
    other = chance.choice([one for one in _MONTHS if one != match[0]])
    return figure.start + match.start(), figure.start + match.end(), other


def hedge(claim: str, figure: Quantity, _: random.Random) -> Change | None:
    match = re.search(rf"\b(?:{'|'.join(_HEDGES)})(?= $)", claim[: figure.start])
    if match is None or claim[match.start() - 4 : match.start()].strip() in ("no", "not") or not figure.qualifier:
        return None
    return match.start(), match.end(), _HEDGES[match[0]]


def word(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    if figure.text not in _WORDS:
        return None
    return figure.start, figure.end, chance.choice([one for one in _WORDS if one != figure.text])


def ordinal(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    if figure.text in _ORDINALS:
        return figure.start, figure.end, chance.choice([one for one in _ORDINALS if one != figure.text])
    match = re.fullmatch(r"(\d+)th", figure.text)
    return (figure.start, figure.end, f"{int(match[1]) // 10 * 10 + 14}th") if match else None


def share(_: str, figure: Quantity, chance: random.Random) -> Change | None:
    if figure.text not in _SHARES and figure.text.replace("-", " ") not in _SHARES:
        return None
    return figure.start, figure.end, chance.choice([one for one in _SHARES if one != figure.text])


def measure_unit(claim: str, figure: Quantity, chance: random.Random) -> Change | None:
    match = re.match(r"[ -](day|week|month|year)(?=s?\b)", claim[figure.end :])
    if match is None:
        return None
    other = chance.choice([one for one in ("day", "week", "month", "year") if one != match[1]])
    return figure.end + match.start(1), figure.end + match.end(1), other


def swapped(case: Case, chance: random.Random) -> tuple[str, Change] | None:
    """Return the claim with a figure put in the place of another of its kind that the passage holds as well."""
    held = [q for q in read_quantities(case.passage, case.language) if q.text.isalnum()]
    for figure in read_quantities(case.claim, case.language):
        others = [q for q in held if q.kind is figure.kind and not _same(q, figure) and q.text[0].isdigit()]
        if others and figure.text.isdigit():
            change = figure.start, figure.end, chance.choice(others).text
            return case.claim[: figure.start] + change[2] + case.claim[figure.end :], change
    return None


CHANGES: tuple[Callable[[str, Quantity, random.Random], Change | None], ...] = (
    digit, scale, percent, currency, year, month, hedge, word, ordinal, share, measure_unit,
)  # fmt: skip


def changed(case: Case, chance: random.Random) -> Iterator[tuple[str, str, Change]]:
    """Yield the kind of change, the changed claim and the change, one of each kind that fits; not if the passage holds
    the new figure as well."""
    figures = list(read_quantities(case.claim, case.language))
    chance.shuffle(figures)
    held = read_quantities(case.passage, case.language)
    for kind in CHANGES:
        made = next((c for c in (kind(case.claim, figure, chance) for figure in figures) if c is not None), None)
        if made is None:
            continue
        start, end, instead = made
        claim = case.claim[:start] + instead + case.claim[end:]
        now = _touched(claim, made, case)
        if kind is hedge or not any(_same(one, other) for one in now for other in held):
            yield kind.__name__, claim, made


def _touched(claim: str, change: Change, case: Case) -> list[Quantity]:
    start, _, instead = change
    end = start + len(instead)
    return [q for q in read_quantities(claim, case.language) if q.start - 1 <= end and start <= q.end + 8]


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.kind, one.value, one.unit) == (other.kind, other.value, other.unit)


def expected(case: Case, claim: str, change: Change) -> set[int]:
    """Return where the figures begin that read otherwise in the changed claim than in the faithful one."""
    shift = len(claim) - len(case.claim)
    before = {(q.start, q.kind, q.value, q.unit, q.qualifier) for q in read_quantities(case.claim, case.language)}
    found = set()
    for q in read_quantities(claim, case.language):
        was = q.start if q.start <= change[0] else q.start - shift
        if (was, q.kind, q.value, q.unit, q.qualifier) not in before:
            found.add(q.start)
    return found


# ---- measuring -----------------------------------------------------------------------------------------------------
def measure(cases: list[Case], chance: random.Random) -> None:
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for case in cases:
        counts["sentences"] += 1
        if not read_quantities(case.claim, case.language):
            counts["without a quantity"] += 1
            show("unread", case.claim, counts)
            continue
        measure_faithful(case, counts)
        swap = swapped(case, chance)
        swaps = [("swapped", *swap)] if swap is not None else []
        for kind, claim, change in [*changed(case, chance), *swaps]:
            told = kinds.setdefault(kind, Counter())
            told["changed"] += 1
            alarms = {alarm.start for alarm in flagged(claim, case)}
            wanted = expected(case, claim, change)
            told["exact"] += bool(wanted) and alarms == wanted
            told["unread"] += not wanted
            told["agree"] += bool(wanted) and not wanted & unsaid(claim, case)
            if not wanted or alarms != wanted:
                show(f"changed {kind}", f"{sorted(alarms)} not {sorted(wanted)}: {claim}\n    {case.passage}", counts)
    report(counts, kinds)


def measure_faithful(case: Case, counts: Counter[str]) -> None:
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


def report(counts: Counter[str], kinds: dict[str, Counter[str]]) -> None:
    for name, count in counts.items():
        if not name.startswith("_"):
            print(f"{name:30} {count:6}")
    swaps = kinds.pop("swapped", Counter())
    total: Counter[str] = sum(kinds.values(), Counter())
    for kind, told in [*kinds.items(), ("all", total), ("swapped", swaps)]:
        exact = f"{told['exact']} ({told['exact'] / max(1, told['changed']):.2%})"
        print(
            f"changed: {kind:15} {told['changed']:6}, flagged exactly {exact}, not read {told['unread']}, "
            f"said to agree {told['agree']}"
        )
    print(f"false alarms                  {counts['false alarms'] / max(1, counts['faithful']):.2%}")
    print(f"false alarms, re-worded       {counts['false alarms, re-worded'] / max(1, counts['re-worded']):.2%}")


def show(kind: str, text: str, counts: Counter[str]) -> None:
    counts[f"_{kind}"] += 1
    if "--show" in sys.argv and counts[f"_{kind}"] <= 14:
        print(f"  {kind}: {text}")


def measure_wice(path: Path) -> None:
    """Compare claims that are supported with the sentences that support them, as the tracer would."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pages = Pages(list({tuple(record["evidence"]): None for record in records}))
    counts: Counter[str] = Counter()
    for record in records:
        if record["label"] != "supported":
            continue
        ours = read_quantities(record["claim"])
        counts["claims" if ours else "without"] += 1
        if not ours:
            continue
        named = sorted({index for group in record["supporting_sentences"] for index in group})
        passage = " ".join(record["evidence"][index] for index in named)
        matches = traced(record["claim"], ours, passage, pages)
        told = [(m.ours.text, m.theirs.text if m.theirs else None, m.outcome.value) for m in matches]
        for outcome in (Outcome.DIFFERS, Outcome.MISSING, Outcome.UNKNOWN):
            if any(match.outcome is outcome for match in matches):
                counts[outcome] += 1
                show(f"wice {outcome}", f"{told} {record['claim']}\n      {passage}", counts)
    shares = ", ".join(f"{one} {counts[one] / max(1, counts['claims']):.2%}" for one in (*FLAGS, Outcome.UNKNOWN))
    print(f"WiCE, supported: {counts['claims']} with figures ({counts['without']} without), {shares}")


def traced(claim: str, ours: tuple[Quantity, ...], passage: str, pages: Pages) -> list[FigureMatch]:
    figures = [(figure.start, figure.end) for figure in ours]
    brought_in = lead_in(claim)
    figures += [brought_in] if brought_in is not None else []
    held = {token.term for token in tokens(passage, "en")}
    read = ClaimWords(claim, index=pages, pages=pages.count).read_as("en")
    words = [w for w in read if not any(a <= w.start and w.end <= b for a, b in figures)]
    covered = sum(w.rarity for w in words if w.term in held) / max(sum(w.rarity for w in words), 0.01)
    matches = compare_figures(ours, read_quantities(passage), covered=covered)
    is_weak = covered < SAME_SUBJECT
    return [
        FigureMatch(m.ours, m.theirs, Outcome.UNKNOWN) if is_weak and m.outcome is Outcome.DIFFERS else m
        for m in matches
    ]


def main(folder: Path, count: int, *, half: str | None) -> None:
    chance = random.Random(20220701)
    cases: list[Case] = []
    paths = [path for path in sorted(folder.glob("documents/*")) if path.suffix in (".pdf", ".html", ".txt")]
    for path in paths:
        try:
            cases += cases_of(path, count // len(paths) + 1, chance, half=half)
        except SourceError as error:
            print(f"left out: {path.name} ({error.name})")
    measure(cases, chance)
    wice = folder / "claims" / "wice" / "dev.jsonl"
    if wice.exists():
        measure_wice(wice)


if __name__ == "__main__":
    chosen = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else None
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 3600, half=chosen)
