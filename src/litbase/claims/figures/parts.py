"""Parts of a whole told with the whole: a percentage of two counts, and counts that are all there are."""

import re
from collections.abc import Iterator
from fractions import Fraction

from litbase.claims.figures.marked import (
    COUNT,
    FIGURE,
    SHARE,
    Inconsistency,
    Marked,
    bounds,
    is_plain,
    number,
    overlap,
    per_cent,
)
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.figures.shares_of_whole import WHOLES, groups_in

_WORDS = r"[^⟦.;()]{0,60}?"
_A, _B, _P = COUNT.format(r"(?P<part>\d+)"), COUNT.format(r"(?P<whole>\d+)"), SHARE.format(r"(?P<share>\d+)")
_TOTAL, _REST = COUNT.format(r"(?P<total>\d+)"), COUNT.format(r"(?P<rest>\d+)")
_THE = r"(?:the |all |a total of |these |its |their )?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"{_A} (?:\w+ )?(?:out )?of {_THE}{_B}{_WORDS}(?:\(|,? or |, an? (?:rate|share) of |, that is ){_P}",
        rf"^(?:out )?of {_THE}{_B}[^⟦.;()]{{0,40}}?,? {_A}{_WORDS}(?:\(|, or ){_P}[),]",
        rf"{_P} of {_THE}{_B}[^⟦.;()]{{0,30}}?(?:, | \()(?:or |that is,? )?{_A}(?: in (?:all|number|total)\b|\)|,)",
        rf"{_B}[^⟦.;()]{{0,40}}, of (?:which|whom) {_A}{_WORDS}\({_P}\)",
        rf"{_P} of {_THE}{_B}[^⟦.;()]{{0,30}}, (?:or|that is,?) {_A}(?: [a-z]+)?,",
        rf"{_A}{_WORDS}\({_P}\) (?:out )?of {_THE}{_B}",
        rf"{_P}{_WORDS}\({_A} (?:out )?of {_THE}{_B}",
    )
)
_OUT_OF = re.compile(rf"⟦S(?P<ratio>\d+)⟧{_WORDS}(?:\(|,? or ){_P}", re.I)
_IN_FIGURES = re.compile(r"\d+ out of \d+")
_TOTAL_THEN_PARTS = re.compile(
    rf"{_TOTAL}(?P<noun>[^⟦.;,()]{{0,50}}?)(?:,? (?:of (?:whom|which)|comprising|consisting of"
    rf"|made up of)|:| \(| comprised| consisted of|, (?=⟦C))(?P<parts>[^.;()]*?⟦C\d+⟧[^.;()]*?⟦C\d+⟧[^.;()]*)",
    re.I,
)
_PART = r"⟦[CM]\d+⟧(?: (?:[^\s⟦.;()]+|⟦Y\d+⟧)){0,4}?"
_PARTS_THEN_TOTAL = re.compile(
    rf"(?P<parts>{_PART}(?:,? (?:and )?{_PART})+)"
    r"(?:,? (?:for |making |giving |or )?an? (?:grand )?total of ⟦[CM](?P<total>\d+)⟧"
    r"|, (?:or )?⟦[CM](?P<total2>\d+)⟧[^⟦.;,()]{0,20} in (?:all|total)\b)",
    re.I,
)
_LISTED = re.compile(
    rf"{_TOTAL}[^⟦.;:()]{{0,50}}: (?P<parts>⟦C\d+⟧(?: [a-z]+)? (?P<link>in|from|for|by|on|at|to) [^⟦.;:()]*"
    r"(?:⟦C\d+⟧(?: [a-z]+)? (?P=link) [^⟦.;:()]*)+)(?=[.;]|$)",
    re.I,
)
_CLOSED = re.compile(r"\band ⟦C\d+⟧[^⟦]*$")
_AND_MORE = re.compile(r"\b(?:others?|more|etc|some|including|among|several)\b", re.I)
_REMAINING = re.compile(
    rf"^(?:out )?of {_THE}{_TOTAL}(?P<parts>[^.;()]*⟦C\d+⟧[^.;()]*?)"
    rf"\bthe (?:remaining|other) {_REST}",
    re.I,
)
_OTHERS = re.compile(r"\b(?:others?|unknown|unspecified|not known|children|minors|infants|transgender|couples)\b", re.I)


