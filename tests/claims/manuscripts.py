"""One manuscript about the fictional Republic of Norland, written down in every format that drafts have."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from litbase.claims.draft import Draft
from litbase.claims.drafts.docx import read_docx
from litbase.claims.drafts.html import read_html
from litbase.claims.drafts.latex import read_latex
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.odt import read_odt
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.claims.drafts.wikitext import read_wikitext


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Emphasis:
    text: str


@dataclass(frozen=True)
class Quoted:
    text: str


@dataclass(frozen=True)
class Power:
    base: str
    exponent: str


@dataclass(frozen=True)
class Cited:
    """A citation of the report of the Norland Office, 2022."""

    page: str


@dataclass(frozen=True)
class Noted:
    inside: tuple["Words | Quoted | Cited", ...]


Piece = Words | Emphasis | Quoted | Power | Cited | Noted


@dataclass(frozen=True)
class Block:
    """A "heading", "paragraph", "quotation" or "points" of a list; every other kind holds one row of pieces."""

    kind: str
    rows: tuple[tuple[Piece, ...], ...]


Manuscript = Sequence[Block]
DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
AUTHOR_DATE = "(Norland Office 2022, p. {})"
WORK = {"title": "Report", "author": [{"literal": "Norland Office"}], "issued": {"date-parts": [[2022]]}}


class Written:
    """A format: how pieces and blocks are written; notes are gathered where a format sets them apart."""

    quoted = "“{}”"
    emphasis = "{}"
    power = "{}{}"
    cited = AUTHOR_DATE
    between = "\n\n"

    def __init__(self) -> None:
        self.notes: list[str] = []

    def escaped(self, text: str) -> str:
        return text

    def piece(self, piece: Piece) -> str:
        match piece:
            case Words(text):
                return self.escaped(text)
            case Emphasis(text):
                return self.emphasis.format(self.escaped(text))
            case Quoted(text):
                return self.quoted.format(self.escaped(text))
            case Power(base, exponent):
                return self.power.format(base, exponent)
            case Cited(page):
                return self.cited.format(page)
            case Noted(inside):
                return self.note(self.row(inside))

    def row(self, row: Sequence[Piece]) -> str:
        return "".join(map(self.piece, row))

    def note(self, words: str) -> str:
        self.notes.append(words)
        return f"[{len(self.notes)}]"

    def block(self, block: Block) -> str:
        rows = [self.row(row) for row in block.rows]
        return {
            "heading": self.heading, "paragraph": self.paragraph, "quotation": self.quotation, "points": self.points,
        }[block.kind](rows)  # fmt: skip

    def heading(self, rows: list[str]) -> str:
        return rows[0]

    def paragraph(self, rows: list[str]) -> str:
        return rows[0]

    def quotation(self, rows: list[str]) -> str:
        return rows[0]

    def points(self, rows: list[str]) -> str:
        return "\n".join(f"- {row}" for row in rows)

    def whole(self, manuscript: Manuscript) -> str:
        return self.between.join(map(self.block, manuscript)) + "\n" + self.behind()

    def behind(self) -> str:
        return ""


class Markdown(Written):
    emphasis, power, cited = "*{}*", "{}^{}^", "[@nor, p. {}]"

    def note(self, words: str) -> str:
        super().note(words)
        return f"[^{len(self.notes)}]"

    def heading(self, rows: list[str]) -> str:
        return f"# {rows[0]}"

    def quotation(self, rows: list[str]) -> str:
        return f"> {rows[0]}"

    def behind(self) -> str:
        return "".join(f"\n[^{number}]: {words}\n" for number, words in enumerate(self.notes, start=1))


class Latex(Written):
    emphasis, power, cited, quoted = "\\emph{{{}}}", "{}\\textsuperscript{{{}}}", "\\autocite[{}]{{nor}}", "``{}''"

    def escaped(self, text: str) -> str:
        return text.replace("&", "\\&")

    def note(self, words: str) -> str:
        return f"\\footnote{{{words}}}"

    def heading(self, rows: list[str]) -> str:
        return f"\\section{{{rows[0]}}}"

    def quotation(self, rows: list[str]) -> str:
        return f"\\begin{{quote}}\n{rows[0]}\n\\end{{quote}}"

    def points(self, rows: list[str]) -> str:
        return "\\begin{itemize}\n" + "".join(f"\\item {row}\n" for row in rows) + "\\end{itemize}"


class Csquotes(Latex):
    quoted, power = "\\enquote{{{}}}", "${}^{{{}}}$"


class Html(Written):
    emphasis, power, quoted, between = "<em>{}</em>", "{}<sup>{}</sup>", "<q>{}</q>", "\n"

    def escaped(self, text: str) -> str:
        return escape(text)

    def note(self, words: str) -> str:
        super().note(words)
        number = len(self.notes)
        return f'<sup><a href="#fn{number}" id="ref{number}">{number}</a></sup>'

    def heading(self, rows: list[str]) -> str:
        return f"<h2>{rows[0]}</h2>"

    def paragraph(self, rows: list[str]) -> str:
        return f"<p>{rows[0]}</p>"

    def quotation(self, rows: list[str]) -> str:
        return f"<blockquote><p>{rows[0]}</p></blockquote>"

    def points(self, rows: list[str]) -> str:
        return f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"

    def behind(self) -> str:
        items = (
            f'<li id="fn{number}">{words} <a href="#ref{number}">↩</a></li>'
            for number, words in enumerate(self.notes, start=1)
        )
        return f"<ol>{''.join(items)}</ol>"


class Wikitext(Written):
    emphasis, power, cited = "''{}''", "{}<sup>{}</sup>", "{{{{sfn|Norland Office|2022|p={}}}}}"

    def note(self, words: str) -> str:
        return f"<ref>{words}</ref>"

    def heading(self, rows: list[str]) -> str:
        return f"== {rows[0]} =="

    def quotation(self, rows: list[str]) -> str:
        return f"{{{{blockquote|{rows[0]}}}}}"

    def points(self, rows: list[str]) -> str:
        return "\n".join(f"* {row}" for row in rows)


class PlainText(Written):
    def piece(self, piece: Piece) -> str:
        if isinstance(piece, Power):
            return piece.base + piece.exponent.translate(DIGITS)
        return super().piece(piece)

    def quotation(self, rows: list[str]) -> str:
        return f"    {rows[0]}"

    def behind(self) -> str:
        notes = "".join(f"\n[{number}] {words}\n" for number, words in enumerate(self.notes, start=1))
        return f"\nNotes\n{notes}" if notes else ""


class Word(Written):
    """The body of a Word document, its citations as Zotero's fields."""

    between = ""

    def run(self, text: str, properties: str = "") -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def piece(self, piece: Piece) -> str:
        match piece:
            case Words(text):
                return self.run(text)
            case Emphasis(text):
                return self.run(text, "<w:i/>")
            case Quoted(text):
                return self.run(f"“{text[:5]}") + self.run(f"{text[5:]}”")
            case Power(base, exponent):
                return self.run(base) + self.run(exponent, '<w:vertAlign w:val="superscript"/>')
            case Cited(page):
                return self.field(page)
            case Noted(inside):
                self.notes.append(self.row(inside))
                return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def field(self, page: str) -> str:
        item = {"id": 1, "itemData": WORK, "locator": page, "label": "page"}
        code = escape(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [item]})}")
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        return f"{marks[0]}{instruction}{marks[1]}{self.run(AUTHOR_DATE.format(page))}{marks[2]}"

    def styled(self, row: str, style: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{row}</w:p>'

    def heading(self, rows: list[str]) -> str:
        return self.styled(rows[0], "H")

    def paragraph(self, rows: list[str]) -> str:
        return self.styled(rows[0], "P")

    def quotation(self, rows: list[str]) -> str:
        return self.styled(rows[0], "Q")

    def points(self, rows: list[str]) -> str:
        return "".join(self.styled(row, "P") for row in rows)

    def archive(self, manuscript: Manuscript) -> dict[str, str]:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        body = "".join(map(self.block, manuscript))
        notes = (
            f'<w:footnote w:id="{number}"><w:p>{row}</w:p></w:footnote>'
            for number, row in enumerate(self.notes, start=1)
        )
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{short}"><w:name w:val="{name}"/></w:style>'
            for short, name in (("H", "heading 1"), ("P", "Body Text"), ("Q", "Quote"))
        )
        return {
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {space}>{''.join(notes)}</w:footnotes>",
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
        }


