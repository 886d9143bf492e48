"""The words that bring in what a source says, and are no part of it: "The report adds that …", "According to X, …"."""

import re

from litbase.model.claim import Span

_VERBS = (
    "add|announce|argue|assert|assume|believe|claim|conclude|confirm|declare|demonstrate|document|emphasi[sz]e|estimate"
    "|explain|find|hold|indicate|insist|maintain|mention|note|notice|observe|point out|recall|record|repeat|report"
    "|reveal|say|show|state|stress|suggest|tell us|warn|write"
)
_FORMS = (
    rf"(?:(?:{_VERBS})(?:s|es|d|ed)?|found|held|said|told us|shown|wrote|written|denied|denies|(?:has|had|have) it)"
)
_REPORTS = re.compile(rf"[^.;:?!\"“«\d]{{0,120}}?\b{_FORMS}\b(?:\s[^\s.,;:\d]+){{0,3}}?\s+that\s", re.IGNORECASE)
_ACCORDING = re.compile(r"(?:according to|as reported by|as noted by)\s[^.;:?!\"“«\d,]{1,100},\s", re.IGNORECASE)
_FEWEST_WORDS = 4  # behind it


def lead_in(claim: str) -> Span | None:
    """Return the span of the words that only say who says it, None if *claim* begins with what is said."""
    match = _REPORTS.match(claim) or _ACCORDING.match(claim)
    if match is None or len(claim[match.end() :].split()) < _FEWEST_WORDS:
        return None
    return match.span()
