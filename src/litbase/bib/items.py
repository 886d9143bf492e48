"""The one map between BibTeX entries and CSL-JSON items (CSL 1.0.2, appendices III and IV; its JSON schema)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from litbase.bib.archived import ADDRESS_FIELDS, is_web_address, keeper_of
from litbase.bib.dates import UNDATED, Date, csl_date, date_of, from_csl_date, parse_date
from litbase.bib.item_types import (
    BIBTEX_TYPE,
    CONTAINED_TYPES,
    CSL_TYPE,
    DATES,
    EDITOR_TYPES,
    GENRE_BY_TYPE,
    GENRE_WORDS,
    INSTITUTION_TYPES,
    INSTITUTIONS,
    LANGUAGES,
    NAMES,
    OTHER_DATES,
    PERIODICAL_TYPES,
    PUBLISHERS,
    REPORTED_TYPES,
    SERIES_TYPES,
    SUBTYPE,
    TEXTS,
    TITLES,
    VERBATIM,
)
from litbase.bib.latex import decode, encode
from litbase.bib.names import OTHERS, Name, format_names, parse_names, split_names
from litbase.bib.rich_text import from_rich, to_rich
from litbase.model.entry import Description, Entry

_URL = re.compile(r"\\(?:url|path|href)\s*\{([^{}]+)\}|(https?://(?:[^\s{}\\]|\\[_%&#$])+)")
_ESCAPED = re.compile(r"\\([_%&#~$])(?:\{\})?")
_RESOLVER = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_TAG_END = re.compile(r"\s*[;,]\s*")
_BRACES = re.compile(r"[{}\\]")
_DASHES = re.compile(r"\s*[–—]\s*|--+")


def csl_type_of(entry: Entry) -> str:
    """Return the CSL type of *entry*; "document" for a type that nothing is known of."""
    subtype = (entry.get("entrysubtype") or "").strip().lower()
    if subtype in BIBTEX_TYPE:
        return subtype
    if subtype in SUBTYPE and entry.type in ("article", "periodical", "online"):
        return SUBTYPE[subtype]
    if entry.type in ("unpublished", "misc") and entry.first("eventtitle") and not entry.first("booktitle"):
        return "speech"
    return CSL_TYPE.get(entry.type) or (entry.type if entry.type in BIBTEX_TYPE else "document")


def to_item(entry: Entry) -> dict[str, Any]:
    """Return *entry* as a CSL-JSON item. Capitals stay as written; braces that protect them become `nocase` spans.

    Fields that an entry inherits must be there already (`Bibliography.complete`).
    """
    kind = csl_type_of(entry)
    item: dict[str, Any] = {"id": entry.key, "type": kind}
    item |= _titles(entry, kind)
    item |= _all_names(entry)
    item |= _all_dates(entry)
    item |= _archived(entry)
    item |= {name: decode(value) for name, value in _filled(entry, TEXTS)}
    item |= _numbers(entry, kind)
    item |= _publisher(entry, kind)
    item |= _identifiers(entry)
    item |= _rest(entry)
    return {name: value for name, value in item.items() if value not in ("", [], None)}


def _filled(entry: Entry, table: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the variables of *table* for which *entry* has a field, with what stands in the first such field."""
    present = {name for name, _ in entry}
    for variable, fields in table.items():
        if not present.isdisjoint(fields) and (value := entry.first(*fields)):
            yield variable, value


def _titles(entry: Entry, kind: str) -> dict[str, Any]:
    titles = {name: to_rich(value) for name, value in _filled(entry, TITLES)}
    main = full_title(entry, "main") if kind == "book" else ""
    titles["title"] = full_title(entry) or main
    if main and entry.first("title") and entry.first("volume"):
        titles["title"], titles["volume-title"] = main, titles["title"]
    container = full_title(entry, "journal") or to_rich(entry.first("journal") or "")
    book = full_title(entry, "book")
    titles["container-title"] = book or container if kind in CONTAINED_TYPES else container or book
    if kind in REPORTED_TYPES and not titles["container-title"] and entry.first("volume"):
        titles["container-title"] = titles.pop("collection-title", "")
    issue = full_title(entry, "issue")
    if issue and kind in PERIODICAL_TYPES:
        titles["volume-title"] = issue
    return titles


