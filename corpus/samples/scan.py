"""Make a scan: pages drawn as grey images, a little askew and speckled, in a PDF without any text."""

import io
import random
from pathlib import Path

import reportlab
from manuscript import FICTIONAL, Manuscript
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DOTS_PER_INCH = 150
SIZE = (int(8.27 * DOTS_PER_INCH), int(11.69 * DOTS_PER_INCH))
TYPEFACE = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def make_scan(manuscript: Manuscript, output: Path) -> None:
    canvas = Canvas(str(output), pagesize=A4, invariant=1)
    paper = _Paper()
    for block in manuscript.blocks:
        if block.kind == "page-break":
            _add_page(canvas, paper.image)
            paper = _Paper()
        else:
            paper.write(block.text)
    _add_page(canvas, paper.image)
    canvas.save()


class _Paper:
    """One sheet being typed on."""

    def __init__(self) -> None:
        self.image = Image.new("L", SIZE, 244)
        self._pen = ImageDraw.Draw(self.image)
        self._face = ImageFont.truetype(str(TYPEFACE), 24)
        self._y = 150
        small = ImageFont.truetype(str(TYPEFACE), 16)
        self._pen.text((SIZE[0] / 2, SIZE[1] - 70), FICTIONAL, fill=30, font=small, anchor="mm")

    def write(self, text: str) -> None:
        for line in self._lines(text):
            self._pen.text((150, self._y), line, fill=30, font=self._face)
            self._y += 36
        self._y += 22

    def _lines(self, text: str) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self._pen.textlength(longer, font=self._face) <= SIZE[0] - 300:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


def _add_page(canvas: Canvas, image: Image.Image) -> None:
    dice = random.Random(1987)  # noqa: S311 - the same specks every time
    turned = image.rotate(0.4, fillcolor=244, resample=Image.Resampling.BILINEAR)
    for _ in range(400):
        turned.putpixel((dice.randrange(SIZE[0]), dice.randrange(SIZE[1])), dice.randrange(60, 200))
    packed = io.BytesIO()
    turned.quantize(16).convert("L").save(packed, "PNG")
    canvas.drawImage(ImageReader(packed), 0, 0, *A4)
    canvas.showPage()
