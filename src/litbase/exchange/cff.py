"""CFF, the citation files of software and data sets (Citation File Format 1.2.0)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litbase.exchange.building import RecordBuilder
from litbase.exchange.carrying import cargo_of, is_cargo, with_cargo
from litbase.exchange.record import Exchanged, names_in, text_in
from litbase.exchange.values import plain, split_keywords, write_date
from litbase.exchange.yaml_text import load_mapping
from litbase.model.record import RefusedRecord

_FIRST = re.compile(r"^cff-version\s*:", re.MULTILINE)
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")  # YAML 1.2, 5.1 and 5.4
_TYPES: Mapping[str, str] = {
    "article": "article-journal", "magazine-article": "article-magazine", "newspaper-article": "article-newspaper",
    "book": "book", "conference-paper": "paper-conference", "conference": "event", "proceedings": "book",
    "thesis": "thesis", "report": "report", "government-document": "report", "manual": "report", "pamphlet":
    "pamphlet", "website": "webpage", "blog": "post-weblog", "data": "dataset", "dataset": "dataset",
    "database": "dataset", "software": "software", "software-code": "software", "software-container": "software",
    "standard": "standard", "patent": "patent", "map": "map", "legal-case": "legal_case", "legal-rule": "regulation",
    "bill": "bill", "statute": "legislation", "hearing": "hearing", "film-broadcast": "motion_picture", "video":
    "motion_picture", "sound-recording": "song", "music": "musical_score", "art": "graphic", "encyclopedia":
    "entry-encyclopedia", "dictionary": "entry-dictionary", "edited-work": "book", "serial": "periodical",
    "unpublished": "manuscript", "personal-communication": "personal_communication", "generic": "document",
}  # fmt: skip
_WRITTEN = {kind: name for name, kind in reversed(list(_TYPES.items()))}
_TEXTS: Mapping[str, str] = {
    "title": "title", "abstract": "abstract", "version": "version", "license": "license", "url": "URL", "doi": "DOI",
    "isbn": "ISBN", "issn": "ISSN", "pmcid": "PMCID", "journal": "container-title", "collection-title":
    "container-title", "volume": "volume", "issue": "issue", "number": "number", "edition": "edition", "section":
    "section", "medium": "medium", "notes": "note", "pages": "number-of-pages", "thesis-type": "genre",
}  # fmt: skip
_NAMES = {"authors": "author", "editors": "editor", "translators": "translator", "recipients": "recipient",
          "editors-series": "collection-editor"}  # fmt: skip
_PARTS = {"family-names": "family", "given-names": "given", "name-particle": "non-dropping-particle",
          "name-suffix": "suffix"}  # fmt: skip


def is_cff(text: str) -> bool:
    return _FIRST.search(text[:20_000]) is not None


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the work itself, the work it prefers to be cited by, and its references."""
    found = load_mapping(text, what="the citation file", hint="see citation-file-format.github.io")
    yield _record(found, "software")
    preferred, references = found.get("preferred-citation"), found.get("references")
    others = [preferred, *(references if isinstance(references, list) else [])]
    yield from (_record(other, "document") for other in others if isinstance(other, Mapping))


def _record(found: Mapping[str, Any], default: str) -> Exchanged:
    kind = _TYPES.get(str(found.get("type") or ""), default)
    builder = RecordBuilder("cff", None, kind)
    cargo = ""
    for name, value in found.items():
        if name in _NAMES and isinstance(value, list):
            for person in value:
                _name(builder, _NAMES[name], person)
        elif name in _TEXTS and isinstance(value, str):
            builder.text(_TEXTS[name], value)
        elif name == "keywords" and isinstance(value, list):
            for word in value:
                builder.keyword(str(word))
        elif name == "litbase" and is_cargo(str(value)):
            cargo = str(value)
        elif name not in ("type", "cff-version", "message", "references", "preferred-citation", *_DATED):
            _keep(builder, name, value)
    _dates(builder, found)
    _places(builder, found)
    record = builder.build()
    return with_cargo(record, cargo) if cargo else record


