"""Whether a few sentences say all that a claim says, as surely as it says it: strictly, for what must never be wrong.

A claim that says it in a sentence's own words must keep all of them and their order. One that tells it in other words
must have each of its words bound by the company it keeps there (`binding`), by learned weights for which altered claims
were the counterexamples. Either way negations, hedges, words that narrow and words of direction must agree.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from litbase.claims.figures.equality import is_equal
from litbase.claims.figures.quantities import read_quantities, read_values
from litbase.claims.figures.quantity import Kind
from litbase.claims.support.binding import Bond, bonds_of, cover_values
from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.clashing import clashes, is_as_sure
from litbase.claims.support.coverage import Content, Coverage, best_sentences
from litbase.claims.support.learned import chance, chance_of, odds
from litbase.claims.support.reading import Sentence, terms_of
from litbase.claims.support.supplanted import is_name_supplanted, is_set_apart_in_chapter
from litbase.claims.support.weights import BINDING, COVERED, COVERED_FROM, PARTIAL_BELOW, SUPPORT, UNBOUND_FROM

_FEWEST_WORDS = 5
_OWN_WORDS = 0.75  # share of a claim's words that stand in one sentence, in order, from which it repeats that sentence
_REPEATED = 0.95  # how far a repeated sentence must keep the order
_RETOLD = 0.8  # and the closest of several
_ELSEWHEN = re.compile(
    r"\b(?:the same|that|the following|the next|the previous|later that) (?:year|month|day|week|season|night|time)\b"
    r"|\b(?:recently|yesterday|ago)\b",
    re.I,
)
_NOW = re.compile(r"\b(?:today|currently|now)\b", re.I)
_AT_PRESENT = re.compile(r"\b(?:today|current(?:ly)?|now|present(?:ly)?)\b", re.I)
_NARROWING = re.compile(r"\b(?:only|nearly|almost|hardly|partly|mostly|largely|mainly)\b", re.I)
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
    re.findall(r"\w+", "against toward towards off however instead else should must might may could can if or each any")
)


def covering_sentences(
    content: Content,
    words: Sequence[ClaimWord],
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    *,
    coverage: Coverage,
) -> tuple[int, ...]:
    """Return the indices of the few *sentences* that say all that a claim of these *words* says, () if none surely do.

    *sentences*, written as *texts*, are those of a few neighbouring pages, in order: what is put together from places
    far apart nobody said. *coverage* is that by the whole source. The sentence that holds most of it comes first.
    """
    if settled_by_rule(content, words, sentences, texts) is False:
        return ()
    repeated = _repeated(words, sentences)
    if repeated is not None:
        return (repeated,)
    full = odds(SUPPORT, coverage.values())
    bonds = bonds_of(content, sentences) if chance_of(full) >= PARTIAL_BELOW else []
    unbound = [odds(BINDING, bond.values) for bond in bonds]
    if not bonds or max(map(chance_of, unbound)) >= UNBOUND_FROM:
        return ()
    if chance(COVERED, cover_values(coverage, full, unbound)) < COVERED_FROM:
        return ()
    holding = _holding(content, sentences, bonds)
    read = [texts[index] for index in holding]
    if is_name_supplanted(content.claim, read) or is_set_apart_in_chapter(content.claim, sentences):
        return ()
    is_so = all(
        _says_it_so(content.claim, text) and not _tells_another_of_the_year(content.claim, text) for text in read
    )
    return holding if is_so else ()


def _holding(content: Content, sentences: Sequence[Sentence], bonds: Sequence[Bond]) -> tuple[int, ...]:
    """Return the sentences that hold most of the words, and those that hold one which does not stand in them."""
    held = list(zip(content.words, (bond.sentence for bond in bonds), strict=True))
    kept: list[int] = []
    standing: set[str] = set()
    for index, _ in Counter(sentence for _, sentence in held if sentence is not None).most_common():
        if any(sentence == index and word.term not in standing for word, sentence in held):
            kept.append(index)
            standing.update(content.standing(sentences[index]))
    return tuple(kept)


def settled_by_rule(
    content: Content, words: Sequence[ClaimWord], sentences: Sequence[Sentence], texts: Sequence[str]
) -> bool | None:
    """Tell whether neighbouring *sentences* surely say all of a claim, or surely not; None where weights must tell."""
    if len(content.weights) < _FEWEST_WORDS or _ELSEWHEN.search(content.claim):
        return False
    repeated = _repeated(words, sentences)
    if repeated is not None:
        return _repeats(content, words, sentences[repeated], texts[repeated])
    chosen = best_sentences(content, [content.standing(sentence) for sentence in sentences])
    if not chosen or not _turns_alike(content.claim, words, [sentences[index] for index in chosen]):
        return False
    if not _keeps_roles(content, sentences[chosen[0]]):
        return False
    if not all(_stands_together(*pair, sentences) for run in _runs(content) for pair in pairwise(run)):
        return False
    is_dated = _NOW.search(content.claim) is None or any(_AT_PRESENT.search(texts[index]) for index in chosen)
    return None if is_dated and _says_it_so(content.claim, texts[chosen[0]]) else False


def _repeated(words: Sequence[ClaimWord], sentences: Sequence[Sentence]) -> int | None:
    """Return the sentence in whose own words the claim is, None if there is none."""
    terms = [word.term for word in words]
    said, least = Counter(terms), _OWN_WORDS * len(terms)
    likely = (
        index
        for index, sentence in enumerate(sentences)
        if sum(count for term, count in said.items() if term in sentence.held) >= least
    )
    kept = {index: LCSseq.similarity(terms, sentences[index].terms) for index in likely}
    best = max(kept, key=kept.__getitem__, default=None)
    return best if best is not None and kept[best] >= least else None


def _turns_alike(claim: str, words: Sequence[ClaimWord], read: Sequence[Sentence]) -> bool:
    """Tell whether the function words on which a claim may turn stand in the sentences too."""
    return all(
        any(word.term in sentence.held for sentence in read)
        for word in words
        if claim[word.start : word.end].casefold() in _TURNING
    )


def _repeats(content: Content, words: Sequence[ClaimWord], closest: Sentence, text: str) -> bool:
    """Tell whether a claim in a sentence's own words has kept all of them, and their order."""
    return (
        _is_all_there(content, words, closest)
        and not _has_another_figure(content.claim, text)
        and _says_it_so(content.claim, text)
        and _order(content, closest) >= _REPEATED
        and all(_stands_whole(run, closest) for run in _runs(content))
    )


