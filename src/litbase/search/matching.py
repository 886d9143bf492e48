"""What an engine is asked, in terms of the index, and what an engine has to offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from litbase.errors import LibraryError

FORMAT = 1  # of the index files; raised when either engine stores something else

WORDS, TERMS, SECTION, COUNTRY = "words", "terms", "section", "country"

K1, B = 1.2, 0.75
"""BM25: how soon repetition stops to count, and how much long pages are held back."""


class LockedIndex(LibraryError):
    """Another process is writing to the index."""

    def __init__(self) -> None:
        super().__init__(
            "another process is writing to the index of this library",
            "wait until it has finished, or stop it; what a stopped writer left over is cleared by itself",
        )


class StaleIndex(LibraryError):
    """The index is absent, unreadable, foreign or of another version: the library makes it anew from its pages."""

    def __init__(self, message: str = "the index of this library has to be made anew") -> None:
        super().__init__(message, "make it anew: litbase rebuild")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Pages with any of `terms` in `field`; each found adds its BM25 weight."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InOrder:
    """Pages with `terms` one right after the other."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Pages with `terms` in any order and at most `distance` other words between the first and the last."""

    field: str
    terms: tuple[str, ...]
    distance: int


MOST_SCORED = 64
"""Words beginning alike that add their weight one by one; beyond, all of them together add 1."""


@dataclass(frozen=True, slots=True)
class Begins:
    """Pages with a word that begins with `prefix`; few such words add their BM25 weights, many add 1."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Spelt:
    """Pages with a word at most `distance` letters away from `word` (optimal string alignment); adds 1."""

    field: str
    word: str
    distance: int


@dataclass(frozen=True, slots=True)
class FromSources:
    """Pages of the sources with these identifiers; adds nothing to the score."""

    sources: frozenset[int]


@dataclass(frozen=True, slots=True)
class Filter:
    """Pages that match `part`, which adds nothing to the score."""

    part: "Match"


@dataclass(frozen=True, slots=True)
class Every:
    """All the pages."""


@dataclass(frozen=True, slots=True)
class Close:
    """Raises the score of pages where one of `pairs` stands together: `weight` is added once.

    Together is, in this order, with at most `distance` words between, in the other order with at most
    `distance` − 2 (what tantivy calls slop).
    """

    field: str
    pairs: tuple[tuple[str, str], ...]
    distance: int
    weight: float


@dataclass(frozen=True, slots=True)
class Lift:
    """Raises the score of pages that match `part` by `weight`."""

    part: "Match"
    weight: float


@dataclass(frozen=True, slots=True)
class All:
    """Pages that match all of `parts` and none of `without`; those that are `better` besides score higher."""

    parts: "tuple[Match, ...]"
    without: "tuple[Match, ...]" = ()
    better: "tuple[Close | Lift, ...]" = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Pages that match at least one of `parts`; the scores of those that match add up."""

    parts: "tuple[Match, ...]"


Match = AnyOf | InOrder | Near | Begins | Spelt | FromSources | Filter | Every | All | Some


def loosened(match: Match) -> Match:
    """Return *match* without what it says about words that stand together."""
    if not isinstance(match, All):
        return match
    better = tuple(one for one in match.better if isinstance(one, Lift))
    return All(tuple(map(loosened, match.parts)), match.without, better)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One page found: the identifier of its source, its number in the file, its score."""

    source: int
    number: int
    score: float


def best_first(ranked: Ranked) -> tuple[float, int, int]:
    """Order by score, equal scores by place, so that both engines and every run agree."""
    return (-round(ranked.score, 4), ranked.source, ranked.number)


@dataclass(frozen=True, slots=True)
class PageDocument:
    """One page as it is indexed: words and terms joined by blanks, equally many of both."""

    source: int
    number: int
    words: str
    terms: str
    section: str = ""
    country: str = ""


class EngineWriter(Protocol):
    """Changes to the pages, seen by nobody until `commit`."""

    def add(self, page: PageDocument) -> None: ...
    def remove(self, source: int) -> None: ...
    def clear(self) -> None: ...
    def commit(self) -> None: ...
    def close(self) -> None:
        """Give up what was not committed, and let others write."""
        ...


class Engine(Protocol):
    """A full-text index over pages."""

    name: str

    def pages(self) -> int: ...
    def search(self, match: Match, *, limit: int, counted: bool = True) -> tuple[int, list[Ranked]]:
        """Return the number of matching pages (0 if not `counted`) and the best, best first."""
        ...

    def in_file_order(self, match: Match, *, limit: int) -> list[Ranked]:
        """Return the first matching pages of one source by their number."""
        ...

    def by_source(self, match: Match) -> Mapping[int, int]:
        """Count the matching pages of each source."""
        ...

    def frequency(self, field: str, term: str) -> int:
        """Count the pages that hold *term*; pages just removed may still be counted."""
        ...

    def vocabulary(self, field: str, prefix: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """Return the terms that begin with *prefix* and how many pages hold each, most frequent first."""
        ...

    def writer(self) -> EngineWriter:
        """Start to write; raises LockedIndex if another writer is at work."""
        ...

    def close(self) -> None: ...
