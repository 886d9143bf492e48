"""The words of one source, or of a stretch of its pages, as one text in which a quotation may cross page bounds."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median

from litbase.claims.words import Word, is_ideograph, read_words, squeeze, squeezed_offsets
from litbase.model.claim import Span
from litbase.model.page import Page, Run

_BREAK = "\n"
_NOTE_START = re.compile(r"\s*(?:\[?\d{1,4}[\].)]?|[*†‡§])\s?\S")
_LONGEST_MARK = 4  # digits
_RAISED, _CLOSE = 0.4, 4.0  # points above the line's top, and beside the word before
_SMALL_DIGIT = 0.92  # of the usual letter's width; a digit of full size is wider
_SMALL_PRINT = 0.93
_FEWEST_LINES = 4


class SourceText:
    """The readable text of *pages*, joined in their order; offsets are into the joined text.

    Pages that do not follow one another in the file never share a quotation.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = tuple(pages)
        self._starts = tuple(accumulate((len(page.text) + len(_BREAK) for page in self.pages), initial=0))
        self.text = _BREAK.join(page.text for page in self.pages)

    @cached_property
    def _marks(self) -> tuple[tuple[Span, ...], ...]:
        """The note marks of each page, known by their raised print; they are no words of the text."""
        return tuple(tuple(note_marks(page)) for page in self.pages)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def squeezed(self) -> "Squeezed":
        """The letters of the source as printed, note marks left out."""
        return Squeezed([_blanked(page.text, marks) for page, marks in zip(self.pages, self._marks, strict=True)])

    @cached_property
    def with_marks(self) -> "Squeezed | None":
        """The letters of the source with its note marks among them; None if it has none."""
        return Squeezed([page.text for page in self.pages]) if any(self._marks) else None

    @cached_property
    def without_notes(self) -> "Squeezed | None":
        """The letters of the source with the notes at the foot of its pages left out; None if no page has any."""
        starts = [foot_notes_start(page) for page in self.pages]
        if all(start is None for start in starts):
            return None
        return Squeezed(
            [
                _blanked(page.text, [*marks, (len(page.text) if start is None else start, len(page.text))])
                for page, marks, start in zip(self.pages, self._marks, starts, strict=True)
            ]
        )

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that touch the stretch from *start* to *end*; those that are note marks have no letters."""
        marks = {
            (self._starts[i] + first, self._starts[i] + last)
            for i in self._indices(start, end)
            for first, last in self._marks[i]
        }
        words = read_words(self.text, start, end)
        return tuple(_as_mark(word) if (word.start, word.end) in marks else word for word in words) if marks else words

    def words_with_marks(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that touch the stretch, note marks read as numbers of the text."""
        return read_words(self.text, start, end)

    def words_without_notes(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that touch the stretch, the notes at the foot of its pages left out."""
        found: list[Word] = []
        for index in self._indices(start, end):
            page = self.pages[index]
            notes = foot_notes_start(page)
            first = max(start, self._starts[index])
            last = min(end, self._starts[index] + (len(page.text) if notes is None else notes))
            found += self.words(first, last) if first < last else ()
        return tuple(found)

    def _indices(self, start: int, end: int) -> range:
        return range(bisect_right(self._starts, start) - 1, min(bisect_right(self._starts, end), len(self.pages)))

    def places(self, start: int, end: int) -> Iterator[tuple[Page, int, int]]:
        """Yield the parts of a stretch page by page, with offsets into the page's own text."""
        for index in self._indices(start, max(start, end - 1)):
            page, at = self.pages[index], self._starts[index]
            first, last = max(start - at, 0), min(end - at, len(page.text))
            if first < last:
                yield page, first, last

    def is_unbroken(self, start: int, end: int) -> bool:
        """Tell whether the pages under a stretch follow one another in the file."""
        numbers = [self.pages[index].number for index in self._indices(start, max(start, end - 1))]
        return all(later == earlier + 1 for earlier, later in pairwise(numbers))


class Squeezed:
    """Several texts as one string of letters and digits, with the way back to offsets in the texts joined."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)
        pieces = [squeeze(text) for text in self._texts]
        self.letters = "".join(pieces)
        self._squeezed_starts = tuple(accumulate(map(len, pieces), initial=0))
        self._starts = tuple(accumulate((len(text) + len(_BREAK) for text in self._texts), initial=0))
        self._maps: dict[int, list[int]] = {}

    def offset(self, position: int) -> int:
        """Return the offset in the joined text of the letter at *position*."""
        index = bisect_right(self._squeezed_starts, position) - 1
        if index not in self._maps:
            self._maps[index] = squeezed_offsets(self._texts[index])
        return self._starts[index] + self._maps[index][position - self._squeezed_starts[index]]

    def stretch(self, position: int, length: int) -> tuple[int, int]:
        """Return the offsets, end exclusive, of the *length* letters at *position*."""
        return self.offset(position), self.offset(position + length - 1) + 1

    def is_bound(self, position: int) -> bool:
        """Tell whether a word ends before the letter at *position* and another begins with it."""
        if not 0 < position < len(self.letters):
            return True
        before, at = self.offset(position - 1), self.offset(position)
        return at - before > 1 or is_ideograph(self.letters[position]) or is_ideograph(self.letters[position - 1])

    def find_all(self, letters: str, *, most: int = 1000) -> Iterator[int]:
        """Yield the positions at which *letters* stand, overlapping ones too, at most *most* of them."""
        position = self.letters.find(letters)
        for _ in range(most):
            if position < 0:
                return
            yield position
            position = self.letters.find(letters, position + 1)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """Return *text* with the spans blanked out; the length stays."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _as_mark(word: Word) -> Word:
    return replace(word, letters="", bare="")


def note_marks(page: Page) -> Iterator[Span]:
    """Yield the numbers that stand raised and close behind a word: marks of notes, as layout shows them."""
    runs = list(page.layout.runs()) if page.layout is not None else []
    for before, run in pairwise(runs):
        written = page.text[run.start : run.end].strip()
        if not written.isdigit() or len(written) > _LONGEST_MARK:
            continue
        is_close = -_CLOSE < run.box.left - before.box.right < _CLOSE
        follows_word = page.text[before.start : before.end].rstrip()[-1:] not in "0123456789"
        if is_close and follows_word and _is_raised(before, run, digits=len(written)):
            start = page.text.index(written, run.start)
            yield start, start + len(written)


def _is_raised(before: Run, run: Run, *, digits: int) -> bool:
    """Tell whether a number is printed higher or smaller than the words before it on the same line."""
    if run.box.bottom >= before.box.top or run.box.top <= before.box.bottom:
        return False
    letter = (before.box.right - before.box.left) / max(before.end - before.start, 1)
    return run.box.top > before.box.top + _RAISED or run.box.right - run.box.left < _SMALL_DIGIT * letter * digits


def foot_notes_start(page: Page) -> int | None:
    """Return the offset where the notes at the foot of a page begin, or None if layout shows none.

    The last lines of the page, in smaller print than the page's usual line, the first of them numbered.
    """
    runs = list(page.layout.runs()) if page.layout is not None else []
    if len(runs) < _FEWEST_LINES:
        return None
    heights = [run.box.top - run.box.bottom for run in runs]
    small = _SMALL_PRINT * median(heights)
    first = len(runs)
    while first > 0 and heights[first - 1] < small:
        first -= 1
    for run in runs[first:]:
        if _NOTE_START.match(page.text, run.start):
            return run.start
    return None
