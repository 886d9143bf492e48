"""The commands of LaTeX that hold words of their own: headings, notes, captions, points, quotations.

Each reads the command that *match* has found and returns the offset behind it.
"""

import re
from collections.abc import Callable

from litbase.claims.draft import SentenceKind
from litbase.claims.drafts import latex_names as names
from litbase.claims.drafts.brackets import closing
from litbase.claims.drafts.formulas import raised_behind
from litbase.claims.drafts.latex_citations import read_latex_citation
from litbase.claims.drafts.latex_walk import LatexWalk

_DEFINED = re.compile(r"\s*(?:\{\\?[a-zA-Z@]+\*?\}|\\[a-zA-Z@]+)\s*(?:\[[^\]\n]*\]\s*)*(?:#\d)*")
_NOTES = frozenset(("footnote", "endnote", "footnotetext", "endnotetext", "sidenote", "thanks"))


def _heading(walk: LatexWalk, match: re.Match[str], name: str) -> int:
    """Read a heading; "\\paragraph" only begins a paragraph."""
    argument = walk.braced(match.end())
    if argument is None:
        return match.end()
    walk.flow.end_paragraph(match.start(), argument[1] + 1)
    plain = walk.flow.inside(walk.read, *argument)
    walk.writer.heading(plain)
    if name in ("paragraph", "subparagraph"):
        walk.flow.start = argument[1] + 1
    return argument[1] + 1


def _note(walk: LatexWalk, match: re.Match[str], name: str) -> int:
    argument = walk.braced(match.end())
    if argument is None:
        return match.end()
    end = argument[1] + 1
    called = not name.endswith("text")
    walk.texts += not called
    label = f"^{match.start()}" if called else f"mark {walk.texts}"
    if called:
        walk.writer.call_note(label, match.start(), end)
    plain = walk.flow.inside(walk.read, *argument)
    walk.flow.note(label, plain, match.start(), end)
    return end


def _note_mark(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    walk.marked += 1
    number = re.compile(r"\[\d*\]").match(walk.text, match.end())
    end = number.end() if number else match.end()
    walk.writer.call_note(f"mark {walk.marked}", match.start(), end)
    return end


def _caption(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    argument = walk.braced(match.end())
    if argument is None:
        return match.end()
    walk.flow.end_paragraph(match.start(), argument[0])
    walk.flow.begin(SentenceKind.CAPTION)
    walk.out.add(walk.flow.inside(walk.read, *argument))
    walk.flow.end_paragraph(argument[1], argument[1] + 1)
    walk.flow.end(SentenceKind.CAPTION)
    return argument[1] + 1


def _item(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    walk.flow.end_paragraph(match.start(), match.end())
    name = closing(walk.text, match.end(), "[]") if walk.text[match.end() : match.end() + 1] == "[" else None
    if name is None:
        return match.end()
    walk.out.add(walk.flow.inside(walk.read, match.end() + 1, name))
    return name + 1


def _bibitem(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    argument = walk.braced(match.end())
    if argument is None:
        return match.end()
    walk.flow.end_paragraph(match.start(), argument[1] + 1)
    label = re.compile(r"\[([\w+.:-]{1,12})\]").match(walk.text, match.end())
    walk.flow.label = label.group(1) if label else None
    walk.flow.key = walk.text[argument[0] : argument[1]].strip()
    return argument[1] + 1


def _definition(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    """Pass over the definition of a command."""
    named = _DEFINED.match(walk.text, match.end())
    position = named.end() if named else match.end()
    while (close := walk.braces.get(walk.blank(position))) is not None:
        position = close + 1
    return position


def _altered(walk: LatexWalk, match: re.Match[str], name: str) -> int:
    """Read words left out of a quotation or put into it as the brackets they become (csquotes, 3.8)."""
    argument = walk.braced(match.end())
    if argument is None:
        return match.end()
    inserted = walk.flow.inside(walk.read, *argument)
    end = argument[1] + 1
    if inserted.text.strip():
        walk.out.replace(f"{names.ALTERED[name]} [".lstrip(), match.start(), argument[0])
        walk.out.add(inserted)
        walk.out.replace("]", argument[1], end)
    elif names.ALTERED[name]:
        walk.out.replace(names.ALTERED[name], match.start(), end)
    return end


def _replaced(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    """Read "\\replaced{new}{old}"."""
    new = walk.braced(match.end())
    if new is None:
        return match.end()
    walk.out.add(walk.flow.inside(walk.read, *new))
    old = walk.braced(new[1] + 1)
    return (new if old is None else old)[1] + 1


def _power(walk: LatexWalk, match: re.Match[str], _: str) -> int:
    argument = walk.braced(match.end())
    if argument is None:
        return match.end()
    walk.out.add(raised_behind(walk.out, walk.flow.inside(walk.read, *argument)))
    return argument[1] + 1


def _quoted(walk: LatexWalk, match: re.Match[str], name: str) -> int:
    """Read a quotation of csquotes, 3 and 4: "\\enquote{…}", "\\textcquote[pre][post]{key}{…}" and its kin."""
    begin = match.end()
    for _ in range(names.QUOTED[name]):
        language = walk.braced(begin)
        begin = begin if language is None else language[1] + 1
    if "cquote" in name:
        found = read_latex_citation(f"\\cite{walk.text[begin : begin + 2000]}", 0)
        if found is None:
            return begin
        walk.writer.cite(begin, begin + found.end - len("\\cite"), found.items)
        begin += found.end - len("\\cite")
    argument = walk.braced(begin)
    if argument is None:
        return begin
    _options(walk, begin, argument[0])
    walk.depth += 1
    plain = walk.flow.inside(walk.read, *argument)
    walk.depth -= 1
    marks = "“”" if walk.depth % 2 == 0 else "‘’"
    walk.flow.quote(plain, (match.start(), argument[0]), (argument[1], argument[1] + 1), marks=marks)
    return argument[1] + 1


def _options(walk: LatexWalk, start: int, end: int) -> None:
    """Read the citation that "\\textquote[\\cite{…}]{…}" carries."""
    while start < end and (start := walk.text.find("[", start, end)) >= 0:
        close = closing(walk.text, start, "[]", until=end)
        if close is None:
            return
        walk.flow.inside(walk.read, start + 1, close)
        start = close + 1


COMMANDS: dict[str, Callable[[LatexWalk, re.Match[str], str], int]] = {
    **dict.fromkeys(names.DEFINING, _definition),
    **dict.fromkeys(names.ALTERED, _altered),
    "replaced": _replaced,
    **dict.fromkeys(names.HEADINGS, _heading),
    **dict.fromkeys(_NOTES, _note),
    **dict.fromkeys(("footnotemark", "endnotemark"), _note_mark),
    **dict.fromkeys(("caption", "captionof"), _caption),
    **dict.fromkeys(("item", "par"), _item),
    "bibitem": _bibitem,
    **dict.fromkeys(names.QUOTED, _quoted),
    **dict.fromkeys(("textsuperscript", "up"), _power),
}
"""What reads each command, by its name without star."""
