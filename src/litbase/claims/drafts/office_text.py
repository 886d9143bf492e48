"""The visible text of an office document, and where its paragraphs, notes and citation fields stand in it."""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litbase.claims.draft import CitedItem, Draft, DraftFormat, SentenceKind, SkippedKind
from litbase.claims.drafts.flow import joined
from litbase.claims.drafts.formulas import RAISED
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter
from litbase.model.claim import Span

_QUOTATION_STYLE = re.compile(
    r"(?:.*\b)?(?:block ?|pull ?)?(?:quot(?:e|ation)s?|zitat)\b.*|blockzitat\b.*|quote ?block|block ?text|extract"
    r"|(?:intense |block |long )?(?:citation|citat|cita|citazione|citaat|sitat)(?: intense| destacada| intensa)?"
    r"|引用文?|明显引用",
    re.IGNORECASE,
)


def is_quotation_style(name: str) -> bool:
    """Tell whether paragraphs of the style that a writer sees as *name* are quotations set off from the text."""
    return _QUOTATION_STYLE.fullmatch(name) is not None


@dataclass(slots=True)
class Paragraph:
    """One paragraph, table row or heading, as offsets into the visible text."""

    start: int
    kind: SentenceKind
    end: int = 0
    is_heading: bool = False
    is_reference: bool = False
    note: str | None = None
    label: str | None = None
    work: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class OfficeText:
    """The text as it is read, paragraph by paragraph; an empty line stands between paragraphs, none between rows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    citations: list[tuple[int, int, tuple[CitedItem, ...]]] = field(default_factory=list)
    calls: list[tuple[int, int, str]] = field(default_factory=list)
    raised: list[Span] = field(default_factory=list)
    struck: list[Span] = field(default_factory=list)

    def strike_from(self, start: int) -> None:
        """Note that the text from *start* to here is struck through."""
        if start < self.length:
            self.struck.append((start, self.length))

    def raise_from(self, start: int) -> None:
        """Note that the text from *start* to here is superscript."""
        if start < self.length:
            self.raised.append((start, self.length))

    def add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def begin(self, kind: SentenceKind) -> Paragraph:
        """Begin a paragraph."""
        if self.paragraphs:
            rows = kind is SentenceKind.TABLE_ROW is self.paragraphs[-1].kind
            self.add("\n" if rows else "\n\n")
        paragraph = Paragraph(self.length, kind)
        self.paragraphs.append(paragraph)
        return paragraph

    def end(self, paragraph: Paragraph) -> None:
        """End a paragraph; one without text leaves nothing behind."""
        paragraph.end = self.length
        if paragraph.start == paragraph.end and self.paragraphs[-1] is paragraph:
            self.paragraphs.pop()
            if self.paragraphs:
                self.length -= len(self.parts.pop())

    def cite(self, start: int, items: tuple[CitedItem, ...]) -> None:
        """Note a citation that has been shown from *start* to here."""
        if items and start < self.length:
            self.citations.append((start, self.length, items))

    def call(self, name: str, mark: str) -> None:
        """Show the mark of the note *name*."""
        start = self.length
        self.add(mark)
        self.calls.append((start, self.length, name))

    def draft(self, format_: DraftFormat) -> Draft:
        """Return the draft."""
        return _Writing(self, DraftWriter(self._shown(), format_)).draft()

    def _shown(self) -> str:
        """Return the text; figures raised behind a figure keep their height, for 10³ is not 103."""
        text = "".join(self.parts)
        shown, copied = list[str](), 0
        for start, end in sorted(self.raised):
            before = shown[-1][-1:] if shown and copied == start else text[start - 1 : start]
            if copied <= start and before.isdigit():
                shown += (text[copied:start], text[start:end].translate(RAISED))
                copied = end
        return "".join([*shown, text[copied:]])


@dataclass(slots=True)
class _Writing:
    """The second walk: what was found, written down as a draft."""

    office: OfficeText
    writer: DraftWriter
    whole: Plain = field(init=False)
    hidden: deque[Span] = field(init=False)
    """What is no word of the sentence it stands in: citations, note marks, struck words, none inside another."""
    citations: deque[tuple[int, int, tuple[CitedItem, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        self.whole = Plain.of(self.writer.text)
        marks = {(a, b) for a, b, _ in [*self.office.citations, *self.office.calls]}
        found = sorted(marks.union(self.office.struck), key=lambda span: (span[0], -span[1]))
        self.citations = deque(sorted(self.office.citations, key=lambda citation: citation[:2]))
        self.hidden = deque()
        for start, end in found:
            if not self.hidden or start >= self.hidden[-1][1]:
                self.hidden.append((start, end))

    def draft(self) -> Draft:
        for start, end, name in self.office.calls:
            self.writer.call_note(name, start, end)
        for start, end in self.office.struck:
            self.writer.skip(start, end, SkippedKind.MARKUP)
        notes: dict[str, list[tuple[Plain, Plain]]] = {}
        quoted: list[Plain] = []
        for paragraph in self.office.paragraphs:
            source = self.whole.cut(paragraph.start, paragraph.end)
            words = self._words(paragraph)
            if paragraph.kind is not SentenceKind.QUOTED and quoted:
                self.writer.quotation(joined(quoted), is_block=True)
                quoted = []
            if paragraph.note is not None:
                notes.setdefault(paragraph.note, []).append((words, source))
            else:
                self._write(paragraph, words, source)
            if paragraph.kind is SentenceKind.QUOTED and words.pieces:
                quoted.append(words)
        self.writer.quotation(joined(quoted), is_block=True)
        self._notes(notes)
        self.writer.raised += self.office.raised
        return self.writer.draft()

    def _write(self, paragraph: Paragraph, words: Plain, source: Plain) -> None:
        if paragraph.is_heading:
            self.writer.heading(words)
            return
        outer = self.writer.in_references
        self.writer.in_references = outer or paragraph.is_reference
        while self.citations and self.citations[0][0] < paragraph.end:
            self.writer.cite(*self.citations.popleft())
        self.writer.block(words, source, kind=paragraph.kind, label=paragraph.label, work=paragraph.work)
        if paragraph.is_reference:
            self.writer.in_references = outer

    def _notes(self, notes: Mapping[str, list[tuple[Plain, Plain]]]) -> None:
        self.writer.in_references = False
        for name, paragraphs in notes.items():
            self.writer.note(name, paragraphs[0][1].start, paragraphs[-1][1].end, paragraphs)
        for citation in self.citations:
            self.writer.cite(*citation)

    def _words(self, paragraph: Paragraph) -> Plain:
        """Return the words of a paragraph without citations and note marks."""
        writer = PlainWriter(self.whole)
        copied = paragraph.start
        while self.hidden and self.hidden[0][0] < paragraph.end:
            start, end = self.hidden.popleft()
            writer.copy(copied, start)
            copied = max(copied, min(end, paragraph.end))
        writer.copy(copied, paragraph.end)
        return writer.plain()
