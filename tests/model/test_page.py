"""Where a passage stands, as people cite it."""

import pytest

from litbase.model.page import LocatorKind, Mark, Page, locator_of

PAGE = Page(
    3, "3", "x" * 100,
    marks=(
        Mark(LocatorKind.PARAGRAPH, "12", 0, continued=True), Mark(LocatorKind.SECTION, "B. Dialogue", 40),
        Mark(LocatorKind.PARAGRAPH, "13", 50),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "locator"),
    [
        (0, 30, "para. 12"),
        (40, 80, "para. 13"),  # from the heading on
        (20, 60, "para. 12"),  # most of it
        (55, 60, "para. 13"),
    ],
)
def test_a_passage_is_cited_by_the_paragraph_that_most_of_it_stands_in(start: int, end: int, locator: str) -> None:
    assert locator_of(PAGE, start, end, LocatorKind.PARAGRAPH) == locator


def test_a_passage_of_a_report_is_cited_by_its_printed_page() -> None:
    assert locator_of(PAGE, 40, 80, LocatorKind.PAGE) == "p. 3"
