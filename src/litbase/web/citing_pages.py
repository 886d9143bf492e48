"""Citations to paste, and reference lists in any style."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from litbase.csl.locators import citable_locator
from litbase.csl.styles import list_styles
from litbase.errors import DraftError, StyleError
from litbase.model import shapes
from litbase.model.citing import CitedWork
from litbase.web.asking import Asked, page
from litbase.web.trying import try_to_read

router = APIRouter()

_FILES = {
    "text": ("text/plain; charset=utf-8", "txt"), "html": ("text/html; charset=utf-8", "html"),
    "rtf": ("application/rtf", "rtf"), "markdown": ("text/markdown; charset=utf-8", "md"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}  # fmt: skip
_EXPORTS = {
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib"), "ris": ("application/x-research-info-systems", "ris"),
}  # fmt: skip
USUAL_STYLES = {
    "apa": "APA", "modern-language-association": "MLA", "chicago-author-date": "Chicago, author and date",
    "chicago-notes-bibliography": "Chicago, notes", "harvard-cite-them-right": "Harvard (Cite Them Right)",
    "oscola": "OSCOLA", "vancouver": "Vancouver", "ieee": "IEEE", "nature": "Nature",
    "american-political-science-association": "APSA", "american-sociological-association": "ASA",
    "modern-humanities-research-association": "MHRA",
}  # fmt: skip

_MOST_OFFERED = 100  # entries to choose from

Keys = Annotated[list[str], Query(alias="key", description="key of a source; may be repeated")]


@router.get("/cite.json")
def cite_json(library: Asked, key: Keys, locator: str = "", style: str | None = None) -> Mapping[str, Any]:
    """Cite sources; the shape of `litbase cite --json`. The locator is that of the last key."""
    place = citable_locator(locator) if locator else None
    works = [CitedWork(each, place if each == key[-1] else None) for each in key]
    return shapes.cited(library.cite(works, style=style or None))


@router.get("/bibliography", include_in_schema=False)
def bibliography_page(
    library: Asked,
    request: Request,
    key: Keys = [],  # noqa: B006 (FastAPI copies it)
    style: str = "",
    find: str = "",
) -> HTMLResponse:
    """Choose sources and a style, see the list; *find*: words that the sources to choose from hold."""
    chosen = style or library.settings.style
    cited, error = None, None
    try:
        cited = library.bibliography(key, style=chosen) if key else None
    except StyleError as refused:
        error = refused
    values: dict[str, Any] = {"keys": list(dict.fromkeys(key)), "style": chosen, "cited": cited, "error": error}
    if request.headers.get("x-litbase-part"):
        return page("references.html", **values)
    chosen_entries = [library.describe(each) for each in values["keys"]]
    others = [each for each in library.list_entries(find.split()) if each.key not in values["keys"]]
    return page(
        "bibliography.html", entries=[*chosen_entries, *others[:_MOST_OFFERED]], left=len(others[_MOST_OFFERED:]),
        find=find, usual=USUAL_STYLES, **values,
    )  # fmt: skip


@router.get("/bibliography.json")
def bibliography_json(library: Asked, key: Keys, style: str | None = None) -> Mapping[str, Any]:
    """List sources; the shape of `litbase bib --format json`."""
    return shapes.cited(library.bibliography(key, style=style or None))


@router.get("/bibliography/{form}", include_in_schema=False)
def bibliography_file(library: Asked, form: str, key: Keys, style: str | None = None) -> Response:
    """Hand the list out as a file."""
    if form in _EXPORTS:
        media_type, suffix = _EXPORTS[form]
        exported = library.export(form, key).encode()
        return Response(exported, media_type=media_type, headers=_attachment(suffix))
    if form not in _FILES:
        raise HTTPException(404, "there is no such format")
    media_type, suffix = _FILES[form]
    written, _ = library.bibliography_as(form, key, style=style or None)
    return Response(written, media_type=media_type, headers=_attachment(suffix))


@router.get("/styles.json")
def styles_json(q: str = "") -> Mapping[str, Any]:
    """List the installed styles; the shape of `litbase styles --json`."""
    return shapes.styles(list_styles(q.split()), default=None)


def _attachment(suffix: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="bibliography.{suffix}"'}


@router.post("/bibliography", include_in_schema=False)
def sources_of_draft(
    library: Asked, draft: Annotated[UploadFile, File()], style: Annotated[str, Form()] = ""
) -> Response:
    """Choose the sources that a draft cites."""
    name = PurePosixPath((draft.filename or "draft.md").replace("\\", "/")).name
    suffix = Path(name).suffix.lower()
    if not suffix[1:].isalpha():
        raise DraftError(f"'{name}' is not a manuscript of a kind litbase knows", "one of .md, .tex, .docx, .odt")
    with tempfile.TemporaryDirectory(prefix="litbase-") as folder:
        path = Path(folder) / f"draft{suffix}"
        path.write_bytes(draft.file.read())
        try_to_read(path, name)
        keys = library.cited_keys(path)
    if not keys:
        raise DraftError(f"'{name}' cites no source of this library", "choose the sources by hand")
    return RedirectResponse("/bibliography?" + urlencode([("style", style), *(("key", key) for key in keys)]), 303)
