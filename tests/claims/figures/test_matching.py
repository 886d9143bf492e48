"""Figures of a claim against those of a passage, in context."""

import pytest

from litbase.claims.figures.matching import compare_figures
from litbase.claims.figures.quantities import read_quantities
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
        ("more than half of the women", "58 % of the women"),
        ("a decade of work", "ten years of work"),
        ("two weeks in port", "14 days in port"),
        ("in October 2016", "on 25 October 2016"),
        ("$9.5 billion in debts", "9.5 billion US dollars in debts"),
        ("hundreds of women", "412 women"),
        ("a fine of up to 200,000 crowns", "a fine not exceeding 200,000 crowns"),  # as laws write
        ("a fine of at most 200,000 crowns", "the fine shall not exceed 200,000 crowns"),
        ("girls aged 12 to 14", "girls of 12–14"),
        ("2.5 per 1,000 people", "2.5‰ of people"),
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
        ("a fine exceeding 200,000 crowns", "a fine not exceeding 200,000 crowns"),
        ("girls not older than 14", "girls older than 14"),
        ("27.6 thousand people", "27.6 million people"),
        ("$9.5 million in debts", "$9.8 million in debts"),
        ("in 2016", "in 2015"),
        ("50 of the women", "50 % of the women"),  # the same number of another kind
        ("50 percentage points of the women", "50 % of the women"),
        ("€9.5 million in debts", "$9.5 million in debts"),
        ("six years in prison", "six months in prison"),
        ("the third report", "the fourth report"),
        ("one in five women", "one in four women"),
        ("hundreds of women", "thousands of women"),
        ("more than 600 women", "nearly 600 women"),  # what is nearly 600 is less
        ("at least 110 women", "at least 114 women"),  # the source's own hedge is not rounded once more
        ("in the 1990s", "in 1990"),
        ("in October", "in November"),
    ],
)
def test_other_value_of_the_same_thing_differs(claim: str, passage: str) -> None:
    assert outcomes(claim, passage) == [Outcome.DIFFERS]


def test_a_share_in_a_table_is_no_contradiction_of_its_bare_number() -> None:
    table = "Reasons given (per cent)\n| Country | Debt | Papers |\n| Norland | 57 | 34 |\n| Quellmark | 49 | 53 |"
    assert outcomes("In Quellmark 53 per cent named papers", table) == [Outcome.OK]
    bare = table.replace(" (per cent)", "")
    assert outcomes("In Quellmark 53 per cent named papers", bare) != [Outcome.DIFFERS]
    assert outcomes("53 per cent of victims", "they found 53 victims in 2016") == [Outcome.DIFFERS]


def test_the_year_of_another_sentence_is_no_contradiction() -> None:
    claim = "In 2022 a shipowner was convicted who knew that the papers of his crew lay in a safe"
    passage = (
        "A shipowner was convicted who knew that the papers of his crew lay in a safe. The Commission had recommended "
        "in 2021 that recruiters be liable for wages."
    )
    assert outcomes(claim, passage) == [Outcome.MISSING]


def test_numbers_swapped_between_two_things_differ() -> None:
    assert outcomes("10 men and 20 women", "20 men and 10 women") == [Outcome.DIFFERS, Outcome.DIFFERS]


def test_figure_with_its_scale_in_words_is_written_in_figures_all_the_same() -> None:
    """The only other number of the sentence, "two" in words, is not what stands in the place of "27.6 million"."""
    claim = "27.6 million people are in forced labour."
    passage = "All who live in forced labour or are people in debt: the two kinds of figure must never be divided."
    assert outcomes(claim, passage) == [Outcome.MISSING]


def test_same_number_of_something_else_is_left_open() -> None:
    claim, passage = "49.6 million workers toil", "49.6 million tourists came"
    assert outcomes(claim, passage, covered=0.5) == [Outcome.UNKNOWN]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("49.6 million people live in modern slavery", "49.6 million tourists came; boats sank"),
        ("600 women were freed", "more than 600 women were freed"),  # a hedge left out
        ("more than 600 women were freed", "600 women were freed"),  # a hedge put in
    ],
)
def test_figure_borne_out_in_part_is_left_open(claim: str, passage: str) -> None:
    assert outcomes(claim, passage, covered=0.7) == [Outcome.UNKNOWN]


