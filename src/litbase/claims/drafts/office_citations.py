"""Citation fields of word processors: Zotero, Mendeley, Word's own, EndNote.

Zotero and Mendeley keep CSL-JSON ("schema/input/csl-citation.json" of the Citation Style Language); Word keeps
"CITATION Tag \\p 12" (ECMA-376-1, 17.16.5.7); EndNote keeps XML of its own.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from litbase.claims.draft import CitedItem
from litbase.errors import SourceError
from litbase.formats.markup import Element, parse_xml

_CSL = re.compile(r"CSL_CITATION\s*(?=\{)|ZOTERO_ITEM\s*(?=\{)|ZOTERO_CITATION\s*(?=\{)", re.IGNORECASE)
_ENDNOTE = re.compile(r"<EndNote>[\s\S]*</EndNote>")
_WORD = re.compile(r"\s*CITATION\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_SWITCH = re.compile(r"\\(?P<switch>[a-zA-Z])|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<word>[^\s\"\\]\S*)")
_BIBLIOGRAPHY = re.compile(
    r"\s*(?:ADDIN\s+)?(?:ZOTERO_BIBL(?:IOGRAPHY)?|Mendeley Bibliography|EN\.REFLIST|"
    r"CitaviBibliography|BIBLIOGRAPHY\b)",
    re.IGNORECASE,
)
_WITH_VALUE = frozenset("lpvfsm")
_TEXT_SIZE = 20_000_000


def is_bibliography(instruction: str) -> bool:
    """Tell whether a field shows the list of references."""
    return _BIBLIOGRAPHY.match(instruction) is not None


def read_field(instruction: str, *, kept: str = "", sources: Mapping[str, Mapping[str, Any]]) -> tuple[CitedItem, ...]:
    """Return the works that a field cites, () if it is no citation.

    *kept*: what EndNote keeps beside the instruction (base64); *sources*: the works of Word's own list by tag.
    """
    csl = _CSL.search(instruction)
    if csl is not None:
        return read_csl(instruction[csl.end() :])
    if "EN.CITE" in instruction:
        found = _ENDNOTE.search(instruction) or _ENDNOTE.search(_decoded(kept))
        return tuple(_read_endnote(found.group())) if found else ()
    word = _WORD.match(instruction)
    return tuple(_read_word(word.group("rest"), sources)) if word else ()


def read_tag(tag: str) -> tuple[CitedItem, ...]:
    """Return the works that the tag of a content control cites (Mendeley Cite), () if it cites none."""
    _, found, coded = tag.partition("MENDELEY_CITATION_v3_")
    return read_csl(_decoded(coded + "=" * (-len(coded) % 4))) if found else ()


def read_csl(written: str) -> tuple[CitedItem, ...]:
    """Return the works of a citation in CSL-JSON; what follows the JSON is left alone."""
    try:
        citation, _ = json.JSONDecoder().raw_decode(written.strip())
    except (ValueError, RecursionError):
        return ()
    items = citation.get("citationItems") if isinstance(citation, dict) else None
    return tuple(_csl_item(item) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()


def _csl_item(item: Mapping[str, Any]) -> CitedItem:
    work = item.get("itemData")
    work = work if isinstance(work, dict) else {}
    key = work.get("citation-key") or work.get("citekey")
    locator = str(item.get("locator") or "").strip() or None
    return CitedItem(
        str(key) if key else None,
        locator,
        str(item.get("label") or "page") if locator else None,
        prefix=str(item.get("prefix") or "").strip(),
        suffix=str(item.get("suffix") or "").strip(" ,"),
        is_author_suppressed=bool(item.get("suppress-author") or item.get("suppressAuthor")),
        work=work,
    )


def _read_word(rest: str, sources: Mapping[str, Mapping[str, Any]]) -> Iterator[CitedItem]:
    """Yield the works of Word's field: "\\m" begins another one, the switches before it belong to the one before."""
    given: dict[str, str] = {}
    waiting = "m"
    for match in _SWITCH.finditer(rest):
        switch, value = match.group("switch"), match.group("quoted") or match.group("word") or ""
        if switch is None and waiting:
            if waiting == "m" and "m" in given:
                yield _word_item(given, sources)
                given = {}
            given[waiting] = value
            waiting = ""
        elif switch is not None and switch.lower() in _WITH_VALUE:
            waiting = switch.lower()
        elif switch is not None:
            given[switch.lower()] = "set"
    if "m" in given:
        yield _word_item(given, sources)


