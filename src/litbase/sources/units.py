"""Offsets into a text, counted in characters or in the units of UTF-16 that pdfium counts."""

from bisect import bisect_left


class Units:
    """The characters of *text* that take two units: mathematical letters, rare Han; without them both counts agree."""

    def __init__(self, text: str = "") -> None:
        self._wide = [at for at, letter in enumerate(text) if letter > "\uffff"]
        self._starts = [at + before for before, at in enumerate(self._wide)]  # in units

    def __bool__(self) -> bool:
        return bool(self._wide)

    def before(self, character: int) -> int:
        """Return how many units stand before this character."""
        return character + bisect_left(self._wide, character)

    def character(self, unit: int) -> int:
        """Return the place of the character that this unit belongs to."""
        return unit - bisect_left(self._starts, unit)
