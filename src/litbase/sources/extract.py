"""What pdfium sees in a PDF: raw text, printed lines with their boxes, the file's own labels and description."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litbase.errors import CorruptSource, EncryptedSource
from litbase.sources.layout import RawLine, RawPage

_INFO_KEYS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_LINE = re.compile(r"[^\r\n\ufffe]*[^\s\ufffe][^\r\n\ufffe]*\ufffe?")
_PAGES_WITH_SIZES = 4  # titles stand on the first pages; asking for sizes everywhere would cost time for nothing
_WIDE_GAP = 1.0  # in heights of the line: wider than any space between words, narrower than a gutter
_MOST_RECTS = 4000

_Corners = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Extraction:
    """A PDF as pdfium gives it: `own` are the file's own labels, None if it defines none; `pictures` the pages
    (numbers from 1) that hold an image but no text."""

    pages: list[RawPage]
    own: list[str | None] | None
    info: dict[str, str] = field(default_factory=dict)
    pictures: frozenset[int] = frozenset()


def extract(path: Path, password: str | None = None) -> Extraction:
    """Extract every page of the PDF at *path*.

    Raises EncryptedSource if neither the empty nor the given password opens it, CorruptSource if nothing does.
    """
    with opened(path, password) as document:
        reader = _PageReader(document)
        count = len(document)
        pages = [reader.page(number) for number in range(1, count + 1)]
        return Extraction(pages, _own_labels(document, count), _description(document), frozenset(reader.pictures))


@contextmanager
def opened(path: Path, password: str | None = None) -> Iterator[Any]:
    """Open the PDF at *path*, with the empty password before the given one; yield pypdfium2's document."""
    import pypdfium2

    pdfium: Any = pypdfium2
    document, refused = None, 0
    for word in (None, password) if password else (None,):
        try:
            document = pdfium.PdfDocument(path, password=word)
            break
        except pdfium.PdfiumError as error:
            refused = error.err_code or 0
    if document is None:
        if refused in (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY):
            raise EncryptedSource(path.name, tried=bool(password))
        raise CorruptSource(f"'{path.name}' cannot be opened as a PDF", "get the file again; it may be incomplete")
    try:
        yield document
    finally:
        document.close()


def _description(document: Any) -> dict[str, str]:
    """Return the document information dictionary, blank values left out (ISO 32000-2, 14.3.3)."""
    found = {key: document.get_metadata_value(key).strip("\0 \t\r\n") for key in _INFO_KEYS}
    return {key: value for key, value in found.items() if value}


def _own_labels(document: Any, count: int) -> list[str | None] | None:
    """Return the labels the file gives its pages (ISO 32000-2, 12.4.2), or None if it gives none."""
    labels = [document.get_page_label(index) or None for index in range(count)]
    return labels if any(labels) else None


