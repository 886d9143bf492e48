"""The sentences of the pages that come closest to a claim, ranked, and the passages they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from litbase.claims.evidence import evidence_at
from litbase.claims.support.candidates import Candidate, ClaimWords
from litbase.claims.support.coverage import content_of
from litbase.claims.support.judging import evidence_of
from litbase.claims.support.listings import is_listing
from litbase.claims.support.ranking import Ranked, rank_sentences, weigh_meaning
from litbase.claims.support.reading import PageReader, Sentence
from litbase.model.claim import Evidence, Scope
from litbase.model.page import Page
from litbase.sources.page_store import StoredSource

PAGES_AROUND = 2
"""How many pages before and after the best line's may bear a part of what it bears out."""

_PAGES_READ = 8
_LONGEST_HEADING = 3  # words of what may be no more than a heading
_LOOKED_AT = 24  # best lines that are looked at for being part of a list


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the page of the source on which it stands."""

    source: StoredSource
    page: Page
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.page.text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in the order of their sources' pages, those of one language; `ranked` by their index, best first."""

    language: str | None
    lines: tuple[Line, ...]
    ranked: tuple[Ranked, ...]

    @property
    def sentences(self) -> list[Sentence]:
        return [line.sentence for line in self.lines]

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]

    def of_best_source(self) -> "Lines":
        """Return the lines of the source in which the best line stands; there must be one."""
        sha256 = self.lines[self.ranked[0].index].source.sha256
        kept = [index for index, line in enumerate(self.lines) if line.source.sha256 == sha256]
        numbers = {old: new for new, old in enumerate(kept)}
        ranked = (replace(one, index=numbers[one.index]) for one in self.ranked if one.index in numbers)
        return replace(self, lines=tuple(self.lines[index] for index in kept), ranked=tuple(ranked))

    def around_best(self) -> list[int]:
        """Return the indices of the lines on the page of the best line and the pages beside it; there must be one."""
        best = self.lines[self.ranked[0].index]
        return [
            index
            for index, line in enumerate(self.lines)
            if line.source.sha256 == best.source.sha256 and abs(line.page.number - best.page.number) <= PAGES_AROUND
        ]

    def evidence(self, bearing: Sequence[int], *, scope: Scope, limit: int) -> Iterator[Evidence]:
        """Yield the passages that belong to the evidence, best first; neighbouring lines are one passage.

        Lines that are *bearing* all of the claim (indices) are the evidence, else those that are likely.
        """
        chosen = list(bearing) or [one.index for one in evidence_of(self.ranked)][: max(limit, 1)]
        done: set[int] = set()
        for index in chosen:
            if index not in done:
                run = self._run(index, set(chosen))
                done.update(run)
                yield self._shown(run[0], run[-1], scope=scope)

    def next_best(self, *, scope: Scope, limit: int) -> Iterator[Evidence]:
        """Yield the best lines, each as a passage; headings say nothing by themselves."""
        best = (one.index for one in self.ranked[: 2 * limit] if not _is_heading(self.lines[one.index].sentence))
        return (self._shown(index, index, scope=scope) for index in best)

    def _run(self, index: int, chosen: set[int]) -> list[int]:
        """Return the indices of the chosen lines of one page that stand around *index* without a gap."""
        page = self.lines[index].source.sha256, self.lines[index].page.number
        run = [index]
        for step in (-1, 1):
            at = index + step
            while at in chosen and (self.lines[at].source.sha256, self.lines[at].page.number) == page:
                run.append(at)
                at += step
        return sorted(run)

    def _shown(self, first: int, last: int, *, scope: Scope) -> Evidence:
        line = self.lines[first]
        return evidence_at(line.source, line.page, line.sentence.start, self.lines[last].sentence.end, scope=scope)


def _is_heading(sentence: Sentence) -> bool:
    return not sentence.is_whole and len(sentence.terms) <= _LONGEST_HEADING


def rank_lines(words: ClaimWords, candidates: Sequence[Candidate], reader: PageReader) -> Lines:
    """Rank the sentences of the pages of *candidates* (best first, those in the language of the first).

    Lines of contents, indexes and lists of references are left out of the ranking.
    """
    language = candidates[0].source.language if candidates else None
    same = [one for one in candidates if one.source.language == language]
    pages = {(one.source.sha256, one.page.number): one for one in same}
    read = sorted(list(pages.values())[:_PAGES_READ], key=lambda one: (one.source.sha256, one.page.number))
    lines = tuple(
        Line(one.source, one.page, sentence) for one in read for sentence in reader.sentences(one.source, one.page)
    )
    content = content_of(words.claim, words.read_as(language))
    ranked = rank_sentences(content, [line.sentence for line in lines])
    if reader.meaning is not None and ranked:
        likely = [one for one in ranked if one.chance]
        like = reader.meaning.likeness(words.claim, [lines[one.index].text for one in likely])
        ranked = [*weigh_meaning(likely, like), *ranked[len(likely) :]]
    return Lines(language, lines, tuple(one for one in ranked[:_LOOKED_AT] if not _is_listed(lines[one.index])))


def _is_listed(line: Line) -> bool:
    return is_listing(line.page, line.sentence.start, line.sentence.end)
