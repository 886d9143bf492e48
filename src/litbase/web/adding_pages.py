"""Taking sources in: files from this computer, reports of the catalogue; and mending an entry."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from litbase.errors import EntryError, UnknownKey
from litbase.library.library import Library
from litbase.model import shapes
from litbase.model.record import AddReport, Progress
from litbase.web.asking import Asked, page
from litbase.web.jobs import Job
from litbase.web.words import in_words

router = APIRouter()

_MOST_FILES = 200
_MEGABYTE = 1_000_000
_LONGEST_NAME = 60  # characters; file systems count bytes, four to a character
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@router.get("/add", include_in_schema=False)
def add_page(key: str = "") -> HTMLResponse:
    """Ask for files."""
    return page("add.html", told=(), key=key)


@router.post("/add", include_in_schema=False)
def add_files(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    key: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Begin to add the files sent, and go to what comes of it."""
    place = tempfile.TemporaryDirectory(prefix="litbase-")
    paths = _saved(Path(place.name), files)
    folder = request.app.state.pool.folder

    def work(job: Job) -> AddReport:
        with place, Library.open(folder) as library:
            return library.add(
                paths, key=key or None, password=password or None,
                progress=lambda done: _tell(job, done), on_result=job.told.append,
            )  # fmt: skip

    return RedirectResponse(f"/add/{request.app.state.jobs.start(work).name}", 303)


def _size(number: int) -> str:
    return f"{number / _MEGABYTE:.1f} MB" if number >= _MEGABYTE else f"{number // 1000} kB"


def _tell(job: Job, done: Progress) -> None:
    job.share = done.share


@router.post("/add.json")
def add_json(
    library: Asked,
    files: Annotated[list[UploadFile], File()],
    key: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Mapping[str, Any]:
    """Add files; the shape of `litbase add --json`."""
    with tempfile.TemporaryDirectory(prefix="litbase-") as place:
        return shapes.add(library.add(_saved(Path(place), files), key=key or None, password=password or None))


@router.get("/add/{name}.json")
def adding_json(request: Request, name: str) -> Mapping[str, Any]:
    """Return what came of adding files or fetching a document; the shape of `litbase add --json`."""
    return shapes.add(_added(request, name))


@router.get("/add/{name}", include_in_schema=False)
def adding_page(request: Request, name: str) -> HTMLResponse:
    """Say what went in and what was refused; while files are being read, how far that has come."""
    job = request.app.state.jobs.get(name)
    if not job.done.is_set():
        template = "progress.html" if request.headers.get("x-litbase-part") else "working.html"
        words = {"room": "Add", "doing": "Reading"}
        return page(template, job=job, told=tuple(job.told), address=f"/add/{name}", words=words)
    report = _added(request, name)
    return page("add.html", told=(*report.added, *report.refused), key="")


def _added(request: Request, name: str) -> AddReport:
    report = request.app.state.jobs.get(name).outcome()
    if not isinstance(report, AddReport):
        raise HTTPException(404, "that is no adding")
    return report


def _saved(folder: Path, files: list[UploadFile]) -> list[Path]:
    """Write the files under their own names, stripped of any path, each in a folder of its own."""
    paths = []
    for number, file in enumerate(files[:_MOST_FILES]):
        name = PurePosixPath((file.filename or "").replace("\\", "/")).name.lstrip(".")
        place = folder / str(number)
        place.mkdir()
        paths.append(place / (_UNFIT.sub("_", name)[-_LONGEST_NAME:] or "file"))
        paths[-1].write_bytes(file.file.read())
    return paths


@router.get("/catalog", include_in_schema=False)
def catalog_page(library: Asked, q: str = "") -> HTMLResponse:
    """Show the catalogue of public reports."""
    return page("catalog.html", records=library.catalog(q.split()), query=q, in_words=in_words)


@router.get("/catalog.json")
def catalog_json(library: Asked, q: str = "") -> Mapping[str, Any]:
    """List the catalogue; the shape of `litbase catalog --json`."""
    return shapes.catalog(library.catalog(q.split()))


@router.post("/catalog", include_in_schema=False)
def take_from_catalog(library: Asked, name: Annotated[str, Form()]) -> Response:
    """Put an entry of the catalogue into the library."""
    report = library.catalog_add([name])
    if report.refused:
        raise report.refused[0].error
    return RedirectResponse(f"/sources/{(report.added or report.merged)[0]}", 303)


@router.post("/fetch", include_in_schema=False)
def fetch_document(library: Asked, request: Request, name: Annotated[str, Form()]) -> Response:
    """Download what a report of the catalogue, or an entry, gives an address for, as `litbase fetch` does; add it."""
    folder, options = request.app.state.pool.folder, request.app.state.fetching
    if name not in library and name not in {each.name for each in Library.catalog_without()}:
        raise UnknownKey(name)

    def work(job: Job) -> AddReport:
        def on_bytes(came: int, of: int | None) -> None:
            job.words = f"{_size(came)} of {_size(of)}" if of else _size(came)

        def on_read(done: Progress) -> None:
            _tell(job, done)

        with Library.open(folder) as library:
            return library.fetch([name], progress=on_read, on_result=job.told.append, on_bytes=on_bytes, **options)

    return RedirectResponse(f"/add/{request.app.state.jobs.start(work).name}", 303)


@router.post("/sources/{key}", include_in_schema=False)
def mend_entry(library: Asked, key: str, text: Annotated[str, Form()]) -> Response:
    """Replace an entry by the BibTeX that was typed."""
    try:
        entry = library.edit_text(key, text.replace("\r\n", "\n"))
    except EntryError as error:
        return page("sorry.html", status=400, title="The entry was not changed", message=str(error), hint=error.hint)
    return RedirectResponse(f"/sources/{entry.key}", 303)
