"""Makes PDFs for tests: text set where the test says, on as many pages as it gives."""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

rl_config.useA85 = 0  # streams packed as every other program packs them
WIDTH, HEIGHT = A4
Draw = Callable[[Any], None]

STORY_TEXT = """The commission of inquiry on Norland spoke with survivors in four provinces and read the files.
It found that recruiters had promised work in canneries abroad and had kept the passports of those who came. Most of
the women were held in debt, and few of them knew in which town they were. The police of the northern province freed
some of them in spring, but no recruiter was charged before the winter. The ministry answered that a law was being
drafted and that shelters would be opened in every port. Teachers and nurses were told how to recognise the signs, and
a telephone line was set up for those who feared for a friend or a neighbour."""
STORY = STORY_TEXT.split()


def write_pdf(path: Path, pages: Iterable[Draw], **options: Any) -> Path:
    """Write a PDF whose pages are drawn one after the other; *options* go to reportlab's canvas."""
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=1, **options)
    for draw in pages:
        sheet.setFont("Helvetica", 10)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return path


def printed(*places: tuple[float, float, str]) -> Draw:
    """Draw each text at its place (x, y in points)."""

    def draw(sheet: Any) -> None:
        for x, y, text in places:
            sheet.drawString(x, y, text)

    return draw


def column(
    lines: Sequence[str], *, x: float = 72.0, top: float = 740.0, step: float = 13.0
) -> list[tuple[float, float, str]]:
    return [(x, top - step * index, line) for index, line in enumerate(lines)]


def set_lines(words: Sequence[str], letters: int) -> list[str]:
    """Break words into lines of at most so many letters."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def story(start: int, words: int, letters: int) -> list[str]:
    """Lines of running text, another stretch of it for each *start*."""
    return set_lines([STORY[(start * 7 + index) % len(STORY)] for index in range(words)], letters)


def with_broken_stream(content: bytes, number: int) -> bytes:
    """Damage the packed content stream of the page (number from 1) in its middle; its length stays."""
    streams = [m for m in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL) if _is_packed(m[1])]
    start, end = streams[number - 1].span(1)
    middle = (start + end) // 2
    return content[:middle] + bytes(byte ^ 0x5A for byte in content[middle : middle + 8]) + content[middle + 8 :]


def _is_packed(stream: bytes) -> bool:
    try:
        zlib.decompressobj().decompress(stream)
    except zlib.error:
        return False
    return True
