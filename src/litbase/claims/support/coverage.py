"""How far the best sentences of a source cover a claim: the figures from which support is judged.

No meaning is understood. What counts is which words stand there, weighted by rarity, how many sentences it takes, and
whether names, figures, neighbouring words and every clause are among them.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from itertools import pairwise

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.reading import BEGINNING, Sentence, is_long
from litbase.claims.vocabulary.akin_words import akin_to
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS

SENTENCES_READ = 3
AKIN = 0.6
"""What a word counts that only begins or means like a word there; from half on it counts as standing there."""

_STANDS = 0.5
_MOST_READ = 5
_SUBJECT = 0.15  # share of a source's sentences that hold what the source is about
_CLAUSE_BOUND = re.compile(r"[,;:]\s|\s(?:and|but|which|who|where|while|when|after|before|because)\s")


@dataclass(frozen=True)
class Content:
    """The words of a claim that say something of their own, in order; all of its words if none does."""

    claim: str
    words: tuple[ClaimWord, ...]

    @cached_property
    def weights(self) -> Mapping[str, float]:
        weights: dict[str, float] = {}
        for word in self.words:
            weights[word.term] = max(weights.get(word.term, 0.0), word.rarity)
        return weights

    @cached_property
    def total(self) -> float:
        return math.fsum(self.weights.values())

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(word.term for word in self.words if word.is_name)

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(term for term in self.weights if any(map(str.isdigit, term)))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(word.term for word in self.words))

    @cached_property
    def clauses(self) -> tuple[frozenset[str], ...]:
        bounds = [0, *(match.start() for match in _CLAUSE_BOUND.finditer(self.claim)), len(self.claim)]
        clauses = (
            frozenset(word.term for word in self.words if first <= word.start < last)
            for first, last in pairwise(bounds)
        )
        return tuple(clause for clause in clauses if len(clause) >= 2)

    def pairs_in(self, sentences: Iterable[Sentence]) -> float:
        """Return the share of the neighbouring words that stand beside each other, or nearly, in *sentences*."""
        near = beside_each_other(sentences)
        return len(self.pairs & near) / len(self.pairs) if self.pairs else 1.0

    def standing(self, sentence: Sentence) -> dict[str, float]:
        """Return how far each word stands in *sentence*: 1 as it is, less if one does that begins or means alike.

        The name of its chapter stands in each of a chapter's sentences that share another word with the claim.
        """
        found = dict.fromkeys(self.weights.keys() & sentence.held, 1.0)
        for term in self.weights.keys() - sentence.held:
            begins_alike = is_long(term) and term[:BEGINNING] in sentence.beginnings
            if begins_alike or not sentence.held.isdisjoint(akin_to(term)):
                found[term] = AKIN
        return found | dict.fromkeys(self.weights.keys() & sentence.chapter, 1.0) if found else found

    def standing_under_heading(self, sentence: Sentence) -> dict[str, float]:
        """Return the same, the heading of its section being read as part of each of its sentences."""
        found = self.standing(sentence)
        return found | dict.fromkeys(self.weights.keys() & sentence.heading, 1.0) if found else found

    def share(self, standing: Mapping[str, float], among: Collection[str] | None = None) -> float:
        """Return the share of the words, or of those *among* them, that stand there, by weight; 1 if there is none."""
        weights = self.weights if among is None else {t: w for t, w in self.weights.items() if t in among}
        total = self.total if among is None else math.fsum(weights.values())
        return math.fsum(weights[t] * held for t, held in standing.items() if t in weights) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a claim that stand in the best sentences, 0 to 1; a share of nothing is 1.

    `one` to `five`: by the best sentence and the best two, three, five together. `figures`, `names`, `pairs`: numbers,
    names and neighbouring words in the best three. `clause`: the clause covered least by any one of them. `missing`:
    what they leave out, counted in words as heavy as the heaviest; `words_missing`: the same counted in words alone.
    `window`: by the best three neighbouring sentences. `words`: like `three`, every word weighing the same.
    `untitled`: like `three`, without the words that stand all over the source. `anywhere`: by the whole source.
    """

    one: float
    two: float
    three: float
    five: float
    figures: float
    names: float
    pairs: float
    clause: float
    missing: float
    words_missing: float
    window: float
    words: float
    untitled: float
    anywhere: float

    def values(self) -> tuple[float, ...]:
        """Return the figures in the order in which the weights of `weights` were learned."""
        return astuple(self)


