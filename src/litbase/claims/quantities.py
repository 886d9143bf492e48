"""Figures read as values: counts, shares, money, years, dates and ordinals, with what qualifies them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from litbase.claims.figure_context import context_of, terms_of, year_of_date, year_said_with
from litbase.claims.figure_grammar import (
    AFTER_NUMBER,
    CURRENCIES,
    IS_ORDINAL,
    MEASURE,
    MONTHS,
    RATE,
    SCALE,
    grammar,
    starts_of,
)
from litbase.claims.figure_tables import Cell, cells_of
from litbase.claims.hedges import Qualifier, read_qualifier
from litbase.claims.not_figures import is_reference
from litbase.claims.numerals import (
    FRACTION_PHRASES,
    FRACTION_WORDS,
    ORDINALS,
    SCALES,
    VULGAR,
    language_of,
    read_chinese,
    read_figures,
    read_foreign_words,
    read_number_words,
    read_ordinal_words,
)


class Kind(StrEnum):
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    MAGNITUDE = "magnitude"  # "hundreds of thousands": no number, and yet not "millions"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. `value` is exact: a share of 1 for percentages, fractions and rates, month × 100 + day for a date
    (day 0: the month alone).

    `scale` is what the number as written was multiplied by (10⁶ for "million", 1/100 for "%"), `step` the unit of its
    last significant digit, for judging what was rounded. `unit` is the currency of money, the measure of a count
    ("year"), "points" of a share in percentage points, "decade" of a year. `things` are the words it is said of,
    stemmed, nearest first; `after` the two words before it, `near` all words of its sentence that are near it, `around`
    the very words before and after it, nearest first; `row` the label of its row in a table; `year` the one it is said
    of, None if that is not plain. Offsets are into the text read.
    """

    kind: Kind
    value: Fraction
    step: Fraction
    text: str
    start: int
    end: int
    scale: Fraction = Fraction(1)
    qualifier: Qualifier | None = None
    unit: str | None = None
    things: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    around: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    row: tuple[str, ...] = ()
    year: int | None = None

    @property
    def written(self) -> Fraction:
        """The number as written, without its scale, unit or sign of percent."""
        return self.value / self.scale


_BLANK = re.compile(r"\s")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_COUNTED = re.compile(
    r" (?:people|persons|women|men|children|girls|boys|victims|workers|migrants|refugees|cases|households|participants"
    r"|respondents|families|words|copies|employees|students|members|soldiers|deaths|residents|inhabitants)\b"
)
_SAYS_YEAR = re.compile(
    r"(?:\b(?:in|since|during|until|by|from|to|for|early|late|mid|year|and|between|of|the|through|till|ended|ending)"
    r"|[,\-–/(]|\d)\s*$",
    re.I,
)
_PEOPLE = re.compile(r" (?:people|persons|women|men|children|workers|victims|migrants|refugees)\b")
_LINK = re.compile(r"\s*(?:[–—-]|to|and|or|à|a|y|et|до|至|и|到)\s*", re.I)
_DASHES = frozenset("–—-")
_AND = frozenset({"and", "or", "y", "et", "и"})
_BETWEEN = re.compile(r"\b(?:between|entre|между)\s(?=\S{0,4}$)|\b(?:between|entre|между)\s[^.;]{0,12}$", re.I)
_BEFORE_RANGE = 40  # characters
_DATES = frozenset({Kind.YEAR, Kind.DATE})
_PER_CENT = re.compile(r"%|per ?cent", re.I)
_IN_PER_CENT = re.compile(r"\((?:in )?(?:%|per ?cent|percentages?)\)", re.I)
_NEIGHBOURS = 6  # figures before and behind one that may give its year
_MOST_DIGITS = 40  # of a figure; what has more is none
_MOST_IN_TABLE = 6  # words of row and column
_SHARE_FOLLOWS = re.compile(r" (?:of|were|are|was|is|had|have|came|said|more|less|fewer|higher|lower)\b|[.,;:)%]|$")
_IS_ORDINAL = re.compile(IS_ORDINAL, re.I)
_PART_OF_TIME = re.compile(r"\b(?:first|second|latter|third|fourth|last|top|bottom|lower|upper|other)[ -]$", re.I)
_AMBIGUOUS = re.compile(r"\d[.,]\d{3}(?!\d)|[^\x00-\x7f]|\b(?:de|des|del|von|und)\b", re.I)


