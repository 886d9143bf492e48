"""Alterations that a writer marked in a quotation: where they fit in the source, and whether they are fair."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from litbase.claims.comparing import difference_of
from litbase.claims.quoted import Joint
from litbase.claims.source_text import Reading
from litbase.claims.words import Word
from litbase.model.claim import Difference

_LONGEST_CUT = 6_000  # letters: some three pages
_LONGEST_WORD = 60  # characters of text looked at for one replaced word
_NEGATIONS = frozenset({"not", "no", "never", "none", "unless", "except", "cannot"})
_NEGATING_INSERTIONS = _NEGATIONS | {"non", "un", "neither", "nor", "without", "nobody", "nothing", "hardly", "dis"}
_SHOWN = 160


def fit_joint(
    joint: Joint, letters: str, reading: Reading, *, after: int | None = None, before: int | None = None
) -> int | None:
    """Return the position of the segment with these *letters* beyond *joint*, or None if it does not follow.

    Give `after`, the position at which the segment before the joint ends, to look onwards; or `before`, the position
    at which the segment after the joint begins, to look back.
    """
    if joint.is_cut:
        places = _onwards(letters, reading, after) if after is not None else _back(letters, reading, before or 0)
        return next(places, None)
    words = _replaceable(joint, reading, after=after, before=before)
    for count in _counts(joint, words):
        skipped = sum(len(word.letters) for word in words[:count])
        position = after + skipped if after is not None else (before or 0) - skipped - len(letters)
        if position >= 0 and reading.letters.startswith(letters, position):
            return position
    return None


def _onwards(letters: str, reading: Reading, after: int) -> Iterator[int]:
    position = reading.letters.find(letters, after, after + _LONGEST_CUT)
    while position >= 0:
        if reading.is_bound(position) and reading.is_bound(position + len(letters)):
            yield position
        position = reading.letters.find(letters, position + 1, after + _LONGEST_CUT)


def _back(letters: str, reading: Reading, before: int) -> Iterator[int]:
    first = max(0, before - _LONGEST_CUT)
    position = reading.letters.rfind(letters, first, before)
    while position >= 0:
        if reading.is_bound(position) and reading.is_bound(position + len(letters)):
            yield position
        position = reading.letters.rfind(letters, first, position + len(letters) - 1)


def _replaceable(joint: Joint, reading: Reading, *, after: int | None, before: int | None) -> Sequence[Word]:
    """Return the words of the source next to the segment at hand, nearest first, as many as may have been replaced."""
    most = max(joint.allowance, len(joint.inserted))
    reach = most * _LONGEST_WORD
    if after is not None:
        start = reading.offset(after - 1) + 1 if after else 0
        return [word for word in reading.words(start, start + reach) if word.start >= start][:most]
    end = reading.offset(before) if before is not None and before < len(reading.letters) else len(reading)
    return [word for word in reading.words(max(0, end - reach), end) if word.end <= end][::-1][:most]


def _counts(joint: Joint, words: Sequence[Word]) -> Iterator[int]:
    """Yield how many words of the source the joint may stand for, likeliest first."""
    if joint.before or joint.after:
        form = words[0].form if words else ""
        if form.startswith(joint.before) and form.endswith(joint.after):
            yield 1
        return
    inserted = [word.form for word in joint.inserted]
    if inserted in ([word.form for word in words[: len(inserted)]], [w.form for w in words[: len(inserted)]][::-1]):
        yield len(inserted)  # the bracket stands in the source itself
    yield from range(min(joint.allowance, len(words)) + 1)


def judge_joint(joint: Joint, hidden: Sequence[Word]) -> tuple[list[Difference], list[str]]:
    """Return what is unfair about an alteration, and a remark that shows what it cut or replaced."""
    if [word.form for word in hidden] == [word.form for word in joint.inserted] and not joint.is_cut:
        return [], []
    shown = difference_of((), hidden).source
    if any(_negates(word, following) for word, following in zip_longest(hidden, hidden[1:])):
        return [Difference(joint.written, shown)], []
    if any(word.is_number or _is_negating_insertion(word) for word in joint.inserted):
        return [Difference(joint.written, shown)], []
    if not hidden:
        return [], []
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} …"
    return [], [f"{joint.written} {'cuts' if joint.is_cut else 'replaces'} “{shown}”"]


def _negates(word: Word, following: Word | None) -> bool:
    is_abbreviated_number = word.form == "no" and following is not None and following.is_number
    return (word.form in _NEGATIONS or word.form.endswith("n't")) and not is_abbreviated_number


def _is_negating_insertion(word: Word) -> bool:
    return word.form in _NEGATING_INSERTIONS or word.form.endswith("n't")
