"""Citations in notes: full and short forms, ibid., op. cit., "n 12" (Chicago Manual of Style 14; OSCOLA 1.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from litbase.claims.citations.author_date import in_part
from litbase.claims.citations.author_page import author_and_page
from litbase.claims.citations.back_references import back_reference, tail_locator, without_lead
from litbase.claims.citations.fitting import fits_of_year
from litbase.claims.citations.groups import Group, Part, groups_in
from litbase.claims.citations.known import Known, Strength
from litbase.claims.citations.locators import locator_at
from litbase.claims.citations.mentions import YEAR, Mention
from litbase.claims.citations.name_shapes import are_names
from litbase.claims.citations.note_places import (
    law_review_locator,
    without_locator,
    without_locator_before_date,
    without_whole_range,
)
from litbase.claims.citations.particulars import stands_in
from litbase.claims.citations.references import Titles, are_one_title
from litbase.claims.citations.short_forms import by_short_form, without_short_form
from litbase.claims.citations.works import Word, Words, Work, name_words, name_words_with_places
from litbase.model.claim import CitationForm

_ADDRESS = re.compile(
    r"[,.]?\s*(?:available (?:at|from):?\s*)?<?(?:https?://|doi:\s*|www\.)[^\s>]*[^\s>.,;]>?|"
    r",?\s*(?:accessed|retrieved|last visited|abgerufen) [^.;]*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r";\s+|(?<=[\w”\")]{2}\.)\s+(?=(?:[Ss]ee|[Cc]f)\b)")
_IN_FULL = re.compile(
    r"(?P<names>[^,()“\"]{3,60}),\s+[*_“\"‘']*[^\W\d_a-z].{3,250}?\(([^()]*[\s,])?(?:1[5-9]|20)\d\d\)"
)
_QUOTED_TITLE = re.compile(r"(?P<names>[^,“”\"„«‘]{2,80}),\s*[“\"„«‘](?P<title>[^“”\"„«»]{3,200})[”\"»’“]")
_GIVEN = re.compile(r"[^\W\d_a-z][\w'’.-]*\s+")
_CUT = re.compile(
    r"(?:(?:(?<![\s.][A-Z])(?<!^[A-Z])\.|[,:”\"’)])\s+(?:and\s+)?|\s+and\s+|(?=\s+(?:[Ss]ee|[Cc]f\.)\s))"
    r"(?:\s*(?:[Ss]ee\s+(?:also\s+)?|[Cc]f\.\s+))?(?=[^\W\d_a-zß-öø-ÿ]|[“\"‘*_])"
)
_PAGE_AND_STOP = re.compile(r"(?<!\w)pp?\.\s?[\divxlc]+(?:[–-][\divxlc]+)?(?=\.\s+[^\W\d_a-z])")
_SHORT_TITLE = re.compile(r"\s*[(\[][‘“\"'*_][^()\[\]]{2,90}[’”\"'*_][)\]](?=[\s.]*$)")
_MOST_GIVEN_NAMES = 3
_LEAST_HEAD = 3  # words of a title
_LONGEST_HEAD = 160  # characters
_LONGEST_SHORT_FORM = 14  # words: names and a short title


def in_note(
    text: str,
    name: str,
    known: Known,
    titles: Titles,
    *,
    beside: str | None = None,
    given: Sequence[tuple[Words, str]] = (),
) -> list[Mention]:
    """Return the works that a note cites, in order; offsets are in *text*.

    A note may talk, and cite in brackets: "Others disagree (Doe, *Boats*, 12; Roe (n 3))." *beside*: who is named in
    the sentence that calls the note; one that is nothing but a page is of their work. *given*: short forms that
    earlier notes gave, and the names in full.
    """
    found = _in_note(text, name, known, titles, given)
    if not found and beside is not None:
        return _of_whom_is_beside(text, name, beside, known, titles)
    return [replace(one, beside=beside) if one.refers_to and one.names is None else one for one in found]


def _of_whom_is_beside(text: str, name: str, beside: str, known: Known, titles: Titles) -> list[Mention]:
    """Return a note that is a page or a title alone as one on a work of whom its sentence names."""
    dated = list(in_part(Part(0, text.rstrip(" .")), known, beside)) if YEAR.match(text) else []
    if len(dated) == 1 and fits_of_year(known.fits(beside), dated[0].year):
        return [replace(dated[0], note=name, is_known=True, is_sure=True)]
    if YEAR.match(text):
        return []
    place = locator_at(text, 0)
    if place is not None and not text[place.end :].strip(" ."):
        return [_mention(text, 0, name, names=beside, locator=place.locator)]
    core, locator = without_locator(text.rstrip(' .,”"’'))
    names = f"{beside}, {core}"
    is_title = any(fit.strength == Strength.TITLED for fit in known.fits(names)) or bool(titles.works_in(names))
    return [_mention(text, 0, name, names=names, locator=locator)] if is_title else []


def _in_note(text: str, name: str, known: Known, titles: Titles, given: Sequence[tuple[Words, str]]) -> list[Mention]:
    found: list[Mention] = []
    for part in _cited_apart(text, known):
        back = _back_reference_in(part, name, known) or by_short_form(part, name, given)
        if back is not None:
            found.append(back)
            continue
        groups = list(groups_in(part.text))
        bracketed = [list(_in_brackets(group, part, name, known, titles)) for group in groups]
        before = min((one.start for one, cited in zip(groups, bracketed, strict=True) if cited), default=len(part.text))
        mention = _in_full(Part(part.start, part.text[:before]), name, known, titles)
        mention = mention or _of_unknown_work(part, name, known) or _with_its_year(part, name, known)
        mention = mention or _with_its_page(part, name, known) or _by_quoted_title(part, name, known)
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


def _cited_apart(text: str, known: Known) -> Iterator[Part]:
    """Yield the parts of a note, also those that only "and", "see" or a new sentence keeps apart."""
    for part in _parts(text):
        brackets = list(groups_in(part.text))
        start = 0
        for end, then in sorted((*_stops(part.text), *_beginnings(part.text, known))):
            is_inside = any(one.start < end < one.end for one in brackets)
            if end > start and not is_inside and not _is_author_alone(part.text[start:end], known):
                yield Part(part.start + start, part.text[start:end])
                start = then
        yield Part(part.start + start, part.text[start:])


def _is_author_alone(text: str, known: Known) -> bool:
    """Tell whether *text*, which another beginning of a work follows, only names whose work it is."""
    _, names = without_lead(Part(0, text))
    fits = known.fits(names)
    return bool(fits) and fits[0].strength in (Strength.FIRST, Strength.WHOLE) and bool(fits[0].work.authors)


def _stops(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a page and a full stop end a citation in a note that goes on."""
    for match in _PAGE_AND_STOP.finditer(text):
        yield match.end(), match.end() + 1