def full_title(entry: Entry, prefix: str = "") -> str:
    """Return a title with its subtitle and addition as CSL rich text, "" if there is none."""
    title, subtitle, addition = (
        to_rich(entry.get(f"{prefix}{name}") or "") for name in ("title", "subtitle", "titleaddon")
    )
    if title and subtitle:
        title += f" {subtitle}" if title[-1] in ".:;?!" else f": {subtitle}"
    return f"{title}. {addition}" if title and addition else title


def _all_names(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable, names in _filled(entry, NAMES):
        role = "editor" if variable == "editor" else ""
        found[_role(entry, role) if role else variable] = [_csl_name(name) for name in parse_names(names)]
    for letter in "abc":
        field = entry.first(f"editor{letter}")
        if field:
            found.setdefault(_role(entry, f"editor{letter}"), []).extend(map(_csl_name, parse_names(field)))
    if "author" not in found and entry.type == "patent" and entry.first("holder"):
        found["author"] = [_csl_name(name) for name in parse_names(entry.first("holder") or "")]
    return found


def _role(entry: Entry, field: str) -> str:
    kind = (entry.get(f"{field}type") or "editor").strip().lower()
    return EDITOR_TYPES.get(kind, "editor" if field == "editor" else "contributor")


def _csl_name(name: Name) -> dict[str, Any]:
    if name.literal is not None:
        return {"literal": name.literal}
    particle = "dropping-particle" if name.drops_particle else "non-dropping-particle"
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix, particle: name.particle}
    return {part: value for part, value in parts.items() if value}


def _all_dates(entry: Entry) -> dict[str, Any]:
    dates = {variable: date_of(entry, prefix) for variable, prefix in DATES.items()}
    dates |= {variable: parse_date(entry.get(field) or "") for variable, field in OTHER_DATES.items()}
    found = {variable: csl_date(date) for variable, date in dates.items() if date is not None and not _is_undated(date)}
    status = entry.first("pubstate")
    if "issued" not in found and status:
        found["issued"] = {"literal": decode(status)}
    return found


def _is_undated(date: Date) -> bool:
    """Tell whether *date* only says that there is none: every style has its own words for that."""
    return date.literal is not None and date.literal.strip().lower() in UNDATED


def _numbers(entry: Entry, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    pages = entry.first("pages", "eid")
    if pages:
        found["page"] = _DASHES.sub("-", decode(pages))
    number, issue = entry.first("number"), entry.first("issue")
    symbol = entry.first("symbol")
    if kind in PERIODICAL_TYPES:
        found["issue"] = decode(number or issue or "")
        if number and issue and "volume-title" not in found:
            found["issue"] = f"{decode(number)}, {decode(issue)}"
    elif kind in SERIES_TYPES and number and entry.first("series"):
        found["collection-number"] = decode(number)
    elif number:
        found["number"] = decode(number)
    others = {"number": symbol, "collection-number": entry.first("seriesnumber")}
    others |= {"issue": issue} if kind not in PERIODICAL_TYPES else {}
    return found | {variable: decode(text) for variable, text in others.items() if text}


def _publisher(entry: Entry, kind: str) -> dict[str, Any]:
    fields = INSTITUTIONS if kind in INSTITUTION_TYPES else PUBLISHERS
    field = entry.first(*fields)
    if field is None or (field == entry.get("howpublished") and _URL.search(field)):
        return {}
    return {"publisher": "; ".join(filter(None, (decode(name) for name in split_names(field))))}


def _identifiers(entry: Entry) -> dict[str, Any]:
    found = {variable: verbatim(value) for variable, value in _filled(entry, VERBATIM)}
    if "DOI" in found:
        found["DOI"] = _RESOLVER.sub("", found["DOI"])
    if "URL" not in found:
        match = _URL.search(entry.first("howpublished") or "") or _URL.search(entry.first("note") or "")
        if match:
            found["URL"] = verbatim(match[1] or match[2].rstrip(".,;:)"))
    archive = (entry.first("eprinttype", "archiveprefix") or "").strip().lower()
    eprint = verbatim(entry.first("eprint") or "")
    if eprint and archive in ("pubmed", "pmid"):
        found.setdefault("PMID", eprint)
    elif eprint and archive == "arxiv" and "URL" not in found:
        found["URL"] = f"https://arxiv.org/abs/{eprint}"
    return found


def _archived(entry: Entry) -> dict[str, Any]:
    """Return who keeps an archived copy of a web page, and where; CSL 1.0.2 has no variable for since when."""
    address = verbatim(entry.first(*ADDRESS_FIELDS) or "")
    return {"archive": keeper_of(address), "archive_location": address} if address else {}


def _archive_fields(item: Mapping[str, Any]) -> dict[str, str]:
    archive, place = _text(item, "archive"), _text(item, "archive_location")
    if not is_web_address(place):
        return {}
    return {ADDRESS_FIELDS[0]: place, "archivelocation": "", **({"archive": ""} if archive == keeper_of(place) else {})}


def verbatim(text: str) -> str:
    """Return the text of a field that is not set by LaTeX (an address, a DOI), escapes undone where there are any."""
    match = re.fullmatch(r"\s*\\(?:url|path)\s*\{(.*)\}\s*", text, re.DOTALL)
    text = match[1] if match else text
    return _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "").strip()


