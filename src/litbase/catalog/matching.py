"""Match a few words against a record: title, corporate authors under all their names, dates, numbers, note."""

import re
from dataclasses import dataclass
from functools import cache

from litbase.bib.latex import decode
from litbase.catalog.organisations import Organisation, load_organisations
from litbase.model.entry import Entry
from litbase.search.analysis import fold

_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# What a word is worth where it is found; a word cut short is worth half.
_WEIGHTS = {"key": 4.0, "title": 3.0, "author": 2.5, "facts": 2.0, "note": 1.0}


def words_of(text: str) -> list[str]:
    """Return the folded words of *text*; the points of an abbreviation are dropped (U.S. is US)."""
    return _WORD.findall(_DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), fold(text)))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one record by the place they stand in, and the whole of it for scripts without spaces."""

    places: tuple[tuple[float, frozenset[str]], ...]
    whole: str

    @classmethod
    def of(cls, entry: Entry, note: str) -> "Words":
        texts = dict.fromkeys(_WEIGHTS, "") | {"key": entry.key, "note": note}
        for field, value in entry:
            if field not in ("standing", "annotation", "langid", "url"):
                texts[_place(field)] += f" {decode(value)}"
        for organisation in _organisations_in(texts["author"]):
            texts["author"] += " " + " ".join(organisation.names())
        places = tuple((_WEIGHTS[place], frozenset(words_of(text))) for place, text in texts.items())
        return cls(places, fold(" ".join(texts.values())))


def _place(field: str) -> str:
    if field in ("title", "titleaddon"):
        return "title"
    return "author" if field in ("author", "editor", "institution") else "facts"


@cache
def _organisations_in(authors: str) -> tuple[Organisation, ...]:
    """Return the organisations one of whose longer names stands in *authors*, and the bodies they belong to."""
    text = f" {' '.join(words_of(authors))} "
    found = tuple(dict.fromkeys(body for form, body in _long_names() if form in text))
    parents = {body.parent for body in found}
    return found + tuple(body for body in load_organisations() if body.name in parents and body not in found)


@cache
def _long_names() -> tuple[tuple[str, Organisation], ...]:
    """Return the names that are too long to be taken for another word, with blanks around them to match whole words."""
    names = ((" ".join(words_of(name)), body) for body in load_organisations() for name in body.names())
    return tuple((f" {name} ", body) for name, body in names if " " in name or _UNSPACED.search(name))


def rank(wanted: list[str], words: Words) -> float | None:
    """Return how well a record answers to the *wanted* words; None if one of them is missing."""
    total = 0.0
    for word in wanted:
        worth = _worth(word, words)
        if not worth:
            return None
        total += worth
    return total


def _worth(word: str, words: Words) -> float:
    if _UNSPACED.search(word):
        return 3.0 if word in words.whole else 0.0
    forms = {word, word.removesuffix("s")} if len(word) > 3 else {word}
    best = 0.0
    for weight, known in words.places:
        if forms & known:
            best = max(best, weight)
        elif weight / 2 > best and any(one.startswith(word) for one in known):
            best = weight / 2
    return best
