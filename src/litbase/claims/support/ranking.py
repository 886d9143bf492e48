"""Which sentences of a source bear on a claim, best first, and which of them belong to its evidence.

Two steps, both learned (`benchmarks/support.py`): each sentence by what it shares with the claim, then the best few
again by what each adds to those before it.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.support.coverage import Content, together
from litbase.claims.support.learned import chance, odds
from litbase.claims.support.reading import Sentence
from litbase.claims.support.weights import MEANING, RANKING, RERANKING

MOST_EVIDENCE = 6
_WEIGHED_AGAIN = 12
_AROUND = 2
_STANDS = 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence by its index among those given, and the chance that it is evidence."""

    index: int
    chance: float


def rank_sentences(content: Content, sentences: Sequence[Sentence]) -> list[Ranked]:
    """Return the sentences that share words with the claim, best first."""
    standings = [content.standing_under_heading(sentence) for sentence in sentences]
    first = {
        index: odds(RANKING, values) for index, values in ranking_values(content, sentences, standings).items()
    }  # fmt: skip
    again = reranking_values(content, standings, first)
    ranked = [Ranked(index, chance(RERANKING, values)) for index, values in again.items()]
    ranked.sort(key=lambda one: -one.chance)
    rest = sorted(first.keys() - again.keys(), key=lambda index: -first[index])
    return [*ranked, *(Ranked(index, 0.0) for index in rest)]


def ranking_values(
    content: Content, sentences: Sequence[Sentence], standings: Sequence[Mapping[str, float]]
) -> dict[int, tuple[float, ...]]:
    """Return what the first step weighs, by index, for each sentence that shares a word with the claim."""
    shares = [content.share(standing) if standing else 0.0 for standing in standings]
    best = max(shares, default=0.0)
    local = _local_rarity(content, sentences)
    whole = math.fsum(local.values()) or 1.0
    found: dict[int, tuple[float, ...]] = {}
    for index, (sentence, standing) in enumerate(zip(sentences, standings, strict=True)):
        if not standing:
            continue
        exact = content.weights.keys() & (sentence.held | sentence.chapter | sentence.heading)
        near = together(standings[max(0, index - _AROUND) : index + _AROUND + 1])
        found[index] = (
            math.fsum(content.weights[term] for term in exact) / content.total if content.total else 0.0,
            shares[index],
            best - shares[index],
            shares[index] / best if best else 0.0,
            math.log1p(len(exact)),
            len(exact) / (len(sentence.terms) + 3),
            math.log1p(len(sentence.terms)),
            len(exact) / len(content.weights),
            shares[index - 1] if index else 0.0,
            shares[index + 1] if index + 1 < len(shares) else 0.0,
            content.share(near),
            math.fsum(local[term] for term in exact) / whole,
            float(sentence.is_whole),
            _part_of(content.figures, sentence),
            _part_of(content.names, sentence),
            content.pairs_in([sentence]),
        )
    return found


def _local_rarity(content: Content, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return the weight of each word of the claim by how few of *sentences* hold it."""
    counts = Counter(
        term
        for sentence in sentences
        for term in content.weights.keys() & (sentence.held | sentence.chapter | sentence.heading)
    )
    return {term: math.log((len(sentences) + 1) / (count + 0.5)) for term, count in counts.items()}


def _part_of(wanted: frozenset[str], sentence: Sentence) -> float:
    return len(wanted & sentence.held) / len(wanted) if wanted else 0.0


def reranking_values(
    content: Content, standings: Sequence[Mapping[str, float]], first: Mapping[int, float]
) -> dict[int, tuple[float, ...]]:
    """Return what the second step weighs, by index, for the best sentences of the first (the logarithms of odds)."""
    order = sorted(first, key=lambda index: -first[index])[:_WEIGHED_AGAIN]
    if not order:
        return {}
    best = order[0]
    second = order[1] if len(order) > 1 else best
    covered = content.share(standings[best])
    found: dict[int, tuple[float, ...]] = {}
    for place, index in enumerate(order):
        above = together(standings[other] for other in order[: min(place, 3)])
        gains = {term: held - above.get(term, 0.0) for term, held in standings[index].items()}
        found[index] = (
            first[index],
            float(min(place, 6)),
            first[best] - first[index],
            first[second] - first[index],
            math.fsum(content.weights[term] * max(0.0, gain) for term, gain in gains.items()) / (content.total or 1.0),
            math.log1p(sum(gain > _STANDS for gain in gains.values())),
            covered,
            1 - content.share(above),
            float(index == best),
            float(abs(index - best) == 1),
            math.log1p(abs(index - best)),
        )
    return found


def weigh_meaning(ranked: Sequence[Ranked], likeness: Sequence[float]) -> list[Ranked]:
    """Return the sentences by words and *likeness* in meaning, best first."""
    weighed = [
        Ranked(one.index, chance(MEANING, values))
        for one, values in zip(ranked, meaning_values(ranked, likeness), strict=True)
    ]
    return sorted(weighed, key=lambda one: -one.chance)


def meaning_values(ranked: Sequence[Ranked], likeness: Sequence[float]) -> list[tuple[float, ...]]:
    """Return what is weighed where meaning counts, for each sentence."""
    likest = max(likeness, default=0.0)
    return [
        (math.log(one.chance / (1 - one.chance)), like, likest - like)
        for one, like in zip(ranked, likeness, strict=True)
    ]
