"""The page being set: where the next block goes, what stands at head and foot, which footnotes are due."""

import re
from dataclasses import dataclass, field

from furniture import FURNITURE, LEFT, RIGHT
from manuscript import FICTIONAL, Manuscript
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

SIZES = {"report": (468, 666), "index": (468, 666), "article": (482, 680), "commission": A4, "law": A4}
TOP, BOTTOM, GUTTER = 80, 78, 18
BREAKS = re.compile(r"(?<=[a-z]{4})(tions?|sions?|ments?|ness|ship|tors?)\b")


def roman(number: int) -> str:
    numeral = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            numeral, number = numeral + letters, number - value
    return numeral


def inline(text: str) -> str:
    """Turn the marks of a manuscript into reportlab's, with soft hyphens where long words may break."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = re.sub(r"\[\^(\d+)\]", r"<super>\1</super>", text)
    text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”").replace("'", "’")
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    return BREAKS.sub("\xad\\1", text)


@dataclass(frozen=True, slots=True)
class Styles:
    ink: HexColor
    small: bool

    def make(self, name: str) -> ParagraphStyle:
        size = 9.5 if self.small else 10
        text = {"fontName": "Times-Roman", "fontSize": size, "leading": size * 1.3, "spaceAfter": size * 0.6}
        text |= {"alignment": 4, "embeddedHyphenation": 1, "uriWasteReduce": 0}
        bold = {"fontName": "Helvetica-Bold", "textColor": self.ink, "alignment": 0}
        changes: dict[str, dict[str, object]] = {
            "text": {},
            "numbered": {"leftIndent": 0},
            "item": {"leftIndent": 18},
            "abstract": {"leftIndent": 24, "rightIndent": 24, "spaceBefore": 6, "fontSize": 9, "leading": 11.5},
            "chapter": bold | {"fontSize": 18, "leading": 22, "spaceAfter": 12},
            "part": bold | {"fontSize": 12, "leading": 15, "spaceBefore": 10, "spaceAfter": 6},
            "heading": bold | {"fontSize": 10.5, "leading": 13, "spaceBefore": 6, "spaceAfter": 4},
            "caption": bold | {"fontSize": 9, "leading": 11, "spaceBefore": 4, "spaceAfter": 4},
            "cell": {"fontName": "Helvetica", "fontSize": 8, "leading": 10, "alignment": 0},
            "note": {"fontSize": 8, "leading": 9.6, "spaceAfter": 1},
            "title": bold | {"fontSize": 16, "leading": 20, "spaceAfter": 8},
        }
        return ParagraphStyle(name, **(text | changes[name]))


@dataclass(slots=True)
class Setting:
    """The state of one document being set. `number` is the printed number, `chapters` the contents found so far."""

    canvas: Canvas
    manuscript: Manuscript
    contents: list[tuple[str, str]]
    styles: Styles
    numbering: str = "arabic"
    number: int = 1
    columns: int = 1
    column: int = 0
    y: float = 0
    top: float = 0
    footnotes: list[str] = field(default_factory=list)
    chapters: list[tuple[str, str]] = field(default_factory=list)
    chapter: str = ""
    bare: bool = False
    width: float = 0
    height: float = 0

    def __post_init__(self) -> None:
        self.width, self.height = SIZES[self.layout]
        self.y = self.top = self.height - TOP

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.column == 0 and self.y >= self.height - TOP

    @property
    def layout(self) -> str:
        return self.manuscript["layout"]

    @property
    def label(self) -> str:
        return roman(self.number) if self.numbering == "roman" else str(self.number)

    @property
    def column_width(self) -> float:
        return (self.width - LEFT - RIGHT - GUTTER * (self.columns - 1)) / self.columns

    @property
    def x(self) -> float:
        return LEFT + self.column * (self.column_width + GUTTER)

    def floor(self, notes: tuple[str, ...] = ()) -> float:
        """Return the lowest y that text may reach above the footnotes of this page and *notes*."""
        height = sum(self._note(note).wrap(self.column_width, self.height)[1] + 1 for note in (*self.footnotes, *notes))
        return BOTTOM + (height + 10 if height else 0)

    def _note(self, note: str) -> Paragraph:
        number, words = note.split(" ", 1)
        return Paragraph(f"<super>{number}</super> {inline(words)}", self.styles.make("note"))

    def place(self, flowable: Flowable, notes: tuple[str, ...] = ()) -> None:
        """Set *flowable* here, going on in the next column or page; a paragraph with notes is kept whole."""
        before, after = flowable.getSpaceBefore(), flowable.getSpaceAfter()
        self.y -= before if self.y < self.top else 0
        room = self.y - self.floor(notes)
        height = flowable.wrap(self.column_width, room)[1]
        if height > room + 0.1:
            parts = [] if notes else flowable.split(self.column_width, room)
            if len(parts) > 1:
                self.place(parts[0])
                self.next_column()
                for part in parts[1:]:
                    self.place(part)
                return
            self.next_column()
            flowable.wrap(self.column_width, self.y)
        flowable.drawOn(self.canvas, self.x, self.y - height)
        self.footnotes.extend(notes)
        self.y -= height + after

    def next_column(self) -> None:
        if self.column + 1 < self.columns:
            self.column += 1
            self.y = self.top
        else:
            self.next_page()

    def next_page(self) -> None:
        self._furniture()
        self.canvas.showPage()
        self.number += 1
        self.column, self.y, self.top = 0, self.height - TOP, self.height - TOP
        self.footnotes, self.bare = [], False

    def _furniture(self) -> None:
        for_notes = self.floor() - 12
        for note in self.footnotes:
            paragraph = self._note(note)
            for_notes -= paragraph.wrap(self.column_width, self.height)[1] + 1
            paragraph.drawOn(self.canvas, LEFT, for_notes)
        if self.footnotes:
            self.canvas.line(LEFT, self.floor() - 8, LEFT + 120, self.floor() - 8)
        self.canvas.setFont("Helvetica", 7)
        self.canvas.drawCentredString(self.width / 2, 26, FICTIONAL)
        if not self.bare:
            FURNITURE[self.layout](self)
