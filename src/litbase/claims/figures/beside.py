"""A difference, a multiple, a duration or an average told beside the numbers it is made of."""

import re
from collections.abc import Iterator
from fractions import Fraction

from litbase.claims.figures.marked import (
    COUNT,
    Bounds,
    Inconsistency,
    Marked,
    bounds,
    is_plain,
    number,
    overlap,
    per_cent,
)
from litbase.claims.figures.moves import NOUN_DOWN, NOUN_UP
from litbase.claims.figures.quantity import Kind, Quantity

_ONE, _OTHER, _YEAR = r"⟦[CM](?P<one>\d+)⟧", r"⟦[CM](?P<other>\d+)⟧", r"⟦Y\d+⟧"
_NEAR = r"[^⟦.;:()]{0,40}"
_TIMES = {
    "twice": Fraction(2), "two times": Fraction(2), "three times": Fraction(3), "thrice": Fraction(3),
    "four times": Fraction(4), "five times": Fraction(5), "half": Fraction(1, 2),
}  # fmt: skip
_MORE_THAN = re.compile(
    rf"{_ONE}{_NEAR}(?: (?:in|during) {_YEAR})?,? (?:or )?⟦(?P<kind>[CMS])(?P<size>\d+)⟧ (?P<way>more|fewer|less) than"
    rf" (?:the |its |their )?{_OTHER}",
    re.I,
)
_TIMES_AS_MANY = re.compile(
    rf"{_ONE}{_NEAR}(?: (?:in|during) {_YEAR})?,? (?:or |nearly |almost |about )?(?P<times>{'|'.join(_TIMES)})"
    rf" (?:as (?:many|much) as|the) (?:the |its |their )?{_OTHER}",
    re.I,
)
_YEAR_BY_YEAR = re.compile(
    rf"\bin ⟦Y(?P<before>\d+)⟧,? {_NEAR}{_OTHER}{_NEAR},? (?:and|but) in ⟦Y(?P<after>\d+)⟧,? "
    rf"(?:there were |it was |only )?{_ONE}{_NEAR}, an? (?:(?P<up>{NOUN_UP})|(?P<down>{NOUN_DOWN})) of "
    r"⟦S(?P<size>\d+)⟧(?! on| over| compared)",
    re.I,
)
_DURATION = re.compile(
    r"(?P<led>(?:⟦O\d+⟧|\b(?:first|last|next|every|each|within|past|final)) )?"
    rf"(?:{COUNT.format(r'(?P<years>[0-9]+)')} years?|\b(?P<decade>decade)),? (?:from|between) "
    r"⟦Y(?P<first>\d+)⟧ (?:to|and|until|till|through) ⟦Y(?P<last>\d+)⟧",
    re.I,
)
_AVERAGE = re.compile(
    r"(?P<list>(?:⟦[CM]\d+⟧(?: [a-z]+)?, )*⟦[CM]\d+⟧(?: [a-z]+)? and ⟦[CM]\d+⟧)"
    r"(?: (?!against|than|compared|below|above)[a-z]+){0,3},? (?:or |with |making )?"
    r"an? (?:average|mean) of (?:about |some |around )?⟦[CM](?P<average>\d+)⟧",
    re.I,
)


def beside_inconsistencies(sentence: Marked) -> Iterator[Inconsistency]:
    """Yield what does not follow from the numbers that stand beside it in one sentence."""
    for match in _MORE_THAN.finditer(sentence.marked):
        yield from _difference(sentence, match, is_up=match["way"].casefold() == "more")
    for match in _YEAR_BY_YEAR.finditer(sentence.marked):
        if sentence.figure(match["before"]).value < sentence.figure(match["after"]).value:
            yield from _difference(sentence, match, is_up=match["up"] is not None)
    for match in _TIMES_AS_MANY.finditer(sentence.marked):
        yield from _multiple(sentence, match)
    for match in _DURATION.finditer(sentence.marked):
        yield from _duration(sentence, match)
    for match in _AVERAGE.finditer(sentence.marked):
        yield from _average(sentence, match)


def _difference(sentence: Marked, match: re.Match[str], *, is_up: bool) -> Iterator[Inconsistency]:
    one, other, size = (sentence.figure(match[name]) for name in ("one", "other", "size"))
    if not _are_comparable(one, other) or size.unit == "points" or other.value <= 0 or not is_plain(size):
        return
    low, high = _apart(bounds(one), bounds(other))
    if size.kind is Kind.SHARE:
        told, (low, high) = per_cent((one.value - other.value) / other.value), (low / other.value, high / other.value)
    else:
        told = number(one.value - other.value)
    least, most = bounds(size)
    slack = (most - least) / 2  # people cut as often as they round
    said = (least - slack, most + slack) if is_up else (-most - slack, -least + slack)
    if not overlap(said, (low, high)):
        name = "more" if is_up else "less"
        message = f"{one.text} is {told} more than {other.text}, not {size.text} {name}".replace(" -", " −")
        yield sentence.told(message, (one, other, size))


def _are_comparable(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind and one.unit == other.unit and is_plain(one) and is_plain(other)


def _apart(one: Bounds, other: Bounds) -> Bounds:
    return one[0] - other[1], one[1] - other[0]


def _multiple(sentence: Marked, match: re.Match[str]) -> Iterator[Inconsistency]:
    """Hold "twice as many as the 200" against its number, with a tenth to spare either way."""
    one, other = (sentence.figure(match[name]) for name in ("one", "other"))
    times = _TIMES[match["times"].casefold()]
    if not _are_comparable(one, other) or other.value <= 0:
        return
    ratio = one.value / other.value
    if not times * Fraction(9, 10) <= ratio <= times * Fraction(11, 10) and not _is_hedged(match[0]):
        message = f"{one.text} is {number(round(ratio, 2))} times {other.text}, not {match['times']} as much"
        yield sentence.told(message, (one, other))


def _is_hedged(told: str) -> bool:
    return re.search(r"\b(?:nearly|almost|about|more than|over|at least)\b", told, re.I) is not None


def _duration(sentence: Marked, match: re.Match[str]) -> Iterator[Inconsistency]:
    """Hold "the five years from 2015 to 2017" against its years, counted with both ends or without the first."""
    if match["led"]:
        return
    first, last = sentence.figure(match["first"]), sentence.figure(match["last"])
    years = sentence.figure(match["years"]) if match["years"] else None
    told = Fraction(10) if years is None else years.value
    made = last.value - first.value
    if years is not None and not is_plain(years):
        return
    if made > 0 and not made - 1 <= told <= made + 1:
        figures = (first, last) if years is None else (years, first, last)
        said = "a decade" if years is None else f"{years.text} years"
        yield sentence.told(f"from {first.text} to {last.text} are {number(made)} years, not {said}", figures)


def _average(sentence: Marked, match: re.Match[str]) -> Iterator[Inconsistency]:
    """Tell an average that lies beyond the least or the greatest of the numbers averaged."""
    listed = [sentence.figure(one) for one in re.findall(r"⟦[CM](\d+)⟧", match["list"])]
    average = sentence.figure(match["average"])
    unit = {one.unit for one in (average, *listed)} - {None}  # "300, 400 and 500 crowns" names it once
    if len(unit) > 1 or not all(map(is_plain, (average, *listed))):
        return
    least, most = min(one.value for one in listed), max(one.value for one in listed)
    if not overlap(bounds(average), (least, most)):
        written = ", ".join(one.text for one in listed[:-1])
        yield sentence.told(f"{average.text} is no average of {written} and {listed[-1].text}", (*listed, average))
