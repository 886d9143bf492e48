"""Figures, laws and references that the field's literature calls doubtful, found in a draft: a caution, no verdict."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from litbase.claims.figures.equality import same_kind
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import FigureReader, Kind, Quantity
from litbase.formats.corpus import corpus_folder
from litbase.model.claim import Span
from litbase.search.sentences import sentences

_MAY_HOLD_A_FIGURE = re.compile(r"\d|\b(?:eleven|twelve|\w+teen|\w+ty|million|billion)\b|[百千万]", re.I)
_PART = re.compile(r"[^\W_]+|/")
_ABBREVIATIONS = frozenset({"UNTS"})
_AROUND = 200  # letters to each side of a reference within which its words stand
_FIGURE_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.SHARE})


@dataclass(frozen=True, slots=True)
class CautionSource:
    """Who says that something is doubtful, and what they say. `record`: the work's name in the catalog.

    `is_verified`: what it is cited for was seen in a copy or a quotation of the work; else it is general knowledge.
    """

    record: str
    author: str
    title: str
    year: str
    published: str
    says: str
    is_verified: bool
    locator: str | None = None
    doi: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """One place of a text that deserves a second look; offsets into the text, `sources` say why."""

    start: int
    end: int
    id: str
    message: str
    sources: tuple[CautionSource, ...]


class AnyOf:
    """Any of a few words as `written`; "*" stands for any letters, words of other scripts may touch others.

    Its pattern is made for a text that may hold one of them: for most of what is known to be doubtful that is never.
    """

    def __init__(self, written: Sequence[str], *, before: str = "") -> None:
        """*before*: a pattern of what comes first."""
        self._written = tuple(written)
        self._before = before
        self._certain = tuple(max(re.split(r"[*\s]+", word), key=len).casefold() for word in written)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(f"{self._before}(?:{'|'.join(map(_word, self._written))})", re.I)

    def stands_in(self, text: str) -> bool:
        """Tell whether one of the words stands in *text*."""
        return self.may_stand_in(text.casefold()) and self._pattern.search(text) is not None

    def follows(self, text: str, offset: int) -> bool:
        """Tell whether one of the words stands at *offset* of *text*."""
        return self.may_stand_in(text.casefold()) and self._pattern.match(text, offset) is not None

    def may_stand_in(self, folded: str) -> bool:
        """Tell whether letters of one of the words stand in *folded*, a text in small letters."""
        return any(letters in folded for letters in self._certain)


class References:
    """References as they may be *written*, with any marks between their parts; the pattern is made when needed."""

    def __init__(self, written: Sequence[str]) -> None:
        self._written = tuple(written)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_reference, self._written)), re.I)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a doubtful statement looks like (see the head of `cautions.toml`).

    `figures`: alternatives, each of figures that stand in the sentence together; `references` in their place.
    """

    figures: tuple[tuple[Quantity, ...], ...]
    references: References | None
    near: tuple[AnyOf, ...]
    unless: AnyOf | None
    not_of: AnyOf | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record of `cautions.toml`. `said`: what is commonly written."""

    id: str
    kind: Literal["figure", "edition", "law", "reference"]
    said: str
    message: str
    sources: tuple[CautionSource, ...]
    patterns: tuple[Pattern, ...]


_Likely = tuple[Doubt, Pattern]


def find_cautions(text: str, read: FigureReader = read_quantities) -> tuple[Caution, ...]:
    """Return the places of *text*, a sentence or several, that state what is known to be doubtful, in order."""
    if _MAY_HOLD_A_FIGURE.search(text) is None:
        return ()
    folded = text.casefold()
    likely = [
        (doubt, pattern)
        for doubt in load_cautions()
        for pattern in doubt.patterns
        if all(group.may_stand_in(folded) for group in pattern.near) and _is_near(pattern, text)
    ]
    if not likely:
        return ()
    found = [*_references(text, likely)]
    for start, end in sentences(text):
        found += _figures(text[start:end], start, likely, read)
    return tuple(sorted(found, key=lambda caution: (caution.start, caution.end, caution.id)))


def _is_near(pattern: Pattern, text: str) -> bool:
    return all(group.stands_in(text) for group in pattern.near)


def _fits(pattern: Pattern, text: str) -> bool:
    return _is_near(pattern, text) and (pattern.unless is None or not pattern.unless.stands_in(text))


def _references(text: str, likely: Sequence[_Likely]) -> Iterator[Caution]:
    """Yield the doubtful references; the dots in them may look like the ends of sentences, so letters are counted."""
    for doubt, pattern in likely:
        for match in pattern.references.pattern.finditer(text) if pattern.references else ():
            if _fits(pattern, text[max(0, match.start() - _AROUND) : match.end() + _AROUND]):
                yield _caution(doubt, match.span())


def _figures(sentence: str, offset: int, likely: Sequence[_Likely], read: FigureReader) -> Iterator[Caution]:
    quantities = tuple(q for q in read(sentence) if q.kind in _FIGURE_KINDS)
    said: set[str] = set()
    for doubt, pattern in likely:
        if doubt.id in said or not pattern.figures or not _fits(pattern, sentence):
            continue
        counted = [q for q in quantities if pattern.not_of is None or not pattern.not_of.follows(sentence, q.end)]
        span = _standing(pattern.figures, counted)
        if span is not None:
            said.add(doubt.id)
            yield _caution(doubt, (offset + span[0], offset + span[1]))


def _caution(doubt: Doubt, span: Span) -> Caution:
    return Caution(*span, doubt.id, doubt.message, doubt.sources)


def _standing(alternatives: Sequence[Sequence[Quantity]], counted: Sequence[Quantity]) -> Span | None:
    """Return where the first of *alternatives* stands of which every figure is among *counted*."""
    for wanted in alternatives:
        places = [next((q for q in counted if _is_same_value(q, figure)), None) for figure in wanted]
        standing = [place for place in places if place is not None]
        if len(standing) == len(wanted):
            return min(q.start for q in standing), max(q.end for q in standing)
    return None


def _is_same_value(found: Quantity, wanted: Quantity) -> bool:
    """Tell whether a figure is the one looked for; what counts stand for ("12 years") is told by the words near."""
    is_same_kind = same_kind(found, wanted) if found.kind is Kind.MONEY else found.kind is wanted.kind
    return is_same_kind and found.value == wanted.value


@lru_cache(maxsize=1)
def load_cautions() -> tuple[Doubt, ...]:
    """Read `cautions.toml`, in its order."""
    content = tomllib.loads((corpus_folder() / "cautions.toml").read_text("utf-8"))
    sources = {source["id"]: _source(source) for source in content["source"]}
    return tuple(
        Doubt(
            id=record["id"],
            kind=record["kind"],
            said=record["said"],
            message=record["message"],
            sources=tuple(sources[name] for name in record["sources"]),
            patterns=tuple(map(_pattern, record["pattern"])),
        )
        for record in content["caution"]
    )


def _source(record: Mapping[str, Any]) -> CautionSource:
    fields = {name: value for name, value in record.items() if name not in ("id", "standing")}
    return CautionSource(**fields, is_verified=record["standing"] == "verified")


def _pattern(record: Mapping[str, Any]) -> Pattern:
    references = record.get("references", ())
    not_of = record.get("not_of", ())
    return Pattern(
        figures=tuple(read_quantities(line) for line in record.get("figures", ())),
        references=References(references) if references else None,
        near=tuple(map(AnyOf, record["near"])),
        unless=AnyOf(record["unless"]) if "unless" in record else None,
        # the thing counted follows the figure, with at most two words between
        not_of=AnyOf(not_of, before=r"\W{0,3}(?:\w+\W+){0,2}?") if not_of else None,
    )


def _word(written: str) -> str:
    form = r"[\s-]+".join(re.escape(part).replace(r"\*", r"\w*") for part in written.split())
    return rf"(?<![A-Za-z0-9]){form}(?![A-Za-z0-9])" if written.isascii() else form


def _reference(written: str) -> str:
    """Return a pattern for a reference: its parts in order, any marks between them, abbreviations with dots or not."""
    parts = (r"\.?\s?".join(part) if part in _ABBREVIATIONS else re.escape(part) for part in _PART.findall(written))
    form = r"\W{0,3}".join(parts)
    return rf"(?<![A-Za-z0-9]){form}(?![A-Za-z0-9]|[.,]\d)"
