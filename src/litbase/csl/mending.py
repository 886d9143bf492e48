"""What pandoc printed, made what the style asks for: signs taken out, joints of names, typography of Asian titles."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from litbase.csl.numbers import Numbers, cut_again
from litbase.csl.runs import Run, Runs, substitute
from litbase.csl.signs import (
    ASKING,
    CLOSING,
    DROPPED,
    EMPTY,
    HEAD,
    INITIAL,
    NAMELESS,
    OPENING,
    QUOTED_LAST,
    QUOTES,
    SHORT_YEAR,
    SLANTED,
    SPACED,
    TERM,
    WHOLE,
)

_REMOVED = re.compile(
    f"[{EMPTY}{WHOLE}{HEAD}{TERM}{ASKING}{QUOTED_LAST}{SLANTED}]|{NAMELESS}\\d+{NAMELESS}|{DROPPED}[^{DROPPED}]*{DROPPED}"
)
_FIRST_TERM = re.compile(f"\\A((?:{HEAD}|\\W)*?){TERM}(\\w)")
_DOI = "https://doi.org/"
_SPACES = re.compile(f"(?<= ){SPACED} +|{SPACED}")
_ASKED = re.compile(f"(?<=[?!]){ASKING}(?:[.:]|([’”])\\.)")
# Quoted twice by the style: the marks of a title are signs until they are set.
_OPENED_TWICE, _CLOSED_TWICE = re.compile("“‘(?=[^“”]*’[.,]?”)"), re.compile("’([.,]?)”")
_TWICE = re.compile(r"(\b(?:[Ee]dition|ed\.)),? eds?\.(?= ?\d{4}|[),;]|\Z)")
_YEAR = re.compile(f"{SHORT_YEAR}(?:(\\d\\d)(\\d\\d)(?!\\d))?")
_PARENTHESIS = re.compile(f"\\({OPENING}|{CLOSING}\\)|[{OPENING}{CLOSING}]")
_CASELESS = "\u0590-\u08ff\u0e01-\u0eff\u1780-\u17ff"  # Hebrew, Arabic, Thai, Lao, Khmer
_ASIAN_LETTERS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_INITIALS = (
    (re.compile(f"(?<=[{_ASIAN_LETTERS}])\\.? ?{INITIAL}"), ""),
    (re.compile(f"([{_CASELESS}])[{_CASELESS}]*(\\.?){INITIAL}"), f"\\1\\2{INITIAL}"),
    (re.compile(f"\\.{INITIAL}\\."), "."),
    (re.compile(f"{INITIAL}(?=[^\\W\\d_]{{2}})"), " "),
    (re.compile(INITIAL), ""),
)
_FAMILY_FIRST = frozenset({"hu", "vi"})  # in Latin letters
_SIGNED = {sign: quote for quote, sign in QUOTES.items()}
_OTHER_QUOTES = {"“": "‘", "‘": "“"}
_CLOSING_QUOTES = {"“": "”", "‘": "’"}
_ANY_QUOTE = re.compile(f"[“”‘]|’(?!\\w)|[{''.join(QUOTES.values())}]")
_MARK_AFTER_QUOTE = re.compile("(”)([.,])")
_MARK_AFTER_INNER = re.compile("(‘[^‘’]*)’\\.”")
_MARK_AFTER_LAST = re.compile(f"([”’]){QUOTED_LAST}([.,])")
_LETTER_OR_DIGIT = re.compile("[0-9A-Za-z\u00c0-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")
_ASIAN = re.compile(f"[{_ASIAN_LETTERS}]")


@dataclass(frozen=True, slots=True)
class Joint:
    """Words of names that pandoc joins otherwise than the style asks: a pattern, and what belongs there."""

    pattern: re.Pattern[str]
    joined: str


@dataclass(frozen=True, slots=True)
class Mender:
    """What has to be known to mend what one style printed; *quotes_marks*: commas stand inside quotation marks."""

    numbers: Numbers
    quotes_marks: bool

    def mend(self, runs: Runs, joints: Sequence[Joint] = (), *, capital: bool = False) -> Runs:
        """Return *runs* as they are to be printed; *joints* are those of the names in them.

        *capital*: a word of the style at the beginning is capitalised.
        """
        text = "".join(run.text for run in runs)
        if capital and TERM in text:
            runs = substitute(runs, _FIRST_TERM, lambda match: match[1] + match[2].upper())
        for sign, step in _STEPS:
            if sign in text:
                runs = step(runs)
        if self.quotes_marks and QUOTED_LAST in text:
            runs = substitute(runs, _MARK_AFTER_LAST, r"\2\1")
        if self.quotes_marks and "”" in "".join(run.text for run in runs):
            runs = substitute(substitute(runs, _MARK_AFTER_QUOTE, r"\2\1"), _MARK_AFTER_INNER, r"\1.’”")
        if _ASIAN.search(text):
            runs = tuple(map(_upright, runs))
        runs = tuple(Run(_cleaned(run.text), run.marks, _bare(run.link), run.block) for run in runs)
        runs = self.numbers.put_back(runs)
        for joint in joints:
            runs = substitute(runs, joint.pattern, joint.joined)
        return _whole_links(runs)


def _whole_links(runs: Runs) -> Runs:
    """Let the whole address of a DOI lead there, where the style writes its beginning itself."""
    whole: list[Run] = []
    for run in runs:
        before = whole[-1] if whole else None
        begins = before is not None and before.link is None and before.text.endswith(_DOI)
        if begins and before is not None and run.link is not None and run.link == _DOI + run.text:
            whole[-1] = before.saying(before.text.removesuffix(_DOI))
            run = run.saying(_DOI + run.text)
        whole.append(run)
    return tuple(run for run in whole if run.text)


def _cleaned(text: str) -> str:
    return cut_again(_REMOVED.sub("", text))


def _bare(link: str | None) -> str | None:
    return None if link is None else _cleaned(link)


def _nest(runs: Runs) -> Runs:
    """Make brackets of the parentheses that the style sets inside others."""
    depth = 0

    def flipped(match: re.Match[str]) -> str:
        nonlocal depth
        if match[0].startswith("("):
            depth += 1
            return "(" if depth % 2 else "["
        if match[0].endswith(")"):
            depth -= 1
            return "]" if depth % 2 else ")"
        return ""

    edits = [
        (match.start(), match.end(), flipped(match)) for match in _PARENTHESIS.finditer("".join(r.text for r in runs))
    ]
    replacements = iter([new for *_, new in edits])
    return substitute(runs, _PARENTHESIS, lambda _: next(replacements))


def _mend_initials(runs: Runs) -> Runs:
    """Set initials: none for Asian names, one letter for scripts without case, a space before a name in full."""
    for pattern, written in _INITIALS:
        runs = substitute(runs, pattern, written)
    return runs


def _set_quotes(runs: Runs) -> Runs:
    """Set the quotation marks of titles: as they are, but the other kind inside the style's own."""
    inside: list[str] = []

    def mark(match: re.Match[str]) -> str:
        kind = _SIGNED.get(match[0], match[0])
        if kind in _CLOSING_QUOTES:
            marked = kind != match[0]
            shown = _OTHER_QUOTES[kind] if marked and inside and inside[-1] == kind else kind
            inside.append(shown)
            return shown
        if match[0] in _SIGNED:
            return _CLOSING_QUOTES[inside.pop()] if inside else kind
        if inside and _CLOSING_QUOTES[inside[-1]] == kind:
            inside.pop()
        return kind

    marks = re.finditer(_ANY_QUOTE, "".join(run.text for run in runs))
    replacements = iter([mark(match) for match in marks])
    return substitute(runs, _ANY_QUOTE, lambda _: next(replacements))


