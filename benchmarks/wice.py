"""Claims of Wikipedia with the articles cited for them (WiCE), as litbase reads them."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from altered import alterations
from litbase.claims.support.binding import bonds_of
from litbase.claims.support.candidates import ClaimWord, ClaimWords
from litbase.claims.support.coverage import Content, Coverage, best_sentences, content_of, measure_coverage
from litbase.claims.support.full_cover import covering_sentences, settled_by_rule
from litbase.claims.support.lines import PAGES_AROUND
from litbase.claims.support.marking import marking_values
from litbase.claims.support.reading import Sentence, sentences_at
from litbase.search.analysis import tokens

PAGE = 25  # sentences
LANGUAGE = "en"


class Pages:
    """The stretches of some articles, as the page index of a library would count them."""

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        self.count = 0
        self._frequency: Counter[str] = Counter()
        for article in articles:
            for first in range(0, len(article), PAGE):
                self.count += 1
                stretch = " ".join(article[first : first + PAGE])
                self._frequency.update({token.term for token in tokens(stretch, LANGUAGE)})

    def document_frequency(self, terms: Any) -> dict[str, int]:
        return {term: self._frequency[term] for term in terms}

    def passages(self, text: Any, **_: Any) -> list[tuple[str, int, float]]:
        raise NotImplementedError(text)


@dataclass(frozen=True)
class Case:
    """One claim; `gold`: the sets of sentences that annotators took for its evidence; `group`: what it belongs with.

    `uncovered`: the spans that no evidence bears out, where they are known. `altered`: what kind of word was changed
    in a claim that `was_supported`.
    """

    claim: str
    is_supported: bool
    gold: tuple[frozenset[int], ...]
    article: tuple[str, ...]
    pages: Pages
    group: str
    uncovered: tuple[tuple[int, int], ...] = ()
    altered: str | None = None
    was_supported: bool = False

    @cached_property
    def words(self) -> tuple[ClaimWord, ...]:
        return ClaimWords(self.claim, index=self.pages, pages=self.pages.count).read_as(LANGUAGE)

    @cached_property
    def content(self) -> Content:
        return content_of(self.claim, self.words)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return _sentences(self.article)

    @cached_property
    def standings(self) -> list[Mapping[str, float]]:
        return [self.content.standing(sentence) for sentence in self.sentences]

    @cached_property
    def coverage(self) -> Coverage:
        return measure_coverage(self.content, self.sentences)

    @cached_property
    def around(self) -> slice:
        """The sentences of the page on which what comes closest stands, and of the pages beside it."""
        page = next(iter(best_sentences(self.content, self.standings, most=1)), 0) // PAGE
        return slice(max(0, page - PAGES_AROUND) * PAGE, (page + PAGES_AROUND + 1) * PAGE)

    @cached_property
    def bonds(self) -> list[tuple[float, ...]]:
        return [bond.values for bond in bonds_of(self.content, self.sentences[self.around])]

    @cached_property
    def settled(self) -> bool | None:
        """Whether rules alone tell that the claim is covered; None where weights must tell."""
        return settled_by_rule(self.content, self.words, self.sentences[self.around], self.article[self.around])

    @cached_property
    def is_fully_covered(self) -> bool:
        """Whether it is called covered by the weights as they are kept."""
        sentences, texts = self.sentences[self.around], self.article[self.around]
        return bool(covering_sentences(self.content, self.words, sentences, texts, coverage=self.coverage))

    def alterations(self, other: Sequence[str], chance: random.Random) -> Iterator["Case"]:
        """Yield the claim with a word changed, in several ways; words of an *other* article are put in too."""
        near = [self.article[index] for one in self.gold for index in sorted(one)]
        for made in alterations(self.claim, article=self.article, near=near, other=other, chance=chance):
            yield replace(
                self, claim=made.claim, is_supported=False, was_supported=self.is_supported, gold=(),
                uncovered=made.changed, altered=made.kind,
            )  # fmt: skip

    def marking(self, read: Sequence[int]) -> Iterator[tuple[ClaimWord, tuple[float, ...]]]:
        """Yield each content word with its figures."""
        if read:
            yield from zip(self.content.words, marking_values(self.content, self.sentences, read), strict=True)

    def is_uncovered(self, word: ClaimWord) -> bool:
        return any(start < word.end and word.start < end for start, end in self.uncovered)


@lru_cache(maxsize=1000)
def _sentences(article: tuple[str, ...]) -> tuple[Sentence, ...]:
    ends = list(accumulate(len(sentence) + 1 for sentence in article))
    bounds = [(end - len(written) - 1, end - 1) for end, written in zip(ends, article, strict=True)]
    return tuple(sentences_at("\n".join(article), bounds, LANGUAGE))


def read_cases(path: Path, *, is_alone: bool) -> list[Case]:
    """Return the claims of a file, in a library of all articles, or each with its article alone."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    library = Pages(list({tuple(line["evidence"]): None for line in lines}))
    groups = _groups(lines)
    return [
        Case(
            claim=line["claim"],
            is_supported=line["label"] == "supported",
            gold=tuple(frozenset(one) for one in line["supporting_sentences"] if one),
            article=tuple(line["evidence"]),
            pages=Pages([line["evidence"]]) if is_alone else library,
            group=groups[index],
            uncovered=tuple(_uncovered(line)),
        )
        for index, line in enumerate(lines)
    ]


def _groups(lines: Sequence[dict[str, Any]]) -> list[str]:
    """Return a name for each line that all lines share which are joined by a Wikipedia page or by an article."""
    leader = list(range(len(lines)))

    def lead(index: int) -> int:
        while leader[index] != index:
            index = leader[index]
        return index

    seen: dict[str, int] = {}
    for index, line in enumerate(lines):
        for shared in (f"page {line['meta']['claim_title']}", "article " + "\n".join(line["evidence"])):
            leader[lead(index)] = lead(seen.setdefault(shared, index))
    return [str(lines[lead(index)]["meta"]["id"]) for index in range(len(lines))]


def _uncovered(line: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the claim that annotators found in no evidence."""
    at = 0
    for token, is_uncovered in zip(line.get("claim_tokens", ()), line.get("non_supported_spans", ()), strict=True):
        start = line["claim"].find(token, at)
        if start >= 0:
            at = start + len(token)
            if is_uncovered:
                yield start, at
