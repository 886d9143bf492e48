"""Tables as they stand on pages: heads of several lines, labels, groups of rows; and what is no table."""

import pytest

from litbase.claims.figures.tables import Table, cells_of, tables_of
from litbase.model.page import Box, Layout, Page, Run

Print = tuple[float, str]  # where it begins from the left, in points, and the words
_LETTER = 5.0  # points


def printed(*lines: tuple[Print, ...]) -> Page:
    """Return a page with *lines*, each of pieces that stand apart."""
    text, runs = "", list[Run]()
    for number, line in enumerate(lines):
        text += "\n" if number else ""
        for at, (left, words) in enumerate(line):
            text += " " if at else ""
            box = Box(left, 700.0 - 12 * number, left + _LETTER * len(words), 708.0 - 12 * number)
            runs.append(Run(len(text), len(text) + len(words), 0, 0, box))
            text += words
    return Page(number=1, label="1", inferred=False, heading=None, text=text, layout=Layout.of(runs))


def row(*cells: str, indent: float = 0.0) -> tuple[Print, ...]:
    return tuple((60.0 + 90 * at + (0 if at else indent), cell) for at, cell in enumerate(cells) if cell)


def only(page: Page) -> Table:
    (table,) = tables_of(page)
    return table


def grid(table: Table, page: Page) -> list[list[str | None]]:
    return [[None if cell is None else page.text[cell.start : cell.end] for cell in one.cells] for one in table.rows]


def test_head_of_several_lines_is_read_column_by_column() -> None:
    page = printed(
        ((60.0, "Table 1. Estimates by country, 2021"),),
        row("Country", "Population", "Rate per", "Estimated"),
        row("", "(millions)", "1,000", "number"),
        row("Arvenia", "9.4", "4.1", "38,500"),
        row("Tolvane", "0.8", "3.9", "–"),
    )
    table = only(page)
    assert table.columns == ("Population (millions)", "Rate per 1,000", "Estimated number")
    assert table.above == "Table 1. Estimates by country, 2021"
    assert [one.label for one in table.rows] == ["Arvenia", "Tolvane"]
    assert grid(table, page) == [["9.4", "4.1", "38,500"], ["0.8", "3.9", "–"]]


def test_head_over_several_columns_is_said_of_each() -> None:
    page = printed(
        ((60.0, "Country"), (150.0, "Victims identified here"), (330.0, "Traffickers sentenced")),
        row("", "2021", "2022", "2021", "2022"),
        row("Arvenia", "94", "112", "17", "19"),
        row("Belmora", "61", "57", "12", "14"),
    )
    assert only(page).columns == (
        "Victims identified here 2021",
        "Victims identified here 2022",
        "Traffickers sentenced 2021",
        "Traffickers sentenced 2022",
    )


def test_rows_set_in_and_rows_under_a_line_of_words_have_a_group() -> None:
    page = printed(
        row("", "2021", "2022"),
        row("Victims", "401", "486"),
        row("of which women", "196", "212", indent=12),
        row("Cases"),
        row("opened", "118", "143"),
    )
    table = only(page)
    assert [(one.label, one.group) for one in table.rows] == [
        ("Victims", ""),
        ("of which women", "Victims"),
        ("Cases opened", ""),  # a label of two lines, the second one in small letters
    ]


def test_cell_left_out_leaves_its_column_empty() -> None:
    page = printed(
        row("Port", "Fleet", "Visited", "Held"), row("Breck", "119", "20", "10"), row("Lissau", "40", "", "3")
    )
    assert grid(only(page), page) == [["119", "20", "10"], ["40", None, "3"]]


def test_cells_between_bars_keep_their_column_where_some_are_empty() -> None:
    page = Page(
        number=1, label=None, inferred=False, heading=None, layout=None,
        text="Country | Victims |  | Cases\n | 2021 | 2022 | 2022\nArvenia | 94 |  | 39\nDrusk | 7 | 9 | 2",
    )  # fmt: skip
    table = only(page)
    assert table.columns == ("Victims 2021", "Victims 2022", "Cases 2022")
    assert grid(table, page)[0][0] == "94"
    assert grid(table, page)[0][2] == "39"


def test_table_in_text_of_whose_place_nothing_is_known() -> None:
    found = [(cell.row, cell.column) for cell in cells_of("Year Women Men\n2020 188 79\n2021 196 97")]
    assert found == [("2020", "Women"), ("2020", "Men"), ("2021", "Women"), ("2021", "Men")]


def test_label_printed_over_and_under_its_figures_is_one() -> None:
    page = printed(
        row("Town", "Cases", "Victims"),
        row("Kell", "12", "31"),
        row("Old"),
        ((150.0, "4"), (240.0, "9")),
        row("Harbour"),
        row("Domestic"),
        row("work", "7", "8"),
    )
    assert [one.label for one in only(page).rows] == ["Kell", "Old Harbour", "Domestic work"]


def test_heads_to_the_left_of_their_figures_stand_over_them_in_order() -> None:
    page = printed(
        ((60.0, "Year"), (150.0, "Investigations"), (300.0, "Convictions")),
        ((60.0, "2020"), (260.0, "97"), (410.0, "22")),
        ((60.0, "2021"), (260.0, "118"), (410.0, "34")),
    )
    assert only(page).columns == ("Investigations", "Convictions")


def test_mark_of_a_note_behind_a_figure_is_no_figure() -> None:
    page = printed(
        row("Town", "Cases", "Victims"),
        ((60.0, "Kell"), (150.0, "12"), (161.0, "1"), (240.0, "31")),
        row("Breck", "4", "9"),
    )
    assert grid(only(page), page) == [["12", "31"], ["4", "9"]]


@pytest.mark.parametrize(
    "page",
    [
        printed(
            ((60.0, "The Commission heard witnesses in three ports until February"),),
            ((60.0, "2021. It heard 173 witnesses, of whom 96 were fishers."), (400.0, "1")),  # the mark of a note
        ),
        printed(((60.0, "In all, 486 victims were found,"),), ((60.0, "85 more than the year before, which had 401"),)),
        printed(((60.0, "Calle del Puerto,"), (200.0, "56"), (220.0, "-"), (230.0, "58"))),
    ],
)
def test_prose_is_no_table(page: Page) -> None:
    assert tables_of(page) == ()
