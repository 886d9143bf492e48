"""Pictures of printed pages, the words meant marked as if with a yellow pen."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litbase.model.page import Box, Page, PrintedLine, Sheet
from litbase.sources.opening import opened
from litbase.sources.pdf import char_boxes

_YELLOW = (255, 236, 110)
_POINTS_PER_INCH = 72
_AROUND = 60.0  # points of the page shown above and below the words meant
_PAD = 1.5  # points by which a mark is wider than its words
_TURNED = 1.5  # times as high as wide: a line that runs along the page's side
_LARGEST = 4000  # pixels a side; a page as large as a wall is shown smaller

_Pixels = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture (WebP) and its size in pixels."""

    content: bytes
    width: int
    height: int


def page_image(
    path: Path,
    page: Page,
    spans: Sequence[tuple[int, int]] = (),
    *,
    dpi: int = 110,
    is_cut: bool = False,
    password: str | None = None,
) -> PageImage:
    """Draw *page* of the PDF at *path*, the stretches *spans* of its readable text marked.

    *is_cut*: only the strip of the page on which the marked words stand. Raises SourceError if the file cannot be
    opened, ValueError if it has no such page.
    """
    boxes = [box for span in spans for box in boxes_of(path, page, *span, password=password)]
    with opened(path, password) as document:
        if page.number > len(document):
            raise ValueError(f"no page {page.number} in a file of {len(document)}")
        sheet = document[page.number - 1]
        scale = min(dpi / _POINTS_PER_INCH, _LARGEST / max(*sheet.get_size(), 1.0))
        picture = sheet.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        marks = [_pixels(sheet, box, scale, picture.size) for box in boxes]
    for mark in marks:
        _mark(picture, mark)
    if is_cut and marks:
        picture = picture.crop(_strip(marks, scale, picture.size))
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=55, method=2)
    return PageImage(written.getvalue(), *picture.size)


def sheet_of(path: Path, page: Page, *, password: str | None = None) -> Sheet:
    """Return where the lines of *page* stand on the page as shown; no lines where it has no layout.

    Raises SourceError if the file cannot be opened, ValueError if it has no such page.
    """
    with opened(path, password) as document:
        if page.number > len(document):
            raise ValueError(f"no page {page.number} in a file of {len(document)}")
        sheet = document[page.number - 1]
        runs = page.layout.runs() if page.layout is not None else ()
        lines = (_printed(run.start, run.end, *_corners(sheet, run.box, 0.0)) for run in runs)
        width, height = sheet.get_size()
        return Sheet(width, height, tuple(line for line in lines if line.width > 0 and line.height > 0))


def _printed(start: int, end: int, left: float, top: float, right: float, bottom: float) -> PrintedLine:
    width, height = right - left, bottom - top
    return PrintedLine(start, end, left, top, width, height, end - start > 2 and height > _TURNED * width)


def boxes_of(path: Path, page: Page, start: int, end: int, *, password: str | None = None) -> list[Box]:
    """Return one box for each printed line of a stretch of the readable text, in the file's coordinates.

    A line that is meant in part is boxed character by character; a page without a layout has no boxes.
    """
    boxes: list[Box] = []
    for run in page.layout.runs() if page.layout is not None else ():
        if run.end <= start or run.start >= end:
            continue
        if start <= run.start and run.end <= end:
            boxes.append(run.box)
            continue
        first = run.raw_start + max(start - run.start, 0)
        last = run.raw_end - max(run.end - end, 0)
        inked = [box for box in char_boxes(path, page.number, first, last, password) if box.right > box.left]
        if inked:
            boxes.append(
                Box(
                    min(box.left for box in inked), min(box.bottom for box in inked),
                    max(box.right for box in inked), max(box.top for box in inked),
                )
            )  # fmt: skip
    return boxes


def _pixels(sheet: Any, box: Box, scale: float, size: tuple[int, int]) -> _Pixels:
    """Return where *box* stands in the picture, whichever way the page is turned and cut."""
    left, top, right, bottom = (round(each * scale) for each in _corners(sheet, box, _PAD))
    return max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])


def _corners(sheet: Any, box: Box, pad: float) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of *box*, made larger by *pad*, on the page as shown."""
    sides = ((x, y) for x in (box.left - pad, box.right + pad) for y in (box.bottom - pad, box.top + pad))
    across, down = zip(*(_shown(sheet, x, y) for x, y in sides), strict=True)
    return min(across), min(down), max(across), max(down)


def _shown(sheet: Any, x: float, y: float) -> tuple[float, float]:
    """Return a point of the file's coordinates as points from the upper left corner of the page as shown."""
    left, bottom, right, top = sheet.get_cropbox()
    x, y = x - left, y - bottom
    width, height = right - left, top - bottom
    match sheet.get_rotation():
        case 90:
            return y, x
        case 180:
            return width - x, y
        case 270:
            return height - y, width - x
        case _:
            return x, height - y


def _mark(picture: Any, mark: _Pixels) -> None:
    from PIL import Image, ImageChops

    if mark[0] < mark[2] and mark[1] < mark[3]:
        under = picture.crop(mark)
        picture.paste(ImageChops.multiply(under, Image.new("RGB", under.size, _YELLOW)), mark)


def _strip(marks: Sequence[_Pixels], scale: float, size: tuple[int, int]) -> _Pixels:
    """Return the strip, as wide as the page, on which the marks stand."""
    around = round(_AROUND * scale)
    top = min(mark[1] for mark in marks) - around
    bottom = max(mark[3] for mark in marks) + around
    return 0, max(top, 0), size[0], min(bottom, size[1])
