"""Manuscripts in PDF: the readable text of their pages, without heads, feet and page numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from litbase.claims.draft import Draft, DraftFormat, SkippedKind
from litbase.claims.drafts.numbered_notes import Named, find_calls, split_notes, write_notes
from litbase.claims.drafts.plain_text import write_with_endnotes
from litbase.claims.drafts.references import is_references_heading
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter
from litbase.claims.quotations.note_print import foot_notes_start
from litbase.model.claim import Span
from litbase.model.page import Page
from litbase.sources.pdf import read_pdf

_PAGE_BREAK = "\n\n"
_LINE_ALONE = re.compile(r"(?:(?<=\n\n)|\A)[^\n]{1,100}(?=\n\n)")
_LONGEST_BRACKETS = 200  # characters
_EXPECTS = re.compile(r"(?:,|\b(?:and|or|of|the|an?|by|in|on|to|with|for|from|that|see|as))\s*$")  # more must come
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
    bodies, calls = list[Span](), list[Span]()
    taken: set[str] = set()
    for start, page, head in zip(starts, pages, _heads(pages), strict=True):
        end, called = _write_foot_notes(page, start, whole, writer, taken=taken)
        writer.skip(start, start + head, SkippedKind.MARKUP)
        bodies.append((min(start + head, end), end))
        calls += called
    write_with_endnotes(_joined(bodies, calls, whole), writer, set_apart=True)
    return writer.draft(page_starts=starts)


def _heads(pages: Sequence[Page]) -> Iterator[int]:
    """Yield how many letters at the start of each page are a running head that is seen too seldom to be told as one.

    That is a line by itself that stood by itself on an earlier page: a title, a heading.
    """
    seen: set[str] = set()
    for page in pages:
        first = _LINE_ALONE.match(page.text)
        is_head = first is not None and first.group() in seen and not is_references_heading(first.group())
        yield first.end() if first is not None and is_head else 0
        seen.update(_LINE_ALONE.findall(page.text))


def _write_foot_notes(
    page: Page, start: int, whole: Plain, writer: DraftWriter, *, taken: set[str]
) -> tuple[int, list[Span]]:
    """Write the notes at the foot of a page; return where its body ends and where the body calls them.

    Small print that nothing calls is part of the body. *taken*: the numbers of the notes before.
    """
    page_end = start + len(page.text)
    foot = foot_notes_start(page)
    if foot is None:
        return page_end, []
    notes = list(split_notes(whole.text, start + foot, page_end))
    numbers = [number for number, _, _ in notes]
    called = list(find_calls(whole.text, numbers, start, start + foot, set_apart=True))
    if not called:
        return page_end, []
    for span, number in called:
        writer.call_note(_name(number, page, taken), *span)
    named: list[Named] = [(_name(number, page, taken), first, last) for number, first, last in notes]
    write_notes(named, whole, writer)
    taken.update(numbers)
    return start + foot, [span for span, _ in called]


def _name(number: str, page: Page, taken: set[str]) -> str:
    """Return the name of a note: its number, with the page where numbers begin anew."""
    return f"{number} on p. {page.number} of the file" if number in taken else number


def _runs_on(before: str, body: str) -> bool:
    """Tell whether a sentence goes on from one page to the next: in small letters, in brackets, behind "and"."""
    if _UNFINISHED.search(before) is None:
        return False
    is_open = before.rfind("(") > before.rfind(")") and -1 < body.find(")") < _LONGEST_BRACKETS
    return body[:1].islower() or (is_open and "(" not in body[: body.find(")")]) or _EXPECTS.search(before) is not None


def _joined(bodies: Sequence[Span], hidden: Sequence[Span], whole: Plain) -> Plain:
    """Return the pages without their notes as one text: a line end where a sentence runs on, else an empty line."""
    writer = PlainWriter(whole)
    before = 0
    for start, end in bodies:
        body = whole.text[start:end]
        if writer.length and body.strip():
            runs_on = _runs_on(whole.text[max(before - 200, 0) : before], body.lstrip())
            writer.replace("\n" if runs_on else _PAGE_BREAK, before, start)
        copied = start
        for first, last in hidden:
            if start <= first < end:
                writer.copy(copied, first)
                copied = last
        writer.copy(copied, start + len(body.rstrip()))
        before = start + len(body.rstrip()) if body.strip() else before
    return writer.plain()
