"""Find the passage that a quotation alters: seeds of two or three words, then an alignment word by word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from rapidfuzz.distance import Levenshtein

from litbase.claims.quotations.alterations import LONGEST_CUT, judge_joint
from litbase.claims.quotations.comparing import difference_of, differing_runs
from litbase.claims.quotations.judging import QuotationMatch
from litbase.claims.quotations.quoted import Joint, Quotation
from litbase.claims.quotations.source_text import Reading, SourceText
from litbase.claims.quotations.words import COMMON_WORDS, Word, is_ideograph
from litbase.model.claim import Difference, Span

_SEED_LETTERS = (16, 9)  # of the long and the short seeds; with fewer letters a seed stands almost everywhere
_LONGEST_SEED = 6  # words
_MOST_HITS = 60  # a seed found more often tells nothing
_MOST_SEEDS = (6, 16)
_MOST_PLACES = 200
_LONG = 12  # words
_BEST_WINDOWS = 8
_FAR_LESS = 0.5  # of the words of the quotation that the best window holds
_AS_LIKE = 0.08  # passages whose likeness is this close are shown together
_MARGIN = 12  # letters looked at beyond where the quotation should begin and end
_DROPPED = 120  # letters that may have been dropped silently inside a quotation
_LEAST_LIKENESS = 0.7
_LEAST_LIKENESS_WHOLE = 0.5  # of a passage that holds all of the quotation but one word, or nine tenths of it
_LEAST_LIKENESS_OCR = 0.5
_NEARLY_WHOLE = 0.9
_GAP_COST, _DEAREST_GAP = 0.15, 12  # per word of the source passed over, and the most words that cost
_LEAST_LETTERS, _LETTERS_OF_IDEOGRAPH = 10, 3
_COMMON_WEIGHT = 0.25
_NOTHING_AMISS = 0.8  # so like a passage, no other way to read the pages is tried

_ANSWERS = frozenset({"equal", "replace"})

_Block = tuple[int, int, int]  # first word of the quotation, first word of the source, how many agree


@dataclass(frozen=True, slots=True)
class _Seed:
    first: int  # index of its first word in the quotation
    words: int
    letters: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a quotation between two marked cuts; `joints` are the insertions, by the index of the word behind."""

    words: tuple[Word, ...]
    joints: Mapping[int, Joint]

    @property
    def length(self) -> int:
        return sum(len(word.letters) for word in self.words)


@dataclass(frozen=True, slots=True)
class _Near:
    """The words of a reading that come closest to a part of a quotation."""

    part: _Part
    passage: Sequence[Word]
    likeness: float

    @property
    def start(self) -> int:
        return self.passage[0].start

    @property
    def end(self) -> int:
        return self.passage[-1].end


def find_altered(quotation: Quotation, source: SourceText) -> tuple[QuotationMatch, ...]:
    """Return the passages of *source* most like *quotation*, equally like ones all, each with every difference."""
    parts, cuts = _parts(quotation)
    if not parts:
        return ()
    found: list[QuotationMatch] = []
    for reading in (source.plain, *source.others):
        found += _near_passages(quotation, parts, cuts, source, reading)
        if any(match.likeness > _NOTHING_AMISS for match in found):
            break
    best = max((match.likeness for match in found), default=0.0)
    places = {(match.start, match.end): match for match in found if match.likeness >= best - _AS_LIKE}
    if len(found) >= _BEST_WINDOWS:  # there may be more than were looked at
        likeliest = max(found, key=lambda match: match.likeness)
        places = {(match.start, match.end): match for match in _same_words(likeliest, source)} | places
    return tuple(sorted(places.values(), key=lambda match: len(match.differences)))


def _same_words(match: QuotationMatch, source: SourceText) -> Iterator[QuotationMatch]:
    """Yield *match* at every place where the same words stand: boilerplate."""
    reading = source.plain
    first, last = reading.position(match.start), reading.position(match.end)
    letters = reading.letters[first:last]
    for position in reading.find_all(letters, most=_MOST_PLACES):
        if reading.is_bound(position) and reading.is_bound(position + len(letters)):
            start, end = reading.stretch(position, len(letters))
            yield replace(match, start=start, end=end)


