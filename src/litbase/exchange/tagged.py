"""Files of tagged lines (RIS, NBIB, ISI, Refer): a tag, a value, further lines of the same value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from litbase.errors import EntryError

LONGEST = 1_000_000  # characters of a line, and of a value


@dataclass(slots=True)
class TaggedRecord:
    """The values of one record in the order of the file; `line` counts from 1."""

    line: int
    values: list[tuple[str, str]] = field(default_factory=list)

    def first(self, tag: str) -> str:
        return next((value for name, value in self.values if name == tag), "")


class Line(NamedTuple):
    """A line of the file: its number, its tag (None if it goes on with the one before) and its text."""

    number: int
    tag: str | None
    text: str
    after_blank: bool


def tagged_lines(text: str, pattern: re.Pattern[str]) -> Iterator[Line]:
    """Yield the lines of *text* that hold something; group 1 of *pattern* is the tag, group 2 the value."""
    blank = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if len(raw) > LONGEST:
            raise EntryError(f"line {number} has {len(raw):,} characters, as no record has", "export the records anew")
        match = pattern.match(raw)
        if match:
            yield Line(number, match[1], match[2].strip(), blank)
            blank = False
        elif raw.strip("\ufeff \t\f\x1a\u200b"):
            yield Line(number, None, raw.strip(), blank)
            blank = False
        else:
            blank = True


STRAY = ""  # the tag of text outside all records
_RECORD = re.compile(r"@\w+\s*[{(]|<\w|[{\[]\s*[\"{]")


def looks_like_record(line: str) -> bool:
    """Tell whether *line*, which stands before the first record, begins one of another format."""
    return _RECORD.match(line) is not None


def go_on(record: TaggedRecord, text: str) -> None:
    """Add a further line to the last value of *record*."""
    tag, value = record.values[-1]
    record.values[-1] = (tag, f"{value} {text}".strip())
