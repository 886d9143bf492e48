"""BibTeX written: whole new entries, and splices that leave every byte alone that need not change."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from litbase.bib.reader import Block, BlockKind
from litbase.bib.values import MONTHS, is_balanced
from litbase.errors import EntryError
from litbase.model.entry import Entry

_TWO_WAYS = re.compile(r"[\r\n]\s*@|\\\\|\\[{}]|[\ue000-\ue002]")
_NO_NAME = re.compile(r"""[\s"#%'(),={}@\\]""")


def format_entry(entry: Entry, *, newline: str = "\n", macros: Container[str] = MONTHS) -> str:
    """Return *entry* as BibTeX text without a line end after it; *macros* are names that a month may stand bare as.

    Raises EntryError if the key, a field name or a value cannot be written in BibTeX.
    """
    return _laid_out(entry, _formatted(entry, macros), newline)


def _formatted(entry: Entry, macros: Container[str]) -> tuple[tuple[str, str], ...]:
    _check_names(entry)
    return tuple((name, format_value(name, value, macros=macros)) for name, value in entry.fields)


def _laid_out(entry: Entry, fields: Sequence[tuple[str, str]], newline: str) -> str:
    lines = [f"  {name} = {value}," for name, value in fields]
    return newline.join([f"@{entry.type}{{{entry.key},", *lines, "}"])


def new_block(entry: Entry, *, newline: str = "\n", macros: Container[str] = MONTHS) -> tuple[str, Block | None]:
    """Return what `format_entry` does, and the block that reading it would give, None where it has to be read.

    It need not be read where nothing in it can be taken in two ways: no "@" that begins a line, no brace or
    backslash after a backslash.
    """
    fields = _formatted(entry, macros)
    text = _laid_out(entry, fields, newline)
    if len({name for name, _ in entry.fields}) < len(entry.fields) or _TWO_WAYS.search(text, 1):
        return text, None
    return text, Block(BlockKind.ENTRY, 0, len(text), 0, entry.key, entry.type, fields)


def format_value(name: str, value: str, *, macros: Container[str] = MONTHS, quoted: bool = False) -> str:
    """Return *value* with its delimiters: braces, or quotation marks if *quoted* and it holds none.

    Raises EntryError if its braces do not balance.
    """
    if name == "month" and value in macros:
        return value
    if not is_balanced(value):
        raise EntryError(
            f"the braces in the field '{name}' do not balance",
            r"close every brace, or write a lone one as \textbraceleft or \textbraceright",
        )
    return f'"{value}"' if quoted and '"' not in value else f"{{{value}}}"


@lru_cache(maxsize=4096)
def _is_no_name(name: str) -> bool:
    return not name or _NO_NAME.search(name) is not None


def _check_names(entry: Entry) -> None:
    for what, name in (("key", entry.key), ("type", entry.type), *(("field name", name) for name, _ in entry.fields)):
        if _is_no_name(name) if what != "key" else not name or _NO_NAME.search(name):
            raise EntryError(
                f"'{name}' cannot be a BibTeX {what}", "use letters, digits and - _ : . + / without spaces"
            )
    if not all(character.isalnum() or character == "_" for character in entry.type):
        raise EntryError(f"'{entry.type}' cannot be a BibTeX type", "use letters only")


@dataclass(frozen=True, slots=True)
class _Segment:
    """What one field adds to an entry's text: `lead` (the comma before it, name, "="), then its value."""

    name: str
    lead: str
    value: str
    name_at: int  # offset of the name in `lead`

    def with_value(self, value: str) -> "_Segment":
        return _Segment(self.name, self.lead, value, self.name_at)


@dataclass(frozen=True, slots=True)
class _Anatomy:
    """An entry's text taken apart: joined in this order, the parts are the text again."""

    type: str
    opening: str
    key: str
    segments: tuple[_Segment, ...]
    tail: str

    def text(self) -> str:
        fields = "".join(segment.lead + segment.value for segment in self.segments)
        return f"@{self.type}{self.opening}{self.key}{fields}{self.tail}"


def _dissect(text: str, block: Block) -> _Anatomy:
    """Take the text of the entry *block* apart, whose names and values stand in it in this order."""
    opening = min(place for place in (text.find("{"), text.find("(")) if place > 0)
    key = text.index(block.key, opening + 1)
    position = key + len(block.key)
    segments: list[_Segment] = []
    for name, value in block.fields:
        equals = text.index("=", text.index(name, text.index(",", position) + 1))
        name_at = text.rindex(name, position, equals)
        value_at = text.index(value, equals + 1)
        segments.append(_Segment(name.lower(), text[position:value_at], value, name_at - position))
        position = value_at + len(value)
    kind = text[1:opening].rstrip()
    return _Anatomy(kind, text[1 + len(kind) : key], block.key, tuple(segments), text[position:])


def splice_entry(
    text: str, block: Block, *, old: Entry, new: Entry, newline: str = "\n", macros: Container[str] = MONTHS
) -> str:
    """Return the *text* of the entry *block* changed from *old* to *new*, what both share left as it is written.

    Raises EntryError if a key, a field name or a value cannot be written in BibTeX.
    """
    _check_names(new)
    anatomy = _dissect(text, block)
    segments = _spliced(anatomy, old, new, newline=newline, macros=macros)
    if segments is None:
        return format_entry(new, newline=newline, macros=macros)
    kind = anatomy.type if old.type == new.type else new.type
    return _Anatomy(kind, anatomy.opening, new.key, tuple(segments), anatomy.tail).text()


def _spliced(
    anatomy: _Anatomy, old: Entry, new: Entry, *, newline: str, macros: Container[str]
) -> list[_Segment] | None:
    """Return the segments of the new fields, None where their order was changed and no splice can follow it."""
    segments: list[_Segment] = []
    waiting = list(zip(anatomy.segments, old.fields, strict=True))
    for name, value in new.fields:
        while waiting and waiting[0][1][0] != name and any(field == name for _, (field, _) in waiting):
            waiting.pop(0)
        if waiting and waiting[0][1][0] == name:
            segment, (_, before) = waiting.pop(0)
            if value != before:
                quoted = segment.value.startswith('"')
                segment = segment.with_value(format_value(name, value, macros=macros, quoted=quoted))
            segments.append(segment)
        elif any(segment.name == name for segment in segments):
            return None
        else:
            waiting.clear()
            value = format_value(name, value, macros=macros)
            segments.append(_added(name, value, anatomy.segments, newline))
    return segments


def _added(name: str, value: str, segments: Sequence[_Segment], newline: str) -> _Segment:
    """Return a new field laid out like the others: indented, and "=" in the same column if theirs are."""
    if not segments:
        return _Segment(name, f",{newline}  {name} = ", value, len(newline) + 3)
    last = segments[-1]
    before = last.lead[: last.name_at]
    if before.strip() != ",":
        before = f",{newline}  "
    columns = {segment.lead.index("=", segment.name_at) - segment.name_at for segment in segments}
    aligned = len(columns) == 1 and len({len(segment.name) for segment in segments}) > 1
    padded = name.ljust(columns.pop()) if aligned else f"{name} "
    if not padded.endswith(" "):
        padded += " "
    return _Segment(name, f"{before}{padded}= ", value, len(before))
