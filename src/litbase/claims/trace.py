"""Trace one claim to the pages that bear it out: quotations and figures first, then the words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from litbase.claims.checks import check_quotation
from litbase.claims.evidence import EvidenceList, sentences_around
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import Quantity
from litbase.claims.passages import Passages, adopted, adopted_all
from litbase.claims.places import CitedPlaces, Place, places_of
from litbase.claims.placing import check_place
from litbase.claims.question import Answer, Cited, Question, Standing, finding_id
from litbase.claims.quotations.looking import Shelf, look_for
from litbase.claims.quotations.quoted import Quotation, find_quotations
from litbase.claims.reasons import reason_for
from litbase.claims.shown import only_told, scoped, show, told_first
from litbase.claims.support.candidates import Candidate, ClaimWords, PassageIndex, best_window, find_candidates
from litbase.claims.support.coverage import content_words
from litbase.claims.support.lacking import lacking_words
from litbase.claims.support.meaning import Meaning
from litbase.claims.support.reading import PageReader
from litbase.claims.verdicts import Situation, decide
from litbase.model.claim import CheckItem, CheckKind, Claim, Finding, Outcome, Scope, Span, Verdict
from litbase.sources.language import may_be_in
from litbase.sources.page_store import PageStore, StoredSource

_PASSAGES_READ_AROUND = 8
_PASSAGES_OFFERED = 2
_PAGES_FOR_AN_OFFER = 5
_SAYS_SOMETHING = 3  # words of a claim that tell what it is about
_WORTH_OFFERING = 0.5  # share of a claim's words that a passage of another source must hold to be offered
_CITED_PAGES_READ = 12
_DECIDED = frozenset({Verdict.VERIFIED, Verdict.DIFFERS, Verdict.ELSEWHERE})  # what decided is shown, nothing else
_BORNE_OUT = frozenset({Verdict.VERIFIED, Verdict.SUPPORTED})


def trace(
    text: str,
    *,
    index: PassageIndex,
    pages: PageStore,
    within: Sequence[str] = (),
    limit: int = 5,
    unread: int = 0,
    meaning: Meaning | None = None,
) -> Finding:
    """Trace *text* to the pages that bear it out; *within*: keys of the cited sources, none for the whole library.

    *unread* counts the files among them that could not be read at all: what is not found may stand in those.
    *limit* bounds the passages shown; every place where a quotation stands verbatim is shown all the same.
    """
    tracer = Tracer(index=index, pages=pages, meaning=meaning)
    return tracer.trace(text, within=within, limit=limit, unread=unread)


class Tracer:
    """Traces claims against one library and keeps the sources it has read for the next claim."""

    def __init__(self, *, index: PassageIndex, pages: PageStore, meaning: Meaning | None = None) -> None:
        self._index = index
        self._shelf = Shelf(pages)
        self._reader = PageReader(pages, meaning)
        self._sources = {source.sha256: source for source in pages.sources()}
        self._page_count = sum(source.pages for source in self._sources.values())

    def trace(self, text: str, *, within: Sequence[str] = (), limit: int = 5, unread: int = 0) -> Finding:
        """Return the finding on *text*; see `trace`."""
        standing = Standing.SOURCES if within else Standing.LIBRARY
        cited = tuple(map(Cited, dict.fromkeys(within)))
        answer = self.answer(Question(text, find_quotations(text), standing, cited, unread), limit=limit)
        return Finding(
            id=finding_id(text, cited),
            claim=Claim(text=text, line=1, column=1, start=0, end=len(text)),
            citations=(),
            verdict=answer.verdict,
            reason=answer.reason,
            checks=answer.checks,
            evidence=answer.evidence,
        )

    def answer(self, question: Question, *, limit: int = 5) -> Answer:
        """Answer *question* with a verdict by the table of the contract."""
        keys = {work.key for work in question.cited}
        cited = {sha256: source for sha256, source in self._sources.items() if source.key in keys}
        if question.standing is Standing.LIBRARY:
            return self._leaning(question, dict(self._sources), limit=limit)
        if question.standing is Standing.NOTHING:
            return self._unsupported(question)
        unreadable = self._without_text(question.cited, cited)
        if question.standing is Standing.SOURCES and not unreadable:
            return self._leaning(question, cited, limit=limit)
        if cited and question.standing is not Standing.UNKNOWN and len(unreadable) < len(keys):
            answer = self._leaning(question, cited, limit=limit)
            if answer.verdict in _BORNE_OUT:
                return answer
        return self._unsupported(replace(question, why_unknown=question.why_unknown or _no_text(unreadable)))

    def _without_text(self, works: Sequence[Cited], cited: Mapping[str, StoredSource]) -> list[str]:
        """Return the keys of the cited works that have no readable text."""
        readable = {source.key for source in cited.values() if self._shelf.has_text(source)}
        return [key for key in dict.fromkeys(work.key for work in works) if key not in readable]

    def _leaning(self, question: Question, cited: Mapping[str, StoredSource], *, limit: int) -> Answer:
        """Answer a question whose claim leans on sources that can be read."""
        is_whole = question.standing is Standing.LIBRARY
        places = self._places(question.cited, cited)
        words = self._words(question)
        found = find_candidates(words, index=self._index, reader=self._reader, sources=cited, within=not is_whole)
        passages = Passages(words, found, list(self._on_cited_pages(words, cited, places)), places, self._reader)
        evidence = EvidenceList()
        checks = self._quotation_checks(question, cited, passages, evidence)
        quoted = [(check.start, check.end) for check in checks if check.kind is CheckKind.QUOTATION]
        near = _around_quotations(evidence, cited) if quoted else []
        checks += self._other_checks(question, passages, evidence, quoted=quoted, near=near, limit=limit)
        checks += _idle_sources(question, checks, evidence)
        if not cited:  # where nothing was read, nothing is missing either
            checks = [replace(check, outcome=Outcome.UNKNOWN) for check in checks]
        is_comparable = _is_comparable(question, cited.values())
        if not is_comparable:
            checks = [_not_compared(check) for check in checks]
        situation = replace(self._situation(question, checks, cited), is_comparable=is_comparable)
        verdict = decide(checks, situation)
        if verdict not in _DECIDED:
            show(passages.in_order, evidence, scope=Scope.LIBRARY, limit=limit)
        elif not quoted:
            checks, evidence.passages = only_told(checks, evidence.passages, ())
        checks, told = told_first(checks, evidence.passages)
        shown = tuple(scoped(told, cited, places, is_whole=is_whole))
        figures = [(check.start, check.end) for check in checks if check.kind is CheckKind.FIGURE]
        is_open = verdict is Verdict.TO_READ and bool(shown)
        language = self._sources[shown[0].sha256].language if is_open else None
        lacking = lacking_words(words, shown[0], language, without=figures) if is_open else ()
        reason = reason_for(verdict, checks, shown, situation, claim=question.text, lacking=lacking)
        return Answer(verdict, reason, tuple(checks), shown)

    def _other_checks(
        self,
        question: Question,
        passages: Passages,
        evidence: EvidenceList,
        *,
        quoted: Sequence[Span],
        near: Sequence[Candidate],
        limit: int,
    ) -> list[CheckItem]:
        """Check the figures, and the words where nothing is *quoted*; what tells most is shown first."""
        scope = Scope.LIBRARY if question.standing is Standing.LIBRARY else Scope.CITED_SOURCE
        figures = [figure for figure in read_quantities(question.text) if not _is_inside(figure, quoted)]
        figured, told = EvidenceList(), EvidenceList()
        checks = passages.figure_checks(figures, figured, near=near, scope=scope)
        if quoted:
            checks = [check for check in checks if not _is_article(check, question.text)]
        support = [] if quoted else passages.support_checks(question, checks, told, scope=scope, limit=limit)
        if _bear_figures_out_elsewhere(checks, figured, told):
            checks = [adopted(check, figured, evidence) for check in checks]
            return [*checks, *adopted_all(support, told, evidence, limit=limit)]
        support = adopted_all(support, told, evidence, limit=limit)
        return [*(adopted(check, figured, evidence) for check in checks), *support]

    def _unsupported(self, question: Question) -> Answer:
        """Answer a question whose claim leans on nothing that can be read: what stands in the library is offered."""
        words = self._words(question)
        found = find_candidates(
            words, index=self._index, reader=self._reader, sources=self._sources, within=False, most=_PAGES_FOR_AN_OFFER
        )
        passages = Passages(words, found, [], CitedPlaces(), self._reader)
        evidence = EvidenceList()
        library = replace(question, standing=Standing.LIBRARY, cited=())
        checks = self._quotation_checks(library, self._sources, passages, evidence, everywhere=False)
        quoted = [(check.start, check.end) for check in checks if check.kind is CheckKind.QUOTATION]
        figures = [figure for figure in read_quantities(question.text) if not _is_inside(figure, quoted)]
        near = _around_quotations(evidence, self._sources) if quoted else []
        checks += passages.figure_checks(figures, evidence, near=near, scope=Scope.LIBRARY)
        offered = [one for one in found[:_PASSAGES_OFFERED] if self._is_worth_offering(one, words)]
        show(offered, evidence, scope=Scope.LIBRARY, limit=len(evidence.passages) + _PASSAGES_OFFERED)
        is_cited = question.standing is not Standing.NOTHING
        left_open = [_left_open(check, is_cited=is_cited) for check in checks if check.kind is not CheckKind.LOCATOR]
        kept, passages_kept = only_told(left_open, evidence.passages, offered)
        situation = Situation(is_cited=is_cited, is_resolved=False, why_unresolved=question.why_unknown)
        verdict = Verdict.UNCHECKED if is_cited else Verdict.UNCITED
        reason = reason_for(verdict, kept, passages_kept, situation, claim=question.text)
        return Answer(verdict, reason, tuple(kept), tuple(passages_kept))

    def _is_worth_offering(self, passage: Candidate, words: ClaimWords) -> bool:
        """Tell whether a passage of a source not cited says much of a claim, which must say something itself."""
        said = content_words(words.read_as(passage.source.language), words.claim)
        return passage.coverage >= _WORTH_OFFERING and len(said) >= _SAYS_SOMETHING

    def _words(self, question: Question) -> ClaimWords:
        return ClaimWords(question.text, index=self._index, pages=self._page_count, naming=question.names)

    def _places(self, works: Sequence[Cited], cited: Mapping[str, StoredSource]) -> CitedPlaces:
        """Return the places that the locators name, in every source that can tell where they are."""
        found: dict[str, tuple[Place, ...]] = {}
        for sha256, source in cited.items():
            for locator in (work.locator for work in works if work.key == source.key and work.locator is not None):
                named = places_of(self._shelf.text(source).pages, locator)
                if named is not None:
                    found[sha256] = (*found.get(sha256, ()), *named)
        return CitedPlaces(found)

    def _on_cited_pages(
        self, words: ClaimWords, cited: Mapping[str, StoredSource], places: CitedPlaces
    ) -> Iterable[Candidate]:
        """Yield the passage of each cited page, or cited part of one, that comes closest to the claim."""
        for sha256, stretches in places.places.items():
            source = cited[sha256]
            pages = {page.number: page for page in self._shelf.text(source).pages}
            for place in stretches[:_CITED_PAGES_READ]:
                page = pages[place.number]
                best = best_window(words, source, page, reader=self._reader)
                if best is not None and places.holds(sha256, page.number, best.start, best.end):
                    yield best
                elif place.end < len(page.text) or place.start:
                    whole = Candidate(source, page, place.start, place.end, 0.0)
                    yield replace(whole, coverage=words.coverage(whole))

    def _quotation_checks(
        self,
        question: Question,
        cited: Mapping[str, StoredSource],
        passages: Passages,
        evidence: EvidenceList,
        *,
        everywhere: bool = True,
    ) -> list[CheckItem]:
        within = question.standing is not Standing.LIBRARY
        scope = Scope.CITED_SOURCE if within else Scope.LIBRARY
        checks: list[CheckItem] = []
        for quotation in question.quotations:
            found = look_for(
                quotation, index=self._index, shelf=self._shelf, sources=cited, within=within, everywhere=everywhere
            )
            found.sort(key=passages.rank_of)
            is_verbatim = bool(found) and found[0].match.is_verbatim
            elsewhere = self._quoted_elsewhere(quotation, cited, evidence) if within and not is_verbatim else None
            check = elsewhere or check_quotation(quotation, found, evidence, scope=scope)
            checks.append(check)
            if check.outcome is Outcome.OK and check.evidence is not None:
                checks.append(
                    check_place(
                        found, question.cited, passages.places, span=(quotation.start, quotation.end),
                        shown=evidence.passages[check.evidence], evidence=check.evidence,
                    )
                )  # fmt: skip
        return checks

    def _quoted_elsewhere(
        self, quotation: Quotation, cited: Mapping[str, StoredSource], evidence: EvidenceList
    ) -> CheckItem | None:
        """Return the check of a quotation that stands verbatim in a source that was not cited, or None."""
        others = {sha256: source for sha256, source in self._sources.items() if sha256 not in cited}
        if not others:
            return None
        found = look_for(
            quotation, index=self._index, shelf=self._shelf, sources=others, within=False, everywhere=False,
            altered=False,
        )  # fmt: skip
        if not any(one.match.is_verbatim for one in found):
            return None
        check = check_quotation(quotation, found, evidence, scope=Scope.LIBRARY)
        return replace(check, outcome=Outcome.ELSEWHERE, detail="the quotation stands verbatim in a source not cited")

    def _situation(
        self, question: Question, checks: Sequence[CheckItem], cited: Mapping[str, StoredSource]
    ) -> Situation:
        is_absent = any(check.outcome in (Outcome.MISSING, Outcome.ELSEWHERE) for check in checks)
        unread = sum(self._shelf.unread(source) for source in cited.values()) if is_absent or not checks else 0
        return Situation(
            is_read_in_full=unread == 0 and question.unread_files == 0 and bool(cited),
            is_whole_library=question.standing is Standing.LIBRARY,
            unread_pages=unread,
            unread_files=question.unread_files,
            has_sources=bool(cited),
        )


def _bear_figures_out_elsewhere(figures: Iterable[CheckItem], figured: EvidenceList, told: EvidenceList) -> bool:
    """Tell whether the passage in which a figure agrees stands on another page than the one that tells most."""
    agreeing = [
        figured.passages[check.evidence]
        for check in figures
        if check.outcome is Outcome.OK and check.evidence is not None
    ]
    places = {(one.sha256, one.page.number) for one in agreeing}
    return bool(places and told.passages) and (told.passages[0].sha256, told.passages[0].page.number) not in places


def _is_comparable(question: Question, cited: Collection[StoredSource]) -> bool:
    """Tell whether all sources cited, or some of the library, may be in the claim's language."""
    texts = [quotation.text for quotation in question.quotations] or [question.text]
    share = (all(may_be_in(text, source.language) for text in texts) for source in cited)
    return (any if question.standing is Standing.LIBRARY else all)(share) or not cited


