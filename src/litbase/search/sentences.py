"""Where sentences begin and end."""

import re
from functools import lru_cache
from itertools import pairwise

_FULL_STOPS = re.compile(r"[。！？｡]+[」』”’）]*")
_BLOCKS = re.compile(r"\n[ \t]*\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of *text* as offsets, in order, white space around them left out.

    Abbreviations, articles and document symbols end no sentence; blank lines and ideographic full stops do.
    """
    import nupunkt

    found: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        found += [_trimmed(text, start + a, start + b) for a, b in nupunkt.sent_spans(text[start:end])]
    return [(start, end) for start, end in found if start < end]


@lru_cache(maxsize=2000)
def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Return what `sentences` returns, remembered: the same pages are asked about again and again."""
    return tuple(sentences(text))


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = {0, len(text)}
    cuts.update(match.end() for match in _BLOCKS.finditer(text))
    if not text.isascii():
        cuts.update(match.end() for match in _FULL_STOPS.finditer(text))
    return list(pairwise(sorted(cuts)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
