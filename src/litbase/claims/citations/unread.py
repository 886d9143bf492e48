"""What a note seems to cite besides what was read in it: "ibid." behind it may mean that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from litbase.claims.citations.locators import LABELLED
from litbase.claims.citations.mentions import Mention
from litbase.model.claim import Span

_LOOKS_CITED = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?://|\bvol\.|(?:[“\"‘«*_][^“”\"]{8,200}[”\"’»*_])")
_LEAST_UNREAD = 12  # characters


@dataclass(frozen=True, slots=True)
class Unread:
    """Whether a note holds what looks like a citation and was not read: anywhere, and behind all that was read."""

    anywhere: bool = False
    at_end: bool = False


def unread_in(text: str, spans: Sequence[Span], read: Sequence[Span]) -> Unread:
    """Return what of a note, which stands at *spans* of the draft's *text*, is no citation that was *read*."""
    left: list[str] = []
    for start, end in spans:
        for read_start, read_end in sorted(read):
            if start <= read_start < end:
                left.append(text[start:read_start])
                start = read_end
        left.append(text[start:end])
    looks = [_looks_cited(one) for one in left]
    return Unread(any(looks), bool(looks) and looks[-1])


def _looks_cited(text: str) -> bool:
    return len(text.strip()) >= _LEAST_UNREAD and (
        _LOOKS_CITED.search(text) is not None or LABELLED.search(text) is not None
    )


def told_unclear(mention: Mention, beside: Sequence[Mention], last: Unread, unread: Mapping[str, Unread]) -> Mention:
    """Return a citation that refers back, told unclear if what it refers to may not have been read.

    *beside*: all citations of its note; *last*: of the note before; *unread*: of every earlier note by its name.
    """
    if mention.refers_to is None or mention.names is not None:
        return mention
    is_first = all(mention.start <= one.start for one in beside)
    is_unclear = last.at_end and is_first if mention.refers_to == "" else _of(unread, mention.refers_to).anywhere
    return replace(mention, is_unclear=is_unclear)


def _of(unread: Mapping[str, Unread], note: str) -> Unread:
    return unread.get(note, Unread())
