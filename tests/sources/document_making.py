"""Small fictional documents (Republic of Norland) in the formats of Office and e-books, made from their parts."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

W_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF_NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def make_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def make_docx(path: Path, body: str, *, core: str = "", **parts: str) -> Path:
    """Make a DOCX; *parts* are the contents of styles, footnotes, numbering … without their root element."""
    roots = {"styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes", "numbering": "numbering"}
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W_NS}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": _CORE.format(core),
    }
    members |= {
        f"word/{name}.xml": f"<w:{roots[name]} {W_NS}>{content}</w:{roots[name]}>" for name, content in parts.items()
    }
    return make_zip(path, members)


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a Word paragraph; a run that begins with "<" is taken as it is."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def make_odt(path: Path, body: str, *, styles: str = "", meta: str = "", manifest: str = "<manifest/>") -> Path:
    return make_zip(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF_NS}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {ODF_NS}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": manifest,
        },
    )


def make_epub(
    path: Path,
    chapters: Mapping[str, str],
    *,
    metadata: str = "",
    nav: str = "",
    ncx: str = "",
    more: Mapping[str, str] | None = None,
) -> Path:
    """Make an EPUB whose spine is *chapters* in order; a chapter without content is missing from the archive."""
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters)
    if ncx:
        items += f'<item id="ncx" href="{ncx}" media-type="application/x-dtbncx+xml"/>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": f"<html><body><nav>{nav}</nav></body></html>",
    }
    members |= {
        f"OEBPS/{name}.xhtml": f'<?xml version="1.0" encoding="utf-8"?><html><body>{body}</body></html>'
        for name, body in chapters.items()
        if body
    }
    return make_zip(path, {**members, **(more or {})})
