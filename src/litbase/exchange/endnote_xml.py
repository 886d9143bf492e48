"""EndNote XML, as EndNote, Bookends, Mendeley and Zotero export it (EndNote's RSXML.dtd)."""

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
    line_of,
    name_of,
    parse,
    text_as_it_is,
    text_of,
)
from litbase.exchange.record import Exchanged, names_in, text_in
from litbase.exchange.values import (
    has_year,
    joined_date,
    plain,
    read_doi,
    read_pages,
    split_keywords,
    write_date,
    write_name,
    year_of,
)
from litbase.model.record import RefusedRecord

# EndNote's reference types: name, number, CSL type; the first of a CSL type is the one written
_TYPES: Sequence[tuple[str, int, str]] = (
    ("Journal Article", 17, "article-journal"), ("Magazine Article", 19, "article-magazine"),
    ("Newspaper Article", 23, "article-newspaper"), ("Electronic Article", 43, "article-journal"),
    ("Book", 6, "book"), ("Edited Book", 28, "book"), ("Electronic Book", 44, "book"), ("Serial", 57, "periodical"),
    ("Book Section", 5, "chapter"), ("Electronic Book Section", 60, "chapter"),
    ("Conference Paper", 47, "paper-conference"), ("Conference Proceedings", 10, "paper-conference"),
    ("Conference", 11, "paper-conference"), ("Encyclopedia", 53, "entry-encyclopedia"),
    ("Dictionary", 52, "entry-dictionary"), ("Thesis", 32, "thesis"), ("Report", 27, "report"),
    ("Government Document", 46, "report"), ("Standard", 58, "standard"), ("Pamphlet", 50, "pamphlet"),
    ("Web Page", 12, "webpage"), ("Blog", 56, "post-weblog"), ("Online Database", 45, "dataset"),
    ("Dataset", 59, "dataset"), ("Case", 7, "legal_case"), ("Statute", 31, "legislation"),
    ("Legal Rule or Regulation", 51, "regulation"), ("Bill", 4, "bill"), ("Hearing", 14, "hearing"),
    ("Patent", 25, "patent"), ("Computer Program", 9, "software"), ("Film or Broadcast", 21, "motion_picture"),
    ("Audiovisual Material", 3, "motion_picture"), ("Music", 61, "musical_score"), ("Map", 20, "map"),
    ("Artwork", 2, "graphic"), ("Figure", 37, "figure"), ("Manuscript", 36, "manuscript"),
    ("Unpublished Work", 34, "manuscript"), ("Personal Communication", 26, "personal_communication"),
    ("Classical Work", 49, "classic"), ("Generic", 13, "document"),
)  # fmt: skip
_BY_NAME = {name.casefold(): kind for name, _, kind in _TYPES}
_BY_NUMBER = {str(number): kind for _, number, kind in _TYPES}
_WRITTEN = {kind: (name, number) for name, number, kind in reversed(_TYPES)}

_TEXTS: Mapping[str, str] = {
    "abstract": "abstract", "volume": "volume", "edition": "edition", "publisher": "publisher",
    "pub-location": "publisher-place", "language": "language", "section": "section", "call-num": "call-number",
    "num-vols": "number-of-volumes", "work-type": "genre", "remote-database-provider": "source",
}  # fmt: skip
_NAMES = {
    "authors": "author", "secondary-authors": "editor", "tertiary-authors": "collection-editor",
    "subsidiary-authors": "translator", "translated-authors": "translator",
}  # fmt: skip
_OF_THE_PROGRAM = frozenset({"database", "source-app", "rec-number", "foreign-keys", "ref-type"})


def type_named(name: str) -> str | None:
    """Return the CSL type of an EndNote reference type by its name, None for another."""
    return _BY_NAME.get(name.strip().casefold())


