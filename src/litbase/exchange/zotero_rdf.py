"""Zotero RDF, Zotero's own exchange format (bibliontology, Dublin Core, FOAF, vCard, PRISM)."""

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
from litbase.exchange.values import plain, read_name, split_keywords, write_date
from litbase.exchange.zotero_types import CSL_TYPES, ZOTERO_TYPES
from litbase.model.record import RefusedRecord

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SPACES = {
    "xmlns:rdf": _RDF, "xmlns:z": "http://www.zotero.org/namespaces/export#", "xmlns:foaf":
    "http://xmlns.com/foaf/0.1/", "xmlns:bib": "http://purl.org/net/biblio#", "xmlns:dc":
    "http://purl.org/dc/elements/1.1/", "xmlns:dcterms": "http://purl.org/dc/terms/", "xmlns:prism":
    "http://prismstandard.org/namespaces/1.2/basic/", "xmlns:vcard": "http://nwalsh.com/rdf/vCard#",
    "xmlns:link": "http://purl.org/rss/1.0/modules/link/",
}  # fmt: skip
_ROLES = {
    "authors": "author", "editors": "editor", "translators": "translator", "seriesEditors": "collection-editor",
    "bookAuthors": "container-author", "contributors": "contributor", "directors": "director", "interviewers":
    "interviewer", "recipients": "recipient", "inventors": "author", "programmers": "author", "presenters": "author",
    "artists": "author", "podcasters": "author", "reviewedAuthors": "reviewed-author", "composers": "composer",
}  # fmt: skip
_TEXTS = {
    "title": "title", "abstract": "abstract", "language": "language", "shortTitle": "title-short", "edition":
    "edition", "volume": "volume", "numberOfVolumes": "number-of-volumes", "numPages": "number-of-pages", "pages":
    "page", "rights": "license", "libraryCatalog": "source", "archive": "archive", "coverage": "archive_location",
    "description": "note", "type": "genre", "number": "number", "section": "section", "medium": "medium",
    "presentedAt": "event-title", "meetingName": "event-title", "callNumber": "call-number", "code": "container-title",
}  # fmt: skip


def is_zotero_rdf(text: str) -> bool:
    start = text[:4000]
    return "<rdf:RDF" in start and ("zotero.org/namespaces/export" in start or "purl.org/net/biblio" in start)


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records; attachments give their files, notes become annotations, collections tags."""
    root = parse(text)
    there = {str(each.get(f"{{{_RDF}}}about")): each for each in root if isinstance(each.tag, str)}
    tags = _collections(root)
    for element in root:
        kind = first(element, "itemType") if isinstance(element.tag, str) else ""
        name = name_of(element) if isinstance(element.tag, str) else ""
        if kind in ("attachment", "note", "annotation") or name in ("Memo", "Attachment", "Collection", "Journal", ""):
            continue
        if name in ("Series",) or (not kind and not any(children(element, "authors")) and not first(element, "title")):
            continue
        yield _record(element, kind, there, tags.get(str(element.get(f"{{{_RDF}}}about")), ()))


def _collections(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for collection in children(root, "Collection"):
        for part in children(collection, "hasPart"):
            found.setdefault(str(part.get(f"{{{_RDF}}}resource")), []).append(first(collection, "title"))
    return found


def _record(element: Element, kind: str, there: Mapping[str, Element], tags: Sequence[str]) -> Exchanged:
    builder = RecordBuilder("zotero", line_of(element), CSL_TYPES.get(kind, "document"))
    cargo = ""
    for child in element:
        name, text = name_of(child), text_of(child)
        if name == "description" and is_cargo(text):
            cargo = text_as_it_is(child)
        elif name in _ROLES:
            _people(builder, child, _ROLES[name])
        elif name in _TAKERS:
            _TAKERS[name](builder, child, there)
        elif name == "number" and builder.item["type"] in PERIODICAL_TYPES:
            builder.text("issue", text)
        elif name in _TEXTS:
            builder.text(_TEXTS[name], text)
        elif name not in ("itemType", "isReferencedBy", "automatic"):
            builder.keep(name.lower(), text)
    for memo in children(element, "isReferencedBy"):
        note = there.get(str(memo.get(f"{{{_RDF}}}resource")))
        if note is not None:
            builder.text("annote", first(note, "value") or text_of(note), join="\n\n")
    for tag in tags:
        builder.keyword(tag)
    record = builder.build()
    return with_cargo(record, cargo) if cargo else record


def _people(builder: RecordBuilder, group: Element, variable: str) -> None:
    for person in children(group, "Seq", "li", "Person"):
        family = first(person, "surname")
        given = first(person, "givenName") or first(person, "givenname")
        suffix = {} if not given else {"given": given}
        name = {"family": family, **suffix} if given else {"literal": family}
        builder.item.setdefault(variable, []).append(name)
    for organisation in texts(group, "Seq", "li", "Organization", "name"):
        builder.item.setdefault(variable, []).extend(filter(None, [read_name(organisation)]))


def _container(builder: RecordBuilder, child: Element, there: Mapping[str, Element]) -> None:
    inner = [each for each in child if isinstance(each.tag, str)]
    about = there.get(str(child.get(f"{{{_RDF}}}resource")))
    for part in [*inner, *([] if about is None else [about])]:
        series = name_of(part) == "Series"
        builder.text("collection-title" if series else "container-title", first(part, "title"))
        builder.text("container-title-short", first(part, "alternative"))
        builder.text("volume", first(part, "volume"))
        number = "issue" if builder.item["type"] in PERIODICAL_TYPES else "number"
        builder.text("collection-number" if series else number, first(part, "number"))
        for identifier in children(part, "identifier"):
            _identifier(builder, identifier, there)


def _identifier(builder: RecordBuilder, child: Element, _: Mapping[str, Element]) -> None:
    address = first(child, "URI", "value")
    kind, _space, value = text_of(child).partition(" ")
    if address:
        builder.text("URL", address)
    elif kind == "DOI":
        builder.doi(value)
    elif kind in ("ISBN", "ISSN"):
        builder.number(value)
    else:
        builder.keep("identifier", text_of(child))


def _publisher(builder: RecordBuilder, child: Element, _: Mapping[str, Element]) -> None:
    builder.text("publisher", first(child, "Organization", "name"))
    builder.text("publisher-place", first(child, "Organization", "adr", "Address", "locality"))


def _subject(builder: RecordBuilder, child: Element, _: Mapping[str, Element]) -> None:
    builder.keyword(first(child, "AutomaticTag", "value") or text_of(child))


def _link(builder: RecordBuilder, child: Element, there: Mapping[str, Element]) -> None:
    attachment = there.get(str(child.get(f"{{{_RDF}}}resource")))
    for resource in children(attachment, "resource") if attachment is not None else ():
        builder.field("file", str(resource.get(f"{{{_RDF}}}resource") or ""))


def _key(builder: RecordBuilder, child: Element, _: Mapping[str, Element]) -> None:
    builder.key(text_of(child))


_TAKERS: Mapping[str, Any] = {
    "isPartOf": _container,
    "identifier": _identifier,
    "publisher": _publisher,
    "subject": _subject,
    "link": _link,
    "citationKey": _key,
    "date": lambda builder, child, _: builder.date("issued", text_of(child)),
    "dateSubmitted": lambda builder, child, _: builder.date("accessed", text_of(child)),
}


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* as Zotero imports them."""
    root = ElementTree.Element("rdf:RDF", _SPACES)
    for number, record in enumerate(records, 1):
        element = _element(record, number)
        plainly = ElementTree.fromstring(_alone(element))  # noqa: S314 (we have just written it)
        cargo = cargo_of(record, _record(plainly, ZOTERO_TYPES.get(text_in(record.item, "type"), "document"), {}, ()))
        if cargo is not None:
            add(element, "dc:description", cargo)
        root.append(element)
    return document(root)


