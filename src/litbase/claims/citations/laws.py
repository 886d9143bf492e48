"""Law and treaties: "Article 240 of the Chinese Criminal Code", "art. 3 of the Palermo Protocol", treaties by title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from litbase.claims.citations.known import Known, runs_of
from litbase.claims.citations.locators import locator_at
from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.particulars import stands_in
from litbase.claims.citations.works import LITTLE_WORDS, Words, Work, name_words, name_words_with_places
from litbase.claims.figures.numerals import read_chinese
from litbase.model.claim import CitationForm, Span
from litbase.model.page import Locator, LocatorKind

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_LITTLE = r"(?:of|on|the|and|to|for|against|in|with|or|concerning|relating|between|from|by|under)"
_LAW = r"(?:Code|Act|Law|Laws|Constitution|Statute|Ordinance|Decree|Regulations?|Rules|Bill|Gesetz|Código|Ley)"
_TREATY = r"(?:Convention|Protocol|Covenant|Treaty|Charter|Directive|Agreement|Declaration|Pact)"
_EUROPEAN = (  # "Directive 2011/36/EU", "Regulation (EU) No 656/2014"
    r"(?:Framework\s+)?(?:Directive|Regulation|Decision)\s+(?:\((?:EU|EC|EEC)(?:,\s*Euratom)?\)\s+)?(?:No\.?\s+)?"
    r"\d{2,4}/\d{1,4}(?:/[A-Z]{2,4})?"
)
_TITLE = (
    rf"(?:{_EUROPEAN}|(?:{_CAPITAL}\s+(?:{_LITTLE}\s+){{0,2}}){{0,8}}?(?:{_LAW}|{_TREATY})\b"
    rf"(?:,?\s+(?:{_LITTLE}\s+){{1,3}}{_CAPITAL}(?:,?\s+(?:{_LITTLE}\s+){{0,3}}{_CAPITAL}){{0,12}})?(?:,?\s+(?:of\s+)?(?:1[89]|20)\d\d(?!\w))?)"
)
_PLACE = r"(?:[Aa]rticles?|[Aa]rts?\.?|[Ss]ections?|[Ss]ecs?\.|§§?|[Aa]rtikel|[Aa]rtículos?)\s*(?=\d|[IVX]+\b)"
_BEHIND = re.compile(
    rf"(?:,?\s*(?:of|in|under|de|del|des|der)\s+(?:the\s+|la\s+)?|\s+)(?P<law>{_TITLE}|[A-Z]{{2,}}[A-Za-z]*\b)"
)
_PLACE_AT = re.compile(rf"(?<!\w){_PLACE}")
_SHORT_PLACE = r"ss?\.?\s*(?=\d)"  # as in the law of the United Kingdom, behind an act
_AHEAD = re.compile(
    rf"(?<!\w)(?P<law>{_TITLE}|(?P<short>[A-Z]{{3,}}[a-z]?))(?P<gap>\s*(?:\(\d{{4}}\)\s*)?[,(]\s*)"
    rf"(?={_PLACE}|(?P<brief>{_SHORT_PLACE}))"
)
_NUMBER = re.compile(r"\d{2,4}/\d{1,4}")
_IS_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_TREATY_NAMED = re.compile(
    rf"(?<!\w)(?:(?:Optional|Supplementary|Additional|First|Second|Third|International|European|Framework)\s+)*"
    rf"(?:{_TREATY}|convention|protocol|covenant)\s+(?:{_LITTLE}\s+){{1,3}}{_CAPITAL}(?:,?\s+(?:{_LITTLE}\s+){{0,3}}{_CAPITAL}){{0,40}}"
)
_ANY_TITLE = re.compile(_TITLE)
_LOOKED_BACK = 1500  # characters
_CHINESE = re.compile(r"《(?P<title>[^《》]{3,80})》(?:第(?P<number>\d{1,4}|[一二三四五六七八九十百零〇两千]{1,9})条)?")
_IS_TREATY = re.compile(_TREATY)
_IS_KIND = re.compile(rf"{_TREATY}|{_LAW}")
_LONGEST_SHORT_TITLE = 4  # words
_CODES = frozenset({"code", "law", "act", "statute"})
_DEMONYM = re.compile(r"(?:ese|ish|ian|an|i|ic)$")
_LEAST_TREATY_WORDS = 3
_LONGEST_TITLE = 40  # words


def laws(text: str, known: Known) -> Iterator[Mention]:
    """Yield the articles of laws and treaties in one paragraph, and treaties named by their known titles.

    An article without its law is one of the law named last before it in the paragraph.
    """
    cited = list(_ahead(text, known))
    cited += [
        one for one in _articles(text) if not any(one.start < other.end and other.start < one.end for other in cited)
    ]
    cited.sort(key=lambda mention: mention.start)
    yield from cited
    spans = [(one.start, one.end) for one in cited]
    yield from _treaties(text, known, spans)
    yield from _by_short_titles(text, known, spans)
    yield from _in_chinese(text, known)


def _in_chinese(text: str, known: Known) -> Iterator[Mention]:
    """Yield the laws whose title stands in its marks, with the article behind: "《…》第二百四十条"."""
    for match in _CHINESE.finditer(text):
        words = name_words(match["title"])
        if not any(title in (words, words[:1]) for law in known.laws for title in law.titles):
            continue
        number = match["number"]
        if number is not None and not number.isdigit():
            number = str(read_chinese(number))
        yield Mention(
            CitationForm.LAW, match[0], match.start(), match.end(), match.start(), title=match["title"],
            locator=Locator(LocatorKind.ARTICLE, number) if number else None, is_known=True, is_sure=True,
        )  # fmt: skip


def _by_short_titles(text: str, known: Known, taken: Sequence[Span]) -> Iterator[Mention]:
    """Yield the laws and treaties named by a short title of theirs: "the Westmark Protocol"."""
    short = _short_titles(known.laws)
    words = name_words_with_places(text) if short else []
    for first, last in runs_of(short, words):
        start, end = words[first].start, words[last - 1].end
        is_name = all(text[word.start].isupper() for word in words[first:last])
        if is_name and not any(one_start < end and start < one_end for one_start, one_end in taken):
            yield Mention(
                _form_of(text[start:end]), text[start:end], start, end, start,
                title=text[start:end], is_known=True, is_sure=True,
            )  # fmt: skip


@lru_cache(maxsize=8)
def _short_titles(laws: tuple[Work, ...]) -> tuple[Words, ...]:
    titles = {title for law in laws for title in law.titles if 1 < len(title) <= _LONGEST_SHORT_TITLE}
    return tuple(title for title in titles if any(_IS_KIND.fullmatch(word.capitalize()) for word in title))


def _treaties(text: str, known: Known, taken: Sequence[Span]) -> Iterator[Mention]:
    """Yield the treaties named by known titles; one title may follow the other with nothing but "or" between."""
    position = 0
    while (match := _TREATY_NAMED.search(text, position)) is not None:
        title = _as_known(match[0], known)
        if title is None or any(start <= match.start() < end for start, end in taken):
            position = match.start() + match[0].index(" ")
            continue
        position = match.start() + len(title)
        yield Mention(
            CitationForm.TREATY, title, match.start(), position, match.start(),
            title=title, is_known=True, is_sure=True,
        )  # fmt: skip


def _articles(text: str) -> Iterator[Mention]:
    law: str | None = None
    for match in _PLACE_AT.finditer(text):
        found = locator_at(text, match.start(), bare=False)
        if found is None:
            continue
        behind = _BEHIND.match(text, found.end)
        if behind is not None:
            law = behind["law"]
        if law is None:
            earlier = list(_ANY_TITLE.finditer(text, max(0, match.start() - _LOOKED_BACK), match.start()))
            law = earlier[-1][0] if earlier and match[0][0] in "Aa" else None
        if law is None or (behind is None and match[0][0] not in "Aa"):
            continue
        end = behind.end() if behind is not None else found.end
        yield Mention(
            _form_of(law), text[match.start() : end], match.start(), end, match.start(),
            title=law, locator=found.locator, is_sure=True,
        )  # fmt: skip


def _ahead(text: str, known: Known) -> Iterator[Mention]:
    for match in _AHEAD.finditer(text):
        if match["short"] is not None and not laws_named(match["short"], known.laws):
            continue
        found = locator_at(text, match.end(), bare=False)
        if found is not None and match["brief"] is not None:
            found = replace(found, locator=Locator(LocatorKind.SECTION, found.locator.value))
        if found is not None:
            law = match["law"].removeprefix("The ")
            start = match.end("law") - len(law)
            end = found.end + (match["gap"].endswith("(") and text[found.end : found.end + 1] == ")")
            yield Mention(
                _form_of(law), text[start:end], start, end, start, title=law, locator=found.locator, is_sure=True
            )


def _form_of(law: str) -> CitationForm:
    return CitationForm.TREATY if _IS_TREATY.search(law) else CitationForm.LAW


def _as_known(title: str, known: Known) -> str | None:
    """Return as much of *title* from its beginning as is the name of a treaty at hand, None if nothing is.

    Each word that is added must still stand in such a name.
    """
    words = title.split()[:_LONGEST_TITLE]
    found: str | None = None
    for length in range(1, len(words) + 1):
        written = " ".join(words[:length]).rstrip(",.")
        if len(_significant(name_words(written))) > 1 and not laws_named(written, known.laws):
            break
        if length > _LEAST_TREATY_WORDS and words[length - 1] not in LITTLE_WORDS and title.startswith(written):
            found = written
    return found


def laws_named(title: str, works: Sequence[Work]) -> list[Work]:
    """Return the laws and treaties that *title* may name, the nearest ones only.

    Its words stand in the work's title in the same order; a code may be called a law; "Chinese" stands for China.
    """
    number = _NUMBER.search(title)
    if number is not None:
        return [work for work in works if any(number[0] in written for written in work.symbols)
                or any(stands_in(name_words(number[0]), one) for one in work.titles if work.is_law)]  # fmt: skip
    years = {word for word in name_words(title) if _IS_YEAR.fullmatch(word)}
    if years:
        undated = laws_named(" ".join(word for word in name_words(title) if word not in years), works)
        return [work for work in undated if years & {*work.years, *(word for one in work.titles for word in one)}]
    whole = [work for work in works if work.is_law and name_words(title) in work.titles]
    if whole:
        return whole
    words = _significant(name_words(title))
    if len(words) < 2:
        return [work for work in works if work.is_law and (title.casefold(),) in (*work.initials, *work.titles)]
    found: list[tuple[int, Work]] = []
    for work in works:
        lengths = [len(_significant(one)) for one in work.titles if work.is_law and _stand_in(words, _significant(one))]
        if lengths:
            found.append((min(lengths) - len(words), work))
    least = min((extra for extra, _ in found), default=0)
    return [work for extra, work in found if extra == least or (extra <= least + 1 and len(words) < 4)]


@lru_cache(maxsize=20_000)
def _significant(words: Words) -> Words:
    return tuple("code" if word in _CODES else word for word in words if word not in LITTLE_WORDS)


def _stand_in(words: Words, title: Words) -> bool:
    if any(_IS_TREATY.fullmatch(word.capitalize()) for word in words):
        if _kind(words) != _kind(title):
            return False
        rest = iter(title)
        return all(any(_same(word, other) for other in rest) for word in words)
    return all(any(_same(word, other) for other in title) for word in words)


def _kind(words: Words) -> str | None:
    """Return the first word that says what a treaty is: a protocol to a convention is a protocol."""
    return next((word for word in words if _IS_TREATY.fullmatch(word.capitalize())), None)


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    return len(word) > 4 and word[:4] == other[:4] and _DEMONYM.search(word) is not None and len(other) > 3
