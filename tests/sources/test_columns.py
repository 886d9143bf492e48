"""Reading order of pages whose lines the file gives row by row, column by column, or out of turn."""

from collections.abc import Sequence

import pytest
from tests.sources.page_making import Print, make_page
from tests.sources.pdf_making import story

from litbase.sources.columns import blocks
from litbase.sources.layout import RawLine

WIDE = "Part two of what the ministry and the courts of the Republic of Norland did in the years after"
TABLE = [("Province", "2021", "2022"), ("North", "112", "97"), ("South and the islands", "98", "120")]


def lines_of(prints: Sequence[Print]) -> list[RawLine]:
    return make_page(1, prints).lines


def column(lines: Sequence[str], x: float = 60.0, top: float = 700.0) -> list[Print]:
    return [Print(line, x=x, y=top - 13 * number) for number, line in enumerate(lines)]


def across(*columns: list[Print]) -> list[Print]:
    """Row by row over all columns, as a file that was made from a scan has it."""
    return sorted((each for column in columns for each in column), key=lambda each: -each.y)


def table(x: Sequence[float], top: float) -> list[Print]:
    return [Print(cell, x=x[i], y=top - 13 * n) for n, row in enumerate(TABLE) for i, cell in enumerate(row)]


def read(prints: Sequence[Print]) -> list[str]:
    return [" ".join(line.text for line in row) for block in blocks(lines_of(prints)) for row in block]


ROWS = [" ".join(row) for row in TABLE]


@pytest.mark.parametrize("words", [12, 18, 30, 90])  # from two lines to a dozen
def test_two_columns_however_short_are_read_one_after_the_other(words: int) -> None:
    left, right = story(0, words, 40), story(50, words, 40)
    assert read(across(column(left), column(right, x=300))) == left + right


@pytest.mark.parametrize("words", [18, 24, 90])
def test_three_columns_with_few_lines_are_read_from_left_to_right(words: int) -> None:
    columns = [story(start, words, 26) for start in (0, 20, 40)]
    prints = across(*(column(lines, x=60.0 + 165 * n) for n, lines in enumerate(columns)))
    assert read(prints) == columns[0] + columns[1] + columns[2]


def test_short_columns_at_the_end_of_a_page_of_wide_lines_are_columns() -> None:
    wide, left, right = story(3, 200, 90), story(0, 24, 40), story(50, 24, 40)
    below = across(column(left, top=300), column(right, x=300, top=300))
    assert read([*column(wide), *below]) == wide + left + right


@pytest.mark.parametrize("row_by_row", [True, False])
def test_table_above_two_columns_is_read_row_by_row(row_by_row: bool) -> None:
    """The cells of the table stand on both sides of the gutter, none of them across it."""
    left, right = story(0, 120, 40), story(50, 60, 40)
    columns = column(left, top=600), column(right, x=300, top=600)
    body = across(*columns) if row_by_row else [*columns[0], *columns[1]]
    assert read([*table((60, 230, 370), 690), *body]) == ROWS + left + right


def test_table_in_one_column_does_not_tear_the_columns() -> None:
    above, below, right = story(0, 60, 40), story(20, 60, 40), story(50, 150, 40)
    left = [*column(above), *table((60, 170, 220), 540), *column(below, top=480)]
    head = Print("Fees and debts", x=250, y=760)
    assert read([*left, *column(right, x=300), head]) == ["Fees and debts", *above, *ROWS, *below, *right]
    assert read(across(left, column(right, x=300))) == [*above, *ROWS, *below, *right]


def test_heading_across_keeps_the_columns_above_it_from_those_below() -> None:
    parts = [story(start, 40, 40) for start in (0, 15, 30, 45)]
    upper = across(column(parts[0]), column(parts[1], x=300))
    lower = across(column(parts[2], top=500), column(parts[3], x=300, top=500))
    assert read([*upper, Print(WIDE, x=60, y=540), *lower]) == [*parts[0], *parts[1], WIDE, *parts[2], *parts[3]]


def test_columns_of_unequal_length_are_read_one_after_the_other() -> None:
    left, right = story(0, 200, 40), story(50, 24, 40)
    assert read(across(column(left), column(right, x=300))) == left + right


def test_narrow_gutter_parts_columns() -> None:
    left = [line.ljust(40, "x") for line in story(0, 90, 39)]
    right = story(50, 90, 40)
    assert read(across(column(left), column(right, x=266))) == left + right


