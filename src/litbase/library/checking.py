"""A draft checked against a library: the parts brought together, answers of earlier runs kept."""

import hashlib
import os
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from litbase.library.parts import Parts, stamp_of
from litbase.library.reading import unread_keys

if TYPE_CHECKING:
    from litbase.claims.checking import OnChecked
    from litbase.claims.citations.works import Work
    from litbase.claims.draft import Draft
    from litbase.claims.helping import HelperProcess
    from litbase.model.claim import DraftReport


def read(path: Path) -> "Draft":
    """Read the manuscript at *path*; raise DraftError."""
    from litbase.claims.drafts.reading import read_draft

    return read_draft(path)


def check(parts: Parts, draft: "Draft", *, name: str, on_checked: "OnChecked | None" = None) -> "DraftReport":
    """Check *draft*, called *name*, against the library; see `Library.check`."""
    from litbase.claims.answers import KeptAnswers
    from litbase.claims.checking import Shelves, check_draft
    from litbase.claims.kept_readings import KeptReadings

    with (
        closing(KeptAnswers(parts.folder.answers, state=_state_of(parts))) as answers,
        closing(KeptReadings(parts.folder.readings, state=_state_of_works(parts))) as readings,
    ):
        shelves = Shelves(
            index=parts.index,
            pages=parts.pages,
            works=readings.works("library", lambda: _works(parts)),
            catalog=readings.works("catalog", _works_of_the_catalog),
            unread=Counter(unread_keys(parts)),
            meaning=parts.meaning,
            helpers=lambda questions: _helpers(parts, questions),
        )
        return check_draft(draft, shelves, name=name, memory=answers, readings=readings, on_checked=on_checked)


def _helpers(parts: Parts, questions: int) -> "list[HelperProcess]":
    """Start processes that help to answer so many *questions*; a model that knows meanings is not loaded twice."""
    from litbase.claims.helping import HelperProcess, helpers_for

    count = helpers_for(questions, processors=os.cpu_count() or 1) if parts.settings.semantic is None else 0
    return [HelperProcess(parts.folder.pages, parts.folder.index, parts.index.engine) for _ in range(count)]


def _works(parts: Parts) -> "tuple[Work, ...]":
    from litbase.catalog.organisations import load_organisations
    from litbase.claims.citations.works import works_of

    bibliography = parts.bibliography
    return works_of(map(bibliography.complete, bibliography.keys()), load_organisations())


def _works_of_the_catalog() -> "tuple[Work, ...]":
    from litbase.catalog.organisations import load_organisations
    from litbase.catalog.reports import load_reports
    from litbase.claims.citations.works import works_of

    return works_of((report.entry for report in load_reports()), load_organisations())


def _state_of_works(parts: Parts) -> str:
    """Return what changes whenever the entries do that a draft may cite, or the names of their authors."""
    from litbase.claims.kept import stamps_of
    from litbase.formats.corpus import corpus_folder

    corpus = corpus_folder()
    names = [corpus / "organisations.toml", *sorted(corpus.joinpath("catalog").glob("*.bib"))]
    return f"{stamp_of(parts.folder.bibliography)} {stamps_of(names)}"


def _state_of(parts: Parts) -> str:
    """Return what changes whenever the pages that claims are traced to do."""
    sources = sorted(repr(source) for source in parts.pages.sources())
    named = "\x1f".join(
        [parts.settings.engine or "", parts.settings.semantic or "", str(parts.pages.identity), *sources]
    )
    return hashlib.sha256(named.encode()).hexdigest()
