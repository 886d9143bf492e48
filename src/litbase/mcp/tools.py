"""What each tool answers, as JSON; a library is asked by one caller at a time."""

import json
from collections.abc import Sequence
from threading import Lock
from typing import Any

from litbase.csl.locators import read_locator
from litbase.errors import LibraryError
from litbase.library.library import Library
from litbase.model import shapes
from litbase.model.citing import CitedWork
from litbase.model.claim import CheckItem, CheckKind, Evidence, Finding, Outcome, Verdict
from litbase.model.page import Page, page_locator

_QUOTES = '“”"„‟«»「」『』'
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'", "„": "‘", "‟": "‘"})
Shape = dict[str, Any]


class Refusal(Exception):
    """Something that an assistant must not cite, and what stands there instead."""


class Tools:
    """The tools of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = Lock()

    def search(self, query: str, *, within: Sequence[str] = (), limit: int = 8) -> Shape:
        """Return hits as `litbase search --json` does, each with `words`."""
        with self._turn:
            found = shapes.search(self._library.search(query, within=within, limit=limit))
        return found | {"hits": [hit | {"words": hit["snippet"]} for hit in found["hits"]]}

    def read_page(self, key: str, page: str | None) -> Shape:
        """Return one page: where it is and all of its words."""
        with self._turn:
            return self._page(key, page)

    def _page(self, key: str, wanted: str | None) -> Shape:
        sources = self._library.pages(key)
        if not sources:
            raise LibraryError(f"'{key}' has no source that can be read", "cite nothing of it")
        for source, pages in sources:
            for each in pages:
                if wanted is None or is_called(each, wanted):
                    where = {"key": key, "page": shapes.page(each), "locator": page_locator(each)}
                    return where | {"words": each.text, "file": source.file, "sha256": source.sha256, "ocr": each.ocr}
        raise LibraryError(f"'{key}' has no page '{wanted}'", "pages are called as they are printed; search tells them")

    def trace(self, claim: str, *, within: Sequence[str] = ()) -> Shape:
        """Return the finding as `litbase trace --json` does, each passage with `words`."""
        with self._turn:
            finding = shapes.trace(self._library.trace(claim, within=within))
        return finding | {"evidence": [each | {"words": each["text"]} for each in finding["evidence"]]}

    def check_quotation(self, quotation: str, *, key: str | None, page: str | None) -> Shape:
        """Say whether a quotation stands word by word, and where; if not, what is nearest to it."""
        words = quotation.strip().strip(_QUOTES).strip().translate(_INNER)
        with self._turn:
            finding = self._library.trace(f"“{words}”", within=[key] if key else [])
        found = _stands(finding, len(words))
        nearest = found or next(iter(finding.evidence), None)
        is_there = found is not None and (page is None or is_called(found.page, page))
        answer: Shape = {"stands": is_there, "verdict": finding.verdict.value, "reason": finding.reason}
        if found is not None and not is_there:
            answer |= {"verdict": Verdict.ELSEWHERE.value, "reason": f"It stands on {found.locator}, not on p. {page}."}
        elif found is None and finding.verdict is not Verdict.DIFFERS and not _quotations(finding):
            answer["reason"] = "Too short to be checked as a quotation."
        told = [each for check in finding.checks for each in check.differences]
        passage = None if nearest is None else _passage(nearest)
        return answer | {
            "differences": [{"quotation": each.draft, "source": each.source} for each in told],
            "passage" if is_there else "nearest": passage,
        }

    def cite(self, key: str, *, page: str | None, quotation: str | None, style: str | None) -> Shape:
        """Return citation and entry, with the page's words; refuse a page or words that are not there."""
        if quotation is not None:
            checked = self.check_quotation(quotation, key=key, page=page)
            if not checked["stands"]:
                raise Refusal(json.dumps({"refused": quotation} | checked, ensure_ascii=False))
            passage = checked["passage"]
        with self._turn:
            shown = passage if quotation is not None else self._page(key, page) if page else None
            place = None if shown is None else read_locator(shown["locator"])
            cited = shapes.cited(self._library.cite([CitedWork(key, place)], style=style))
        where = {"key": key, "page": shown and shown["page"], "locator": shown and shown["locator"]}
        return where | {"words": shown and shown["words"], **cited}


def is_called(page: Page, wanted: str) -> bool:
    """Tell whether *wanted* is the printed number of the page, or "file" and its place there."""
    name = wanted.strip().removeprefix("p.").removeprefix("page").strip()
    if name.startswith("file"):
        return name.removeprefix("file").removeprefix(" p.").strip() == str(page.number)
    return name.strip("[]") == page.label or (page.label is None and name == page.heading)


def _stands(finding: Finding, length: int) -> Evidence | None:
    """Return the passage in which the whole quotation stands verbatim, None if there is none."""
    checks = _quotations(finding)
    if finding.verdict is not Verdict.VERIFIED or len(checks) != 1 or checks[0].evidence is None:
        return None
    is_whole = checks[0].outcome is Outcome.OK and checks[0].end - checks[0].start >= length
    return finding.evidence[checks[0].evidence] if is_whole else None


def _quotations(finding: Finding) -> list[CheckItem]:
    return [check for check in finding.checks if check.kind is CheckKind.QUOTATION]


def _passage(evidence: Evidence) -> Shape:
    return shapes.evidence(evidence) | {"words": evidence.text}
