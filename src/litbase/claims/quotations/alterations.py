"""Alterations that a writer marked in a quotation: where they fit in the source, and whether they are fair."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, zip_longest

from litbase.claims.figures.numerals import IN_WORDS
from litbase.claims.quotations.comparing import difference_of
from litbase.claims.quotations.quoted import Joint
from litbase.claims.quotations.source_text import Reading
from litbase.claims.quotations.words import Word
from litbase.model.claim import Difference

LONGEST_CUT = 6_000  # letters: some three pages
_LONGEST_COMPOUND = 4  # words
_COMPOUNDING = frozenset({"-", "/"})
_LONGEST_WORD = 60  # characters of text looked at for one replaced word
# "Not", "no", "never", "none", "unless", "except", in the languages of the field.
_NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        "not no never none unless except cannot ne pas non jamais aucun aucune sauf nunca jamás ninguno ninguna"
        " ningún nadie nada salvo excepto não nenhum nenhuma ninguém exceto nessuno nessuna nessun eccetto nicht"
        " nie niemals nichts niemand kein keine keinen keinem keiner keines außer не ни нет никогда никто ничто кроме"
        " không chưa chẳng trừ لا لم لن ليس ليست إلا",
    )
)
_ELIDED_NEGATION = "n'"  # "n'est", "n'avait"
_IDEOGRAPHIC_NEGATIONS = frozenset("不没沒未無无勿莫")
_CHINESE_EXCEPTION = re.compile("除非|除了|除外")
_KOREAN_NEGATION = re.compile("않|못|없|아니")
_JAPANESE_NEGATION = re.compile("ない|なかった|ません|なく|ず[、。に]")
_NEGATING_INSERTIONS = _NEGATIONS | {
    "neither", "nor", "without", "nobody", "nothing", "nowhere", "hardly", "barely", "scarcely", "rien",
    "sans", "sin", "sem", "ohne", "senza", "без",
}  # fmt: skip
# Glued to a word of the source they turn it round: "[un]lawful", "help[less]".
_NEGATING_PREFIXES = frozenset({"un", "in", "im", "il", "ir", "dis", "mis", "non", "anti", "counter", "de", "a", "ab"})
_NEGATING_SUFFIXES = frozenset({"less", "free", "n't"})
_CHINESE_NUMBERS = frozenset("二三四五六七八九十百千万亿萬億两兩〇零")
_NUMBER_WORDS = re.compile(
    rf"\b(?:{IN_WORDS}|half|thirds|quarters|fifths|tenths|dozens|(?:hundred|thousand|million|billion)s?)\b"
)
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
    position = reading.letters.find(letters, after, after + LONGEST_CUT)
    while position >= 0:
        if reading.is_bound(position) and reading.is_bound(position + len(letters)):
            yield position
        position = reading.letters.find(letters, position + 1, after + LONGEST_CUT)


def _back(letters: str, reading: Reading, before: int) -> Iterator[int]:
    first = max(0, before - LONGEST_CUT)
    position = reading.letters.rfind(letters, first, before)
    while position >= 0:
        if reading.is_bound(position) and reading.is_bound(position + len(letters)):
            yield position
        position = reading.letters.rfind(letters, first, position + len(letters) - 1)


def _replaceable(joint: Joint, reading: Reading, *, after: int | None, before: int | None) -> Sequence[Word]:
    """Return the words of the source next to the segment at hand, nearest first, as many as may have been replaced."""
    most = _LONGEST_COMPOUND * max(joint.allowance, len(joint.inserted))
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
    yield 0
    replaced = 0
    for count, (before, word) in enumerate(pairwise((None, *words)), 1):
        replaced += before is None or word is None or not _is_compound(before, word)
        if replaced > joint.allowance:
            return
        yield count


def _is_compound(one: Word, other: Word) -> bool:
    """Tell whether two words next to each other, in whichever order, are parts of one: "dit-elle", "A/HRC/25"."""
    left, right = sorted((one, other), key=lambda word: word.start)
    return right.gap in _COMPOUNDING and right.start - left.end == 1


def judge_joint(joint: Joint, hidden: Sequence[Word]) -> tuple[list[Difference], list[str]]:
    """Return what is unfair about an alteration, and a remark that shows what it cut or replaced."""
    if [word.form for word in hidden] == [word.form for word in joint.inserted] and not joint.is_cut:
        return [], []
    shown = difference_of((), hidden).source
    if _hides_negation(hidden) or _holds_figure(joint.inserted) or _inserts_negation(joint):
        return [Difference(joint.written, shown)], []
    if not hidden:
        return [], []
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} …"
    return [], [f"{joint.written} {'cuts' if joint.is_cut else 'replaces'} “{shown}”"]


def _hides_negation(hidden: Sequence[Word]) -> bool:
    return any(_negates(word, following) for word, following in zip_longest(hidden, hidden[1:])) or _negates_in_row(
        hidden
    )


def _negates(word: Word, following: Word | None) -> bool:
    """Tell whether a word of the source negates; "No. 5" and "non-state" do not."""
    is_abbreviated_number = word.form == "no" and following is not None and following.is_number
    is_prefix = word.form == "non" and following is not None and following.gap == "-"
    return not is_abbreviated_number and not is_prefix and _is_negation(word, _NEGATIONS)


def _is_negation(word: Word, negations: Collection[str]) -> bool:
    is_asian = word.form in _IDEOGRAPHIC_NEGATIONS or _KOREAN_NEGATION.search(word.form) is not None
    is_glued = word.form.endswith("n't") or (word.form.startswith(_ELIDED_NEGATION) and len(word.form) > 2)
    return word.form in negations or is_glued or is_asian


def _negates_in_row(words: Sequence[Word]) -> bool:
    """Tell whether characters negate that are words of their own only one by one: Japanese endings, Chinese words."""
    written = "".join(f"{word.gap}{word.form}" for word in words)
    return _JAPANESE_NEGATION.search(written) is not None or _CHINESE_EXCEPTION.search(written) is not None


def _holds_figure(inserted: Sequence[Word]) -> bool:
    written = " ".join(word.form for word in inserted)
    is_number = any(word.is_number or word.form in _CHINESE_NUMBERS for word in inserted)
    return is_number or _NUMBER_WORDS.search(written) is not None


def _inserts_negation(joint: Joint) -> bool:
    """Tell whether an insertion negates: by a word of its own, or glued to a word that it turns round."""
    form = "".join(word.form for word in joint.inserted)
    turns_round = (joint.after and form in _NEGATING_PREFIXES) or (joint.before and form in _NEGATING_SUFFIXES)
    negates = any(_is_negation(word, _NEGATING_INSERTIONS) for word in joint.inserted)
    return bool(turns_round) or negates or _negates_in_row(joint.inserted)
