"""Whether a figure is the size of a change or one of its ends, and which way it went: "rose by 12 %", "fell to 40"."""

import re
from dataclasses import dataclass
from enum import StrEnum

UP = (
    r"rose|risen|rises?|rising|increas(?:ed?|es|ing)|grew|grown|grows?|growing|climbed|jumped|surged|soared|went up"
    r"|rais(?:ed|es|ing)|growth|doubled|tripled|trebled|quadrupled"
)
DOWN = (
    r"fell|fallen|falls?|falling|decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)|dropped|drops?|shrank|shrunk|went down"
    r"|reduc(?:ed|es|ing)|lower(?:ed|s|ing)|halved|reduction"
)
NOUN_UP, NOUN_DOWN = "increase|rise|growth|jump|gain", "decrease|decline|drop|fall|reduction|loss|cut"
_HEDGED = (
    r"(?:(?:an? |the |some |about |around |nearly |almost |over |under |roughly |approximately |just |only |as much as "
    r"|more than |less than |at least |up to |an? estimated |an? additional ){0,3})"
)
_SIGN = r"(?:[A-Z]{0,3}[$€£¥] ?)?"
_WAY = rf"\b(?:(?P<up>{UP}|{NOUN_UP}|up)|(?P<down>{DOWN}|{NOUN_DOWN}|down))\b"
_ROLE = re.compile(rf"\b(?P<role>by|of|to|from) {_HEDGED}{_SIGN}$", re.I)
_JUST_BEFORE = re.compile(
    rf"\b(?:(?P<up>{UP}|(?<!made )(?<!make )(?<!makes )(?<!making )up)|(?P<down>{DOWN}|down)) {_HEDGED}{_SIGN}$", re.I
)
_NAMED = re.compile(rf"\b(?:(?P<up>{NOUN_UP})|(?P<down>{NOUN_DOWN}))$", re.I)
_ANY_WAY = re.compile(_WAY, re.I)
_BEHIND = re.compile(
    rf"[ -](?:[a-z]+ )?(?:(?P<up>{NOUN_UP}|higher|more|longer|older|later|larger)"
    rf"|(?P<down>{NOUN_DOWN}|lower|fewer|less|shorter|younger|earlier|smaller))\b(?! or\b)",
    re.I,
)
_CLAUSE_END = re.compile(r"[.;:!?](?:\s|$)|[()]")
_FARTHEST = 80  # characters from the verb to the end of the change


class Role(StrEnum):
    """What a figure is of a change: its size, or one of its ends."""

    BY = "by"
    TO = "to"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Move:
    """A change in which a figure takes part."""

    role: Role
    is_up: bool


def read_move(text: str, start: int, end: int) -> Move | None:
    """Return the change in which the figure from *start* to *end* of *text* takes part, None if none is told."""
    left = text[max(0, start - _FARTHEST) : start]
    role = _ROLE.search(left)
    if role is None:
        told = _JUST_BEFORE.search(left) or _BEHIND.match(text, end)
        return Move(Role.BY, is_up=told["up"] is not None) if told else None
    before = left[: role.start()].rstrip()
    if role["role"].casefold() == "of":
        named = _NAMED.search(before)
        return Move(Role.BY, is_up=named["up"] is not None) if named else None
    ways = list(_ANY_WAY.finditer(before))
    if not ways or _CLAUSE_END.search(before, ways[-1].end()):
        return None
    return Move(Role(role["role"].casefold()), is_up=ways[-1]["up"] is not None)


def moves_differ(ours: Move | None, theirs: Move | None) -> bool:
    """Tell whether two figures take part in changes in other ways."""
    return ours is not None and theirs is not None and ours != theirs


def moves_clash(ours: Move | None, theirs: Move | None) -> bool:
    """Tell whether what two figures are of a change cannot be the same: a rise and a fall, the size and an end."""
    if ours is None or theirs is None:
        return False
    if ours.role is theirs.role:
        return ours.is_up is not theirs.is_up
    return Role.BY in (ours.role, theirs.role)
