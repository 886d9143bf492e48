"""MODS, the record format of libraries (Library of Congress, Metadata Object Description Schema, version 3)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from litbase.bib.item_types import PERIODICAL_TYPES
from litbase.exchange.building import RecordBuilder
from litbase.exchange.carrying import cargo_of, is_cargo, with_cargo
from litbase.exchange.elements import (
    Element,
    add,
    add_filled,
    children,
    document,
    first,
    line_of,
    name_of,
    parse,
    text_as_it_is,
    text_of,
    texts,
)
from litbase.exchange.record import Exchanged, names_in, text_in
from litbase.exchange.values import plain, read_date, read_name, read_pages, split_keywords, write_date
from litbase.model.record import RefusedRecord

_SPACE = "http://www.loc.gov/mods/v3"
_ROLES: Mapping[str, str] = {
    "aut": "author", "author": "author", "creator": "author", "cre": "author", "edt": "editor", "editor": "editor",
    "trl": "translator", "translator": "translator", "ill": "illustrator", "illustrator": "illustrator",
    "com": "compiler", "compiler": "compiler", "ctb": "contributor", "contributor": "contributor",
    "pbd": "collection-editor", "drt": "director", "director": "director", "ive": "author", "interviewee": "author",
    "ivr": "interviewer", "interviewer": "interviewer", "rcp": "recipient", "recipient": "recipient",
}  # fmt: skip
_CODES = {"author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill", "compiler": "com",
          "contributor": "ctb", "collection-editor": "pbd", "director": "drt", "interviewer": "ivr",
          "recipient": "rcp"}  # fmt: skip
# genre, lower case → CSL type; the first of a CSL type is the one written (MARC genre terms, bibutils)
_GENRES: Mapping[str, str] = {
    "journal article": "article-journal", "article": "article-journal", "academic journal": "article-journal",
    "magazine article": "article-magazine", "newspaper article": "article-newspaper", "newspaper": "article-newspaper",
    "book": "book", "book chapter": "chapter", "book section": "chapter", "conference paper": "paper-conference",
    "conference publication": "paper-conference", "proceeding": "paper-conference", "thesis": "thesis",
    "ph.d. thesis": "thesis", "report": "report", "technical report": "report", "government publication": "report",
    "web page": "webpage", "web site": "webpage", "blog post": "post-weblog", "legal case and case notes": "legal_case",
    "legislation": "legislation", "legal article": "article-journal", "law": "legislation", "bill": "bill",
    "hearing": "hearing", "treaty": "treaty", "patent": "patent", "dataset": "dataset", "software": "software",
    "computer program": "software", "motion picture": "motion_picture", "videorecording": "motion_picture",
    "map": "map", "letter": "personal_communication", "communication": "personal_communication",
    "manuscript": "manuscript", "unpublished": "manuscript", "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary", "pamphlet": "pamphlet", "standard": "standard", "interview": "interview",
    "speech": "speech", "sound": "song", "picture": "graphic", "review": "review", "periodical": "periodical",
    "document": "document", "miscellaneous": "document",
}  # fmt: skip
_WRITTEN = {kind: genre for genre, kind in reversed(list(_GENRES.items()))}
_IDENTIFIERS = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "uri": "URL",
    "url": "URL",
    "pmid": "PMID",
    "pubmed": "PMID",
}
_CONTAINED = (
    frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary", "entry"}) | PERIODICAL_TYPES
)


def is_mods(text: str) -> bool:
    return "<mods" in text[:4000] or (_SPACE in text[:4000] and "mods" in text[:4000])


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records of a collection, or the one of a file that holds one."""
    for element in parse(text).iter():
        if isinstance(element.tag, str) and name_of(element) == "mods":
            yield _record(element)


def _record(element: Element) -> Exchanged:
    builder = RecordBuilder("mods", line_of(element), _type_of(element))
    cargo = ""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if name_of(child) == "note" and is_cargo(text_of(child)):
            cargo = text_as_it_is(child)
        else:
            _take(builder, child)
    for host in children(element, "relatedItem"):
        _related(builder, host)
    if not builder.item["id"] and element.get("ID"):
        builder.key(str(element.get("ID")))
    record = builder.build()
    return with_cargo(record, cargo) if cargo else record


