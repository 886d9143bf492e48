"""Set a manuscript as a PDF: running heads, roman and arabic page numbers, columns, footnotes, tables."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from manuscript import FICTIONAL, Block, Manuscript
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

SIZES = {"report": (468, 666), "index": (468, 666), "article": (482, 680), "commission": A4, "law": A4}
LEFT, RIGHT, TOP, BOTTOM, GUTTER = 60, 60, 80, 78, 18
INK = {"report": "#17365d", "index": "#0b5345", "commission": "#000000", "article": "#000000", "law": "#000000"}
BREAKS = re.compile(r"(?<=[a-z]{4})(tions?|sions?|ments?|ness|ship|tors?)\b")


def roman(number: int) -> str:
    numeral = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            numeral, number = numeral + letters, number - value
    return numeral


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


def _report_furniture(setting: Setting) -> None:
    canvas, odd = setting.canvas, setting.number % 2
    canvas.setFont("Helvetica", 8)
    head = setting.chapter if odd else setting.manuscript["head"]
    draw, x = (canvas.drawRightString, setting.width - RIGHT) if odd else (canvas.drawString, LEFT)
    draw(x, setting.height - 52, head.upper())
    canvas.line(LEFT, setting.height - 58, setting.width - RIGHT, setting.height - 58)
    draw(x, 48, setting.label)


def _commission_furniture(setting: Setting) -> None:
    canvas = setting.canvas
    canvas.setFont("Times-Bold", 10)
    if setting.number > 1:
        canvas.drawString(LEFT, setting.height - 52, setting.manuscript["symbol"])
        canvas.line(LEFT, setting.height - 58, setting.width - RIGHT, setting.height - 58)
    canvas.drawRightString(setting.width - RIGHT, 48, f"{setting.number}")


def _article_furniture(setting: Setting) -> None:
    canvas, odd = setting.canvas, setting.number % 2
    canvas.setFont("Times-Italic", 9)
    journal = f"{setting.manuscript['journal']} {setting.manuscript['volume']} ({setting.manuscript['issue']})"
    canvas.drawCentredString(setting.width / 2, setting.height - 52, journal if odd else setting.manuscript["head"])
    canvas.setFont("Times-Roman", 9)
    draw, x = (canvas.drawRightString, setting.width - RIGHT) if odd else (canvas.drawString, LEFT)
    draw(x, setting.height - 52, setting.label)


def _law_furniture(setting: Setting) -> None:
    setting.canvas.setFont("Times-Roman", 9)
    setting.canvas.drawCentredString(setting.width / 2, setting.height - 52, setting.manuscript["head"])
    setting.canvas.drawCentredString(setting.width / 2, 48, f"- {setting.label} -")


FURNITURE = {
    "report": _report_furniture,
    "index": _report_furniture,
    "commission": _commission_furniture,
    "article": _article_furniture,
    "law": _law_furniture,
}


def inline(text: str) -> str:
    """Turn the marks of a manuscript into reportlab's, with soft hyphens where long words may break."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = re.sub(r"\[\^(\d+)\]", r"<super>\1</super>", text)
    text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”").replace("'", "’")
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    return BREAKS.sub("\xad\\1", text)


def set_pdf(manuscript: Manuscript, output: Path) -> None:
    """Write *manuscript* as a PDF, twice over: the second time with the page numbers of its contents."""
    contents: list[tuple[str, str]] = []
    for _ in range(2):
        contents = _set_once(manuscript, output, contents)


def _set_once(manuscript: Manuscript, output: Path, contents: list[tuple[str, str]]) -> list[tuple[str, str]]:
    canvas = Canvas(str(output), pagesize=SIZES[manuscript["layout"]], invariant=1, pageCompression=1)
    canvas.setTitle(manuscript["title"])
    canvas.setAuthor(manuscript["author"])
    canvas.setCreator("litbase samples")
    layout = manuscript["layout"]
    styles = Styles(HexColor(INK[layout]), small=layout in ("article", "report"))
    setting = Setting(canvas, manuscript, contents, styles, number=int(manuscript.head.get("first", "1")))
    for block in manuscript.blocks:
        (_command if block.kind == "command" else _set_block)(setting, block)
    setting.next_page()
    canvas.save()
    return setting.chapters


def _set_block(setting: Setting, block: Block) -> None:
    make = setting.styles.make
    if block.kind == "chapter":
        _set_chapter(setting, block.text)
    elif block.kind == "table":
        _place_table(setting, block)
    elif block.kind == "page-break":
        setting.next_page()
    else:
        if block.kind in ("heading", "caption") and setting.y - setting.floor() < 90:
            setting.next_column()
        mark = {"numbered": re.sub(r"^(\d+\.) ", r"\1&nbsp;&nbsp;&nbsp;&nbsp;", inline(block.text))}
        words = mark.get(block.kind, inline(block.text))
        setting.place(Paragraph(words, make(block.kind)), block.notes)


def _set_chapter(setting: Setting, title: str) -> None:
    opens_page = setting.layout in ("report", "index")
    if opens_page and not setting.is_blank:
        setting.next_page()
    if not opens_page:
        if setting.y - setting.floor() < 80:
            setting.next_column()
        setting.place(Paragraph(inline(title), setting.styles.make("part")))
        return
    setting.chapter = title
    setting.chapters.append((title, setting.label))
    columns, setting.columns = setting.columns, 1
    setting.place(Paragraph(inline(title), setting.styles.make("chapter")))
    setting.columns, setting.top = columns, setting.y


def _place_table(setting: Setting, block: Block) -> None:
    """Set a table in its column; one that opens a chapter goes across all columns."""
    opens_chapter = setting.y == setting.top
    columns = setting.columns
    setting.columns = 1 if opens_chapter else columns
    setting.place(_table(setting, block))
    setting.columns = columns
    setting.top = setting.y if opens_chapter else setting.top


