"""One quantity given two values in a draft: the same thing of the same year in the same words, and another number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from litbase.claims.figures.context import terms_of
from litbase.claims.figures.marked import Inconsistency, Marked, Place, bounds, is_plain, overlap
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.support.lead_in import lead_in
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS
from litbase.model.claim import Span

_TOLD = frozenset({Kind.COUNT, Kind.MONEY, Kind.SHARE})
_OF_THESE = re.compile(r"(?: %| per cent)? (?:\w+ )?of (?:the|these|those|them|whom|all)\b")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w’'-]+|\b[A-Z]{2,}\b")
_WORD_BEHIND = re.compile(r"\s[^\W\d_]+")
_LEAST_ALIKE = 0.7  # of the words of the shorter sentence
_LEAST_ALIKE_UNDATED = 0.8
_FEWEST_WORDS = 3
_MANY_WORDS = 4
_MOST_VALUES = 2
_MOST_FIGURES = 3  # in a sentence, all but one of which it shares with the other
_LARGE = 1000
_NEEDED = frozenset(terms_of(" ".join(FUNCTION_WORDS)))
_COMPARING = re.compile(
    r"\b(?:compared|up from|down from|while|whereas|instead of|previously|earlier|revised|corrected|others?|another"
    r"|average|median|minimum|maximum|per(?! cent)|each|respectively|first|second|between|from)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Telling:
    sentence: Marked
    figure: Quantity
    words: frozenset[str]
    names: frozenset[str]
    others: frozenset[tuple[str, Fraction]]


def twice_inconsistencies(sentences: Sequence[Marked]) -> Iterator[Inconsistency]:
    """Yield pairs of figures that say the same of the same year in two sentences, with values that cannot both be."""
    by_thing: dict[tuple[Kind, str | None, int | None, str], list[_Telling]] = {}
    for sentence in sentences:
        for telling in _tellings(sentence):
            figure = telling.figure
            by_thing.setdefault((figure.kind, figure.unit, figure.year, _thing(figure)), []).append(telling)
    for tellings in by_thing.values():
        pairs = [pair for pair in combinations(tellings, 2) if _say_the_same(*pair)]
        values = {telling.figure.value for pair in pairs for telling in pair}
        if len(values) <= _MOST_VALUES:  # more are a series: one for each country, or each chapter
            yield from (_told(*pair) for pair in pairs if _differ(*pair))


def _tellings(sentence: Marked) -> Iterator[_Telling]:
    """Yield the figures of a sentence that are told of one year and not compared with another, each with the others."""
    figures = [figure for figure in sentence.figures if figure.kind in _TOLD]
    if len(figures) not in range(1, _MOST_FIGURES + 1) or _COMPARING.search(sentence.text):
        return
    years = {int(one.value) for one in sentence.figures if one.kind is Kind.YEAR}
    brought_in = lead_in(sentence.text) or (0, 0)
    for figure in figures:
        is_part = _OF_THESE.match(sentence.text, figure.end) is not None or _is_mark(sentence.text, figure)
        is_said_of = bool(figure.things) or figure.kind is Kind.MONEY
        if not is_said_of or is_part or not is_plain(figure) or not years <= {figure.year}:
            continue
        others = frozenset((one.things[0] if one.things else "", one.value) for one in figures if one is not figure)
        words = frozenset(terms_of(_without(sentence.text, [brought_in, *((f.start, f.end) for f in figures)])))
        words = words - _NEEDED | {f"{thing} {value}" for thing, value in others}
        yield _Telling(sentence, figure, words, _names(sentence.text[brought_in[1] :]), others)


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _thing(figure: Quantity) -> str:
    return figure.things[0] if figure.things else ""


def _is_mark(text: str, figure: Quantity) -> bool:
    """Tell whether a sentence begins with bare figures: the number of a note or an item, not of what is counted."""
    return not text[: figure.start].strip() and figure.text.isdigit()


def _names(text: str) -> frozenset[str]:
    """Return the words that may be names, the first one too unless it is a word that every text needs."""
    names = {name.casefold() for name in _NAME.findall(text)}
    first = re.match(r"[^\W\d_]+", text)
    return frozenset(names | ({first[0].casefold()} if first else set())) - FUNCTION_WORDS


def _say_the_same(one: _Telling, other: _Telling) -> bool:
    shorter, longer = sorted((one.words, other.words), key=len)
    is_dated = one.figure.year is not None
    if not is_dated and one.words - other.words and other.words - one.words:
        return False  # "by day", "at night"
    if len(shorter) < _FEWEST_WORDS + (not is_dated and one.words != other.words):
        return False
    if len(shorter & longer) < (_LEAST_ALIKE if is_dated else _LEAST_ALIKE_UNDATED) * len(longer):
        return False
    if one.others != other.others or one.sentence.index == other.sentence.index:
        return False
    if not (one.names <= other.names or other.names <= one.names):
        return False
    is_same_thing = all(a == b for a, b in zip(one.figure.things[:2], other.figure.things[:2], strict=False))
    return is_same_thing and one.figure.qualifier is other.figure.qualifier and _is_particular(one, other)


def _is_particular(one: _Telling, other: _Telling) -> bool:
    """Tell whether the two are of one matter and not of many: they share a name or a figure, or the number is large."""
    inner = {name.casefold() for telling in (one, other) for name in _NAME.findall(telling.sentence.text)}
    is_named = not inner.isdisjoint(one.names & other.names)
    is_large = min(one.figure.value, other.figure.value) >= _LARGE
    is_told_alike = (
        one.words == other.words and len(one.words) >= _MANY_WORDS and _is_counted(one) and _is_counted(other)
    )
    return is_large or (is_named and (one.figure.year is not None or bool(one.others) or is_told_alike))


def _is_counted(telling: _Telling) -> bool:
    """Tell whether a whole number of something is told in a sentence: "405 Tappet Wrench" is the name of a thing."""
    figure, text = telling.figure, telling.sentence.text
    is_named = re.match(r"\s[A-Z]", text[figure.end :]) is not None
    return text.endswith(".") and not is_named and (figure.kind is Kind.SHARE or figure.value.denominator == 1)


def _differ(one: _Telling, other: _Telling) -> bool:
    return not overlap(bounds(one.figure), bounds(other.figure))


def _told(one: _Telling, other: _Telling) -> Inconsistency:
    places = tuple(
        Place(telling.sentence.index, telling.figure.start, telling.figure.end, telling.figure.text)
        for telling in (one, other)
    )
    return Inconsistency(f"“{_with_thing(one)}” in one place and “{_with_thing(other)}” in another", places)


def _with_thing(telling: _Telling) -> str:
    """Return the figure with the word behind it, which says what is counted: "240 beds"."""
    figure, text = telling.figure, telling.sentence.text
    behind = _WORD_BEHIND.match(text, figure.end)
    return text[figure.start : behind.end() if behind is not None else figure.end]
