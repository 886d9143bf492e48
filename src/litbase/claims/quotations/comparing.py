"""Compare the words of a quotation with the words of a source that have the same letters, by the contract's rules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from litbase.claims.quotations.words import Word, acronyms
from litbase.model.claim import Difference

PUNCTUATION_DIFFERS = "punctuation inside differs"
SPACING_DIFFERS = "words are written together or apart otherwise"
_GLUING = frozenset({"-", "/", "'"})
_BRACKETS = "[]"
_READ_ALOUD = "&+=<>≤≥±§@#%×÷~≈$€£¥"
_DASH_RUN = re.compile("-+")
_DIGITS = re.compile(r"\d+")
_YEAR_WITH_MARK = re.compile(r"(?:19|20)\d\d[.,]\d{1,4}")
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHE = "'"
_FEWEST_SPACED_OUT = 4  # letters that stand apart for emphasis
# Letters that are words by themselves.
_WORDS_OF_ONE_LETTER = frozenset("aioeyuàèéóôáвикосуяюжбåöæø")

Cell = tuple[Sequence[int], Sequence[int]]  # indices of the draft's words and of the source's that share their letters


def compare_words(draft: Sequence[Word], source: Sequence[Word]) -> tuple[list[Difference], list[str]]:
    """Return the differences between two stretches of equal letters, and remarks that do not change the outcome.

    Note marks that stand only in the source are passed over. Stretches of unequal letters are aligned.
    """
    source = _without_marks(source)
    if _are_alike(draft, source):
        return [], []
    if "".join(word.letters for word in draft) != "".join(word.letters for word in source):
        return differing_words(draft, source), []
    differences: list[Difference] = []
    remarks: list[str] = []
    capitals = acronyms(draft), acronyms(source)
    before: tuple[Word, Word] | None = None
    for ours, theirs in _cells(draft, source):
        left, right = [draft[i] for i in ours], [source[j] for j in theirs]
        is_acronym = any(i in capitals[0] for i in ours) or any(j in capitals[1] for j in theirs)
        if not _is_same(left, right, is_acronym=is_acronym, is_first=before is None):
            differences.append(difference_of(left, right))
        elif (len(left), len(right)) != (1, 1):
            remarks.append(SPACING_DIFFERS)
        if left and right:
            found = _compare_gaps((before[0], left[0]), (before[1], right[0])) if before is not None else None
            differences += [found] if isinstance(found, Difference) else []
            remarks += [found] if isinstance(found, str) else []
            before = left[-1], right[-1]
    return differences, remarks


def _without_marks(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words without the marks of notes among them; what stands between them stays."""
    if all(word.letters for word in words):
        return words
    kept: list[Word] = []
    gap = ""
    for word in words:
        gap += word.gap
        if word.letters:
            kept.append(replace(word, gap=gap))
            gap = ""
    return kept


def _are_alike(draft: Sequence[Word], source: Sequence[Word]) -> bool:
    """Tell whether both have the same words in the same case with the same marks between them."""
    if len(draft) != len(source) or any(a.cased != b.cased for a, b in zip(draft, source, strict=True)):
        return False
    return all(a.gap == b.gap for a, b in zip(draft[1:], source[1:], strict=True))


def differing_words(draft: Sequence[Word], source: Sequence[Word]) -> list[Difference]:
    """Return what differs between two stretches aligned word by word; spacing and glued note numbers do not count."""
    return [difference_of(ours, theirs) for _, ours, theirs in differing_runs(draft, source)]


def differing_runs(
    draft: Sequence[Word], source: Sequence[Word]
) -> Iterator[tuple[int, Sequence[Word], Sequence[Word]]]:
    """Yield the runs of words that differ between two stretches: index in the draft's words, its words, the source's.

    Spacing and glued note numbers do not count.
    """
    theirs = [word for word in source if word.letters]
    for block in Levenshtein.opcodes([word.form for word in draft], [word.form for word in theirs]):
        left, right = draft[block.src_start : block.src_end], theirs[block.dest_start : block.dest_end]
        if block.tag != "equal" and not (left and right and _is_joined_otherwise(left, right)):
            yield block.src_start, left, right


def _is_joined_otherwise(left: Sequence[Word], right: Sequence[Word]) -> bool:
    if "".join(word.letters for word in left) != "".join(word.letters for word in right):
        return False
    return (len(left), len(right)) != (1, 1) and _is_same_apart(left, right)


def difference_of(draft: Sequence[Word], source: Sequence[Word]) -> Difference:
    """Return the words of both sides as written, gaps between them as one blank (none between ideographs)."""
    return Difference(_written(draft), _written(source))


def _written(words: Sequence[Word]) -> str:
    if not words:
        return ""
    parts = [words[0].written]
    for before, word in pairwise(words):
        is_glued = word.start == before.end or word.gap in _GLUING
        parts.append(f"{word.gap.strip(_BRACKETS)}{'' if is_glued else ' '}{word.written}")
    return "".join(parts)


