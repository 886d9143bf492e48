"""Sources named by who wrote them and a part of the title: "the ILO's 2012 Global Estimate", "Moen's 2019 report"."""

import re
from collections.abc import Iterator, Sequence

from litbase.claims.citations.known import Known
from litbase.claims.citations.mentions import Mention, Year
from litbase.claims.citations.named import SAYS, is_introduced, title_without_year, year_behind
from litbase.claims.citations.works import Word, Words, Work, name_words_with_places
from litbase.model.claim import CitationForm

_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_GAP = re.compile(
    r"(?:\s+\([A-Z][\w-]{1,9}\))?(?:['’]s?)?\s+"
    r"(?:(?:latest|most\s+recent|recent|new|first|second|landmark|own|so-called|(?P<year>(?:19|20)\d\d))\s+)*"
    r"(?:(?:report|study|book)[,:]?\s+(?-i:(?=[“\"‘*_A-Z])))?[“\"‘*_]*",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"(?:report|study|survey|review|briefing|estimates?|figures|assessment|publication)(?![\w-])",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?\s|^\s+(?:latest|most recent|(?:19|20)\d\d)\s")
_THAT = re.compile(r"(?:\s+(?:in|on|that year,)\s[^.;:]{3,40}?)?,?\s+that\s")
_CLOSES = re.compile(r"[”\"’*_]*")
_LEAST_OF_TITLE = 2  # words
_LEAST_OF_PERSONS_TITLE = 3


def named_by_author(text: str, known: Known) -> Iterator[Mention]:
    """Yield the works that *text* names by author and words of the title, and makes to say something.

    A body that reports *that* something is so is named alone; which of its works is meant is not known.
    """
    words = name_words_with_places(text)
    folded = tuple(word.folded for word in words)
    taken = -1
    for index, word in enumerate(words):
        if word.start < taken or not known.begins(word.folded) or not _CAPITAL.match(text, word.start):
            continue
        length, works = known.author_at(folded, index)
        if not works:
            continue
        end = words[index + length - 1].end
        mention = _titled(text, word.start, end, works) or _alone(text, word.start, end, works)
        if mention is not None:
            taken = mention.end
            yield mention


def _titled(text: str, start: int, end: int, works: Sequence[Work]) -> Mention | None:
    name_end = end - 2 if text[end - 2 : end] in ("’s", "'s") else end
    gap = _GAP.match(text, name_end)
    if gap is None:
        return None
    behind = name_words_with_places(text[gap.end() : gap.end() + 240])
    length = max((_length(one, behind) for one in works), default=0)
    if length:
        title_end = gap.end() + behind[length - 1].end
    elif (noun := _PUBLICATION.match(text, gap.end())) and _POSSESSIVE.search(text, name_end, gap.end()):
        title_end = noun.end()
    else:
        return None
    year, end = year_behind(text, title_end)
    if year is None and gap["year"] is not None:
        year = Year((gap["year"],))
    end = _CLOSES.match(text, end).end()  # type: ignore[union-attr]
    if not (SAYS.match(text, end) or is_introduced(text, start)):
        return None
    title = text[gap.end() : title_end] if length else ""
    names = f"{text[start:name_end]}, {title}" if title else text[start:name_end]
    return Mention(
        CitationForm.NAMED,
        text[start:end],
        start,
        end,
        start,
        names=names,
        year=year,
        is_known=True,
        is_sure=True,
    )


def _length(work: Work, behind: Sequence[Word]) -> int:
    """Return how many words *behind* an author begin the title of *work*, 0 if they are too few to name it."""
    words = tuple(word.folded for word in behind)
    least = _LEAST_OF_PERSONS_TITLE if work.authors[0].is_person else _LEAST_OF_TITLE
    best = 0
    for title in {form for one in work.titles for form in _without_author(title_without_year(one), work)}:
        length = next((at for at, (one, other) in enumerate(zip(title, words, strict=False)) if one != other),
                      min(len(title), len(words)))  # fmt: skip
        if length >= least or (length == len(title) > 1):
            best = max(best, length)
    return best


def _without_author(title: Words, work: Work) -> Iterator[Words]:
    yield title
    for author in work.authors[:1]:
        for form in author.forms:
            if title[: len(form)] == form:
                yield title[len(form) :]


def _alone(text: str, start: int, end: int, works: Sequence[Work]) -> Mention | None:
    """Return a body that says *that* something is so."""
    if works[0].authors[0].is_person:
        return None
    says = SAYS.match(text, end)
    if says is None or not _THAT.match(text, says.end()):
        return None
    return Mention(
        CitationForm.NAMED,
        text[start:end],
        start,
        end,
        start,
        names=text[start:end],
        is_known=True,
        is_sure=False,
    )
