"""Notes of drafts that have lost their markup: numbered below the page or at the end, called by bare numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from litbase.claims.drafts.formulas import RAISED
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter
from litbase.model.claim import Span

_HEADING = re.compile(
    r"^[ \t#*]*(?:(?:end|foot)?notes|(?:end|fuß|fuss)noten|anmerkungen|notas(?: al pie)?|notes de (?:bas de page|fin)"
    r"|note|noter|примечания|сноски|注释|註釋|注釋|脚注|尾注|注)[ \t*]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(
    r"^[ \t]*(?:\[(?P<a>\d{1,3})\]|(?P<b>\d{1,3})[.)]?|(?P<c>[¹²³⁰⁴-⁹]{1,3}))(?:[ \t]+|[ \t]*\n)(?=\S)", re.MULTILINE
)
_FIRST_NOTE = re.compile(r"\n[ \t]*\n(?P<line>[ \t]*(?:\[1\]|¹)[ \t]+(?=\S))")
# A raised number behind a figure or a unit may be its power.
_BACK = re.compile(r"\s*[↩↑⤴][\ufe0e\ufe0f]?\s*$")  # a link back to the text
_FIRST_POINT = re.compile(r"\n[ \t]*\n(?P<line>[ \t]*1\.[ \t]+(?=\S))")
_FEWEST_NOTES = 2
_CALL = re.compile(r"(?<=\S)(?:\[(?P<a>\d{1,3})\]|(?<!\d)(?<!\b[kcm]m)(?<!\bm)(?P<b>[¹²³⁰⁴-⁹]{1,3}))")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_STOPS = ".,;:!?。，；"
_CLOSED = r"”’\"')\]»"
_LEAST_CALLED = 0.8  # of the notes; a table may hide a call
_LONGEST_JUMP = 3  # numbers that may be missing between two notes

Named = tuple[str, int, int]
"""A note: its number, and where its words begin and end."""


def find_notes_section(text: str, *, set_apart: bool = False) -> tuple[int, list[Named]] | None:
    """Return where the heading of the notes at the end of *text* stands, and the notes; None if there are none.

    *set_apart*: see `find_calls`.
    """
    for heading in reversed(list(_HEADING.finditer(text))):
        notes = list(split_notes(text, heading.end(), _end_of_section(text, heading.end())))
        if notes and notes[0][0] == "1":
            return heading.start(), notes
    return _find_notes_without_heading(text) or (_find_notes_of_page(text) if set_apart else None)


def _find_notes_without_heading(text: str) -> tuple[int, list[Named]] | None:
    """Return the notes at the end of *text* by their numbers alone, None if it ends otherwise.

    A numbered list of references looks alike: notes are called once each, and in their order.
    """
    firsts = list(_FIRST_NOTE.finditer(text))
    if not firsts:
        return None
    start = firsts[-1].start("line")
    notes = list(split_notes(text, start, len(text)))
    names = [int(name) for name, _, _ in notes]
    called = [int((match["a"] or match["b"]).translate(_PLAIN_DIGITS)) for match in _CALL.finditer(text, 0, start)]
    in_order = all(one < other for one, other in pairwise(called)) and set(called) <= set(names)
    return (start, notes) if in_order and len(called) >= _LEAST_CALLED * len(names) > 0 else None


def _find_notes_of_page(text: str) -> tuple[int, list[Named]] | None:
    """Return the notes at the end of a printed page of the web, "1. …" and on, if each of them is called above.

    A numbered list looks alike, but nothing calls its points.
    """
    firsts = list(_FIRST_POINT.finditer(text))
    if not firsts:
        return None
    start = firsts[-1].start("line")
    notes = list(split_notes(text, start, len(text)))
    called = list(find_calls(text, [name for name, _, _ in notes], 0, start, set_apart=True))
    return (start, notes) if len(called) == len(notes) >= _FEWEST_NOTES else None


def _end_of_section(text: str, start: int) -> int:
    """Return where the notes end: at a short line between empty lines that is no note, or with the text."""
    for match in re.finditer(r"\n[ \t]*\n(?P<line>[^\n]{1,60})(?=\n|\Z)", text[start:]):
        line = match.group("line")
        if not _LABEL.match(line) and not re.search(r"[.,;:!?\d)\]”\"]\s*$", line):
            return start + match.start()
    return len(text)


def split_notes(text: str, start: int, end: int) -> Iterator[Named]:
    """Yield the numbered notes between two offsets; their numbers count up."""
    found: list[Named] = []
    before = 0
    for match in _LABEL.finditer(text, start, end):
        name = (match.group("a") or match.group("b") or match.group("c")).translate(_PLAIN_DIGITS)
        if before < int(name) <= before + (_LONGEST_JUMP if before else 999):
            before = int(name)
            found.append((name, match.end(), end))
    for index, (name, first, _) in enumerate(found):
        until = _line_start(text, found[index + 1][1]) if index + 1 < len(found) else end
        words = _BACK.sub("", text[first:until]).rstrip()
        if any(map(str.isalpha, words)):
            yield name, first, first + len(words)


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def find_calls(
    text: str, names: Sequence[str], start: int, end: int, *, set_apart: bool = False
) -> Iterator[tuple[Span, str]]:
    """Yield where the text between two offsets calls the notes *names*, in their order: "word.3", "[3]", "³".

    *set_apart*: numbers that were raised stand between blanks, as in the text of PDF pages: "word 3 .".
    """
    position = start
    for name in names:
        call = re.compile(_call(name)).search(text, position, end)
        if call is None and set_apart:
            call = re.compile(rf"(?<=[^\W\d_][^\W\d_] ){name}(?= [.,;:!?)”»])").search(text, position, end)
            call = call or re.compile(rf"(?<=[{_STOPS}{_CLOSED}] ){name}(?=\s+[^\W\d_a-z]|\s*\n)").search(
                text, position, end
            )
        if call is not None:
            yield call.span(), name
            position = call.end()


def _call(name: str) -> str:
    """Return the pattern of a number that calls a note: in brackets, raised, or glued to the word before it."""
    raised = name.translate(RAISED)
    return (
        rf"\[{name}\]|(?<![⁰¹²³⁴-⁹])(?<!\b10)(?<!\b[kcm]m)(?<!\bm){raised}(?![⁰¹²³⁴-⁹])|(?<=[^\W\d_][^\W\d_]){name}(?![\w%-])"
        rf"|(?:(?<=[^\W\d_][{_STOPS}{_CLOSED}])|(?<=[{_CLOSED}][{_STOPS}])|(?<=[{_STOPS}][{_CLOSED}])){name}(?![\w%]|[.,]\w)"
        rf"|(?<=\d[.)]){name}(?=\s+[A-Z]|\s*$)"
    )


def without(whole: Plain, hidden: Sequence[Span]) -> Plain:
    """Return *whole* without the stretches *hidden*, which stand in order."""
    writer = PlainWriter(whole)
    copied = 0
    for start, end in hidden:
        writer.copy(copied, start)
        copied = max(copied, end)
    writer.copy(copied, len(whole.text))
    return writer.plain()


def write_notes(notes: Sequence[Named], whole: Plain, writer: DraftWriter) -> None:
    """Write the notes, whose offsets count in *whole*."""
    for name, start, end in notes:
        words = PlainWriter(whole)
        copied = start
        for line_end in re.compile(r"[ \t]*\n[ \t]*").finditer(whole.text, start, end):
            words.copy(copied, line_end.start())
            words.replace(" ", line_end.start(), line_end.end())
            copied = line_end.end()
        words.copy(copied, end)
        plain = words.plain()
        writer.note(name, plain.start, plain.end, [(plain, plain)])
