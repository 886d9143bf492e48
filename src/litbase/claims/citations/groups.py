"""Brackets in running text, and the parts of what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKET = re.compile(r"[()\[\]]")
_PAIRS = {")": "(", "]": "["}
_LONGEST = 1200  # characters


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in a pair of brackets; `start` and `end` with the brackets."""

    start: int
    end: int
    content: str
    is_round: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between semicolons; `start` in the whole text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def groups_in(text: str) -> Iterator[Group]:
    """Yield the outermost brackets of *text*; one that is never closed is passed over."""
    opened: list[int] = []
    found: list[Group] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "([":
            opened.append(match.start())
        else:
            while opened and text[opened[-1]] != _PAIRS[match[0]]:
                opened.pop()
            if opened:
                start = opened.pop()
                if match.end() - start <= _LONGEST:
                    found.append(Group(start, match.end(), text[start + 1 : match.start()], match[0] == ")"))
    found.sort(key=lambda group: group.start)
    end = 0
    for group in found:
        if group.start >= end:
            yield group
            end = group.end


def parts_of(group: Group) -> Iterator[Part]:
    """Yield the parts of a group between its semicolons."""
    start = group.start + 1
    for text in group.content.split(";"):
        yield Part(start, text)
        start += len(text) + 1
