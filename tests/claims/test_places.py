"""Where in a source a locator points."""

import pytest

from litbase.claims.places import CitedPlaces, Place, places_of
from litbase.model.page import Locator, LocatorKind, Mark, Page

TEXT = "x" * 100
REPORT = [
    Page(1, None, TEXT),
    Page(2, "i", TEXT),
    Page(3, "ii", TEXT),
    Page(4, "1", TEXT),
    Page(5, "2", TEXT),
    Page(6, "3", TEXT, inferred=True),
    Page(7, "3", TEXT),
    Page(8, "4", TEXT),
]
INQUIRY = [
    Page(1, "1", TEXT, marks=(Mark(LocatorKind.PARAGRAPH, "1", 10), Mark(LocatorKind.PARAGRAPH, "2", 60))),
    Page(
        2,
        "2",
        TEXT,
        marks=(Mark(LocatorKind.PARAGRAPH, "2", 0, continued=True), Mark(LocatorKind.PARAGRAPH, "3", 40)),
    ),
]
CHAPTERS = [
    Page(
        1, None, TEXT, marks=(Mark(LocatorKind.SECTION, "III. Findings", 20), Mark(LocatorKind.SECTION, "IV. Law", 70))
    )
]


def numbers(pages: list[Page], value: str, kind: LocatorKind = LocatorKind.PAGE) -> list[int]:
    return [place.number for place in places_of(pages, Locator(kind, value)) or ()]


@pytest.mark.parametrize(
    ("value", "pages"),
    [
        ("2", [5]),  # the printed number, not the place in the file
        ("ii", [3]),
        ("I", [2]),  # roman numerals in capitals mean the same page
        ("1–2", [4, 5]),
        ("i-ii, 4", [2, 3, 8]),
        ("3", [6, 7]),  # a number that is printed twice names both pages
        ("1f.", [4, 5]),
        ("1 and 4", [4, 8]),
        ("99", []),
    ],
)
def test_a_page_is_found_by_its_printed_number(value: str, pages: list[int]) -> None:
    assert numbers(REPORT, value) == pages


def test_a_range_whose_end_is_cut_short_is_read_whole() -> None:
    pages = [Page(n, str(n + 100), TEXT) for n in range(1, 90)]
    assert numbers(pages, "173–75") == [73, 74, 75]


def test_page_numbers_of_a_chapter_are_no_ranges() -> None:
    pages = [Page(1, "A-1", TEXT), Page(2, "A-2", TEXT), Page(3, "1", TEXT), Page(4, "2", TEXT)]
    assert numbers(pages, "A-2") == numbers(pages, "a–2") == [2]
    assert numbers(pages, "1-2") == [3, 4]


def test_pages_without_numbers_cannot_tell() -> None:
    assert places_of([Page(1, None, TEXT)], Locator(LocatorKind.PAGE, "1")) is None


def test_a_source_that_lacks_the_number_has_no_such_place() -> None:
    assert places_of(REPORT, Locator(LocatorKind.PAGE, "77")) == ()


@pytest.mark.parametrize(
    ("value", "places"),
    [
        ("1", (Place(1, 10, 60),)),
        ("2", (Place(1, 60, 100), Place(2, 0, 40))),  # it runs on to the next page
        ("3 (a)", (Place(2, 40, 100),)),
        ("9", ()),
    ],
)
def test_a_paragraph_is_the_stretch_in_which_it_is_in_force(value: str, places: tuple[Place, ...]) -> None:
    assert places_of(INQUIRY, Locator(LocatorKind.PARAGRAPH, value)) == places


def test_a_source_without_numbered_paragraphs_cannot_tell() -> None:
    assert places_of(REPORT, Locator(LocatorKind.PARAGRAPH, "4")) is None


@pytest.mark.parametrize("value", ["III", "iii", "III. Findings"])
def test_a_section_is_found_by_the_number_or_the_words_of_its_heading(value: str) -> None:
    assert places_of(CHAPTERS, Locator(LocatorKind.SECTION, value)) == (Place(1, 20, 70),)


def test_tables_and_annexes_are_not_followed() -> None:
    assert places_of(REPORT, Locator(LocatorKind.TABLE, "3")) is None


def test_a_stretch_is_held_where_it_touches_what_is_cited() -> None:
    places = CitedPlaces({"a": (Place(2, 0, 40),)})
    assert places.holds("a", 2, 39, 60)
    assert not places.holds("a", 2, 40, 60)
    assert not places.holds("b", 2, 0, 10)
    assert places.is_near("a", 3)
    assert not places.is_near("a", 4)


def test_a_page_number_of_thousands_of_digits_names_no_other_page() -> None:
    assert places_of([Page(1, "1", "It fell.")], Locator(LocatorKind.PAGE, f"{'9' * 5000}–{'9' * 5001} ff.")) == ()
