"""Refer, EndNote's tagged format (bib(5); EndNote, "Refer/BibIX Import")."""

import re
from collections.abc import Iterator, Mapping

from litbase.bib.item_types import PERIODICAL_TYPES
from litbase.exchange.building import RecordBuilder
from litbase.exchange.endnote_xml import type_named
from litbase.exchange.record import Exchanged
from litbase.exchange.tagged import TaggedRecord, go_on, tagged_lines
from litbase.exchange.values import has_year, joined_date, read_doi, read_pages
from litbase.model.record import RefusedRecord

_LINE = re.compile(r"\ufeff?(%[A-Z0-9@!?*><\[=()\]#$&+^:/])(?= |$) ?(.*)")
_FIRST = re.compile(r"^\ufeff?%(?:0|A|T) \S", re.MULTILINE)
_TEXTS: Mapping[str, str] = {
    "%T": "title", "%J": "container-title", "%B": "container-title", "%S": "collection-title", "%V": "volume",
    "%I": "publisher", "%C": "publisher-place", "%X": "abstract", "%7": "edition", "%9": "genre", "%G": "language",
    "%L": "call-number", "%!": "title-short", "%*": "license", "%W": "archive", "%6": "number-of-volumes",
    "%Q": "original-title", "%&": "section",
}  # fmt: skip
_NAMES = {"%A": "author", "%E": "editor", "%Y": "collection-editor", "%?": "translator"}


def is_refer(text: str) -> bool:
    return _FIRST.search(text[:2000]) is not None and "@" not in text.lstrip("\ufeff \r\n")[:1]


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records in the order of the file; a blank line or a type (%0) begins a new one."""
    record: TaggedRecord | None = None
    for line in tagged_lines(text, _LINE):
        if line.tag is None:
            if record is not None:
                go_on(record, line.text)
        elif record is None or line.after_blank:
            if record is not None:
                yield _record(record)
            record = TaggedRecord(line.number, [(line.tag, line.text)])
        else:
            record.values.append((line.tag, line.text))
    if record is not None:
        yield _record(record)


def _record(tagged: TaggedRecord) -> Exchanged:
    values = dict(tagged.values)
    given = [value for tag, value in tagged.values if tag == "%0" and value]
    kind = type_named(given[-1]) if given else None
    if kind is None:
        kind = (
            "article-journal"
            if "%J" in values
            else "chapter"
            if "%B" in values
            else "book"
            if "%I" in values
            else "document"
        )
    builder = RecordBuilder("refer", tagged.line, kind)
    for value in given:
        if type_named(value) is None:
            builder.keep("type", value)
    for tag, value in tagged.values:
        if value and tag not in ("%0", "%D", "%8"):
            _take(builder, tag, value)
    date = joined_date(values.get("%D", ""), values.get("%8", ""))
    builder.put_date("issued", date if has_year(date) or not values.get("%D") else joined_date(values["%D"], ""))
    return builder.build()


def _take(builder: RecordBuilder, tag: str, value: str) -> None:
    if tag in _NAMES:
        builder.name(_NAMES[tag], value)
    elif tag == "%N":
        builder.text("issue" if builder.item["type"] in PERIODICAL_TYPES else "number", value)
    elif tag == "%P":
        builder.text("page", read_pages(value))
    elif tag == "%@":
        builder.number(value)
    elif tag == "%K":
        for word in re.split(r"[;\n]", value):
            builder.keyword(word)
    elif tag == "%U":
        builder.text("URL", value)
    elif tag == "%R":
        if read_doi(value) or value.lower().startswith("doi"):
            builder.doi(value)
        else:
            builder.keep("r", value)
    elif tag in ("%O", "%Z"):
        builder.text("annote", value, join="; ")
    elif tag == "%F":
        builder.key(value)
    elif tag == "%>":
        builder.field("file", value.removeprefix("file://"))
    elif tag in _TEXTS:
        builder.text(_TEXTS[tag], value)
    else:
        builder.keep(_SPELLED.get(tag[1], tag[1]), value)


# signs that cannot stand in a field's name
_SPELLED = {"[": "accessed", "=": "modified", "(": "original", ")": "reprint", "]": "article", "#": "custom8",
            "$": "custom6", "+": "address", "^": "caption", ":": "reference",
            "<": "notes", "/": "url2", "@": "number"}  # fmt: skip
