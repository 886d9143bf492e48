"""A bibliography cut into pieces, each read by itself: what was read once need not be read again."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from litbase.bib.diagnosis import reason_for
from litbase.bib.encoding import decode_piece
from litbase.bib.values import parts_of

_CUT = re.compile(rb"\n[ \t]*@")
_OLD_MAC_CUT = re.compile(rb"\r[ \t]*@")
_INNER_START = re.compile(r"(?<=[\r\n])([ \t]*)@")
_NO_NAME = re.compile(r"[\s{}\"=]")
_COMMENT = re.compile(r"%[^\n]*(?:\n|\Z)\s*")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_LOOKS_LIKE_BLOCK = re.compile(r"\s*@\s*[^\s@{}(),=\"]+\s*[{(]")
_JOINED_AT_MOST = 16  # pieces; a field that quotes more BibTeX than this is taken for a broken entry


class BlockKind(StrEnum):
    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Block:
    """One block as it stands in a piece: `start`, `end` offsets into its text, `line` line ends before it.

    Names and values of `fields` are as written, delimiters kept, in file order; an `@string` has one. `reason`
    says what is wrong with a broken block.
    """

    kind: BlockKind
    start: int
    end: int
    line: int = 0
    key: str = ""
    type: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def cut(body: bytes) -> list[bytes]:
    """Return *body* in pieces, each beginning at a line that begins with "@"; joined, they are *body*.

    Such a line can stand inside a field. Then the piece before it leaves braces open; it is joined with those
    that follow if they close them and the whole can be read.
    """
    pattern = _CUT if b"\n" in body else _OLD_MAC_CUT
    places = [0, *(match.start() + 1 for match in pattern.finditer(body)), len(body)]
    parts = [body[start:end] for start, end in pairwise(places) if end > start]
    return list(_join(parts))


def _join(parts: Sequence[bytes]) -> Iterator[bytes]:
    first = 0
    while first < len(parts):
        last = _end_of_block(parts, first)
        whole = b"".join(parts[first:last])
        if last > first + 1 and any(block.kind is BlockKind.BROKEN for block in read_blocks(decode_piece(whole))):
            last, whole = first + 1, parts[first]
        yield whole
        first = last


def _end_of_block(parts: Sequence[bytes], first: int) -> int:
    """Return the index after the last part that belongs to the block begun in part *first*."""
    depth, lenient = _depths(parts[first])
    if depth <= 0 or lenient <= 0 or not parts[first].lstrip().startswith(b"@"):
        return first + 1
    for index in range(first + 1, min(first + _JOINED_AT_MOST, len(parts))):
        more, more_lenient = _depths(parts[index])
        depth, lenient = depth + more, lenient + more_lenient
        if depth == 0 or lenient == 0:
            return index + 1
    return first + 1


def _depths(raw: bytes) -> tuple[int, int]:
    """Return how many braces *raw* leaves open: counting all, as BibTeX does, and without those after a backslash."""
    depth = raw.count(b"{") - raw.count(b"}")
    if b"\\{" not in raw and b"\\}" not in raw:
        return depth, depth
    single = raw.replace(b"\\\\", b"")
    return depth, depth - single.count(b"\\{") + single.count(b"\\}")


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a piece in order; free text between them is in none.

    Braces are counted as BibTeX counts them; where that leaves a block broken, those after a backslash are not.
    After a broken block the rest of the piece belongs to it.
    """
    if "@" not in text or ("{" not in text and "(" not in text):
        return ()
    if _is_hopeless(text):
        return (_broken(text, len(text) - len(text.lstrip())),)
    mask = _Mask.of(text)
    first: tuple[Block, ...] | None = None
    for masked in _readings(text, mask):
        blocks = _split(text, masked, mask)
        if all(block.kind is not BlockKind.BROKEN for block in blocks):
            return blocks
        first = first or blocks
    return first or ()


def _readings(text: str, mask: "_Mask") -> Iterator[str]:
    """Yield *text* masked for bibtexparser, in the ways it may be meant: the first that can be read counts.

    bibtexparser takes no brace or quotation mark after a backslash as one, and every other quotation mark in a
    quoted value as its end. BibTeX counts every brace and ends a value only at a mark outside inner braces.
    """
    strict = mask.hide(text, "\\")
    yield strict
    inner = list(_inner_quotes(text))
    if inner:
        characters = list(strict)
        for position in inner:
            characters[position] = mask.quote
        yield "".join(characters)
    if "\\" in text:
        yield mask.hide(text, "\\\\")


def _inner_quotes(text: str) -> Iterator[int]:
    """Yield the offsets of quotation marks that stand in braces inside a field's value."""
    depth = 0
    for match in _BRACE_OR_QUOTE.finditer(text):
        if match[0] == '"':
            if depth > 1:
                yield match.start()
        else:
            depth += 1 if match[0] == "{" else -1


