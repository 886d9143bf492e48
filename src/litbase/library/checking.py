"""A draft checked against a library: the parts brought together, answers of earlier runs kept."""

import hashlib
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from litbase.library.parts import Parts
from litbase.library.reading import unread_keys

if TYPE_CHECKING:
    from litbase.claims.checking import OnChecked
    from litbase.claims.draft import Draft
    from litbase.model.claim import DraftReport


def read(path: Path) -> "Draft":
    """Read the manuscript at *path*; raise DraftError."""
    from litbase.claims.drafts.reading import read_draft

    return read_draft(path)


def check(parts: Parts, draft: "Draft", *, name: str, on_checked: "OnChecked | None" = None) -> "DraftReport":
    """Check *draft*, called *name*, against the library; see `Library.check`."""
    from litbase.catalog.organisations import load_organisations
    from litbase.catalog.reports import load_reports
    from litbase.claims.answers import KeptAnswers
    from litbase.claims.checking import Shelves, check_draft
    from litbase.claims.works import works_of

    organisations = load_organisations()
    bibliography = parts.bibliography
    shelves = Shelves(
        index=parts.index,
        pages=parts.pages,
        works=works_of(map(bibliography.complete, bibliography.keys()), organisations),
        catalog=works_of((report.entry for report in load_reports()), organisations),
        unread=Counter(unread_keys(parts)),
        meaning=parts.meaning,
    )
    with closing(KeptAnswers(parts.folder.answers, state=_state_of(parts))) as answers:
        return check_draft(draft, shelves, name=name, memory=answers, on_checked=on_checked)


def _state_of(parts: Parts) -> str:
    """Return what changes whenever the pages that claims are traced to do."""
    sources = sorted(repr(source) for source in parts.pages.sources())
    named = "\x1f".join(
        [parts.settings.engine or "", parts.settings.semantic or "", str(parts.pages.identity), *sources]
    )
    return hashlib.sha256(named.encode()).hexdigest()
