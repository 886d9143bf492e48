"""Judge whether the sentences of a source cover a claim, and mark what they do not cover.

No meaning is understood here. How likely full support is follows from learned weights, and is used to say that a claim
is *not* covered in full; that it is covered asks for more (`full_cover`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.clashing import clashes
from litbase.claims.support.coverage import Content, Coverage, content_of, measure_coverage
from litbase.claims.support.full_cover import covering_sentences
from litbase.claims.support.learned import chance
from litbase.claims.support.marking import marked, uncovered_words
from litbase.claims.support.ranking import MOST_EVIDENCE, Ranked
from litbase.claims.support.reading import Sentence
from litbase.claims.support.weights import EVIDENCE_FROM, PARTIAL_BELOW, SUPPORT
from litbase.model.claim import Difference, Span

_SAME_THING = 0.5  # share of a claim from which what comes closest speaks of the same, and can say the opposite
_MAY_BEAR_A_PART = 0.25
"""The chance of being evidence from which what a sentence says is no longer marked as uncovered."""


@dataclass(frozen=True, slots=True)
class Support:
    """How far sentences bear a claim out; `uncovered` are spans of the claim, `differences` clash by rule.

    `covered` is the share of the claim, by rarity, in the best three sentences, `closest` that in the one ranked
    first, `chance` that of full support.
    `is_partial` is said only where it is right nine times in ten (`benchmarks/support.py`); `bearing`: the indices of
    the sentences that hold all of it, none where that is not sure; `added`: the words that the first of them has not.
    """

    uncovered: tuple[Span, ...]
    differences: tuple[Difference, ...]
    covered: float
    closest: float
    chance: float
    bearing: tuple[int, ...]
    added: tuple[str, ...]
    is_partial: bool

    @property
    def is_supported(self) -> bool:
        return bool(self.bearing)


def judge_support(
    claim: str,
    words: Sequence[ClaimWord],
    sentences: Sequence[Sentence],
    ranked: Sequence[Ranked],
    *,
    texts: Sequence[str],
    figures: Mapping[Span, bool],
    around: Sequence[int],
) -> Support:
    """Judge whether *sentences* of one source, *ranked* best first, cover the claim of these *words*.

    *texts* are the sentences as written. *figures* are spans of the claim that are marked whole or not at all; those
    that are amiss (True) always are. *around*: the sentences of the best one's page and of the pages beside it.
    """
    content = content_of(claim, words)
    read = [one.index for one in evidence_of(ranked)]
    closest = texts[read[0]] if read else ""
    uncovered = marked(uncovered_words(content, sentences, read_for_marks(ranked)), figures, claim)
    coverage = measure_coverage(content, sentences)
    likely = probability(coverage)
    near = [sentences[index] for index in around]
    covering = covering_sentences(content, words, near, [texts[index] for index in around], coverage=coverage)
    bearing = tuple(around[index] for index in covering)
    return Support(
        uncovered=() if bearing else uncovered,
        differences=clashes(claim, closest) if coverage.three >= _SAME_THING else (),
        covered=coverage.three,
        closest=content.share(content.standing(sentences[read[0]])) if read else 0.0,
        chance=likely,
        bearing=bearing,
        added=_added(content, sentences[bearing[0]]) if bearing else (),
        is_partial=not bearing and likely < PARTIAL_BELOW,
    )


def _added(content: Content, closest: Sentence) -> tuple[str, ...]:
    """Return the words of the claim, as written, that the closest sentence has not, nor others that tell them."""
    standing = content.standing(closest)
    return tuple(content.claim[word.start : word.end] for word in content.words if word.term not in standing)


def evidence_of(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the sentences that belong to the evidence: the best, and others that are likely enough."""
    return _likely(ranked, EVIDENCE_FROM)


def read_for_marks(ranked: Sequence[Ranked]) -> list[int]:
    """Return the indices of the sentences that leave uncovered what is marked: they may each bear a part."""
    return [one.index for one in _likely(ranked, _MAY_BEAR_A_PART)]


def _likely(ranked: Sequence[Ranked], least: float) -> list[Ranked]:
    return [one for place, one in enumerate(ranked[:MOST_EVIDENCE]) if place == 0 or one.chance >= least]


def probability(coverage: Coverage) -> float:
    """Return the chance, 0 to 1, that a claim so covered is borne out in full."""
    return chance(SUPPORT, coverage.values())
