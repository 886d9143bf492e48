"""PDF files, read as pages."""

import ctypes
from pathlib import Path
from typing import Any

from litbase.errors import NoTextLayer
from litbase.model.page import Box, Page, Reading
from litbase.sources.extract import Extraction, extract, opened
from litbase.sources.labels import infer_labels
from litbase.sources.layout import RawPage
from litbase.sources.text import make_readable

_MEDIA_TYPE = "application/pdf"


def read_pdf(path: Path, password: str | None = None) -> Reading:
    """Read the PDF at *path*: readable text, printed labels, marks, guessed metadata, language.

    Raises EncryptedSource if neither the empty nor the given password opens it, NoTextLayer if it holds pictures
    of pages only, CorruptSource if it cannot be read at all.
    """
    extraction = extract(path, password)
    if not any(page.lines for page in extraction.pages):
        raise NoTextLayer(path.name)
    labels = infer_labels(extraction.pages, extraction.own)
    readable = make_readable(extraction.pages, labels)
    pages = tuple(
        Page(
            number=raw.number,
            label=label.label,
            text=page.text,
            inferred=label.inferred,
            problem=_problem(raw, extraction),
            layout=page.layout,
        )
        for raw, page, label in zip(extraction.pages, readable, labels, strict=True)
    )
    return Reading(media_type=_MEDIA_TYPE, pages=pages, guesses=(), language=None)


def _problem(page: RawPage, extraction: Extraction) -> str | None:
    if page.problem is None and page.number in extraction.pictures:
        return "the page is a picture without text"
    return page.problem


def char_boxes(path: Path, page_number: int, raw_start: int, raw_end: int, password: str | None = None) -> list[Box]:
    """Return the box of each character of a page's raw text from *raw_start* to *raw_end*, in the file's coordinates.

    Characters that leave nothing on paper (line ends, spaces pdfium puts in) have a box without area.
    """
    import pypdfium2.raw

    pdfium: Any = pypdfium2.raw
    with opened(path, password) as document:
        text = document[page_number - 1].get_textpage()
        edges = [ctypes.c_double() for _ in range(4)]
        boxes = []
        for offset in range(raw_start, raw_end):
            index = pdfium.FPDFText_GetCharIndexFromTextIndex(text, offset)
            left, right, bottom, top = edges
            if index < 0 or not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
                boxes.append(Box(0.0, 0.0, 0.0, 0.0))
            else:
                boxes.append(Box(left.value, bottom.value, right.value, top.value))
        return boxes
