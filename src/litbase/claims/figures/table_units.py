"""What the words of a table say of the unit of its figures: per cent, thousands, crowns, "per 1,000"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.grammar import CURRENCIES
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.figures.ranges import scaled_like

_PER_CENT = re.compile(r"%|per ?cent\b|percentages?\b|\bshare (?:of|in)\b", re.I)
_RATE = re.compile(r"\bper (?:1[ ,.]?000|10[ ,.]?000|100[ ,.]?000|thousand|hundred thousand|million)\b", re.I)
_POWERS = {"hundred": 100, "thousand": 1000, "000": 1000, "million": 10**6, "billion": 10**9, "mn": 10**6, "bn": 10**9}
_SCALE = re.compile(r"(?<![\d,.])(?:(?P<zeros>[’']?000)s?|(?P<word>hundred|thousand|million|billion|mn|bn)s?)\b", re.I)
_IN_SCALE = re.compile(r"\bin (?:hundred|thousand|million|billion)s\b|[’']000s?\b", re.I)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_AFTER_COMMA = re.compile(r",\s*((?:in )?(?:per ?cent|%|thousands?|millions?|billions?|US\$|[€£$])[^,]{0,30})$", re.I)
_MONEY = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, (c for c in CURRENCIES if len(c) > 2 or not c.isalpha())), key=len, reverse=True))})(?!\w)",  # noqa: E501
    re.I,
)
_SCALED = frozenset({Kind.COUNT, Kind.MONEY, Kind.YEAR})


def in_its_unit(figure: Quantity, words: Sequence[str]) -> Quantity:
    """Return *figure* of a cell in the unit that is said of it; *words*: of its row, its column, the caption, in turn.

    What the cell says itself ("12 %", "3.4 million") stands. The caption counts only where it sets the unit apart.
    """
    *own, above = words
    said = [*own, *_set_apart(above)]
    if figure.kind is Kind.COUNT and figure.scale == 1:
        for one in said:
            found = _as_share(figure, one)
            if found is not None:
                return found
    for one in said:
        found = _scaled(figure, one)
        if found is not None:
            return found
    return figure


def _set_apart(above: str) -> list[str]:
    after = _AFTER_COMMA.search(above)
    return [*_BRACKETS.findall(above), *([after[1]] if after else [])]


def _as_share(figure: Quantity, words: str) -> Quantity | None:
    rate = _RATE.search(words)
    if rate is not None:
        whole = re.sub(r"[ ,.]", "", rate[0].casefold().removeprefix("per"))
        of = {"thousand": 1000, "hundredthousand": 100_000, "million": 10**6}.get(whole) or int(whole)
        return scaled_like(figure, replace(figure, kind=Kind.SHARE, unit=None), Fraction(1, of))
    if _PER_CENT.search(words):
        return scaled_like(figure, replace(figure, kind=Kind.SHARE, unit=None), Fraction(1, 100))
    return None


def _scaled(figure: Quantity, words: str) -> Quantity | None:
    """Return the figure in thousands or in the currency that *words* set apart, None if they say nothing of it."""
    if figure.kind not in _SCALED:
        return None
    units = _BRACKETS.findall(words) or [words]
    for unit in units:
        scale, money = _SCALE.search(unit), _MONEY.search(unit)
        is_apart = unit is not words or _IN_SCALE.search(words) is not None or money is not None
        if scale is None and money is None:
            continue
        power = _POWERS[(scale["word"] or "000").casefold()] if scale is not None and is_apart else 1
        if money is None and power == 1:
            continue
        is_plain = figure.scale == 1
        kind = Kind.MONEY if money is not None else figure.kind
        kind = Kind.COUNT if kind is Kind.YEAR else kind
        currency = CURRENCIES.get(money[0].casefold()) if money is not None else figure.unit
        like = replace(figure, kind=kind, unit=currency or figure.unit)
        return scaled_like(figure, like, Fraction(power)) if is_plain else like
    return None
