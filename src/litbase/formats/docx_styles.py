"""DOCX files made by pandoc: the style of their reference list."""

import io
import re
import zipfile

_STYLE = re.compile(rb'(<w:style\b[^>]*w:styleId="Bibliography"[^>]*>.*?)(</w:style>)', re.DOTALL)
_PROPERTIES = re.compile(rb"<w:pPr\s*/>|<w:pPr>.*?</w:pPr>", re.DOTALL)
_INDENT = b'<w:ind w:left="720" w:hanging="720"/>'  # half an inch, in twentieths of a point
_SPACING = b'<w:spacing w:before="0" w:after="120"/>'


def set_hanging_indent(content: bytes, *, hanging: bool) -> bytes:
    """Return the DOCX with the lines of a reference after the first set in, where *hanging* (ECMA-376, 17.3.1.12)."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for member in given.infolist():
            part = given.read(member)
            if member.filename == "word/styles.xml":
                part = _STYLE.sub(lambda match: _indented(match[1], hanging=hanging) + match[2], part)
            made.writestr(member, part)
    return written.getvalue()


def _indented(style: bytes, *, hanging: bool) -> bytes:
    properties = b"<w:pPr>" + _SPACING + (_INDENT if hanging else b"") + b"</w:pPr>"
    if _PROPERTIES.search(style):
        return _PROPERTIES.sub(lambda _: properties, style, count=1)
    return style + properties
