"""Hold what litbase cites to what citeproc-js cites, and measure how long it takes.

    python benchmarks/citing.py agreement [--works FILE | --part tuned|unseen] [--differences]
    python benchmarks/citing.py speed [--entries 1000]

"agreement": works in 18 styles, each cited once with a page, paragraph, section or chapter, some of them again at once
or later, some two or three together, and all listed; every letter and its typography is compared with citeproc-js.
The works are those of a bibliography or of a file of CSL-JSON, else of the catalog, whose two halves (every second
record) are the part the rules were written with and the part they were not. `citing_works.bib` beside this file holds
sixty made works of all genres. citeproc-js
(npm) and its locales (from the wheel of citeproc-py) are put into a temporary folder and removed again: they are no
part of litbase. Needs node, npm and pip. pandoc alone is measured in the same run.

"speed": one `litbase cite` as a process of its own, and a reference list in APA against bare pandoc, by processor time.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csl_suite import Case, Letters, letters_of_html, letters_of_runs, through_pandoc
from litbase.bib.bibliography import Bibliography
from litbase.bib.items import to_item
from litbase.catalog.reports import load_reports
from litbase.csl.locators import Place
from litbase.csl.processor import Cite, Cluster, process
from litbase.csl.styles import StyleFile, find_style
from litbase.formats.pandoc import find_pandoc

STYLES = (
    "apa",
    "modern-language-association",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "harvard-cite-them-right",
    "oscola",
    "bluebook-law-review",
    "nlm-citation-sequence",
    "ieee",
    "nature",
    "elsevier-harvard",
    "american-political-science-association",
    "american-sociological-association",
    "mhra-notes",
    "new-harts-rules-notes",
    "unified-style-sheet-for-linguistics",
    "turabian-notes-bibliography",
    "chicago-shortened-notes-bibliography",
)
PLACES = (("page", "173"), ("paragraph", "42"), None, ("section", "3"), ("page", "12-15"), ("chapter", "2"))
_ORACLE = """
const CSL = require('citeproc'), fs = require('fs'), path = require('path');
const out = [];
for (const job of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  const works = Object.fromEntries(job.items.map(item => [item.id, item]));
  const sys = {
    retrieveLocale: lang => {
      const file = path.join(process.argv[2], `locales-${lang}.xml`);
      return fs.existsSync(file) && fs.readFileSync(file, 'utf8');
    },
    retrieveItem: id => Object.assign(structuredClone(works[id]), {system_id: id}),
    embedBibliographyEntry: id => `@@${id}@@`,
  };
  const engine = new CSL.Engine(sys, job.style, job.locale), cited = [], before = [];
  engine.setOutputFormat('html');
  job.clusters.forEach((works, at) => {
    const note = engine.opt.xclass === 'note' ? at + 1 : 0;
    const citation = {citationItems: works, properties: {noteIndex: note}, citationID: `c${at}`};
    engine.processCitationCluster(citation, [...before], [])[1].forEach(([index, text]) => { cited[index] = text; });
    before.push([`c${at}`, note]);
  });
  const list = engine.makeBibliography();
  const entries = list ? list[1].map(text => [/@@(.*?)@@/.exec(text)[1], text.replace(/@@.*?@@/, '')]) : [];
  out.push({cited, entries});
}
process.stdout.write(JSON.stringify(out));
"""


@dataclass
class Tally:
    """How many citations and entries agree, of how many."""

    citations: int = 0
    of_citations: int = 0
    entries: int = 0
    of_entries: int = 0

    def __str__(self) -> str:
        cited, listed = self.citations / self.of_citations, self.entries / self.of_entries
        return (
            f"citations {self.citations} of {self.of_citations} ({cited:.1%}), "
            f"entries {self.entries} of {self.of_entries} ({listed:.1%})"
        )


def agreement(name: str, items: list[dict[str, Any]], *, differences: bool) -> None:
    clusters = citations_of(items)
    styles = [find_style(name) for name in STYLES]
    expected = ask_oracle(styles, items, clusters)
    ours, bare = Tally(), Tally()
    for style, answer in zip(styles, expected, strict=True):
        listed = {key: letters_of_html(text) for key, text in answer["entries"]}
        wanted = [letters_of_html(text) for text in answer["cited"]]
        cited, entries = through_litbase(style, items, clusters)
        count(ours, wanted, cited, listed, entries, show=style.id if differences else None)
        alone = Case(style.id, "citation", style.xml, items, [(each, at) for at, each in enumerate(clusters, 1)], "")
        without, without_list = through_pandoc(alone)
        by_words = {tuple(letters_of_runs(runs)) for runs in without_list}
        found = {key: letters for key, letters in listed.items() if tuple(letters) in by_words}
        count(bare, wanted, [letters_of_runs(runs) for runs in without], listed, found, show=None)
    print(f"{len(items)} works ({name}) in {len(STYLES)} styles")
    print("litbase:      ", ours)
    print("pandoc alone: ", bare)


def works_of_catalog(part: str) -> list[dict[str, Any]]:
    """Return one half of the catalog as CSL-JSON, notes left out."""
    reports = load_reports()[0 if part == "tuned" else 1 :: 2]
    return [{name: value for name, value in to_item(each.entry).items() if name != "annote"} for each in reports]


def works_in(path: Path) -> list[dict[str, Any]]:
    """Return the works of a bibliography or of a file of CSL-JSON."""
    if path.suffix == ".json":
        items: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return items
    bibliography = Bibliography.open(path)
    return [to_item(bibliography.complete(key)) for key in bibliography.keys()]  # noqa: SIM118 (no mapping)


def citations_of(items: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return each work cited once, some again at once or later, and some two or three together."""
    keys = [item["id"] for item in items]
    cited: list[list[dict[str, Any]]] = []
    for number, key in enumerate(keys):
        cited.append([_cited(key, PLACES[number % len(PLACES)])])
        if number % 7 == 6:
            cited.append([_cited(key, ("page", "9"))])
    for number, key in enumerate(keys):
        if number % 3 == 0:
            cited.append([_cited(key, ("page", str(number + 1)))])
        if number % 5 == 4:
            cited.append([_cited(keys[number - 1], None), _cited(key, ("page", "7"))])
        if number % 11 == 10:
            cited.append([_cited(each, None) for each in keys[number - 2 : number + 1]])
    return cited