class _PageReader:
    """Reads page after page of one document with one set of buffers: a call into pdfium costs half a microsecond."""

    def __init__(self, document: Any) -> None:
        import pypdfium2.raw

        self._pdfium: Any = pypdfium2.raw
        self._document = document
        self._numbers = (ctypes.c_double * (4 * _MOST_RECTS))()
        start = ctypes.addressof(self._numbers)
        at = ctypes.c_double.from_address
        self._slots = [tuple(at(start + 32 * i + 8 * j) for j in range(4)) for i in range(_MOST_RECTS)]
        self._bounds = self._pdfium.FS_RECTF()
        self._text: Any = None
        self._shift = 0
        self.pictures: set[int] = set()

    def page(self, number: int) -> RawPage:
        """Return page *number* (from 1); a page that pdfium cannot load comes back empty, with its problem."""
        pdfium = self._pdfium
        page = pdfium.FPDF_LoadPage(self._document, number - 1)
        if not page:
            return RawPage(number, 0.0, 0.0, "", problem="the page cannot be loaded")
        try:
            raw_page = self._empty_page(page, number)
            self._text = pdfium.FPDFText_LoadPage(page)
            if not self._text:
                raw_page.problem = "the text of the page cannot be read"
                return raw_page
            self._fill(raw_page)
            if not raw_page.lines and self._has_image(page):
                self.pictures.add(number)
            pdfium.FPDFText_ClosePage(self._text)
            return raw_page
        finally:
            pdfium.FPDF_ClosePage(page)

    def _empty_page(self, page: Any, number: int) -> RawPage:
        pdfium, bounds = self._pdfium, self._bounds
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        rotation = pdfium.FPDFPage_GetRotation(page)
        width, height = bounds.right - bounds.left, bounds.top - bounds.bottom
        if rotation % 2:
            width, height = height, width
        return RawPage(number, width, height, "", rotation=rotation, corner=(bounds.left, bounds.bottom))

    def _has_image(self, page: Any) -> bool:
        pdfium = self._pdfium
        kinds = (
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))
            for index in range(min(pdfium.FPDFPage_CountObjects(page), 50))
        )
        return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)

    def _fill(self, page: RawPage) -> None:
        """Read the raw text of the page and its lines, a line cut wherever a gutter or table column runs through."""
        count = self._pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return
        page.raw = raw = self._raw(count)
        exact = len(raw) == count
        for found in _LINE.finditer(raw):
            start, end = found.span()
            first = start if exact else self._char_index(start)
            length = end - start if exact else self._char_index(end - 1) + 1 - first
            self._add_lines(page, (start, end), first, length)
        if page.number <= _PAGES_WITH_SIZES:
            self._add_sizes(page)

    def _raw(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = self._pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        return bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace") if written > 1 else ""

    def _char_index(self, offset: int) -> int:
        """Return pdfium's index of the character at *offset* of the raw text (they differ where one has no Unicode)."""
        return int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, offset))

    def _add_lines(self, page: RawPage, span: tuple[int, int], first: int, length: int) -> None:
        """Add the printed line that stands at *span* of the raw text, cut where its text objects lie far apart."""
        boxes = self._boxes(first, length)
        if not boxes:
            return
        if page.is_moved:
            boxes = [page.shown(box) for box in boxes]
        start, done = span[0], 0
        for cut in _gaps(boxes) if len(boxes) > 1 else ():
            stop = min(self._offset_of_rect(span[0], first, length, cut), span[1])
            _append(page, (start, stop), boxes[done:cut])
            start, done = stop, cut
        _append(page, (start, span[1]), boxes[done:])

    def _offset_of_rect(self, start: int, first: int, length: int, cut: int) -> int:
        """Return the raw offset where text object *cut* of a line begins; pdfium tells only how many there are."""
        low, high = 0, length
        while low < high:
            middle = (low + high + 1) // 2
            if self._pdfium.FPDFText_CountRects(self._text, first, middle) <= cut:
                low = middle
            else:
                high = middle - 1
        return start + low if length else start

    def _boxes(self, first: int, length: int) -> list[_Corners]:
        """Return (left, bottom, right, top) of each text object in this stretch of pdfium's characters."""
        pdfium, text = self._pdfium, self._text
        count = min(pdfium.FPDFText_CountRects(text, first, length), _MOST_RECTS)
        for index in range(count):
            left, bottom, right, top = self._slots[index]
            pdfium.FPDFText_GetRect(text, index, left, top, right, bottom)
        numbers = self._numbers[: 4 * count]
        return list(zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True))

    def _add_sizes(self, page: RawPage) -> None:
        """Ask for the font size of each line, scaled as the page shows it."""
        pdfium, matrix = self._pdfium, self._pdfium.FS_MATRIX()
        for line in page.lines:
            index = self._char_index(line.start)
            pdfium.FPDFText_GetMatrix(self._text, index, matrix)
            scale = max(abs(matrix.d), abs(matrix.c)) or 1.0
            line.size = pdfium.FPDFText_GetFontSize(self._text, index) * scale


def _gaps(boxes: list[_Corners]) -> list[int]:
    """Return the places in a line where the next text object stands apart from the one before it."""
    cuts = []
    _, bottom, right, top = boxes[0]
    for index in range(1, len(boxes)):
        box = boxes[index]
        height = max(top - bottom, box[3] - box[1])
        if box[0] - right > _WIDE_GAP * height or box[2] < right - 40 * height:
            cuts.append(index)
        _, bottom, right, top = box
    return cuts


def _append(page: RawPage, span: tuple[int, int], boxes: list[_Corners]) -> None:
    start, end = span
    text = page.raw[start:end]
    if not text or text[0].isspace() or text[-1].isspace():
        stripped = text.strip()
        if not stripped:
            return
        start += len(text) - len(text.lstrip())
        text, end = stripped, start + len(stripped)
    if len(boxes) == 1:
        left, bottom, right, top = boxes[0]
    else:
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    page.lines.append(RawLine(text, start, end, left, bottom, right, top))
