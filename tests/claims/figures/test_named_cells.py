"""A claim that names the row and the column of a table is held against that cell, and no other claim is."""

import pytest

from litbase.claims.figures.named_cells import COMPARED, TableRead, matches_in, said_in, stems_of
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.tables import tables_of
from litbase.model.claim import Outcome
from litbase.model.page import Page

OK, DIFFERS = Outcome.OK, Outcome.DIFFERS
VICTIMS = (
    "Table 1. Victims identified in Norland\nYear | Women | Men | Girls | Total\n2020 | 188 | 79 | 74 | 341\n"
    "2021 | 196 | 97 | 77 | 370"
)
COUNTRIES = (
    "Table 2. Estimates\nCountry | Population (millions) | Estimated number | In debt (%) | Rate per 1,000\n"
    "Arvenia | 9.4 | 38,500 | 58 | 4.1\nCastrovia | 21.5 | 114,000 | 55 | 5.3\nNorth Castrovia | 1.2 | 900 | 40 | –"
)
VESSELS = "Table 4. Vessels visited, by port\nPort | Fleet | Papers held\nVestholm | 121 | 4\nBreck | 119 | 10"
FUND = (
    "Table 3. The fund, in thousands of crowns\n | 2021 | 2022\nShelters | 16,000 | 18,400\n"
    "of which for men | 900 | 1,250"
)


def told(claim: str, text: str) -> dict[str, tuple[Outcome, str]]:
    """Return how each figure of *claim* fares whose cell it names in the table *text*, and what the cell says."""
    page = Page(number=1, label="1", text=text)
    figures = read_quantities(claim)
    said = said_in(claim, without=[(one.start, one.end) for one in figures if one.kind in COMPARED])
    (table,) = tables_of(page)
    found = matches_in(figures, said, TableRead(table, page, "en", stems_of(table.above)))
    return {match.ours.text: (match.outcome, text[cell.start : cell.end]) for _, match, cell in found}


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("In 2020, 188 women were identified in Norland.", VICTIMS, {"188": (OK, "188")}),
        ("In 2020, 196 women were identified in Norland.", VICTIMS, {"196": (DIFFERS, "188")}),  # of another year
        ("In 2020, 79 women were identified in Norland.", VICTIMS, {"79": (DIFFERS, "188")}),  # of another column
        ("In 2021, Norland identified 370 victims.", VICTIMS, {"370": (OK, "370")}),  # no column named: the total
        ("In 2021, Norland identified 307 victims.", VICTIMS, {"307": (DIFFERS, "370")}),
        ("The estimated number for Castrovia is 141,000.", COUNTRIES, {"141,000": (DIFFERS, "114,000")}),
        ("The estimated number for North Castrovia is 900.", COUNTRIES, {"900": (OK, "900")}),
        ("In Castrovia the rate is 3.5 per thousand.", COUNTRIES, {"3.5 per thousand": (DIFFERS, "5.3")}),
        ("In Breck, papers were held on four of the vessels visited.", VESSELS, {"four": (DIFFERS, "10")}),
        ("In Arvenia, 58 per cent were in debt.", COUNTRIES, {"58 per cent": (OK, "58")}),
        ("In Arvenia, 85 per cent were in debt.", COUNTRIES, {"85 per cent": (DIFFERS, "58")}),
        ("Castrovia has a population of 21.5 million.", COUNTRIES, {"21.5 million": (OK, "21.5")}),
        ("Castrovia has a population of 25.1 million.", COUNTRIES, {"25.1 million": (DIFFERS, "21.5")}),
        ("In 2022 shelters received 18.4 million crowns from the fund.", FUND, {"18.4 million crowns": (OK, "18,400")}),
        ("In 2022 shelters received 14.8 million crowns from the fund.", FUND,
         {"14.8 million crowns": (DIFFERS, "18,400")}),
    ],
)  # fmt: skip
def test_figure_is_held_against_the_cell_that_is_named(
    claim: str, text: str, expected: dict[str, tuple[Outcome, str]]
) -> None:
    assert told(claim, text) == expected


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("In 2021, 12 of the women identified in Norland came from Drusk.", VICTIMS),  # a part of them
        ("In 2021 the number of women identified in Norland rose by 8.", VICTIMS),  # a change
        ("In 2021, 15 child victims were identified in Norland.", VICTIMS),  # the table has no children
        ("In 2021, courts in Norland sentenced 41 victims.", VICTIMS),  # says of them what the table does not
        ("In 2021, Arvenia identified 94 victims.", VICTIMS),  # of another country
        ("More than 300 victims were identified in Norland in 2021.", VICTIMS),  # as far as a hedge allows
        ("The estimated number for Castrovia is 110,000 lower.", COUNTRIES),
        ("Castrovia has a population of about 21 million.", COUNTRIES),  # rounded
        ("In Arvenia, 58 persons were in debt.", COUNTRIES),  # a count is no share: the words decide, not the table
    ],
)
def test_what_the_table_need_not_hold_is_left_alone(claim: str, text: str) -> None:
    assert DIFFERS not in [outcome for outcome, _ in told(claim, text).values()]
