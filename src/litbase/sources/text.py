"""Readable text from raw pages: reading order, whole words, no furniture, and a map back to where each word stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litbase.model.page import Layout
from litbase.sources.columns import Row, blocks
from litbase.sources.furniture import furniture
from litbase.sources.hyphens import Vocabulary
from litbase.sources.labels import PageLabel
from litbase.sources.layout import RawLine, RawPage

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNREADABLE = "\u00ad\u200b\u2060\ufeff\ufffe\uffff"
_SPECIAL = re.compile(f"[{''.join(_LIGATURES)}{_UNREADABLE}\\x00-\\x1f\\x7f]")
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"), " "
)
_BROKEN = re.compile(r"[^\W_][-‐]$")
_LETTERS_AT_END = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?=[-‐]$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\S+\s*")
_PARAGRAPH_GAP = 1.4  # in usual distances from line to line


@dataclass(frozen=True, slots=True)
class ReadablePage:
    text: str
    layout: Layout


@dataclass(slots=True)
class _Piece:
    """Characters that follow each other both in the readable and in the raw text."""

    text: str
    raw_start: int
    line: RawLine
    spaced: bool = False  # does a space go before it that is not in the raw text?
    length: int = -1  # of the raw text, where it is not that of the readable one


def make_readable(pages: Sequence[RawPage], labels: Sequence[PageLabel]) -> list[ReadablePage]:
    """Return the readable text of each page of one document, with the map to its raw text and boxes.

    One output line for each printed line, blocks parted by a blank line; a word broken at a line's end stands
    whole on the first line.
    """
    dropped = furniture(pages)
    for found, label in zip(dropped, labels, strict=False):
        if label.line is not None and not label.inferred:
            found.add(label.line.start)
    vocabulary = Vocabulary(page.raw for page in pages)
    return [_readable(page, drop, vocabulary) for page, drop in zip(pages, dropped, strict=True)]


def _readable(page: RawPage, drop: set[int], vocabulary: Vocabulary) -> ReadablePage:
    lines = [line for line in page.lines if line.start not in drop] if drop else page.lines
    parted = list(_parted(blocks(lines)))
    printed = [_pieces(row) for row, _ in parted]
    for index in range(len(printed) - 1):
        _mend(printed, index, vocabulary)
    return _assembled(page, printed, [gap for _, gap in parted])


def _parted(found: Sequence[Sequence[Row]]) -> Iterator[tuple[Row, bool]]:
    """Yield each row in order, and whether a blank line goes before it."""
    for number, block in enumerate(found):
        tops = [(row[0].top + row[0].bottom) / 2 for row in block]
        steps = sorted(above - below for above, below in pairwise(tops))
        widest = steps[len(steps) // 2] * _PARAGRAPH_GAP if steps else 0.0
        for index, row in enumerate(block):
            yield row, number > 0 if index == 0 else tops[index - 1] - tops[index] > widest


def _pieces(row: Row) -> list[_Piece]:
    found: list[_Piece] = []
    for index, line in enumerate(row):
        first = len(found)
        if line.text.isascii() and line.text.isprintable():
            found.append(_Piece(line.text, line.start, line))
        else:
            found.extend(_cleaned(line))
        if index and len(found) > first:
            found[first].spaced = True
    return found


def _cleaned(line: RawLine) -> Iterator[_Piece]:
    """Yield the readable parts of a line: ligatures expanded, what has no shape on paper left out."""
    done = 0
    for special in _SPECIAL.finditer(line.text):
        at = special.start()
        is_break = at == len(line.text) - 1 and special[0] in "\u00ad\ufffe"
        readable = "-" if is_break else _LIGATURES.get(special[0], "")
        if at > done:
            yield _Piece(line.text[done:at].translate(_SPACES), line.start + done, line)
        if readable:
            yield _Piece(readable, line.start + at, line, length=1)
        done = at + 1
    if done < len(line.text):
        yield _Piece(line.text[done:].translate(_SPACES), line.start + done, line)


def _mend(printed: list[list[_Piece]], index: int, vocabulary: Vocabulary) -> None:
    """Bring the rest of a word broken at the end of row *index* up from the next row."""
    row, following = printed[index], printed[index + 1]
    if not row or not following or not _BROKEN.search(row[-1].text):
        return
    token = _TOKEN.match(following[0].text)
    if token is None or not token[0][0].isalnum():
        return
    before, after = _LETTERS_AT_END.search(row[-1].text), _LETTERS.match(token[0])
    if before and after and after[0][0].islower() and not vocabulary.keeps_hyphen(before[0], after[0]):
        _drop_last_letter(row)
    _move_token(row, following, token.end())


def _drop_last_letter(row: list[_Piece]) -> None:
    last = row[-1]
    if len(last.text) == 1:
        row.pop()
    else:
        row[-1] = _Piece(last.text[:-1], last.raw_start, last.line, last.spaced)


def _move_token(row: list[_Piece], following: list[_Piece], length: int) -> None:
    """Move the first *length* characters of the next row, and what sticks to them, to the end of *row*."""
    first = following[0]
    if length < len(first.text):
        following[0] = _Piece(first.text[length:], first.raw_start + length, first.line)
        row.append(_Piece(first.text[:length].rstrip(), first.raw_start, first.line))
        return
    row.append(following.pop(0))
    while following and not following[0].spaced and not row[-1].text[-1].isspace():
        token = _TOKEN.match(following[0].text)
        if token is None:
            break
        if token.end() < len(following[0].text):
            _move_token(row, following, token.end())
            break
        row.append(following.pop(0))
    if following:
        following[0].spaced = False


def _assembled(page: RawPage, printed: Sequence[list[_Piece]], gaps: Sequence[bool]) -> ReadablePage:
    parts: list[str] = []
    records = []
    at = 0
    gap = False
    for row, gap_before in zip(printed, gaps, strict=True):
        gap = gap or gap_before
        if not row:
            continue
        if parts:
            parts.append("\n\n" if gap else "\n")
            at += len(parts[-1])
        gap = False
        for piece in row:
            if piece.spaced:
                parts.append(" ")
                at += 1
            line, length = piece.line, len(piece.text)
            raw_end = piece.raw_start + (length if piece.length < 0 else piece.length)
            box = (line.left, line.bottom, line.right, line.top)
            records.append((at, at + length, piece.raw_start, raw_end, *(page.in_file(box) if page.is_moved else box)))
            parts.append(piece.text)
            at += length
    return ReadablePage("".join(parts), Layout.of_records(records))
