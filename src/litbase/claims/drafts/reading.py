"""The front door: a manuscript of any format, read as a draft."""

import codecs
from collections.abc import Callable
from pathlib import Path

from litbase.claims.draft import Draft, DraftFormat
from litbase.claims.drafts.latex import read_latex
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.claims.drafts.wikitext import read_wikitext
from litbase.errors import DraftError

_LARGEST = 50_000_000  # bytes; the longest theses have a tenth of that
_KINDS = "litbase checks Markdown, LaTeX, DOCX, ODT, HTML, wikitext, PDF and plain text"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_draft(path: Path) -> Draft:
    """Read the manuscript at *path*; its format is told by suffix and content.

    Raises DraftError if there is no such file or it cannot be read as a manuscript.
    """
    content = _read(path)
    text = decode_draft(content)
    if not text.strip():
        raise DraftError(f"'{path.name}' holds no text", "save the manuscript and check it again")
    return _READERS[_format_of(path)](text)


def decode_draft(content: bytes) -> str:
    """Return a text file as an editor opens it: without its byte order mark, with its own line ends.

    By byte order mark, as UTF-8, else as Windows-1252 or Latin-1.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise DraftError(f"'{path.name}' is larger than {_LARGEST // 1_000_000} MB", "check it chapter by chapter")
        return path.read_bytes()
    except OSError as error:
        raise DraftError(f"'{path.name}' cannot be opened: {error.strerror}", "check the path") from error


def _format_of(path: Path) -> DraftFormat:
    return _BY_SUFFIX.get(path.suffix.lower(), DraftFormat.TEXT)


_READERS: dict[DraftFormat, Callable[[str], Draft]] = {
    DraftFormat.MARKDOWN: read_markdown,
    DraftFormat.LATEX: read_latex,
    DraftFormat.WIKITEXT: read_wikitext,
    DraftFormat.TEXT: read_plain_text,
}
_BY_SUFFIX = {
    **dict.fromkeys((".md", ".markdown", ".rmd", ".qmd", ".mdx", ".mkd"), DraftFormat.MARKDOWN),
    **dict.fromkeys((".tex", ".ltx", ".latex", ".rnw"), DraftFormat.LATEX),
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki", ".mw"), DraftFormat.WIKITEXT),
}
