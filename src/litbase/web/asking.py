"""What every page needs: a library to ask, and templates to answer with."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from litbase.formats.templates import write_page
from litbase.library.library import Library

_TEMPLATES = Path(__file__).parent / "templates"


async def borrowed_library(request: Request) -> AsyncIterator[Library]:
    """Lend the request a library; whoever has to wait for one does so without holding a thread.

    The requests that have one need threads to give it back. It is given back before the answer is sent: a reader who
    takes the answer slowly keeps no library from others.
    """
    async with request.app.state.turns:
        with request.app.state.pool.borrowed() as library:
            yield library


Asked = Annotated[Library, Depends(borrowed_library, scope="function")]


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page written from one of our templates."""
    return HTMLResponse(write_page(_TEMPLATES / template, **values), status)
