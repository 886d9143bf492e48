"""The figures of a claim held against its passages: which passage says most of each, and how it fares there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from litbase.claims.evidence import EvidenceList, evidence_for, sentences_around
from litbase.claims.figures.equality import is_equal, same_kind, years_differ
from litbase.claims.figures.hedges import as_said
from litbase.claims.figures.lines import stand_in_the_same_place
from litbase.claims.figures.matching import (
    SAME_SUBJECT,
    FigureMatch,
    beside_for_the_year,
    compare_figures,
    is_anchored,
    is_counterpart,
    is_told_elsewhere,
    stand_in_alike_words,
    stand_in_the_same_words,
)
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.figures.table_checks import cells_between, told_in_tables
from litbase.claims.places import CitedPlaces, Place
from litbase.claims.support.candidates import Candidate, ClaimWords
from litbase.claims.support.lead_in import lead_in
from litbase.claims.support.reading import (
    PageReader,
    chapter_of,
    chapter_span,
    chapter_terms,
    names_country,
)
from litbase.model.claim import CheckItem, CheckKind, Difference, Outcome, Scope, Span
from litbase.model.page import LocatorKind

_LEAST_COVERAGE = 0.4
_OWN_SHARE = 0.5  # of the claim that the very sentence of a figure must say to contradict it
_LONGEST_PART = 1500  # characters of an article or a paragraph that speaks of one thing
_WITH_FIGURES = 0.5  # share of all of the claim, its figures among it, from which a passage may bear a figure out
_AS_CLOSE = 0.15  # how much less of the claim a passage may cover than the closest, and still bear a figure out
_DIGITS = re.compile(r"\d+")
_DISTANT = 3  # the very figure in a passage that says less of the claim: then another figure contradicts nothing
_IN_PLACE = 3.5  # another figure in the place of the claim's, in the sentence that the claim repeats
_RANK = {Outcome.OK: 4, Outcome.DIFFERS: 2, Outcome.UNKNOWN: 1, Outcome.MISSING: 0}


@dataclass(frozen=True, slots=True)
class FigurePassages:
    """The figures of a claim and the passages in which they may stand."""

    words: ClaimWords
    figures: Sequence[Quantity]
    passages: Sequence[Candidate]
    reader: PageReader
    places: CitedPlaces

    def checks(self, evidence: EvidenceList, *, scope: Scope) -> Iterator[CheckItem]:
        """Yield one check for each figure, by the passage that says most about it."""
        if not self.figures:
            return
        without = [(figure.start, figure.end) for figure in self.figures]
        brought_in = lead_in(self.words.claim)
        without += [brought_in] if brought_in is not None else []
        covered = [self.words.coverage(passage, without=without) for passage in self.passages]
        closest = max(covered, default=0.0)
        best: dict[int, tuple[FigureMatch, Candidate]] = {}
        ranks: dict[int, float] = {}
        read = [
            (passage, share, self._matches(passage, share))
            for passage, share in zip(self.passages, covered, strict=True)
        ]
        for passage, share, matches in read:
            is_close = share >= closest - _AS_CLOSE or _all_agree(matches)
            for index, match in enumerate(matches):
                is_distant = match.outcome is Outcome.OK and not is_close
                rank = _DISTANT if is_distant else _rank(match)
                if rank > ranks.get(index, -1):
                    ranks[index], best[index] = rank, (_weakened(match) if is_distant else match, passage)
        best |= self._years_told_with(best, read)
        best |= told_in_tables(best, self)
        for index, figure in enumerate(self.figures):
            found = best.get(index)
            if found is None or found[0].theirs is None:
                yield _absent_figure(figure, found)
            else:
                yield self._figure_check(found[0], found[0].theirs, found[1], evidence, scope=scope)

    def _years_told_with(
        self,
        best: Mapping[int, tuple[FigureMatch, Candidate]],
        read: Sequence[tuple[Candidate, float, Sequence[FigureMatch]]],
    ) -> dict[int, tuple[FigureMatch, Candidate]]:
        """Return the years that differ where the figures told of them agree, though they stand in another passage."""
        found = {}
        for index, (match, _) in best.items():
            if match.ours.kind is not Kind.YEAR or match.theirs is None or not is_equal(match.ours, match.theirs):
                continue
            bearing = [
                matches
                for _, _, matches in read
                if any(m.outcome is Outcome.OK and m.ours.year == match.ours.value for m in matches)
            ]
            told = [(passage, matches[index]) for passage, _, matches in read if matches in bearing]
            differing = [(one, passage) for passage, one in told if one.outcome is Outcome.DIFFERS]
            if differing and not any(one.theirs is not None and is_equal(one.ours, one.theirs) for _, one in told):
                found[index] = differing[0]
        return found

    def _matches(self, passage: Candidate, covered: float) -> Sequence[FigureMatch]:
        start, end = self._read_around(passage)
        part = self._part_cited(passage)
        text = passage.page.text[start:end]
        is_unlike = covered < _LEAST_COVERAGE and passage.coverage < _WITH_FIGURES
        if is_unlike and not any(_head(figure) in text.casefold() for figure in self.figures):
            return ()
        cells = cells_between(self.reader.tables(passage.source, passage.page), start, end)
        read = read_quantities(text, passage.source.language, cells)
        # The article or paragraph that is cited speaks of what the claim speaks of, however little they share.
        compared = compare_figures(self.figures, read, covered=covered if part is None else 1.0)
        matches = _without_doubtful(compared, read)
        if is_unlike:  # the very figure, perhaps of something else
            return [_weakened(one) if one.outcome is Outcome.OK
                    else one if part is not None and self._needs_no_more(one, passage)
                    else replace(one, theirs=None, outcome=Outcome.MISSING)
                    for one in matches]  # fmt: skip
        if self._is_of_another_country(passage):
            return [_weakened(match) for match in matches]
        is_sure = covered >= SAME_SUBJECT and not passage.page.ocr
        return [
            match
            if (is_sure and (part is not None or self._is_said_in_its_sentence(match, matches, passage, start)))
            or self._needs_no_more(match, passage)
            else _weakened(match)
            for match in matches
        ]

    def _is_said_in_its_sentence(
        self, match: FigureMatch, matches: Sequence[FigureMatch], passage: Candidate, at: int
    ) -> bool:
        """Tell whether a figure that differs stands beside one that agrees, or where half of the claim is said.

        Else the sentences beside it speak of the claim's subject, and this one of another: "3 suicides" are not
        contradicted by "70 migrant workers" who were beaten. *at*: where the text begins in which it was read.
        """
        its = match.theirs
        if match.outcome is not Outcome.DIFFERS or its is None or its.row:
            return True
        first, last = sentences_around(passage.page.text, at + its.start, at + its.end)
        agreeing = (one.theirs for one in matches if one.outcome is Outcome.OK)
        if any(other is not None and first <= at + other.start < last for other in agreeing):
            return True
        language = passage.source.language
        told_above = chapter_terms(passage.page, first, language)  # the country, which every sentence has in common
        without = [(figure.start, figure.end) for figure in self.figures]
        without += [(word.start, word.end) for word in self.words.read_as(language) if word.term in told_above]
        own = self.words.coverage(replace(passage, start=first, end=last), without=without)
        return own >= _OWN_SHARE

    def _read_around(self, passage: Candidate) -> Span:
        """Return the stretch of the page in which figures are read: the passage and a sentence on either side of it.

        It ends where the country chapter ends, and where the article or paragraph cited does.
        """
        start, end = sentences_around(passage.page.text, passage.start, passage.end, more=1)
        first, last = chapter_span(passage.page, passage.start)
        start, end = max(start, min(first, passage.start)), min(end, max(last, passage.end))
        part = self._part_cited(passage)
        return (start, end) if part is None else (max(start, part.start), min(end, part.end))

    def _needs_no_more(self, match: FigureMatch, passage: Candidate) -> bool:
        """Tell whether what is said of one figure holds even where the passage covers less of the claim."""
        if match.outcome is Outcome.OK:
            return True
        if match.theirs is None or passage.page.ocr:
            return False
        is_same = is_anchored(match.ours, match.theirs) or stand_in_the_same_words(match.ours, match.theirs)
        if not is_same and self._part_cited(passage) is not None:
            is_same = stand_in_alike_words(match.ours, match.theirs)
        return is_same and self._names_stand(passage)

    def _part_cited(self, passage: Candidate) -> Place | None:
        """Return the article or paragraph that is cited, if the passage stands in it, and it is a part of a page."""
        place = self.places.touched(passage.source.sha256, passage.page.number, passage.start, passage.end)
        return place if place is not None and place.end - place.start <= _LONGEST_PART else None

    def _figure_check(
        self, match: FigureMatch, its: Quantity, passage: Candidate, evidence: EvidenceList, *, scope: Scope
    ) -> CheckItem:
        """Return the check of a figure that answers to *its*, and show the passage together with where that stands."""
        figure, page = match.ours, passage.page
        at = self._read_around(passage)[0]
        first, last = at + its.start, at + its.end
        is_near = page.text[first:last] == its.text  # in a sentence beside the passage, or in it
        start, end = (min(passage.start, first), max(passage.end, last)) if is_near else (passage.start, passage.end)
        shown = evidence_for(passage.source, page, start, end, scope=scope)
        ours, theirs = figure.text, its.text
        if match.outcome is not Outcome.OK and is_near and _is_said_otherwise(figure, its):
            is_measured = figure.unit != its.unit
            ours = as_said(self.words.claim, figure.start, figure.end, with_unit=is_measured and bool(figure.unit))
            theirs = as_said(page.text, first, last, with_unit=is_measured and bool(its.unit))
        is_same = match.outcome is Outcome.OK or ours.casefold() == theirs.casefold()
        return CheckItem(
            CheckKind.FIGURE,
            match.outcome,
            _figure_told(match.outcome, ours, theirs),
            figure.start,
            figure.end,
            evidence=evidence.add(shown, its.text),
            differences=() if is_same else (Difference(ours, theirs),),
        )

    def _names_stand(self, passage: Candidate) -> bool:
        """Tell whether every name of the claim stands on the page, so that it hardly speaks of another place."""
        sentences = self.reader.sentences(passage.source, passage.page)
        held = {term for sentence in sentences for term in sentence.held}
        return all(word.term in held for word in self.words.read_as(passage.source.language) if word.is_name)

    def _is_of_another_country(self, passage: Candidate) -> bool:
        """Tell whether the claim names the country of another chapter, and not that of the passage's own."""
        own = chapter_of(passage.page, passage.start)
        if own is None:
            return False
        pages = [one.page for one in self.passages]
        others = {mark.value for page in pages for mark in page.marks if mark.kind is LocatorKind.CHAPTER} - {own}
        language = passage.source.language
        said = {word.term for word in self.words.read_as(language)}
        return not names_country(said, own, language) and any(names_country(said, other, language) for other in others)