def _not_compared(check: CheckItem) -> CheckItem:
    """Leave open what the words of another language do not cover; figures are the same in all."""
    if check.kind is not CheckKind.SUPPORT or check.outcome is Outcome.OK:
        return check
    detail = "the sources are in another language"
    return replace(check, outcome=Outcome.UNKNOWN, detail=detail, differences=(), uncovered=())


def _no_text(keys: Sequence[str]) -> str:
    named = " and ".join(f"'{key}'" for key in keys)
    return f"No text of {named} is in the library." if keys else ""


def _left_open(check: CheckItem, *, is_cited: bool) -> CheckItem:
    """Say no more than is known where the sources cited could not be read, or none is cited.

    What agrees is found, in a source that was not cited; nothing differs, and nothing is missing.
    """
    if check.outcome is Outcome.OK:
        return replace(check, outcome=Outcome.ELSEWHERE) if is_cited else check
    if check.kind is CheckKind.QUOTATION and check.evidence is not None:
        return replace(
            check, outcome=Outcome.UNKNOWN, detail=f"something like it stands in the library: {check.detail}"
        )
    detail = f"nothing in the library bears the {check.kind.value} out"
    return replace(check, outcome=Outcome.UNKNOWN, detail=detail, evidence=None, differences=(), uncovered=())


