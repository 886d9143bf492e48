"""What a figure in running text is said of: the words beside it, and its year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from litbase.search.analysis import tokens

_CLAUSE_END = re.compile(r"[.;:!?,()\[\]|](?:\s|$)|[;:()。，；]|$")
_STOP = re.compile(r"[.;!?](?:\s|$)|[。；！？]")
_NEAR = 90  # characters
_AROUND = 3  # words
_MOST_THINGS = 3
_LOOKED_AHEAD = 2  # characters that tell the end of a clause
_THINGS_WITHIN = 60  # characters
_EMPTY = frozenset(
    ("of", "the", "a", "an", "in", "to", "and", "or", "were", "was", "are", "is", "had", "have", "has", "all")
)
_BARRIER = re.compile(r"[.;:!?]\s|[;:()。；]|\n\s*\n")
_WITH_YEAR = re.compile(
    r"[^,;:.()]{0,60}?\b(?:in|during|for|by|of|as of|since|en|im|em)\s(?:\w+\s){0,2}(?:\d{1,2}\s)?$|\s?\(\s?$", re.I
)
_BEFORE_YEAR = re.compile(r"\b(?:in|during|by|for|of|since|en|im|em)\s(?:\w+\s){0,2}(?:\d{1,2},?\s)?$", re.I)
_BETWEEN_DATE_AND_YEAR = re.compile(r"\.?,?(?: of| de| del)? ?|[./-]")
_FARTHEST = 70  # characters between a year and the figure it goes with


@dataclass(frozen=True, slots=True)
class Context:
    """The words beside a figure, as `Quantity` has them."""

    things: tuple[str, ...]
    after: tuple[str, ...]
    near: frozenset[str]
    around: tuple[tuple[str, ...], tuple[str, ...]]


def context_of(text: str, start: int, end: int, until: int) -> Context:
    """Return the words beside the figure from *start* to *end*; the next figure begins at *until*.

    Things stand behind it, before the next figure and the end of its clause; everything stands in its sentence.
    """
    left = max([0, start - _NEAR, *(match.end() for match in _STOP.finditer(text, max(0, start - _NEAR), start))])
    stop = _STOP.search(text, end, end + _NEAR)
    before = list(tokens(text[left:start], "en"))
    behind = list(tokens(text[end : stop.start() if stop else end + _NEAR], "en"))
    farthest = min(until, end + _THINGS_WITHIN)
    clause = _CLAUSE_END.search(text, end, farthest + _LOOKED_AHEAD)
    bound = min(clause.start() if clause else until, farthest) - end
    things = dict.fromkeys(token.term for token in behind if token.end <= bound and _is_thing(token.term))
    return Context(
        things=tuple(things)[:_MOST_THINGS],
        after=tuple(token.term for token in before[-2:]),
        near=frozenset(token.term for token in (*before, *behind) if _is_thing(token.term)),
        around=(
            tuple(token.word for token in before[: -_AROUND - 1 : -1]),
            tuple(token.word for token in behind[:_AROUND]),
        ),
    )


def terms_of(words: str) -> tuple[str, ...]:
    """Return the different stems of *words* that can name a thing."""
    return tuple(dict.fromkeys(token.term for token in tokens(words, "en") if _is_thing(token.term)))


def _is_thing(term: str) -> bool:
    return term not in _EMPTY and (term.isalpha() or not any(character.isdigit() for character in term))


def year_of_date(text: str, date: tuple[int, int], others: Sequence[tuple[int, int, int | None]]) -> int | None:
    """Return the year written with a date ("6 October 2017", "2017年10月6日"), None if there is none."""
    for start, end, year in others:
        if year is not None and start >= date[1] and _BETWEEN_DATE_AND_YEAR.fullmatch(text, date[1], start):
            return year
        if year is not None and end <= date[0] and text[end : date[0]] in ("年", "-"):
            return year
    return None


def year_said_with(text: str, figure: tuple[int, int], others: Sequence[tuple[int, int, int | None]]) -> int | None:
    """Return the year that goes with the figure at *figure*, None if that is not plain.

    *others* are the other figures of *text* in order, as (start, end, year or None).
    """
    start, end = figure
    after = next((other for other in others if other[0] >= end), None)
    before = next((other for other in reversed(others) if other[1] <= start), None)
    if after is not None and after[2] is not None and after[0] - end <= _FARTHEST:
        between = text[end : after[0]]
        if _WITH_YEAR.fullmatch(between) and not _BARRIER.search(between.rstrip("( ")):
            return after[2]
    if before is not None and before[2] is not None and start - before[1] <= _FARTHEST:
        between = text[before[1] : start]
        if _BEFORE_YEAR.search(text[max(0, before[0] - 30) : before[0]]) and not _BARRIER.search(between):
            return before[2]
    return None
