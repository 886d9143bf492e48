"""Manuscripts in Markdown: pandoc's, Quarto, R Markdown, CommonMark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from litbase.claims.draft import Draft, DraftFormat, SentenceKind, SkippedKind
from litbase.claims.drafts import markdown_lines as begins
from litbase.claims.drafts.flow import joined
from litbase.claims.drafts.markdown_inline import read_inline
from litbase.claims.drafts.markdown_lines import Line, dedented, indented_run, lines_of
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter

_FRONT_MATTER = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n[\s\S]*?^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)
_ATTRIBUTION = re.compile(r"\s*(?:—|–|―|--+)\s*\w")
_CLOSING_MARKS = re.compile(r"[ \t]*(?<![\\\w])#+[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")
_LIST_OF_REFERENCES = re.compile(r"\{[^}]*#refs\b|\breferences\b")
_REFERENCE = re.compile(r"#ref-(?P<key>[^\s}]+)")
_FORMULAS = frozenset(
    ("equation", "align", "gather", "multline", "eqnarray", "math", "displaymath", "split", "alignat")
)
_DEEPEST = 40  # blocks inside blocks
_QUOTING = frozenset(("quote", "quotation", "displayquote", "verse"))


def read_markdown(text: str) -> Draft:
    """Read a manuscript in Markdown."""
    writer = DraftWriter(text, DraftFormat.MARKDOWN)
    front = _FRONT_MATTER.match(text)
    body = front.end() if front else 0
    writer.skip(0, body, SkippedKind.FRONT_MATTER)
    _Blocks(writer, Plain.of(text)).read(lines_of(text, body))
    return writer.draft()


@dataclass(slots=True)
class _Blocks:
    """The walk through the blocks of one draft."""

    writer: DraftWriter
    whole: Plain
    kind: SentenceKind = SentenceKind.PROSE
    label: str | None = None
    key: str | None = None
    reference_divs: list[bool] = field(default_factory=list)
    depth: int = 0
    gathered: list[tuple[Plain, Plain]] | None = None
    """Paragraphs as words and source where they are not the draft's own: those of a note or of a quotation."""

    def read(self, lines: Sequence[Line]) -> None:
        """Read blocks from the lines, which have lost the prefixes of the quotation or list they stand in."""
        index = 0
        while index < len(lines):
            index = self._block(lines, index)

    def _block(self, lines: Sequence[Line], index: int) -> int:
        """Read the block that begins at *index* and return the index behind it."""
        line = lines[index]
        if line.is_blank:
            return index + 1
        for pattern, read in _READERS if self.depth < _DEEPEST else ():
            match = pattern.match(line.text)
            if match is not None:
                behind = read(self, lines, index, match)
                if behind is not None:
                    return behind
        return self._paragraph(lines, index)

    def _skip(self, lines: Sequence[Line], index: int, behind: int, kind: SkippedKind) -> int:
        self.writer.skip(lines[index].start, lines[behind - 1].end, kind)
        return behind

    def code(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        ticks = match.group("ticks")
        closed = re.compile(rf" {{0,3}}{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$")
        return self._skip_until(lines, index, closed, SkippedKind.CODE)

    def _skip_until(self, lines: Sequence[Line], index: int, closed: re.Pattern[str], kind: SkippedKind) -> int:
        end = next((i for i in range(index + 1, len(lines)) if closed.search(lines[i].text)), len(lines) - 1)
        return self._skip(lines, index, end + 1, kind)

    def indented_code(self, lines: Sequence[Line], index: int, _: re.Match[str]) -> int | None:
        if self.gathered is not None or self.label is not None:
            return None
        behind = index
        while behind < len(lines) and (lines[behind].is_blank or begins.CODE.match(lines[behind].text)):
            behind += 1
        return self._skip(lines, index, behind, SkippedKind.CODE)

    def script(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        closed = re.compile(rf"</{match.group('name')}>", re.IGNORECASE)
        if closed.search(lines[index].text):
            return self._skip(lines, index, index + 1, SkippedKind.CODE)
        return self._skip_until(lines, index, closed, SkippedKind.CODE)

    def comment(self, lines: Sequence[Line], index: int, _: re.Match[str]) -> int | None:
        closing = self.writer.text.find("-->", lines[index].start)
        if closing < 0 or (closing + 3 < lines[index].end and self.writer.text[closing + 3 : lines[index].end].strip()):
            return None  # words follow on the same line: the paragraph's own business
        behind = index + 1
        while behind < len(lines) and lines[behind].start < closing:
            behind += 1
        self.writer.skip(lines[index].start, closing + 3, SkippedKind.COMMENT)
        return behind

    def formula(self, lines: Sequence[Line], index: int, _: re.Match[str]) -> int | None:
        text = lines[index].text.strip()
        if text.count("$$") == 1:
            return self._skip_until(lines, index, re.compile(r"\$\$"), SkippedKind.MATH)
        if text.endswith("$$") and text.count("$$") == 2:
            return self._skip(lines, index, index + 1, SkippedKind.MATH)
        return None

    def environment(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        name = match.group("name")
        closed = re.compile(rf"\\end\{{{re.escape(name)}\}}")
        if name in _QUOTING:
            end = next((i for i in range(index, len(lines)) if closed.search(lines[i].text)), len(lines))
            self._quote(lines[index + 1 : end])
            return end + 1
        kind = SkippedKind.MATH if name.rstrip("*") in _FORMULAS else SkippedKind.MARKUP
        if closed.search(lines[index].text):
            return self._skip(lines, index, index + 1, kind)
        return self._skip_until(lines, index, closed, kind)

    def markup(self, lines: Sequence[Line], index: int, _: re.Match[str]) -> int:
        return self._skip(lines, index, index + 1, SkippedKind.MARKUP)

    def div(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        """Note where a generated list of references begins and ends ("::: {#refs}", "::: {#ref-key .csl-entry}")."""
        attributes = match.group("attributes").strip()
        if attributes:
            is_list = _LIST_OF_REFERENCES.search(attributes) is not None
            entry = _REFERENCE.search(attributes)
            self.reference_divs.append(is_list)
            self.key = entry.group("key") if entry else self.key
            self.writer.in_references = self.writer.in_references or is_list
        elif self.reference_divs:
            self.key = None
            if self.reference_divs.pop():
                self.writer.in_references = False
        return self.markup(lines, index, match)

    def heading(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        line = lines[index].without(match.end())
        words = _CLOSING_MARKS.sub("", _ATTRIBUTES.sub("", line.text))
        self._heading(self.whole.cut(line.start, line.start + len(words)))
        return index + 1

    def _heading(self, source: Plain) -> None:
        """Write a heading, and what it cites."""
        self.writer.heading(source)
        read_inline(source, self.writer)

    def quote(self, lines: Sequence[Line], index: int, _: re.Match[str]) -> int:
        inner: list[Line] = []
        behind = index
        while behind < len(lines):
            line = lines[behind]
            prefix = begins.QUOTE.match(line.text)
            if prefix is None and (line.is_blank or begins.begins_block(line) or inner[-1].is_blank):
                break
            inner.append(line.without(prefix.end()) if prefix else line)
            behind += 1
        self._quote(inner)
        return behind

    def tagged_quote(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int | None:
        """Read a quotation between HTML tags."""
        inner = [lines[index].without(match.end())]
        behind = index
        while (closed := begins.UNQUOTED.search(inner[-1].text)) is None:
            behind += 1
            if behind == len(lines):
                return None
            inner.append(lines[behind])
        inner[-1] = Line(inner[-1].start, inner[-1].text[: closed.start()])
        self._quote(inner)
        return behind + 1

    def _quote(self, lines: Sequence[Line]) -> None:
        """Read a block quotation; the words it quotes are its paragraphs without the one that says whose they are."""
        inside = _Blocks(self.writer, self.whole, kind=SentenceKind.QUOTED, depth=self.depth + 1, gathered=[])
        inside.read(lines)
        paragraphs = inside.gathered or []
        if self.gathered is not None:
            self.gathered += paragraphs
            return
        for plain, source in paragraphs:
            self.writer.block(plain, source, kind=SentenceKind.QUOTED)
        quoted = [plain for plain, _ in paragraphs if plain.pieces and not _ATTRIBUTION.match(plain.text)]
        self.writer.quotation(joined(quoted), is_block=True)

    def note(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        behind = indented_run(lines, index, 4)
        first = lines[index].without(match.end())
        inside = _Blocks(self.writer, self.whole, kind=SentenceKind.NOTE, depth=self.depth + 1, gathered=[])
        was_in_references, self.writer.in_references = self.writer.in_references, False
        inside.read([first, *(dedented(line, 4) for line in lines[index + 1 : behind])])
        self.writer.note(match.group("name"), lines[index].start, lines[behind - 1].end, inside.gathered or [])
        self.writer.in_references = was_in_references
        return behind

    def item(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        width = match.end() if match.end() < len(lines[index].text) else match.end("indent") + 2
        behind = indented_run(lines, index, width)
        outer, self.label = self.label, match.group("number") or "" if self.writer.in_references else ""
        self.depth += 1
        first = lines[index].without(match.end())
        task = begins.TASK.match(first.text)
        first = first if task is None else first.without(task.end())
        self.read([first, *(dedented(line, width) for line in lines[index + 1 : behind])])
        self.label = outer
        self.depth -= 1
        return behind

    def caption(self, lines: Sequence[Line], index: int, match: re.Match[str]) -> int:
        behind = index + 1
        while behind < len(lines) and not lines[behind].is_blank:
            behind += 1
        self._write([lines[index].without(match.end()), *lines[index + 1 : behind]], SentenceKind.CAPTION)
        return behind

    def grid(self, lines: Sequence[Line], index: int, _: re.Match[str]) -> int:
        behind = index
        while behind < len(lines) and lines[behind].text.lstrip().startswith(("+", "|")):
            self._row(lines[behind])
            behind += 1
        return behind

    def _table(self, lines: Sequence[Line], index: int) -> int | None:
        """Read a table whose head stands at *index* above its line of delimiters; None if it is none."""
        ahead = lines[index + 1].text if index + 1 < len(lines) else ""
        has_pipes = "|" in lines[index].text and begins.DELIMITERS.match(ahead) is not None
        if not has_pipes and not begins.COLUMNS.match(ahead) and not begins.COLUMNS.match(lines[index].text):
            return None
        behind = index
        while behind < len(lines) and not lines[behind].is_blank:
            self._row(lines[behind])
            behind += 1
        return behind

    def _row(self, line: Line) -> None:
        """Write the cells of one line of a table, a tab between them."""
        if begins.GRID.match(line.text) or begins.DELIMITERS.match(line.text) or not re.search(r"[^\W_]", line.text):
            return
        source = self.whole.cut(line.start, line.end)
        words = read_inline(source, self.writer)
        cells = PlainWriter(words)
        copied = 0
        for edge in re.finditer(r"[ \t]*\|[ \t]*|[ \t]{2,}", words.text):
            cells.copy(copied, edge.start())
            cells.replace("\t", edge.start(), edge.end())
            copied = edge.end()
        cells.copy(copied, len(words.text))
        self._give(cells.plain().trimmed(), source, SentenceKind.TABLE_ROW)

    def _paragraph(self, lines: Sequence[Line], index: int) -> int:
        table = self._table(lines, index)
        if table is not None:
            return table
        if begins.LINE_OF_VERSE.match(lines[index].text):
            return self._verse(lines, index)
        behind = index + 1
        while behind < len(lines) and not lines[behind].is_blank:
            line = lines[behind]
            if begins.UNDERLINE.match(line.text):
                self._heading(self._joined(lines[index:behind]))
                return behind + 1
            if any(pattern.match(line.text) for pattern in _INTERRUPTING) or self._is_inner_item(line):
                break
            behind += 1
        self._write(lines[index:behind], self.kind)
        return behind

    def _verse(self, lines: Sequence[Line], index: int) -> int:
        """Read lines that stay as they are broken, each behind a bar."""
        found: list[Line] = []
        while index < len(lines) and (bar := begins.LINE_OF_VERSE.match(lines[index].text)) is not None:
            found.append(lines[index].without(bar.end()))
            index += 1
        self._write(found, self.kind)
        return index

    def _is_inner_item(self, line: Line) -> bool:
        """Tell whether *line* begins a list inside a list; anywhere else a list needs an empty line before it."""
        return self.label is not None and begins.ITEM.match(line.text) is not None

    def _write(self, lines: Sequence[Line], kind: SentenceKind) -> None:
        source = self._joined(lines)
        if source.pieces:
            self._give(read_inline(source, self.writer), source, kind)

    def _give(self, words: Plain, source: Plain, kind: SentenceKind) -> None:
        if self.gathered is not None:
            self.gathered.append((words, source))
        else:
            self.writer.block(words, source, kind=kind, label=self.label or None, key=self.key)

    def _joined(self, lines: Sequence[Line]) -> Plain:
        """Return a paragraph: the lines without the white space at their ends, one line end between them."""
        writer = PlainWriter(self.whole)
        for index, line in enumerate(lines):
            text = line.text.rstrip()
            hard_break = text.endswith("\\") and not text.endswith("\\\\")
            start = line.start + (len(text) - len(text.lstrip()) if index else 0)
            end = line.start + len(text) - hard_break
            writer.copy(start, end)
            if index + 1 < len(lines) and end < lines[index + 1].start:
                writer.replace("\n", end, lines[index + 1].start)
        return writer.plain().trimmed()


_READERS = (
    (begins.FENCE, _Blocks.code),
    (begins.CODE, _Blocks.indented_code),
    (begins.HEADING, _Blocks.heading),
    (begins.COMMENT, _Blocks.comment),
    (begins.FORMULA, _Blocks.formula),
    (begins.ENVIRONMENT, _Blocks.environment),
    (begins.SCRIPT, _Blocks.script),
    (begins.DIV, _Blocks.div),
    (begins.QUOTE, _Blocks.quote),
    (begins.QUOTED, _Blocks.tagged_quote),
    (begins.NOTE, _Blocks.note),
    (begins.LINK, _Blocks.markup),
    (begins.COMMAND, _Blocks.markup),
    (begins.RULE, _Blocks.markup),
    (begins.CAPTION, _Blocks.caption),
    (begins.GRID, _Blocks.grid),
    (begins.ITEM, _Blocks.item),
)
_INTERRUPTING = (
    begins.FENCE,
    begins.HEADING,
    begins.COMMENT,
    begins.DIV,
    begins.QUOTE,
    begins.QUOTED,
    begins.NOTE,
    begins.ENVIRONMENT,
    begins.DEFINITION,
)
