"""Compare the figures of a claim with those of a passage, value by value and in context."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, takewhile

from litbase.claims.figures.equality import (
    DATES,
    are_hedged_alike,
    directions_clash,
    is_equal,
    is_exact,
    is_kin,
    is_slip,
    is_true_at_most,
    same_kind,
    share_things,
    years_differ,
)
from litbase.claims.figures.lines import stand_in_the_same_place
from litbase.claims.figures.moves import moves_clash, moves_differ
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.figures.rivals import (
    after_the_same_words,
    are_of_other_years,
    goes_on_as_another,
    in_its_own_place,
    is_of_another_in_its_sentence,
    is_of_the_other_end,
    is_told_beside,
    is_told_for_the_same_time,
)
from litbase.model.claim import Outcome

SAME_SUBJECT = 0.8  # share of the words covered from which a passage speaks of what the claim speaks of
_SAME_SENTENCE = 0.85
_ENOUGH_SHARED = 2  # words around two figures in the same unit
_VERY_WORDS = 3  # of the three words before a figure and the three after it
_VERY_WORDS_OF_DATES = 4  # "in August of 1865" and "in December of 1865" share three
_CLEARLY_CLOSER = 2
_ALL_BUT_ONE = 5  # of the six words next to a figure
_WORDS_OF_PART = 3  # "of 83 vessels"
_SHARED_PART = 3
_REPEATED = 0.8  # share of the words around a figure from which a sentence repeats that of another
_OF_ANOTHER = 0.4  # and up to which it does not
_BESIDE = 1  # of the very words next to the figures
_OF_THEM = frozenset({"them", "these", "those", "whom", "which"})
_OFTEN_IMPLIED = DATES | {Kind.ORDINAL, Kind.MAGNITUDE}


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """How a figure of the claim fares: OK, DIFFERS (the passage says `theirs` of the same thing), UNKNOWN (the same
    number stands beside other words or under another hedge, or a year stands nowhere), MISSING (`theirs` is None)."""

    ours: Quantity
    theirs: Quantity | None
    outcome: Outcome


def compare_figures(
    claim: Sequence[Quantity], passage: Sequence[Quantity], *, covered: float
) -> tuple[FigureMatch, ...]:
    """Return one match for each figure of *claim*, in order.

    `covered` is the share of the claim's other words that the passage covers: only where it speaks of the same is a
    figure left over on each side a contradiction, and not merely another number.
    """
    used: set[int] = set()
    matches: dict[int, FigureMatch] = {}
    for rule in (_same_of_the_same, _same_elsewhere):
        for index, ours in enumerate(claim):
            if index not in matches:
                found = rule(ours, passage, used)
                if found is not None:
                    matches[index] = _judged(ours, found, claim, passage, used)
    for index, ours in enumerate(claim):
        if index not in matches:
            matches[index] = _left_over(ours, passage, used, covered=covered)
    in_order = [matches[index] for index in range(len(claim))]
    dated = [_with_year(match, in_order, passage) for match in in_order]
    return tuple(_without_year_of_another(match, dated, passage) for match in dated)


def _same_of_the_same(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> int | None:
    equal = _equal(ours, passage, used)
    shared = [index for index in equal if share_things(ours, passage[index])]
    bare = [index for index in equal if not ours.things or not passage[index].things]
    return next(iter(shared or bare), None)


def _same_elsewhere(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> int | None:
    return next((i for i in _equal(ours, passage, used) if is_exact(ours, passage[i])), None)


def _equal(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> list[int]:
    """Return the free figures of the passage that equal *ours*, those of the same year and of the very value first."""
    free = [i for i, theirs in enumerate(passage) if i not in used or ours.kind in DATES]
    equal = [i for i in free if is_equal(ours, passage[i])]
    return sorted(
        equal,
        key=lambda i: (
            not stand_in_the_same_place(ours, passage[i]),
            years_differ(ours, passage[i]),
            moves_differ(ours.move, passage[i].move),
            passage[i].value != ours.value,
        ),
    )


def _judged(
    ours: Quantity, found: int, claim: Sequence[Quantity], passage: Sequence[Quantity], used: set[int]
) -> FigureMatch:
    theirs = passage[found]
    beside = beside_for_the_year(ours, theirs, passage)
    if beside is not None:
        return FigureMatch(ours, passage[beside], Outcome.DIFFERS)
    rival = _rival(ours, theirs, claim, passage, used)
    if rival is not None and not is_told_beside(ours, passage[rival], claim, passage):
        return FigureMatch(ours, passage[rival], Outcome.DIFFERS)
    used.add(found)
    is_opposed = moves_clash(ours.move, theirs.move) or is_of_the_other_end(ours, theirs)
    if directions_clash(ours, theirs) or is_opposed:
        return FigureMatch(ours, theirs, Outcome.DIFFERS)
    is_near = _may_be_same_thing(ours, theirs) or ours.kind in DATES or _stand_near(ours, theirs)
    is_near = is_near and not _is_of_another_row(ours, theirs, passage) and not moves_differ(ours.move, theirs.move)
    is_near = is_near and not is_of_another_in_its_sentence(ours, theirs, passage)
    is_near = is_near and not goes_on_as_another(ours, theirs, passage)
    is_near = is_near and is_told_for_the_same_time(ours, theirs, passage)
    is_near = is_near and (ours.kind is not Kind.YEAR or ours.unit == theirs.unit)  # "in the 1990s", and "in 1994"
    return FigureMatch(ours, theirs, Outcome.OK if is_near and are_hedged_alike(ours, theirs) else Outcome.UNKNOWN)


def _rival(
    ours: Quantity, theirs: Quantity, claim: Sequence[Quantity], passage: Sequence[Quantity], used: set[int]
) -> int | None:
    """Return the figure of the passage that stands where the equal one, *theirs*, ought to, None if it does itself."""
    rival = in_its_own_place(ours, passage)
    rival = rival if rival is not None else after_the_same_words(ours, theirs, claim, passage)
    if rival is None and not _may_be_same_thing(ours, theirs):
        rival = None if ours.kind in DATES else _said_of_the_same(ours, passage, used)
        if rival is not None and _is_apart(theirs, passage[rival]) and _is_of_its_year(ours, theirs, passage[rival]):
            rival = None
        rival = rival if rival is not None else _of_the_right_year(ours, theirs, passage)
    rival = rival if rival is not None else _in_the_very_words(ours, theirs, claim, passage)
    rival = rival if rival is not None else _in_the_sentence_repeated(ours, claim, passage)
    if rival is None:
        return None
    is_beside = theirs.line is passage[rival].line and not theirs.things  # "…, compared with 47 in 2021"
    return None if is_beside and _is_of_its_year(ours, theirs, passage[rival]) else rival


def _may_be_same_thing(ours: Quantity, theirs: Quantity) -> bool:
    return share_things(ours, theirs) or not ours.things or not theirs.things


def _is_apart(theirs: Quantity, rival: Quantity) -> bool:
    return rival.line is not theirs.line or _OF_THEM.issuperset(theirs.things)  # "61 strikes, 17 of them in 2020"


def _is_of_its_year(ours: Quantity, theirs: Quantity, rival: Quantity) -> bool:
    """Tell whether the equal figure is said of the claim's year, and the rival of no such year."""
    return ours.year is not None and ours.year == theirs.year != rival.year


