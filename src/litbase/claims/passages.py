"""The passages that may bear one claim out, the cited pages first, and what figures and words find in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from litbase.claims.checks import check_support
from litbase.claims.evidence import EvidenceList, sentences_around
from litbase.claims.figure_checks import FigurePassages
from litbase.claims.figures.equality import is_equal, same_kind
from litbase.claims.figures.quantities import read_values
from litbase.claims.figures.quantity import Quantity
from litbase.claims.places import CitedPlaces
from litbase.claims.placing import check_nearness, is_in_place
from litbase.claims.question import Question
from litbase.claims.quotations.looking import Found
from litbase.claims.support.candidates import Candidate, ClaimWords
from litbase.claims.support.coverage import content_words
from litbase.claims.support.reading import PageReader
from litbase.model.claim import CheckItem, CheckKind, Evidence, Outcome, Scope, Span

_READ_FOR_FIGURES = 8
_SEARCHED_WHOLE = 3  # pages on which every sentence with one of the claim's figures is looked at
_MOST_SENTENCES = 8
_AS_CLOSE = 0.1  # how much less of a claim the cited page may cover than another page and still be shown first
_SAYS_MORE = 0.05  # coverage by which another page must outdo the cited one that contradicts a figure
_FEWEST_WORDS = 4  # that say something, from which a claim can be called absent
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")

_Rank = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages for one claim: `found` in all of the sources, best first, and `cited`, those on the pages cited."""

    words: ClaimWords
    found: Sequence[Candidate]
    cited: Sequence[Candidate]
    places: CitedPlaces
    reader: PageReader

    @property
    def in_order(self) -> list[Candidate]:
        """All passages, best first; one on a cited page goes before another that covers hardly more."""
        seen = {(one.source.sha256, one.page.number) for one in self.cited}
        others = [one for one in self.found if (one.source.sha256, one.page.number) not in seen]
        weighed = [(one.coverage + _AS_CLOSE, one) for one in self.cited] + [(one.coverage, one) for one in others]
        return [one for _, one in sorted(weighed, key=lambda pair: -pair[0])]

    def rank_of(self, found: Found) -> _Rank:
        """Return the place of a quotation's match among others, lowest first: on the cited page, near it, likely.

        A short quotation may stand on many pages; the likely one covers most of the whole claim.
        """
        if not found.match.is_verbatim:
            return 3, 0.0
        covered = {(one.source.sha256, one.page.number): one.coverage for one in (*self.found, *self.cited)}
        pages = [(found.source.sha256, page.number) for page, _, _ in found.places]
        likely = max((covered.get(page, 0.0) for page in pages), default=0.0)
        if is_in_place(found, self.places):
            return 0, -likely
        return (1 if any(self.places.is_near(*page) for page in pages) else 2), -likely

    def figure_checks(
        self, figures: Sequence[Quantity], evidence: EvidenceList, *, near: Sequence[Candidate], scope: Scope
    ) -> list[CheckItem]:
        """Check each figure on the cited pages, then in all passages; *near*: the sentences around its quotations."""
        scratch = EvidenceList()
        same = list(self._with_same_figure(figures))
        everywhere = [*near, *self.cited, *self.found[:_READ_FOR_FIGURES], *same]
        checks = list(
            FigurePassages(self.words, figures, everywhere, self.reader, self.places).checks(scratch, scope=scope)
        )
        if self.cited:
            held = [
                one for one in (*near, *same) if self._is_held(one.source.sha256, one.page.number, one.start, one.end)
            ]
            on_cited = FigurePassages(self.words, figures, [*held, *self.cited], self.reader, self.places)
            on_page = list(on_cited.checks(scratch, scope=scope))
            checks = [self._better(*pair, scratch) for pair in zip(on_page, checks, strict=True)]
        return [adopted(check, scratch, evidence) for check in checks]

    def _with_same_figure(self, figures: Sequence[Quantity]) -> Iterator[Candidate]:
        """Yield the sentences of the cited and the closest pages that hold a figure of the claim."""
        pages = {(one.source.sha256, one.page.number): one for one in (*self.cited, *self.found[:_SEARCHED_WHOLE])}
        for one in pages.values():
            text, bounds = one.page.text, set[Span]()
            for theirs in read_values(text, one.source.language) if figures else ():
                if any(same_kind(ours, theirs) and is_equal(ours, theirs) for ours in figures):
                    bounds.add(sentences_around(text, theirs.start, theirs.end))
            for start, end in sorted(bounds)[:_MOST_SENTENCES]:
                sentence = replace(one, start=start, end=end, coverage=0.0)
                yield replace(sentence, coverage=self.words.coverage(sentence))

    def _better(self, on_page: CheckItem, anywhere: CheckItem, scratch: EvidenceList) -> CheckItem:
        """Return what counts of one figure: the cited page's word, unless another page bears it out more clearly."""
        if on_page.outcome is Outcome.OK or anywhere.outcome is not Outcome.OK or anywhere.evidence is None:
            return on_page if on_page.outcome in (Outcome.OK, Outcome.DIFFERS) else anywhere
        if on_page.outcome is Outcome.UNKNOWN and on_page.evidence is not None and not on_page.differences:
            return on_page  # the very figure stands there, perhaps of something else
        passage = scratch.passages[anywhere.evidence]
        if passage.sha256 not in self.places.places or self._is_evidence_held(passage):
            return anywhere
        if on_page.outcome is Outcome.DIFFERS and on_page.evidence is not None:
            theirs = self._covered(scratch.passages[on_page.evidence])
            if self._covered(passage) <= theirs + _SAYS_MORE:
                return on_page
        return replace(anywhere, outcome=Outcome.ELSEWHERE, detail=f"{anywhere.detail}, but not on the page cited")

    def support_checks(
        self, question: Question, figures: Sequence[CheckItem], evidence: EvidenceList, *, scope: Scope, limit: int
    ) -> list[CheckItem]:
        """Check whether the passages cover the claim's words, and whether the closest stands where it is cited.

        The passages on which this rests, and the next best, are added to *evidence*, up to *limit*.
        """
        scratch = EvidenceList()
        fared = {(check.start, check.end): check.outcome for check in figures if check.kind is CheckKind.FIGURE}
        check = self._support(self.cited, fared, scratch, scope=scope, limit=limit) if self.cited else None
        if check is None or check.outcome is not Outcome.OK:
            scratch = EvidenceList()
            check = self._support(self.in_order, fared, scratch, scope=scope, limit=limit)
        if check.outcome is Outcome.OK and not self._hold_every_number(fared, scratch.passages):
            detail = "a number of the claim does not stand in the passages"
            check = replace(check, outcome=Outcome.UNKNOWN, detail=detail)
        passage = scratch.passages[check.evidence] if check.evidence is not None else None
        is_borne_out = check.outcome is Outcome.OK
        if is_borne_out and passage is not None and self._is_displaced(passage):
            check = replace(check, outcome=Outcome.ELSEWHERE, detail="another page than the one cited covers the claim")
        (check,) = adopted_all([check], scratch, evidence, limit=limit)
        if passage is None or check.evidence is None:
            return [check]
        place = check_nearness(
            question.cited, self.places, span=(check.start, check.end), shown=passage, evidence=check.evidence,
            is_borne_out=is_borne_out,
        )  # fmt: skip
        return [check] if place is None else [check, place]

    def _hold_every_number(self, fared: Mapping[Span, Outcome], passages: Sequence[Evidence]) -> bool:
        """Tell whether each number of the claim, of an article or a section too, agrees or stands in *passages*."""
        agreed = [span for span, outcome in fared.items() if outcome is Outcome.OK]
        held = {number for passage in passages for number in _NUMBER.findall(passage.text)}
        return all(
            match[0] in held or any(start <= match.start() and match.end() <= end for start, end in agreed)
            for match in _NUMBER.finditer(self.words.claim)
        )

    def _support(
        self,
        passages: Sequence[Candidate],
        figures: dict[tuple[int, int], Outcome],
        evidence: EvidenceList,
        *,
        scope: Scope,
        limit: int,
    ) -> CheckItem:
        check = check_support(
            self.words, passages, evidence, scope=scope, figures=figures, reader=self.reader, limit=limit
        )  # fmt: skip
        language = passages[0].source.language if passages else None
        said = content_words(self.words.read_as(language), self.words.claim)
        if check.outcome is Outcome.MISSING and len(said) < _FEWEST_WORDS:
            return replace(check, outcome=Outcome.UNKNOWN, detail="too few words to judge by", uncovered=())
        return check

    def _is_held(self, sha256: str, number: int, start: int, end: int) -> bool:
        return self.places.holds(sha256, number, start, end)

    def _is_evidence_held(self, passage: Evidence) -> bool:
        return self._is_held(passage.sha256, passage.page.number, passage.start, passage.end)

    def _is_displaced(self, passage: Evidence) -> bool:
        return passage.sha256 in self.places.places and not self._is_evidence_held(passage)

    def _covered(self, passage: Evidence) -> float:
        """Return how much of the claim a passage shown covers."""
        same = [one for one in (*self.cited, *self.found)
                if (one.source.sha256, one.page.number) == (passage.sha256, passage.page.number)]  # fmt: skip
        return max(
            (self.words.coverage(replace(one, start=passage.start, end=passage.end)) for one in same), default=0.0
        )


def adopted(check: CheckItem, scratch: EvidenceList, evidence: EvidenceList) -> CheckItem:
    """Return the check with its passage moved from *scratch* to the evidence that is shown."""
    if check.evidence is None:
        return check
    said = scratch.said.get(check.evidence, ())
    return replace(check, evidence=evidence.add(scratch.passages[check.evidence], *said))


def adopted_all(
    checks: Sequence[CheckItem], scratch: EvidenceList, evidence: EvidenceList, *, limit: int
) -> list[CheckItem]:
    """Return the checks with their passages moved from *scratch*, and the rest of those after them, up to *limit*."""
    moved = [adopted(check, scratch, evidence) for check in checks]
    for shown in scratch.passages:
        if len(evidence.passages) < limit and not evidence.overlaps(shown):
            evidence.add(shown)
    return moved
