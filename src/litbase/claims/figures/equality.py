"""When two figures are equal, when one is only slipped in scale or unit, and what their hedges say of each other."""

from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.hedges import Qualifier
from litbase.claims.figures.moves import Role
from litbase.claims.figures.quantity import Kind, Quantity

_UPWARD = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_DOWNWARD = frozenset({Qualifier.FEWER_THAN, Qualifier.UP_TO, Qualifier.NEARLY})
_EXCLUSIVE = frozenset({Qualifier.MORE_THAN, Qualifier.FEWER_THAN, Qualifier.NEARLY})
DATES = frozenset({Kind.YEAR, Kind.DATE})
_LIKE_COUNTS = frozenset({Kind.COUNT, Kind.YEAR})
_SCALED = frozenset({Kind.COUNT, Kind.SHARE, Kind.MONEY})
_NEVER_ROUNDED = frozenset({Kind.YEAR, Kind.DATE, Kind.ORDINAL, Kind.MAGNITUDE})
_GENERIC = {  # a sign or name that may stand for any of these currencies
    "$": {"$", "USD", "AUD", "CAD", "HKD", "NZD", "SGD"}, "¥": {"¥", "CNY", "JPY"}, "francs": {"francs", "CHF", "XOF"},
    "kroner": {"kroner", "crowns", "NOK", "DKK"}, "crowns": {"crowns", "kroner", "NOK", "DKK", "SEK"},
    "pesos": {"pesos", "MXN"},
}  # fmt: skip
_BASES = {
    "minute": ("time", Fraction(1, 1440)), "hour": ("time", Fraction(1, 24)), "day": ("time", Fraction(1)),
    "week": ("time", Fraction(7)), "month": ("months", Fraction(1)), "year": ("months", Fraction(12)),
    "kg": ("mass", Fraction(1)), "tonne": ("mass", Fraction(1000)), "metre": ("length", Fraction(1)),
    "km": ("length", Fraction(1000)), "mile": ("length", Fraction("1609.344")), "hectare": ("area", Fraction(1)),
    "acre": ("area", Fraction("0.40469")),
}  # fmt: skip
_NEAR = Fraction(1, 8)  # how far from a number "about" may be, as a share of it
_HALF_PER_CENT = Fraction(1, 200)
_MOST_OF_MAGNITUDE = 40  # nor are 315 "dozens", and yet that is not false
_LEAST_OF_MAGNITUDE = Fraction(3, 2)  # "hundreds" are not 120


