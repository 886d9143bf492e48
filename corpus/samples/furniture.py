"""Running heads and page numbers, as each kind of document has them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setting import Setting

LEFT, RIGHT = 60, 60


def _report_furniture(setting: "Setting") -> None:
    canvas, odd = setting.canvas, setting.number % 2
    canvas.setFont("Helvetica", 8)
    head = setting.chapter if odd else setting.manuscript["head"]
    draw, x = (canvas.drawRightString, setting.width - RIGHT) if odd else (canvas.drawString, LEFT)
    draw(x, setting.height - 52, head.upper())
    canvas.line(LEFT, setting.height - 58, setting.width - RIGHT, setting.height - 58)
    draw(x, 48, setting.label)


def _commission_furniture(setting: "Setting") -> None:
    canvas = setting.canvas
    canvas.setFont("Times-Bold", 10)
    if setting.number > 1:
        canvas.drawString(LEFT, setting.height - 52, setting.manuscript["symbol"])
        canvas.line(LEFT, setting.height - 58, setting.width - RIGHT, setting.height - 58)
    canvas.drawRightString(setting.width - RIGHT, 48, f"{setting.number}")


def _article_furniture(setting: "Setting") -> None:
    canvas, odd = setting.canvas, setting.number % 2
    canvas.setFont("Times-Italic", 9)
    journal = f"{setting.manuscript['journal']} {setting.manuscript['volume']} ({setting.manuscript['issue']})"
    canvas.drawCentredString(setting.width / 2, setting.height - 52, journal if odd else setting.manuscript["head"])
    canvas.setFont("Times-Roman", 9)
    draw, x = (canvas.drawRightString, setting.width - RIGHT) if odd else (canvas.drawString, LEFT)
    draw(x, setting.height - 52, setting.label)


def _law_furniture(setting: "Setting") -> None:
    setting.canvas.setFont("Times-Roman", 9)
    setting.canvas.drawCentredString(setting.width / 2, setting.height - 52, setting.manuscript["head"])
    setting.canvas.drawCentredString(setting.width / 2, 48, f"- {setting.label} -")


FURNITURE: dict[str, Callable[["Setting"], None]] = {
    "report": _report_furniture,
    "index": _report_furniture,
    "commission": _commission_furniture,
    "article": _article_furniture,
    "law": _law_furniture,
}
