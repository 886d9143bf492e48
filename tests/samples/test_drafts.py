"""A check of each sample draft finds what was written down before any check was run: all of it, and nothing else."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from litbase.library.library import Library
from litbase.model.claim import DraftReport

from .expected import DRAFTS, NAMES, about, draft_of, expected_of, in_notes, uncalled_for

Check = Callable[[str], DraftReport]

# What the check does not get right yet, each with the reason; a test that begins to pass says so.
NOT_YET = {
    ("index-review", "an estimated number of 18,400"): "a figure in a row of a table is not found by its column",
    ("law-note", "a fine of up to 20,000 crowns"): "a changed figure in a short claim makes it unlike its passage",
    (
        "norland-fisheries",
        "identified 401 victims in Norland",
    ): "a figure of the year before, said with another verb, is left open",
    ("press-review", "260 beds"): "one quantity with two values, far apart in the draft, is not seen",
    (
        "seminar-mla",
        "estimated number for Castrovia at 141,000",
    ): "a figure in a row of a table is not found by its column",
    ("index-review", "identified 386 victims"): "a figure in a row of a table is not found by its year",
}


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Check]:
    with Library.demo(tmp_path_factory.mktemp("drafts") / "library") as library:
        library.import_bibliography(DRAFTS / "also.bib")
        yield cache(lambda name: library.check(draft_of(name)))


def records(kind: str) -> Iterator[Any]:
    for name in NAMES:
        for record in expected_of(name).get(kind, []):
            reason = NOT_YET.get((name, record["text"]))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(name, record, id=f"{name}: {record['text']}", marks=marks)


@pytest.mark.parametrize(("name", "record"), [*records("finding")])
def test_a_claim_is_judged_as_the_contract_says(check: Check, name: str, record: dict[str, Any]) -> None:
    assert list(about(check(name), record)) == []


@pytest.mark.parametrize(("name", "record"), [*records("note")])
def test_what_is_to_be_said_of_the_whole_draft_is_said(check: Check, name: str, record: dict[str, Any]) -> None:
    assert list(in_notes(check(name), record)) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_raised_without_cause(check: Check, name: str) -> None:
    assert list(uncalled_for(check(name), expected_of(name))) == []
