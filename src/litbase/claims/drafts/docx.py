"""Manuscripts in Word's format (ECMA-376): the text after all revisions, with its fields, notes and styles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litbase.claims.draft import Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.formulas import figure_in
from litbase.claims.drafts.office_citations import (
    is_bibliography,
    read_bookmarks,
    read_field,
    read_tag,
    read_word_sources,
)
from litbase.claims.drafts.office_text import OfficeText, Paragraph, is_quotation_style
from litbase.claims.plain import Plain
from litbase.errors import DraftError
from litbase.formats.archives import SafeZip, open_zip
from litbase.formats.markup import Element
from litbase.sources.docx_numbering import Numbering, read_numbering
from litbase.sources.docx_parts import (
    GONE,
    NOTES,
    SIGNS,
    DocxParts,
    cells_of,
    is_heading,
    is_hidden,
    rows_of,
    style_of,
    symbol,
)
from litbase.sources.docx_styles import Style, W, is_on, numbering_of, read_styles, value_of
from litbase.sources.numbers import whole
from litbase.sources.office import part

_GONE = GONE | {f"{W}annotationRef"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PLAIN_MATH = frozenset(f"{_MATH}{name}" for name in ("oMath", "r", "e", "sSup", "sSupPr", "ctrlPr", "rPr"))
_DEEPEST_FIELD = 10  # fields inside fields
_INDENTED = 400  # twentieths of a point on both sides by which a quotation is set off
_SOURCES = re.compile(r"customXml/item\d+\.xml")


def read_docx(path: Path) -> Draft:
    """Read a manuscript in DOCX. Raises DraftError if it holds no text, SourceError if it is broken or too large."""
    with open_zip(path) as archive:
        parts = DocxParts(archive)
        body = parts.body()
        if body is None:
            raise DraftError(f"'{path.name}' lacks its text", "save the manuscript again")
        document = _Document(
            read_styles(parts.part("styles")),
            read_numbering(parts.part("numbering")),
            parts.notes(),
            _read_sources(archive),
            read_bookmarks(part(archive, "docProps/custom.xml")),
        )
    document.blocks(body)
    document.end_paragraph()
    document.write_notes()
    return document.text.draft(DraftFormat.DOCX)


def _read_sources(archive: SafeZip) -> dict[str, dict[str, Any]]:
    """Return the works of Word's own list of sources by tag."""
    found: dict[str, dict[str, Any]] = {}
    for name in sorted(archive.names):
        if _SOURCES.fullmatch(name) and b"bibliography" in archive.read(name)[:2000]:
            found |= dict(read_word_sources(part(archive, name)))
    return found


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction so far, and where its result begins."""

    start: int
    instruction: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    is_shown: bool = False


@dataclass(slots=True)
class _Document:
    """The walk through one document."""

    styles: Mapping[str, Style]
    numbering: Numbering
    notes: Mapping[tuple[str, str], Element]
    sources: Mapping[str, Mapping[str, Any]]
    bookmarks: Mapping[str, str]
    """Field codes by the name of the bookmark that they belong to."""
    text: OfficeText = field(default_factory=OfficeText)
    fields: list[_Field] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    marked: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Bookmarks that are open, by id: where they begin, and their field code."""
    going_on: Paragraph | None = None
    """The paragraph that is open because its end was deleted: the next one goes on with it."""
    lists: int = 0  # depth of content controls that hold a list of references

    def blocks(self, element: Element) -> None:
        """Read paragraphs and tables, through content controls and custom XML."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self.end_paragraph()
                self._table(child)
            elif child.tag == f"{W}sdt":
                is_list = child.find(f"{W}sdtPr/{W}bibliography") is not None
                self.lists += is_list
                self.blocks(child)
                self.lists -= is_list
            elif child.tag not in _GONE:
                self.blocks(child)

    def write_notes(self) -> None:
        """Write the notes behind the text, in the order in which they are called."""
        for number, name in enumerate(self.called, start=1):
            for paragraph in self.notes[name].iter(f"{W}p"):
                written = self.text.begin(SentenceKind.NOTE)
                written.note = str(number)
                self._inline(paragraph)
                self.text.end(written)
            self.fields.clear()

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = style_of(properties, self.styles)
        if style.is_contents or style.hidden:
            return
        written = self.going_on or self.text.begin(SentenceKind.PROSE)
        written.kind = self._kind(properties, style)
        number = self.numbering.next(properties, style)
        written.label = re.sub(r"\W", "", number) or None if number else None
        written.is_heading = style.is_subtitle or is_heading(properties, style)
        written.is_reference = self._is_in_list()
        self._inline(paragraph)
        written.is_reference = written.is_reference or self._is_in_list()
        self.going_on = written if _is_joined(properties) and self.text.length > written.start else None
        if self.going_on is None:
            self.text.end(written)
        boxes, self.boxes = self.boxes, []
        for box in boxes if self.going_on is None else ():
            self.blocks(box)

    def end_paragraph(self) -> None:
        """End a paragraph whose own end was deleted, with nothing left that it goes on with."""
        if self.going_on is not None:
            self.text.end(self.going_on)
            self.going_on = None

    def _kind(self, properties: Element | None, style: Style) -> SentenceKind:
        if style.name == "caption":
            return SentenceKind.CAPTION
        if is_quotation_style(style.name) or _is_set_off(properties):
            return SentenceKind.QUOTED
        return SentenceKind.PROSE

    def _is_in_list(self) -> bool:
        """Tell whether the place read stands in the list of references that a program has written."""
        return self.lists > 0 or any(
            each.is_shown and is_bibliography("".join(each.instruction)) for each in self.fields
        )

    def _inline(self, element: Element) -> None:
        """Read the text inside a paragraph."""
        for child in element:
            tag = child.tag
            if tag in _GONE or (tag == f"{W}r" and is_hidden(child, self.styles)):
                continue
            if tag == f"{W}t":
                self._add(child.text or "")
            elif tag in SIGNS:
                self._add(SIGNS[tag])
            elif tag == f"{W}sym":
                self._add(symbol(child))
            elif tag == f"{_MATH}oMath":
                self._add(_figure(child))
            elif tag == f"{W}fldChar":
                self._field_mark(child)
            elif tag == f"{W}instrText":
                if self.fields and not self.fields[-1].is_shown:
                    self.fields[-1].instruction.append(child.text or "")
            elif tag == f"{W}fldSimple":
                self._simple_field(child)
            elif tag == f"{W}sdt":
                self._control(child)
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._bookmark(child)
            elif tag in NOTES:
                self._call(NOTES[tag], child.get(f"{W}id") or "")
            elif tag == f"{W}r":
                self._run(child)
            else:
                self._inline(child)

    def _run(self, run: Element) -> None:
        """Read a run of text; what is struck through is shown but is no word of its sentence."""
        start, properties = self.text.length, run.find(f"{W}rPr")
        self._inline(run)
        if value_of(properties, "vertAlign") == "superscript":
            self.text.raise_from(start)
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self.text.strike_from(start)

    def _add(self, text: str) -> None:
        if not self.fields or self.fields[-1].is_shown:
            self.text.add(text)

    def _field_mark(self, mark: Element) -> None:
        """Read the begin, separator or end of a complex field (ECMA-376-1, 17.16.18)."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(_Field(self.text.length))
            kept = mark.findtext(f"{W}fldData")
            for each in self.fields[-_DEEPEST_FIELD:] if kept else ():
                each.kept.append(kept)
        elif kind == "separate" and self.fields:
            self.fields[-1].is_shown = True
            self.fields[-1].start = self.text.length
        elif kind == "end" and self.fields:
            self._end_field(self.fields.pop())

    def _end_field(self, ended: _Field) -> None:
        instruction = "".join(ended.instruction)
        if is_bibliography(instruction) and self.text.paragraphs:
            self.text.paragraphs[-1].is_reference = True
        if not self.fields or self.fields[-1].is_shown:
            self.text.cite(ended.start, read_field(instruction, kept="".join(ended.kept), sources=self.sources))

    def _simple_field(self, element: Element) -> None:
        start = self.text.length
        self._inline(element)
        self.text.cite(start, read_field(element.get(f"{W}instr") or "", sources=self.sources))

    def _bookmark(self, mark: Element) -> None:
        """Read the begin or end of a bookmark; Zotero can keep its citations in bookmarks instead of fields."""
        identifier, code = mark.get(f"{W}id") or "", self.bookmarks.get(mark.get(f"{W}name") or "")
        if mark.tag == f"{W}bookmarkStart" and code is not None:
            self.marked[identifier] = (self.text.length, code)
        elif mark.tag == f"{W}bookmarkEnd" and identifier in self.marked:
            start, code = self.marked.pop(identifier)
            self.text.cite(start, read_field(code, sources=self.sources))

    def _control(self, control: Element) -> None:
        """Read a content control; Mendeley Cite keeps its citations in the control's tag."""
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            return  # "Click here to enter text"
        start = self.text.length
        self._inline(control)
        self.text.cite(start, read_tag(value_of(control.find(f"{W}sdtPr"), "tag") or ""))

    def _call(self, kind: str, identifier: str) -> None:
        if (kind, identifier) in self.notes and (not self.fields or self.fields[-1].is_shown):
            self.called.append((kind, identifier))
            self.text.call(str(len(self.called)), f"[{len(self.called)}]")

    def _table(self, table: Element) -> None:
        for row in rows_of(table):
            written = self.text.begin(SentenceKind.TABLE_ROW)
            for cell in cells_of(row):
                self._cell(cell, written)
            self.text.end(written)

    def _cell(self, cell: Element, row: Paragraph) -> None:
        if self.text.length > row.start:
            self.text.add("\t")
        for index, paragraph in enumerate(cell.iter(f"{W}p")):
            if index:
                self.text.add(" ")
            self._inline(paragraph)


