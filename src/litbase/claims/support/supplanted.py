"""Names put in the place of others: "returned to Eldoria" where the passage says "returned to Norland"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litbase.claims.support.reading import Sentence, terms_of
from litbase.claims.vocabulary.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SET_APART = frozenset(re.findall(r"\w+", "to from by with against for than between and or into through via towards"))


@dataclass(frozen=True, slots=True)
class _Word:
    term: str
    is_name: bool
    is_needed: bool  # by every sentence, and so tells nothing alone


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of several words perhaps, between what stands right before and right after it, as far as that tells."""

    terms: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]


def is_name_supplanted(claim: str, texts: Sequence[str]) -> bool:
    """Tell whether a name of the claim keeps company in which *texts* have only other names."""
    there = [name for text in texts for name in _names(text)]
    return any(_is_supplanted(name, there) for name in _names(claim))


def is_set_apart_in_chapter(claim: str, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a country that only the chapter names is set against what the sentences speak of: "to Norland".

    What happens in a chapter's country happens there; what goes to it or comes from it must be said.
    """
    chapter = frozenset[str]().union(*(sentence.chapter for sentence in sentences))
    words = _words(claim)
    return any(
        name.is_name
        and name.term in chapter
        and before.term in _SET_APART
        and not any(name.term in sentence.held for sentence in sentences)
        for before, name in pairwise(words)
    )


def _is_supplanted(name: _Name, there: Sequence[_Name]) -> bool:
    for ours, side in ((name.before, "before"), (name.after, "after")):
        alike = [other for other in there if ours and getattr(other, side) == ours]
        if alike and all(name.terms.isdisjoint(other.terms) for other in alike):
            return True
    return False


def _names(text: str) -> Iterator[_Name]:
    words = _words(text)
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end].is_name:
            end += 1
        if end > at:
            terms = frozenset(word.term for word in words[at:end])
            yield _Name(terms, _telling(words[:at][::-1]), _telling(words[end:]))
        at = max(end, at + 1)


def _telling(beside: Sequence[_Word]) -> tuple[str, ...]:
    """Return the nearest words up to one that tells something, three at most; none where none does, or another name."""
    for count, word in enumerate(beside[:3], start=1):
        if not word.is_needed:
            return () if word.is_name or word.term[0].isdigit() else tuple(one.term for one in beside[:count])
    return ()


def _words(text: str) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text):
        written = match[0]
        is_needed = written.casefold() in FUNCTION_WORDS
        terms = terms_of(written, "en")
        found.append(
            _Word(terms[0] if terms else written.casefold(), written[0].isupper() and not is_needed, is_needed)
        )
    return found
