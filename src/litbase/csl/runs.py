"""Printed text with its typography as a flat line of runs: read from pandoc's AST, mended, written as text and HTML."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Inline = Mapping[str, Any]
_MARKS = {
    "Emph": "italic",
    "Strong": "bold",
    "SmallCaps": "small-caps",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "Underline": "underline",
    "Strikeout": "strikeout",
}
_NODES = {mark: node for node, mark in _MARKS.items()}
_TAGS = {
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "underline": ("<u>", "</u>"),
    "strikeout": ("<s>", "</s>"),
}
_ORDER = tuple(_TAGS)
_TOGGLED = ("italic", "bold", "small-caps", "underline")  # inside itself it is taken off (CSL 1.0.2, "Formatting")
_BLOCKS = {
    "csl-block": "block",
    "csl-left-margin": "left-margin",
    "csl-right-inline": "right-inline",
    "csl-indent": "indent",
}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one typography.

    `link` is the address it leads to; `block` the part of an entry it stands in where a style sets parts apart
    ("left-margin", "right-inline", "block", "indent").
    """

    text: str
    marks: frozenset[str] = frozenset()
    link: str | None = None
    block: str | None = None

    def saying(self, text: str) -> "Run":
        """Return *text* in the same typography; quicker than `dataclasses.replace`, and there are many."""
        return Run(text, self.marks, self.link, self.block)

    def is_like(self, other: "Run") -> bool:
        """Whether both are set alike."""
        return self.marks == other.marks and self.link == other.link and self.block == other.block


Runs = tuple[Run, ...]


def read_runs(inlines: Sequence[Inline]) -> Runs:
    """Return pandoc's *inlines* as runs; notes in them are left out (see `notes_in`)."""
    return _joined(_read(inlines, Run("")))


def _read(inlines: Iterable[Inline], within: Run) -> Iterator[Run]:
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            yield within.saying(str(content))
        elif kind in ("Space", "SoftBreak"):
            yield within.saying(" ")
        elif kind == "LineBreak":
            yield within.saying("\n")
        elif kind in _MARKS:
            yield from _read(content or (), _marked(within, _MARKS[kind]))
        elif kind in ("Span", "Cite", "Link", "Quoted"):
            yield from _read_wrapped(kind, content, within)
        elif kind in ("Code", "Math", "RawInline") and isinstance(content, list):
            yield within.saying(str(content[1]))


def _read_wrapped(kind: str, content: Any, within: Run) -> Iterator[Run]:
    if kind == "Link":
        yield from _read(content[1], replace(within, link=str(content[2][0])))
    elif kind == "Cite":
        yield from _read(content[1], within)
    elif kind == "Quoted":
        opening, closing = _QUOTES[content[0]["t"]]
        yield within.saying(opening)
        yield from _read(content[1], within)
        yield within.saying(closing)
    else:
        classes = content[0][1]
        if "nodecor" in classes:
            within = replace(within, marks=frozenset())
        block = next((_BLOCKS[name] for name in classes if name in _BLOCKS), within.block)
        yield from _read(content[1], replace(within, block=block))


def _marked(within: Run, mark: str) -> Run:
    if mark in within.marks and mark in _TOGGLED:
        return replace(within, marks=within.marks - {mark})
    return replace(within, marks=within.marks | {mark})