def _without_doubtful(matches: Sequence[FigureMatch], read: Sequence[Quantity]) -> list[FigureMatch]:
    """Take back what differs where the very figure stands in the passage too, and is no other figure's counterpart.

    Told of the same thing it agrees; else that is left open, unless the claim repeats the sentence that differs.
    """
    taken = {id(match.theirs) for match in matches}
    told = []
    for match in matches:
        ours = match.ours
        free = (
            one
            for one in read
            if id(one) not in taken
            and same_kind(ours, one)
            and is_equal(ours, one)
            and not years_differ(ours, one)
            and beside_for_the_year(ours, one, read) is None
        )
        same = next(free, None) if match.outcome is Outcome.DIFFERS else None
        same = None if _is_year_of_another(ours, matches, read) else same
        if same is not None and match.theirs is not None and stand_in_the_same_place(ours, match.theirs):
            same = None if not stand_in_the_same_place(ours, same) else same
        elif same is not None and match.theirs is not None and is_counterpart(ours, match.theirs):
            same = None if is_told_elsewhere(ours, same) else same
        agrees = same is not None and not set(ours.things).isdisjoint(same.things)
        told.append(match if same is None else FigureMatch(ours, same, Outcome.OK if agrees else Outcome.UNKNOWN))
    return told


def _rank(match: FigureMatch) -> float:
    """Return how much a match tells of its figure beside those of other passages."""
    if match.outcome is Outcome.DIFFERS and match.theirs is not None:
        return _IN_PLACE if stand_in_the_same_place(match.ours, match.theirs) else _RANK[match.outcome]
    return _RANK[match.outcome]


