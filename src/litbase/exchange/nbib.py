"""NBIB, the tagged format of PubMed (National Library of Medicine, "MEDLINE/PubMed Data Element Descriptions")."""

import re
from collections.abc import Iterator, Mapping, Sequence

from litbase.exchange.building import RecordBuilder
from litbase.exchange.carrying import cargo_of, is_cargo, with_cargo
from litbase.exchange.record import Exchanged, names_in, text_in
from litbase.exchange.tagged import TaggedRecord, go_on, tagged_lines
from litbase.exchange.values import expand_pages, plain, read_doi, split_keywords, write_date, write_name
from litbase.model.record import RefusedRecord

_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)")
_FIRST = re.compile(r"^\s*PMID ?- ?\d*", re.MULTILINE)
_TAGGED = re.compile(r"^(?:[A-Z]{4}|[A-Z]{3} |[A-Z]{2}  )- ", re.MULTILINE)  # four columns, then the hyphen
_SHORT_NAME = re.compile(r"(.+?) ([A-Z]{1,4})(?: (Jr|Sr|[23](?:nd|rd)))?")
_WHAT = re.compile(r"\s*\[(\w+)\]\s*$")

_TEXTS: Mapping[str, str] = {
    "TI": "title", "BTI": "container-title", "JT": "container-title", "TA": "container-title-short", "VI": "volume",
    "IP": "issue", "AB": "abstract", "LA": "language", "PB": "publisher", "EN": "edition", "PMID": "PMID",
    "PMC": "PMCID", "VTI": "volume-title", "CTI": "collection-title", "TT": "original-title", "PL": "publisher-place",
}  # fmt: skip
_TYPES = {
    "book": "book",
    "book chapter": "chapter",
    "dataset": "dataset",
    "preprint": "article",
    "news": "article-magazine",
}


def is_nbib(text: str) -> bool:
    start = text[:2000]
    tagged = len(_TAGGED.findall(start))
    return not start.lstrip("\ufeff \r\n").startswith("<") and (_FIRST.search(start) is not None or tagged > 1)


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records in the order of the file; each begins with its PMID, or after a blank line."""
    record: TaggedRecord | None = None
    for line in tagged_lines(text, _LINE):
        if line.tag is None:
            if record is not None and not line.after_blank:
                go_on(record, line.text)
            elif record is not None:
                record.values.append(("text", line.text))
        elif record is None or line.tag == "PMID" or line.after_blank:
            if record is not None:
                yield _record(record)
            record = TaggedRecord(line.number, [(line.tag, line.text)])
        else:
            record.values.append((line.tag, line.text))
    if record is not None:
        yield _record(record)


def _record(tagged: TaggedRecord) -> Exchanged:
    kinds = [_TYPES[value.lower()] for tag, value in tagged.values if tag == "PT" and value.lower() in _TYPES]
    tags = {tag for tag, _ in tagged.values}
    builder = RecordBuilder(
        "nbib", tagged.line, "chapter" if "BTI" in tags and "TI" in tags else (*kinds, "article-journal")[0]
    )
    cargo = ""
    for tag, value in tagged.values:
        if is_cargo(value):
            cargo = value
        elif value and not ((tag == "AU" and "FAU" in tags) or (tag == "ED" and "FED" in tags)):
            _take(builder, tag, value)
    record = builder.build()
    return with_cargo(record, cargo) if cargo else record


def _take(builder: RecordBuilder, tag: str, value: str) -> None:
    if tag in ("FAU", "FED"):
        builder.name("author" if tag == "FAU" else "editor", value)
    elif tag in ("AU", "ED"):
        match = _SHORT_NAME.fullmatch(value)
        written = ", ".join(part for part in match.groups() if part) if match else value
        builder.name("author" if tag == "AU" else "editor", written)
    elif tag == "CN":
        builder.item.setdefault("author", []).append({"literal": value})
    elif tag == "DP":
        builder.date("issued", value)
    elif tag == "PG":
        builder.text("page", expand_pages(value))
    elif tag in ("MH", "OT", "KW"):
        builder.keyword(value)
    elif tag in ("AID", "LID"):
        _identifier(builder, tag, value)
    elif tag in ("IS", "ISBN"):
        builder.number(re.sub(r"^ISBN\s*|\s*\([^)]*\)", "", value))
    elif tag in ("GN", "text"):
        builder.text("annote", value, join="; ")
    elif tag == "TI":
        builder.text("title", value, join=" ")
    elif tag in _TEXTS:
        builder.text(_TEXTS[tag], value)
    else:
        builder.keep(tag, value)


def _identifier(builder: RecordBuilder, tag: str, value: str) -> None:
    match = _WHAT.search(value)
    kind = match[1].lower() if match else ""
    if kind == "doi":
        builder.doi(_WHAT.sub("", value))
    elif read_doi(value):
        builder.doi(value)
    else:
        builder.keep(kind or tag, _WHAT.sub("", value))


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* in PubMed's format, values on one line each."""
    return "\n".join(map(_written, records))


def _written(record: Exchanged) -> str:
    values = [(tag, " ".join(value.split())) for tag, value in _values(record) if value.strip() or tag == "PMID"]
    cargo = cargo_of(record, _record(TaggedRecord(0, values)))
    if cargo is not None:
        values.append(("GN", cargo))
    return "".join(f"{tag:<4}- {value}\n" for tag, value in values)


def _values(record: Exchanged) -> Iterator[tuple[str, str]]:
    item = record.item
    yield "PMID", text_in(item, "PMID")
    kind = {value: name for name, value in _TYPES.items()}.get(text_in(item, "type"), "Journal Article")
    yield "PT", kind.title()
    container = "BTI" if text_in(item, "type") == "chapter" else "JT"
    for tag, variable in _TEXTS.items():
        if tag != "PMID" and not (variable == "container-title" and tag != container):
            yield tag, plain(text_in(item, variable))
    for tag, variable in (("FAU", "author"), ("FED", "editor")):
        for name in names_in(item, variable):
            whole = text_in(name, "literal")
            yield ("CN", whole) if whole and tag == "FAU" else (tag, write_name(name))
    yield "DP", write_date(item.get("issued"), mark="/")
    yield "PG", text_in(item, "page")
    yield "AID", f"{text_in(item, 'DOI')} [doi]" if text_in(item, "DOI") else ""
    yield "ISBN", text_in(item, "ISBN")
    yield "IS", text_in(item, "ISSN")
    yield "GN", text_in(item, "annote")
    for word in split_keywords(text_in(item, "keyword")):
        yield "OT", word
    for field, value in record.fields:
        tag = field.removeprefix("nbib-").upper()
        if field.startswith("nbib-") and tag.isalpha() and 2 <= len(tag) <= 4:
            yield tag, value
