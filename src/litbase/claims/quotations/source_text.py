"""The words of one source, or of a stretch of its pages, as one text in which a quotation may cross page bounds."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, pairwise, product

from litbase.claims.quotations.page_readings import PageReading, PageText, Way, blanked
from litbase.claims.quotations.words import Word, fold_shapes, gap_of, is_ideograph, read_words
from litbase.model.claim import Span
from litbase.model.page import Page

_BREAK = "\n"
_OTHER_WAYS = [
    Way(is_drawn, is_noteless, is_numbered)
    for is_numbered, is_drawn, is_noteless in product((False, True), repeat=3)
    if is_numbered or is_drawn or is_noteless
]
READ_AS_DRAWN = "the lines follow one another as the file draws them, not as the page's text has them"
_FEWEST_WORDS, _HELD = 4, 0.4  # words that tell a page, and the share of them that it must hold
_OFTEN = 3
_SEEN_AROUND = 64  # characters around a stretch that decide what its first and last words are


class SourceText:
    """The readable text of pages, joined in their order; offsets are into the joined text.

    Pages that do not follow one another in the file never share a quotation.
    """

    def __init__(self, texts: Iterable[PageText]) -> None:
        self.texts = tuple(texts)
        self.pages = tuple(text.page for text in self.texts)
        self._starts = tuple(accumulate((len(page.text) + len(_BREAK) for page in self.pages), initial=0))
        self._asked = 0

    @classmethod
    def of(cls, pages: Iterable[Page]) -> "SourceText":
        """Return the text of *pages*."""
        return cls(map(PageText, pages))

    def __len__(self) -> int:
        return self._starts[-1] - len(_BREAK) if self.pages else 0

    @cached_property
    def plain(self) -> "Reading":
        """The pages as they are printed."""
        return Reading(self, enumerate(text.plain for text in self.texts))

    @cached_property
    def others(self) -> tuple["Reading", ...]:
        """The other ways to read the pages, of those pages only for which it makes a difference, likelier ways first.

        A quotation may cross from such a page to its neighbour, so the neighbours are in it as well.
        """
        found = ((way, [text.reading(way) for text in self.texts]) for way in _OTHER_WAYS)
        return tuple(
            Reading(self, self._with_neighbours(pages), READ_AS_DRAWN if way.is_drawn else None)
            for way, pages in found
            if any(pages)
        )

    def holding(self, words: Sequence[str]) -> "SourceText":
        """Return the pages that hold a few of *words* (in lower case), by themselves or with the next, and neighbours.

        Words stand whole in the text of a page, but for those that its end or a lost hyphen breaks. A source that is
        asked more than a few times is read whole, which is quicker then.
        """
        self._asked += 1
        if len(words) < _FEWEST_WORDS or self._asked > _OFTEN or "plain" in self.__dict__:
            return self
        held = [_standing(words, page.text.lower()) for page in self.pages]
        following = [*held[1:], frozenset[str]()]
        few = [len(here | there) >= _HELD * len(words) for here, there in zip(held, following, strict=True)]
        near = [any(few[max(0, index - 1) : index + 2]) for index in range(len(few))]
        return SourceText(text for text, is_near in zip(self.texts, near, strict=True) if is_near)

    def _with_neighbours(self, way: Sequence[PageReading | None]) -> Iterator[tuple[int, PageReading]]:
        for index, (own, text) in enumerate(zip(way, self.texts, strict=True)):
            if own is not None or any(way[max(0, index - 1) : index + 2]):
                yield index, own or text.plain

    def page(self, number: int) -> PageText | None:
        """Return the page with this place in the file, or None."""
        index = bisect_left(self.pages, number, key=lambda page: page.number)
        return self.texts[index] if index < len(self.pages) and self.pages[index].number == number else None

    def excerpt(self, start: int, end: int) -> str:
        """Return the words between two offsets."""
        parts = (page.text[first:last] for page, first, last in self.places(start, end))
        return _BREAK.join(parts)

    def places(self, start: int, end: int) -> Iterator[tuple[Page, int, int]]:
        """Yield the parts of a stretch page by page, with offsets into the page's own text."""
        for index in self._indices(start, end):
            page, at = self.pages[index], self._starts[index]
            first, last = max(start - at, 0), min(end - at, len(page.text))
            if first < last:
                yield page, first, last

    def is_unbroken(self, start: int, end: int) -> bool:
        """Tell whether the pages under a stretch follow one another in the file."""
        numbers = [self.pages[index].number for index in self._indices(start, end)]
        return all(later == earlier + 1 for earlier, later in pairwise(numbers))

    def offset(self, index: int, offset: int) -> int:
        """Return the offset in the joined text of an *offset* on the page with this *index*."""
        return self._starts[index] + offset

    def _indices(self, start: int, end: int) -> range:
        last = bisect_right(self._starts, max(start, end - 1))
        return range(bisect_right(self._starts, start) - 1, min(last, len(self.pages)))


