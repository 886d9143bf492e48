"""Figures of a claim against those of a passage, in context."""

import pytest

from litbase.claims.figures import compare_figures
from litbase.claims.quantities import read_quantities
from litbase.model.claim import Outcome


def outcomes(claim: str, passage: str, *, covered: float = 1.0) -> list[Outcome]:
    matches = compare_figures(read_quantities(claim), read_quantities(passage), covered=covered)
    return [match.outcome for match in matches]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("412 victims", "the police identified 412 victims"),
        ("about 28 million people", "27.6 million people"),  # within half a unit of the last digit
        ("nearly 28 million people", "27.6 million people"),
        ("more than 600 women", "623 women"),
        ("more than 600 women", "more than 600 women"),
        ("50 per cent of the girls", "half of the girls"),
        ("25% of victims", "one in four victims"),
        ("twelve kilns", "12 kilns"),
        ("1,250 kilns", "1 250 kilns"),
        ("on November 21, 2018", "on 21 November 2018"),
        ("from 10 to 15 per cent", "10–15 %"),
    ],
)
def test_same_value_agrees(claim: str, passage: str) -> None:
    assert set(outcomes(claim, passage)) == {Outcome.OK}


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("421 victims", "the police identified 412 victims"),
        ("28 million people", "27.6 million people"),  # rounded without saying so
        ("nearly 28 million people", "28.3 million people"),  # nearly is not over
        ("more than 600 women", "fewer than 600 women"),
        ("up to 600 women", "at least 600 women"),
        ("27.6 thousand people", "27.6 million people"),
        ("$9.5 million in debts", "$9.8 million in debts"),
        ("in 2016", "in 2015"),
    ],
)
def test_other_value_of_the_same_thing_differs(claim: str, passage: str) -> None:
    assert outcomes(claim, passage) == [Outcome.DIFFERS]


def test_numbers_swapped_between_two_things_differ() -> None:
    assert outcomes("10 men and 20 women", "20 men and 10 women") == [Outcome.DIFFERS, Outcome.DIFFERS]


def test_same_number_of_something_else_is_left_open() -> None:
    claim, passage = "49.6 million workers toil", "49.6 million tourists came"
    assert outcomes(claim, passage, covered=0.5) == [Outcome.UNKNOWN]


def test_another_currency_is_another_amount() -> None:
    assert outcomes("€9.5 million in debts", "$9.5 million in debts") != [Outcome.OK]


def test_figure_that_stands_nowhere_is_missing() -> None:
    assert outcomes("412 victims were children", "the police identified victims") == [Outcome.MISSING]


def test_year_that_stands_nowhere_may_be_implied() -> None:
    assert outcomes("in 2016 the police came", "the police came", covered=0.5) == [Outcome.UNKNOWN]
    assert outcomes("in 2016 the police came", "the police came", covered=1.0) == [Outcome.MISSING]


def test_another_number_is_no_contradiction_where_something_else_is_spoken_of() -> None:
    assert outcomes("5 boats sank", "19 goats drowned", covered=0.3) == [Outcome.MISSING]


def test_each_figure_of_the_passage_bears_one_of_the_claim() -> None:
    assert outcomes("5 men and 5 women", "5 men") == [Outcome.OK, Outcome.MISSING]
