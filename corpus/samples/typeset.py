"""Set a manuscript as a PDF: running heads, roman and arabic page numbers, columns, footnotes, tables."""

import re
from pathlib import Path

from furniture import LEFT, RIGHT
from manuscript import Block, Manuscript
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table
from setting import SIZES, Setting, Styles, inline

INK = {"report": "#17365d", "index": "#0b5345", "commission": "#000000", "article": "#000000", "law": "#000000"}


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
