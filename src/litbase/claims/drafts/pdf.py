"""Manuscripts in PDF: the readable text of their pages, without heads, feet and page numbers."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from litbase.claims.draft import Draft, DraftFormat
from litbase.claims.drafts.plain_text import write_plain_text
from litbase.claims.drafts.writer import DraftWriter
from litbase.sources.pdf import read_pdf

_PAGE_BREAK = "\n\n"
_UNFINISHED = re.compile(r"[^.!?:。！？][\"'”’»)\]]*\s*$")


def read_pdf_draft(path: Path) -> Draft:
    """Read a manuscript in PDF; sentences run on over page bounds. Raises SourceError if it cannot be read."""
    pages = [page.text.strip() for page in read_pdf(path).pages]
    parts, starts = list[str](), list[int]()
    length = 0
    for separator, page in _joined(pages):
        length += len(separator)
        starts.append(length)
        parts += [separator, page]
        length += len(page)
    text = "".join(parts)
    writer = DraftWriter(text, DraftFormat.PDF)
    write_plain_text(text, writer)
    return writer.draft(page_starts=tuple(starts))


def _joined(pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each page with what stands before it: a line end where a sentence runs on, else an empty line."""
    before = ""
    for index, page in enumerate(pages):
        runs_on = _UNFINISHED.search(before[-200:]) and page[:1].islower()
        yield ("" if index == 0 else "\n" if runs_on else _PAGE_BREAK), page
        before = page or before
