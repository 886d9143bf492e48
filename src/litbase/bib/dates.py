"""Dates as BibTeX (`year`, `month`) and biblatex (`date`, ISO 8601-2 extended format, level 1) write them."""

import re
from dataclasses import dataclass
from typing import Any

from litbase.bib.latex import decode
from litbase.bib.values import MONTHS
from litbase.model.entry import Entry

_EDTF = re.compile(
    r"(-?\d{4}|-?\d{1,3}[Xx]{1,3})(?:-(\d{1,2}|[Xx]{2})(?:-(\d{1,2}|[Xx]{2}))?)?(?:T[\d:.+Z-]*)?([?~%]?)"
)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_YEARS = re.compile(r"(?<!\d)(\d{4})\s*(?:[-–/]+|to|and)\s*(\d{4}|\d{2})(?!\d)")
_CIRCA = re.compile(r"\b(?:c|ca|circa|approx)\b\.?|^~|[?~%]$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH_NAMES = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
    "enero": 1,
    "febrero": 2,
    "marzo": 3,
    "abril": 4,
    "mayo": 5,
    "junio": 6,
    "julio": 7,
    "agosto": 8,
    "septiembre": 9,
    "octubre": 10,
    "noviembre": 11,
    "diciembre": 12,
    "janvier": 1,
    "février": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "août": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "décembre": 12,
}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNDATED = frozenset({"n.d.", "n.d", "nd", "no date", "s.d.", "s.a.", "undated", "o.j.", "s.f."})


@dataclass(frozen=True, slots=True)
class Day:
    """A year with a month and a day if they are known; months 21 to 24 are seasons, spring first (ISO 8601-2)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has it."""
        if self.month is None:
            return self.day is None
        if 21 <= self.month <= 24:
            return self.day is None
        if not 1 <= self.month <= 12:
            return False
        longest = 28 if self.month == 2 and not _is_leap(self.year) else _DAYS[self.month - 1]
        return self.day is None or 1 <= self.day <= longest

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        rest = "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)
        return f"{sign}{abs(self.year):04d}{rest}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range as a source states it.

    `end` is None for a single date; `open` marks a range without an end; `circa` an approximate or uncertain
    date; `literal` holds words that are no date ("forthcoming", "n.d."), and then `start` is None.
    """

    start: Day | None
    end: Day | None = None
    open: bool = False
    circa: bool = False
    literal: str | None = None

    @property
    def year(self) -> str | None:
        """The year as in CSL: "2022", "2019/2020", "2019/"; None if there is none."""
        if self.start is None:
            return None
        if self.end is not None and self.end.year != self.start.year:
            return f"{self.start.year}/{self.end.year}"
        return f"{self.start.year}/" if self.open else str(self.start.year)

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has it and it does not end before it begins."""
        if self.start is None:
            return True
        if self.end is None:
            return self.start.is_possible
        if not (self.start.is_possible and self.end.is_possible):
            return False
        both_precise = (self.start.month or 0) <= 12 and (self.end.month or 0) <= 12
        first, last = (
            (d.year, d.month or 0, d.day or 0) if both_precise else (d.year,) for d in (self.start, self.end)
        )
        return last >= first[: len(last)] or (
            self.end.year == self.start.year and None in (self.start.month, self.end.month)
        )

    def __str__(self) -> str:
        """Return the date as biblatex writes it."""
        if self.start is None:
            return self.literal or ""
        mark = "~" if self.circa else ""
        if self.end is not None:
            return f"{self.start}{mark}/{self.end}"
        return f"{self.start}{mark}/" if self.open else f"{self.start}{mark}"


def parse_date(text: str) -> Date | None:
    """Return the date that *text* states, as EDTF or in words ("3 May 2019", "July 2014", "c. 1990"); None if blank."""
    stated = _edtf(text.strip())  # "2019~" is approximate; in LaTeX the sign is a space
    text = decode(text)
    return stated or (_edtf(text) or _in_words(text) if text else None)


def date_of(entry: Entry, prefix: str = "") -> Date | None:
    """Return an entry's date from `date`, else `year`, `month`, `day`; *prefix* is "orig", "event" or "url"."""
    date = entry.first(f"{prefix}date")
    year = entry.first(f"{prefix}year")
    if date is not None and (year is None or _YEAR.search(date)):
        return parse_date(date)
    if year is None:
        return None
    stated = parse_date(year)
    month, day = entry.first(f"{prefix}month"), entry.first(f"{prefix}day")
    if stated is None or stated.start is None or stated.end is not None or month is None or stated.start.month:
        return stated
    return _with_month(stated.start.year, f"{decode(month)} {decode(day or '')}", circa=stated.circa)


def _edtf(text: str) -> Date | None:
    first, slash, second = text.partition("/")
    start = _day(first)
    if start is None or not slash:
        return None if start is None else Date(start[0], start[1], circa=start[2])
    if second in ("", ".."):
        return Date(start[0], open=True, circa=start[2])
    end = _day(second)
    if end is None and re.fullmatch(r"\d{2}", second) and start[0].month is None:
        end = _day(f"{start[0].year // 100:02d}{second}")
    if end is None:
        return None
    return Date(start[0], end[1] or end[0], circa=start[2] or end[2])


