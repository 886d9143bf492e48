"""Makes extracted pages for tests: lines put where the test says, as an extractor would report them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litbase.sources.layout import RawLine, RawPage

WIDTH, HEIGHT = 595.0, 842.0


@dataclass(frozen=True)
class Print:
    """Words printed on a page: `x` of their left edge (right edge if negative), `y` of the baseline, font size."""

    text: str
    x: float = 72.0
    y: float = 400.0
    size: float = 10.0


def make_page(number: int, prints: Iterable[Print], *, width: float = WIDTH, height: float = HEIGHT) -> RawPage:
    page = RawPage(number, width, height, "")
    raw = ""
    for print_ in prints:
        length = 0.5 * print_.size * len(print_.text)
        left = print_.x if print_.x >= 0 else width + print_.x - length
        start = len(raw)
        raw += print_.text + "\r\n"
        page.lines.append(
            RawLine(
                print_.text,
                start,
                start + len(print_.text),
                left,
                print_.y,
                left + length,
                print_.y + print_.size,
                print_.size,
            )
        )
    page.raw = raw
    return page


def body(seed: int, lines: int = 6) -> list[Print]:
    """A few lines of running text in the middle of the page."""
    words = random.Random(seed)
    text = ["the", "report", "found", "cases", "in", "Norland", "during", "that", "year", "courts"]
    return [Print(" ".join(words.choices(text, k=9)), y=600 - 20 * n) for n in range(lines)]


def foot(label: str, index: int) -> Print:
    """A folio at the outer end of the foot of the page."""
    return Print(label, 60.0 if index % 2 else -60.0, 40.0)


def pages_printing(labels: Sequence[str | None]) -> list[RawPage]:
    """Pages that print these labels at the foot, None printing nothing."""
    return [
        make_page(index + 1, [*body(index), *([] if label is None else [foot(label, index)])])
        for index, label in enumerate(labels)
    ]
