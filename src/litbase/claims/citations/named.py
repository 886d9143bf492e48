"""Sources named in the sentence: "According to the Global Slavery Index …", "the … Report July 2022 found that"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from litbase.claims.citations.known import ET_AL, Fit, Known, Strength, runs_of
from litbase.claims.citations.mentions import Mention, Year
from litbase.claims.citations.name_shapes import MONTHS, is_abbreviation
from litbase.claims.citations.works import Word, Words, Work, is_unspaced, name_words, words_with_places
from litbase.model.claim import CitationForm

_LEAD = (
    r"(?:\b(?:according to|as (?:reported|noted|stated|described|documented|estimated|cited|shown|found|quoted|"
    r"explained|pointed out|put) (?:by|in)|as per|citing|quoting|in the words of|laut|nach angaben|según|"
    r"de acuerdo con|d['’]après|selon)\s+(?:(?:the|an?|der|des|dem|die|el|la|los|las|le|les)\s+|l['’])?|"
    r"(?:根据|依据|据|按照))"
)
_ACCORDING = re.compile(
    rf"{_LEAD}(?:(?:recent|latest|annual|same|new|most recent|(?:19|20)\d\d)\s+)*[“\"‘'«《]?$", re.IGNORECASE
)
_ACCORDING_AHEAD = re.compile(rf"{_LEAD}(?:(?:recent|latest|same|new)\s+)?[“\"‘'«]?", re.IGNORECASE)
VERB = (
    r"(?:finds?|found|states?|stated|shows?|showed|reports?|reported|notes?|noted|argues?|argued|estimates?|estimated|"
    r"concludes?|concluded|claims?|claimed|suggests?|suggested|says?|said|writes?|wrote|explains?|explained|describes?|"
    r"described|documents?|documented|observes?|observed|points? out|pointed out|reveals?|revealed|indicates?|"
    r"indicated|warns?|warned|asserts?|asserted|contends?|contended|demonstrates?|demonstrated|identifies|identified|lists?|"
    r"listed|ranks?|ranked|places?|placed|puts?|counts?|counted|records?|recorded|confirms?|confirmed|details?|detailed|"
    r"criticises?|criticised|criticizes?|criticized|recommends?|recommended|urges?|urged|stress(?:es|ed)?|cautions?|"
    r"cautioned|emphasi[sz]es?|emphasi[sz]ed|alleges?|alleged|underlines?|underlined|maintains?|maintained|acknowledges?|acknowledged|highlights?|highlighted|defines?|defined)"
)
SAYS = re.compile(rf"[\s,)”\"’']*(?:(?:also|further|thus|\w+ly|has|have)\s+)?{VERB}(?![\w-])")
_SAYING = re.compile(rf"(?<=\w)(?:['’]s)?\s+(?:(?:also|further|thus|\w+ly|has|have)\s+)?{VERB}(?![\w-])")
_YEAR_AFTER = re.compile(
    r"[”\"’']*,?\s*(?:of\s+|for\s+|from\s+)?\(?(?:published\s+in\s+)?(?:\d{1,2}\s+)?(?:(?P<month>[^\W\d_]+)\.?,?\s+(?:\d{1,2},\s*)?)?"
    r"(?P<year>(?:19|20)\d\d)(?![\w%-])\)?"
)
_YEAR_BEFORE = re.compile(
    r"(?P<years>(?:19|20)\d\d(?:(?:\s*[,–-]\s*|,?\s+(?:and|to|&)\s+)(?:19|20)\d\d)*)"
    r"\s+(?:edition\s+of\s+(?:the\s+)?)?[“\"‘'«]?$"
)
_YEAR_IN_BRACKETS = re.compile(r"\s?\((?P<year>(?:19|20)\d\d)\)")
_NUMBER = re.compile(r"\d{4}")
_CJK_TITLE = re.compile(
    r"(?P<lead>(?:根据|依据|据|按照|参见|见)\s?)?《(?P<title>[^《》]{4,80})》"
    r"(?P<said>\s?(?:还|也|曾)?(?:规定|指出|显示|表明|认为|报告|称|要求|强调|提到))?"
)
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|an?)\s+)?[“\"‘'«]?$", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
_AND = re.compile(rf"(?<!\s)\s+(?:and|&|und|y|et)\s+(?=[^\W\d_a-z])|(?P<more>(?i:{ET_AL.pattern}))")
_LEAST_TITLE_WORDS = 3
_LEAST_INITIALS = 3
_LONGEST_NAME = 12  # words
_LOOKED_AHEAD = 160  # characters
_NO_NAMES = frozenset({"the", "and", "et", "e", "y", "und", "en", "of"})  # at the end of a name
_SERIES_NOUNS = frozenset({"report", "index", "survey", "bulletin", "yearbook", "review"})


def title_without_year(title: Words) -> Words:
    """Return a title without the years at its ends: "Global Slavery Index 2018" is asked for as a series."""
    while title and _IS_YEAR.fullmatch(title[-1]):
        title = title[:-1]
    while title and _IS_YEAR.fullmatch(title[0]):
        title = title[1:]
    return title


@lru_cache(maxsize=8)
def _titles(known: Known) -> tuple[Words, ...]:
    titles = {title_without_year(title) for work in known.works if not work.is_law for title in work.titles}
    short = {form for work in known.works if not work.is_law for form in short_titles(work)}
    whole = {title for title in titles if len(title) >= _LEAST_TITLE_WORDS}
    return tuple(sorted(whole | short, key=len, reverse=True))


@lru_cache(maxsize=20_000)
def short_titles(work: Work) -> frozenset[Words]:
    """Return what the series of a body is called for short: "TIP Report" for "Trafficking in Persons Report"."""
    if not work.authors or work.authors[0].is_person:
        return frozenset()
    forms: set[Words] = set()
    for title in map(title_without_year, work.titles):
        initials = "".join(word[0] for word in title[:-1])
        if title and title[-1] in _SERIES_NOUNS and len(initials) >= _LEAST_INITIALS:
            forms |= {(initials, title[-1]), (initials, f"{title[-1]}s")}
    return frozenset(forms)


def named(text: str, known: Known) -> Iterator[Mention]:
    """Yield the sources that *text* names and says something after."""
    words = list(words_with_places(text))
    taken = -1
    for first, last in _runs((*_titles(known), *known.introduced), words):
        if first >= taken and (mention := _titled(text, words, first, last, known)) is not None:
            taken = last
            yield mention
    yield from _in_chinese(text, known)
    yield from _people_and_bodies(text, words, known)


def _in_chinese(text: str, known: Known) -> Iterator[Mention]:
    """Yield the works whose title stands in its marks, 《…》, and is introduced or made to say something."""
    for match in _CJK_TITLE.finditer(text):
        title = match["title"]
        if (match["lead"] or match["said"]) and any(not work.is_law for work in works_titled(title, known.works)):
            start, end = match.start("title") - 1, match.end("title") + 1
            yield Mention(
                CitationForm.NAMED, text[start:end], start, end, start, title=title, is_known=True, is_sure=True
            )


def _runs(titles: Sequence[Words], words: Sequence[Word]) -> list[tuple[int, int]]:
    return sorted(runs_of(titles, words), key=lambda run: (run[0], -run[1]))


def _titled(text: str, words: Sequence[Word], first: int, last: int, known: Known) -> Mention | None:
    """Return the work whose title stands in the text, if it is introduced there or made to say something."""
    start, end = words[first].start, words[last - 1].end
    title = text[start:end]
    is_name = title.isupper() or sum(word[:1].isupper() for word in title.split()) > 1 or _is_quoted(text, start, end)
    if not _CAPITAL.match(title) or not is_name or not works_titled(known.in_full(title), known.works):
        return None
    start, names = _with_body(text, words, first, title, known)
    year, end = _dated(text, start, words[first].start, end)
    if not (is_introduced(text, start) or SAYS.match(text, end)):
        return None
    return Mention(
        CitationForm.NAMED, text[start:end], start, end, start,
        names=names, year=year, title=title, is_known=True, is_sure=True,
    )  # fmt: skip


def is_introduced(text: str, start: int) -> bool:
    """Tell whether what begins at *start* is named as the source of what is said: "According to the …"."""
    return _ACCORDING.search(text[max(0, start - 80) : start]) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in "“\"‘'«" and text[end : end + 1] in ("”", '"', "’", "'", "»")


def _with_body(text: str, words: Sequence[Word], first: int, title: str, known: Known) -> tuple[int, str | None]:
    """Return where the name of the work's author begins if it stands right before the title, and that name."""
    forms = {form for work in works_titled(title, known.works) for author in work.authors for form in author.forms}
    for index in range(max(0, first - 12), first):
        start = words[index].start + (4 if text.startswith("The ", words[index].start) else 0)
        between = text[start : words[first].start]
        if name_words(_DETERMINER.sub("", between)) in forms and _CAPITAL.match(between):
            return start, between.rstrip(" “\"‘'«").removesuffix("’s").removesuffix("'s")
    return words[first].start, None


