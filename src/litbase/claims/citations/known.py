"""What is known by name: which works a string of names, and perhaps a title, may stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from litbase.claims.citations.symbols import bare
from litbase.claims.citations.works import (
    Author,
    Word,
    Words,
    Work,
    is_unspaced,
    name_words,
    words_with_places,
)
from litbase.model.claim import Span

ET_AL = re.compile(
    r"(?<!\w)(?:,?\s*(?:(?:and|&|und|y|e)\s+)?(?:et\s+al(?:ii|iae)?\b\.?|and\s+(?:others|colleagues|associates)|u\.\s?a\.|"
    r"et\s+coll\b\.?|y\s+otros|e\s+outros|等|et\s+autres|und\s+andere|и\s+др\b\.?|и\s+соавт\b\.?|e\s+col\b\.?|"
    r"m\.\s?fl\.|ve\s+ark\.))",
    re.IGNORECASE,
)
_OWN_SHORT_FORM = re.compile(r"(?<=\w)\s*(?:\[[^\W\d_][\w.-]+\]|\([^\W\d_][\w.-]+\))")  # "Walk Free [WF]"
_OF_ANY_BODY = frozenset({
    "annual", "report", "reports", "final", "interim", "summary", "review", "survey", "study", "bulletin", "newsletter",
    "yearbook", "press", "release", "fact", "sheet", "statement", "working", "paper", "policy", "briefing", "country",
    "special", "update", "statistics", "guidelines", "handbook", "manual", "edition", "on", "of", "for", "in",
})  # fmt: skip
_MORE = "\x00"
_HEAD = 3  # words of a title
_LONGEST_FORM = 14  # words of a name
_LONGEST_TITLE_WORDS = 2  # a title cited in part begins with its own words; inside it, at least so many must agree


class Strength(IntEnum):
    """How well names fit the authors of a work."""

    AMONG = 1  # one of the later authors
    FIRST = 2  # the first ones; the rest is dropped without "et al."
    WHOLE = 3  # all of them, or the first ones and "et al."; the title of a work that nobody signed
    TITLED = 4  # as WHOLE, and words of the title


@dataclass(frozen=True, slots=True)
class Fit:
    work: Work
    strength: Strength


class Known:
    """The works of a library and a catalog by the names of their authors."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = tuple(works)
        self.laws = tuple(work for work in self.works if work.is_law)
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_form: defaultdict[Words, list[Work]] = defaultdict(list)
        self._title_heads: set[Words] = set()
        for index, work in enumerate(self.works):
            for author in work.authors:
                for form in author.forms:
                    self._by_word[form[0]].add(index)
                    self._by_form[form].append(work)
            for title in (*work.titles, *work.initials):
                self._by_word[title[0]].add(index)
                self._title_heads.add(title[:_HEAD])
        self._longest_form = min(_LONGEST_FORM, max(map(len, self._by_form), default=0))
        self._introduced: dict[str, str] = {}
        self.symbols = frozenset(bare(symbol) for work in self.works for symbol in work.symbols if "/" in symbol)
        self._fits = lru_cache(maxsize=20_000)(self._look_up)
        self._words_of = lru_cache(maxsize=20_000)(name_string)

    def begins(self, word: str) -> bool:
        """Tell whether some name or title begins with *word*, folded."""
        return word in self._by_word or word in self._introduced

    def author_at(self, words: Words, at: int) -> tuple[int, list[Work]]:
        """Return the length of the longest name of an author that stands at a place in *words*, and their works."""
        for length in range(min(self._longest_form, len(words) - at), 0, -1):
            works = self._by_form.get(words[at : at + length])
            if works:
                return length, works
        return 0, []

    def is_title_at(self, words: Words, at: int) -> bool:
        """Tell whether a title begins with the words that stand at a place."""
        return words[at : at + _HEAD] in self._title_heads

    @property
    def introduced(self) -> tuple[Words, ...]:
        """The short names that the draft introduces."""
        return tuple((word,) for word in self._introduced)

    @property
    def introductions(self) -> tuple[tuple[str, str], ...]:
        """What the draft adds to what the works tell: its short names, each with the name in full."""
        return tuple(self._introduced.items())

    def introduce(self, short: str, full: str) -> None:
        """Let *short* stand for a name in *full* from now on."""
        self._introduced[name_words(short)[0]] = full
        self._fits.cache_clear()
        self._words_of.cache_clear()

    def in_full(self, names: str) -> str:
        """Return *names* with the short name that begins them in full."""
        first = next(words_with_places(names), None) if self._introduced else None
        full = self._introduced.get(first.folded) if first is not None else None
        return names if full is None or first is None else f"{full}{names[first.end :]}"

    def fits(self, names: str) -> tuple[Fit, ...]:
        """Return the works whose authors, or whose title, *names* gives, the best first."""
        names = self.in_full(names)
        words = self._words_of(names)
        found = self._fits(words)
        if not found and _MORE in words:  # no name has the word, but cases do: "Doe and Others v. Norland"
            return self._fits(name_words(names))
        return found

    def knows(self, names: str) -> bool:
        """Tell whether *names* is how some work is cited; a later author alone is not."""
        fits = self.fits(names)
        return bool(fits) and fits[0].strength > Strength.AMONG

    def _look_up(self, words: Words) -> tuple[Fit, ...]:
        if not words or words[0] == _MORE:
            return ()
        indexes = sorted({index for word in words[:4] for index in self._by_word.get(word, ())})
        found = (Fit(self.works[index], strength) for index in indexes
                 if (strength := strength_of(words, self.works[index])) is not None)  # fmt: skip
        return tuple(sorted(found, key=lambda fit: -fit.strength))


