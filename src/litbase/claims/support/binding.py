"""How firmly each word of a claim is bound in a source: whether it stands there in the company it keeps in the claim.

A word that merely stands somewhere on the page bears nothing out; put into a true sentence, it makes a false one. Such
a word is told by its neighbours: in the source they are others. The figures worked out here are weighed by learned
weights, for which claims of which one word was changed are the counterexamples (`benchmarks/support.py`).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.support.candidates import ClaimWord
from litbase.claims.support.coverage import AKIN, SENTENCES_READ, Content, Coverage, best_sentences
from litbase.claims.support.marking import light_terms
from litbase.claims.support.reading import BEGINNING, Sentence, is_long, terms_of
from litbase.claims.vocabulary.akin_words import akin_to
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS

_REACH = 5  # words that say something, to either side in the claim, that count as a word's company
_WITHIN = 6  # such words of the source within which company must stand
_FAR = 99
_BOTH_SIDES, _ONE_SIDE = 0.25, 0.4  # company from which a word is bound on both sides, on one
_GAP = 4  # such words of the source between two neighbours, within which another may have taken a word's place
_GAP_IN_CLAIM = 2
_SUBJECT = 0.15  # share of the sentences that hold what a source is about
_FUNCTION_TERMS = frozenset(term for word in FUNCTION_WORDS for term in terms_of(word, "en"))
_PLACES = 3  # the best sentence; one beside it or among the best few; any other
_BOUNDS = 3  # on no side, one, both
_LEAST_ODDS = -5.0  # of the words that a claim of one or two has not


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place where a word stands: by position among all terms of a sentence, and by `rank` among those that tell."""

    position: int
    rank: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Hold:
    """How a word is held where it is held best: `left` and `right` by its company there, `together` by both."""

    sentence: int
    likeness: float
    left: float
    right: float
    together: float


_Spots = Mapping[int, Sequence[_Spot]]  # by the index of the sentence


@dataclass(frozen=True, slots=True)
class Bond:
    """What is weighed of one word of a claim, and the sentence that holds it best, by its index; None if none does."""

    values: tuple[float, ...]
    sentence: int | None


def bonds_of(content: Content, sentences: Sequence[Sentence]) -> list[Bond]:
    """Return for each word of the claim, in order, how *sentences* of one source bind it."""
    return list(_Binding(content, sentences).bonds())


def cover_values(coverage: Coverage, full: float, unbound: Sequence[float]) -> tuple[float, ...]:
    """Return what is weighed of a claim whose words are *unbound* by these odds, and full support has the odds *full*.

    Odds are logarithms.
    """
    worst = [*sorted(unbound, reverse=True)[:3], *([_LEAST_ODDS] * 3)][:3]
    return (*worst, math.fsum(unbound) / len(unbound), math.log1p(len(unbound)), full, *coverage.values())


class _Binding:
    """The words of one claim and where each of them stands in the sentences of one source."""

    def __init__(self, content: Content, sentences: Sequence[Sentence]) -> None:
        self.content = content
        self.sentences = sentences
        standings = [content.standing(sentence) for sentence in sentences]
        self.shares = [content.share(standing) if standing else 0.0 for standing in standings]
        self.standings = standings
        chosen = best_sentences(content, standings, most=SENTENCES_READ)
        self.best = chosen[0] if chosen else 0
        self.near = {self.best - 1, self.best + 1, *chosen} - {self.best}
        self.alike = {term: _alike(term, sentences) for term in content.weights}
        self.known = frozenset().union(*self.alike.values())
        ranks: dict[int, list[int]] = {}
        self.spots = [_spots(self.alike[word.term], word.term, sentences, ranks) for word in content.words]

    def bonds(self) -> Iterator[Bond]:
        for place, word in enumerate(self.content.words):
            hold = self._hold(place)
            values = _values(
                hold,
                place=self._place(hold),
                word=word,
                is_figure=word.term in self.content.figures,
                is_subject=len(self.spots[place]) >= _SUBJECT * len(self.sentences),
                context=self._context(word, hold),
                taken=self._taken(place),
            )
            yield Bond(values, hold.sentence if hold is not None else None)

    def _place(self, hold: _Hold | None) -> int:
        if hold is None:
            return _PLACES
        return 0 if hold.sentence == self.best else 1 if hold.sentence in self.near else 2

    def _context(self, word: ClaimWord, hold: _Hold | None) -> float:
        """Return the share of the other words that stand in the sentence in which *word* is held."""
        if hold is None:
            return 0.0
        weight, total = self.content.weights[word.term], self.content.total
        stands = self.standings[hold.sentence].get(word.term, 0.0)
        return (self.shares[hold.sentence] * total - weight * stands) / max(1e-9, total - weight)

    def _hold(self, place: int) -> _Hold | None:
        """Return where a word is held best, None where it stands nowhere; its chapter's name it is held by whole."""
        word = self.content.words[place]
        if self.sentences and word.term in self.sentences[self.best].chapter:
            return _Hold(self.best, 1.0, 1.0, 1.0, 1.0)
        holds = [
            self._hold_at(place, index, spot) for index, spots in self.spots[place].items() for spot in spots
        ]  # fmt: skip
        return max(holds, key=self._worth, default=None)

    def _worth(self, hold: _Hold) -> float:
        is_best = hold.sentence == self.best
        return hold.together + 0.2 * is_best + 0.1 * hold.likeness + 0.2 * self.shares[hold.sentence]

    def _hold_at(self, place: int, index: int, spot: _Spot) -> _Hold:
        words = self.content.words
        reached = whole = left = right = 0.0
        for other in range(max(0, place - _REACH), min(len(words), place + _REACH + 1)):
            if words[other].term == words[place].term:
                continue
            weight = 1 / abs(other - place)
            whole += weight
            kept = weight * _company(spot, self.spots[other].get(index, ()), other - place)
            reached += kept
            left, right = (max(left, kept), right) if other < place else (left, max(right, kept))
        left, right = (right if place == 0 else left), (left if place == len(words) - 1 else right)
        return _Hold(index, spot.likeness, left, right, reached / whole if whole else 0.0)

    def _taken(self, place: int) -> float:
        """Tell how far another word of the source stands where this one should, between its neighbours of the claim.

        1 if a word that the claim has not stands there, less if only others of the claim do, or nothing.
        """
        found = 0.0
        for index in (self.best, *self.near):
            before = self._neighbour(range(place - 1, max(-1, place - 1 - _GAP_IN_CLAIM), -1), index)
            after = self._neighbour(range(place + 1, min(len(self.spots), place + 1 + _GAP_IN_CLAIM)), index)
            for one in before:
                for other in after:
                    if one.position < other.position and other.rank - one.rank <= _GAP:
                        between = self.sentences[index].terms[one.position + 1 : other.position]
                        found = max(found, self._taken_by(place, between))
        return found

    def _neighbour(self, places: range, index: int) -> Sequence[_Spot]:
        return next((self.spots[place][index] for place in places if index in self.spots[place]), ())

    def _taken_by(self, place: int, between: Sequence[str]) -> float:
        told = [term for term in between if term not in _FUNCTION_TERMS]
        term = self.content.words[place].term
        if any(one == term or one in akin_to(term) for one in told):
            return 0.0
        return 1.0 if any(one not in self.known for one in told) else AKIN


