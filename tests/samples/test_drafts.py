"""A check of each sample draft finds what was written down before any check was run: all of it, and nothing else."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from litbase.library.library import Library
from litbase.model.claim import DraftReport

from .expected import DRAFTS, NAMES, about, draft_of, expected_of, in_notes, uncalled_for

Check = Callable[[str], DraftReport]


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Check]:
    with Library.demo(tmp_path_factory.mktemp("drafts") / "library") as library:
        library.import_bibliography(DRAFTS / "also.bib")
        yield cache(lambda name: library.check(draft_of(name)))


def records(kind: str) -> Iterator[Any]:
    for name in NAMES:
        for record in expected_of(name).get(kind, []):
            yield pytest.param(name, record, id=f"{name}: {record['text']}")


@pytest.mark.parametrize(("name", "record"), [*records("finding")])
def test_a_claim_is_judged_as_the_contract_says(check: Check, name: str, record: dict[str, Any]) -> None:
    assert list(about(check(name), record)) == []


@pytest.mark.parametrize(("name", "record"), [*records("note")])
def test_what_is_to_be_said_of_the_whole_draft_is_said(check: Check, name: str, record: dict[str, Any]) -> None:
    assert list(in_notes(check(name), record)) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_raised_without_cause(check: Check, name: str) -> None:
    assert list(uncalled_for(check(name), expected_of(name))) == []
