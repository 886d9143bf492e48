"""Trace one claim to the pages that bear it out: quotations and figures first, then the words."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from litbase.claims.candidates import Candidate, ClaimWords, PassageIndex, find_candidates
from litbase.claims.checks import FigurePassages, check_locator, check_quotation, check_support
from litbase.claims.evidence import EvidenceList, evidence_for, sentences_around
from litbase.claims.looking import Found, Shelf, look_for
from litbase.claims.quantities import Quantity, read_quantities
from litbase.claims.quoted import Quotation, find_quotations
from litbase.claims.reasons import reason_for
from litbase.claims.verdicts import Situation, decide
from litbase.model.claim import CheckItem, CheckKind, Claim, Finding, Outcome, Scope
from litbase.sources.page_store import PageStore, StoredSource

_READ_FOR_FIGURES = 8


def trace(
    text: str, *, index: PassageIndex, pages: PageStore, within: Sequence[str] = (), limit: int = 5, unread: int = 0
) -> Finding:
    """Trace *text* to the pages that bear it out; *within*: keys of the cited sources, none for the whole library.

    *unread* counts the files among them that could not be read at all: what is not found may stand in those.
    *limit* bounds the passages shown; every place where a quotation stands verbatim is shown all the same.
    """
    return Tracer(index=index, pages=pages).trace(text, within=within, limit=limit, unread=unread)


class Tracer:
    """Traces claims against one library and keeps the sources it has read for the next claim."""

    def __init__(self, *, index: PassageIndex, pages: PageStore) -> None:
        self._index = index
        self._pages = pages
        self._shelf = Shelf(pages)

    def trace(self, text: str, *, within: Sequence[str] = (), limit: int = 5, unread: int = 0) -> Finding:
        """Return the finding on *text*; see `trace`."""
        cited = self._sources(within)
        claim = Claim(text=text, line=1, column=1, start=0, end=len(text))
        scope = Scope.CITED_SOURCE if within else Scope.LIBRARY
        words = ClaimWords(text, index=self._index, pages=sum(source.pages for source in cited.values()))
        candidates = find_candidates(words, index=self._index, pages=self._pages, sources=cited, within=bool(within))
        evidence = EvidenceList()
        checks = self._quotation_checks(find_quotations(text), cited, candidates, evidence, scope=scope)
        quoted = [(check.start, check.end) for check in checks if check.kind is CheckKind.QUOTATION]
        _show(candidates, evidence, scope=scope, limit=limit)
        figures = [figure for figure in read_quantities(text) if not _is_inside(figure, quoted)]
        near = _around_quotations(evidence, cited) if quoted else []
        passages = FigurePassages(words, figures, [*near, *candidates[:_READ_FOR_FIGURES]])
        checks += passages.checks(evidence, scope=scope)
        if not quoted:
            fared = {(check.start, check.end): check.outcome for check in checks if check.kind is CheckKind.FIGURE}
            checks.append(check_support(words, candidates, evidence, scope=scope, figures=fared))
        checks += _idle_sources(within, checks, evidence) if len(within) > 1 else []
        situation = self._situation(checks, cited, is_cited=bool(within), unread_files=unread)
        checks = checks if situation.is_resolved and cited else [_left_open(check) for check in checks]
        verdict = decide(checks, situation)
        return Finding(
            id=_finding_id(text, within),
            claim=claim,
            citations=(),
            verdict=verdict,
            reason=reason_for(verdict, checks, evidence.passages, situation),
            checks=tuple(checks),
            evidence=tuple(evidence.passages),
        )

    def _sources(self, within: Sequence[str]) -> dict[str, StoredSource]:
        found = [source for key in within for source in self._pages.sources(key)] if within else self._pages.sources()
        return {source.sha256: source for source in found}

    def _quotation_checks(
        self,
        quotations: Iterable[Quotation],
        cited: Mapping[str, StoredSource],
        candidates: Sequence[Candidate],
        evidence: EvidenceList,
        *,
        scope: Scope,
    ) -> list[CheckItem]:
        is_cited = scope is Scope.CITED_SOURCE
        likely = {(one.source.sha256, one.page.number): one.coverage for one in candidates}
        checks: list[CheckItem] = []
        for quotation in quotations:
            found = look_for(quotation, index=self._index, shelf=self._shelf, sources=cited, within=is_cited)
            found.sort(key=lambda one: -_likelihood(one, likely) if one.match.is_verbatim else 1.0)
            check = check_quotation(quotation, found, evidence, scope=scope)
            if is_cited and check.outcome is Outcome.MISSING:
                check = self._quoted_elsewhere(quotation, cited, evidence) or check
            checks.append(check)
            if check.outcome is Outcome.OK:
                checks.append(check_locator(quotation, check, evidence.passages))
        return checks

    def _quoted_elsewhere(
        self, quotation: Quotation, cited: Mapping[str, StoredSource], evidence: EvidenceList
    ) -> CheckItem | None:
        """Return the check of a quotation that stands verbatim in a source that was not cited, or None."""
        others = {sha256: source for sha256, source in self._sources(()).items() if sha256 not in cited}
        found = look_for(quotation, index=self._index, shelf=self._shelf, sources=others, within=False)
        if not any(one.match.is_verbatim for one in found):
            return None
        check = check_quotation(quotation, found, evidence, scope=Scope.LIBRARY)
        return replace(check, outcome=Outcome.ELSEWHERE, detail="the quotation stands verbatim in a source not cited")

    def _situation(
        self, checks: Sequence[CheckItem], cited: Mapping[str, StoredSource], *, is_cited: bool, unread_files: int
    ) -> Situation:
        is_absent = any(check.outcome in (Outcome.MISSING, Outcome.ELSEWHERE) for check in checks)
        unread = sum(self._shelf.unread(source) for source in cited.values()) if is_absent or not checks else 0
        is_readable = any(self._shelf.has_text(source) for source in cited.values()) if is_cited else True
        return Situation(
            is_resolved=is_readable,
            is_read_in_full=unread == 0 and unread_files == 0 and bool(cited),
            is_whole_library=not is_cited,
            unread_pages=unread,
            unread_files=unread_files,
            has_sources=bool(cited),
        )


def _left_open(check: CheckItem) -> CheckItem:
    """Where nothing could be read, nothing is missing either."""
    return replace(check, outcome=Outcome.UNKNOWN) if check.outcome is Outcome.MISSING else check


def _show(candidates: Iterable[Candidate], evidence: EvidenceList, *, scope: Scope, limit: int) -> None:
    """Add the best candidates to the evidence, up to *limit* passages in all."""
    for candidate in candidates:
        shown = evidence_for(candidate.source, candidate.page, candidate.start, candidate.end, scope=scope)
        if len(evidence.passages) < limit and not evidence.overlaps(shown):
            evidence.add(shown)


def _likelihood(found: Found, likely: Mapping[tuple[str, int], float]) -> float:
    """Return how much of the whole claim the page of a find covers: a short quotation may stand on many pages."""
    return max((likely.get((found.source.sha256, page.number), 0.0) for page, _, _ in found.places), default=0.0)


def _idle_sources(within: Sequence[str], checks: Sequence[CheckItem], evidence: EvidenceList) -> list[CheckItem]:
    """Return a check for each cited source that bears nothing out while another one does."""
    bearing = {
        evidence.passages[check.evidence].key
        for check in checks
        if check.outcome is Outcome.OK and check.evidence is not None
    }
    idle = [key for key in dict.fromkeys(within) if key not in bearing] if bearing else []
    return [CheckItem(CheckKind.SUPPORT, Outcome.MISSING, f"'{key}' bears nothing of it out", 0, 0) for key in idle]


def _is_inside(figure: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= figure.start and figure.end <= end for start, end in spans)


def _around_quotations(evidence: EvidenceList, cited: Mapping[str, StoredSource]) -> list[Candidate]:
    """Return the sentences around the quotations found, in which a figure of the claim may stand."""
    found = []
    for passage in evidence.passages[:_READ_FOR_FIGURES]:
        start, end = sentences_around(passage.page.text, passage.start, passage.end, more=1)
        if passage.sha256 in cited:
            found.append(Candidate(cited[passage.sha256], passage.page, start, end, 1.0))
    return found


def _finding_id(text: str, within: Sequence[str]) -> str:
    """Return a name for the finding that stays while the words of the claim and the sources cited stay."""
    named = "\x1f".join([" ".join(text.split()), *sorted(within)])
    return hashlib.sha256(named.encode()).hexdigest()[:16]