def _parts(quotation: Quotation) -> tuple[list[_Part], list[Joint]]:
    """Return the parts of a quotation and the cuts between them."""
    parts: list[_Part] = []
    cuts: list[Joint] = []
    words: list[Word] = []
    joints: dict[int, Joint] = {}
    for segment, joint in zip_longest(quotation.segments, quotation.joints):
        words += [word for word in segment.words if word.letters]
        if joint is not None and not (joint.is_cut and words):
            joints[len(words)] = joint
            continue
        if words:
            parts.append(_Part(tuple(words), joints))
            cuts += [joint] if joint is not None else []
        words, joints = [], {}
    return parts, cuts[: max(0, len(parts) - 1)]


def _near_passages(
    quotation: Quotation, parts: Sequence[_Part], cuts: Sequence[Joint], source: SourceText, reading: Reading
) -> Iterator[QuotationMatch]:
    anchor = max(range(len(parts)), key=lambda index: parts[index].length)
    for window in _windows(parts[anchor].words, reading, None):
        near = _nearest_words(parts[anchor], reading, window)
        if near is None:
            continue
        found: dict[int, _Near] = {anchor: near}
        for index in (*range(anchor + 1, len(parts)), *range(anchor - 1, -1, -1)):
            beside = found.get(index - 1 if index > anchor else index + 1)
            other = _beside(parts[index], reading, beside, is_after=index > anchor) if beside is not None else None
            if other is not None:
                found[index] = other
        match = _altered(quotation, parts, cuts, source, reading, [found.get(i) for i in range(len(parts))])
        if match is not None:
            yield match


def _beside(part: _Part, reading: Reading, beside: _Near, *, is_after: bool) -> _Near | None:
    """Return what comes closest to *part* within a cut's reach after or before the part next to it."""
    at = reading.position(beside.end if is_after else beside.start)
    within = (at, at + LONGEST_CUT) if is_after else (max(0, at - LONGEST_CUT), at)
    letters = "".join(word.letters for word in part.words)
    standing = [
        position
        for position in reading.find_all(letters, within=within)
        if reading.is_bound(position) and reading.is_bound(position + len(letters))
    ]
    if standing:
        stretch = reading.stretch(standing[0 if is_after else -1], len(letters))
        return _Near(part, [word for word in reading.words(*stretch) if word.letters], 1.0)
    near = (_nearest_words(part, reading, window) for window in _windows(part.words, reading, within))
    return max((one for one in near if one is not None), key=lambda one: one.likeness, default=None)


def _altered(
    quotation: Quotation, parts: Sequence[_Part], cuts: Sequence[Joint], source: SourceText, reading: Reading,
    found: Sequence[_Near | None],
) -> QuotationMatch | None:  # fmt: skip
    """Return the match of the parts found with what differs in each and what the cuts between them hide."""
    words = [word for part in parts for word in part.words]
    total = sum(map(_weight, words))
    shares = (near.likeness * sum(map(_weight, near.part.words)) for near in found if near is not None)
    likeness = sum(shares) / total
    there = [near for near in found if near is not None]
    start, end = reading.on_source(min(near.start for near in there), max(near.end for near in there))
    passage = [word for near in there for word in near.passage]
    if not _is_telling(words, passage, likeness, is_ocr=any(page.ocr for page, _, _ in source.places(start, end))):
        return None
    differences: list[Difference] = []
    for part, near, following, cut in zip_longest(parts, found, found[1:], cuts):
        differences += [difference_of(part.words, ())] if near is None else _part_differences(part, near.passage)
        if near is not None and following is not None and near.end < following.start:
            hidden = [w for w in reading.words(near.end, following.start) if near.end <= w.start < following.start]
            differences += judge_joint(cut, hidden)[0]
    differences = differences or [Difference(quotation.text, source.excerpt(start, end))]
    return QuotationMatch(start, end, tuple(differences), (), likeness)


