"""Judge by rule whether a passage covers a claim, and mark what it does not cover.

No meaning is understood here: `supported` is said only where every word that says something stands in the best few
sentences of a source, in order, and no negation or hedge differs. Everything else is left to be read.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.candidates import ClaimWord
from litbase.claims.coverage import Coverage, best_sentences, content_words, gains, is_content, measure_coverage
from litbase.claims.support_weights import MEANS, SCALES, WEIGHTS
from litbase.claims.words import COMMON_WORDS
from litbase.model.claim import Difference, Span
from litbase.search.analysis import tokens

IS_PARTIAL_BELOW = 0.2
"""The chance of full support below which a claim is called covered in part; see `benchmarks/support.py`."""

_PAIRED, _ORDERED, _WHOLE = 0.3, 0.95, 0.99
_BORNE = 3  # words that a sentence must add to be part of what bears a claim out
_FEWEST_WORDS = 5
_WORTH_MARKING = 0.12  # share of the heaviest word's weight below which an uncovered word is not worth a mark
_NEGATIONS = re.compile(
    r"\b(?:not|no(?!\.? ?\d)|never|none|neither|nor|without|nobody|nothing|cannot|unless|except|ne|pas|jamais|sans|sin"
    r"|nunca|não|не|нет|ни|без)\b|n['’]t\b|[不没未无非]",
    re.I,
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|alleg\w+|report(?:ed|edly)|claim(?:ed|s)?|suspect\w*|rumou?r\w*|possib\w+|perhaps|likely"
    r"|appear(?:ed|s)?|seem(?:ed|s)?|if|should|plan(?:s|ned)?|propos\w+|threat\w+|attempt\w*)\b",
    re.I,
)
_DIRECTIONS = (
    (r"increas\w*|rise[sn]?|rose|rising|grew|grow\w*|higher|more|climb\w*|doubl\w+|soar\w*|expand\w*",
     r"decreas\w*|declin\w*|f[ae]ll(?:s|en|ing)?|drop\w*|lower|fewer|less|reduc\w+|shr[aiu]nk\w*|halv\w+"),
    (r"before|prior to", r"after|following"),
    (r"major\w+|most", r"minor\w+"),
    (r"all|every|always", r"some|few|sometimes|rarely|seldom"),
    (r"legal|lawful|legali[sz]\w+", r"illegal|unlawful|criminali[sz]\w+|banned"),
    (r"ratif\w+|accept\w*|approv\w*|support\w*|admit\w*|confirm\w*", r"reject\w*|oppos\w*|den[iy]\w*|refus\w*"),
    (r"convict\w*|guilty", r"acquit\w*|innocent"),
    (r"men|boys|male|man", r"women|girls|female|woman"),
    (r"north\w*", r"south\w*"),
    (r"eastern|east", r"western|west"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Support:
    """How far the best sentences bear a claim out; `uncovered` are spans of the claim, `differences` clash by rule.

    `is_partial` and `is_supported` are said only where they are right nine times in ten (`benchmarks/support.py`).
    """

    uncovered: tuple[Span, ...]
    differences: tuple[Difference, ...]
    is_supported: bool
    is_partial: bool


def judge_support(
    claim: str,
    words: Sequence[ClaimWord],
    passages: Sequence[str],
    *,
    shown: str,
    language: str | None,
    figures: Mapping[Span, bool],
) -> Support:
    """Judge whether *passages*, sentences of one source in *language*, cover the claim, whose words are given.

    Marked is what the passage *shown* first does not hold. *figures* are spans of the claim that are marked whole or
    not at all; those that are amiss (True) always are.
    """
    terms = [[token.term for token in tokens(passage, language)] for passage in passages]
    chosen = best_sentences(content_words(words, claim), terms)
    read = [terms[index] for index in chosen]
    closest = passages[chosen[0]] if chosen else ""
    differences = clashes(claim, closest)
    held = {token.term for token in tokens(shown, language)}
    left_over = _whole([word for word in _heavy(words, claim) if word.term not in held], list(figures))
    uncovered = _merged(sorted({*left_over, *(span for span, is_amiss in figures.items() if is_amiss)}), claim)
    is_supported = is_fully_covered(claim, words, read, closest=closest)
    is_partial = bool(uncovered) and probability(measure_coverage(claim, words, read)) < IS_PARTIAL_BELOW
    return Support(uncovered, differences, is_supported, is_partial)


def _heavy(words: Sequence[ClaimWord], claim: str) -> list[ClaimWord]:
    """Return the words that say something: no function words, and none that stands on nearly every page."""
    heaviest = max((word.weight for word in words), default=0.0)
    least = _WORTH_MARKING * heaviest
    return [word for word in words if word.weight >= least and is_content(word, claim)]


def probability(coverage: Coverage) -> float:
    """Return the chance, 0 to 1, that a claim so covered is borne out in full."""
    values = zip(coverage.values(), MEANS, SCALES, WEIGHTS[1:], strict=True)
    odds = WEIGHTS[0] + sum(weight * (value - mean) / scale for value, mean, scale, weight in values)
    return 1 / (1 + math.exp(-odds))


def is_fully_covered(claim: str, words: Sequence[ClaimWord], read: Sequence[Sequence[str]], *, closest: str) -> bool:
    """Tell whether the sentences *read* hold all that a claim of some length says, as surely as it says it.

    Where one sentence, the *closest*, holds all of it, the words must stand there in order: who did what to whom. A
    further sentence must bear a part of the claim, not one word that stands there by chance.
    """
    content = content_words(words, claim)
    coverage = measure_coverage(claim, words, read)
    said = Counter(word.term for word in words if word.term not in COMMON_WORDS)
    is_long = len(content) >= _FEWEST_WORDS
    is_as_sure = len(_HEDGES.findall(claim)) == len(_HEDGES.findall(closest))
    is_in_order = coverage.order >= _ORDERED or coverage.one < _WHOLE
    is_all_there = not said - Counter(term for sentence in read for term in sentence)
    is_covered = is_all_there and coverage.pairs >= _PAIRED and is_in_order
    is_borne = min(gains(content, read), default=0) >= _BORNE
    return is_long and is_as_sure and is_covered and is_borne and not clashes(claim, closest)


def _whole(words: Sequence[ClaimWord], figures: Sequence[Span]) -> list[Span]:
    """Return the spans of *words*, a figure that one of them belongs to as one span ("26.7 million")."""
    spans = []
    for word in words:
        touched = [(start, end) for start, end in figures if start < word.end and word.start < end]
        spans.append((min([word.start, *(a for a, _ in touched)]), max([word.end, *(b for _, b in touched)])))
    return sorted(spans)


def _merged(marked: Sequence[Span], claim: str) -> tuple[Span, ...]:
    """Join marks that only blanks part."""
    spans: list[Span] = []
    for start, end in marked:
        if spans and (start < spans[-1][1] or not claim[spans[-1][1] : start].strip()):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple(spans)


def clashes(claim: str, passage: str) -> tuple[Difference, ...]:
    """Return where claim and passage part by negation or by words of opposite direction."""
    found: list[Difference] = []
    ours, theirs = (Counter(map(str.casefold, _NEGATIONS.findall(side))) for side in (claim, passage))
    if ours != theirs:
        found.append(Difference(" ".join((ours - theirs).elements()), " ".join((theirs - ours).elements())))
    for one, other in _DIRECTIONS:
        for first, second in ((one, other), (other, one)):
            said, unsaid = _search(first, claim), _search(second, claim)
            standing, opposite = _search(first, passage), _search(second, passage)
            if said and not unsaid and opposite and not standing:
                found.append(Difference(said.group(), opposite.group()))
    return tuple(found)


def _search(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{words})\b", text, re.I)
