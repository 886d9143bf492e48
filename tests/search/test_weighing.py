"""Which page is meant, among those that hold all of the words."""

import math

import pytest

from litbase.search.marking import Found
from litbase.search.weighing import likelihood

ELSEWHERE = {1: 1e-5, 2: 1e-5, 3: 1e-5}


def _marks(*places: tuple[int, int]) -> list[Found]:
    """Return marks of five letters from (start, group)."""
    return sorted((start, start + 5, group) for start, group in places)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # a page that says the words more often
        (([(0, 1), (900, 1), (1800, 2), (2700, 3)], 3000), ([(0, 1), (1800, 2), (2700, 3)], 3000)),
        # a shorter page that says them as often
        (([(0, 1), (900, 2), (1800, 3)], 2000), ([(0, 1), (900, 2), (1800, 3)], 4000)),
        # words in one clause, against words scattered and said more often
        (
            ([(900, 1), (910, 2), (930, 3)], 3000),
            ([(0, 1), (400, 1), (900, 2), (1300, 2), (1800, 3), (2500, 3)], 3000),
        ),
        # words right after one another, against the same in one sentence
        (([(900, 1), (906, 2), (912, 3)], 3000), ([(900, 1), (940, 2), (980, 3)], 3000)),
        # words as they were typed, against the same words more often in another order
        (([(900, 1), (906, 2), (912, 3)], 3000), ([(900, 3), (906, 2), (912, 1), (918, 2), (924, 1)], 3000)),
        # two words in one clause and the third elsewhere, against all three scattered
        (([(900, 1), (906, 2), (2000, 3)], 3000), ([(0, 1), (900, 2), (2000, 3)], 3000)),
        # all of the words once, against two of them many times
        (([(0, 1), (900, 2), (1800, 3)], 3000), ([(at, 1 + at % 2) for at in range(0, 3000, 301)], 3000)),
    ],
)
def test_the_likelier_page_comes_first(
    better: tuple[list[tuple[int, int]], int], worse: tuple[list[tuple[int, int]], int]
) -> None:
    first, second = (likelihood(_marks(*places), length, ELSEWHERE) for places, length in (better, worse))
    assert first > second


def test_a_rare_word_that_is_absent_costs_more_than_a_common_one() -> None:
    elsewhere = {1: 1e-5, 2: 1e-3, 3: 1e-7}
    without_common = likelihood(_marks((0, 1), (900, 3)), 3000, elsewhere)
    without_rare = likelihood(_marks((0, 1), (900, 2)), 3000, elsewhere)
    assert without_common > without_rare


def test_a_page_without_any_of_the_words_is_weighed_too() -> None:
    assert math.isfinite(likelihood([], 0, ELSEWHERE))


def test_a_few_words_alone_are_no_better_page() -> None:
    heading = likelihood(_marks((0, 1), (50, 2), (100, 3)), 120, ELSEWHERE)
    page = likelihood(_marks(*((at, 1 + at // 10 % 3) for at in range(0, 1500, 50))), 1500, ELSEWHERE)
    assert page > heading
