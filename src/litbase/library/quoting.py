"""A quotation ready to paste, given out only if it stands in its source."""

import re

from litbase.library.parts import Parts
from litbase.model.citing import CitedWork
from litbase.model.claim import CheckItem, CheckKind, Evidence, Finding, Outcome, Verdict
from litbase.model.page import Locator, LocatorKind
from litbase.model.record import Quoted

_QUOTES = "\"'“”„‟«»‘’‚‹›"
_INNER = dict(zip(map(ord, '“”„«»"'), "‘’‘‘’’", strict=True))
_OPENING = re.compile(r'"(?=\w)')
_SLACK = 2  # characters: the marks around the quotation


def as_quotation(words: str) -> str:
    """Return *words* in quotation marks, those around them taken off first, those inside made single."""
    text = " ".join(words.split()).strip()
    if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1]
    inner = _OPENING.sub("‘", text).translate(_INNER)
    return f"“{inner}”"


def quoted(
    parts: Parts, key: str, words: str, finding: Finding, *, page: str | None, style: str | None, locale: str | None
) -> Quoted:
    """Judge the *finding* on the words as a quotation from *key*; see `Library.quote`."""
    quotation = as_quotation(words)
    places = verbatim_places(finding, quotation)
    here = [place for place in places if page is None or place.page.label == page]
    if not here:
        reason = _why_not(finding, places, page)
        return Quoted(key, quotation, False, reason, None, None, finding)
    place = here[0]
    label = place.page.label
    locator = None if label is None else Locator(LocatorKind.PAGE, label)
    from litbase.library.citing import cite

    citation = cite(parts, [CitedWork(key, locator)], style=style, locale=locale).citations[0].text
    reason = f"stands word for word on {place.locator}"
    return Quoted(key, quotation, True, reason, locator, f"{quotation} {citation}", finding)


def verbatim_places(finding: Finding, quotation: str) -> list[Evidence]:
    """Return the passages in which the whole quotation stands word for word.

    The check names one; of the others shown those count that hold the very same characters.
    """
    if finding.verdict is not Verdict.VERIFIED:
        return []
    checks = [check for check in finding.checks if check.kind is CheckKind.QUOTATION]
    if not checks or any(check.outcome is not Outcome.OK for check in checks):
        return []
    named = [number for check in checks if (number := _place(check, len(quotation))) is not None]
    inner = quotation[1:-1]
    others = [n for n, each in enumerate(finding.evidence) if n not in named and inner in " ".join(each.text.split())]
    return [finding.evidence[number] for number in (*named, *(others if named else ()))]


def _place(check: CheckItem, length: int) -> int | None:
    return check.evidence if check.end - check.start >= length - _SLACK else None


def _why_not(finding: Finding, places: list[Evidence], page: str | None) -> str:
    if places:
        return f"the words were found on {places[0].locator}, not on p. {page}"
    if finding.verdict is Verdict.VERIFIED:
        return "the words cannot be checked as one quotation"
    if not any(check.kind is CheckKind.QUOTATION for check in finding.checks):
        return "the words are too few to be looked up as a quotation"
    return finding.reason
