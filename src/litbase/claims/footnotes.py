"""Citations in notes: full and short forms, ibid., op. cit., "n 12" (Chicago Manual of Style 14; OSCOLA 1.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from litbase.claims.groups import Part
from litbase.claims.known import Known, Strength
from litbase.claims.locators import FoundLocator, locator_at
from litbase.claims.mentions import YEAR, Mention
from litbase.claims.name_shapes import without_prefix
from litbase.claims.references import Titles
from litbase.claims.works import Work
from litbase.model.claim import CitationForm
from litbase.model.page import Locator

_IBID = re.compile(r"(?:ibid(?:em)?|ebd|ebenda|idem|id|loc\.?\s?cit)\b\.?", re.IGNORECASE)
_OP_CIT = re.compile(r"\b(?:op\.?\s?cit|a\.\s?a\.\s?O|supra)\b\.?", re.IGNORECASE)
_NOTE_NUMBER = re.compile(
    r"[(\[]?(?:supra\s+|above\s+)?(?<!\w)(?:n|nn|note|notes|fn|Anm|Fn)\.?\s?(?P<number>\d{1,3})(?!\w)[)\]]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r",?\s*(?:https?://|doi:|www\.)\S+|,?\s*accessed [^.;]*", re.IGNORECASE)
_BREAK = re.compile(r"(?<!no)(?<!vol)[,:)”\"’]\s*(?:at\s+)?|\.\s+(?=p|§|¶)|\s+(?=pp?\.|para|at\s)")
_SPLIT = re.compile(r";\s+|(?<=[\w”\")]{2}\.)\s+(?=(?:[Ss]ee|[Cc]f)\b)")
_LEAST_TITLE_WORDS = 2


def in_note(text: str, name: str, known: Known, titles: Titles) -> list[Mention]:
    """Return the works that a note cites, in order; offsets are in *text*."""
    return [mention for part in _parts(text) if (mention := _in_part(part, name, known, titles)) is not None]


def _parts(text: str) -> Iterator[Part]:
    start = 0
    for match in _SPLIT.finditer(text):
        yield Part(start, text[start : match.start()])
        start = match.end()
    yield Part(start, text[start:])


def _in_part(part: Part, name: str, known: Known, titles: Titles) -> Mention | None:
    skipped = without_prefix(part.text)
    text = part.text[skipped:].rstrip()
    if not text:
        return None
    start = part.start + skipped
    blank = Mention(CitationForm.NOTE, text, start, start + len(text), start, note=name, is_sure=True)
    back = _back_reference(text)
    if back is not None:
        refers_to, names, end = back
        return replace(blank, refers_to=refers_to, names=names or None, locator=_tail_locator(text[end:]))
    bare = _ADDRESS.sub("", text).rstrip(' .”"')
    core, locator = _without_locator(bare)
    works = _works(core, known, titles)
    if not works:
        return None
    if len(works) == 1 and locator is not None and _is_whole_range(locator, works[0]):
        locator = None
    return replace(blank, names=core, locator=locator, is_known=True)


def _back_reference(text: str) -> tuple[str, str, int] | None:
    """Return the note that a back reference means ("" for the citation before), its names, and where it ends."""
    ibid = _IBID.match(text)
    if ibid is not None:
        return "", "", ibid.end()
    number = _NOTE_NUMBER.search(text[:120])
    if number is not None and number.start() < 80 and "“" not in text[: number.start()]:
        return number["number"], text[: number.start()].strip(" ,"), number.end()
    op_cit = _OP_CIT.search(text[:120])
    if op_cit is not None:
        return "op. cit.", text[: op_cit.start()].strip(" ,"), op_cit.end()
    return None


def _tail_locator(tail: str) -> Locator | None:
    text = tail.strip(" ,;:.)")
    text = text.removeprefix("at ").strip()
    found = locator_at(text, 0)
    return found.locator if found is not None else None


def _without_locator(text: str) -> tuple[str, Locator | None]:
    """Return a note without the place it cites at its end, and that place."""
    for match in _BREAK.finditer(text):
        found: FoundLocator | None = locator_at(text, match.end())
        if found is None or found.end != len(text) or _is_year(text, match.end()):
            continue
        return text[: match.start() + (match[0][:1] in ')”"’')], found.locator
    return text, None


def _is_year(text: str, start: int) -> bool:
    """Tell whether a year stands there, alone or before a page, and not a number of four figures in a list."""
    match = YEAR.match(text, start)
    return match is not None and text[match.end() : match.end() + 1] in ("", ",", ")")


def _works(core: str, known: Known, titles: Titles) -> Sequence[Work]:
    """Return the works that a note names by authors and title, else by a reference in full."""
    fits = [fit.work for fit in known.fits(core) if fit.strength == Strength.TITLED]
    if fits:
        return fits
    in_full = titles.works_in(core)
    if in_full:
        return in_full
    return [fit.work for fit in known.fits(core) if fit.strength >= Strength.FIRST]


def works_of_note(core: str, known: Known, titles: Titles) -> Sequence[Work]:
    """Return the works that the words of a note's citation fit, locator left out."""
    return _works(core, known, titles)


def _is_whole_range(locator: Locator, work: Work) -> bool:
    from litbase.claims.works import page_range

    return work.pages is not None and page_range(locator.value) == work.pages
