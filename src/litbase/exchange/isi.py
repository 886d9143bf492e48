"""ISI / Web of Science tagged files (Clarivate, "Web of Science Core Collection Field Tags"); read only."""

import re
from collections.abc import Iterator, Mapping

from litbase.exchange.building import RecordBuilder
from litbase.exchange.record import Exchanged
from litbase.exchange.tagged import TaggedRecord, tagged_lines
from litbase.exchange.values import joined_date, read_pages
from litbase.model.record import RefusedRecord

_LINE = re.compile(r"([A-Z][A-Z0-9])(?= |$) ?(.*)")
_FIRST = re.compile(r"^(?:FN (?:ISI|Clarivate|Thomson)|PT [A-Z]\b)", re.MULTILINE)
_TYPES = {"J": "article-journal", "B": "book", "S": "chapter", "P": "patent", "C": "paper-conference"}
_TEXTS: Mapping[str, str] = {
    "TI": "title", "SO": "container-title", "J9": "container-title-short", "JI": "container-title-short",
    "VL": "volume", "LA": "language", "AB": "abstract", "PU": "publisher", "PI": "publisher-place",
    "SE": "collection-title", "CT": "event-title", "CL": "event-place", "PM": "PMID",
}  # fmt: skip
_NAMES = {"AU": "author", "AF": "author", "ED": "editor", "BE": "editor"}


def is_isi(text: str) -> bool:
    return _FIRST.search(text[:2000]) is not None


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records in the order of the file; each ends with ER."""
    record: TaggedRecord | None = None
    for line in tagged_lines(text, _LINE):
        if line.tag in ("FN", "VR", "EF"):
            continue
        if line.tag == "ER":
            if record is not None:
                yield _record(record)
            record = None
        elif record is None:
            if line.tag is not None:
                record = TaggedRecord(line.number, [(line.tag, line.text)])
        elif line.tag is None:
            tag, value = record.values[-1]
            record.values[-1] = (tag, f"{value}\n{line.text}")
        else:
            record.values.append((line.tag, line.text))
    if record is not None:
        yield _record(record)


def _record(tagged: TaggedRecord) -> Exchanged:
    values = dict(tagged.values)
    kind = _TYPES.get(values.get("PT", "J").strip()[:1], "document")
    if kind == "book" and values.get("SO") and values.get("TI") and values.get("BP"):
        kind = "chapter"
    builder = RecordBuilder("isi", tagged.line, kind)
    for tag, value in tagged.values:
        if (
            value.strip()
            and tag not in ("PT", "PY", "PD", "BP", "EP", "PS", "AR")
            and not (tag == "AU" and "AF" in values)
        ):
            _take(builder, tag, value)
    builder.put_date("issued", joined_date(values.get("PY", ""), values.get("PD", "")))
    first, last = values.get("BP", ""), values.get("EP", "")
    builder.text("page", read_pages(f"{first}-{last}" if first and last else first or values.get("PS", "")))
    builder.text("page" if not builder.has("page") else "isi-ar", values.get("AR", ""))
    return builder.build()


def _take(builder: RecordBuilder, tag: str, value: str) -> None:
    if tag in _NAMES:
        for name in re.split(r"\n|;", value):
            builder.name(_NAMES[tag], _inverted(name))
    elif tag == "CA":
        builder.item.setdefault("author", []).extend({"literal": name.strip()} for name in value.split("\n"))
    elif tag in ("DE", "ID"):
        for word in value.replace("\n", " ").split(";"):
            builder.keyword(word)
    elif tag == "DI":
        builder.doi(value)
    elif tag in ("SN", "EI", "BN"):
        builder.number(value.replace("\n", ";"))
    elif tag == "IS":
        builder.text("issue" if builder.item["type"] == "article-journal" else "number", value)
    elif tag in _TEXTS:
        builder.text(_TEXTS[tag], value.replace("\n", " "))
    else:
        builder.keep(tag, value.replace("\n", "; " if tag in ("CR", "C1") else " "))


def _inverted(name: str) -> str:
    """Return a person's name with the family name first: groups have a tag of their own here."""
    words = name.split()
    return name if "," in name or len(words) < 2 else f"{words[-1]}, {' '.join(words[:-1])}"
