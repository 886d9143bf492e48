"""PDF files, read as pages."""

import ctypes
import mmap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from litbase.errors import CorruptSource, NoTextLayer
from litbase.model.page import Box, Mark, Page, Reading
from litbase.sources import damage
from litbase.sources.extract import Extraction, extract
from litbase.sources.labels import PageLabel, infer_labels
from litbase.sources.language import language_of
from litbase.sources.layout import RawLine, RawPage
from litbase.sources.metadata import guess_metadata
from litbase.sources.opening import load_page, opened
from litbase.sources.paragraphs import find_marks
from litbase.sources.text import ReadablePage, make_readable
from litbase.sources.units import read_text
from litbase.sources.xmp import read_xmp

_MEDIA_TYPE = "application/pdf"
_FIRST_PAGES = 12  # where a document says what it is
_PICTURE = "the page is a picture without text"
_CUT_OFF = "nothing is left of the page: the end of the file is missing"
_BROKEN = "part of the page's content is damaged; words may be missing"
_PLACELESS = "the letters of the page have no size or place; words may be missing"
_SALVAGED = "the page is damaged; its words were read without their places"


def read_pdf(path: Path, password: str | None = None, *, seen: Callable[[int, int], None] | None = None) -> Reading:
    """Read the PDF at *path*: readable text, printed labels, marks, guessed metadata, language.

    A page that cannot be read in full says so in its `problem`. *seen* is called after each page with their number so
    far and that of all. Raises EncryptedSource if neither the empty nor the given password opens the file, NoTextLayer
    if no page holds text, CorruptSource if it cannot be read at all.
    """
    extraction = _extraction(path, password, seen)
    xmp = _inspect(path, password, extraction)
    _salvage(path, password, extraction.pages)
    if not any(page.lines for page in extraction.pages):
        raise NoTextLayer(path.name)
    labels = infer_labels(extraction.pages, extraction.own)
    readable = make_readable(extraction.pages, labels)
    texts = [page.text for page in readable]
    marks, cited_by = find_marks(texts, layouts=[page.layout for page in readable])
    return Reading(
        media_type=_MEDIA_TYPE,
        pages=tuple(map(_page, extraction.pages, readable, labels, marks)),
        guesses=guess_metadata(
            extraction.pages[:_FIRST_PAGES], info=extraction.info, xmp=xmp, name=path.name, texts=texts
        ),
        language=language_of(texts),
        cited_by=cited_by,
    )


def _page(raw: RawPage, readable: ReadablePage, label: PageLabel, marks: tuple[Mark, ...]) -> Page:
    return Page(
        number=raw.number,
        label=label.label,
        text=readable.text,
        inferred=label.inferred,
        marks=marks,
        problem=raw.problem,
        layout=None if raw.problem == _SALVAGED else readable.layout,
    )


def _extraction(path: Path, password: str | None, seen: Callable[[int, int], None] | None) -> Extraction:
    """Return what pdfium reads, or where it gives up what pypdf reads."""
    try:
        extraction = extract(path, password, seen=seen)
    except CorruptSource:
        texts = damage.fallback_texts(path, password)
        if not any(map(str.strip, texts.values())):
            raise
        return Extraction([_salvaged(number, texts) for number in sorted(texts)], None)
    if not extraction.pages:
        raise CorruptSource(f"'{path.name}' has no pages", "get the file again; it may be incomplete")
    return extraction


def _inspect(path: Path, password: str | None, extraction: Extraction) -> dict[str, str]:
    """Note on its page what pdfium passed over in silence; return the XMP properties of the file."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        broken = damage.broken_streams(content)
        is_cut_off = damage.is_cut_off(content)
        xmp = read_xmp(content)
    numbers = damage.pages_with(broken, path, password) if broken else frozenset()
    for page in extraction.pages:
        if page.problem is None:
            if page.number in numbers:
                page.problem = _BROKEN
            elif page.lines and not any(line.right > line.left and line.top > line.bottom for line in page.lines):
                page.problem = _PLACELESS  # pdfium takes letters in one place for one letter printed again
            elif page.number in extraction.pictures:
                page.problem = _PICTURE
            elif is_cut_off and not page.lines:
                page.problem = _CUT_OFF
    return xmp


def _salvage(path: Path, password: str | None, pages: list[RawPage]) -> None:
    """Put in place of pages that pdfium cannot load what pypdf reads there."""
    lost = [page.number for page in pages if page.problem and not page.lines and page.problem != _PICTURE]
    texts = damage.fallback_texts(path, password, only=lost) if lost else {}
    for number, text in texts.items():
        if text.strip():
            pages[number - 1] = _salvaged(number, texts)


def _salvaged(number: int, texts: Mapping[int, str]) -> RawPage:
    """Return a page of text without places: its lines stand one below the other."""
    raw = texts[number]
    lines: list[RawLine] = []
    at = 0
    for text in raw.splitlines(keepends=True):
        kept = text.strip()
        start = at + len(text) - len(text.lstrip())
        if kept:
            bottom = -12.0 * len(lines)
            lines.append(RawLine(kept, start, start + len(kept), 0.0, bottom, 5.0 * len(kept), bottom + 10))
        at += len(text)
    return RawPage(number, 0.0, 0.0, raw, lines, problem=_SALVAGED)


def char_boxes(path: Path, page_number: int, raw_start: int, raw_end: int, password: str | None = None) -> list[Box]:
    """Return the box of each character of a page's raw text from *raw_start* to *raw_end*, in the file's coordinates.

    Characters that leave nothing on paper (line ends, spaces pdfium puts in) have a box without area.
    """
    import pypdfium2.raw

    pdfium: Any = pypdfium2.raw
    with opened(path, password) as document:
        page = load_page(document, page_number)
        text = pdfium.FPDFText_LoadPage(page)
        count = max(0, pdfium.FPDFText_CountChars(text))
        _, units = read_text(text, count, (ctypes.c_ushort * (2 * count + 2))())
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        boxes = []
        for offset in range(raw_start, raw_end):
            index = pdfium.FPDFText_GetCharIndexFromTextIndex(text, units.before(offset))
            if index < 0 or not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
                boxes.append(Box(0.0, 0.0, 0.0, 0.0))
            else:
                boxes.append(Box(left.value, bottom.value, right.value, top.value))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
        return boxes