def same_kind(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures could contradict each other."""
    if Kind.FACTOR in (ours.kind, theirs.kind):
        return ours.kind is theirs.kind or _change_of(ours) is not None or _change_of(theirs) is not None
    if ours.kind is not theirs.kind:
        return (ours.kind, theirs.kind) == (Kind.MAGNITUDE, Kind.COUNT)
    if ours.kind is Kind.COUNT and (ours.value == 0) is not (theirs.value == 0):
        return _tell_of_the_same(ours, theirs)
    if ours.kind is Kind.MONEY:
        return _same_currency(ours.unit, theirs.unit)
    return ours.kind is not Kind.COUNT or _same_measure(ours.unit, theirs.unit)


def is_equal(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim's figure is the passage's: the same value, or rounded to it under a qualifier."""
    if Kind.MAGNITUDE in (ours.kind, theirs.kind):
        return _is_of_magnitude(ours, theirs)
    if Kind.FACTOR in (ours.kind, theirs.kind):
        return _as_factor(ours) == _as_factor(theirs) is not None
    if ours.kind is not theirs.kind and not {ours.kind, theirs.kind} <= _LIKE_COUNTS:
        return False
    if ours.kind is Kind.DATE:
        return _is_same_date(ours.value, theirs.value)
    if ours.kind is Kind.MONEY and not _same_currency(ours.unit, theirs.unit):
        return False
    if ours.part is not None and theirs.part is not None and ours.part != theirs.part:
        return False
    if ours.kind is Kind.YEAR and ours.unit == "decade" != theirs.unit:
        return 0 < theirs.value - ours.value < 10
    if ours.kind in (Kind.SHARE, Kind.YEAR) and ours.unit != theirs.unit:
        return False
    if ours.per is not None and theirs.per is not None and ours.per != theirs.per:
        return False
    if ours.kind is Kind.COUNT and ours.unit != theirs.unit and None not in (ours.unit, theirs.unit):
        return _is_same_measured(ours, theirs)
    if ours.value == theirs.value:
        return True
    if ours.kind is Kind.SHARE and not (ours.step and theirs.step):
        return _is_rounded_fraction(ours, theirs) or _is_rounded(ours, theirs)
    return ours.kind not in _NEVER_ROUNDED and _is_rounded(ours, theirs)


def is_exact(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two equal figures are so without rounding, if in other units."""
    return ours.value == theirs.value if ours.unit == theirs.unit else is_equal(ours, theirs)


def is_slip(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures that differ are the same number as written: of another scale, currency or measure."""
    if not {ours.kind, theirs.kind} <= _SCALED or ours.written != theirs.written:
        return False
    return not is_equal(ours, theirs)


def _is_of_magnitude(ours: Quantity, theirs: Quantity) -> bool:
    if ours.kind is theirs.kind:
        return ours.value == theirs.value
    is_counted = ours.kind is Kind.MAGNITUDE and theirs.kind in (Kind.COUNT, Kind.MONEY)
    return is_counted and ours.value * _LEAST_OF_MAGNITUDE <= theirs.value < ours.value * 10


def _is_same_date(ours: Fraction, theirs: Fraction) -> bool:
    """Tell whether two dates are the same, or the claim names only the month of the passage's."""
    return ours == theirs or (ours // 100 == theirs // 100 and ours % 100 == 0)


def _same_currency(ours: str | None, theirs: str | None) -> bool:
    if ours is None or theirs is None or ours == theirs:
        return True
    return theirs in _GENERIC.get(ours, ()) or ours in _GENERIC.get(theirs, ())


def _same_measure(ours: str | None, theirs: str | None) -> bool:
    return ours is None or theirs is None or _BASES.get(ours, (ours,))[0] == _BASES.get(theirs, (theirs,))[0]


def _is_same_measured(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two measures in different units are the same, or the claim rounds to it under a qualifier."""
    one, other = (_BASES.get(unit or "", (unit, Fraction(1))) for unit in (ours.unit, theirs.unit))
    if one[0] != other[0]:
        return False
    converted = replace(theirs, value=theirs.value * other[1] / one[1], unit=ours.unit)
    return ours.value == converted.value or _is_rounded(ours, converted)


def _tell_of_the_same(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two sentences have two thirds of the claim's words: else "none" is said of something else."""
    return bool(ours.near) and 3 * len(ours.near & theirs.near) >= 2 * len(ours.near)


def _as_factor(figure: Quantity) -> Fraction | None:
    """Return by what a figure says that something is multiplied: "doubled", "an increase of 100 %"."""
    return figure.value if figure.kind is Kind.FACTOR else _change_of(figure)


def _change_of(figure: Quantity) -> Fraction | None:
    if figure.kind is not Kind.SHARE or figure.unit or figure.move is None or figure.move.role is not Role.BY:
        return None
    return 1 + figure.value if figure.move.is_up else 1 - figure.value


def _is_rounded_fraction(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether a third or a sixth in words is the percentage that it rounds to: two thirds and 67 %."""
    fraction, per_cent = (theirs, ours) if ours.step else (ours, theirs)
    if not per_cent.step or (fraction.value * 1000).denominator == 1:
        return False
    return abs(fraction.value - per_cent.value) <= min(per_cent.step / 2, _HALF_PER_CENT)


def _is_rounded(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim says so of a rounded value: within half a unit of its last digit, on the side it says.

    However round the number, no more than a tenth or so away: "about 100" are not 60. What the passage itself hedges in
    the same way is not rounded once more: "at least 110" is not its "at least 114".
    """
    if ours.qualifier is theirs.qualifier and (ours.qualifier is not Qualifier.ABOUT or ours.step <= theirs.step):
        return False
    distance = theirs.value - ours.value
    near = min(ours.step / 2 or ours.value / 20, ours.value * _NEAR)
    match ours.qualifier:
        case Qualifier.ABOUT:
            return abs(distance) <= near
        case Qualifier.NEARLY | Qualifier.FEWER_THAN | Qualifier.UP_TO:
            return -near <= distance < 0
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return 0 < distance < min(ours.step or ours.value, ours.value / 3)  # "more than half" goes up to two thirds
        case _:
            return False


def is_true_at_most(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim's "more than" or "up to" is not false of the passage's number, though far from it."""
    if ours.kind is Kind.MAGNITUDE is not theirs.kind:
        return ours.value <= theirs.value < _MOST_OF_MAGNITUDE * ours.value
    if ours.kind is not theirs.kind or ours.qualifier is theirs.qualifier:
        return False
    if ours.qualifier in _UPWARD:
        return ours.value < theirs.value < 2 * ours.value
    is_open = ours.qualifier in (Qualifier.FEWER_THAN, Qualifier.UP_TO)
    return is_open and ours.value < 2 * theirs.value < 2 * ours.value


def directions_clash(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether one figure is said to be exceeded and the other not to be reached."""
    return (ours.qualifier in _UPWARD and theirs.qualifier in _DOWNWARD) or (
        ours.qualifier in _DOWNWARD and theirs.qualifier in _UPWARD
    )


def are_hedged_alike(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim leaves no "more than" or "up to" of the passage out, and adds none to the same number."""
    if ours.value != theirs.value or ours.qualifier is theirs.qualifier:
        return True
    is_dropped = ours.qualifier is None and theirs.qualifier in _UPWARD | _DOWNWARD
    return not is_dropped and not (theirs.qualifier is None and ours.qualifier in _EXCLUSIVE)


def is_kin(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures are of one kind, or one only slipped in scale or unit."""
    return same_kind(ours, theirs) or is_slip(ours, theirs)


def share_things(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures are said of one thing."""
    return bool(set(ours.things) & set(theirs.things))


def years_differ(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures are said of different years."""
    return ours.year is not None and theirs.year is not None and ours.year != theirs.year
