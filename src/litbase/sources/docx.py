"""Word documents (ECMA-376): the text as it stands after all revisions, without what is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from litbase.errors import CorruptSource
from litbase.formats.archives import SafeZip, open_zip
from litbase.formats.markup import Element
from litbase.model.page import Guess, Reading
from litbase.sources.docx_numbering import Numbering, read_numbering
from litbase.sources.docx_styles import BODY_TEXT, Style, W, is_on, read_styles, value_of
from litbase.sources.flow import join_cells, readable
from litbase.sources.guessing import plain_guess, title_guess
from litbase.sources.kinds import MediaType
from litbase.sources.numbers import whole
from litbase.sources.office import guess_from_properties, part, stated_language, with_text
from litbase.sources.sections import SectionWriter, reading_of

_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


def read_docx(path: Path) -> Reading:
    """Read a DOCX: sections by heading styles, tables row by row, notes at the end of their section.

    Raises CorruptSource if it is broken or holds no text, EncryptedSource, SourceTooCostly.
    """
    with open_zip(path) as archive:
        body = part(archive, "word/document.xml")
        if body is None:
            raise CorruptSource(f"'{path.name}' lacks its text", "get the file again")
        document = _Document(
            read_styles(part(archive, "word/styles.xml")),
            read_numbering(part(archive, "word/numbering.xml")),
            _read_notes(archive),
        )
        document.blocks(body)
        properties = part(archive, "docProps/core.xml")
    sections = with_text(document.writer.sections(), path.name)
    return reading_of(
        sections,
        media_type=MediaType.DOCX,
        guesses=_titles(document),
        weaker=guess_from_properties(properties, "core properties"),
        language=stated_language(properties),
    )


def _titles(document: "_Document") -> Iterator[Guess]:
    yield from title_guess(" ".join(document.titles), "title style")
    yield from plain_guess("subtitle", " ".join(document.subtitles), "subtitle style")


def _read_notes(archive: SafeZip) -> Mapping[tuple[str, str], Element]:
    """Return footnotes and endnotes by kind and id, separators left out."""
    notes = {}
    for kind in ("footnote", "endnote"):
        root = part(archive, f"word/{kind}s.xml")
        for note in () if root is None else root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                notes[kind, note.get(f"{W}id") or ""] = note
    return notes


@dataclass(slots=True)
class _Document:
    """The walk through one document: what it looks up, and what it has written so far."""

    styles: Mapping[str, Style]
    numbering: Numbering
    notes: Mapping[tuple[str, str], Element]
    writer: SectionWriter = field(default_factory=SectionWriter)
    titles: list[str] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    noted: int = 0

    def blocks(self, element: Element) -> None:
        """Write paragraphs and tables, through content controls and custom XML."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _GONE:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self._style(properties)
        if style.is_contents or style.hidden:
            return
        inline, boxes, notes = list[str](), list[Element](), list[Element]()
        self._inline(paragraph, inline, boxes, notes)
        text = readable("".join(inline)).strip()
        if text:
            number = self.numbering.next(properties, style)
            self._write(f"{number} {text}" if number else text, style, properties)
        for box in boxes:
            self.blocks(box)
        for note in notes:
            self._note(note)

    def _style(self, properties: Element | None) -> Style:
        name = value_of(properties, "pStyle") or ""
        return self.styles.get(name) or self.styles.get("", Style())

    def _write(self, text: str, style: Style, properties: Element | None) -> None:
        own = value_of(properties, "outlineLvl")
        level = whole(own, BODY_TEXT) if own else style.outline
        if style.is_title:
            self.titles.append(text)
        if style.is_subtitle:
            self.subtitles.append(text)
        if style.is_title or (level is not None and level < BODY_TEXT):
            self.writer.heading(text)
        else:
            self.writer.block(text)

    def _inline(self, element: Element, inline: list[str], boxes: list[Element], notes: list[Element]) -> None:
        """Gather the text inside a paragraph, and the text boxes and notes that hang on it."""
        for child in element:
            tag = child.tag
            if tag in _GONE or tag == _FALLBACK:
                continue
            if tag == f"{W}r" and self._is_hidden(child):
                continue
            if tag == f"{W}t":
                inline.append(child.text or "")
            elif tag in _SIGNS:
                inline.append(_SIGNS[tag])
            elif tag == f"{W}sym":
                inline.append(_symbol(child))
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag in _NOTES:
                note = self.notes.get((_NOTES[tag], child.get(f"{W}id") or ""))
                notes += [note] if note is not None else []
            else:
                self._inline(child, inline, boxes, notes)

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(f"{W}rPr")
        style = self.styles.get(value_of(properties, "rStyle") or "-")
        return is_on(properties, "vanish") or (style is not None and style.hidden)

    def _note(self, note: Element) -> None:
        self.noted += 1
        self.writer.note(f"[{self.noted}] {self._flat(note)}")

    def _table(self, table: Element) -> None:
        notes = list[Element]()
        rows = (
            join_cells(self._flat(cell, notes) for cell in row.iter(f"{W}tc") if _row_of(cell) is row)
            for row in table.iter(f"{W}tr")
            if _table_of(row) is table and row.find(f"{W}trPr/{W}del") is None
        )
        self.writer.block("\n".join(filter(None, rows)))
        for note in notes:
            self._note(note)

    def _flat(self, element: Element, notes: list[Element] | None = None) -> str:
        """Return the paragraphs inside *element* on one line."""
        inline, gathered = list[str](), list[Element]() if notes is None else notes
        for paragraph in element.iter(f"{W}p"):
            self._inline(paragraph, inline, [], gathered)
            inline.append(" ")
        return " ".join(readable("".join(inline)).split())


def _row_of(cell: Element) -> Element:
    return next(cell.iterancestors(f"{W}tr"), None)


def _table_of(row: Element) -> Element:
    return next(row.iterancestors(f"{W}tbl"), None)


def _symbol(element: Element) -> str:
    """Return a w:sym as its character; fonts such as Wingdings sit in the private area and say nothing."""
    try:
        code = int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""
