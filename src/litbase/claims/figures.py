"""Compare the figures of a claim with those of a passage, value by value and in context."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from litbase.claims.quantities import Kind, Qualifier, Quantity
from litbase.model.claim import Outcome

_UPWARD = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_DOWNWARD = frozenset({Qualifier.FEWER_THAN, Qualifier.UP_TO})
SAME_SUBJECT = 0.8  # share of the words covered from which a passage speaks of what the claim speaks of
_SAME_SENTENCE = 0.95
_DATES = frozenset({Kind.YEAR, Kind.DATE})
_LIKE_COUNTS = frozenset({Kind.COUNT, Kind.YEAR})


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """How a figure of the claim fares: OK, DIFFERS (the passage says `theirs` of the same thing), UNKNOWN (the same
    number stands beside other words, or a year stands nowhere), MISSING (`theirs` is None)."""

    ours: Quantity
    theirs: Quantity | None
    outcome: Outcome


def compare_figures(
    claim: Sequence[Quantity],
    passage: Sequence[Quantity],
    *,
    covered: float,
    terms: Collection[str] = (),
) -> tuple[FigureMatch, ...]:
    """Return one match for each figure of *claim*, in order.

    `covered` is the share of the claim's other words that the passage covers: only where it speaks of the same is a
    figure left over on each side a contradiction, and not merely another number. `terms` are the stems of the passage.
    """
    used: set[int] = set()
    matches: dict[int, FigureMatch] = {}
    for rule in (_same_of_the_same, _same_elsewhere):
        for index, ours in enumerate(claim):
            if index not in matches:
                found = rule(ours, passage, used)
                if found is not None:
                    matches[index] = _judged(ours, found, passage, used, terms=terms)
    for index, ours in enumerate(claim):
        if index not in matches:
            matches[index] = _left_over(ours, passage, used, covered=covered)
    return tuple(matches[index] for index in range(len(claim)))


def _same_of_the_same(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> int | None:
    equal = _equal(ours, passage, used)
    shared = [index for index in equal if _share_things(ours, passage[index])]
    bare = [index for index in equal if not ours.things or not passage[index].things]
    return next(iter(shared or bare), None)


def _same_elsewhere(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> int | None:
    return next(iter(_equal(ours, passage, used)), None)


def _equal(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> list[int]:
    free = [i for i, theirs in enumerate(passage) if i not in used or ours.kind is Kind.YEAR]
    return sorted((i for i in free if is_equal(ours, passage[i])), key=lambda i: passage[i].value != ours.value)


def _judged(
    ours: Quantity, found: int, passage: Sequence[Quantity], used: set[int], *, terms: Collection[str]
) -> FigureMatch:
    theirs = passage[found]
    is_same_thing = _share_things(ours, theirs) or not ours.things or not theirs.things
    rival = None if is_same_thing or ours.kind in _DATES else _said_of_the_same(ours, passage, used)
    if rival is not None:
        return FigureMatch(ours, passage[rival], Outcome.DIFFERS)
    used.add(found)
    if _directions_clash(ours, theirs):
        return FigureMatch(ours, theirs, Outcome.DIFFERS)
    stands_nearby = is_same_thing or ours.kind in _DATES or any(thing in terms for thing in ours.things)
    return FigureMatch(ours, theirs, Outcome.OK if stands_nearby else Outcome.UNKNOWN)


def _left_over(ours: Quantity, passage: Sequence[Quantity], used: set[int], *, covered: float) -> FigureMatch:
    rival = _said_of_the_same(ours, passage, used)
    if rival is None and covered >= SAME_SUBJECT:
        rival = _in_its_place(ours, passage, used, is_same_sentence=covered >= _SAME_SENTENCE)
    if rival is None:
        # A year is often told by the date of the source alone.
        is_implied = ours.kind is Kind.YEAR and covered < SAME_SUBJECT
        return FigureMatch(ours, None, Outcome.UNKNOWN if is_implied else Outcome.MISSING)
    used.add(rival)
    return FigureMatch(ours, passage[rival], Outcome.DIFFERS)


def _in_its_place(ours: Quantity, passage: Sequence[Quantity], used: set[int], *, is_same_sentence: bool) -> int | None:
    """Return the free figure of the passage that stands between the same words, or alone in the same sentence."""
    kin = [i for i, theirs in enumerate(passage) if i not in used and _same_kind(ours, theirs)]
    if is_same_sentence and len(kin) == 1 and ours.text[-1:].isdigit() == passage[kin[0]].text[-1:].isdigit():
        return kin[0]
    alike = {i: _likeness(ours, passage[i]) for i in kin}
    best = max(alike.values(), default=0)
    likest = [i for i in kin if alike[i] == best]
    return likest[0] if best > 0 and len(likest) == 1 else None


def _likeness(ours: Quantity, theirs: Quantity) -> int:
    before = sum(a == b for a, b in zip(reversed(ours.after), reversed(theirs.after), strict=False))
    return before + sum(a == b for a, b in zip(ours.things, theirs.things, strict=False))


def _said_of_the_same(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> int | None:
    """Return the free figure of the passage that is said of the same thing (its nearest word) with another value."""
    for index, theirs in enumerate(passage):
        if index in used or not _same_kind(ours, theirs) or is_equal(ours, theirs):
            continue
        if ours.things and ours.things[:1] == theirs.things[:1]:
            return index
    return None


def _same_kind(ours: Quantity, theirs: Quantity) -> bool:
    if ours.kind is not theirs.kind:
        return False
    return ours.kind is not Kind.MONEY or ours.unit == theirs.unit or ours.value == theirs.value


def _share_things(ours: Quantity, theirs: Quantity) -> bool:
    return bool(set(ours.things) & set(theirs.things))


def is_equal(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim's figure is the passage's: the same value, or rounded to it under a qualifier."""
    if ours.kind is not theirs.kind and not {ours.kind, theirs.kind} <= _LIKE_COUNTS:
        return False
    if ours.kind is Kind.MONEY and None not in (ours.unit, theirs.unit) and ours.unit != theirs.unit:
        return False
    if ours.value == theirs.value:
        return True
    return ours.kind not in (Kind.YEAR, Kind.DATE, Kind.ORDINAL) and _is_rounded(ours, theirs)


def _is_rounded(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the claim says so of a rounded value: within half a unit of its last digit, on the side it says."""
    distance = theirs.value - ours.value
    step = ours.step or ours.value / 10
    match ours.qualifier:
        case Qualifier.ABOUT:
            return abs(distance) <= step / 2
        case Qualifier.NEARLY | Qualifier.FEWER_THAN | Qualifier.UP_TO:
            return -step < distance < 0 if ours.qualifier is Qualifier.FEWER_THAN else -step / 2 <= distance < 0
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return 0 < distance < step
        case _:
            return False


def _directions_clash(ours: Quantity, theirs: Quantity) -> bool:
    return (ours.qualifier in _UPWARD and theirs.qualifier in _DOWNWARD) or (
        ours.qualifier in _DOWNWARD and theirs.qualifier in _UPWARD
    )
