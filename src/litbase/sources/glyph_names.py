"""The letters at places of a font that give no Unicode, by the names that the file gives them."""

import re
import time
from pathlib import Path
from typing import Any

from litbase.sources.hurried import SECONDS, SLIPS, OutOfTime, open_hurried

_SUBSET = re.compile(r"[A-Z]{6}\+")
# Of one character each, so that the length of the text stays (Adobe Glyph List, https://github.com/adobe-type-tools).
_LETTERS = {
    "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "ffi": "ﬃ", "ffl": "ﬄ", "f_f": "ﬀ", "f_i": "ﬁ", "f_l": "ﬂ", "f_f_i": "ﬃ",
    "f_f_l": "ﬄ", "st": "ﬆ", "s_t": "ﬆ", "quotedblleft": "“", "quotedblright": "”", "quotedblbase": "„",
    "guillemotleft": "«", "guillemotright": "»", "endash": "–", "emdash": "—",
}  # fmt: skip


class GlyphNames:
    """What the fonts of one PDF call their glyphs; the file is opened when that is first asked for."""

    def __init__(self, path: Path, password: str | None) -> None:
        self._path, self._password = path, password
        self._reader: Any = None
        self._is_opened = False
        self._deadline = 0.0
        self._pages: dict[int, dict[tuple[str, int], str]] = {}

    def letter(self, page: int, font: str, code: int) -> str | None:
        """Return the letter that *font* has at *code* on a page (number from 1), None if it has no telling name."""
        if page not in self._pages:
            self._pages[page] = self._names(page)
        return _LETTERS.get(self._pages[page].get((_SUBSET.sub("", font), code), ""))

    def _names(self, page: int) -> dict[tuple[str, int], str]:
        from pypdf.errors import PyPdfError

        if not self._is_opened:
            self._is_opened, self._deadline = True, time.monotonic() + SECONDS
            self._reader = open_hurried(self._path, self._password, self._deadline)
        if self._reader is None or time.monotonic() > self._deadline:
            return {}
        try:
            return _names_of(self._reader.pages[page - 1]["/Resources"]["/Font"].get_object())
        except (PyPdfError, OutOfTime, *SLIPS):
            return {}


def _names_of(fonts: Any) -> dict[tuple[str, int], str]:
    """Return the name of each glyph by font and code; fonts of one name that call a glyph otherwise tell nothing."""
    found: dict[tuple[str, int], set[str]] = {}
    for font in (each.get_object() for each in fonts.values()):
        encoding = font["/Encoding"].get_object() if "/Encoding" in font else None
        differences = (
            encoding["/Differences"].get_object() if isinstance(encoding, dict) and "/Differences" in encoding else ()
        )
        code = 0
        for one in differences:
            if isinstance(one, str):
                name = str(font.get("/BaseFont", "")).lstrip("/")
                found.setdefault((_SUBSET.sub("", name), code), set()).add(one.lstrip("/"))
                code += 1
            else:
                code = int(one)
    return {place: next(iter(names)) for place, names in found.items() if len(names) == 1}