def _cited(key: str, place: tuple[str, str] | None) -> dict[str, Any]:
    return {"id": key} if place is None else {"id": key, "label": place[0], "locator": place[1]}


def through_litbase(
    style: StyleFile, items: Sequence[Mapping[str, Any]], clusters: Sequence[Sequence[Mapping[str, Any]]]
) -> tuple[list[Letters], dict[str, Letters]]:
    asked = [
        Cluster(tuple(Cite(each["id"], _place(each)) for each in cluster), at) for at, cluster in enumerate(clusters, 1)
    ]
    processed = process(style, items, asked, listed=[item["id"] for item in items])
    cited = [letters_of_runs(each.body) for each in processed.citations]
    return cited, {key: letters_of_runs(runs) for key, runs in processed.references}


def _place(cited: Mapping[str, Any]) -> Place | None:
    return Place(cited["label"], cited["locator"]) if "locator" in cited else None


def count(
    tally: Tally,
    wanted: Sequence[Letters],
    cited: Sequence[Letters],
    listed: Mapping[str, Letters],
    entries: Mapping[str, Letters],
    *,
    show: str | None,
) -> None:
    tally.of_citations += len(wanted)
    tally.of_entries += len(listed)
    for expected, found in zip(wanted, cited, strict=True):
        tally.citations += expected == found
        if show is not None and expected != found:
            print(f"{show}\n  citeproc-js: {_plain(expected)}\n  litbase:     {_plain(found)}")
    for key, expected in listed.items():
        found = entries.get(key, [])
        tally.entries += expected == found
        if show is not None and expected != found:
            print(f"{show}, {key}\n  citeproc-js: {_plain(expected)}\n  litbase:     {_plain(found)}")


def _plain(letters: Letters) -> str:
    return "".join(letter for letter, _ in letters)


