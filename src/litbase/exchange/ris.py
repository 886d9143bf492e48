"""RIS, as databases and reference managers export it (Research Information Systems, "RIS Format Specifications")."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litbase.bib.item_types import PERIODICAL_TYPES
from litbase.errors import EntryError
from litbase.exchange.building import RecordBuilder
from litbase.exchange.carrying import cargo_of, is_cargo, with_cargo
from litbase.exchange.record import Exchanged, names_in, text_in
from litbase.exchange.tagged import STRAY, TaggedRecord, go_on, looks_like_record, tagged_lines
from litbase.exchange.values import (
    has_year,
    joined_date,
    plain,
    read_date,
    read_doi,
    read_pages,
    split_keywords,
    write_date,
    write_name,
    year_of,
)
from litbase.model.record import RefusedRecord

LINE = re.compile(r"[\ufeff\s]{0,4}([A-Z][A-Z0-9]) {1,3}- ?(.*)")
_TAGGED = re.compile(r"^[A-Z][A-Z0-9]  - ", re.MULTILINE)
_FIRST = re.compile(r"^[\ufeff\s]{0,4}TY {1,3}-", re.MULTILINE)

TYPES: Mapping[str, str] = {
    "JOUR": "article-journal", "ABST": "article-journal", "EJOUR": "article-journal", "INPR": "article-journal",
    "MGZN": "article-magazine", "NEWS": "article-newspaper", "JFULL": "periodical",
    "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "SER": "book", "CTLG": "book", "WHOLE": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "ENCYC": "entry-encyclopedia", "DICT": "entry-dictionary",
    "THES": "thesis", "RPRT": "report", "GOVDOC": "report", "STAND": "standard", "PAMP": "pamphlet",
    "ELEC": "webpage", "BLOG": "post-weblog", "ICOMM": "personal_communication", "PCOMM": "personal_communication",
    "CASE": "legal_case", "STAT": "legislation", "LEGAL": "legislation", "BILL": "bill", "UNBILL": "bill",
    "HEAR": "hearing", "PAT": "patent", "DATA": "dataset", "AGGR": "dataset", "DBASE": "dataset", "COMP": "software",
    "MPCT": "motion_picture", "VIDEO": "motion_picture", "ADVS": "motion_picture", "SOUND": "song",
    "MUSIC": "musical_score", "MAP": "map", "ART": "graphic", "FIGURE": "figure", "CHART": "figure",
    "SLIDE": "speech", "MANSCPT": "manuscript", "UNPB": "manuscript", "UNPD": "manuscript",
    "CLSWK": "classic", "ANCIENT": "classic", "GEN": "document", "OTHER": "document", "GRANT": "document",
}  # fmt: skip
_WRITTEN_TYPES: Mapping[str, str] = {kind: tag for tag, kind in reversed(list(TYPES.items()))} | {
    "treaty": "LEGAL",
    "regulation": "STAT",
    "post": "BLOG",
    "entry": "ENCYC",
    "review": "JOUR",
    "review-book": "JOUR",
}

_TEXTS: Mapping[str, str] = {
    "AB": "abstract", "N2": "abstract", "CN": "call-number", "CY": "publisher-place", "PP": "publisher-place",
    "DP": "source", "ET": "edition", "LA": "language", "NV": "number-of-volumes", "PB": "publisher",
    "SE": "section", "ST": "title-short", "TT": "original-title", "VL": "volume",
}  # fmt: skip
_NAMES: Mapping[str, str] = {
    "AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator",
}  # fmt: skip
_DATES = ("PY", "Y1", "DA")
_TITLES = ("TI", "T1", "CT")
_PERIODICAL = ("JF", "JO", "JA", "J1", "J2")


def is_ris(text: str) -> bool:
    start = text[:20_000]
    if _FIRST.search(start) is not None:
        return True
    return len(_TAGGED.findall(start)) > 3 and re.search(r"^ER  -", start, re.MULTILINE) is not None


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records of a RIS file in its order; a record without a type is refused."""
    for record in _cut(text):
        if record.values[0][0] == "TY":
            yield _record(record)
        elif record.values[0][0] == STRAY:
            reason = EntryError(f"line {record.line}: text that belongs to no record", "is it of another format?")
            yield RefusedRecord(None, reason, record.line)
        else:
            reason = EntryError(
                f"line {record.line}: a RIS record begins with its type (TY), not with {record.values[0][0]}",
                "put a line such as 'TY  - GEN' before it",
            )
            yield RefusedRecord(None, reason, record.line)


