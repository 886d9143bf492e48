"""OpenDocument texts (ODF 1.3): the text as it stands after all revisions, without what is hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from litbase.errors import CorruptSource
from litbase.formats.archives import open_zip
from litbase.formats.markup import Element
from litbase.model.page import Guess, Reading
from litbase.sources.flow import readable
from litbase.sources.guessing import title_guess
from litbase.sources.kinds import MediaType
from litbase.sources.numbers import whole
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
from litbase.sources.office import guess_from_properties, part, stated_language, with_text
from litbase.sources.sections import SectionWriter, reading_of
from litbase.sources.table_rows import TableCell, table_text


def read_odt(path: Path) -> Reading:
    """Read an ODT: sections by headings, tables row by row, notes at the end of their section.

    Raises CorruptSource if it is broken or holds no text, EncryptedSource, SourceTooCostly.
    """
    with open_zip(path) as archive:
        refuse_encrypted(archive, path.name)
        content = part(archive, "content.xml")
        properties = part(archive, "meta.xml")
    body = None if content is None else next(content.iter(f"{OFFICE}text"), None)
    if content is None or body is None:
        raise CorruptSource(f"'{path.name}' lacks its text", "get the file again")
    document = _Document(frozenset(hidden_styles(content)), _named(content, "Title"))
    document.blocks(body)
    sections = with_text(document.writer.sections(), path.name)
    return reading_of(
        sections,
        media_type=MediaType.ODT,
        guesses=_titles(document),
        weaker=guess_from_properties(properties, "document properties"),
        language=stated_language(properties),
    )


def _titles(document: "_Document") -> Iterator[Guess]:
    yield from title_guess(" ".join(document.titles), "title style")


def _named(content: Element, parent: str) -> frozenset[str]:
    """Return the names of *parent* and of the automatic styles made from it."""
    made = (
        s.get(f"{STYLE}name") for s in content.iter(f"{STYLE}style") if s.get(f"{STYLE}parent-style-name") == parent
    )
    return frozenset({parent, *filter(None, made)})


@dataclass(slots=True)
class _Document:
    """The walk through one document."""

    hidden: frozenset[str]
    title_styles: frozenset[str]
    writer: SectionWriter = field(default_factory=SectionWriter)
    titles: list[str] = field(default_factory=list)
    noted: int = 0

    def blocks(self, element: Element) -> None:
        """Write headings, paragraphs and tables, through lists, sections and frames."""
        for child in element:
            if not is_shown(child, self.hidden):
                continue
            if child.tag in (f"{TEXT}h", f"{TEXT}p"):
                self._paragraph(child)
            elif child.tag == f"{TABLE}table":
                self._table(child)
            else:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        inline, boxes, notes = list[str](), list[Element](), list[Element]()
        self._inline(paragraph, inline, boxes, notes)
        text = "\n".join(" ".join(line.split()) for line in readable("".join(inline)).split("\n")).strip()
        is_title = paragraph.get(f"{TEXT}style-name") in self.title_styles
        if is_title and text:
            self.titles.append(text)
        if is_title or paragraph.tag == f"{TEXT}h":
            self.writer.heading(text)
        else:
            self.writer.block(text)
        for box in boxes:
            self.blocks(box)
        for note in notes:
            self.noted += 1
            self.writer.note(f"[{self.noted}] {self._flat(note)}")

    def _inline(self, element: Element, inline: list[str], boxes: list[Element], notes: list[Element]) -> None:
        inline.append(element.text or "")
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}note":
                notes.append(child)
            elif tag == f"{DRAW}text-box":
                boxes.append(child)
            elif (sign := sign_of(child)) is not None:
                inline.append(sign)
            elif is_shown(child, self.hidden):
                self._inline(child, inline, boxes, notes)
            inline.append(child.tail or "")

    def _table(self, table: Element) -> None:
        self.writer.block(table_text(map(self._cells, rows_of(table))))

    def _cells(self, row: Element) -> Iterator[TableCell]:
        """Yield the cells of a row; what another cell covers is empty (OpenDocument 1.3, part 3, 9.1.5)."""
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            is_covered = cell.tag == f"{TABLE}covered-table-cell"
            repeated = whole(cell.get(f"{TABLE}number-columns-repeated"), 1)
            yield TableCell("" if is_covered else self._flat(cell), repeated if is_covered else 1)

    def _flat(self, element: Element) -> str:
        """Return the paragraphs inside *element* on one line."""
        inline = list[str]()
        for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h"):
            self._inline(paragraph, inline, [], [])
            inline.append(" ")
        return " ".join(readable("".join(inline)).split())
