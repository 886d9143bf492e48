"""Plain text and Markdown."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from litbase.errors import CorruptSource, SourceTooCostly
from litbase.model.page import Reading
from litbase.sources.kinds import MediaType
from litbase.sources.markdown import front_matter, guess_from_front_matter, language_in, write_markdown
from litbase.sources.sections import Section, SectionWriter, reading_of

_LARGEST = 100_000_000  # bytes; a thousand thick books
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|annex|appendix)\s+[\dIVXLC]+|[IVXLC]+\.|\d{1,2}(?:\.\d{1,2}){0,3}\.?)\b", re.I
)
_LONGEST_HEADING = 80  # characters


def decode_text(content: bytes) -> str:
    """Return *content* as text with "\\n" line ends: by byte order mark, as UTF-8, else as Windows-1252 or Latin-1."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) :].decode(encoding, errors="replace")
            break
    else:
        text = _decode_unmarked(content)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _decode_unmarked(content: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def read_text(path: Path) -> Reading:
    """Read plain text: form feeds split it into pages, else clear headings into sections."""
    text = _read(path)
    if "\f" in text:
        sections = [Section(None, page.strip("\n")) for page in text.rstrip("\f\n ").split("\f")]
    else:
        sections = list(_by_headings(text))
    if not any(section.text.strip() for section in sections):
        raise CorruptSource(f"'{path.name}' holds nothing but white space")
    return reading_of(sections, media_type=MediaType.TEXT, guesses=())


def read_markdown(path: Path) -> Reading:
    """Read Markdown: sections by headings, metadata from the front matter, text as a reader sees it."""
    stated, body = front_matter(_read(path))
    writer = SectionWriter()
    write_markdown(body, writer)
    sections = writer.sections()
    if not sections:
        raise CorruptSource(f"'{path.name}' holds no text")
    guesses = guess_from_front_matter(stated, sections)
    return reading_of(sections, media_type=MediaType.MARKDOWN, guesses=guesses, language=language_in(stated))


def _read(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise SourceTooCostly(f"'{path.name}' is larger than {_LARGEST // 1_000_000} MB of text", "split the file")
    return decode_text(path.read_bytes())


def _by_headings(text: str) -> Iterator[Section]:
    """Split *text* where a line alone between empty lines reads as a heading: capitals, numbered or underlined."""
    heading, lines = None, list[str]()
    before, rows = "", text.split("\n")
    for place, row in enumerate(rows):
        after = rows[place + 1] if place + 1 < len(rows) else ""
        if not before.strip() and _is_heading(row.strip(), after.strip()):
            yield from _section(heading, lines)
            heading, lines = row.strip(), []
        lines.append(row.rstrip())
        before = row
    yield from _section(heading, lines)


def _section(heading: str | None, lines: list[str]) -> Iterator[Section]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Section(heading, text)


def _is_heading(line: str, after: str) -> bool:
    if not 3 <= len(line) <= _LONGEST_HEADING or line[-1] in ".,;:?!":
        return False
    if re.fullmatch(r"={3,}|-{3,}|~{3,}", after) and len(after) >= len(line) // 2:
        return True
    letters = [c for c in line if c.isalpha()]
    if after or len(letters) < max(3, 0.6 * len("".join(line.split()))):
        return False
    capitals = line.isupper() and len(line.split()) <= 12
    return capitals or bool(_NUMBERED.match(line) and len(line.split()) <= 10 and letters[0].isupper())
