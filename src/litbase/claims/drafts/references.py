"""The draft's own list of references: how it is headed, and where one reference ends and the next begins."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from litbase.claims.draft import Reference
from litbase.claims.plain import Plain, PlainWriter
from litbase.model.claim import Span

_NAMES = (
    "references", "reference list", "list of references", "bibliography", "selected bibliography", "works cited",
    "literature cited", "cited literature", "literature", "sources", "sources cited", "works consulted",
    "references cited", "cited references", "citations", "bibliographic references",
    "literatur", "literaturverzeichnis", "quellen", "quellenverzeichnis", "literaturangaben", "bibliographie",
    "bibliografie", "références", "références bibliographiques", "ouvrages cités", "sources citées",
    "bibliografía", "referencias", "referencias bibliográficas", "obras citadas", "fuentes",
    "bibliografia", "riferimenti bibliografici", "riferimenti", "opere citate", "referências",
    "referências bibliográficas", "obras citadas", "literatuur", "bronnen", "referenties", "referenser", "referanser",
    "litteratur", "litteraturliste", "litteraturförteckning", "källor", "kilder", "lähteet", "kirjallisuus",
    "piśmiennictwo", "literatura", "literatura cytowana", "seznam literatury", "irodalom", "irodalomjegyzék",
    "kaynakça", "kaynaklar", "βιβλιογραφία", "литература", "список литературы", "библиография", "источники",
    "список використаних джерел", "література", "المراجع", "المصادر",
    "参考文献", "參考文獻", "引用文献", "參考資料", "参考资料",
    "참고문헌", "참고 문헌",
)  # fmt: skip
_ANY_NAME = "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))
_HEADING = re.compile(rf"\W*(?:(?:\d+|[ivx]+)[.)]?\s+)?(?:{_ANY_NAME})\W*", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:\[(?P<bracketed>[\w+.:-]{1,12})\]|\(?(?P<number>\d{1,3})[.)])\s+")
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,3})\s+(?=\S)")
_FEWEST_NUMBERED = 2
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\bn\.\s?d\.|\bo\.\s?J\.|forthcoming|in press", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[.!?)\]”»’\"]\s*$|(?:https?://|doi:)\S+\s*$")
# "Doe, Jane" or "Ministry of Labour. 2023", but not "Geneva: ILO, 2017".
_OPENS = re.compile(
    r"[^\W\d_][\w'’-]+, [^\W\d_]{1,20}[.,]? |[^\W\d_][^\d:“”\"]{2,150}?[.,]?\s\(?(?:1[5-9]|20)\d\d[a-z]?[).,]"
)
_PUBLISHED = re.compile(r"\s*[^\d:“”\"]{2,40}: [^\d:]{2,80}\d{4}[).]*\s*")
_GOES_ON = re.compile(
    r"https?://|www\.|doi:|10\.\d{4}|\[Online\]|(?:Accessed|Available|Retrieved)\b|[a-zß-öø-ÿ]{2,}\s(?![A-Z])"
)
_LONGEST_GAP = 6  # characters between the pieces of one reference
_LEAST_FILLED = 0.7  # of the longest line
_INDENTED = re.compile(r"[ \t\u3000]+")


def is_references_heading(text: str) -> bool:
    """Tell whether *text* heads a list of references in one of the languages known here."""
    return len(text) < 60 and _HEADING.fullmatch(text) is not None


def read_references(
    plain: Plain, *, label: str | None = None, key: str | None = None, work: Mapping[str, Any]
) -> Iterator[Reference]:
    """Yield the references in one block of a list; *label*, *key* and *work* if the format says them."""
    starts = [0] if label is not None or key is not None or work else _starts(plain.text)
    for start, end in zip(starts, [*starts[1:], len(plain.text)], strict=True):
        found = plain.cut(start, end).trimmed()
        own = _LABEL.match(found.text) if label is None else None
        if own is not None:
            found = found.cut(own.end(), len(found.text))
        if any(map(str.isalnum, found.text)):
            number = own.group("bracketed") or own.group("number") if own else label
            yield Reference(found.start, found.end, found, number, key, work)


def with_pieces_joined(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the references of a list, those in one that a page bound or an address on a line of its own parts.

    In a list with labels a piece without one goes on; in others, what begins with an address or in the middle of one.
    """
    are_labelled = bool(references) and references[0].label is not None
    found: list[Reference] = []
    for one in references:
        is_bare = one.label is None and one.key is None and not one.work
        goes_on = are_labelled or _GOES_ON.match(one.plain.text) is not None
        if found and is_bare and goes_on and one.start - found[-1].end <= _LONGEST_GAP:
            found[-1] = replace(found[-1], end=one.end, plain=_in_one(found[-1].plain, one.plain))
        else:
            found.append(one)
    return tuple(found)


