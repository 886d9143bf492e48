"""Two figures that make a range share the scale, the sign and the century that only one of them carries."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.grammar import SCALE
from litbase.claims.figures.numerals import SCALES
from litbase.claims.figures.quantity import Kind, Quantity

_LINK = re.compile(r"\s*(?:[–—-]|to|and|or|à|a|y|et|до|至|и|到)\s*", re.I)
_MYRIADS = frozenset("만억조万萬亿億")
_DASHES = frozenset("–—-")
_BEFORE_RANGE = 40  # characters
_AND = frozenset({"and", "or", "y", "et", "и"})
_BETWEEN = re.compile(r"\b(?:between|entre|между)\s(?=\S{0,4}$)|\b(?:between|entre|между)\s[^.;]{0,12}$", re.I)


def as_one_number(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Join what is one number in two scales of East Asia: "3만 5천", "1亿2345万"."""
    joined: list[Quantity] = []
    for second in quantities:
        first = joined[-1] if joined else None
        if first is not None and _continues(first, second, text):
            value = first.value + second.value
            whole = text[first.start : second.end]
            joined[-1] = replace(second, value=value, text=whole, start=first.start, scale=Fraction(1))
        else:
            joined.append(second)
    return joined


def _continues(first: Quantity, second: Quantity, text: str) -> bool:
    is_beside = text[first.end : second.start] in ("", " ") and second.text[:1].isdigit()
    is_counted = first.kind is Kind.COUNT and second.kind in (Kind.COUNT, Kind.MONEY)
    return is_beside and is_counted and first.text[-1:] in _MYRIADS and second.value < first.scale


def with_shared_units(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Give the first number of a range the scale, percent sign or currency that only the second one carries."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if not _is_range(text, first, second):
            continue
        if first.kind is Kind.COUNT and second.kind is Kind.MONEY and first.scale != 1:
            shared[index] = replace(first, kind=Kind.MONEY, unit=second.unit)  # "from 10 million to 14 million crowns"
        elif first.kind is second.kind is Kind.COUNT and first.unit is None and first.scale == second.scale == 1:
            shared[index] = replace(first, unit=second.unit)  # "from six to eight years"
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
        return scaled_like(first, second, second.scale)
    scale = second.scale if first.value < _scale_of(second) else Fraction(1)
    kind = Kind.MONEY if Kind.MONEY in (first.kind, second.kind) else Kind.COUNT
    return replace(scaled_like(first, second, scale), kind=kind, unit=first.unit or second.unit)


def scaled_like(first: Quantity, second: Quantity, scale: Fraction) -> Quantity:
    value, step = first.value * scale, first.step * scale
    return replace(first, kind=second.kind, unit=second.unit, value=value, step=step, scale=first.scale * scale)


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    link = _LINK.fullmatch(text, first.end, second.start)
    if link is None:
        return False
    before = max(0, first.start - _BEFORE_RANGE)
    return link.group().strip().casefold() not in _AND or bool(_BETWEEN.search(text, before, first.start))


def _scale_of(quantity: Quantity) -> Fraction:
    word = re.search(rf"(?:{SCALE})\b", quantity.text, re.I)
    return Fraction(SCALES[word.group().casefold()]) if word else Fraction(1)
