"""From a query as typed to what the index is asked, and to what is marked in the snippets."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from litbase.errors import QueryError
from litbase.search.analysis import analyzer, is_paired
from litbase.search.matching import (
    COUNTRY,
    SECTION,
    TERMS,
    WORDS,
    All,
    AnyOf,
    Begins,
    Close,
    Every,
    Filter,
    FromSources,
    InOrder,
    Lift,
    Match,
    Near,
    Some,
    Spelt,
)
from litbase.search.query import ON_PAGES, And, Fuzzy, Leaf, Not, Or, Phrase, Prefix, Query, Word, Years, leaves
from litbase.search.wanted import Wanted

_PHRASED = 4  # characters of a script without spaces that are looked for as one word; longer runs pair by pair
_NEAREST = 5  # words in a proximity search; more would make too many orders
_MOST_ORDERS = 1_000_000  # orders of words, each looked for on each page that holds them all: about two seconds
MORE_WORDS = 6.0
"""What each part of an "or" adds to the score, so that pages with more of the parts come first."""

_COMMON = 0.5  # of all pages; words on more of them are marked only if nothing else is
_FEW_PAGES = 20
_MOST_PAIRED = 8  # words of a query for which closeness is weighed
_DISTANCE = 6  # words between two that are said to stand together
_TOGETHER = 0.5  # of the rarity of both words
_SELDOM = 0.1  # of the pages with the most usual form of a word; closeness to a form on fewer is not weighed
_APOSTROPHES = "'’ʼ＇"


Sources = Callable[[Leaf], frozenset[int]]
"""From a leaf about metadata to the identifiers of the sources it is true of."""

Variants = Callable[[str], tuple[str, ...]]


def variants(
    word: str, languages: Iterable[str | None], respelt: Callable[[Sequence[str]], Sequence[str]]
) -> tuple[str, ...]:
    """Return the terms *word* (folded or not) may be indexed as, in any of *languages*, itself first."""
    found = {term: None for language in (None, *languages) for term, _, _, _ in analyzer(language).places(word)}
    return tuple(dict.fromkeys((*found, *respelt(tuple(found)))))


def essential(word: str, language: str | None) -> list[str]:
    """Return the terms of one typed word, without the single letters around an apostrophe: women's, l'homme."""
    terms = [place[0] for place in analyzer(language).places(word)]
    if len(terms) > 1 and any(mark in word for mark in _APOSTROPHES):
        while len(terms) > 1 and len(terms[0]) == 1:
            terms.pop(0)
        while len(terms) > 1 and len(terms[-1]) == 1:
            terms.pop()
    return terms


def is_about_pages(query: Query) -> bool:
    """Say whether *query* asks for anything that stands on pages."""
    return any(isinstance(leaf, Years) is False and _field(leaf) in (None, *ON_PAGES) for leaf in leaves(query))


def relaxed(query: Query) -> Query | None:
    """Return *query* with any of its words enough, filters and exclusions kept; None if it cannot be relaxed."""
    if isinstance(query, And) and query.typed:
        return None
    parts = query.parts if isinstance(query, And) else (query,)
    words = tuple(part for part in parts if not isinstance(part, Not) and is_about_text(part))
    enough = tuple(piece for word in words for piece in _pieces(word))
    if len(enough) < 2:
        return None
    kept = tuple(part for part in parts if part not in words)
    return And((Or(enough), *kept)) if kept else Or(enough)


def _pieces(query: Query) -> tuple[Query, ...]:
    """Cut a long run of a script without spaces into its pairs of characters, any of which may do."""
    if not isinstance(query, Word) or not is_paired(query.text):
        return (query,)
    runs = [run for run, paired in _stretches(query.text) if paired]
    if all(len(run) <= _PHRASED for run in runs):
        return (query,)
    return tuple(Word(pair, query.start, query.end) for run in runs for pair in run)


def is_plain(query: Query) -> bool:
    """Say whether *query* asks for words that belong together: all of them or any, none in place of another."""
    parts = query.parts if isinstance(query, And) else (query,)
    asked = tuple(part for part in parts if not isinstance(part, Not) and is_about_text(part))
    inner = asked[0].parts if len(asked) == 1 and isinstance(asked[0], Or) else asked
    return all(isinstance(part, Word | Phrase | Prefix | Fuzzy) for part in inner)


def is_about_text(query: Query) -> bool:
    """Say whether every leaf of *query* asks for words of the text."""
    return all(not isinstance(leaf, Years) and _field(leaf) is None for leaf in leaves(query))


def typed_words(query: Query) -> tuple[str, ...]:
    """Return the words of *query* as they were typed one after another, () if other than that is asked of the text."""
    parts = query.parts if isinstance(query, And) else (query,)
    asked = [part for part in parts if not isinstance(part, Not) and is_about_text(part)]
    words = [part.text for part in asked if isinstance(part, Word)]
    return tuple(words) if len(words) == len(asked) else ()


def _field(leaf: Leaf) -> str | None:
    return "year" if isinstance(leaf, Years) else leaf.field


@dataclass(slots=True)
class Planner:
    """Turn a parsed query into a match; `wanted` gathers what to mark, `unknown` the words to look up for spelling."""

    query: str
    languages: Sequence[str | None]
    variants: Variants
    sources: Sources
    frequency: Callable[[str], int]
    count: Callable[[Match], int]  # of the pages that match
    pages: int
    wanted: Wanted = field(default_factory=Wanted)
    single: list[tuple[Word, tuple[str, ...]]] = field(default_factory=list)

    def plan(self, query: Query) -> Match:
        match query:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._some(parts)
            case Not(part):
                return All((Every(),), (self._unmarked(part),))
            case Years():
                return FromSources(self.sources(query))
            case _ if query.field in ON_PAGES:
                return Filter(self._on_page(query))
            case _ if query.field is not None:
                return FromSources(self.sources(query))
            case Word():
                return self._word(query)
            case Phrase():
                return self._phrase(query)
            case Prefix():
                return self._prefix(query)
            case Fuzzy():
                return self._fuzzy(query)

    def spare_common_words(self) -> None:
        """Leave words of nearly every page unmarked where something rarer was asked for too."""
        most = max(_COMMON * self.pages, _FEW_PAGES)
        common = {term for _, terms in self.single for term in terms if max(map(self.frequency, terms)) > most}
        if common and (common < self.wanted.terms.keys() or self.wanted.is_about_more_than_terms):
            self.wanted.terms = {term: group for term, group in self.wanted.terms.items() if term not in common}

    def _all(self, parts: Sequence[Query]) -> Match:
        known = len(self.single)
        asked = tuple(dict.fromkeys(self.plan(part) for part in parts if not isinstance(part, Not)))
        without = tuple(dict.fromkeys(self._unmarked(part.part) for part in parts if isinstance(part, Not)))
        close = self._close([terms for word, terms in self.single[known:] if word in parts])
        return All(asked or (Every(),), without, close) if without or len(asked) != 1 else asked[0]

    def _some(self, parts: Sequence[Query]) -> Match:
        known = len(self.single)
        asked = tuple(dict.fromkeys(map(self.plan, parts)))
        close = self._close([terms for word, terms in self.single[known:] if word in parts])
        return All((Some(asked),), better=(*close, *(Lift(part, MORE_WORDS) for part in asked)))

    def _close(self, words: Sequence[tuple[str, ...]]) -> tuple[Close, ...]:
        """Ask for words typed next to each other to stand together on the page too."""
        words = list(dict.fromkeys(words))
        if len(words) > _MOST_PAIRED:
            return ()
        counted = [sorted(((self.frequency(term), term) for term in terms), reverse=True) for terms in words]
        usual = [[found for found in terms[:2] if found[0] > _SELDOM * terms[0][0]] for terms in counted]
        together: list[Close] = []
        for terms, others in pairwise(usual):
            pairs = tuple((one, other) for _, one in terms for _, other in others if one != other)
            if pairs:
                weight = _TOGETHER * (self._rarity(terms[0][0]) + self._rarity(others[0][0]))
                together.append(Close(TERMS, pairs, _DISTANCE, weight))
        return tuple(together)

    def _rarity(self, holding: int) -> float:
        return math.log(1 + (max(self.pages - holding, 0) + 0.5) / (holding + 0.5))

    def _unmarked(self, query: Query) -> Match:
        return replace(self, wanted=Wanted(), single=[]).plan(query)

    def _word(self, leaf: Word) -> Match:
        if is_paired(leaf.text):
            return self._paired(leaf.text)
        words = essential(leaf.text, None)
        group = self.wanted.next_group()
        if not words:
            return Every()
        if len(words) == 1:
            terms = self.variants(words[0])
            self.wanted.terms.update(dict.fromkeys(terms, group))
            self.wanted.holding[group] = max(map(self.frequency, terms))
            self.single.append((leaf, terms))
            return AnyOf(TERMS, terms)
        found = {tuple(essential(leaf.text, language)) for language in (None, *self.languages)}
        self.wanted.term_sequences.update(dict.fromkeys(found, group))
        return Some(tuple(InOrder(TERMS, terms) for terms in sorted(found)))

    def _paired(self, text: str) -> Match:
        """Match writing without spaces: short runs as one word, long ones by all of their pairs."""
        parts: list[Match] = []
        for stretch, paired in _stretches(text):
            if not paired or len(stretch) > _PHRASED:
                parts += [self._pair(pair) for pair in stretch]
                continue
            group = self.wanted.next_group()
            if len(stretch) == 1 and len(stretch[0]) == 1:
                self.wanted.prefixes[stretch[0]] = group
                parts.append(Begins(WORDS, stretch[0]))
            else:
                parts.append(self._sequence(stretch, group))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _pair(self, pair: str) -> Match:
        group = self.wanted.next_group()
        self.wanted.words[pair] = group
        self.wanted.holding[group] = self.frequency(pair)
        return AnyOf(WORDS, (pair,))

    def _sequence(self, words: Sequence[str], group: int) -> Match:
        if len(words) == 1:
            self.wanted.words[words[0]] = group
            return AnyOf(WORDS, (words[0],))
        self.wanted.word_sequences[tuple(words)] = group
        return InOrder(WORDS, tuple(words))

    def _phrase(self, leaf: Phrase) -> Match:
        words = [place[1] for place in analyzer(None).places(leaf.text)]
        if is_paired(leaf.text) and len(words) > 1 and len(words[-1]) == 1 and is_paired(words[-1]):
            words.pop()
        if leaf.distance is None or len(set(words)) < 2 or is_paired(leaf.text):
            return self._sequence(words, self.wanted.next_group()) if words else Every()
        if len(set(words)) > _NEAREST:
            raise QueryError(
                f"a proximity search takes up to {_NEAREST} words", self.query, leaf.start, "leave some words out"
            )
        return self._near(leaf, leaf.distance)

    def _near(self, leaf: Phrase, distance: int) -> Match:
        group = self.wanted.next_group()
        found: dict[tuple[str, ...], None] = {}
        for language in (None, *self.languages):
            terms = tuple(dict.fromkeys(term for term, _, _, _ in analyzer(language).places(leaf.text)))
            self.wanted.terms.update(dict.fromkeys(terms, group))
            found[terms] = None
            if self._is_endless(terms):
                said = f"nearly every page holds these {len(terms)} words, in too many orders to look for"
                raise QueryError(said, self.query, leaf.start, "leave some of the common words out")
        return Some(tuple(Near(TERMS, terms, distance) if len(terms) > 1 else AnyOf(TERMS, terms) for terms in found))

    def _is_endless(self, terms: Sequence[str]) -> bool:
        """Say whether to look for *terms* in each of their orders would take too long."""
        most = _MOST_ORDERS // math.factorial(len(terms))
        return min(map(self.frequency, terms), default=0) > most and (
            self.count(All(tuple(AnyOf(TERMS, (term,)) for term in terms))) > most
        )

    def _prefix(self, leaf: Prefix) -> Match:
        *whole, last = [place[1] for place in analyzer(None).places(leaf.text)]
        group = self.wanted.next_group()
        self.wanted.prefixes[last] = group
        parts: list[Match] = [self._word(Word(word, leaf.start, leaf.end)) for word in whole]
        return All((*parts, Begins(WORDS, last))) if parts else Begins(WORDS, last)

    def _fuzzy(self, leaf: Fuzzy) -> Match:
        words = [place[1] for place in analyzer(None).places(leaf.text)]
        if len(words) != 1 or leaf.distance == 0:
            return self._word(Word(leaf.text, leaf.start, leaf.end))
        self.wanted.spelt[words[0], leaf.distance] = self.wanted.next_group()
        return Spelt(WORDS, words[0], leaf.distance)

    def _on_page(self, leaf: Word | Phrase | Prefix | Fuzzy) -> Match:
        place = SECTION if leaf.field == "section" else COUNTRY
        words = [found[1] for found in analyzer(None).places(leaf.text)]
        if is_paired(leaf.text) and len(words) > 1:
            words.pop()
        self.wanted.places.append((place, tuple(words)))
        match leaf:
            case Prefix():
                parts = tuple(AnyOf(place, (word,)) for word in words[:-1])
                return All((*parts, Begins(place, words[-1])))
            case Fuzzy(distance=distance) if distance and len(words) == 1:
                return Spelt(place, words[0], distance)
            case _ if len(words) == 1:
                return AnyOf(place, tuple(words))
            case _:
                return InOrder(place, tuple(words))


def _stretches(text: str) -> Iterator[tuple[list[str], bool]]:
    """Cut the words of *text* into unbroken stretches of pairs, each with its trailing single dropped, and others."""
    stretch: list[str] = []
    for _, word, _, _ in analyzer(None).places(text):
        if not is_paired(word):
            yield [word], False
            continue
        stretch.append(word)
        if len(word) == 1:
            yield (stretch[:-1] or stretch), True
            stretch = []
    if stretch:
        yield stretch, True
