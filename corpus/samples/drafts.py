"""Build the drafts that are no plain text: python corpus/samples/drafts.py [FOLDER]

A Word document with Zotero's fields, an OpenDocument text with footnotes, a PDF with numbered references (which needs
the extra `dev`: reportlab). The same versions give the same bytes.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from manuscript import FICTIONAL, Block, Manuscript, read_manuscript
from packages import DECLARATION, OFFICE, WORD, pack

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "drafts" / "text"
CITED = re.compile(r"\{\{(\S+) \| ?(?:(\w+) (\S+))? ?\| (.+?)\}\}")
NOTE = re.compile(r"\^\[(.+?)\](?=\s|$)")
LONG_WORD = re.compile(r"(?<=[a-z]{4})(tions?|ments?|ness|ship|tors?|ted|sons?|bour)\b")
ODF = "urn:oasis:names:tc:opendocument:xmlns"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
PACKAGE = f"{OFFICE}/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def build(output: Path) -> list[Path]:
    """Write the three drafts into the folder *output* and return the files, by name."""
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for text in sorted(TEXTS.glob("*.md")):
        manuscript = read_manuscript(text)
        suffix, write = LAYOUTS[manuscript["layout"]]
        written.append(output / f"{text.stem}{suffix}")
        write(manuscript, written[-1])
    return written


def write_zotero_docx(manuscript: Manuscript, output: Path) -> None:
    """Write a Word document whose citations are Zotero's fields (ECMA-376-1, 17.16; CSL-JSON inside)."""
    works = json.loads((TEXTS / "works.json").read_text("utf-8"))
    paragraphs = [_word_paragraph(_word_run(manuscript["title"]), "Title"), _word_paragraph(_word_run(FICTIONAL))]
    paragraphs += [_word_block(block, works) for block in manuscript.blocks]
    document = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}<w:sectPr/></w:body></w:document>'
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>'
    )
    relation = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>',
        "word/document.xml": document,
    }
    pack(output, [(name, DECLARATION + content) for name, content in members.items()])


def _word_block(block: Block, works: dict[str, Any]) -> str:
    if block.kind == "chapter":
        return _word_paragraph(_word_run(block.text), "Heading1")
    runs = []
    for piece, citation in _pieces(block.text, CITED):
        runs.append(_word_run(piece))
        if citation:
            runs.append(_zotero_field(citation, works))
    return _word_paragraph("".join(runs))


def _pieces(text: str, mark: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yield the text before each *mark* with the mark, and what follows the last one with None."""
    last = 0
    for match in mark.finditer(text):
        yield _quoted(text[last : match.start()]), match
        last = match.end()
    yield _quoted(text[last:]), None


def _quoted(text: str) -> str:
    text = re.sub(r'(^|[\s(\[])"|"(?=[\w\[])', r"\1“", text).replace('"', "”")
    return text.replace("'", "’")


def _word_paragraph(runs: str, style: str | None = None) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def _word_run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _zotero_field(citation: re.Match[str], works: dict[str, Any]) -> str:
    key, label, locator, shown = citation.groups()
    number = sorted(works).index(key) + 1
    item = {"id": number, "uris": [], "itemData": {"id": number} | works[key]}
    if locator:
        item |= {"locator": locator, "label": label}
    fields = {"citationID": f"c{number}", "properties": {"formattedCitation": shown}, "citationItems": [item]}
    code = f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(fields, ensure_ascii=False)} "
    # Word cuts long instructions into several runs
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(code[at : at + 200])}</w:instrText></w:r>'
        for at in range(0, len(code), 200)
    )
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    return f"{marks['begin']}{runs}{marks['separate']}{_word_run(shown)}{marks['end']}"


def write_footnotes_odt(manuscript: Manuscript, output: Path) -> None:
    """Write an OpenDocument text whose citations stand in footnotes (ODF 1.2, 6.3)."""
    numbers = iter(range(1, 1000))
    blocks = [f"<text:h>{escape(manuscript['title'])}</text:h>", f"<text:p>{FICTIONAL}</text:p>"]
    blocks += [_open_block(block, numbers) for block in manuscript.blocks]
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" office:version="1.2">'
        f"<office:body><office:text>{''.join(blocks)}</office:text></office:body></office:document-content>"
    )
    media_type = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    files = [("content.xml", DECLARATION + content), ("META-INF/manifest.xml", DECLARATION + manifest)]
    pack(output, [("mimetype", media_type), *files])


def _open_block(block: Block, numbers: Iterator[int]) -> str:
    if block.kind == "chapter":
        return f'<text:h text:outline-level="1">{escape(block.text)}</text:h>'
    parts = []
    for piece, note in _pieces(block.text, NOTE):
        parts.append(escape(piece))
        if note:
            parts.append(_open_note(next(numbers), _quoted(note[1])))
    return f"<text:p>{''.join(parts)}</text:p>"


def _open_note(number: int, words: str) -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body><text:p>{escape(words)}</text:p></text:note-body></text:note>"
    )


def write_numbered_pdf(manuscript: Manuscript, output: Path) -> None:
    """Write a PDF with a running head and page numbers; long words may be hyphenated at a line's end."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Times-Italic", 8)
        canvas.drawString(50, A5[1] - 36, manuscript["title"] if document.page > 1 else FICTIONAL)
        canvas.drawCentredString(A5[0] / 2, 30, str(document.page))

    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=10, leading=13, spaceAfter=7, alignment=4)
    text.embeddedHyphenation, text.uriWasteReduce = 1, 0
    heading = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=8, spaceAfter=5)
    story = [Paragraph(escape(manuscript["title"]), heading), Paragraph(escape(manuscript["author"]), text)]
    for block in manuscript.blocks:
        words = escape(_quoted(block.text))
        is_heading = block.kind == "chapter"
        story.append(Paragraph(words, heading) if is_heading else Paragraph(LONG_WORD.sub("\xad\\1", words), text))
    document = SimpleDocTemplate(str(output), pagesize=A5, leftMargin=50, rightMargin=50, topMargin=50, bottomMargin=50)
    document.title, document.author, document.creator = manuscript["title"], manuscript["author"], "litbase samples"
    document.build(
        story,
        onFirstPage=furniture,
        onLaterPages=furniture,
        canvasmaker=lambda *args, **named: Canvas(*args, **named | {"invariant": 1}),
    )


LAYOUTS: dict[str, tuple[str, Callable[[Manuscript, Path], None]]] = {
    "zotero": (".docx", write_zotero_docx),
    "footnotes": (".odt", write_footnotes_odt),
    "numbered": (".pdf", write_numbered_pdf),
}


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "drafts"):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