def _idle_sources(question: Question, checks: Sequence[CheckItem], evidence: EvidenceList) -> list[CheckItem]:
    """Return a check for each cited source that bears nothing out while another one does."""
    keys = tuple(dict.fromkeys(work.key for work in question.cited))
    bearing = {
        evidence.passages[check.evidence].key
        for check in checks
        if check.outcome is Outcome.OK and check.evidence is not None
    }
    idle = [key for key in keys if key not in bearing] if bearing and len(keys) > 1 else []
    return [CheckItem(CheckKind.SUPPORT, Outcome.MISSING, f"'{key}' bears nothing of it out", 0, 0) for key in idle]


def _is_inside(figure: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= figure.start and figure.end <= end for start, end in spans)


def _around_quotations(evidence: EvidenceList, sources: Mapping[str, StoredSource]) -> list[Candidate]:
    """Return the sentences around the quotations found, in which a figure of the claim may stand."""
    found = []
    for passage in evidence.passages[:_PASSAGES_READ_AROUND]:
        start, end = sentences_around(passage.page.text, passage.start, passage.end, more=1)
        if passage.sha256 in sources:
            found.append(Candidate(sources[passage.sha256], passage.page, start, end, 1.0))
    return found


def _is_article(check: CheckItem, text: str) -> bool:
    """Tell whether a "figure" is the word that brings in a quotation: "One man said", which no source contradicts."""
    return check.outcome in (Outcome.UNKNOWN, Outcome.MISSING) and text[check.start : check.end].casefold() == "one"
