"""Look a work up by its number, at a person's request: a DOI at its registration agency, an ISBN at Open Library."""

import re
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litbase.bib.items import to_item
from litbase.catalog.asking import ask
from litbase.catalog.connecting import Reach
from litbase.catalog.work_items import Item, clean_item
from litbase.errors import EntryError, FetchError
from litbase.model.entry import Entry
from litbase.sources.guessing import authors_guess, escape, iso_date
from litbase.sources.identifiers import find_isbns

_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE)
_CSL = "application/vnd.citationstyles.csl+json"
_CHECK = "check it against the source, sign by sign"


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses that are asked: the DOI system's resolver, and Open Library's interface for books."""

    doi: str = "https://doi.org/"
    isbn: str = "https://openlibrary.org/api/books"


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A work as a service describes it: a CSL item without a key, and the host that said so."""

    item: Item
    origin: str


@dataclass(frozen=True, slots=True)
class Asking:
    """How services are asked: where, how long they are waited for, which private addresses are let through."""

    services: Services = Services()
    seconds: float = 60.0
    silence: float = 20.0
    allowed: Collection[str] = ()
    use_proxies: bool = False

    def reach(self) -> Reach:
        return Reach(self.silence, time.monotonic() + self.seconds, frozenset(self.allowed), self.use_proxies)


def read_doi(text: str) -> str:
    """Return the DOI that *text* is, without its resolver. Raises EntryError if it is none."""
    match = _DOI.fullmatch(text.strip())
    if match is None:
        raise EntryError(f"'{text}' is not a DOI", "a DOI begins with 10. and has a slash: 10.1234/abc")
    return match[1]


def read_isbn(text: str) -> str:
    """Return the figures of the ISBN that *text* is. Raises EntryError if it is none or its check digit is wrong."""
    found = next(find_isbns(f"ISBN {re.sub('(?i)^isbn[-: ]*(?:1[03](?=[: ]))?[: ]*', '', text.strip())}"), None)
    if found is None:
        raise EntryError(f"'{text}' is not an ISBN: a figure is wrong or missing", _CHECK)
    return re.sub(r"[^\dX]", "", found.upper())


def look_up_doi(doi: str, asking: Asking) -> LookedUp:
    """Return what the agency that registered *doi* says of it (Crossref, DataCite …, by content negotiation)."""
    answer = ask(asking.services.doi + quote(doi, safe="/:;()._-"), _CSL, asking.reach())
    if answer.value is None:
        raise FetchError(f"no work is known under the DOI '{doi}'", _CHECK)
    item = clean_item(answer.value, doi) if isinstance(answer.value, Mapping) else None
    if item is None:
        raise FetchError(f"what '{answer.host}' says of the DOI '{doi}' has no title", "write the entry yourself")
    return LookedUp(item, answer.host)


def look_up_isbn(isbn: str, asking: Asking) -> LookedUp:
    """Return what Open Library says of the book with *isbn*."""
    name = f"ISBN:{isbn}"
    url = f"{asking.services.isbn}?bibkeys={name}&format=json&jscmd=data"
    answer = ask(url, "application/json", asking.reach())
    book = answer.value.get(name) if isinstance(answer.value, Mapping) else None
    if book is None:
        raise FetchError(f"'{answer.host}' knows no book with the ISBN {isbn}", f"{_CHECK}; not every book is known")
    item = _book(book, isbn) if isinstance(book, Mapping) else None
    if item is None:
        raise FetchError(f"what '{answer.host}' says of the ISBN {isbn} has no title", "write the entry yourself")
    return LookedUp(item, answer.host)


def _book(book: Mapping[str, Any], isbn: str) -> Item | None:
    """Return Open Library's record of an edition as an item (its books interface, jscmd=data)."""
    item = clean_item(
        {
            "type": "book",
            "title": book.get("title"),
            "subtitle": book.get("subtitle"),
            "publisher": "; ".join(_named(book.get("publishers"))),
            "publisher-place": "; ".join(_named(book.get("publish_places"))),
            "number-of-pages": book.get("number_of_pages"),
            "edition": book.get("edition_name"),
        },
        "",
    )
    if item is None:
        return None
    names = next(authors_guess(_named(book.get("authors")), "Open Library"), None)
    written = iso_date(str(book.get("publish_date") or ""))
    fields = {"author": names.value if names else "", "date": written or "", "isbn": escape(isbn)}
    del item["DOI"]
    found = to_item(Entry("", "book", tuple((name, text) for name, text in fields.items() if text)))
    return item | {name: value for name, value in found.items() if name in ("author", "issued", "ISBN")}


def _named(value: object) -> Sequence[str]:
    named = [each.get("name") for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    return [name for name in named if isinstance(name, str) and name.strip()]
