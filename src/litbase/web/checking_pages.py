"""Checking a draft in the browser: paste or upload it, read the report."""

import base64
import hashlib
import re
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from litbase.errors import DraftError
from litbase.library.library import Library
from litbase.model import shapes
from litbase.model.claim import DraftReport
from litbase.web.asking import Asked, page

router = APIRouter()

_KEPT = 20  # reports, until the server stops
_FORMATS = {"markdown": ".md", "latex": ".tex", "html": ".html", "wikitext": ".wiki", "text": ".txt"}
_SUFFIXES = frozenset({
    ".md", ".markdown", ".rmd", ".qmd", ".tex", ".ltx", ".docx", ".odt", ".html", ".htm", ".wiki", ".wikitext", ".pdf",
    ".txt",
})  # fmt: skip
_DOWNLOADS = {"markdown": "text/markdown", "sarif": "application/sarif+json", "errorformat": "text/plain"}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class Reports:
    """The latest reports, by the name in their address."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, DraftReport] = OrderedDict()
        self._lock = Lock()

    def keep(self, report: DraftReport) -> str:
        name = uuid4().hex
        with self._lock:
            self._kept[name] = report
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> DraftReport:
        """Return the report; a 404 if it is not, or no longer, there."""
        with self._lock:
            found = self._kept.get(name)
        if found is None:
            raise HTTPException(404, "that report is no longer kept: check the draft again")
        return found


@router.get("/check", include_in_schema=False)
def check_page() -> HTMLResponse:
    """Ask for a draft."""
    return page("check.html", error=None, text="", formats=_FORMATS, chosen="markdown")


@router.post("/check", include_in_schema=False)
def check_draft(
    library: Asked,
    request: Request,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "markdown",
    draft: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Check what was pasted or uploaded, and go to its report."""
    try:
        report = _checked(library, text, kind, draft)
    except DraftError as error:
        return page("check.html", status=400, error=error, text=text, formats=_FORMATS, chosen=kind)
    return RedirectResponse(f"/check/{request.app.state.reports.keep(report)}", 303)


@router.post("/check.json")
def check_json(
    library: Asked,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "markdown",
    draft: Annotated[UploadFile | None, File()] = None,
) -> Mapping[str, Any]:
    """Check a draft; the shape of `litbase check --json`."""
    return shapes.check(_checked(library, text, kind, draft))


def _checked(library: Library, text: str, kind: str, draft: UploadFile | None) -> DraftReport:
    """Check a draft that stands in a folder of its own for the moment, under a name that is ours."""
    uploaded = draft is not None and bool(draft.filename)
    name = Path((draft.filename if draft is not None else None) or "draft").name
    suffix = Path(name).suffix.lower() if uploaded else _FORMATS.get(kind, ".md")
    if suffix not in _SUFFIXES:
        raise DraftError(
            f"'{name}' is not a manuscript of a kind litbase knows", f"one of {', '.join(sorted(_SUFFIXES))}"
        )
    content = draft.file.read() if uploaded and draft is not None else text.encode()
    if not content.strip():
        raise DraftError("there is no draft to check", "paste one, or choose a file")
    with tempfile.TemporaryDirectory(prefix="litbase-") as folder:
        path = Path(folder) / f"draft{suffix}"
        path.write_bytes(content)
        report = library.check(path)
    return DraftReport(name if uploaded else "pasted draft", report.format, report.text, report.findings, report.notes)


@router.get("/check/{name}.json")
def report_json(request: Request, name: str) -> Mapping[str, Any]:
    """Return a report that was made before; the shape of `litbase check --json`."""
    return shapes.check(request.app.state.reports.get(name))


@router.get("/check/{name}", include_in_schema=False)
def report_page(library: Asked, request: Request, name: str, format: str = "html") -> Response:  # noqa: A002 (the address)
    """Show a report, or hand it out in another format."""
    report = request.app.state.reports.get(name)
    if format in _DOWNLOADS:
        written = library.write_report(report, format, today=date.today())
        return Response(written, media_type=f"{_DOWNLOADS[format]}; charset=utf-8")
    written = library.write_report(report, "html", today=date.today(), home=f"/check/{name}")
    return HTMLResponse(written, headers={"content-security-policy": _policy(written)})


def _policy(written: str) -> str:
    """Return what a report may load: the style it carries, known by its hash (CSP 3, 2.3.1), and what is ours."""
    found = _STYLE.search(written)
    digest = hashlib.sha256((found.group(1) if found else "").encode()).digest()
    style = base64.b64encode(digest).decode()
    return (
        f"default-src 'none'; img-src 'self' data:; style-src 'self' 'sha256-{style}'; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
