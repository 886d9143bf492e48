"""A source, and its pages: as printed, as text, with the words meant marked."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from litbase.errors import LibraryError
from litbase.library.library import Library
from litbase.model import shapes
from litbase.model.page import Page, page_locator
from litbase.web.asking import Asked, page

router = APIRouter()

_FOREVER = "private, max-age=31536000, immutable"
_LONGEST_MARK = 20_000  # characters


@router.get("/sources", include_in_schema=False)
def sources_page(library: Asked) -> HTMLResponse:
    """List the entries of the library."""
    return page("sources.html", entries=list(library.list_entries()))


@router.get("/sources.json")
def sources_json(library: Asked) -> list[Mapping[str, Any]]:
    """List the entries; the shape of `litbase list --json`."""
    return [shapes.item(record) for record in library.items()]


@router.get("/sources/{key}.json")
def source_json(library: Asked, key: str) -> Mapping[str, Any]:
    """Show one entry; the shape of `litbase show --json`."""
    return shapes.item(library.item(key))


@router.get("/sources/{key}", include_in_schema=False)
def source_page(library: Asked, key: str) -> HTMLResponse:
    """Show an entry with its files, notes and outline."""
    record = library.item(key)
    return page(
        "source.html",
        key=key,
        entry=library.describe(key),
        record=record,
        notes=library.notes(key),
        text=library.entry_text(key),
        outline=outline(library, key) if record.files else [],
    )


def outline(library: Library, key: str) -> list[tuple[str, int, str]]:
    """Return (heading, place of its page in the file, locator) of each heading and chapter, in order."""
    found: list[tuple[str, int, str]] = []
    for _, pages in library.pages(key):
        for each in pages:
            headings = [mark.value for mark in each.marks if mark.kind in ("section", "chapter") and not mark.continued]
            for heading in headings or ([each.heading] if each.heading else []):
                found.append((heading, each.number, page_locator(each)))
    return found


@router.get("/sources/{key}/pages.json")
def pages_json(library: Asked, key: str, file: str | None = None, text: bool = False) -> Mapping[str, Any]:
    """List the pages of a source; the shape of `litbase pages --json`."""
    source, pages = first_source(library, key, file)
    return shapes.pages(key, pages, file=source.file, sha256=source.sha256, text=text)


@router.get("/read/{key}", include_in_schema=False)
def reader(
    library: Asked,
    key: str,
    n: Annotated[int, Query(ge=1)] = 1,
    file: str | None = None,
    at: Annotated[str, Query(pattern=r"^$|^\d{1,7}-\d{1,7}$")] = "",
    go: str = "",
) -> Response:
    """Show one page as printed and as text; *at* is the stretch of its text to mark, *go* a printed number to go to."""
    source, pages = first_source(library, key, file)
    if go.strip():
        wanted = next((each.number for each in pages if each.label == go.strip() or f"file {each.number}" == go), None)
        if wanted is not None:
            return RedirectResponse(f"/read/{key}?n={wanted}" + (f"&file={source.file}" if file else ""), 303)
    if n > len(pages):
        raise LibraryError(f"'{key}' has no page {n}", f"it has {len(pages)}")
    shown = pages[n - 1]
    return page(
        "reader.html",
        key=key,
        entry=library.describe(key),
        source=source,
        pages=[(each.number, page_locator(each)) for each in pages],
        shown=shown,
        place=page_locator(shown),
        pieces=marked(shown, _span(at)),
        at=at,
        file=file,
        missing=go,
        is_drawn=source.media_type == "application/pdf",
    )


@router.get("/images/{sha256}/{number}.webp", include_in_schema=False)
def image(
    library: Asked, sha256: str, number: int, at: Annotated[str, Query(pattern=r"^$|^\d{1,7}-\d{1,7}$")] = ""
) -> Response:
    """Draw a page of a PDF, a stretch of its text marked; the same address is the same picture for ever."""
    span = _span(at)
    content = library.page_picture(sha256, number, () if span is None else (span,))
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


def marked(shown: Page, span: tuple[int, int] | None) -> list[tuple[str, bool]]:
    """Return the text of a page in pieces, each with whether it is the stretch meant."""
    if span is None:
        return [(shown.text, False)]
    start, end = span
    return [(shown.text[:start], False), (shown.text[start:end], True), (shown.text[end:], False)]


def _span(at: str) -> tuple[int, int] | None:
    if not at:
        return None
    start, end = map(int, at.split("-"))
    return (start, min(end, start + _LONGEST_MARK)) if start < end else None