def _is_hopeless(text: str) -> bool:
    """Tell whether a block is opened and nothing at all closes it, which costs nothing to see."""
    return "}" not in text and ")" not in text and _LOOKS_LIKE_BLOCK.match(text) is not None


def _split(text: str, masked: str, mask: "_Mask") -> tuple[Block, ...]:
    """Read with bibtexparser what is *masked* of *text*; the offsets in both are the same."""
    blocks: list[Block] = []
    position = 0
    for parsed in _parse(masked):
        start = masked.find(parsed.raw, position)
        block = _block(parsed, start, mask)
        if block is None:
            continue
        if block.kind is BlockKind.BROKEN:
            blocks.append(_broken(text, start, block))
            break
        blocks.append(replace(block, line=_line_ends(text[:start])))
        position = block.end
    if not blocks and _LOOKS_LIKE_BLOCK.match(text):
        blocks.append(_broken(text, len(text) - len(text.lstrip())))
    return tuple(blocks)


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _broken(text: str, start: int, block: Block | None = None) -> Block:
    """Return the broken block that begins at *start*; it keeps the fields of an entry that lacks only its key."""
    raw = text[start:].rstrip()
    kept = block if block and block.fields and block.end - start == len(raw) else None
    return Block(
        BlockKind.BROKEN,
        start,
        start + len(raw),
        line=_line_ends(text[:start]),
        key=kept.key if kept else "",
        type=kept.type if kept else "",
        fields=kept.fields if kept else (),
        reason=reason_for(raw),
    )


@dataclass(frozen=True, slots=True)
class _Mask:
    """Characters that a text does not hold, to stand for a backslash, "@" and a quotation mark."""

    backslash: str
    at: str
    quote: str

    @classmethod
    def of(cls, text: str) -> "_Mask":
        if not any(character in text for character in "\ue000\ue001\ue002"):
            return cls("\ue000", "\ue001", "\ue002")
        used = set(text)
        free = (character for character in map(chr, range(0xE003, 0xF900)) if character not in used)
        return cls(next(free, "\\"), next(free, "@"), next(free, '"'))

    def hide(self, text: str, hidden: str) -> str:
        """Return *text* with *hidden*, backslashes, and "@" at inner line starts masked."""
        text = text.replace(hidden, self.backslash * len(hidden))
        return _INNER_START.sub(lambda match: match[1] + self.at, text)

    def show(self, text: str) -> str:
        return text.replace(self.backslash, "\\").replace(self.at, "@").replace(self.quote, '"')


def _parse(text: str) -> Sequence[Any]:
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(
        logging.CRITICAL + 1
    )  # it quotes entries; ours are kept as broken blocks
    blocks: Sequence[Any] = Splitter(text).split().blocks
    return blocks


def _block(parsed: Any, start: int, mask: _Mask) -> Block | None:
    """Return what bibtexparser read as a block of ours, None for free text."""
    from bibtexparser import model

    if isinstance(parsed, model.ImplicitComment):
        return None
    if isinstance(parsed, (model.DuplicateFieldKeyBlock, model.DuplicateBlockKeyBlock)):
        parsed = parsed.ignore_error_block
    end = start + len(parsed.raw)
    if isinstance(parsed, model.Preamble):
        return Block(BlockKind.PREAMBLE, start, end)
    if isinstance(parsed, model.ExplicitComment):
        return Block(BlockKind.COMMENT, start, end)
    if isinstance(parsed, model.String):
        return _checked(Block(BlockKind.STRING, start, end, fields=((parsed.key, mask.show(parsed.value)),)))
    if isinstance(parsed, model.Entry):
        fields = tuple((_field_name(mask.show(field.key)), mask.show(field.value)) for field in parsed.fields)
        return _checked(Block(BlockKind.ENTRY, start, end, 0, mask.show(parsed.key), parsed.entry_type, fields))
    return Block(BlockKind.BROKEN, start, end)


def _field_name(written: str) -> str:
    """Return a field's name without the "%" comments before it, which biber allows though BibTeX does not."""
    return _COMMENT.sub("", written).strip() if written.startswith("%") else written


def _checked(block: Block) -> Block:
    """Return *block*, as broken if it has no key or a value that is none (such as two fields without a comma)."""
    if not all(name and not _NO_NAME.search(name) and parts_of(value) is not None for name, value in block.fields):
        return Block(BlockKind.BROKEN, block.start, block.end)
    if block.kind is BlockKind.ENTRY and (not block.key or _NO_NAME.search(block.key)):
        return replace(block, kind=BlockKind.BROKEN)
    return block
