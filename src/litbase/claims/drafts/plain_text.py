"""Manuscripts in plain text: paragraphs between empty lines, or one a line."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from litbase.claims.draft import Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.flow import joined
from litbase.claims.drafts.markdown_lines import Line, indentation, lines_of
from litbase.claims.drafts.numbered_notes import find_calls, find_notes_section, without, write_notes
from litbase.claims.drafts.plain_tables import cells_of, is_rule, rows_of, table_in
from litbase.claims.drafts.references import is_references_heading
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter

_LONGEST_HEADING = 80
_UNWRAPPED = 120  # characters; lines longer than this were not broken to fit a page
_SET_OFF = 4  # columns by which a quotation is set off
_SET_OFF_ANNOUNCED = 2
_ENDS_A_SENTENCE = re.compile(r"[.!?;,:…。！？；，：][\"'”’»)\]]*$|[\"”»]$")
_BULLET = re.compile(r"\s*[•‣◦▪●○]\s*\S")  # never a sign of a sentence
_POINT = re.compile(r"\s*(?P<mark>(?:[-–•*·‣◦▪●○]|\(?(?:\d{1,3}|[a-z])[.)])\s+)\S")
_ANNOUNCES = re.compile(r"[:,，：][\"'”’»)\]]*\s*$|\w\s*$")
_INTRODUCES = re.compile(r"[:：]\s*$")
_REFERENCE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?://|[‘“][^’”]+[’”],?\s")  # no heading of what follows
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ANSWERED = re.compile(r"[ \t]*>[> \t]*")  # how mail marks the lines of the letter that is answered


def read_plain_text(text: str) -> Draft:
    """Read a manuscript in plain text."""
    writer = DraftWriter(text, DraftFormat.TEXT)
    write_with_endnotes(Plain.of(text), writer)
    return writer.draft()


def write_with_endnotes(whole: Plain, writer: DraftWriter, *, set_apart: bool = False) -> None:
    """Write *whole*, all of the draft that is not yet written, and the notes at its end that it calls by number.

    *set_apart*: numbers that call notes stand between blanks, as in the text of PDF pages.
    """
    section = find_notes_section(whole.text, set_apart=set_apart)
    if section is None:
        write_plain_text(whole, writer)
        return
    heading, notes = section
    names = [name for name, _, _ in notes]
    calls = list(find_calls(whole.text, names, 0, heading, set_apart=set_apart))
    for span, name in calls:
        writer.call_note(name, *whole.to_draft(*span))
    write_notes(notes, whole, writer)
    write_plain_text(without(whole, [*(span for span, _ in calls), (heading, notes[-1][2])]), writer)


def write_plain_text(whole: Plain, writer: DraftWriter) -> None:
    """Write the paragraphs, tables, headings and references of *whole*, without looking for notes."""
    _Writing(whole, writer).write(list(_blocks(lines_of(whole.text))))


class _Writing:
    """The walk through the paragraphs of one draft."""

    def __init__(self, whole: Plain, writer: DraftWriter) -> None:
        self.whole = whole
        self.writer = writer
        self.before = ""
        self.quoted: list[Plain] = []
        """The paragraphs of the quotation that is being read."""

    def write(self, blocks: Sequence[Sequence[Line]]) -> None:
        usual = _usual_indentation(blocks)
        for block in blocks:
            plain = _joined(block, self.whole)
            if not self.writer.in_references and self._is_set_off(block, usual):
                self.writer.block(plain, plain, kind=SentenceKind.QUOTED)
                self.quoted.append(plain)
                continue
            self._end_quotation()
            self._block(block, plain)
            self.before = plain.text
        self._end_quotation()

    def _block(self, block: Sequence[Line], plain: Plain) -> None:
        if self.writer.in_references and not is_references_heading(plain.text):
            if _is_heading(block, plain.text) and not _REFERENCE.search(plain.text):
                self.writer.heading(plain)
            else:
                self.writer.block(self.whole.cut(block[0].start, block[-1].end), plain)
        elif rows := rows_of(block):
            for line in rows:
                source = self.whole.cut(line.start, line.end).trimmed()
                self.writer.block(cells_of(source), source, kind=SentenceKind.TABLE_ROW)
        elif _is_heading(block, plain.text):
            self.writer.heading(plain)
        else:
            self.writer.block(_without_mark(plain), plain)

    def _is_set_off(self, block: Sequence[Line], usual: int) -> bool:
        """Tell whether all lines of a paragraph are indented, not only the first, as those of a quotation are."""
        if rows_of(block) or _POINT.match(block[0].text):
            return False
        width = min(map(indentation, block)) - usual
        is_announced = _INTRODUCES.search(self.before) is not None
        if self.quoted or is_announced:
            return width >= _SET_OFF_ANNOUNCED
        return len(block) > 1 and width >= _SET_OFF and _ANNOUNCES.search(self.before) is not None

    def _end_quotation(self) -> None:
        if self.quoted:
            self.writer.quotation(joined(self.quoted), is_block=True)
            self.before = self.quoted[-1].text
            self.quoted = []


def _without_mark(plain: Plain) -> Plain:
    """Return a point of a list without its bullet or number."""
    match = _POINT.match(plain.text)
    return plain if match is None else plain.cut(match.end("mark"), len(plain.text))


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, the marks before the lines of an older letter left out."""
    for is_blank, run in groupby(map(_unanswered, lines), key=lambda line: line.is_blank):
        if not is_blank:
            yield from _paragraphs(list(run))


def _unanswered(line: Line) -> Line:
    match = _ANSWERED.match(line.text)
    return line if match is None else line.without(match.end())


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the paragraphs of lines without an empty one among them."""
    first, last = table_in(lines)
    block = lines[:1]
    for index, (before, line) in enumerate(pairwise(lines), start=1):
        is_inside = first < index <= last
        if index in (first, last + 1) or (not is_inside and _begins_paragraph(before, line)):
            yield block
            block = []
        block.append(line)
    yield block


def _begins_paragraph(before: Line, line: Line) -> bool:
    """Tell whether *line* begins a paragraph though no empty line stands before it."""
    if is_references_heading(before.text) or is_references_heading(line.text):
        return True
    if is_rule(before) or _BULLET.match(line.text):
        return True
    if max(map(_written_length, (before.text, line.text))) > _UNWRAPPED:
        return True
    return _POINT.match(line.text) is not None and _ENDS_A_SENTENCE.search(before.text.rstrip()) is not None


def _written_length(text: str) -> int:
    """Return the length of a line without its addresses, which are seldom broken to fit a page."""
    return len(_ADDRESS.sub("", text))


def _usual_indentation(blocks: Sequence[Sequence[Line]]) -> int:
    """Return the indentation that most paragraphs have behind their first line."""
    found = sorted(min(map(indentation, block)) for block in blocks)
    return found[(len(found) - 1) // 2] if found else 0


def _is_heading(block: Sequence[Line], text: str) -> bool:
    if len(block) == 2 and is_rule(block[1]):
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