def _dated(text: str, start: int, title_start: int, end: int) -> tuple[Year | None, int]:
    """Return the year named beside a title, and where the source's name then ends."""
    year, after = year_behind(text, end)
    if year is not None:
        return year, after
    for place in (title_start, start):
        before = _YEAR_BEFORE.search(text, max(0, place - 40), place)
        if before is not None:
            return Year(tuple(_NUMBER.findall(before["years"]))), end
    return None, end


def year_behind(text: str, end: int) -> tuple[Year | None, int]:
    """Return the year that stands behind a title, and where it ends; None and *end* if there is none."""
    after = _YEAR_AFTER.match(text, end)
    if after is None or not (after["month"] is None or after["month"].casefold() in MONTHS):
        return None, end
    return Year((after["year"],)), after.end()


def works_titled(title: str, works: Sequence[Work]) -> list[Work]:
    """Return the works with this title, years at its ends aside."""
    wanted = title_without_year(name_words(title))
    return [
        work for work in works
        if any(title_without_year(one) == wanted for one in work.titles) or wanted in short_titles(work)
    ]  # fmt: skip


def _people_and_bodies(text: str, words: Sequence[Word], known: Known) -> Iterator[Mention]:
    for match in _ACCORDING_AHEAD.finditer(text):
        ahead = text[match.end() : match.end() + _LOOKED_AHEAD]
        name = _longest_name(ahead, known)
        if name:
            year = _YEAR_IN_BRACKETS.match(text, match.end() + len(name))
            end = year.end() if year is not None else match.end() + len(name)
            yield replace(
                _named(name, match.end(), is_sure=True), raw=text[match.end() : end], end=end,
                year=Year((year["year"],)) if year is not None else None,
            )  # fmt: skip
    several = list(_several_people(text, words, known))
    yield from several
    for match in _SAYING.finditer(text):
        start = _person_before(text, words, match.start(), known)
        if start is not None and not any(one.start < match.start() and start < one.end for one in several):
            yield _named(text[start : match.start()], start, is_sure=False)


