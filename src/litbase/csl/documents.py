"""Whole drafts: their citations found in pandoc's AST, replaced by what a style prints, the list put at the end."""

import json
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litbase.csl.locators import split_place
from litbase.csl.processor import Cite, Cluster, Printed, words
from litbase.csl.runs import inlines_of
from litbase.errors import DraftError
from litbase.formats.pandoc import run_pandoc

READERS: Mapping[str, str] = {
    ".docx": "docx+citations",
    ".htm": "html",
    ".html": "html",
    ".latex": "latex",
    ".markdown": "markdown",
    ".md": "markdown",
    ".odt": "odt",
    ".org": "org",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".rst": "rst",
    ".tex": "latex",
    ".txt": "markdown",
}
WRITERS: Mapping[str, str] = {
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".latex": "latex",
    ".markdown": "markdown-citations",
    ".md": "markdown-citations",
    ".odt": "odt",
    ".org": "org",
    ".rst": "rst",
    ".rtf": "rtf",
    ".tex": "latex",
    ".txt": "plain",
}
_WITH_TYPED_KEYS = frozenset({"docx+citations", "odt", "html"})  # a person types [@key] there as plain text
_EMBEDDING = frozenset({"docx", "odt", "rtf"})  # pictures go into the file
_INLINES = frozenset(
    {"Cite", "Code", "Emph", "Image", "LineBreak", "Link", "Math", "Note", "Quoted", "RawInline", "SmallCaps"}
    | {"SoftBreak", "Space", "Span", "Str", "Strikeout", "Strong", "Subscript", "Superscript", "Underline"}
)
_PLAIN = {"Space": " ", "SoftBreak": " "}
_TYPED = re.compile(r"\[[^\[\]@]*-?@[^\s\[\]@;,]+[^\[\]]*\]")
_CLOSING = re.compile(r"^[.,;:!?”’\"')\]]+")
_DROPPED_SETTINGS = (
    "bibliography",
    "csl",
    "references",
    "nocite",
    "citation-style",
    "link-citations",
    "suppress-bibliography",
)


@dataclass(slots=True)
class Document:
    """A draft as pandoc reads it; `folder` is where its pictures are looked for, `name` what messages call it."""

    name: str
    meta: dict[str, Any]
    blocks: list[dict[str, Any]]
    folder: Path
    clusters: list[list[Cite]] = field(default_factory=list)


def read_document(path: Path, *, media: Path | None = None) -> Document:
    """Read a draft; *media* is a folder to put its embedded pictures in. Raise DraftError for an unknown format."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DraftError(f"drafts like '{path.name}' cannot be cited", f"known are {', '.join(sorted(READERS))}")
    arguments = [f"--from={reader}", "--to=json", str(path.resolve())]
    embedded = media is not None and path.suffix.lower() in (".docx", ".odt")
    arguments.append(f"--extract-media={media}" if embedded else "--sandbox")
    try:
        tree = json.loads(run_pandoc(arguments).content)
    except RecursionError as error:
        raise DraftError(f"'{path.name}' is nested too deeply to be read", "save it anew in another format") from error
    document = Document(path.name, tree["meta"], tree["blocks"], path.resolve().parent)
    if reader in _WITH_TYPED_KEYS:
        _recognise_typed_keys(document)
    return document


def cited_keys(document: Document) -> list[str]:
    """Return the keys cited in *document*, each once, in the order of their first citation, `nocite` last."""
    keys = [cite.key for cluster in clusters_of(document, is_note=False) for cite in cluster.cites]
    return list(dict.fromkeys([*keys, *uncited_keys(document)]))


def uncited_keys(document: Document) -> list[str]:
    """Return the keys that the draft wants listed without citing them (`nocite`)."""
    return [cite["citationId"] for node in _cite_nodes(document.meta.get("nocite")) for cite in node["c"][0]]


def clusters_of(document: Document, *, is_note: bool, known: Container[str] | None = None) -> list[Cluster]:
    """Return the citations in order, with the numbers of the notes they stand in, or will.

    A citation of a key that is not *known* stays as it is typed, and gets no note.
    """
    clusters: list[Cluster] = []
    number = 0

    def visit(value: Any, note: int | None) -> None:
        nonlocal number
        if isinstance(value, list):
            for each in value:
                visit(each, note)
        elif isinstance(value, dict):
            kind = value.get("t")
            if kind == "Note":
                number += 1
                visit(value["c"], number)
            elif kind == "Cite":
                cites = tuple(map(_cite, value["c"][0]))
                if note is None and is_note and (known is None or all(cite.key in known for cite in cites)):
                    number += 1
                clusters.append(Cluster(cites, note or max(number, 1)))
            elif "c" in value:
                visit(value["c"], note)

    visit(document.blocks, None)
    return clusters


def _cite_nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _cite_nodes(each)
    elif isinstance(value, dict):
        if value.get("t") == "Cite":
            yield value
        elif "c" in value:
            yield from _cite_nodes(value["c"])


def _cite(citation: Mapping[str, Any]) -> Cite:
    suffix = list(citation["citationSuffix"])
    place, rest = None, suffix
    text = _plain_text(suffix)
    if text is not None:
        place, left = split_place(text)
        rest = words(left) if place is not None else suffix
    return Cite(
        citation["citationId"], place, tuple(citation["citationPrefix"]), tuple(rest), citation["citationMode"]["t"]
    )


def _plain_text(inlines: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the text of *inlines*, None if there is more to them than words."""
    if any(inline["t"] not in ("Str", *_PLAIN) for inline in inlines):
        return None
    return "".join(_PLAIN.get(inline["t"]) or inline["c"] for inline in inlines)


