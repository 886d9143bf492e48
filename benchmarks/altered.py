"""Claims of which a word, name or number is changed: what must not be called supported, however like the true one.

The word put in is of the kind of the one it takes the place of, as far as endings and the word before it tell, and
comes from the cited article, from the sentences that bear the claim out, or from another article.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from litbase.claims.vocabulary.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[A-Za-z][a-z]{3,}")
_NAME = re.compile(r"[A-Z][a-zà-ÿ'’-]{2,}")
_NUMBER = re.compile(r"\d[\d,.]*")
_EDGES = re.compile(r"^\W+|(?:['’]s)?\W*$")
_ENDINGS = ("ing", "ed", "ly", "ion", "s")
_ALIKE = 5  # letters from which two words may be forms of one
_TIMES = ("far", "far", "word", "word", "word", "near", "near", "name", "name", "number", "swapped")


@dataclass(frozen=True)
class Altered:
    """A claim of which the words that stand at *changed* (spans) are not its own."""

    claim: str
    kind: str
    changed: tuple[tuple[int, int], ...]


def alterations(
    claim: str, *, article: Sequence[str], near: Sequence[str], other: Sequence[str], chance: random.Random
) -> Iterator[Altered]:
    """Yield altered forms of *claim*; words come from its *article*, from *near* in it, and from an *other* one."""
    seen = {claim.casefold()}
    pools = {"word": article, "name": article, "number": article, "near": near, "far": other}
    for kind in _TIMES:
        made = _swapped(claim, chance) if kind == "swapped" else _replaced(claim, kind, tuple(pools[kind]), chance)
        if made is not None and made.claim.casefold() not in seen:
            seen.add(made.claim.casefold())
            yield made


def _replaced(claim: str, kind: str, pool: tuple[str, ...], chance: random.Random) -> Altered | None:
    tokens = claim.split()
    is_fit = {"name": _is_name, "number": _is_number}.get(kind, _is_word)
    places = [place for place, token in enumerate(tokens) if is_fit(_bare(token)) and (place or kind != "name")]
    chance.shuffle(places)
    for place in places:
        old = _bare(tokens[place])
        fitting = [
            word for word, before in _words_of(pool)
            if is_fit(word) and word.casefold() not in claim.casefold() and _may_replace(word, old, kind)
            and (kind in ("name", "number") or _before(tokens, place) == before or before not in FUNCTION_WORDS)
        ]  # fmt: skip
        if fitting:
            return _put(tokens, {place: chance.choice(fitting)}, kind)
    return None


def _swapped(claim: str, chance: random.Random) -> Altered | None:
    """Return the claim with two words of one kind, or two names, in each other's place."""
    tokens = claim.split()
    pairs = [
        (one, other)
        for one in range(1, len(tokens))
        for other in range(one + 2, len(tokens))
        if _are_of_a_kind(_bare(tokens[one]), _bare(tokens[other]))
    ]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    return _put(tokens, {one: _bare(tokens[other]), other: _bare(tokens[one])}, "swapped")


def _are_of_a_kind(one: str, other: str) -> bool:
    is_fit = any(fit(one) and fit(other) for fit in (_is_word, _is_name))
    return is_fit and one != other and _may_replace(one, other, "word")


def _put(tokens: Sequence[str], new: dict[int, str], kind: str) -> Altered:
    written: list[str] = []
    changed = []
    for place, token in enumerate(tokens):
        start = sum(len(one) + 1 for one in written)
        if place in new:
            old = _bare(token)
            at = token.find(old)
            written.append(token[:at] + new[place] + token[at + len(old) :])
            changed.append((start + at, start + at + len(new[place])))
        else:
            written.append(token)
    return Altered(" ".join(written), kind, tuple(changed))


@lru_cache(maxsize=64)
def _words_of(pool: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return every word of *pool* with the one before it."""
    found: dict[tuple[str, str], None] = {}
    for sentence in pool:
        tokens = sentence.split()
        found.update({(_bare(token), _before(tokens, place)): None for place, token in enumerate(tokens) if place})
    return tuple(found)


def _before(tokens: Sequence[str], place: int) -> str:
    return _bare(tokens[place - 1]).casefold() if place else ""


def _bare(token: str) -> str:
    return _EDGES.sub("", token)


def _is_word(word: str) -> bool:
    return word.islower() and _WORD.fullmatch(word) is not None and word not in FUNCTION_WORDS


def _is_name(word: str) -> bool:
    return _NAME.fullmatch(word) is not None and word.casefold() not in FUNCTION_WORDS


def _is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None


def _may_replace(new: str, old: str, kind: str) -> bool:
    if kind == "number":
        return len(new) == len(old)
    return kind == "name" or (_ending(new) == _ending(old) and new[:_ALIKE] != old[:_ALIKE])


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")
