from collections.abc import Sequence

from tests.sources.page_making import Print, body, make_page

from litbase.sources.furniture import furniture
from litbase.sources.layout import RawPage


def dropped(pages: Sequence[RawPage]) -> list[list[str]]:
    """The words of the furniture of each page."""
    return [
        [line.text for line in page.lines if line.start in starts]
        for page, starts in zip(pages, furniture(pages), strict=True)
    ]


def pages_with(*extra: Sequence[Print]) -> list[RawPage]:
    return [make_page(n, [*prints, *body(n)]) for n, prints in enumerate(extra, 1)]


def test_running_head_with_a_changing_number_is_furniture() -> None:
    pages = pages_with(*([Print(f"Annual report {n}", y=800)] for n in range(5)))
    assert dropped(pages) == [[f"Annual report {n}"] for n in range(5)]


def test_heads_that_alternate_between_left_and_right_pages_are_furniture() -> None:
    pages = pages_with(*([Print("Norland" if n % 2 else "Report of the commission", y=800)] for n in range(8)))
    assert all(len(words) == 1 for words in dropped(pages))


def test_head_that_holds_for_a_stretch_of_pages_is_furniture_there() -> None:
    pages = pages_with(*([Print("Northern province" if n < 4 else "Islands", y=800)] for n in range(8)))
    assert [words[0] for words in dropped(pages)] == ["Northern province"] * 4 + ["Islands"] * 4


def test_line_that_stands_once_is_text() -> None:
    pages = pages_with([Print("Summary", y=800)], [], [Print("Recommendations", y=800)], [])
    assert dropped(pages) == [[], [], [], []]


def test_same_words_at_another_height_are_text() -> None:
    pages = pages_with(*([Print("The court held", y=790 - 11 * n)] for n in range(4)))
    assert dropped(pages) == [[], [], [], []]


def test_line_below_text_is_no_head_though_it_recurs() -> None:
    """Only what stands outermost is furniture: here each page begins with words of its own."""
    firsts = ["Survivors spoke", "Courts were slow", "Police denied it", "Nobody was charged"]
    pages = pages_with(*([Print(first, y=815), Print("Testimony", y=790)] for first in firsts))
    assert dropped(pages) == [[], [], [], []]


def test_thumb_tab_beside_the_text_is_furniture_at_any_height() -> None:
    pages = pages_with(*([Print("N", x=580, y=600 - 40 * n)] for n in range(8)))
    assert dropped(pages) == [["N"]] * 8


def test_numbers_of_paragraphs_beside_the_text_are_text() -> None:
    pages = pages_with(*([Print(f"{n}.", x=50, y=600)] for n in range(8)))
    assert dropped(pages) == [[]] * 8


def test_articles_that_begin_pages_by_chance_are_text() -> None:
    """Two first lines that differ in their number only prove nothing where other pages begin with text."""
    firsts = [
        "Article 5",
        "the court may",
        "Article 9",
        "and the police",
        "of such a case",
        "a judge shall",
        "in writing",
    ]
    pages = pages_with(
        *([Print(first, y=800), Print("a line of the law", y=786 - n)] for n, first in enumerate(firsts))
    )
    assert dropped(pages) == [[]] * 7


def test_head_that_names_the_section_of_one_page_is_furniture_where_heads_stand() -> None:
    names = ["Summary", "Summary", "Ports", "Courts", "Courts", "Police", "Shelters", "Shelters"]
    pages = pages_with(*([Print(name, y=800), *text_below(n)] for n, name in enumerate(names)))
    assert dropped(pages) == [[name] for name in names]


def text_below(seed: int) -> list[Print]:
    """The first lines of the text, close to each other and other words on each page."""
    return [Print("".join(chr(97 + (seed * 5 + n * 3) % 26) * 9), y=740 - 13 * n) for n in range(3)]


def test_two_pages_do_not_show_what_is_furniture() -> None:
    """An invoice with a copy, a form of two sheets: what they share is their text."""
    pages = pages_with(*([Print("Invoice no. 7", y=800), Print("Sundhavn Shelter", y=60)] for _ in range(2)))
    assert dropped(pages) == [[], []]


def test_head_that_the_title_page_of_a_short_report_lacks_is_furniture() -> None:
    pages = pages_with([], *([Print("Report on the ports", y=800)] for _ in range(2)))
    assert dropped(pages) == [[], ["Report on the ports"], ["Report on the ports"]]


def test_head_of_a_table_that_goes_on_over_pages_is_text() -> None:
    names = [Print(name, x=72 + 120 * n, y=770) for n, name in enumerate(("Province", "Cases", "Charged"))]

    def rows(page: int) -> list[Print]:
        return [Print(f"{page * n + 7 * i}", x=72 + 120 * i, y=757 - 13 * n) for n in range(8) for i in range(3)]

    pages = pages_with(*([Print("Annual report", y=810), *names, *rows(page)] for page in range(1, 7)))
    assert dropped(pages) == [["Annual report"]] * 6


def test_sentence_that_a_report_says_again_and_again_is_text_at_the_head_of_a_page_too() -> None:
    said = "The government does not fully meet the minimum standards, but it makes efforts."
    pages = pages_with(*([Print(said, y=800 if n % 3 else 300), Print("Norland", y=820)] for n in range(12)))
    assert dropped(pages) == [["Norland"]] * 12


def test_long_running_head_is_furniture_where_it_stands_at_the_foot_as_well() -> None:
    head = "Draft for the commission on Norland, not to be quoted without its leave"
    pages = pages_with(*([Print(head, y=800), Print(head, y=40)] for n in range(8)))
    assert dropped(pages) == [[head, head]] * 8
