"""What an extractor sees on a printed page before it is made readable: lines with their boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

_BEYOND, _DEEPEST = 0.03, 0.25  # of the page's height: what lies beyond the end of the text, and the deepest foot


@dataclass(slots=True)
class RawLine:
    """One printed line (or one column's part of it): `text` is `raw[start:end]` of its page, coordinates in PDF points.

    Only where there are `pieces` its text is theirs, with blanks between words.

    Coordinates are those of the page as it is shown: turned upright, origin at its lower left corner. `size` is
    the font size in points of its first character, 0.0 where it was not asked for (only the first pages have it).
    """

    text: str
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0
    pieces: "tuple[RawLine, ...]" = ()  # of a line set upwards or downwards that the extractor gives letter by letter

    @property
    def is_sideways(self) -> bool:
        """Is the line set upwards or downwards, as in a margin?"""
        return self.top - self.bottom > 2 * (self.right - self.left) and len(self.text) > 2


@dataclass(slots=True)
class RawPage:
    """One page as extracted: `number` from 1, `raw` the extractor's text, `lines` in the extractor's order.

    `problem` says why the page could not be read in full, None if it was. Extraction stays mutable until the
    page is made readable; only `model.page.Page` leaves this part.
    """

    number: int
    width: float
    height: float
    raw: str
    lines: list[RawLine] = field(default_factory=list)
    problem: str | None = None
    rotation: int = 0  # quarter turns clockwise for showing (ISO 32000-2, table 31, Rotate)
    corner: tuple[float, float] = (0.0, 0.0)  # lower left corner of the shown area in the file's coordinates

    @property
    def is_moved(self) -> bool:
        """Is the page shown otherwise than in the file's own coordinates?"""
        return bool(self.rotation) or self.corner != (0.0, 0.0)

    def shown(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """Return (left, bottom, right, top) in the page's shown coordinates, given in the file's own."""
        x, y = self.corner
        left, bottom, right, top = box[0] - x, box[1] - y, box[2] - x, box[3] - y
        match self.rotation:
            case 1:
                return bottom, self.height - right, top, self.height - left
            case 2:
                return self.width - right, self.height - top, self.width - left, self.height - bottom
            case 3:
                return self.width - top, left, self.width - bottom, right
            case _:
                return left, bottom, right, top

    def in_file(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """Return (left, bottom, right, top) in the file's own coordinates, given as shown."""
        x, y = self.corner
        left, bottom, right, top = box[0], box[1], box[2], box[3]
        match self.rotation:
            case 1:
                left, bottom, right, top = self.height - top, left, self.height - bottom, right
            case 2:
                left, bottom, right, top = (
                    self.width - right,
                    self.height - top,
                    self.width - left,
                    self.height - bottom,
                )
            case 3:
                left, bottom, right, top = bottom, self.width - right, top, self.width - left
        return left + x, bottom + y, right + x, top + y


def zones(pages: Sequence[RawPage], share: float) -> tuple[float, float]:
    """Return where the foot of the pages ends and their head begins, as shares of the height of a page.

    Foot and head are *share* of it each; more, up to a quarter, where the text ends further in on most pages.
    """
    ends = [
        (min(line.bottom for line in page.lines) / page.height, max(line.top for line in page.lines) / page.height)
        for page in pages
        if page.lines and page.height > 0
    ]
    if not ends:
        return share, 1 - share
    low, high = median(low for low, _ in ends), median(high for _, high in ends)
    foot, head = (max(share, min(end + _BEYOND, _DEEPEST)) for end in (low, 1 - high))
    return foot, 1 - head
