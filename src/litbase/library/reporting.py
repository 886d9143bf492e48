"""A checked draft written as a report, with pictures of the pages it speaks of."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from litbase.errors import SourceError
from litbase.formats.files import write_whole
from litbase.library.listing import describe
from litbase.library.parts import Parts

if TYPE_CHECKING:
    from litbase.model.claim import DraftReport, Evidence
    from litbase.model.page import Page, Sheet

FORMATS = ("html", "markdown", "sarif", "errorformat")


def write_report(parts: Parts, report: "DraftReport", format_: str, *, today: date, home: str | None = None) -> str:
    """Return *report* in one of FORMATS; *today* is the date it bears, *home* its address in the reading room."""
    if format_ == "html":
        return _page(parts, report, today=today, home=home)
    if format_ == "markdown":
        from litbase.claims.reports.markdown import markdown_report

        return markdown_report(report, titles=titles_of(parts, report))
    from litbase.claims.reports.lists import errorformat_report, sarif_report

    return errorformat_report(report) if format_ == "errorformat" else sarif_report(report, version=version("litbase"))


def _page(parts: Parts, report: "DraftReport", *, today: date, home: str | None) -> str:
    """Return *report* as a page of HTML; one that stands by itself holds its pictures."""
    from litbase.claims.reports.html import html_report
    from litbase.library.kept_pictures import KeptPictures

    with closing(KeptPictures(parts, pictures(parts))) as kept:
        return html_report(
            report,
            titles=titles_of(parts, report),
            picture=kept.address if home is None else address_of_picture,
            checked_on=today,
            version=version("litbase"),
            home=home,
        )


def save_report(path: Path, text: str) -> None:
    """Write a report to *path*, whole or not at all."""
    write_whole(path, text.encode())


def titles_of(parts: Parts, report: "DraftReport") -> dict[str, str]:
    """Return the title of each source that a passage of *report* comes from, by key."""
    keys = {evidence.key for finding in report.findings for evidence in finding.evidence}
    known = set(parts.bibliography.keys())
    return {key: describe(parts, key).title or "" for key in sorted(keys & known)}


def address_of_picture(evidence: "Evidence") -> str | None:
    """Return where the reading room shows the strip of a page around a passage: drawn when it comes into sight."""
    if not evidence.file.lower().endswith(".pdf"):
        return None
    return f"/images/{evidence.sha256}/{evidence.page.number}.webp?at={evidence.start}-{evidence.end}&cut=true"


def pictures(parts: Parts, *, is_cut: bool = True) -> Callable[["Evidence"], bytes | None]:
    """Return a function that draws the page of a passage, each page and stretch once; None where it cannot.

    Only PDF pages have a picture; a file that is gone, was changed or wants a password has none. *is_cut*: only the
    strip around the passage.
    """
    drawn: dict[tuple[str, int, int, int], bytes | None] = {}

    def picture(evidence: "Evidence") -> bytes | None:
        place = (evidence.sha256, evidence.page.number, evidence.start, evidence.end)
        if place not in drawn:
            drawn[place] = page_picture(
                parts, evidence.sha256, evidence.page.number, [(evidence.start, evidence.end)], is_cut=is_cut
            )
        return drawn[place]

    return picture


def page_picture(
    parts: Parts, sha256: str, number: int, spans: Sequence[tuple[int, int]], *, is_cut: bool = False
) -> bytes | None:
    """Return a picture of a page, the stretches *spans* of its text marked; None if it is no page of a PDF at hand."""
    from litbase.sources.page_image import page_image

    found = _printed_page(parts, sha256, number)
    try:
        return None if found is None else page_image(*found, spans, is_cut=is_cut).content
    except (SourceError, ValueError):
        return None


def page_sheet(parts: Parts, sha256: str, number: int) -> "Sheet | None":
    """Return where the lines of a page are printed; None if it is no page of a PDF at hand."""
    from litbase.sources.page_image import sheet_of

    found = _printed_page(parts, sha256, number)
    try:
        return None if found is None else sheet_of(*found)
    except (SourceError, ValueError):
        return None


def _printed_page(parts: Parts, sha256: str, number: int) -> "tuple[Path, Page] | None":
    """Return the file and the page if it is one of a PDF that is still what was read."""
    from litbase.library.reading import altered_files

    source, page = parts.pages.source(sha256), parts.pages.page(sha256, number)
    if source is None or page is None or source.media_type != "application/pdf" or altered_files(parts, [source.file]):
        return None
    return parts.folder.path / source.file, page
