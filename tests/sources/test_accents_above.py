"""Accents that stand as lines of their own above their letters."""

from litbase.sources.accents_above import Box, put_on_letters
from litbase.sources.layout import RawLine, RawPage

_WIDTH = 5.0


def page_of(*lines: tuple[str, float, float]) -> RawPage:
    """A page of lines (text, left, bottom) with letters five points wide and seven high, accents one point high."""
    page = RawPage(1, 595.0, 842.0, "")
    for text, left, bottom in lines:
        start = len(page.raw)
        page.raw += f"{text} "
        height = 1.0 if len(text) == 1 else 7.0
        edges = left, bottom, left + _WIDTH * len(text), bottom + height
        page.lines.append(RawLine(text, start, start + len(text), *edges))
    return page


def put(*lines: tuple[str, float, float]) -> list[str]:
    page = page_of(*lines)
    places = {at: (line, at - line.start) for line in page.lines for at in range(line.start, line.end)}

    def box_of(at: int) -> Box:
        line, index = places[at]
        return line.left + _WIDTH * index, line.bottom, line.left + _WIDTH * (index + 1), line.top

    put_on_letters(page, box_of)
    assert all(not line.pieces or line.text == "".join(piece.text for piece in line.pieces) for line in page.lines)
    return [line.text for line in page.lines]


def test_accent_goes_to_the_capital_below_it() -> None:
    found = put(("Die Ubersetzung des Amtes", 72, 600), ("¨", 92, 608), ("Aland und Sundhavn", 72, 580), ("˚", 72, 588))
    assert found == ["Die Übersetzung des Amtes", "Åland und Sundhavn"]


def test_word_that_an_accent_parts_is_whole_again() -> None:
    assert put(("Eric Br", 72, 600), ("´", 72, 608), ("uni, Sundhavn", 107, 600)) == ["Éric Bruni, Sundhavn"]


def test_words_that_stand_apart_stay_apart() -> None:
    assert put(("Ubersetzung", 72, 600), ("¨", 72, 608), ("nordwarts", 140, 600)) == ["Übersetzung", "nordwarts"]


def test_accent_over_no_letter_that_takes_it_stays() -> None:
    assert put(("p nk", 72, 600), ("ˆ", 72, 608)) == ["p nk", "ˆ"]
    assert put(("Etude", 72, 600), ("´", 72, 640)) == ["Etude", "´"]  # too far above


def test_accent_at_the_end_of_a_piece_goes_to_its_letter() -> None:
    """So it comes where the letters behind it are moved nearer: "für Fütterung" as "fur F ¨" and "utterung"."""
    page = page_of(("geln fur F ¨", 72, 600), ("utterung und Zucht", 132, 600))
    accents = {page.lines[0].end - 1: (103.0, 606.0, 106.0, 607.0)}

    def box_of(at: int) -> Box:
        return accents.get(at, (72 + _WIDTH * at, 600.0, 77 + _WIDTH * at, 605.0))

    put_on_letters(page, box_of)
    assert [line.text for line in page.lines] == ["geln für Futterung und Zucht"]


def test_cedilla_and_accent_inside_a_word_are_left_beside_their_letters() -> None:
    assert put(("Avia", 72, 600), ("¸", 92, 608), ("Canada", 72, 590)) == ["Avia", "¸", "Canada"]
    page = page_of(("Aviac", 72, 600), ("˜", 92, 608), ("o Civil", 97, 600))
    page.raw = "Aviac˜o Civil"
    page.lines[1].start, page.lines[1].end = 5, 6
    put_on_letters(page, lambda _: (92.0, 600.0, 97.0, 607.0))
    assert [line.text for line in page.lines] == ["Aviac", "˜", "o Civil"]
