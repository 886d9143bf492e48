"""The sample drafts are fictional, and what is expected of them is well formed, before anything is checked."""

import subprocess
import sys
from pathlib import Path

import pytest

from litbase.claims.drafts.reading import read_draft
from litbase.formats.corpus import corpus_folder
from litbase.model.claim import CheckKind, Outcome, Verdict

from .expected import ALARMS, DRAFTS, NAMES, draft_of, expected_of


def test_there_are_ten_drafts_in_eight_formats() -> None:
    assert len(NAMES) == 10
    formats = {expected_of(name)["format"] for name in NAMES}
    assert formats == {"markdown", "latex", "docx", "odt", "html", "wikitext", "pdf", "text"}


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_says_that_it_is_fictional(name: str) -> None:
    text = read_draft(draft_of(name)).text
    assert "Fictional sample" in text
    assert "Republic of Norland" in text
    assert read_draft(draft_of(name)).format == expected_of(name)["format"]


@pytest.mark.parametrize("name", NAMES)
def test_a_fragment_stands_once_in_its_draft(name: str) -> None:
    text = " ".join(read_draft(draft_of(name)).text.split()).replace("’", "'")
    for finding in expected_of(name)["finding"]:
        assert text.count(finding["text"].replace("’", "'")) == 1, finding["text"]


@pytest.mark.parametrize("name", NAMES)
def test_only_a_planted_error_may_raise_an_alarm(name: str) -> None:
    for finding in expected_of(name)["finding"]:
        verdicts = {Verdict(verdict) for verdict in finding["verdicts"]}
        checks = [check.split() for check in finding.get("checks", ())]
        assert all(CheckKind(kind) and Outcome(outcome) for kind, outcome in checks)
        assert "planted" in finding or not verdicts & ALARMS, finding["text"]
        assert "planted" not in finding or verdicts - {Verdict.SUPPORTED}, finding["text"]
        assert len(verdicts) == 1 or verdicts == {Verdict.SUPPORTED, Verdict.TO_READ} or "why" in finding


def test_every_kind_of_error_is_planted_and_faithful_claims_abound() -> None:
    findings = [finding for name in NAMES for finding in expected_of(name)["finding"]]
    planted = [finding for finding in findings if "planted" in finding]
    assert len(planted) >= 80
    assert len(findings) - len(planted) >= 90
    assert {verdict for finding in planted for verdict in finding["verdicts"]} >= ALARMS


@pytest.mark.slow
def test_building_gives_the_same_drafts(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    script = corpus_folder() / "samples" / "drafts.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    built = sorted(tmp_path.iterdir())
    assert len(built) == 3
    for path in built:  # bytes may differ with the version of zlib, words may not
        assert read_draft(path).text == read_draft(DRAFTS / path.name).text, path.name