def is_content(word: ClaimWord, claim: str) -> bool:
    """Tell whether a word says something of its own: function words do not, acronyms and names do."""
    written = claim[word.start : word.end]
    is_acronym = len(written) > 1 and written.isupper()
    return written.casefold() not in FUNCTION_WORDS or is_acronym


def content_words(words: Sequence[ClaimWord], claim: str) -> Sequence[ClaimWord]:
    """Return the words that say something of their own, all of them if none does; what names a source says nothing."""
    said = [word for word in words if not word.names_source] or words
    return [word for word in said if is_content(word, claim)] or said


def content_of(claim: str, words: Sequence[ClaimWord]) -> Content:
    """Return what *claim*, whose *words* are given, says."""
    return Content(claim, tuple(content_words(words, claim)))


def beside_each_other(sentences: Iterable[Sentence]) -> frozenset[tuple[str, str]]:
    """Return the pairs of terms that follow one another in *sentences*, with at most one between them."""
    return frozenset(
        pair for one in sentences for step in (1, 2) for pair in zip(one.terms, one.terms[step:], strict=False)
    )


def together(standings: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return how far each word stands in any of several sentences."""
    joint: dict[str, float] = {}
    for standing in standings:
        for term, held in standing.items():
            joint[term] = max(joint.get(term, 0.0), held)
    return joint


def best_sentences(
    content: Content, standings: Sequence[Mapping[str, float]], *, most: int = SENTENCES_READ
) -> list[int]:
    """Return the indices of the few sentences that together cover a claim most, best first."""
    held: dict[str, float] = {}
    chosen: list[int] = []
    weights = content.weights
    for _ in range(min(most, len(standings))):
        added = [
            math.fsum(weights[term] * max(0.0, stands - held.get(term, 0.0)) for term, stands in standing.items())
            for standing in standings
        ]
        best = max(range(len(added)), key=added.__getitem__)
        if not added[best]:
            break
        chosen.append(best)
        held = together((held, standings[best]))
    return chosen


def measure_coverage(content: Content, sentences: Sequence[Sentence]) -> Coverage:
    """Measure how far *sentences*, those of one source in order, cover a claim."""
    standings = [content.standing(sentence) for sentence in sentences]
    chosen = best_sentences(content, standings, most=_MOST_READ)
    by_count = [together(standings[index] for index in chosen[:count]) for count in (1, 2, 3, 5)]
    one, two, three, five = map(content.share, by_count)
    held = by_count[2]
    weights = content.weights
    absent = math.fsum(weight * (1 - held.get(term, 0.0)) for term, weight in weights.items())
    clauses = (max((content.share(standings[i], c) for i in chosen[:3]), default=0.0) for c in content.clauses)
    windows = (together(standings[max(0, i - 1) : i + 2]) for i in chosen)
    return Coverage(
        one=one, two=two, three=three, five=five,
        figures=content.share(held, content.figures),
        names=content.share(held, content.names),
        pairs=content.pairs_in(sentences[index] for index in chosen[:3]),
        clause=min(clauses, default=1.0),
        missing=absent / max(weights.values()) if absent else 0.0,
        words_missing=float(sum(held.get(term, 0.0) < _STANDS for term in weights)),
        window=max(map(content.share, windows), default=0.0),
        words=math.fsum(held.values()) / len(weights) if weights else 1.0,
        untitled=content.share(held, _untitled(content, sentences)),
        anywhere=content.share(together(standings)),
    )  # fmt: skip


def _untitled(content: Content, sentences: Sequence[Sentence]) -> Collection[str]:
    """Return the words of the claim that do not stand all over the source, all of them if every one does."""
    counts = Counter(term for sentence in sentences for term in sentence.held & content.weights.keys())
    return {term for term in content.weights if counts[term] < _SUBJECT * len(sentences)} or content.weights.keys()
