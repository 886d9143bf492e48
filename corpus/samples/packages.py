"""Write a manuscript as DOCX (ECMA-376) or EPUB 3, byte for byte the same every time."""

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from manuscript import FICTIONAL, Block, Manuscript

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
WORD = f"{OFFICE}/wordprocessingml/2006/main"
CORE = "docProps/core.xml"
WORD_PARTS = {"styles": "styles.xml", "footer": "footer1.xml"}
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"


def pack(output: Path, members: Iterable[tuple[str, str]]) -> None:
    with zipfile.ZipFile(output, "w") as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(member, content)


def write_docx(manuscript: Manuscript, output: Path) -> None:
    title = _word_paragraph(manuscript["title"], "Title")
    byline = _word_paragraph(f"{manuscript['author']}, {manuscript['date']}")
    body = "".join(map(_word_block, manuscript.blocks))
    section = f'<w:sectPr><w:footerReference w:type="default" r:id="rId2" xmlns:r="{RELATIONS}"/></w:sectPr>'
    document = f'<w:document xmlns:w="{WORD}"><w:body>{title}{byline}{body}{section}</w:body></w:document>'
    footer = f'<w:ftr xmlns:w="{WORD}">{_word_paragraph(FICTIONAL)}</w:ftr>'
    pack(
        output,
        [
            ("[Content_Types].xml", DECLARATION + _content_types()),
            (
                "_rels/.rels",
                DECLARATION + _relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
            ),
            (CORE, DECLARATION + _core(manuscript)),
            ("word/document.xml", DECLARATION + document),
            (
                "word/_rels/document.xml.rels",
                DECLARATION + _relations({"styles": "styles.xml", "footer": "footer1.xml"}),
            ),
            ("word/styles.xml", DECLARATION + _word_styles()),
            ("word/footer1.xml", DECLARATION + footer),
        ],
    )


def _word_block(block: Block) -> str:
    if block.kind == "table":
        return _word_table(block)
    return _word_paragraph(block.text, {"chapter": "Heading1", "heading": "Heading2"}.get(block.kind))


def _word_table(block: Block) -> str:
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_word_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in block.rows
    )
    return f"<w:tbl>{rows}</w:tbl>"


def _word_paragraph(text: str, style: str | None = None) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _content_types() -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"/word/document.xml": "document.main", "/word/styles.xml": "styles", "/word/footer1.xml": "footer"}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{main}.{kind}+xml"/>' for part, kind in parts.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'<Types xmlns="{OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _relations(targets: dict[str, str], *, core: str | None = None) -> str:
    lines = [
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    ]
    if core:
        kind = f"{OFFICE}/package/2006/relationships/metadata/core-properties"
        lines.append(f'<Relationship Id="rId9" Type="{kind}" Target="{core}"/>')
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{"".join(lines)}</Relationships>'


def _core(manuscript: Manuscript) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(manuscript['title'])}</dc:title><dc:creator>{escape(manuscript['author'])}</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2023-03-14T08:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _word_styles() -> str:
    named = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2"}
    sizes = {"Title": 36, "Heading1": 28, "Heading2": 24}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:rPr><w:b/><w:sz w:val="{sizes[key]}"/></w:rPr></w:style>'
        for key, name in named.items()
    )
    return f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'


def write_epub(manuscript: Manuscript, output: Path) -> None:
    chapters = list(_chapters(manuscript.blocks))
    pack(
        output,
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", DECLARATION + _container()),
            ("OEBPS/package.opf", DECLARATION + _package(manuscript, len(chapters))),
            ("OEBPS/nav.xhtml", _xhtml("Contents", _navigation(chapters))),
            *(
                (f"OEBPS/chapter{number}.xhtml", _xhtml(title, f"<h1>{escape(title)}</h1>{body}"))
                for number, (title, body) in enumerate(chapters, start=1)
            ),
        ],
    )


def _chapters(blocks: Iterable[Block]) -> Iterable[tuple[str, str]]:
    title, body = "", ""
    for block in blocks:
        if block.kind == "chapter":
            if title:
                yield title, body
            title, body = block.text, ""
        else:
            body += f"<p>{escape(re.sub(r'[*]', '', block.text))}</p>"
    yield title, body


def _xhtml(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops" lang="en">'
        f"<head><title>{escape(title)}</title></head><body>{body}<p><small>{FICTIONAL}</small></p></body></html>"
    )


def _navigation(chapters: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<li><a href="chapter{number}.xhtml">{escape(title)}</a></li>'
        for number, (title, _) in enumerate(chapters, start=1)
    )
    return f'<nav epub:type="toc"><h1>Contents</h1><ol>{items}</ol></nav>'


def _container() -> str:
    return (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )


def _package(manuscript: Manuscript, count: int) -> str:
    numbers = range(1, count + 1)
    items = "".join(f'<item id="c{n}" href="chapter{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers)
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">litbase-sample-{manuscript.name}</dc:identifier>'
        f"<dc:title>{escape(manuscript['title'])}</dc:title><dc:creator>{escape(manuscript['author'])}</dc:creator>"
        f"<dc:language>{manuscript['language']}</dc:language><dc:date>{manuscript['date']}</dc:date>"
        '<meta property="dcterms:modified">2023-01-01T00:00:00Z</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest><spine>{spine}</spine></package>"
    )
