"""Taking sources in: files from this computer, reports of the catalogue; and mending an entry."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from litbase.errors import EntryError
from litbase.model import shapes
from litbase.web.asking import Asked, page

router = APIRouter()

_MOST_FILES = 200


@router.get("/add", include_in_schema=False)
def add_page(key: str = "") -> HTMLResponse:
    """Ask for files."""
    return page("add.html", report=None, key=key)


@router.post("/add", include_in_schema=False)
def add_files(
    library: Asked,
    files: Annotated[list[UploadFile], File()],
    key: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Add the files sent, and say what went in and what was refused."""
    with tempfile.TemporaryDirectory(prefix="litbase-") as folder:
        paths = _saved(Path(folder), files)
        report = library.add(paths, key=key or None, password=password or None) if paths else None
    return page("add.html", report=report, key=key)


def _saved(folder: Path, files: list[UploadFile]) -> list[Path]:
    """Write the files under their own names, stripped of any path, each in a folder of its own."""
    paths = []
    for number, file in enumerate(files[:_MOST_FILES]):
        name = PurePosixPath((file.filename or "").replace("\\", "/")).name.lstrip(".") or "file"
        place = folder / str(number)
        place.mkdir()
        paths.append(place / name[-150:])
        paths[-1].write_bytes(file.file.read())
    return paths


@router.get("/catalog", include_in_schema=False)
def catalog_page(library: Asked, q: str = "") -> HTMLResponse:
    """Show the catalogue of public reports."""
    return page("catalog.html", records=library.catalog(q.split()), query=q)


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


@router.post("/sources/{key}", include_in_schema=False)
def mend_entry(library: Asked, key: str, text: Annotated[str, Form()]) -> Response:
    """Replace an entry by the BibTeX that was typed."""
    try:
        entry = library.edit_text(key, text.replace("\r\n", "\n"))
    except EntryError as error:
        return page("sorry.html", status=400, title="The entry was not changed", message=str(error), hint=error.hint)
    return RedirectResponse(f"/sources/{entry.key}", 303)
