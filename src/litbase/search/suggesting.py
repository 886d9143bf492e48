""" "Did you mean": other spellings for words that occur nowhere."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from litbase.search.analysis import is_paired
from litbase.search.matching import TERMS, WORDS, Engine
from litbase.search.query import Word

_SHORTEST = 4  # letters; shorter words have too many neighbours
_TWO_MISTAKES = 8  # letters from which on two mistakes are forgiven


def respelling(query: str, words: Sequence[tuple[Word, tuple[str, ...]]], engine: Engine) -> str | None:
    """Return *query* with each word that occurs nowhere replaced by the nearest that does; None if none is near."""
    respelt = query
    for word, terms in sorted(words, key=lambda known: -known[0].start):
        if len(terms[0]) < _SHORTEST or is_paired(word.text) or any(engine.frequency(TERMS, t) for t in terms):
            continue
        near = _nearest(terms[0], engine)
        if near is not None and query[word.start : word.end] == word.text:
            respelt = respelt[: word.start] + near + respelt[word.end :]
    return respelt if respelt != query else None


def _nearest(word: str, engine: Engine) -> str | None:
    """Return the most frequent among the words fewest letters away from *word*."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    farthest = 2 if len(word) >= _TWO_MISTAKES else 1
    for prefixes in ([word[:1]], _other_beginnings(word)):
        known = {other: count for prefix in prefixes for other, count in engine.vocabulary(WORDS, prefix)}
        found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=farthest, limit=None)
        near = [(distance, -known[other], other) for other, distance, _ in found if other != word]
        if near:
            return min(near)[2]
    return None


def _other_beginnings(word: str) -> list[str]:
    """Return how a word may begin whose first letter is another one, missing, too much, or swapped with the next.

    Its next two letters are taken to be right: two mistakes in three letters leave too little to guess from.
    """
    others = {letter + after for letter in _letters_like(word[0]) for after in (word[1:3], word[:2])}
    return sorted({word[1:4], word[1] + word[0] + word[2], *others})


def _letters_like(letter: str) -> Iterable[str]:
    """Return the small letters of the alphabet of *letter*, as Unicode has them side by side."""
    if letter.isascii():
        return ascii_lowercase
    start = ord(letter) - ord(letter) % 128
    return (other for other in map(chr, range(start, start + 128)) if other.isalpha() and other == other.lower())
