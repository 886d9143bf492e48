"""Citing from a library: citations, reference lists, whole drafts, in any style."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litbase.errors import DraftError
from litbase.formats.files import write_whole
from litbase.library.parts import Parts
from litbase.model import shapes
from litbase.model.citing import Cited, CitedDraft, CitedWork, RenderedCitation, RenderedReference

if TYPE_CHECKING:
    from litbase.csl.documents import Document
    from litbase.csl.processor import Processed
    from litbase.csl.styles import StyleFile


def cite(parts: Parts, works: Sequence[CitedWork], *, style: str | None, locale: str | None) -> Cited:
    """Return one citation of *works*, and their entries in the reference list; see `Library.cite`."""
    from litbase.csl.locators import place_of
    from litbase.csl.processor import Cite, Cluster, process
    from litbase.csl.runs import html_of, text_of
    from litbase.csl.styles import find_style

    rules = find_style(style or parts.settings.style)
    cites = tuple(Cite(work.key, None if work.locator is None else place_of(work.locator)) for work in works)
    processed = process(rules, items_of(parts, [work.key for work in works]), [Cluster(cites)], locale=locale)
    body = processed.citations[0].body
    locator = next((work.locator for work in works if work.locator is not None), None)
    rendered = RenderedCitation(tuple(work.key for work in works), locator, text_of(body), html_of(body))
    return Cited(rules.id, (rendered,), _references(processed), processed.unprinted)


def bibliography(parts: Parts, keys: Sequence[str], *, style: str | None, locale: str | None) -> Cited:
    """Return the reference list of *keys*; see `Library.bibliography`."""
    name, processed = _listed(parts, keys, style=style, locale=locale)
    return Cited(name, (), _references(processed), processed.unprinted)


def bibliography_as(
    parts: Parts, keys: Sequence[str], form: str, *, style: str | None, locale: str | None
) -> tuple[bytes, tuple[str, ...]]:
    """Return the reference list of *keys* written in *form*, and the works the style does not list."""
    from litbase.csl.runs import text_of
    from litbase.csl.writing import write_list

    name, processed = _listed(parts, keys, style=style, locale=locale)
    if form == "text":
        written = "\n".join(text_of(runs) + "\n" for _, runs in processed.references).encode()
    elif form == "json":
        cited = Cited(name, (), _references(processed), processed.unprinted)
        written = (json.dumps(shapes.cited(cited), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        written = write_list(processed, form)
    return written, processed.unprinted


def _listed(parts: Parts, keys: Sequence[str], *, style: str | None, locale: str | None) -> "tuple[str, Processed]":
    from litbase.csl.processor import process
    from litbase.csl.styles import find_style

    rules = find_style(style or parts.settings.style)
    return rules.id, process(rules, items_of(parts, keys), (), listed=list(dict.fromkeys(keys)), locale=locale)


def items_of(parts: Parts, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return the CSL-JSON items of *keys*, each once; raise UnknownKey."""
    from litbase.bib.items import to_item

    return [to_item(parts.bibliography.complete(key)) for key in dict.fromkeys(keys)]


def _references(processed: "Processed") -> tuple[RenderedReference, ...]:
    from litbase.csl.runs import html_of, text_of

    return tuple(RenderedReference(key, text_of(runs), html_of(runs)) for key, runs in processed.references)


def keys_in_draft(parts: Parts, draft: Path) -> tuple[list[str], list[str]]:
    """Return the keys cited in *draft* in their order, and those that no entry has."""
    from litbase.csl.documents import cited_keys, read_document

    keys = cited_keys(read_document(draft))
    return [key for key in keys if key in parts.bibliography], [key for key in keys if key not in parts.bibliography]


def cite_draft(parts: Parts, draft: Path, output: Path, *, style: str | None, locale: str | None) -> CitedDraft:
    """Write *draft* cited to *output*; see `Library.cite_draft`."""
    import tempfile

    from litbase.csl.documents import WRITERS, leave_out_pictures, read_document, tidy_settings
    from litbase.csl.styles import find_style
    from litbase.csl.writing import write_document

    writer = WRITERS.get(output.suffix.lower())
    if writer is None:
        raise DraftError(f"'{output.name}' is of a format that cannot be written", f"known are {', '.join(WRITERS)}")
    rules = find_style(style or parts.settings.style)
    with tempfile.TemporaryDirectory(prefix="litbase-") as media:
        document = read_document(draft, media=Path(media))
        keys, unknown, processed = _cite_document(parts, document, rules, locale)
        left_out = leave_out_pictures(document, writer)
        tidy_settings(document)
        written = write_document(
            document.meta,
            document.blocks,
            writer,
            hanging=processed.is_hanging,
            standalone=True,
            folder=document.folder,
        )
    write_whole(output, written)
    return CitedDraft(rules.id, tuple(keys), tuple(unknown), left_out, processed.unprinted)


def _cite_document(
    parts: Parts, document: "Document", rules: "StyleFile", locale: str | None
) -> "tuple[list[str], list[str], Processed]":
    """Put citations and list into *document*; return the keys cited, those no entry has, and what was printed."""
    from litbase.csl.documents import cited_keys, clusters_of, put_citations, put_list, uncited_keys
    from litbase.csl.processor import process
    from litbase.csl.writing import listing

    cited = cited_keys(document)
    keys = [key for key in cited if key in parts.bibliography]
    clusters = clusters_of(document, is_note=rules.is_note, known=parts.bibliography)
    whole = [all(cite.key in parts.bibliography for cite in cluster.cites) for cluster in clusters]
    listed = [key for key in uncited_keys(document) if key in parts.bibliography]
    known = [cluster for cluster, is_known in zip(clusters, whole, strict=True) if is_known]
    processed = process(rules, items_of(parts, keys), known, listed=listed, locale=locale)
    printed = iter(processed.citations)
    put_citations(document, [next(printed) if is_known else None for is_known in whole], is_note=rules.is_note)
    if processed.references:
        put_list(document, listing(processed), heading="References")
    return keys, [key for key in cited if key not in keys], processed
