"""CSL items as the agencies that register DOIs send them, brought to what CSL-JSON says they should be."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from litbase.bib.item_types import BIBTEX_TYPE

Item = dict[str, Any]

# Crossref's own names of types, which stand in many of its answers in place of CSL's
_TYPES: Mapping[str, str] = {
    "journal-article": "article-journal", "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book", "book-series": "book",
    "proceedings-article": "paper-conference", "proceedings": "book", "dissertation": "thesis",
    "posted-content": "article", "report-series": "report", "report-component": "report", "peer-review": "review",
    "reference-entry": "entry", "journal": "periodical", "journal-issue": "periodical", "database": "dataset",
}  # fmt: skip
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",), "container-title": ("container-title",), "collection-title": ("collection-title",),
    "container-title-short": ("container-title-short", "journalAbbreviation"), "volume": ("volume",),
    "issue": ("issue",), "page": ("page", "article-number"), "publisher": ("publisher",),
    "publisher-place": ("publisher-place", "publisher-location"), "edition": ("edition", "edition-number"),
    "number": ("number", "report-number"), "genre": ("genre",), "language": ("language",), "version": ("version",),
    "abstract": ("abstract",), "URL": ("URL",), "number-of-pages": ("number-of-pages",), "medium": ("medium",),
}  # fmt: skip
_NAMES = ("author", "editor", "translator", "chair", "contributor")
_DATES = ("issued", "published-print", "published", "published-online")
_RICH = re.compile(r"</?(?:i|b|sub|sup)>")
_EMPHASIS = re.compile(r"<(/?)(?:em|italic)>", re.IGNORECASE)
_HEADING = re.compile(r"<(jats:)?title>.*?</(jats:)?title>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_item(found: Mapping[str, Any], doi: str) -> Item | None:
    """Return what *found* says of the work *doi* in CSL's terms, its bookkeeping left out; None if it has no title."""
    kind = str(found.get("type") or "")
    kind = _TYPES.get(kind, kind)
    item: Item = {"id": "", "type": kind if kind in BIBTEX_TYPE else "document", "DOI": doi}
    for variable, names in _TEXTS.items():
        said = (_first_text(found.get(name), rich="title" in variable) for name in names)
        text = next(filter(None, said), "")
        if text and not (variable == "URL" and _RESOLVER.match(text)):
            item[variable] = text
    _add_subtitle(item, _first_text(found.get("subtitle"), rich=True))
    for variable in ("ISBN", "ISSN"):
        numbers = ", ".join(dict.fromkeys(_plain_texts(found.get(variable))))
        if numbers:
            item[variable] = numbers
    item |= {role: people for role in _NAMES if (people := list(_names(found.get(role))))}
    date = next((date for name in _DATES if (date := _date(found.get(name)))), None)
    if date is not None:
        item["issued"] = date
    institution = _institution(found.get("institution"))
    if institution and "publisher" not in item:
        item["publisher"] = institution
    return item if "title" in item or "container-title" in item else None


def _first_text(value: object, *, rich: bool) -> str:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, (str, int)) and not isinstance(each, bool):
            text = _without_tags(str(each), rich=rich)
            if text:
                return text
    return ""


def _plain_texts(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield _without_tags(each, rich=False).rpartition("/")[2]


def _without_tags(text: str, *, rich: bool) -> str:
    """Return *text* without JATS, MathML and control characters; *rich*: with the italics that CSL knows."""
    text = _HEADING.sub("", text) if "<jats:" in text else text
    text = _EMPHASIS.sub(r"<\1i>", text)
    text = _TAG.sub(lambda tag: tag[0] if rich and _RICH.fullmatch(tag[0]) else " " if "jats:" in tag[0] else "", text)
    return " ".join(_UNWRITABLE.sub(" ", html.unescape(text)).split())


def _add_subtitle(item: Item, subtitle: str) -> None:
    title = item.get("title", "")
    if title and subtitle and subtitle.casefold() not in title.casefold():
        item["title"] = f"{title} {subtitle}" if title[-1] in ".:;?!" else f"{title}: {subtitle}"


def _names(value: object) -> Iterator[dict[str, str]]:
    """Yield the names: organisations stand under "literal" (CSL) or "name" (Crossref) and stay whole."""
    for each in value if isinstance(value, list) else ():
        if not isinstance(each, Mapping):
            continue
        parts = ("family", "given", "suffix", "non-dropping-particle", "dropping-particle", "literal", "name")
        said = {part: text for part in parts if (text := _first_text(each.get(part), rich=False))}
        whole = said.pop("literal", "") or said.pop("name", "")
        if said.get("family"):
            yield {part: text for part, text in said.items() if part != "name"}
        elif whole or said.get("given"):
            yield {"literal": whole or said["given"]}


def _date(value: object) -> dict[str, Any] | None:
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    kept: list[int] = []
    for number, (least, most) in zip(first, ((1000, 2999), (1, 12), (1, 31)), strict=False):
        digits = str(number)
        if not digits.isascii() or not digits.isdigit() or not least <= int(digits) <= most:
            break
        kept.append(int(digits))
    return {"date-parts": [kept]} if kept else None


def _institution(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _first_text(first.get("name"), rich=False) if isinstance(first, Mapping) else ""
