"""The automatic numbers of Word paragraphs: "42.", "(a)", "Article 7", which stand in no text of the file."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from litbase.formats.markup import Element
from litbase.sources.docx_styles import Style, W, numbering_of, value_of
from litbase.sources.numbers import in_style, whole

_STYLES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Level:
    style: str  # "1", "a", "A", "i", "I"
    text: str  # "%1.%2", where %n is the number of level n
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: Mapping[str, Mapping[int, _Level]]  # by list id
    counters: Mapping[str, str]  # list id → the definition whose count it shares
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, properties: Element | None, style: Style) -> str | None:
        """Count a paragraph and return its number as shown; None for bullets and paragraphs in no list."""
        place = numbering_of(properties) or style.numbering
        if place is None or place[0] not in self.levels:
            return None
        identifier, level = place
        levels, counts = self.levels[identifier], self.counts[self.counters[identifier]]
        own = levels.get(level)
        if own is None:
            return None
        counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if not own.style:
            return None
        return re.sub(r"%(\d)", lambda place: _shown(levels, counts, int(place[1]) - 1), own.text).strip() or None


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    found = levels.get(level)
    return in_style(counts.get(level, found.start), found.style or "1") if found else ""


def read_numbering(root: Element | None) -> Numbering:
    """Read numbering.xml (ECMA-376-1, 17.9)."""
    if root is None:
        return Numbering({}, {})
    abstract = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
    levels, counters = dict[str, Mapping[int, _Level]](), dict[str, str]()
    for each in root.iter(f"{W}num"):
        identifier, definition = each.get(f"{W}numId") or "", value_of(each, "abstractNumId") or ""
        if definition not in abstract:
            continue
        levels[identifier] = _levels(abstract[definition]) | _levels_anew(each)
        restarts = each.find(f"{W}lvlOverride/{W}startOverride") is not None
        counters[identifier] = identifier if restarts else f"abstract {definition}"
    return Numbering(levels, counters)


def _levels(definition: Element) -> dict[int, _Level]:
    return {whole(level.get(f"{W}ilvl"), 0): _level(level) for level in definition.iterchildren(f"{W}lvl")}


def _levels_anew(use: Element) -> dict[int, _Level]:
    return {whole(level.get(f"{W}ilvl"), 0): _level(level) for level in use.findall(f"{W}lvlOverride/{W}lvl")}


def _level(level: Element) -> _Level:
    style = _STYLES.get(value_of(level, "numFmt") or "decimal", "")
    return _Level(style, value_of(level, "lvlText") or "", whole(value_of(level, "start"), 1))
