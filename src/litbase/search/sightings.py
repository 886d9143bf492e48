"""Where on a page what is looked for may stand, found without analysing the whole page.

The page is taken as bytes, one for each character: folded letters and figures, blanks, and "?" for what one byte
cannot hold. A word that begins like something looked for, or holds a "?", may be it; only such words are analysed.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category

from litbase.search.analysis import fold

_LONGEST_LEAD = 4
_ENDING = 2  # letters at the end of a stem that its words may write otherwise: "parti" of "party"
_MOST_UNSURE = 0.1  # of a page; where more is no Latin writing, every word has to be looked at

Stretch = tuple[int, int]


def leads(stems: Iterable[str], words: Iterable[str]) -> tuple[bytes, ...]:
    """Return how the words of these *stems*, and what begins with these *words*, begin."""
    found = {stem[: max(1, min(_LONGEST_LEAD, len(stem) - _ENDING))] for stem in stems}
    found |= {word[:_LONGEST_LEAD] for word in words}
    return tuple(lead.encode("ascii") for lead in sorted(found) if lead.isascii())


def sightings(text: str, beginnings: tuple[bytes, ...]) -> Iterator[Stretch] | None:
    """Yield, in no order, the words of *text* to look at more closely; None where all of it has to be looked at."""
    plain = b" " + text.replace("?", " ").encode("cp1252", "replace").translate(_letters()) + b" "
    if plain.count(b"?") > _MOST_UNSURE * len(text):
        return None
    return _words_at(plain, text, beginnings)


def _words_at(plain: bytes, text: str, beginnings: tuple[bytes, ...]) -> Iterator[Stretch]:
    seen: set[int] = set()
    for lead in (*beginnings, b"?"):
        loose = lead == b"?" or lead[:1].isdigit()  # a figure may follow the letters of another word
        sought = lead if loose else b" " + lead
        at = plain.find(sought)
        while at >= 0:
            blank = plain.rfind(b" ", 0, at + 1)
            end = plain.index(b" ", at + 1)
            if blank not in seen and (lead != b"?" or end - blank > 2 or _is_in_words(text[blank])):
                seen.add(blank)
                yield blank, end - 1
            at = plain.find(sought, end)


def _is_in_words(character: str) -> bool:
    return character.isalnum() or category(character)[0] in "MC"


@cache
def _letters() -> bytes:
    return bytes(map(_letter, range(256)))


def _letter(byte: int) -> int:
    character = bytes((byte,)).decode("cp1252", "replace")
    plain = fold(character)
    if len(plain) == 1 and plain.isascii() and (character.isalpha() or character.isdecimal()):
        return ord(plain)
    return ord("?") if character in "?\u00ad\ufffd" or character.isalnum() else ord(" ")
