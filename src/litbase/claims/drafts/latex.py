"""Manuscripts in LaTeX: what stands in the document environment, read as its reader will see it.

Files that the draft includes are drafts of their own; macros are followed if they stand for plain words or cite.
"""

import re
import unicodedata

from litbase.claims.draft import Draft, DraftFormat, SentenceKind, SkippedKind
from litbase.claims.drafts import latex_names as names
from litbase.claims.drafts.brackets import closing, matching_braces
from litbase.claims.drafts.flow import Flow
from litbase.claims.drafts.formulas import figure_in, raised_behind
from litbase.claims.drafts.latex_citations import read_latex_citation
from litbase.claims.drafts.latex_commands import COMMANDS
from litbase.claims.drafts.latex_macros import CitingMacro, citing_macros, word_macros
from litbase.claims.drafts.latex_walk import LatexWalk
from litbase.claims.drafts.writer import DraftWriter

_DOCUMENT = re.compile(r"^[^%\n]*?\\begin\{document\}", re.MULTILINE)
_END = re.compile(r"^[^%\n]*?(?=\\end\{document\})", re.MULTILINE)
_LONGEST_FORMULA = 3000


def read_latex(text: str) -> Draft:
    """Read a manuscript in LaTeX."""
    writer = DraftWriter(text, DraftFormat.LATEX)
    begin = _DOCUMENT.search(text)
    start = begin.end() if begin else 0
    end = _END.search(text, start)
    until = end.end() if end else text.find("\\end{document}", start)
    until = until if until >= 0 else len(text)
    writer.skip(0, start, SkippedKind.FRONT_MATTER)
    braces = matching_braces(text)
    reading = _Latex(writer, Flow(writer, start=start), word_macros(text), citing_macros(text, braces), braces)
    reading.read(start, until)
    reading.flow.end_paragraph(until, until)
    return writer.draft()


class _Latex(LatexWalk):
    """The walk through one draft."""

    def read(self, start: int, end: int) -> None:
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
        self._formula(match.start(), match.end(), signs)
        return match.end()

    def bracketed_formula(self, match: re.Match[str], end: int) -> int:
        """Read "\\(…\\)" or "\\[…\\]"."""
        sign = "\\)" if match.group() == "\\(" else "\\]"
        closed = self.text.find(sign, match.end(), min(end, match.end() + _LONGEST_FORMULA))
        if closed < 0:
            return match.end()
        self._formula(match.start(), closed + 2, 2)
        return closed + 2

    def _formula(self, start: int, end: int, signs: int) -> None:
        figure = figure_in(self.flow.whole.cut(start + signs, end - signs))
        if figure is not None:
            self.out.add(raised_behind(self.out, figure) if self.text[start + signs] == "^" else figure)
        else:
            self.writer.skip(start, end, SkippedKind.MATH)

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

    def between(self, match: re.Match[str], _: int) -> int:
        """Part the words of two arguments."""
        self.out.replace(" ", match.start(), match.end())
        return match.end()

    def command(self, match: re.Match[str], end: int) -> int:
        name = match.group()[1:].rstrip("*")
        citation = read_latex_citation(self.text, match.start())
        if citation is not None and citation.end <= end:
            if citation.is_narrative:
                self.out.copy(*citation.keys)
            self.writer.cite(match.start(), citation.end, citation.items, is_narrative=citation.is_narrative)
            return citation.end
        read = COMMANDS.get(name)
        return self._other(match, name) if read is None else read(self, match, name)

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
            return position if name in self.macros else self.blank(position)
        gone = names.ARGUMENTS_GONE.get(name, 0)
        while gone or self.text[position : position + 1] == "[":
            at = self.blank(position) if gone else position
            is_option = self.text[at : at + 1] == "["
            close = closing(self.text, at, "[]") if is_option else self.braces.get(at)
            if close is None:
                break
            gone -= not is_option
            position = close + 1
        return position if position > match.end() else self.blank(position)

    def _citing_macro(self, match: re.Match[str], macro: CitingMacro) -> int:
        """Read a macro as the words among its arguments and as what it cites."""
        position = match.end()
        arguments: list[tuple[int, int]] = []
        while len(arguments) < macro.count and (argument := self.braced(position)) is not None:
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
    "bracketed": _Latex.bracketed_formula,
    "between": _Latex.between,
    "brace": _Latex.brace,
}
