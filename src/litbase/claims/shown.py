"""Which passages are shown with the checks of a claim, in what order, and how far from the cited place they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from litbase.claims.evidence import EvidenceList, evidence_for
from litbase.claims.places import CitedPlaces
from litbase.claims.support.candidates import Candidate
from litbase.model.claim import CheckItem, Evidence, Outcome, Scope
from litbase.model.page import locator_at
from litbase.sources.page_store import StoredSource


def only_told(
    checks: Sequence[CheckItem], passages: Sequence[Evidence], offered: Sequence[Candidate]
) -> tuple[list[CheckItem], list[Evidence]]:
    """Return the checks and only those passages that they speak of or that are offered, numbered anew."""
    told = {check.evidence for check in checks if check.evidence is not None}
    places = {(one.source.sha256, one.page.number) for one in offered}
    kept = [
        index
        for index, one in enumerate(passages)
        if index in told or (one.sha256, one.page.number) in places
    ]  # fmt: skip
    return _numbered_anew(checks, passages, kept)


def told_first(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> tuple[list[CheckItem], list[Evidence]]:
    """Return the checks and the passages, numbered anew: what decides first, then what the checks speak of.

    What decides is what differs: a claim is held against that passage, however much of it another one covers.
    """
    differing = next((check.evidence for check in checks if check.outcome is Outcome.DIFFERS), None)
    told = {check.evidence for check in checks}
    order = sorted(range(len(passages)), key=lambda index: (index != differing, index not in told))
    return _numbered_anew(checks, passages, order)


def _numbered_anew(
    checks: Sequence[CheckItem], passages: Sequence[Evidence], kept: Sequence[int]
) -> tuple[list[CheckItem], list[Evidence]]:
    """Return the checks and the passages *kept* (old indices), in that order."""
    numbers = {old: new for new, old in enumerate(kept)}
    renumbered = [
        check if check.evidence is None else replace(check, evidence=numbers[check.evidence]) for check in checks
    ]
    return renumbered, [passages[index] for index in kept]


def scoped(
    passages: Iterable[Evidence], cited: Mapping[str, StoredSource], places: CitedPlaces, *, is_whole: bool
) -> Iterator[Evidence]:
    """Yield the passages, each with how far from the cited place it stands; one that touches it is called by it."""
    for one in passages:
        place = places.touched(one.sha256, one.page.number, one.start, one.end)
        if is_whole or one.sha256 not in cited:
            yield replace(one, scope=Scope.LIBRARY)
        elif place is not None:
            named = locator_at(one.page, max(one.start, place.start), cited[one.sha256].cited_by)
            yield replace(one, scope=Scope.CITED_PAGE, locator=named)
        else:
            is_near = places.is_near(one.sha256, one.page.number)
            yield replace(one, scope=Scope.NEAR_PAGE if is_near else Scope.CITED_SOURCE)


def show(candidates: Iterable[Candidate], evidence: EvidenceList, *, scope: Scope, limit: int) -> None:
    """Add the best candidates to the evidence, up to *limit* passages in all."""
    for candidate in candidates:
        shown = evidence_for(candidate.source, candidate.page, candidate.start, candidate.end, scope=scope)
        if len(evidence.passages) < limit and not evidence.overlaps(shown):
            evidence.add(shown)
