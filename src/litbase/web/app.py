"""The application: one library, its pages and their JSON, behind the guard."""

import asyncio
from collections.abc import Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

from litbase.errors import DraftError, LibraryError, LitbaseError, QueryError, StyleError, UnknownKey
from litbase.web import adding_pages, checking_pages, citing_pages, reading_pages, searching_pages, source_pages
from litbase.web.asking import page
from litbase.web.guard import App, Guard, Rules
from litbase.web.jobs import Jobs
from litbase.web.pictures import Pictures
from litbase.web.pool import LibraryPool

_STATUS: dict[type[LitbaseError], int] = {
    UnknownKey: 404,
    LibraryError: 404,
    QueryError: 400,
    DraftError: 400,
    StyleError: 400,
}


class Refusal(BaseModel):
    """Why there is no answer: the name of the error, a sentence, and what to do instead."""

    error: str
    message: str
    hint: str | None


_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "The query, draft or style cannot be read."},
    404: {"model": Refusal, "description": "There is no such source, page or report."},
    409: {"model": Refusal, "description": "The library cannot do it."},
}


def make_app(
    folder: Path,
    rules: Rules,
    *,
    patience: float = 1.5,
    fetching: Mapping[str, Any] | None = None,
    is_eager: bool = False,
) -> App:
    """Return the reading room of the library at *folder* (ASGI 3); raise MissingLibrary.

    *fetching*: options of every download (see `Library.fetch`). *is_eager*: what the first reader would wait for is
    loaded as soon as the server runs.
    *patience*: seconds that a request waits for a check or an adding, before a page shows how far it has come.
    """
    pool = LibraryPool(folder)
    with pool.borrowed():  # say at once, not at the first request, that there is no library
        pass

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        if is_eager:
            pool.get_ready()
        yield
        pool.close()

    app = FastAPI(title="litbase", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan)
    app.state.pool = pool
    app.state.turns = asyncio.Semaphore(pool.size)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.state.jobs = Jobs(patience)
    app.state.pictures = Pictures()
    app.state.fetching = fetching or {}
    for pages in (searching_pages, source_pages, reading_pages, checking_pages, citing_pages, adding_pages):
        app.include_router(pages.router, responses=_REFUSED)
    app.get("/api", include_in_schema=False)(lambda: page("api.html", paths=app.openapi()["paths"]))
    app.add_exception_handler(LitbaseError, _say)
    app.add_exception_handler(404, _nothing_here)
    return Guard(app, rules)


async def _say(request: Request, error: Exception) -> Response:
    """Turn an error raised on purpose into words: JSON for programs, a page for people."""
    if not isinstance(error, LitbaseError):
        raise error
    status = _STATUS.get(type(error), 409)
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": error.name, "message": str(error), "hint": error.hint}, status)
    return page("sorry.html", status=status, title="Not so", message=str(error), hint=error.hint)


async def _nothing_here(request: Request, _: Exception) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": "NotFound", "message": "there is nothing here", "hint": None}, 404)
    return page("sorry.html", status=404, title="Nothing here", message="There is no such page.", hint=None)
