"""Dates as they stand in bibliographies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.bib.dates import Date, Day, csl_date, date_of, from_csl_date, parse_date
from litbase.model.entry import Entry


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", Date(Day(2019))),
        ("2019-05", Date(Day(2019, 5))),
        ("2019-05-03", Date(Day(2019, 5, 3))),
        ("2019-05-03T10:00:00Z", Date(Day(2019, 5, 3))),
        ("2019/2020", Date(Day(2019), Day(2020))),
        ("2019-12/2020-01", Date(Day(2019, 12), Day(2020, 1))),
        ("2019/..", Date(Day(2019), open=True)),
        ("2019/", Date(Day(2019), open=True)),
        ("2019~", Date(Day(2019), circa=True)),
        ("199X", Date(Day(1990), Day(1999))),
        ("2019-21", Date(Day(2019, 21))),  # spring
        ("-0044", Date(Day(-44))),
        ("2019--2020", Date(Day(2019), Day(2020))),
        ("2013–20", Date(Day(2013), Day(2020))),
        ("c. 1990", Date(Day(1990), circa=True)),
        ("[1990] 2005", Date(Day(2005))),
        ("3 May 2019", Date(Day(2019, 5, 3))),
        ("May 3, 2019", Date(Day(2019, 5, 3))),
        ("July 2014", Date(Day(2014, 7))),
        ("Jan/Feb 2014", Date(Day(2014, 1), Day(2014, 2))),
        ("Spring 2014", Date(Day(2014, 21))),
        ("12 de noviembre de 2018", Date(Day(2018, 11, 12))),
        ("{\\noopsort{1973b}}1973", Date(Day(1973))),
        ("n.d.", Date(None, literal="n.d.")),
        ("forthcoming", Date(None, literal="forthcoming")),
        ("", None),
    ],
)
def test_dates_are_read(text: str, date: Date | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"year": "2019", "month": "jan"}, Date(Day(2019, 1))),
        ({"year": "2019", "month": "3"}, Date(Day(2019, 3))),
        ({"year": "2019", "month": "mar 12"}, Date(Day(2019, 3, 12))),
        ({"year": "2019", "month": "Mar.", "day": "12"}, Date(Day(2019, 3, 12))),
        ({"year": "2019", "month": "jun--jul"}, Date(Day(2019, 6), Day(2019, 7))),
        ({"date": "2020-02", "year": "2019"}, Date(Day(2020, 2))),  # biblatex's field goes first
        ({"year": "n.d."}, Date(None, literal="n.d.")),
        ({}, None),
    ],
)
def test_an_entry_has_one_date(fields: dict[str, str], date: Date | None) -> None:
    assert date_of(Entry("k", "misc", tuple(fields.items()))) == date


@pytest.mark.parametrize(
    ("text", "year"), [("2022-03", "2022"), ("2019/2020", "2019/2020"), ("2019-01/2019-03", "2019"), ("n.d.", None)]
)
def test_the_year_is_as_in_csl(text: str, year: str | None) -> None:
    date = parse_date(text)
    assert date is not None
    assert date.year == year


@pytest.mark.parametrize("text", ["2019-02-30", "2019-13", "2023-02-29", "2020/2019", "2020-05-03/2020-05-01"])
def test_impossible_dates_are_known(text: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert not date.is_possible


@pytest.mark.parametrize("text", ["2020-02-29", "2019/2020", "2019-05/2019-05", "2019-05/2019", "2019-24", "2019/.."])
def test_possible_dates_are_no_trouble(text: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert date.is_possible


@pytest.mark.parametrize(
    ("text", "csl"),
    [
        ("2019-05-03", {"date-parts": [[2019, 5, 3]]}),
        ("2019/2020", {"date-parts": [[2019], [2020]]}),
        ("2019-21", {"date-parts": [[2019]], "season": 1}),
        ("2019~", {"date-parts": [[2019]], "circa": True}),
        ("forthcoming", {"literal": "forthcoming"}),
    ],
)
def test_dates_are_written_for_csl(text: str, csl: dict[str, Any]) -> None:
    date = parse_date(text)
    assert date is not None
    assert csl_date(date) == csl
    assert from_csl_date(csl) == date


@given(st.text(max_size=30))
def test_anything_can_be_read_as_a_date(text: str) -> None:
    date = parse_date(text)
    assert date is None or isinstance(date.is_possible, bool)


@given(st.dates().filter(lambda day: day.year >= 1000))
def test_iso_dates_come_back(day: Any) -> None:
    assert str(parse_date(day.isoformat())) == day.isoformat()
