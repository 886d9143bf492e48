"""The text of a page as pdfium gives it, with offsets in characters or in the units of UTF-16 that pdfium counts."""

import ctypes
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

_LAST = 0xFFFF  # what lies beyond takes two units of UTF-16


class Units:
    """The places of the characters that take two units: mathematical letters, rare Han; else both counts agree."""

    def __init__(self, wide: Iterable[int] = ()) -> None:
        self._wide = list(wide)
        self._starts = [at + before for before, at in enumerate(self._wide)]  # in units

    @classmethod
    def of(cls, text: str) -> "Units":
        return cls(at for at, letter in enumerate(text) if ord(letter) > _LAST)

    def before(self, character: int) -> int:
        """Return how many units stand before this character."""
        return character + bisect_left(self._wide, character)

    def character(self, unit: int) -> int:
        """Return the place of the character that this unit belongs to."""
        return unit - bisect_left(self._starts, unit)


def read_text(text: Any, count: int, buffer: Any) -> tuple[str, Units]:
    """Return the text of pdfium's text page of *count* characters, and its units.

    *buffer* is an array of twice as many units, and two, to be written on. Pdfium counts most letters that take two
    units as two, and gives both; some fonts give it such a letter as one, which it counts and leaves out.
    """
    import pypdfium2.raw

    pdfium: Any = pypdfium2.raw
    length = max(0, pdfium.FPDFText_GetText(text, 0, count, buffer) - 1)
    found = ctypes.string_at(buffer, 2 * length).decode("utf-16-le", "replace")
    if length == count == len(found):
        return found, Units()
    units = Units.of(found) if length > len(found) else Units()
    if length < count and _counted(pdfium, text, count) > length:
        return _with_lost_letters(pdfium, text, count, found)
    return found, units


def _counted(pdfium: Any, text: Any, count: int) -> int:
    """Return the length of the text by pdfium's own count: some of its characters are no text."""
    for index in range(count - 1, -1, -1):
        offset = int(pdfium.FPDFText_GetTextIndexFromCharIndex(text, index))
        if offset >= 0:
            return offset + 1
    return 0


def _with_lost_letters(pdfium: Any, text: Any, count: int, found: str) -> tuple[str, Units]:
    slots = [half for letter in found for half in ((letter, "") if ord(letter) > _LAST else (letter,))]
    for index in range(count):
        letter = pdfium.FPDFText_GetUnicode(text, index)
        if _LAST < letter < 0x110000:
            slots.insert(pdfium.FPDFText_GetTextIndexFromCharIndex(text, index), chr(letter))
    places, wide = 0, []
    for slot in slots:
        if not slot:
            wide.append(places - 1)
        places += len(slot)
    return "".join(slots), Units(wide)