def _word_item(given: Mapping[str, str], sources: Mapping[str, Mapping[str, Any]]) -> CitedItem:
    locator = given.get("p")
    return CitedItem(
        given["m"],
        locator,
        "page" if locator else None,
        prefix=given.get("f", "").strip(),
        suffix=given.get("s", "").strip(),
        is_author_suppressed="n" in given,
        work=sources.get(given["m"], {}),
    )


def read_bookmarks(properties: Element | None) -> dict[str, str]:
    """Return the field codes that Zotero keeps in the document's own properties, by the bookmark they belong to.

    A code longer than one property is cut into several, "ZOTERO_BREF_x_1", "ZOTERO_BREF_x_2".
    """
    parts: dict[str, dict[int, str]] = {}
    for each in () if properties is None else properties.iter():
        name = next((value for key, value in each.attrib.items() if key.rpartition("}")[2] == "name"), "")
        bookmark, _, number = name.rpartition("_")
        if bookmark.startswith("ZOTERO_BREF") and number.isascii() and number.isdigit():
            parts.setdefault(bookmark, {})[int(number[:6])] = "".join(each.itertext())
    return {bookmark: "".join(found[number] for number in sorted(found)) for bookmark, found in parts.items()}


def read_word_sources(root: Element) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the works of Word's list of sources by tag (ECMA-376-1, 22.6), as CSL-JSON as far as it goes."""
    space = root.tag.partition("}")[0] + "}"
    for source in root.iter(f"{space}Source"):
        work: dict[str, Any] = {}
        for field, name in (("title", "Title"), ("publisher", "Publisher"), ("URL", "URL")):
            value = (source.findtext(f"{space}{name}") or "").strip()
            if value:
                work[field] = value
        people = source.find(f"{space}Author/{space}Author")
        authors = [] if people is None else list(_people(people, space))
        if authors:
            work["author"] = authors
        work |= _issued(source.findtext(f"{space}Year") or "")
        tag = (source.findtext(f"{space}Tag") or "").strip()
        if tag:
            yield tag, work


def _people(author: Element, space: str) -> Iterator[dict[str, str]]:
    corporate = (author.findtext(f"{space}Corporate") or "").strip()
    if corporate:
        yield {"literal": corporate}
    for person in author.iter(f"{space}Person"):
        family, given = (person.findtext(f"{space}{name}") or "" for name in ("Last", "First"))
        yield {"family": family, "given": given} if given else {"family": family}


def _read_endnote(written: str) -> Iterator[CitedItem]:
    try:
        root = parse_xml(written.encode())
    except SourceError:
        return
    for cite in root.iter("Cite"):
        pages = (cite.findtext("Pages") or "").strip()
        work: dict[str, Any] = {}
        title = " ".join("".join(each.itertext()) for each in cite.iterfind("record/titles/title")).strip()
        if title:
            work["title"] = title
        authors = ["".join(each.itertext()) for each in cite.iterfind("record/contributors/authors/author")]
        authors = authors or [cite.findtext("Author") or ""]
        if any(authors):
            work["author"] = [_endnote_name(name.strip()) for name in authors if name.strip()]
        work |= _issued(cite.findtext("Year") or cite.findtext("record/dates/year") or "")
        yield CitedItem(
            None, pages or None, "page" if pages else None, prefix=(cite.findtext("Prefix") or "").strip(),
            suffix=(cite.findtext("Suffix") or "").strip(" ,"), is_author_suppressed=cite.get("ExcludeAuth") == "1",
            work=work,
        )  # fmt: skip


def _endnote_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return (
        {"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": family.strip()}
    )


def _issued(year: str) -> dict[str, Any]:
    found = re.search(r"\d{4}", year)
    return {"issued": {"date-parts": [[int(found.group())]]}} if found else {}


def _decoded(kept: str) -> str:
    try:
        return base64.b64decode(kept[:_TEXT_SIZE], validate=False).decode("utf-8", errors="replace").rstrip("\0")
    except (binascii.Error, ValueError):
        return ""
