"""Notes of HTML pages: the links that call them, and the elements they stand in, whatever program wrote them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from litbase.claims.drafts.html_tags import Tag

NOTE_SIGN = re.compile(r"[\s\[(]*(?:\d{1,4}|[a-z]{1,2}|[ivxlc]+|[*†‡§¶#]{1,4}|note \d+)[\s\])]*", re.IGNORECASE)
_HOLDING = frozenset(("li", "p", "div", "aside", "dd", "section", "td"))
_ANCHORS = frozenset(("a", "sup", "span", "b", "cite"))
_DEEPEST = 3  # elements around a note that hold nothing but the note


@dataclass(frozen=True, slots=True)
class HtmlNotes:
    """`calls`: the name of a note by the index of the link that calls it; `notes`: by that of the element it fills."""

    calls: dict[int, str]
    notes: dict[int, str]


def find_notes(tags: Sequence[Tag], ends: Mapping[int, int], shown: Callable[[int], str]) -> HtmlNotes:
    """Return the notes of a page; *ends*: where each element is closed, *shown*: the words of an element.

    A note is an element that a link names; or an anchor at its head is named, as word processors write them, and then
    the link back looks like a call: the one that comes first in the page calls.
    """
    named = _named(tags)
    links = {
        index: named[linked]
        for index, tag in enumerate(tags)
        if tag.name == "a" and (linked := _target(tag)) in named and index in ends and _is_call(tag, index, shown)
    }
    around = _around(tags, ends)
    anchored = sorted({target for target in links.values() if tags[target].name in _ANCHORS})
    calls: dict[int, str] = {}
    notes: dict[int, str] = {}
    for call, target in links.items():
        holder: int | None = target if tags[target].name in _HOLDING and target in ends else None
        if tags[target].name in _ANCHORS and target > call:
            holder = _holder(target, around, ends, anchored=anchored)
        if holder is not None and not holder < call < ends[holder]:
            calls[call] = notes.setdefault(holder, _name(tags[target]))
    return HtmlNotes(calls, notes)


def _named(tags: Sequence[Tag]) -> dict[str, int]:
    """Return the elements that can be linked to, by id or name."""
    return {_name(tag): index for index, tag in enumerate(tags) if not tag.closes and _name(tag)}


def _name(tag: Tag) -> str:
    return tag.attributes.get("id") or (tag.attributes.get("name", "") if tag.name == "a" else "")


def _target(tag: Tag) -> str:
    href = tag.attributes.get("href", "")
    return href[1:] if href.startswith("#") else ""


def _is_call(tag: Tag, index: int, shown: Callable[[int], str]) -> bool:
    """Tell whether a link is the mark of a note: by its role, or because it is a mere number."""
    if tag.has("footnote-ref", "noteref", "doc-noteref", "footnote-reference"):
        return True
    return NOTE_SIGN.fullmatch(shown(index)) is not None


def _around(tags: Sequence[Tag], ends: Mapping[int, int]) -> dict[int, int]:
    """Return the block that each anchor and each block stands in."""
    found: dict[int, int] = {}
    open_ones: list[int] = []
    for index, tag in enumerate(tags):
        while open_ones and ends[open_ones[-1]] <= index:
            open_ones.pop()
        if open_ones:
            found[index] = open_ones[-1]
        if tag.name in _HOLDING and index in ends:
            open_ones.append(index)
    return found


def _holder(anchor: int, around: Mapping[int, int], ends: Mapping[int, int], *, anchored: Sequence[int]) -> int | None:
    """Return the largest block around *anchor* that no other anchor shares."""
    holders = list(_blocks(anchor, around))
    alone = [block for block in holders if _count(anchored, block, ends[block]) == 1]
    return alone[-1] if alone else None


def _blocks(index: int, around: Mapping[int, int]) -> Iterator[int]:
    for _ in range(_DEEPEST):
        if index not in around:
            return
        index = around[index]
        yield index


def _count(ordered: Sequence[int], start: int, end: int) -> int:
    return bisect_left(ordered, end) - bisect_left(ordered, start)