@lru_cache(maxsize=4000)  # the sentences of a draft are read by several checks, those of pages for several claims
def read_quantities(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """Return the figures of *text* in order; references such as "Article 220" or "A/HRC/25/63" are none.

    *language* decides what "1.500" means and which number words are known; None: as the text itself looks.
    """
    flat, cells, found = _figures(text, language)
    ends = [*(quantity.start for quantity in found[1:]), len(flat)]
    in_context = [
        _in_context(q, flat, until, found[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1])
        for at, (q, until) in enumerate(zip(found, ends, strict=False))
    ]
    return tuple(_in_tables(in_context, cells))


@lru_cache(maxsize=4000)
def read_values(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """Return what `read_quantities` does without the words and years that its figures are said of, in half the time."""
    flat, cells, found = _figures(text, language)
    return tuple(_in_tables([replace(q, qualifier=_qualifier_of(q, flat)) for q in found], cells))


def _figures(text: str, language: str | None) -> tuple[str, Sequence[Cell], Sequence[Quantity]]:
    """Return *text* with its blanks made even, the cells of its tables, and the bare figures in it."""
    cells = tuple(cells_of(text)) if "\n" in text or "|" in text else ()
    flat = _apart(_BLANK.sub(" ", text), cells)
    language = language or (language_of(text) if _AMBIGUOUS.search(text) else None)
    pattern = grammar(language)
    found: list[Quantity] = []
    position = 0
    for start in starts_of(flat):
        match = pattern.match(flat, start) if start >= position else None
        if match is not None:
            read = () if _is_passed_over(match, flat, text) else tuple(_read(match, flat, language))
            position = max([match.end(), *(quantity.end for quantity in read)])
            found += read
    return flat, cells, _share_units(found, flat)


def _apart(flat: str, cells: Sequence[Cell]) -> str:
    """Put a sign that joins no figures between the cells of a table."""
    borders = [cell.start - 1 for before, cell in pairwise(cells) if flat[before.end : cell.start] == " "]
    parts = [flat[a:b] for a, b in pairwise([0, *(border + 1 for border in borders), len(flat)])]
    return "".join(f"{part[:-1]}\t" for part in parts[:-1]) + parts[-1]


def _in_context(quantity: Quantity, flat: str, until: int, quantities: Sequence[Quantity]) -> Quantity:
    others = [(q.start, q.end, int(q.value) if q.kind is Kind.YEAR else None) for q in quantities if q is not quantity]
    context = context_of(flat, quantity.start, quantity.end, until)
    return replace(
        quantity,
        qualifier=_qualifier_of(quantity, flat),
        things=context.things,
        after=context.after,
        near=context.near,
        around=context.around,
        year=_year_of(quantity, flat, others),
    )


def _qualifier_of(quantity: Quantity, flat: str) -> Qualifier | None:
    is_dated = quantity.kind in (Kind.DATE, Kind.ORDINAL)
    return None if is_dated else read_qualifier(flat, quantity.start, quantity.end)


def _year_of(quantity: Quantity, flat: str, others: Sequence[tuple[int, int, int | None]]) -> int | None:
    span = quantity.start, quantity.end
    match quantity.kind:
        case Kind.YEAR:
            return None
        case Kind.DATE:
            return year_of_date(flat, span, others)
        case _:
            return year_said_with(flat, span, others)


def _in_tables(quantities: Sequence[Quantity], cells: Sequence[Cell]) -> Iterator[Quantity]:
    """Give the figures in the rows of tables the words of their row and column."""
    for quantity in quantities:
        cell = next((c for c in cells if c.start <= quantity.start and quantity.end <= c.end), None)
        if cell is None:
            yield quantity
            continue
        year = re.search(r"(?:19|20)\d\d", f"{cell.column} {cell.row}")
        things = terms_of(f"{cell.row} {cell.column}")[:_MOST_IN_TABLE] or quantity.things
        said = int(year[0]) if year else quantity.year
        said = None if quantity.kind in _DATES else said
        if quantity.kind is Kind.COUNT and (
            _PER_CENT.search(f"{cell.row} {cell.column}") or _IN_PER_CENT.search(cell.above)
        ):
            quantity = _scaled_like(quantity, replace(quantity, kind=Kind.SHARE, unit=None), Fraction(1, 100))
        near = frozenset((*things, *terms_of(cell.above)))
        yield replace(quantity, things=things, after=(), near=near, around=((), ()), row=terms_of(cell.row), year=said)


def _is_passed_over(match: re.Match[str], flat: str, text: str) -> bool:
    if match["passed"] or sum(map(str.isdigit, match[0])) > _MOST_DIGITS:
        return True
    if match["years"]:
        return is_reference(flat, text, match.start(), match.end(), is_money=False)
    if not match["number"]:
        return False
    return is_reference(flat, text, match.start("number"), match.end("number"), is_money=match["symbol"] is not None)


def _read(match: re.Match[str], text: str, language: str | None) -> Iterator[Quantity]:
    span = match.start(), match.end()
    if match["date"] or match["iso"] or match["numeric"] or match["month"] or match["years"] or match["chinese_year"]:
        yield from _date(match)
    elif match["ordinal"]:
        yield _quantity(Kind.ORDINAL, _ordinal(match), Fraction(0), text, *span)
    elif match["magnitude"]:
        yield _magnitude(match, text)
    elif any(match[name] for name in ("chinese", "parts", "phrase", "ratio", "mixed", "half", "fraction")):
        yield from _share(match, text, language)
    elif match["number"]:
        yield _number(match, text, language)
    else:
        value = _in_words(match, language)
        yield _scaled(text, *span, value=value, step=_step_of(value), symbol=None)


def _in_words(match: re.Match[str], language: str | None) -> Fraction:
    if match["han"]:
        return read_chinese(match["han"])
    if match["words"]:
        return read_number_words(match["words"])
    return read_foreign_words(match["foreign"], language or "")


def _quantity(kind: Kind, value: Fraction, step: Fraction, text: str, start: int, end: int) -> Quantity:
    return Quantity(kind, value, step, text[start:end], start, end)


def _small(written: str) -> Fraction:
    plain = written.replace(",", "")
    return Fraction(int(plain)) if plain.isdigit() else read_number_words(written)


def _step_of(value: Fraction) -> Fraction:
    return read_figures(str(int(value)), None)[1]


def _ordinal(match: re.Match[str]) -> Fraction:
    figures = match["nth"] or match["nth2"]
    if figures:
        return Fraction(int(figures))
    return Fraction(ORDINALS[match["nth4"].casefold()] if match["nth4"] else read_ordinal_words(match["nth3"]))


def _magnitude(match: re.Match[str], text: str) -> Quantity:
    first, *rest = match["magnitude"].casefold().split(" of ")
    singular = {"tens": 10, "dozens": 12, "hundreds": 100}
    value = Fraction(singular.get(first) or SCALES[first]) * (SCALES[rest[0]] if rest else 1)
    return _quantity(Kind.MAGNITUDE, value, Fraction(0), text, match.start(), match.end())


# ---- dates ---------------------------------------------------------------------------------------------------------
def _date(match: re.Match[str]) -> Iterator[Quantity]:
    text = match.string
    if match["years"]:
        yield from _two_years(match)
    elif match["chinese_year"]:
        yield _year(int(read_chinese(match["chinese_year"])), text, match.start(), match.end())
    elif match["iso"]:
        yield _year(int(match["year4"]), text, match.start(), match.end("year4"))
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
    return _quantity(Kind.DATE, Fraction(month * 100 + day), Fraction(0), text, start, end)


def _year(year: int, text: str, start: int, end: int) -> Quantity:
    return _quantity(Kind.YEAR, Fraction(year), Fraction(1), text, start, end)


def _two_years(match: re.Match[str]) -> Iterator[Quantity]:
    first, last = int(match["first6"]), int(match["last6"])
    yield _year(first, match.string, match.start("first6"), match.end("first6"))
    year = last if last > 99 else first // 100 * 100 + last
    yield _year(year, match.string, match.start("last6"), match.end("last6"))


def _numeric_date(match: re.Match[str]) -> Iterator[Quantity]:
    """Read "21.11.2018", "21/11/2018" and "11/21/2018"; where day and month cannot be told apart, the year alone."""
    first, second = int(match["first5"]), int(match["second5"])
    is_day_first = second <= 12 and (match["mark5"] == "." or first > 12)
    if (is_day_first or second > 12) and min(first, second) <= 12 and max(first, second) <= 31:
        day, month = (first, second) if is_day_first else (second, first)
        yield _day(month, day, match.string, match.start("first5"), match.end("second5"))
    yield _year(int(match["year5"]), match.string, match.start("year5"), match.end("year5"))


# ---- shares --------------------------------------------------------------------------------------------------------
def _share(match: re.Match[str], text: str, language: str | None) -> Iterator[Quantity]:
    start, end = match.start(), match.end()
    if match["chinese"]:
        value, step = _hundredths(match["hundredths"], language)
        yield replace(_quantity(Kind.SHARE, value / 100, step / 100, text, start, end), scale=Fraction(1, 100))
    elif match["half"]:
        scale = Fraction(SCALES[match["half_of"].casefold()])
        yield replace(_quantity(Kind.COUNT, scale / 2, scale / 10, text, start, end), scale=scale)
    elif match["mixed"]:
        whole = _small(match["whole2"] or match["whole3"])
        part = match["part2"].strip()
        value = whole + (VULGAR.get(part) or Fraction(1, FRACTION_WORDS[part.casefold()]))
        yield _scaled(text, start, end, value=value, step=Fraction(1, 10), symbol=None)
    else:
        share = _part_of_one(match, text)
        denominator = (match["denominator"] or "").casefold()
        if share is not None:
            yield _quantity(Kind.SHARE, share, Fraction(0), text, start, end)
        elif denominator in ORDINALS and _IS_ORDINAL.match(text, end):
            nth = Fraction(ORDINALS[denominator])
            yield _quantity(Kind.ORDINAL, nth, Fraction(0), text, match.start("denominator"), end)


def _hundredths(written: str, language: str | None) -> tuple[Fraction, Fraction]:
    if written[0].isdigit():
        return read_figures(written, language)
    whole, _, decimals = written.partition("点")
    digits = "".join(str(int(read_chinese(digit))) for digit in decimals)
    return read_figures(f"{int(read_chinese(whole))}{'.' if digits else ''}{digits}", "en")


def _part_of_one(match: re.Match[str], text: str) -> Fraction | None:
    """Return the share that a match says, None if it says an ordinal ("a third country") or more than the whole."""
    if match["phrase"]:
        return FRACTION_PHRASES[match["phrase"].casefold()]
    if match["parts"]:
        top, bottom = (
            Fraction(int(part)) if part.isdigit() else read_chinese(part) for part in (match["top"], match["bottom"])
        )
        return top / bottom if bottom and top <= bottom else None
    if match["ratio"]:
        whole = match["whole"].casefold().removeprefix("a ")
        share = _small(match["part"]) / max(Fraction(SCALES.get(whole) or _small(whole)), Fraction(1))
        return share if share <= 1 else None
    return _fraction(match, text)


def _fraction(match: re.Match[str], text: str) -> Fraction | None:
    if match["fraction"] in VULGAR:
        return VULGAR[match["fraction"]]
    if match["bare_half"]:
        return None if _PART_OF_TIME.search(text[: match.start()][-8:]) else Fraction(1, 2)
    denominator, numerator = match["denominator"].casefold(), match["numerator"].casefold()
    if numerator in ("a", "an", "one") and denominator in ORDINALS and not _SHARE_FOLLOWS.match(text, match.end()):
        return None
    top = Fraction(1) if numerator in ("a", "an") else _small(numerator)
    share = top / FRACTION_WORDS[denominator]
    return share if share <= 1 or denominator.endswith("s") else None


# ---- numbers -------------------------------------------------------------------------------------------------------
def _number(match: re.Match[str], text: str, language: str | None) -> Quantity:
    figures = match["figures"]
    value, step = read_figures(figures, language)
    if match["decade"] and len(figures) == 4:
        return replace(_year(int(value), text, match.start(), match.end()), unit="decade")
    if match["symbol"] is None and _YEAR.fullmatch(figures) and not _counts(text, match.start(), match.end("figures")):
        return _quantity(Kind.YEAR, value, Fraction(1), text, match.start(), match.end("figures"))
    quantity = _scaled(text, match.start(), match.end("figures"), value=value, step=step, symbol=match["symbol"])
    is_negative = text[quantity.start - 1 : quantity.start] in ("-", "−") and text[: quantity.start - 1][-1:] in " ("
    return replace(quantity, value=-quantity.value) if is_negative and quantity.start else quantity


def _counts(text: str, start: int, end: int) -> bool:
    """Tell whether four digits count something: a scale, a percent sign, a currency or what is counted follows."""
    after = AFTER_NUMBER.match(text, end)
    if after is not None and after.end() > end:
        return True
    return _COUNTED.match(text, end) is not None and _SAYS_YEAR.search(text[max(0, start - 12) : start]) is None


def _scaled(text: str, start: int, end: int, *, value: Fraction, step: Fraction, symbol: str | None) -> Quantity:
    after = AFTER_NUMBER.match(text, end)
    assert after is not None  # noqa: S101 - every part of the pattern is optional
    scale, until = _scale_after(after, text, symbol=symbol)
    kind, unit = Kind.COUNT, None
    if after["points"] or after["percent"] or after["per_mille"]:
        kind, scale = Kind.SHARE, Fraction(1, 1000) if after["per_mille"] else Fraction(1, 100)
        unit = "points" if after["points"] else None
    elif symbol or after["currency"]:
        kind = Kind.MONEY
        unit = _currency((symbol or after["currency"]).strip())
    elif (rate := RATE.match(text, until)) is not None:
        kind, scale, until = Kind.SHARE, scale / _whole_of(rate["rate"]), rate.end()
    elif after["scale"] and after["scale"].casefold().startswith("decade"):
        unit = "year"
    elif (measure := MEASURE.match(text, until)) is not None:
        unit = measure.lastgroup
    quantity = _quantity(kind, value * scale, step * scale, text, start, until)
    return replace(quantity, unit=unit, scale=scale)


def _scale_after(after: re.Match[str], text: str, *, symbol: str | None) -> tuple[Fraction, int]:
    """Return what a number is multiplied by, and where it ends."""
    if after["scale"]:
        return Fraction(SCALES[after["scale"].casefold().replace("\u00a0", " ")]), after.end()
    letter = after["letter"]
    if letter is None:
        return Fraction(1), after.end()
    is_scale = symbol or letter in ("K", "bn") or (letter == "m" and _PEOPLE.match(text, after.end("letter")))
    if not is_scale:
        return Fraction(1), after.start()
    return Fraction({"m": 10**6, "k": 10**3, "bn": 10**9}[letter.casefold()]), after.end()


def _whole_of(written: str) -> Fraction:
    plain = re.sub(r"[ \u00a0,]", "", written.casefold())
    known = {"onehundredthousand": 10**5, "hundredthousand": 10**5, "milhabitantes": 10**3}
    return Fraction(int(plain) if plain.isdigit() else known.get(plain) or SCALES[plain])


def _currency(written: str) -> str:
    plain = written.casefold().replace("u.s.", "us").replace("american", "us")
    return CURRENCIES.get(plain) or CURRENCIES.get(f"{plain}s") or plain


# ---- ranges --------------------------------------------------------------------------------------------------------
def _share_units(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Give the first number of a range the scale, percent sign or currency that only the second one carries."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if not _is_range(text, first, second):
            continue
        if first.kind is Kind.COUNT and second.kind is Kind.MONEY and first.scale != 1:
            shared[index] = replace(first, kind=Kind.MONEY, unit=second.unit)  # "from 10 million to 14 million crowns"
        elif first.text[-1:].isdigit():
            shared[index] = _with_unit_of(first, second)
            is_dash = text[first.end : second.start].strip() in _DASHES
            shared[index + 1] = _with_century_of(first, second) if is_dash else second
            if first.kind is Kind.MONEY and second.kind is Kind.COUNT:
                shared[index + 1] = replace(second, kind=Kind.MONEY, unit=first.unit)
    return shared


def _with_century_of(first: Quantity, second: Quantity) -> Quantity:
    """Read "2018–19" as two years."""
    is_short = first.kind is Kind.YEAR and second.kind is Kind.COUNT and re.fullmatch(r"\d\d", second.text) is not None
    if not is_short:
        return second
    year = first.value // 100 * 100 + second.value
    return replace(second, kind=Kind.YEAR, value=year, unit=None) if year > first.value else second


def _with_unit_of(first: Quantity, second: Quantity) -> Quantity:
    if second.kind is Kind.DATE and first.kind is Kind.COUNT and first.value <= 31 and second.value % 100:
        return replace(first, kind=Kind.DATE, value=second.value // 100 * 100 + first.value, step=Fraction(0))
    if first.kind not in (Kind.COUNT, Kind.MONEY) or second.kind not in (Kind.COUNT, Kind.MONEY, Kind.SHARE):
        return first
    if second.kind is Kind.SHARE:
        if first.kind is not Kind.COUNT or not second.step:
            return first
        return _scaled_like(first, second, second.scale)
    scale = second.scale if first.value < _scale_of(second) else Fraction(1)
    kind = Kind.MONEY if Kind.MONEY in (first.kind, second.kind) else Kind.COUNT
    return replace(_scaled_like(first, second, scale), kind=kind, unit=first.unit or second.unit)


def _scaled_like(first: Quantity, second: Quantity, scale: Fraction) -> Quantity:
    value, step = first.value * scale, first.step * scale
    return replace(first, kind=second.kind, unit=second.unit, value=value, step=step, scale=first.scale * scale)


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    link = _LINK.fullmatch(text, first.end, second.start)
    if link is None:
        return False
    return link.group().strip().casefold() not in _AND or bool(
        _BETWEEN.search(text, max(0, first.start - 40), first.start)
    )


def _scale_of(quantity: Quantity) -> Fraction:
    word = re.search(rf"(?:{SCALE})\b", quantity.text, re.I)
    return Fraction(SCALES[word.group().casefold()]) if word else Fraction(1)
