"""Judge by rule whether a passage covers a claim, and mark what it does not cover.

No meaning is understood here: `supported` is said only where nearly every word, name and negation of the claim stands
in order in one or two neighbouring sentences. Everything else is left to be read.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from litbase.claims.candidates import Candidate, ClaimWord
from litbase.claims.words import COMMON_WORDS
from litbase.model.claim import Difference, Span
from litbase.search.analysis import tokens

_NEARLY_ALL = 0.93
_IN_ORDER = 0.95
_FEWEST_WORDS = 5
_HARDLY_ANY = 0.15
_WORTH_MARKING = 0.12  # share of the heaviest word's weight below which an uncovered word is not worth a mark
_NEGATIONS = re.compile(
    r"\b(?:not|no(?!\.? ?\d)|never|none|neither|nor|without|nobody|nothing|cannot|unless|except|ne|pas|jamais|sans|sin"
    r"|nunca|não|не|нет|ни|без)\b|n['’]t\b|[不没未无非]",
    re.I,
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|alleg\w+|report(?:ed|edly)|claim(?:ed|s)?|suspect\w*|rumou?r\w*|possib\w+|perhaps|likely"
    r"|appear(?:ed|s)?|seem(?:ed|s)?|if|should|plan(?:s|ned)?|propos\w+|threat\w+|attempt\w*)\b",
    re.I,
)
_DIRECTIONS = (
    (r"increas\w*|rise[sn]?|rose|rising|grew|grow\w*|higher|more|climb\w*|doubl\w+|soar\w*|expand\w*",
     r"decreas\w*|declin\w*|f[ae]ll(?:s|en|ing)?|drop\w*|lower|fewer|less|reduc\w+|shr[aiu]nk\w*|halv\w+"),
    (r"before|prior to", r"after|following"),
    (r"major\w+|most", r"minor\w+"),
    (r"all|every|always", r"some|few|sometimes|rarely|seldom"),
    (r"legal|lawful|legali[sz]\w+", r"illegal|unlawful|criminali[sz]\w+|banned"),
    (r"ratif\w+|accept\w*|approv\w*|support\w*|admit\w*|confirm\w*", r"reject\w*|oppos\w*|den[iy]\w*|refus\w*"),
    (r"convict\w*|guilty", r"acquit\w*|innocent"),
    (r"men|boys|male|man", r"women|girls|female|woman"),
    (r"north\w*", r"south\w*"),
    (r"eastern|east", r"western|west"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Support:
    """How far one passage bears a claim out; `uncovered` are spans of the claim, `differences` clash by rule."""

    coverage: float
    uncovered: tuple[Span, ...]
    differences: tuple[Difference, ...]
    is_supported: bool
    is_unlike: bool


def judge_support(claim: str, words: Sequence[ClaimWord], candidate: Candidate, *, sentences: int) -> Support:
    """Judge whether *candidate*, made of so many *sentences*, covers the claim, whose words are given."""
    passage = [token.term for token in tokens(candidate.text, candidate.source.language)]
    held = set(passage)
    differences = _clashes(claim, candidate.text)
    heavy = _heavy(words)
    uncovered = _merged([word for word in heavy if word.term not in held], claim)
    telling = [word.term for word in words if word.term not in COMMON_WORDS]
    ordered = LCSseq.similarity(telling, passage) / max(len(telling), 1)
    is_supported = (
        len(telling) >= _FEWEST_WORDS
        and candidate.coverage >= _NEARLY_ALL
        and not Counter(telling) - Counter(passage)
        and not differences
        and ordered >= _IN_ORDER
        and sentences <= 2
        and len(_HEDGES.findall(claim)) == len(_HEDGES.findall(candidate.text))
    )
    return Support(candidate.coverage, uncovered, differences, is_supported, candidate.coverage < _HARDLY_ANY)


def _heavy(words: Sequence[ClaimWord]) -> list[ClaimWord]:
    heaviest = max((word.weight for word in words), default=0.0)
    return [word for word in words if word.weight >= _WORTH_MARKING * heaviest]


def _merged(words: Sequence[ClaimWord], claim: str) -> tuple[Span, ...]:
    """Join marks that only blanks part."""
    spans: list[Span] = []
    for word in words:
        if spans and not claim[spans[-1][1] : word.start].strip():
            spans[-1] = (spans[-1][0], word.end)
        elif not spans or word.start >= spans[-1][1]:
            spans.append((word.start, word.end))
        else:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.end))
    return tuple(spans)


def _clashes(claim: str, passage: str) -> tuple[Difference, ...]:
    """Return where claim and passage part by negation or by words of opposite direction."""
    found: list[Difference] = []
    ours, theirs = (Counter(map(str.casefold, _NEGATIONS.findall(side))) for side in (claim, passage))
    if ours != theirs:
        found.append(Difference(" ".join((ours - theirs).elements()), " ".join((theirs - ours).elements())))
    for one, other in _DIRECTIONS:
        for first, second in ((one, other), (other, one)):
            said, unsaid = _search(first, claim), _search(second, claim)
            standing, opposite = _search(first, passage), _search(second, passage)
            if said and not unsaid and opposite and not standing:
                found.append(Difference(said.group(), opposite.group()))
    return tuple(found)


def _search(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{words})\b", text, re.I)
