"""Where sentences begin and end."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_FULL_STOPS = re.compile(r"[。！？｡]+[」』”’）]*")
_BLOCKS = re.compile(r"\n[ \t]*\n")
# what is counted or named by a number behind it, in the languages of reports: "vol. II", "párr. 232", "Abs. 2"
_NUMBERED = re.compile(
    r"(?<!\w)(?:vols?|t|bd|bde|nos?|nr|nro|núms?|nums?|n|nn|pp?|págs?|pgs?|s|párrs?|paras?|par|arts?|art[ií]c|cap|caps|chs?|chap|"
    r"secs?|sect|figs?|tabs?|inc|lit|let|abs|ziff|rn|al|alin|fn|vid|ibid|c|ст|гл|п|пп|ч|т|стр)\.$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|[IVXLC]+\b|[ivxlc]+\b")
_LONGEST_WORD = 1000  # characters
_NOISE = re.compile(rf"(?<!\S)\S{{{_LONGEST_WORD},}}|(?:[.!?]\s+){{300,}}")
_STOPS = re.compile(r"[.!?]\s*")
_LONGEST_ASIDE = 200  # characters that brackets may go on after a full stop inside them
_ASIDE_END = re.compile(r"[()]")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of *text* as offsets, in order, white space around them left out.

    Abbreviations, articles and document symbols end no sentence; blank lines and ideographic full stops do.
    """
    import nupunkt

    found: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        spans = (_trimmed(text, start + a, start + b) for a, b in nupunkt.sent_spans(text[start:end]))
        found += _joined(text, [(first, last) for first, last in spans if first < last])
    return found


@lru_cache(maxsize=2000)
def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Return what `sentences` returns, remembered: the same pages are asked about again and again."""
    return tuple(sentences(text))


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = {0, len(text)}
    cuts.update(match.end() for match in _BLOCKS.finditer(text))
    if not text.isascii():
        cuts.update(match.end() for match in _FULL_STOPS.finditer(text))
    if len(text) > _LONGEST_WORD:
        cuts.update([cut for start, end in pairwise(sorted(cuts)) for cut in _cuts_in_noise(text, start, end)])
    return list(pairwise(sorted(cuts)))


def _cuts_in_noise(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where what no language has is cut, for it costs by the square: long rows of dots, or without a blank."""
    for match in _NOISE.finditer(text, start, end):
        last = match.start()
        for stop in _STOPS.finditer(text, match.start(), match.end()):
            if stop.end() - last >= _LONGEST_WORD:
                last = stop.end()
                yield last


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what was parted before a number ("vol. II") or inside a short pair of brackets ("(see X v. Y, 2004)")."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _goes_on(text, joined[-1], start, end):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _goes_on(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    if _NUMBER.match(text, start) and _NUMBERED.search(text, max(before[0], before[1] - 8), before[1]):
        return True
    opened = text.rfind("(", *before)
    if opened < 0 or text.find(")", opened, before[1]) >= 0 or not text[before[0] : opened].strip():
        return False  # a sentence that stands in brackets as a whole is one, and may be followed by others in them
    closed = _ASIDE_END.search(text, start, end)
    return closed is not None and closed[0] == ")" and closed.end() - start <= _LONGEST_ASIDE


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
