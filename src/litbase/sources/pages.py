"""The front door to every source: one path in, its pages out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from litbase.errors import CorruptSource, SourceError, SourceTooCostly
from litbase.model.page import Reading
from litbase.sources.kinds import MediaType, recognise_kind

OnPages = Callable[[int, int], None]
"""Is told how many pages have been seen, of how many."""


def read_source(path: Path, *, password: str | None = None, ocr: bool = False, seen: OnPages | None = None) -> Reading:
    """Read the file at *path* as pages (PDF) or sections (anything else).

    *ocr* marks the pages as recognised from images; *seen* is called after each page of a PDF. Raises SourceError or
    one of its kinds, whatever the file is.
    """
    try:
        reading = _read(path, recognise_kind(path), password, seen)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"'{path.name}' went away or cannot be read: {reason.lower()}", "check the path") from error
    except MemoryError as error:
        raise SourceTooCostly(f"'{path.name}' needs more memory than one file may take") from error
    except RecursionError as error:
        raise CorruptSource(f"'{path.name}' nests its parts deeper than can be read") from error
    return _as_recognised(reading) if ocr else reading


def _read(path: Path, kind: MediaType, password: str | None, seen: OnPages | None) -> Reading:
    """Hand the file to the reader of its kind; each is imported only when one of its files comes."""
    if kind is MediaType.PDF:
        from litbase.sources.pdf import read_pdf

        return read_pdf(path, password, seen=seen)
    if kind is MediaType.HTML:
        from litbase.sources.html import read_html

        return read_html(path)
    if kind in (MediaType.MARKDOWN, MediaType.TEXT):
        from litbase.sources import plain

        return plain.read_markdown(path) if kind is MediaType.MARKDOWN else plain.read_text(path)
    if kind is MediaType.DOCX:
        from litbase.sources.docx import read_docx

        return read_docx(path)
    if kind is MediaType.EPUB:
        from litbase.sources.epub import read_epub

        return read_epub(path)
    from litbase.sources.odt import read_odt

    return read_odt(path)


def _as_recognised(reading: Reading) -> Reading:
    return replace(reading, pages=tuple(replace(page, ocr=True) for page in reading.pages))
