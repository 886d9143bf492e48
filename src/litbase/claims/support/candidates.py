"""Passages that may bear a claim out: the index proposes pages, the claim's rare words choose sentences on them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from litbase.claims.support.listings import is_listing
from litbase.claims.support.reading import PageReader, Sentence, chapter_terms, terms_of
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS
from litbase.claims.vocabulary.same_words import same_word
from litbase.model.claim import Span
from litbase.model.page import Page
from litbase.search.analysis import Token, tokens
from litbase.sources.page_store import StoredSource

_PAGES_READ = 24
_LONGEST_WINDOW = 3  # sentences
_COST_OF_LENGTH = 0.03  # coverage that one more sentence must add to be worth showing
_LEAST_COVERAGE = 0.05
_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b[A-Z][\w’'-]+|\b[A-Z]{2,}\b")
_NAME_WEIGHT = 1.25
_LEAST_RARITY = 0.02
# A word counts as rare as the library says, to which so many pages are added that hold it as pages usually do: in a
# library of few pages, what stands on one of them is not yet common.
_PAGES_ADDED = 30
_USUAL = 0.02
_USUAL_OF_FUNCTION_WORDS = 0.5


class PassageIndex(Protocol):
    """What claim tracing asks of the page index."""

    def passages(
        self, text: str | Iterable[str], *, sha256s: Sequence[str] | None = None, limit: int = 50
    ) -> list[tuple[str, int, float]]:
        """Return (sha256, page number, score) of the pages that share most with *text*, best first."""
        ...

    def document_frequency(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return how many pages hold each of *terms*, which are terms as indexed."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimWord:
    """A word of the claim: its term, one for all its forms, and its offsets in the claim.

    `rarity` tells how rare it is in the library, evened out so that libraries of any size compare. What `names_source`
    says whose words they are, and is neither borne out by them nor left open.
    """

    term: str
    start: int
    end: int
    rarity: float
    is_name: bool = False
    names_source: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Neighbouring sentences of one page that share words with the claim; `coverage` is their share by weight."""

    source: StoredSource
    page: Page
    start: int
    end: int
    coverage: float

    @property
    def text(self) -> str:
        return self.page.text[self.start : self.end]


class ClaimWords:
    """The words of one claim, weighted by rarity, as each language of the library stems them."""

    def __init__(self, claim: str, *, index: PassageIndex, pages: int, naming: Sequence[Span] = ()) -> None:
        """*pages* counts all that *index* holds; *naming*: where the claim names the works it cites."""
        self.claim = claim
        self.naming = naming
        self._index = index
        self._pages = pages
        self._names = {(match.start(), match.end()) for match in _NAME.finditer(claim)}
        self._by_language: dict[str | None, tuple[ClaimWord, ...]] = {}

    def read_as(self, language: str | None) -> tuple[ClaimWord, ...]:
        """Return the words of the claim as a page in *language* would hold them."""
        if language not in self._by_language:
            found = list(tokens(self.claim, language))
            counts = self._index.document_frequency({token.term for token in found})
            self._by_language[language] = tuple(self._weighed(token, language, counts[token.term]) for token in found)
        return self._by_language[language]

    def saying(self, language: str | None) -> Sequence[ClaimWord]:
        """Return the words that say something of the matter, not whose words they are."""
        return [word for word in self.read_as(language) if not word.names_source]

    def coverage(self, candidate: "Candidate", *, without: Sequence[tuple[int, int]] = ()) -> float:
        """Return the share of the words, by weight, that *candidate* covers, those inside the spans left out.

        The name of the country chapter that it stands in is covered, wherever the chapter says it.
        """
        language = candidate.source.language
        held = {*terms_of(candidate.text, language), *chapter_terms(candidate.page, candidate.start, language)}
        words = [w for w in self.saying(language) if not any(a <= w.start and w.end <= b for a, b in without)]
        total = sum(word.rarity for word in words)
        return sum(word.rarity for word in words if word.term in held) / total if total else 0.0

    def _weighed(self, token: Token, language: str | None, frequency: int) -> ClaimWord:
        is_name = any(first <= token.start and token.end <= last for first, last in self._names)
        usual = _USUAL_OF_FUNCTION_WORDS if token.word in FUNCTION_WORDS else _USUAL
        rarity = math.log((self._pages + _PAGES_ADDED) / (frequency + _PAGES_ADDED * usual + 0.5))
        return ClaimWord(
            same_word(token.term, language),
            token.start,
            token.end,
            rarity=max(rarity, _LEAST_RARITY) * (_NAME_WEIGHT if is_name else 1.0),
            is_name=is_name,
            names_source=any(first <= token.start and token.end <= last for first, last in self.naming),
        )


def find_candidates(
    words: ClaimWords,
    *,
    index: PassageIndex,
    reader: PageReader,
    sources: Mapping[str, StoredSource],
    within: bool,
    most: int = _PAGES_READ,
) -> list[Candidate]:
    """Return the passages of *sources* (by SHA-256) that cover the claim best, at most one a page, best first.

    *most*: how many of the pages that the index proposes are read.
    """
    sha256s = list(sources) if within else None
    found: list[Candidate] = []
    for sha256, number, _ in index.passages(words.claim, sha256s=sha256s, limit=most):
        source = sources.get(sha256)
        page = reader.page(source, number) if source is not None else None
        if page is not None and source is not None:
            best = best_window(words, source, page, reader=reader)
            found += [best] if best is not None and not is_listing(page, best.start, best.end) else []
    found.sort(key=lambda candidate: -candidate.coverage)
    return found


def best_window(words: ClaimWords, source: StoredSource, page: Page, *, reader: PageReader) -> Candidate | None:
    """Return the one to three neighbouring sentences of *page* that cover the claim best, None if none covers any."""
    rarities: dict[str, float] = {}
    for word in words.saying(source.language):
        rarities[word.term] = max(rarities.get(word.term, 0.0), word.rarity)
    total = math.fsum(rarities.values())
    if not total:
        return None
    best: tuple[float, float, int, int] | None = None
    for start, end, terms, count in _windows(reader.sentences(source, page), rarities):
        coverage = math.fsum([rarities[term] for term in terms]) / total  # exact: the order of a set is no order
        worth = coverage - _COST_OF_LENGTH * (count - 1)
        if coverage >= _LEAST_COVERAGE and (best is None or worth > best[0]):
            best = worth, coverage, start, end
    return None if best is None else Candidate(source, page, best[2], best[3], best[1])


def _windows(sentences: Sequence[Sentence], weights: Mapping[str, float]) -> Iterator[tuple[int, int, Set[str], int]]:
    """Yield (start, end, terms of the claim inside, number of sentences) for every run of a few sentences."""
    wanted = frozenset(weights)
    held = [wanted & sentence.held for sentence in sentences]
    for first, terms in enumerate(held):
        if not terms:
            continue
        joined: Set[str] = set()
        for last in range(first, min(first + _LONGEST_WINDOW, len(sentences))):
            if sentences[last].chapter != sentences[first].chapter:
                break
            joined = joined | held[last]
            if held[last]:
                context = sentences[first].chapter | sentences[first].heading
                covered = joined | (wanted & context)
                yield sentences[first].start, sentences[last].end, covered, last - first + 1
