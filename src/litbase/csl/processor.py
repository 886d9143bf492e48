"""Citations and reference lists: items and places to one run of pandoc, and what came of it."""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from litbase.csl.locators import Place
from litbase.csl.mending import Joint, Mender, joints_in
from litbase.csl.preparing_items import prepare_items
from litbase.csl.preparing_style import PreparedStyle, prepare_style
from litbase.csl.runs import Inline, Runs, notes_in, read_runs, substitute
from litbase.csl.styles import StyleFile, check_locale
from litbase.formats.pandoc import API_VERSION, run_pandoc

_BARE_YEAR = re.compile(r"; (?=\d{4}[a-z]?\b)")  # another work of the author just named
_UNPRINTED = re.compile(r"Bibliography entry with no printed form: (.+)")


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation: where in it, what stands before and after (pandoc's inlines), and how it is named.

    `mode` is pandoc's: "NormalCitation", "AuthorInText", "SuppressAuthor".
    """

    key: str
    place: Place | None = None
    prefix: tuple[Inline, ...] = ()
    suffix: tuple[Inline, ...] = ()
    mode: str = "NormalCitation"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The works cited together at one point; `note` is the number of the note they stand in."""

    cites: tuple[Cite, ...]
    note: int = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A citation as printed: `lead` are words in the text itself ("Ford"), `body` the citation or its note."""

    body: Runs
    lead: Runs = ()


@dataclass(frozen=True, slots=True)
class Processed:
    """What a style makes of citations and works, in the order of each; `layout` are the list's own settings.

    `unprinted` are the works the style gives no entry in the list.
    """

    citations: tuple[Printed, ...]
    references: tuple[tuple[str, Runs], ...]
    unprinted: tuple[str, ...]
    is_note: bool
    layout: Mapping[str, str]
    classes: tuple[str, ...]

    @property
    def is_hanging(self) -> bool:
        """Whether the lines of an entry after its first are set in."""
        columns = any(run.block == "left-margin" for _, runs in self.references for run in runs)
        return columns or "hanging-indent" in self.classes


def process(
    style: StyleFile,
    items: Sequence[Mapping[str, Any]],
    clusters: Sequence[Cluster],
    *,
    listed: Sequence[str] = (),
    locale: str | None = None,
) -> Processed:
    """Cite *clusters* and list the cited works and those with the keys *listed*, all of them among *items*.

    Raises StyleError if the style or *locale* cannot be used.
    """
    check_locale(locale)
    labels = frozenset(cite.place.label for cluster in clusters for cite in cluster.cites if cite.place is not None)
    prepared = prepare_style(style, labels=labels, locale=locale)
    first_notes = {cite.key: cluster.note for cluster in reversed(clusters) for cite in cluster.cites}
    ready, numbers = prepare_items(items, prepared, first_notes=first_notes)
    names = {str(item["id"]): joints_in(item, closely=prepared.joins_closely) for item in items}
    document, warnings = _run(prepared, ready, clusters, listed)
    blocks = document["blocks"]
    mender = Mender(numbers, prepared.quotes_marks)
    found = []
    for block, cluster in zip(blocks, clusters, strict=False):
        printed = _printed(block["c"], mender, _names_for(cluster, names))
        if len(cluster.cites) > 1 and prepared.groups_authors:
            printed = replace(printed, body=substitute(printed.body, _BARE_YEAR, ", "))
        found.append(printed)
    references, layout, classes = _references(blocks[len(clusters) :], mender, names)
    unprinted = tuple(match[1] for line in warnings if (match := _UNPRINTED.search(line)))
    return Processed(tuple(found), references, unprinted, prepared.is_note, layout, classes)


def _names_for(cluster: Cluster, names: Mapping[str, list[Joint]]) -> list[Joint]:
    return [each for cite in cluster.cites for each in names.get(cite.key, ())]


def _run(
    style: PreparedStyle, items: Sequence[Mapping[str, Any]], clusters: Sequence[Cluster], listed: Sequence[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    meta: dict[str, Any] = {"link-citations": {"t": "MetaBool", "c": False}}
    if listed:
        also = {"t": "Cite", "c": [[_cite(Cite(key), {}, 1) for key in listed], []]}
        meta["nocite"] = {"t": "MetaInlines", "c": [also]}
    if style.locale is not None:
        meta["lang"] = {"t": "MetaString", "c": style.locale}
    blocks = [_paragraph(cluster, style.tokens) for cluster in clusters]
    document = {"pandoc-api-version": list(API_VERSION), "meta": meta, "blocks": blocks}
    with tempfile.TemporaryDirectory(prefix="litbase-") as folder:
        rules, works = Path(folder) / "style.csl", Path(folder) / "works.json"
        rules.write_text(style.xml, encoding="utf-8")
        works.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        output = run_pandoc(
            ["--sandbox", "--from=json", "--to=json", "--citeproc", f"--csl={rules}", f"--bibliography={works}"],
            json.dumps(document, ensure_ascii=False).encode(),
        )
    return json.loads(output.content), output.warnings


def _paragraph(cluster: Cluster, tokens: Mapping[str, str]) -> dict[str, Any]:
    cites = [_cite(cite, tokens, cluster.note) for cite in cluster.cites]
    return {"t": "Para", "c": [{"t": "Cite", "c": [cites, [{"t": "Str", "c": "?"}]]}]}


def _cite(cite: Cite, tokens: Mapping[str, str], note: int) -> dict[str, Any]:
    suffix: list[Inline] = list(cite.suffix)
    if cite.place is not None:  # braces say what the locator is (pandoc's manual, "Citation syntax")
        written = f", {{{tokens[cite.place.label]} {_unbraced(cite.place.value)}}}"
        suffix = [*words(written), *suffix]
    return {
        "citationId": cite.key,
        "citationPrefix": list(cite.prefix),
        "citationSuffix": suffix,
        "citationMode": {"t": cite.mode},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _unbraced(value: str) -> str:
    return value.replace("{", "(").replace("}", ")")


def words(text: str) -> list[dict[str, Any]]:
    """Return plain *text* as pandoc's inlines."""
    pieces = re.split(r"( +)", text)
    return [{"t": "Space"} if piece.isspace() else {"t": "Str", "c": piece} for piece in pieces if piece]


def _printed(inlines: Sequence[Inline], mender: Mender, names: list[Joint]) -> Printed:
    notes = [each for note in notes_in(inlines) for each in note]
    text = read_runs(inlines)
    if not notes:
        return Printed(mender.mend(text, names))
    return Printed(mender.mend(read_runs(notes), names, capital=True), mender.mend(text, names))


def _references(
    blocks: Sequence[Any], mender: Mender, names: Mapping[str, list[Joint]]
) -> tuple[tuple[tuple[str, Runs], ...], Mapping[str, str], tuple[str, ...]]:
    listing = next((block for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"), None)
    if listing is None:
        return (), {}, ()
    (_, classes, settings), entries = listing["c"]
    references = []
    for entry in entries:
        key = entry["c"][0][0].removeprefix("ref-")
        inlines = [each for block in entry["c"][1] if block["t"] in ("Para", "Plain") for each in block["c"]]
        if inlines:
            references.append((key, mender.mend(read_runs(inlines), names.get(key, []), capital=True)))
    return tuple(references), dict(settings), tuple(classes)
