"""Citations in notes: full and short forms, ibid., op. cit., "n 12" (Chicago Manual of Style 14; OSCOLA 1.2)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from litbase.claims.groups import Group, Part, groups_in
from litbase.claims.known import Known, Strength
from litbase.claims.locators import FoundLocator, locator_at
from litbase.claims.mentions import YEAR, Mention
from litbase.claims.name_shapes import are_names, without_prefix
from litbase.claims.references import Titles
from litbase.claims.works import Word, Work, name_words_with_places, page_range
from litbase.model.claim import CitationForm
from litbase.model.page import Locator

_IBID = re.compile(r"(?:ibid(?:em)?|ebd|ebenda|idem|id|loc\.?\s?cit)\b\.?", re.IGNORECASE)
_OP_CIT = re.compile(r"\b(?:op\.?\s?cit|a\.\s?a\.\s?O|supra)\b\.?", re.IGNORECASE)
_NOTE_NUMBER = re.compile(
    r"[(\[]?(?:supra\s+|above\s+)?(?<!\w)(?:n|nn|note|notes|fn|Anm|Fn)\.?\s?(?P<number>\d{1,3})(?!\w)[)\]]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r",?\s*<?(?:https?://|doi:|www\.)[^\s>]+>?|,?\s*(?:accessed|retrieved|last visited|abgerufen) [^.;]*", re.IGNORECASE
)
_BREAK = re.compile(r"(?<!no)(?<!vol)[,:)”\"’]\s*(?:at\s+)?|\.\s+(?=p|§|¶)|\s+(?=pp?\.|para|at\s)")
_PINPOINT = re.compile(r"\s*\((?P<place>[^()]{2,60})\)\s*$")
_SPLIT = re.compile(r";\s+|(?<=[\w”\")]{2}\.)\s+(?=(?:[Ss]ee|[Cc]f)\b)")
_IN_FULL = re.compile(
    r"(?P<names>[^,()“\"]{3,60}),\s+[*_“\"‘']*[^\W\d_a-z].{3,250}?\(([^()]*[\s,])?(?:1[5-9]|20)\d\d\)"
)
_GIVEN = re.compile(r"[^\W\d_a-z][\w'’.-]*\s+")
_TALK = re.compile(r"\b(?:is|are|was|were|has|have|had|this|that|these|which|with|by)\b")
_MOST_GIVEN_NAMES = 3
_LEAST_HEAD = 3  # words of a title
_LONGEST_SHORT_FORM = 14  # words: names and a short title


def in_note(text: str, name: str, known: Known, titles: Titles) -> list[Mention]:
    """Return the works that a note cites, in order; offsets are in *text*.

    A note may talk, and cite in brackets: "Others disagree (Doe, *Boats*, 12; Roe (n 3))."
    """
    found: list[Mention] = []
    for part in _parts(text):
        if (back := _back_reference_in(part, name, known)) is not None:
            found.append(back)
            continue
        groups = list(groups_in(part.text))
        bracketed = [list(_in_brackets(group, part, name, known, titles)) for group in groups]
        before = min((one.start for one, cited in zip(groups, bracketed, strict=True) if cited), default=len(part.text))
        mention = _in_full(Part(part.start, part.text[:before]), name, known, titles)
        mention = mention or _of_unknown_work(part, name, known)
        found += [mention] if mention is not None else []
        found += [one for cited in bracketed for one in cited]
    return found


def _in_brackets(group: Group, part: Part, name: str, known: Known, titles: Titles) -> Iterator[Mention]:
    """Yield the works that a pair of brackets inside a note cites by title or by an earlier note."""
    for inner in _parts(group.content):
        moved = Part(part.start + group.start + 1 + inner.start, inner.text)
        mention = _back_reference_in(moved, name, known) or _in_full(moved, name, known, titles)
        if mention is not None and (mention.refers_to or _has_title(mention.names or "", known, titles)):
            yield mention


def _has_title(names: str, known: Known, titles: Titles) -> bool:
    return any(fit.strength == Strength.TITLED for fit in known.fits(names)) or bool(titles.works_in(names))


def _parts(text: str) -> Iterator[Part]:
    start = 0
    brackets = list(groups_in(text))
    for match in _SPLIT.finditer(text):
        if not any(group.start < match.start() < group.end for group in brackets):
            yield Part(start, text[start : match.start()])
            start = match.end()
    yield Part(start, text[start:])


def _back_reference_in(part: Part, name: str, known: Known) -> Mention | None:
    start, text = _without_lead(part)
    back = _back_reference(text, known) if text else None
    if back is None:
        return None
    refers_to, names, end = back
    return _mention(text, start, name, refers_to=refers_to, names=names or None, locator=_tail_locator(text[end:]))


def _without_lead(part: Part) -> tuple[int, str]:
    """Return where *part* begins without "see" and the like, and what it says then."""
    skipped = without_prefix(part.text)
    return part.start + skipped, part.text[skipped:].rstrip()


def _in_full(part: Part, name: str, known: Known, titles: Titles) -> Mention | None:
    start, text = _without_lead(part)
    if not text:
        return None
    bare = _ADDRESS.sub("", text).rstrip(' .,”"<>')
    core, locator = _without_locator(bare)
    works = _works(core, known, titles)
    offset = _head(core, works)
    if offset is None:
        return None
    if len(works) == 1 and locator is not None and _is_whole_range(locator, works[0]):
        locator = None
    return _mention(text[offset:], start + offset, name, names=core[offset:], locator=locator, is_known=True)


def _of_unknown_work(part: Part, name: str, known: Known) -> Mention | None:
    """Return a note in full that no work at hand fits: "Doe, *Boats* (Eldoria, 2011), 12", with the page it cites."""
    start, text = _without_lead(part)
    core, locator = _without_locator(text.rstrip(" ."))
    match = _IN_FULL.fullmatch(core)
    if match is None or locator is None or not are_names(match["names"]) or known.knows(match["names"]):
        return None
    return _mention(text, start, name, names=match["names"], locator=locator)


def _mention(text: str, start: int, note: str, **more: Any) -> Mention:
    return Mention(CitationForm.NOTE, text, start, start + len(text), start, note=note, is_sure=True, **more)


def _head(core: str, works: Sequence[Work]) -> int | None:
    """Return where in *core* the author or the title of one of *works* begins, None if it only has words of them."""
    words = name_words_with_places(core)
    folded = [word.folded for word in words]
    forms = [form for work in works for one in work.authors[:1] for form in one.forms]
    forms += [title[:_LEAST_HEAD] for work in works for title in work.titles]
    for index, word in enumerate(words):
        if any(tuple(folded[index : index + len(form)]) == form for form in forms):
            return _with_given_names(core, words, index) if word.start else 0
    return 0 if works and not forms else None


def _with_given_names(core: str, words: Sequence[Word], index: int) -> int:
    """Return where the name begins that the word at *index* ends: given names and initials stand before it."""
    first = index
    while (
        first
        and index - first < _MOST_GIVEN_NAMES
        and _GIVEN.fullmatch(core[words[first - 1].start : words[first].start])
    ):
        first -= 1
    return words[first].start if first else 0


def _back_reference(text: str, known: Known) -> tuple[str, str, int] | None:
    """Return the note that a back reference means ("" for the citation before), its names, and where it ends."""
    ibid = _IBID.match(text)
    if ibid is not None:
        return "", "", ibid.end()
    number = _NOTE_NUMBER.search(text[:120])
    if number is not None and _names_earlier(text[: number.start()], known):
        return number["number"], text[: number.start()].strip(" ,"), number.end()
    op_cit = _OP_CIT.search(text[:120])
    if op_cit is not None and _names_earlier(text[: op_cit.start()], known):
        return "op. cit.", text[: op_cit.start()].strip(" ,"), op_cit.end()
    return None


def _names_earlier(text: str, known: Known) -> bool:
    """Tell whether *text*, before a back reference, is empty or can be how the earlier note is called."""
    names = text.strip(" ,").removesuffix("(").rstrip(" ,")
    if not names or known.knows(names):
        return True
    if "(" in names:
        return False
    words = names.split()
    return len(words) <= _LONGEST_SHORT_FORM and not words[0][:1].islower() and not _TALK.search(names)


def _tail_locator(tail: str) -> Locator | None:
    text = tail.strip(" ,;:.)")
    text = text.removeprefix("at ").strip()
    found = locator_at(text, 0)
    return found.locator if found is not None else None


def _without_locator(text: str) -> tuple[str, Locator | None]:
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
    return work.pages is not None and page_range(locator.value) == work.pages
