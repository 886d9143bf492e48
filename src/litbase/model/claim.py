"""Claims, the checks made on them, the evidence shown, and the finding that results."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from litbase.model.page import Locator, Page, place_of


class Verdict(StrEnum):
    VERIFIED = "verified"
    SUPPORTED = "supported"
    TO_READ = "to-read"
    DIFFERS = "differs"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"
    UNCITED = "uncited"


NEEDS_EVIDENCE = frozenset({Verdict.VERIFIED, Verdict.SUPPORTED, Verdict.DIFFERS, Verdict.ELSEWHERE})


class CheckKind(StrEnum):
    CITATION = "citation"
    QUOTATION = "quotation"
    FIGURE = "figure"
    LOCATOR = "locator"
    SUPPORT = "support"
    CONSISTENCY = "consistency"
    CAUTION = "caution"


class Outcome(StrEnum):
    OK = "ok"
    DIFFERS = "differs"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """How far from the cited place the evidence stands."""

    CITED_PAGE = "cited-page"
    NEAR_PAGE = "near-page"
    CITED_SOURCE = "cited-source"
    LIBRARY = "library"


class CitationForm(StrEnum):
    KEY = "key"
    AUTHOR_DATE = "author-date"
    AUTHOR_PAGE = "author-page"
    NUMBER = "number"
    NOTE = "note"
    SYMBOL = "symbol"
    LAW = "law"
    TREATY = "treaty"
    NAMED = "named"


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft; `line` and `column` from 1, `start` and `end` offsets into the draft."""

    text: str
    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as it stands in a draft. `keys`: resolved, one per cited work; `candidates`: entries that fit
    when it is not clear which (then `keys` is empty); `suggestions`: records of the catalog it looks like."""

    raw: str
    start: int
    end: int
    form: CitationForm
    keys: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    locator: Locator | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Words or figures that differ; "" where one side has none."""

    draft: str
    source: str


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing checked. `start`, `end` are offsets in the draft, `evidence` an index into the finding's evidence."""

    kind: CheckKind
    outcome: Outcome
    detail: str
    start: int
    end: int
    evidence: int | None = None
    differences: tuple[Difference, ...] = ()
    uncovered: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage shown for a claim; offsets are into the page's readable text.

    `chapter` is the country chapter that it stands in, None if it stands in none.
    """

    key: str
    page: Page
    locator: str
    text: str
    start: int
    end: int
    sha256: str
    file: str
    scope: Scope
    ocr: bool = False
    chapter: str | None = None

    @property
    def place(self) -> str:
        """Where the passage stands, for people: "p. 173", "para. 42 (p. 7)", "p. 200, Norland"."""
        where = place_of(self.locator, self.page)
        return where if self.chapter is None else f"{where}, {self.chapter}"


@dataclass(frozen=True, slots=True)
class Settled:
    """An editor's decision that a finding needs no more attention; `date` is ISO 8601."""

    reason: str
    date: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on one claim with the checks that led to it; it cannot exist without the passage it speaks of."""

    id: str
    claim: Claim
    citations: tuple[Citation, ...]
    verdict: Verdict
    reason: str
    checks: tuple[CheckItem, ...]
    evidence: tuple[Evidence, ...]
    settled: Settled | None = None

    def __post_init__(self) -> None:
        if self.verdict in NEEDS_EVIDENCE and not self.evidence:
            raise ValueError(f"a '{self.verdict}' finding needs a passage")

    def passages_told(self) -> tuple[int, ...]:
        """Return the indexes of the passages to show a reader: those that its checks speak of, then the others.

        Where the verdict is decided, the others are left out; where it is not, each may be what is looked for.
        """
        told = sorted({check.evidence for check in self.checks if check.evidence is not None})
        if told and self.verdict is not Verdict.TO_READ:
            return tuple(told)
        return tuple(dict.fromkeys((*told, *range(len(self.evidence)))))


class NoteKind(StrEnum):
    """What is to be said of a draft as a whole rather than of one claim."""

    REFERENCE_NOT_CITED = "reference-not-cited"
    CITATION_WITHOUT_REFERENCE = "citation-without-reference"
    CONSISTENCY = "consistency"
    DUPLICATE_REFERENCE = "duplicate-reference"


@dataclass(frozen=True, slots=True)
class DraftNote:
    """One remark on a draft as a whole; `spans` are the places it speaks of, in the draft."""

    kind: NoteKind
    message: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What came of checking one draft: findings and notes in its order.

    `draft`: the path as it was given; `format`: "markdown", "docx" …; `text`: what every offset counts in.
    """

    draft: str
    format: str
    text: str
    findings: tuple[Finding, ...]
    notes: tuple[DraftNote, ...]

    def line_of(self, offset: int) -> int:
        """Return the line, from 1, that *offset* stands in; "\\n", "\\r\\n" and "\\r" end one."""
        return 1 + sum(1 for _ in re.finditer(r"\r\n?|\n", self.text[:offset]))


VERDICTS_WORST_FIRST: tuple[Verdict, ...] = (
    Verdict.DIFFERS,
    Verdict.NOT_FOUND,
    Verdict.ELSEWHERE,
    Verdict.UNCITED,
    Verdict.UNCHECKED,
    Verdict.TO_READ,
    Verdict.SUPPORTED,
    Verdict.VERIFIED,
)


def summary_of(findings: tuple[Finding, ...]) -> Mapping[str, int]:
    """Count the findings of each verdict, zeros too."""
    counts = {verdict.value: 0 for verdict in Verdict}
    for finding in findings:
        counts[finding.verdict.value] += 1
    return counts
