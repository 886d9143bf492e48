"""XML and HTML from strangers: no entities, no DTD, no network, no huge trees."""

import codecs
import re
from typing import Any, TypeAlias

from litbase.errors import CorruptSource, SourceTooCostly

Element: TypeAlias = Any
"""An lxml element; lxml is imported only when something is parsed."""

_LARGEST = 64_000_000  # bytes; a tree takes some ten times as much memory
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([-\w:.]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([-\w:.]+)["']""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_READ_AS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    # Python knows these as codecs, the web does not: slow or not text.
    **dict.fromkeys(("punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined"), "utf-8"),
}
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, 2.2


def parse_xml(content: bytes) -> Element:
    """Return the root of an XML document.

    Raises CorruptSource if it is not well-formed or declares entities, SourceTooCostly if it is too large. A DOCTYPE
    without declarations is allowed, and nothing it points to is read.
    """
    from lxml import etree

    _check_size(content)
    # Entities can be declared in any encoding; UTF-16 is the only other one whose ASCII letters stand apart.
    if _ENTITY.search(content) or _ENTITY.search(content.replace(b"\0", b"")):
        raise CorruptSource("the XML declares entities, which no document needs", "the file may be an attack")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptSource("the XML is broken", "get the file again") from error


def parse_html(content: bytes | str) -> Element:
    """Return the root of an HTML page, mended as browsers do; bytes are decoded as HTML says (`decode_html`).

    Raises CorruptSource if nothing can be read or elements nest too deeply, SourceTooCostly if it is too large.
    """
    from lxml import etree

    text = decode_html(content) if isinstance(content, bytes) else content
    text = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", text))
    encoded = text.encode("utf-8", errors="replace")
    _check_size(encoded)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(encoded, parser) if encoded.strip() else None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptSource("the HTML cannot be read", "get the file again") from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise CorruptSource("the HTML nests its elements too deeply", "print the page to PDF and add that")
    if root is None:
        raise CorruptSource("the HTML holds nothing", "get the file again")
    return root


def decode_html(content: bytes) -> str:
    """Return HTML bytes as text: by byte order mark, then declared encoding, then UTF-8, then Windows-1252.

    The order follows the WHATWG encoding sniffing algorithm; "ISO-8859-1" means Windows-1252 there too.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(name, errors="replace")
    declared = _XML_ENCODING.match(content[:1024]) or _CHARSET.search(content[:8192])
    for name in (declared.group(1).decode("ascii").lower() if declared else "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(_READ_AS.get(name, name))
        except (UnicodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


def _check_size(content: bytes) -> None:
    if len(content) > _LARGEST:
        raise SourceTooCostly(f"the markup is larger than {_LARGEST // 1_000_000} MB")
