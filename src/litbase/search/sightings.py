"""Where on a page what is looked for may stand, found without analysing the whole page.

The page is taken letter by letter: folded letters and figures, blanks, and "?" for what is no single letter or cannot
be told at once. A word that begins like something looked for, or holds a "?", may be it; only such words are analysed.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from unicodedata import category

from litbase.search.analysis import SEPARATORS, fold, is_paired

_LONGEST_LEAD = 6
_ENDING = 2  # letters at the end of a stem that its words may write otherwise: "evident" of "évidemment"
_SHORT = 4  # letters; of a stem no longer only the last may be written otherwise: "easi" of "easy"
_OTHERWISE = {"die": "dy", "lie": "ly", "tie": "ty"}  # the words Porter's second stemmer lists: dying, lying, tying
_MOST_UNSURE = 0.02  # of a page; where more is beyond Latin-1, it is folded letter by letter, which takes longer

Stretch = tuple[int, int]


def leads(stems: Collection[str], words: Iterable[str]) -> tuple[str, ...]:
    """Return how the words of these *stems*, and what begins with these *words*, begin; none begins like another."""
    found = {_lead(stem) for stem in stems}
    found |= {_OTHERWISE[stem] for stem in stems if stem in _OTHERWISE}
    found |= {word[:_LONGEST_LEAD] for word in words}
    shortest: list[str] = []
    for lead in sorted(found):
        if not is_paired(lead) and not (shortest and lead.startswith(shortest[-1])):
            shortest.append(lead)
    return tuple(shortest)


def _lead(stem: str) -> str:
    return stem[: max(1, len(stem) - 1)] if len(stem) <= _SHORT else stem[: min(_LONGEST_LEAD, len(stem) - _ENDING)]


def plainly(text: str) -> str:
    """Return *text* letter for letter between two blanks; scripts without spaces are blanks or "?"."""
    plain = text.replace("?", " ")
    if not text.isascii():
        for mark in SEPARATORS:
            plain = plain.replace(mark, " ")
    narrow = plain.encode("latin-1", "replace")
    if narrow.count(b"?") > _MOST_UNSURE * len(narrow):
        return f" {text.translate(_folding())} "
    return f" {narrow.translate(_latin()).decode('ascii')} "


def sightings(plain: str, beginnings: tuple[str, ...]) -> Iterator[Stretch]:
    """Yield, in no order and some more than once, the words to look at more closely of a text taken *plainly*."""
    for lead in beginnings:
        sought = lead if lead[:1].isdigit() else f" {lead}"  # a figure may follow the letters of another word
        at = plain.find(sought)
        while at >= 0:
            end = plain.index(" ", at + 1)
            yield plain.rfind(" ", 0, at + 1), end - 1
            at = plain.find(sought, end)
    at = plain.find("?")
    while at >= 0:
        end = plain.index(" ", at)
        yield plain.rfind(" ", 0, at), end - 1
        at = plain.find("?", end)


class _Folding(dict[int, str]):
    """Letters by their code, worked out when first met."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _letter(chr(code))
        return letter


@cache
def _folding() -> _Folding:
    return _Folding()


@cache
def _latin() -> bytes:
    letters = [_letter(chr(code)) for code in range(256)]
    letters[ord("?")] = "?"  # stands for what is beyond Latin-1
    return "".join(letter if letter.isascii() else "?" for letter in letters).encode("ascii")


def _letter(character: str) -> str:
    if is_paired(character) or character.isspace():
        return " "
    plain = fold(character)
    if len(plain) == 1 and (character.isalpha() or character.isdecimal()):
        return plain
    return "?" if character.isalnum() or category(character)[0] in "MC" else " "
