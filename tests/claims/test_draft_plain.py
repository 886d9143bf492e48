"""Plain text keeps an exact map back to the draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.claims.draft import Lines
from litbase.claims.plain import Plain, PlainWriter

STRETCHES = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from(["copy", "drop", "é", "", "—", "longer"])), max_size=12
)


def written(text: str, stretches: list[tuple[int, str]]) -> Plain:
    writer = PlainWriter(Plain.of(text))
    position = 0
    for length, what in stretches:
        end = min(position + length, len(text))
        if what == "copy":
            writer.copy(position, end)
        elif what != "drop" and position < end:
            writer.replace(what, position, end)
        position = end
    return writer.plain()


@given(st.text(alphabet="abc \n", max_size=60), STRETCHES)
def test_pieces_cover_the_plain_text_and_copies_equal_the_draft(text: str, stretches: list[tuple[int, str]]) -> None:
    plain = written(text, stretches)
    assert "".join(plain.text[a:b] for a, b, _, _ in plain.pieces) == plain.text
    for start in range(len(plain.text)):
        first, last = plain.to_draft(start, start + 1)
        assert 0 <= first < last <= len(text)
        if last - first == 1 and plain.text[start] in "abc \n":
            assert text[first:last] == plain.text[start]


@given(st.text(alphabet="abc \n", max_size=60), STRETCHES, st.integers(0, 60), st.integers(0, 60))
def test_a_cut_maps_as_the_whole_did(text: str, stretches: list[tuple[int, str]], start: int, end: int) -> None:
    plain = written(text, stretches)
    start, end = sorted((min(start, len(plain.text)), min(end, len(plain.text))))
    cut = plain.cut(start, end)
    assert cut.text == plain.text[start:end]
    if start < end:
        assert cut.to_draft(0, end - start) == plain.to_draft(start, end)


def test_a_replacement_stands_for_all_it_replaces() -> None:
    plain = written("caf\\'e bar", [(3, "copy"), (3, "é"), (4, "copy")])
    assert plain.text == "café bar"
    assert plain.to_draft(3, 4) == (3, 6)
    assert plain.to_draft(5, 8) == (7, 10)


def test_no_stretch_outside_the_text() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        Plain.of("abc").to_draft(2, 4)


@pytest.mark.parametrize(("text", "offset", "position"), [
    ("ab\ncd", 3, (2, 1)),
    ("ab\r\ncd", 5, (2, 2)),  # one line end, though two characters
    ("ab\rcd", 3, (2, 1)),
    ("ab", 2, (1, 3)),  # behind the last character
])  # fmt: skip
def test_lines_and_columns_count_from_one(text: str, offset: int, position: tuple[int, int]) -> None:
    assert Lines(text).position(offset) == position