class Reading:
    """Pages of a source read in one way, as one string of letters and digits with the way back to their words.

    A *position* is one in these letters, an *offset* one in the text of this reading. `remark` says what a person who
    looks the words up should know.
    """

    def __init__(self, source: SourceText, pages: Iterable[tuple[int, PageReading]], remark: str | None = None) -> None:
        self.remark = remark
        self._source = source
        found = tuple(pages)
        self._indices = tuple(index for index, _ in found)
        self._pages = tuple(page for _, page in found)
        pieces = [page.letters for page in self._pages]
        self.letters = "".join(pieces)
        self._positions = tuple(accumulate(map(len, pieces), initial=0))
        self._starts = tuple(accumulate((len(page.text) + len(_BREAK) for page in self._pages), initial=0))

    def __len__(self) -> int:
        return self._starts[-1]

    def offset(self, position: int) -> int:
        """Return the offset of the letter at *position*."""
        index = bisect_right(self._positions, position) - 1
        return self._starts[index] + self._pages[index].offsets[position - self._positions[index]]

    def position(self, offset: int) -> int:
        """Return the position of the first letter at or after *offset*."""
        index = bisect_right(self._starts, offset) - 1
        if index >= len(self._pages):
            return len(self.letters)
        return self._positions[index] + bisect_left(self._pages[index].offsets, offset - self._starts[index])

    def stretch(self, position: int, length: int) -> Span:
        """Return the offsets, end exclusive, of the *length* letters at *position*."""
        return self.offset(position), self.offset(position + length - 1) + 1

    def is_bound(self, position: int) -> bool:
        """Tell whether a word ends before the letter at *position* and another begins with it."""
        if not 0 < position < len(self.letters):
            return True
        before, at = self.offset(position - 1), self.offset(position)
        return at - before > 1 or is_ideograph(self.letters[position]) or is_ideograph(self.letters[position - 1])

    def find_all(self, letters: str, *, most: int = 1000, within: Span | None = None) -> Iterator[int]:
        """Yield the positions of *letters*, overlapping ones too, at most *most*, all *within* two positions."""
        first, last = within or (0, len(self.letters))
        position = self.letters.find(letters, first, last)
        for _ in range(most):
            if position < 0:
                return
            yield position
            position = self.letters.find(letters, position + 1, last)

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that touch the stretch from *start* to *end*; those that are note marks have no letters."""
        first = max(0, bisect_right(self._starts, max(0, start - _SEEN_AROUND)) - 1)
        last = min(bisect_right(self._starts, end + _SEEN_AROUND), len(self._pages))
        pages, at = self._pages[first:last], self._starts[first]
        text = _BREAK.join(blanked(page.text, page.marks) for page in pages)
        words = read_words(text, start - at, min(end - at, len(text)), shift=at)
        breaks = [
            self._starts[first + index] + offset
            for index, page in enumerate(pages)
            for offset in page.breaks
            if start < self._starts[first + index] + offset < end
        ]
        words = tuple(_broken(words, breaks)) if breaks else words
        marks = [
            _mark(page.text, mark, self._starts[first + index])
            for index, page in enumerate(pages)
            for mark in page.marks
            if self._starts[first + index] + mark[0] < end and self._starts[first + index] + mark[1] > start
        ]
        if not marks:
            return words
        merged = sorted((*words, *marks), key=lambda word: word.start)
        return tuple(
            _between(before, word, text[before.end - at : word.start - at])
            if not (before.letters and word.letters)
            else word
            for before, word in pairwise((merged[0], *merged))
        )

    def on_source(self, start: int, end: int) -> Span:
        """Return the stretch of the source that holds the stretch of this reading from *start* to *end*."""
        first = bisect_right(self._starts, start) - 1
        last = min(bisect_right(self._starts, max(start, end - 1)), len(self._pages)) - 1
        bounds: list[int] = []
        for index in {first, last}:
            page, at = self._pages[index], self._starts[index]
            inside = page.on_page(max(start - at, 0), min(end - at, len(page.text)))
            bounds += [self._source.offset(self._indices[index], offset) for offset in inside]
        return min(bounds), max(bounds)

    def is_unbroken(self, start: int, end: int) -> bool:
        """Tell whether the pages under a stretch of this reading follow one another in the file."""
        return self._source.is_unbroken(*self.on_source(start, end))


def _standing(words: Sequence[str], text: str) -> frozenset[str]:
    return frozenset([word for word in words if word in text])


def _broken(words: Sequence[Word], breaks: Sequence[int]) -> Iterator[Word]:
    """Yield the words, those marked in which, or before which, a line ends inside a word; *breaks* in order."""
    end = 0
    for word in words:
        inside = breaks[bisect_right(breaks, word.start) : bisect_left(breaks, word.end)]
        before = breaks[bisect_left(breaks, end) : bisect_right(breaks, word.start)]
        yield replace(word, holds_break=True) if inside else replace(word, follows_break=True) if before else word
        end = word.end


def _mark(text: str, mark: Span, at: int) -> Word:
    (word,) = read_words(text[mark[0] : mark[1]])
    return replace(word, letters="", start=at + mark[0], end=at + mark[1])


def _between(before: Word, word: Word, between: str) -> Word:
    """Return *word* with the gap to the word before it, one of the two being a note mark."""
    return word if before is word else replace(word, gap=gap_of(fold_shapes(between)))
