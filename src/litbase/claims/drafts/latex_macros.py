"""Macros that a manuscript in LaTeX defines: those that stand for words, and those that cite."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.draft import CitedItem
from litbase.claims.drafts.latex_citations import read_latex_citation
from litbase.model.claim import Span

_NAME = r"\\(?:(?:re|provide)?newcommand|DeclareRobustCommand|[gex]?def)\*?\s*\{?\\(?P<name>[a-zA-Z]+)\}?\s*"
_WORDS = re.compile(rf"{_NAME}\{{(?P<words>(?:[^{{}}\\#$%]|\\[ ,&%])*)\}}")
_SIGN = re.compile(r"\\([ ,&%])|~")
_DEFINED = re.compile(rf"{_NAME}(?:\[(?P<count>\d)\]\s*)?(?=\{{)")
_XSPACE = re.compile(r"\\xspace\b")
_CITE = re.compile(r"\\[a-zA-Z]*cite", re.IGNORECASE)
_ARGUMENT = re.compile(r"#(\d)")
_QUOTED = re.compile(r"(?:``|“|\\(?:enquote|textquote)\{)\s*#(\d)\s*(?:''|”|\})")


def word_macros(text: str) -> dict[str, str]:
    """Return the macros that stand for plain words."""
    return {
        match.group("name"): _SIGN.sub(lambda sign: (sign[1] or " ").replace(",", " "), match.group("words"))
        for match in _WORDS.finditer(_XSPACE.sub("", text))
    }


@dataclass(frozen=True, slots=True)
class CitingMacro:
    """A macro that cites or quotes; `count`: how many arguments in braces it takes."""

    count: int
    body: str

    def items(self, arguments: Sequence[str]) -> tuple[CitedItem, ...]:
        """Return the works it cites with these *arguments*."""
        body = _ARGUMENT.sub(lambda match: (*arguments, *[""] * 9)[int(match[1]) - 1], self.body)
        cited = (read_latex_citation(body, match.start()) for match in _CITE.finditer(body))
        return tuple(item for one in cited if one is not None for item in one.items)

    @property
    def shown(self) -> frozenset[int]:
        """Which arguments, counted from 1, are words of the text and no part of a citation."""
        return frozenset(_arguments(self.body)) - frozenset(_arguments(*(self.body[a:b] for a, b in self._spans())))

    @property
    def quoted(self) -> frozenset[int]:
        """Which arguments stand in quotation marks."""
        return frozenset(int(match[1]) for match in _QUOTED.finditer(self.body))

    def _spans(self) -> Iterator[Span]:
        for match in _CITE.finditer(self.body):
            citation = read_latex_citation(self.body, match.start())
            if citation is not None:
                yield match.start(), citation.end


def _arguments(*texts: str) -> Iterator[int]:
    for text in texts:
        yield from (int(match[1]) for match in _ARGUMENT.finditer(text))


def citing_macros(text: str, braces: Mapping[int, int]) -> dict[str, CitingMacro]:
    """Return the macros that cite or put quotation marks; *braces*: where each brace of *text* is closed."""
    found: dict[str, CitingMacro] = {}
    for match in _DEFINED.finditer(text):
        body = text[match.end() + 1 : braces.get(match.end(), match.end())]
        if (_CITE.search(body) or _QUOTED.search(body)) and not _CITE.fullmatch("\\" + match["name"]):
            macro = CitingMacro(int(match["count"] or 0), body)
            if any(macro._spans()) or macro.quoted:
                found[match["name"]] = macro
    return found