def _cells(draft: Sequence[Word], source: Sequence[Word]) -> Iterator[Cell]:
    """Yield the smallest runs of words on both sides that share their letters, in order."""
    i = j = 0
    while i < len(draft) or j < len(source):
        first = i, j
        ours = len(draft[i].letters) if i < len(draft) else 0
        theirs = len(source[j].letters) if j < len(source) else 0
        if j < len(source) and not theirs and ours:
            j += 1
            yield (), (j - 1,)
            continue
        if i < len(draft) and not ours and theirs:
            i += 1
            yield (i - 1,), ()
            continue
        i, j = min(i + 1, len(draft)), min(j + 1, len(source))
        while ours != theirs:
            if ours < theirs:
                ours += len(draft[i].letters)
                i += 1
            else:
                theirs += len(source[j].letters)
                j += 1
        yield range(first[0], i), range(first[1], j)


def _is_same(ours: Sequence[Word], theirs: Sequence[Word], *, is_acronym: bool, is_first: bool) -> bool:
    if not ours or not theirs or (_whole(ours) != _whole(theirs) and not _is_year_with_mark(ours[0], theirs)):
        return False
    if (len(ours), len(theirs)) != (1, 1) and not _is_same_apart(ours, theirs):
        return False
    left, right = ("".join(word.cased for word in side) for side in (ours, theirs))
    if not is_acronym or left == right:
        return True
    # the case of the first letter, changed to fit the sentence
    return is_first and left[1:] == right[1:] and left[1:].isupper()


def _whole(words: Sequence[Word]) -> str:
    """Return words of one cell written as one, an apostrophe that stands between them kept.

    Of ". 5" and " .5" only the blank differs.
    """
    if len(words) == 1:
        word = words[0]
        return f".{word.form}" if word.is_number and word.gap[-1:] == "." else word.form
    first, *rest = words
    return first.form + "".join(f"{_APOSTROPHE if word.gap == _APOSTROPHE else ''}{word.form}" for word in rest)


def _is_same_apart(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Tell whether words that are alike when written as one may be the same words, written together or apart.

    They may where a line ends inside a word, where an apostrophe stands apart, where letters are spaced out, and
    between a number and the letters of its unit. "Everyday" is not "every day", "resign" not "re-sign".
    """
    if len(ours) == 1 and _is_year_with_mark(ours[0], theirs):
        return True
    if any(_symbols(word.gap) for side in (ours, theirs) for word in side[1:]):
        return False
    if any(word.is_number or word.letters.isdecimal() for word in (*ours, *theirs)):
        digits = [_DIGITS.findall(" ".join(word.form for word in side)) for side in (ours, theirs)]
        plain = all(_PLAIN.fullmatch(word.form) for word in (*ours, *theirs))
        return plain and len(digits[0]) == 1 and digits[0] == digits[1]
    return _may_be_one(ours, theirs) and _may_be_one(theirs, ours)


def _may_be_one(words: Sequence[Word], other: Sequence[Word]) -> bool:
    """Tell whether words that the *other* side writes together may be one word at each place where they are apart."""
    if [word.form for word in words] == ["can", "not"] or any(word.holds_break for word in other):
        return True
    if len(words) >= _FEWEST_SPACED_OUT and all(len(word.letters) == 1 for word in words):
        return True  # "s p a c e d"
    return all(
        following.follows_break or following.gap == _APOSTROPHE or _are_spaced_out(word, following, of=len(words))
        for word, following in pairwise(words)
    )


def _is_year_with_mark(ours: Word, theirs: Sequence[Word]) -> bool:
    """Tell whether the draft glued to a year the mark of the note that stands apart behind it ("in 2016.5 The")."""
    is_apart = len(theirs) == 2 and theirs[1].start > theirs[0].end + len(theirs[1].gap)
    return is_apart and _YEAR_WITH_MARK.fullmatch(ours.form) is not None and theirs[1].gap in (".", ",")


def _are_spaced_out(word: Word, following: Word, *, of: int) -> bool:
    """Tell whether a capital stands apart from the capitals it was printed with: "L A TEX", "T RAFFICKING"."""
    letters = [one.form for one in (word, following) if len(one.letters) == 1]
    is_alone = any(of > 2 or one not in _WORDS_OF_ONE_LETTER for one in letters)
    return is_alone and word.cased[-1:].isupper() and following.cased[:1].isupper()


def _symbols(gap: str) -> str:
    """Return the signs in a gap that are read aloud, and so are no punctuation."""
    return "".join(character for character in gap if character in _READ_ALOUD)


def _compare_gaps(ours: tuple[Word, Word], theirs: tuple[Word, Word]) -> Difference | str | None:
    """Compare the punctuation between two words; between two numbers it is part of them ("3–5" is not "3, 5")."""
    left, right = (_DASH_RUN.sub("-", following.gap) for _, following in (ours, theirs))
    if left == right:
        return None
    if all(map(_is_between_figures, (ours, theirs))) or _symbols(left) != _symbols(right):
        return difference_of(ours, theirs)
    return PUNCTUATION_DIFFERS


def _is_between_figures(pair: tuple[Word, Word]) -> bool:
    """Tell whether what stands between two words may be part of a number: "3–5", "EUR9.5"."""
    before, following = pair
    return following.is_number and (before.is_number or before.form[-1:].isdigit())
