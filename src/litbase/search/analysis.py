"""From text to the terms that both engines index, ask for and mark: one way, so that they always agree.

A *word* is folded: case, accents, width and compatibility forms do not matter. A *term* is its stem. Scripts
written without spaces, and Korean, become overlapping pairs of characters, the last character alone at the end
of a stretch, so that any stretch can be asked for as a phrase of pairs.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import add

from litbase.search.stemming import stem_language, stemmer

ANALYSIS_VERSION = 1  # raised whenever the same text would give other terms
UNKNOWN = "en"
"""The language whose endings are tried on text of a language that is not known."""

_LONGEST = 60  # characters; what is longer is no word, and is cut
_KNOWN_CHUNKS = 200_000

# fmt: off
_JOINED = (  # Han, kana; a line break between two of them breaks no word
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_PAIRED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0edf\u1000-\u104f\u1100-\u11ff\u1780-\u17dd\u3130-\u318f\uac00-\ud7af"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u0640\u064b-\u065f\u0670"
_SIGNS = "\u0900-\u0963\u0966-\u0dff"  # vowel signs of Indic scripts are no letters to \w
_RAISED = "\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089"  # note numbers stuck to a word
# fmt: on
_PLAIN_WORD = re.compile(rf"[^\W_{_RAISED}]+")
_GLUED = re.compile(r"([^\W\d_]{4,})(\d{1,3})$")  # "persons12": a note number stuck to its word
SEPARATORS = "’‘“”–—•…"  # the frequent ones outside ASCII
_BARE = bytes(  # of UTF-8: small letters and figures of ASCII, blanks for the rest of it, other bytes as they are
    byte if byte > 127 else ord(chr(byte).lower()) if chr(byte).isalnum() else ord(" ") for byte in range(256)
)
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ς": "σ"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One indexed word of a text: `term` its stem, `word` itself folded, offsets into the text as it was given."""

    term: str
    start: int
    end: int
    word: str


Place = tuple[str, str, int, int]
"""A token as a bare tuple (term, word, start, end), for loops over whole pages."""


@cache
def _stretch() -> re.Pattern[str]:  # the wide character classes take milliseconds to compile: only when needed
    return re.compile(rf"[{_JOINED}](?:\s?[{_JOINED}])*|[{_PAIRED}](?:\n?[{_PAIRED}])*")


@cache
def _pairable() -> re.Pattern[str]:
    return re.compile(rf"[{_JOINED}{_PAIRED}]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W_{_RAISED}]|[{_INVISIBLE}{_MARKS}{_SIGNS}])+")


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(rf"[{_INVISIBLE}{_MARKS}{_SIGNS}]")


@cache
def _dropped() -> re.Pattern[str]:
    return re.compile(rf"[{_INVISIBLE}]")


@cache
def _accents() -> re.Pattern[str]:
    return re.compile(rf"[{_MARKS}\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]")


