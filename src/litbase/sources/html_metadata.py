"""What the head of a web page says about it: citation tags, JSON-LD, Dublin Core, Open Graph, title."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litbase.formats.markup import Element
from litbase.model.page import Guess
from litbase.sources.guessing import (
    authors_guess,
    date_guess,
    doi_guess,
    first_of_each,
    isbn_guess,
    language_code,
    plain_guess,
    title_guess,
)

_LONGEST_JSON = 1_000_000  # characters of JSON-LD that are looked at
_WORKS = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle ScholarlyArticle Report BlogPosting WebPage Book"  # noqa: SIM905
    " Legislation DigitalDocument TechArticle CreativeWork".split()
)
# Highwire Press tags as Google Scholar and Zotero read them, then Dublin Core, with the field each one fills.
_PLAIN = (
    ("citation_title", "title"),
    ("citation_journal_title", "journaltitle"),
    ("citation_volume", "volume"),
    ("citation_issue", "number"),
    ("citation_publisher", "publisher"),
    ("citation_technical_report_institution", "institution"),
    ("citation_technical_report_number", "number"),
    ("citation_dissertation_institution", "institution"),
    ("dc.title", "title"),
    ("dcterms.title", "title"),
    ("dc.publisher", "publisher"),
    ("dcterms.publisher", "publisher"),
    ("og:title", "title"),
    ("twitter:title", "title"),
    ("og:site_name", "organization"),
)
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "author", "parsely-author")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_cover_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "article:published_time",
    "og:published_time",
    "date",
    "pubdate",
    "publish-date",
)
_IDENTIFIERS = ("citation_doi", "dc.identifier", "dcterms.identifier", "prism.doi", "citation_isbn")


def guess_from_head(root: Element) -> tuple[Guess, ...]:
    """Return what the page says about itself, best first: citation tags, JSON-LD, Dublin Core, Open Graph, title."""
    tags = _meta_tags(root)
    return first_of_each(
        (
            *_from_tags(tags, only="citation_"),
            *_from_json(root),
            *_from_tags(tags, only=""),
            *_from_markup(root, tags),
        )
    )


def language_of_page(root: Element) -> str | None:
    """Return the language the page declares for itself (ISO 639-1), None if it declares none."""
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    return language_code(declared) or language_code(next(iter(_meta_tags(root)["citation_language"]), None))


def _meta_tags(root: Element) -> Mapping[str, Sequence[str]]:
    """Return the content of all meta tags by lower-case name; Dublin Core's dots and colons mean the same."""
    tags = defaultdict[str, list[str]](list)
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            tags[name.replace("dc:", "dc.").replace("dcterms:", "dcterms.")].append(content)
    return tags


def _from_tags(tags: Mapping[str, Sequence[str]], *, only: str) -> Iterator[Guess]:
    """Yield guesses from the meta tags whose name begins with *only*."""
    for name, field in _PLAIN:
        if name.startswith(only):
            value, origin = next(iter(tags[name]), None), f"meta {name}"
            guess = title_guess(value, origin) if field == "title" else plain_guess(field, value, origin)
            yield from guess
    for name in _AUTHORS:
        if name.startswith(only):
            yield from authors_guess(_split_authors(tags[name]), f"meta {name}")
    for name in _DATES:
        if name.startswith(only):
            yield from date_guess(next(iter(tags[name]), None), f"meta {name}")
    for name in _IDENTIFIERS:
        if name.startswith(only):
            for value in tags[name]:
                yield from doi_guess(value, f"meta {name}")
                yield from isbn_guess(value, f"meta {name}")
    if only and tags["citation_firstpage"] and tags["citation_lastpage"]:
        pages = f"{tags['citation_firstpage'][0]}--{tags['citation_lastpage'][0]}"
        yield from plain_guess("pages", pages, "meta citation_firstpage")


def _split_authors(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(";")]


def _from_markup(root: Element, tags: Mapping[str, Sequence[str]]) -> Iterator[Guess]:
    title = next(("".join(element.itertext()) for element in root.iter("title")), None)
    yield from title_guess(_without_site(title, tags["og:site_name"]), "head title")
    yield from title_guess(next((" ".join(h.itertext()) for h in root.iter("h1")), None), "h1")
    for link in root.iter("link"):
        address = link.get("href") or ""
        if (link.get("rel") or "").lower() == "canonical" and address.startswith(("http://", "https://")):
            yield Guess("url", address, "canonical link")
    for time in root.iter("time"):
        yield from date_guess(time.get("datetime"), "time")
        return


def _without_site(title: str | None, sites: Sequence[str]) -> str | None:
    """Cut the name of the site from a page title such as "Trafficking in Norland | Norland Gazette"."""
    if title is None:
        return None
    for mark in (" | ", " – ", " — ", " - ", " :: "):
        head, found, tail = title.strip().rpartition(mark)
        if found and any(tail.strip().casefold() == site.casefold() for site in sites):
            return head
    return title


def _from_json(root: Element) -> Iterator[Guess]:
    """Yield guesses from JSON-LD (schema.org); what is not valid JSON is passed over."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            found = json.loads((script.text or "")[:_LONGEST_JSON])
        except (ValueError, RecursionError):
            continue
        for work in _works(found):
            yield from _from_work(work)


def _works(found: Any) -> Iterator[Mapping[str, Any]]:
    for each in found if isinstance(found, list) else [found]:
        if not isinstance(each, dict):
            continue
        graph = each.get("@graph")
        for node in graph if isinstance(graph, list) else [each]:
            if isinstance(node, dict) and _WORKS.intersection(_texts(node.get("@type"))):
                yield node


def _from_work(work: Mapping[str, Any]) -> Iterator[Guess]:
    origin = "JSON-LD"
    yield from title_guess(next(iter(_texts(work.get("headline")) or _texts(work.get("name"))), None), origin)
    yield from authors_guess(_texts(work.get("author")), origin)
    yield from date_guess(next(iter(_texts(work.get("datePublished"))), None), origin)
    yield from plain_guess("publisher", next(iter(_texts(work.get("publisher"))), None), origin)
    yield from isbn_guess(next(iter(_texts(work.get("isbn"))), None), origin)


def _texts(value: Any) -> list[str]:
    """Return the words of a JSON-LD value: a text, a thing with a name, or a list of them."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        text = each.get("name") if isinstance(each, dict) else each
        if isinstance(text, str) and text.strip():
            found.append(text.strip())
    return found
