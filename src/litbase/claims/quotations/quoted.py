"""The quotations in a claim, and the marks by which their writer says what was cut, inserted or replaced."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from litbase.claims.quotations.words import IDEOGRAPHS, Word, fold_shapes, gap_of, is_ideograph, read_words

# Opening mark → the marks that may close it, mismatched pairs included. 《》 and 〈〉 enclose titles, not quotations.
_CLOSERS = {
    "“": '”"“',
    "„": '“”"„',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "〝": "〞〟",
    '"': '"”',
    "”": '”"“',
    "＂": "＂",
    "‘": "’'‘",
    "‚": "‘’",
    "'": "'’",
    "`": "'’`",
}
_MARKS = re.compile(f"[{re.escape(''.join(_CLOSERS))}]")
_MARKS_CLOSED = re.compile(f"[{re.escape(''.join({*_CLOSERS, *''.join(_CLOSERS.values())}))}]")
_ELIDED = re.compile(r"['‘’](?:\d\ds?|tis|twas|em|til|cause|n)\b", re.IGNORECASE)  # "the ’90s", "’tis"
_DOUBLED = "'`"
# The next single mark after a word or before one; an apostrophe inside a word is neither.
_SINGLE_MARKS = re.compile(r"(?<=[\w.,!?;])(?P<closing>['’])(?!\w)|(?<!\w)(?P<opening>['‘])(?=\w)")
_MAY_BE_APOSTROPHE = "'’‘`"
_CLOSES_ITSELF = "\"＂”'’‘`"
_SEEN_AROUND = 40  # characters before a word that may tell what it is
_RUNS_TO_THE_END = '“„«「『"”'
_FEWEST_WORDS, _FEWEST_LETTERS, _FEWEST_IDEOGRAPHS = 3, 12, 6

_DOTS = r"(?:…+|\.(?:\s?\.){2,3}|⋯+|‥+)"
_GLUED = rf"(?:(?![{IDEOGRAPHS}])[^\W_]|['’-])*"  # Han and kana stand without blanks: none belongs to a bracket
_JOINT = re.compile(
    rf"(?P<cut>[\[(（［【]\s*{_DOTS}\s*[\])）］】]|{_DOTS})"
    rf"|(?P<before>{_GLUED})[\[［【](?!\s*{_DOTS}\s*[\]］】])(?P<inserted>[^\[\]［］【】]{{0,200}})[\]］】](?P<after>{_GLUED})"
)
_LETTER_CASE = re.compile(r"(?<![^\W_])\[(\w)\](?=\w)")
# What editors put in brackets without replacing anything.
_REMARK = re.compile(
    r"\W*(?:sic|emphas[ie]s|italics|translation|footnotes?|citations?|internal|recte|!|\?)\b.*|\W*", re.I
)


@dataclass(frozen=True, slots=True)
class Joint:
    """A marked alteration between two segments, as `written`.

    `is_cut`: any number of words was left out. Otherwise at most `allowance` words of the source were replaced by
    `inserted`; a joint glued to letters ("traffick[ed]") replaces one word that begins or ends with those letters.
    """

    written: str
    start: int
    end: int
    is_cut: bool
    inserted: tuple[Word, ...]
    allowance: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that the writer presents as the source's own, with their letters; offsets are into the claim."""

    words: tuple[Word, ...]
    letters: str

    @classmethod
    def of(cls, words: tuple[Word, ...]) -> "Segment":
        return cls(words, "".join(word.letters for word in words))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; offsets into the claim, the marks themselves excluded.

    `segments` are never empty and `joints[i]` stands between `segments[i]` and `segments[i + 1]`; `edges` are
    alterations marked before the first or after the last segment.
    """

    text: str
    start: int
    end: int
    segments: tuple[Segment, ...]
    joints: tuple[Joint, ...]
    edges: tuple[Joint, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)


@lru_cache(maxsize=2000)  # a draft's paragraphs and sentences are read for several ends
def find_quotations(claim: str) -> tuple[Quotation, ...]:
    """Return the quotations in *claim* that are long enough to check, outermost ones only, in order."""
    found = (parse_quotation(claim, start, end) for start, end in _quoted_spans(claim))
    return tuple(quotation for quotation in found if quotation is not None)


def _quoted_spans(claim: str) -> Iterator[tuple[int, int]]:
    position = 0
    never_closed: set[str] = set()
    while (mark := _MARKS.search(claim, position)) is not None:
        position = mark.start()
        is_open = mark[0] not in never_closed and _opens(claim, position)
        end = _closing(claim, position) if is_open else None
        if end is None:
            never_closed.update(mark[0] if is_open else "")  # then none behind it is closed either
            position += 1
            continue
        start = position + 1
        while start < end and claim[start] in _DOUBLED:
            start += 1  # ``so'' or ''so''
        yield start, end
        position = end + 1


def _opens(claim: str, position: int) -> bool:
    mark = claim[position]
    if mark not in _CLOSERS:
        return False
    before = claim[position - 1 : position]
    after = claim[position + 1 : position + 2]
    if _ELIDED.match(claim, position):
        return False
    if mark in "「『｢〝«“„":
        return True
    return not before.isalnum() and bool(after.strip())


def _closing(claim: str, opening: int) -> int | None:
    """Return where the quotation opened at *opening* ends; nested quotations inside it are passed over."""
    mark = claim[opening]
    depth = 0
    last: int | None = None
    for match in _MARKS_CLOSED.finditer(claim, opening + 1):
        position, character = match.start(), match[0]
        if character in _CLOSERS[mark] and _closes(claim, position):
            if depth == 0:
                return position
            depth -= 1
            last = position
        elif character == mark and (mark not in _CLOSES_ITSELF or _opens_inside(claim, position)):
            depth += 1
    if last is not None:
        return last
    return len(claim) if mark in _RUNS_TO_THE_END and len(claim) - opening > _FEWEST_LETTERS else None


def _closes(claim: str, position: int) -> bool:
    """Tell whether the mark at *position* can close a quotation: no blank before it, no letter after an apostrophe."""
    character = claim[position]
    after = claim[position + 1 : position + 2]
    if character in _MAY_BE_APOSTROPHE and after.isalnum():
        return False
    if character in '"“„' and claim[position - 1].isspace() and after.isalnum():
        return False
    return not (character in "'’" and _is_possessive(claim, position))


def _opens_inside(claim: str, position: int) -> bool:
    """Tell whether a straight double mark inside a quotation opens another: a blank before it, a letter after it."""
    return claim[position] == '"' and claim[position - 1].isspace() and claim[position + 1 : position + 2].isalnum()


def _is_possessive(claim: str, position: int) -> bool:
    """Tell whether "victims' families" is meant: an s before, a word after, and the closing mark still to come."""
    if claim[position - 1] not in "sS" or not re.match(r" [^\W\dA-Z_]", claim[position + 1 : position + 3]):
        return False
    marks = _SINGLE_MARKS.search(claim, position + 1)
    return marks is not None and marks.group("closing") is not None


def parse_quotation(claim: str, start: int, end: int) -> Quotation | None:
    """Return the quotation between two offsets of *claim*, or None if it is too short to prove anything."""
    segments: list[Segment] = []
    joints: list[Joint] = []
    edges: list[Joint] = []
    position = start
    pending: list[Joint] = []
    for joint in (*_joints(claim, start, end), None):
        until = end if joint is None else joint.start
        around = max(0, position - _SEEN_AROUND)
        words = read_words(_without_case_marks(claim[around:until]), position - around, shift=around)
        words = _behind(claim, position, words)
        if words and pending:
            (joints if segments else edges).append(_merged(pending))
        if words:
            segments.append(Segment.of(words))
            pending = []
        pending += () if joint is None else (joint,)
        position = until if joint is None else joint.end
    if pending:
        edges.append(_merged(pending))
    if not is_long_enough([word for segment in segments for word in segment.words]):
        return None
    return Quotation(claim[start:end], start, end, tuple(segments), tuple(joints), tuple(edges))


def _behind(claim: str, position: int, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words that begin at *position*, the marks of an alteration before it taken for none of theirs."""
    if not words:
        return ()
    first = replace(words[0], gap=gap_of(fold_shapes(claim[position : words[0].start])))
    return first, *words[1:]


