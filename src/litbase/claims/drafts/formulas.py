"""Figures that are set apart from the words around them: raised ones, and those written as a formula."""

import re
from dataclasses import replace

from litbase.claims.plain import Plain, PlainWriter

RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_BRACKET = re.compile(r"[\[(]")
_SIGNS = {
    "times": "×", "cdot": "×", "sim": "~", "approx": "~", "simeq": "~", "geq": "≥", "ge": "≥", "leq": "≤", "le": "≤",
    "pm": "±", "geqslant": "≥", "leqslant": "≤",
}  # fmt: skip
_ANY_SIGN = "|".join(sorted(_SIGNS, key=len, reverse=True))
_FIGURE = re.compile(rf"(?:[\d⁰¹²³⁴-⁹⁻.,\s%–^{{}}×<>-]|\\(?:{_ANY_SIGN})(?![a-zA-Z])|\\[^a-zA-Z])+")
_PART = re.compile(rf"\^(?:\{{(?P<braced>[\d+-]{{1,6}})\}}|(?P<power>\d))|\\(?P<sign>{_ANY_SIGN})\s*|[^\\{{}}^]+")


def raised_behind(out: PlainWriter, plain: Plain) -> Plain:
    """Return *plain* as it is raised behind what *out* holds: an exponent keeps its height, for 10³ is not 103.

    Brackets that are raised hold the number of a reference or a note.
    """
    is_power = out.last.isdigit() and not _BRACKET.search(plain.text)
    return replace(plain, text=plain.text.translate(RAISED)) if is_power else plain


def figure_in(formula: Plain) -> Plain | None:
    """Return the number that a formula is in disguise ("95\\%", "27{,}600", "10^3", "\\sim 5"), None if it is none.

    *formula* stands without the signs around it.
    """
    if _FIGURE.fullmatch(formula.text) is None:
        return None
    out = PlainWriter(formula)
    for match in _PART.finditer(formula.text):
        name = match.lastgroup
        if name == "sign":
            out.replace(_SIGNS[match["sign"]], match.start(), match.end())
        elif name is not None:
            out.add(raised_behind(out, formula.cut(*match.span(name))))
        else:
            out.copy(match.start(), match.end())
    return out.plain()
