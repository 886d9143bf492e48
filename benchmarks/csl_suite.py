"""Run the CSL test suite through litbase, and through pandoc alone, and hold the failures to a list that only shrinks.

The suite lies in ../shared/data/csl/test-suite and is no part of this repository; `csl_suite_failures.txt` beside this
file holds the names of its cases that litbase does not print as expected, nothing else of it.

    python benchmarks/csl_suite.py [--pandoc] [--case NAME] [--update]

A case is *exact* if every letter and its typography is as expected, *lenient* if the words are: letter case, spaces,
punctuation and typography aside. With --pandoc the bare pandoc is counted the same way, beside litbase.
"""

import argparse
import html
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litbase.csl.locators import Place
from litbase.csl.processor import Cite, Cluster, Processed, process, words
from litbase.csl.runs import Run, Runs, notes_in, read_runs
from litbase.csl.styles import StyleFile
from litbase.errors import StyleError
from litbase.formats.pandoc import API_VERSION, run_pandoc

SUITE = Path(__file__).parents[2] / "shared" / "data" / "csl" / "test-suite"
FAILURES = Path(__file__).with_name("csl_suite_failures.txt")
_SECTION = re.compile(r">>=+ ([A-Z-]+) =+>>\n(.*?)<<=+ \1 =+<<", re.DOTALL)
_TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span|em|strong)\b([^<>]*)>")
_DIVISION = re.compile(r"</?div[^>]*>|</?a\b[^>]*>")
_STYLES = {
    "small-caps": "small-caps",
    "italic": "italic",
    "bold": "bold",
    "underline": "underline",
    "normal": None,
    "none": None,
    "baseline": None,
}
_MARKS = {
    "i": "italic",
    "em": "italic",
    "b": "bold",
    "strong": "bold",
    "sup": "superscript",
    "sub": "subscript",
    "sc": "small-caps",
}
_LABELS = {"sub verbo": "sub-verbo"}
Letters = list[tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Case:
    """One case of the suite: what is cited in which style, and what is to come of it."""

    name: str
    mode: str
    style: str
    items: list[dict[str, Any]]
    clusters: list[tuple[list[dict[str, Any]], int]]  # the works of a citation, and its note
    expected: str

    @property
    def lines(self) -> list[str]:
        """What each citation is to print; "" where the suite does not look at it."""
        if not self.expected.startswith(("..[", ">>[")):
            return self.expected.split("\n") if len(self.clusters) > 1 else [self.expected]
        return [re.sub(r"^(?:\.\.|>>)\[\d+\] ", "", line) for line in re.split(r"\n(?=\.\.\[|>>\[)", self.expected)]


def read_cases() -> Iterator[Case]:
    """Yield the cases that say what goes in and what comes out."""
    for path in sorted(SUITE.glob("*.txt")):
        parts = {
            name: body.strip("\n") for name, body in _SECTION.findall(path.read_text("utf-8").replace("\r\n", "\n"))
        }
        if not {"MODE", "RESULT", "CSL", "INPUT"} <= set(parts):
            continue
        items = json.loads(parts["INPUT"])
        for number, item in enumerate(items, 1):
            item["id"] = str(item.get("id", f"item {number}"))
        yield Case(
            path.stem, parts["MODE"].strip(), parts["CSL"], items, _clusters(parts, items), parts["RESULT"].strip()
        )


def _clusters(parts: Mapping[str, str], items: list[dict[str, Any]]) -> list[tuple[list[dict[str, Any]], int]]:
    if "CITATIONS" in parts:
        known: dict[str, tuple[list[dict[str, Any]], int]] = {}
        order: list[str] = []
        for citation, before, after in json.loads(parts["CITATIONS"]):
            name = citation["citationID"]
            known[name] = (citation["citationItems"], citation.get("properties", {}).get("noteIndex", 0))
            order = [each[0] for each in before] + [name] + [each[0] for each in after]
        return [known[name] for name in order if name in known]
    if "CITATION-ITEMS" in parts:
        return [(cites, number) for number, cites in enumerate(json.loads(parts["CITATION-ITEMS"]), 1)]
    return [([{"id": item["id"]} for item in items], 1)]


def through_litbase(case: Case) -> tuple[list[Runs], list[Runs]]:
    """Return what litbase prints: citations and entries of the list."""
    style = StyleFile(case.name, case.style, _locale_of(case.style))
    clusters = [Cluster(tuple(map(_cite, cites)), max(note, 1)) for cites, note in case.clusters]
    processed: Processed = process(style, case.items, clusters, listed=[item["id"] for item in case.items])
    return [each.lead + each.body for each in processed.citations], [runs for _, runs in processed.references]


def _locale_of(style: str) -> str | None:
    found = re.search(r"""default-locale\s*=\s*["']([\w-]+)""", style)
    return found[1] if found else None


def _cite(cite: Mapping[str, Any]) -> Cite:
    locator = str(cite.get("locator") or "")
    label = str(cite.get("label") or "page")
    place = Place(_LABELS.get(label, label), locator) if locator else None
    return Cite(str(cite["id"]), place, _affix(cite.get("prefix")), _affix(cite.get("suffix")), _mode(cite))


def _mode(cite: Mapping[str, Any]) -> str:
    return "SuppressAuthor" if cite.get("suppress-author") else "NormalCitation"


def _affix(text: Any) -> tuple[dict[str, Any], ...]:
    return tuple(words(str(text))) if text else ()


def through_pandoc(case: Case) -> tuple[list[Runs], list[Runs]]:
    """Return what pandoc prints of the same without litbase."""
    import tempfile

    blocks = [
        {"t": "Para", "c": [{"t": "Cite", "c": [[_bare(cite, note) for cite in cites], []]}]}
        for cites, note in case.clusters
    ]
    also = {"t": "Cite", "c": [[_bare({"id": item["id"]}, 1) for item in case.items], []]}
    document = {
        "pandoc-api-version": list(API_VERSION),
        "meta": {"nocite": {"t": "MetaInlines", "c": [also]}, "link-citations": {"t": "MetaBool", "c": False}},
        "blocks": blocks,
    }
    with tempfile.TemporaryDirectory() as folder:
        style, works = Path(folder) / "style.csl", Path(folder) / "works.json"
        style.write_text(case.style, encoding="utf-8")
        works.write_text(json.dumps(case.items), encoding="utf-8")
        arguments = ["--from=json", "--to=json", "--citeproc", f"--csl={style}", f"--bibliography={works}"]
        made = json.loads(run_pandoc(arguments, json.dumps(document).encode()).content)["blocks"]
    citations = [_text(block["c"]) for block in made[: len(blocks)]]
    entries = [entry for block in made[len(blocks) :] if block["t"] == "Div" for entry in block["c"][1]]
    return citations, [_text([each for block in entry["c"][1] for each in block["c"]]) for entry in entries]


def _bare(cite: Mapping[str, Any], note: int) -> dict[str, Any]:
    locator, label = str(cite.get("locator") or ""), str(cite.get("label") or "page")
    suffix = words(f", {{{label} {locator}}}") if locator else []
    return {
        "citationId": str(cite["id"]),
        "citationPrefix": list(_affix(cite.get("prefix"))),
        "citationSuffix": [*suffix, *_affix(cite.get("suffix"))],
        "citationMode": {"t": _mode(cite)},
        "citationNoteNum": max(note, 1),
        "citationHash": 0,
    }


def _text(inlines: Sequence[Mapping[str, Any]]) -> Runs:
    notes = [each for note in notes_in(inlines) for each in note]
    return read_runs(notes or inlines)


def letters_of_runs(runs: Runs) -> Letters:
    """Return every letter with its typography, white space single."""
    found: Letters = []
    before: Run | None = None
    for run in runs:
        if before is not None and run.block != before.block:
            found.append((" ", frozenset()))
        found += [(letter, run.marks) for letter in run.text]
        before = run
    return _single_spaced(found)


def letters_of_html(text: str) -> Letters:
    """Return every letter of an expected result with its typography, white space single."""
    found: Letters = []
    open_marks: list[frozenset[str]] = [frozenset()]
    position = 0
    text = _DIVISION.sub(" ", text)
    for tag in _TAG.finditer(text):
        found += [(letter, open_marks[-1]) for letter in html.unescape(text[position : tag.start()])]
        position = tag.end()
        if tag[1]:
            open_marks = open_marks[:-1] or [frozenset()]
        else:
            open_marks.append(_with_mark(open_marks[-1], tag[2], tag[3]))
    found += [(letter, open_marks[-1]) for letter in html.unescape(text[position:])]
    return _single_spaced(found)


def _with_mark(marks: frozenset[str], tag: str, attributes: str) -> frozenset[str]:
    if tag != "span":
        return marks | {_MARKS[tag]}
    for value, mark in _STYLES.items():
        if re.search(rf":\s*{value}", attributes):
            if mark is not None:
                return marks | {mark}
            kind = "bold" if "weight" in attributes else "small-caps" if "variant" in attributes else "italic"
            return marks - {kind, "underline" if "decoration" in attributes else ""}
    return marks


def _single_spaced(letters: Letters) -> Letters:
    single: Letters = []
    for letter, marks in letters:
        if letter.isspace() and letter != "\u00a0":
            if single and single[-1][0] != " ":
                single.append((" ", frozenset()))
        else:
            single.append((letter, marks))
    return single[:-1] if single and single[-1][0] == " " else single


def words_of(letters: Letters) -> str:
    return "".join(letter for letter, _ in letters if letter.isalnum()).casefold()


def judge(case: Case, *, bare: bool) -> tuple[bool, bool]:
    """Return whether the case comes out exactly, and whether its words do."""
    try:
        citations, entries = through_pandoc(case) if bare else through_litbase(case)
    except StyleError as error:
        print(f"{case.name}: {error}", file=sys.stderr)
        return False, False
    if case.mode.startswith("bibliography"):
        found = [[letter for runs in entries for letter in [*letters_of_runs(runs), (" ", frozenset[str]())]]]
        expected = [letters_of_html(case.expected)]
        found = [_single_spaced(each) for each in found]
    else:
        found = [letters_of_runs(runs) for runs in citations]
        expected = [letters_of_html(line) for line in case.lines]
    exact = found == expected
    return exact, exact or [words_of(each) for each in found] == [words_of(each) for each in expected]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pandoc", action="store_true", help="run pandoc alone")
    parser.add_argument("--case", help="show one case")
    parser.add_argument("--update", action="store_true", help="write the list of failures anew")
    chosen = parser.parse_args()
    if not SUITE.is_dir():
        sys.exit(f"the suite is not here: {SUITE}")
    cases = list(read_cases())
    if chosen.case:
        show(next(case for case in cases if case.name == chosen.case), bare=chosen.pandoc)
        return
    if chosen.pandoc:
        print("pandoc alone:", counted(judge_all(cases, bare=True)))
    judged = judge_all(cases, bare=False)
    print("litbase:     ", counted(judged))
    hold_to_list(cases, judged, update=chosen.update)


def judge_all(cases: Sequence[Case], *, bare: bool) -> list[tuple[bool, bool]]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda case: judge(case, bare=bare), cases))


