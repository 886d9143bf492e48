"""Lines that the eye sees as one, and lines printed twice."""

from collections.abc import Sequence

from litbase.sources.layout import RawLine
from litbase.sources.printing import with_turned_lines, with_whole_words, without_overprints


def line(text: str, left: float, bottom: float, right: float, top: float, start: int = 0) -> RawLine:
    return RawLine(text, start, start + len(text), left, bottom, right, top)


def turned(lines: Sequence[RawLine], *, are_turned: bool = True) -> list[str]:
    return [each.text for each in with_turned_lines(list(lines), lambda _: are_turned)]


UPWARDS = [
    line("N", 50, 100, 60, 107),
    line("o", 53, 108, 60, 114),
    line("r", 53, 114.5, 60, 118),
    line("t", 52, 118.5, 60, 121),
    line("h", 50, 121.5, 60, 127),
    line("1", 50, 131, 60, 136),  # after a gap as wide as a space
    line(",", 59, 137, 62, 138.5),  # hangs below its line
    line("5", 50, 139.5, 60, 145),
]


def test_letters_one_above_the_other_make_one_line() -> None:
    (joined,) = with_turned_lines(UPWARDS, lambda _: True)
    assert joined.text == "North 1,5"
    assert (joined.left, joined.bottom, joined.right, joined.top) == (50, 100, 62, 145)
    assert joined.pieces == tuple(UPWARDS)


def test_letters_one_below_the_other_make_one_line() -> None:
    downwards = [line(each.text, each.left, 300 - each.top, each.right, 300 - each.bottom) for each in UPWARDS]
    assert turned(downwards) == ["North 1,5"]


def test_upright_figures_one_below_the_other_stay_apart() -> None:
    column = [line(figure, 50, 200 - 8 * at, 55, 207 - 8 * at) for at, figure in enumerate("1234")]
    assert turned(column, are_turned=False) == ["1", "2", "3", "4"]


def test_lines_of_text_end_a_line_of_letters() -> None:
    text = line("The commission met in May.", 72, 150, 200, 160)
    assert turned([*UPWARDS[:5], text, *UPWARDS[5:]]) == ["North", "The commission met in May.", "1,5"]


def test_line_printed_again_a_little_shifted_stands_once() -> None:
    bold = [line("Norland", 72, 700, 130, 714), line("Norland", 72.5, 699.7, 130.5, 713.7)]
    assert without_overprints(bold) == bold[:1]


def test_same_words_in_another_place_or_size_stand_twice() -> None:
    apart = [
        line("Norland", 72, 700, 130, 714),
        line("Norland", 72, 686, 130, 700),
        line("Norland", 72, 700, 160, 724),
        line("Sundhavn", 72, 700, 130, 714),
    ]
    assert without_overprints(apart) == apart


def whole(*pieces: tuple[str, float, float, float]) -> list[str]:
    """The texts of pieces (text, left, bottom, right) that follow each other in the raw text without a blank."""
    lines, at = [], 0
    for text, left, bottom, right in pieces:
        lines.append(line(text, left, bottom, right, bottom + 8, at))
        at += len(text)
    return [each.text for each in with_whole_words(lines)]


def test_apostrophe_or_ordinal_that_is_printed_raised_stays_in_its_word() -> None:
    assert whole(("of women", 72, 100, 110), ("’", 110, 105, 112), ("s rights", 112, 100, 140)) == ["of women’s rights"]
    assert whole(("the 21", 72, 100, 90), ("st", 90, 104, 95)) == ["the 21st"]
    assert whole(("au XIX", 72, 100, 95), ("e", 95, 104, 98)) == ["au XIXe"]
    logo = ("in L", 72, 100, 90), ("A", 87, 103, 93), ("TEX or", 91, 100, 115)
    assert whole(*logo) == ["in LATEX or"]
    assert whole(("pdfL", 72, 100, 90), *logo[1:]) == ["pdfLATEX or"]
    assert whole(("Sundhavn", 72, 100, 110), ("a", 110, 104, 113), ("b", 113, 104, 116)) == ["Sundhavn", "a", "b"]
    assert whole(("weights w", 72, 100, 120), ("ij", 120, 97, 125)) == ["weights wij"]  # an index


def test_marks_of_notes_and_cells_stay_apart() -> None:
    assert whole(("labour", 72, 100, 100), ("12", 100, 104, 106)) == ["labour", "12"]
    assert whole(("Sundhavn", 72, 100, 110), ("a", 110, 104, 113)) == ["Sundhavn", "a"]
    assert whole(("in 2016", 72, 100, 100), ("e", 130, 100, 134)) == ["in 2016", "e"]  # far off
    assert whole(("in 20", 72, 100, 100), ("th", 100, 80, 104)) == ["in 20", "th"]  # on another line
