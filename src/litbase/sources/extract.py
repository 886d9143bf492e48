"""What pdfium sees in a PDF: raw text, printed lines with their boxes, the file's own labels and description."""

import ctypes
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

from litbase.sources.accents_above import put_on_letters
from litbase.sources.cutting import Box, around, cuts, cuts_upwards, is_raised, is_set_upwards, measured
from litbase.sources.font_places import with_letters
from litbase.sources.glyph_names import GlyphNames
from litbase.sources.layout import RawLine, RawPage
from litbase.sources.opening import load_page, opened
from litbase.sources.printing import with_turned_lines, with_whole_words, without_overprints
from litbase.sources.units import Units, read_text

_INFO_KEYS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_PAGES_WITH_SIZES = 4  # titles stand on the first pages; asking for sizes everywhere would cost time for nothing
_LONGEST_NAME = 200  # bytes of a font's
_FARTHEST = 1e12  # points
_ON_ITS_SIDE = 0.9  # sine of the angle

_Line = tuple[int, int, str]  # where it begins in the raw text, where its words begin, its words


@dataclass(frozen=True, slots=True)
class Extraction:
    """A PDF as pdfium gives it: `own` are the file's own labels, None if it defines none; `pictures` the pages
    (numbers from 1) that hold an image but no text."""

    pages: list[RawPage]
    own: list[str | None] | None
    info: dict[str, str] = field(default_factory=dict)
    pictures: frozenset[int] = frozenset()


def extract(path: Path, password: str | None = None, *, seen: Callable[[int, int], None] | None = None) -> Extraction:
    """Extract every page of the PDF at *path*, calling *seen* after each with their number so far and that of all.

    Raises EncryptedSource if neither the empty nor the given password opens it, CorruptSource if nothing does.
    """
    with opened(path, password) as document:
        reader = _PageReader(document, GlyphNames(path, password))
        count = len(document)
        pages = []
        for number in range(1, count + 1):
            pages.append(reader.page(number))
            if seen is not None:
                seen(number, count)
        return Extraction(pages, _own_labels(document, count), _description(document), frozenset(reader.pictures))


def _description(document: Any) -> dict[str, str]:
    """Return the document information dictionary, blank values left out (ISO 32000-2, 14.3.3)."""
    found = {key: _described(document, key) for key in _INFO_KEYS}
    return {key: value for key, value in found.items() if value}


def _described(document: Any, key: str) -> str:
    """Return one value of the description, "" if it has none or is no text."""
    try:
        return str(document.get_metadata_value(key)).strip("\0 \t\r\n")
    except UnicodeDecodeError:
        return ""


def _own_labels(document: Any, count: int) -> list[str | None] | None:
    """Return the labels the file gives its pages (ISO 32000-2, 12.4.2), or None if it gives none."""
    labels = [document.get_page_label(index) or None for index in range(count)]
    return labels if any(labels) else None


