"""The pages of a source: as printed, as text, with the words meant marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from litbase.csl.locators import citable_locator
from litbase.errors import LibraryError, QueryError
from litbase.library.library import Library
from litbase.library.quoting import as_quotation, verbatim_places
from litbase.model import shapes
from litbase.model.citing import CitedWork
from litbase.model.claim import DraftReport, Span
from litbase.model.page import Hit, LocatorKind, Page, locator_at, page_locator
from litbase.web.asking import Asked, page
from litbase.web.pictures import Pictures

router = APIRouter()

_FULL_LINE = 40  # characters from which a printed line is one of a paragraph
_FOREVER = "private, max-age=31536000, immutable"
_LONGEST_MARK = 20_000  # characters
_MOST_MARKS = 40  # on one page
_MOST_FOUND = 100
_MOST_PLACES = 20  # where the same words stand
_NUMBERED = {
    "para": (LocatorKind.PARAGRAPH,), "paragraph": (LocatorKind.PARAGRAPH,), "§": (LocatorKind.PARAGRAPH,),
    "art": (LocatorKind.ARTICLE,), "article": (LocatorKind.ARTICLE,),
}  # fmt: skip

Place = Annotated[int, Query(ge=1, le=1_000_000)]
Numbered = Annotated[int, Path(ge=1, le=1_000_000)]
Stretch = Annotated[str, Query(pattern=r"^\d{1,7}-\d{1,7}$")]
Spans = Annotated[str, Query(pattern=r"^(\d{1,7}-\d{1,7}(,\d{1,7}-\d{1,7}){0,39})?$")]


@router.get("/sources/{key}/pages.json")
def pages_json(library: Asked, key: str, file: str | None = None, text: bool = False) -> Mapping[str, Any]:
    """List the pages of a source; the shape of `litbase pages --json`."""
    source, pages = first_source(library, key, file)
    return shapes.pages(key, pages, file=source.file, sha256=source.sha256, text=text)


@router.get("/read/{key}", include_in_schema=False)
def reader(
    library: Asked,
    key: str,
    n: Place = 1,
    file: str | None = None,
    at: Spans = "",
    go: str = "",
    q: str = "",
    kept: int | None = None,
) -> Response:
    """Show one page as printed and as text.

    *at*: the stretch of its text to mark; *go*: a printed page or paragraph to go to; *q*: words to find in the source.
    """
    source, pages = first_source(library, key, file)
    if go.strip():
        wanted = _called(pages, go.strip())
        if wanted is not None:
            return RedirectResponse(
                f"/read/{quote(key)}?" + urlencode({"n": wanted} | ({"file": file} if file else {})), 303
            )
    shown = _page_of(pages, key, n)
    try:
        found, words = _found(library, key, source.file, q)
    except QueryError:
        found, words = (), frozenset()
    spans = _spans(at) or _spans_of(shown.text, words)
    is_drawn = source.media_type == "application/pdf"
    return page(
        "reader.html",
        key=key,
        entry=library.describe(key),
        source=source,
        count=len(pages),
        shown=shown,
        place=page_locator(shown),
        places=page_locator,
        pieces=list(marked(flowing(shown.text), spans)),
        at=",".join(f"{start}-{end}" for start, end in spans),
        file=file,
        missing=go,
        query=q,
        found=found,
        kept=kept,
        is_drawn=is_drawn,
        sheet=library.page_sheet(source.sha256, n) if is_drawn else None,
    )


def _page_of(pages: Sequence[Page], key: str, number: int) -> Page:
    if number > len(pages):
        raise LibraryError(f"'{key}' has no page {number}", f"it has {len(pages)}")
    return pages[number - 1]


def _called(pages: Sequence[Page], name: str) -> int | None:
    """Return the page with the printed number *name*, or on which the paragraph or article *name* begins."""
    for each in pages:
        if each.label == name or name == f"file {each.number}":
            return each.number
    sign, _, value = name.rpartition(" ")
    kinds = _NUMBERED.get(sign.rstrip(".").lower(), ())
    begun = (mark for each in pages for mark in each.marks if not mark.continued)
    wanted = next((mark for mark in begun if mark.kind in kinds and mark.value == value), None)
    return next((each.number for each in pages if wanted is not None and wanted in each.marks), None)


def _found(library: Library, key: str, file: str, query: str) -> tuple[tuple[Hit, ...], frozenset[str]]:
    """Return the pages of the source that hold what is looked for, in their order, and the words that matched."""
    if not query.strip():
        return (), frozenset()
    hits = library.search(query, within=[key], limit=_MOST_FOUND, sort="page").hits
    words = {hit.snippet[start:end].casefold() for hit in hits for start, end in hit.spans}
    return tuple(hit for hit in hits if hit.page is not None and hit.file == file), frozenset(words)


def _spans_of(text: str, words: frozenset[str]) -> tuple[Span, ...]:
    """Return where *words* stand in a page's text."""
    if not words:
        return ()
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE)
    return tuple(match.span() for match in found)[:_MOST_MARKS]


