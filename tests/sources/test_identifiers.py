import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.sources.identifiers import find_dois, find_isbns, find_report_number, find_symbols, is_isbn


@pytest.mark.parametrize(
    ("text", "dois"),
    [
        (
            "https://doi.org/10.5555/nrms.2022.14.3.211.",
            ["10.5555/nrms.2022.14.3.211"],
        ),  # the full stop ends the sentence
        ("(doi: 10.1000/abc(12)3)", ["10.1000/abc(12)3"]),  # its own brackets belong to it, the outer one does not
        ("Section 10.12/4 of the report", []),
    ],
)
def test_doi_ends_where_its_characters_end(text: str, dois: list[str]) -> None:
    assert list(find_dois(text)) == dois


@pytest.mark.parametrize(
    ("text", "isbns"),
    [
        ("ISBN: 978-0-306-40615-7", ["978-0-306-40615-7"]),
        ("ISBN-13: 9780306406157, ISBN-10 0-306-40615-2", ["9780306406157", "0-306-40615-2"]),
        ("ISBN 978 0 306 40615 7 (pbk)", ["978-0-306-40615-7"]),
        ("9 780306 406157", ["9780306406157"]),  # under a bar code
        ("ISBN 978-0-306-40615-8", []),  # wrong check digit
        ("ISBN 978-0-306-40615-7 ISBN 978-0-306-40615-7", ["978-0-306-40615-7"]),
    ],
)
def test_isbn_is_taken_only_with_its_check_digit(text: str, isbns: list[str]) -> None:
    assert list(find_isbns(text)) == isbns


@given(st.from_regex(r"97[89]\d{9}", fullmatch=True))
def test_exactly_one_check_digit_fits(first: str) -> None:
    assert sum(is_isbn(f"{first}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(
    "symbol",
    ["A/HRC/25/63", "CEDAW/C/GC/38", "S/RES/2331 (2016)", "E/CN.4/2000/68/Add.1", "A/CONF.157/23", "NOR/COI/7/12"],
)
def test_document_symbol_is_found(symbol: str) -> None:
    assert list(find_symbols(f"see {symbol}, para. 4")) == [symbol]


@pytest.mark.parametrize(
    "text", ["and/or", "N/A", "HIV/AIDS", "http://a.example/B/C/12", "TCP/IP/UDP", "12/05/2020", "km/h"]
)
def test_other_slashes_make_no_symbol(text: str) -> None:
    assert list(find_symbols(text)) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Index: POL 10/001/2016", "POL 10/001/2016"),
        ("Act No. 14 of 2009 of 3 June 2009", "Act No. 14 of 2009"),
        ("NILS Statistical Paper 31", "NILS Statistical Paper 31"),
        ("Working Paper No. 12", "Working Paper No. 12"),
        ("Report No. 12/2004", "12/2004"),
        ("The report counts 31 cases", None),
    ],
)
def test_report_number_is_read_off_its_line(line: str, number: str | None) -> None:
    assert find_report_number([line]) == number
