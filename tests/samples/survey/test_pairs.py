"""Of each pair of claims on tables, pages, quotations and figures the true one passes and the altered one is told."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from litbase.library.library import Library
from litbase.model.claim import DraftReport

from .documents import write_documents

PAIRS = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text("utf-8"))["pair"]
NAMES = [f"{number}: {pair['kind']}" for number, pair in enumerate(PAIRS, 1)]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DraftReport]:
    """Return the reports on two drafts: one of the true claims, one of those altered."""
    folder = tmp_path_factory.mktemp("survey")
    with Library.init(folder / "library") as library:
        files = write_documents(folder)
        library.import_bibliography(folder / "set.bib")
        for key, path in files.items():
            assert not library.add([path], key=key).refused
        return {side: library.check(_draft(folder / f"{side}.md", side)) for side in ("true", "altered")}


def _draft(path: Path, side: str) -> Path:
    path.write_text("# Draft\n\n" + "\n\n".join(pair[side] for pair in PAIRS), "utf-8")
    return path


def verdicts(report: DraftReport, claim: str) -> Sequence[str]:
    """Return the verdicts on *claim*, of which a check may make several."""
    found = [(" ".join(one.claim.text.split()), str(one.verdict)) for one in report.findings]
    return [verdict for text, verdict in found if text in claim or claim in text]


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_true_claim_raises_no_alarm(reports: dict[str, DraftReport], pair: dict[str, Any]) -> None:
    found = verdicts(reports["true"], pair["true"])
    assert found
    assert set(found) <= set(pair["verdicts"])


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_altered_claim_is_told(reports: dict[str, DraftReport], pair: dict[str, Any]) -> None:
    assert not set(verdicts(reports["altered"], pair["altered"])).isdisjoint(pair["told"])


def test_nothing_is_said_of_the_true_draft_as_a_whole(reports: dict[str, DraftReport]) -> None:
    assert reports["true"].notes == ()