def _is_year_of_another(ours: Quantity, matches: Sequence[FigureMatch], read: Sequence[Quantity]) -> bool:
    """Tell whether the passage says the claim's year of other values than the claim does, and of none equal."""
    if ours.kind is not Kind.YEAR:
        return False
    counted = [match.ours for match in matches if match.ours.year == ours.value]
    told = [(one, theirs) for one in counted for theirs in read if theirs.year == ours.value and same_kind(one, theirs)]
    return bool(told) and not any(is_equal(one, theirs) for one, theirs in told)


def _head(figure: Quantity) -> str:
    """Return with what a figure begins however its unit is written: its digits, or its first word."""
    digits = _DIGITS.search(figure.text)
    return digits[0] if digits is not None else figure.text.casefold().split()[0]


def _all_agree(matches: Sequence[FigureMatch]) -> bool:
    """Tell whether all of several figures agree in one passage: chance would not bring them together."""
    return len(matches) > 1 and all(match.outcome is Outcome.OK for match in matches)


def _weakened(match: FigureMatch) -> FigureMatch:
    """Leave open what a passage says that may speak of something else, or may be misread."""
    if match.outcome is Outcome.MISSING:
        return match
    return FigureMatch(match.ours, match.theirs, Outcome.UNKNOWN)


def _absent_figure(figure: Quantity, found: tuple[FigureMatch, Candidate] | None) -> CheckItem:
    outcome = Outcome.MISSING if found is None else found[0].outcome
    implied = "" if outcome is Outcome.MISSING else "; the source may imply it"
    detail = f"“{figure.text}” does not stand in the passages found{implied}"
    return CheckItem(CheckKind.FIGURE, outcome, detail, figure.start, figure.end)


def _is_said_otherwise(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the same number is hedged otherwise, or counted in another measure."""
    is_same = ours.value == theirs.value or ours.text.casefold() == theirs.text.casefold()
    return is_same and (ours.qualifier is not theirs.qualifier or ours.unit != theirs.unit)


def _figure_told(outcome: Outcome, ours: str, theirs: str) -> str:
    if outcome is Outcome.OK:
        return f"“{ours}” agrees with “{theirs}”"
    if outcome is Outcome.DIFFERS:
        return f"the claim says “{ours}”, the passage “{theirs}”"
    if ours.casefold() == theirs.casefold():
        return f"“{ours}” stands in the passage, perhaps of something else, or said more or less surely"
    return f"“{ours}” may not be what the passage says: “{theirs}”"
