"""Letters by their place in a font."""

import pytest

from litbase.sources.font_places import with_letters


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("the coe\x1ecient of the o\x1bce", "the coeﬃcient of the oﬀce"),
        ("\x1crst, di\x1berent and re\x1dected", "ﬁrst, diﬀerent and reﬂected"),
        ("\x10signi\x1ccant\x11 in 1986\x151989 \x16 or so", "“signiﬁcant” in 1986–1989 — or so"),
        ("from 12\x1524 months", "from 12–24 months"),  # a dash between two figures is never lost
        ("de\x0cned", "deﬁned"),
        ("\x10 a bullet\r\n\x11 another", "\x10 a bullet\r\n\x11 another"),
        ("\x0c\r\n\x1c 5", "\x0c\r\n\x1c 5"),
        ("plain words", "plain words"),
    ],
)
def test_ligatures_dashes_and_quotes_are_read_by_their_place(raw: str, text: str) -> None:
    assert with_letters(raw, lambda _: None) == text


def test_name_that_the_font_has_for_a_letter_goes_before_its_place() -> None:
    assert with_letters("the \x1bles and \x1cces", {4: "ﬁ"}.get) == "the ﬁles and ﬁces"
