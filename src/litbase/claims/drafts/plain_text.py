"""Manuscripts in plain text: paragraphs between empty lines, or one a line."""

import re
from collections.abc import Iterator, Sequence

from litbase.claims.draft import Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.markdown_lines import Line, indentation, lines_of
from litbase.claims.drafts.numbered_notes import find_calls, find_notes_section, without, write_notes
from litbase.claims.drafts.references import is_references_heading
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter

_LONGEST_HEADING = 80
_UNWRAPPED = 120  # characters; lines longer than this were not broken to fit a page
_SET_OFF = 4  # columns by which a quotation is set off
_ENDS_A_SENTENCE = re.compile(r"[.!?;,:…。！？；，：][\"'”’»)\]]*$|[\"”»]$")
_POINT = re.compile(r"\s*(?:[-–•*·‣◦▪]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S")
_ANNOUNCES = re.compile(r"[:,，：][\"'”’»)\]]*\s*$|\w\s*$")
_REFERENCE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?://|[‘“][^’”]+[’”],?\s")  # no heading of what follows
_RULE = re.compile(r"\W*")


def read_plain_text(text: str) -> Draft:
    """Read a manuscript in plain text."""
    writer = DraftWriter(text, DraftFormat.TEXT)
    write_with_endnotes(Plain.of(text), writer)
    return writer.draft()


def write_with_endnotes(whole: Plain, writer: DraftWriter) -> None:
    """Write *whole*, all of the draft that is not yet written, and the notes at its end that it calls by number."""
    section = find_notes_section(whole.text)
    if section is None:
        write_plain_text(whole, writer)
        return
    heading, notes = section
    calls = list(find_calls(whole.text, [name for name, _, _ in notes], 0, heading))
    for span, name in calls:
        writer.call_note(name, *whole.to_draft(*span))
    write_notes(notes, whole, writer)
    write_plain_text(without(whole, [*(span for span, _ in calls), (heading, notes[-1][2])]), writer)


def write_plain_text(whole: Plain, writer: DraftWriter) -> None:
    """Write the paragraphs, headings and references of *whole*, without looking for notes."""
    blocks = list(_blocks(lines_of(whole.text)))
    usual = _usual_indentation(blocks)
    before = ""
    for block in blocks:
        plain = _joined(block, whole)
        if _is_heading(block, plain.text) and not (writer.in_references and _REFERENCE.search(plain.text)):
            writer.heading(plain)
        elif writer.in_references:
            writer.block(whole.cut(block[0].start, block[-1].end), plain)
        elif _is_set_off(block, usual) and _ANNOUNCES.search(before):
            writer.block(plain, plain, kind=SentenceKind.QUOTED)
            writer.quotation(plain, is_block=True)
        else:
            writer.block(plain, plain)
        before = plain.text


def _is_set_off(block: Sequence[Line], usual: int) -> bool:
    """Tell whether all lines of a paragraph are indented, not only the first."""
    return len(block) > 1 and min(map(indentation, block)) >= usual + _SET_OFF


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph."""
    block: list[Line] = []
    for line in lines:
        if block and (line.is_blank or _begins_paragraph(block[-1], line)):
            yield block
            block = []
        if not line.is_blank:
            block.append(line)
    if block:
        yield block


def _begins_paragraph(before: Line, line: Line) -> bool:
    """Tell whether *line* begins a paragraph though no empty line stands before it."""
    if is_references_heading(before.text) or is_references_heading(line.text):
        return True
    if _RULE.fullmatch(before.text):
        return True
    if max(len(before.text), len(line.text)) > _UNWRAPPED:
        return True
    return _POINT.match(line.text) is not None and _ENDS_A_SENTENCE.search(before.text.rstrip()) is not None


def _usual_indentation(blocks: Sequence[Sequence[Line]]) -> int:
    """Return the indentation that most paragraphs have behind their first line."""
    found = sorted(min(map(indentation, block)) for block in blocks)
    return found[len(found) // 2] if found else 0


def _is_heading(block: Sequence[Line], text: str) -> bool:
    if len(block) == 2 and _RULE.fullmatch(block[1].text):
        return True
    if len(block) > 1 or not text:
        return False
    return is_references_heading(text) or (
        len(text) <= _LONGEST_HEADING and not _ENDS_A_SENTENCE.search(text) and not _POINT.match(text)
    )


def _joined(block: Sequence[Line], whole: Plain) -> Plain:
    """Return a paragraph on one line."""
    writer = PlainWriter(whole)
    for index, line in enumerate(block):
        words = line.text.strip()
        start = line.start + len(line.text) - len(line.text.lstrip())
        if index and writer.length:
            writer.replace(" ", block[index - 1].start + len(block[index - 1].text.rstrip()), start)
        writer.copy(start, start + len(words))
    return writer.plain()
