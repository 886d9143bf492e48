"""Take in an answer: is it a document, of a kind litbase reads, whole, and no larger than it may be?"""

import re
import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from http.client import HTTPResponse
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from litbase.catalog.addresses import WebAddress
from litbase.catalog.connecting import BrokenOff, Reach
from litbase.catalog.partial import Partial, free_name
from litbase.errors import FetchError, SourceError
from litbase.sources.kinds import SUFFIXES, WHAT_IS_READ, MediaType, read_head, recognise_kind, suffix_of

OnBytes = Callable[[int, int | None], None]

_CHUNK = 1 << 16
_GOES_ON = "try again: it goes on where it stopped"
_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_UNSAID = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/zip"}
)
_SPELLINGS: dict[str, str] = {
    "application/xhtml+xml": MediaType.HTML,
    "application/x-pdf": MediaType.PDF,
    "text/x-markdown": MediaType.MARKDOWN,
}
_READ = frozenset(map(str, MediaType)) | frozenset(_SPELLINGS) | _UNSAID
_BY_HAND = "open it in a browser, save it and add the file: litbase add FILE"
_REFUSALS = {
    401: ("asks for a password", _BY_HAND),
    402: ("asks for payment", _BY_HAND),
    403: ("does not let programs have this document", _BY_HAND),
    404: ("has no document there", "check the address, or look for an archived copy at web.archive.org"),
    410: ("no longer has the document", "look for an archived copy at web.archive.org"),
    429: ("has had too many requests", "try again later"),
    451: ("may not give the document out for legal reasons", "look for another copy"),
}


def check_answer(answer: HTTPResponse, address: WebAddress, *, most: int, part: bool) -> None:
    """Raise FetchError unless *answer* promises a readable document of at most *most* bytes, or the *part* of one."""
    status, host = answer.status, address.host
    if status not in (200, 203) and not (status == 206 and part):
        said = "has a problem of its own" if status >= 500 else "does not give the document"
        words, hint = _REFUSALS.get(status, (said, "try again later" if status >= 500 else _BY_HAND))
        raise FetchError(f"'{host}' {words} (status {status})", hint)
    kind = _named_type(answer.getheader("Content-Type"))
    if kind not in _READ:
        raise FetchError(f"'{host}' gives {kind}, which litbase does not read", WHAT_IS_READ)
    length = _length(answer)
    if length is not None and length > most:
        raise FetchError(f"the document has {_megabytes(length)}, more than the {_megabytes(most)} allowed", _BY_HAND)


def _named_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _length(answer: HTTPResponse) -> int | None:
    written = answer.getheader("Content-Length", "")
    return int(written) if written.isdigit() else None


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"


def receive(
    answer: HTTPResponse, partial: Partial, *, address: WebAddress, reach: Reach, most: int, progress: OnBytes | None
) -> None:
    """Append the body of *answer* to *partial*. Raises BrokenOff if it ends early, FetchError if it grows too large."""
    length = _length(answer)
    size = partial.size
    total = None if length is None else size + length
    with partial.open() as file:
        for chunk in _unpacked(answer, address):
            size += len(chunk)
            if size > most:
                break
            partial.write(file, chunk)
            if progress is not None:
                progress(size, total)
    if size > most:
        partial.forget()
        raise FetchError(f"the document has more than the {_megabytes(most)} allowed", _BY_HAND)
    if reach.left <= 0:
        raise BrokenOff(f"'{address.host}' took too long to send the document", _GOES_ON)
    if answer.length:  # bytes promised that did not come
        came = f"{_megabytes(size)} of {_megabytes(size + answer.length)}"
        raise BrokenOff(f"'{address.host}' broke off after {came}", _GOES_ON)


def _unpacked(answer: HTTPResponse, address: WebAddress) -> Iterator[bytes]:
    """Yield the body in pieces of limited size, undoing a compression that was not asked for."""
    encoding = answer.getheader("Content-Encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        yield from _raw(answer)
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"'{address.host}' packs the document in a way litbase cannot undo ({encoding})", _BY_HAND)
    unpacker = zlib.decompressobj(wbits=47)  # gzip or zlib, as its head says
    try:
        for packed in _raw(answer):
            rest = packed
            while rest:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"'{address.host}' sent the document packed, and broken", _BY_HAND) from error
    if not unpacker.eof:
        raise BrokenOff(f"'{address.host}' broke off before the end", "try again")


def _raw(answer: HTTPResponse) -> Iterator[bytes]:
    while piece := answer.read1(_CHUNK):
        yield piece


def file_name(answer: HTTPResponse, address: WebAddress) -> str:
    """Return a safe file name: the one the server gives (RFC 6266), else the end of the address, else the host."""
    header = Message()
    header["Content-Disposition"] = answer.getheader("Content-Disposition") or "inline"
    wished = header.get_filename() or unquote(PurePosixPath(address.target.partition("?")[0]).name) or address.host
    name = re.sub(r"[^\w.()\[\] +,=@-]", "_", wished.replace("\\", "/").rpartition("/")[2]).strip(". ")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):
        name = f"_{name}"
    stem, dot, suffix = name.rpartition(".")
    return (f"{stem[:100]}{dot}{suffix[:10]}" if dot and stem else name[:100]) or "document"


def check_document(partial: Partial, *, asked: WebAddress) -> tuple[MediaType, Path]:
    """Return the kind of the downloaded file and its path under its own name. Raises FetchError if it is not read."""
    declared = _named_type(partial.note("type"))
    declared = _SPELLINGS.get(declared, declared)
    path = partial.finish(_with_suffix(partial.note("name") or "document", declared))
    try:
        kind = recognise_kind(path)
    except SourceError as error:
        path.unlink()
        raise FetchError(f"'{asked.host}' did not give a readable document: {error}", error.hint) from error
    wants_pdf = declared == MediaType.PDF or asked.target.partition("?")[0].lower().endswith(".pdf")
    if wants_pdf and b"%PDF-" not in read_head(path)[:1024]:
        path.unlink()
        raise FetchError(f"'{asked.host}' gives something else in place of a PDF", _BY_HAND)
    if path.suffix.lower() not in SUFFIXES[kind]:
        path = path.rename(free_name(path.with_name(_with_suffix(path.name, kind))))
    return kind, path


def _with_suffix(name: str, media_type: str) -> str:
    """Return *name* with a suffix that suits the type, unless the type says nothing."""
    suffix = suffix_of(media_type)
    if suffix == ".bin" or name.lower().endswith(SUFFIXES[MediaType(media_type)]):
        return name
    stem, _, old = name.rpartition(".")
    return f"{stem if f'.{old.lower()}' in _SUFFIXES and stem else name}{suffix}"
