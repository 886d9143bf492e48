"""The bytes of a bibliography and the text in them: no byte is lost, whatever the encoding."""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"^%+ *Encoding: *([\w-]{2,40})", re.MULTILINE | re.IGNORECASE)
_UTF8 = frozenset({"utf8", "utf-8", "utf_8"})


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file's bytes relate to its body: a byte order mark, and a codec where the file is not UTF-8.

    `codec` is None for UTF-8 and for 8-bit text that declares nothing: such a body is the file's own bytes.
    """

    mark: bytes = b""
    codec: str | None = None

    def content(self, body: bytes) -> bytes:
        """Return the file's bytes for *body*. Raises UnicodeEncodeError if the codec lacks a character."""
        if self.codec is None:
            return self.mark + body
        return self.mark + body.decode().encode(self.codec)


def unwrap(content: bytes) -> tuple[Encoding, bytes]:
    """Return the encoding of *content* and its body, from which `Encoding.content` gives *content* again.

    A mark or a "% Encoding:" line (as JabRef writes it) is believed only if the whole file bears it out.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            body = content[len(mark) :]
            if codec == "utf-8":
                return Encoding(mark), body
            return _transcoded(body, codec, mark) or (Encoding(), content)
    guess = _guess(content[:2000])
    return (_transcoded(content, guess, b"") if guess else None) or (Encoding(), content)


def _guess(start: bytes) -> str | None:
    """Return the codec that the start of a file speaks for, None for UTF-8 and what looks like it."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    if start and odd + even > len(start) // 3:
        return "utf-16-le" if odd > even else "utf-16-be"
    declared = _DECLARED.search(start)
    if declared is None:
        return None
    name = declared[1].decode("ascii").lower()
    return None if name in _UTF8 else name


def _transcoded(content: bytes, codec: str, mark: bytes) -> tuple[Encoding, bytes] | None:
    """Return *content* as UTF-8, or None if the codec is unknown or does not give the same bytes back."""
    try:
        body = content.decode(codec)
        if body.encode(codec) != content:
            return None
        return Encoding(mark, codec), body.encode()
    except (LookupError, UnicodeError):
        return None


def decode_piece(raw: bytes) -> str:
    """Return the text of part of a body: UTF-8, else Windows-1252, else Latin-1, which takes any byte."""
    return raw.decode(codec_of(raw))


def codec_of(raw: bytes) -> str:
    """Return the codec that `decode_piece` uses for *raw*; encoding its text with it gives *raw* again."""
    for codec in ("utf-8", "cp1252"):
        try:
            raw.decode(codec)
        except UnicodeDecodeError:
            continue
        return codec
    return "latin-1"


def newline_of(body: bytes) -> str:
    """Return the line end that a body uses, a line feed if it has none."""
    if b"\r\n" in body:
        return "\r\n" if body.count(b"\r\n") * 2 >= body.count(b"\n") else "\n"
    return "\r" if b"\r" in body and b"\n" not in body else "\n"