def _table(setting: Setting, block: Block) -> Table:
    style = setting.styles.make("cell")
    rows = [[Paragraph(inline(cell).replace("\xad", ""), style) for cell in row] for row in block.rows]
    first = 0.36 if len(rows[0]) > 2 else 0.28
    rest = (1 - first) / (len(rows[0]) - 1)
    widths = [setting.column_width * share for share in (first, *[rest] * (len(rows[0]) - 1))]
    lines = [("LINEABOVE", (0, 0), (-1, 0), 0.8, setting.styles.ink), ("LINEBELOW", (0, 0), (-1, 0), 0.4, "black")]
    lines += [("LINEBELOW", (0, -1), (-1, -1), 0.8, setting.styles.ink), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    lines += [("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5)]
    return Table(rows, colWidths=widths, style=lines, repeatRows=1, spaceAfter=10, hAlign="LEFT")


def _command(setting: Setting, block: Block) -> None:
    name, _, rest = block.text.partition(" ")
    COMMANDS[name](setting, rest)


def _cover(setting: Setting, _: str) -> None:
    canvas, manuscript = setting.canvas, setting.manuscript
    width, height = setting.width, setting.height
    canvas.setFillColor(setting.styles.ink)
    canvas.rect(0, height * 0.55, width, height * 0.45, stroke=0, fill=1)
    style = ParagraphStyle("cover", fontName="Helvetica-Bold", fontSize=24, leading=30, textColor=HexColor("#ffffff"))
    title = Paragraph(manuscript["title"], style)
    depth = title.wrap(width - LEFT - RIGHT, height)[1]
    title.drawOn(canvas, LEFT, height * 0.78 - depth / 2)
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont("Helvetica", 13)
    for row, words in enumerate((manuscript["author"], manuscript["number"], manuscript["date"])):
        canvas.drawString(LEFT, height * 0.45 - 22 * row, words)
    setting.numbering = "roman" if manuscript["layout"] == "report" else "arabic"
    setting.bare = True
    if manuscript["layout"] == "report":
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    setting.next_page()


def _masthead(setting: Setting, _: str) -> None:
    canvas, manuscript = setting.canvas, setting.manuscript
    width, height = setting.width, setting.height
    canvas.setFont("Helvetica", 11)
    canvas.drawString(LEFT, height - 60, "Assembly of the Republic of Norland")
    canvas.setFont("Times-Bold", 13)
    canvas.drawRightString(width - RIGHT, height - 60, manuscript["symbol"])
    canvas.line(LEFT, height - 66, width - RIGHT, height - 66)
    canvas.setFont("Times-Roman", 10)
    for row, words in enumerate(("Distr.: General", manuscript["date"], "Original: English")):
        canvas.drawString(400, height - 82 - 13 * row, words)
    setting.y = height - 150
    setting.place(Paragraph(manuscript["title"], setting.styles.make("title")))


def _title(setting: Setting, _: str) -> None:
    manuscript = setting.manuscript
    setting.place(Paragraph(inline(manuscript["title"]), setting.styles.make("title")))
    setting.place(Paragraph(inline(manuscript["author"]), setting.styles.make("text")))
    if "number" in manuscript.head:
        setting.place(Paragraph(f"{manuscript['number']} of {manuscript['date']}", setting.styles.make("text")))
    if "doi" in manuscript.head:
        line = f"{manuscript['journal']}, volume {manuscript['volume']}, issue {manuscript['issue']}"
        line += f" ({manuscript['date']}). https://doi.org/{manuscript['doi']}"
        setting.place(Paragraph(line, setting.styles.make("note")))


def _abstract(setting: Setting, words: str) -> None:
    setting.place(Paragraph(f"<b>Abstract.</b> {inline(words)}", setting.styles.make("abstract")))


def _keywords(setting: Setting, words: str) -> None:
    setting.place(Paragraph(f"<b>Keywords:</b> {words}", setting.styles.make("abstract")))


def _note(setting: Setting, words: str) -> None:
    setting.place(Paragraph(f"<i>{inline(words)}</i>", setting.styles.make("text")))


def _contents(setting: Setting, _: str) -> None:
    for title, label in setting.contents:
        setting.canvas.setFont("Times-Roman", 10)
        setting.canvas.drawString(LEFT, setting.y - 12, title)
        dots = " ." * int((setting.width - LEFT - RIGHT - 30 - setting.canvas.stringWidth(title)) / 5)
        setting.canvas.drawRightString(setting.width - RIGHT - 24, setting.y - 12, dots)
        setting.canvas.drawRightString(setting.width - RIGHT, setting.y - 12, label)
        setting.y -= 17


def _columns(setting: Setting, count: str) -> None:
    if setting.layout == "report" and not setting.is_blank:
        setting.next_page()
    setting.columns, setting.top = int(count), setting.y


def _arabic(setting: Setting, _: str) -> None:
    if not setting.is_blank:
        setting.next_page()
    if setting.numbering == "roman":
        if setting.number % 2 == 0:  # the body opens on a right-hand page
            setting.bare = True
            setting.next_page()
        setting.canvas.addPageLabel(setting.number - 1, style="ARABIC", start=1)
        setting.number, setting.numbering = 1, "arabic"


def _blank_head(setting: Setting, _: str) -> None:
    setting.bare = True


COMMANDS = {
    "cover": _cover,
    "masthead": _masthead,
    "title": _title,
    "abstract": _abstract,
    "keywords": _keywords,
    "note": _note,
    "contents": _contents,
    "columns": _columns,
    "arabic": _arabic,
    "blank-head": _blank_head,
}
