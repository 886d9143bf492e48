"""What each tool answers, as JSON; a library is asked by one caller at a time."""

import json
from collections.abc import Sequence
from threading import Lock
from typing import Any

from litbase.csl.locators import citable_locator
from litbase.errors import LibraryError
from litbase.library.library import Library
from litbase.library.quoting import as_quotation, verbatim_places
from litbase.model import shapes
from litbase.model.citing import CitedWork
from litbase.model.claim import CheckKind, Evidence, Finding, Verdict
from litbase.model.page import Page, page_locator

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
        """Say whether a quotation stands word by word, and on which pages; if not, what is nearest to it."""
        words = as_quotation(quotation)
        with self._turn:
            finding = self._library.trace(words, within=[key] if key else [])
        places = verbatim_places(finding, words)
        asked = [place for place in places if page is None or is_called(place.page, page)]
        shown = next(iter(asked or places or finding.evidence), None)
        told = [each for check in finding.checks for each in check.differences]
        return {
            "stands": bool(asked),
            "verdict": (Verdict.ELSEWHERE if places and not asked else finding.verdict).value,
            "reason": _reason(finding, places, asked, page),
            "differences": [{"quotation": each.draft, "source": each.source} for each in told],
            "passage" if asked else "nearest": None if shown is None else _passage(shown),
            "places": [{"key": each.key, "page": shapes.page(each.page), "locator": each.locator} for each in places],
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
            place = None if shown is None else citable_locator(shown["locator"])
            cited = shapes.cited(self._library.cite([CitedWork(key, place)], style=style))
        where = {"key": key, "page": shown and shown["page"], "locator": shown and shown["locator"]}
        return where | {"words": shown and shown["words"], **cited}


def is_called(page: Page, wanted: str) -> bool:
    """Tell whether *wanted* is the printed number of the page, or "file" and its place there."""
    name = wanted.strip().removeprefix("p.").removeprefix("page").strip()
    if name.startswith("file"):
        return name.removeprefix("file").removeprefix(" p.").strip() == str(page.number)
    return name.strip("[]") == page.label or (page.label is None and name == page.heading)


def _reason(finding: Finding, places: Sequence[Evidence], asked: Sequence[Evidence], page: str | None) -> str:
    if places and not asked:
        wanted = page if page is None or page.startswith("file") else f"p. {page}"
        return f"It stands on {', '.join(each.locator for each in places)}, not on {wanted}."
    is_checked = any(check.kind is CheckKind.QUOTATION for check in finding.checks)
    if not places and not is_checked and finding.verdict is not Verdict.DIFFERS:
        return "Too short to be checked as a quotation."
    return finding.reason


def _passage(evidence: Evidence) -> Shape:
    return shapes.evidence(evidence) | {"words": evidence.text}
