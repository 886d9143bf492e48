"""Shares that by their words make up one whole, and do not add to it."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from litbase.claims.figures.marked import FIGURE, Inconsistency, Marked, Place, added, is_plain, number
from litbase.claims.figures.quantity import Kind, Quantity

GROUPS = {
    "men": r"men|males?", "women": r"women|females?", "boys": r"boys", "girls": r"girls", "adults": r"adults?",
    "children": r"children|minors|juveniles|child|underage", "nationals": r"nationals|citizens|domestic",
    "foreigners": r"foreigners|foreign|non-nationals|non-citizens|cross-border|international|transnational",
    "urban": r"urban", "rural": r"rural",
}  # fmt: skip
WHOLES = tuple(
    frozenset(names.split())
    for names in ("men women", "boys girls", "men women boys girls", "men women children", "adults children",
                  "nationals foreigners", "urban rural")
)  # fmt: skip
_ANY_GROUP = "|".join(rf"(?P<{name}>(?:{words})\b)" for name, words in GROUPS.items())
_BE = (
    r"(?:(?:were|are|was|is|being|concerned|involved|identified as|made up|of (?:them|whom|these|those)(?: were)?|from"
    r"|by) )?"
)
_AFTER = re.compile(
    rf" (?:of (?:the |all |identified |total )?(?!the |all )[a-z]+ )?{_BE}(?!of )"
    rf"(?:(?:adult|identified|trafficked) )?(?:{_ANY_GROUP})"
    r"(?! (?:aged|under|over|in|from|who|with|between|had|have|did)\b)",
    re.I,
)
_BEFORE = re.compile(
    rf"\b(?:{_ANY_GROUP})(?: (?:victims?|survivors?|respondents|participants|cases|workers|offenders|traffickers"
    r"|households|residents|defendants|suspects|employees|migrants|students)"
    r"| [a-z]+s(?= \())?"
    r"(?: (?:were|are|was|is|comprised|constituted|represented|made up|make up|accounted for|account for|formed|for"
    r"|stood at|at))?(?: just| only| some| about)? ?\(?$",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:others?|unknown|unspecified|unidentified|undisclosed|not (?:known|recorded|stated|specified|disclosed)"
    r"|missing|transgender|non-binary|neither|no answer|did not|respectively|couples|families)\b",
    re.I,
)
_RATE_OF = re.compile(r"\b(?:of|among|for|amongst) (?:the |all )?(?:\w+ )?$", re.I)
_ELSEWHERE = re.compile(r"\b(?:in|among|at|for) (?:the )?[\w-]+,? (?:some |about )?⟦S\d+⟧", re.I)
_OF_WHAT = re.compile(r"⟦S\d+⟧ of (?:the |all |its )?(?!them|these|those|whom)([a-z]+)\b", re.I)
_REMAINING = re.compile(
    r"\b(?:the )?(?:remaining|other|rest,?)(?: of [a-z ]{1,30}?)?,? (?:\(|was |were )?⟦S(\d+)⟧", re.I
)
_LIST = re.compile(
    r"^(?:[A-Z]\w+ )?(?:out )?of (?:the |all |these |those )?[^⟦.;,]{3,60}, ⟦S\d+⟧ (?:were|are|was|is|came from|worked)"
    r"\b[^⟦.;]*(?:⟦S\d+⟧[^⟦.;]*)+and ⟦S\d+⟧",
    re.I,
)
_GIVEN_OUT = re.compile(  # each with the same little word behind it: "half came from A, a third from B …"
    r"⟦S\d+⟧(?: of [^⟦.;,]{3,30})? (?:came |come |went |goes |was spent |is spent |were sent )?"
    r"(?P<link>on|from|to) [^⟦.;]*?(?:⟦S\d+⟧ (?P=link) [^⟦.;]*?)*and ⟦S\d+⟧ (?P=link) ",
    re.I,
)
_SAID_YES = re.compile(
    r"⟦S\d+⟧ (?:said|answered|replied)(?: with)? ['“\"]?yes\b.*"
    r"⟦S\d+⟧ (?:said |answered |replied )?(?:with )?['“\"]?no\b",
    re.I,
)
_FEWEST_IN_LIST = 3
_WHOLE = Fraction(1)
_NEAR_WHOLE = (Fraction(3, 4), Fraction(5, 4))  # what adds to less or more is hardly meant for one whole


def share_inconsistencies(sentences: Sequence[Marked]) -> Iterator[Inconsistency]:
    """Yield shares of one sentence, or of two that follow each other, that make up a whole and do not add to 100 %."""
    for index, sentence in enumerate(sentences):
        listed = _with_remaining(sentence) or _listed(sentence)
        if listed is not None:
            yield listed
            continue
        grouped = groups_in(sentence, Kind.SHARE)
        found = _not_whole([sentence], grouped)
        follower = sentences[index + 1] if index + 1 < len(sentences) else None
        if found is None and follower is not None and len(grouped) == 1 == len(_shares(sentence)):
            more = groups_in(follower, Kind.SHARE)
            if len(more) == 1 == len(_shares(follower)):
                found = _not_whole([sentence, follower], grouped + more)
        if found is not None:
            yield found


def groups_in(sentence: Marked, kind: Kind) -> list[tuple[str, Quantity, int]]:
    """Return the groups of people that the figures of *kind* are said of, with figure and sentence, in order."""
    found = []
    for figure_at, figure in enumerate(sentence.figures):
        if figure.kind is not kind:
            continue
        at = re.search(rf"⟦[A-Z]{figure_at}⟧", sentence.marked)
        group = _group(sentence.marked, at.start(), at.end()) if at else None
        if group is not None:
            found.append((group, figure, sentence.index))
    return found


def _group(marked: str, start: int, end: int) -> str | None:
    until = re.search(rf"[.;,()]|{FIGURE}", marked[end:])
    after = _AFTER.match(marked[: end + (until.start() if until else len(marked))], end)
    if after is not None:
        return after.lastgroup
    before = _BEFORE.search(marked[:start])
    if before is None or _RATE_OF.search(marked[: before.start()]):
        return None
    return before.lastgroup


def _shares(sentence: Marked) -> list[Quantity]:
    return [figure for figure in sentence.figures if figure.kind is Kind.SHARE]


def _not_whole(sentences: Sequence[Marked], grouped: list[tuple[str, Quantity, int]]) -> Inconsistency | None:
    names = [name for name, _, _ in grouped]
    figures = [figure for _, figure, _ in grouped]
    shares = sum(len(_shares(sentence)) for sentence in sentences)
    if frozenset(names) not in WHOLES or len(set(names)) != len(names) or len(figures) != shares:
        return None
    if not all(map(is_plain, figures)) or any(_OTHERS.search(sentence.marked) for sentence in sentences):
        return None
    if len({one.casefold() for sentence in sentences for one in _OF_WHAT.findall(sentence.marked)}) > 1:
        return None  # "66 % of victims and 40 % of offenders"
    if any(len(_ELSEWHERE.findall(sentence.marked)) > 1 for sentence in sentences):
        return None  # "in the north 40 % were men, in the south 35 % women"
    if len({figure.year for figure in figures} - {None}) > 1 or any(figure.unit for figure in figures):
        return None
    low, high = added(figures)
    total = sum((figure.value for figure in figures), Fraction(0))
    if low <= _WHOLE <= high or not _NEAR_WHOLE[0] <= total <= _NEAR_WHOLE[1]:
        return None
    places = tuple(Place(at, figure.start, figure.end, figure.text) for _, figure, at in grouped)
    return Inconsistency(_message(figures), places)


def _with_remaining(sentence: Marked) -> Inconsistency | None:
    """Return "62 %, 25 % and the remaining 10 %", whose parts do not make the whole."""
    match = _REMAINING.search(sentence.marked)
    if match is None:
        return None
    rest = sentence.figure(match[1])
    before = [figure for figure in _shares(sentence) if figure.start < rest.start]
    if not before or any(figure.unit for figure in (*before, rest)) or not all(map(is_plain, (*before, rest))):
        return None
    if any(_makes_whole([*before[first:last], rest]) for first in range(len(before)) for last in _ends(before, first)):
        return None
    return sentence.told(_message([*before, rest]), [*before, rest])


def _listed(sentence: Marked) -> Inconsistency | None:
    """Return "of the callers, 44 % were friends, 33 % victims and 28 % officials", more than there are.

    Lists of what can be true of one person at once add to far more than the whole; those are passed over.
    """
    shares = _shares(sentence)
    shapes = (_LIST, _GIVEN_OUT, _SAID_YES)
    if len(shares) < _FEWEST_IN_LIST or not any(shape.search(sentence.marked) for shape in shapes):
        return None
    if not all(map(is_plain, shares)) or any(share.unit for share in shares):
        return None
    total = sum((share.value for share in shares), Fraction(0))
    if added(shares)[0] <= _WHOLE or total > _NEAR_WHOLE[1]:
        return None
    return sentence.told(_message(shares), shares)


def _ends(before: Sequence[Quantity], first: int) -> range:
    return range(first + 1, len(before) + 1)


def _makes_whole(figures: Sequence[Quantity]) -> bool:
    low, high = added(figures)
    return low <= _WHOLE <= high


def _message(figures: Sequence[Quantity]) -> str:
    written = [figure.text for figure in figures]
    total = sum((figure.value for figure in figures), Fraction(0)) * 100
    return f"{', '.join(written[:-1])} and {written[-1]} make {number(round(total, 2))} %, not 100 %"
