"""How far the best sentences of a source cover a claim: the figures from which support is judged.

No meaning is understood. What counts is which words stand there, weighted by rarity, how many sentences it takes, and
whether names, figures, neighbouring words and every clause are among them.
"""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from litbase.claims.candidates import ClaimWord
from litbase.claims.function_words import FUNCTION_WORDS

SENTENCES_READ = 3
_CLAUSE_BOUND = re.compile(r"[,;:]\s|\s(?:and|but|which|who|where|while|when|after|before|because)\s")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a claim that stand in the best sentences, 0 to 1; a share of nothing is 1.

    `one`, `three`: by the best sentence and the best three together. `figures`, `names`, `pairs`: its numbers, names
    and neighbouring words in the best three. `clause`: the clause covered least by any one of them. `missing`: what
    they leave out, counted in words as heavy as the heaviest. `order`: how far the words that stand in the best
    sentence stand there in order.
    """

    one: float
    three: float
    figures: float
    names: float
    pairs: float
    clause: float
    missing: float
    order: float

    def values(self) -> tuple[float, ...]:
        """Return the figures in the order in which the weights of `support_weights` were learned."""
        return astuple(self)[:7]


def is_content(word: ClaimWord, claim: str) -> bool:
    """Tell whether a word says something of its own: function words do not, acronyms and names do."""
    written = claim[word.start : word.end]
    is_acronym = len(written) > 1 and written.isupper()
    return written.casefold() not in FUNCTION_WORDS or is_acronym


def content_words(words: Sequence[ClaimWord], claim: str) -> Sequence[ClaimWord]:
    """Return the words that say something of their own, all of them if none does."""
    return [word for word in words if is_content(word, claim)] or words


def best_sentences(words: Sequence[ClaimWord], sentences: Sequence[Collection[str]]) -> list[int]:
    """Return the indices of the few sentences, given as terms, that together cover *words* most, best first."""
    left = {word.term: word.weight for word in words}
    held = [{term for term in sentence if term in left} for sentence in sentences]
    chosen: list[int] = []
    for _ in range(min(SENTENCES_READ, len(sentences))):
        added = [sum(left.get(term, 0.0) for term in terms) for terms in held]
        best = max(range(len(added)), key=added.__getitem__)
        if not added[best]:
            break
        chosen.append(best)
        for term in held[best]:
            left.pop(term, None)
    return chosen


def gains(words: Sequence[ClaimWord], read: Sequence[Sequence[str]]) -> list[int]:
    """Return how many of *words* each sentence adds to those before it."""
    left = {word.term for word in words}
    counts = []
    for sentence in read:
        counts.append(len(left.intersection(sentence)))
        left.difference_update(sentence)
    return counts


def measure_coverage(claim: str, words: Sequence[ClaimWord], read: Sequence[Sequence[str]]) -> Coverage:
    """Measure how far the sentences *read*, best first, each its terms in order, cover the claim of these *words*."""
    content = content_words(words, claim)
    held = {term for sentence in read for term in sentence}
    standing = [set(sentence) for sentence in read]
    return Coverage(
        one=_share(content, standing[0] if standing else ()),
        three=_share(content, held),
        figures=_share([word for word in content if any(map(str.isdigit, word.term))], held),
        names=_share([word for word in content if word.is_name], held),
        pairs=_pairs(content, read),
        clause=min((max((_share(c, s) for s in standing), default=0.0) for c in _clauses(claim, content)), default=1.0),
        missing=_missing(content, held),
        order=_order(content, read[0] if read else ()),
    )


def _share(words: Sequence[ClaimWord], held: Collection[str]) -> float:
    weights = {word.term: word.weight for word in words}
    total = math.fsum(weights.values())
    return math.fsum(weight for term, weight in weights.items() if term in held) / total if total else 1.0


def _missing(words: Sequence[ClaimWord], held: Collection[str]) -> float:
    weights = {word.term: word.weight for word in words}
    left_out = math.fsum(weight for term, weight in weights.items() if term not in held)
    return left_out / max(weights.values()) if left_out else 0.0


def _pairs(content: Sequence[ClaimWord], read: Sequence[Sequence[str]]) -> float:
    """Return the share of neighbouring words of the claim that stand side by side, or one word apart, as well."""
    pairs = {(one.term, other.term) for one, other in pairwise(content)}
    near = {pair for s in read for step in (1, 2) for pair in zip(s, s[step:], strict=False)}
    return len(pairs & near) / len(pairs) if pairs else 1.0


def _clauses(claim: str, content: Sequence[ClaimWord]) -> list[list[ClaimWord]]:
    bounds = [0, *(match.start() for match in _CLAUSE_BOUND.finditer(claim)), len(claim)]
    clauses = ([word for word in content if first <= word.start < last] for first, last in pairwise(bounds))
    return [clause for clause in clauses if len(clause) >= 2]


def _order(content: Sequence[ClaimWord], sentence: Sequence[str]) -> float:
    there = [word.term for word in content if word.term in set(sentence)]
    return LCSseq.similarity(there, sentence) / len(there) if there else 1.0