def fold(text: str) -> str:
    """Return *text* without case, accents, width and compatibility forms; its length may change."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).lower()
    return unicodedata.normalize("NFC", _accents().sub("", unicodedata.normalize("NFKD", plain))).translate(_LETTERS)


def is_paired(text: str) -> bool:
    """Say whether *text* holds a script that is indexed by pairs of characters."""
    return not text.isascii() and _pairable().search(text) is not None


def pairs(stretch: str) -> list[str]:
    """Return the overlapping pairs of a stretch of characters, its last character alone at the end."""
    return list(map(add, stretch, [*stretch[1:], ""]))


@lru_cache(maxsize=64)
def analyzer(language: str | None) -> "Analyzer":
    """Return the analyzer of *language* (ISO 639-1); languages without a stemmer share one that keeps words whole."""
    known = stem_language(language)
    return Analyzer(known) if known == language else analyzer(known)


def tokens(text: str, language: str | None) -> Iterator[Token]:
    """Yield the words of *text* in order, as a page in *language* is indexed."""
    return analyzer(language).tokens(text)


def terms(text: str, language: str | None) -> list[str]:
    """Return the terms of *text* in order, without their places: several times as fast as `tokens`."""
    return analyzer(language).terms(text)


class Analyzer:
    """The analysis of one language; it remembers the words it has seen."""

    def __init__(self, language: str | None) -> None:
        self.language = language
        self._stem = stemmer(language)
        self._words: dict[str, str] = {}
        self._terms: dict[str, str] = {}
        self._spreads: dict[str, str] = {}  # by stretch; their pairs are among the words
        self._changed: set[str] = set()  # chunks that are not themselves the word
        self._pieces: dict[str, tuple[Place, ...]] = {}
        self._terms_of = _TermsOf(self._learn_pieces)
        self.respelt: set[tuple[str, str]] = set()

    def indexed(self, text: str) -> tuple[str, str]:
        """Return the words and the terms of *text*, each joined by blanks, equally many of both.

        `respelt` gathers, on the way, pairs of (stem of a word typed without its accents, its right stem).
        """
        self._make_room()
        if is_paired(text):
            text = _stretch().sub(self._spread, text)
        chunks = _bare(text).split()
        different = set(chunks)
        self._know(different)
        words = chunks if self._changed.isdisjoint(different) else map(self._words.__getitem__, chunks)
        return " ".join(words), " ".join(map(self._terms.__getitem__, chunks))

    def _spread(self, stretch: re.Match[str]) -> str:
        """Return the pairs of a stretch with blanks between, and know them for words."""
        spread = self._spreads.get(stretch[0])
        if spread is None:
            found = pairs(_even("".join(stretch[0].split())))
            known = dict(zip(found, found, strict=True))
            self._words.update(known)
            self._terms.update(known)
            spread = self._spreads[stretch[0]] = f" {' '.join(found)} "
        return spread

    def _make_room(self) -> None:
        if max(len(self._words), len(self._spreads)) > _KNOWN_CHUNKS:
            self._words.clear()
            self._terms.clear()
            self._spreads.clear()
            self._changed.clear()

    def _know(self, chunks: set[str]) -> None:
        """Make sure that what stands between blanks has been analysed."""
        new = chunks.difference(self._words)
        if new:
            self._learn(tuple(new))

    def _learn(self, chunks: Sequence[str]) -> None:
        simple = [chunk for chunk in chunks if _is_simple(chunk)]
        self._words.update(zip(simple, simple, strict=True))
        self._terms.update(zip(simple, self._stem(simple), strict=True))
        if len(simple) < len(chunks):
            self._learn_parts([chunk for chunk in chunks if chunk not in self._words])

    def _learn_parts(self, chunks: Sequence[str]) -> None:
        cut = [[part for raw in _raw_words(chunk) for part, _, _ in _parts(raw)] for chunk in chunks]
        stems = iter(self._stems([part for parts in cut for part in parts]))
        for chunk, parts in zip(chunks, cut, strict=True):
            word = " ".join([fold(part) for part in parts])
            if word != chunk:
                self._changed.add(chunk)
            self._words[chunk] = word
            self._terms[chunk] = " ".join([next(stems) for _ in parts])

    def _stems(self, words: Sequence[str]) -> list[str]:
        """Return the folded stems of lower-case *words*; accents are needed to stem, and dropped afterwards."""
        stems = [stem if stem.isascii() else fold(stem) for stem in self._stem(words)]
        accented = [(word, stem) for word, stem in zip(words, stems, strict=True) if not word.isascii()]
        if accented:
            bare = self._stem([fold(word) for word, _ in accented])
            self.respelt.update((b, stem) for b, (_, stem) in zip(bare, accented, strict=True) if b != stem)
        return stems

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the words of *text* in order, as they are indexed, with their places."""
        for term, word, start, end in self.places(text):
            yield Token(term, start, end, word)

    def terms(self, text: str) -> list[str]:
        """Return the terms of *text* in order."""
        if is_paired(text):
            return [term for term, _, _, _ in self.places(text)]
        return list(chain.from_iterable(map(self._terms_of.__getitem__, _raw_pattern(text).findall(text))))

    def places(self, text: str) -> Iterator[Place]:
        """Yield what `tokens` yields, as bare tuples."""
        if not is_paired(text):
            yield from self._spaced_places(text, 0)
            return
        last = 0
        for match in _stretch().finditer(text):
            at = match.start()
            if at > last:
                yield from self._spaced_places(text[last:at], last)
            yield from _paired_places(match[0], at)
            last = match.end()
        yield from self._spaced_places(text[last:], last)

    def _spaced_places(self, text: str, offset: int) -> Iterator[Place]:
        pieces = self._pieces
        for match in raw_words(text):
            at = match.start() + offset
            for term, word, start, end in pieces.get(match[0]) or self._learn_pieces(match[0]):
                yield term, word, at + start, at + end

    def _learn_pieces(self, raw: str) -> tuple[Place, ...]:
        parts = _parts(raw)
        stems = self._stems([part for part, _, _ in parts])
        pieces = tuple((stem, fold(part), start, end) for (part, start, end), stem in zip(parts, stems, strict=True))
        if len(self._pieces) > _KNOWN_CHUNKS:
            self._pieces.clear()
            self._terms_of.clear()
        self._pieces[raw] = pieces
        return pieces


