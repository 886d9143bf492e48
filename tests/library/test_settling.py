"""Findings that an editor has settled stay settled."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from litbase.errors import DraftError
from litbase.library.settling import (
    outdated_settlements,
    read_settlements,
    settle,
    settlements_path,
    unsettle,
    with_settlements,
)
from litbase.model.claim import Claim, DraftReport, Finding, Settled, Verdict

FINDING = Finding("abc-2", Claim('It was "3"\\n', 1, 1, 0, 9), (), Verdict.UNCITED, "No citation.", (), ())
REPORT = DraftReport("draft.md", "markdown", 'It was "3"', (FINDING,), ())
DAY = date(2026, 1, 2)


@pytest.mark.parametrize("reason", ["known to the author", 'says "so" \\ there', "两个来源", "with = and [brackets]"])
def test_a_settled_finding_is_known_again(tmp_path: Path, reason: str) -> None:
    draft = tmp_path / "draft.md"
    settle(draft, REPORT, "abc-2", reason, today=DAY)
    (found,) = with_settlements(REPORT, read_settlements(draft)).findings
    assert found.settled == Settled(reason, "2026-01-02")
    assert found.verdict is Verdict.UNCITED


def test_it_comes_back_when_that_is_wished_and_the_file_goes(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    settle(draft, REPORT, "abc-2", "known", today=DAY)
    unsettle(draft, "abc-2")
    assert not settlements_path(draft).exists()
    assert read_settlements(draft) == {}


def test_editors_who_settle_at_once_lose_nothing(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    names = [f"finding-{number}" for number in range(12)]
    report = replace(REPORT, findings=tuple(replace(FINDING, id=name) for name in names))
    with ThreadPoolExecutor(6) as editors:
        list(editors.map(lambda name: settle(draft, report, name, "known", today=DAY), names))
    assert sorted(read_settlements(draft)) == sorted(names)
    assert [path.name for path in tmp_path.iterdir()] == ["draft.md.settled.toml"]


def test_what_was_settled_of_a_sentence_that_has_changed_is_known_to_be_out_of_date(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    settle(draft, REPORT, "abc-2", "known", today=DAY)
    settlements = read_settlements(draft)
    assert outdated_settlements(REPORT, settlements) == {}
    changed = replace(REPORT, findings=(replace(FINDING, id="abc-3"),))
    assert [one.reason for one in outdated_settlements(changed, settlements).values()] == ["known"]


def test_another_finding_cannot_be_settled(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"no finding of 'draft\.md' is called 'xyz'"):
        settle(tmp_path / "draft.md", REPORT, "xyz", "known", today=DAY)
    with pytest.raises(DraftError, match="is not settled"):
        unsettle(tmp_path / "draft.md", "abc-2")


def test_a_reason_is_needed(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="needs a reason"):
        settle(tmp_path / "draft.md", REPORT, "abc-2", "  ", today=DAY)


@pytest.mark.parametrize("content", ["[broken", '["a"]\nreason = 3\n', 'a = "b"\n'])
def test_a_broken_file_is_said_to_be_so_and_kept(tmp_path: Path, content: str) -> None:
    draft = tmp_path / "draft.md"
    settlements_path(draft).write_text(content)
    with pytest.raises(DraftError, match=r"draft\.md\.settled\.toml"):
        settle(draft, REPORT, "abc-2", "known", today=DAY)
    assert settlements_path(draft).read_text() == content
