"""Checking a draft in the browser: paste or upload it, read the report."""

import base64
import hashlib
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from litbase.errors import DraftError
from litbase.library.library import Library
from litbase.library.settling import read_settlements, settle, unsettle, with_settlements
from litbase.model import shapes
from litbase.model.claim import DraftReport
from litbase.web.asking import Asked, page
from litbase.web.jobs import Job
from litbase.web.trying import try_to_read

router = APIRouter()

_FORMATS = {"markdown": ".md", "latex": ".tex", "html": ".html", "wikitext": ".wiki", "text": ".txt"}
_SUFFIXES = frozenset({
    ".md", ".markdown", ".rmd", ".qmd", ".tex", ".ltx", ".docx", ".odt", ".html", ".htm", ".wiki", ".wikitext", ".pdf",
    ".txt",
})  # fmt: skip
_DOWNLOADS = {"markdown": "text/markdown", "sarif": "application/sarif+json", "errorformat": "text/plain"}
_PARSED = frozenset({".docx", ".odt", ".html", ".htm", ".pdf"})
_LONGEST_REASON = 2000
_ONE_AT_A_TIME = Lock()  # settlements of one draft stand in one file
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Handed:
    """A manuscript as it was handed in; `name` is what its settlements are kept under, ours if it was pasted."""

    name: str
    suffix: str
    content: bytes
    is_named: bool = True


@router.get("/check", include_in_schema=False)
def check_page() -> HTMLResponse:
    """Ask for a draft."""
    return page("check.html", error=None, text="", formats=_FORMATS, chosen="markdown")


@router.post("/check", include_in_schema=False)
def check_draft(
    request: Request,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "markdown",
    draft: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Check what was pasted or uploaded, and go to its report."""
    folder = request.app.state.pool.folder
    try:
        handed = _handed(text, kind, draft)
        job = request.app.state.jobs.start(lambda job: _check(folder, handed, job))
        if job.error is not None:
            raise job.error
    except DraftError as error:
        return page("check.html", status=400, error=error, text=text, formats=_FORMATS, chosen=kind)
    return RedirectResponse(f"/check/{job.name}", 303)


@router.post("/check.json")
def check_json(
    request: Request,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "markdown",
    draft: Annotated[UploadFile | None, File()] = None,
) -> Mapping[str, Any]:
    """Check a draft; the shape of `litbase check --json`."""
    return shapes.check(_check(request.app.state.pool.folder, _handed(text, kind, draft), Job("")))


def _handed(text: str, kind: str, draft: UploadFile | None) -> Handed:
    """Return what was pasted or uploaded; raise DraftError if it is nothing that can be checked."""
    if draft is None or not draft.filename:
        handed = Handed("pasted draft", _FORMATS.get(kind, ".md"), text.encode("utf-8", "replace"), False)
    else:
        name = PurePosixPath(draft.filename.replace("\\", "/")).name.lstrip(".")[-100:] or "draft"
        handed = Handed(name, Path(name).suffix.lower(), draft.file.read())
    if handed.suffix not in _SUFFIXES:
        raise DraftError(
            f"'{handed.name}' is not a manuscript of a kind litbase knows", f"one of {', '.join(sorted(_SUFFIXES))}"
        )
    if not handed.content.strip():
        raise DraftError("there is no draft to check", "paste one, or choose a file")
    return handed


def _check(folder: Path, handed: Handed, job: Job) -> DraftReport:
    """Check a draft that stands in a folder of its own for the moment, under a name that is ours."""

    def on_checked(done: int, of: int) -> None:
        job.share = done / of if of else 1.0

    with tempfile.TemporaryDirectory(prefix="litbase-") as place, Library.open(folder) as library:
        path = Path(place) / f"draft{handed.suffix}"
        path.write_bytes(handed.content)
        if handed.suffix in _PARSED:
            try_to_read(path, handed.name)
        today = date.today() if handed.is_named else None
        report = library.check(path, name=handed.name, today=today, on_checked=on_checked)
    return with_settlements(report, read_settlements(_kept_beside(folder, handed.name)))


def _kept_beside(folder: Path, name: str) -> Path:
    """Return where the draft *name* would stand in the library: its settlements are kept beside it."""
    return folder / "checks" / re.sub(r"[^\w .()-]", "_", name)


@router.get("/check/{name}.json")
def report_json(request: Request, name: str) -> Mapping[str, Any]:
    """Return a report that was made before; the shape of `litbase check --json`."""
    return shapes.check(_report(request, name))


@router.get("/check/{name}", include_in_schema=False)
def report_page(library: Asked, request: Request, name: str, format: str = "html") -> Response:  # noqa: A002 (the address)
    """Show a report, or hand it out in another format; while it is being made, how far it has come."""
    job = request.app.state.jobs.get(name)
    if not job.done.is_set():
        template = "progress.html" if request.headers.get("x-litbase-part") else "working.html"
        words = {"room": "Check", "doing": "Checking"}
        return page(template, job=job, told=(), address=f"/check/{name}", words=words)
    report = _report(request, name)
    if format in _DOWNLOADS:
        written = library.write_report(report, format, today=date.today())
        return Response(written, media_type=f"{_DOWNLOADS[format]}; charset=utf-8")
    written = library.write_report(report, "html", today=date.today(), home=f"/check/{name}")
    return HTMLResponse(written, headers={"content-security-policy": _policy(written)})


def _report(request: Request, name: str) -> DraftReport:
    found = request.app.state.jobs.get(name).outcome()
    if not isinstance(found, DraftReport):
        raise HTTPException(404, "that is no report")
    return found


@router.post("/check/{name}/settle", include_in_schema=False)
def settle_finding(
    request: Request, name: str, finding: Annotated[str, Form()], reason: Annotated[str, Form()] = ""
) -> Response:
    """Keep the reason for which a finding needs no more attention; without a reason, forget that it was settled."""
    job, report = request.app.state.jobs.get(name), _report(request, name)
    path = _kept_beside(request.app.state.pool.folder, report.draft)
    with _ONE_AT_A_TIME:
        path.parent.mkdir(exist_ok=True)
        if reason.strip():
            settle(path, report, finding, reason[:_LONGEST_REASON], today=date.today())
        else:
            unsettle(path, finding)
        job.result = with_settlements(report, read_settlements(path))
    return RedirectResponse(f"/check/{name}#f-{quote(finding)}", 303)


@router.post("/check/{name}/keep", include_in_schema=False)
def keep_evidence(library: Asked, request: Request, name: str) -> Response:
    """Keep the passages that bear claims out, as `litbase check --keep` does."""
    kept = library.keep_evidence(_report(request, name), today=date.today())
    message = f"{len(kept)} passages are kept now that were not before." if kept else "No passage is new."
    return page("sorry.html", title="Evidence kept", message=message, hint="They stand in the folder annotations.")


def _policy(written: str) -> str:
    """Return what a report may load: the style it carries, known by its hash (CSP 3, 2.3.1), and what is ours."""
    found = _STYLE.search(written)
    digest = hashlib.sha256((found.group(1) if found else "").encode()).digest()
    style = base64.b64encode(digest).decode()
    return (
        f"default-src 'none'; img-src 'self' data:; style-src 'self' 'sha256-{style}'; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
