"""Manuscripts in LaTeX: what stands in the document environment, read as its reader will see it.

Files that the draft includes are drafts of their own; macros are followed if they stand for plain words or cite.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from litbase.claims.draft import CitedItem, Draft, DraftFormat, SentenceKind, SkippedKind
from litbase.claims.drafts import latex_names as names
from litbase.claims.drafts.brackets import closing, matching_braces
from litbase.claims.drafts.flow import Flow
from litbase.claims.drafts.formulas import figure_in, raised_behind
from litbase.claims.drafts.latex_citations import read_latex_citation
from litbase.claims.drafts.latex_macros import CitingMacro, citing_macros, word_macros
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import PlainWriter

_DOCUMENT = re.compile(r"^[^%\n]*?\\begin\{document\}", re.MULTILINE)
_END = re.compile(r"^[^%\n]*?(?=\\end\{document\})", re.MULTILINE)
_NOTES = frozenset(("footnote", "endnote", "footnotetext", "endnotetext", "sidenote", "thanks"))


def read_latex(text: str) -> Draft:
    """Read a manuscript in LaTeX."""
    writer = DraftWriter(text, DraftFormat.LATEX)
    begin = _DOCUMENT.search(text)
    start = begin.end() if begin else 0
    end = _END.search(text, start)
    until = end.end() if end else len(text)
    writer.skip(0, start, SkippedKind.FRONT_MATTER)
    braces = matching_braces(text)
    reading = _Latex(writer, Flow(writer, start=start), word_macros(text), citing_macros(text, braces), braces)
    reading.read(start, until)
    reading.flow.end_paragraph(until, until)
    return writer.draft()


@dataclass(slots=True)
class _Latex:
    """The walk through one draft."""

    writer: DraftWriter
    flow: Flow
    macros: dict[str, str]
    citing: dict[str, CitingMacro]
    braces: dict[int, int]
    """Where each brace is closed."""
    marked: int = 0  # footnote marks set apart from their text
    texts: int = 0
    depth: int = 0  # of quotations inside quotations
    rows: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.writer.text

    @property
    def out(self) -> PlainWriter:
        return self.flow.out

    def read(self, start: int, end: int) -> None:
        """Read the draft between two offsets into the paragraph of the flow."""
        position = start
        while (match := names.TOKEN.search(self.text, position, end)) is not None:
            self.out.copy(position, match.start())
            position = _HANDLERS[match.lastgroup or ""](self, match, end)
        if position < end:
            self.out.copy(position, end)

    def comment(self, match: re.Match[str], _: int) -> int:
        self.writer.skip(match.start(), match.end(), SkippedKind.COMMENT)
        return match.end()

    def verbatim(self, match: re.Match[str], _: int) -> int:
        bar = match.start("bar") + 1
        self.out.copy(bar, match.end() - 1)
        return match.end()

    def formula(self, match: re.Match[str], _: int) -> int:
        """Leave mathematics out, unless it is a number in disguise ("$95\\%$", "$27{,}600$")."""
        signs = 1 if re.match(r"\$(?!\$)", match.group()) else 2
        figure = figure_in(self.flow.whole.cut(match.start() + signs, match.end() - signs))
        if figure is not None:
            self.out.add(raised_behind(self.out, figure) if match.group()[1] == "^" else figure)
        else:
            self.writer.skip(match.start(), match.end(), SkippedKind.MATH)
        return match.end()

    def begin(self, match: re.Match[str], end: int) -> int:
        name = match.group("opened")
        plain_name = name.rstrip("*")
        if plain_name in names.FORMULAS or plain_name in names.CODE or name == "comment":
            return self._skip_environment(match, name, end)
        self.flow.end_paragraph(match.start(), match.end())
        position, cited = self._arguments(match.end(), names.WITH_ARGUMENTS.get(name, 0), name)
        self.flow.start = match.start() if cited else position
        if name in names.QUOTATIONS:
            self.flow.begin(SentenceKind.QUOTED)
        elif name in names.TABLES:
            self.flow.begin(SentenceKind.TABLE_ROW)
        elif name == "thebibliography":
            self.writer.in_references = True
        return position

    def _skip_environment(self, match: re.Match[str], name: str, end: int) -> int:
        closed = self.text.find(f"\\end{{{name}}}", match.end(), end)
        until = end if closed < 0 else closed + len(name) + 6
        plain_name = name.rstrip("*")
        kind = SkippedKind.MATH if plain_name in names.FORMULAS else SkippedKind.CODE
        self.writer.skip(match.start(), until, SkippedKind.COMMENT if name == "comment" else kind)
        return until

    def _arguments(self, position: int, braced: int, name: str) -> tuple[int, bool]:
        """Pass over what says how an environment looks; the citation of a displayed quotation is read."""
        if name == "displaycquote":
            found = read_latex_citation(f"\\cite{self.text[position : position + 2000]}", 0)
            if found is not None:
                until = position + found.end - len("\\cite")
                self.writer.cite(position, until, found.items)
                return until, True
        start = position
        while self.text[position : position + 1] == "[":
            close = closing(self.text, position, "[]")
            if close is None:
                break
            if name.endswith("quote"):
                self.flow.inside(self.read, position + 1, close)
            position = close + 1
        for _ in range(braced):
            close = self.braces.get(position)
            position = position if close is None else close + 1
        return position, position > start and name.endswith("quote")

    def end(self, match: re.Match[str], _: int) -> int:
        self.flow.end_paragraph(match.start(), match.end())
        name = match.group("closed")
        if name in names.QUOTATIONS:
            self.flow.end(SentenceKind.QUOTED)
        elif name in names.TABLES:
            self.flow.end(SentenceKind.TABLE_ROW)
        elif name == "thebibliography":
            self.writer.in_references = False
        return match.end()

    def accent(self, match: re.Match[str], _: int) -> int:
        letter = match.group("braced") or match.group("letter")
        sign = unicodedata.normalize("NFC", letter + names.ACCENTS[match.group()[1]])
        self.out.replace(sign, match.start(), match.end())
        return match.end()

    def line_break(self, match: re.Match[str], _: int) -> int:
        if self.flow.kinds[-1] is SentenceKind.TABLE_ROW:
            self.flow.end_paragraph(match.start(), match.end())
        else:
            self.out.replace(" ", match.start(), match.end())
        return match.end()

    def escape(self, match: re.Match[str], _: int) -> int:
        sign = match.group()[1]
        if sign in "%&$#_{}":
            self.out.copy(match.start() + 1, match.end())
        elif sign in " ,;:\n":
            self.out.replace(" ", match.start(), match.end())
        return match.end()

    def paragraph(self, match: re.Match[str], _: int) -> int:
        self.flow.end_paragraph(match.start(), match.end())
        return match.end()

    def line_end(self, match: re.Match[str], _: int) -> int:
        self.out.replace(" ", match.start(), match.end())
        return match.end()

    def marks(self, match: re.Match[str], _: int) -> int:
        self.out.replace(names.MARKS[match.group()], match.start(), match.end())
        return match.end()

    def dash(self, match: re.Match[str], _: int) -> int:
        self.out.replace("–" if len(match.group()) == 2 else "—", match.start(), match.end())
        return match.end()

    def tie(self, match: re.Match[str], _: int) -> int:
        self.out.replace(" ", match.start(), match.end())
        return match.end()

    def cell(self, match: re.Match[str], _: int) -> int:
        self.out.replace("\t", match.start(), match.end())
        return match.end()

    def brace(self, match: re.Match[str], _: int) -> int:
        return match.end()

    def command(self, match: re.Match[str], end: int) -> int:
        name = match.group()[1:].rstrip("*")
        citation = read_latex_citation(self.text, match.start())
        if citation is not None and citation.end <= end:
            if citation.is_narrative:
                self.out.copy(*citation.keys)
            self.writer.cite(match.start(), citation.end, citation.items, is_narrative=citation.is_narrative)
            return citation.end
        for known, read in _COMMANDS:
            if name in known:
                return read(self, match, name)
        return self._other(match, name)

    def _other(self, match: re.Match[str], name: str) -> int:
        """Read a command that is known for nothing else: a sign, a macro, or a dress for the words behind it."""
        if name in self.citing:
            return self._citing_macro(match, self.citing[name])
        sign = names.SIGNS.get(name, self.macros.get(name))
        position = match.end()
        if sign is not None:
            self.out.replace(sign, match.start(), match.end())
            if self.text[position : position + 2] == "{}":
                return position + 2
            return position if name in self.macros else self._blank(position)
        gone = names.ARGUMENTS_GONE.get(name, 0)
        while gone or self.text[position : position + 1] == "[":
            at = self._blank(position) if gone else position
            is_option = self.text[at : at + 1] == "["
            close = closing(self.text, at, "[]") if is_option else self.braces.get(at)
            if close is None:
                break
            gone -= not is_option
            position = close + 1
        return position if position > match.end() else self._blank(position)

    def _citing_macro(self, match: re.Match[str], macro: CitingMacro) -> int:
        """Read a macro as the words among its arguments and as what it cites."""
        position = match.end()
        arguments: list[tuple[int, int]] = []
        while len(arguments) < macro.count and (argument := self._braced(position)) is not None:
            arguments.append(argument)
            position = argument[1] + 1
        for number, (start, end) in enumerate(arguments, start=1):
            if number in macro.shown:
                plain = self.flow.inside(self.read, start, end)
                if number in macro.quoted:
                    self.flow.quote(plain, (start - 1, start), (end, end + 1))
                else:
                    self.out.add(plain)
        self.writer.cite(match.start(), position, macro.items([self.text[start:end] for start, end in arguments]))
        return position

    def _blank(self, position: int) -> int:
        match = names.BLANK.match(self.text, position)
        return match.end() if match else position

    def _braced(self, position: int) -> tuple[int, int] | None:
        """Return where the words of the next argument begin and end, options passed over."""
        at = self._blank(position)
        while self.text[at : at + 1] == "[":
            close = closing(self.text, at, "[]")
            if close is None:
                return None
            at = self._blank(close + 1)
        close = self.braces.get(at)
        return None if close is None else (at + 1, close)

    def heading(self, match: re.Match[str], name: str) -> int:
        """Read a heading; "\\paragraph" only begins a paragraph."""
        argument = self._braced(match.end())
        if argument is None:
            return match.end()
        self.flow.end_paragraph(match.start(), argument[1] + 1)
        plain = self.flow.inside(self.read, *argument)
        self.writer.heading(plain)
        if name in ("paragraph", "subparagraph"):
            self.flow.start = argument[1] + 1
        return argument[1] + 1

    def note(self, match: re.Match[str], name: str) -> int:
        argument = self._braced(match.end())
        if argument is None:
            return match.end()
        end = argument[1] + 1
        called = not name.endswith("text")
        self.texts += not called
        label = f"^{match.start()}" if called else f"mark {self.texts}"
        if called:
            self.writer.call_note(label, match.start(), end)
        plain = self.flow.inside(self.read, *argument)
        self.flow.note(label, plain, match.start(), end)
        return end

    def note_mark(self, match: re.Match[str], _: str) -> int:
        self.marked += 1
        number = re.compile(r"\[\d*\]").match(self.text, match.end())
        end = number.end() if number else match.end()
        self.writer.call_note(f"mark {self.marked}", match.start(), end)
        return end

    def caption(self, match: re.Match[str], _: str) -> int:
        argument = self._braced(match.end())
        if argument is None:
            return match.end()
        self.flow.end_paragraph(match.start(), argument[0])
        self.flow.begin(SentenceKind.CAPTION)
        self.out.add(self.flow.inside(self.read, *argument))
        self.flow.end_paragraph(argument[1], argument[1] + 1)
        self.flow.end(SentenceKind.CAPTION)
        return argument[1] + 1

    def item(self, match: re.Match[str], _: str) -> int:
        self.flow.end_paragraph(match.start(), match.end())
        name = closing(self.text, match.end(), "[]") if self.text[match.end() : match.end() + 1] == "[" else None
        if name is None:
            return match.end()
        self.out.add(self.flow.inside(self.read, match.end() + 1, name))
        return name + 1

    def bibitem(self, match: re.Match[str], _: str) -> int:
        argument = self._braced(match.end())
        if argument is None:
            return match.end()
        self.flow.end_paragraph(match.start(), argument[1] + 1)
        label = re.compile(r"\[([\w+.:-]{1,12})\]").match(self.text, match.end())
        self.flow.label = label.group(1) if label else None
        self.flow.key = self.text[argument[0] : argument[1]].strip()
        return argument[1] + 1

    def power(self, match: re.Match[str], _: str) -> int:
        argument = self._braced(match.end())
        if argument is None:
            return match.end()
        self.out.add(raised_behind(self.out, self.flow.inside(self.read, *argument)))
        return argument[1] + 1

    def quoted(self, match: re.Match[str], name: str) -> int:
        """Read a quotation of csquotes, 3 and 4: "\\enquote{…}", "\\textcquote[pre][post]{key}{…}" and its kin."""
        begin = match.end()
        if "cquote" in name:
            found = read_latex_citation(f"\\cite{self.text[begin : begin + 2000]}", 0)
            if found is None:
                return begin
            begin += found.end - len("\\cite")
            self._cite(match.end(), begin, found.items)
        else:
            for _ in range(names.QUOTED[name]):
                language = self._braced(begin)
                begin = begin if language is None else language[1] + 1
        argument = self._braced(begin)
        if argument is None:
            return begin
        self._options(begin, argument[0])
        self.depth += 1
        plain = self.flow.inside(self.read, *argument)
        self.depth -= 1
        marks = "“”" if self.depth % 2 == 0 else "‘’"
        self.flow.quote(plain, (match.start(), argument[0]), (argument[1], argument[1] + 1), marks=marks)
        return argument[1] + 1

    def _cite(self, start: int, end: int, items: tuple[CitedItem, ...]) -> None:
        self.writer.cite(start, end, items)

    def _options(self, start: int, end: int) -> None:
        """Read the citation that "\\textquote[\\cite{…}]{…}" carries."""
        while start < end and (start := self.text.find("[", start, end)) >= 0:
            close = closing(self.text, start, "[]", until=end)
            if close is None:
                return
            self.flow.inside(self.read, start + 1, close)
            start = close + 1


_COMMANDS = (
    (names.HEADINGS, _Latex.heading),
    (_NOTES, _Latex.note),
    (frozenset(("footnotemark", "endnotemark")), _Latex.note_mark),
    (frozenset(("caption", "captionof")), _Latex.caption),
    (frozenset(("item", "par")), _Latex.item),
    (frozenset(("bibitem",)), _Latex.bibitem),
    (frozenset(names.QUOTED), _Latex.quoted),
    (frozenset(("textsuperscript", "up")), _Latex.power),
)
_HANDLERS = {
    "comment": _Latex.comment,
    "verbatim": _Latex.verbatim,
    "formula": _Latex.formula,
    "begin": _Latex.begin,
    "end": _Latex.end,
    "accent": _Latex.accent,
    "line_break": _Latex.line_break,
    "command": _Latex.command,
    "escape": _Latex.escape,
    "paragraph": _Latex.paragraph,
    "line_end": _Latex.line_end,
    "marks": _Latex.marks,
    "dash": _Latex.dash,
    "tie": _Latex.tie,
    "cell": _Latex.cell,
    "brace": _Latex.brace,
}
