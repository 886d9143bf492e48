"""A checked draft written as a report, with pictures of the pages it speaks of."""

from collections.abc import Callable
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

FORMATS = ("html", "markdown", "sarif", "errorformat")


def write_report(parts: Parts, report: "DraftReport", format_: str, *, today: date) -> str:
    """Return *report* in one of FORMATS; *today* is the date it bears."""
    if format_ == "html":
        from litbase.claims.reports.html import html_report

        return html_report(
            report,
            titles=titles_of(parts, report),
            picture=pictures(parts),
            checked_on=today,
            version=version("litbase"),
        )
    if format_ == "markdown":
        from litbase.claims.reports.markdown import markdown_report

        return markdown_report(report, titles=titles_of(parts, report))
    from litbase.claims.reports.lists import errorformat_report, sarif_report

    return errorformat_report(report) if format_ == "errorformat" else sarif_report(report, version=version("litbase"))


def save_report(path: Path, text: str) -> None:
    """Write a report to *path*, whole or not at all."""
    write_whole(path, text.encode())


def titles_of(parts: Parts, report: "DraftReport") -> dict[str, str]:
    """Return the title of each source that a passage of *report* comes from, by key."""
    keys = {evidence.key for finding in report.findings for evidence in finding.evidence}
    known = set(parts.bibliography.keys())
    return {key: describe(parts, key).title or "" for key in sorted(keys & known)}


def pictures(parts: Parts, *, is_cut: bool = True) -> Callable[["Evidence"], bytes | None]:
    """Return a function that draws the page of a passage, each page and stretch once; None where it cannot.

    Only PDF pages have a picture; a file that is gone, was changed or wants a password has none. *is_cut*: only the
    strip around the passage.
    """
    from litbase.library.reading import altered_files
    from litbase.sources.page_image import page_image

    drawn: dict[tuple[str, int, int, int], bytes | None] = {}

    def draw(evidence: "Evidence") -> bytes | None:
        source = parts.pages.source(evidence.sha256)
        page = parts.pages.page(evidence.sha256, evidence.page.number)
        if source is None or page is None or source.media_type != "application/pdf":
            return None
        if altered_files(parts, [evidence.file]):
            return None
        try:
            path = parts.folder.path / evidence.file
            return page_image(path, page, [(evidence.start, evidence.end)], is_cut=is_cut).content
        except (SourceError, ValueError):
            return None

    def picture(evidence: "Evidence") -> bytes | None:
        place = (evidence.sha256, evidence.page.number, evidence.start, evidence.end)
        if place not in drawn:
            drawn[place] = draw(evidence)
        return drawn[place]

    return picture
