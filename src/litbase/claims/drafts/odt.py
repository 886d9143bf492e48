"""Manuscripts in OpenDocument (ODF 1.3): the text after all revisions, with its notes, reference marks and styles."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litbase.claims.draft import CitedItem, Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.office_citations import is_bibliography, read_bookmarks, read_field
from litbase.claims.drafts.office_text import OfficeText, is_quotation_style
from litbase.errors import DraftError
from litbase.formats.archives import open_zip
from litbase.formats.markup import Element
from litbase.sources.odf import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    hidden_styles,
    is_shown,
    refuse_encrypted,
    rows_of,
    sign_of,
)
from litbase.sources.office import part

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DEEPEST = 10  # styles made from styles; a loop ends here
_CAPTIONS = frozenset(("Caption", "Table"))
_LENGTH = re.compile(r"(?P<value>\d{1,6}(?:\.\d{1,9})?)(?P<unit>cm|mm|in|pt|pc)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0}
_INDENTED = 20  # points on both sides by which a quotation is set off
_HEADINGS = frozenset(("Title", "Subtitle"))


def read_odt(path: Path) -> Draft:
    """Read a manuscript in ODT. Raises DraftError if it holds no text, SourceError if it is broken or too large."""
    with open_zip(path) as archive:
        refuse_encrypted(archive, path.name)
        content, styles = part(archive, "content.xml"), part(archive, "styles.xml")
        bookmarks = read_bookmarks(part(archive, "meta.xml"))
    body = None if content is None else content.find(f"{OFFICE}body")
    if content is None or body is None:
        raise DraftError(f"'{path.name}' lacks its text", "save the manuscript again")
    document = _Document(
        _bases(content, styles),
        frozenset(hidden_styles(content)),
        bookmarks,
        frozenset(_raised(content, styles)),
        frozenset(_set_off(content, styles)),
        frozenset(_struck(content, styles)),
    )
    document.blocks(body)
    document.write_notes()
    return document.text.draft(DraftFormat.ODT)


def _all(roots: Iterable[Element | None], name: str) -> Iterator[Element]:
    for root in roots:
        yield from () if root is None else root.iter(f"{STYLE}{name}")


def _bases(*roots: Element | None) -> dict[str, str]:
    """Return the style that each style is made from."""
    return {
        style.get(f"{STYLE}name") or "": style.get(f"{STYLE}parent-style-name") or "" for style in _all(roots, "style")
    }


def _raised(*roots: Element | None) -> list[str]:
    """Return the styles of superscript (ODF 1.3-3, 20.394)."""
    return [
        style.get(f"{STYLE}name") or ""
        for style in _all(roots, "style")
        for each in style.iter(f"{STYLE}text-properties")
        if (position := (each.get(f"{STYLE}text-position") or "").partition(" ")[0]) == "super"
        or (position.removesuffix("%").isdigit() and position != "0%")
    ]


def _struck(*roots: Element | None) -> Iterator[str]:
    """Yield the styles of what is struck through (ODF 1.3-3, 20.388)."""
    for style in _all(roots, "style"):
        for each in style.iter(f"{STYLE}text-properties"):
            if (each.get(f"{STYLE}text-line-through-style") or "none") != "none":
                yield style.get(f"{STYLE}name") or ""


def _set_off(*roots: Element | None) -> Iterator[str]:
    """Yield the styles of paragraphs that are indented on both sides, as quotations are (ODF 1.3-3, 20.209)."""
    for style in _all(roots, "style"):
        for each in style.iter(f"{STYLE}paragraph-properties"):
            if min(_points(each.get(f"{_FO}margin-{side}") or "") for side in ("left", "right")) >= _INDENTED:
                yield style.get(f"{STYLE}name") or ""


def _points(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match["value"]) * _POINTS[match["unit"]] if match else 0.0


@dataclass(slots=True)
class _Document:
    """The walk through one document."""

    bases: Mapping[str, str]
    hidden: frozenset[str]
    bookmarks: Mapping[str, str]
    """Field codes by the name of the bookmark that they belong to."""
    raised: frozenset[str]
    set_off: frozenset[str]
    struck: frozenset[str]
    text: OfficeText = field(default_factory=OfficeText)
    marks: dict[str, int] = field(default_factory=dict)
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    lists: int = 0  # depth of sections that hold a list of references

    def blocks(self, element: Element) -> None:
        """Read headings, paragraphs and tables, through lists, sections and frames."""
        for child in element:
            if not is_shown(child, self.hidden):
                continue
            if child.tag in (f"{TEXT}h", f"{TEXT}p"):
                self._paragraph(child)
            elif child.tag == f"{TABLE}table":
                self._table(child)
            else:
                is_list = child.tag == f"{TEXT}bibliography" or is_bibliography(child.get(f"{TEXT}name") or "")
                self.lists += is_list
                self.blocks(child)
                self.lists -= is_list

    def write_notes(self) -> None:
        """Write the notes behind the text, in the order in which they are called."""
        for number, note in enumerate(self.notes, start=1):
            for paragraph in note.iter(f"{TEXT}p", f"{TEXT}h"):
                written = self.text.begin(SentenceKind.NOTE)
                written.note = str(number)
                self._inline(paragraph)
                self.text.end(written)

    def _paragraph(self, paragraph: Element) -> None:
        styles = self._styles(paragraph.get(f"{TEXT}style-name") or "")
        written = self.text.begin(self._kind(styles, paragraph))
        written.is_heading = paragraph.tag == f"{TEXT}h" or not _HEADINGS.isdisjoint(styles)
        written.is_reference = self.lists > 0
        self._inline(paragraph)
        self.text.end(written)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _styles(self, name: str) -> list[str]:
        """Return the style *name* and those that it is made from, the nearest first."""
        styles = [name]
        while name in self.bases and len(styles) < _DEEPEST:
            name = self.bases[name]
            styles.append(name)
        return styles

    def _kind(self, styles: Sequence[str], paragraph: Element) -> SentenceKind:
        if not _CAPTIONS.isdisjoint(styles):
            return SentenceKind.CAPTION
        is_listed = next(paragraph.iterancestors(f"{TEXT}list"), None) is not None
        is_set_off = not is_listed and not self.set_off.isdisjoint(styles)
        if is_set_off or any(is_quotation_style(name.replace("_20_", " ")) for name in styles):
            return SentenceKind.QUOTED
        return SentenceKind.PROSE

    def _inline(self, element: Element) -> None:
        self.text.add(_words(element.text))
        for child in element:
            self._inside(child)
            self.text.add(_words(child.tail))

    def _inside(self, child: Element) -> None:
        tag = child.tag
        if tag == f"{TEXT}note":
            self.notes.append(child)
            self.text.call(str(len(self.notes)), f"[{len(self.notes)}]")
        elif tag == f"{DRAW}text-box":
            self.boxes.append(child)
        elif (sign := sign_of(child)) is not None:
            self.text.add(sign)
        elif tag in (f"{TEXT}reference-mark-start", f"{TEXT}bookmark-start"):
            self.marks[child.get(f"{TEXT}name") or ""] = self.text.length
        elif tag in (f"{TEXT}reference-mark-end", f"{TEXT}bookmark-end"):
            name = child.get(f"{TEXT}name") or ""
            self.text.cite(
                self.marks.pop(name, self.text.length), read_field(self.bookmarks.get(name, name), sources={})
            )
        elif tag == f"{TEXT}bibliography-mark":
            start = self.text.length
            self._inline(child)
            self.text.cite(start, (_own_mark(child),))
        elif is_shown(child, self.hidden):
            start = self.text.length
            self._inline(child)
            if child.get(f"{TEXT}style-name") in self.raised:
                self.text.raise_from(start)
            if child.get(f"{TEXT}style-name") in self.struck:
                self.text.strike_from(start)

    def _table(self, table: Element) -> None:
        for row in rows_of(table):
            written = self.text.begin(SentenceKind.TABLE_ROW)
            for cell in row.iterchildren(f"{TABLE}table-cell"):
                if self.text.length > written.start:
                    self.text.add("\t")
                for index, paragraph in enumerate(cell.iter(f"{TEXT}p", f"{TEXT}h")):
                    self.text.add(" " if index else "")
                    self._inline(paragraph)
            self.text.end(written)


def _own_mark(mark: Element) -> CitedItem:
    """Return the work of a mark that the office program itself has set (ODF 1.3-3, 8.1.12)."""
    given: dict[str, str] = {
        name: (mark.get(f"{TEXT}{name}") or "").strip()
        for name in ("identifier", "title", "author", "year", "publisher", "url", "pages")
    }
    work: dict[str, Any] = {}
    for field_name, name in (("title", "title"), ("publisher", "publisher"), ("URL", "url")):
        if given[name]:
            work[field_name] = given[name]
    if given["author"]:
        work["author"] = [{"literal": name.strip()} for name in given["author"].split(";")]
    if given["year"].isascii() and given["year"].isdigit():
        work["issued"] = {"date-parts": [[int(given["year"])]]}
    return CitedItem(given["identifier"] or None, work=work)


def _words(text: str | None) -> str:
    """Return text with white space as it is shown (ODF 1.3-3, 6.1.2)."""
    if not text:
        return ""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"
