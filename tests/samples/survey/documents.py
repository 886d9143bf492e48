"""Four documents whose tables are of every shape: a survey (PDF), a brief (DOCX), a register (HTML), a resolution.

All of them are fictional, say so, and speak of the Republic of Norland, which does not exist.
"""

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
FICTIONAL = "Fictional. The Republic of Norland and its institutions do not exist."
_LABELS = ("", "ii", "iii", *map(str, range(1, 30)))
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

TITLES = {
    "merrin2024": ("Merrin Institute of Social Statistics", "Labour on the Northern Coast: Survey 2023"),
    "budget2024": ("Ministry of Social Affairs of Norland", "Shelters and Helpline: Budget Brief 2024"),
    "register2023": ("Harbour Inspectorate of Norland", "Register of Port Inspections 2023"),
    "council2024": ("Coastal Council of Norland", "Resolution 9/12 of the Coastal Council of Norland"),
}


def write_documents(folder: Path) -> dict[str, Path]:
    """Write the documents into *folder*, with `set.bib` beside them, and return the file of each key."""
    files = {
        "merrin2024": folder / "merrin2024.pdf", "budget2024": folder / "budget2024.docx",
        "register2023": folder / "register2023.html", "council2024": folder / "council2024.md",
    }  # fmt: skip
    _write_survey(files["merrin2024"])
    _write_brief(files["budget2024"])
    for key in ("register2023", "council2024"):
        shutil.copyfile(_HERE / files[key].name, files[key])
    entries = (
        f"@report{{{key},\n  author = {{{{{who}}}}},\n  title = {{{title}}},\n  date = {{2024}}\n}}\n"
        for key, (who, title) in TITLES.items()
    )
    (folder / "set.bib").write_text("\n".join(entries), "utf-8")
    return files


# ---- the survey: PDF, two pages of front matter before the page that is called 1 -------------------------------------


def _write_survey(path: Path) -> None:
    from reportlab.lib.pagesizes import A5
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    document = BaseDocTemplate(str(path), pagesize=A5, title=TITLES["merrin2024"][1], invariant=1)
    frame = Frame(40, 48, 340, 500, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_set_foot))
    document.build(list(_set_blocks((_HERE / "survey.txt").read_text("utf-8").splitlines())))


def _set_foot(canvas: Any, document: Any) -> None:
    canvas.setFont("Times-Roman", 8)
    canvas.drawCentredString(210, 24, _LABELS[document.page - 1])
    canvas.drawString(40, 12, FICTIONAL)


def _set_blocks(lines: Sequence[str]) -> Iterator[Any]:
    """Yield what the lines say: "# " a heading, "= " a caption, "---" a new page, "~" room in points, "|" a row of a
    table, in which "<" goes on with the cell to its left and ">" is set in.
    """
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, Spacer

    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=13, spaceAfter=6)
    heading = ParagraphStyle("heading", parent=body, fontName="Times-Bold", fontSize=14, leading=18, spaceAfter=8)
    caption = ParagraphStyle("caption", parent=body, fontName="Times-Italic", fontSize=9.5, leading=12, spaceAfter=3)
    rows: list[str] = []
    for line in [*lines, ""]:
        if rows and not line.startswith("|"):
            yield _set_table(rows)
            rows = []
        match line[:2]:
            case "--":
                yield PageBreak()
            case "# ":
                yield Paragraph(line[2:], heading)
            case "= ":
                yield Paragraph(line[2:], caption)
            case "~ ":
                yield Spacer(1, int(line[2:]))
            case "| ":
                rows.append(line[2:])
            case _ if line:
                yield Paragraph(line, body)


def _set_table(lines: Sequence[str]) -> Any:
    from reportlab.platypus import Table

    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), "Times-Roman", 9), ("LEADING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]  # fmt: skip
    for y, row in enumerate(rows):
        style += [("SPAN", (x - 1, y), (x, y)) for x, cell in enumerate(row) if cell == "<"]
        style += [("LEFTPADDING", (0, y), (0, y), 18)] if row[0].startswith(">") else []
    shown = [[cell.strip("<>") for cell in row] for row in rows]
    return Table(shown, colWidths=[120, *[55] * (len(rows[0]) - 1)], style=style, hAlign="LEFT")


# ---- the brief: DOCX, with cells that span -------------------------------------------------------------------------
def _write_brief(path: Path) -> None:
    budget = [
        _row("Item", ("Planned", 2), "Spent"), _row("", "2023", "2024", "2023"),
        _row("Shelters for women", "14.2", "15.0", "13.9"), _row("Shelters for men", "1.8", "4.5", "0.6"),
        _row("Helpline", "3.1", "3.4", "3.3"), _row("Interpreters", "0.9", "1.3", "1.2"),
        _row("Total", "20.0", "24.2", "19.0"),
    ]  # fmt: skip
    beds = [
        _row("Town", "Beds for women", "Beds for men", "Nights of stay"), _row("Vestholm", "96", "12", "28,400"),
        _row("Merrin", "54", "–", "17,150"), _row("Breck", "38", "6", "11,020"),
    ]  # fmt: skip
    body = [
        _paragraph("Shelters and Helpline: Budget Brief 2024", "Title"),
        _paragraph(f"Ministry of Social Affairs of Norland, January 2024. {FICTIONAL}"),
        _paragraph("Money", "Heading1"),
        _paragraph(
            "The budget of 2024 is the first with a line for shelters for men that is larger than the cost of one "
            "building."
        ),
        _paragraph("Table 1. Budget by item, in million crowns"),
        f"<w:tbl>{''.join(budget)}</w:tbl>",
        _paragraph(
            "Of the 1.8 million crowns planned for men in 2023, two thirds were not spent because no municipality "
            "offered a house."
        ),
        _paragraph("Beds", "Heading1"),
        _paragraph("Table 2. Shelters by town, 2023"),
        f"<w:tbl>{''.join(beds)}</w:tbl>",
        _paragraph(
            "A bed in Vestholm was taken on 263 nights of the year. The average stay lasted 47 days, nine days longer "
            "than in 2021. No shelter admits a person without the consent of that person, and none may keep one who "
            "wishes to leave."
        ),
        _paragraph("Staff", "Heading1"),
        _paragraph(
            "The shelters employ 112 people, of whom 31 speak Arvenian. One in four works at night. Since 1 July 2023 "
            "every shelter must have a lawyer on call within 48 hours."
        ),
    ]
    styles = (
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" '
        'w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{wordprocessing}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{wordprocessing}.styles+xml"/></Types>',
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _row(*cells: str | tuple[str, int]) -> str:
    parts = [cell if isinstance(cell, tuple) else (cell, 1) for cell in cells]
    return "<w:tr>{}</w:tr>".format(
        "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>{_paragraph(text)}</w:tc>' for text, wide in parts)
    )


def _relation(kind: str, target: str) -> str:
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'
