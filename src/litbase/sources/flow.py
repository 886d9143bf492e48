"""The flow of an HTML body (of a web page or an e-book) as headings and blocks of text."""

import re
from collections.abc import Iterator

from litbase.formats.markup import Element
from litbase.sources.numbers import in_style, whole
from litbase.sources.sections import SectionWriter
from litbase.sources.table_rows import TableCell, table_text

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"  # noqa: SIM905
    " figure footer form header hgroup hr html legend li main nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul".split()
)
_IN_CELLS_OF_LAYOUT = (
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "pre",
    "blockquote",
    "article",
    "section",
)
_SPACE = re.compile(r"[^\S\n]+|\n")
_RAISED = re.compile(r"\s*([-−]?\d{1,2})\s*")
_EXPONENTS = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[a-z*†‡§]{1,2})[\])]?")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphen, zero-width characters
_LIGATURES = {ord(c): t for c, t in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)}


def readable(text: str) -> str:
    """Return *text* without unseen characters and ligatures."""
    return text.translate(_UNSEEN).translate(_LIGATURES)


def write_flow(element: Element, writer: SectionWriter) -> None:
    """Write the visible text of *element* in document order: headings, paragraphs, list items, table rows.

    Marks that point to a note are left out, since the note itself stands in the text; numbers of list items, which
    a browser shows, are put in.
    """
    flow = _Flow(writer)
    flow.element(element)
    flow.end_block()


def inline_text(element: Element) -> str:
    """Return the text of *element* on one line."""
    return " ".join(readable("".join(_pieces(element))).split())


class _Flow:
    """Gathers inline text until a block begins or ends. Trees are at most 256 deep (see `formats.markup`)."""

    def __init__(self, writer: SectionWriter) -> None:
        self._writer = writer
        self._pieces: list[str] = []
        self._number = ""  # of the list item whose text has not come yet

    def end_block(self) -> None:
        text, self._pieces = readable("".join(self._pieces)), []
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
        if text:
            self._writer.block(self._number + text)
            self._number = ""

    def element(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or _is_note_mark(element):
            return
        if (raised := _raised(element)) is not None:
            self._pieces.append(raised)
        elif tag in _HEADINGS:
            self.end_block()
            self._writer.heading(inline_text(element).rstrip("¶# "))
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "pre":
            self.end_block()
            self._writer.block(readable("".join(element.itertext())))
        elif tag == "table" and _holds_figures(element):
            self._table(element)
        elif tag == "ol":
            self._ordered(element)
        elif tag in _BLOCKS:
            self.end_block()
            self._inside(element)
            self.end_block()
        else:
            self._inside(element)

    def _ordered(self, items: Element) -> None:
        self.end_block()
        number, style = whole(items.get("start"), 1), items.get("type") or "1"
        for child in items:
            if child.tag == "li":
                number = whole(child.get("value"), number)
                self._number = f"{in_style(number, style)}. "
                number += 1
            self.element(child)
            self._number = ""

    def _inside(self, element: Element) -> None:
        self._text(element.text)
        for child in element:
            self.element(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(_SPACE.sub(" ", text))

    def _table(self, table: Element) -> None:
        self.end_block()
        for caption in table.iter("caption"):
            self._writer.block(inline_text(caption))
        self._writer.block(table_text(map(_cells, table.iter("tr"))))


def _cells(row: Element) -> Iterator[TableCell]:
    for cell in row:
        if cell.tag in ("td", "th"):
            yield TableCell(inline_text(cell), whole(cell.get("colspan"), 1), whole(cell.get("rowspan"), 1))


def _holds_figures(table: Element) -> bool:
    """Tell a table of facts from one that only lays out the page."""
    return next(table.iterdescendants(*_IN_CELLS_OF_LAYOUT), None) is None and any(
        sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr")
    )


def _pieces(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or _is_note_mark(element):
        return
    if (raised := _raised(element)) is not None:
        yield raised
        return
    block = element.tag in _BLOCKS or element.tag == "br"
    if block:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if block:
        yield " "


def _raised(element: Element) -> str | None:
    """Return a raised number in raised digits, so that 10³ is not read as 103; None for anything else."""
    written = _RAISED.fullmatch(element.text or "") if element.tag == "sup" and not len(element) else None
    return None if written is None else written[1].translate(_EXPONENTS)


def _is_note_mark(element: Element) -> bool:
    """Tell the raised number that leads to a note from an ordinal or an exponent: it is a link within the document."""
    if "noteref" in f"{element.get('role') or ''} {element.get('epub:type') or ''}":
        return True
    if element.tag not in ("sup", "a") or not _NOTE_MARK.fullmatch("".join(element.itertext()).strip()):
        return False
    if element.tag == "a":
        return "#" in (element.get("href") or "") and next(element.iter("sup"), None) is not None
    return any("#" in (link.get("href") or "") for link in element.iter("a"))
