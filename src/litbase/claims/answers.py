"""Answers of earlier checks, kept so that only what changed is traced again: derived, made anew at any time."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from litbase.claims.question import Answer, Question
from litbase.errors import LibraryError
from litbase.formats.databases import create_tables, open_database, transaction
from litbase.model.claim import CheckItem, CheckKind, Difference, Evidence, Outcome, Scope, Verdict
from litbase.model.page import Page

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE answers (question BLOB NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (question))
WITHOUT ROWID;
"""


class KeptAnswers:
    """The answers in one file, good for one `state` of the library; what another state gave is forgotten.

    Answers given while the file is open are written by `close`. Where nothing can be written, nothing is kept.
    """

    def __init__(self, path: Path, *, state: str) -> None:
        self._connection = open_database(path)
        self._state = f"{state} {_rules()}"
        self._new: dict[bytes, str] = {}
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version != _SCHEMA_VERSION:
            with suppress(LibraryError):
                create_tables(
                    self._connection,
                    f"DROP TABLE IF EXISTS answers; {_SCHEMA} PRAGMA user_version = {_SCHEMA_VERSION};",
                )

    def get(self, question: Question) -> Answer | None:
        row = self._connection.execute(
            "SELECT answer FROM answers WHERE question = ? AND state = ?", (_name(question), self._state)
        ).fetchone()
        return None if row is None else _read(json.loads(row[0]))

    def put(self, question: Question, answer: Answer) -> None:
        self._new[_name(question)] = json.dumps(_written(answer), ensure_ascii=False)

    def close(self) -> None:
        """Keep the new answers, forget those of other states, and close the file."""
        if self._new:
            with suppress(LibraryError), transaction(self._connection):
                self._connection.execute("DELETE FROM answers WHERE state <> ?", (self._state,))
                self._connection.executemany(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)",
                    ((name, self._state, answer) for name, answer in self._new.items()),
                )
        self._connection.close()


def _name(question: Question) -> bytes:
    return hashlib.sha256(repr(question).encode()).digest()


def _rules() -> str:
    """Return what changes whenever the rules do by which answers are given: the files of this part and of search."""
    here = Path(__file__).parent
    files = sorted((*here.glob("*.py"), *here.parent.joinpath("search").glob("*.py")))
    stamps = ((file.name, (found := file.stat()).st_size, found.st_mtime_ns) for file in files)
    return hashlib.sha256(repr(list(stamps)).encode()).hexdigest()


def _written(answer: Answer) -> dict[str, Any]:
    return {
        "verdict": answer.verdict,
        "reason": answer.reason,
        "checks": [
            (c.kind, c.outcome, c.detail, c.start, c.end, c.evidence,
             [(each.draft, each.source) for each in c.differences], c.uncovered)
            for c in answer.checks
        ],
        "evidence": [
            (e.key, (e.page.number, e.page.label, e.page.inferred, e.page.heading), e.locator, e.text, e.start, e.end,
             e.sha256, e.file, e.scope, e.ocr, e.chapter)
            for e in answer.evidence
        ],
    }  # fmt: skip


def _read(kept: dict[str, Any]) -> Answer:
    return Answer(
        Verdict(kept["verdict"]),
        kept["reason"],
        tuple(map(_read_check, kept["checks"])),
        tuple(map(_read_evidence, kept["evidence"])),
    )


def _read_check(row: Sequence[Any]) -> CheckItem:
    kind, outcome, detail, start, end, evidence, differences, uncovered = row
    return CheckItem(
        CheckKind(kind), Outcome(outcome), detail, start, end, evidence,
        tuple(Difference(*each) for each in differences), tuple((a, b) for a, b in uncovered),
    )  # fmt: skip


def _read_evidence(row: Sequence[Any]) -> Evidence:
    key, (number, label, inferred, heading), locator, text, start, end, sha256, file, scope, ocr, chapter = row
    page = Page(number, label, "", inferred=inferred, heading=heading, ocr=ocr)
    return Evidence(key, page, locator, text, start, end, sha256, file, Scope(scope), ocr, chapter)
