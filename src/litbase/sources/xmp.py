"""The XMP packet of a PDF: what its maker says about it (ISO 16684-1), found in the bytes of the file."""

import re
from mmap import mmap

from litbase.errors import SourceError
from litbase.formats.markup import Element, parse_xml

_PACKET = re.compile(rb"<x:xmpmeta\b.{0,500000}?</x:xmpmeta>", re.DOTALL)
_OF_THE_DOCUMENT = b"http://ns.adobe.com/pdf/1.3/"  # pictures inside a PDF carry packets too, without this
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MOST_PACKETS = 50


def read_xmp(content: mmap) -> dict[str, str]:
    """Return the properties of the document's packet by local name ("title", "creator"), several values joined by "; ".

    Empty if there is none, if it is compressed or encrypted, or not well-formed.
    """
    packets: list[bytes] = []
    at = content.find(b"<x:xmpmeta")
    while at >= 0 and len(packets) < _MOST_PACKETS:
        found = _PACKET.match(content, at)
        if found:
            packets.append(found[0])
        at = content.find(b"<x:xmpmeta", found.end() if found else at + 1)
    own = [packet for packet in packets if _OF_THE_DOCUMENT in packet] or packets[:1]
    if not own:
        return {}
    try:
        root = parse_xml(own[-1])
    except SourceError:
        return {}
    return _properties(root)


def _properties(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        pairs = [(name, value) for name, value in description.attrib.items() if not name.startswith(_RDF)]
        pairs += [(child.tag, _value(child)) for child in description if isinstance(child.tag, str)]
        for name, value in pairs:
            if value.strip():
                found.setdefault(name.rpartition("}")[2], value.strip())
    return found


def _value(element: Element) -> str:
    items = [(item.text or "").strip() for item in element.iter(f"{_RDF}li")]
    return "; ".join(item for item in items if item) if items else (element.text or "")