def _type_of(element: Element) -> str:
    hosts = [host for host in children(element, "relatedItem") if host.get("type") == "host"]
    for genre in texts(element, "genre"):
        if genre.lower() in _GENRES and not (hosts and genre.lower() in ("book", "periodical")):
            return _GENRES[genre.lower()]
    for host in hosts:
        genres = {genre.lower() for genre in texts(host, "genre")}
        is_serial = first(host, "originInfo", "issuance") in ("continuing", "serial")
        if is_serial or genres & {"periodical", "academic journal"} or any(children(host, "part", "detail")):
            return "article-journal"
        return "chapter"
    if first(element, "originInfo", "issuance") == "monographic":
        return "book"
    return "document"


def _take(builder: RecordBuilder, child: Element) -> None:
    tag, text = name_of(child), text_of(child)
    take = _TAKERS.get(tag)
    if take is not None:
        take(builder, child)
    elif tag in ("genre", "typeOfResource"):
        if text.lower() not in _GENRES and tag == "genre":
            builder.text("genre", text)
    elif text and tag not in ("relatedItem", "recordInfo"):
        builder.keep(tag, text)


def _title(builder: RecordBuilder, info: Element, variable: str = "title") -> None:
    title = " ".join(filter(None, (first(info, "nonSort"), first(info, "title"))))
    title = ": ".join(filter(None, (title, first(info, "subTitle"))))
    kind = info.get("type")
    short = {"title": "title-short", "container-title": "container-title-short"}.get(variable)
    if kind == "abbreviated" and short:
        builder.text(short, title)
    elif kind is None or (kind == "uniform" and variable != "title" and not builder.has(variable)):
        builder.text(variable, title)
    elif kind == "translated":
        builder.keep("translated-title", title)
    else:
        builder.keep(f"{kind}-title", title)
    for part in texts(info, "partName"):
        builder.text("part-title", part)
    for part in texts(info, "partNumber"):
        builder.text("part-number", part)


def _name(builder: RecordBuilder, element: Element) -> None:
    roles = [role.lower().rstrip(".") for role in texts(element, "role", "roleTerm")]
    variable = next((_ROLES[role] for role in roles if role in _ROLES), "author" if not roles else "contributor")
    parts = {str(part.get("type") or ""): text_of(part) for part in children(element, "namePart")}
    if parts.get("family"):
        name = {"family": parts["family"], "given": parts.get("given", ""), "suffix": parts.get("termsOfAddress", "")}
        if parts.get("given") is None and "suffix" not in parts and element.get("type") is None:
            name = {"family": parts["family"]}
        builder.item.setdefault(variable, []).append({part: value for part, value in name.items() if value})
    elif element.get("type") in ("corporate", "conference"):
        whole = ". ".join(texts(element, "namePart"))
        builder.item.setdefault(variable, []).append({"literal": whole})
    else:
        builder.item.setdefault(variable, []).extend(filter(None, [read_name(parts.get("", "").rstrip(","))]))
    for affiliation in texts(element, "affiliation"):
        builder.keep("affiliation", affiliation)
    if not builder.item[variable]:
        del builder.item[variable]


def _origin(builder: RecordBuilder, info: Element) -> None:
    for place in children(info, "place", "placeTerm"):
        if place.get("type") != "code":
            builder.text("publisher-place", text_of(place), join="; ")
    for variable, tag in {"publisher": "publisher", "edition": "edition"}.items():
        for text in texts(info, tag):
            builder.text(variable, text)
    dated = sorted(children(info, "dateIssued"), key=lambda date: date.get("keyDate") != "yes")
    for tag in (*dated, *children(info, "dateCreated"), *children(info, "copyrightDate")):
        builder.put_date("issued", read_date(text_of(tag).lstrip("c©[")))
    for date in texts(info, "dateCaptured"):
        builder.date("accessed", date)
    for tag in ("dateModified", "dateValid", "dateOther", "frequency"):
        for text in texts(info, tag):
            builder.keep(tag, text)


