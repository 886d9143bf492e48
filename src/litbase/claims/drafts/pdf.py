"""Manuscripts in PDF: the readable text of their pages, without heads, feet and page numbers."""

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from litbase.claims.draft import Draft, DraftFormat
from litbase.claims.drafts.numbered_notes import Named, find_calls, split_notes, write_notes
from litbase.claims.drafts.plain_text import write_with_endnotes
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter
from litbase.claims.source_text import foot_notes_start
from litbase.model.claim import Span
from litbase.model.page import Page
from litbase.sources.pdf import read_pdf

_PAGE_BREAK = "\n\n"
_UNFINISHED = re.compile(r"[^.!?:。！？][\"'”’»)\]]*\s*$")


def read_pdf_draft(path: Path) -> Draft:
    """Read a manuscript in PDF; sentences run on over page bounds and over the notes at the foot of a page.

    Raises SourceError if it cannot be read.
    """
    pages = read_pdf(path).pages
    starts = tuple(accumulate((len(page.text) + len(_PAGE_BREAK) for page in pages), initial=0))[:-1]
    text = _PAGE_BREAK.join(page.text for page in pages)
    writer = DraftWriter(text, DraftFormat.PDF)
    whole = Plain.of(text)
    bodies = [(start, start + _body_end(page)) for start, page in zip(starts, pages, strict=True)]
    calls = _write_foot_notes(pages, bodies, whole, writer)
    write_with_endnotes(_joined(bodies, calls, whole), writer)
    return writer.draft(page_starts=starts)


def _body_end(page: Page) -> int:
    notes = foot_notes_start(page)
    return len(page.text) if notes is None else notes


def _write_foot_notes(pages: Sequence[Page], bodies: Sequence[Span], whole: Plain, writer: DraftWriter) -> list[Span]:
    """Write the notes at the foot of the pages and return where they are called."""
    called: list[Span] = []
    taken: set[str] = set()
    for page, (start, end) in zip(pages, bodies, strict=True):
        notes = list(split_notes(whole.text, end, start + len(page.text)))
        for span, number in find_calls(whole.text, [number for number, _, _ in notes], start, end):
            writer.call_note(_name(number, page, taken), *span)
            called.append(span)
        named: list[Named] = [(_name(number, page, taken), first, last) for number, first, last in notes]
        write_notes(named, whole, writer)
        taken.update(number for number, _, _ in notes)
    return called


def _name(number: str, page: Page, taken: set[str]) -> str:
    """Return the name of a note: its number, with the page where numbers begin anew."""
    return f"{number} on p. {page.number} of the file" if number in taken else number


def _joined(bodies: Sequence[Span], hidden: Sequence[Span], whole: Plain) -> Plain:
    """Return the pages without their notes as one text: a line end where a sentence runs on, else an empty line."""
    writer = PlainWriter(whole)
    before = 0
    for start, end in bodies:
        body = whole.text[start:end]
        if writer.length and body.strip():
            runs_on = _UNFINISHED.search(whole.text[max(before - 200, 0) : before]) and body.lstrip()[:1].islower()
            writer.replace("\n" if runs_on else _PAGE_BREAK, before, start)
        copied = start
        for first, last in hidden:
            if start <= first < end:
                writer.copy(copied, first)
                copied = last
        writer.copy(copied, start + len(body.rstrip()))
        before = start + len(body.rstrip()) if body.strip() else before
    return writer.plain()
