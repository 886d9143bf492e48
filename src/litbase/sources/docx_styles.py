"""The styles of a Word document, as far as they say what a paragraph is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from litbase.formats.markup import Element
from litbase.sources.numbers import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY_TEXT = 9  # the outline level of what is no heading (ECMA-376-1, 17.3.1.20)
_DEEPEST = 20  # styles based on styles; a loop ends here


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of its paragraphs; `outline` counts from 0, None for body text.

    `numbering` is the list (id, level) that the style puts its paragraphs in.
    """

    name: str = ""
    outline: int | None = None
    hidden: bool = False
    numbering: tuple[str, int] | None = None

    @property
    def is_title(self) -> bool:
        return self.name == "title"

    @property
    def is_subtitle(self) -> bool:
        return self.name == "subtitle"

    @property
    def is_contents(self) -> bool:
        """Say whether the paragraph is a line of a table of contents."""
        return re.fullmatch(r"toc( \d| heading)|table of (figures|authorities)", self.name) is not None


def read_styles(root: Element | None) -> Mapping[str, Style]:
    """Return the styles by id, inherited properties filled in; the default paragraph style also under ""."""
    raw = {style.get(f"{W}styleId"): style for style in (() if root is None else root.iter(f"{W}style"))}
    styles = {identifier: _style(identifier, raw) for identifier in raw if identifier}
    for identifier, element in raw.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
            styles[""] = styles[identifier]
    return styles


def _style(identifier: str, raw: Mapping[str, Element]) -> Style:
    name = (value_of(raw[identifier], "name") or "").lower()
    outline, hidden, numbering = None, False, None
    current: str | None = identifier
    for _ in range(_DEEPEST):
        element = raw.get(current) if current else None
        if element is None:
            break
        paragraph = element.find(f"{W}pPr")
        if outline is None:
            outline = _outline(value_of(paragraph, "outlineLvl"), value_of(element, "name") or "")
        hidden = hidden or is_on(element.find(f"{W}rPr"), "vanish")
        numbering = numbering or numbering_of(paragraph)
        current = value_of(element, "basedOn")
    return Style(name, outline, hidden, numbering)


def _outline(written: str | None, name: str) -> int | None:
    if written:
        return whole(written, BODY_TEXT)
    heading = re.fullmatch(r"heading (\d)", name.lower())
    return int(heading[1]) - 1 if heading else None


def numbering_of(paragraph: Element | None) -> tuple[str, int] | None:
    """Return the list (id, level from 0) of paragraph properties; ("0", 0) takes a paragraph out of its list."""
    properties = None if paragraph is None else paragraph.find(f"{W}numPr")
    identifier = value_of(properties, "numId")
    return (identifier, whole(value_of(properties, "ilvl"), 0)) if identifier else None


def value_of(properties: Element | None, name: str) -> str | None:
    """Return the w:val of the child *name*, None if there is none."""
    child = None if properties is None else properties.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def is_on(properties: Element | None, name: str) -> bool:
    """Say whether the toggle *name* is set (ECMA-376-1, 17.3.2: present without a value means on)."""
    child = None if properties is None else properties.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val") not in ("0", "false", "off")
