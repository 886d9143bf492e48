"""Numbers in figures with what follows them: scale, sign of percent, currency, measure, rate."""

import re
from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.dates import year_at
from litbase.claims.figures.grammar import AFTER_NUMBER, CURRENCIES, MEASURE, RATE
from litbase.claims.figures.numerals import SCALES, read_figures
from litbase.claims.figures.quantity import Kind, Quantity, quantity_at

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_YEAR_AND_NOTE = re.compile(r"(?:1[5-9]|20)\d\d,\d{1,2}")  # "In 2016,12 the government": the number of a note
_COUNTED = re.compile(
    r" (?:people|persons|women|men|children|girls|boys|victims|workers|migrants|refugees|cases|households|participants"
    r"|respondents|families|words|copies|employees|students|members|soldiers|deaths|residents|inhabitants)\b"
)
_SAYS_YEAR = re.compile(
    r"(?:\b(?:in|since|during|until|by|from|to|for|early|late|mid|year|and|between|of|the|through|till|ended|ending)"
    r"|[,\-–/(]|\d)\s*$",
    re.I,
)
_SHARES = {
    "points": Fraction(1, 100), "basis": Fraction(1, 10_000), "percent": Fraction(1, 100),
    "per_mille": Fraction(1, 1000),
}  # fmt: skip
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "hourly": "hour",
}
_PER_TIME = re.compile(
    rf" ?(?:(?:an?|per|each|every|/) ?(?P<time>hour|day|night|week|month|year)\b|(?P<adverb>{'|'.join(_ADVERBS)})\b)",
    re.I,
)
_PEOPLE = re.compile(r" (?:people|persons|women|men|children|workers|victims|migrants|refugees)\b")


def read_number(match: re.Match[str], text: str, language: str | None) -> Quantity:
    figures = match["figures"]
    if language in (None, "en") and match["symbol"] is None and _YEAR_AND_NOTE.fullmatch(figures):
        return year_at(int(figures[:4]), text, match.start(), match.start() + 4)
    value, step = read_figures(figures, language)
    if _is_decimal_alone(text, match.start(), match.end("figures")):
        value, step = value / 10 ** len(figures), step / 10 ** len(figures)
    if match["decade"] and len(figures) == 4:
        return replace(year_at(int(value), text, match.start(), match.end()), unit="decade")
    if match["symbol"] is None and _YEAR.fullmatch(figures) and not _counts(text, match.start(), match.end("figures")):
        return quantity_at(Kind.YEAR, value, Fraction(1), text, match.start(), match.end("figures"))
    quantity = scaled(text, match.start(), match.end("figures"), value=value, step=step, symbol=match["symbol"])
    is_negative = text[quantity.start - 1 : quantity.start] in ("-", "−") and text[: quantity.start - 1][-1:] in " ("
    return replace(quantity, value=-quantity.value) if is_negative and quantity.start else quantity


def _is_decimal_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the digits are decimals with no nought before the point: ".5 per cent"."""
    after = AFTER_NUMBER.match(text, end)
    is_share = after is not None and (after["percent"] or after["points"])
    return bool(is_share) and text[start:end].isdigit() and re.search(r"(?:^|[\s(])\.$", text[:start]) is not None


def _counts(text: str, start: int, end: int) -> bool:
    """Tell whether four digits count something: a scale, a percent sign, a currency or what is counted follows."""
    after = AFTER_NUMBER.match(text, end)
    if after is not None and after.end() > end:
        return True
    return _COUNTED.match(text, end) is not None and _SAYS_YEAR.search(text[max(0, start - 12) : start]) is None


def scaled(text: str, start: int, end: int, *, value: Fraction, step: Fraction, symbol: str | None) -> Quantity:
    after = AFTER_NUMBER.match(text, end)
    assert after is not None  # noqa: S101 - every part of the pattern is optional
    scale, until = _scale_after(after, text, symbol=symbol)
    kind, unit = Kind.COUNT, None
    share = next((part for name, part in _SHARES.items() if after[name]), None)
    if share is not None:
        kind, scale = Kind.SHARE, share
        unit = "points" if after["points"] or after["basis"] else None
    elif symbol or after["currency"]:
        kind = Kind.MONEY
        unit = _currency((symbol or after["currency"]).strip())
    elif (rate := RATE.match(text, until)) is not None:
        kind, scale, until = Kind.SHARE, scale / _whole_of(rate["rate"]), rate.end()
    elif after["scale"] and after["scale"].casefold().startswith("decade"):
        unit = "year"
    elif (measure := MEASURE.match(text, until)) is not None:
        unit = measure.lastgroup
    quantity = quantity_at(kind, value * scale, step * scale, text, start, until)
    return replace(quantity, unit=unit, scale=scale, per=_time_told_for(text, until, unit))


def _time_told_for(text: str, end: int, unit: str | None) -> str | None:
    """Return the time for which money or a measure is told, behind the number that ends at *end*: "16 hours a day"."""
    measure = MEASURE.match(text, end)
    told = _PER_TIME.match(text, measure.end() if measure else end) if unit is not None else None
    return None if told is None else _ADVERBS[told["adverb"].casefold()] if told["adverb"] else told["time"].casefold()


def _scale_after(after: re.Match[str], text: str, *, symbol: str | None) -> tuple[Fraction, int]:
    """Return what a number is multiplied by, and where it ends."""
    if after["scale"]:
        return Fraction(SCALES[after["scale"].casefold().replace("\u00a0", " ")]), after.end()
    letter = after["letter"]
    if letter is None:
        return Fraction(1), after.end()
    is_glued = after.start() == after.start("letter")
    is_scale = symbol or after["currency"] or (is_glued and letter in ("K", "bn"))
    is_scale = is_scale or (letter == "m" and is_glued and _PEOPLE.match(text, after.end("letter")))
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
