"""Markdown as a reader sees it: headings, paragraphs, and the front matter that says what it is."""

import re
from collections.abc import Iterator, Mapping, Sequence

from litbase.model.page import Guess
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
from litbase.sources.sections import Section, SectionWriter

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")  # CommonMark 0.31, 4.2
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")  # 4.3
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")  # 4.5
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")  # 4.1
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]]{1,200}\]:\s*\S+.*")  # link reference definitions show nothing
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s+[\"'][^\"']{0,500}[\"'])?\)"),
        r"\1",
    ),  # image: described
    (re.compile(r"\[([^\]\[]{1,500})\]\([^)\s]{0,2000}(?:\s+[\"'][^\"']{0,500}[\"'])?\)"), r"\1"),  # link: its words
    (re.compile(r"\[([^\]\[^]{1,500})\]\[[^\]]{0,200}\]"), r"\1"),  # reference link
    (re.compile(r"\[\^[^\]\s]{1,100}\](?!:)"), ""),  # mark that points to a note
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,500}>"), ""),  # inline HTML
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_\\])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),  # backslash escape, 2.4
)
_FIELD = re.compile(r"([A-Za-z][\w.-]*)\s*:\s*(.*)")


def front_matter(text: str) -> tuple[Mapping[str, Sequence[str]], str]:
    """Split the YAML front matter from *text*; return its plain values by lower-case name, and the rest.

    Only `name: value`, `name: [a, b]` and lists of plain or `name:` items are read; anything deeper is passed over.
    """
    if not text.startswith("---\n"):
        return {}, text
    head, end, body = text[4:].partition("\n---\n")
    if not end:
        head, end, body = text[4:].partition("\n...\n")
    return (_fields(head), body) if end else ({}, text)


def _fields(head: str) -> dict[str, list[str]]:
    found, name = dict[str, list[str]](), ""
    for line in head.split("\n"):
        item = re.match(r"\s*-\s+(?:name:\s*)?(.+)", line)
        field = _FIELD.fullmatch(line)
        if field:
            name = field[1].lower()
            found.setdefault(name, []).extend(_values(field[2]))
        elif item and name:
            found[name].extend(_values(item[1]))
    return found


def _values(written: str) -> Iterator[str]:
    written = written.strip()
    inside = written[1:-1].split(",") if written.startswith("[") and written.endswith("]") else [written]
    for value in inside:
        plain = value.strip().strip("\"'").strip()
        if plain and plain not in ("|", ">", "|-", ">-"):
            yield plain


def guess_from_front_matter(stated: Mapping[str, Sequence[str]], sections: Sequence[Section]) -> tuple[Guess, ...]:
    """Return what the front matter says, then the first heading as a title."""
    origin, guesses = "front matter", list[Guess]()
    guesses += title_guess(next(iter(stated.get("title", ())), None), origin)
    for name in ("subtitle", "publisher"):
        guesses += plain_guess(name, next(iter(stated.get(name, ())), None), origin)
    guesses += authors_guess([*stated.get("author", ()), *stated.get("authors", ())], origin)
    for name in ("date", "published", "year"):
        guesses += date_guess(next(iter(stated.get(name, ())), None), origin)
    guesses += doi_guess(next(iter(stated.get("doi", ())), None), origin)
    guesses += isbn_guess(next(iter(stated.get("isbn", ())), None), origin)
    guesses += title_guess(next((s.heading for s in sections if s.heading), None), "first heading")
    return first_of_each(guesses)


def language_in(stated: Mapping[str, Sequence[str]]) -> str | None:
    """Return the language that the front matter declares (`lang`, `language`), None if it declares none."""
    return language_code(next(iter([*stated.get("lang", ()), *stated.get("language", ())]), None))


def write_markdown(body: str, writer: SectionWriter) -> None:
    """Write the headings and blocks of *body* without the signs of Markdown."""
    fence, block = "", list[str]()
    for line in _COMMENT.sub("", body).split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = _end(block, writer)
            else:
                block.append(line)
        elif mark:
            _end(block, writer)
            fence = mark[1]
        else:
            _line(line, block, writer)
    _end(block, writer)


def _line(line: str, block: list[str], writer: SectionWriter) -> None:
    atx = _ATX.fullmatch(line)
    if atx:
        _end(block, writer)
        writer.heading(shown(atx[2] or ""))
    elif block and _SETEXT.fullmatch(line):
        heading = " ".join(block)
        block.clear()
        writer.heading(heading)
    elif not line.strip() or _RULE.fullmatch(line):
        _end(block, writer)
    elif not _DEFINITION.fullmatch(line) and not ("-" in line and _TABLE_RULE.fullmatch(line)):
        block.append(shown(_without_block_signs(line)))


def _end(block: list[str], writer: SectionWriter) -> str:
    writer.block("\n".join(block))
    block.clear()
    return ""


def _without_block_signs(line: str) -> str:
    line = re.sub(r"^(?:\s{0,3}>\s?)+", "", line)  # quotation
    line = re.sub(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?", "", line)  # bullet
    line = re.sub(r"^\s*\[\^([^\]\s]{1,100})\]:\s*", r"[\1] ", line)  # the text of a note
    return line.strip().strip("|").strip() if line.count("|") > 1 else line.strip()


def shown(text: str) -> str:
    """Return a line of Markdown as it is shown: links as their words, emphasis and code without signs."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
