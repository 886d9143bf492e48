"""What stands on a page and says nothing: tables of contents, indexes, lists of references are not evidence."""

import re
from itertools import pairwise

from litbase.model.page import LocatorKind, Page

_ENTRY = re.compile(r"[^\W\d][)’']? \d{1,4}(?:[-–]\d{1,4})?(?=[;,](?!\d)|\s*$)", re.MULTILINE)  # "Bahrain 32-3;"
_WORDS_AN_ENTRY = 8  # an index has a page number at least every so many words
_FEWEST_ENTRIES = 5
_LAST_NUMBER = re.compile(r"[^\d]*?[^\W\d][^\d]*?[ .…]\s*(\d{1,4})")  # one number in a line, at its end
_LONGEST_ENTRY = 300  # characters of a line of contents
_FEWEST_LINES = 6
_MOST_LINES = 0.6  # share of the lines of a page of contents that end in a page number
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_REFERENCES = frozenset({
    "references", "reference list", "bibliography", "works cited", "literature", "literature cited", "sources cited",
    "références", "bibliographie", "referencias", "bibliografía", "referências", "bibliografia", "literatur",
    "literaturverzeichnis", "литература", "список литературы", "参考文献", "참고문헌", "tài liệu tham khảo",
})  # fmt: skip


def is_listing(page: Page, start: int, end: int) -> bool:
    """Say whether the passage is part of an index, of a table of contents, or of a list of references."""
    passage = page.text[start:end]
    return _is_index(passage) or _is_contents(page.text) or _is_reference(page, start, passage)


def _is_index(passage: str) -> bool:
    entries = len(_ENTRY.findall(passage))
    return entries >= _FEWEST_ENTRIES and len(passage.split()) <= _WORDS_AN_ENTRY * entries


def _is_contents(text: str) -> bool:
    """A page most of whose lines end in a number, the numbers going up: the rows of a table do neither."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ends = (_LAST_NUMBER.fullmatch(line) for line in lines if line[-1].isdigit() and len(line) <= _LONGEST_ENTRY)
    numbers = [int(match[1]) for match in ends if match is not None]
    if len(numbers) < max(_FEWEST_LINES, _MOST_LINES * len(lines)):
        return False
    rising = sum(one <= other for one, other in pairwise(numbers))
    return rising >= 0.9 * (len(numbers) - 1)


def _is_reference(page: Page, start: int, passage: str) -> bool:
    heading = page.mark_at(start, LocatorKind.SECTION, LocatorKind.CHAPTER)
    name = re.sub(r"^[\W\d]+", "", heading.value if heading is not None else page.heading or "").strip().casefold()
    return name in _REFERENCES and _YEAR.search(passage) is not None
