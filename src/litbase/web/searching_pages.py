"""Search in the browser: one box, hits by source, facets."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from litbase.errors import QueryError
from litbase.library.library import Library
from litbase.model import shapes
from litbase.model.page import SearchResult, page_locator
from litbase.web.asking import Asked, page

router = APIRouter()

_FACETS = ("year", "publisher", "type", "language", "tag")
_A_PAGE = 10
_YEAR = 4  # digits

Chosen = Annotated[list[str], Query(alias="in", description="key of a source to look in; may be repeated")]


@router.get("/", include_in_schema=False)
def search_page(library: Asked, request: Request, q: str = "", offset: Annotated[int, Query(ge=0)] = 0) -> HTMLResponse:
    """Show the box and, if something was asked, what was found."""
    values: dict[str, Any] = {"query": q, "result": None, "error": None, "offset": offset, "a_page": _A_PAGE}
    if q.strip():
        try:
            values["result"] = asked(library, q, offset=offset)
        except QueryError as error:
            values["error"] = error
    else:
        values["count"] = len(library.keys())
    template = "hits.html" if request.headers.get("x-litbase-part") else "search.html"
    helpers: dict[str, Any] = {"place": page_locator, "address": _address, "field": _field, "timeline": timeline}
    return page(template, **helpers, **({"count": 0} | values))


@router.get("/search.json")
def search_json(
    library: Asked,
    q: str,
    within: Chosen = [],  # noqa: B006 (FastAPI copies it)
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    offset: Annotated[int, Query(ge=0)] = 0,
    group: bool = False,
) -> Mapping[str, Any]:
    """Search pages and metadata; the shape of `litbase search --json`."""
    found = library.search(q, within=within, limit=limit, offset=offset, group=group, facets=_FACETS)
    return shapes.search(found)


def asked(library: Library, query: str, *, offset: int) -> SearchResult:
    """Return the hits by source, with the counts that narrow them."""
    return library.search(query, limit=_A_PAGE, offset=offset, group=True, facets=_FACETS)


def timeline(counts: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return every year from the first to the last with its hits; a span of years counts for its first."""
    years: Counter[int] = Counter()
    for written, number in counts.items():
        if written[:4].isdecimal() and len(written) >= _YEAR:
            years[int(written[:4])] += number
    return [(year, years[year]) for year in range(min(years), max(years) + 1)] if years else []


def _field(facet: str) -> str:
    """Return what a query calls a facet."""
    return "lang" if facet == "language" else facet


def _address(query: str, **more: object) -> str:
    return "/?" + urlencode({"q": query, **more})
