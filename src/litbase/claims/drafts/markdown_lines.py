"""The lines of Markdown and what they begin (pandoc's manual; CommonMark 0.31, 4 and 5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FENCE = re.compile(r" {0,3}(?P<ticks>`{3,}(?=[^`]*$)|~{3,})")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
QUOTE = re.compile(r" {0,3}>[ \t]?")
NOTE = re.compile(r" {0,3}\[\^(?P<name>[^\]\s]+)\]:[ \t]*")
LINK = re.compile(r" {0,3}\[(?![@^])[^\]]+\]:[ \t]*(?:<[^>]*>|\S+)(?:[ \t]+[\"'(].*[\"')])?[ \t]*$")
ITEM = re.compile(
    r"(?P<indent> {0,3})(?:[-*+]|(?P<number>\d{1,4})[.)]|\(\d{1,3}\)|\(@[\w-]*\)|#\.|:(?=[ \t]{1,3}\S))(?:[ \t]+|$)"
)
DIV = re.compile(r" {0,3}:{3,}[ \t]*(?P<attributes>[^:]*):*[ \t]*$")
COMMENT = re.compile(r" {0,3}<!--")
FORMULA = re.compile(r" {0,3}\$\$")
ENVIRONMENT = re.compile(r" {0,3}\\begin\{(?P<name>[A-Za-z*]+)\}")
SCRIPT = re.compile(r" {0,3}<(?P<name>script|style|pre)\b", re.IGNORECASE)
QUOTED = re.compile(r" {0,3}<blockquote\b[^<>]*>", re.IGNORECASE)
UNQUOTED = re.compile(r"</blockquote\s*>[ \t]*", re.IGNORECASE)
CODE = re.compile(r"(?: {4}|\t)")
CAPTION = re.compile(r" {0,3}(?:Table|Figure)?:[ \t]+(?=\S)")
DELIMITERS = re.compile(
    r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|[ \t]*\|[ \t]*:?-+:?[ \t]*\|[ \t]*$"
)
GRID = re.compile(r" {0,3}\+[-=+:]+\+[ \t]*$")
COLUMNS = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$")
DEFINITION = re.compile(r" {0,3}:[ \t]{1,3}\S")
LINE_OF_VERSE = re.compile(r"\|(?: +|$)")  # "Line blocks" in pandoc's manual
TASK = re.compile(r"\[[ xX]\][ \t]+")
COMMAND = re.compile(
    r" {0,3}\\(?:newpage|pagebreak|clearpage|appendix|noindent|bigskip|medskip|smallskip|vspace|hspace|FloatBarrier"
    r"|begingroup|endgroup|setcounter|setlength|renewcommand|newcommand|usepackage|bibliography|printbibliography)\b.*$"
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `start` is where it begins in the draft, prefixes of quotations and lists left out."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    def without(self, length: int) -> "Line":
        """Return the line without its first characters."""
        return Line(self.start + length, self.text[length:])


def lines_of(text: str, start: int = 0) -> list[Line]:
    """Return the lines of *text* from *start* on."""
    return [Line(match.start(), match.group(1)) for match in _LINE.finditer(text, start) if match.start() < len(text)]


def dedented(line: Line, width: int) -> Line:
    """Return *line* without up to *width* columns of white space at its head; a tab reaches to the fourth."""
    column = taken = 0
    for character in line.text:
        if column >= width or character not in " \t":
            break
        column += 4 - column % 4 if character == "\t" else 1
        taken += 1
    return line.without(taken)


def indentation(line: Line) -> int:
    """Return the columns of white space at the head of *line*."""
    column = 0
    for character in line.text:
        if character not in " \t":
            break
        column += 4 - column % 4 if character == "\t" else 1
    return column


def indented_run(lines: Sequence[Line], first: int, width: int) -> int:
    """Return the index behind the lines that belong to what *first* begins: indented ones, lazy ones before a blank."""
    index = first + 1
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            ahead = next((each for each in lines[index + 1 :] if not each.is_blank), None)
            if ahead is None or indentation(ahead) < width:
                return index
        elif indentation(line) < width and (lines[index - 1].is_blank or begins_block(line)):
            return index
        index += 1
    return index


def begins_block(line: Line) -> bool:
    """Tell whether *line* cannot continue a paragraph."""
    return any(
        pattern.match(line.text) for pattern in (HEADING, FENCE, QUOTE, NOTE, ITEM, RULE, DIV, COMMENT, FORMULA, GRID)
    )
