"""The sources of the library: their list, and each with its fields, files, outline, citation and drafts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from litbase.errors import StyleError
from litbase.library.library import Library
from litbase.model import shapes
from litbase.model.citing import CitedWork
from litbase.model.page import LocatorKind, page_locator
from litbase.model.record import Record
from litbase.web.asking import Asked, page
from litbase.web.citing_pages import USUAL_STYLES
from litbase.web.words import in_words

router = APIRouter()

_HEADINGS = (LocatorKind.SECTION, LocatorKind.CHAPTER)
_LONG_OUTLINE, _LONGEST_OUTLINE = 200, 600  # headings
_MOST_OPENED = 2  # pages that open with the same heading
_A_PAGE = 100  # entries


@router.get("/sources", include_in_schema=False)
def sources_page(library: Asked, q: str = "", offset: Annotated[int, Query(ge=0)] = 0) -> HTMLResponse:
    """List the entries of the library that hold all words of *q*, a page of them at a time."""
    found = list(library.list_entries(q.split()))
    shown = found[offset : offset + _A_PAGE]
    return page("sources.html", entries=shown, total=len(found), query=q, offset=offset, a_page=_A_PAGE)


@router.get("/sources.json")
def sources_json(library: Asked) -> list[Mapping[str, Any]]:
    """List the entries; the shape of `litbase list --json`."""
    return [shapes.item(record) for record in library.items()]


@router.get("/sources/{key}.json")
def source_json(library: Asked, key: str) -> Mapping[str, Any]:
    """Show one entry; the shape of `litbase show --json`."""
    return shapes.item(library.item(key))


@router.get("/sources/{key}", include_in_schema=False)
def source_page(library: Asked, request: Request, key: str, style: str = "") -> HTMLResponse:
    """Show an entry with its files, citation, notes, outline, and the drafts that cite it."""
    record = library.item(key)
    cited, error = None, None
    try:
        cited = library.cite([CitedWork(key)], style=style) if style else None
    except StyleError as refused:
        error = refused
    if request.headers.get("x-litbase-part"):
        return page("cited.html", key=key, cited=cited, error=error)
    usual = library.settings.style
    return page(
        "source.html",
        key=key,
        entry=library.describe(key),
        record=record,
        notes=library.notes(key),
        text=library.entry_text(key),
        outline=outline(library, key) if record.files else [],
        fields=[(name, in_words(value)) for name, value in record.item.items() if name not in ("id", "title")],
        standing=_standing(library, record),
        drafts=library.citing_drafts(key),
        cited=cited,
        error=error,
        style=style or usual,
        styles={usual: usual} | USUAL_STYLES,
    )


@router.get("/sources/{key}/drafts.json")
def drafts_json(library: Asked, key: str) -> Mapping[str, Any]:
    """List the drafts that cited a source when they were last checked, and where."""
    return {"drafts": [asdict(draft) for draft in library.citing_drafts(key)]}


def _standing(library: Library, record: Record) -> Mapping[str, str]:
    """Return the standing of the fields that are as the catalogue has them; nothing of an entry it does not have."""
    known = next((each for each in library.catalog() if each.item["id"] == record.key), None)
    if known is None:
        return {}
    same = (name for name, value in known.item.items() if record.item.get(name) == value)
    return {name: known.standing[name] for name in same if name in known.standing}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A heading, and the page on which it stands; `file` where the entry has several."""

    heading: str
    is_chapter: bool
    file: str | None
    number: int
    place: str


def outline(library: Library, key: str) -> list[OutlineLine]:
    """Return the headings and chapters of a source in order; of one that has very many, the chapters alone.

    What opens page after page is no heading, but a running head that was read as one.
    """
    sources = [(source.file, list(pages)) for source, pages in library.pages(key)]
    read = [(file if len(sources) > 1 else None, each) for file, pages in sources for each in pages]
    opening = Counter(mark.value for _, each in read for mark in each.marks if not mark.start and not mark.continued)
    found: list[OutlineLine] = []
    for file, each in read:
        begun = [mark for mark in each.marks if mark.kind in _HEADINGS and not mark.continued]
        headings = [
            (mark.value, mark.kind is LocatorKind.CHAPTER)
            for mark in begun
            if mark.start or opening[mark.value] <= _MOST_OPENED
        ]
        for heading, is_chapter in headings or ([(each.heading, False)] if each.heading else []):
            found.append(OutlineLine(heading, is_chapter, file, each.number, page_locator(each)))
    chapters = [line for line in found if line.is_chapter]
    return chapters if len(found) > _LONG_OUTLINE and chapters else found[:_LONGEST_OUTLINE]