def test_what_the_file_gives_out_of_turn_is_put_back() -> None:
    """The head comes last, the right column before the left."""
    left, right = story(0, 90, 40), story(50, 90, 40)
    head = Print("Quill and Inkwell", x=230, y=780)
    assert read([*column(right, x=300), *column(left), head]) == ["Quill and Inkwell", *left, *right]


def test_note_beside_the_text_does_not_run_into_its_lines() -> None:
    text, note = story(0, 150, 70), ["see the report of", "the harbour police"]
    read_lines = read([*column(text), *column(note, x=440, top=650)])
    assert [line for line in read_lines if line not in note] == text
    assert read_lines.index(note[1]) == read_lines.index(note[0]) + 1


def test_list_of_terms_is_read_row_by_row() -> None:
    terms = [("ILO", "International Labour Organization"), ("UN", "United Nations"), ("EU", "European Union")]
    prints = [Print(text, x=(60, 160)[i], y=700 - 13 * n) for n, row in enumerate(terms) for i, text in enumerate(row)]
    assert read(prints) == [" ".join(row) for row in terms]


def test_numbers_of_paragraphs_given_after_the_text_stand_before_their_lines() -> None:
    text = story(0, 120, 70)
    numbers = [Print(f"{n}.", x=50, y=700 - 13 * 3 * n) for n in range(3)]
    found = read([*column(text, x=80), *numbers])
    assert found[0] == f"0. {text[0]}"
    assert found[3] == f"1. {text[3]}"


def test_line_cut_by_a_raised_letter_fills_its_column() -> None:
    """Half of the lines on the left are in three pieces, as where a name is set with a letter raised into it."""
    left, right = story(0, 90, 40), story(50, 90, 40)
    pieces = []
    for number, line in enumerate(left):
        y = 700 - 13.0 * number
        if number % 2:
            pieces.append(Print(line, x=60, y=y))
        else:
            pieces += [Print(line[:9], x=60, y=y), Print("A", x=102, y=y + 1), Print(line[9:], x=106, y=y)]
    rows = [line if number % 2 else f"{line[:9]} A {line[9:]}" for number, line in enumerate(left)]
    assert read(across(pieces, column(right, x=300))) == rows + right


def test_letter_drawn_into_the_one_before_stands_in_its_line() -> None:
    left, right = story(0, 200, 40), story(50, 200, 40)
    pieces = [
        part
        for number, line in enumerate(left)
        for part in (
            Print(line[:9], x=60, y=700 - 13.0 * number),
            Print("A", x=102, y=701 - 13.0 * number),  # 3 points before the end of the piece before
            Print(line[9:], x=106, y=700 - 13.0 * number),
        )
    ]
    aside = Print("in the margin of the text", x=450, y=660)  # keeps its place in the file's order only
    rows = [f"{line[:9]} A {line[9:]}" for line in left]
    assert read([*pieces, *column(right, x=300), aside])[: len(rows)] == rows


def test_list_of_short_lines_in_a_column_of_prose_leaves_it_a_column() -> None:
    items = ["passports", "debts", "work at sea", "recruiters", "shelters", "fees", "the ports", "hotlines", "courts"]
    left, right = [*story(0, 50, 40), *items], story(50, 120, 40)
    assert read(across(column(left), column(right, x=300))) == left + right


def test_columns_of_works_are_read_one_after_the_other() -> None:
    """Each line of a list of works begins with a capital or a figure, so that no sentence shows its flow."""
    left = [part for n in range(1, 15) for part in (f"[{n}] Ministry of Justice, Report on the ports", "P. 4.")]
    right = [part for n in range(15, 29) for part in (f"[{n}] Commission of Inquiry, Note to the press", "P. 5.")]
    assert read(across(column(left), column(right, x=320))) == left + right


def test_word_that_damage_put_far_away_costs_nothing() -> None:
    left, right = story(0, 90, 40), story(50, 90, 40)
    far = Print("harbour", x=4e9, y=350)
    assert read([far, *across(column(left), column(right, x=300))])[-1] == "harbour"


def test_the_labels_of_a_list_stand_before_what_they_label() -> None:
    labels = [Print(f"[{number}]", x=60, y=700 - 26 * number) for number in (1, 2, 3)]
    works = [
        [Print(f"Doe, “Boats of Norland and their owners in part {number}”,", x=90, y=700 - 26 * number),
         Print(f"Norland Journal, vol. {number}, pp. 12–14, 2011.", x=90, y=687 - 26 * number)]
        for number in (1, 2, 3)
    ]  # fmt: skip
    lines = read([*labels, *(each for work in works for each in work)])  # a browser prints all labels first
    assert [line[:3] for line in lines] == ["[1]", "Nor", "[2]", "Nor", "[3]", "Nor"]
