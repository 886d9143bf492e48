"""The kinds of file litbase reads, told apart by their content first and their name second."""

import os
import re
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from litbase.errors import CorruptSource, EncryptedSource, SourceError, UnsupportedSource

_HEAD = 8192  # bytes looked at to recognise a file; PDF allows junk before its header (ISO 32000-2, annex I)


class MediaType(StrEnum):
    PDF = "application/pdf"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EPUB = "application/epub+zip"
    ODT = "application/vnd.oasis.opendocument.text"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


SUFFIXES: dict[MediaType, tuple[str, ...]] = {
    MediaType.PDF: (".pdf",),
    MediaType.HTML: (".html", ".htm", ".xhtml"),
    MediaType.DOCX: (".docx", ".docm"),
    MediaType.EPUB: (".epub",),
    MediaType.ODT: (".odt",),
    MediaType.MARKDOWN: (".md", ".markdown"),
    MediaType.TEXT: (".txt", ".text"),
}
"""The file name suffixes of each kind; the first is the one the store gives."""

WHAT_IS_READ = "litbase reads PDF, HTML, DOCX, EPUB, ODT, Markdown and plain text"

_BY_SUFFIX = {suffix: kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes}
_ZIPPED = (MediaType.DOCX, MediaType.EPUB, MediaType.ODT)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file known and not read: its first bytes, its name in a sentence, and what to do instead."""

    magic: bytes
    name: str
    hint: str = WHAT_IS_READ


_AS_PDF = "save it as PDF or DOCX and add that"
_IMAGE = "put the images into a PDF and add that with --ocr"
_REFUSED = (
    _Refused(b"{\\rtf", "an RTF document", _AS_PDF),
    _Refused(b"%!PS", "a PostScript file", "convert it to PDF (ps2pdf) and add that"),
    _Refused(b"AT&TFORM", "a DjVu document", "convert it to PDF (ddjvu) and add that"),
    _Refused(b"\x89PNG", "an image (PNG)", _IMAGE),
    _Refused(b"\xff\xd8\xff", "an image (JPEG)", _IMAGE),
    _Refused(b"GIF8", "an image (GIF)", _IMAGE),
    _Refused(b"II*\x00", "an image (TIFF)", _IMAGE),
    _Refused(b"MM\x00*", "an image (TIFF)", _IMAGE),
    _Refused(b"BM", "an image (BMP)", _IMAGE),
    _Refused(b"RIFF", "an image, sound or film", WHAT_IS_READ),
    _Refused(b"\x7fELF", "a program"),
    _Refused(b"MZ", "a program"),
    _Refused(b"\xca\xfe\xba\xbe", "a program"),
    _Refused(b"\xcf\xfa\xed\xfe", "a program"),
    _Refused(b"\x1f\x8b", "a compressed file", "unpack it and add what is inside"),
    _Refused(b"BZh", "a compressed file", "unpack it and add what is inside"),
    _Refused(b"\xfd7zXZ", "a compressed file", "unpack it and add what is inside"),
    _Refused(b"7z\xbc\xaf", "an archive", "unpack it and add what is inside"),
    _Refused(b"Rar!", "an archive", "unpack it and add what is inside"),
    _Refused(b"SQLite format 3", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Word, Excel and PowerPoint before 2007 [MS-CFB]
_NOT_PROSE = re.compile(
    r"\.(bib|ris|csl|jsonl?|xml|[ct]sv|py|js|css|[ch]|java|rs|go|sh|sql|log|ini|toml|ya?ml|svg|lock)"
)


def suffix_of(media_type: str) -> str:
    """Return the suffix of a stored file of *media_type*; ".bin" for one litbase does not know."""
    kinds = {str(kind): suffixes[0] for kind, suffixes in SUFFIXES.items()}
    return kinds.get(media_type, ".bin")


def read_head(path: Path) -> bytes:
    """Return the first bytes of the regular file at *path*, never waiting for a pipe or a device.

    Raises SourceError if there is no such file or it cannot be opened, UnsupportedSource if it is no regular
    file, CorruptSource if it is empty.
    """
    try:
        # A named pipe opened without O_NONBLOCK would wait for a writer for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _cannot_open(path, error) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnsupportedSource(f"'{path.name}' is not a file but a folder, pipe or device", WHAT_IS_READ)
        head = os.read(handle, _HEAD)
    except OSError as error:
        raise _cannot_open(path, error) from error
    finally:
        os.close(handle)
    if not head:
        raise CorruptSource(f"'{path.name}' is empty", "it holds 0 bytes; get the file again")
    return head


def _cannot_open(path: Path, error: OSError) -> SourceError:
    reason = error.strerror or "it cannot be opened"
    if path.is_dir():  # Windows opens no folders
        return UnsupportedSource(f"'{path.name}' is a folder", WHAT_IS_READ)
    return SourceError(f"'{path.name}' cannot be opened: {reason[0].lower()}{reason[1:]}", "check the path")


def recognise_kind(path: Path) -> MediaType:
    """Tell what kind of file stands at *path*.

    Raises UnsupportedSource for kinds that are not read, EncryptedSource for an encrypted Office document,
    and what `read_head` raises.
    """
    head = read_head(path)
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:1024] or (suffix == ".pdf" and not _is_known_other(head)):
        return MediaType.PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        raise _refuse_ole(path)
    for refused in _REFUSED:
        # A few letters do not make a program: a text may begin with "BM" or "MZ".
        if head.startswith(refused.magic) and not (refused.magic.isalnum() and _looks_like_text(head)):
            raise UnsupportedSource(f"'{path.name}' is {refused.name}", refused.hint)
    return _kind_of_text(path.name, head, suffix)


def _is_known_other(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", _OLE)) or any(head.startswith(kind.magic) for kind in _REFUSED)


def _kind_of_zip(path: Path) -> MediaType:
    from litbase.formats.archives import open_zip

    with open_zip(path) as archive:
        names = archive.names
        declared = archive.read("mimetype").strip() if "mimetype" in names else b""
    for kind in _ZIPPED:
        if declared == kind.encode():
            return kind
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return MediaType.DOCX
    if "META-INF/container.xml" in names:
        return MediaType.EPUB
    for folder, name in (("xl/", "a spreadsheet"), ("ppt/", "a presentation")):
        if any(member.startswith(folder) for member in names):
            raise UnsupportedSource(f"'{path.name}' is {name}", "save it as PDF and add that")
    raise UnsupportedSource(f"'{path.name}' is an archive (ZIP)", "unpack it and add what is inside")


def _refuse_ole(path: Path) -> SourceError:
    """Name the document in an OLE container; Office keeps an encrypted DOCX in one too ([MS-OFFCRYPTO] 2.3)."""
    with path.open("rb") as file:
        content = file.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        error = EncryptedSource(path.name)
        error.hint = "open it in its own program and save it without a password"
        return error
    return UnsupportedSource(f"'{path.name}' is an Office document in the format used before 2007", _AS_PDF)


def _looks_like_text(head: bytes) -> bool:
    return all(byte >= 32 or byte in b"\t\n\r\f\x0b\x1b" for byte in head[:512]) and head.isascii()


def _kind_of_text(name: str, head: bytes, suffix: str) -> MediaType:
    start = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = head.decode("utf-16", errors="ignore").encode()
    if start.startswith(b"{\\rtf"):
        raise UnsupportedSource(f"'{name}' is an RTF document", _AS_PDF)
    if b"\0" in start:
        raise UnsupportedSource(f"'{name}' is not a document of a kind litbase knows", WHAT_IS_READ)
    lowered = start.lstrip().lower()
    if lowered.startswith((b"<!doctype html", b"<html")) or (lowered.startswith(b"<") and b"<html" in lowered):
        return MediaType.HTML
    kind = _BY_SUFFIX.get(suffix, MediaType.TEXT)
    if kind in (MediaType.HTML, MediaType.MARKDOWN):
        return kind
    if lowered.startswith(b"<?xml") or _NOT_PROSE.fullmatch(suffix):
        raise UnsupportedSource(f"'{name}' holds data or program text, no document", WHAT_IS_READ)
    if kind in _ZIPPED:
        raise CorruptSource(f"'{name}' is not what its suffix says", "get the file again")
    return MediaType.TEXT