def _in_one(first: Plain, second: Plain) -> Plain:
    writer = PlainWriter(Plain())
    for plain in (first, Plain(" ", ((0, 1, first.end, second.start),)), second):
        writer.add(plain)
    return writer.plain()


def with_bare_numbers(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the references of a list, those with labels that begin "1 Doe", "2 Roe" and so on, one after the other."""
    numbers = [_BARE_NUMBER.match(one.plain.text) if one.label is None else None for one in references]
    counted = [int(match["number"]) for match in numbers if match is not None]
    if len(counted) < _FEWEST_NUMBERED or counted != list(range(1, len(references) + 1)):
        return tuple(references)
    return tuple(_numbered(one, match) for one, match in zip(references, numbers, strict=True) if match is not None)


def _numbered(reference: Reference, match: re.Match[str]) -> Reference:
    plain = reference.plain.cut(match.end(), len(reference.plain.text))
    return replace(reference, start=plain.start, plain=plain, label=match["number"])


def _starts(text: str) -> list[int]:
    """Return where references begin in a block: at labels, at flush lines, at lines with a year each."""
    lines = [(match.start(), match.group()) for match in _LINE.finditer(text) if match.group().strip()]
    if len(lines) < 2:
        return [0]
    labels = [(start, match) for start, line in lines if (match := _LABEL.match(line))]
    labelled = [start for start, _ in labels]
    if labelled and labelled[0] == lines[0][0]:
        return labelled
    if len(labelled) > 1 and _count_up([match["bracketed"] or match["number"] for _, match in labels]):
        return [lines[0][0], *labelled]  # the end of a reference that began on the page before stands first
    flush = [start for start, line in lines if not _INDENTED.match(line)]
    if len(flush) < len(lines) and flush[:1] == [lines[0][0]]:
        return flush
    opening = [start for start, end in _behind_ends(lines) if _OPENS.match(text, start) and _YEAR.search(text, 0, end)]
    if opening:
        return [lines[0][0], *opening]
    is_each = all(_YEAR.search(line) and not _PUBLISHED.fullmatch(line) for _, line in lines)
    if is_each and not _is_wrapped([line for _, line in lines]):
        return [start for start, _ in lines]
    return [lines[0][0]]


def _count_up(labels: Sequence[str]) -> bool:
    return all(label.isdigit() for label in labels) and all(
        int(other) == int(one) + 1 for one, other in pairwise(labels)
    )


def _behind_ends(lines: Sequence[tuple[int, str]]) -> Iterator[Span]:
    """Yield where each line begins that stands behind the end of a sentence, and where that ends."""
    for (start, line), (following, _) in pairwise(lines):
        if _ENDED.search(line):
            yield following, start + len(line)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether lines were broken to fit a page: all but the last are as long, and one breaks off in a sentence."""
    longest = max(map(len, lines))
    return not all(_ENDED.search(line) for line in lines[:-1]) and all(
        len(line) >= _LEAST_FILLED * longest for line in lines[:-1]
    )
