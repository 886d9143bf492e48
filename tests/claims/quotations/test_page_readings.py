"""The ways to read a page: without its notes, as its file draws it, with every number."""

from itertools import product

import pytest

from litbase.claims.quotations.judging import find_verbatim
from litbase.claims.quotations.page_readings import PageText, Way
from litbase.claims.quotations.quoted import find_quotations
from litbase.claims.quotations.source_text import READ_AS_DRAWN, SourceText
from litbase.model.page import Box, Layout, Page, Run

BODY, SMALL = 10.0, 7.0


def page_of(*lines: tuple[str, float, float, float, int], number: int = 1) -> Page:
    """Return a page of lines, each with its left side, its foot, its height and its place in the order of drawing."""
    text = "\n".join(line[0] for line in lines)
    runs: list[Run] = []
    start = 0
    for words, left, bottom, height, drawn in lines:
        end = start + len(words)
        box = Box(left, bottom, left + 5 * len(words), bottom + height)
        runs.append(Run(start, end, 1000 * drawn, 1000 * drawn + len(words), box))
        start = end + 1
    return Page(number, None, text, layout=Layout.of(runs))


INTERLEAVED = page_of(
    ("The women were held", 50, 700, BODY, 1), ("The court sat late", 300, 700, BODY, 3),
    ("in a locked house", 50, 688, BODY, 2), ("and heard nobody", 300, 688, BODY, 4),
)  # fmt: skip
TWO_COLUMNS = page_of(
    ("A first line of the left column", 50, 712, BODY, 1), ("The women were held", 50, 700, BODY, 2),
    ("3 See the annual report.", 50, 60, SMALL, 3), ("It says no more than that.", 50, 52, SMALL, 4),
    ("in a locked house for months", 300, 712, BODY, 5), ("and nobody was told of it", 300, 700, BODY, 6),
)  # fmt: skip
SMALL_PRINT = page_of(
    ("A first line of the page", 50, 712, BODY, 1), ("The women were held", 50, 700, BODY, 2),
    ("which the owner denied", 50, 688, SMALL, 3),
    ("in a locked house for months", 50, 676, BODY, 4), ("and nobody was told of it", 50, 664, BODY, 5),
)  # fmt: skip


MARGIN = page_of(
    *[(f"A line of the body of the page {row}", 100, 700 - 12 * row, BODY, 2 * row) for row in range(8)],
    ("The women were held in a house and", 100, 600, BODY, 20), ("debts", 40, 600, BODY, 21),
    ("nobody was told of it for months on", 100, 588, BODY, 22), ("12", 20, 588, BODY, 23),
    ("end, says the report of the officers", 100, 576, BODY, 24),
)  # fmt: skip


def is_verbatim(quotation: str, *pages: Page) -> bool:
    (found,) = find_quotations(f"“{quotation}”")
    return any(match.is_verbatim for match in find_verbatim(found, SourceText.of(pages)))


def test_columns_read_across_are_read_as_drawn_too() -> None:
    assert is_verbatim("The women were held in a locked house", INTERLEAVED)
    assert is_verbatim("The court sat late and heard nobody", INTERLEAVED)
    assert is_verbatim("The women were held The court sat late", INTERLEAVED)  # as `pages --text` shows it
    assert not is_verbatim("The women were held and heard nobody", INTERLEAVED)


def test_place_of_words_read_as_drawn_holds_them_on_the_page() -> None:
    (found,) = find_quotations("“The women were held in a locked house”")
    (match,) = find_verbatim(found, SourceText.of([INTERLEAVED]))
    assert INTERLEAVED.text[match.start : match.end].startswith("The women")
    assert INTERLEAVED.text[match.start : match.end].endswith("locked house")
    assert match.remarks == (READ_AS_DRAWN,)


def test_notes_at_the_foot_of_a_column_are_passed_over() -> None:
    assert is_verbatim("The women were held in a locked house", TWO_COLUMNS)
    assert is_verbatim("See the annual report. It says no more", TWO_COLUMNS)
    assert not is_verbatim("The women were held and nobody was told of it", TWO_COLUMNS)


def test_small_print_inside_a_column_is_part_of_the_text() -> None:
    assert not is_verbatim("The women were held in a locked house", SMALL_PRINT)


def test_notes_and_line_numbers_in_the_margin_are_passed_over() -> None:
    assert is_verbatim("held in a house and nobody was told of it for months on end", MARGIN)
    assert is_verbatim("held in a house and debts nobody was told", MARGIN)  # as `pages --text` shows it
    assert not is_verbatim("held in a house and for months on end", MARGIN)