def _is_set_off(properties: Element | None) -> bool:
    """Tell whether a paragraph is indented on both sides, as quotations are."""
    indent = None if properties is None else properties.find(f"{W}ind")
    if indent is None or numbering_of(properties) is not None:
        return False
    left = max(whole(indent.get(f"{W}left"), 0), whole(indent.get(f"{W}start"), 0))
    right = max(whole(indent.get(f"{W}right"), 0), whole(indent.get(f"{W}end"), 0))
    return min(left, right) >= _INDENTED


def _is_joined(properties: Element | None) -> bool:
    """Tell whether the end of a paragraph was deleted (ECMA-376-1, 17.13.5.15)."""
    return properties is not None and any(
        properties.find(f"{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom")
    )


def _figure(formula: Element) -> str:
    """Return the number that a formula is in disguise, "" if it is none."""
    figure = figure_in(Plain.of(_formula(formula)))
    return "" if figure is None else figure.text


def _formula(element: Element) -> str:
    """Return a formula on one line (ECMA-376-1, 22.1); anything but a power keeps it from being a number."""
    if element.tag == f"{_MATH}t":
        return element.text or ""
    inside = "".join(map(_formula, element))
    if element.tag == f"{_MATH}sup":
        return f"^{{{inside}}}"
    return inside if element.tag in _PLAIN_MATH else f"?{inside}"