class OpenDocument(Written):
    """The content of an OpenDocument text, its citations in words."""

    between = ""
    emphasis = '<text:span text:style-name="E">{}</text:span>'
    power = '{}<text:span text:style-name="R">{}</text:span>'

    def escaped(self, text: str) -> str:
        return escape(text)

    def note(self, words: str) -> str:
        body = f"<text:note-body><text:p>{words}</text:p></text:note-body>"
        return f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"

    def heading(self, rows: list[str]) -> str:
        return f"<text:h>{rows[0]}</text:h>"

    def paragraph(self, rows: list[str]) -> str:
        return f"<text:p>{rows[0]}</text:p>"

    def quotation(self, rows: list[str]) -> str:
        return f'<text:p text:style-name="Quotations">{rows[0]}</text:p>'

    def points(self, rows: list[str]) -> str:
        items = "".join(f"<text:list-item><text:p>{row}</text:p></text:list-item>" for row in rows)
        return f"<text:list>{items}</text:list>"

    def archive(self, manuscript: Manuscript) -> dict[str, str]:
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
        )
        style = '<style:style style:name="R"><style:text-properties style:text-position="super 58%"/></style:style>'
        body = "".join(map(self.block, manuscript))
        return {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{style}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        }


def _packed(members: dict[str, str], read: Callable[[Path], Draft]) -> Draft:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft"
        path.write_bytes(packed.getvalue())
        return read(path)


FORMATS: dict[str, Callable[[Manuscript], Draft]] = {
    "markdown": lambda manuscript: read_markdown(Markdown().whole(manuscript)),
    "latex": lambda manuscript: read_latex(Latex().whole(manuscript)),
    "csquotes": lambda manuscript: read_latex(Csquotes().whole(manuscript)),
    "html": lambda manuscript: read_html(Html().whole(manuscript)),
    "wikitext": lambda manuscript: read_wikitext(Wikitext().whole(manuscript)),
    "text": lambda manuscript: read_plain_text(PlainText().whole(manuscript)),
    "docx": lambda manuscript: _packed(Word().archive(manuscript), read_docx),
    "odt": lambda manuscript: _packed(OpenDocument().archive(manuscript), read_odt),
}
WRITERS: dict[str, type[Written]] = {
    ".md": Markdown, ".tex": Latex, ".html": Html, ".wiki": Wikitext, ".txt": PlainText,
}  # fmt: skip
"""How a file of each suffix is written."""
