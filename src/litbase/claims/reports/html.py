"""A checked draft as one HTML page: the draft on one side, the evidence on the other, nothing loaded from elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from litbase.claims.reports.marked import paragraphs_of
from litbase.formats.templates import write_page
from litbase.model.claim import (
    VERDICTS_WORST_FIRST,
    CheckItem,
    CheckKind,
    DraftReport,
    Evidence,
    Finding,
    Outcome,
    Span,
    Verdict,
    summary_of,
)

_TEMPLATE = Path(__file__).parent / "report.html"
_PASSAGES_SHOWN = 3
_ALREADY_SAID = frozenset({CheckKind.SUPPORT})
_OF_WORDS = frozenset({CheckKind.FIGURE, CheckKind.QUOTATION})
_WORD = re.compile(r"\w+")

MEANINGS: Mapping[Verdict, str] = {
    Verdict.DIFFERS: "the passage is there, but words or figures differ",
    Verdict.NOT_FOUND: "the sources cited were read in full, and it is not there",
    Verdict.ELSEWHERE: "borne out, but on another page or in another source than cited",
    Verdict.UNCITED: "a quotation or figure with no citation",
    Verdict.UNCHECKED: "the source is not in the library, has no text, or is not clear",
    Verdict.TO_READ: "passages that may bear it out; a person decides",
    Verdict.SUPPORTED: "figures agree, and the passage covers the claim",
    Verdict.VERIFIED: "the quotation stands verbatim, figures agree, the page is right",
}
"""What each verdict means, the worst first."""

Picture = Callable[[Evidence], str | None]
"""Gives the address of a picture of the page on which a passage stands, which may hold the picture; None if none is."""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as the page shows it: its words in pieces (text, is it one that differs), and a picture."""

    number: int
    key: str
    title: str
    place: str
    pieces: tuple[tuple[str, bool], ...]
    is_ocr: bool
    file: str
    sha256: str
    picture: str | None
    address: str  # in the reading room


@dataclass(frozen=True, slots=True)
class Remark:
    """What the checks of one kind with one outcome say; `words`: those of the draft that it is said of."""

    kind: CheckKind
    outcome: Outcome
    detail: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as the page shows it."""

    finding: Finding
    remarks: tuple[Remark, ...]
    passages: tuple[ShownPassage, ...]
    is_open: bool


def html_report(
    report: DraftReport,
    *,
    titles: Mapping[str, str],
    picture: Picture,
    checked_on: date,
    version: str,
    home: str | None = None,
) -> str:
    """Return the report as a page that stands by itself; *titles* are those of the sources by key.

    *home*: its address in the reading room, whose script and other formats it then offers.
    """
    counts = summary_of(report.findings)
    cards = {one.id: _card(one, report, titles, picture) for one in report.findings}
    return write_page(
        _TEMPLATE,
        report=report,
        name=Path(report.draft).name,
        counts=[(verdict, counts[verdict.value], MEANINGS[verdict]) for verdict in VERDICTS_WORST_FIRST],
        rows=[(paragraph, [cards[one.id] for one in paragraph.findings]) for paragraph in paragraphs_of(report)],
        notes=[(note, [_words(report.text, span) for span in note.spans]) for note in report.notes],
        settled=sum(one.settled is not None for one in report.findings),
        checked_on=checked_on.isoformat(),
        version=version,
        home=home,
    )


def _card(finding: Finding, report: DraftReport, titles: Mapping[str, str], picture: Picture) -> Card:
    told = [check for check in finding.checks if _is_told(check, finding)]
    pictured = {0, *(check.evidence for check in finding.checks)}
    passages = [
        _passage(index, finding, titles, picture if index in pictured else _no_picture)
        for index in finding.passages_told()[:_PASSAGES_SHOWN]
    ]
    is_open = finding.settled is None and finding.verdict not in (Verdict.VERIFIED, Verdict.SUPPORTED)
    return Card(finding, tuple(_remarks(told, finding, report)), tuple(passages), is_open)


def _no_picture(_: Evidence) -> None:
    """Draw nothing of a passage that no check speaks of: its words will do."""


def _remarks(checks: Sequence[CheckItem], finding: Finding, report: DraftReport) -> Iterator[Remark]:
    """Yield what is said of the checks; of several with one outcome once, with the words of each."""
    whole = (finding.claim.start, finding.claim.end)
    by_detail: dict[tuple[CheckKind, Outcome, str], list[str]] = {}
    for check in checks:
        is_named = check.kind in _OF_WORDS and (check.start, check.end) != whole
        named = _words(report.text, (check.start, check.end))
        detail = _said_of(named, check.detail) if is_named else check.detail
        words = by_detail.setdefault((check.kind, check.outcome, detail), [])
        words += [named] if is_named else []
    for (kind, outcome, detail), words in by_detail.items():
        yield Remark(kind, outcome, detail, tuple(dict.fromkeys(words)))


def _said_of(words: str, detail: str) -> str:
    """Return what is said of words that stand before it: “12” once, and not once more for each figure that agrees."""
    if detail.casefold() == f"“{words}” agrees with “{words}”".casefold():
        return "in the passage too"
    return detail.removeprefix(f"“{words}” ")


def _is_told(check: CheckItem, finding: Finding) -> bool:
    """Tell whether a check says something that the reason of the finding does not."""
    if check.kind in _ALREADY_SAID or check.detail in finding.reason:
        return False
    if check.differences and sum(bool(one.differences) for one in finding.checks) == 1:
        return False  # the reason says where, the table what
    is_uncited = finding.verdict is Verdict.UNCITED
    return check.kind is not CheckKind.CITATION or (check.outcome is not Outcome.OK and not is_uncited)


def _passage(number: int, finding: Finding, titles: Mapping[str, str], picture: Picture) -> ShownPassage:
    evidence = finding.evidence[number]
    return ShownPassage(
        number=number + 1,
        key=evidence.key,
        title=titles.get(evidence.key, ""),
        place=evidence.place,
        pieces=tuple(_pieces(evidence.text, _differing(finding.checks, number, evidence.text))),
        is_ocr=evidence.ocr,
        file=evidence.file,
        sha256=evidence.sha256,
        picture=picture(evidence),
        address=f"/read/{quote(evidence.key, safe='')}?{urlencode(_place(evidence))}",
    )


def _place(evidence: Evidence) -> dict[str, str | int]:
    return {"n": evidence.page.number, "file": evidence.file, "at": f"{evidence.start}-{evidence.end}"}


def _differing(checks: Sequence[CheckItem], number: int, text: str) -> list[Span]:
    """Return where the words that differ from the claim stand in a passage."""
    found = []
    for check in checks:
        for difference in check.differences if check.evidence == number else ():
            words = r"\W+".join(map(re.escape, _WORD.findall(difference.source)))
            match = re.search(rf"(?<!\w){words}(?!\w)", text) if words else None
            found += [match.span()] if match is not None else []
    return sorted(found)


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    done = 0
    for start, end in spans:
        if start >= done:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False


def _words(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())
