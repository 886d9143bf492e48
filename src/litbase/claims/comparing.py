"""Compare the words of a quotation with the words of a source that have the same letters, by the contract's rules."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from litbase.claims.words import Word, acronyms
from litbase.model.claim import Difference

PUNCTUATION_DIFFERS = "punctuation inside differs"
SPACING_DIFFERS = "words are written together or apart otherwise"
_GLUING = frozenset({"-", "/", "'"})
_BRACKETS = "[]"
_READ_ALOUD = "&+=<>≤≥±§@#%×÷$€£¥"
_DASH_RUN = re.compile("-+")
# Written apart they are words of their own, or none: "in formal" is not "informal", nor "not able" "notable".
_TURNING_ROUND = frozenset({"not", "no", "in", "un", "non", "im", "il", "ir", "dis", "mis", "a"})
_DIGITS = re.compile(r"\d+")
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

Cell = tuple[Sequence[int], Sequence[int]]  # indices of the draft's words and of the source's that share their letters


def compare_words(draft: Sequence[Word], source: Sequence[Word]) -> tuple[list[Difference], list[str]]:
    """Return the differences between two stretches of equal letters, and remarks that do not change the outcome.

    Note numbers that stand only in the source are passed over. Stretches of unequal letters are aligned.
    """
    if _are_alike(draft, source):
        return [], []
    if "".join(word.letters for word in draft) != "".join(word.letters for word in source):
        return differing_words(draft, source), []
    differences: list[Difference] = []
    remarks: list[str] = []
    capitals = acronyms(draft), acronyms(source)
    for ours, theirs in _cells(draft, source):
        left, right = [draft[i] for i in ours], [source[j] for j in theirs]
        if len(left) == len(right) == 1:
            is_capital = ours[0] in capitals[0] or theirs[0] in capitals[1]
            same = _is_same(left[0], right[0], is_acronym=is_capital, is_first=ours[0] == 0)
            same = same or _has_same_mark(left[0], right[0], source[max(0, theirs[0] - 1) : theirs[0] + 2])
        else:
            same = not left or (bool(right) and _is_same_apart(left, right))
            remarks += [SPACING_DIFFERS] if same and left and right else []
            same = same or (not left and all(not word.letters for word in right))
        if not same:
            differences.append(difference_of(left, right))
    gaps = _compare_gaps(draft, [word for word in source if word.letters or _is_in(word, draft)])
    return differences + gaps[0], remarks + gaps[1]


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
    for block in Levenshtein.opcodes([word.form for word in draft], [word.bare for word in theirs]):
        left, right = draft[block.src_start : block.src_end], theirs[block.dest_start : block.dest_end]
        if block.tag != "equal" and not (left and right and _is_joined_otherwise(left, right)):
            yield block.src_start, left, right


def _is_joined_otherwise(left: Sequence[Word], right: Sequence[Word]) -> bool:
    if "".join(word.letters for word in left) != "".join(word.letters for word in right):
        return False
    return (len(left), len(right)) != (1, 1) and _is_same_apart(left, right)


def _is_in(note: Word, draft: Sequence[Word]) -> bool:
    return any(not word.letters and word.form == note.form for word in draft)


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


def _is_same(ours: Word, theirs: Word, *, is_acronym: bool, is_first: bool) -> bool:
    if ours.form not in (theirs.form, theirs.bare):
        return False
    if not is_acronym or ours.cased == theirs.cased:
        return True
    # the case of the first letter, changed to fit the sentence
    return is_first and ours.cased[1:] == theirs.cased[1:] and ours.cased[1:].isupper()


def _has_same_mark(ours: Word, theirs: Word, around: Sequence[Word]) -> bool:
    """Tell whether the draft copied a note mark that stands apart in the source ("2016.5", where 5 is raised)."""
    marks = [word.form for word in around if not word.letters]
    copies = (f"{theirs.form}{point}{mark}" for mark in marks for point in ("", ".", ","))
    return ours.form in (*copies, *(f"{mark}{theirs.form}" for mark in marks))


def _is_same_apart(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Tell whether words of equal letters differ only in being written together or apart."""
    if any(word.is_number for word in (*ours, *theirs)):
        digits = [_DIGITS.findall(" ".join(word.form for word in side)) for side in (ours, theirs)]
        plain = all(_PLAIN.fullmatch(word.form) for word in (*ours, *theirs))
        return plain and len(digits[0]) == 1 and digits[0] == digits[1]
    if "cannot" in (ours[0].form, theirs[0].form):
        return True
    return not any(len(side) > 1 and side[0].form in _TURNING_ROUND and not side[1].gap for side in (ours, theirs))


def _symbols(gap: str) -> str:
    """Return the signs in a gap that are read aloud, and so are no punctuation."""
    return "".join(character for character in gap if character in _READ_ALOUD)


def _compare_gaps(draft: Sequence[Word], source: Sequence[Word]) -> tuple[list[Difference], list[str]]:
    """Compare the punctuation between words; between two numbers it is part of them ("3–5" is not "3, 5")."""
    if len(draft) != len(source):
        return [], []
    differences: list[Difference] = []
    remarks: list[str] = []
    for (before, ours), (other, theirs) in zip(pairwise(draft), pairwise(source), strict=True):
        if _DASH_RUN.sub("-", ours.gap) == _DASH_RUN.sub("-", theirs.gap):
            continue
        are_numbers = all(word.is_number and word.letters for word in (before, ours, other, theirs))
        if are_numbers or _symbols(ours.gap) != _symbols(theirs.gap):
            differences.append(difference_of((before, ours), (other, theirs)))
        else:
            remarks.append(PUNCTUATION_DIFFERS)
    return differences, remarks
