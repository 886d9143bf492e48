"""The place that a note cites: at its end, before its date, before the year that ends a reference."""

import re

from litbase.claims.citations.locators import LABELLED, FoundLocator, kind_of, locator_at
from litbase.claims.citations.mentions import YEAR
from litbase.claims.citations.works import Words, Work, name_words, page_range
from litbase.model.page import Locator, LocatorKind

_BREAK = re.compile(
    r"(?<!no)(?<!vol)[,:)”\"’]\s*(?:at\s+)?|\.\s+(?=p|§|¶)|\s+(?=pp?\.|para|at\s|chs?\.|secs?\.)|\s+(?=\d{1,3}[–-]\d{1,3}$)"
)
_PINPOINT = re.compile(r"\s*\((?P<place>[^()]{2,60})\)\s*$")
_AT_PAGE = re.compile(r"(?<=[,)\]”’\"\d])\s+at\s+(?=(?:pp?\.\s?|paras?\.?\s?|[§¶]\s?)?\d)")
_YEAR_AT_END = re.compile(r"\s*\((?:[^()]{0,40}\s)?(?:1[5-9]|20)\d\d\)\s*$")
_DATE_AT_END = re.compile(
    r"[.,]*\s+(?:[^\W\d_]{3,9}\.?\s+(?:\d{1,2},?\s+)?|\d{1,2}\.?\s+[^\W\d_]{3,9}\.?\s+)?(?:1[5-9]|20)\d\d$"
)
_PAGE_AT_END = re.compile(r"[*_]?\s+(?P<page>\d{1,4}(?:[–-]\d{1,4})?)$")
_LEAST_HEAD = 3  # words of a title


def without_locator(text: str) -> tuple[str, Locator | None]:
    """Return a note without the place it cites at its end, and that place; "pp. 26–32 (p. 30)" cites page 30."""
    found: FoundLocator | None
    pinpoint = _PINPOINT.search(text)
    if pinpoint is not None:
        found = locator_at(text, pinpoint.start("place"), bare=False)
        if found is not None and found.end == pinpoint.end("place"):
            return text[: pinpoint.start()], found.locator
    for match in _BREAK.finditer(text):
        found = locator_at(text, match.end())
        if found is None or found.end != len(text) or _is_year(text, match.end()):
            continue
        return text[: match.start() + (match[0][:1] in ')”"’')], found.locator
    return text, None


def without_locator_before_date(text: str) -> tuple[str, Locator | None]:
    """Return a note without a place that only its date follows, and that place: "Doe, *Boats*, pp. 26–32, 2011"."""
    date = _DATE_AT_END.search(text)
    before = text[: date.start()].rstrip(" .,") if date is not None else ""
    core, locator = without_locator(before)
    if date is None or locator is None or LABELLED.search(before, len(core)) is None:
        return text, None
    return f"{core},{date[0]}", locator


def law_review_locator(text: str, work: Work) -> Locator | None:
    """Return the place before the year that ends a reference, "at 173 (2022)", or the section of a law.

    The Bluebook, 22nd edition, rules 12, 15 and 16.
    """
    if work.is_law:
        section = LABELLED.search(text)
        return Locator(kind_of(section["label"]), section["value"].split(",")[0]) if section is not None else None
    at = [locator_at(text, match.end()) for match in _AT_PAGE.finditer(text)]
    if at and at[-1] is not None:
        return at[-1].locator
    year = _YEAR_AT_END.search(text)
    core, locator = without_locator(text[: year.start()].rstrip(" ,")) if year is not None else (text, None)
    page = _PAGE_AT_END.search(core) if locator is None else None
    if page is not None and _is_behind_title(page["page"], name_words(core[: page.start()])[-_LEAST_HEAD:], work):
        return Locator(LocatorKind.PAGE, page["page"])
    is_first = locator is not None and work.pages is not None and locator.value == str(work.pages[0])
    return None if is_first else locator


def _is_behind_title(number: str, before: Words, work: Work) -> bool:
    """Tell whether the words *before* a number are of a title of *work*, and the number is not."""
    return any(
        number not in title and title[at : at + len(before)] == before
        for title in work.titles
        for at in range(len(title))
    )


def _is_year(text: str, start: int) -> bool:
    """Tell whether a year stands there, alone or before a page, and not a number of four figures in a list."""
    match = YEAR.match(text, start)
    return match is not None and text[match.end() : match.end() + 1] in ("", ",", ")")


def without_whole_range(locator: Locator, work: Work) -> Locator | None:
    """Return a place without the pages of the whole *work*, which a note in full gives, too: "407–30, 55"."""
    whole, _, rest = locator.value.partition(",")
    if work.pages is None or page_range(whole) != work.pages:
        return locator
    return Locator(locator.kind, rest.strip()) if rest else None
