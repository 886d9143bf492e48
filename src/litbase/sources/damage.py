"""Damage in a PDF that pdfium passes over in silence: broken content streams, pages lost with the end of a file."""

import re
import time
import zlib
from collections.abc import Iterator, Sequence
from mmap import mmap
from pathlib import Path
from typing import Any

from litbase.sources.hurried import SECONDS, SLIPS, OutOfTime, open_hurried

_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_OTHER_STREAMS = re.compile(
    rb"/Image\b|/Length1|/XRef|/ObjStm|Type1C|Type0C|/FunctionType|/N |/ICC|/DecodeParms|/Metadata"
)
_FILTERS = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
_HEADER = 400  # bytes before a stream that hold its dictionary
_LARGEST = 20_000_000  # bytes unpacked; a page's content seldom has a hundredth of it


def broken_streams(content: mmap) -> frozenset[int]:
    """Return the object numbers of streams of page content that cannot be unpacked to their end.

    An encrypted file's streams are not looked at.
    """
    if content.rfind(b"/Encrypt") >= 0:
        return frozenset()
    return frozenset(_broken_streams(content))


def _broken_streams(content: mmap) -> Iterator[int]:
    for found in _STREAM.finditer(content):
        start = found.start()
        header = content[max(0, start - _HEADER) : start]
        objects = list(_OBJECT.finditer(header))
        if not objects or header.endswith(b"end"):
            continue
        header = header[objects[-1].start() :]
        if _FILTERS.search(header) is None or _OTHER_STREAMS.search(header):
            continue
        end = content.find(b"endstream", found.end())
        if not _unpacks(content[found.end() : end if end >= 0 else len(content)]):
            yield int(objects[-1][1])


def _unpacks(packed: bytes) -> bool:
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(packed, _LARGEST)
    except zlib.error:
        return False
    return unpacker.eof or bool(unpacker.unconsumed_tail)


def is_cut_off(content: mmap) -> bool:
    """Does the file lack its end (ISO 32000-2, 7.5.5)?"""
    return content.rfind(b"%%EOF", max(0, len(content) - 4096)) < 0


def pages_with(objects: frozenset[int], path: Path, password: str | None) -> frozenset[int]:
    """Return the numbers of the pages (from 1) whose content is in one of *objects*."""
    return frozenset(number for number, own in _contents(path, password) if own & objects)


def _contents(path: Path, password: str | None) -> Iterator[tuple[int, set[int]]]:
    deadline = time.monotonic() + SECONDS
    reader = open_hurried(path, password, deadline)
    try:
        for number, page in enumerate(reader.pages if reader else (), 1):
            if time.monotonic() > deadline:
                return
            yield number, _references(page)
    except OutOfTime:
        return


def _references(page: Any) -> set[int]:
    """Return the object numbers of the content streams and form XObjects of a page, as far as they can be read."""
    from pypdf.errors import PyPdfError
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    found: list[Any] = []
    try:
        contents = page.raw_get("/Contents") if "/Contents" in page else None
        found.append(contents)
        parts = contents.get_object() if isinstance(contents, IndirectObject) else contents
        found += parts if isinstance(parts, ArrayObject) else ()
        forms = page["/Resources"]["/XObject"].get_object()
        found += dict.values(forms) if isinstance(forms, DictionaryObject) else ()
    except (PyPdfError, *SLIPS):
        pass
    return {each.idnum for each in found if isinstance(each, IndirectObject)}


def fallback_texts(path: Path, password: str | None, *, only: Sequence[int] | None = None) -> dict[int, str]:
    """Return what pypdf reads on the pages *only* (numbers from 1), on all of them if None; "" where it reads nothing.

    Pages that would take it past its time are left out.
    """
    deadline = time.monotonic() + SECONDS
    reader = open_hurried(path, password, deadline)
    if reader is None:
        return {}
    texts = {}
    for number in range(1, len(reader.pages) + 1) if only is None else only:
        if time.monotonic() > deadline:
            break
        texts[number] = _page_text(reader, number)
    return texts


def _page_text(reader: Any, number: int) -> str:
    from pypdf.errors import PyPdfError

    try:
        return str(reader.pages[number - 1].extract_text())
    except (PyPdfError, OutOfTime, *SLIPS):
        return ""
