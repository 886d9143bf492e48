"""Brackets and the ones that close them; a backslash hides the sign behind it."""

import re

_OF_PAIR = {pair: re.compile(rf"\\.|[{re.escape(pair)}]", re.DOTALL) for pair in ("[]", "{}", "()", "<>")}
_IN_LATEX = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_DEEPEST = 30  # brackets inside brackets
_FARTHEST = 3000  # characters; no note or locator of a citation is longer


def matching(text: str, pair: str) -> dict[int, int]:
    """Return where each closed bracket of *pair* is closed."""
    return _pairs(text, pair[0], _OF_PAIR[pair])


def matching_braces(text: str) -> dict[int, int]:
    """Return where each closed brace of LaTeX is closed, those in comments left out."""
    return _pairs(text, "{", _IN_LATEX)


def _pairs(text: str, opening: str, signs: re.Pattern[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    open_ones: list[int] = []
    for match in signs.finditer(text):
        sign = match.group()
        if sign == opening:
            open_ones.append(match.start())
        elif len(sign) == 1 and sign not in "\\%" and open_ones:
            found[open_ones.pop()] = match.start()
    return found


def closing(text: str, opening: int, pair: str, *, until: int | None = None) -> int | None:
    """Return where the bracket of *pair* at *opening* is closed, None if it is not within reach."""
    last = min(len(text) if until is None else until, opening + _FARTHEST)
    depth = 0
    for match in _OF_PAIR[pair].finditer(text, opening, last):
        if match.group() == pair[0]:
            depth += 1
            if depth > _DEEPEST:
                return None
        elif match.group() == pair[1]:
            depth -= 1
            if depth == 0:
                return match.start()
    return None
