"""Words broken at line ends: joined, or a compound that keeps its hyphen, as the document itself writes it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from litbase.sources.layout import RawPage

_NUMBERS = frozenset(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "quarter"))
_BEFORE = frozenset(("anti", "counter", "cross", "ex", "non", "pro", "quasi", "self", "semi", "vice"))
_AFTER = frozenset(("même", "mêmes", "ci", "là", "led", "based", "related", "year", "old", "term", "wide"))
# What follows the hyphen of a word that a later one completes: "boat- and lorry-owners", "Kinder- und Jugendhilfe".
JOINING = frozenset(
    ("and", "or", "to", "und", "oder", "als", "wie", "bis", "sowie", "et", "ou", "y", "o", "och", "eller")
)
_AROUND = ".,;:!?()[]{}<>\"'“”‘’«»„…/*"
_LONG = 4  # letters; two words of the document that are shorter may be halves of a third by chance


class Vocabulary:
    """The words a document writes inside its lines, to tell "traf-|ficking" from "anti-|trafficking"."""

    def __init__(self, pages: Sequence[RawPage]) -> None:
        self._pages = pages

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Does the word broken into *before* and *after* keep its hyphen when joined?"""
        if not after[0].islower() and not (len(before) > 1 and before.isupper() and after.isupper()):
            return True
        first, last = before.lower(), after.lower()
        if first + last in self.words:
            return False
        if f"{first}-{last}" in self.words:
            return True
        if len(before) > 1 and before.isupper() and after.islower():  # "NATO-led"
            return True
        return self._looks_compound(first.rpartition("-")[2], last)

    def is_left_open(self, before: str, after: str) -> bool:
        """Does the hyphen stand for the end of a later word, so that *after* is a word of its own?"""
        return after in JOINING and f"{before}{after}".lower() not in self.words

    def _looks_compound(self, first: str, last: str) -> bool:
        """Judge a word that the document writes nowhere else."""
        if first in _NUMBERS or (last in _AFTER and first in self.words):
            return True
        if last not in self.words and first not in _BEFORE:
            return first in self.words and self._seconds[last] > 0
        hyphened = self._firsts[first]
        if hyphened or first in _BEFORE:
            solid = self._solid_words(first)
            return hyphened > solid or (hyphened == solid and first in _BEFORE)
        return first in self.words and (self._seconds[last] > 0 or min(len(first), len(last)) >= _LONG)

    def _solid_words(self, first: str) -> int:
        """Count the words that begin with *first* and go on with a word."""
        ordered = self._ordered
        start, end = bisect_left(ordered, first), bisect_left(ordered, first + "\U0010ffff")
        return sum(len(word) >= len(first) + _LONG and word[len(first) :] in self.words for word in ordered[start:end])

    @cached_property
    def words(self) -> frozenset[str]:
        """The words and compounds in lower case, gathered when first asked for; halves of broken words left out."""
        tokens: set[str] = set()
        for page in self._pages:
            tokens.update(page.raw.replace("-\r\n", "\ufffe").lower().split())
        return frozenset([token.strip(_AROUND) for token in tokens])

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _compounds(self) -> list[tuple[str, str]]:
        parted = (word.partition("-") for word in self.words if "-" in word)
        return [(first, last) for first, _, last in parted if first.isalpha() and last.isalpha()]

    @cached_property
    def _firsts(self) -> Counter[str]:
        return Counter(first for first, _ in self._compounds)

    @cached_property
    def _seconds(self) -> Counter[str]:
        return Counter(last for _, last in self._compounds)
