"""Whether a few sentences say all that a claim says, as surely as it says it: by rule, for what must never be wrong.

Every word that says something must stand there; nothing here forgives one. A claim that says it in the source's own
words must keep their order, and each further sentence must stand beside it and bear a part of the claim, not one word
that stands there by chance. What a claim of other words loses or swaps cannot all be seen this way, so little is called
supported.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set

from rapidfuzz.distance import LCSseq

from litbase.claims.candidates import ClaimWord
from litbase.claims.clashing import clashes, is_as_sure
from litbase.claims.coverage import Content, best_sentences
from litbase.claims.equality import is_equal
from litbase.claims.function_words import FUNCTION_WORDS
from litbase.claims.quantities import read_values
from litbase.claims.reading import Sentence, terms_of

_FEWEST_WORDS = 5
_OWN_WORDS = 0.75  # share of a claim's words that stand in one sentence, in order, from which it repeats that sentence
_REPEATED = 0.95  # how far a repeated sentence must keep the order
_RETOLD = 0.8  # and one told in other words
_ADDED = 2  # words that a further sentence must add
_NEIGHBOURS = 2  # sentences before and after the closest one
_SHARED = 3  # or share with the claim, if it adds one
_ELSEWHEN = re.compile(
    r"\b(?:the same|that|the following|the next|the previous|later that) (?:year|month|day|week|season|night|time)\b"
    r"|\b(?:today|currently|now|recently|yesterday|ago)\b",
    re.I,
)
_LEADERS = re.compile(r"(?:\. ?){5}|(?:[…·] ?){3}")  # of a table of contents, which says nothing but where things stand
# Words that a claim may have where the source has others of their kind: they name nothing and turn nothing.
_FREE = frozenset(
    re.findall(
        r"\w+",
        """a an the and of in on at by for from to into with as that this these those it its he him his she her hers
        they them their theirs who whom whose which is are was were be been being has have had having do does did s
        also""",
    )
)
# Function words on which a claim may turn all the same.
_TURNING = frozenset(
    re.findall(
        r"\w+",
        """against like over off out down up toward towards should must might may could can would much many other same
        own however instead else any each while although though whereas if or but""",
    )
)
_LOOSE = _FREE | (FUNCTION_WORDS - _TURNING)


def covering_sentences(
    content: Content, words: Sequence[ClaimWord], sentences: Sequence[Sentence], texts: Sequence[str]
) -> tuple[int, ...]:
    """Return the indices of the few *sentences* that hold all that a claim of these *words* says, () if none do.

    *sentences*, written as *texts*, are those of one page, in order. What is put together from places far apart nobody
    said: the closest sentence and its neighbours must do.
    """
    if len(content.weights) < _FEWEST_WORDS or _ELSEWHEN.search(content.claim):
        return ()
    exact = [dict.fromkeys(content.weights.keys() & sentence.held, 1.0) for sentence in sentences]
    closest = next(iter(best_sentences(content, exact, most=1)), None)
    if closest is None:
        return ()
    first = max(closest - _NEIGHBOURS, 0)
    near = best_sentences(content, exact[first : closest + _NEIGHBOURS + 1])
    chosen = tuple(first + index for index in near)
    is_covered = _is_covered(content, words, [sentences[index] for index in chosen], texts[closest])
    return chosen if is_covered else ()


def _is_covered(content: Content, words: Sequence[ClaimWord], read: Sequence[Sentence], closest: str) -> bool:
    """Tell whether the sentences *read*, of which the first is written as *closest*, hold all of the claim."""
    terms = [word.term for word in words]
    is_repeated = LCSseq.similarity(terms, read[0].terms) >= _OWN_WORDS * len(terms)
    if not _is_all_there(content, words, read[:1] if is_repeated else read, free=_FREE if is_repeated else _LOOSE):
        return False
    if _has_another_figure(content.claim, closest) or _LEADERS.search(closest):
        return False
    least = _REPEATED if is_repeated or len(read) == 1 else _RETOLD
    return (
        is_as_sure(content.claim, closest)
        and not clashes(content.claim, closest)
        and _order(content, read[0]) >= least
        and _is_borne(content, [content.weights.keys() & sentence.held for sentence in read])
        and all(_stands_whole(run, read) for run in _runs(content))
    )


def _has_another_figure(claim: str, closest: str) -> bool:
    """Tell whether either has a figure that the other lacks: one may have been put in the place of the other.

    Those count too that agree with a figure of the source: it may be the figure of another sentence.
    """
    ours, theirs = read_values(claim), read_values(closest)
    own = {one.kind for one in ours if not any(is_equal(one, other) for other in theirs)}
    return _has_another_number(claim, closest) or any(
        other.kind in own and not any(is_equal(one, other) for one in ours) for other in theirs
    )


def _has_another_number(claim: str, closest: str) -> bool:
    """Tell the same of bare numbers, of those too that are no figures."""
    ours, theirs = (Counter(term for term in terms_of(side, "en") if term[0].isdigit()) for side in (claim, closest))
    return bool(ours - theirs) and bool(theirs - ours)


def _is_all_there(content: Content, words: Sequence[ClaimWord], read: Sequence[Sentence], *, free: Set[str]) -> bool:
    """Tell whether every word stands there, as often as the claim has it; those that are *free* need not."""
    weighty = {word.start for word in content.words}
    said = Counter(
        word.term
        for word in words
        if word.start in weighty or content.claim[word.start : word.end].casefold() not in free
    )
    return not said - Counter(term for sentence in read for term in sentence.terms)


def _order(content: Content, closest: Sentence) -> float:
    """Return how far the words that stand in the closest sentence stand there in order: who did what to whom."""
    there = [word.term for word in content.words if word.term in closest.held]
    return LCSseq.similarity(there, closest.terms) / len(there)


def _is_borne(content: Content, held: Sequence[Set[str]]) -> bool:
    """Tell whether each further sentence bears a part of the claim."""
    left = set(content.weights) - held[0]
    for terms in held[1:]:
        added = left & terms
        if len(added) < _ADDED and len(terms) < _SHARED:
            return False
        left -= added
    return True


def _runs(content: Content) -> list[tuple[str, ...]]:
    """Return the names and dates of several words ("Fishers' Union", "29 April 2014")."""
    runs: list[list[ClaimWord]] = []
    for word in content.words:
        is_part = word.is_name or word.term in content.figures
        is_next = bool(runs and runs[-1]) and not content.claim[runs[-1][-1].end : word.start].strip(" ,.")
        if is_part and is_next:
            runs[-1].append(word)
        else:
            runs.append([word] if is_part else [])
    return [tuple(word.term for word in run) for run in runs if len(run) > 1]


def _stands_whole(run: tuple[str, ...], read: Sequence[Sentence]) -> bool:
    length = len(run)
    return any(
        run == sentence.terms[at : at + length] for sentence in read for at in range(len(sentence.terms) - length + 1)
    )