def _part(builder: RecordBuilder, part: Element) -> None:
    number = "issue" if builder.item["type"] in PERIODICAL_TYPES else "number"
    variables = {"volume": "volume", "issue": number, "number": number, "chapter": "chapter-number"}
    for detail in children(part, "detail"):
        text = first(detail, "number") or first(detail, "caption") or text_of(detail)
        kind = str(detail.get("type") or "number")
        if kind in variables:
            builder.text(variables[kind], text)
        else:
            builder.keep(kind, text)
    for extent in children(part, "extent"):
        start, end, total = first(extent, "start"), first(extent, "end"), first(extent, "total")
        builder.text("page", read_pages(f"{start}-{end}") if start and end else start or first(extent, "list"))
        builder.text("number-of-pages", total)
    for date in texts(part, "date"):
        builder.date("issued", date)


def _identifier(builder: RecordBuilder, element: Element) -> None:
    kind, text = str(element.get("type") or "other").lower(), text_of(element)
    if kind == "citekey":
        builder.key(text)
    elif kind == "doi":
        builder.doi(text)
    elif kind in ("isbn", "issn"):
        builder.number(text)
    elif kind in _IDENTIFIERS:
        builder.text(_IDENTIFIERS[kind], text)
    else:
        builder.keep(kind.replace(" ", "-"), text)


def _language(builder: RecordBuilder, element: Element) -> None:
    terms = {str(term.get("type") or "code"): text_of(term) for term in children(element, "languageTerm")}
    builder.text("language", terms.get("code") or terms.get("text") or text_of(element))


def _location(builder: RecordBuilder, element: Element) -> None:
    for address in texts(element, "url"):
        builder.text("URL", address)
    for place in texts(element, "physicalLocation"):
        builder.text("archive", place)
    for shelf in texts(element, "shelfLocator"):
        builder.text("call-number", shelf)


def _subject(builder: RecordBuilder, element: Element) -> None:
    found = [text_of(child) for child in element if isinstance(child.tag, str) and text_of(child)]
    if found:
        builder.keyword(" -- ".join(found))


def _description(builder: RecordBuilder, element: Element) -> None:
    for child in element:
        if isinstance(child.tag, str):
            builder.keep(name_of(child), text_of(child))


_TAKERS: Mapping[str, Any] = {
    "titleInfo": _title,
    "name": _name,
    "originInfo": _origin,
    "part": _part,
    "identifier": _identifier,
    "language": _language,
    "location": _location,
    "subject": _subject,
    "physicalDescription": _description,
    "abstract": lambda builder, child: builder.text("abstract", text_of(child)),
    "note": lambda builder, child: builder.text("note", text_of(child), join="; "),
    "accessCondition": lambda builder, child: builder.text("license", text_of(child)),
    "classification": lambda builder, child: builder.text("call-number", text_of(child)),
}


def _related(builder: RecordBuilder, host: Element) -> None:
    """A host is the journal or book around the work, a series stands over it; other relations are kept as titles."""
    kind = host.get("type")
    variable = {"host": "container-title", "series": "collection-title"}.get(str(kind))
    if variable is None:
        for info in texts(host, "titleInfo", "title"):
            builder.keep(f"related-{str(kind or 'item').lower()}", info)
        return
    for child in host:
        if not isinstance(child.tag, str):
            continue
        tag = name_of(child)
        if tag == "titleInfo":
            _title(builder, child, variable)
        elif kind == "series" and tag == "part":
            builder.text("collection-number", first(child, "detail", "number"))
        elif kind == "series" and tag == "name":
            _series_editor(builder, child)
        elif tag == "name" and not any(texts(child, "role", "roleTerm")):
            _series_editor(builder, child, "container-author")
        elif tag not in ("genre", "typeOfResource"):
            _take(builder, child)


