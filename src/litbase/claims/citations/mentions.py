"""A citation as it is read in a draft, before it is known which work it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from litbase.model.claim import CitationForm
from litbase.model.page import Locator

UNDATED = "n.d."
FORTHCOMING = "forthcoming"
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Year:
    """A year as a citation gives it: `numbers` one or more years of the work, () with `word` for what has none."""

    numbers: tuple[str, ...] = ()
    letter: str | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of one work. `start`, `end`: its place; `anchor`: where the text cites, for a note its mark.

    `names`: authors, and perhaps title, as written; `title`: a source, law or treaty by its name; `number`: label in
    the list of references; `symbol`: number of a document; `key`, `work`: from the draft's format; `note`: the name of
    the note it stands in, `refers_to` the name of an earlier note, "" the citation before it;
    `beside`: names in the sentence that refers back without one; `is_unclear`: it refers back past a citation that
    was not read. `is_known`: the names are those of a work at hand; `is_sure`: its form alone makes it a citation.
    """

    form: CitationForm
    raw: str
    start: int
    end: int
    anchor: int
    names: str | None = None
    year: Year | None = None
    locator: Locator | None = None
    title: str | None = None
    number: str | None = None
    symbol: str | None = None
    key: str | None = None
    work: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    note: str | None = None
    refers_to: str | None = None
    beside: str | None = None
    is_unclear: bool = False
    is_known: bool = False
    is_sure: bool = False


_YEAR = (
    r"(?:[\[(](?P<first>1[4-9]\d\d|20\d\d)[\])][\s,;]*|(?P<before>1[4-9]\d\d|20\d\d)/(?=\d{4}))?"
    r"(?:c(?:a|irca)?\.?\s*)?(?P<year>1[4-9]\d\d|20\d\d)(?P<letter>[a-z](?![\w]))?"
    r"(?:\s?(?:--|[-–—/])\s?(?P<last>(?:1[4-9]|20)?\d\d)(?!\d))?(?![\w%]|[.,]\d)"
)
_NO_YEAR = (
    r"(?P<undated>n\.\s?d\.|n\.d|no date|o\.\s?J\.|s\.\s?f\.|s\.\s?d\.|s\.\s?a\.)(?:[-–]?(?P<undated_letter>[a-z])\b)?|"
    r"(?P<forthcoming>forthcoming|in press|in print|accepted|im Erscheinen|en prensa|à paraître)"
    r"(?:[-–](?P<press_letter>[a-z])\b)?"
)
YEAR = re.compile(rf"(?<![\w$€£¥#/.–-])(?:{_YEAR}|{_NO_YEAR})", re.IGNORECASE)


def year_of(match: re.Match[str]) -> Year:
    """Return the year that YEAR found."""
    if match["undated"]:
        return Year(word=UNDATED, letter=match["undated_letter"])
    if match["forthcoming"]:
        return Year(word=FORTHCOMING, letter=match["press_letter"])
    year, last = match["year"], match["last"]
    numbers = [year, match["first"], match["before"]]
    if last is not None:
        numbers.append(last if len(last) == 4 else year[:2] + last)
    letter = match["letter"]
    return Year(tuple(number for number in numbers if number), letter.lower() if letter else None)