def _part_differences(part: _Part, passage: Sequence[Word]) -> Iterator[Difference]:
    """Yield what differs between a part and its passage; what a marked insertion may replace does not."""
    for index, ours, theirs in differing_runs(part.words, passage):
        joint = part.joints.get(index)
        if joint is not None and not ours and len(theirs) <= joint.allowance:
            yield from judge_joint(joint, theirs)[0]
        else:
            yield difference_of(ours, theirs)


def _windows(words: Sequence[Word], reading: Reading, within: Span | None) -> Iterator[Span]:
    """Yield the stretches of squeezed letters that hold the most words of the quotation, at most a few."""
    sizes = list(accumulate((len(word.letters) for word in words), initial=0))
    length = sizes[-1]
    hits = sorted(_hits(words, reading, within), key=lambda hit: hit[0])
    first_letter, last_letter = within or (0, len(reading.letters))
    most = 0
    for _ in range(_BEST_WINDOWS):
        inside = _densest(hits, length + max(_DROPPED, length // 2))
        covered = len({index for _, seed in inside for index in range(seed.first, seed.first + seed.words)})
        most = max(most, covered)
        if len({seed.first for _, seed in inside}) < _fewest(words) or covered < _FAR_LESS * most:
            return
        (first, opening), (last, closing) = inside[0], inside[-1]
        rest = length - sizes[closing.first + closing.words]
        start = first - sizes[opening.first] - (_DROPPED if sizes[opening.first] else _MARGIN)
        end = last + len(closing.letters) + rest + (_DROPPED if rest else _MARGIN)
        yield max(first_letter, start), min(last_letter, len(reading.letters), end)
        hits = [hit for hit in hits if not first <= hit[0] <= last]


def _fewest(words: Sequence[Word]) -> int:
    """Return how many seeds must stand near one another: in a long quotation a single one may be chance."""
    return 2 if len(words) >= _LONG else 1


def _hits(words: Sequence[Word], reading: Reading, within: Span | None) -> Iterator[tuple[int, _Seed]]:
    """Yield where seeds of the quotation stand: a few long ones spread over it, short ones if those are too few.

    What stands everywhere tells little, so such a seed counts only where there is no other.
    """
    everywhere: list[tuple[int, _Seed]] = []
    found = 0
    for letters, seeds_most in zip(_SEED_LETTERS, _MOST_SEEDS, strict=True):
        seeds = list(_seeds(words, letters))
        for seed in seeds[:: max(1, -(-len(seeds) // seeds_most))]:
            hits = [(position, seed) for position in reading.find_all(seed.letters, most=_MOST_HITS, within=within)]
            if len(hits) < _MOST_HITS:
                found += bool(hits)
                yield from hits
            else:
                everywhere += hits
        if found >= _fewest(words):
            return
    if not found:
        yield from everywhere


def _seeds(words: Sequence[Word], least: int) -> Iterator[_Seed]:
    for first in range(len(words)):
        letters = ""
        for count, word in enumerate(words[first : first + _LONGEST_SEED], start=1):
            letters += word.letters
            if count >= 2 and len(letters) >= (least if letters.isascii() else least // 3):
                yield _Seed(first, count, letters)
                break


def _densest(hits: Sequence[tuple[int, _Seed]], reach: int) -> Sequence[tuple[int, _Seed]]:
    """Return the neighbouring hits, at most *reach* apart, that cover the most words, the closest of such."""
    best: Sequence[tuple[int, _Seed]] = ()
    most = 0, 0
    for index, (start, _) in enumerate(hits):
        covered: set[int] = set()
        until = index
        for position, seed in hits[index:]:
            if position - start > reach:
                break
            covered.update(range(seed.first, seed.first + seed.words))
            until += 1
        worth = len(covered), start - hits[until - 1][0]
        if worth > most or not best:
            best, most = hits[index:until], worth
    return best


def _nearest_words(part: _Part, reading: Reading, window: Span) -> _Near | None:
    """Return the words in a window of letters that come closest to *part*, None if none of its words is there."""
    stretch = reading.stretch(window[0], window[1] - window[0])
    theirs = [word for word in reading.words(*stretch) if word.letters]
    ours = [word.form for word in part.words]
    matched = Levenshtein.opcodes(ours, [word.form for word in theirs]).as_matching_blocks()
    blocks, cost = _trimmed([(block.a, block.b, block.size) for block in matched if block.size], part.words)
    if not blocks:
        return None
    (before, start_at, _), (after, end_at, _) = blocks[0], blocks[-1]
    first = max(0, start_at - before)
    last = min(len(theirs), end_at + len(ours) - after)
    passage = _without_ends(ours, theirs[first:last])
    return _Near(part, passage, _likeness(part.words, passage, cost))


def _without_ends(ours: Sequence[str], passage: Sequence[Word]) -> Sequence[Word]:
    """Return the words of *passage* from the first to the last that answers to a word of ours."""
    answering = [op for op in Levenshtein.opcodes(ours, [word.form for word in passage]) if op.tag in _ANSWERS]
    return passage[answering[0].dest_start : answering[-1].dest_end] if answering else passage


def _trimmed(blocks: Sequence[_Block], words: Sequence[Word]) -> tuple[Sequence[_Block], float]:
    """Return the run of blocks that agrees most, and what its gaps cost: what stands far off beyond it is chance."""
    best: tuple[float, int, int, float] = (0.0, 0, 0, 0.0)
    score, cost, first = 0.0, 0.0, 0
    for index, (ours, theirs, size) in enumerate(blocks):
        if index:
            a, b, _ = blocks[index - 1]
            passed_over = (theirs - b) - (ours - a)
            gap = _GAP_COST * min(max(passed_over, 0), _DEAREST_GAP)
            score, cost = score - gap, cost + gap
        if score <= 0:
            score, cost, first = 0.0, 0.0, index
        score += sum(map(_weight, words[ours : ours + size]))
        best = max(best, (score, first, index + 1, cost), key=lambda one: one[0])
    return blocks[best[1] : best[2]], best[3]


def _is_telling(words: Sequence[Word], passage: Sequence[Word], likeness: float, *, is_ocr: bool) -> bool:
    """Tell whether so much likeness is more than chance; OCR misreads words, so less of it will do."""
    if likeness >= _LEAST_LIKENESS or (is_ocr and likeness >= _LEAST_LIKENESS_OCR):
        return True
    missing = Counter(word.form for word in words) - Counter(word.form for word in passage)
    lost = sum(_weight(word) * missing[word.form] / max(1, sum(w.form == word.form for w in words)) for word in words)
    is_whole = missing.total() <= 1 or lost <= (1 - _NEARLY_WHOLE) * sum(map(_weight, words))
    return is_whole and likeness >= _LEAST_LIKENESS_WHOLE


def _likeness(words: Sequence[Word], passage: Sequence[Word], cost: float) -> float:
    """Return the share of the quotation's words that stand in *passage*, words of every text weighing little."""
    standing = Counter(word.form for word in passage)
    shared = -cost
    letters = 0
    for word in words:
        if standing[word.form] > 0:
            standing[word.form] -= 1
            shared += _weight(word)
            letters += _size(word)
    is_enough = letters >= min(_LEAST_LETTERS, sum(map(_size, words)))
    return shared / sum(map(_weight, words)) if is_enough else 0.0


def _size(word: Word) -> int:
    """Return how many letters a word has; an ideograph says as much as several."""
    return len(word.letters) if word.letters.isascii() or not is_ideograph(word.letters[0]) else _LETTERS_OF_IDEOGRAPH


def _weight(word: Word) -> float:
    return _COMMON_WEIGHT if word.form in COMMON_WORDS else 1.0
