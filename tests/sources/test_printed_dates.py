import pytest

from litbase.sources.printed_dates import find_dates


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("27 December 2019", "2019-12-27"),
        ("December 27, 2019", "2019-12-27"),
        ("27th December, 2019", "2019-12-27"),
        ("SENTENCIA DE 21 DE NOVIEMBRE DE 2018", "2018-11-21"),
        ("1er mars 2003", "2003-03-01"),
        ("12. März 2021", "2021-03-12"),
        ("10 декабря 1948 года", "1948-12-10"),
        ("2023년 7월 9일", "2023-07-09"),
        ("2022年6月", "2022-06"),
        ("一九四八年十二月十日", "1948-12-10"),
        ("ngày 9 tháng 7 năm 2023", "2023-07-09"),
        ("2019-12-27", "2019-12-27"),
        ("27.12.2019", "2019-12-27"),
        ("June 2022", "2022-06"),
        ("Annual Report 2022", "2022"),
    ],
)
def test_date_is_as_exact_as_printed(printed: str, iso: str) -> None:
    assert [date.iso for date in find_dates(printed)] == [iso]


@pytest.mark.parametrize(
    "text", ["Vol. 85, No. 152", "40,000 people", "2019/2020", "page 12", "12345", "call 555-2016-1"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


def test_end_of_a_session_is_marked() -> None:
    assert [date.ends_range for date in find_dates("24 February–20 March 2020")] == [True]
    assert [date.ends_range for date in find_dates("Version 10 – March 2020")] == [False]