def put_citations(document: Document, printed: Sequence[Printed | None], *, is_note: bool) -> None:
    """Replace each citation of *document* by what was printed for it; None leaves it as it was typed."""
    remaining = iter(printed)

    def replaced(cite: Mapping[str, Any], in_note: bool, goes_on: bool) -> list[dict[str, Any]]:
        made = next(remaining)
        if made is None:
            return list(cite["c"][1])
        if not (is_note and in_note):
            return _put(made, as_note=is_note)
        return _put(_unended(made) if goes_on else made, as_note=False)

    _rewrite_lists(document.blocks, replaced)


def _put(printed: Printed, *, as_note: bool) -> list[dict[str, Any]]:
    lead, body = inlines_of(printed.lead), inlines_of(printed.body)
    if as_note:
        return [*lead, {"t": "Note", "c": [{"t": "Para", "c": body}]}]
    return [*lead, {"t": "Space"}, *body] if lead and body else [*lead, *body]


def _unended(printed: Printed) -> Printed:
    """Return a citation within a note without the period that ends one: the draft goes on."""
    last = printed.body[-1] if printed.body else None
    if last is None or not last.text.endswith("."):
        return printed
    return Printed((*printed.body[:-1], last.saying(last.text[:-1])), printed.lead)


def _rewrite_lists(
    value: Any, rewrite: Callable[[Mapping[str, Any], bool, bool], list[dict[str, Any]]], in_note: bool = False
) -> None:
    """Rewrite every list of inlines under *value* in the order of the document, inner ones after what precedes them."""
    if isinstance(value, dict):
        if "c" in value and value.get("t") != "Cite":
            _rewrite_lists(value["c"], rewrite, in_note or value.get("t") == "Note")
        return
    if not isinstance(value, list):
        return
    if value and all(isinstance(each, dict) and each.get("t") in _INLINES for each in value):
        rewritten: list[dict[str, Any]] = []
        for place, each in enumerate(value, 1):
            if each["t"] == "Cite":
                rewritten += rewrite(each, in_note, place < len(value))
            else:
                _rewrite_lists(each, rewrite, in_note)
                rewritten.append(each)
        value[:] = rewritten if in_note else _notes_after_marks(rewritten)
        return
    for each in value:
        _rewrite_lists(each, rewrite, in_note)


