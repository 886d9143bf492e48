"""Planted contradictions are told, and sentences that only look like them are not."""

import pytest
from tests.claims.consistency_cases import CONSISTENT, CONTRADICTIONS, NOT_SEEN

from litbase.claims.figures.consistency import inconsistencies


def told(sentences: str) -> list[str]:
    return [found.message for found in inconsistencies(sentences.split(" || "))]


@pytest.mark.parametrize("sentences", CONTRADICTIONS)
def test_a_contradiction_is_told(sentences: str) -> None:
    assert told(sentences)


@pytest.mark.parametrize("sentences", CONSISTENT)
def test_figures_that_agree_are_passed_over(sentences: str) -> None:
    assert told(sentences) == []


@pytest.mark.parametrize("sentences", NOT_SEEN)
def test_what_may_be_rounded_or_of_something_else_is_passed_over(sentences: str) -> None:
    assert told(sentences) == []  # contradictions to a reader; no rule sees them without false alarms
