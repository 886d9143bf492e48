"""E-books (EPUB 2 and 3): chapters in reading order, titles from the table of contents."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from litbase.errors import CorruptSource, EncryptedSource
from litbase.formats.archives import SafeZip, open_zip
from litbase.formats.markup import Element, parse_html, parse_xml
from litbase.model.page import Guess, Reading
from litbase.sources.flow import inline_text, write_flow
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
from litbase.sources.html import without_unseen
from litbase.sources.kinds import MediaType
from litbase.sources.office import with_text
from litbase.sources.sections import Section, SectionWriter, reading_of

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_METHODS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


def read_epub(path: Path) -> Reading:
    """Read an EPUB: the chapters of its spine in order, each split at its headings.

    A chapter that is broken or missing becomes a section that says so. Raises CorruptSource if the book as a whole
    cannot be read, EncryptedSource if it is locked, SourceTooCostly.
    """
    with open_zip(path) as archive:
        if _is_locked(archive):
            error = EncryptedSource(path.name)
            error.hint = "litbase does not open books with copy protection"
            raise error
        place = _package_place(archive, path.name)
        package = parse_xml(archive.read(place))
        parts = _parts(package, posixpath.dirname(place))
        titles = _titles(archive, parts)
        chapters = dict.fromkeys(_spine(package, parts))  # each once: a spine may name one file a million times
        sections = [section for name in chapters for section in _chapter(archive, name, titles.get(name))]
    metadata = package.find(f"{_OPF}metadata")
    return reading_of(
        with_text(sections, path.name),
        media_type=MediaType.EPUB,
        guesses=first_of_each(() if metadata is None else _guesses(metadata)),
        language=None if metadata is None else language_code(next(_all(metadata, "language"), None)),
    )


def _is_locked(archive: SafeZip) -> bool:
    """Say whether more than fonts is encrypted: obfuscated fonts hinder nobody (EPUB 3.3, 4.4)."""
    if _ENCRYPTION not in archive.names:
        return False
    stated = archive.read(_ENCRYPTION)
    return stated.count(b"<EncryptedData") + stated.count(b":EncryptedData ") > sum(map(stated.count, _FONT_METHODS))


def _package_place(archive: SafeZip, name: str) -> str:
    for element in parse_xml(archive.read(_CONTAINER)).iter("{*}rootfile"):
        place = unquote(element.get("full-path") or "")
        if place in archive.names:
            return place
    raise CorruptSource(f"'{name}' lacks its package document", "get the file again")


def _parts(package: Element, folder: str) -> Mapping[str, tuple[str, Element]]:
    """Return by id the place in the archive and the manifest item of every part."""
    return {
        item.get("id"): (_resolve(folder, item.get("href") or ""), item)
        for item in package.iterfind(f"{_OPF}manifest/{_OPF}item")
        if item.get("id")
    }


def _resolve(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))


def _spine(package: Element, parts: Mapping[str, tuple[str, Element]]) -> Iterator[str]:
    for reference in package.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        place, item = parts.get(reference.get("idref"), ("", None))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if "html" in (item.get("media-type") or "html"):
            yield place


def _titles(archive: SafeZip, parts: Mapping[str, tuple[str, Element]]) -> Mapping[str, str]:
    """Return the title of each chapter file by the navigation document, else by the NCX of EPUB 2; the first counts."""
    titles = dict[str, str]()
    for place, item in parts.values():
        if place not in archive.names:
            continue
        folder = posixpath.dirname(place)
        if "nav" in (item.get("properties") or "").split():
            for link in parse_html(archive.read(place)).iter("a"):
                titles.setdefault(_resolve(folder, link.get("href") or ""), inline_text(link))
        elif item.get("media-type") == "application/x-dtbncx+xml":
            for point in parse_xml(archive.read(place)).iter(f"{_NCX}navPoint"):
                content, label = point.find(f"{_NCX}content"), point.find(f"{_NCX}navLabel")
                if content is not None and label is not None:
                    titles.setdefault(
                        _resolve(folder, content.get("src") or ""), " ".join("".join(label.itertext()).split())
                    )
    return titles


def _chapter(archive: SafeZip, name: str, title: str | None) -> Iterator[Section]:
    try:
        root = without_unseen(parse_html(archive.read(name)))
    except CorruptSource as error:
        yield Section(title, "", problem=f"the chapter cannot be read: {error}")
        return
    writer = SectionWriter()
    write_flow(root, writer)
    for place, section in enumerate(writer.sections()):
        yield replace(section, heading=title) if place == 0 and section.heading is None and title else section


def _guesses(metadata: Element) -> Iterator[Guess]:
    origin = "package metadata"
    yield from title_guess(next(_all(metadata, "title"), None), origin)
    yield from authors_guess(list(_all(metadata, "creator")), origin)
    for date in _all(metadata, "date"):
        yield from date_guess(date, origin)
    yield from plain_guess("publisher", next(_all(metadata, "publisher"), None), origin)
    for identifier in _all(metadata, "identifier"):
        yield from doi_guess(identifier, origin)
        yield from isbn_guess(identifier, origin)


def _all(metadata: Element, name: str) -> Iterator[str]:
    for element in metadata.iter(f"{_DC}{name}"):
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield text
