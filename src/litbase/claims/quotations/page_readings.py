"""The ways to read one page: as it is printed, without the notes at its foot, in the order in which it was drawn.

An author reads on past a foot note, and from column to column; which of the ways a page is meant to be read is not
always to be seen. Each of them gives the words of the page itself and nothing else.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from litbase.claims.quotations.note_print import PrintedRun, foot_notes, margin_notes, note_marks, printed_runs
from litbase.claims.quotations.words import squeeze, squeezed_offsets
from litbase.model.claim import Span
from litbase.model.page import Page

_BREAK = "\n"
_BROKEN = "-\n"  # inside a word


class PageReading:
    """The text of a page read in one way.

    `marks` are note marks in it, which are no words of the text; `breaks`, found when asked for, the offsets at which a
    word that a line's end broke goes on. `pieces` say where its parts stand on the page: pairs of an offset in the
    reading and one on the page, the first at 0.
    """

    def __init__(
        self, text: str, *, marks: Sequence[Span] = (), breaks: Callable[[], Sequence[int]] = tuple,
        pieces: Sequence[tuple[int, int]] = ((0, 0),),
    ) -> None:  # fmt: skip
        self.text = text
        self.marks = tuple(marks)
        self._find_breaks = breaks
        self._pieces = tuple(pieces)

    @cached_property
    def letters(self) -> str:
        return squeeze(blanked(self.text, self.marks))

    @cached_property
    def offsets(self) -> Sequence[int]:
        """For each of `letters`, the offset in `text` it comes from."""
        return squeezed_offsets(blanked(self.text, self.marks))

    @cached_property
    def breaks(self) -> Sequence[int]:
        return self._find_breaks()

    def on_page(self, start: int, end: int) -> Span:
        """Return the stretch of the page that holds the stretch of the reading from *start* to *end*."""
        first = bisect_right(self._pieces, start, key=lambda piece: piece[0]) - 1
        last = bisect_right(self._pieces, max(start, end - 1), key=lambda piece: piece[0])
        starts: list[int] = []
        ends: list[int] = []
        bounds = [*(at for at, _ in self._pieces[first + 1 : last]), end]
        at = start
        for (begin, origin), bound in zip(self._pieces[first:last], bounds, strict=True):
            starts.append(origin + at - begin)
            ends.append(origin + bound - begin)
            at = bound
        return min(starts), max(ends)


@dataclass(frozen=True, slots=True)
class Way:
    """How a page may be read: in the order in which it is drawn, without its notes, every number read as a number."""

    is_drawn: bool = False
    is_noteless: bool = False
    is_numbered: bool = False


class PageText:
    """One page and its readings, each made when it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._readings: dict[Way, PageReading | None] = {}

    @cached_property
    def plain(self) -> PageReading:
        """The page as it is printed."""
        return PageReading(self.page.text, marks=self._marks, breaks=self._breaks)

    def reading(self, way: Way) -> PageReading | None:
        """Return the page read in this *way*, None where a simpler way gives the same."""
        if way not in self._readings:
            self._readings[way] = self._read(way)
        return self._readings[way]

    def _read(self, way: Way) -> PageReading | None:
        if way.is_numbered and not self._marks:
            return None
        return self._as_drawn(way) if way.is_drawn else self._as_printed(way)

    def _as_printed(self, way: Way) -> PageReading | None:
        if way.is_noteless and not self._notes:
            return None
        notes = self._notes if way.is_noteless else ()
        marks = [mark for mark in self._marks if not any(start <= mark[0] < end for start, end in notes)]
        text = blanked(self.page.text, notes)
        return PageReading(text, marks=() if way.is_numbered else marks, breaks=self._breaks)

    def _as_drawn(self, way: Way) -> PageReading | None:
        runs = self._drawn_runs() if self._is_drawn_otherwise else ()
        if not way.is_noteless:
            return self._of_runs(runs, way) if runs else None
        notes = {index for found in foot_notes(self.page.text, runs) for index in found}
        return self._of_runs([run for index, run in enumerate(runs) if index not in notes], way) if notes else None

    @cached_property
    def _runs(self) -> tuple[PrintedRun, ...]:
        return printed_runs(self.page)

    @cached_property
    def _marks(self) -> tuple[Span, ...]:
        """The note marks of the page."""
        return disjoint(note_marks(self.page, self._runs))

    @cached_property
    def _notes(self) -> tuple[Span, ...]:
        """The notes at the foot of its columns and in its margins."""
        text, runs = self.page.text, self._runs
        foot = ((runs[notes.start].start, runs[notes.stop - 1].end) for notes in foot_notes(text, runs))
        margins = ((run.start, run.end) for run in margin_notes(text, runs))
        return (*foot, *margins)

    def _breaks(self) -> tuple[int, ...]:
        """Return the offsets at which a word that a line's end broke goes on."""
        return tuple(run.start for before, run in pairwise(self._runs) if _is_broken(before, run))

    @cached_property
    def _is_drawn_otherwise(self) -> bool:
        return any(before.raw_start > after.raw_start for before, after in pairwise(self._runs))

    def _drawn_runs(self) -> list[PrintedRun]:
        return sorted(self._runs, key=lambda run: run.raw_start)

    def _of_runs(self, runs: Sequence[PrintedRun], way: Way) -> PageReading:
        pieces: list[tuple[int, int]] = []
        parts: list[str] = []
        marks: list[Span] = []
        breaks: list[int] = []
        at = 0
        for index, run in enumerate(runs):
            if index and run.raw_start != runs[index - 1].raw_end:
                broken = self.page.text[runs[index - 1].end : runs[index - 1].end + 1].isalnum()
                parts.append(_BROKEN if broken else _BREAK)
                at += len(parts[-1])
            elif index and not _is_level(runs[index - 1], run):
                breaks.append(at)
            pieces.append((at if index else 0, run.start))
            marks += [(a - run.start + at, b - run.start + at) for a, b in self._marks if run.start <= a < run.end]
            parts.append(self.page.text[run.start : run.end])
            at += run.end - run.start
        return PageReading("".join(parts), marks=() if way.is_numbered else marks, breaks=lambda: breaks, pieces=pieces)


def _is_broken(before: PrintedRun, run: PrintedRun) -> bool:
    """Tell whether a run goes on with the word before it on another line."""
    return run.start == before.end and not _is_level(before, run)


def _is_level(before: PrintedRun, run: PrintedRun) -> bool:
    return before.bottom < (run.bottom + run.top) / 2 < before.top


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those left out that begin before another one ends."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """Return *text* with the spans blanked out; the length stays."""
    if not spans:
        return text
    return "".join(_blanked_pieces(text, spans))


def _blanked_pieces(text: str, spans: Sequence[Span]) -> Iterator[str]:
    at = 0
    for start, end in sorted(spans):
        yield text[at:start]
        yield " " * (end - max(start, at))
        at = max(at, end)
    yield text[at:]
