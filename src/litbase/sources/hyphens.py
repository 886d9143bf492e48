"""Words broken at line ends: joined, or a compound that keeps its hyphen, as the document itself writes it."""

from collections.abc import Sequence

from litbase.sources.layout import RawPage

_BEFORE = frozenset(("anti", "counter", "cross", "ex", "non", "post", "pre", "pro", "quasi", "self", "semi", "vice"))
_AROUND = ".,;:!?()[]{}<>\"'“”‘’«»„…/*"


class Vocabulary:
    """The words a document writes inside its lines, to tell "traf-|ficking" from "anti-|trafficking"."""

    def __init__(self, pages: Sequence[RawPage]) -> None:
        self._pages = pages
        self._words: set[str] | None = None

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Does the word broken into *before* and *after* keep its hyphen when joined?"""
        if not after[0].islower():
            return True
        words = self.words
        first, last = before.lower(), after.lower()
        if first + last in words:
            return False
        if f"{first}-{last}" in words:
            return True
        return last in words and (first in _BEFORE or (first in words and min(len(first), len(last)) > 3))

    @property
    def words(self) -> set[str]:
        """The words and compounds in lower case, gathered when first asked for."""
        if self._words is None:
            tokens: set[str] = set()
            for page in self._pages:
                tokens.update(page.raw.split())
            self._words = {token.strip(_AROUND).lower() for token in tokens}
        return self._words
