"""Readable text from raw pages: reading order, whole words, no furniture, and a map back to where each word stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litbase.model.page import Layout
from litbase.sources.accents import ACCENTS, ACUTE_BESIDE_LETTER, BESIDE_LETTER, GRAVE_AT_LINE_END, composed
from litbase.sources.columns import Row, blocks
from litbase.sources.furniture import BARE_NUMBER, furniture
from litbase.sources.hyphens import Vocabulary
from litbase.sources.labels import PageLabel
from litbase.sources.layout import RawLine, RawPage

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SHAPELESS = "\u00ad\u200b\u2060\ufeff\ufffe\uffff"
_SPACES = "\x03\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
# \x03 is where nearly every TrueType font without a table of its letters has the space.
_SPACE = re.compile(f"[{_SPACES}]")
_HAN = "\u3001-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e"
_REPLACED_LETTERS = f"{''.join(_LIGATURES)}{_SHAPELESS}\\x00-\\x02\\x04-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f"
_UNCLEAN = re.compile(f"[{_REPLACED_LETTERS}{_SPACES}{_HAN}{ACCENTS}]")
_BETWEEN_HAN = f"(?<=[{_HAN}]) +(?=[{_HAN}])"  # Han and kana are set without spaces
_REPLACED, _REPLACED_ACCENTED = (
    re.compile(f"[{_REPLACED_LETTERS}]|{_BETWEEN_HAN}|(?P<accented>{accented})")
    for accented in (BESIDE_LETTER, f"{BESIDE_LETTER}|{GRAVE_AT_LINE_END}")
)
_HYPHENS = "-‐"
_LETTERS_AT_END = re.compile(r"[^\W\d_]+(?:['’‐-][^\W\d_]+)*(?=[-‐]$)")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\S+\s*")
_FEWEST_DOUBLED = 5  # different letters; fewer may stand twice by chance
_PARAGRAPH_GAP = 1.4  # in usual distances from line to line


@dataclass(frozen=True, slots=True)
class ReadablePage:
    text: str
    layout: Layout


@dataclass(slots=True)
class _Part(RawLine):
    """A part of a line whose characters follow each other in the readable text as in the raw; its box is the line's.

    `glued` to what stands before it in the row: a word's end brought up from the next line, or what follows a ligature.
    """

    glued: bool = False


def make_readable(pages: Sequence[RawPage], labels: Sequence[PageLabel]) -> list[ReadablePage]:
    """Return the readable text of each page of one document, with the map to its raw text and boxes.

    One output line for each printed line, blocks parted by a blank line; a word broken at a line's end stands
    whole on the first line. One broken at the end of a page stays on its two pages, its first half with a "-".
    """
    dropped = furniture(pages)
    for found, label in zip(dropped, labels, strict=False):
        line = None if label.inferred else label.line
        if line is not None and (len(pages) > 2 or BARE_NUMBER.fullmatch(line.text)):
            found.add(line.start)
    vocabulary = Vocabulary(pages)
    return [_readable(page, drop, vocabulary) for page, drop in zip(pages, dropped, strict=True)]


def _readable(page: RawPage, drop: set[int], vocabulary: Vocabulary) -> ReadablePage:
    lines = [line for line in page.lines if line.start not in drop] if drop else page.lines
    found = blocks(lines)
    rows = [row for block in found for row in block]
    if any(line.pieces for line in lines):
        rows = [_in_pieces(row) for row in rows]
    if any(map(_may_be_doubled, lines)):
        rows = [_once(row) for row in rows]
    if _UNCLEAN.search(page.raw):
        replaced = _REPLACED_ACCENTED if ACUTE_BESIDE_LETTER.search(page.raw) else _REPLACED
        rows = [_cleaned_row(row, replaced) for row in rows]
    gaps = _gaps(found)
    row: Row = []
    for following in rows:
        if row and following and row[-1].text[-1] in _HYPHENS:
            _mend(row, following, vocabulary)
        row = following or row
    return _assembled(page, rows, gaps)


def _gaps(found: Sequence[Sequence[Row]]) -> set[int]:
    """Return the places in the sequence of rows that have a blank line before them."""
    gaps = set()
    at = 0
    for block in found:
        gaps.add(at)
        heights = [row[0].top + row[0].bottom for row in block]
        steps = [above - below for above, below in zip(heights, heights[1:])]  # noqa: B905, RUF007
        if steps:
            widest = sorted(steps)[len(steps) // 2] * _PARAGRAPH_GAP
            if max(steps) > widest:
                gaps.update(at + index for index, step in enumerate(steps, 1) if step > widest)
        at += len(block)
    return gaps


def _in_pieces(row: Row) -> Row:
    """Return the row with the pieces of lines that the extractor gave letter by letter, as parts of their words."""
    found: Row = []
    for line in row:
        at = 0
        for piece in line.pieces:
            is_new = line.text[at] == " "
            found.append(_part(piece, piece.text, 0, len(piece.text), glued=bool(at) and not is_new))
            at += is_new + len(piece.text)
        if not line.pieces:
            found.append(line)
    return found


def _may_be_doubled(line: RawLine) -> bool:
    text = line.text
    return text[:1] == text[1:2] and len(text) > 2


def _is_doubled(lines: Sequence[RawLine]) -> bool:
    """Is every letter there twice, as where a heading is printed twice, a little shifted, to look bold?"""
    if not _may_be_doubled(lines[0]):
        return False
    letters = "".join(["".join(line.text.split()) for line in lines])
    if letters[::2] != letters[1::2] or any(map(str.isdigit, letters)):  # a figure such as 1100 is never touched
        return False
    return len(set(letters)) >= _FEWEST_DOUBLED


def _once(row: Row) -> Row:
    if len(row) > 1 and _is_doubled(row):  # a word broken between its two hyphens
        return list(_undoubled(row))
    return [part for line in row for part in (_undoubled([line]) if _is_doubled([line]) else (line,))]


def _undoubled(row: Row) -> Iterator[_Part]:
    """Yield a part for every other letter; a space stands between words only, not between two alike."""
    glued, is_second = False, False
    for line in row:
        for at, letter in enumerate(line.text):
            if letter.isspace():
                glued = glued and is_second
            elif is_second:
                is_second = False
            else:
                yield _part(line, letter, at, at + 1, glued=glued)
                glued = is_second = True
        glued = glued and is_second


def _cleaned_row(row: Row, replaced: re.Pattern[str]) -> Row:
    found: Row = []
    for line in row:
        if not _UNCLEAN.search(line.text):
            found.append(line)
        elif replaced.search(line.text) is None:
            found.append(_part(line, line.text, 0, len(line.text), glued=False))
        else:
            found.extend(_cleaned(line, replaced))
    return found


def _cleaned(line: RawLine, replaced: re.Pattern[str]) -> Iterator[RawLine]:
    """Yield the readable parts of a line: ligatures expanded, what has no shape on paper left out."""
    done, text = 0, line.text
    glued = False
    for found in replaced.finditer(text):
        at = found.start()
        if at > done:
            yield _part(line, text[done:at], done, at, glued=glued)
            glued = True
        is_broken_word = at == len(text) - 1 and found[0] in "\u00ad\ufffe"
        readable = "-" if is_broken_word else _LIGATURES.get(found[0], "")
        readable = composed(found[0]) if found["accented"] is not None else readable
        if readable:
            yield _part(line, readable, at, found.end(), glued=glued)
            glued = True
        done = found.end()
    if done < len(text):
        yield _part(line, text[done:], done, len(text), glued=glued)


def _part(line: RawLine, text: str, start: int, end: int, *, glued: bool) -> _Part:
    """Return *text* as the part of *line* from *start* to *end* (offsets into the line)."""
    at, box = line.start, (line.left, line.bottom, line.right, line.top)
    return _Part(_SPACE.sub(" ", text), at + start, at + end, *box, glued=glued)


def _mend(row: Row, following: Row, vocabulary: Vocabulary) -> None:
    """Bring the rest of a word broken at the end of *row* up from the next row, and decide on its hyphen."""
    last = row[-1].text
    token = _TOKEN.match(following[0].text)
    stem = last[-2:-1] or (row[-2].text[-1:] if len(row) > 1 else "")
    if token is None or not stem.isalnum() or not token[0][0].isalnum():
        return
    whole = "".join(part.text for part in row[-3:])
    before, after = _LETTERS_AT_END.search(whole), _WORD.match(token[0])
    if before and after and vocabulary.is_left_open(before[0], after[0]):
        return
    if before and after and not vocabulary.keeps_hyphen(before[0], after[0]):
        if len(last) == 1:
            row.pop()
        else:
            row[-1] = _cut(row[-1], 0, len(last) - 1)
    _bring_up(row, following)


def _cut(line: RawLine, start: int, end: int) -> _Part:
    glued = isinstance(line, _Part) and line.glued and start == 0
    part = _part(line, line.text[start:end], start, end, glued=glued)
    if end == len(line.text):
        part.end = line.end
    return part


def _bring_up(row: Row, following: Row) -> None:
    """Move the first word of the next row, and what sticks to it, to the end of *row*."""
    while following:
        first = following.pop(0)
        token = _TOKEN.match(first.text)
        if token is None:  # the word ended with the part before
            rest = first.text.lstrip()
            if rest:
                following.insert(0, _cut(first, len(first.text) - len(rest), len(first.text)))
            break
        length = token.end()
        moved = _cut(first, 0, len(first.text[:length].rstrip()))
        moved.glued = True
        row.append(moved)
        if length < len(first.text):
            following.insert(0, _cut(first, length, len(first.text)))
            return
        if moved.end < first.end or not (following and isinstance(following[0], _Part) and following[0].glued):
            return
    if following and isinstance(following[0], _Part):
        following[0].glued = False


def _assembled(page: RawPage, rows: Sequence[Row], gaps: set[int]) -> ReadablePage:
    parts: list[str] = []
    records: list[tuple[int, int, int, int, float, float, float, float]] = []
    at = 0
    is_gap = False
    for number, row in enumerate(rows):
        is_gap = is_gap or number in gaps
        if not row:
            continue
        if at:
            parts.append("\n\n" if is_gap else "\n")
            at += 2 if is_gap else 1
        is_gap = False
        for index, line in enumerate(row):
            if index and not (line.__class__ is _Part and line.glued):
                parts.append(" ")
                at += 1
            text = line.text
            end = at + len(text)
            records.append((at, end, line.start, line.end, line.left, line.bottom, line.right, line.top))
            parts.append(text)
            at = end
    if page.is_moved:
        records = [(*record[:4], *page.in_file(record[4:])) for record in records]
    return ReadablePage("".join(parts), Layout.of_records(records))
