"""Figures read as values."""

from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.claims.figures.hedges import Qualifier
from litbase.claims.figures.numerals import read_figures, read_number_words
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import Kind

MILLION = 10**6


def values(text: str, language: str | None = None) -> list[tuple[Kind, Fraction]]:
    return [(quantity.kind, quantity.value) for quantity in read_quantities(text, language)]


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("49.6 million people", Kind.COUNT, 49_600_000),  # global estimates write the scale as a word
        ("1,250 kilns", Kind.COUNT, 1250),
        ("25 000 workers", Kind.COUNT, 25_000),  # blanks between thousands
        ("three hundred and fifty thousand people", Kind.COUNT, 350_000),
        ("twenty-seven women", Kind.COUNT, 27),
        ("a hundred children", Kind.COUNT, 100),
        ("one in four victims", Kind.SHARE, Fraction(1, 4)),  # shares are often spelled out
        ("1 out of 200 adults", Kind.SHARE, Fraction(1, 200)),
        ("two thirds of the workers", Kind.SHARE, Fraction(2, 3)),
        ("three-quarters of them", Kind.SHARE, Fraction(3, 4)),
        ("half of the girls", Kind.SHARE, Fraction(1, 2)),
        ("½ of the fee", Kind.SHARE, Fraction(1, 2)),
        ("51.24 % of men", Kind.SHARE, Fraction("0.5124")),
        ("17 per cent of men", Kind.SHARE, Fraction("0.17")),
        ("17 percentage points", Kind.SHARE, Fraction("0.17")),
        ("$9.5 billion a year", Kind.MONEY, 9_500_000_000),
        ("US$ 150 a month", Kind.MONEY, 150),
        ("150 euros a month", Kind.MONEY, 150),
        ("in 2016,", Kind.YEAR, 2016),
        ("mid-2016 figures", Kind.YEAR, 2016),
        ("during the 1990s", Kind.YEAR, 1990),
        ("on 21 November", Kind.DATE, 1121),
        ("on November 21st", Kind.DATE, 1121),
        ("the 21st session", Kind.ORDINAL, 21),
        ("a dozen women", Kind.COUNT, 12),
        ("half a dozen girls", Kind.COUNT, 6),
        ("two dozen girls", Kind.COUNT, 24),
        ("half a million people", Kind.COUNT, 500_000),
        ("one and a half million people", Kind.COUNT, 1_500_000),
        ("4½ years", Kind.COUNT, Fraction(9, 2)),
        ("two-and-a-half years", Kind.COUNT, Fraction(5, 2)),
        ("a decade ago", Kind.COUNT, 10),  # years
        ("one woman", Kind.COUNT, 1),  # "one" is a figure where it counts people, cases or time
        ("zero convictions", Kind.COUNT, 0),
        ("600K", Kind.COUNT, 600_000),
        ("49.6m people", Kind.COUNT, 49_600_000),
        ("3,50,000 workers", Kind.COUNT, 350_000),  # grouped as in India
        ("2000 people", Kind.COUNT, 2000),  # no year: it counts
        ("one third are girls", Kind.SHARE, Fraction(1, 3)),
        ("one-in-three", Kind.SHARE, Fraction(1, 3)),
        ("nine of every ten", Kind.SHARE, Fraction(9, 10)),
        ("2.5 per 1,000 people", Kind.SHARE, Fraction(25, 10_000)),
        ("3.4 per 100,000 inhabitants", Kind.SHARE, Fraction(34, 1_000_000)),
        ("5.4 victims for every thousand people", Kind.SHARE, Fraction(54, 10_000)),
        ("-5 %", Kind.SHARE, Fraction(-5, 100)),
        ("$9.5bn", Kind.MONEY, 9_500_000_000),
        ("£3k a head", Kind.MONEY, 3000),
        ("€9.5m", Kind.MONEY, 9_500_000),
        ("9.5 billion US dollars", Kind.MONEY, 9_500_000_000),
        ("FY2016", Kind.YEAR, 2016),
        ("in October, the police", Kind.DATE, 1000),
        ("the third edition", Kind.ORDINAL, 3),
        ("a fifth session", Kind.ORDINAL, 5),
        ("its second report", Kind.ORDINAL, 2),
        ("the twenty-first century", Kind.ORDINAL, 21),
        ("hundreds of thousands of people", Kind.MAGNITUDE, 100_000),
    ],
)
def test_amount_is_read_as_written(written: str, kind: Kind, value: Fraction | int) -> None:
    assert values(written) == [(kind, value)]


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("27,6 millones de personas", "es", 27_600_000),
        ("3.500 víctimas", "es", 3500),
        ("25 000 victimes", "fr", 25_000),
        ("27,6 millions de personnes", "fr", 27_600_000),
        ("27,6 миллиона человек", "ru", 27_600_000),
        ("около 25 000 жертв", "ru", 25_000),
        ("2760万人", "zh", 27_600_000),
        ("1.2亿人", "zh", 120_000_000),
        ("二十七万人", "zh", 270_000),
        ("五百名妇女", "zh", 500),
        ("9,5 mil millones de personas", "es", 9_500_000_000),
        ("9,5 milliards de personnes", "fr", 9_500_000_000),
        ("treinta y dos mujeres", "es", 32),
        ("dix-sept femmes", "fr", 17),
        ("1,2 Millionen Menschen", "de", 1_200_000),
        ("Las 3.500 víctimas de la red", None, 3500),  # the words around it say how figures are written
    ],
)
def test_amount_is_read_in_other_languages(written: str, language: str, value: int) -> None:
    assert values(written, language) == [(Kind.COUNT, value)]


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("三分之一的妇女", Fraction(1, 3)),
        ("百分之五十的儿童", Fraction(1, 2)),
        ("la mitad de las mujeres", Fraction(1, 2)),
        ("deux tiers des victimes", Fraction(2, 3)),
        ("треть жертв", Fraction(1, 3)),
    ],
)
def test_share_is_read_in_other_languages(written: str, share: Fraction) -> None:
    assert values(written) == [(Kind.SHARE, share)]


