"""The bytes of another program's file as text: in the encoding that can be told, never in one guessed wildly."""

import codecs
import re
from dataclasses import dataclass

from litbase.bib.encoding import unwrap
from litbase.errors import EntryError

_LARGEST = 400_000_000  # bytes; some 200,000 records with their abstracts
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([-\w.]{2,40})["']""")
_UTF32 = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
_HIGH = re.compile(r"[^\x00-\x7f]")
_HIGH_LETTERS = re.compile(r"(?:(?=[^\x00-\x7f])[^\W\d_]){4,}")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[€‚ƒ„†‡ˆ‰‹•˜™›¡¢£¤¥¦§¨©«¬®¯°±²³¶¸¹»¼½¾¿×÷](?=[^\W\d_])|[\x80-\x9f\ufffd]")
_OUTLANDISH = 0.15  # share of signs above ASCII that no western text has where they stand
_HINT = "name it: --encoding shift_jis (or gb18030, windows-1251, …), or convert the file to UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and the codec it was read with; `is_sure` is False where nothing in the file says which."""

    text: str
    codec: str
    is_sure: bool = True


def decoded(content: bytes, encoding: str | None = None) -> Decoded:
    """Return *content* as text: by *encoding*, byte order mark or declaration, as UTF-8, else as Windows-1252.

    Raises EntryError if it is too large, no text, or in an encoding that cannot be told.
    """
    if len(content) > _LARGEST:
        raise EntryError(f"the file is larger than {_LARGEST // 1_000_000} MB", "export it in parts")
    if encoding is not None:
        return Decoded(_by_name(content, encoding), encoding)
    for mark, codec in _UTF32:  # before UTF-16, whose mark it begins with
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(codec, errors="replace"), codec)
    found, body = unwrap(content)
    if found.codec is not None:
        return Decoded(body.decode(), found.codec)
    if b"\0" in body[:4000]:
        raise EntryError("the file is no text", "export the records anew, as RIS for instance")
    declared = _XML_ENCODING.match(body[:300])
    if declared:
        try:
            return Decoded(body.decode(declared[1].decode("ascii")), declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return Decoded(body.decode(), "utf-8")
    except UnicodeDecodeError:
        return _western(body)


def text_of(content: bytes) -> str:
    """Return *content* as text; see `decoded`."""
    return decoded(content).text


def _by_name(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).lstrip("\ufeff")
    except LookupError as error:
        raise EntryError(f"there is no encoding '{encoding}'", "usual ones: utf-8, windows-1252, shift_jis") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise EntryError(f"line {line} is not written in {encoding}", "try another encoding") from error


def _western(body: bytes) -> Decoded:
    """Return *body* with the lines that are not UTF-8 read as Windows-1252, if they look like it."""
    lines, others = [], []
    for raw in body.splitlines(keepends=True):
        try:
            lines.append(raw.decode())
        except UnicodeDecodeError:
            lines.append(raw.decode("cp1252", errors="replace"))
            others.append(lines[-1])
    doubtful = "".join(others)
    odd = sum(len(run) for run in _HIGH_LETTERS.findall(doubtful)) + len(_SIGN_IN_WORD.findall(doubtful))
    if "\ufffd" in doubtful or odd > _OUTLANDISH * len(_HIGH.findall(doubtful)):
        raise EntryError("the file is not in UTF-8, and its encoding cannot be told", _HINT)
    return Decoded("".join(lines), "windows-1252", is_sure=False)