def _upright(run: Run) -> Run:
    """Set words wholly in Chinese, Japanese or Korean upright, which have no italics, unless all around them is not."""
    if (
        "italic" in run.marks
        and SLANTED not in run.text
        and _ASIAN.search(run.text)
        and not _LETTER_OR_DIGIT.search(run.text)
    ):
        return replace(run, marks=run.marks - {"italic"})
    return run


def joints_in(item: Mapping[str, Any], *, closely: bool) -> list[Joint]:
    """Return what is joined otherwise in names and titles of *item*; *closely*: never a comma before the last name."""
    joints: list[Joint] = []
    for names in item.values():
        if not isinstance(names, list) or not all(isinstance(name, Mapping) for name in names):
            continue
        if str(item.get("language") or "")[:2] in _FAMILY_FIRST:
            joints += [joint for name in names for joint in _in_own_order(name)]
        wholes = [str(name["literal"]) for name in names if name.get("literal")]
        if len(wholes) == len(names) > 1:
            joints.append(_organisations(wholes, closely=closely))
    if item.get("title") and item.get("title-short"):
        joints.append(_short_title(str(item["title"]), str(item["title-short"])))
    return joints


def _organisations(names: Sequence[str], *, closely: bool) -> Joint:
    """Set the comma before the last of several organisations as for names that are never turned round."""
    last, before = re.escape(names[-1]), re.escape(names[-2])
    comma = "," if len(names) > 2 and not closely else ""
    return Joint(re.compile(rf"(?<={before}),?(?= (?:and|&|und|et|y|e) {last})"), comma)


def _in_own_order(name: Mapping[str, Any]) -> Iterator[Joint]:
    """Set the family name first and no comma after it, as these languages have it, the given name in full or not."""
    family, given = re.escape(str(name.get("family") or "")), str(name.get("given") or "")
    if family and given:
        words = [rf"{re.escape(word[0])}(?:{re.escape(word[1:])})?\.?" for word in given.split()]
        either = r"[ -]?".join(words)
        yield Joint(re.compile(rf"(?<=\b{family}), (?={either}(?!\w))"), " ")
        yield Joint(re.compile(rf"(?<!\w)({either}) ({family})(?!\w)"), r"\2 \1")


def _short_title(title: str, short: str) -> Joint:
    """Leave out the short title right after the title, which stands for the name of an author there."""
    return Joint(re.compile(rf"(?<={re.escape(title)}) {re.escape(short)}(?!\w)", re.IGNORECASE), "")


def _dropping(pattern: re.Pattern[str]) -> Callable[[Runs], Runs]:
    return lambda runs: substitute(runs, pattern, "")


# In this order: what is taken out may stand beside what is looked for next.
_STEPS: tuple[tuple[str, Callable[[Runs], Runs]], ...] = (
    (SHORT_YEAR, lambda runs: substitute(runs, _YEAR, lambda match: match[2] or "")),
    (OPENING, _nest),
    (SPACED, _dropping(_SPACES)),
    (INITIAL, _mend_initials),
    (ASKING, lambda runs: substitute(runs, _ASKED, lambda match: match[1] or "")),
    ("“‘", lambda runs: substitute(substitute(runs, _OPENED_TWICE, "“"), _CLOSED_TWICE, r"\1”")),
    ("ed", lambda runs: substitute(runs, _TWICE, r"\1")),
    *((sign, _set_quotes) for sign in (QUOTES["“"], QUOTES["‘"])),
)
