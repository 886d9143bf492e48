"""Items as pandoc is given them: written so that it prints what CSL 1.0.2 has them print."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from litbase.bib.archived import is_web_address
from litbase.csl.numbers import NUMBERS, Numbers
from litbase.csl.preparing_style import Likeness, PreparedStyle
from litbase.csl.signs import ASKING, EMPTY, NAMELESS, QUOTED_LAST, QUOTES, WHOLE

Item = Mapping[str, Any]

_TITLES = (
    "title",
    "container-title",
    "collection-title",
    "volume-title",
    "reviewed-title",
    "original-title",
    "event-title",
)
_TOLD_APART_BY = ("title", "volume", "volume-title", "part-number", "edition", "version", "editor", "translator")
_UNDATED = frozenset({"n.d.", "n.d", "nd", "no date", "s.d.", "undated"})
_QUOTED = re.compile(r"(“)([^“”]*)(”)|(‘)([^‘]*?)(’)(?!\w)")
_ASKS = re.compile(r"[?!](?=\Z)")


def prepare_items(
    items: Sequence[Item], style: PreparedStyle, *, first_notes: Mapping[str, int]
) -> tuple[list[dict[str, Any]], Numbers]:
    """Return *items* for pandoc and *style*, and what stands for their numbers.

    *first_notes* are the numbers of the notes in which works are first cited, by key.
    """
    numbers = Numbers()
    ready = [_prepared(item, numbers, style) for item in items]
    for group in _alike(items, style.likeness, first_notes):
        years = [_year(items[position]) for position in group]
        for position, year in zip(group, years, strict=True):
            ready[position][style.alike] = EMPTY
            if years.count(year) > 1:
                ready[position][style.alike_in_year] = EMPTY
    return ready, numbers


def _prepared(item: Item, numbers: Numbers, style: PreparedStyle) -> dict[str, Any]:
    ready = {name: value for name, value in item.items() if value not in ("", [], {}, None) and name != "litbase"}
    ready[style.empty] = EMPTY
    for marking in (style.alike, style.alike_in_year, style.standing):
        ready.pop(marking, None)
    if not (ready.get("author") or ready.get("editor")):
        same = crc32(str(ready.get("title")).encode())
        ready[style.standing] = [{"literal": f"{NAMELESS}{same}{NAMELESS}"}]
    for name in NUMBERS:
        value = ready.get(name)
        if isinstance(value, str):
            ready[name] = numbers.given_for(value, name, str(item.get("type")))
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


def _alike(items: Sequence[Item], likeness: Likeness | None, first_notes: Mapping[str, int]) -> Iterator[list[int]]:
    """Yield the positions of items that the style has to tell apart, those that are alike together.

    Two works of one author are told apart by the numbers of their notes, unless that is the same.
    """
    groups: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        authors = json.dumps([_short(name) for name in item.get("author") or ()])
        if likeness is Likeness.SAME_AUTHOR and item.get("author") and item["id"] in first_notes:
            groups.setdefault(authors, []).append(position)
        elif likeness is Likeness.SAME_EDITION:
            told = [item.get(name) for name in _TOLD_APART_BY]
            groups.setdefault(authors + json.dumps(told), []).append(position)
    fewest = 3 if likeness is Likeness.SAME_AUTHOR else 2
    for group in groups.values():
        notes = [first_notes.get(str(items[position]["id"])) for position in group]
        if len(group) >= fewest or (len(group) == 2 and notes[0] == notes[1]):
            yield group


def _year(item: Item) -> str:
    issued = item.get("issued")
    dates = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(dates[0][:1] if dates else issued)


def _short(name: object) -> str:
    return str(name.get("literal") or name.get("family")) if isinstance(name, Mapping) else ""


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
_LAST_SMALL = re.compile(rf"(?:{_KNOWN_SMALL})(?=\W*\Z)")
_MIDDLE_SMALL = re.compile(rf"(?:{_ALSO_SMALL})[,;]?|vs?\.")
_WORD = re.compile(r"<span\b[^>]*>.*?</span>|<[^>]+>|[^\s<>]+")
_AFTER_STOP = re.compile(rf"(?:{_KNOWN_SMALL}|{_ALSO_SMALL})[,;]?|vs?\.")
_ENDS_CLAUSE = (":", "?", "!")


def keep_quotes(title: str) -> str:
    """Return *title* with its quotation marks marked, which pandoc would set by the rules of the style's language."""

    def marked(match: re.Match[str]) -> str:
        opening, words, closing = (part for part in match.groups() if part is not None)
        return QUOTES[opening] + keep_quotes(words) + QUOTES[closing]

    marked_title = _QUOTED.sub(marked, title)
    return marked_title + QUOTED_LAST if marked_title.endswith((QUOTES["”"], QUOTES["’"])) else marked_title


def protect_small_words(title: str) -> str:
    """Return *title* with its small words marked, so that title case leaves them small, the last one excepted."""
    words = list(_WORD.finditer(title))
    pieces: list[str] = []
    done, begins, stopped = 0, True, False
    for index, match in enumerate(words):
        word = match[0]
        if word.startswith("<"):
            begins = begins and not word.startswith("<span")
            continue
        is_last = not any(later[0][:1] != "<" or later[0].startswith("<span") for later in words[index + 1 :])
        small = _AFTER_STOP if stopped else _MIDDLE_SMALL  # after a stop pandoc begins anew: "Proc. of the Court"
        if not begins and not is_last and small.fullmatch(word):
            pieces += [title[done : match.start()], f'<span class="nocase">{word}</span>']
            done = match.end()
        elif is_last and (last := _LAST_SMALL.match(word)):
            pieces += [title[done : match.start()], last[0] + WHOLE + word[last.end() :]]
            done = match.end()
        begins, stopped = word.endswith(_ENDS_CLAUSE), word.endswith((".", "—", "–"))
    return "".join([*pieces, title[done:]])