def name_string(names: str) -> Words:
    """Return the words of a list of names; "et al." is one word that no name has."""
    names = _OWN_SHORT_FORM.sub(" ", names)
    words: list[str] = []
    last = 0
    for match in ET_AL.finditer(names):
        words += [*name_words(names[last : match.start()]), _MORE]
        last = match.end()
    return (*words, *name_words(names[last:]))


def strength_of(words: Words, work: Work) -> Strength | None:
    """Return how well *words* fit the authors of *work*, or its title; None if they do not."""
    found = [strength for strength in (_by_authors(words, work), _by_title(words, work)) if strength is not None]
    return max(found, default=None)


def _by_authors(words: Words, work: Work) -> Strength | None:
    position = taken = 0
    has_more = False
    for author in work.authors:
        if position < len(words) and words[position] == _MORE:
            break
        end = _after(words, position, author)
        if end is None:
            break
        end = _behind_given(words, end, author, work.authors[taken + 1 : taken + 2])
        position, taken = end, taken + 1
    if position < len(words) and words[position] == _MORE and taken:
        has_more = True
        position += 1
    if not taken:
        return _later_author(words, work)
    rest = words[position:]
    if rest and not _is_title(rest, work):
        return None
    left = len(work.authors) - taken + work.has_more_authors
    if has_more and not left:
        return None
    is_short = len(work.authors) + work.has_more_authors < 3  # two authors are both named, in every style
    if left and (is_short or not has_more):
        return Strength.FIRST
    return Strength.TITLED if rest else Strength.WHOLE


def _after(words: Words, position: int, author: Author) -> int | None:
    """Return where the name of *author* ends that begins at *position*; given names or initials may stand beside it."""
    for skipped in range(min(3, len(words) - position) + 1):
        if skipped and not _is_given(words[position + skipped - 1], author):
            return None
        start = position + skipped
        ends = [start + len(form) for form in author.forms if words[start : start + len(form)] == form]
        if ends:
            end = max(ends)
            while not skipped and end < len(words) and len(words[end]) <= 2 and _is_given(words[end], author):
                end += 1
            return end
    return None


def _behind_given(words: Words, end: int, author: Author, following: Sequence[Author]) -> int:
    """Return where a name ends whose given name stands behind it ("Zhang Wei"), unless the next author begins there."""
    for length in range(len(author.given), 0, -1):
        given = words[end : end + length]
        if given not in (author.given[:length], ("".join(author.given),)):
            continue
        if not any(words[end : end + len(form)] == form for one in following for form in one.forms):
            return end + len(given)
    return end


def _is_given(word: str, author: Author) -> bool:
    return word == "".join(author.given) or any(
        given == word or (len(word) == 1 and given.startswith(word)) for given in author.given
    )


def _later_author(words: Words, work: Work) -> Strength | None:
    if len(work.authors) < 2 or _MORE in words:
        return None
    return Strength.AMONG if any(_after(words, 0, author) == len(words) for author in work.authors[1:]) else None


def _by_title(words: Words, work: Work) -> Strength | None:
    if words in work.initials:
        return Strength.WHOLE
    for title in work.titles:
        if title[: len(words)] == words:
            if not work.authors or not work.authors[0].is_person:
                if work.authors and all(word in _OF_ANY_BODY or word.isdigit() for word in words):
                    return Strength.AMONG  # "Annual Report 2019" is a title of many
                return Strength.WHOLE if len(words) > 1 or len(title) == 1 or is_unspaced(words[0]) else None
            if len(words) > 2 or (title == words and len(words) > 1):
                return Strength.FIRST
    return None


def _is_title(words: Words, work: Work) -> bool:
    for title in work.titles:
        if title[: len(words)] == words:
            return True
        if len(words) >= _LONGEST_TITLE_WORDS and any(
            title[start : start + len(words)] == words for start in range(1, len(title) - len(words) + 1)
        ):
            return True
    return False


def runs_of(titles: Sequence[Words], words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of *words* (first, last + 1) that are one of *titles*, in order."""
    by_first: defaultdict[str, list[Words]] = defaultdict(list)
    for title in titles:
        by_first[title[0]].append(title)
    for start, word in enumerate(words):
        for title in by_first.get(word.folded, ()):
            end = _end_of_run(title, words, start)
            if end is not None:
                yield start, end


def names_in(text: str, works: Sequence[Work]) -> tuple[Span, ...]:
    """Return the stretches of *text*, written as names are, in which authors or titles of *works* are named."""
    names = [form for work in works for author in work.authors for form in author.forms]
    names += [title for work in works for title in work.titles if len(title) >= _LONGEST_TITLE_WORDS]
    words = list(words_with_places(text)) if names else []
    spans = ((words[first].start, words[last - 1].end) for first, last in runs_of(names, words))
    return tuple((start, end) for start, end in spans if not text[start].islower())


def _end_of_run(title: Words, words: Sequence[Word], start: int) -> int | None:
    """Return where *title* ends in *words*, words that join being passed over; None if it is not there."""
    position = start
    for word in title:
        while position < len(words) and words[position].folded in ("and", "the") and words[position].folded != word:
            position += 1
        if position >= len(words) or words[position].folded != word:
            return None
        position += 1
    return position