def counted(judged: Sequence[tuple[bool, bool]]) -> str:
    exact, lenient = sum(each[0] for each in judged), sum(each[1] for each in judged)
    return f"of {len(judged)} cases {exact} exact, {lenient} lenient"


def hold_to_list(cases: Sequence[Case], judged: Sequence[tuple[bool, bool]], *, update: bool) -> None:
    """Say which cases fail that did not, and which no longer do; exit with 1 if there are new failures."""
    failing = {case.name for case, (is_exact, _) in zip(cases, judged, strict=True) if not is_exact}
    known = set(FAILURES.read_text("utf-8").split()) if FAILURES.exists() else set(failing)
    for name in sorted(failing - known):
        print(f"new failure: {name}")
    for name in sorted(known - failing):
        print(f"mended: {name}")
    if update:
        FAILURES.write_text("".join(f"{name}\n" for name in sorted(failing)), encoding="utf-8")
    sys.exit(1 if failing - known else 0)


def show(case: Case, *, bare: bool) -> None:
    citations, entries = through_pandoc(case) if bare else through_litbase(case)
    print("expected:", case.expected)
    for runs in entries if case.mode.startswith("bibliography") else citations:
        print("printed: ", "".join(f"{run.text}{set(run.marks) or ''}" for run in runs))


if __name__ == "__main__":
    main()