def is_endnote_xml(text: str) -> bool:
    start = text[:4000]
    return "<record>" in start and ("<records>" in start or "<xml>" in start) and "ref-type" in text[:20_000]


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the records of the file in its order."""
    root = parse(text)
    for record in root.iter():
        if isinstance(record.tag, str) and name_of(record) == "record":
            yield _record(record)


def _record(element: Element) -> Exchanged:
    builder = RecordBuilder("endnote", line_of(element), _type_of(element))
    cargo = ""
    for child in element:
        tag = name_of(child)
        text = text_of(child)
        if not text or tag in _OF_THE_PROGRAM:
            continue
        if tag == "custom7" and is_cargo(text):
            cargo = text_as_it_is(child)
        elif tag in _TEXTS:
            builder.text(_TEXTS[tag], text)
        elif tag in _GROUPS:
            _GROUPS[tag](builder, child)
        else:
            builder.keep(tag, text)
    record = builder.build()
    return with_cargo(record, cargo) if cargo else record


def _type_of(element: Element) -> str:
    for found in children(element, "ref-type"):
        kind = _BY_NAME.get(str(found.get("name") or "").casefold()) or _BY_NUMBER.get(text_of(found))
        return kind or "document"
    return "document"


def _contributors(builder: RecordBuilder, group: Element) -> None:
    for roles in group:
        for name in children(roles, "author"):
            if name_of(roles) in _NAMES:
                builder.name(_NAMES[name_of(roles)], text_of(name))
            else:
                builder.keep(name_of(roles), text_of(name))


def _titles(builder: RecordBuilder, group: Element) -> None:
    is_book = builder.item["type"] == "book"
    variables = {
        "title": "title", "secondary-title": "collection-title" if is_book else "container-title",
        "tertiary-title": "collection-title", "short-title": "title-short", "translated-title": "original-title",
        "full-title": "container-title", "abbr-1": "container-title-short",
    }  # fmt: skip
    for title in group:
        variable, text = variables.get(name_of(title)), text_of(title)
        if name_of(title) in ("full-title", "abbr-1", "abbr-2", "alt-title"):
            said = {str(builder.item.get(each, "")).casefold() for each in ("container-title", "collection-title")}
            if text.casefold() in said:
                continue
        if name_of(title) == "full-title" and is_book:
            variable = "collection-title"
        if variable is None:
            builder.keep(name_of(title), text)
        else:
            builder.text(variable, text)


def _dates(builder: RecordBuilder, group: Element) -> None:
    year = next((text_of(each) for each in children(group, "year")), "")
    days = [text_of(each) for each in children(group, "pub-dates", "date")]
    days += [text_of(each) for each in children(group, "month")]
    date = joined_date(year, next((day for day in days if day), ""))
    builder.put_date("issued", date if has_year(date) or not year else joined_date(year, ""))


def _keywords(builder: RecordBuilder, group: Element) -> None:
    for keyword in children(group, "keyword"):
        builder.keyword(text_of(keyword))


def _addresses(builder: RecordBuilder, group: Element) -> None:
    for kind in group:
        for address in (text_of(each) for each in children(kind, "url")):
            if name_of(kind) == "pdf-urls":
                builder.field("file", address.removeprefix("internal-pdf://").removeprefix("file://"))
            else:
                builder.text("URL", address)


def _number(builder: RecordBuilder, child: Element) -> None:
    builder.text("issue" if builder.item["type"] in PERIODICAL_TYPES else "number", text_of(child))


def _doi(builder: RecordBuilder, child: Element) -> None:
    builder.doi(read_doi(text_of(child)) or text_of(child))


_GROUPS: Mapping[str, Any] = {
    "contributors": _contributors,
    "titles": _titles,
    "periodical": _titles,
    "alt-periodical": _titles,
    "dates": _dates,
    "keywords": _keywords,
    "urls": _addresses,
    "number": _number,
    "electronic-resource-num": _doi,
    "isbn": lambda builder, child: builder.number(text_of(child)),
    "pages": lambda builder, child: builder.text("page", read_pages(text_of(child))),
    "notes": lambda builder, child: builder.text("annote", text_of(child), join="; "),
    "research-notes": lambda builder, child: builder.text("annote", text_of(child), join="; "),
    "label": lambda builder, child: builder.key(text_of(child)),
    "access-date": lambda builder, child: builder.date("accessed", text_of(child)),
}


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* as an EndNote XML file."""
    root = ElementTree.Element("xml")
    place = add(root, "records")
    for record in records:
        element = _element(record)
        cargo = cargo_of(record, _record(element))
        if cargo is not None:
            add(element, "custom7", cargo)
        place.append(element)
    return document(root)


def _element(record: Exchanged) -> ElementTree.Element:
    item, element = record.item, ElementTree.Element("record")
    kind = text_in(item, "type")
    name, number = _WRITTEN.get(kind, _WRITTEN["document"])
    add(element, "source-app", "litbase", name="litbase")
    add(element, "ref-type", str(number), name=name)
    _write_names(element, item)
    titles = add(element, "titles")
    second, third = ("collection-title", "") if kind == "book" else ("container-title", "collection-title")
    written = {"title": "title", "secondary-title": second, "tertiary-title": third, "short-title": "title-short"}
    for tag, variable in (written | {"translated-title": "original-title"}).items():
        add_filled(titles, tag, plain(text_in(item, variable)))
    if text_in(item, "container-title-short"):
        add(add(element, "periodical"), "abbr-1", plain(text_in(item, "container-title-short")))
    add_filled(element, "pages", text_in(item, "page"))
    for tag, variable in _TEXTS.items():
        add_filled(element, tag, text_in(item, variable))
    add_filled(element, "number", text_in(item, "issue" if kind in PERIODICAL_TYPES else "number"))
    _write_rest(element, record)
    return element


def _write_names(element: ElementTree.Element, item: Mapping[str, Any]) -> None:
    contributors = add(element, "contributors")
    for tag, variable in list(_NAMES.items())[:4]:
        names = names_in(item, variable)
        group = add(contributors, tag) if names else contributors
        for name in names:
            add_filled(group, "author", write_name(name))


def _write_rest(element: ElementTree.Element, record: Exchanged) -> None:
    item = record.item
    dates = add(element, "dates")
    add_filled(dates, "year", year_of(item.get("issued")))
    issued = write_date(item.get("issued"))
    if len(issued) > 4:
        add(add(dates, "pub-dates"), "date", issued)
    for tag, variable in {"isbn": "ISBN", "electronic-resource-num": "DOI", "notes": "annote"}.items():
        add_filled(element, tag, text_in(item, variable))
    if not text_in(item, "ISBN"):
        add_filled(element, "isbn", text_in(item, "ISSN"))
    add_filled(element, "research-notes", text_in(item, "note"))
    add_filled(element, "access-date", write_date(item.get("accessed")))
    add_filled(element, "label", record.key)
    keywords = add(element, "keywords")
    for word in split_keywords(text_in(item, "keyword")):
        add(keywords, "keyword", word)
    addresses = add(element, "urls")
    if text_in(item, "URL"):
        add(add(addresses, "related-urls"), "url", text_in(item, "URL"))
    for name, value in record.fields:
        tag = name.removeprefix("endnote-")
        if name == "file":
            add(add(addresses, "pdf-urls"), "url", value)
        elif name != tag and tag.replace("-", "").isalnum() and tag[0].isalpha() and tag not in (*_TEXTS, *_GROUPS):
            add(element, tag, value)
