"""Word documents (ECMA-376): the text as it stands after all revisions, without what is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from litbase.errors import CorruptSource
from litbase.formats.archives import open_zip
from litbase.formats.markup import Element
from litbase.model.page import Guess, Reading
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
    span_of,
    style_of,
    symbol,
)
from litbase.sources.docx_styles import Style, W, read_styles
from litbase.sources.flow import readable
from litbase.sources.guessing import plain_guess, title_guess
from litbase.sources.kinds import MediaType
from litbase.sources.office import guess_from_properties, part, stated_language, with_text
from litbase.sources.sections import SectionWriter, reading_of
from litbase.sources.table_rows import TableCell, table_text


def read_docx(path: Path) -> Reading:
    """Read a DOCX: sections by heading styles, tables row by row, notes at the end of their section.

    Raises CorruptSource if it is broken or holds no text, EncryptedSource, SourceTooCostly.
    """
    with open_zip(path) as archive:
        parts = DocxParts(archive)
        body = parts.body()
        if body is None:
            raise CorruptSource(f"'{path.name}' lacks its text", "get the file again")
        document = _Document(
            read_styles(parts.part("styles")),
            read_numbering(parts.part("numbering")),
            parts.notes(),
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
            elif child.tag not in GONE:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = style_of(properties, self.styles)
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

    def _write(self, text: str, style: Style, properties: Element | None) -> None:
        if style.is_title:
            self.titles.append(text)
        if style.is_subtitle:
            self.subtitles.append(text)
        if is_heading(properties, style):
            self.writer.heading(text)
        else:
            self.writer.block(text)

    def _inline(self, element: Element, inline: list[str], boxes: list[Element], notes: list[Element]) -> None:
        """Gather the text inside a paragraph, and the text boxes and notes that hang on it."""
        for child in element:
            tag = child.tag
            if tag in GONE or tag == f"{W}instrText" or (tag == f"{W}r" and is_hidden(child, self.styles)):
                continue
            if tag == f"{W}t":
                inline.append(child.text or "")
            elif tag in SIGNS:
                inline.append(SIGNS[tag])
            elif tag == f"{W}sym":
                inline.append(symbol(child))
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag in NOTES:
                note = self.notes.get((NOTES[tag], child.get(f"{W}id") or ""))
                notes += [note] if note is not None else []
            else:
                self._inline(child, inline, boxes, notes)

    def _note(self, note: Element) -> None:
        self.noted += 1
        self.writer.note(f"[{self.noted}] {self._flat(note)}")

    def _table(self, table: Element) -> None:
        notes = list[Element]()
        rows = ((TableCell(self._flat(cell, notes), span_of(cell)) for cell in cells_of(row)) for row in rows_of(table))
        self.writer.block(table_text(rows))
        for note in notes:
            self._note(note)

    def _flat(self, element: Element, notes: list[Element] | None = None) -> str:
        """Return the paragraphs inside *element* on one line."""
        inline, gathered = list[str](), list[Element]() if notes is None else notes
        for paragraph in element.iter(f"{W}p"):
            self._inline(paragraph, inline, [], gathered)
            inline.append(" ")
        return " ".join(readable("".join(inline)).split())
