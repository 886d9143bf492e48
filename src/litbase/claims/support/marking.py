"""Which words of a claim the evidence does not cover, as marks in the claim.

How likely a word is uncovered follows from learned weights (`benchmarks/support.py`): where it stands, how its
neighbours and its part of the sentence fare, and what sort of word it is. A name is marked whole or not at all.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import Prefix

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.coverage import Content, beside_each_other, together
from litbase.claims.support.learned import chance
from litbase.claims.support.reading import Sentence, terms_of
from litbase.claims.support.weights import MARKED_FROM, MARKING
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS
from litbase.model.claim import Span

_AT_THE_EDGE = 0.8
_MOST_OF_A_NAME = 0.6
_MOST_BETWEEN_MARKS = 2
_FEWEST_LETTERS = 3  # that two words must begin with to be compared
_PART_BOUND = re.compile(
    r"[,;:()]|\s(?:and|but|which|who|where|while|when|after|before|because|with|for|as|by|in|on|at|from|to)\s"
)
_BETWEEN_NAMES = " '’s-–\"“”"
# Words that hold a sentence together: what they say is often said by other words, or by none.
_LIGHT = """
    become happen occur take place announce appear feature include involve consist comprise revolve carry cover refer
    mention know call name state say tell report describe note make get give put set use do go come begin start continue
    remain stay keep hold bring several various different certain particular general main major well thing way part kind
    type form number case fact instance reason example time event issue matter area work role result process situation
    purpose total person people member group body
"""
_OF_ORDER = frozenset(
    ("1st", "2nd", "3rd", "first", "second", "third", "one", "two", "three", "four", "five", "several", "many", "most",
     "all", "only", "over", "more", "new", "former")
)  # fmt: skip


def uncovered_words(content: Content, sentences: Sequence[Sentence], read: Sequence[int]) -> list[ClaimWord]:
    """Return the words that the sentences *read* (indices, best first) do not cover."""
    if not read or not content.words:
        return list(content.words)
    marks = [_is_uncovered(values) for values in marking_values(content, sentences, read)]
    return [word for word, is_marked in zip(content.words, with_whole_names(content, marks), strict=True) if is_marked]


def _is_uncovered(values: Sequence[float]) -> bool:
    settled = settled_mark(values)
    return chance(MARKING, values) >= MARKED_FROM if settled is None else settled


def settled_mark(values: Sequence[float]) -> bool | None:
    """Return whether a word is marked, where this needs no weighing.

    It is not if it stands in the best sentence, and it is if it stands nowhere in the source, nor one like it, and is
    more than a word that holds others together.
    """
    in_best, anywhere, is_light = values[0], values[3], values[-1]
    if in_best == 1:
        return False
    return True if not anywhere and not is_light else None


def with_whole_names(content: Content, marks: Sequence[bool]) -> list[bool]:
    """Return the marks with those of each name of several words made one: a name is covered whole or not."""
    whole = list(marks)
    for first, end in _names(content):
        if sum(whole[first:end]) >= _MOST_OF_A_NAME * (end - first):
            whole[first:end] = [True] * (end - first)
    return whole


def _names(content: Content) -> Iterator[tuple[int, int]]:
    """Yield the stretches of two or more words in capitals that nothing parts, by their indices."""
    words, claim = content.words, content.claim
    first = 0
    for index in range(1, len(words) + 1):
        is_next = (
            index < len(words)
            and claim[words[index].start].isupper()
            and claim[words[index - 1].start].isupper()
            and not claim[words[index - 1].end : words[index].start].strip(_BETWEEN_NAMES)
        )
        if not is_next:
            if index - first > 1:
                yield first, index
            first = index


def marking_values(content: Content, sentences: Sequence[Sentence], read: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Yield what the marks weigh, for each word of the claim in order."""
    standings = [content.standing(sentence) for sentence in sentences]
    best = standings[read[0]]
    joint = together(standings[index] for index in read)
    near = together(standings[max(0, read[0] - 1) : read[0] + 2])
    anywhere = together(standings)
    counts = Counter(term for standing in standings for term in standing)
    sides = beside_each_other(sentences[index] for index in read)
    held = frozenset().union(*(sentences[index].held for index in read))
    heaviest = max(content.weights.values())
    stand = [joint.get(word.term, 0.0) for word in content.words]
    mean = math.fsum(stand) / len(stand)
    parts = _parts(content)
    beside = list(pairwise([None, *(word.term for word in content.words), None]))
    for place, word in enumerate(content.words):
        around = [*stand[max(0, place - 1) : place], *stand[place + 1 : place + 2]]
        same_part = [held for at, held in enumerate(stand) if parts[at] == parts[place] and at != place]
        written = content.claim[word.start : word.end]
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
            math.fsum(same_part) / len(same_part) if same_part else _AT_THE_EDGE,
            float(not same_part),
            _begins_alike(word.term, held),
            word.rarity,
            len(written) / 10,
            float(written.casefold() in _OF_ORDER or word.term in _OF_ORDER),
            float(not anywhere.get(word.term)),
            float(word.term in light_terms()),
        )


def _parts(content: Content) -> list[int]:
    """Return, for each word, the number of the part of the sentence that it belongs to."""
    bounds = [0, *(match.start() for match in _PART_BOUND.finditer(content.claim))]
    return [max(number for number, bound in enumerate(bounds) if bound <= word.start) for word in content.words]


def _begins_alike(term: str, held: frozenset[str]) -> float:
    """Return the share of letters that *term* has in common, from the start, with the likest of the terms *held*."""
    if len(term) <= _FEWEST_LETTERS or term[0].isdigit():
        return 0.0
    alike = (other for other in held if other[:_FEWEST_LETTERS] == term[:_FEWEST_LETTERS])
    return max((Prefix.normalized_similarity(term, other) for other in alike), default=0.0)


@cache
def light_terms() -> frozenset[str]:
    """Return the terms of words that hold a sentence together and say little by themselves."""
    return frozenset(terms_of(_LIGHT, "en"))


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
    """Join marks that nothing parts but blanks and a word or two that say nothing by themselves."""
    spans: list[Span] = []
    for start, end in marked:
        if spans and (start < spans[-1][1] or _says_nothing(claim[spans[-1][1] : start])):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple(spans)


def _says_nothing(between: str) -> bool:
    words = between.split()
    return len(words) <= _MOST_BETWEEN_MARKS and all(word.casefold() in FUNCTION_WORDS for word in words)
