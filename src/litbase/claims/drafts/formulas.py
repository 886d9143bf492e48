"""Figures that are set apart from the words around them: raised ones, and those written as a formula."""

import re
from dataclasses import replace

from litbase.claims.plain import Plain, PlainWriter

RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_FIGURE = re.compile(r"(?=[^\d]*\d)(?:[\d⁰¹²³⁴-⁹⁻.,\s%–^{}×-]|\\(?:times|cdot)(?![a-zA-Z])|\\[^a-zA-Z])+")
_PART = re.compile(r"\^(?:\{(?P<braced>[\d+-]{1,6})\}|(?P<power>\d))|(?P<times>\\(?:times|cdot)\s*)|[^\\{}^]+")


def raised_behind(out: PlainWriter, plain: Plain) -> Plain:
    """Return *plain* as it is raised behind what *out* holds: an exponent keeps its height, for 10³ is not 103."""
    return replace(plain, text=plain.text.translate(RAISED)) if out.last.isdigit() else plain


def figure_in(formula: Plain) -> Plain | None:
    """Return the number that a formula is in disguise ("95\\%", "27{,}600", "10^3"), None if it is none.

    *formula* stands without the signs around it.
    """
    if _FIGURE.fullmatch(formula.text) is None:
        return None
    out = PlainWriter(formula)
    for match in _PART.finditer(formula.text):
        name = match.lastgroup
        if name == "times":
            out.replace("×", match.start(), match.end())
        elif name is not None:
            out.add(raised_behind(out, formula.cut(*match.span(name))))
        else:
            out.copy(match.start(), match.end())
    return out.plain()