class _PageReader:
    """Reads page after page of one document into one set of buffers.

    A call into pdfium costs a third of a microsecond if its arguments need no conversion, and as much again in the
    interpreter; so calls are made by `map` over prepared references, and never for each character.
    """

    def __init__(self, document: Any, names: GlyphNames) -> None:
        import pypdfium2.raw

        self._pdfium: Any = pypdfium2.raw
        self._document, self._names = document, names
        self._bounds = self._pdfium.FS_RECTF()
        self._units = (ctypes.c_ushort * 16384)()
        self._make_room(256)
        self._count_rects = _unconverted(self._pdfium.FPDFText_CountRects)
        self._get_rect = _unconverted(self._pdfium.FPDFText_GetRect)
        self._text: Any = None
        self._wide = Units()
        self._is_exact = True  # are pdfium's characters those of the raw text, one by one?
        self.pictures: set[int] = set()

    def _make_room(self, rects: int) -> None:
        self._corners = (ctypes.c_double * (4 * rects))()
        references = [ctypes.byref(self._corners, 8 * place) for place in range(4 * rects)]
        self._places = tuple(references[side::4] for side in (0, 3, 2, 1))  # left, top, right, bottom
        self._room = rects

    def page(self, number: int) -> RawPage:
        """Return page *number* (from 1); a page that pdfium cannot load comes back empty, with its problem."""
        pdfium = self._pdfium
        page = load_page(self._document, number)
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
        page.raw = self._raw(page.number, count)
        self._is_exact = len(page.raw) == count
        lines = _lines(page.raw)
        firsts = [at for at, _, _ in lines]
        if not self._is_exact:  # what has no Unicode belongs to the line whose end it follows
            firsts = [0, *(self._char_index(at - 1) + 1 for at in firsts[1:])]
        lengths = [after - before for before, after in pairwise((*firsts, count))]
        if not self._add_at_once(page, lines, firsts, lengths):
            for line, first, length in zip(lines, firsts, lengths, strict=True):
                boxes = self._boxes(page, first, length)
                if boxes and line[2]:
                    self._add_parts(page, line, boxes, (first, length))
        page.lines = with_turned_lines(without_overprints(page.lines), lambda line: self._is_turned(page, line))
        page.lines = with_whole_words(page.lines)
        put_on_letters(page, lambda offset: page.shown(self._character_box(offset)))
        if page.number <= _PAGES_WITH_SIZES:
            self._add_sizes(page)

    def _raw(self, number: int, count: int) -> str:
        needed = 2 * count + 2
        if needed > len(self._units):
            self._units = (ctypes.c_ushort * (2 * needed))()
        raw, self._wide = read_text(self._text, count, self._units)
        return with_letters(raw, lambda offset: self._named(number, raw, offset))

    def _named(self, number: int, raw: str, offset: int) -> str | None:
        """Return the letter at *offset* by the name that the font of a page's character has for it."""
        name = ctypes.create_string_buffer(_LONGEST_NAME)
        index = self._char_index(offset)
        length = self._pdfium.FPDFText_GetFontInfo(self._text, index, name, _LONGEST_NAME, ctypes.c_int())
        font = name.value.decode("utf-8", "replace") if 1 < length <= _LONGEST_NAME else ""
        return self._names.letter(number, font, ord(raw[offset])) if font else None

    def _char_index(self, offset: int) -> int:
        """Return pdfium's index of the character at *offset* of the raw text (they differ where one has no Unicode)."""
        return int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, self._wide.before(offset)))

    def _offset(self, index: int) -> int:
        """Return the offset in the raw text of pdfium's character *index*, or of the next one that has Unicode."""
        if self._is_exact:
            return index
        for later in range(index, index + 20):
            offset = self._pdfium.FPDFText_GetTextIndexFromCharIndex(self._text, later)
            if offset >= 0:
                return self._wide.character(int(offset))
        return index

    def _add_at_once(self, page: RawPage, lines: list[_Line], firsts: list[int], lengths: list[int]) -> bool:
        """Add all lines of a page; False, and nothing added, if a text object runs over a line's end."""
        counts = list(map(self._count_rects, repeat(self._text), firsts, lengths))
        boxes = self._boxes(page, 0, -1)
        if len(boxes) != sum(counts):
            return False
        add = page.lines.append
        done = 0
        for index, count in enumerate(counts):
            _, start, text = lines[index]
            if not count or not text:
                pass
            elif count == 1:
                add(RawLine(text, start, start + len(text), *boxes[done]))
            else:
                self._add_parts(page, lines[index], boxes[done : done + count], (firsts[index], lengths[index]))
            done += count
        return True

    def _boxes(self, page: RawPage, first: int, length: int) -> list[Box]:
        """Return the box of each text object in this stretch of pdfium's characters (-1: to the end), as shown."""
        count = self._count_rects(self._text, first, length)
        if count > self._room:
            self._make_room(2 * count)
        deque(map(self._get_rect, repeat(self._text), range(count), *self._places), maxlen=0)
        numbers = self._corners[: 4 * count]
        if not abs(sum(numbers)) < _FARTHEST:  # of a damaged file, some perhaps no numbers at all
            numbers = [number if abs(number) < _FARTHEST else 0.0 for number in numbers]
        boxes = list(zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True))
        return [page.shown(box) for box in boxes] if page.is_moved else boxes

    def _character_box(self, offset: int) -> Box:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        self._pdfium.FPDFText_GetCharBox(self._text, self._char_index(offset), left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _add_parts(self, page: RawPage, line: _Line, boxes: list[Box], chars: tuple[int, int]) -> None:
        """Add a printed line, cut where its text objects lie far apart; *chars* are its first character and length."""
        whole, is_one = measured(boxes)
        _, start, text = line
        upwards = is_set_upwards(text, whole)
        found = cuts_upwards(boxes) if upwards else [] if is_one else cuts(boxes, whole)
        if not found:
            page.lines.append(RawLine(text, start, start + len(text), *whole))
            return
        done, end = 0, start + len(text)
        for cut in (*found, len(boxes)):
            stop = min(self._offset(chars[0] + self._length_before(cut, *chars)), end) if cut < len(boxes) else end
            box = around(boxes[done:cut])
            is_note = not upwards and is_raised(box, whole)
            _append(page, (start, stop), (box[0], whole[1], box[2], whole[3]) if is_note else box)
            start, done = stop, cut

    def _is_turned(self, page: RawPage, line: RawLine) -> bool:
        """Do the letters of a line lie on their side as the page is shown?"""
        angle = self._pdfium.FPDFText_GetCharAngle(self._text, self._char_index(line.start))
        return abs(math.sin(angle - page.rotation * math.pi / 2)) > _ON_ITS_SIDE

    def _length_before(self, cut: int, first: int, length: int) -> int:
        """Return how many characters stand before text object *cut* of a line; pdfium tells only how many there are."""
        low, high = 0, length
        while low < high:
            middle = (low + high + 1) // 2
            if self._count_rects(self._text, first, middle) <= cut:
                low = middle
            else:
                high = middle - 1
        return low

    def _add_sizes(self, page: RawPage) -> None:
        """Ask for the font size of each line, scaled as the page shows it."""
        pdfium, matrix = self._pdfium, self._pdfium.FS_MATRIX()
        for line in page.lines:
            index = self._char_index(line.start)
            pdfium.FPDFText_GetMatrix(self._text, index, matrix)
            scale = max(abs(matrix.d), abs(matrix.c)) or 1.0
            line.size = pdfium.FPDFText_GetFontSize(self._text, index) * scale


def _unconverted(function: Any) -> Any:
    """Return the C function without ctypes' conversion of arguments, which costs as much as the call."""
    return ctypes.PYFUNCTYPE(ctypes.c_int)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _lines(raw: str) -> list[_Line]:
    """Return (where it begins, where its words begin, its words) of each line of the raw text, at least one."""
    printed = raw.replace("\ufffe", "\ufffe\r\n").split("\r\n") if "\ufffe" in raw else raw.split("\r\n")
    found = []
    at = 0
    for line in printed:
        words = line.strip()
        length = len(line)
        found.append((at, at if len(words) == length else at + length - len(line.lstrip()), words))
        at += length if line[-1:] == "\ufffe" else length + 2
    return found


def _append(page: RawPage, span: tuple[int, int], box: Box) -> None:
    start, end = span
    text = page.raw[start:end]
    if not text or text[0].isspace() or text[-1].isspace():
        kept = text.strip()
        if not kept:
            return
        start += len(text) - len(text.lstrip())
        text, end = kept, start + len(kept)
    page.lines.append(RawLine(text, start, end, *box))