TABLE = page_of(
    *[
        cell
        for row in range(10)
        for cell in (
            (f"Women who were freed in the camp of district {row}", 50, 700 - 12 * row, BODY, 2 * row),
            (f"{100 + 7 * row * row} of them", 400, 700 - 12 * row, BODY, 2 * row + 1),
        )
    ]
)
COUNTED = page_of(
    *[
        cell
        for row in range(10)
        for cell in (
            (str(row + 1), 20, 700 - 12 * row, BODY, 2 * row),
            (f"the women of district {row} were freed and", 50, 700 - 12 * row, BODY, 2 * row + 1),
        )
    ]
)


def test_column_of_a_table_is_no_margin() -> None:
    assert is_verbatim("in the camp of district 3 163 of them Women who were freed", TABLE)
    assert not is_verbatim("in the camp of district 3 Women who were freed in the camp", TABLE)


def test_numbers_of_lines_are_passed_over() -> None:
    assert is_verbatim("district 3 were freed and the women of district 4 were freed", COUNTED)


def raised(before: str, number: str, after: str, *, left: float = 0.5) -> Page:
    """Return a page with a number raised behind words, its left side so far from where they end."""
    width = 5.0 * len(before)
    text = f"{before} {number} {after}"
    start, end = len(before) + 1, len(before) + 1 + len(number)
    runs = (
        Run(0, len(before), 0, len(before), Box(50, 700, 50 + width, 710)),
        Run(start, end, start, end, Box(50 + width + left, 704, 53 + width + left, 712)),
        Run(end + 1, len(text), end + 1, len(text), Box(60 + width, 700, 200 + width, 710)),
    )
    return Page(1, None, text, layout=Layout.of(runs))


@pytest.mark.parametrize(
    ("before", "number", "after", "is_note"),
    [
        ("the women of the camp", "3", "were freed that year", True),
        ("the women of the camp.", "12", "They were freed that year", True),
        ("the women of the year 2016", "3", "were freed that year", True),
        ("the camp held 40 m", "3", "of water for the women", False),  # an exponent
        ("the camp held 10", "3", "women who were freed", False),
        ("the value of the x", "2", "was what they gave us", False),
    ],
)
def test_raised_number_is_the_mark_of_a_note_unless_it_is_a_power(
    before: str, number: str, after: str, is_note: bool
) -> None:
    page = raised(before, number, after)
    assert is_verbatim(f"{before} {after}", page) is is_note
    assert is_verbatim(f"{before} {number} {after}", page)


def test_mark_of_a_note_may_be_copied_with_the_words() -> None:
    page = raised("the women were freed in 2016.", "516", "They left the camp that year")
    assert is_verbatim("were freed in 2016.516 They left the camp", page)
    assert is_verbatim("were freed in 2016. They left the camp", page)
    assert not is_verbatim("were freed in 2016.517 They left the camp", page)
    assert not is_verbatim("were freed in 2015.516 They left the camp", page)


def test_number_glued_to_a_word_is_no_note_where_notes_would_be_raised() -> None:
    words = (
        ("The women used the ext4 disk of the camp", 50, 700, BODY, 1),
        ("4 See the report of it.", 50, 60, SMALL, 2),
    )
    assert not is_verbatim("The women used the ext disk of the camp", page_of(*words))
    assert is_verbatim("The women used the ext4 disk of the camp", page_of(*words))


def test_word_broken_by_a_line_end_may_be_written_in_any_way() -> None:
    text = "the anti-trafficking police of Norland came\nto the camp of the women"
    runs = (
        Run(0, 9, 0, 9, Box(50, 700, 95, 710)),
        Run(9, 20, 11, 22, Box(50, 688, 105, 698)),  # brought up from the next line
        Run(20, 44, 22, 46, Box(105, 688, 225, 698)),
        Run(45, 69, 47, 71, Box(50, 676, 170, 686)),
    )
    broken, whole = (Page(1, None, text, layout=Layout.of(found)) for found in (runs, runs[3:]))
    assert is_verbatim("the antitrafficking police of Norland came", broken)
    assert is_verbatim("the anti-trafficking police of Norland came", broken)
    assert not is_verbatim("the antitrafficking police of Norland came", whole)
    assert not is_verbatim("the anti-traffickingpolice of Norland came", broken)


def test_page_that_is_drawn_as_it_is_read_has_no_other_reading() -> None:
    ways = [Way(*chosen) for chosen in product((False, True), repeat=3) if any(chosen)]
    assert not any(PageText(SMALL_PRINT).reading(way) for way in ways)


def test_number_taken_for_a_note_may_be_quoted_as_a_number() -> None:
    page = Page(1, None, "The unit counted in total:500 victims of traffickers.")
    assert is_verbatim("counted in total: 500 victims", page)
    assert not is_verbatim("counted in total: 600 victims", page)
