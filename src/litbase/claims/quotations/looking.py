"""Look for a quotation in the sources of a library: pages that the index proposes first, then every page."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.quotations.judging import QuotationMatch, find_verbatim
from litbase.claims.quotations.nearest import find_altered
from litbase.claims.quotations.page_readings import PageText
from litbase.claims.quotations.quoted import Quotation
from litbase.claims.quotations.source_text import SourceText
from litbase.claims.support.candidates import PassageIndex
from litbase.model.page import Page
from litbase.sources.page_store import PageStore, StoredSource

_PAGES_PROPOSED = 80
_PAGES_OFFERED = 40  # so many where nothing is to be shown absent
_READ_AT_ONCE = 60  # pages; so few are searched whole for what a quotation alters, without asking the index
_KEPT_CHARACTERS = 60_000_000
_KEPT_PAGES = 2_000  # of sources that were not read whole
_TELLING_WORDS = 7
_AS_LIKE = 0.05
_AS_LIKELY = 0.5  # of the best page's score in the index


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation's match in one source; `places` are its parts page by page (page, start, end)."""

    source: StoredSource
    match: QuotationMatch
    places: tuple[tuple[Page, int, int], ...]


class Shelf:
    """The texts of a library's sources, kept while they are needed; the longest unused leaves first."""

    def __init__(self, pages: PageStore) -> None:
        self._pages = pages
        self._texts: OrderedDict[str, SourceText] = OrderedDict()
        self._kept = 0  # characters
        self._loose: OrderedDict[tuple[str, int], PageText | None] = OrderedDict()

    def text(self, source: StoredSource) -> SourceText:
        """Return the whole text of *source*."""
        if source.sha256 not in self._texts:
            text = self._texts[source.sha256] = SourceText.of(self._pages.pages(source.sha256))
            self._kept += len(text)
            while len(self._texts) > 1 and self._kept > _KEPT_CHARACTERS:
                self._kept -= len(self._texts.popitem(last=False)[1])
        self._texts.move_to_end(source.sha256)
        return self._texts[source.sha256]

    def stretch(self, source: StoredSource, numbers: Iterable[int]) -> SourceText:
        """Return the pages of *source* with these numbers and their neighbours."""
        wanted = sorted({n for number in numbers for n in (number - 1, number, number + 1)})
        if source.sha256 in self._texts:
            found = (self._texts[source.sha256].page(number) for number in wanted)
        else:
            found = (self._loose_page(source, number) for number in wanted)
        return SourceText(text for text in found if text is not None)

    def _loose_page(self, source: StoredSource, number: int) -> PageText | None:
        name = source.sha256, number
        if name not in self._loose:
            page = self._pages.page(source.sha256, number)
            self._loose[name] = None if page is None else PageText(page)
        self._loose.move_to_end(name)
        if len(self._loose) > _KEPT_PAGES:
            self._loose.popitem(last=False)
        return self._loose[name]

    def has_text(self, source: StoredSource) -> bool:
        """Tell whether any page of *source* has readable text."""
        return any(page.text.strip() for page in self.text(source).pages)

    def unread(self, source: StoredSource) -> int:
        """Return how many pages of *source* could not be read; all of them if it has no text at all."""
        if not self.has_text(source):
            return max(source.pages, 1)
        return sum(page.problem is not None for page in self.text(source).pages)


def look_for(
    quotation: Quotation,
    *,
    index: PassageIndex,
    shelf: Shelf,
    sources: Mapping[str, StoredSource],
    within: bool,
    everywhere: bool = True,
    altered: bool = True,
) -> list[Found]:
    """Return every place where *quotation* stands verbatim, else the passages it comes closest to, else nothing.

    What comes closest is looked for only if *altered* is asked for.

    *within* the sources cited every page is read for its exact words. In a whole library the pages that the index
    proposes are read first, and all the others only if it does not stand there and *everywhere* is asked for: else
    what is not found has not been shown to be absent.
    """
    everything = [(source, shelf.text(source)) for source in sources.values()] if within else []
    most = _PAGES_PROPOSED if everywhere else _PAGES_OFFERED
    is_short = within and sum(source.pages for source in sources.values()) <= _READ_AT_ONCE
    proposed = [] if within else _proposed(quotation, index=index, sources=sources, within=within, most=most)
    found = _exact(quotation, _holding(quotation, everything or _stretches(proposed, shelf, sources)))
    if not within and everywhere and not any(one.match.is_verbatim for one in found):
        found = _exact(quotation, ((source, shelf.text(source)) for source in sources.values())) or found
    verbatim = [one for one in found if one.match.is_verbatim]
    if verbatim or found or not altered:
        return verbatim or found
    if is_short:
        return _closest(quotation, everything)
    proposed = proposed or _proposed(quotation, index=index, sources=sources, within=within, most=most)
    return _closest(quotation, _stretches(_likely(proposed), shelf, sources))


def _proposed(
    quotation: Quotation, *, index: PassageIndex, sources: Mapping[str, StoredSource], within: bool, most: int
) -> list[tuple[str, int, float]]:
    """Return (sha256, page number, score) of the *most* pages that share most words with *quotation*, best first."""
    sha256s = list(sources) if within else None
    found = index.passages(quotation.text, sha256s=sha256s, limit=most)
    return [one for one in found if one[0] in sources]


def _likely(proposed: Sequence[tuple[str, int, float]]) -> list[tuple[str, int, float]]:
    """Return the pages on which an altered form may stand: those that share nearly as much as the best."""
    least = _AS_LIKELY * max((score for _, _, score in proposed), default=0.0)
    return [one for one in proposed if one[2] >= least]


def _stretches(
    proposed: Sequence[tuple[str, int, float]], shelf: Shelf, sources: Mapping[str, StoredSource]
) -> Iterator[tuple[StoredSource, SourceText]]:
    numbers: dict[str, list[int]] = {}
    for sha256, number, _ in proposed:
        numbers.setdefault(sha256, []).append(number)
    for sha256, found in numbers.items():
        yield sources[sha256], shelf.stretch(sources[sha256], found)


def _holding(
    quotation: Quotation, texts: Iterable[tuple[StoredSource, SourceText]]
) -> Iterator[tuple[StoredSource, SourceText]]:
    """Yield of each text the pages on which *quotation* may stand."""
    words = _telling_words(quotation)
    for source, text in texts:
        yield source, text.holding(words)


def _exact(quotation: Quotation, texts: Iterable[tuple[StoredSource, SourceText]]) -> list[Found]:
    found = [_found(source, text, match) for source, text in texts for match in find_verbatim(quotation, text)]
    return sorted(found, key=lambda one: not one.match.is_verbatim)


def _telling_words(quotation: Quotation) -> list[str]:
    """Return the longest words of the longest part of *quotation*, none that a page may write otherwise."""
    longest = max(quotation.segments, key=lambda segment: len(segment.letters))
    plain = {word.form for word in longest.words if word.form.isascii() and word.form.isalpha()}
    return sorted(plain, key=lambda word: (-len(word), word))[:_TELLING_WORDS]


def _closest(quotation: Quotation, texts: Iterable[tuple[StoredSource, SourceText]]) -> list[Found]:
    found = [_found(source, text, match) for source, text in texts for match in find_altered(quotation, text)]
    best = max((one.match.likeness for one in found), default=0.0)
    close = [one for one in found if one.match.likeness >= best - _AS_LIKE]
    return sorted(close, key=lambda one: (len(one.match.differences), -one.match.likeness))


def _found(source: StoredSource, text: SourceText, match: QuotationMatch) -> Found:
    return Found(source, match, tuple(text.places(match.start, match.end)))
