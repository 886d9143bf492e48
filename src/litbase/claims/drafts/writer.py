"""Writes a draft down block by block, whatever format it comes from."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from litbase.claims.draft import (
    CitedItem,
    Draft,
    DraftFormat,
    FieldCitation,
    MarkedQuotation,
    Note,
    Reference,
    Sentence,
    SentenceKind,
    Skipped,
    SkippedKind,
)
from litbase.claims.drafts.references import (
    is_references_heading,
    read_references,
    with_bare_numbers,
    with_pieces_joined,
)
from litbase.claims.plain import Plain
from litbase.model.claim import Span
from litbase.search.sentences import sentences

_CLOSING = re.compile(r"[)\]”’»]+[.,;:!?]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph: where it stands, markup and all, and its words."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _NoteText:
    name: str
    start: int
    end: int
    blocks: tuple[_Block, ...]


@dataclass(slots=True)
class DraftWriter:
    """Takes what a reader finds, in any order, and makes the draft of it."""

    text: str
    format: DraftFormat
    in_references: bool = False
    raised: list[Span] = field(default_factory=list)
    _blocks: list[_Block] = field(default_factory=list)
    _quotations: list[MarkedQuotation] = field(default_factory=list)
    _notes: list[_NoteText] = field(default_factory=list)
    _calls: defaultdict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    _citations: dict[int, FieldCitation] = field(default_factory=dict)
    _references: list[Reference] = field(default_factory=list)
    _skipped: set[Skipped] = field(default_factory=set)
    _counted: int = 0

    def heading(self, plain: Plain) -> None:
        """Write a heading; one that names a list of references begins it, any other ends it."""
        self.in_references = is_references_heading(plain.text)
        if plain.pieces:
            self.skip(plain.start, plain.end, SkippedKind.HEADING)

    def block(self, plain: Plain, source: Plain, *, kind: SentenceKind = SentenceKind.PROSE, label: str | None = None,
              key: str | None = None, work: Mapping[str, Any] | None = None) -> None:  # fmt: skip
        """Write a paragraph: its words, and the stretch with markup they were read from.

        *label* is the number of a list item; *key* is the name the format gives to a reference, *work* what it says.
        """
        if not source.pieces:
            return
        if kind is SentenceKind.PROSE and is_references_heading(plain.text):
            self.heading(plain)
        elif self.in_references:
            self._references += read_references(plain, label=label, key=key, work=work or {})
        else:
            self._blocks.append(self._block(plain, source, kind))

    def quotation(self, plain: Plain, *, is_block: bool) -> None:
        """Write words that the format marks as quoted."""
        quoted = plain.trimmed()
        if quoted.text and not self.in_references:
            self._quotations.append(MarkedQuotation(quoted.start, quoted.end, quoted, is_block))

    def skip(self, start: int, end: int, kind: SkippedKind) -> None:
        """Leave out the stretch from *start* to *end*, which makes no claim."""
        if start < end:
            self._skipped.add(Skipped(start, end, kind))

    def cite(self, start: int, end: int, items: tuple[CitedItem, ...], *, is_narrative: bool = False) -> None:
        """Write a citation that the format marks."""
        if items and not self.in_references:
            raw = self.text[start:end]
            self._citations[start] = FieldCitation(start, end, raw, items, start, is_narrative=is_narrative)

    def call_note(self, name: str, start: int, end: int) -> None:
        """Write the mark in the text that calls the note *name*."""
        if not self.in_references:
            self._calls[name].append((start, end))

    def note(self, name: str, start: int, end: int, paragraphs: list[tuple[Plain, Plain]]) -> None:
        """Write a note: its paragraphs as words and the stretches they were read from."""
        blocks = (self._block(plain, source, SentenceKind.NOTE) for plain, source in paragraphs if source.pieces)
        self._notes.append(_NoteText(name, start, end, tuple(blocks)))

    def draft(self, *, page_starts: tuple[int, ...] = ()) -> Draft:
        """Return the draft."""
        marks = sorted(self._marks())
        notes = [self._note(text, marks) for text in sorted(self._notes, key=lambda note: note.start)]
        read = _with_marks(sorted(self._blocks, key=lambda block: block.start), marks)
        return Draft(
            text=self.text,
            format=self.format,
            sentences=tuple(sorted(read, key=lambda sentence: sentence.start)),
            quotations=tuple(sorted(self._quotations, key=lambda quotation: quotation.start)),
            notes=tuple(notes),
            citations=tuple(_anchored([self._citations[start] for start in sorted(self._citations)], notes)),
            references=self._listed(),
            skipped=tuple(sorted(self._skipped, key=lambda skipped: (skipped.start, skipped.end))),
            page_starts=page_starts,
            raised=tuple(sorted(self.raised)),
        )

    def _listed(self) -> tuple[Reference, ...]:
        """Return the references in order; where lines were broken to fit a page, their pieces in one."""
        ordered = sorted(self._references, key=lambda reference: reference.start)
        are_broken = self.format in (DraftFormat.PDF, DraftFormat.TEXT)
        return with_bare_numbers(with_pieces_joined(ordered) if are_broken else ordered)

    def _block(self, plain: Plain, source: Plain, kind: SentenceKind) -> _Block:
        self._counted += 1
        spans = [(0, len(plain.text))] if kind is SentenceKind.TABLE_ROW else _closed(plain.text, sentences(plain.text))
        found: list[Sentence] = []
        for start, end in spans:
            if any(map(str.isalnum, plain.text[start:end])):
                own = plain.cut(start, end).trimmed()
                found.append(Sentence(own.start, own.end, own, kind, self._counted))
        return _Block(source.start, source.end, tuple(found))

    def _marks(self) -> Iterator[Span]:
        """Yield the citations and note marks that a sentence takes in when they stand right behind it."""
        yield from ((each.start, each.end) for each in self._citations.values())
        for calls in self._calls.values():
            yield from calls

    def _note(self, text: _NoteText, marks: list[Span]) -> Note:
        calls = tuple(sorted(self._calls.get(text.name, ())))
        return Note(text.name, calls, text.start, text.end, tuple(_with_marks(text.blocks, marks)))


def _closed(text: str, spans: list[Span]) -> list[Span]:
    """Return sentences with the brackets and quotation marks that close behind them: "(p. 104 ff.)."."""
    found: list[Span] = []
    for start, end in spans:
        closing = _CLOSING.match(text, start, end) if found else None
        if closing is not None:
            found[-1] = (found[-1][0], closing.end())
            start = closing.end() + len(text[closing.end() : end]) - len(text[closing.end() : end].lstrip())
        if start < end:
            found.append((start, end))
    return found


def _with_marks(blocks: list[_Block] | tuple[_Block, ...], marks: list[Span]) -> Iterator[Sentence]:
    """Yield the sentences with the marks that stand between them: each belongs to the sentence before it.

    In front of the first sentence of a block they belong to it; a block of marks alone belongs to the quotation above.
    """
    waiting: Sentence | None = None
    for block in blocks:
        own = block.sentences
        if not own and waiting is not None and waiting.kind is SentenceKind.QUOTED:
            waiting = _reaching(waiting, block.end, marks)
        for index, sentence in enumerate(own):
            if waiting is not None:
                yield waiting
            start = _first_mark(block.start, sentence.start, marks) if index == 0 else sentence.start
            following = own[index + 1].start if index + 1 < len(own) else None
            waiting = _reaching(replace(sentence, start=start), block.end, marks, following=following)
    if waiting is not None:
        yield waiting


def _first_mark(start: int, end: int, marks: list[Span]) -> int:
    index = bisect_left(marks, (start, 0))
    return min(end, marks[index][0]) if index < len(marks) else end


def _reaching(sentence: Sentence, until: int, marks: list[Span], *, following: int | None = None) -> Sentence:
    """Return the sentence with the marks behind it up to *until*, or up to where the one *following* it begins."""
    end = sentence.end
    for index in range(bisect_left(marks, (end, 0)), len(marks)):
        if following is not None and marks[index][0] >= following:
            break
        if marks[index][1] > (until if following is None else following) and marks[index][0] > sentence.end:
            break
        end = max(end, marks[index][1])
    return sentence if end == sentence.end else replace(sentence, end=end)


def _anchored(citations: list[FieldCitation], notes: list[Note]) -> Iterator[FieldCitation]:
    """Yield the citations; those in a note cite where the note is called."""
    starts = [note.start for note in notes]
    for citation in citations:
        index = bisect_left(starts, citation.start + 1) - 1
        if index >= 0 and citation.end <= notes[index].end:
            anchor = notes[index].anchors[0][0] if notes[index].anchors else citation.start
            yield replace(citation, anchor=anchor, note=index)
        else:
            yield citation
