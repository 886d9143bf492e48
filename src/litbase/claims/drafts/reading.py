"""The front door: a manuscript of any format, read as a draft."""

import codecs
import re
from dataclasses import replace
from pathlib import Path

from litbase.claims.draft import Draft, DraftFormat
from litbase.errors import DraftError, SourceError
from litbase.formats.markup import decode_html
from litbase.sources.kinds import MediaType, recognise_kind

_LARGEST = 50_000_000  # bytes of text; the longest theses have a tenth of that
_AGAIN = "open it in the program it was written with and save it again"
_KINDS = "litbase checks Markdown, LaTeX, DOCX, ODT, HTML, wikitext, PDF and plain text"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EVEN = re.compile(r"\r\n?")
_LATEX = re.compile(r"^[^%\n]{0,200}\\(?:documentclass|begin\{document\})", re.MULTILINE)
_WIKITEXT = re.compile(r"<ref[\s>/]|\{\{(?:cite |sfn|reflist|citation)|^==[^=\n]+==\s*$", re.MULTILINE | re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,4} \S|\[@[\w{]|^```|\]\(https?://|^\[\^[^\]\s]+\]:", re.MULTILINE)
_HINTS_FOR_WIKITEXT = 3


def read_draft(path: Path) -> Draft:
    """Read the manuscript at *path*; its format is told by suffix and content.

    Raises DraftError if there is no such file, it holds no text, or it cannot be read as a manuscript.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe may never end
            raise DraftError(f"'{path.name}' is not a file but a folder, pipe or device", _KINDS)
        format_ = _SUFFIXES.get(path.suffix.lower()) or _format_by_content(path)
        draft = _read_file(path, format_) if format_ in _IN_FILES else _read_text(path, format_)
    except SourceError as error:
        raise _of_draft(error, path) from error
    except OSError as error:
        raise DraftError(f"'{path.name or path}' cannot be opened: {error.strerror}", "check the path") from error
    if not draft.text.strip():
        raise DraftError(f"'{path.name}' holds no text", "save the manuscript and check it again")
    return draft


def _of_draft(error: SourceError, path: Path) -> DraftError:
    """Return what is said of a manuscript that cannot be read: it is the reader's own, and is not got again."""
    message = str(error) if path.name in str(error) else f"'{path.name}' cannot be read: {error}"
    hint = error.hint or _AGAIN
    if "get the file again" in hint:
        hint = _AGAIN
    return DraftError(message, hint if " add " not in f" {hint} " else _KINDS)


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


def _format_by_content(path: Path) -> DraftFormat | None:
    """Tell DOCX, ODT, PDF and HTML by their bytes; None for text, whose kind its words tell."""
    try:
        return _BY_KIND.get(recognise_kind(path))
    except SourceError:
        if path.suffix.lower() in _TEXT_SUFFIXES:
            return None
        raise


def _read_text(path: Path, format_: DraftFormat | None) -> Draft:
    if path.stat().st_size > _LARGEST:
        raise DraftError(f"'{path.name}' is larger than {_LARGEST // 1_000_000} MB", "check it chapter by chapter")
    content = path.read_bytes()
    text = decode_html(content) if format_ is DraftFormat.HTML else decode_draft(content)
    if "\0" in text:
        raise DraftError(f"'{path.name}' is not a manuscript of a kind litbase knows", _KINDS)
    return _read_words(text, format_ or _format_of_words(text))


def _read_file(path: Path, format_: DraftFormat | None) -> Draft:
    """Read a manuscript that is no text file; only the modules of its own format are loaded."""
    match format_:
        case DraftFormat.DOCX:
            from litbase.claims.drafts.docx import read_docx as read
        case DraftFormat.ODT:
            from litbase.claims.drafts.odt import read_odt as read
        case _:
            from litbase.claims.drafts.pdf import read_pdf_draft as read
    return read(path)


def _read_words(text: str, format_: DraftFormat) -> Draft:
    """Read the text of a manuscript; only the modules of its own format are loaded."""
    match format_:
        case DraftFormat.MARKDOWN:
            from litbase.claims.drafts.markdown import read_markdown as read
        case DraftFormat.LATEX:
            from litbase.claims.drafts.latex import read_latex as read
        case DraftFormat.HTML:
            from litbase.claims.drafts.html import read_html as read
        case DraftFormat.WIKITEXT:
            from litbase.claims.drafts.wikitext import read_wikitext as read
        case _:
            from litbase.claims.drafts.plain_text import read_plain_text as read
    return read(text) if "\r" not in text else _with_own_lines(read(_EVEN.sub(_one_end, text)), text)


def _one_end(line_end: re.Match[str]) -> str:
    """Return the line end that all readers know, as long as the one that stands there: every offset holds."""
    return " \n" if len(line_end[0]) == 2 else "\n"


def _with_own_lines(draft: Draft, text: str) -> Draft:
    """Return *draft* with the line ends of its own file."""
    citations = tuple(replace(one, raw=text[one.start : one.end]) for one in draft.citations)
    return replace(draft, text=text, citations=citations)


def _format_of_words(text: str) -> DraftFormat:
    """Tell the kind of a text file whose name does not say it."""
    if _LATEX.search(text):
        return DraftFormat.LATEX
    if len(_WIKITEXT.findall(text)) >= _HINTS_FOR_WIKITEXT:
        return DraftFormat.WIKITEXT
    return DraftFormat.MARKDOWN if _MARKDOWN.search(text) else DraftFormat.TEXT


_IN_FILES = frozenset({DraftFormat.DOCX, DraftFormat.ODT, DraftFormat.PDF})
_SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".rmd", ".qmd", ".mkd"), DraftFormat.MARKDOWN),
    **dict.fromkeys((".tex", ".ltx", ".latex", ".rnw"), DraftFormat.LATEX),
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki"), DraftFormat.WIKITEXT),
}
_TEXT_SUFFIXES = ("", ".txt", ".text")
_BY_KIND = {
    MediaType.DOCX: DraftFormat.DOCX,
    MediaType.ODT: DraftFormat.ODT,
    MediaType.PDF: DraftFormat.PDF,
    MediaType.HTML: DraftFormat.HTML,
}
