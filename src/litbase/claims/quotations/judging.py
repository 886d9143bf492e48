"""Find the words of a quotation in a source and judge whether they stand there verbatim.

Found on letters and digits alone, so that line ends, columns, hyphens and quote shapes do not matter; judged word by
word, by the rules of the contract, so that 27.6 is not 276.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litbase.claims.quotations.alterations import fit_joint, judge_joint
from litbase.claims.quotations.comparing import compare_words, difference_of
from litbase.claims.quotations.quoted import Joint, Quotation
from litbase.claims.quotations.source_text import Reading, SourceText
from litbase.claims.quotations.words import COMMON_WORDS, Word, is_ideograph
from litbase.model.claim import Difference, Span
from litbase.sources.hyphens import JOINING

_MOST_PLACES = 200
_TORN_REACH = 24  # characters around a quotation in which a hyphen, dash or note mark may be tied to it
_TYING = frozenset({"-", "/", ":"})
_BOUNDING = frozenset("<>≤≥±~≈")  # before a number
_NEGATING_PREFIXES = frozenset({"non", "un", "anti", "counter", "not", "never", "no"})
_NEGATING_SUFFIXES = frozenset({"free", "less"})


@dataclass(frozen=True, slots=True)
class QuotationMatch:
    """A stretch of a source that a quotation stands for; offsets are into the `SourceText`.

    `differences` are empty if and only if it is verbatim. `remarks` say what does not change that: what was cut or
    replaced with a mark, punctuation that differs. `likeness` is the share of its words found there, 0 to 1.
    """

    start: int
    end: int
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]
    likeness: float = 1.0

    @property
    def is_verbatim(self) -> bool:
        return not self.differences


def find_verbatim(quotation: Quotation, source: SourceText) -> tuple[QuotationMatch, ...]:
    """Return every place in *source* where the letters of *quotation* stand, in whichever way its pages are read.

    Letters alone do not prove it: where it stands verbatim nowhere, the places where only letters agree are returned
    with the words that differ.
    """
    found: list[QuotationMatch] = []
    for reading in (source.plain, *source.others):
        found += _places(quotation, reading)
    verbatim = [match for match in found if match.is_verbatim]
    return tuple(sorted(_apart(verbatim or found), key=lambda match: match.start))


def _apart(matches: Sequence[QuotationMatch]) -> list[QuotationMatch]:
    """Return one match for each place: the same words read in two ways are one find, the likelier way's."""
    if len(matches) < 2:
        return list(matches)
    kept: list[QuotationMatch] = []
    for match in matches:
        if not any(match.start < other.end and other.start < match.end for other in kept):
            kept.append(match)
    return kept


def _places(quotation: Quotation, reading: Reading) -> Iterator[QuotationMatch]:
    anchor, positions = _anchored(quotation, reading)
    letters = quotation.segments[anchor].letters
    for position in positions:
        if not (reading.is_bound(position) and reading.is_bound(position + len(letters))):
            continue
        stretches = _fit_around(quotation, reading, anchor=anchor, position=position)
        if stretches is not None and reading.is_unbroken(stretches[0][0], stretches[-1][1]):
            yield _judged(quotation, reading, stretches)


def _anchored(quotation: Quotation, reading: Reading) -> tuple[int, Sequence[int]]:
    """Return the segment to look for first, and where it stands: the longest that does not stand everywhere."""
    found: list[tuple[int, Sequence[int]]] = []
    for index in sorted(range(len(quotation.segments)), key=lambda index: -len(quotation.segments[index].letters)):
        letters = quotation.segments[index].letters
        found.append((index, list(reading.find_all(letters, most=_MOST_PLACES)) if letters else ()))
        if len(found[-1][1]) < _MOST_PLACES:
            break
    return found[-1] if len(found[-1][1]) < _MOST_PLACES else found[0]


def _fit_around(quotation: Quotation, reading: Reading, *, anchor: int, position: int) -> list[Span] | None:
    """Return the stretch of each segment when the anchor stands at *position*, or None if one does not fit."""
    segments = quotation.segments
    positions = {anchor: position}
    for index in range(anchor + 1, len(segments)):
        after = positions[index - 1] + len(segments[index - 1].letters)
        fitted = fit_joint(quotation.joints[index - 1], segments[index].letters, reading, after=after)
        if fitted is None:
            return None
        positions[index] = fitted
    for index in range(anchor - 1, -1, -1):
        before = positions[index + 1]
        fitted = fit_joint(quotation.joints[index], segments[index].letters, reading, before=before)
        if fitted is None:
            return None
        positions[index] = fitted
    return [reading.stretch(positions[i], len(segment.letters)) for i, segment in enumerate(segments)]


