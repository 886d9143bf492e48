"""Words broken at line ends: joined, or a compound that keeps its hyphen, as the document itself writes it."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_PREFIXES = frozenset(("anti", "counter", "cross", "ex", "non", "post", "pre", "pro", "quasi", "self", "semi", "vice"))


class Vocabulary:
    """The words a document writes inside its lines, to tell "traf-|ficking" from "anti-|trafficking"."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        for text in texts:
            self._words.update(_WORD.findall(text.lower()))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Does the word broken into *before* and *after* keep its hyphen when joined?"""
        first, last = before.lower(), after.lower()
        if first + last in self._words:
            return False
        if f"{first}-{last}" in self._words:
            return True
        if after[0].isupper():
            return True
        return first in self._words and last in self._words and (first in _PREFIXES or min(len(first), len(last)) > 3)
