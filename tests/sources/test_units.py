"""Characters and units of UTF-16."""

import pytest

from litbase.sources.units import Units


@pytest.mark.parametrize(
    ("character", "unit"),
    [(0, 0), (1, 1), (2, 3), (3, 5), (4, 6)],  # "a", two wide letters, "b", the end
)
def test_a_wide_letter_takes_two_units(character: int, unit: int) -> None:
    units = Units.of("a\U0001d465\U00020000b")
    assert units.before(character) == unit
    assert units.character(unit) == character


def test_second_half_of_a_wide_letter_is_that_letter() -> None:
    assert Units.of("a\U0001d465b").character(2) == 1


def test_text_of_usual_letters_counts_the_same() -> None:
    assert [Units.of("Norland").before(at) for at in range(8)] == list(range(8))
