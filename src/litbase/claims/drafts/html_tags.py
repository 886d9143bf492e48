"""The tags of an HTML file, each with its place in the file; nothing is mended, so that every offset holds."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_TAG = re.compile(
    r"<!--(?:[\s\S]*?-->|[\s\S]*\Z)|<![^<>]*>|<\?[^<>]*>"
    r"|<(?P<raw>script|style|textarea|title|xmp|noscript|template)\b[^<>]*>[\s\S]*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:\s+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)(?P<empty>/?)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands from `start` to `end`; `name` is "!" for what shows nothing: comments, scripts, styles."""

    name: str
    start: int
    end: int
    closes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_void(self) -> bool:
        return self.name in _VOID

    def has(self, *words: str) -> bool:
        """Tell whether one of *words* is among the element's classes or roles."""
        given = " ".join(self.attributes.get(name, "") for name in ("class", "role", "epub:type")).lower().split()
        return any(word in given for word in words)


def read_tags(text: str) -> Iterator[Tag]:
    """Yield the tags of *text* in order."""
    for match in _TAG.finditer(text):
        if match.group("name") is None:
            yield Tag("!", match.start(), match.end())
            continue
        attributes = {
            name.lower(): html.unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(match.group("attributes"))
        }
        closes = bool(match.group("close"))
        yield Tag(match.group("name").lower(), match.start(), match.end(), closes, attributes)


def ends_of(tags: list[Tag]) -> dict[int, int]:
    """Return for each opening tag, by its index, the index of the tag that closes its element.

    An element that is never closed, or only implied, ends where the one around it does.
    """
    found: dict[int, int] = {}
    open_ones: list[int] = []
    named: dict[str, int] = {}
    for index, tag in enumerate(tags):
        if tag.name == "!" or tag.is_void:
            continue
        if not tag.closes:
            open_ones.append(index)
            named[tag.name] = named.get(tag.name, 0) + 1
        elif named.get(tag.name):
            while open_ones:
                opened = open_ones.pop()
                named[tags[opened].name] -= 1
                found[opened] = index
                if tags[opened].name == tag.name:
                    break
    return found
