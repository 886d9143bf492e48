"""Values as the JSON that programs are promised: every shape of the contract is built here and nowhere else.

The same shapes are written down as JSON Schema in `docs/schemas/`. A key whose value is not known is there with None.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from litbase.errors import LitbaseError
from litbase.model.citing import Cited, Style
from litbase.model.claim import (
    CheckItem,
    Citation,
    Claim,
    DraftNote,
    DraftReport,
    Evidence,
    Finding,
    summary_of,
)
from litbase.model.entry import Problem, Severity
from litbase.model.page import Group, Guess, Hit, Locator, Page, SearchResult

if TYPE_CHECKING:  # most of what is shaped has none of these
    from litbase.model.record import (
        Added,
        AddReport,
        AttachedFile,
        CatalogRecord,
        Duplicates,
        ImportReport,
        Merged,
        Quoted,
        Record,
        RefusedRecord,
    )

Shape = dict[str, Any]


def page(value: Page) -> Shape:
    return {"number": value.number, "label": value.label, "inferred": value.inferred, "heading": value.heading}


def locator(value: Locator | None) -> Shape | None:
    return None if value is None else {"kind": value.kind.value, "value": value.value}


def hit(value: Hit) -> Shape:
    return {
        "key": value.key,
        "title": value.title,
        "year": value.year,
        "page": None if value.page is None else page(value.page),
        "locator": value.locator,
        "heading": value.heading,
        "snippet": value.snippet,
        "spans": _spans(value.spans),
        "score": value.score,
        "file": value.file,
        "sha256": value.sha256,
        "ocr": value.ocr,
    }


def search(value: SearchResult) -> Shape:
    shape: Shape = {
        "query": value.query,
        "total": value.total,
        "matched": value.matched,
        "suggestion": value.suggestion,
        "facets": {name: dict(counts) for name, counts in value.facets.items()},
    }
    if value.groups is None:
        return shape | {"hits": [hit(each) for each in value.hits]}
    return shape | {"groups": [_group(each) for each in value.groups]}


def _group(value: Group) -> Shape:
    return {
        "key": value.key,
        "title": value.title,
        "year": value.year,
        "total": value.total,
        "hits": [hit(each) for each in value.hits],
    }


def pages(key: str, read: Iterable[Page], *, file: str, sha256: str, text: bool = False) -> Shape:
    """Return the pages of one source; *text* adds each page's readable text."""
    return {"key": key, "file": file, "sha256": sha256, "pages": [_read_page(each, text=text) for each in read]}


def _read_page(value: Page, *, text: bool) -> Shape:
    shape = page(value) | {"characters": len(value.text), "ocr": value.ocr, "problem": value.problem}
    return shape | {"text": value.text} if text else shape


def item(value: "Record") -> Shape:
    """Return the CSL-JSON item ("id" is the citation key) with litbase's own part."""
    return {**value.item, "litbase": {"files": [_file(each) for each in value.files], "tags": list(value.tags)}}


def _file(value: "AttachedFile") -> Shape:
    return {
        "file": value.file,
        "sha256": value.sha256,
        "pages": value.pages,
        "ocr": value.ocr,
        "retrieved": value.retrieved,
        "url": value.url,
    }


def add(value: "AddReport") -> Shape:
    return {
        "added": [_added(each) for each in value.added],
        "refused": [{"path": each.path, **_error(each.error)} for each in value.refused],
    }


def _added(value: "Added") -> Shape:
    return {
        "key": value.key,
        "file": value.file,
        "sha256": value.sha256,
        "pages": value.pages,
        "new": value.new,
        "guessed": _guessed(value.guesses),
        "same_work_as": value.same_work_as,
    }


def _guessed(values: Sequence[Guess]) -> Shape:
    return {each.field: {"value": each.value, "from": each.origin} for each in reversed(values)}


def _error(value: LitbaseError) -> Shape:
    return {"error": value.name, "message": str(value), "hint": value.hint}


def imported(value: "ImportReport") -> Shape:
    """Return what came of each record of an imported bibliography, with the keys it has in the library."""
    before = {new: old for old, new in value.renamed.items()}
    files = {each.key: each for each in value.sources.added}
    return {
        "added": [
            _imported(key, before.get(key), files.get(key), new=True)
            | {"same_work_as": value.alike[key].keys[0] if key in value.alike else None}
            for key in value.added
        ],
        "merged": [_imported(key, before.get(key), files.get(key), new=False) for key in value.merged],
        "refused": [_refused_record(each, value.path) for each in value.refused]
        + [{"keys": [], "path": each.path, "line": None, **_error(each.error)} for each in value.sources.refused],
    }


def _imported(key: str, original: str | None, added: "Added | None", *, new: bool) -> Shape:
    return {
        "key": key,
        "keys": [key],
        "original": original or key,
        "file": None if added is None else added.file,
        "sha256": None if added is None else added.sha256,
        "pages": None if added is None else added.pages,
        "new": new,
        "guessed": {},
    }


