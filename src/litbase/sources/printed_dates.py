"""Dates as documents print them, in the languages of the field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litbase.sources.numerals import chinese_value, plain_digits

_MONTH_NAMES = (
    "january jan janvier enero ene januar januari janeiro gennaio января январь tháng_1 يناير",
    "february feb février fevrier febrero februar fevereiro febbraio февраля февраль فبراير",
    "march mar mars marzo märz março марта март مارس",
    "april apr avril abril aprile апреля апрель أبريل",
    "may mai mayo maio maggio мая май مايو",
    "june jun juin junio juni junho giugno июня июнь يونيو",
    "july jul juillet julio juli julho luglio июля июль يوليو",
    "august aug août aout agosto августа август أغسطس",
    "september sept sep septembre septiembre setiembre setembro settembre сентября сентябрь سبتمبر",
    "october oct octobre octubre oktober outubro ottobre октября октябрь أكتوبر",
    "november nov novembre noviembre novembro ноября ноябрь نوفمبر",
    "december dec décembre decembre diciembre dezember dezembro dicembre декабря декабрь ديسمبر",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|°)?"
_CHINESE = "[零〇一二三四五六七八九十]"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"\b(?P<year>\d{4})-(?P<digits>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"{_DAY}\.?\s+(?:de |di |d['’])?{_MONTH},?\s+(?:de |del |di )?{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        r"(?<!\d)(?P<day>[0-3]?\d)[./](?P<digits>0?[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?P<year>(?:19|20)\d\d)\s*[年년]\s*(?P<digits>\d{1,2})\s*[月월]\s*(?:(?P<day>\d{1,2})\s*[日일])?",
        rf"(?P<chinese_year>[一二][零〇一二三四五六七八九]{{3}})年(?P<chinese_month>{_CHINESE}{{1,3}})月"
        rf"(?:(?P<chinese_day>{_CHINESE}{{1,3}})日)?",
        r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<digits>\d{1,2})\s+năm\s+(?P<year>\d{4})",
        r"tháng\s+(?P<digits>\d{1,2})\s*(?:năm|[/,-])\s*(?P<year>\d{4})",
        rf"\b{_MONTH},?\s+(?:de |del |of )?{_YEAR}",
        rf"(?<![\d/.-]){_YEAR}(?![/.-]\d)",
    )
)
_YEARS = re.compile(r"(?:1[89]|20)\d\d|年")  # every date has one
_DASH = r"\s*(?:[-–—]|\b(?:to|and|al|au|bis|до|y|et))\s*$"
_MONTH_BEFORE = re.compile(_MONTH + _DASH, re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<!\d)[0-3]?\d" + _DASH, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a line; `iso` is "2019", "2019-12" or "2019-12-27"; `ends_range` as in "24 February–20 March 2020"."""

    iso: str
    start: int
    end: int
    ends_range: bool = False


def find_dates(text: str) -> Iterator[PrintedDate]:
    """Yield the dates in *text*, in order of place, each as exact as it is printed."""
    text = plain_digits(text)
    if _YEARS.search(text) is None:
        return
    taken: list[tuple[int, int]] = []
    found = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            iso = _iso(match)
            if iso is not None:
                taken.append(match.span())
                found.append(PrintedDate(iso, *match.span(), _ends_range(iso, text[: match.start()])))
    yield from sorted(found, key=lambda date: date.start)


def _ends_range(iso: str, before: str) -> bool:
    return bool(_MONTH_BEFORE.search(before) or (len(iso) == 10 and _DAY_BEFORE.search(before)))


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups.get("chinese_year"):
        year, month = chinese_value(groups["chinese_year"]), chinese_value(groups["chinese_month"])
        day = chinese_value(groups["chinese_day"] or "")
    else:
        year = int(groups["year"])
        month = _MONTHS[groups["month"].lower()] if groups.get("month") else int(groups.get("digits") or 0)
        day = int(groups.get("day") or 0)
    if year is None or not 1800 <= year <= 2099 or (day or 0) > 31 or (month or 0) > 12:
        return None
    return f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
