"""How a page prints its notes: marks raised behind a word, small print at the foot of a column, words in the margin."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from litbase.model.claim import Span
from litbase.model.page import Page

_NOTE_START = re.compile(r"\s*(?:\[?\d{1,4}[\].)]?|[*∗†‡§¶])\s?\S")
_LONGEST_MARK = 4  # digits
_RAISED, _CLOSE = 0.4, 4.0  # points above the line's top, and beside the word before
_SMALL_DIGIT = 0.92  # of the usual letter's width; a digit of full size is wider
_SMALL_PRINT = 0.93
_FEWEST_LINES = 4
_LONG_LINE, _FEWEST_LONG_LINES = 0.6, 8  # of the widest line's width; so many show where the margins begin


class PrintedRun(NamedTuple):
    """A run of a page's layout, as `Layout.records` gives it; offsets into the readable and the extracted text."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    left: float
    bottom: float
    right: float
    top: float


def printed_runs(page: Page) -> tuple[PrintedRun, ...]:
    """Return the runs of a page in reading order, none if its layout is not known."""
    return () if page.layout is None else tuple(map(PrintedRun._make, page.layout.records()))


def note_marks(text: str, runs: Sequence[PrintedRun]) -> Iterator[Span]:
    """Yield the numbers that stand raised and close behind a word: marks of notes, as layout shows them."""
    for before, run in pairwise(runs):
        if run.end - run.start > 2 * _LONGEST_MARK or not -_CLOSE < run.left - before.right < _CLOSE:
            continue
        written = text[run.start : run.end].strip()
        if not written.isdigit() or len(written) > _LONGEST_MARK:
            continue
        follows_word = text[before.start : before.end].rstrip()[-1:] not in "0123456789"
        if follows_word and _is_raised(before, run, digits=len(written)):
            start = text.index(written, run.start)
            yield start, start + len(written)


def _is_raised(before: PrintedRun, run: PrintedRun, *, digits: int) -> bool:
    """Tell whether a number is printed higher or smaller than the words before it on the same line."""
    if run.bottom >= before.top or run.top <= before.bottom:
        return False
    letter = (before.right - before.left) / max(before.end - before.start, 1)
    return run.top > before.top + _RAISED or run.right - run.left < _SMALL_DIGIT * letter * digits


def foot_notes(text: str, runs: Sequence[PrintedRun]) -> Iterator[range]:
    """Yield the runs, by index, that hold notes at the foot of a column, as far as layout shows them.

    They are the last lines of the column, in smaller print than the page's usual line, the first of them numbered.
    """
    if len(runs) < _FEWEST_LINES:
        return
    small = _SMALL_PRINT * median(run.top - run.bottom for run in runs)
    first = 0
    while first < len(runs):
        if runs[first].top - runs[first].bottom >= small or not _NOTE_START.match(text, runs[first].start):
            first += 1
            continue
        end = first + 1
        while end < len(runs) and runs[end].top - runs[end].bottom < small:
            end += 1
        if end == len(runs) or (first and _is_next_column(runs[first], runs[end])):
            yield range(first, end)
        first = end


def _is_next_column(note: PrintedRun, following: PrintedRun) -> bool:
    """Tell whether what follows a note goes on beside or above it."""
    return following.bottom > note.top


def margin_notes(runs: Sequence[PrintedRun]) -> Iterator[PrintedRun]:
    """Yield the runs that stand wholly beside the lines of the page: notes and line numbers in its margins."""
    widest = max((run.right - run.left for run in runs), default=0.0)
    lines = [run for run in runs if run.right - run.left >= _LONG_LINE * widest]
    if len(lines) < _FEWEST_LONG_LINES:
        return
    left, right = min(run.left for run in lines), max(run.right for run in lines)
    yield from (run for run in runs if run.right <= left or run.left >= right)


def foot_notes_start(page: Page) -> int | None:
    """Return the offset where the notes at the foot of a page begin, or None if layout shows none."""
    runs = printed_runs(page)
    last = next((notes for notes in foot_notes(page.text, runs) if notes.stop == len(runs)), None)
    return None if last is None else runs[last.start].start