def _rest(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {}
    notes = [decode(value) for name in ("note", "addendum") if (value := entry.first(name))]
    if notes:
        found["note"] = "; ".join(notes)
    tags = tags_of(entry)
    if tags:
        found["keyword"] = ", ".join(tags)
    genre = entry.first("type")
    if genre:
        found["genre"] = GENRE_WORDS.get(genre.strip().lower(), decode(genre))
    elif entry.type in GENRE_BY_TYPE:
        found["genre"] = GENRE_BY_TYPE[entry.type]
    language = entry.first("langid", "language", "hyphenation")
    if language:
        found["language"] = LANGUAGES.get(decode(language).lower(), decode(language))
    return found


def tags_of(entry: Entry) -> tuple[str, ...]:
    """Return the entry's keywords, LaTeX decoded, each once."""
    tags = _TAG_END.split(decode(entry.get("keywords") or entry.get("keyword") or ""))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def from_item(item: Mapping[str, Any]) -> Entry:
    """Return a CSL-JSON *item* as an entry with biblatex fields; `to_item` gives back what CSL 1.0.2 defines."""
    kind = str(item.get("type") or "document")
    type_, subtype = BIBTEX_TYPE.get(kind, ("misc", None))
    fields: dict[str, str] = {}
    for variable, names in NAMES.items():
        value = item.get(variable)
        if isinstance(value, list) and value:
            fields[names[0]] = format_names(_name_of(name) for name in value if isinstance(name, Mapping))
    fields |= _title_fields(item, kind)
    fields |= _date_fields(item)
    fields |= {
        names[0]: encode(text)
        for variable, names in TEXTS.items()
        if variable in item and (text := _text(item, variable))
    }
    fields |= _archive_fields(item)
    fields |= _number_fields(item, kind)
    fields |= {
        names[0]: _BRACES.sub(lambda brace: quote(brace[0]), text)  # no brace of a web address is BibTeX's
        for variable, names in VERBATIM.items()
        if variable in item and (text := _text(item, variable))
    }
    fields |= _rest_fields(item, kind)
    if subtype:
        fields["entrysubtype"] = subtype
    entry = Entry(
        str(item.get("id") or ""), type_, tuple((name, text) for name, text in fields.items() if text.strip())
    )
    misread = kind in BIBTEX_TYPE and csl_type_of(entry) != kind
    return entry.with_fields(entrysubtype=kind) if misread else entry


def _text(item: Mapping[str, Any], variable: str) -> str:
    value = item.get(variable)
    if value is None:
        return ""
    if value.__class__ is str:
        return str(value).strip()
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _name_of(name: Mapping[str, Any]) -> Name:
    literal = _text(name, "literal")
    if literal:
        return OTHERS if literal == "others" else Name(literal=literal)
    dropping, kept = _text(name, "dropping-particle"), _text(name, "non-dropping-particle")
    particles = " ".join(filter(None, (dropping, kept)))
    family, given = _text(name, "family"), _text(name, "given")
    if not family:
        return Name(literal=given or particles)
    drops = bool(dropping and not kept)
    return Name(family, given or None, particles or None, _text(name, "suffix") or None, drops_particle=drops)


def _title_fields(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    container = "booktitle" if kind in CONTAINED_TYPES else "journaltitle"
    written = {"title": ("title",), "container-title": (container,), **TITLES}
    return {
        names[0]: from_rich(text)
        for variable, names in written.items()
        if variable in item and (text := _text(item, variable))
    }


def _date_fields(item: Mapping[str, Any]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for variable in (*DATES, *OTHER_DATES):
        value = item.get(variable)
        date = from_csl_date(dict(value)) if isinstance(value, Mapping) else None
        if date is None:
            continue
        field = f"{DATES[variable]}date" if variable in DATES else OTHER_DATES[variable]
        if date.literal is not None and variable == "issued":
            field = "year"
        fields[field] = encode(str(date)) if date.literal is not None else str(date)
    return fields


def _number_fields(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    fields = {"pages": encode(_text(item, "page")).replace("-{}", "-").replace("-", "--")}
    number, issue, series = (encode(_text(item, name)) for name in ("number", "issue", "collection-number"))
    if kind in PERIODICAL_TYPES:
        return fields | {"number": issue, "symbol": number, "seriesnumber": series}
    if kind in SERIES_TYPES and _text(item, "collection-title"):
        return fields | {"number": series, "symbol": number, "issue": issue}
    return fields | {"number": number, "seriesnumber": series, "issue": issue}


def _rest_fields(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    publisher = encode(_text(item, "publisher"))
    fields = {"institution" if kind in INSTITUTION_TYPES else "publisher": _whole(publisher)}
    fields["note"] = encode(_text(item, "note"))
    fields["keywords"] = encode(_text(item, "keyword"))
    fields["langid"] = encode(_text(item, "language"))
    return fields


def _whole(text: str) -> str:
    """Return *text* in braces if a list of names would be cut in it."""
    return f"{{{text}}}" if len(list(split_names(text))) > 1 else text


def describe(entry: Entry) -> Description:
    """Return what *entry* says in plain words; fields that it inherits must be there already."""
    title = ": ".join(filter(None, (decode(entry.get(name) or "") for name in ("title", "subtitle"))))
    addition = decode(entry.get("titleaddon") or "")
    date = date_of(entry)
    publisher = _publisher(entry, csl_type_of(entry)).get("publisher")
    others = (*_SEARCHABLE, *(field for field in ("editor", "translator") if entry.first("author")))
    return Description(
        key=entry.key,
        type=entry.type,
        title=title or decode(entry.get("maintitle") or entry.get("booktitle") or ""),
        authors=_authors(entry),
        year=None if date is None else date.year,
        publisher=publisher,
        tags=tags_of(entry),
        language=_language(entry),
        other=" ".join(filter(None, (addition, *(decode(entry.get(field) or "") for field in others)))),
    )


_SEARCHABLE = (
    "shorttitle",
    "journal",
    "journaltitle",
    "booktitle",
    "maintitle",
    "series",
    "number",
    "symbol",
    "type",
    "edition",
    "location",
    "address",
    "institution",
    "organization",
    "school",
    "publisher",
    "shortauthor",
    "abstract",
    "note",
    "annotation",
    "annote",
    "doi",
    "isbn",
)


def _authors(entry: Entry) -> tuple[str, ...]:
    field = entry.first("author", "editor", "editora", "bookauthor", "holder")
    return tuple(name.sorted_by for name in parse_names(field or "") if name != OTHERS and name.sorted_by)


def _language(entry: Entry) -> str | None:
    language = decode(entry.first("langid", "language", "hyphenation") or "").lower()
    if language in LANGUAGES:
        return LANGUAGES[language]
    match = re.match(r"([a-z]{2})(?:[-_]|\Z)", language)
    return match[1] if match else None
