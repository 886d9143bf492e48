"""Citation commands of LaTeX: the \\cite families of LaTeX, natbib, biblatex and apacite."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litbase.claims.draft import CitedItem
from litbase.claims.drafts.brackets import closing
from litbase.claims.drafts.locators import split_locator
from litbase.model.claim import Span

_COMMAND = re.compile(r"\\(?P<name>[a-zA-Z]*[cC]ite[a-zA-Z]*)(?P<star>\*?)")
# Commands that define, style or count citations without citing a work.
_NO_CITATIONS = re.compile(
    r"(?:cite(?:text|style|stylebreaks|reset|trackertrue|delim|leftbracket|rightbracket|dash|mid|left|right|punct"
    r"|setup|numfont|yearfont|namefont)|(?:declare|new|renew|provide|at)\w*cite\w*|nocite|mkbib\w*|defcite\w*)",
    re.IGNORECASE,
)
_NARRATIVE = re.compile(r"(?:text|Text)cites?|[cC]ite(?:t|al[tp]?|author|A|ts|or|fullauthor)|[nN]arrativecite\w*")
_WITHOUT_AUTHOR = re.compile(r"[cC]ite(?:year|yearpar|date|url|title|num|year[NP]+)")
_OF_NATBIB = re.compile(r"[cC]ite(?:[tp]|al[tp]|author|year(?:par)?|num|text)")
_IN_VOLUME = re.compile(r"[pfstaPFSTA]?t?[vV]olcites?")
_BLANK = re.compile(r"[ \t]*(?:%[^\n]*)?\n?[ \t]*")
_LABELS = {"\\pno": "p. ", "\\ppno": "pp. ", "\\S": "§ ", "\\P": "¶ ", "\\psq": "f. ", "\\psqq": "ff. "}
_OWN_LABEL = re.compile(r"\\(?:p{1,2}no|psq{1,2}|S|P)\b\s*|~|\\[ ,]|\\nopp\b\s*")


@dataclass(frozen=True, slots=True)
class LatexCitation:
    """A citation command that ends at `end`; its last keys stand at `keys`. `is_note`: it makes a footnote."""

    end: int
    keys: Span
    items: tuple[CitedItem, ...]
    is_narrative: bool
    is_note: bool


def read_latex_citation(text: str, start: int) -> LatexCitation | None:
    """Return the citation command that begins at *start*, None if none does."""
    command = _COMMAND.match(text, start)
    if command is None or _NO_CITATIONS.fullmatch(command.group("name")):
        return None
    name = command.group("name")
    is_list = name.endswith("cites")
    position = _skip_round(text, command.end()) if is_list else command.end()
    before = ""
    if _IN_VOLUME.fullmatch(name):
        before, position = _volume(text, position)
    items: list[CitedItem] = []
    last = (position, position)
    while (group := _read_group(text, position)) is not None:
        position, notes, keys = group
        last = (position - 1 - len(keys), position - 1)
        notes = [before, notes[-1] if notes else ""] if before else notes
        items += _items(notes, keys, without_author=_is_without_author(name, command.group("star")))
        if not is_list:
            break
    if not items:
        return None
    return LatexCitation(
        position, last, tuple(items), _NARRATIVE.fullmatch(name) is not None, name.lower().startswith("foot")
    )


def _is_without_author(name: str, star: str) -> bool:
    """The star leaves out the author in biblatex (3.9.2); in natbib (2.3) it asks for the names of all."""
    return _WITHOUT_AUTHOR.fullmatch(name) is not None or (bool(star) and not _OF_NATBIB.fullmatch(name))


def _skip_round(text: str, position: int) -> int:
    """Pass over the notes in round brackets that go around a whole list ("\\autocites(see)(and others){a}{b}")."""
    for _ in range(2):
        if text[position : position + 1] == "(":
            end = closing(text, position, "()")
            position = position if end is None else end + 1
    return position


def _volume(text: str, position: int) -> tuple[str, int]:
    """Return the note before and what follows the volume of "\\volcite[pre]{2}[post]{key}" (biblatex, 3.9.6)."""
    found = _read_group(text, position)
    if found is None:
        return "", position
    end, notes, volume = found
    return f"{notes[0] if notes else ''} vol. {volume}".strip(), end


def _read_group(text: str, position: int) -> tuple[int, list[str], str] | None:
    """Return the end of "[pre][post]{keys}", the notes and the keys."""
    notes: list[str] = []
    has_angles = False
    for _ in range(2):
        at = _blank(text, position)
        pair = {"[": "[]", "<": "<>"}.get(text[at : at + 1])
        end = closing(text, at, pair) if pair else None
        if end is None:
            break
        notes.append(text[at + 1 : end])
        position = end + 1
        has_angles = has_angles or pair == "<>"
    if has_angles and len(notes) == 1:  # apacite: the note before in angle brackets, none behind
        notes.append("")
    at = _blank(text, position)
    end = closing(text, at, "{}") if text[at : at + 1] == "{" else None
    if end is None or "\n\n" in text[at:end]:
        return None
    return end + 1, notes, text[at + 1 : end]


def _blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _items(notes: list[str], keys: str, *, without_author: bool) -> Iterator[CitedItem]:
    """Yield one item a key; the note before belongs to the first, the note behind to the last (biblatex, 3.9.1)."""
    before = notes[0] if len(notes) == 2 else ""
    behind = notes[-1] if notes else ""
    cited = [key.strip() for key in re.sub(r"%[^\n]*\n", "", keys).split(",") if key.strip()]
    for index, key in enumerate(cited):
        locator, suffix = _locator(behind) if index == len(cited) - 1 else (None, "")
        yield CitedItem(
            key, locator, prefix=before.strip() if index == 0 else "", suffix=suffix,
            is_author_suppressed=without_author,
        )  # fmt: skip


def _locator(note: str) -> tuple[str | None, str]:
    shown = _OWN_LABEL.sub(_label, note).replace("{", "").replace("}", "").replace("\\", "")
    return split_locator(" ".join(shown.split()))


def _label(match: re.Match[str]) -> str:
    return _LABELS.get(match.group().strip(), " ")