def _several_people(text: str, words: Sequence[Word], known: Known) -> Iterator[Mention]:
    """Yield works by the names of all their authors, two or more, or by "et al."."""
    for match in _AND.finditer(text):
        after = words[_words_before(words, match.end()) :][:3] if match["more"] is None else ()
        ends = [word.end for word in after if word.start >= match.end()] if match["more"] is None else [match.end()]
        for end in reversed(ends):
            start = _several_before(text, words, match.start(), end, known)
            if start is not None:
                yield _named(text[start:end], start, is_sure=False)
                break


def _words_before(words: Sequence[Word], end: int) -> int:
    """Return how many of *words* end at *end* or before."""
    return bisect_right(words, end, key=lambda word: word.end)


def _several_before(text: str, words: Sequence[Word], joint: int, end: int, known: Known) -> int | None:
    count = _words_before(words, joint)
    for word in words[max(0, count - 10) : count]:
        names = text[word.start : end]
        fits = known.fits(names) if _CAPITAL.match(names) else ()
        if (
            fits
            and fits[0].strength == Strength.WHOLE
            and fits[0].work.authors[:1]
            and fits[0].work.authors[0].is_person
        ):
            return word.start
    return None


def _longest_name(text: str, known: Known) -> str:
    """Return the longest name of an author with which *text* begins, "" if it begins with none."""
    words = list(words_with_places(text))[:_LONGEST_NAME]
    if not words or words[0].start or not (_CAPITAL.match(text) or is_unspaced(words[0].folded)):
        return ""
    for last in reversed(words):
        names = text[: last.end].removesuffix("’s").removesuffix("'s")
        if last.folded not in _NO_NAMES and _is_author(names, known):
            return names
    return ""


def _is_author(names: str, known: Known) -> bool:
    fits: tuple[Fit, ...] = known.fits(names)
    return any(fit.strength in (Strength.WHOLE, Strength.FIRST) and _signed(fit, names) for fit in fits)


def _signed(fit: Fit, names: str) -> bool:
    return bool(fit.work.authors) and not any(
        title[: len(name_words(names))] == name_words(names) for title in fit.work.titles
    )


def _person_before(text: str, words: Sequence[Word], end: int, known: Known) -> int | None:
    """Return where names of people begin that end at *end*, None if none do."""
    count = _words_before(words, end)
    for word in words[max(0, count - 8) : count]:
        names = text[word.start : end].strip()
        if not _CAPITAL.match(names) or is_abbreviation(names):
            continue
        fits = [fit for fit in known.fits(names) if fit.strength >= Strength.FIRST]
        if any(fit.work.authors and fit.work.authors[0].is_person and _signed(fit, names) for fit in fits):
            return word.start
    return None


def _named(names: str, start: int, *, is_sure: bool) -> Mention:
    return Mention(
        CitationForm.NAMED, names, start, start + len(names), start, names=names, is_known=True, is_sure=is_sure
    )
