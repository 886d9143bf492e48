"""When two figures are equal, when one is only slipped in scale or unit, and what their hedges say of each other."""

from fractions import Fraction

from litbase.claims.hedges import Qualifier
from litbase.claims.quantity import Kind, Quantity

_UPWARD = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_DOWNWARD = frozenset({Qualifier.FEWER_THAN, Qualifier.UP_TO, Qualifier.NEARLY})
_EXCLUSIVE = frozenset({Qualifier.MORE_THAN, Qualifier.FEWER_THAN, Qualifier.NEARLY})
_LIKE_COUNTS = frozenset({Kind.COUNT, Kind.YEAR})
_SCALED = frozenset({Kind.COUNT, Kind.SHARE, Kind.MONEY})
_NEVER_ROUNDED = frozenset({Kind.YEAR, Kind.DATE, Kind.ORDINAL, Kind.MAGNITUDE})
_DOLLARS = frozenset({"$", "USD", "AUD", "CAD", "HKD", "NZD", "SGD"})
_YUAN_OR_YEN = frozenset({"¥", "CNY", "JPY"})
_BASES = {
    "minute": ("time", Fraction(1, 1440)), "hour": ("time", Fraction(1, 24)), "day": ("time", Fraction(1)),
    "week": ("time", Fraction(7)), "month": ("months", Fraction(1)), "year": ("months", Fraction(12)),
    "kg": ("mass", Fraction(1)), "tonne": ("mass", Fraction(1000)), "metre": ("length", Fraction(1)),
    "km": ("length", Fraction(1000)),
}  # fmt: skip
_LEAST_OF_MAGNITUDE = Fraction(3, 2)  # "hundreds" are not 120


def same_kind(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures could contradict each other."""
    if ours.kind is not theirs.kind:
        return False
    if ours.kind is Kind.MONEY:
        return _same_currency(ours.unit, theirs.unit)
    return ours.kind is not Kind.COUNT or _same_measure(ours.unit, theirs.unit)


def is_equal(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim's figure is the passage's: the same value, or rounded to it under a qualifier."""
    if Kind.MAGNITUDE in (ours.kind, theirs.kind):
        return _is_of_magnitude(ours, theirs)
    if ours.kind is not theirs.kind and not {ours.kind, theirs.kind} <= _LIKE_COUNTS:
        return False
    if ours.kind is Kind.DATE:
        return _is_same_date(ours.value, theirs.value)
    if ours.kind is Kind.MONEY and not _same_currency(ours.unit, theirs.unit):
        return False
    if ours.kind in (Kind.SHARE, Kind.YEAR) and ours.unit != theirs.unit:
        return False
    if ours.unit in _BASES and theirs.unit in _BASES and ours.unit != theirs.unit:
        return _is_same_measured(ours, theirs)
    if ours.value == theirs.value:
        return True
    return ours.kind not in _NEVER_ROUNDED and _is_rounded(ours, theirs)


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
    return any(sign in (ours, theirs) and {ours, theirs} <= kin for sign, kin in (("$", _DOLLARS), ("¥", _YUAN_OR_YEN)))


def _same_measure(ours: str | None, theirs: str | None) -> bool:
    return ours is None or theirs is None or _BASES.get(ours, (ours,))[0] == _BASES.get(theirs, (theirs,))[0]


def _is_same_measured(ours: Quantity, theirs: Quantity) -> bool:
    one, other = _BASES[ours.unit or ""], _BASES[theirs.unit or ""]
    return one[0] == other[0] and ours.value * one[1] == theirs.value * other[1]


def _is_rounded(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim says so of a rounded value: within half a unit of its last digit, on the side it says.

    What the passage itself hedges in the same way is not rounded once more: "at least 110" is not its "at least 114".
    """
    if ours.qualifier is theirs.qualifier and ours.qualifier is not Qualifier.ABOUT:
        return False
    distance = theirs.value - ours.value
    step = ours.step or ours.value / 10
    match ours.qualifier:
        case Qualifier.ABOUT:
            return abs(distance) <= step / 2
        case Qualifier.NEARLY | Qualifier.FEWER_THAN | Qualifier.UP_TO:
            return -step / 2 <= distance < 0
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return 0 < distance < (step if ours.step else ours.value / 3)  # "more than half" goes up to two thirds
        case _:
            return False


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
