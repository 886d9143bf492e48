"""Numbers that count lines, told from those of tables, lists and figures."""

from collections.abc import Sequence

import pytest
from tests.sources.page_making import Print, body, make_page

from litbase.sources.furniture import furniture
from litbase.sources.labels import PageLabel
from litbase.sources.layout import RawPage
from litbase.sources.line_numbers import line_numbers
from litbase.sources.text import make_readable


def pages_with(numbers: Sequence[Sequence[int]], *, pitch: float = 24.0) -> list[RawPage]:
    """Pages of text with these numbers in the margin, from top to bottom, all ending at one place."""
    return [
        make_page(
            number,
            [
                *body(number),
                *(Print(str(value), x=60 - 5.0 * len(str(value)), y=700 - pitch * at) for at, value in enumerate(row)),
            ],
        )
        for number, row in enumerate(numbers, start=1)
    ]


def found(pages: Sequence[RawPage]) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in pages]
    for index, line in line_numbers(pages):
        rows[index].append(int(line.text))
    return rows


@pytest.mark.parametrize(
    "numbers",
    [
        [range(5, 45, 5)] * 3,  # a bill numbers each page anew
        [range(5, 45, 5), range(45, 90, 5), range(90, 125, 5)],  # a manuscript counts on
        [range(1, 26)] * 4,  # a transcript
    ],
)
def test_numbers_of_lines_are_found(numbers: list[range]) -> None:
    assert found(pages_with(numbers)) == [list(row) for row in numbers]


@pytest.mark.parametrize(
    "numbers",
    [
        [range(5, 45, 5)] * 2,  # two pages prove nothing
        [range(40, 0, -5)] * 3,  # the axis of a figure, its highest number on top
        [range(1, 21), range(21, 41), range(41, 61)],  # a list that goes on from page to page
        [[3, 8, 13, 18, 23]] * 3,
        [[112, 97, 98, 120, 240, 361]] * 3,  # the column of a table
    ],
)
def test_other_numbers_below_one_another_stay(numbers: list[Sequence[int]]) -> None:
    assert found(pages_with(numbers)) == [[] for _ in numbers]


def test_lines_are_read_without_their_numbers() -> None:
    pages = pages_with([range(5, 30, 5)] * 3, pitch=20.0)
    assert all(len(dropped) == 5 for dropped in furniture(pages))
    text = make_readable(pages, [PageLabel()] * 3)[0].text
    assert not any(map(str.isdecimal, text.split()))
