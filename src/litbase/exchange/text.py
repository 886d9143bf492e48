"""The bytes of another program's file as text."""

import codecs
import re

from litbase.errors import EntryError

_LARGEST = 400_000_000  # bytes; some 200,000 records with their abstracts
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([-\w.]{2,40})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text_of(content: bytes) -> str:
    """Return *content* decoded by its byte order mark, else as UTF-8, else as Windows-1252.

    Raises EntryError if it is too large or no text.
    """
    if len(content) > _LARGEST:
        raise EntryError(f"the file is larger than {_LARGEST // 1_000_000} MB", "export it in parts")
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, errors="replace")
    if b"\0" in content[:4000]:
        raise EntryError("the file is no text", "export the records anew, as RIS for instance")
    declared = _XML_ENCODING.match(content[:300])
    if declared:
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
