"""The sentence of a figure as a line of words in which each figure is a blank, and two such lines side by side.

Whoever repeats a sentence with another number leaves the words around it: the figure that stands in the same blank of
the source's sentence is the one to compare with, wherever else the number may stand.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from litbase.claims.figures.context import terms_of
from litbase.claims.figures.grammar import MEASURE
from litbase.claims.figures.quantity import FIGURE, Kind, Quantity
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS
from litbase.model.claim import Span
from litbase.search.analysis import Token, tokens

Line = tuple[str, ...]
_STOP = re.compile(r"[.;!?](?:\s|$)|[。；！？]")
_LINKS = frozenset({FIGURE, "and", "to", "or"})  # between the two ends of a range
_REPEATED = 0.7  # share of the words of a line from which another repeats it
_DENSE = 0.6  # share of the words between the first and the last of those repeated
_LITTLE = frozenset(terms_of(" ".join(FUNCTION_WORDS))) | frozenset(
    terms_of(
        "more less fewer than over under above below nearly almost roughly approximately around about only least most"
    )
)
_PARTING = frozenset({"and", "while", "but", "whereas", "wherea"})
_LONG = 4  # words of a stretch that stands by itself, with figures left out before it
_FEWEST = 5  # words


def lines_of(text: str, figures: Sequence[Quantity]) -> Iterator[tuple[Line, int]]:
    """Yield for each figure of *text* the line of its sentence and the figure's place in it."""
    words = list(tokens(text, "en"))
    starts = [word.start for word in words]
    ends = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    at = 0
    while at < len(figures):
        start = ends[bisect_right(ends, figures[at].start, hi=len(ends) - 1) - 1]
        stop = ends[min(bisect_left(ends, figures[at].end), len(ends) - 1)]
        following = at + 1
        while following < len(figures) and figures[following].start < stop:
            following += 1
        spans = [(one.start, _with_measure(text, one)) for one in figures[at:following]]
        line, places = _line(words[bisect_left(starts, start) : bisect_left(starts, stop)], spans)
        yield from ((line, place) for place in places)
        at = following


def _with_measure(text: str, figure: Quantity) -> int:
    """Return where a figure ends with its measure: who writes "months" for "years" changes the figure."""
    measure = MEASURE.match(text, figure.end) if figure.kind is Kind.COUNT and figure.unit else None
    return measure.end() if measure else figure.end


def _line(words: Sequence[Token], figures: Sequence[Span]) -> tuple[Line, list[int]]:
    line: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in figures:
        while at < len(words) and words[at].start < start:
            line.append(words[at].term)
            at += 1
        places.append(len(line))
        line.append(FIGURE)
        while at < len(words) and words[at].start < end:
            at += 1
    return (*line, *(word.term for word in words[at:])), places


@lru_cache(maxsize=4000)
def _matching(ours: Line, theirs: Line) -> tuple[tuple[int, int, int], ...]:
    """Return the stretches that both lines have, in order, as (place in ours, place in theirs, length).

    The longest stretch is sought first, so that of two figures the one amid most of the same words is taken. None are
    returned where the lines have too few words in common to be the same.
    """
    enough = max(_FEWEST, _REPEATED * len(ours))
    if len(Counter(ours) & Counter(theirs)) < min(enough, _REPEATED * len(set(ours))):
        return ()
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()[:-1]
    length = sum(block.size for block in blocks)
    is_repeated = length >= enough and length >= _DENSE * (blocks[-1].b + blocks[-1].size - blocks[0].b)
    return tuple(blocks) if is_repeated else ()


def repeated(ours: Quantity, theirs: Quantity) -> int:
    """Return how many words of its line the sentence of *theirs* repeats in order, 0 if too few to be the same."""
    if 3 * len(ours.near & theirs.near) < len(ours.near):  # most are told apart by this, far sooner
        return 0
    return sum(length for _, _, length in _matching(ours.line, theirs.line))


def stand_in_the_same_place(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures fill the same blank of a repeated sentence, with the same words on both sides of it."""
    return repeated(ours, theirs) > 0 and any(
        ours.at - mine == theirs.at - its
        and mine <= ours.at < mine + length
        and (ours.at > mine or ours.at == theirs.at == 0)
        and (ours.at + 1 < mine + length or (ours.at + 1, theirs.at + 1) == (len(ours.line), len(theirs.line)))
        and (length >= _LONG or FIGURE not in theirs.line[before:its])
        for before, (mine, its, length) in _after_another(_matching(ours.line, theirs.line))
    )


def _after_another(blocks: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Yield each stretch with the place in theirs where the one before it ends."""
    ends = [its + length for _, its, length in blocks]
    return zip([blocks[0][1] if blocks else 0, *ends], blocks, strict=False)


def is_led_up_to(figure: Quantity) -> bool:
    """Tell whether what the figures of a sentence are said of stands before each: nothing stands behind the last."""
    last = max((at for at, word in enumerate(figure.line) if word == FIGURE), default=0)
    return bool(figure.line) and figure.near.isdisjoint(figure.line[last + 1 :])


def words_before(figure: Quantity, others: Sequence[Quantity]) -> frozenset[str]:
    """Return the telling words between a figure and the one of its kind before it in its sentence, one of *others*."""
    ends = (one.at for one in others if one.line is figure.line and one.kind is figure.kind and one.at < figure.at)
    first = max(ends, default=-1) + 1
    return figure.near.intersection(figure.line[first : figure.at]) - _LITTLE


def words_behind(figure: Quantity, others: Sequence[Quantity]) -> frozenset[str]:
    """Return the telling words between a figure and the next of its kind in its sentence, but for what it is a part of:
    of "71 % of permits went to men" the permits are left out."""
    starts = (one.at for one in others if one.line is figure.line and one.kind is figure.kind and one.at > figure.at)
    words = figure.line[figure.at + 1 : min(starts, default=len(figure.line))]
    if words[:1] == ("of",):
        words = words[3 if words[1:2] == ("the",) else 2 :]
    end = next((at for at, word in enumerate(words) if word in _PARTING and at > 1), len(words))
    return figure.near.intersection(words[:end]) - _LITTLE


def own_words(figure: Quantity) -> frozenset[str]:
    """Return the telling words that lead up to a figure, or to the range that it ends: "between nine and twelve"."""
    at = figure.at
    while at > 1 and FIGURE in figure.line[at - 2 : at] and figure.line[at - 1] in _LINKS:
        at -= 1 + (figure.line[at - 1] != FIGURE)
    first = next((place for place in range(at - 1, -1, -1) if figure.line[place] == FIGURE), -1) + 1
    return figure.near.intersection(figure.line[first:at]) - _LITTLE
