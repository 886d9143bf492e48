"""A manuscript as it is checked: its sentences, quotations, notes, citations and references, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from litbase.claims.plain import Plain
from litbase.model.claim import Span

_LINE_END = re.compile(r"\r\n?|\n")


class DraftFormat(StrEnum):
    MARKDOWN = "markdown"
    LATEX = "latex"
    HTML = "html"
    WIKITEXT = "wikitext"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    TEXT = "text"


class SentenceKind(StrEnum):
    PROSE = "prose"
    QUOTED = "quoted"  # inside a block quotation
    TABLE_ROW = "table-row"
    CAPTION = "caption"
    NOTE = "note"


class SkippedKind(StrEnum):
    """Why a stretch of the draft makes no claim."""

    CODE = "code"
    FRONT_MATTER = "front-matter"
    COMMENT = "comment"
    MATH = "math"
    HEADING = "heading"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `plain` has neither markup nor the citations in parentheses that the format itself marks.

    `start`, `end` are offsets in the draft; citations and note marks right behind the full stop are inside. `block`
    counts paragraphs, list items, table rows: sentences of one paragraph share it. A caption may stand inside another
    sentence; no other does.
    """

    start: int
    end: int
    plain: Plain
    kind: SentenceKind
    block: int


@dataclass(frozen=True, slots=True)
class MarkedQuotation:
    """Words that the format marks as quoted, quotation marks excluded; `is_block`: set off as a block of its own.

    Quotations marked with quotation marks alone are found in sentences (see `quoted`).
    """

    start: int
    end: int
    plain: Plain
    is_block: bool


@dataclass(frozen=True, slots=True)
class CitedItem:
    """One work in a citation, as the draft's format names it.

    `key`: citation key, reference name or id; `work`: what a field says about it (CSL-JSON), {} if it says nothing.
    `locator`: as written ("p. 173", "173"), `label`: the kind the format gives it apart ("page", "paragraph").
    """

    key: str | None
    locator: str | None = None
    label: str | None = None
    prefix: str = ""
    suffix: str = ""
    is_author_suppressed: bool = False
    work: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldCitation:
    """A citation that the format itself marks. `raw` is the draft from `start` to `end`.

    `anchor`: where the text cites: the place of the note mark if it stands in a note, else `start`; `note`: index of
    that note. `is_narrative`: its author is part of the sentence ("@hackney2015 argues"), so it stays in `plain`.
    """

    start: int
    end: int
    raw: str
    items: tuple[CitedItem, ...]
    anchor: int
    is_narrative: bool = False
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote. `anchors`: the spans of the marks that call it, () if none does; `name`: as the draft
    calls it. A note written inside a sentence has its own span as anchor."""

    name: str
    anchors: tuple[Span, ...]
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One work in the draft's own list of references. `label`: "3" of "[3]", `key` where the format gives one.

    `work`: what the format says about the work (CSL-JSON), {} if it says nothing.
    """

    start: int
    end: int
    plain: Plain
    label: str | None = None
    key: str | None = None
    work: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    start: int
    end: int
    kind: SkippedKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A manuscript; every offset counts in `text`, everything stands in the order of the draft.

    `sentences` are those of the body, block quotations and tables; the sentences of notes are in their notes.
    `page_starts`: where the pages of a PDF begin, () for every other format. `raised`: superscript that leaves no mark
    in `text` (office documents).
    """

    text: str
    format: DraftFormat
    sentences: tuple[Sentence, ...] = ()
    quotations: tuple[MarkedQuotation, ...] = ()
    notes: tuple[Note, ...] = ()
    citations: tuple[FieldCitation, ...] = ()
    references: tuple[Reference, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    page_starts: tuple[int, ...] = ()
    raised: tuple[Span, ...] = ()


class Lines:
    """The lines of a text; "\\n", "\\r\\n" and "\\r" end one."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of *offset*, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