def _joined(runs: Iterable[Run]) -> Runs:
    """Return *runs* without empty ones, neighbours that are set alike made one."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and joined[-1].is_like(run):
            joined[-1] = run.saying(joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def notes_in(inlines: Sequence[Inline]) -> Iterator[list[Inline]]:
    """Yield the inlines of each note in *inlines*."""
    for inline in inlines:
        if inline["t"] == "Note":
            yield [each for block in inline["c"] if block["t"] in ("Para", "Plain") for each in block["c"]]
        elif inline["t"] in ("Cite", "Span", "Link", "Quoted"):
            yield from notes_in(inline["c"][1])
        elif inline["t"] in _MARKS:
            yield from notes_in(inline["c"])


def text_of(runs: Runs) -> str:
    """Return the words of *runs* one after the other, blocks apart by a space or a line."""
    return "".join(_apart(runs)).strip()


def _apart(runs: Runs) -> Iterator[str]:
    before: Run | None = None
    for run in runs:
        if before is not None and run.block != before.block and not before.text.endswith((" ", "\n")):
            yield " " if before.block == "left-margin" else "\n"
        yield run.text
        before = run


def substitute(runs: Runs, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> Runs:
    """Replace every match of *pattern* in the text of *runs*; what is put in takes the typography of its first letter.

    A match may span several runs; blocks are not crossed by text, so patterns see the text as it is joined.
    """
    text = "".join(run.text for run in runs)
    edits = [
        (match.start(), match.end(), match.expand(replacement) if isinstance(replacement, str) else replacement(match))
        for match in pattern.finditer(text)
    ]
    return _spliced(runs, edits) if edits else runs


def _spliced(runs: Runs, edits: Sequence[tuple[int, int, str]]) -> Runs:
    """Carry out *edits*, which are in order: from where to where, and what is put there."""
    pieces: list[Run] = []
    done = 0
    for start, end, new in edits:
        pieces += _cut(runs, done, start)
        if new:
            pieces.append(next((run for run, last in _with_ends(runs) if last > start), runs[-1]).saying(new))
        done = end
    return _joined([*pieces, *_cut(runs, done, None)])


def _with_ends(runs: Runs) -> Iterator[tuple[Run, int]]:
    position = 0
    for run in runs:
        position += len(run.text)
        yield run, position


def _cut(runs: Runs, start: int, end: int | None) -> Iterator[Run]:
    """Yield what of *runs* stands between two places in their text."""
    for run, last in _with_ends(runs):
        first = last - len(run.text)
        words = run.text[max(0, start - first) : None if end is None else max(0, end - first)]
        if words:
            yield run.saying(words)


def html_of(runs: Runs) -> str:
    """Return *runs* as HTML with the tags of citeproc: i, b, sup, sub, small capitals, links."""
    pieces = []
    before: Run | None = None
    for run in runs:
        if before is not None and run.block != before.block and not before.text.endswith((" ", "\n")):
            pieces.append(" " if before.block == "left-margin" else "<br>")
        words = html.escape(run.text, quote=False).replace("\n", "<br>")
        for mark in _ORDER:
            if mark in run.marks:
                words = _TAGS[mark][0] + words + _TAGS[mark][1]
        if run.link is not None and run.link.startswith(("http://", "https://")):
            words = f'<a href="{html.escape(run.link)}">{words}</a>'
        pieces.append(words)
        before = run
    return "".join(pieces).strip()


def inlines_of(runs: Runs) -> list[dict[str, Any]]:
    """Return *runs* as pandoc's inlines, for another format."""
    inlines: list[dict[str, Any]] = []
    for block, inside in _by_block(runs):
        made = [node for run in inside for node in _nodes(run)]
        if block is None:
            inlines += made
        else:
            name = next(name for name, each in _BLOCKS.items() if each == block)
            inlines.append({"t": "Span", "c": [["", [name], []], made]})
    return inlines


def _by_block(runs: Runs) -> Iterator[tuple[str | None, list[Run]]]:
    inside: list[Run] = []
    for run in runs:
        if inside and run.block != inside[0].block:
            yield inside[0].block, inside
            inside = []
        inside.append(run)
    if inside:
        yield inside[0].block, inside


def _nodes(run: Run) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for piece in re.split(r"([ \n])", run.text):
        if piece == " ":
            nodes.append({"t": "Space"})
        elif piece == "\n":
            nodes.append({"t": "LineBreak"})
        elif piece:
            nodes.append({"t": "Str", "c": piece})
    for mark in _ORDER:
        if mark in run.marks:
            nodes = [{"t": _NODES[mark], "c": nodes}]
    if run.link is not None:
        nodes = [{"t": "Link", "c": [["", [], []], nodes, [run.link, ""]]}]
    return nodes
