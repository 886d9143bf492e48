"""A sentence with its figures marked, and the bounds within which a printed figure lies: for checking sums."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from litbase.claims.figures.hedges import Qualifier
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import FigureReader, Kind, Quantity

_CODES = {
    Kind.COUNT: "C", Kind.MONEY: "M", Kind.SHARE: "S", Kind.YEAR: "Y", Kind.DATE: "D", Kind.ORDINAL: "O",
    Kind.MAGNITUDE: "G",
}  # fmt: skip
FIGURE = r"⟦[A-Z]\d+⟧"
COUNT, SHARE, TIME = r"⟦C{}⟧", r"⟦S{}⟧", r"⟦[YD]\d+⟧"
_EXACT_BELOW = 10_000  # a whole number below is taken for counted, not rounded
_DECIMALS = re.compile(r"\d[.,](\d{1,2}|\d{4,})\D*$")  # three digits are more often thousands
_LOOSE = Fraction(1, 10)

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: the number of the sentence, offsets in it, and the figure as written."""

    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What does not agree in a draft, in words, and the figures it speaks of."""

    message: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence; in `marked` each figure is replaced by its kind and number: "of ⟦C0⟧ vessels ⟦C1⟧ (⟦S2⟧)"."""

    index: int
    text: str
    figures: tuple[Quantity, ...]
    marked: str

    def figure(self, number: str | int) -> Quantity:
        return self.figures[int(number)]

    def told(self, message: str, figures: Iterable[Quantity]) -> Inconsistency:
        """Return the inconsistency that *figures* of this sentence make."""
        places = (Place(self.index, figure.start, figure.end, figure.text) for figure in figures)
        return Inconsistency(message, tuple(places))


def mark(index: int, text: str, read: FigureReader = read_quantities) -> Marked:
    """Read the figures of *text* and mark them."""
    # "doubled" and "no victims" stay words: the shapes of sentences are told by them
    figures = tuple(one for one in read(text) if one.kind is not Kind.FACTOR and one.value)
    parts, at = [], 0
    for number, figure in enumerate(figures):
        parts += [text[at : figure.start], f"⟦{_CODES[figure.kind]}{number}⟧"]
        at = figure.end
    return Marked(index, text, figures, " ".join("".join([*parts, text[at:]]).split()))


def bounds(figure: Quantity) -> Bounds:
    """Return the least and greatest value that the figure as printed and hedged can stand for."""
    value, half = figure.value, _printed_step(figure) / 2
    loose = Fraction(0) if _DECIMALS.search(figure.text) else abs(value) * _LOOSE
    match figure.qualifier:
        case Qualifier.ABOUT:
            return value - max(half, loose), value + max(half, loose)
        case Qualifier.NEARLY:
            return value - max(half, loose), value
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return value, value + max(2 * half, 2 * loose)
        case Qualifier.FEWER_THAN | Qualifier.UP_TO:
            return value - max(2 * half, 2 * loose), value
        case _:
            return value - half, value + half


def _printed_step(figure: Quantity) -> Fraction:
    """Return the unit of the last digit as printed; 0 for what is counted exactly."""
    if not figure.step:  # a fraction in words says little about its last digit
        return abs(figure.value) * _LOOSE if not any(c.isdigit() for c in figure.text) else Fraction(0)
    decimals = _DECIMALS.search(figure.text)
    if figure.kind is Kind.SHARE or figure.scale != 1:
        return figure.scale / (10 ** len(decimals[1]) if decimals else 1)
    is_exact = figure.value == int(figure.value) and figure.value < _EXACT_BELOW
    return Fraction(0) if is_exact else figure.step


def overlap(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def added(figures: Sequence[Quantity]) -> Bounds:
    """Return the bounds of a sum."""
    ends = [bounds(figure) for figure in figures]
    return sum((low for low, _ in ends), Fraction(0)), sum((high for _, high in ends), Fraction(0))


def is_plain(figure: Quantity) -> bool:
    """Tell whether a figure is said without "more than", "up to" and the like, which leave one side open."""
    return figure.qualifier in (None, Qualifier.ABOUT)


def per_cent(share: Fraction) -> str:
    """Write a share as people do: "34.4 %"."""
    return f"{number(round(share * 100, 2 if abs(share) < _LOOSE / 100 else 1))} %"


def number(value: Fraction) -> str:
    """Write a number with its thousands grouped and no needless zeros."""
    whole = int(value)
    if value == whole:
        return f"{whole:,}"
    return f"{float(value):,.3f}".rstrip("0").rstrip(".")