def _cut(text: str) -> Iterator[TaggedRecord]:
    """Yield the records; one that was not ended by ER ends where another begins."""
    record: TaggedRecord | None = None
    any_read = False
    ends = re.search(r"^\s{0,4}ER {1,3}-", text, re.MULTILINE) is not None
    for line in tagged_lines(text, LINE):
        if line.tag == "ER":
            if record is not None:
                yield record
                any_read = True
            record = None
        elif line.tag is None:
            if record is not None:
                go_on(record, line.text)
            elif any_read or looks_like_record(line.text):
                record = TaggedRecord(line.number, [(STRAY, line.text)])
        elif record is None or record.values[0][0] == STRAY or (line.tag == "TY" and (line.after_blank or not ends)):
            if record is not None:
                yield record
            record = TaggedRecord(line.number, [(line.tag, line.text)])
        else:
            record.values.append((line.tag, line.text))
    if record is not None:
        yield record


def _record(tagged: TaggedRecord) -> Exchanged:
    kinds = [value.upper() for tag, value in tagged.values if tag == "TY"]
    kind = TYPES.get(kinds[-1], "document")
    builder = RecordBuilder("ris", tagged.line, kind)
    if kinds[-1] not in TYPES:
        builder.keep("ty", kinds[-1])
    by_tag: dict[str, list[str]] = {}
    cargo = None
    for tag, value in tagged.values:
        if not value or tag == "TY":
            continue
        if tag == "U5" and is_cargo(value):
            cargo = value
        elif tag == "KW":
            builder.keyword(value)
        elif tag in _NAMES:
            builder.name(_NAMES[tag], value)
        else:
            by_tag.setdefault(tag, []).append(value)
    _titles(builder, by_tag, kind)
    _dates(builder, by_tag)
    _numbers(builder, by_tag, kind)
    _identifiers(builder, by_tag)
    _rest(builder, by_tag)
    record = builder.build()
    return record if cargo is None else with_cargo(record, cargo)


def _titles(builder: RecordBuilder, by_tag: dict[str, list[str]], kind: str) -> None:
    titles = [value for tag in _TITLES for value in by_tag.pop(tag, ())]
    if kind == "book" and not titles:
        titles = by_tag.pop("BT", [])
    for title in titles:
        builder.text("title", title)
    second = "collection-title" if kind == "book" else "container-title"
    for value in by_tag.pop("T2", ()):
        builder.text(second, value)
    for value in by_tag.pop("T3", ()):
        builder.text("collection-title", value)
    for value in by_tag.pop("BT", ()):
        builder.text("container-title", value)
    for tag in _PERIODICAL:
        for value in by_tag.pop(tag, ()):
            present = builder.item.get("container-title", "")
            if not present:
                builder.text("container-title", value)
            elif value.casefold() != str(present).casefold():
                builder.text("container-title-short", value)


def _dates(builder: RecordBuilder, by_tag: dict[str, list[str]]) -> None:
    """The year stands in PY or Y1, month and day there or in DA."""
    stated = [value for tag in _DATES for value in by_tag.pop(tag, ())]
    dates = [read_date(value) for value in stated]
    years = [year_of(date) for date in dates if has_year(date)]
    for value, date in zip(stated, dates, strict=True):
        if has_year(date):
            builder.put_date("issued", date)
        elif years and any(character.isalpha() for character in value):
            builder.put_date("issued", joined_date(years[0], value))
        elif not years:
            builder.put_date("issued", date)
    for value in by_tag.pop("Y2", ()):
        builder.date("accessed", value)


def _numbers(builder: RecordBuilder, by_tag: dict[str, list[str]], kind: str) -> None:
    first, last = (by_tag.pop(tag, [""])[0] for tag in ("SP", "EP"))
    if kind == "book" and first.isdigit() and not last:
        builder.text("number-of-pages", first)
    elif last and last != first and first:
        builder.text("page", f"{first}-{last}")
    else:
        builder.text("page", read_pages(first or last))
    article = by_tag.pop("C7", [])
    if article and not builder.has("page"):
        builder.text("page", article.pop(0))
    for value in article:
        builder.keep("c7", value)
    number = "issue" if kind in PERIODICAL_TYPES else "number"
    for tag in ("IS", "M1"):
        for value in by_tag.pop(tag, ()):
            if builder.has(number) or len(value) > 40:
                builder.keep(tag, value)
            else:
                builder.text(number, value)