_DATED = ("date-released", "date-published", "year", "month", "date-accessed", "start", "end", "publisher",
          "institution", "identifiers")  # fmt: skip


def _name(builder: RecordBuilder, variable: str, person: Any) -> None:
    if not isinstance(person, Mapping):
        return
    name = {part: str(person[field]) for field, part in _PARTS.items() if person.get(field)}
    if person.get("name"):
        name = {"literal": str(person["name"])}
    if name:
        builder.item.setdefault(variable, []).append(name)
    for field in ("orcid", "affiliation"):
        if person.get(field):
            builder.keep(field, str(person[field]))


def _dates(builder: RecordBuilder, found: Mapping[str, Any]) -> None:
    year, month = str(found.get("year") or ""), str(found.get("month") or "")
    for text in (found.get("date-released"), found.get("date-published"), f"{year}-{month}" if month else year):
        builder.date("issued", str(text or ""))
    builder.date("accessed", str(found.get("date-accessed") or ""))
    start, end = str(found.get("start") or ""), str(found.get("end") or "")
    builder.text("page", f"{start}-{end}" if start and end else start)


def _places(builder: RecordBuilder, found: Mapping[str, Any]) -> None:
    for name in ("publisher", "institution"):
        entity = found.get(name)
        if isinstance(entity, Mapping):
            builder.text("publisher", str(entity.get("name") or ""))
            builder.text("publisher-place", ", ".join(str(entity[f]) for f in ("city", "country") if entity.get(f)))
    identifiers = found.get("identifiers")
    for identifier in identifiers if isinstance(identifiers, list) else ():
        kind, value = (
            (str(identifier.get(f) or "") for f in ("type", "value")) if isinstance(identifier, Mapping) else ("", "")
        )
        if kind == "doi":
            builder.doi(value)
        else:
            builder.keep(kind or "identifier", value)


def _keep(builder: RecordBuilder, name: str, value: Any) -> None:
    tag = "".join(each for each in str(name) if each.isalnum() or each == "-")
    if value and tag:
        builder.keep(tag, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def write(records: Sequence[Exchanged]) -> str:
    """Return the first of *records* as the work, the others as its references; texts stand in JSON's quotes."""
    lines = ["cff-version: 1.2.0", 'message: "Please cite this work."']
    if records:
        lines += _lines(records[0], "software")
    if len(records) > 1:
        lines.append("references:")
        for record in records[1:]:
            first, *rest = _lines(record, "document")
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _lines(record: Exchanged, default: str) -> list[str]:
    values = _values(record)
    cargo = cargo_of(record, _record(values, default))
    if cargo is not None:
        values["litbase"] = cargo
    return [f"{name}: {_yaml(value)}" for name, value in values.items()]


def _yaml(value: Any) -> str:
    """Return *value* as JSON, which is YAML too, with what YAML does not print or takes for a line end escaped."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNPRINTED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


def _values(record: Exchanged) -> dict[str, Any]:
    item = record.item
    values: dict[str, Any] = {
        "type": _WRITTEN.get(text_in(item, "type"), "generic"),
        "title": plain(text_in(item, "title")),
    }
    for field, variable in _NAMES.items():
        names = [_written_name(name) for name in names_in(item, variable)]
        if names:
            values[field] = names
    values |= {f: plain(text_in(item, v)) for f, v in _TEXTS.items() if f != "collection-title" and text_in(item, v)}
    if text_in(item, "publisher"):
        values["publisher"] = {"name": text_in(item, "publisher")}
    issued = write_date(item.get("issued"))
    if len(issued) == 10:
        values["date-released"] = issued
    elif issued[:4].isdigit():
        values["year"] = issued[:4]
    start, _, end = text_in(item, "page").partition("-")
    values |= {field: text for field, text in (("start", start), ("end", end)) if text}
    words = split_keywords(text_in(item, "keyword"))
    return values | ({"keywords": words} if words else {})


def _written_name(name: Mapping[str, Any]) -> dict[str, str]:
    if text_in(name, "literal"):
        return {"name": text_in(name, "literal")}
    return {field: text_in(name, part) for field, part in _PARTS.items() if text_in(name, part)}
