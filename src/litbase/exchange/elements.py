"""Elements of XML formats, read without regard to namespaces and written without what XML cannot hold."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from litbase.exchange.values import squeeze

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2

Element = Any
"""An element of lxml (read) or of ElementTree (written); both are walked in the same way."""


def name_of(element: Element) -> str:
    """Return the tag of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *path: str) -> Iterator[Element]:
    """Yield the elements reached from *element* by *path*, one tag a step, in the order of the file."""
    if not path:
        yield element
        return
    for child in element:
        if isinstance(child.tag, str) and name_of(child) == path[0]:
            yield from children(child, *path[1:])


def text_of(element: Element) -> str:
    """Return all text in *element*, white space single."""
    return squeeze("".join(element.itertext()))


def text_as_it_is(element: Element) -> str:
    """Return all text in *element* with its white space."""
    return "".join(element.itertext()).strip()


def texts(element: Element, *path: str) -> list[str]:
    """Return the texts of the elements reached by *path* that hold any."""
    return [text for child in children(element, *path) if (text := text_of(child))]


def first(element: Element, *path: str) -> str:
    return next(iter(texts(element, *path)), "")


def line_of(element: Element) -> int | None:
    line = getattr(element, "sourceline", None)
    return line if isinstance(line, int) else None


def parse(text: str) -> Element:
    """Return the root of the XML in *text*. Raises CorruptSource, SourceTooCostly."""
    from litbase.formats.markup import parse_xml

    return parse_xml(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace"))


def add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """Add a child with *text* to *parent* and return it; what XML cannot hold is left out."""
    child = ElementTree.SubElement(parent, tag, attributes)
    if text:
        child.text = _NOT_XML.sub("", text)
    return child


def add_filled(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> None:
    """Add a child if it has a text."""
    if text.strip():
        add(parent, tag, text, **attributes)


def document(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