def _identifiers(builder: RecordBuilder, by_tag: dict[str, list[str]]) -> None:
    for value in by_tag.pop("DO", ()):
        builder.doi(value)
    for value in by_tag.pop("M3", ()):
        doi = read_doi(value)
        if doi:
            builder.text("DOI", doi)
        elif builder.item["type"] in PERIODICAL_TYPES:
            builder.keep("m3", value)
        else:
            builder.text("genre", value)
    for value in by_tag.pop("SN", ()):
        builder.number(value)
    for tag in ("UR", "L2"):
        for value in by_tag.pop(tag, ()):
            if value.startswith(("http", "//", "www.", "ftp")) or tag == "UR":
                builder.text("URL", value)
            else:
                builder.field("file", value)
    for value in by_tag.pop("L1", ()):
        builder.field("file", value.removeprefix("file://"))
    for value in by_tag.pop("ID", ()):
        builder.key(value)


def _rest(builder: RecordBuilder, by_tag: dict[str, list[str]]) -> None:
    for tag, values in by_tag.items():
        for value in values:
            if tag in _TEXTS:
                builder.text(_TEXTS[tag], value)
            elif tag == "N1":
                builder.text("annote", value, join="; ")
            else:
                builder.keep(tag, value)


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* as a RIS file, CRLF between lines as the specification has it."""
    return "".join(map(_written, records))


def _written(record: Exchanged) -> str:
    values = list(_values(record))
    read_back = _record(TaggedRecord(0, values))
    cargo = cargo_of(record, read_back)
    if cargo is not None:
        values.append(("U5", cargo))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in values) + "ER  - \r\n\r\n"


def _values(record: Exchanged) -> Iterator[tuple[str, str]]:
    item = record.item
    kind = text_in(item, "type")
    yield "TY", _WRITTEN_TYPES.get(kind, "GEN")
    found = [("ID", record.key), *_written_titles(item, kind)]
    for tag, variable in {"AU": "author", "A2": "editor", "A3": "collection-editor", "A4": "translator"}.items():
        found += [(tag, write_name(name)) for name in names_in(item, variable)]
    found += [("PY", year_of(item.get("issued"))), ("DA", write_date(item.get("issued"), mark="/"))]
    found += [("Y2", write_date(item.get("accessed"), mark="/"))]
    found += [(tag, text_in(item, variable)) for tag, variable in _TEXTS.items() if tag not in ("N2", "PP")]
    found += _written_numbers(item, kind)
    found += [("N1", text_in(item, "note")), ("N1", text_in(item, "annote"))]
    found += [("KW", word) for word in split_keywords(text_in(item, "keyword"))]
    found += _written_fields(record)
    yield from ((tag, one) for tag, value in found if (one := _one_line(value)))


def _written_titles(item: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    yield "TI", plain(text_in(item, "title"))
    series = "T2" if kind == "book" else "T3"
    yield "T2" if kind != "book" else "BT", plain(text_in(item, "container-title"))
    yield series, plain(text_in(item, "collection-title"))
    yield "J2", plain(text_in(item, "container-title-short"))


def _written_numbers(item: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    first, dash, last = text_in(item, "page").partition("-")
    yield "SP", first if dash and "," not in last else text_in(item, "page")
    yield "EP", last if dash and "," not in last else ""
    yield "IS", text_in(item, "issue" if kind in PERIODICAL_TYPES else "number")
    for variable, tag in (("DOI", "DO"), ("ISBN", "SN"), ("ISSN", "SN"), ("URL", "UR"), ("genre", "M3")):
        yield tag, text_in(item, variable)


def _written_fields(record: Exchanged) -> Iterator[tuple[str, str]]:
    for name, value in record.fields:
        tag = name.removeprefix("ris-").upper()
        if name == "file":
            yield "L1", value
        elif name.startswith("ris-") and len(tag) == 2 and tag not in ("TY", "ER", "U5"):
            yield tag, value


def _one_line(text: str) -> str:
    return " ".join(text.split())