def _of_the_right_year(ours: Quantity, theirs: Quantity, passage: Sequence[Quantity]) -> int | None:
    """Return the figure that the passage says of the claim's year, where the equal one is said of another year."""
    if ours.kind in DATES or not years_differ(ours, theirs):
        return None
    if any(is_equal(ours, other) and not years_differ(ours, other) for other in passage):
        return None
    rivals = (
        index
        for index, other in enumerate(passage)
        if other.year == ours.year and is_kin(ours, other) and share_things(ours, other)
    )
    return next(rivals, None)


def beside_for_the_year(ours: Quantity, theirs: Quantity, passage: Sequence[Quantity]) -> int | None:
    """Return the figure of the claim's year told beside the equal one: "131 vessels, compared with 47 in 2021"."""
    if ours.kind in DATES or ours.year is None or theirs.year == ours.year:
        return None
    rivals = (
        index
        for index, other in enumerate(passage)
        if other.line is theirs.line and other.start > theirs.end and other.kind is theirs.kind
        and other.year == ours.year and not other.things
    )  # fmt: skip
    return next(rivals, None)


def _in_the_very_words(
    ours: Quantity, theirs: Quantity, claim: Sequence[Quantity], passage: Sequence[Quantity]
) -> int | None:
    """Return the figure of the passage that stands in the very words of the claim, where the equal one does not."""
    is_vague = ours.kind is Kind.YEAR or (ours.kind is Kind.DATE and not ours.value % 100)
    fewest = _VERY_WORDS_OF_DATES if is_vague else _VERY_WORDS
    least = max(_closeness(ours, theirs) + _CLEARLY_CLOSER, fewest)
    for index, other in enumerate(passage):
        is_free = (
            is_kin(ours, other) and not years_differ(ours, other) and not any(is_equal(one, other) for one in claim)
        )
        if is_free and _closeness(ours, other) >= least:
            return index
    return None