def _alike(term: str, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the term with those that tell the same, and those of the source that begin alike."""
    alike = {term, *akin_to(term)}
    if is_long(term):
        holding = (one for one in sentences if term[:BEGINNING] in one.beginnings)
        alike.update(other for one in holding for other in one.held if other[:BEGINNING] == term[:BEGINNING])
    return frozenset(alike)


def _spots(alike: frozenset[str], term: str, sentences: Sequence[Sentence], ranks: dict[int, list[int]]) -> _Spots:
    """Return where a term stands, or one like it; *ranks* keeps what was counted of each sentence."""
    found: dict[int, list[_Spot]] = {}
    for index, sentence in enumerate(sentences):
        if alike.isdisjoint(sentence.held):
            continue
        if index not in ranks:
            ranks[index] = _ranks(sentence.terms)
        found[index] = [
            _Spot(position, ranks[index][position], 1.0 if other == term else AKIN)
            for position, other in enumerate(sentence.terms)
            if other in alike
        ]
    return found


def _ranks(terms: Sequence[str]) -> list[int]:
    """Return for each term how many before it say something of their own."""
    counted = [0]
    for term in terms:
        counted.append(counted[-1] + (term not in _FUNCTION_TERMS))
    return counted


def _company(spot: _Spot, others: Sequence[_Spot], apart: int) -> float:
    """Return how well a word *apart* by so many in the claim keeps its place beside *spot*: 1 if as near there."""
    distances = [
        (abs(other.rank - spot.rank) + ((other.position < spot.position) != (apart < 0)), -other.likeness)
        for other in others
        if other.position != spot.position
    ]
    distance, likeness = min(distances, default=(_FAR, 0.0))
    if distance > _WITHIN:
        return 0.0
    further = distance - abs(apart)
    return -likeness * (1.0 if further <= 1 else 0.6 if further <= 3 else 0.3)


def _values(
    hold: _Hold | None,
    *,
    place: int,
    word: ClaimWord,
    is_figure: bool,
    is_subject: bool,
    context: float,
    taken: float,
) -> tuple[float, ...]:
    held = hold or _Hold(0, 0.0, 0.0, 0.0, 0.0)
    sides = sorted((held.left, held.right))
    bound = 2 if sides[0] >= _BOTH_SIDES else 1 if sides[1] >= _ONE_SIDE else 0
    is_exact = held.likeness == 1
    cell = (place * 2 + (not is_exact)) * _BOUNDS + bound
    is_off, is_weak = place > 0, sides[1] < _ONE_SIDE
    is_light = word.term in light_terms()
    return (
        *(float(hold is not None and cell == number) for number in range(_PLACES * 2 * _BOUNDS)),
        held.together,
        held.together * is_off,
        *sides,
        float(is_figure),
        float(word.is_name),
        float(is_figure and is_off),
        float(word.is_name and is_subject),
        context,
        context * is_off,
        float(taken == 1),
        float(taken == AKIN),
        float(is_light),
        float(is_light and is_off),
        float(is_light and hold is None),
        float(is_weak and is_off and is_exact and not is_light),
        float(is_weak and is_off and word.is_name),
        float(is_weak and is_figure),
    )
