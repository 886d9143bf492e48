"""Check a draft: each claim that leans on a source, or ought to, beside what the sources say."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from litbase.claims.asking import Helper, ask
from litbase.claims.cautions import find_cautions
from litbase.claims.citations.cited import ReadingMemory, citations_of
from litbase.claims.citations.editions import newest_edition
from litbase.claims.citations.known import names_in
from litbase.claims.citations.works import Work
from litbase.claims.draft import Draft, Lines
from litbase.claims.figures.consistency import check_consistency
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import FigureReader
from litbase.claims.question import Answer, Cited, Question, Standing, finding_id
from litbase.claims.statements import Statement, laws_told, statements_of
from litbase.model.claim import CheckItem, CheckKind, Citation, Claim, DraftReport, Finding, Outcome, Verdict
from litbase.sources.page_store import PageStore

if TYPE_CHECKING:  # what traces is loaded when there is something to trace
    from litbase.claims.support.candidates import PassageIndex
    from litbase.claims.support.meaning import Meaning

OnChecked = Callable[[int, int], None]
"""Called with the number of claims checked so far, and of all."""


class AnswerMemory(Protocol):
    """Keeps the answers of earlier runs, as long as the library is what it was."""

    def get(self, question: Question) -> Answer | None:
        """Return the answer given before, None if there is none."""
        ...

    def put(self, question: Question, answer: Answer) -> None: ...


@dataclass(frozen=True, slots=True)
class Shelves:
    """What a draft is checked against: the pages, the works that can be cited, and those that could be had.

    `unread`: how many files of a key could not be read. `meaning` ranks passages by meaning too, where given. `helpers`
    starts what helps to answer so many questions.
    """

    index: "PassageIndex"
    pages: PageStore
    works: Sequence[Work]
    catalog: Sequence[Work] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    meaning: "Meaning | None" = None
    helpers: Callable[[int], Sequence[Helper]] = lambda _: ()


def check_draft(
    draft: Draft,
    shelves: Shelves,
    *,
    name: str,
    memory: AnswerMemory,
    readings: ReadingMemory | None = None,
    on_checked: OnChecked | None = None,
) -> DraftReport:
    """Check every claim of *draft*, called *name*, against the library; findings come in the order of the draft."""
    cited = citations_of(draft, shelves.works, shelves.catalog, readings)
    read = read_quantities if readings is None else readings.figures
    statements = statements_of(draft, cited.citations, read)
    checker = _Checker(draft, shelves, read)
    questions = [checker.question(statement) for statement in statements]
    answers = _answers(questions, shelves, memory, on_checked)
    findings = [
        checker.finding(statement, question, answers[question])
        for statement, question in zip(statements, questions, strict=True)
    ]
    notes = sorted([*cited.notes, *check_consistency(draft, read)], key=lambda note: note.spans)
    return DraftReport(name, draft.format.value, draft.text, tuple(_told_apart(findings)), tuple(notes))


def _answers(
    questions: Sequence[Question], shelves: Shelves, memory: AnswerMemory, on_checked: OnChecked | None
) -> Mapping[Question, Answer]:
    """Return the answer to each question, from *memory* or by tracing it, which is remembered."""
    answers: dict[Question, Answer] = {}
    open_questions: dict[Question, None] = {}
    for question in questions:
        has_words = any(map(str.isalnum, question.text))
        answer = memory.get(question) if has_words else _without_words(question)
        if answer is None:
            open_questions[question] = None
        else:
            answers[question] = answer
    for question, answer in _traced(list(open_questions), shelves):
        memory.put(question, answer)
        answers[question] = answer
        if on_checked is not None:
            on_checked(len(answers), len(answers) + len(open_questions))
    return answers


def _traced(questions: Sequence[Question], shelves: Shelves) -> Iterator[tuple[Question, Answer]]:
    if not questions:
        return
    from litbase.claims.trace import Tracer

    tracer = Tracer(index=shelves.index, pages=shelves.pages, meaning=shelves.meaning)
    yield from ask(questions, tracer.answer, shelves.helpers(len(questions)))


class _Checker:
    def __init__(self, draft: Draft, shelves: Shelves, read: FigureReader) -> None:
        self._draft = draft
        self._read = read
        self._lines = Lines(draft.text)
        self._shelves = shelves
        self._works = {one.key: one for one in shelves.works}
        self._dated: set[str] = set()  # works whose edition was looked at

    def finding(self, statement: Statement, question: Question, answer: Answer) -> Finding:
        citations = tuple(one.citation for one in statement.citations)
        checks = (*_citation_checks(statement), *(_in_draft(check, statement) for check in answer.checks))
        checks += tuple(_caution_checks(statement, self._draft.text, self._read))
        checks += tuple(self._edition_checks(citations))
        line, column = self._lines.position(statement.start)
        return Finding(
            id=finding_id(question.text or citations[0].raw, question.cited),
            claim=Claim(
                self._draft.text[statement.start : statement.end], line, column, statement.start, statement.end
            ),
            citations=citations,
            verdict=answer.verdict,
            reason=answer.reason,
            checks=checks,
            evidence=answer.evidence,
        )

    def question(self, statement: Statement) -> Question:
        citations = [one.citation for one in statement.citations]
        cited = tuple(dict.fromkeys(Cited(key, one.locator) for one in citations for key in one.keys))
        keys = {work.key for work in cited}
        return Question(
            text=statement.plain.text,
            quotations=statement.quotations,
            standing=_standing(citations),
            cited=cited,
            unread_files=sum(self._shelves.unread.get(key, 0) for key in keys),
            why_unknown=_why_all_unknown([one for one in citations if not one.keys]),
            names=names_in(statement.plain.text, [self._works[key] for key in sorted(keys & self._works.keys())]),
        )

    def _edition_checks(self, citations: Sequence[Citation]) -> Iterator[CheckItem]:
        """Yield where a newer edition is known than the one cited: a caution, for an older one may be meant.

        It is said once of each work, where the draft cites it first.
        """
        for one in citations:
            for key in one.keys:
                newer = None if key in self._dated else self._newer_edition(key)
                self._dated.add(key)
                if newer is not None:
                    yield CheckItem(CheckKind.CAUTION, Outcome.UNKNOWN, newer, one.start, one.end)

    def _newer_edition(self, key: str) -> str | None:
        """Say which edition is newer than the work *key*, None if none is known."""
        works = self._works
        newest = newest_edition(works[key], [*works.values(), *self._shelves.catalog]) if key in works else None
        if newest is None:
            return None
        where = "in the library" if newest.key in works else f"in the catalog: litbase catalog add {newest.key}"
        return f"'{key}' is an older edition; the newest known is '{newest.key}', {where}"


def _standing(citations: Sequence[Citation]) -> Standing:
    if not citations:
        return Standing.NOTHING
    told = laws_told(citations)
    known = [bool(one.keys) for one in citations if one not in told]
    if all(known):
        return Standing.SOURCES
    return Standing.PARTLY if any(known) else Standing.UNKNOWN


def _why_all_unknown(citations: Sequence[Citation]) -> str:
    """Return why it is not known which works are meant; those that fit nothing are named together."""
    lost = list(dict.fromkeys(_as_written(one) for one in citations if not (one.candidates or one.suggestions)))
    told = list(dict.fromkeys(_why_unknown(one) for one in citations if one.candidates or one.suggestions))
    if len(lost) == 1:
        told.append(f"{lost[0]} fits no entry of the library.")
    elif lost:
        told.append(f"{', '.join(lost[:-1])} and {lost[-1]} fit no entry of the library.")
    return " ".join(told)


def _as_written(citation: Citation) -> str:
    return f"“{' '.join(citation.raw.split())}”"


def _why_unknown(citation: Citation) -> str:
    """Return in a sentence why it is not known which work a citation means, and what may help."""
    raw = _as_written(citation)
    if len(citation.candidates) == 1:
        return f"{raw} may mean {_listed(citation.candidates)}: say so by its year, title or key."
    if citation.candidates:
        return f"{raw} fits {_listed(citation.candidates)}: say which is meant."
    if citation.suggestions:
        first = citation.suggestions[0]
        return (
            f"{raw} is not in the library; it looks like {_listed(citation.suggestions)}: litbase catalog add {first}"
        )
    return f"{raw} fits no entry of the library."


def _listed(keys: Sequence[str], *, most: int = 4) -> str:
    """Return "'a', 'b' or 'c'", the last of many left out."""
    named = [f"'{key}'" for key in (keys[:most] if len(keys) > most + 1 else keys)]
    rest = len(keys) - most
    if rest > 1:
        return f"{', '.join(named)} or {rest} more"
    return " or ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]


def _citation_checks(statement: Statement) -> Iterator[CheckItem]:
    """Yield whether each citation is known; that there is none is said of the whole claim."""
    if not statement.citations:
        yield CheckItem(CheckKind.CITATION, Outcome.MISSING, "no source is cited", statement.start, statement.end)
    for one in (placed.citation for placed in statement.citations):
        if one.keys:
            outcome, detail = Outcome.OK, f"it means {_listed(one.keys)}"
        else:
            outcome = Outcome.UNKNOWN if one.candidates else Outcome.MISSING
            detail = _why_unknown(one)
        yield CheckItem(CheckKind.CITATION, outcome, detail, one.start, one.end)


def _caution_checks(statement: Statement, text: str, read: FigureReader) -> Iterator[CheckItem]:
    """Yield what the literature calls doubtful in a claim or in its citations: a caution, whatever the verdict is."""
    places = {
        one.id: (one, statement.to_draft(one.start, one.end)) for one in find_cautions(statement.plain.text, read)
    }
    for one in find_cautions(text[statement.start : statement.end], read) if statement.citations else ():
        places.setdefault(one.id, (one, (statement.start + one.start, statement.start + one.end)))
    for caution, (start, end) in places.values():
        says = "; ".join(f"{source.author}, {source.title} ({source.year})" for source in caution.sources)
        yield CheckItem(CheckKind.CAUTION, Outcome.UNKNOWN, f"{caution.message} See {says}.", start, end)


def _in_draft(check: CheckItem, statement: Statement) -> CheckItem:
    """Return a check on the words of a statement with its offsets in the draft."""
    if check.start == check.end:
        return replace(check, start=statement.start, end=statement.end)
    start, end = statement.to_draft(check.start, check.end)
    uncovered = tuple(statement.to_draft(*span) for span in check.uncovered)
    return replace(check, start=start, end=end, uncovered=uncovered)


def _without_words(question: Question) -> Answer:
    """Answer a question of which only citations are left: in a heading, a caption, a note that is never called."""
    if question.why_unknown:
        return Answer(Verdict.UNCHECKED, question.why_unknown, (), ())
    return Answer(Verdict.TO_READ, "The citation stands by itself; there are no words to check.", (), ())


def _told_apart(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings; of those on the same words and sources, each but the first gets its number in its name."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.id] += 1
        yield finding if seen[finding.id] == 1 else replace(finding, id=f"{finding.id}-{seen[finding.id]}")
