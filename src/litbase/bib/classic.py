"""Entries for the BibTeX of 1988, whose fourteen types and few fields its styles know (Patashnik, BibTeXing)."""

import re
from collections.abc import Callable, Mapping

from litbase.bib.dates import Day, date_of
from litbase.bib.items import csl_type_of, verbatim
from litbase.bib.names import Name, format_names, parse_names
from litbase.bib.values import MONTHS
from litbase.model.entry import Entry

_KNOWN = frozenset(
    {"article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual", "mastersthesis",
     "misc", "phdthesis", "proceedings", "techreport", "unpublished"}
)  # fmt: skip
_TYPES: Mapping[str, str] = {
    "report": "techreport", "collection": "book", "mvcollection": "book", "mvbook": "book", "reference": "book",
    "mvreference": "book", "mvproceedings": "proceedings", "commentary": "book", "inreference": "incollection",
    "suppcollection": "incollection", "bookinbook": "inbook", "suppbook": "inbook", "suppperiodical": "article",
    "review": "article", "newspaper": "article",
}  # fmt: skip
_RENAMED: Mapping[str, str] = {
    "journaltitle": "journal", "location": "address", "annotation": "annote", "langid": "language",
    "eprinttype": "archiveprefix", "eprintclass": "primaryclass",
}  # fmt: skip
_NAMES = ("author", "editor", "translator", "bookauthor", "holder")
_ORDER = ("author", "editor", "title", "booktitle", "journal", "volume", "number", "pages", "howpublished",
          "institution", "school", "publisher", "address", "year", "month", "day", "note")  # fmt: skip
_INHERITING = frozenset({"crossref", "xdata"})
_EXTENDED = re.compile(r"\b(?:family|given|prefix)(?:-i)?\s*=")
_LESSER = re.compile(r"master|\bm\.?\s?[as]\b|mathesis|bachelor|bathesis|candthesis|diplom|licen", re.IGNORECASE)

Fields = dict[str, str]


def classic(entry: Entry) -> Entry:
    """Return *entry*, which has what it inherits, in the types and fields of classic BibTeX.

    What its styles do not print, other fields of the library among it, stands there all the same.
    """
    kind = _type_of(entry)
    fields: Fields = {name: value for name, value in entry.fields if name not in _INHERITING}
    for change in (_join_titles, _date, _names, _rename):
        change(fields, entry)
    if "number" not in fields:
        _move(fields, "issue", "number")
    _PUBLISHING.get(kind, _publisher)(fields, entry)
    filled = [(name, value) for name, value in fields.items() if value.strip()]
    return Entry(entry.key, kind, tuple(sorted(filled, key=lambda field: _place(field[0]))))


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _type_of(entry: Entry) -> str:
    if entry.type in _KNOWN:
        return entry.type
    if csl_type_of(entry) == "thesis":
        return "mastersthesis" if _LESSER.search(entry.get("type") or "") else "phdthesis"
    return _TYPES.get(entry.type, "misc")


def _join_titles(fields: Fields, _: Entry) -> None:
    for prefix in ("", "main", "book", "issue", "journal"):
        parts = [fields.pop(f"{prefix}{name}", "") for name in ("title", "subtitle", "titleaddon")]
        title = _joined(parts[0], ": ", parts[1])
        if title or parts[2]:
            fields[f"{prefix}title"] = _joined(title, ". ", parts[2])
    main = fields.pop("maintitle", "")
    if main:
        place = "booktitle" if "booktitle" in fields else "title"
        fields[place] = _joined(main, ": ", fields.get(place, ""))


def _joined(one: str, mark: str, other: str) -> str:
    if one and other and one[-1] in ".:;?!":
        mark = " "
    return mark.join(filter(None, (one, other)))


def _date(fields: Fields, entry: Entry) -> None:
    date = date_of(entry)
    if "date" not in fields or date is None:
        return
    del fields["date"]
    start: Day | None = date.start
    fields["year"] = date.literal or (date.year or "").replace("/", "--")
    if start is not None and date.end is None and start.month is not None and start.month <= len(MONTHS):
        fields["month"] = MONTHS[start.month - 1]
        fields["day"] = str(start.day or "")


def _names(fields: Fields, _: Entry) -> None:
    """Write the names that only biblatex can read as BibTeX has them."""
    for role in _NAMES:
        if _EXTENDED.search(fields.get(role, "")):
            names = parse_names(fields[role])
            fields[role] = format_names(Name(n.family, n.given, n.particle, n.suffix, n.literal) for n in names)
    if "author" not in fields:
        _move(fields, "holder", "author")


def _rename(fields: Fields, _: Entry) -> None:
    for name, old in _RENAMED.items():
        if old not in fields:
            _move(fields, name, old)


def _move(fields: Fields, name: str, other: str) -> None:
    if name in fields:
        fields[other] = fields.pop(name)


def _first_to(*wanted: str) -> Callable[[Fields, Entry], None]:
    """Return what moves the first filled field to the first of *wanted*."""

    def move(fields: Fields, _: Entry) -> None:
        name = next((name for name in wanted if fields.get(name)), None)
        if name is not None and name != wanted[0]:
            _move(fields, name, wanted[0])

    return move


_publisher = _first_to("publisher", "institution", "organization")


def _howpublished(fields: Fields, entry: Entry) -> None:
    """Say in `howpublished` and `note` what no field of @misc says: who, where on the web, number, day seen."""
    who = next((fields.pop(name) for name in ("publisher", "institution", "organization") if fields.get(name)), "")
    address = fields.pop("url", "")
    parts = [fields.get("howpublished", ""), who, f"\\url{{{verbatim(address)}}}" if address else ""]
    fields["howpublished"] = ", ".join(dict.fromkeys(filter(None, parts)))
    seen = f"Accessed {entry.get('urldate')}" if entry.get("urldate") and address else ""
    number = next((value for name in ("symbol", "number") if (value := fields.get(name, ""))), "")
    fields["note"] = ". ".join(dict.fromkeys(filter(None, (number, fields.get("note", ""), seen))))


_PUBLISHING: Mapping[str, Callable[[Fields, Entry], None]] = {
    "techreport": _first_to("institution", "publisher", "organization", "school"),
    "phdthesis": _first_to("school", "institution", "publisher", "organization"),
    "mastersthesis": _first_to("school", "institution", "publisher", "organization"),
    "manual": _first_to("organization", "publisher", "institution"),
    "booklet": _first_to("howpublished", "publisher", "institution", "organization"),
    "article": lambda fields, entry: None,  # noqa: ARG005 (an article has no publisher)
    "unpublished": lambda fields, entry: None,  # noqa: ARG005
    "misc": _howpublished,
}
