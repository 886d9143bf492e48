"""A figure as a value: what kind, how much, of what unit, and what stands around it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from litbase.claims.figures.hedges import Qualifier
from litbase.claims.figures.moves import Move

FIGURE = "#"  # stands for any figure among the words of a sentence


class Kind(StrEnum):
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    MAGNITUDE = "magnitude"  # "hundreds of thousands": no number, and yet not "millions"
    FACTOR = "factor"  # "doubled", "three times as many", "3:1"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. `value` is exact: a share of 1 for percentages, fractions and rates, month × 100 + day for a date
    (day 0: the month alone).

    `scale` is what the number as written was multiplied by (10⁶ for "million", 1/100 for "%"), `step` the unit of its
    last significant digit, for judging what was rounded. `unit` is the currency of money, the measure of a count
    ("year"), "points" of a share in percentage points, "decade" of a year; `per` the time for which money or a measure
    is told ("16 hours a day"); `part` the part of a year or decade that is meant ("late"); `move` the change in which
    it takes part. `things` are the words it is said of, stemmed, nearest first; `after` the two words before it, `near`
    all words of its sentence that are near it, `around` the very words before and after it, nearest first; `line` the
    words of its sentence, stemmed, each figure as FIGURE, and `at` its own place among them; `row` the label of its row
    in a table; `year` the one it is said of, None if that is not plain. Offsets are into the text read.
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
    per: str | None = None
    part: str | None = None
    move: Move | None = None
    things: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    around: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    line: tuple[str, ...] = ()
    at: int = 0
    row: tuple[str, ...] = ()
    year: int | None = None

    @property
    def written(self) -> Fraction:
        """The number as written, without its scale, unit or sign of percent."""
        return self.value / self.scale


FigureReader = Callable[[str], tuple[Quantity, ...]]
"""Returns the figures of a text in order, as `read_quantities` does, perhaps from memory."""


def quantity_at(kind: Kind, value: Fraction, step: Fraction, text: str, start: int, end: int) -> Quantity:
    """Return the figure that stands from *start* to *end* of *text*, with nothing said of its context yet."""
    return Quantity(kind, value, step, text[start:end], start, end)
