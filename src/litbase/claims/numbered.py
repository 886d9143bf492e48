"""Numbered citations: "[3]", "[3, 5–7]", "[12, p. 4]", raised figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from litbase.claims.groups import Group
from litbase.claims.locators import locator_at
from litbase.claims.mentions import Mention
from litbase.model.claim import CitationForm
from litbase.model.page import Locator

_ITEM = r"\d{1,3}(?:\s?[-–—]\s?\d{1,3})?"
_NUMBERS = re.compile(rf"{_ITEM}(?:\s*[,;]\s*{_ITEM})*")
_ONE = re.compile(r"(?P<first>\d{1,3})(?:\s?[-–—]\s?(?P<last>\d{1,3}))?")
_RAISED_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(
    rf"(?<![\d{_RAISED_SIGNS}⁻⁺^])[{_RAISED_SIGNS}]+(?:[⁻˒,‚–-][{_RAISED_SIGNS}]+)*|\^\(?(?P<plain>{_ITEM}(?:\s*,\s*{_ITEM})*)\)?\^?"
)
_PLAIN = str.maketrans({**{sign: str(value) for value, sign in enumerate(_RAISED_SIGNS)}, "⁻": "-", "˒": ",", "‚": ","})
_UNITS = re.compile(r"(?<![^\W\d_])(?:[kcmd]?m|ft|in|mi|yd|ha|CO|s|R|x|χ|σ|η|r|p|e)$")
# What a reader of markup leaves of raised figures.
_GLUED = re.compile(
    r"(?<=[^\W\d_]{3}[.,;:!?])(?P<numbers>\d{1,3}(?:[,–-]\d{1,3})*)(?=\s|$)|(?<=[a-zß-öø-ÿ]{3})(?P<bare>\d{1,3}(?:[,–-]\d{1,3})*)(?=[\s.,;:)—–”]|$)|(?<=[”’\")])(?P<quoted>\d{1,3}(?:[,–-]\d{1,3})*)(?=[\s.,;]|$)"
)
_MARKED_UP = re.compile(
    rf"(?:(?<!\[)\^|<sup[^<>]*>|\\textsuperscript\{{)(?P<numbers>{_ITEM}(?:,?\\?\s?(?:,|and|&)?\\?\s?{_ITEM})*)(?:\^|</sup>|\}})"
)
_LONGEST_RANGE = 60


def numbered(group: Group) -> list[Mention]:
    """Return the works cited by number in square brackets, [] if it is no such citation."""
    if group.is_round:
        return []
    match = _NUMBERS.match(group.content.strip())
    if match is None:
        return []
    lead = len(group.content) - len(group.content.lstrip())
    tail = group.content.strip()[match.end() :]
    locator = _locator(tail)
    if tail.strip() and locator is None:
        return []
    found = list(_mentions(match[0], group.start + 1 + lead))
    if not found or locator is None:
        return found
    return [*found[:-1], _with_locator(found[-1], locator, match[0] + tail, group.start + 1 + lead)]


def _locator(tail: str) -> Locator | None:
    text = tail.strip(" ,;:")
    found = locator_at(text, 0, bare=False)
    return found.locator if found is not None and found.end == len(text) else None


def _with_locator(mention: Mention, locator: Locator, written: str, start: int) -> Mention:
    """Return the last citation of a group, which begins at *start* as *written*, with the locator behind it."""
    raw = written[mention.start - start :].rstrip()
    return replace(mention, locator=locator, raw=raw, end=mention.start + len(raw))


def _mentions(written: str, start: int) -> Iterator[Mention]:
    """Yield one citation for every number; those of a range share its place."""
    for match in _ONE.finditer(written):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if first > last or last - first > _LONGEST_RANGE:
            continue
        for number in range(first, last + 1):
            yield _mention(number, match[0], start + match.start())


def _mention(number: int, raw: str, start: int) -> Mention:
    return Mention(CitationForm.NUMBER, raw, start, start + len(raw), start, number=str(number))


def raised_by_markup(text: str, labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the works cited by figures that Markdown, HTML or LaTeX raises: "^3,5^", "<sup>3</sup>"."""
    for match in _MARKED_UP.finditer(text):
        found = list(_mentions(match["numbers"], match.start("numbers")))
        if all(mention.number in labels for mention in found):
            yield from found


def raised(text: str, labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the works cited by raised figures; figures glued to the words before them only if they are *labels*."""
    for match in _RAISED.finditer(text):
        if _UNITS.search(text, 0, match.start()) or (match.start() and text[match.start() - 1].isdigit()):
            continue
        offset = match.start("plain") if match["plain"] else match.start()
        yield from _mentions((match["plain"] or match[0]).translate(_PLAIN), offset)
    for match in _GLUED.finditer(text):
        name = match.lastgroup or "numbers"
        found = list(_mentions(match[name], match.start(name)))
        if found and all(mention.number in labels for mention in found):
            yield from found