def _day(text: str) -> tuple[Day, Day | None, bool] | None:
    """Return a day, the last year of an unspecified one ("199X"), and whether it is approximate."""
    match = _EDTF.fullmatch(text.strip())
    if match is None:
        return None
    written, month, day, mark = match.groups()
    parts = [int(part) if part and part.isdigit() else None for part in (month, day)]
    year = int(written.lower().replace("x", "0"))
    last = Day(int(written.lower().replace("x", "9"))) if "x" in written.lower() else None
    return Day(year, parts[0], parts[1] if parts[0] is not None else None), last, bool(mark)


def _in_words(text: str) -> Date:
    circa = bool(_CIRCA.search(text))
    years = _YEARS.search(text)
    if years:
        first, second = years[1], years[2]
        last = int(second) if len(second) == 4 else int(first[:2] + second)
        if len(second) == 4 or (last > int(first) and last % 100 > 12):
            return Date(Day(int(first)), Day(last), circa=circa)
    year = _YEAR.search(re.sub(r"\[[^\]]*\]", "", text)) or _YEAR.search(text)
    if text.lower() in UNDATED or year is None:
        return Date(None, literal=text)
    rest = text[: year.start()] + " " + text[year.end() :]
    return _with_month(int(year[1]), rest, circa=circa)


def _with_month(year: int, text: str, *, circa: bool) -> Date:
    """Return the date in *year* whose month or months, and days if any, *text* names."""
    numbers = [number for word in _WORD.findall(text) if (number := _month(word)) is not None]
    days = [int(number) for number in _DAY.findall(text)]
    if not numbers:
        if not days:
            return Date(Day(year), circa=circa)
        numbers, days = days[:1], days[1:]
    start = Day(year, numbers[0], days[0] if days and numbers[0] <= 12 else None)
    end = None
    if len(numbers) > 1 and numbers[1] != numbers[0]:
        end = Day(year, numbers[1], days[1] if len(days) > 1 else None)
    elif len(days) > 1 and days[1] > days[0]:
        end = Day(year, numbers[0], days[1])
    return Date(start, end, circa=circa)


def _month(word: str) -> int | None:
    """Return the number of a month or season by its name or a beginning of it with three letters or more."""
    word = word.lower()
    if word in _SEASONS or word in _MONTH_NAMES:
        return _SEASONS.get(word) or _MONTH_NAMES[word]
    if len(word) >= 3 and word[:3] in MONTHS and _ENGLISH[MONTHS.index(word[:3])].startswith(word):
        return MONTHS.index(word[:3]) + 1
    return None


_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def csl_date(date: Date) -> dict[str, Any]:
    """Return *date* as a CSL-JSON date variable (CSL 1.0.2, "Date Variables"; its JSON schema: `season` from 1)."""
    if date.start is None:
        return {"literal": date.literal or ""}
    days = [date.start] if date.end is None else [date.start, date.end]
    result: dict[str, Any] = {"date-parts": [_csl_parts(day) for day in days]}
    if date.open:
        result["date-parts"].append([0])
    if date.end is None and (date.start.month or 0) >= 21:
        result["season"] = (date.start.month or 0) - 20
    if date.circa:
        result["circa"] = True
    return result


def _csl_parts(day: Day) -> list[int]:
    is_season = day.month is not None and day.month >= 21
    return [part for part in (day.year, None if is_season else day.month, day.day) if part is not None]


def from_csl_date(value: dict[str, Any]) -> Date | None:
    """Return the date that a CSL-JSON date variable holds, in parts or as text; None if it holds none."""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and parts[0]:
        days = [_from_parts(part) for part in parts[:2] if isinstance(part, list) and part]
        if days and days[0] is not None:
            closed = len(days) > 1 and days[1] is not None and days[1].year != 0
            season = _season(value.get("season"))
            start = Day(days[0].year, season) if season and days[0].month is None else days[0]
            circa = bool(value.get("circa"))
            return Date(start, days[1] if closed else None, open=len(days) > 1 and not closed, circa=circa)
    text = str(value.get("literal") or value.get("raw") or "").strip()  # plain, no LaTeX
    return (_edtf(text) or _in_words(text)) if text else None


def _season(value: object) -> int | None:
    text = str(value).lower()
    return 20 + int(text) if text in ("1", "2", "3", "4") else _SEASONS.get(text)


def _from_parts(parts: list[Any]) -> Day | None:
    try:
        numbers = [int(part) for part in parts[:3] if str(part).strip()]
    except (ValueError, OverflowError, TypeError):
        return None
    if not numbers:
        return None
    year, month, day = (*numbers, None, None)[:3]
    return Day(year or 0, month + 8 if month is not None and 13 <= month <= 16 else month, day)
