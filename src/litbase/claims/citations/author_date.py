"""Author-date citations: "(see Hackney 2015, 101; Stöckl et al. 2017a, b)", "Hackney (2015, p. 101)", "(2014, 611)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from litbase.claims.citations.fitting import fits_of_year
from litbase.claims.citations.groups import Group, Part, parts_of
from litbase.claims.citations.known import ET_AL, Known, Strength
from litbase.claims.citations.locators import FoundLocator, locator_at
from litbase.claims.citations.mentions import YEAR, Mention, Year, year_of
from litbase.claims.citations.name_shapes import AT_END, MONTHS, are_names, are_several, is_abbreviation, without_prefix
from litbase.claims.citations.works import Work, name_words, unspaced_starts, words_with_places
from litbase.model.claim import CitationForm

_LETTER = re.compile(r"\s*(?:,|&|and|–|-)\s*(?P<letter>[a-z])(?![\w'’]|\.\s*[\divxlc])")
_BEFORE_LOCATOR = re.compile(
    r"\s*[,:]\s*(?:(?:esp|especially|in particular|particularly|here|see)\b\.?\s+(?=\d|[a-z]+\.?\s?\d))?|"
    r"\s+(?P<at>at\s+)(?=\d)|\s+(?=[a-z§¶])",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(r"(?:,?[*_”\"’]{0,2})\s+(?P<page>\d{1,3}(?:[–-]\d{1,3})?)\s*$")
_DATE_TAIL = re.compile(r"\s*,?\s+(?P<month>[^\W\d_]+)\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?!\w)")
_MONTH_BEFORE = re.compile(r"(?:^|[\s,])(?:\d{1,2}\.?\s+)?(?P<month>[^\W\d_]+)\.?(?:\s+\d{1,2})?\s*(?:,\s*)?$")
_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_SAYS = re.compile(
    r"\s*(?:,\s*)?(?:\w+ly\s+|also\s+|have\s+|has\s+)?(?:argu|find|found|show|report|not|stat|suggest|claim|estimat|describ|explain|writ|wrote|point|"
    r"observ|conclud|demonstrat|document|develop|propos|us|examin|analy|contend|maintain|highlight|identif|provid|"
    r"offer|discuss|recommend|call|defin|distinguish|emphasi|insist|warn|trace|refer|agree|disagree|"
    r"assert|reveal|believ|interview|acknowledg|critici[sz]|investigat|caution)(?:e?s|ed|d|ies|ied|e|y|k)?\b"
)
_JOINED = ("and ", "und ", "y ", "e ", "et ")
_WORDS_LOOKED_BACK = 16
_LOOKED_BACK = 800  # characters
_PLACE_BEHIND = re.compile(r"(?P<at>\s+at\s+(?=\d))|(?:,|\s+at)\s+(?=(?:pp?|chs?|chap|secs?|paras?)\.\s?\d|[§¶])")
_AFTER_PLACE = re.compile(r"\s*(?:[.,;:)]|$)")
_NAME_GOES_ON = re.compile(r"(?:(?:,|,?\s+(?:and|und|y|e|et|&))?\s+(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*|&))+\s*")
_SENTENCE_END = re.compile(r"(?<=[^\W\dA-Z][^\W\d])[”\"’)]*[.!?][”\"’)\]]*\s+(?=[^\W\d_a-z“\"])|(?<=\))\.\s+")


def parenthetical(group: Group, known: Known) -> list[Mention]:
    """Return the works cited with their years in a pair of brackets, [] if it is no such citation."""
    found: list[Mention] = []
    names: str | None = None
    for part in _with_all_names(list(parts_of(group)), known):
        for mention in in_part(part, known, names):
            found.append(mention)
            names = mention.names
    return found


def _with_all_names(parts: Sequence[Part], known: Known) -> Iterator[Part]:
    """Yield the parts, those put together that are the names of one work at hand ("Doe; Roe, 2015" in ABNT style)."""
    position = 0
    while position < len(parts):
        last = next((at for at in range(position, len(parts)) if YEAR.search(parts[at].text)), position)
        for first in range(position, last + 1):
            whole = "; ".join(part.text.strip() for part in parts[first : last + 1])
            if first < last and _are_all_authors(whole, known):
                text = ";".join(part.text for part in parts[first : last + 1])
                yield Part(parts[first].start, text)
                break
            yield parts[first]
        position = last + 1


def _are_all_authors(written: str, known: Known) -> bool:
    match = YEAR.search(written)
    names = written[without_prefix(written) : match.start() if match else None].strip(" ,(")
    fits = fits_of_year(known.fits(names), year_of(match) if match else None)
    return any(fit.strength == Strength.WHOLE and len(fit.work.authors) > 1 for fit in fits)


def in_part(part: Part, known: Known, names: str | None = None) -> Iterator[Mention]:
    """Yield the works cited with their years in what stands between semicolons; *names*: those of the part before."""
    position = begin = 0  # a title that stands for an author may hold years of its own
    is_known, start = False, 0
    while (match := YEAR.search(part.text, position)) is not None:
        if begin and _is_nested(part.text[: match.start()]):  # what a reference in full says of its publisher
            position = match.end()
            continue
        written = part.text[begin : match.start()]
        chosen = _chosen_names(written, known)
        if chosen is not None:
            offset, names, is_known = chosen
            start = position + offset
        elif names is None or written.strip(" ,&").lower() not in ("", "and", "und", "y"):
            position = match.end()
            continue
        else:
            start = match.start()
            is_known = is_known or known.knows(names)
        for mention in _years(part, match, start, names, is_known=is_known):
            yield mention
            position = begin = mention.end - part.start


def _is_nested(before: str) -> bool:
    return before.count("(") > before.count(")")


def _years(part: Part, match: re.Match[str], start: int, names: str, *, is_known: bool) -> Iterator[Mention]:
    """Yield one mention for the year found, and one for each letter behind it ("2014a, b")."""
    year = year_of(match)
    end = match.end()
    while True:
        letter = _LETTER.match(part.text, end) if year.letter else None
        if letter is not None and letter["letter"] <= (year.letter or ""):
            letter = None
        tail = _locator_behind(part.text, end) if letter is None else None
        if tail is None and letter is None and is_known:
            tail = _page_behind(part.text, end)
        stop = tail.end if tail else end
        yield Mention(
            CitationForm.AUTHOR_DATE, part.text[start:stop], part.start + start, part.start + stop, part.start + start,
            names=names, year=year, locator=tail.locator if tail else None, is_known=is_known,
            is_sure=are_several(names) or ((tail is not None or year.letter is not None) and are_names(names)),
        )  # fmt: skip
        if letter is None:
            return
        start, end = letter.start("letter"), letter.end()
        year = Year(year.numbers, letter["letter"], year.word)


def _locator_behind(text: str, end: int) -> FoundLocator | None:
    date = _DATE_TAIL.match(text, end)
    if date is not None and name_words(date["month"])[0:1] and name_words(date["month"])[0] in MONTHS:
        end = date.end()
    gap = _BEFORE_LOCATOR.match(text, end)
    if gap is None:
        return None
    is_marked = gap["at"] is not None or any(sign in gap[0] for sign in ",:")
    found = locator_at(text, gap.end(), bare=is_marked)
    if found is None or (":" not in gap[0] and YEAR.match(text, gap.end())):
        return None
    rest = text[found.end :].lstrip()
    return (
        found
        if not rest or rest[0] in ",;)]:." or text[gap.end()].isalpha() or ":" in gap[0] or not rest[0].isalnum()
        else None
    )


def _page_behind(text: str, end: int) -> FoundLocator | None:
    """Return the bare page behind a year that ends a title: "(Norland Office, *Norland Report 2022* 87)"."""
    match = _BARE_PAGE.match(text, end)
    return locator_at(text, match.start("page")) if match is not None else None


def _chosen_names(written: str, known: Known) -> tuple[int, str, bool] | None:
    """Return where the names in front of a year begin, the names, and whether some work goes by them."""
    text = _without_month(written).rstrip(' ,([“"')
    skipped = without_prefix(text)
    if not _CAPITALISED.search(text[skipped:]) and not known.knows(text[skipped:]):
        return None
    for word in words_with_places(text):
        if word.start >= skipped and known.knows(text[word.start :]):
            return word.start, text[word.start :], True
    rest = text[skipped:]
    if are_names(rest) or are_several(rest):
        return skipped, rest, False
    if any(fit.strength for fit in known.fits(rest)):
        return skipped, rest, True
    return _names_at_end(text, skipped)


def _names_at_end(text: str, skipped: int) -> tuple[int, str, bool] | None:
    """Return several people at the end of other words ("for the early history, Doe and Roe")."""
    match = AT_END.search(text, skipped)
    if match is None or not (match["more"] or are_several(match["names"])):
        return None
    return match.start("names"), match["names"], False


def _without_month(text: str) -> str:
    match = _MONTH_BEFORE.search(text)
    if match is None or name_words(match["month"])[:1] == () or name_words(match["month"])[0] not in MONTHS:
        return text
    return text[: match.start()]


def narrative(text: str, group: Group, known: Known, *, earlier: str = "") -> list[Mention]:
    """Return the works whose years stand in a pair of brackets behind, or after, their authors in the text.

    *earlier* is the paragraph before, in which their author may be named.
    """
    first = next(parts_of(group))
    match = YEAR.match(first.text.lstrip())
    if match is None:
        return []
    inside = Part(first.start + len(first.text) - len(first.text.lstrip()), first.text.strip())
    named = _named_before(text[: group.start], year_of(match), known, _SAYS.match(text, group.end) is not None,
                          has_more=_years_have_more(inside, match))  # fmt: skip
    if named is None:
        return _with_place_behind(text, group, _suppressed(text, group, inside, known, earlier=earlier))
    start, names, is_known = named
    found = [_widened(mention, start, group, text) if index == 0 else mention
             for index, mention in enumerate(in_part(inside, known, names))]  # fmt: skip
    found = [_with(mention, is_known=is_known, is_sure=True) for mention in found]
    rest = [mention for part in list(parts_of(group))[1:] for mention in in_part(part, known, names)]
    return _with_place_behind(text, group, found + rest)


def _with_place_behind(text: str, group: Group, mentions: list[Mention]) -> list[Mention]:
    """Take in the place behind the brackets, where none stands in them: "Doe (2015), pp. 12–14", "Doe (2015) at 12"."""
    behind = _PLACE_BEHIND.match(text, group.end)
    found = locator_at(text, behind.end(), bare=behind["at"] is not None) if behind is not None else None
    if found is None or len(mentions) != 1 or mentions[0].locator is not None or mentions[0].end != group.end:
        return mentions
    if not _AFTER_PLACE.match(text, found.end):
        return mentions
    (one,) = mentions
    return [replace(one, end=found.end, raw=text[one.start : found.end], locator=found.locator)]


def _years_have_more(part: Part, match: re.Match[str]) -> bool:
    """Tell whether a letter or a locator stands with the year: no other date has one."""
    year = year_of(match)
    return bool(year.letter or year.word) or _locator_behind(part.text, match.end()) is not None


def _widened(mention: Mention, start: int, group: Group, text: str) -> Mention:
    end = group.end if group.content[mention.end - group.start - 1 :].strip() == "" else mention.end
    return replace(mention, start=start, end=end, anchor=start, raw=text[start:end])


def _with(mention: Mention, *, is_known: bool, is_sure: bool) -> Mention:
    return replace(mention, is_known=is_known, is_sure=is_sure)


def _named_before(before: str, year: Year, known: Known, says: bool, *, has_more: bool) -> tuple[int, str, bool] | None:
    """Return the longest string of names right before the brackets: where it begins, the names, is it known."""
    tail_start = max(0, len(before) - 400)
    words = [word.start for word in words_with_places(before[tail_start:])][-_WORDS_LOOKED_BACK:]
    anyone: tuple[int, str, bool] | None = None
    for word in (*words, *unspaced_starts(before[tail_start:])):
        start = tail_start + word
        names = _trimmed(before[start:])
        if not names or not (_CAPITALISED.match(names) or names[0].islower()) or names.startswith(_JOINED):
            continue
        fits = [fit for fit in known.fits(names) if fit.strength > Strength.AMONG]
        if fits_of_year(fits, year):
            return start, names, True
        if (
            fits
            and anyone is None
            and (
                says
                or has_more
                or ET_AL.search(names)
                or (fits[0].work.authors[:1] and fits[0].work.authors[0].is_person)
            )
        ):
            anyone = start, names, True
    return anyone or _unknown_before(before, says=says, has_more=has_more)


def _unknown_before(before: str, *, says: bool, has_more: bool) -> tuple[int, str, bool] | None:
    match = AT_END.search(before, max(0, len(before) - 200))
    if match is None or not are_names(match["names"]) or is_abbreviation(match["names"]):
        return None
    if match["more"] or says or has_more or are_several(match["names"]):
        return match.start("names"), match["names"], False
    return None


def _trimmed(names: str) -> str:
    return re.sub(r"['’]s?$", "", names.rstrip(' ,“”"')).rstrip(' ,“”"')


def _is_part_of_other_names(between: str, works: Sequence[Work]) -> bool:
    """Tell whether a name goes on up to the brackets, and not with the title of one of its *works*."""
    words = name_words(between)
    return _NAME_GOES_ON.fullmatch(between) is not None and not any(
        title[: len(words)] == words for work in works for title in work.titles
    )


def _suppressed(text: str, group: Group, inside: Part, known: Known, *, earlier: str) -> list[Mention]:
    """Return the works of "(2014, 611)" by the nearest name before it that has a work of that year.

    A year alone is a date like others, unless the sentence names its author.
    """
    match = YEAR.match(inside.text)
    if match is None:
        return []
    year = year_of(match)
    before = text[max(0, group.start - _LOOKED_BACK) : group.start]
    if _years_have_more(inside, match):
        before = f"{earlier[-_LOOKED_BACK:]}\n{before}"
    else:
        before = _SENTENCE_END.split(before)[-1]
    for word in reversed(list(words_with_places(before))):
        written = before[word.start : word.end]
        if not _CAPITALISED.match(written) or is_abbreviation(written):
            continue
        fits = [fit for fit in known.fits(written) if fit.strength > Strength.AMONG]
        dated = fits_of_year(fits, year)
        if dated and _is_part_of_other_names(before[word.end :], [fit.work for fit in dated]):
            return []
        if dated:
            found = [_with(mention, is_known=True, is_sure=True) for mention in in_part(inside, known, written)]
            return [_widened(mention, group.start, group, text) if index == 0 else mention
                    for index, mention in enumerate(found)]  # fmt: skip
    return []
