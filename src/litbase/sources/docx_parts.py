"""What every reader of a Word document needs: its parts, and what its elements are (ECMA-376)."""

import posixpath
import re
from collections.abc import Mapping

from litbase.formats.archives import SafeZip
from litbase.formats.markup import Element, parse_xml
from litbase.sources.docx_styles import BODY_TEXT, Style, W, is_on, value_of
from litbase.sources.numbers import whole
from litbase.sources.office import part

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GONE = frozenset(
    (*(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "delText", "delInstrText", "rt")), FALLBACK)
)
"""Elements that show nothing: what was deleted, properties, how a word is spoken, what stands in for a drawing."""
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
MAIN = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO/IEC 29500-1: the same elements
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class DocxParts:
    """The parts of one document by what they are, whatever they are called (ECMA-376-2, 6.5)."""

    def __init__(self, archive: SafeZip) -> None:
        self._archive = archive
        self.main = _targets(archive, "").get("officeDocument", MAIN)
        self._targets = _targets(archive, self.main)

    def body(self) -> Element | None:
        return self._read(self.main)

    def part(self, kind: str) -> Element | None:
        """Return the root of the part of a kind ("styles", "footnotes"), None if there is none."""
        return self._read(self._targets.get(kind, f"word/{kind}.xml"))

    def _read(self, name: str) -> Element | None:
        if name not in self._archive.names:
            return None
        return parse_xml(self._archive.read(name).replace(_STRICT, W[1:-1].encode()))

    def notes(self) -> Mapping[tuple[str, str], Element]:
        """Return footnotes and endnotes by kind and id, separators left out."""
        notes = {}
        for kind in ("footnote", "endnote"):
            root = self.part(f"{kind}s")
            for note in () if root is None else root.iter(f"{W}{kind}"):
                if note.get(f"{W}type") in (None, "normal"):
                    notes[kind, note.get(f"{W}id") or ""] = note
        return notes


def _targets(archive: SafeZip, source: str) -> dict[str, str]:
    """Return the parts that *source* relates to, by the last word of what relates them; "" is the archive itself."""
    folder, name = posixpath.split(source)
    root = part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in () if root is None else root.iter(_RELATION):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        if target in archive.names:
            found.setdefault(kind, target)
    return found


def style_of(properties: Element | None, styles: Mapping[str, Style]) -> Style:
    """Return the style of a paragraph, that of all paragraphs where it has none of its own."""
    return styles.get(value_of(properties, "pStyle") or "") or styles.get("", Style())


def is_heading(properties: Element | None, style: Style) -> bool:
    """Tell whether a paragraph heads others: by its own outline level or by its style's."""
    own = value_of(properties, "outlineLvl")
    level = whole(own, BODY_TEXT) if own else style.outline
    return style.is_title or (level is not None and level < BODY_TEXT)


def is_hidden(run: Element, styles: Mapping[str, Style]) -> bool:
    """Tell whether a run of text is hidden, by itself or by its style."""
    properties = run.find(f"{W}rPr")
    style = styles.get(value_of(properties, "rStyle") or "-")
    return is_on(properties, "vanish") or (style is not None and style.hidden)


def symbol(element: Element) -> str:
    """Return a w:sym as its character; fonts such as Wingdings sit in the private area and say nothing."""
    code = element.get(f"{W}char") or ""
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
    return chr(number) if 0x20 <= number < 0xD800 else ""


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table that were not deleted, not those of tables inside it."""
    return [
        row
        for row in table.iter(f"{W}tr")
        if next(row.iterancestors(f"{W}tbl"), None) is table and row.find(f"{W}trPr/{W}del") is None
    ]


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row, not those of tables inside it."""
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr"), None) is row]


def span_of(cell: Element) -> int:
    """Return how many columns a cell spans (ECMA-376-1, 17.4.17)."""
    return whole(value_of(cell.find(f"{W}tcPr"), "gridSpan"), 1)
