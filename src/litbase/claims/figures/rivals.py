"""Which figure of a passage stands where the claim's does: in the sentence repeated, or behind the same words."""

from collections.abc import Sequence

from litbase.claims.figures.context import terms_of
from litbase.claims.figures.equality import DATES, is_equal, is_kin, share_things, years_differ
from litbase.claims.figures.lines import (
    is_led_up_to,
    own_words,
    repeated,
    stand_in_the_same_place,
    words_before,
    words_behind,
)
from litbase.claims.figures.quantity import FIGURE, Kind, Quantity

_PAIRS = (("longest", "shortest"), ("oldest", "youngest"), ("eldest", "youngest"), ("highest", "lowest"),
          ("largest", "smallest"), ("maximum", "minimum"), ("most", "least"), ("earliest", "latest"))  # fmt: skip
_STEMS = [tuple(terms_of(" ".join(pair))) for pair in _PAIRS]
_ENDS = {one: other for pair in _STEMS if len(pair) == 2 for one, other in (pair, pair[::-1])}


def in_its_own_place(ours: Quantity, passage: Sequence[Quantity]) -> int | None:
    """Return the figure that the passage has in the place of *ours*, in the sentence that the claim repeats."""
    most = max((repeated(ours, theirs) for theirs in passage), default=0)
    if not most:
        return None
    placed = [
        index
        for index, theirs in enumerate(passage)
        if repeated(ours, theirs) == most and stand_in_the_same_place(ours, theirs)
    ]
    if any(is_equal(ours, passage[index]) for index in placed):
        return None
    return next((i for i in placed if is_kin(ours, passage[i]) and not are_of_other_years(ours, passage[i])), None)


def are_of_other_years(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures are said of different years, which two dates may be and yet be told of the same."""
    return ours.kind is not Kind.DATE and years_differ(ours, theirs)


def is_told_beside(ours: Quantity, rival: Quantity, claim: Sequence[Quantity], passage: Sequence[Quantity]) -> bool:
    """Tell whether the sentence of *rival* says the claim's figure in words of its own, which are the claim's too:
    "the youngest was 15, the oldest 71", "47 days, nine days longer than before"."""
    is_whole = repeated(ours, rival) == len(ours.line)
    for other in passage:
        is_of_ours = any(one is not ours and stand_in_the_same_place(one, other) for one in claim)
        if other.line is not rival.line or not is_equal(ours, other) or is_of_ours:
            continue
        if share_things(ours, other) and rival.things and not share_things(ours, rival):
            return True  # "57 per cent were men, 31 per cent women"
        if ours.things[:1] == rival.things[:1] and ours.things and other.things and not share_things(ours, other):
            continue  # "318 people: 201 women"
        mine, its = own_words(other), own_words(rival)
        if not is_whole and not (mine - its).isdisjoint(ours.near) and not its <= ours.near.union(ours.line):
            return True
        if rival.move is None and other.move is not None and other.move == ours.move:
            return True
    return False


def is_of_the_other_end(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether two figures are said of opposite ends: "the longest lasted 23 days, the shortest four hours"."""
    mine, its = (_nearest_end(figure) for figure in (ours, theirs))
    return mine is not None and its is not None and _ENDS[mine] == its


def _nearest_end(figure: Quantity) -> str | None:
    for at in range(figure.at - 1, -1, -1):
        if figure.line[at] in _ENDS:
            return figure.line[at]
        if figure.line[at] == FIGURE and at < figure.at - 2:
            return None  # said of the figure before
    return None


def is_of_another_in_its_sentence(ours: Quantity, theirs: Quantity, passage: Sequence[Quantity]) -> bool:
    """Tell whether the words before *ours* stand before another figure of the passage's sentence, and before *theirs*
    words that the claim does not have: "a worker from A needed 14 months, a worker from B nine"."""
    if ours.kind in DATES or theirs.line is ours.line or own_words(theirs) <= ours.near:
        return False
    mine = own_words(ours) - own_words(theirs)
    others = (
        one
        for one in passage
        if one.line is theirs.line and is_kin(ours, one) and not is_equal(ours, one)
        and not (ours.year is not None and ours.year == theirs.year != one.year)
    )  # fmt: skip
    return bool(mine) and any(mine <= own_words(other) for other in others)


def goes_on_as_another(ours: Quantity, theirs: Quantity, passage: Sequence[Quantity]) -> bool:
    """Tell whether the claim has what follows another figure of the passage's sentence, and nothing of what follows
    *theirs*: "71 % went to men from A, 18 % to men from B"."""
    if ours.kind in DATES or theirs.line is ours.line:
        return False
    its = words_behind(theirs, passage)
    others = (one for one in passage if one.line is theirs.line and is_kin(ours, one) and not is_equal(ours, one))
    follow = [words_behind(other, passage) for other in others]
    return any(
        other - its and its - other and other - its <= ours.near and (its - other).isdisjoint(ours.near)
        for other in follow
    )


def after_the_same_words(
    ours: Quantity, theirs: Quantity, claim: Sequence[Quantity], passage: Sequence[Quantity]
) -> int | None:
    """Return the figure to which the words before *ours* lead up in the passage, where others lead up to the equal one:
    "men were 62 % and women 38 %" beside "women were 62 % and men 38 %"."""
    if theirs.line is ours.line or not is_led_up_to(theirs):
        return None
    mine, its = words_before(ours, claim), words_before(theirs, passage)
    is_led = is_led_up_to(ours) or (its - mine).isdisjoint(ours.near)
    if not is_led or not mine - its or not its - mine:
        return None
    is_of_its_year = ours.year is not None and ours.year == theirs.year
    others = (
        index
        for index, other in enumerate(passage)
        if other.line is theirs.line and is_kin(ours, other) and not is_equal(ours, other)
        and not (is_of_its_year and other.year != ours.year) and mine - its <= words_before(other, passage)
    )  # fmt: skip
    return next(others, None)


def is_told_for_the_same_time(ours: Quantity, theirs: Quantity, passage: Sequence[Quantity]) -> bool:
    """Tell whether the passage says of a figure that it is for the time of *ours* ("a month"), or neither says one."""
    if ours.per is None or ours.per == theirs.per:
        return True
    return theirs.per is None and any(one.per == ours.per for one in passage)
