"""Factors ("doubled", "three times as many", "3:1"), counts of nothing ("no convictions") and powers of ten."""

import re
from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.numbers import scaled
from litbase.claims.figures.numerals import read_figures, read_number_words
from litbase.claims.figures.quantity import Kind, Quantity, quantity_at

_VERBS = {
    "doubl": Fraction(2), "tripl": Fraction(3), "trebl": Fraction(3), "quadrupl": Fraction(4), "halv": Fraction(1, 2),
    "twice": Fraction(2), "thrice": Fraction(3), "half": Fraction(1, 2),
}  # fmt: skip
_RAISED = str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")


def read_factor(match: re.Match[str]) -> Quantity:
    """Return the factor that a match of the grammar says."""
    said = (match["verb"] or match["twice"] or match["half_as"] or "").casefold()
    value = _VERBS[said] if said else _times(match["fold"] or match["times"] or match["odds"])
    return quantity_at(Kind.FACTOR, value, Fraction(0), match.string, match.start(), match.end())


def _times(written: str) -> Fraction:
    return read_figures(written, "en")[0] if written[0].isdigit() else read_number_words(written)


def read_none(match: re.Match[str]) -> Quantity:
    """Return nothing as a count: "no convictions", "none of the crews", "did not identify any victims"."""
    return quantity_at(Kind.COUNT, Fraction(0), Fraction(0), match.string, match.start(), match.end())


def read_power(match: re.Match[str], language: str | None) -> Quantity:
    """Return a number written as a power of ten: "10³", "5 × 10^6"."""
    value, step = read_figures(match["mantissa"], language) if match["mantissa"] else (Fraction(1), Fraction(1))
    power = Fraction(10) ** int((match["raised"] or match["caret"]).translate(_RAISED))
    text, start, end = match.string, match.start(), match.end()
    quantity = scaled(text, start, end, value=value * power, step=step * power, symbol=None)
    return replace(quantity, scale=quantity.scale * power)
