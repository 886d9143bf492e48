"""What is wrong with a bibliography: small checks, each by itself, in one table."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from litbase.bib.bibliography import Bibliography
from litbase.bib.dates import UNDATED, Date, date_of
from litbase.bib.inheritance import unresolved_keys
from litbase.bib.items import verbatim
from litbase.bib.latex import decode
from litbase.bib.names import is_whole, split_names
from litbase.model.entry import Entry, Problem, Severity

_Check = Callable[[Bibliography], Iterator[Problem]]

# each group: one of its fields is needed (biblatex manual, 2.1.1; "author" where an organisation may stand for it)
_PUBLISHED = ("date", "year", "pubstate")
_MAKER = ("author", "editor", "institution", "organization", "publisher")
_REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article": (("author", "editor"), ("title",), ("journaltitle", "journal"), _PUBLISHED),
    "book": (("author", "editor"), ("title", "maintitle"), _PUBLISHED),
    "booklet": (("title",),),
    "collection": (("editor", "author"), ("title",), _PUBLISHED),
    "hearing": (("title",), _PUBLISHED),
    "inbook": (("author", "editor"), ("title", "chapter"), _PUBLISHED),
    "incollection": (("author",), ("title",), ("booktitle",), _PUBLISHED),
    "inproceedings": (("author",), ("title",), ("booktitle",), _PUBLISHED),
    "jurisdiction": (("title",), _PUBLISHED),
    "legislation": (("title",), _PUBLISHED),
    "manual": (("title",),),
    "mastersthesis": (("author",), ("title",), ("school", "institution"), _PUBLISHED),
    "misc": (("title", "howpublished", "note"),),
    "online": (("title",), ("url", "doi", "eprint", "howpublished")),
    "patent": (("title",), ("number",), _PUBLISHED),
    "phdthesis": (("author",), ("title",), ("school", "institution"), _PUBLISHED),
    "proceedings": (("title",), _PUBLISHED),
    "report": (_MAKER, ("title",), _PUBLISHED),
    "techreport": (_MAKER, ("title",), _PUBLISHED),
    "thesis": (("author",), ("title",), ("institution", "school"), _PUBLISHED),
    "legal": (("title",), _PUBLISHED),
    "treaty": (("title",), _PUBLISHED),
    "unpublished": (("author", "editor"), ("title",)),
}
_ALIASES = {"conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online"}
_DATE_FIELDS = {"": ("date", "year"), "orig": ("origdate",), "event": ("eventdate",), "url": ("urldate",)}
_ORGANISATION = re.compile(
    r"\b(?:United Nations|Nations Unies|Naciones Unidas|Department|Ministry|Ministerio|Ministère|Bureau|Office|Agency|"
    r"Committee|Commission|Council|Organi[sz]ation|Institute|University|Foundation|Association|Centre|Center|Court|"
    r"Government|Parliament|Congress|Senate|Assembly|Embassy|Authority|Federation|Programme|Group|Network|Watch|"
    r"Amnesty|International|Initiative|Coalition|Alliance|Society|Police|Secretariat|Union|Bank|Fund|Research)\b"
)
_SERIAL_FIELDS = ("edition", "volume", "number", "part", "version")


def check(bibliography: Bibliography) -> Iterator[Problem]:
    """Yield what every check finds, one check after the other."""
    for find in CHECKS.values():
        yield from find(bibliography)


def _problem(name: str, severity: Severity, entry: Entry, message: str, fix: str | None = None) -> Problem:
    return Problem(name, severity, message, key=entry.key, line=entry.line, fix=fix)


def _complete(bibliography: Bibliography) -> Iterator[Entry]:
    for entry in bibliography.entries():
        inherits = entry.get("crossref") is not None or entry.get("xdata") is not None
        yield bibliography.complete(entry.key) if inherits else entry


def broken_blocks(bibliography: Bibliography) -> Iterator[Problem]:
    for block in bibliography.broken:
        message = f"the block at line {block.line} cannot be read: {block.reason}"
        yield Problem("broken-block", Severity.ERROR, message, line=block.line)


def duplicate_keys(bibliography: Bibliography) -> Iterator[Problem]:
    for entry in bibliography.repeated:
        first = bibliography.entry(entry.key)
        where = f"lines {first.line} and {entry.line}"
        yield _problem("duplicate-key", Severity.ERROR, entry, f"the key '{entry.key}' stands twice, at {where}")


def missing_fields(bibliography: Bibliography) -> Iterator[Problem]:
    for entry in _complete(bibliography):
        for group in _REQUIRED.get(_ALIASES.get(entry.type, entry.type), ()):
            if entry.first(*group) is None:
                wanted = " or ".join(group[:2])
                message = f"'{entry.key}' ({entry.type}) has no {wanted}"
                yield _problem("missing-field", Severity.WARNING, entry, message)


def impossible_dates(bibliography: Bibliography) -> Iterator[Problem]:
    for entry in bibliography.entries():
        for prefix, fields in _DATE_FIELDS.items():
            written = entry.first(*fields)
            date = date_of(entry, prefix) if written is not None else None
            if date is None:
                continue
            if not date.is_possible:
                message = f"'{entry.key}' has an impossible date in '{fields[0]}': {date}"
                yield _problem("impossible-date", Severity.ERROR, entry, message)
            elif _is_no_date(date) and fields[0] != "date":
                message = f"'{entry.key}' has no date in '{fields[0]}' but '{date.literal}'"
                yield _problem("impossible-date", Severity.WARNING, entry, message)


def _is_no_date(date: Date) -> bool:
    return date.literal is not None and date.literal.lower() not in UNDATED


def unbraced_organisations(bibliography: Bibliography) -> Iterator[Problem]:
    for entry in bibliography.entries():
        for field in ("author", "editor"):
            value = entry.get(field)
            if value is None or is_whole(value.strip()):
                continue
            for name in split_names(value):
                if _is_organisation(name):
                    message = (
                        f"'{entry.key}': the organisation '{decode(name)}' in '{field}' is read as a person's name"
                    )
                    yield _problem("unbraced-organisation", Severity.WARNING, entry, message, "put it in braces")


def with_braced_organisations(entry: Entry) -> Entry:
    """Return *entry* with the organisations in braces that would be read as persons' names."""
    changes: dict[str, str | None] = {}
    for field in ("author", "editor"):
        value = entry.get(field)
        if value is not None and not is_whole(value.strip()):
            names = tuple(split_names(value))
            if any(map(_is_organisation, names)):
                changes[field] = " and ".join(f"{{{name}}}" if _is_organisation(name) else name for name in names)
    return entry.with_fields(**changes) if changes else entry


