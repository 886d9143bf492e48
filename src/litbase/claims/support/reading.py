"""Pages as claims are held against them: sentence by sentence, as terms, read once and kept for the next claim."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from litbase.claims.figures.tables import Table, tables_of
from litbase.claims.support.meaning import Meaning
from litbase.claims.vocabulary.same_words import same_words
from litbase.model.claim import Span
from litbase.model.page import LocatorKind, Page
from litbase.search.analysis import terms
from litbase.search.sentences import sentence_bounds
from litbase.sources.page_store import PageStore, StoredSource

BEGINNING = 5  # letters that two words must share at the start to be akin ("convicted", "conviction")
_PAGES_KEPT = 3000
_ENDS_WELL = re.compile(r"[.!?。！？][\"'”’)\]]*$")
_LONG_FOR_A_SENTENCE = 400  # characters
_LINE = re.compile(r"\S.*\S|\S")
_BEGUN = 0.7  # share of the rows of a list that begin with a capital or a number; lines of prose seldom do
_DATE = re.compile(r"\b(?:19|20)\d\d[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page by its offsets; `terms` in order, one term for all forms of a word.

    `beginnings` are the first letters of its longer terms; `is_whole` tells that it ends as sentences do, which
    headings and the cells of tables do not. `chapter` holds the terms of the country chapter that it stands in: such a
    chapter need not say again of whom it speaks. `heading` holds those of the section it stands in, which tell of what
    it speaks, and so whether it comes close, but bear nothing out.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    held: frozenset[str]
    beginnings: frozenset[str]
    is_whole: bool
    chapter: frozenset[str] = frozenset()
    heading: frozenset[str] = frozenset()


def read_sentences(text: str, language: str | None) -> tuple[Sentence, ...]:
    """Return the sentences of *text*, which is in *language*."""
    bounds = [row for start, end in sentence_bounds(text) for row in _rows(text, start, end)]
    return tuple(sentences_at(text, bounds, language))


def sentences_of(page: Page, language: str | None) -> tuple[Sentence, ...]:
    """Return the sentences of *page*, which is in *language*, each with the chapter it stands in."""
    found = read_sentences(page.text, language)
    if not page.marks:
        return found
    return tuple(
        replace(
            sentence,
            chapter=chapter_terms(page, sentence.start, language),
            heading=_heading_terms(page, sentence.start, language),
        )
        for sentence in found
    )


def _heading_terms(page: Page, offset: int, language: str | None) -> frozenset[str]:
    section = page.mark_at(offset, LocatorKind.SECTION)
    return _held_in(section.value, language) if section is not None else frozenset()


@lru_cache(maxsize=1000)
def _held_in(heading: str, language: str | None) -> frozenset[str]:
    return frozenset(terms_of(heading, language))


def chapter_terms(page: Page, offset: int, language: str | None) -> frozenset[str]:
    """Return the terms of the country chapter in force at *offset* of *page*, none where there is none.

    They are those of all names of the country and of its people: a chapter on Norway speaks of Norwegian authorities.
    """
    chapter = chapter_of(page, offset)
    return frozenset().union(*_names_of_country(chapter, language)) if chapter is not None else frozenset()


def chapter_of(page: Page, offset: int) -> str | None:
    """Return the country whose chapter is in force at *offset* of *page*."""
    chapter = page.mark_at(offset, LocatorKind.CHAPTER)
    return chapter.value if chapter is not None else None


def chapter_span(page: Page, offset: int) -> Span:
    """Return the stretch of *page* around *offset* that lies in one country chapter, or in none."""
    starts = [mark.start for mark in page.marks if mark.kind is LocatorKind.CHAPTER]
    before = max((start for start in starts if start <= offset), default=0)
    return before, min((start for start in starts if start > offset), default=len(page.text))


def names_country(said: Set[str], country: str, language: str | None) -> bool:
    """Tell whether terms that are *said* name the country, or its people."""
    return any(name <= said for name in _names_of_country(country, language))


@lru_cache(maxsize=1000)
def _names_of_country(country: str, language: str | None) -> tuple[frozenset[str], ...]:
    """Return the terms of each name of a country and of its people."""
    from litbase.sources.countries import spoken_names

    return tuple(frozenset(terms_of(name, language)) for name in spoken_names(country))


def sentences_at(text: str, bounds: Sequence[tuple[int, int]], language: str | None) -> Iterator[Sentence]:
    """Yield the sentences of *text* between the given *bounds*."""
    for start, end in bounds:
        written = text[start:end]
        found = (*terms_of(written, language), *_spelt_dates(written, language))
        held = frozenset(found)
        beginnings = frozenset([term[:BEGINNING] for term in held if is_long(term)])
        yield Sentence(start, end, found, held, beginnings, _ENDS_WELL.search(written) is not None)


def _rows(text: str, start: int, end: int) -> list[Span]:
    """Return the rows of a list or table that no full stop parts, and a sentence as it is.

    What stands in forty rows of a table shares words with everything, and says nothing of any of them.
    """
    written = text[start:end]
    if len(written) < _LONG_FOR_A_SENTENCE:
        return [(start, end)]
    rows = [(start + match.start(), start + match.end()) for match in _LINE.finditer(written)]
    begun = sum(text[first].isupper() or text[first].isdigit() for first, _ in rows)
    return rows if begun >= _BEGUN * len(rows) else [(start, end)]


def terms_of(text: str, language: str | None) -> tuple[str, ...]:
    """Return the terms of *text* in order, one for all forms of a word."""
    return same_words(terms(text, language), language)


def is_long(term: str) -> bool:
    """Tell whether a term is long enough for its beginning to say something; numbers have no beginning."""
    return len(term) >= BEGINNING and not term[0].isdigit()


def _spelt_dates(text: str, language: str | None) -> Iterator[str]:
    """Yield month and day of each date written as 2004-10-19, as a sentence would name them."""
    for month, day in _DATE.findall(text) if "-" in text or "/" in text else ():
        yield from terms_of(_MONTHS[int(month) - 1], language)
        yield str(int(day))


class PageReader:
    """Reads pages from the store, and keeps those it read last; *meaning* ranks their sentences, where given."""

    def __init__(self, pages: PageStore, meaning: Meaning | None = None) -> None:
        self._pages = pages
        self.meaning = meaning
        self._kept: OrderedDict[tuple[str, int], tuple[Page, tuple[Sentence, ...]]] = OrderedDict()
        self._tables: OrderedDict[tuple[str, int], tuple[Table, ...]] = OrderedDict()

    def page(self, source: StoredSource, number: int) -> Page | None:
        """Return a page of *source*, None if it has none of this number."""
        key = source.sha256, number
        if key not in self._kept:
            page = self._pages.page(source.sha256, number)
            if page is None:
                return None
            self._kept[key] = page, sentences_of(page, source.language)
            if len(self._kept) > _PAGES_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def sentences(self, source: StoredSource, page: Page) -> tuple[Sentence, ...]:
        """Return the sentences of *page*, a page of *source*."""
        if self.page(source, page.number) is None:
            return sentences_of(page, source.language)
        return self._kept[source.sha256, page.number][1]

    def tables(self, source: StoredSource, page: Page) -> tuple[Table, ...]:
        """Return the tables of *page*, a page of *source*."""
        key = source.sha256, page.number
        if key not in self._tables:
            self._tables[key] = tables_of(page)
            if len(self._tables) > _PAGES_KEPT:
                self._tables.popitem(last=False)
        return self._tables[key]
