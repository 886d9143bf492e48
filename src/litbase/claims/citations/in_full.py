"""Works cited in running text as law reviews do: "Office of State, *Norland Report* 173 (2022)", "Id. at 45"."""

import re
from collections.abc import Iterator, Sequence

from litbase.claims.citations.author_page import known_right_before
from litbase.claims.citations.back_references import tail_locator
from litbase.claims.citations.fitting import fits_of_year
from litbase.claims.citations.known import Fit, Known, Strength
from litbase.claims.citations.locators import locator_at
from litbase.claims.citations.mentions import Mention, Year
from litbase.claims.citations.name_shapes import MONTHS
from litbase.claims.citations.named import SAYS, is_introduced
from litbase.claims.citations.note_places import law_review_locator
from litbase.claims.citations.works import Word, is_unspaced, name_words, name_words_with_places
from litbase.model.claim import CitationForm
from litbase.model.page import Locator

_DATED = re.compile(
    r"[(\[](?:[^()\[\]]{0,160}[\s,])?(?P<year>(?:1[5-9]|20)\d\d)[)\]](?:\s?\((?P<again>(?:1[5-9]|20)\d\d)\))?|"
    r",\s(?P<month>[^\W\d_]{3,9})\.?\s\d{1,2},\s(?P<day_year>(?:1[5-9]|20)\d\d)(?!\w)"
)
_GOES_ON = re.compile(  # a sentence of words, not of abbreviations
    r"[.!?]\s+(?:[^\W\d_a-z][a-z]+\s+[a-z]{2,}\s+[a-z]|(?:As|The|In|On|But|And|It|This|These|According|However|While|When)\b)"
)
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_PLACE_BEHIND = re.compile(r"\s*(?:,|\bat\b)\s*(?:at\s+)?(?=(?:pp?|chs?|secs?|paras?)\.?\s?\d|[§¶]|\d)")
_ADDRESS_BEHIND = re.compile(r",?\s*(?:available at\s+)?https?://[^\s;)\]]+(?<![.,])")
_ENDS = re.compile(r"\s*(?:[.,;:)\]]|$)")
_BEGINS_SENTENCE = r"(?:^|(?<=[.!?;(—]\s)|(?<=[(—])|(?<=[Ss]ee\s)|(?<=Cf\.\s))"
_ID = re.compile(rf"{_BEGINS_SENTENCE}(?P<id>(?:Id|Ibid)\.(?P<place>,?\s+(?:at\s+)?[¶§pn.\s]*\d[\d–, -]*\d?)?)")
_AT = re.compile(r"\s+at\s+(?P<page>\d{1,4}(?:[–-]\d{1,4})?)(?![\w%–-]|[.,]\d)")
_SENTENCE_ENDS = re.compile(r"\s*(?:[.;)]|$)")
_BEFORE_SHORT = re.compile(r"(?:^|[.!?;(—]\s*|\b(?:[Ss]ee|[Cc]f\.|e\.g\.,|accord|also|in|by)\s)$")
_LOOKED_BACK = 420  # characters from the year
_LONGEST_BEHIND_TITLE = 220  # characters between the title and the year
_LONGEST_BEHIND_LONE_TITLE = 60
_LONGEST_NAMES = 32  # words of authors and title
_LONGEST_AUTHORS = 120  # characters
_MOST_GIVEN = 3  # words: given names and the first of the family name
_LEAST_TITLE = 3  # words of a title that stands without its author


def in_full(text: str, known: Known) -> list[Mention]:
    """Return the works cited in full, and the short forms that follow them, in order."""
    found = list(_dated(text, known))
    spans = [(one.start, one.end) for one in found]
    for more in (_same_again(text), _short(text, known)):
        found += [one for one in more if not any(one.start < end and start < one.end for start, end in spans)]
    return sorted(found, key=lambda one: one.start)


def _dated(text: str, known: Known) -> Iterator[Mention]:
    """Yield the works whose year stands in brackets, or is a day of a month, behind author and title."""
    last = 0
    for match in _DATED.finditer(text):
        if match["month"] is not None and name_words(match["month"])[:1][0] not in MONTHS:
            continue
        begin = max(last, match.start() - _LOOKED_BACK, text.rfind(";", last, match.start()) + 1)
        named = _named(text, begin, match.start(), known)
        if named is None or _cites_others(match[0], text[named[0] : named[1]], known):
            continue
        start, title_end = named
        mention = _mention(text, start, title_end, match, known)
        if mention is not None:
            last = mention.end
            yield mention


def _cites_others(bracket: str, names: str, known: Known) -> bool:
    """Tell whether the brackets with the year cite works of their own: "the Norland Index is flawed (Doe 2014a)"."""
    written = bracket.strip("([)]").rstrip("0123456789 ,")
    works = {fit.work.key for fit in known.fits(written)} if written else set()
    return ";" in bracket or bool(works and not works & {fit.work.key for fit in known.fits(names)})