def _says_it_so(claim: str, closest: str) -> bool:
    """Tell whether the claim says it as surely as the passage, as narrowly, of the same year, and not the opposite."""
    narrowed, narrowed_there = (Counter(map(str.casefold, _NARROWING.findall(side))) for side in (claim, closest))
    return (
        not _LEADERS.search(closest)
        and not narrowed_there - narrowed
        and is_as_sure(claim, closest)
        and not clashes(claim, closest)
        and not _tells_another_of_the_year(claim, closest)
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


def _tells_another_of_the_year(claim: str, text: str) -> bool:
    """Tell whether *text* gives a figure of the claim's year that it lacks itself: "131, compared with 47 in 2021"."""
    ours, theirs = read_quantities(claim), read_quantities(text)
    years = {int(one.value) for one in ours if one.kind is Kind.YEAR}
    return any(
        other.kind is not Kind.YEAR and other.year in years and not any(is_equal(one, other) for one in ours)
        for other in theirs
    )


def _has_another_number(claim: str, closest: str) -> bool:
    """Tell the same of bare numbers, of those too that are no figures."""
    ours, theirs = (Counter(term for term in terms_of(side, "en") if term[0].isdigit()) for side in (claim, closest))
    return bool(ours - theirs) and bool(theirs - ours)


def _is_all_there(content: Content, words: Sequence[ClaimWord], closest: Sentence) -> bool:
    """Tell whether every word stands there, as often as the claim has it, but for those that are free."""
    weighty = {word.start for word in content.words}
    said = Counter(
        word.term
        for word in words
        if word.start in weighty or content.claim[word.start : word.end].casefold() not in _FREE
    )
    return not said - Counter(closest.terms)


def _keeps_roles(content: Content, closest: Sentence) -> bool:
    """Tell whether the words keep their order, and so who did what to whom; with no other sentence, nearly all do."""
    if not any(word.term in closest.held for word in content.words):
        return False
    is_whole = content.standing(closest).keys() >= content.weights.keys()
    return _order(content, closest) >= (_REPEATED if is_whole else _RETOLD)


def _order(content: Content, closest: Sentence) -> float:
    """Return how far the words that stand in the closest sentence stand there in order: who did what to whom."""
    there = [word.term for word in content.words if word.term in closest.held]
    return LCSseq.similarity(there, closest.terms) / len(there)


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


def _stands_together(one: str, other: str, sentences: Sequence[Sentence]) -> bool:
    """Tell whether two parts of a name or date stand together in a sentence; those of a date in either order."""
    is_dated = one[0].isdigit() or other[0].isdigit()
    pairs = [(one, other), (other, one)] if is_dated else [(one, other)]
    return any(
        pair in zip(sentence.terms, sentence.terms[step:], strict=False)
        for sentence in sentences
        if one in sentence.held and other in sentence.held
        for step in (1, 2)
        for pair in pairs
    )


def _stands_whole(run: tuple[str, ...], closest: Sentence) -> bool:
    length = len(run)
    return any(run == closest.terms[at : at + length] for at in range(len(closest.terms) - length + 1))
