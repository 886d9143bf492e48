"""The ways to read one page: as it is printed, without the notes at its foot, in the order in which it was drawn.

An author reads on past a foot note, and from column to column; which of the ways a page is meant to be read is not
always to be seen. Each of them gives the words of the page itself and nothing else.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from litbase.claims.note_print import PrintedRun, foot_notes, margin_notes, note_marks, printed_runs
from litbase.claims.words import squeeze, squeezed_offsets
from litbase.model.claim import Span
from litbase.model.page import Page

_BREAK = "\n"


class PageReading:
    """The text of a page read in one way.

    `marks` are note marks in it, which are no words of the text. `pieces` say where its parts stand on the page: pairs
    of an offset in the reading and one on the page, the first at 0.
    """

    def __init__(
        self, text: str, *, marks: Sequence[Span] = (), pieces: Sequence[tuple[int, int]] = ((0, 0),),
        is_lifted: bool = True,
    ) -> None:  # fmt: skip
        self.text = text
        self.marks = tuple(marks)
        self.is_lifted = is_lifted
        self._pieces = tuple(pieces)

    @cached_property
    def letters(self) -> str:
        return squeeze(blanked(self.text, self.marks), lifted=self.is_lifted)

    @cached_property
    def offsets(self) -> Sequence[int]:
        """For each of `letters`, the offset in `text` it comes from."""
        return squeezed_offsets(blanked(self.text, self.marks), lifted=self.is_lifted)

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
class _Print:
    """What the layout of a page shows: its note marks, its notes, and whether it is drawn in another order."""

    marks: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()
    is_drawn_otherwise: bool = False


class PageText:
    """One page and its readings, each made when it is asked for; None where it is like the plain one."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def plain(self) -> PageReading:
        """The page as it is printed."""
        return PageReading(self.page.text, marks=self._print.marks)

    @cached_property
    def without_notes(self) -> PageReading | None:
        """The page without the notes at the foot of its columns and in its margins."""
        notes = self._print.notes
        if not notes:
            return None
        marks = [mark for mark in self._print.marks if not any(start <= mark[0] < end for start, end in notes)]
        return PageReading(blanked(self.page.text, notes), marks=marks)

    @cached_property
    def as_drawn(self) -> PageReading | None:
        """The page in the order in which its file draws it."""
        return self._of_runs(self._drawn_runs()) if self._print.is_drawn_otherwise else None

    @cached_property
    def as_drawn_without_notes(self) -> PageReading | None:
        """The same without the notes at the foot of its columns."""
        runs = self._drawn_runs() if self._print.is_drawn_otherwise else ()
        notes = {index for found in foot_notes(self.page.text, runs) for index in found}
        return self._of_runs([run for index, run in enumerate(runs) if index not in notes]) if notes else None

    @cached_property
    def with_numbers(self) -> PageReading | None:
        """The page with every number that may be the mark of a note read as a number."""
        reading = PageReading(self.page.text, is_lifted=False)
        return None if len(reading.letters) == len(self.plain.letters) else reading

    @cached_property
    def _print(self) -> _Print:
        if self.page.layout is None:
            return _Print()
        text, runs = self.page.text, printed_runs(self.page)
        foot = ((runs[notes.start].start, runs[notes.stop - 1].end) for notes in foot_notes(text, runs))
        margins = ((run.start, run.end) for run in margin_notes(runs))
        return _Print(
            marks=tuple(note_marks(text, runs)),
            notes=(*foot, *margins),
            is_drawn_otherwise=any(before.raw_start > after.raw_start for before, after in pairwise(runs)),
        )

    def _drawn_runs(self) -> list[PrintedRun]:
        return sorted(printed_runs(self.page), key=lambda run: run.raw_start)

    def _of_runs(self, runs: Sequence[PrintedRun]) -> PageReading:
        pieces: list[tuple[int, int]] = []
        parts: list[str] = []
        marks: list[Span] = []
        at = 0
        for index, run in enumerate(runs):
            if index and run.raw_start != runs[index - 1].raw_end:
                parts.append(_BREAK)
                at += len(_BREAK)
            pieces.append((at if index else 0, run.start))
            marks += [
                (a - run.start + at, b - run.start + at) for a, b in self._print.marks if run.start <= a < run.end
            ]
            parts.append(self.page.text[run.start : run.end])
            at += run.end - run.start
        return PageReading("".join(parts), marks=marks, pieces=pieces)


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
