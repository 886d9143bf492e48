"""Dates and years in running text as values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.grammar import MONTHS
from litbase.claims.figures.numerals import read_chinese
from litbase.claims.figures.quantity import Kind, Quantity, quantity_at

_PART = re.compile(
    r"\b(?P<part>early|mid|late|(?:first|second) half of|(?:first|second|third|fourth|last) quarter of)[ -](?:the )?$",
    re.I,
)
_YEARS = re.compile(r".*\b(?:between|from) \d{4} (?:and|to) \d{4}", re.I)
_ENDS = re.compile(r"[^.;:#]{0,90}\bfrom (?:[a-z]+ ){0,2}# (?:[a-z]+ ){0,3}?to (?:[a-z]+ ){0,2}#", re.I)
_DECADES = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def read_date(match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the month, the day and the year that a match of the grammar says, in order."""
    text = match.string
    if match["years"]:
        yield from _two_years(match)
    elif match["chinese_year"]:
        yield year_at(int(read_chinese(match["chinese_year"])), text, match.start(), match.end())
    elif match["nineties"]:
        tens = (_DECADES.index(match["decade_name"].casefold()) + 2) * 10
        yield replace(year_at(1900 + tens, text, match.start(), match.end()), unit="decade")
    elif match["iso"]:
        yield year_at(int(match["year4"]), text, match.start(), match.end("year4"))
        yield _day(int(match["month4"]), int(match["day4"]), text, match.start("month4"), match.end())
    elif match["numeric"]:
        yield from _numeric_date(match)
    elif match["month"]:
        name = match["month6"] or match["month7"] or match["month8"] or match["month9"]
        yield _day(_month(name), 0, text, match.start(), match.end())
    else:
        number = next(n for n in "123" if match[f"month{n}"])
        day = match[f"day{number}"]
        value = int(day) if day.isdigit() else int(read_chinese(day))
        yield _day(_month(match[f"month{number}"]), value, text, match.start(), match.end())


def _month(written: str) -> int:
    name = written.casefold()
    return MONTHS.get(name) or (int(name) if name.isdigit() else int(read_chinese(name)))


def _day(month: int, day: int, text: str, start: int, end: int) -> Quantity:
    return quantity_at(Kind.DATE, Fraction(month * 100 + day), Fraction(0), text, start, end)


def _two_years(match: re.Match[str]) -> Iterator[Quantity]:
    first, last = int(match["first6"]), int(match["last6"])
    yield year_at(first, match.string, match.start("first6"), match.end("first6"))
    year = last if last > 99 else first // 100 * 100 + last
    yield year_at(year, match.string, match.start("last6"), match.end("last6"))


def _numeric_date(match: re.Match[str]) -> Iterator[Quantity]:
    """Read "21.11.2018", "21/11/2018" and "11/21/2018"; where day and month cannot be told apart, the year alone."""
    first, second = int(match["first5"]), int(match["second5"])
    is_day_first = second <= 12 and (match["mark5"] == "." or first > 12)
    if (is_day_first or second > 12) and min(first, second) <= 12 and max(first, second) <= 31:
        day, month = (first, second) if is_day_first else (second, first)
        yield _day(month, day, match.string, match.start("first5"), match.end("second5"))
    yield year_at(int(match["year5"]), match.string, match.start("year5"), match.end("year5"))


def with_years_of_change(figures: Sequence[Quantity], text: str) -> list[Quantity]:
    """Give the ends of a change the years told before it: "between 2015 and 2019, from 41 to 82"."""
    given = list(figures)
    for at in range(len(given) - 3):
        first, last = given[at : at + 2]
        if not (first.kind is last.kind is Kind.YEAR and _YEARS.fullmatch(text, max(0, first.start - 8), last.end)):
            continue
        ends = [(i, one) for i, one in enumerate(given[at + 2 : at + 4], at + 2) if one.kind is not Kind.YEAR]
        told = text[last.end : ends[1][1].end] if len(ends) == 2 else ""
        if _ENDS.fullmatch(told.replace(ends[0][1].text, "#").replace(ends[1][1].text, "#") if told else ""):
            given[ends[0][0]] = replace(ends[0][1], year=int(first.value))
            given[ends[1][0]] = replace(ends[1][1], year=int(last.value))
    return given


def part_of_year(text: str, start: int) -> str | None:
    """Return the part meant of the year or decade that begins at *start* ("late", "first half of"), None for all."""
    told = _PART.search(text, max(0, start - 30), start)
    return told["part"].casefold() if told else None


def year_at(year: int, text: str, start: int, end: int) -> Quantity:
    """Return the year that stands from *start* to *end* of *text*."""
    return quantity_at(Kind.YEAR, Fraction(year), Fraction(1), text, start, end)
