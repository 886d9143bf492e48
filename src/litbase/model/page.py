"""Pages of sources, the places on them, and what a search finds there."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import Any


class LocatorKind(StrEnum):
    PAGE = "page"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"
    SECTION = "section"
    CHAPTER = "chapter"
    TABLE = "table"
    ANNEX = "annex"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source as a citation names it: paragraph "42", page "xii"."""

    kind: LocatorKind
    value: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered paragraph, article, heading or chapter that is in force from `start` on a page.

    `start` is an offset into the page's readable text; a mark that began on an earlier page and still holds
    has start 0 and `continued` True. Annual reports' country chapters are marks of kind CHAPTER.
    """

    kind: LocatorKind
    value: str
    start: int
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the lower left corner (ISO 32000-2, 8.3.2.3)."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of readable text that stands on one printed line, and where it came from.

    `start`, `end` are offsets into the readable text, `raw_start`, `raw_end` into the text as extracted.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """The runs of one page, packed (a page holds some sixty, a library millions)."""

    packed: bytes = b""

    _RECORD = struct.Struct("<4I4f")

    @classmethod
    def of(cls, runs: Iterator[Run] | tuple[Run, ...] | list[Run]) -> "Layout":
        pack = cls._RECORD.pack
        return cls(
            b"".join(
                pack(r.start, r.end, r.raw_start, r.raw_end, r.box.left, r.box.bottom, r.box.right, r.box.top)
                for r in runs
            )
        )

    @classmethod
    def of_records(cls, records: Sequence[tuple[int, int, int, int, float, float, float, float]]) -> "Layout":
        """Pack runs given as (start, end, raw start, raw end, left, bottom, right, top); quicker than `of`."""
        return cls(struct.pack("<" + "4I4f" * len(records), *chain.from_iterable(records)))

    def records(self) -> Iterator[tuple[Any, ...]]:
        """Yield (start, end, raw start, raw end, left, bottom, right, top) of each run; quicker than `runs`."""
        return self._RECORD.iter_unpack(self.packed)

    def runs(self) -> Iterator[Run]:
        """Yield the runs in reading order."""
        for start, end, raw_start, raw_end, *box in self.records():
            yield Run(start, end, raw_start, raw_end, Box(*box))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Where a stretch of readable text (`start`, `end`) is printed, in points from the upper left corner of the page as
    shown; `is_turned`: it runs upwards along the page's side."""

    start: int
    end: int
    left: float
    top: float
    width: float
    height: float
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page as shown: its size in points, and the lines on it in reading order."""

    width: float
    height: float
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF, or one section of any other source.

    `number` is its place in the file from 1; `label` the printed number ("xii", "173"), None if not known;
    `inferred` says that the label was worked out from neighbouring pages and is not printed inside this one;
    `heading` is the section's heading (None for PDF); `problem` says why the page could not be read in full.
    """

    number: int
    label: str | None
    text: str
    inferred: bool = False
    heading: str | None = None
    marks: tuple[Mark, ...] = ()
    ocr: bool = False
    problem: str | None = None
    layout: Layout | None = None

    def mark_at(self, offset: int, *kinds: LocatorKind) -> Mark | None:
        """Return the mark of one of *kinds* in force at *offset*, the last that starts at or before it."""
        found = None
        for mark in self.marks:
            if mark.kind in kinds and mark.start <= offset:
                found = mark
        return found


def page_locator(page: Page) -> str:
    """Return the page as people read it: "p. 173", inferred "p. [173]", else "file p. 211" or "sec. Heading"."""
    if page.label is not None:
        return f"p. [{page.label}]" if page.inferred else f"p. {page.label}"
    if page.heading:
        return f"sec. {page.heading}"
    return f"file p. {page.number}"


def place_of(locator: str, page: Page | None) -> str:
    """Return a locator with the printed page where it names something else: "para. 42 (p. 7)"."""
    if page is None or page.label is None or locator == page_locator(page):
        return locator
    return f"{locator} ({page_locator(page)})"


_SHORT = {LocatorKind.PARAGRAPH: "para.", LocatorKind.ARTICLE: "art.", LocatorKind.SECTION: "sec."}


def locator_of(page: Page, start: int, end: int, cited_by: LocatorKind) -> str:
    """Return the locator of the paragraph or article that most of a passage stands in; see `locator_at`.

    A heading that stands before a paragraph belongs to the paragraph before it by its place only.
    """
    bounds = [start, *(mark.start for mark in page.marks if mark.kind is cited_by and start < mark.start < end), end]
    longest = max(pairwise(bounds), key=lambda stretch: stretch[1] - stretch[0])
    return locator_at(page, longest[0], cited_by)


def locator_at(page: Page, offset: int, cited_by: LocatorKind) -> str:
    """Return the locator of *offset* on *page* for a source cited by *cited_by*: "para. 42", "art. 240", "p. 173"."""
    if cited_by in (LocatorKind.PARAGRAPH, LocatorKind.ARTICLE):
        mark = page.mark_at(offset, cited_by)
        if mark is not None:
            return f"{_SHORT[cited_by]} {mark.value}"
    return page_locator(page)


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result; `page`, `file` and `sha256` are None where only the metadata matched.

    `spans` are the matched words as offsets into `snippet`; `heading` the section or country chapter in force.
    """

    key: str
    title: str
    year: str | None
    page: Page | None
    locator: str | None
    heading: str | None
    snippet: str
    spans: tuple[tuple[int, int], ...]
    score: float
    file: str | None
    sha256: str | None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one source; `total` counts all of its pages that match, `hits` holds the best."""

    key: str
    title: str
    year: str | None
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query; `matched` is "all", or "any" where no page holds all the words.

    `groups` is filled instead of `hits` when grouping was asked for; `suggestion` is a respelt query or None.
    """

    query: str
    total: int
    matched: str
    hits: tuple[Hit, ...]
    groups: tuple[Group, ...] | None
    suggestion: str | None
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Guess:
    """One field of metadata guessed from a file: BibTeX field name, BibTeX text, and where it came from.

    `origin` is "p. 1", "xmp", "document information", "file name", "head", "front matter" ….
    """

    field: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave: its pages in file order, metadata guesses (best first per field), language.

    `cited_by` says how the literature cites this kind of document: by page, paragraph (UN), article (law) or section.
    `language` is an ISO 639-1 code, None if too little text.
    """

    media_type: str
    pages: tuple[Page, ...]
    guesses: tuple[Guess, ...]
    language: str | None
    cited_by: LocatorKind = LocatorKind.PAGE


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One record of `sources.lock`: a file behind an entry. `path` is relative to the library folder, "/"-separated."""

    key: str
    path: str
    sha256: str
    bytes: int
    media_type: str
    url: str | None = None
    retrieved: str | None = None  # UTC, ISO 8601
    archived: str | None = None  # address of an archived copy
