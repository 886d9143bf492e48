"""Numbered citations: "[3]", "[3, 5–7]", "[12, p. 4]", raised figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from litbase.claims.citations.groups import Group
from litbase.claims.citations.locators import locator_at
from litbase.claims.citations.mentions import Mention
from litbase.model.claim import CitationForm, Span
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
_LONGEST_UNIT = 3  # characters
# What a reader of markup leaves of raised figures.
_GLUED = re.compile(
    r"(?<=[^\W\d_]{3}[.,;:!?])(?P<numbers>\d{1,3}(?:[,–-]\d{1,3})*)(?=\s|$)|(?<=[a-zß-öø-ÿ]{3})(?P<bare>\d{1,3}(?:[,–-]\d{1,3})*)(?=[\s.,;:)—–”]|$)|(?<=[”’\")])(?P<quoted>\d{1,3}(?:[,–-]\d{1,3})*)(?=[\s.,;]|$)"
)
_MARKED_UP = re.compile(
    r"(?:(?<!\[)\^(?P<carets>[^^\n]{1,80})\^|<sup[^<>]*>(?P<tagged>[^<>]{1,80})</sup>|\\textsuperscript\{(?P<latex>[^{}]{1,80})\})"
)
# What Vancouver and AMA styles raise: "3,5–7", "see 12(pp219-226),17", "4, sec. 2"; an escaped space is one.
_RAISED_ITEM = re.compile(
    rf"(?P<numbers>{_ITEM})(?![\w.])(?:\s?\((?P<inside>[^()]{{1,40}})\)|,\s*(?P<behind>(?:pp?|ch|chap|sec|para|art|fig|tab)\.\s?\d[\d–-]*))?"
)
_FURTHER = re.compile(r"(?<=\D)(?P<page>\d{1,4})(?P<gap>[,;])\s?(?P<next>\d{1,3})(?![\d–-])")
_ONE_PLACE = re.compile(
    r"(?<!\w)(?:p|page|ch|chap|chapter|sec|sect|section|para|art|article|S)\.?\s?(?:\d+\s?[–-]\s?)?$"
)
_LEAD = re.compile(r"\s*(?:(?:see(?:\s+also|,\s+for\s+example,)?|cf\.|e\.\s?g\.,?|compare)\s+)?", re.IGNORECASE)
_RAISED_GAP = re.compile(r"[\s,;]*(?:(?:and|&)\s+)?")
_ESCAPED = re.compile(r"\\(?=[\s,])|~")
_IN_BRACKETS = re.compile(r"\s*\\?[\[〔【][^\[\]〔〕【】]*[\]〕】]\s*")
_NO_BRACKETS = str.maketrans("[]〔〕【】\\", "       ")
_ENUMERATED = re.compile(r"\s+\w")
_LONGEST_RANGE = 60
_LONGEST_RAISED = 80  # characters


def numbered(group: Group) -> list[Mention]:
    """Return the works cited by number in a pair of brackets, [] if it is no such citation.

    Only square brackets make it sure that numbers are citations.
    """
    lead = _LEAD.match(group.content)
    start = lead.end() if lead is not None else 0
    match = _NUMBERS.match(group.content, start)
    if match is None:
        return []
    further = _FURTHER.search(group.content, match.end())
    end = further.start("gap") if further is not None and _is_next_work(further) else len(group.content)
    tail = group.content[match.end() : end]
    locator = _locator(tail)
    if tail.strip() and locator is None:
        return []
    found = [replace(one, is_sure=not group.is_round) for one in _mentions(match[0], group.start + 1 + start)]
    if not found or locator is None:
        return found
    located = _with_locator(found[-1], locator, match[0] + tail, group.start + 1 + start)
    rest = replace(group, start=group.start + 1 + end, content=group.content[end + 1 :])
    return [*found[:-1], located, *(numbered(rest) if end < len(group.content) else [])]


def _is_next_work(match: re.Match[str]) -> bool:
    """Tell whether a number behind a place is the next work: lower than the page, or behind one place: "ch. 4,9"."""
    return int(match["next"]) < int(match["page"]) or _ONE_PLACE.search(match.string, 0, match.start()) is not None


def is_enumeration(text: str, mentions: Sequence[Mention]) -> bool:
    """Tell whether numbers in round brackets count up from one before words: "(1) the fee, (2) the debt"."""
    return len(mentions) > 1 and all(
        mention.number == str(number) and _ENUMERATED.match(text, mention.end + 1)
        for number, mention in enumerate(mentions, start=1)
    )


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
    return Mention(CitationForm.NUMBER, raw, start, start + len(raw), start, number=str(number), is_sure=True)


def raised_by_markup(text: str, labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the works cited by figures that Markdown, HTML or LaTeX raises: "^3,5^", "<sup>3(p12)</sup>"."""
    for match in _MARKED_UP.finditer(text):
        name = match.lastgroup or ""
        found = list(_in_raised(match[name], match.start(name)))
        if all(mention.number in labels for mention in found):
            yield from found


def raised_in_office(text: str, spans: Sequence[Span], labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the works cited by figures that an office document raises at *spans*; runs that touch are one stretch."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for start, end in joined:
        until = min(end, start + _LONGEST_RAISED)
        found = list(_in_raised(text[start:until].translate(_PLAIN), start))
        if all(mention.number in labels for mention in found):
            yield from (replace(mention, raw=text[mention.start : mention.end]) for mention in found)


def _in_raised(written: str, start: int) -> Iterator[Mention]:
    """Yield the works of one raised stretch, nothing if it holds anything else."""
    plain = _ESCAPED.sub(" ", written.replace("\\ ", "  ")).translate(_PLAIN)
    if _IN_BRACKETS.fullmatch(plain):  # "^[3, p. 4]^"
        plain = plain.translate(_NO_BRACKETS)
    lead = _LEAD.match(plain)
    position = lead.end() if lead is not None else 0
    found: list[Mention] = []
    while position < len(plain):
        gap = _RAISED_GAP.match(plain, position)
        item = _RAISED_ITEM.match(plain, gap.end() if gap else position)
        if item is None:
            break
        where = _locator(item["inside"] or item["behind"] or "")
        if item["inside"] and where is None:
            return
        cited = list(_mentions(item["numbers"], start + item.start("numbers")))
        end, raw = start + item.end(), written[item.start() : item.end()]
        found += [*cited[:-1], *(replace(one, locator=where, raw=raw, end=end) for one in cited[-1:])]
        position = item.end()
    if not plain[position:].strip():
        yield from found


def raised(text: str) -> Iterator[Mention]:
    """Yield the works cited by raised figures."""
    for match in _RAISED.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isdigit() or _UNITS.search(text, max(0, match.start() - _LONGEST_UNIT), match.start()):
            continue
        offset = match.start("plain") if match["plain"] else match.start()
        yield from _mentions((match["plain"] or match[0]).translate(_PLAIN), offset)


def glued(text: str, labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the works cited by figures glued to the words before them, where these are *labels*."""
    for match in _GLUED.finditer(text):
        name = match.lastgroup or "numbers"
        found = list(_mentions(match[name], match.start(name)))
        if found and all(mention.number in labels for mention in found):
            yield from found
