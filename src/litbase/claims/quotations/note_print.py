"""How a page prints its notes: marks behind a word, small print at the foot of a column, words in the margin."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from litbase.model.claim import Span
from litbase.model.page import Page

_NOTE_START = re.compile(r"\s*(?:\[?\d{1,4}[\].)]?(?:\s\S|[^\W\d_]|[\"'“‘(«])|[*∗†‡§¶]\s?\S)")
_CLOSING = "\"'”’»)\\]"
# A number glued to a word or to the mark behind it: "labour12", "exploitation.”34 The", "in 2016.5 The". The digit
# comes first and what stands before it is looked at from there: most of a page is then passed over at once.
_GLUED = re.compile(
    rf"\d(?:(?:(?<=[^\W\dA-Z_]{{3}}(?P<letter>\d))"
    rf"|(?<=[^\W\d_]{{3}}[.!?,;:{_CLOSING}]\d)|(?<=[^\W\d_]{{2}}[.!?,;:{_CLOSING}]{{2}}\d))\d{{0,3}}"
    rf"|(?<=\D(?:19|20)\d\d\.\d)\d{{0,2}})(?![^\s.,;:{_CLOSING}]|\.\d)"
)
_SENTENCE_END = re.compile(rf"[.!?][{_CLOSING}]?\d{{1,4}}(?:\s*$|\s+[\"'“‘«(\[]*(?P<next>[^\W\d_]))")
_RAISED_DIGITS = re.compile("[¹²³⁰⁴-⁹]+")
# What stands before an exponent: "10³", "x²", "40 km²", "s⁻¹".
_TAKES_POWER = re.compile(
    r"(?:(?<![^\W_])(?:[^\W\d_]|[kcdmnμ]m|ha|ft|in|yd|mi)|(?<!19\d)(?<!20\d)\d|[-−⁻+±=×÷*/^~<>(\[{|∗·])\s?$"
)
_SEEN_BEFORE = 12  # characters
_LONGEST_MARK = 4  # digits
_SEEN_BEFORE = 12  # characters
_RAISED, _CLOSE, _CLOSEST = 0.4, 4.0, 2.0  # points above the line's top, and beside the word before
_SMALL_DIGIT = 0.92  # of the usual letter's width; a digit of full size is wider
_SMALL_PRINT = 0.93
_FEWEST_LINES = 4
_LONG_LINE, _FEWEST_LONG_LINES = 0.6, 8  # of the widest line's width; so many show where the margins begin
_MOST_NOTED = 0.5  # of the lines


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


def note_marks(page: Page, runs: Sequence[PrintedRun]) -> Iterator[Span]:
    """Yield the numbers in the text of *page* that are marks of notes and no words of it."""
    yield from _raised_marks(page.text, runs)
    for match in _RAISED_DIGITS.finditer(page.text) if not page.text.isascii() else ():
        if _may_be_noted(page.text, match.start()):
            yield match.span()
    is_laid_out = page.layout is not None and not page.ocr
    for match in _GLUED.finditer(page.text):
        is_on_word = match["letter"] is not None
        if is_laid_out and is_on_word:
            continue  # it would be raised
        if _holds_note(page.text, match.group()) or not (is_laid_out or _is_inside(page.text, match.start())):
            yield match.span()


def _raised_marks(text: str, runs: Sequence[PrintedRun]) -> Iterator[Span]:
    """Yield the numbers that stand raised and close behind a word, as layout shows them."""
    for before, run in pairwise(runs):
        if run.end - run.start > 2 * _LONGEST_MARK or not -_CLOSE < run.left - before.right < _CLOSE:
            continue
        written = text[run.start : run.end].strip()
        if not written.isdecimal() or len(written) > _LONGEST_MARK:
            continue
        start = text.index(written, run.start)
        if _may_be_noted(text, start) and _is_raised(before, run, digits=len(written)):
            yield start, start + len(written)


def _may_be_noted(text: str, at: int) -> bool:
    """Tell whether a raised number at this offset is the mark of a note and no exponent, fraction or index."""
    return _TAKES_POWER.search(text[max(0, at - _SEEN_BEFORE) : at]) is None


def _is_raised(before: PrintedRun, run: PrintedRun, *, digits: int) -> bool:
    """Tell whether a number is printed higher or smaller than the words before it on the same line."""
    if run.bottom >= before.top or run.top <= before.bottom:
        return False
    letter = (before.right - before.left) / max(before.end - before.start, 1)
    is_small = run.right - run.left < _SMALL_DIGIT * letter * digits and run.left - before.right < _CLOSEST
    return run.top > before.top + _RAISED or is_small


def _holds_note(text: str, number: str) -> bool:
    """Tell whether a line of the page begins with this number, as a note does."""
    return re.search(rf"^\s*[\[(]?{number}[\].)]?\s+\S", text, re.MULTILINE) is not None


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a number at this offset may stand inside a sentence, and so be one of its words."""
    end = _SENTENCE_END.match(text, max(0, at - 2)) or _SENTENCE_END.match(text, at - 1)
    return end is None or not (end["next"] is None or end["next"].isupper())


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


def margin_notes(text: str, runs: Sequence[PrintedRun]) -> Iterator[PrintedRun]:
    """Yield the runs that stand wholly beside the lines of the page: notes and line numbers in its margins.

    What stands beside most of the lines is a column of a table, unless it counts them.
    """
    widest = max((run.right - run.left for run in runs), default=0.0)
    lines = [run for run in runs if run.right - run.left >= _LONG_LINE * widest]
    if len(lines) < _FEWEST_LONG_LINES:
        return
    left, right = min(run.left for run in lines), max(run.right for run in lines)
    for beside in ([run for run in runs if run.right <= left], [run for run in runs if run.left >= right]):
        numbers = [text[run.start : run.end].strip() for run in beside]
        if all(map(str.isdecimal, numbers)):
            yield from beside if _counts_lines([*map(int, numbers)]) else ()
        elif sum(_is_level(line, beside) for line in lines) <= _MOST_NOTED * len(lines):
            yield from beside


def _counts_lines(numbers: Sequence[int]) -> bool:
    """Tell whether numbers in a margin go up by steps of the same size, as the numbers of lines do."""
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) == 1 and min(steps) > 0


def _is_level(line: PrintedRun, beside: Sequence[PrintedRun]) -> bool:
    """Tell whether one of the runs stands on the same line."""
    return any(run.bottom < (line.bottom + line.top) / 2 < run.top for run in beside)


def foot_notes_start(page: Page) -> int | None:
    """Return the offset where the notes at the foot of a page begin, or None if layout shows none."""
    runs = printed_runs(page)
    last = next((notes for notes in foot_notes(page.text, runs) if notes.stop == len(runs)), None)
    return None if last is None else runs[last.start].start
