"""Pairs of claim and passage, each with how its figures fare, written down before they were first compared."""

import pytest
from tests.claims.figure_pairs import DIFFERS, GROUPS, MISSING, SAME

from litbase.claims.figures.matching import compare_figures
from litbase.claims.figures.quantities import read_quantities
from litbase.model.claim import Outcome


def told(claim: str, passage: str) -> str:
    """Return how the figures of *claim* fare: "missing" is what is left open or stands nowhere."""
    matches = compare_figures(read_quantities(claim), read_quantities(passage), covered=1.0)
    outcomes = {match.outcome for match in matches}
    if Outcome.DIFFERS in outcomes:
        return DIFFERS
    return SAME if outcomes == {Outcome.OK} else MISSING


@pytest.mark.parametrize(("claim", "passage", "outcome"), [pair for group in GROUPS for pair in group])
def test_the_figures_of_a_pair_fare_as_expected(claim: str, passage: str, outcome: str) -> None:
    assert told(claim, passage) == outcome
