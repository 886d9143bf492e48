"""The formats: how each is told from the others by its content, read and written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from litbase.exchange import csl_json, ris
from litbase.exchange.record import Exchanged
from litbase.exchange.text import text_of
from litbase.model.record import RefusedRecord

Read = Callable[[str], Iterator[Exchanged | RefusedRecord]]
Write = Callable[[Sequence[Exchanged]], str]


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `write` is None where litbase only reads it."""

    name: str
    title: str
    is_it: Callable[[str], bool]
    read: Read
    write: Write | None = None


FORMATS: tuple[Format, ...] = (
    Format("csl-json", "CSL-JSON", csl_json.is_csl_json, csl_json.read, csl_json.write),
    Format("ris", "RIS", ris.is_ris, ris.read, ris.write),
)
WRITABLE = tuple(each.name for each in FORMATS if each.write is not None)


def recognise(content: bytes) -> tuple[Format, str] | None:
    """Return the format of *content*, and it as text; None if it is none of these (BibTeX is not among them)."""
    text = text_of(content)
    return next(((each, text) for each in FORMATS if each.is_it(text)), None)


def format_named(name: str) -> Format:
    return next(each for each in FORMATS if each.name == name)
