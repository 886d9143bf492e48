"""Which words of a claim the evidence does not cover, as marks in the claim."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from litbase.claims.candidates import ClaimWord
from litbase.claims.coverage import Content, together
from litbase.claims.learned import chance
from litbase.claims.reading import Sentence
from litbase.claims.support_weights import MARKED_FROM, MARKING
from litbase.model.claim import Span

_AT_THE_EDGE = 0.8


def uncovered_words(content: Content, sentences: Sequence[Sentence], read: Sequence[int]) -> list[ClaimWord]:
    """Return the words that the sentences *read* (indices, best first) do not cover.

    A word that stands in the best of them is covered; one that stands nowhere in the source is not.
    """
    if not read or not content.words:
        return list(content.words)
    values = marking_values(content, sentences, read)
    return [word for word, figures in zip(content.words, values, strict=True) if _is_uncovered(figures)]


def _is_uncovered(values: Sequence[float]) -> bool:
    settled = settled_mark(values)
    return chance(MARKING, values) >= MARKED_FROM if settled is None else settled


def settled_mark(values: Sequence[float]) -> bool | None:
    """Return whether a word is marked, where this needs no weighing: it stands in the best sentence, or nowhere."""
    in_best, anywhere = values[0], values[3]
    if in_best == 1:
        return False
    return True if not anywhere else None


def marking_values(content: Content, sentences: Sequence[Sentence], read: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Yield what the marks weigh, for each word of the claim in order."""
    standings = [content.standing(sentence) for sentence in sentences]
    best = standings[read[0]]
    joint = together(standings[index] for index in read)
    near = together(standings[max(0, read[0] - 1) : read[0] + 2])
    anywhere = together(standings)
    counts = Counter(term for standing in standings for term in standing)
    sides = {
        pair for index in read for step in (1, 2)
        for pair in zip(sentences[index].terms, sentences[index].terms[step:], strict=False)
    }  # fmt: skip
    heaviest = max(content.weights.values())
    stand = [joint.get(word.term, 0.0) for word in content.words]
    mean = math.fsum(stand) / len(stand)
    beside = list(pairwise([None, *(word.term for word in content.words), None]))
    for place, word in enumerate(content.words):
        around = [*stand[max(0, place - 1) : place], *stand[place + 1 : place + 2]]
        yield (
            best.get(word.term, 0.0),
            stand[place],
            near.get(word.term, 0.0),
            anywhere.get(word.term, 0.0),
            min(around, default=_AT_THE_EDGE),
            math.fsum(around) / len(around) if around else _AT_THE_EDGE,
            content.weights[word.term] / heaviest,
            float(word.is_name),
            float(word.term in content.figures),
            mean,
            math.log1p(counts[word.term]),
            float(beside[place] in sides or beside[place + 1] in sides),
        )


def marked(words: Sequence[ClaimWord], figures: Mapping[Span, bool], claim: str) -> tuple[Span, ...]:
    """Return the marks of *words*, each of *figures* marked whole or not at all; those amiss (True) always are."""
    spans = _whole(words, list(figures))
    return _merged(sorted({*spans, *(span for span, is_amiss in figures.items() if is_amiss)}), claim)


def _whole(words: Sequence[ClaimWord], figures: Sequence[Span]) -> list[Span]:
    """Return the spans of *words*, a figure that one of them belongs to as one span ("26.7 million")."""
    spans = []
    for word in words:
        touched = [(start, end) for start, end in figures if start < word.end and word.start < end]
        spans.append((min([word.start, *(a for a, _ in touched)]), max([word.end, *(b for _, b in touched)])))
    return spans


def _merged(marked: Sequence[Span], claim: str) -> tuple[Span, ...]:
    """Join marks that only blanks part."""
    spans: list[Span] = []
    for start, end in marked:
        if spans and (start < spans[-1][1] or not claim[spans[-1][1] : start].strip()):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple(spans)
