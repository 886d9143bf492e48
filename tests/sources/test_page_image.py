"""Pictures of pages with the words meant marked."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from litbase.errors import SourceError
from litbase.model.page import Page
from litbase.sources.page_image import boxes_of, page_image, sheet_of
from litbase.sources.pages import read_source

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "documents"
REPORT = SAMPLES / "nomtip-2022.pdf"
YELLOW = (255, 236, 110)


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def yellow_share(image: Image.Image) -> float:
    values = image.tobytes()
    pixels = zip(values[::3], values[1::3], values[2::3], strict=True)
    near = sum(all(abs(a - b) < 24 for a, b in zip(pixel, YELLOW, strict=True)) for pixel in pixels)
    return near / (image.width * image.height)


@pytest.fixture(scope="module")
def page() -> Page:
    return read_source(REPORT).pages[9]


def test_the_words_meant_are_marked_and_nothing_else(page: Page) -> None:
    start = page.text.index("486 victims")
    plain = picture(page_image(REPORT, page).content)
    marked = picture(page_image(REPORT, page, [(start, start + 11)]).content)
    assert plain.size == marked.size
    assert yellow_share(plain) == 0
    assert 0 < yellow_share(marked) < 0.01


def test_a_part_of_a_line_has_a_box_of_its_own(page: Page) -> None:
    start = page.text.index("486 victims")
    (box,) = boxes_of(REPORT, page, start, start + 3)
    (wider,) = boxes_of(REPORT, page, start, start + 11)
    assert (box.left, box.bottom) == pytest.approx((wider.left, wider.bottom), abs=1)
    assert box.right < wider.right


def test_a_strip_is_cut_around_the_words(page: Page) -> None:
    start = page.text.index("486 victims")
    whole = page_image(REPORT, page, [(start, start + 11)])
    strip = page_image(REPORT, page, [(start, start + 11)], is_cut=True)
    assert strip.width == whole.width
    assert strip.height < whole.height / 3


def test_every_line_has_its_place_on_the_page_as_shown(page: Page) -> None:
    """In reading order, inside the page, no higher than a line is; where the picture has ink."""
    sheet = sheet_of(REPORT, page)
    drawn = picture(page_image(REPORT, page, dpi=72).content)
    assert (round(sheet.width), round(sheet.height)) == pytest.approx(drawn.size, abs=1)
    assert [line.start for line in sheet.lines] == sorted(line.start for line in sheet.lines)
    assert not any(line.is_turned for line in sheet.lines)
    for line in sheet.lines:
        assert 0 <= line.left < line.left + line.width <= sheet.width
        assert 0 <= line.top < line.top + line.height <= sheet.height
        box = (line.left, line.top, line.left + line.width, line.top + line.height)
        assert drawn.convert("L").crop(tuple(map(round, box))).getextrema()[0] < 150


def test_a_page_without_layout_has_no_lines(page: Page) -> None:
    assert sheet_of(REPORT, replace(page, layout=None)).lines == ()
    with pytest.raises(ValueError, match="no page 99"):
        sheet_of(REPORT, replace(page, number=99))


def test_what_is_no_pdf_has_no_picture(page: Page, tmp_path: Path) -> None:
    other = tmp_path / "x.pdf"
    other.write_bytes(b"no pdf at all")
    with pytest.raises(SourceError):
        page_image(other, page)


def test_a_page_that_is_not_there_has_no_picture(page: Page) -> None:
    with pytest.raises(ValueError, match="no page 99"):
        page_image(REPORT, replace(page, number=99))
