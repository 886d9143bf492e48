"""Where claim and passage part by a negation, a hedge, or a word of opposite direction: found by rule, and shown."""

import re
from collections import Counter

from litbase.model.claim import Difference

# "not exceeding 200" bounds a figure and turns nothing round: figures are compared with their bounds.
_NO_BOUND = r"(?!\s(?:exceeding|to exceed|(?:more|less|fewer) than)\s[^\s\w]?\d)"
_NEGATIONS = re.compile(
    rf"\b(?:not{_NO_BOUND}|no{_NO_BOUND}(?!\.? ?\d)|never|none|neither|nor|without|nobody|nothing|cannot"
    r"|unless|except|ne|pas|jamais|sans|sin"
    r"|nunca|não|не|нет|ни|без)\b|n['’]t\b|[不没未无非]",
    re.I,
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|alleg\w+|report(?:ed|edly)|claim(?:ed|s)?|suspect\w*|rumou?r\w*|possib\w+|perhaps|likely"
    r"|appear(?:ed|s)?|apparent\w*|seem(?:ed|s|ingly)?|presum\w+|suppos\w+|purported\w*|believed|estimated|probab\w+|if"
    r"|should|plan(?:s|ned)?|propos\w+|threat\w+|attempt\w*)\b",
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
    (r"first", r"last|second|third"),
    (r"open\w*", r"clos\w+|shut\w*"),
    (r"import\w*", r"export\w*"),
)  # fmt: skip


def clashes(claim: str, passage: str) -> tuple[Difference, ...]:
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


def is_as_sure(claim: str, passage: str) -> bool:
    """Tell whether the claim hedges as often as the passage does."""
    return len(_HEDGES.findall(claim)) == len(_HEDGES.findall(passage))


def _search(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{words})\b", text, re.I)