def _judged(quotation: Quotation, reading: Reading, stretches: Sequence[Span]) -> QuotationMatch:
    first, last = stretches[0][0], stretches[-1][1]
    words = reading.words(max(0, first - _TORN_REACH), last + _TORN_REACH)
    differences = _torn_words(quotation, words, first, last)
    remarks: list[str] = [reading.remark] if reading.remark is not None else []
    for segment, (start, end) in zip(quotation.segments, stretches, strict=True):
        differences += _bounds_put_in(segment.words[0], _word_at(words, start))
        found = compare_words(segment.words, _with_marks(words, start, end))
        differences += found[0]
        remarks += found[1]
    for joint, (_, end), (start, _) in zip(quotation.joints, stretches, stretches[1:], strict=False):
        found = judge_joint(joint, [word for word in words if end <= word.start < start])
        differences += found[0]
        remarks += found[1]
    for edge in quotation.edges:
        found = _judged_edge(edge, quotation, words, first, last)
        differences += found[0]
        remarks += found[1]
    start, end = reading.on_source(first, last)
    return QuotationMatch(start, end, tuple(differences), tuple(dict.fromkeys(remarks)))


def _judged_edge(
    edge: Joint, quotation: Quotation, around: Sequence[Word], start: int, end: int
) -> tuple[list[Difference], list[str]]:
    """Return what is unfair about an alteration before the first word or after the last, and what shows it.

    One glued to letters ("traffick[ed]") stands for the next word of the source, which must begin or end with them.
    """
    if edge.is_cut or not (edge.before or edge.after):
        return judge_joint(edge, ())
    is_first = edge.start < quotation.words[0].start
    before = (word for word in reversed(around) if word.end <= start and word.letters)
    after = (word for word in around if word.start >= end and word.letters)
    word = next(before if is_first else after, None)
    if word is None or not (word.form.startswith(edge.before) and word.form.endswith(edge.after)):
        return [Difference(edge.written, "" if word is None else word.written)], []
    return judge_joint(edge, [word])


def _with_marks(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """Return the words that touch the stretch, and the note marks that follow at once."""
    first = next((index for index, word in enumerate(words) if word.end > start), len(words))
    last = next((index for index in range(first, len(words)) if words[index].start >= end), len(words))
    while last < len(words) and not words[last].letters:
        last += 1
    return words[first:last]


def _torn_words(quotation: Quotation, around: Sequence[Word], start: int, end: int) -> list[Difference]:
    """Return what is lost where a quotation begins or ends inside a word, after "non-", or in a range of numbers."""
    words = quotation.words
    before = next((word for word in reversed(around) if word.end <= start), None)
    after = next((word for word in around if word.start >= end), None)
    first, last = _word_at(around, start), _word_at(around, end - 1)
    torn: list[Difference] = []
    if before and first and (_is_tied(before, first) or _is_prefix(before, first) or _negates_next(before, first)):
        torn.append(Difference(words[0].written, difference_of((), (before, first)).source))
    if after and last and (_is_tied(last, after) or _negates_last(last, after)):
        torn.append(Difference(words[-1].written, difference_of((), (last, after)).source))
    return torn


def _bounds_put_in(ours: Word, theirs: Word | None) -> list[Difference]:
    """Return the sign that the draft sets before a number with which its words begin, and the source does not."""
    sign = ours.gap[-1:]
    if theirs is None or not ours.is_number or sign not in _BOUNDING or sign == theirs.gap[-1:]:
        return []
    return [Difference(f"{sign}{ours.written}", theirs.written)]


def _is_tied(left: Word, right: Word) -> bool:
    """Tell whether two words are one: a number by the sign inside it ("3–5", "1/2"), a word by a line's end."""
    if left.is_number and right.is_number and left.letters and right.letters:
        return right.gap in _TYING and right.start - left.end <= len(right.gap) + 2
    is_second_half = right.follows_break and right.gap == "-" and right.start - left.end > 1
    is_own_word = right.form in COMMON_WORDS or right.form in JOINING  # "wire- and mail fraud"
    return is_second_half and right.cased.islower() and not is_own_word


def _negates_next(left: Word, right: Word) -> bool:
    return _is_compound(left, right) and left.form in _NEGATING_PREFIXES


def _negates_last(left: Word, right: Word) -> bool:
    return _is_compound(left, right) and right.form in _NEGATING_SUFFIXES


def _is_compound(left: Word, right: Word) -> bool:
    return right.gap == "-" and right.start - left.end == 1


def _is_prefix(left: Word, right: Word) -> bool:
    """Tell whether what stands before a number belongs to it: the letters of "US$9.5", the sign of "< 5"."""
    if not right.is_number:
        return False
    is_glued = right.start == left.end and left.cased.isalpha() and not is_ideograph(left.cased[-1])
    return is_glued or right.gap[-1:] in _BOUNDING


def _word_at(words: Sequence[Word], offset: int) -> Word | None:
    return next((word for word in words if word.start <= offset < word.end), None)
