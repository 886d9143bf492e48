"""What Office formats share: parts of an archive read as XML, core properties, no text."""

from collections.abc import Iterator, Sequence

from litbase.errors import CorruptSource
from litbase.formats.archives import SafeZip
from litbase.formats.markup import Element, parse_xml
from litbase.model.page import Guess
from litbase.sources.guessing import authors_guess, date_guess, language_code, title_guess
from litbase.sources.sections import Section

_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_ODF_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


def part(archive: SafeZip, name: str) -> Element | None:
    """Return the root of the XML part *name*, None if the archive lacks it."""
    return parse_xml(archive.read(name)) if name in archive.names else None


def guess_from_properties(properties: Element | None, origin: str) -> Iterator[Guess]:
    """Yield title, author and date from core properties (ECMA-376-2, 11) or OpenDocument's meta (ODF 1.3-3, 4.3)."""
    if properties is None:
        return
    yield from title_guess(_text(properties, f"{_DC}title"), origin)
    creator = _text(properties, f"{_ODF_META}initial-creator") or _text(properties, f"{_DC}creator")
    yield from authors_guess((creator or "").split(";"), origin)
    for name in (f"{_DCTERMS}created", f"{_ODF_META}creation-date", f"{_DCTERMS}modified", f"{_DC}date"):
        yield from date_guess(_text(properties, name), origin)


def stated_language(properties: Element | None) -> str | None:
    """Return the language that the properties declare (ISO 639-1), None if they declare none."""
    return None if properties is None else language_code(_text(properties, f"{_DC}language"))


def with_text(sections: Sequence[Section], name: str) -> Sequence[Section]:
    """Return *sections*. Raises CorruptSource if none of them holds text."""
    if not any(section.text.strip() for section in sections):
        raise CorruptSource(f"'{name}' holds no text", "if it shows pictures of pages, print it to PDF and use --ocr")
    return sections


def _text(root: Element, tag: str) -> str | None:
    found = next(root.iter(tag), None)
    return None if found is None else "".join(found.itertext()).strip() or None