@router.get("/sources/{key}/quotation.json")
def quotation_json(
    library: Asked, key: str, at: Stretch, n: Place = 1, file: str | None = None, style: str | None = None
) -> Mapping[str, Any]:
    """Return words of a page (*at*: their offsets, "120-190") as a quotation to paste, with its citation and place."""
    source, pages = first_source(library, key, file)
    start, end = map(int, at.split("-"))
    words = _page_of(pages, key, n).text[start:end].strip()
    if not words:
        raise LibraryError(f"there are no words at {at} of this page", None)
    shown, quotation = pages[n - 1], as_quotation(words)
    locator = locator_at(shown, start, source.cited_by)
    cited = library.cite([CitedWork(key, citable_locator(locator))], style=style or None).citations[0].text
    where = {"key": key, "page": shapes.page(shown), "locator": locator}
    return where | {"quotation": quotation, "text": f"{quotation} {cited}"}


@router.post("/read/{key}", include_in_schema=False)
def keep_words(library: Asked, key: str, words: Annotated[str, Form(max_length=5000)], n: Place = 1) -> Response:
    """Keep words of the source as evidence, on page *n* if they stand there verbatim, else where they do."""
    quotation = as_quotation(words)
    finding = library.trace(quotation, within=[key], limit=_MOST_PLACES)
    places = verbatim_places(finding, quotation)
    if not places:
        message = "These words do not stand in the source as they are."
        return page("sorry.html", status=400, title="Nothing was kept", message=message, hint=finding.reason)
    place = next((each for each in places if each.page.number == n), places[0])
    checks = tuple(replace(check, evidence=finding.evidence.index(place)) for check in finding.checks)
    report = DraftReport("the reading room", "text", finding.claim.text, (replace(finding, checks=checks),), ())
    kept = library.keep_evidence(report, today=date.today())
    return RedirectResponse(f"/read/{quote(key)}?n={n}&kept={len(kept)}", 303)


@router.get("/images/{sha256}/{number}.webp", include_in_schema=False)
def image(
    library: Asked, request: Request, sha256: str, number: Numbered, at: Spans = "", cut: bool = False
) -> Response:
    """Draw a page of a PDF, stretches of its text marked; the same address is the same picture for ever.

    *cut*: only the strip around them.
    """
    spans = _spans(at)
    pictures: Pictures = request.app.state.pictures
    content = pictures.get(
        (sha256, number, spans, cut), lambda: library.page_picture(sha256, number, spans, is_cut=cut)
    )
    if content is None:
        raise HTTPException(404, "there is no such page to be drawn")
    return Response(content, media_type="image/webp", headers={"cache-control": _FOREVER})


def first_source(library: Library, key: str, file: str | None) -> tuple[Any, list[Page]]:
    """Return the first source of the entry, or the one called *file*, with its pages; LibraryError if it has none."""
    sources = library.pages(key, file=file)
    if not sources:
        raise LibraryError(f"'{key}' has no source that can be read", f"give it one: litbase add FILE --key {key}")
    source, pages = sources[0]
    return source, list(pages)


def flowing(text: str) -> str:
    """Return the text with the lines of a paragraph run together, no character moved; short lines, as of tables, stay.

    So offsets into it are what they were.
    """
    lines = text.split("\n")
    joints = [" " if len(line) >= _FULL_LINE and after.strip() else "\n" for line, after in pairwise(lines)]
    return "".join(line + joint for line, joint in zip(lines, [*joints, ""], strict=True))


def marked(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the text of a page in pieces, each with whether it is meant."""
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False


def _spans(at: str) -> tuple[Span, ...]:
    pairs = (tuple(map(int, each.split("-"))) for each in at.split(",") if each)
    return tuple((start, min(end, start + _LONGEST_MARK)) for start, end in pairs if start < end)[:_MOST_MARKS]
