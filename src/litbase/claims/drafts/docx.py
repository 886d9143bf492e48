"""Manuscripts in Word's format (ECMA-376): the text after all revisions, with its fields, notes and styles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litbase.claims.draft import Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.office_citations import (
    is_bibliography,
    read_bookmarks,
    read_field,
    read_tag,
    read_word_sources,
)
from litbase.claims.drafts.office_text import OfficeText, Paragraph, is_quotation_style
from litbase.errors import DraftError
from litbase.formats.archives import SafeZip, open_zip
from litbase.formats.markup import Element
from litbase.sources.docx_numbering import Numbering, read_numbering
from litbase.sources.docx_styles import BODY_TEXT, Style, W, is_on, numbering_of, read_styles, value_of
from litbase.sources.numbers import whole
from litbase.sources.office import part

_GONE = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "delText", "delInstrText", "annotationRef")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_INDENTED = 400  # twentieths of a point on both sides by which a quotation is set off
_SOURCES = re.compile(r"customXml/item\d+\.xml")


def read_docx(path: Path) -> Draft:
    """Read a manuscript in DOCX. Raises DraftError if it holds no text, SourceError if it is broken or too large."""
    with open_zip(path) as archive:
        body = part(archive, "word/document.xml")
        if body is None:
            raise DraftError(f"'{path.name}' lacks its text", "save the manuscript again")
        document = _Document(
            read_styles(part(archive, "word/styles.xml")),
            read_numbering(part(archive, "word/numbering.xml")),
            _read_notes(archive),
            _read_sources(archive),
            read_bookmarks(part(archive, "docProps/custom.xml")),
        )
    document.blocks(body)
    document.write_notes()
    return document.text.draft(DraftFormat.DOCX)


def _read_notes(archive: SafeZip) -> dict[tuple[str, str], Element]:
    """Return footnotes and endnotes by kind and id, separators left out."""
    notes = {}
    for kind in ("footnote", "endnote"):
        root = part(archive, f"word/{kind}s.xml")
        for note in () if root is None else root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                notes[kind, note.get(f"{W}id") or ""] = note
    return notes


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
    lists: int = 0  # depth of content controls that hold a list of references

    def blocks(self, element: Element) -> None:
        """Read paragraphs and tables, through content controls and custom XML."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}sdt":
                is_list = child.find(f"{W}sdtPr/{W}bibliography") is not None
                self.lists += is_list
                self.blocks(child)
                self.lists -= is_list
            elif child.tag not in _GONE and child.tag != _FALLBACK:
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
        style = self._style(properties)
        if style.is_contents or style.hidden:
            return
        written = self.text.begin(self._kind(properties, style))
        number = self.numbering.next(properties, style)
        written.label = re.sub(r"\W", "", number) or None if number else None
        written.is_heading = self._is_heading(properties, style)
        written.is_reference = self._is_in_list()
        self._inline(paragraph)
        written.is_reference = written.is_reference or self._is_in_list()
        self.text.end(written)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _style(self, properties: Element | None) -> Style:
        return self.styles.get(value_of(properties, "pStyle") or "") or self.styles.get("", Style())

    def _kind(self, properties: Element | None, style: Style) -> SentenceKind:
        if style.name == "caption":
            return SentenceKind.CAPTION
        if is_quotation_style(style.name) or _is_set_off(properties):
            return SentenceKind.QUOTED
        return SentenceKind.PROSE

    def _is_heading(self, properties: Element | None, style: Style) -> bool:
        own = value_of(properties, "outlineLvl")
        level = whole(own, BODY_TEXT) if own else style.outline
        return style.is_title or style.is_subtitle or (level is not None and level < BODY_TEXT)

    def _is_in_list(self) -> bool:
        """Tell whether the place read stands in the list of references that a program has written."""
        return self.lists > 0 or any(
            each.is_shown and is_bibliography("".join(each.instruction)) for each in self.fields
        )

    def _inline(self, element: Element) -> None:
        """Read the text inside a paragraph."""
        for child in element:
            tag = child.tag
            if tag in _GONE or tag == _FALLBACK or (tag == f"{W}r" and self._is_hidden(child)):
                continue
            if tag == f"{W}t":
                self._add(child.text or "")
            elif tag in _SIGNS:
                self._add(_SIGNS[tag])
            elif tag == f"{W}sym":
                self._add(_symbol(child))
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
            elif tag in _NOTES:
                self._call(_NOTES[tag], child.get(f"{W}id") or "")
            elif tag == f"{W}r" and value_of(child.find(f"{W}rPr"), "vertAlign") == "superscript":
                start = self.text.length
                self._inline(child)
                self.text.raise_from(start)
            else:
                self._inline(child)

    def _add(self, text: str) -> None:
        if not self.fields or self.fields[-1].is_shown:
            self.text.add(text)

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(f"{W}rPr")
        style = self.styles.get(value_of(properties, "rStyle") or "-")
        return is_on(properties, "vanish") or (style is not None and style.hidden)

    def _field_mark(self, mark: Element) -> None:
        """Read the begin, separator or end of a complex field (ECMA-376-1, 17.16.18)."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(_Field(self.text.length))
            kept = mark.findtext(f"{W}fldData")
            for each in self.fields if kept else ():
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
        start = self.text.length
        self._inline(control)
        self.text.cite(start, read_tag(value_of(control.find(f"{W}sdtPr"), "tag") or ""))

    def _call(self, kind: str, identifier: str) -> None:
        if (kind, identifier) in self.notes and (not self.fields or self.fields[-1].is_shown):
            self.called.append((kind, identifier))
            self.text.call(str(len(self.called)), f"[{len(self.called)}]")

    def _table(self, table: Element) -> None:
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl"), None) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            written = self.text.begin(SentenceKind.TABLE_ROW)
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr"), None) is row:
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


def _symbol(element: Element) -> str:
    """Return a w:sym as its character; fonts such as Wingdings sit in the private area and say nothing."""
    code = element.get(f"{W}char") or ""
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
    return chr(number) if 0x20 <= number < 0xD800 else ""