def part_inconsistencies(sentence: Marked) -> Iterator[Inconsistency]:
    """Yield percentages that are not those of the counts beside them, and counts that do not make the whole."""
    told: set[int] = set()
    for shape in _SHAPES:
        for match in shape.finditer(sentence.marked):
            part, whole, share = (sentence.figure(match[name]) for name in ("part", "whole", "share"))
            if share.start not in told and _is_other_share(part, whole, share):
                told.add(share.start)
                message = f"{part.text} of {whole.text} is {per_cent(part.value / whole.value)}, not {share.text}"
                yield sentence.told(message, (part, whole, share))
    yield from _out_of(sentence)
    yield from _sums(sentence)


def _is_other_share(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    if not 0 < part.value <= whole.value or share.unit is not None or not all(map(is_plain, (part, whole))):
        return False
    low, high = bounds(share)
    slack = (high - low) / 2  # cut as often as rounded
    return not overlap((low - slack, high + slack), (part.value / whole.value, part.value / whole.value))


def _out_of(sentence: Marked) -> Iterator[Inconsistency]:
    for match in _OUT_OF.finditer(sentence.marked):
        ratio, share = sentence.figure(match["ratio"]), sentence.figure(match["share"])
        if _IN_FIGURES.fullmatch(ratio.text) and share.step and not overlap(bounds(ratio), bounds(share)):
            yield sentence.told(f"{ratio.text} is {per_cent(ratio.value)}, not {share.text}", (ratio, share))


def _sums(sentence: Marked) -> Iterator[Inconsistency]:
    for shape in (_TOTAL_THEN_PARTS, _PARTS_THEN_TOTAL):
        for match in shape.finditer(sentence.marked):
            parts = _figures_in(sentence, match["parts"])
            is_sum = not _AND_MORE.search(match["parts"]) if shape is _PARTS_THEN_TOTAL else _are_all(sentence, parts)
            if is_sum:
                yield from _not_sum(sentence, parts, sentence.figure(_total(match)))
    for match in _LISTED.finditer(sentence.marked):
        if _CLOSED.search(match["parts"]) and not _AND_MORE.search(match[0]):
            yield from _not_sum(sentence, _figures_in(sentence, match["parts"]), sentence.figure(match["total"]))
    remaining = _REMAINING.search(sentence.marked)
    if remaining is not None:
        parts = [*_figures_in(sentence, remaining["parts"]), sentence.figure(remaining["rest"])]
        yield from _not_sum(sentence, parts, sentence.figure(remaining["total"]))


def _total(match: re.Match[str]) -> str:
    return str(match["total"] or match["total2"])


def _figures_in(sentence: Marked, marked: str) -> list[Quantity]:
    return [sentence.figure(one[2:-1]) for one in re.findall(FIGURE, marked) if one[1] in "CM"]


def _are_all(sentence: Marked, parts: list[Quantity]) -> bool:
    """Tell whether the parts are groups that leave nobody out: men and women, adults and children."""
    named = [(name, figure) for name, figure, _ in groups_in(sentence, Kind.COUNT) if figure in parts]
    names = frozenset(name for name, _ in named)
    if len(named) != len(parts) or len(names) != len(parts) or names not in WHOLES:
        return False
    return "children" in names or not _OTHERS.search(sentence.marked)


def _not_sum(sentence: Marked, parts: list[Quantity], total: Quantity) -> Iterator[Inconsistency]:
    figures = [*parts, total]
    if len(parts) < 2 or not all(map(is_plain, figures)) or len({figure.unit for figure in figures}) > 1:
        return
    if any(part.value > total.value or part.value.denominator > 1 for part in parts):
        return
    made = sum((part.value for part in parts), Fraction(0))
    ends = [bounds(part) for part in parts]
    low, high = sum((a for a, _ in ends), Fraction(0)), sum((b for _, b in ends), Fraction(0))
    if overlap((low, high), bounds(total)):
        return
    written = " + ".join(part.text for part in parts)
    yield sentence.told(f"{written} make {number(made)}, not {total.text}", figures)