def _notes_after_marks(inlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *inlines* with each note behind the punctuation that follows it, no space before it."""
    result: list[dict[str, Any]] = []
    for inline in inlines:
        before = result[-1] if result else None
        if inline["t"] == "Note" and before is not None and before["t"] in _PLAIN:
            result.pop()
        marks = _CLOSING.match(inline["c"]) if inline["t"] == "Str" else None
        if marks and before is not None and before["t"] == "Note":
            note = result.pop()
            ended = marks[0].startswith(".") and result and _ends_in_period(result[-1])  # "cf." and the sentence
            result += [{"t": "Str", "c": marks[0][1:] if ended else marks[0]}, note]
            if inline["c"][marks.end() :]:
                result.append({"t": "Str", "c": inline["c"][marks.end() :]})
        else:
            result.append(inline)
    return result


def _ends_in_period(inline: Mapping[str, Any]) -> bool:
    return inline["t"] == "Str" and str(inline["c"]).endswith(".")


def put_list(document: Document, listing: dict[str, Any], *, heading: str) -> None:
    """Put the reference list where the draft has a place for it (`refs`), else at its end under a heading."""
    for place in _places(document.blocks):
        place["c"] = [listing["c"][0], listing["c"][1]]
        return
    title = document.meta.pop("reference-section-title", None)
    last = document.blocks[-1]["t"] if document.blocks else ""
    if last != "Header":
        named = title["c"] if title is not None and title["t"] == "MetaInlines" else words(heading)
        document.blocks.append({"t": "Header", "c": [1, ["bibliography", ["unnumbered"], []], named]})
    document.blocks.append(listing)


def _places(blocks: Any) -> Iterator[dict[str, Any]]:
    if isinstance(blocks, list):
        for each in blocks:
            yield from _places(each)
    elif isinstance(blocks, dict) and "c" in blocks:
        if blocks.get("t") == "Div" and blocks["c"][0][0] == "refs":
            yield blocks
        else:
            yield from _places(blocks["c"])


def tidy_settings(document: Document) -> None:
    """Take out of the draft's settings what was carried out here."""
    for name in _DROPPED_SETTINGS:
        document.meta.pop(name, None)


def leave_out_pictures(document: Document, writer: str) -> tuple[str, ...]:
    """Replace by their captions pictures that would be fetched, or are no files; return their addresses."""
    if writer not in _EMBEDDING:
        return ()
    left_out: list[str] = []

    def replaced(value: Any) -> None:
        if isinstance(value, list):
            for index, each in enumerate(value):
                if (
                    isinstance(each, dict)
                    and each.get("t") == "Image"
                    and not _is_picture(each["c"][2][0], document.folder)
                ):
                    left_out.append(each["c"][2][0])
                    value[index] = {"t": "Span", "c": [["", [], []], each["c"][1]]}
                else:
                    replaced(each)
        elif isinstance(value, dict):
            replaced(value.get("c"))

    replaced(document.blocks)
    return tuple(dict.fromkeys(left_out))


def _is_picture(address: str, folder: Path) -> bool:
    kinds = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
    return address.lower().endswith(kinds) and "://" not in address and (folder / address).is_file()


def _recognise_typed_keys(document: Document) -> None:
    """Make citations of keys in square brackets that a word processor or HTML holds as plain text."""
    typed: list[str] = []
    _each_text(document.blocks, lambda text: typed.extend(_TYPED.findall(text)))
    if not typed:
        return
    source = "\n\n".join(dict.fromkeys(typed)).encode()
    read = json.loads(run_pandoc(["--sandbox", "--from=markdown", "--to=json"], source).content)
    known = {
        written: block["c"][0]
        for written, block in zip(dict.fromkeys(typed), read["blocks"], strict=False)
        if block["t"] == "Para" and len(block["c"]) == 1 and block["c"][0]["t"] == "Cite"
    }
    _replace_typed(document.blocks, known)


def _each_text(value: Any, take: Callable[[str], object]) -> None:
    if isinstance(value, list):
        if any(isinstance(each, dict) and each.get("t") == "Str" for each in value):
            for _, _, text in _stretches(value):
                take(text)
        for each in value:
            _each_text(each, take)
    elif isinstance(value, dict) and value.get("t") not in ("Cite", "CodeBlock"):
        _each_text(value.get("c"), take)


def _stretches(inlines: Sequence[Any]) -> Iterator[tuple[int, int, str]]:
    """Yield each stretch of plain words among *inlines*: first index, index after the last, text."""
    start = 0
    while start < len(inlines):
        end = start
        while end < len(inlines) and isinstance(inlines[end], dict) and inlines[end].get("t") in ("Str", *_PLAIN):
            end += 1
        if end > start:
            yield start, end, _plain_text(inlines[start:end]) or ""
        start = max(end, start + 1)


def _replace_typed(value: Any, known: Mapping[str, Any]) -> None:
    if isinstance(value, list):
        for start, end, text in reversed(list(_stretches(value))):
            if any(written in text for written in known):
                value[start:end] = _with_citations(text, known)
        for each in value:
            _replace_typed(each, known)
    elif isinstance(value, dict) and value.get("t") not in ("Cite", "CodeBlock"):
        _replace_typed(value.get("c"), known)


def _with_citations(text: str, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    done = 0
    for match in _TYPED.finditer(text):
        if match[0] in known:
            made += [*words(text[done : match.start()]), json.loads(json.dumps(known[match[0]]))]
            done = match.end()
    return [*made, *words(text[done:])]