def test_figure_of_another_year_differs() -> None:
    passage = "In 2016, 24.9 million people were in forced labour. In 2021 it was 27.6 million people."
    assert outcomes("27.6 million people were in forced labour in 2021", passage) == [Outcome.OK, Outcome.OK]
    assert outcomes("27.6 million people were in forced labour in 2016", passage) == [Outcome.DIFFERS, Outcome.OK]


def test_year_differs_where_the_figure_is_said_of_another_one() -> None:
    passage = "In 2021, 27.6 million people were in forced labour; the convention dates from 2016."
    assert outcomes("27.6 million people were in forced labour in 2016", passage) == [Outcome.OK, Outcome.DIFFERS]


def test_date_of_another_year_differs_in_the_year() -> None:
    passage = "They sailed on 6 October 2017 and came home on 27 September 2018."
    assert outcomes("They sailed on 6 October 2018.", passage) == [Outcome.OK, Outcome.DIFFERS]


def test_number_put_in_the_place_of_another_of_the_passage_differs() -> None:
    passage = "The police freed 64 men in the north. The court heard 22 cases in spring."
    assert outcomes("The police freed 22 men in the north.", passage) == [Outcome.DIFFERS]


@pytest.mark.parametrize(
    "table",
    [
        "Victims found 2020 2021 2022\nWomen 412 623 700\nMen 97 103 99",
        "Victims found | 2020 | 2021 | 2022\nWomen | 412 | 623 | 700\nMen | 97 | 103 | 99",
    ],
)
def test_figures_of_a_table_are_said_of_their_row_and_their_year(table: str) -> None:
    assert outcomes("623 women were found in 2021", table) == [Outcome.OK, Outcome.OK]
    assert outcomes("623 women were found in 2022", table) == [Outcome.OK, Outcome.DIFFERS]
    assert outcomes("412 men were found", table)[0] is not Outcome.OK
    assert outcomes("712 women were found", table)[0] is not Outcome.OK


def test_number_of_a_part_differs_where_the_whole_is_the_same() -> None:
    passage = "Untreated burns were found on 18 of 83 trawlers. In 2019 beds were found for 61 men."
    assert outcomes("81 of 83 trawlers had burnt men aboard", passage, covered=0.4) == [Outcome.DIFFERS, Outcome.OK]
    assert outcomes("81 of 90 trawlers had burnt men aboard", passage, covered=0.4)[0] is not Outcome.DIFFERS


def test_of_two_figures_said_of_one_thing_the_likelier_is_shown() -> None:
    passage = read_quantities("Of all appeals, 17 per cent were refused; one in four refusals was overturned in court.")
    (match,) = compare_figures(read_quantities("One in five refusals was overturned in court."), passage, covered=1.0)
    assert (match.outcome, match.theirs and match.theirs.text) == (Outcome.DIFFERS, "one in four")


def test_number_of_another_year_differs_from_that_of_the_claims_year() -> None:
    passage = "In 2022, the police of Norland freed 486 sailors, 85 more than the 401 recognised in 2021."
    assert outcomes("In 2022 the police freed 401 sailors", passage) == [Outcome.OK, Outcome.DIFFERS]
    assert outcomes("In 2022 the police freed 486 sailors", passage) == [Outcome.OK, Outcome.OK]


def test_figure_that_stands_nowhere_is_missing() -> None:
    assert outcomes("412 victims were children", "the police identified victims") == [Outcome.MISSING]


def test_year_that_stands_nowhere_may_be_implied() -> None:
    assert outcomes("in 2016 the police came", "the police came", covered=0.5) == [Outcome.UNKNOWN]
    assert outcomes("in 2016 the police came", "the police came", covered=1.0) == [Outcome.MISSING]


