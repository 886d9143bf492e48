"""Numbers of sources, written so that pandoc takes for one what is one, and for several what are several.

A style asks of a number whether it is numeric, and sets its label in the singular or the plural; pandoc tells both by
spaces, commas and dashes, so that "Pub. L. 106-386" or "3rd ed., rev." are several numbers to it, and "25965/04" none.
The answers here are those of citeproc-js, except that the number of a law or a case is always one.
"""

import re

from litbase.csl.runs import Runs, substitute
from litbase.csl.signs import NUMBER, UNCUT

NUMBERS = (
    "number",
    "edition",
    "volume",
    "issue",
    "collection-number",
    "chapter-number",
    "number-of-pages",
    "number-of-volumes",
    "part-number",
    "section",
    "supplement-number",
    "version",
)
_KEEPS_HYPHEN = frozenset({"part-number", "section", "supplement-number", "version"})  # elsewhere 1-2 is a range
_LEGAL = frozenset({"legal_case", "legislation"})
_LABELS = {
    "chapter-number": re.compile(r"ch(?:ap)?s?\.\s*(?=\d)", re.IGNORECASE),
    "issue": re.compile(r"(?:nos?\.|issue)\s*(?=\d)", re.IGNORECASE),
    "number": re.compile(r"nos?\.\s*(?=\d)", re.IGNORECASE),
    "volume": re.compile(r"vols?\.\s*(?=\d)", re.IGNORECASE),
}
_ONE = re.compile(r"\d+(?:/\d+)+|[ivx]{2,}")
_LAW = re.compile(r"\d+(?:[-/]\d+)+")
_JOINT = re.compile(r"\s*[-–]\s*|\s*[,;&]\s*|,?\s+and\s+")
_FIRST = re.compile(r"[A-Za-z]*\d+[A-Za-z]*|[ivx]+")
_RANGE = re.compile(r"(\d+|[ivxlcmIVXLCM]+)\s*[-–]\s*(\d+|[ivxlcmIVXLCM]+)")
_UNCUT = str.maketrans(UNCUT)
_CUT = str.maketrans({sign: mark for mark, sign in UNCUT.items()})
_STANDING = re.compile(f"{NUMBER}(\\d+)(?:[-–]{NUMBER}\\d+)?")


class Numbers:
    """What pandoc is given for numbers, and what was meant by it."""

    def __init__(self) -> None:
        self._meant: list[str] = []

    def given_for(self, value: str, variable: str, kind: str) -> str:
        """Return what pandoc is given for the number *value* of a work of CSL type *kind*."""
        value = " ".join(value.split())
        is_legal = variable == "number" and kind in _LEGAL
        if variable in _LABELS and not is_legal:
            value = _LABELS[variable].sub("", value, count=1) if _LABELS[variable].match(value) else value
        if _ONE.fullmatch(value) or (is_legal and _LAW.fullmatch(value)):
            return self._standing_for(value)  # Pub. L. 106-386 is one law
        if _JOINT.search(value) and _FIRST.fullmatch(_JOINT.split(value, maxsplit=1)[0]):
            is_range = variable not in _KEEPS_HYPHEN and _RANGE.fullmatch(value)
            stands = self._standing_for(_RANGE.sub("\\1–\\2", value) if is_range else value)
            return f"{stands}-{stands}"
        return value.translate(_UNCUT)

    def _standing_for(self, meant: str) -> str:
        self._meant.append(meant)
        return f"{NUMBER}{len(self._meant)}"

    def put_back(self, runs: Runs) -> Runs:
        """Return *runs* with what was meant where something stands for it."""
        return substitute(runs, _STANDING, lambda match: self._meant[int(match[1]) - 1]) if self._meant else runs


def cut_again(text: str) -> str:
    """Return *text* with the marks at which no number was to be cut."""
    return text.translate(_CUT)