@pytest.mark.parametrize(
    "written",
    ["21/11/2018", "21.11.2018", "11/21/2018", "2018-11-21", "Nov. 21, 2018", "the 21st of November 2018",
     "21 de noviembre de 2018", "le 21 novembre 2018", "21 ноября 2018 г.", "2018年11月21日",
     "二〇一八年十一月二十一日"],
)  # fmt: skip
def test_date_is_read_in_every_layout(written: str) -> None:
    assert sorted(values(written)) == [(Kind.DATE, 1121), (Kind.YEAR, 2018)]


def test_date_that_could_be_two_is_only_a_year() -> None:
    assert values("03/04/2018") == [(Kind.YEAR, 2018)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("10 percentage points", "points"),
        ("10 per cent", None),
        ("in the 1990s", "decade"),
        ("5-year sentences", "year"),
        ("six months", "month"),
    ],
)
def test_unit_is_kept(text: str, unit: str | None) -> None:
    (quantity,) = read_quantities(text)
    assert quantity.unit == unit


def test_chinese_share_and_date() -> None:
    assert values("2018年11月21日，百分之12的妇女", "zh") == [
        (Kind.YEAR, 2018),
        (Kind.DATE, 1121),
        (Kind.SHARE, Fraction(12, 100)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Article 220 of the Code",
        "articles 3, 4 and 5",
        "see para. 42 and paras. 12–14",
        "A/HRC/25/63",
        "pp. 12–14",
        "vol. 3, no. 2",
        "Table 4 and Figure 12",
        "COVID-19, the G20 and H1N1",
        "at 10:30",
        "24/7",
        "§ 12",
        "https://example.org/2016/12/30",
        "第240条",
        "2237 UNTS 319",
        "(1) first, (2) second",
        "1. The State was reviewed",
        "Tier 2",
        "a third country",
        "ILO Convention 182",
        "tel. +1 202 555 0134",
        "ISBN 978-92-1-130361-3",
        "a claim [12] and more [3, 4]",
        "Bulletin 737–31–1860",
        "Case 12-cv-1234",
        "no one was asked",
    ],
)
def test_reference_is_no_quantity(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("between 2 and 3 million people", [2 * MILLION, 3 * MILLION]),
        ("600,000–800,000 people", [600_000, 800_000]),
        ("from $150 to $200 million", [150 * MILLION, 200 * MILLION]),
        ("$150–200 million", [150 * MILLION, 200 * MILLION]),
        ("5–10 per cent", [Fraction(5, 100), Fraction(10, 100)]),
        ("in 2018–19", [2018, 2019]),
        ("in 2018/19", [2018, 2019]),
        ("aged 12 to 14", [12, 14]),
        ("2–3 per 1,000 people", [Fraction(2, 1000), Fraction(3, 1000)]),
        ("from 4 to 15 November", [1104, 1115]),
        ("5 men and 3 million women", [5, 3 * MILLION]),  # two counts, not a range
        ("between three and five months", [3, 5]),  # not eight
        ("twenty-one and thirty men", [21, 30]),
    ],
)
def test_range_is_its_two_ends(text: str, both: list[Fraction | int]) -> None:
    assert [quantity.value for quantity in read_quantities(text)] == both


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 600 women", Qualifier.ABOUT),
        ("an estimated 600 women", Qualifier.ABOUT),
        ("nearly 600 women", Qualifier.NEARLY),
        ("more than 600 women", Qualifier.MORE_THAN),
        ("over 600 women", Qualifier.MORE_THAN),
        ("at least 600 women", Qualifier.AT_LEAST),
        ("no fewer than 600 women", Qualifier.AT_LEAST),
        ("600 or more women", Qualifier.AT_LEAST),
        ("fewer than 600 women", Qualifier.FEWER_THAN),
        ("up to 600 women", Qualifier.UP_TO),
        ("no more than 600 women", Qualifier.UP_TO),
        ("más de 600 mujeres", Qualifier.MORE_THAN),
        ("около 600 женщин", Qualifier.ABOUT),
        ("超过600名妇女", Qualifier.MORE_THAN),
        ("the 600 women", None),
        ("girls under the age of 18", Qualifier.FEWER_THAN),
        ("18 and older", Qualifier.AT_LEAST),
        ("警方发现超过600名妇女", Qualifier.MORE_THAN),
    ],
)
def test_qualifier_is_read(text: str, qualifier: Qualifier | None) -> None:
    (quantity,) = read_quantities(text)
    assert quantity.qualifier is qualifier