def _series_editor(builder: RecordBuilder, element: Element, variable: str = "collection-editor") -> None:
    for part in texts(element, "namePart"):
        builder.name(variable, part)


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* as a MODS collection."""
    root = ElementTree.Element("modsCollection", {"xmlns": _SPACE})
    for record in records:
        element = _element(record)
        cargo = cargo_of(record, _record(element))
        if cargo is not None:
            add(element, "note", cargo, type="litbase")
        root.append(element)
    return document(root)


def _element(record: Exchanged) -> ElementTree.Element:
    item, element = record.item, ElementTree.Element("mods", {"version": "3.7"})
    kind = text_in(item, "type")
    add(add(element, "titleInfo"), "title", plain(text_in(item, "title")))
    if text_in(item, "title-short"):
        add(add(element, "titleInfo", type="abbreviated"), "title", plain(text_in(item, "title-short")))
    for variable, code in _CODES.items():
        for name in names_in(item, variable):
            _write_name(element, name, code)
    add_filled(element, "genre", _WRITTEN.get(kind, "document"))
    _write_origin(element, item)
    if text_in(item, "language"):
        add(add(element, "language"), "languageTerm", text_in(item, "language"), type="code")
    for tag, variable in {"abstract": "abstract", "note": "note", "accessCondition": "license"}.items():
        add_filled(element, tag, text_in(item, variable))
    for word in split_keywords(text_in(item, "keyword")):
        add(add(element, "subject"), "topic", word)
    _write_host(element, item, kind)
    _write_identifiers(element, record)
    return element


def _write_name(element: ElementTree.Element, name: Mapping[str, Any], code: str) -> None:
    literal = text_in(name, "literal")
    place = add(element, "name", type="corporate" if literal else "personal")
    if literal:
        add(place, "namePart", literal)
    for kind, part in {"family": "family", "given": "given", "termsOfAddress": "suffix"}.items():
        particle = text_in(name, "non-dropping-particle") if part == "family" else ""
        add_filled(place, "namePart", f"{particle} {text_in(name, part)}".strip(), type=kind)
    add(add(place, "role"), "roleTerm", code, type="code", authority="marcrelator")


def _write_origin(element: ElementTree.Element, item: Mapping[str, Any]) -> None:
    origin = add(element, "originInfo")
    if text_in(item, "publisher-place"):
        add(add(origin, "place"), "placeTerm", text_in(item, "publisher-place"), type="text")
    add_filled(origin, "publisher", text_in(item, "publisher"))
    add_filled(origin, "dateIssued", write_date(item.get("issued")))
    add_filled(origin, "dateCaptured", write_date(item.get("accessed")))
    add_filled(origin, "edition", text_in(item, "edition"))


def _write_host(element: ElementTree.Element, item: Mapping[str, Any], kind: str) -> None:
    place = element
    if kind in _CONTAINED and text_in(item, "container-title"):
        place = add(element, "relatedItem", type="host")
        add(add(place, "titleInfo"), "title", plain(text_in(item, "container-title")))
        if text_in(item, "container-title-short"):
            add(add(place, "titleInfo", type="abbreviated"), "title", plain(text_in(item, "container-title-short")))
    part = add(place, "part")
    number = "issue" if kind in PERIODICAL_TYPES else "number"
    for variable in ("volume", number):
        if text_in(item, variable):
            add(add(part, "detail", type=variable), "number", text_in(item, variable))
    start, _, end = text_in(item, "page").partition("-")
    if start:
        extent = add(part, "extent", unit="pages")
        add(extent, "start", start)
        add_filled(extent, "end", end)
    if text_in(item, "collection-title"):
        series = add(element, "relatedItem", type="series")
        add(add(series, "titleInfo"), "title", plain(text_in(item, "collection-title")))
        if text_in(item, "collection-number"):
            add(add(add(series, "part"), "detail", type="volume"), "number", text_in(item, "collection-number"))


def _write_identifiers(element: ElementTree.Element, record: Exchanged) -> None:
    add_filled(element, "identifier", record.key, type="citekey")
    for kind in ("doi", "isbn", "issn", "pmid"):
        add_filled(element, "identifier", text_in(record.item, _IDENTIFIERS[kind]), type=kind)
    location = add(element, "location")
    add_filled(location, "physicalLocation", text_in(record.item, "archive"))
    add_filled(location, "shelfLocator", text_in(record.item, "call-number"))
    add_filled(location, "url", text_in(record.item, "URL"))