def _is_organisation(name: str) -> bool:
    return not is_whole(name) and "," not in name and len(name.split()) > 1 and bool(_ORGANISATION.search(name))


def unresolved_references(bibliography: Bibliography) -> Iterator[Problem]:
    for entry in bibliography.entries():
        for key in unresolved_keys(entry, bibliography):
            message = f"'{entry.key}' refers to '{key}', which no entry has as its key"
            yield _problem("unresolved-reference", Severity.ERROR, entry, message)


def duplicate_entries(bibliography: Bibliography) -> Iterator[Problem]:
    """Yield entries with one identifier; editions and volumes of a series share theirs and are no duplicates."""
    by_identifier: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in bibliography.entries():
        for identifier in identifiers_of(entry):
            by_identifier[identifier].append(entry)
    seen: set[tuple[str, str]] = set()
    for identifier, entries in by_identifier.items():
        for index, entry in enumerate(entries):
            for earlier in entries[:index]:
                pair = (earlier.key, entry.key)
                if pair not in seen and may_be_one(earlier, entry):
                    seen.add(pair)
                    message = f"'{entry.key}' has the same {identifier} as '{earlier.key}'"
                    yield _problem("duplicate-entry", Severity.WARNING, entry, message)


def identifiers_of(entry: Entry) -> tuple[str, ...]:
    """Return the entry's DOI, ISBN (a book's, not a chapter's) and document symbol, each with its kind before it."""
    found = []
    doi = re.search(r"10\.\d{4,9}/\S+", verbatim(entry.first("doi") or "").lower())
    if doi:
        found.append(f"doi {doi[0]}")
    if entry.type in ("book", "mvbook", "collection", "proceedings", "report", "techreport", "manual", "booklet"):
        isbn = re.sub(r"[^\dX]", "", verbatim(entry.first("isbn") or "").upper())
        if len(isbn) in (10, 13):
            found.append(f"isbn {isbn[-10:-1]}")
    symbol = decode(entry.first("symbol", "number") or "")
    if re.fullmatch(r"[A-Z]+(?:/[\w.()-]+){2,}", symbol):
        found.append(f"symbol {symbol}")
    return tuple(found)


def may_be_one(one: Entry, other: Entry) -> bool:
    """Tell whether nothing says that two entries with one identifier are different works: year, edition, volume."""
    first, second = date_of(one), date_of(other)
    if first and second and first.year and second.year and first.year != second.year:
        return False
    for field in _SERIAL_FIELDS:
        a, b = decode(one.get(field) or "").lower(), decode(other.get(field) or "").lower()
        if a and b and a != b:
            return False
    return True


CHECKS: Mapping[str, _Check] = {
    "broken-block": broken_blocks,
    "duplicate-key": duplicate_keys,
    "missing-field": missing_fields,
    "impossible-date": impossible_dates,
    "unbraced-organisation": unbraced_organisations,
    "unresolved-reference": unresolved_references,
    "duplicate-entry": duplicate_entries,
}