def _alone(element: ElementTree.Element) -> str:
    root = ElementTree.Element("rdf:RDF", _SPACES)
    root.append(element)
    text = ElementTree.tostring(root, encoding="unicode")
    start, end = text.index(">") + 1, text.rindex("</rdf:RDF>")
    spaces = text[len("<rdf:RDF") : start - 1]
    inner = text[start:end]
    return inner.replace("<rdf:Description", f"<rdf:Description{spaces}", 1)


def _element(record: Exchanged, number: int) -> ElementTree.Element:
    item = record.item
    kind = text_in(item, "type")
    element = ElementTree.Element("rdf:Description", {"rdf:about": f"#item_{number}"})
    add(element, "z:itemType", ZOTERO_TYPES.get(kind, "document"))
    add_filled(element, "z:citationKey", record.key)
    for role, variable in list(_ROLES.items())[:9]:
        _write_people(element, role, names_in(item, variable))
    if text_in(item, "container-title"):
        journal = add(add(element, "dcterms:isPartOf"), "bib:Journal")
        add(journal, "dc:title", plain(text_in(item, "container-title")))
        add_filled(journal, "prism:volume", text_in(item, "volume"))
        add_filled(journal, "prism:number", text_in(item, "issue" if kind in PERIODICAL_TYPES else "number"))
        add_filled(journal, "dcterms:alternative", plain(text_in(item, "container-title-short")))
    for tag, variable in _WRITTEN_TEXTS.items():
        add_filled(element, tag, plain(text_in(item, variable)))
    add_filled(element, "dc:date", write_date(item.get("issued")))
    add_filled(element, "dcterms:dateSubmitted", write_date(item.get("accessed")))
    _write_identifiers(element, item)
    for word in split_keywords(text_in(item, "keyword")):
        add(element, "dc:subject", word)
    return element


_WRITTEN_TEXTS = {
    "dc:title": "title", "dcterms:abstract": "abstract", "z:language": "language", "z:shortTitle": "title-short",
    "prism:edition": "edition", "bib:pages": "page", "dc:rights": "license", "z:type": "genre",
    "dc:description": "note",
}  # fmt: skip


def _write_people(element: ElementTree.Element, role: str, names: Sequence[Mapping[str, Any]]) -> None:
    if not names:
        return
    sequence = add(add(element, f"bib:{role}"), "rdf:Seq")
    for name in names:
        person = add(add(sequence, "rdf:li"), "foaf:Person")
        add_filled(person, "foaf:surname", text_in(name, "literal") or text_in(name, "family"))
        add_filled(person, "foaf:givenName", text_in(name, "given"))


def _write_identifiers(element: ElementTree.Element, item: Mapping[str, Any]) -> None:
    for kind in ("DOI", "ISBN", "ISSN"):
        if text_in(item, kind):
            add(element, "dc:identifier", f"{kind} {text_in(item, kind)}")
    if text_in(item, "URL"):
        add(add(add(element, "dc:identifier"), "dcterms:URI"), "rdf:value", text_in(item, "URL"))
    if text_in(item, "publisher") or text_in(item, "publisher-place"):
        organisation = add(add(element, "dc:publisher"), "foaf:Organization")
        if text_in(item, "publisher-place"):
            address = add(add(organisation, "vcard:adr"), "vcard:Address")
            add(address, "vcard:locality", text_in(item, "publisher-place"))
        add_filled(organisation, "foaf:name", text_in(item, "publisher"))