def _in_the_sentence_repeated(ours: Quantity, claim: Sequence[Quantity], passage: Sequence[Quantity]) -> int | None:
    """Return the figure in place of *ours* in the sentence that the claim repeats, where equals stand in others."""
    equal = [other for other in passage if same_kind(ours, other) and is_equal(ours, other)]
    if ours.kind in DATES or not all(is_told_elsewhere(ours, other) for other in equal):
        return None
    instead = (
        index
        for index, other in enumerate(passage)
        if is_counterpart(ours, other) and not any(is_equal(one, other) for one in claim)
    )
    return next(instead, None)


def is_counterpart(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether *theirs* stands in a sentence that the claim repeats, beside the same word as *ours*."""
    is_comparable = is_kin(ours, theirs) and not are_of_other_years(ours, theirs)
    return is_comparable and _is_repeated(ours, theirs) and _closeness(ours, theirs) >= _BESIDE


def is_told_elsewhere(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether *theirs* stands in a sentence that has little of the claim's."""
    return len(ours.near & theirs.near) <= _OF_ANOTHER * len(ours.near)


def _is_repeated(ours: Quantity, theirs: Quantity) -> bool:
    return len(ours.near) > _ENOUGH_SHARED and len(ours.near & theirs.near) >= _REPEATED * len(ours.near)


def _is_of_another_row(ours: Quantity, theirs: Quantity, passage: Sequence[Quantity]) -> bool:
    """Tell whether the claim names another row of the table than the one in which its number stands."""
    if not theirs.row or not ours.near.isdisjoint(theirs.row):
        return False
    return any(other.row and ours.near.issuperset(other.row) for other in passage)


def _stand_near(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether what either figure is said of stands in the sentence of the other."""
    if ours.kind is Kind.COUNT and None in (ours.unit, theirs.unit) and {ours.unit, theirs.unit} - {None, "year"}:
        return False  # "three months" and "three settlers"; an age is told without its years
    if ours.unit is not None and theirs.unit is not None:
        enough = _ENOUGH_SHARED if ours.unit == theirs.unit else min(_ENOUGH_SHARED, max(len(ours.near) - 1, 1))
        if len(ours.near & theirs.near) >= enough:
            return True
    return not ours.near.isdisjoint(theirs.things) or not theirs.near.isdisjoint(ours.things)


def is_anchored(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures are parts of one number in the same words: "81 of 83 vessels", "18 of 83 vessels"."""
    after = tuple(zip(*(figure.around[1][:3] for figure in (ours, theirs)), strict=False))
    is_same = len(after) == _WORDS_OF_PART and all(mine == its for mine, its in after)
    return is_same and same_kind(ours, theirs) and after[0][0] == "of" and after[1][0].isdigit()


def stand_in_the_same_words(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether all but one of the words next to two figures are the same: "brought charges in 41 of them"."""
    return is_kin(ours, theirs) and _closeness(ours, theirs) >= _ALL_BUT_ONE


def stand_in_alike_words(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the very words next to two figures are the same, three of them or more: "a fine of up to 500"."""
    is_close = is_kin(ours, theirs) and _closeness(ours, theirs) >= _VERY_WORDS
    return is_close and not ours.near.isdisjoint(theirs.near)


def _left_over(ours: Quantity, passage: Sequence[Quantity], used: set[int], *, covered: float) -> FigureMatch:
    own = in_its_own_place(ours, passage)
    anchored = (index for index, theirs in enumerate(passage) if index not in used and is_anchored(ours, theirs))
    rival = own if own is not None and own not in used else next(anchored, None)
    rival = rival if rival is not None else _said_of_the_same(ours, passage, used)
    if rival is None and covered >= SAME_SUBJECT:
        rival = _in_its_place(ours, passage, used, is_same_sentence=covered >= _SAME_SENTENCE)
    if rival is None and (derived := _as_share(ours, passage)) is not None:
        return derived
    if rival is None:
        # A year is often told by the date of the source alone, a third time by two others.
        is_implied = (ours.kind in _OFTEN_IMPLIED and covered < SAME_SUBJECT) or _is_told_otherwise(ours)
        return FigureMatch(ours, None, Outcome.UNKNOWN if is_implied else Outcome.MISSING)
    if _lacks_its_unit(ours, passage[rival]) or is_true_at_most(ours, passage[rival]):
        return FigureMatch(ours, passage[rival], Outcome.UNKNOWN)
    used.add(rival)
    return FigureMatch(ours, passage[rival], Outcome.DIFFERS)


def _is_told_otherwise(ours: Quantity) -> bool:
    """Tell whether a figure may be said without a figure: "doubled" by two numbers, "no cases" in many ways."""
    return ours.kind is Kind.FACTOR or (ours.kind is Kind.COUNT and ours.value == 0)


def _as_share(ours: Quantity, passage: Sequence[Quantity]) -> FigureMatch | None:
    """Compare a share with the counts that make one in the passage: "12 of the 48 vessels"."""
    if ours.kind is not Kind.SHARE or ours.unit:
        return None
    shares = [
        (replace(whole, kind=Kind.SHARE, value=part.value / whole.value, step=Fraction(0), unit=None,
                 text=f"{part.text} of {whole.text}"), whole.text in ours.around[1])
        for part, whole in pairwise(passage)
        if part.kind is Kind.COUNT and part.around[1][:1] == ("of",) and whole.text in part.around[1]
        and part.value <= whole.value
    ]  # fmt: skip
    for theirs, is_same_whole in shares:
        if (is_same_whole or share_things(ours, theirs)) and is_equal(ours, theirs):
            return FigureMatch(ours, theirs, Outcome.OK)
    of_the_same = [theirs for theirs, is_same_whole in shares if is_same_whole]
    return FigureMatch(ours, of_the_same[0], Outcome.DIFFERS) if len(of_the_same) == 1 else None


def _lacks_its_unit(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether a share stands in a table as a bare number, or a sum of money without the currency named before."""
    is_cell = bool(theirs.row) or theirs.around == ((), ())
    if is_cell and theirs.kind is Kind.COUNT and theirs.unit is None and theirs.value == ours.written:
        return True  # in the unit of a caption that was not read
    if ours.kind is Kind.MONEY and theirs.kind is Kind.COUNT and theirs.unit is None:
        return theirs.value == ours.value
    is_bare = theirs.kind is Kind.COUNT and theirs.unit is None and (is_cell or not theirs.things)
    return ours.kind is Kind.SHARE and is_bare and theirs.value in (ours.value * 100, ours.value * 1000)


def _are_of_one_sentence(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the sentences of two figures have a third of the shorter one's words in common."""
    return _SHARED_PART * len(ours.near & theirs.near) >= min(len(ours.near), len(theirs.near))


def _in_its_place(ours: Quantity, passage: Sequence[Quantity], used: set[int], *, is_same_sentence: bool) -> int | None:
    """Return the free figure of the passage that stands between the same words, or alone in the same sentence."""
    kin = [i for i, theirs in enumerate(passage)
           if i not in used and is_kin(ours, theirs) and not years_differ(ours, theirs)]  # fmt: skip
    if ours.kind is Kind.YEAR:  # the year of another sentence is that of another event
        kin = [i for i in kin if _are_of_one_sentence(ours, passage[i])]
    if is_same_sentence and len(kin) == 1 and _are_written_alike(ours, passage[kin[0]]):
        return kin[0]
    alike = {i: _likeness(ours, passage[i]) for i in kin}
    best = max(alike.values(), default=0)
    likest = [i for i in kin if alike[i] == best]
    return likest[0] if best > 0 and len(likest) == 1 else None


def _are_written_alike(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether both are written in figures, or both in words; years always are."""
    if ours.kind is Kind.YEAR:
        return True
    has_digits, other_has = (any(map(str.isdigit, figure.text)) for figure in (ours, theirs))  # as "27.6 million" has
    is_alike = has_digits == other_has or ours.kind is not Kind.COUNT
    return is_alike and ours.text[-1:].isdigit() == theirs.text[-1:].isdigit()


def _likeness(ours: Quantity, theirs: Quantity) -> int:
    before = sum(a == b for a, b in zip(reversed(ours.after), reversed(theirs.after), strict=False))
    return before + sum(a == b for a, b in zip(ours.things, theirs.things, strict=False)) + is_slip(ours, theirs)


def _closeness(ours: Quantity, theirs: Quantity) -> int:
    """Return how many of the very words next to two figures are the same, counted outwards up to the first other."""
    return sum(
        sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(mine, its, strict=False)))
        for mine, its in zip(ours.around, theirs.around, strict=True)
    )


def _said_of_the_same(ours: Quantity, passage: Sequence[Quantity], used: set[int]) -> int | None:
    """Return the free figure of the passage that is said of the same thing (its nearest word) with another value.

    Where there are several, the one in whose neighbourhood most words are the same.
    """
    rivals = [
        index
        for index, theirs in enumerate(passage)
        if index not in used and is_kin(ours, theirs) and not is_equal(ours, theirs)
        and ours.things and ours.things[:1] == theirs.things[:1] and not years_differ(ours, theirs)
    ]  # fmt: skip
    alike = {index: (_closeness(ours, passage[index]), _likeness(ours, passage[index])) for index in rivals}
    return max(rivals, key=alike.__getitem__, default=None)


def _with_year(match: FigureMatch, matches: Sequence[FigureMatch], passage: Sequence[Quantity]) -> FigureMatch:
    """Return the match of a year, which differs if the passage says what is said of it of another year."""
    if match.ours.kind is not Kind.YEAR or match.outcome is not Outcome.OK:
        return match
    said = [m for m in matches if m.ours.year == match.ours.value and m.theirs is not None and m.outcome is Outcome.OK]
    others = {m.theirs.year for m in said if m.theirs is not None and years_differ(m.ours, m.theirs)}
    if not said or len(others) != 1 or not all(m.theirs and years_differ(m.ours, m.theirs) for m in said):
        return match
    theirs = next((q for q in passage if q.kind is Kind.YEAR and q.value in others), None)
    return match if theirs is None else FigureMatch(match.ours, theirs, Outcome.DIFFERS)


def _without_year_of_another(
    match: FigureMatch, matches: Sequence[FigureMatch], passage: Sequence[Quantity]
) -> FigureMatch:
    """Take back that a year differs where the passage's is that of another figure: "131 vessels, 47 in 2021"."""
    ours, theirs = match.ours, match.theirs
    if match.outcome is not Outcome.DIFFERS or ours.kind is not Kind.YEAR or theirs is None:
        return match
    told = [one for one in matches if one.ours.year == ours.value and one.ours.kind not in DATES]
    is_open = bool(told) and all(one.theirs and one.outcome is Outcome.OK and one.theirs.year is None for one in told)
    is_of_another = any(one.year == theirs.value and one.kind not in DATES for one in passage)
    return FigureMatch(ours, None, Outcome.MISSING) if is_open and is_of_another else match