def _beginnings(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """Yield where a work is cited behind other words, and where these end."""
    for match in _CUT.finditer(text):
        if match.start() and _begins_work(text[match.end() :], known):
            yield match.start(), match.end()


def _begins_work(text: str, known: Known) -> bool:
    """Tell whether *text* begins with the author of a work and two words of its title, or all of it."""
    words = name_words_with_places(text[:_LONGEST_HEAD])[:_LONGEST_SHORT_FORM]
    for count, word in enumerate(words[1:], start=2):
        fits = [fit.work for fit in known.fits(text[: word.end]) if fit.strength == Strength.TITLED]
        before = {fit.work.key for fit in known.fits(text[: words[count - 2].end]) if fit.strength == Strength.TITLED}
        if any(work.key in before or min(map(len, work.titles)) == 1 for work in fits):
            return True
    return False


def _back_reference_in(part: Part, name: str, known: Known) -> Mention | None:
    start, text = without_lead(part)
    back = back_reference(text, known) if text else None
    if back is None:
        return None
    refers_to, names, end = back
    return _mention(text, start, name, refers_to=refers_to, names=names or None, locator=tail_locator(text[end:]))


def _in_full(part: Part, name: str, known: Known, titles: Titles) -> Mention | None:
    start, text = without_lead(part)
    if not text:
        return None
    bare = _SHORT_TITLE.sub("", _ADDRESS.sub("", without_short_form(text))).rstrip(' .,”"<>')
    core, locator = without_locator(bare)
    if locator is None:
        core, locator = without_locator_before_date(bare)
    works = _works(core, known, titles)
    if locator is None and len(works) == 1:
        locator = law_review_locator(bare, works[0])
    offset = _head(core, works)
    if offset is None:
        return None
    if len(works) == 1 and locator is not None:
        locator = without_whole_range(locator, works[0])
    return _mention(text[offset:], start + offset, name, names=core[offset:], locator=locator, is_known=True)


def _of_unknown_work(part: Part, name: str, known: Known) -> Mention | None:
    """Return a note in full that no work at hand fits: "Doe, *Boats* (Eldoria, 2011), 12", with the page it cites."""
    start, text = without_lead(part)
    core, locator = without_locator(text.rstrip(" ."))
    match = _IN_FULL.fullmatch(core)
    if match is None or locator is None or not are_names(match["names"]) or known.knows(match["names"]):
        return None
    return _mention(text, start, name, names=match["names"], locator=locator)


def _by_quoted_title(part: Part, name: str, known: Known) -> Mention | None:
    """Return a note that begins with an author at hand and a quoted title that none of their works has.

    "Doe, “A Titel Misspelt,” 12": it cites something, and what it may be is listed.
    """
    start, text = without_lead(part)
    core, locator = without_locator(text.rstrip(" ."))
    match = _QUOTED_TITLE.match(core)
    if match is None or not known.knows(match["names"]) or not are_names(match["names"]):
        return None
    return _mention(text, start, name, names=core, locator=locator)


def _with_its_year(part: Part, name: str, known: Known) -> Mention | None:
    """Return a note that is nothing but author, year and place: "Doe 2011, 13"."""
    start, text = without_lead(part)
    cited = list(in_part(Part(0, text), known))
    if len(cited) != 1 or cited[0].start > 0 or not (cited[0].is_known or cited[0].is_sure):
        return None
    (one,) = cited
    rest = text[one.end :].strip(" .,")
    place = locator_at(rest, 0, bare=False)  # behind the first page of an article: "Doe 2011, 101, pp. 103–4"
    if rest and (place is None or place.end != len(rest)):
        return None
    located = replace(one, locator=place.locator if place is not None else one.locator)
    return replace(located, start=start, end=start + len(text.rstrip(" .")), anchor=start, note=name, is_sure=True)


def _with_its_page(part: Part, name: str, known: Known) -> Mention | None:
    """Return a note that is nothing but author and page, as the MLA Handbook has them: "Doe and Roe 12"."""
    start, text = without_lead(part)
    one = author_and_page(Part(0, text), known)
    if one is None or one.start > 0 or not one.is_known or one.locator is None:
        return None
    return _mention(text.rstrip(" ."), start, name, names=one.names, locator=one.locator, is_known=True)


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


def _works(core: str, known: Known, titles: Titles) -> Sequence[Work]:
    """Return the works that a note names by authors and title, else by a reference in full."""
    fits = [fit.work for fit in known.fits(core) if fit.strength == Strength.TITLED]
    if fits:
        return titles.with_volumes(fits, core)
    in_full = titles.works_in(core) or _in_containers(core, known)
    if in_full:
        return in_full
    return [fit.work for fit in known.fits(core) if fit.strength >= Strength.FIRST]


def _in_containers(core: str, known: Known) -> list[Work]:
    """Return the works of the author who begins a note that appeared in the journal or book and the year behind."""
    words = name_words_with_places(core)
    named = [word.end for word in words[:_LONGEST_SHORT_FORM] if known.knows(core[: word.end])]
    if not named:
        return []
    behind = name_words(core[named[-1] :])
    fits = (fit.work for fit in known.fits(core[: named[-1]]) if fit.strength >= Strength.FIRST)
    return [
        work for work in fits
        if any(re.search(rf"(?<!\d){year}(?!\d)", core) for year in work.years)
        and any(stands_in(title, behind) for title in work.containers)
    ]  # fmt: skip


def works_nearly(core: str, known: Known) -> list[Work]:
    """Return the works of the author of a note whose title is much like the one it quotes."""
    match = _QUOTED_TITLE.match(core)
    if match is None:
        return []
    title = name_words(match["title"])
    works = [fit.work for fit in known.fits(match["names"]) if fit.strength >= Strength.FIRST]
    return [work for work in works if any(are_one_title(title, other) for other in work.titles)]


def works_of_note(core: str, known: Known, titles: Titles) -> Sequence[Work]:
    """Return the works that the words of a note's citation fit, locator left out."""
    return _works(core, known, titles)
