"""Letters by the names that a file's fonts have for them."""

from pathlib import Path

import pytest

from litbase.sources.glyph_names import GlyphNames

_PDF = """%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<<%s>>>>>> endobj
4 0 obj <</Length 3>> stream
q Q
endstream endobj
trailer <</Root 1 0 R>>
startxref
0
%%%%EOF
"""
_FONT = "/%s <</Type/Font/Subtype/Type1/BaseFont/%s/Encoding<</Type/Encoding/Differences[%s]>>>>"


def names(tmp_path: Path, *fonts: tuple[str, str, str]) -> GlyphNames:
    path = tmp_path / "a.pdf"
    path.write_text(_PDF % "".join(_FONT % font for font in fonts), encoding="ascii")
    return GlyphNames(path, None)


@pytest.mark.parametrize(
    ("differences", "code", "letter"),
    [
        ("27/f_i/f_f_i 30/f_l", 27, "ﬁ"),
        ("27/f_i/f_f_i 30/f_l", 28, "ﬃ"),  # names follow one another from the code before them
        ("27/f_i/f_f_i 30/f_l", 30, "ﬂ"),
        ("27/f_i/f_f_i 30/f_l", 29, None),
        ("16/quotedblleft", 16, "“"),
        ("27/a27", 27, None),  # as the bitmap fonts of TeX name them
    ],
)
def test_letter_is_read_by_its_name(tmp_path: Path, differences: str, code: int, letter: str | None) -> None:
    found = names(tmp_path, ("F1", "ABCDEF+Norland", differences))
    assert found.letter(1, "Norland", code) == letter
    assert found.letter(1, "GHIJKL+Norland", code) == letter  # the mark of a part of a font tells nothing
    assert found.letter(1, "Sundhavn", code) is None


def test_fonts_of_one_name_that_disagree_tell_nothing(tmp_path: Path) -> None:
    found = names(tmp_path, ("F1", "ABCDEF+Norland", "27/f_i"), ("F2", "GHIJKL+Norland", "27/f_f 28/f_l"))
    assert found.letter(1, "Norland", 27) is None
    assert found.letter(1, "Norland", 28) == "ﬂ"


def test_file_without_pages_or_fonts_tells_nothing(tmp_path: Path) -> None:
    assert names(tmp_path).letter(1, "Norland", 27) is None
    assert names(tmp_path).letter(9, "Norland", 27) is None
    path = tmp_path / "no.pdf"
    path.write_bytes(b"no pdf")
    assert GlyphNames(path, None).letter(1, "Norland", 27) is None