class _TermsOf(dict[str, tuple[str, ...]]):
    """The terms of unbroken pieces of text, each learnt when it is first asked for."""

    def __init__(self, learn: Callable[[str], tuple[Place, ...]]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, raw: str) -> tuple[str, ...]:
        found = self[raw] = tuple(place[0] for place in self._learn(raw))
        return found


def raw_words(text: str) -> Iterator[re.Match[str]]:
    """Return the unbroken pieces of *text*, each of one word as a rule; scripts without spaces are not told apart."""
    return _raw_pattern(text).finditer(text)


def _raw_pattern(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() or not _unusual().search(text) else _word()


def _bare(text: str) -> str:
    """Return *text* with blanks for what is surely no part of a word, and ASCII letters small."""
    if not text.isascii():
        for mark in SEPARATORS:
            text = text.replace(mark, " ")
    return text.encode("utf-8", "surrogatepass").translate(_BARE).decode("utf-8", "surrogatepass")


def _is_simple(chunk: str) -> bool:
    return chunk.isascii() and chunk.isalpha() and chunk.islower() and len(chunk) <= _LONGEST


def _raw_words(chunk: str) -> list[str]:
    found: list[str] = (_PLAIN_WORD if chunk.isascii() else _word()).findall(chunk)
    return found


def _parts(raw: str) -> list[tuple[str, int, int]]:
    """Cut one unbroken word into lower-case parts, accents kept, with offsets into *raw*."""
    if raw.isascii():
        plain, same = raw.lower(), True
    else:
        plain = unicodedata.normalize("NFKC", _dropped().sub("", raw)).lower()
        same = len(plain) == len(raw)
    parts = []
    for match in (_PLAIN_WORD if plain.isascii() else _word()).finditer(plain):
        for start, end in _cuts(match[0]):
            at = match.start()
            if not plain.isascii() and not _accents().sub("", plain[at + start : at + end]):
                continue
            span = (at + start, at + end) if same else (0, len(raw))
            parts.append((plain[at + start : at + end], *span))
    return parts


def _cuts(word: str) -> list[tuple[int, int]]:
    glued = _GLUED.match(word)
    if glued:
        return [*_lengths(0, glued.end(1)), (glued.end(1), glued.end(2))]
    return _lengths(0, len(word))


def _lengths(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]


def _even(stretch: str) -> str:
    """Fold a stretch without changing its length."""
    if unicodedata.is_normalized("NFKC", stretch):
        return stretch.lower()
    plain = unicodedata.normalize("NFKC", stretch)
    if len(plain) != len(stretch) or _dropped().search(plain):
        plain = stretch
    return plain.lower()


def _paired_places(stretch: str, start: int) -> Iterator[Place]:
    places = [at for at, character in enumerate(stretch) if not character.isspace()]
    bare = "".join([stretch[at] for at in places])
    for index, pair in enumerate(pairs(_even(bare))):
        last = places[min(index + 1, len(places) - 1)]
        yield pair, pair, start + places[index], start + last + 1
