"""Whether two titles that are alike letter by letter differ in a word, which makes them the titles of two works."""

from difflib import SequenceMatcher
from functools import lru_cache

# words of a title that databases add, drop and exchange freely
_SMALL = frozenset(
    """a an and as at by for from in into of on or the to with without via versus vs s
    der die das des dem den ein eine und oder von zu im am le la les l un une et de du d en au aux el los las y del al
    il lo gli e di da o os as um uma do dos em""".split()  # noqa: SIM905 (a table to be read)
)
# words that begin the part of a work where the rest of the title is the work's own
_PARTS = frozenset(
    """annex annexes appendix part chapter chapters narrative narratives profile profiles introduction overview
    methodology highlights summary brief factsheet supplement tables country countries volume""".split()  # noqa: SIM905
)
_SPELLING = 80.0  # likeness of two spellings of one word, rapidfuzz's ratio
_SHORTEST = 4  # letters of a word that can be misspelt; shorter ones are other words


def differ_in_a_word(one: str, other: str) -> bool:
    """Tell whether folded titles differ in more than spelling, spaces and small words, the end of one aside.

    A subtitle that one of them lacks is no difference, unless it names a country or a part.
    """
    words, others = one.split(), other.split()
    for tag, start, end, begin, stop in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = words[start:end], others[begin:stop]
        is_end = end == len(words) and stop == len(others) and not (left and right)
        if _names_a_part([*left, *right]) if is_end else _are_other_words(left, right):
            return True
    return False


def _names_a_part(words: list[str]) -> bool:
    return any(word in _PARTS or _is_country(word) for word in words)


def _are_other_words(left: list[str], right: list[str]) -> bool:
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    misspelt = len(left) == len(right) == 1 and Levenshtein.distance(left[0], right[0]) == 1
    if misspelt and not _SMALL.isdisjoint((left[0], right[0])):
        return False
    left, right = ([word for word in side if word not in _SMALL] for side in (left, right))
    one, other = "".join(left), "".join(right)
    if one == other:
        return False
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0] or fuzz.ratio(one, other) <= _SPELLING:
        return True
    return any(map(_is_country, left)) and any(map(_is_country, right))


@lru_cache(maxsize=4096)
def _is_country(word: str) -> bool:
    from litbase.sources.countries import country_names

    return word in country_names()