def test_another_number_is_no_contradiction_where_something_else_is_spoken_of() -> None:
    assert outcomes("5 boats sank", "19 goats drowned", covered=0.3) == [Outcome.MISSING]


def test_each_figure_of_the_passage_bears_one_of_the_claim() -> None:
    assert outcomes("5 men and 5 women", "5 men") == [Outcome.OK, Outcome.MISSING]


def test_row_of_a_table_says_that_its_figures_are_percentages() -> None:
    table = "Victims found 2020 2021 2022\nShare of children (%) 12.5 14.0 9.8\nWomen 412 623 700"
    assert outcomes("9.8 % were children in 2022", table) == [Outcome.OK, Outcome.OK]
    assert outcomes("14 % were children in 2022", table) == [Outcome.OK, Outcome.DIFFERS]


def test_row_of_a_table_may_be_a_year() -> None:
    table = (
        "Victims identified in Norland\nYear Women Men Girls Boys Total\n2021 196 97 77 31 401\n2022 212 139 94 41 486"
    )
    assert outcomes("Norland identified 486 victims in 2022", table) == [Outcome.OK, Outcome.OK]
    assert outcomes("Norland identified 401 victims in 2022", table)[1] is Outcome.DIFFERS
    assert outcomes("In 2022, 139 men were identified", table) == [Outcome.OK, Outcome.OK]


def test_columns_of_a_table_are_named_by_the_line_above() -> None:
    table = "Country Investigated Convicted\nArvenia 412 35\nCastrovia 97 12"
    assert outcomes("Arvenia convicted 35", table) == [Outcome.OK]
    assert outcomes("97 were investigated in Arvenia", table)[0] is not Outcome.OK


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (  # the year of the sentence before
            "The Lantern Union reported three raids on kilns in the harbour district in 2012.",
            "In 2012 the fleet shrank. "
            "The Lantern Union reported three raids on kilns in the harbour district in 2005.",
        ),
        (  # the age told in the sentence before
            "Signe, mother of a deckhand, aged 16 when she signed on, told the inspectors of her passage",
            "The youngest was aged 16 at the time. Signe, mother of a deckhand, aged 25 when she signed on, told the "
            "inspectors of her passage",
        ),
    ],
)
def test_figure_of_a_neighbouring_sentence_put_in_a_repeated_one_differs(claim: str, passage: str) -> None:
    assert Outcome.DIFFERS in outcomes(claim, passage)


def test_figure_stays_borne_out_by_its_own_sentence_beside_one_with_another_figure() -> None:
    passage = "In 2012 the union reported raids on the kilns. The union reported raids on the boats in 2005."
    assert outcomes("The union reported raids on the boats in 2005", passage) == [Outcome.OK]


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Inspectors boarded 131 vessels in 2022", Outcome.OK),
        ("Inspectors boarded 131 vessels in 2021", Outcome.DIFFERS),  # that year it was 47
        ("Inspectors boarded 47 vessels in 2021", Outcome.OK),
    ],
)
def test_figure_compared_with_that_of_a_year_is_not_of_that_year(claim: str, outcome: Outcome) -> None:
    passage = "Inspectors boarded 131 vessels without notice, compared with 47 in 2021. The law is of 2022."
    assert outcomes(claim, passage)[0] is outcome


def test_figure_of_the_same_year_told_of_another_thing_contradicts_nothing() -> None:
    passage = "Inspectors boarded 131 vessels and freed 47 deckhands in 2021."
    assert outcomes("Inspectors boarded 131 vessels in 2021", passage) == [Outcome.OK, Outcome.OK]


def test_year_of_the_figure_compared_with_contradicts_no_other_year() -> None:
    passage = "Inspectors boarded 131 vessels without notice, compared with 47 in 2021."
    assert outcomes("Inspectors boarded 131 vessels in 2022", passage) == [Outcome.OK, Outcome.MISSING]
