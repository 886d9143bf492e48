"""Passages that may bear a claim out: the index proposes pages, the claim's rare words choose sentences on them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from litbase.claims.listings import is_listing
from litbase.model.page import Page
from litbase.search.analysis import tokens
from litbase.search.sentences import sentences
from litbase.sources.page_store import PageStore, StoredSource

_PAGES_READ = 24
_LONGEST_WINDOW = 3  # sentences
_COST_OF_LENGTH = 0.03  # coverage that one more sentence must add to be worth showing
_LEAST_COVERAGE = 0.05
_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b[A-Z][\w’'-]+|\b[A-Z]{2,}\b")
_NAME_WEIGHT = 1.25


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
    """A word of the claim: its term, its offsets in the claim, and how much finding it says (by rarity)."""

    term: str
    start: int
    end: int
    weight: float
    is_name: bool = False


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

    def __init__(self, claim: str, *, index: PassageIndex, pages: int) -> None:
        self.claim = claim
        self._index = index
        self._pages = max(pages, 1)
        self._names = {(match.start(), match.end()) for match in _NAME.finditer(claim)}
        self._by_language: dict[str | None, tuple[ClaimWord, ...]] = {}

    def read_as(self, language: str | None) -> tuple[ClaimWord, ...]:
        """Return the words of the claim as a page in *language* would hold them."""
        if language not in self._by_language:
            found = list(tokens(self.claim, language))
            counts = self._index.document_frequency({token.term for token in found})
            weighed = (self._weighed(token.term, token.start, token.end, counts[token.term]) for token in found)
            self._by_language[language] = tuple(weighed)
        return self._by_language[language]

    def coverage(self, candidate: "Candidate", *, without: Sequence[tuple[int, int]] = ()) -> float:
        """Return the share of the words, by weight, that stand in *candidate*, those inside the spans left out."""
        language = candidate.source.language
        held = {token.term for token in tokens(candidate.text, language)}
        words = [w for w in self.read_as(language) if not any(a <= w.start and w.end <= b for a, b in without)]
        total = sum(word.weight for word in words)
        return sum(word.weight for word in words if word.term in held) / total if total else 0.0

    def _weighed(self, term: str, start: int, end: int, frequency: int) -> ClaimWord:
        rarity = math.log((self._pages + 1) / (frequency + 0.5))
        is_name = any(first <= start and end <= last for first, last in self._names)
        return ClaimWord(term, start, end, max(rarity, 0.02) * (_NAME_WEIGHT if is_name else 1.0), is_name)


def find_candidates(
    words: ClaimWords, *, index: PassageIndex, pages: PageStore, sources: Mapping[str, StoredSource], within: bool
) -> list[Candidate]:
    """Return the passages of *sources* (by SHA-256) that cover the claim best, at most one a page, best first."""
    sha256s = list(sources) if within else None
    found: list[Candidate] = []
    for sha256, number, _ in index.passages(words.claim, sha256s=sha256s, limit=_PAGES_READ):
        page = pages.page(sha256, number)
        source = sources.get(sha256)
        if page is not None and source is not None:
            best = best_window(words, source, page)
            found += [best] if best is not None and not is_listing(page, best.start, best.end) else []
    found.sort(key=lambda candidate: -candidate.coverage)
    return found


def best_window(words: ClaimWords, source: StoredSource, page: Page) -> Candidate | None:
    """Return the one to three neighbouring sentences of *page* that cover the claim best, None if none covers any."""
    weights: dict[str, float] = {}
    for word in words.read_as(source.language):
        weights[word.term] = max(weights.get(word.term, 0.0), word.weight)
    total = sum(weights.values())
    if not total:
        return None
    best: tuple[float, float, int, int] | None = None
    for start, end, held in _windows(page.text, weights, source.language):
        coverage = sum(weights[term] for term in held[0]) / total
        worth = coverage - _COST_OF_LENGTH * (held[1] - 1)
        if coverage >= _LEAST_COVERAGE and (best is None or worth > best[0]):
            best = worth, coverage, start, end
    return None if best is None else Candidate(source, page, best[2], best[3], best[1])


def _windows(
    text: str, weights: Iterable[str], language: str | None
) -> Iterator[tuple[int, int, tuple[set[str], int]]]:
    """Yield (start, end, (terms of the claim inside, number of sentences)) for every run of a few sentences."""
    wanted = set(weights)
    places = [(token.start, token.term) for token in tokens(text, language) if token.term in wanted]
    if not places:
        return
    bounds = sentences(text)
    held: list[set[str]] = [set() for _ in bounds]
    at = 0
    for start, term in places:
        while at < len(bounds) - 1 and start >= bounds[at][1]:
            at += 1
        held[at].add(term)
    for first in range(len(bounds)):
        terms: set[str] = set()
        for last in range(first, min(first + _LONGEST_WINDOW, len(bounds))):
            terms = terms | held[last]
            if held[first] and held[last]:
                yield bounds[first][0], bounds[last][1], (terms, last - first + 1)