def ask_oracle(
    styles: Sequence[StyleFile], items: Sequence[Mapping[str, Any]], clusters: Sequence[Sequence[Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    """Return what citeproc-js makes of the same, installed for this run only."""
    jobs = [
        {"style": style.xml, "locale": style.locale or "en-US", "items": items, "clusters": clusters}
        for style in styles
    ]
    with tempfile.TemporaryDirectory(prefix="litbase-oracle-") as name:
        folder = Path(name)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "citeproc"], cwd=folder, check=True)
        wheel = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, "citeproc-py"]
        subprocess.run(wheel, check=True)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
            locales = [member for member in archive.namelist() if re.search(r"/locales-[\w-]+\.xml$", member)]
            archive.extractall(folder, locales)
        (folder / "oracle.js").write_text(_ORACLE, encoding="utf-8")
        answer = subprocess.run(
            ["node", "oracle.js", str(folder / Path(locales[0]).parent)],
            cwd=folder,
            input=json.dumps(jobs).encode(),
            capture_output=True,
            check=True,
        )
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def speed(entries: int) -> None:
    with tempfile.TemporaryDirectory(prefix="litbase-speed-") as name:
        folder = Path(name)
        library = made_library(folder, entries)
        litbase = [str(Path(sys.executable).parent / "litbase"), "--library", str(library)]
        cite = median(processor_time([*litbase, "cite", "k1", "-p", "173", "--style", "apa"]) for _ in range(7))
        print(f"one `litbase cite` in a library of {entries:,} entries: {cite * 1000:.0f} ms of processor time")
        items = subprocess.run([*litbase, "export", "--format", "csl-json"], capture_output=True, check=True).stdout
        (folder / "works.json").write_bytes(items)
        (folder / "all.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
        (folder / "apa.csl").write_text(find_style("apa").xml, encoding="utf-8")
        arguments = [str(folder / "all.md"), "--citeproc", f"--csl={folder / 'apa.csl'}", "--to=plain"]
        arguments.append(f"--bibliography={folder / 'works.json'}")
        runs = [
            (processor_time([str(find_pandoc()), *arguments]), processor_time([*litbase, "bib", "--style", "apa"]))
            for _ in range(7)
        ]
        alone, listed = median(each[0] for each in runs), median(each[1] for each in runs)
        ratios = sorted(ours / bare for bare, ours in runs)
        print(f"{entries:,} entries in APA: litbase {listed:.2f} s, pandoc {alone:.2f} s of processor time;")
        middle = ratios[len(ratios) // 2]
        print(f"in {len(ratios)} pairs of runs {ratios[0]:.2f} to {ratios[-1]:.2f} ×, median {middle:.2f} ×")


def made_library(folder: Path, entries: int) -> Path:
    """Make a library of the catalog's entries over and over, each with a title and a year of its own."""
    from litbase.library.library import Library

    reports = load_reports()
    bibliography = Bibliography(folder / "given.bib", b"")
    for number in range(entries):
        entry = reports[number % len(reports)].entry
        told = f"{entry.get('title')} {number}"
        made = type(entry)(f"k{number}", entry.type, entry.fields).with_fields(
            title=told, annotation=None, standing=None
        )
        bibliography.put(made)
    bibliography.save()
    with Library.init(folder / "library") as library:
        library.import_bibliography(folder / "given.bib")
        library.keys()
    return folder / "library"


def processor_time(command: Sequence[str]) -> float:
    return timed(lambda: subprocess.run(command, capture_output=True, check=True))


def timed(run: Any) -> float:
    before = os.times()
    run()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def median(values: Iterator[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["agreement", "speed"])
    parser.add_argument("--part", choices=["tuned", "unseen"], default="unseen")
    parser.add_argument("--works", type=Path, metavar="FILE", help="a bibliography or CSL-JSON")
    parser.add_argument("--differences", action="store_true", help="show each")
    parser.add_argument("--entries", type=int, default=1000)
    chosen = parser.parse_args()
    if chosen.what == "agreement":
        name = chosen.part if chosen.works is None else chosen.works.name
        items = works_of_catalog(chosen.part) if chosen.works is None else works_in(chosen.works)
        agreement(name, items, differences=chosen.differences)
    else:
        speed(chosen.entries)


if __name__ == "__main__":
    main()