def _named(text: str, begin: int, end: int, known: Known) -> tuple[int, int] | None:
    """Return where the author, or the title, of a work begins between *begin* and *end*, and where the title ends."""
    words = [Word(one.folded, one.start + begin, one.end + begin) for one in name_words_with_places(text[begin:end])]
    folded = tuple(word.folded for word in words)
    for index, word in enumerate(words):
        if not (_CAPITAL.match(text, word.start) or is_unspaced(word.folded)):
            continue
        is_author = any(known.author_at(folded, at)[0] for at in range(index, min(index + _MOST_GIVEN, len(words))))
        if not is_author and not known.is_title_at(folded, index):
            continue
        title_end = _title_end(text, words, index, known)
        if title_end is None:
            continue
        is_signed = any(one.strength == Strength.TITLED for one in known.fits(text[word.start : title_end]))
        if end - title_end > (_LONGEST_BEHIND_TITLE if is_signed else _LONGEST_BEHIND_LONE_TITLE):
            continue
        if not _GOES_ON.search(text, title_end, end) and _is_balanced(text[title_end:end]):
            return word.start, title_end
    return None


def _is_balanced(text: str) -> bool:
    """Tell whether no bracket closes that was opened before *text*."""
    depth = 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            return False
    return True


def _title_end(text: str, words: Sequence[Word], first: int, known: Known) -> int | None:
    """Return where the longest string of names and title that begins at *first* ends, None if no title is there."""
    found: int | None = None
    for word in words[first + 1 : first + _LONGEST_NAMES]:
        fits = known.fits(text[words[first].start : word.end])
        if any(_has_title(fit, text[words[first].start : word.end]) for fit in fits):
            found = word.end
        elif not fits and (found is not None or word.start - words[first].start > _LONGEST_AUTHORS):
            break
    return found


def _has_title(fit: Fit, names: str) -> bool:
    words = name_words(names)
    if fit.strength == Strength.TITLED:
        return True
    authors = fit.work.authors
    if fit.work.is_law or len(words) < _LEAST_TITLE:
        return False
    if authors and authors[0].is_person:
        return words in fit.work.titles
    return any(title[: len(words)] == words for title in fit.work.titles)


def _mention(text: str, start: int, title_end: int, match: re.Match[str], known: Known) -> Mention | None:
    names = text[start:title_end]
    year = Year((match["again"] or match["year"] or match["day_year"],))
    fits = fits_of_year(known.fits(names), year)
    end, locator = _place_behind(text, match.end())
    if locator is None and fits:
        locator = law_review_locator(text[start : match.end()], fits[0].work)
    if locator is None and (SAYS.match(text, end) or is_introduced(text, start)):
        return None  # a source named in the sentence
    address = _ADDRESS_BEHIND.match(text, end)
    end = address.end() if address is not None else end
    if not fits and locator is None:
        return None
    return Mention(
        CitationForm.AUTHOR_DATE, text[start:end], start, end, start,
        names=names, year=year, locator=locator, is_known=True, is_sure=True,
    )  # fmt: skip


def _place_behind(text: str, end: int) -> tuple[int, Locator | None]:
    gap = _PLACE_BEHIND.match(text, end)
    found = locator_at(text, gap.end()) if gap is not None else None
    if found is None or not _ENDS.match(text, found.end):
        return end, None
    return found.end, found.locator


def _same_again(text: str) -> Iterator[Mention]:
    """Yield "Id. at 45" as a sentence of its own."""
    for match in _ID.finditer(text):
        raw = match["id"].rstrip(" ,")
        yield Mention(
            CitationForm.AUTHOR_DATE, raw, match.start("id"), match.start("id") + len(raw), match.start("id"),
            refers_to="", locator=tail_locator(match["place"] or ""), is_known=True, is_sure=True,
        )  # fmt: skip


def _short(text: str, known: Known) -> Iterator[Mention]:
    """Yield "Doe & Roe at 91" where a citation may begin, or before what they say there."""
    for match in _AT.finditer(text):
        before = known_right_before(text[: match.start()], known)
        if before is None:
            continue
        start, names = before
        is_marked = _BEFORE_SHORT.search(text, 0, start) is not None or "&" in names
        is_alone = is_marked and _SENTENCE_ENDS.match(text, match.end())
        if not (is_alone or SAYS.match(text, match.end())):
            continue
        found = locator_at(text, match.start("page"))
        yield Mention(
            CitationForm.AUTHOR_PAGE, text[start : match.end()], start, match.end(), start,
            names=names, locator=found.locator if found is not None else None, is_known=True, is_sure=True,
        )  # fmt: skip
