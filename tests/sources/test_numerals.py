import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.sources.numerals import chinese_value, plain_digits, roman, roman_value


@pytest.mark.parametrize(("written", "value"), [("iv", 4), ("XII", 12), ("xcix", 99), ("MMXXII", 2022)])
def test_roman_numeral_is_read(written: str, value: int) -> None:
    assert roman_value(written) == value


@pytest.mark.parametrize("word", ["", "iiii", "Xi", "vx", "civil", "ic", "12"])  # not canonical, mixed case, words
def test_what_is_no_roman_numeral_is_none(word: str) -> None:
    assert roman_value(word) is None


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(value: int) -> None:
    assert roman_value(roman(value)) == value
    assert roman_value(roman(value).upper()) == value


@pytest.mark.parametrize(
    ("written", "value"), [("二百四十", 240), ("十二", 12), ("三", 3), ("一百零五", 105), ("二〇二二", 2022)]
)
def test_chinese_number_is_read(written: str, value: int) -> None:
    assert chinese_value(written) == value


def test_what_is_no_chinese_number_is_none() -> None:
    assert chinese_value("第三") is None
    assert chinese_value("") is None


@pytest.mark.parametrize(
    ("printed", "digits"),
    [("٤٧", "47"), ("۴۷", "47"), ("１２", "12"), ("४७", "47")],  # Arabic-Indic, Persian, full-width, Devanagari
)
def test_digits_of_any_script_become_plain(printed: str, digits: str) -> None:
    assert plain_digits(printed) == digits
