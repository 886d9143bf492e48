"""Items as pandoc is given them: written so that it prints what CSL 1.0.2 has them print."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from litbase.bib.archived import is_web_address
from litbase.csl.preparing_style import Likeness, PreparedStyle
from litbase.csl.signs import ASKING, EMPTY, GLUE, QUOTES, WHOLE

Item = Mapping[str, Any]

_NUMBERS = (
    "number",
    "edition",
    "volume",
    "issue",
    "collection-number",
    "chapter-number",
    "number-of-volumes",
    "part-number",
    "section",
    "supplement-number",
    "version",
)
_TITLES = (
    "title",
    "container-title",
    "collection-title",
    "volume-title",
    "reviewed-title",
    "original-title",
    "event-title",
)
_LEGAL = frozenset({"bill", "hearing", "legal_case", "legislation", "patent", "regulation", "treaty", "standard"})
_UNDATED = frozenset({"n.d.", "n.d", "nd", "no date", "s.d.", "undated"})
_CASE_NUMBER = re.compile(r"\d+(?:/\d+)+")
_LAW_NUMBER = re.compile(r"\d+(?:[-/]\d+)+")
_QUOTED = re.compile(r"(“)([^“”]*)(”)|(‘)([^‘]*?)(’)(?!\w)")
_ASKS = re.compile(r"[?!](?=\Z)")
_JOINED = re.compile(r"(?<=[0-9])\s*-\s*(?=[0-9])")
_FIRST_PLACEHOLDER = 970_000_000_000_001  # no printed number of a source is as long


class Placeholders:
    """Whole numbers that stand for numbers pandoc would not take for one, such as "25965/04"."""

    def __init__(self) -> None:
        self._written: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._written)

    def put(self, written: str) -> str:
        """Return the whole number that stands for *written*."""
        if written not in self._numbers:
            number = str(_FIRST_PLACEHOLDER + len(self._numbers))
            self._numbers[written] = number
            self._written[number] = written
        return self._numbers[written]

    def written_for(self, number: str) -> str:
        return self._written.get(number, number)


PLACEHOLDER = re.compile(r"97\d{13}")


def prepare_items(
    items: Sequence[Item], style: PreparedStyle, *, cited: Collection[str]
) -> tuple[list[dict[str, Any]], Placeholders]:
    """Return *items* for pandoc and *style*, and the numbers that stand for others; *cited* are the keys in notes."""
    placeholders = Placeholders()
    ready = [_prepared(item, placeholders, style) for item in items]
    for key in _alike(items, style.likeness, cited):
        ready[key][style.alike] = EMPTY
    return ready, placeholders


def _prepared(item: Item, placeholders: Placeholders, style: PreparedStyle) -> dict[str, Any]:
    ready = {name: value for name, value in item.items() if value not in ("", [], {}, None) and name != "litbase"}
    ready[style.empty] = EMPTY
    ready.pop(style.alike, None)
    for name in _NUMBERS:
        value = ready.get(name)
        if isinstance(value, str):
            ready[name] = _number(value, name, str(item.get("type")), placeholders)
    english = str(item.get("language") or style.locale or "en").lower().startswith("en")
    for name in _TITLES:
        if isinstance(ready.get(name), str):
            title = protect_small_words(ready[name]) if english else ready[name]
            ready[name] = _ASKS.sub(rf"\g<0>{ASKING}", keep_quotes(title))
    place = str(ready.get("archive_location") or "")
    if is_web_address(place):  # styles begin a sentence with it, a capital would break it
        ready["archive_location"] = f'<span class="nocase">{place}</span>'
    issued = ready.get("issued")
    if isinstance(issued, Mapping) and str(issued.get("literal", "")).strip().lower() in _UNDATED:
        del ready["issued"]  # the style has its own words for it
    return ready


def _alike(items: Sequence[Item], likeness: Likeness | None, cited: Collection[str]) -> Iterator[int]:
    """Yield the positions of the items that the style has to tell apart."""
    groups: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        authors = json.dumps([_short(name) for name in item.get("author") or ()])
        if likeness is Likeness.SAME_AUTHOR and item.get("author") and item["id"] in cited:
            groups.setdefault(authors, []).append(position)
        elif likeness is Likeness.SAME_EDITION:
            told = [item.get(name) for name in ("title", "edition", "version", "editor", "translator")]
            groups.setdefault(authors + json.dumps(told), []).append(position)
    for group in groups.values():
        if len(group) > 1:
            yield from group


def _short(name: object) -> str:
    return str(name.get("literal") or name.get("family")) if isinstance(name, Mapping) else ""


def _number(value: str, name: str, kind: str, placeholders: Placeholders) -> str:
    if name == "number" and (_LAW_NUMBER if kind in _LEGAL else _CASE_NUMBER).fullmatch(value.strip()):
        return placeholders.put(value.strip())  # Pub. L. 106-386 is one law
    if name in ("issue", "volume", "collection-number"):
        value = _JOINED.sub("–", value)
    return value.replace(" ", GLUE) if not _is_list(value) else value


def _is_list(value: str) -> bool:
    return re.search(r"\d\s*(?:[,;&–]|and)\s*\d", value) is not None


# Small words of English titles (CSL 1.0.2, "Title Case Conversion"): those that pandoc leaves small by itself, and
# the other prepositions, which the processors in use leave small too.
_KNOWN_SMALL = (
    r"a|an|and|as|at|but|by|c|ca|de?|down|et|for|from|into?|nor|of|on|onto|or|over|so|the|till|to|up|van|von|via|with"
)
_ALSO_SMALL = (
    r"about|above|across|afore|after|against|along(?:side)?|amid(?:st)?|among(?:st)?|around|aside|astride|atop|barring|"
    r"before|behind|below|beneath|besides?|between|beyond|circa|despite|during|except|given|inside|lest|like|modulo|"
    r"near|next|notwithstanding|off|out|per|plus|pro|qua|sans|since|than|thr(?:ough|u)(?:out)?|towards?|under|"
    r"underneath|until|unto|upon|v|versus|vs|within|without|yet"
)
_LAST_SMALL = re.compile(rf"(?:{_KNOWN_SMALL})(?=\W+\Z)")
_MIDDLE_SMALL = re.compile(rf"(?:{_ALSO_SMALL})[,;]?")
_WORD = re.compile(r"<span\b[^>]*>.*?</span>|<[^>]+>|[^\s<>]+")
_ENDS_CLAUSE = (":", "?", "!", ".", "—", "–")


def keep_quotes(title: str) -> str:
    """Return *title* with its quotation marks marked, which pandoc would set by the rules of the style's language."""

    def marked(match: re.Match[str]) -> str:
        opening, words, closing = (part for part in match.groups() if part is not None)
        return QUOTES[opening] + keep_quotes(words) + QUOTES[closing]

    return _QUOTED.sub(marked, title)


def protect_small_words(title: str) -> str:
    """Return *title* with its small words marked, so that title case leaves them small, the last one excepted."""
    words = list(_WORD.finditer(title))
    pieces: list[str] = []
    done, begins = 0, True
    for index, match in enumerate(words):
        word = match[0]
        if word.startswith("<"):
            begins = begins and not word.startswith("<span")
            continue
        is_last = not any(not later[0].startswith("<") for later in words[index + 1 :])
        if not begins and not is_last and _MIDDLE_SMALL.fullmatch(word):
            pieces += [title[done : match.start()], f'<span class="nocase">{word}</span>']
            done = match.end()
        elif is_last and (last := _LAST_SMALL.match(word)):
            pieces += [title[done : match.start()], last[0] + WHOLE + word[last.end() :]]
            done = match.end()
        begins = word.endswith(_ENDS_CLAUSE)
    return "".join([*pieces, title[done:]])
