"""Changes told with both ends, whose size or direction does not follow from them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from litbase.claims.figures.marked import Bounds, Inconsistency, Marked, bounds, number, overlap, per_cent
from litbase.claims.figures.moves import DOWN, NOUN_DOWN, NOUN_UP, UP
from litbase.claims.figures.quantity import Kind, Quantity

_TIMES = {
    "doubled": Fraction(2), "tripled": Fraction(3), "trebled": Fraction(3), "quadrupled": Fraction(4),
    "halved": Fraction(1, 2),
}  # fmt: skip
_GAP = r"(?:(?!⟦[CMSG])[^.;])"
_FROM_TO = re.compile(
    rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}|(?<=were )cut|(?<=was )cut)|(?P<neutral>went|changed|moved))\b"
    rf"(?P<between>(?:(?!\b(?:from|{UP}|{DOWN})\b)[^.;]){{0,60}}?)"
    rf"\bfrom (?:\w+ ){{0,2}}?⟦(?P<kind>[CMS])(?P<first>\d+)⟧{_GAP}{{0,50}}?"
    r" to (?:\w+ ){0,2}?⟦(?P=kind)(?P<second>\d+)⟧",
    re.I,
)
_UP_FROM = re.compile(
    rf"⟦(?P<kind>[CMS])(?P<second>\d+)⟧{_GAP}{{0,60}}?(?:,|–|—|\()? ?\b(?:(?P<up>up|an? (?:{NOUN_UP}))"
    rf"|(?P<down>down|an? (?:{NOUN_DOWN}))|(?P<neutral>(?!)))(?P<between>(?: (?:of|by) ⟦[CMS]\d+⟧)?) from "
    r"(?:\w+ ){0,2}?⟦(?P=kind)(?P<first>\d+)⟧",
    re.I,
)
_BY = re.compile(r"(?:^|\b(?:by|of)) (?:[a-z]+ ){0,2}⟦[CMS](?P<by>\d+)⟧,?$", re.I)
_SIZE = re.compile(
    rf"{_GAP}{{0,60}}?(?:,|–|—|\() ?(?:which is |or |representing |that is )?(?:an? |by )?(?:"
    rf"(?:[a-z-]+ ){{0,2}}?(?:(?:{NOUN_UP}|{NOUN_DOWN}) of|up by|down by|up|down)"
    r" (?:(?!of\b|from\b)[a-z]+ ){0,2}?⟦[CMS](?P<by>\d+)⟧(?! (?:on|over|compared|than|from|since|a year|per))"
    rf"|(?:[a-z]+ )?⟦S(?P<by2>\d+)⟧ (?:{NOUN_UP}|{NOUN_DOWN})\b)"
    r"|,? by (?:[a-z]+ ){0,2}?⟦[CMS](?P<by3>\d+)⟧(?=[.,;)]|$)",
    re.I,
)
_PRECISE = Fraction(1, 10)  # how far "doubled" may be from twice


@dataclass(frozen=True, slots=True)
class Change:
    """A change as told: its ends, its direction, the verb with the words before it, and its size if that is told."""

    first: Quantity
    second: Quantity
    is_up: bool
    verb: str
    before: str
    size: Quantity | None

    @property
    def ends(self) -> str:
        return f"from {self.first.text} to {self.second.text}"


def change_inconsistencies(sentence: Marked) -> Iterator[Inconsistency]:
    """Yield the changes of *sentence* whose direction, factor or size is not what their two ends make."""
    for change in _changes(sentence):
        found = _direction(sentence, change) or _factor(sentence, change) or _size(sentence, change)
        if found is not None:
            yield found


def _changes(sentence: Marked) -> Iterator[Change]:
    for shape in (_FROM_TO, _UP_FROM):
        for match in shape.finditer(sentence.marked):
            first, second = sentence.figure(match["first"]), sentence.figure(match["second"])
            tail = sentence.marked[match.end() :]
            if first.unit != second.unit or first.value <= 0 or re.match(r" ?(?:[–-]|to|or) ?⟦", tail):
                continue  # "from 3–5 to 5–10 years": the ends are ranges themselves
            said = _BY.search(match["between"].rstrip()) or _SIZE.match(tail)
            by = next(filter(None, said.groups()), None) if said else None
            verb = match["up"] or match["down"] or match["neutral"]
            yield Change(
                first,
                second,
                is_up=second.value > first.value if match["neutral"] else match["up"] is not None,
                verb=verb.casefold(),
                before=sentence.marked[: match.start()].casefold(),
                size=sentence.figure(by) if by else None,
            )


def _direction(sentence: Marked, change: Change) -> Inconsistency | None:
    one, other = bounds(change.first), bounds(change.second)
    if (other[1] >= one[0]) if change.is_up else (other[0] <= one[1]):
        return None
    told, is_said = ("a fall", "a rise") if change.is_up else ("a rise", "a fall")
    return sentence.told(f"{change.ends} is {told}, not {is_said}", (change.first, change.second))


def _factor(sentence: Marked, change: Change) -> Inconsistency | None:
    if change.verb not in _TIMES or change.first.kind is Kind.SHARE:
        return None
    times = _TIMES[change.verb]
    low, high = times * (1 - _PRECISE), times * (1 + _PRECISE)
    if re.search(r"\b(?:more than|over|at least)\s*$", change.before):
        low, high = times * (1 - _PRECISE / 2), times * 2
    elif re.search(r"\b(?:nearly|almost|about|roughly|approximately|around)\s*$", change.before):
        low, high = times * Fraction(3, 4), times * Fraction(5, 4)
    one, other = bounds(change.first), bounds(change.second)
    if one[0] <= 0 or overlap((other[0] / one[1], other[1] / one[0]), (low, high)):
        return None
    ratio = number(round(change.second.value / change.first.value, 2))
    message = f"{change.second.text} is {ratio} times {change.first.text}; it is not {change.verb}"
    return sentence.told(message, (change.first, change.second))


def _size(sentence: Marked, change: Change) -> Inconsistency | None:
    size = change.size
    if size is None or size in (change.first, change.second):
        return None
    sizes = [*_sizes(change.first, change.second, size)]
    low, high = bounds(size)
    is_difference = size.unit == "points" or size.kind is change.first.kind is not Kind.SHARE
    slack = Fraction(0) if is_difference else (high - low) / 2  # people cut percentages as often as they round
    if not sizes or any(overlap((low - slack, high + slack), one) for one in sizes):
        return None
    difference = abs(change.second.value - change.first.value)
    is_share = size.kind is Kind.SHARE
    told = per_cent(difference / change.first.value) if is_share else number(difference)
    name = "an increase" if change.second.value > change.first.value else "a decrease"
    message = f"{change.ends} is {name} of {told}, not of {size.text}"
    return sentence.told(message, (change.first, change.second, size))


def _sizes(first: Quantity, second: Quantity, size: Quantity) -> Iterator[Bounds]:
    """Yield the bounds within which the change lies: as a difference, and as a share of the first end."""
    one, other = bounds(first), bounds(second)
    low, high = sorted((abs(other[0] - one[1]), abs(other[1] - one[0])))
    if size.kind is first.kind and (size.unit in (None, first.unit, "points")):
        yield low, high
    if size.kind is Kind.SHARE and size.unit != "points" and one[0] > 0:
        yield low / one[1], high / one[0]
