"""Which drafts cite a source, and where: remembered of each draft when it was last checked."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litbase.formats.files import write_whole
from litbase.library.parts import Parts
from litbase.model.claim import Citation, DraftReport, Finding

if TYPE_CHECKING:
    from litbase.model.record import CitingDraft, DraftState

_VERSION = 1
_LONGEST = 300  # characters of a claim
_MOST_DRAFTS = 500


def remember(parts: Parts, report: DraftReport, draft: Path | None, *, today: date) -> None:
    """Remember what *report* found cited, in place of what was known of a draft of that name.

    *draft*: where the manuscript stands; None if it was handed in and stands nowhere. Where nothing can be written,
    nothing is remembered: it is derived, and comes back with the next check.
    """
    name = report.draft if draft is None else str(draft.resolve())
    kept: dict[str, Any] = {"version": _VERSION, "name": name, "stamp": None, "checked": today.isoformat()}
    if draft is not None:
        kept["stamp"] = _stamp(draft)
    kept["claims"] = [
        {"key": key, **_claim(finding, citation)}
        for finding in report.findings
        for citation in finding.citations
        for key in citation.keys
    ]
    with suppress(OSError):
        folder = parts.folder.drafts
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"
        write_whole(path, json.dumps(kept, ensure_ascii=False).encode())


def citing_drafts(parts: Parts, key: str) -> "tuple[CitingDraft, ...]":
    """Return the drafts that cited *key* when they were last checked, the latest check first."""
    paths = sorted(parts.folder.drafts.glob("*.json"))[:_MOST_DRAFTS]
    found = [draft for path in paths for draft in _read(path, key)]
    return tuple(sorted(found, key=lambda draft: (draft.checked, draft.name), reverse=True))


def _claim(finding: Finding, citation: Citation) -> dict[str, Any]:
    words = " ".join(finding.claim.text.split())
    place = citation.locator
    return {
        "text": words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …",
        "line": finding.claim.line,
        "locator": None if place is None else f"{place.kind.value} {place.value}",
        "verdict": finding.verdict.value,
    }


def _read(path: Path, key: str) -> "Iterator[CitingDraft]":
    """Yield the draft remembered in *path* if it cites *key*; what litbase did not write is passed over."""
    from litbase.model.record import CitingClaim, CitingDraft

    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        kept = json.loads(path.read_bytes())
        if kept["version"] != _VERSION:
            return
        claims = tuple(
            CitingClaim(str(each["text"]), int(each["line"]), each["locator"], str(each["verdict"]))
            for each in kept["claims"]
            if each["key"] == key
        )
        if claims:
            name, stamp = Path(kept["name"]), kept["stamp"]
            yield CitingDraft(name.name, str(kept["checked"]), _state(name, stamp), claims)


def _state(draft: Path, stamp: object) -> "DraftState":
    from litbase.model.record import DraftState

    if stamp is None:
        return DraftState.HANDED_IN
    if not draft.is_file():
        return DraftState.GONE
    return DraftState.AS_CHECKED if _stamp(draft) == stamp else DraftState.CHANGED


def _stamp(draft: Path) -> list[int]:
    """Return what changes when a file does: bytes and time; its content is not read again for it."""
    found = draft.stat()
    return [found.st_size, found.st_mtime_ns]
