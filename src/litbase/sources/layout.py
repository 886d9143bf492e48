"""What an extractor sees on a printed page before it is made readable: lines with their boxes."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class RawLine:
    """One printed line (or one column's part of it): `text` is `raw[start:end]` of its page, coordinates in PDF points.

    `size` is the font size in points of its first character, 0.0 where it was not asked for.
    """

    text: str
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0


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