def _refused_record(value: "RefusedRecord", path: str) -> Shape:
    keys = [] if value.key is None else [value.key]
    return {"keys": keys, "path": path, "line": value.line, **_error(value.error)}


def dedupe(value: "Duplicates", merged: "Sequence[Merged]" = ()) -> Shape:
    """Return the groups found; *merged*: what was made of some of them."""
    return {
        "duplicates": [
            {"keys": list(each.keys), "reason": each.reason, "confidence": each.confidence} for each in value.duplicates
        ],
        "series": [{"keys": list(each.keys), "reason": each.reason} for each in value.series],
        "merged": [{"key": each.key, "gone": list(each.gone)} for each in merged],
    }


def catalog(values: "Iterable[CatalogRecord]") -> Shape:
    return {"records": [_catalog_record(each) for each in values]}


def _catalog_record(value: "CatalogRecord") -> Shape:
    own = {"name": value.name, "standing": dict(value.standing), "in_library": value.in_library, "note": value.note}
    return {**value.item, **own}


def doctor(values: Sequence[Problem]) -> Shape:
    counts = Counter(each.severity for each in values)
    return {
        "problems": [_problem(each) for each in values],
        "summary": {severity.value: counts[severity] for severity in Severity},
    }


def _problem(value: Problem) -> Shape:
    return {
        "check": value.check,
        "severity": value.severity.value,
        "key": value.key,
        "file": value.file,
        "line": value.line,
        "message": value.message,
        "fix": value.fix,
    }


def claim(value: Claim) -> Shape:
    return {
        "text": value.text,
        "line": value.line,
        "column": value.column,
        "start": value.start,
        "end": value.end,
    }


def citation(value: Citation) -> Shape:
    return {
        "raw": value.raw,
        "start": value.start,
        "end": value.end,
        "form": value.form.value,
        "keys": list(value.keys),
        "candidates": list(value.candidates),
        "locator": locator(value.locator),
        "suggestions": list(value.suggestions),
    }


def check_item(value: CheckItem) -> Shape:
    return {
        "kind": value.kind.value,
        "outcome": value.outcome.value,
        "detail": value.detail,
        "start": value.start,
        "end": value.end,
        "evidence": value.evidence,
        "differences": [{"draft": each.draft, "source": each.source} for each in value.differences],
        "uncovered": _spans(value.uncovered),
    }


def evidence(value: Evidence) -> Shape:
    return {
        "key": value.key,
        "page": page(value.page),
        "locator": value.locator,
        "chapter": value.chapter,
        "text": value.text,
        "start": value.start,
        "end": value.end,
        "sha256": value.sha256,
        "file": value.file,
        "ocr": value.ocr,
        "scope": value.scope.value,
    }


def finding(value: Finding) -> Shape:
    settled = value.settled
    return {
        "id": value.id,
        "claim": claim(value.claim),
        "citations": [citation(each) for each in value.citations],
        "verdict": value.verdict.value,
        "reason": value.reason,
        "checks": [check_item(each) for each in value.checks],
        "evidence": [evidence(each) for each in value.evidence],
        "settled": None if settled is None else {"reason": settled.reason, "date": settled.date},
    }


def quote(value: "Quoted") -> Shape:
    return {
        "key": value.key,
        "quotation": value.quotation,
        "stands": value.stands,
        "reason": value.reason,
        "locator": locator(value.locator),
        "text": value.text,
        "finding": finding(value.finding),
    }


def trace(value: Finding) -> Shape:
    """Return the answer of `trace`: one finding."""
    return finding(value)


def note(value: DraftNote) -> Shape:
    return {"kind": value.kind.value, "message": value.message, "spans": _spans(value.spans)}


def check(value: DraftReport) -> Shape:
    """Return the answer of `check`: the findings and notes on one draft, and a count of every verdict."""
    return {
        "draft": value.draft,
        "format": value.format,
        "findings": [finding(each) for each in value.findings],
        "notes": [note(each) for each in value.notes],
        "summary": dict(summary_of(value.findings)),
    }


def cited(value: Cited) -> Shape:
    """Return the answer of `cite` and `bib`."""
    return {
        "style": value.style,
        "citations": [
            {"keys": list(each.keys), "locator": locator(each.locator), "text": each.text, "html": each.html}
            for each in value.citations
        ],
        "bibliography": [{"key": each.key, "text": each.text, "html": each.html} for each in value.references],
    }


def styles(values: Iterable[Style], *, default: str | None) -> Shape:
    """Return the styles found; *default* is the library's."""
    return {
        "styles": [
            {"id": each.id, "title": each.title, "parent": each.parent, "default": each.id == default}
            for each in values
        ]
    }


def _spans(values: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [[start, end] for start, end in values]