def test_money_keeps_its_currency() -> None:
    assert [quantity.unit for quantity in read_quantities("$5, €5, 5 yuan and £5")] == ["$", "EUR", "CNY", "GBP"]


def test_range_of_money_names_its_currency_once() -> None:
    both = read_quantities("from 10.0 million to 14.5 million crowns")
    assert [(one.kind, one.unit, one.value) for one in both] == [
        (Kind.MONEY, "crowns", 10 * MILLION),
        (Kind.MONEY, "crowns", 14.5 * MILLION),
    ]


def test_number_after_a_year_is_no_year() -> None:
    assert values("from 40 in 2020 to 50 in 2021") == [
        (Kind.COUNT, 40),
        (Kind.YEAR, 2020),
        (Kind.COUNT, 50),
        (Kind.YEAR, 2021),
    ]


def test_figure_over_a_line_end_is_one_figure() -> None:
    assert values("a rise of 4.5 per\ncent on 29\nNovember") == [(Kind.SHARE, Fraction(45, 1000)), (Kind.DATE, 1129)]


@pytest.mark.parametrize(("written", "step"), [("600", 100), ("27.6", Fraction(1, 10)), ("1,250", 10), ("7", 1)])
def test_step_is_the_unit_of_the_last_significant_digit(written: str, step: Fraction | int) -> None:
    assert read_figures(written, None)[1] == step


@given(st.integers(0, 10**12))
def test_grouped_number_is_read_back(number: int) -> None:
    assert read_figures(f"{number:,}", "en")[0] == number
    assert read_figures(f"{number:,}".replace(",", " "), None)[0] == number
    assert read_figures(f"{number:,}".replace(",", "."), "es")[0] == number


@pytest.mark.parametrize(("words", "value"), [("two million", 2 * MILLION), ("one hundred and five", 105)])
def test_number_words_have_a_value(words: str, value: int) -> None:
    assert read_number_words(words) == value


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    for quantity in read_quantities(text):
        assert text[quantity.start : quantity.end].split() == quantity.text.split()


@pytest.mark.parametrize(
    "text", ["1" * 8000, f"1{',000' * 3000} people", f"{'9' * 5000} per cent", f"1 in {'9' * 6000}"]
)
def test_a_number_longer_than_any_is_no_figure(text: str) -> None:
    assert not any(quantity.value > 10**40 for quantity in read_quantities(text))


@pytest.mark.parametrize("unit", ["1-", "1!", "n 1 ", "and (2015) "])
def test_many_figures_take_no_longer_each_than_few(unit: str) -> None:
    def taken(of: str) -> float:
        start = process_time()
        read_quantities(of)
        return process_time() - start

    few = min(taken(unit * 250 + str(run)) for run in range(2))
    assert taken(unit * 1500) < 15 * few + 0.3  # six times as many


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5 Millionen Euro", 1_234_500_000),  # points part thousands, a comma decimals
        ("1,5 Mio. Euro", 1_500_000),
        ("2.5 crore people", 25_000_000),  # as India counts
        ("5 lakh rupees", 500_000),
        ("a quarter of a million people", 250_000),
        ("three-quarters of a million women", 750_000),
        ("피해자 3만 5천 명", 35_000),  # one number in two scales
        ("2억 원", 200_000_000),
        ("1亿2345万人", 123_450_000),
        (".5 per cent of crews", Fraction(1, 200)),
        ("In 2016,12 captains sailed", 2016),  # the number of a note, glued to a year
    ],
)
def test_number_is_read_as_it_is_written_elsewhere(text: str, value: int | Fraction) -> None:
    assert read_quantities(text)[0].value == value