def _without_case_marks(text: str) -> str:
    """Blank out the brackets of "[T]he" without moving a letter: the first letter's case is folded anyway."""
    return _LETTER_CASE.sub(lambda match: f"\u2060{match.group(1)}\u2060", text)


def _joints(claim: str, start: int, end: int) -> Iterator[Joint]:
    for match in _JOINT.finditer(claim, start, end):
        if match.group("cut"):
            yield Joint(match.group(), match.start(), match.end(), is_cut=True, inserted=(), allowance=0)
        elif not _LETTER_CASE.match(claim, match.start("inserted") - 1) or match.group("before"):
            yield _insertion(match)


def _insertion(match: re.Match[str]) -> Joint:
    inserted = match.group("inserted")
    words = read_words(inserted)
    before, after = match.group("before"), match.group("after")
    if before or after:
        allowance = 1
    elif _REMARK.fullmatch(inserted):
        allowance = 0
    else:
        allowance = len(words) + (len(words) >= 3)
    return Joint(
        match.group(), match.start(), match.end(), is_cut=False, inserted=words, allowance=allowance,
        before=fold_shapes(before).lower(), after=fold_shapes(after).lower(),
    )  # fmt: skip


def _merged(joints: Sequence[Joint]) -> Joint:
    """Alterations with no word of the source between them count as one."""
    first, last = joints[0], joints[-1]
    if first is last:
        return first
    return Joint(
        " ".join(one.written for one in joints),
        first.start,
        last.end,
        is_cut=any(one.is_cut for one in joints),
        inserted=tuple(word for one in joints for word in one.inserted),
        allowance=sum(one.allowance for one in joints),
        before=first.before,
        after=last.after,
    )


def is_long_enough(words: Sequence[Word]) -> bool:
    """Tell whether *words* are the 3 words and 12 letters (6 characters in CJK) that make them worth checking."""
    letters = "".join(word.letters for word in words)
    ideographs = sum(map(is_ideograph, letters))
    if ideographs * 2 >= len(letters):
        return ideographs >= _FEWEST_IDEOGRAPHS
    return len(words) >= _FEWEST_WORDS and len(letters) >= _FEWEST_LETTERS
