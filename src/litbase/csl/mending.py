"""What pandoc printed, made what the style asks for: signs taken out, joints of names, typography of Asian titles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from litbase.csl.preparing_items import PLACEHOLDER, Placeholders
from litbase.csl.runs import Run, Runs, substitute
from litbase.csl.signs import (
    ALONE,
    ASKING,
    CLOSING,
    EMPTY,
    GLUE,
    HEAD,
    HYPHEN,
    OPENING,
    SHORT_YEAR,
    SPACED,
    TERM,
    WHOLE,
)

_REMOVED = re.compile(f"[{EMPTY}{WHOLE}{HEAD}{TERM}{ASKING}]")
_FIRST_TERM = re.compile(f"\\A((?:{HEAD}|\\W)*?){TERM}(\\w)")
_ALONE = re.compile(f",? ?{ALONE}")
_SPACES = re.compile(f"(?<= ){SPACED} +|{SPACED}")
_ASKED = re.compile(f"(?<=[?!]){ASKING}[.:]")
_YEAR = re.compile(f"{SHORT_YEAR}(?:(\\d\\d)(\\d\\d)(?!\\d))?")
_PARENTHESIS = re.compile(f"\\({OPENING}|{CLOSING}\\)|[{OPENING}{CLOSING}]")
_AFTER_ASIAN_NAME = re.compile("(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])\\.(?=,)")
_INITIALS = re.compile(r"((?:[^\W\d_](?:\.\s?|\s))+)([^\W\d_]{2,}(?:[ -].*)?)")
_LETTER_OR_DIGIT = re.compile("[0-9A-Za-z\u00c0-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")
_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Joint:
    """Words of names that pandoc joins otherwise than the style asks: a pattern, and what belongs there."""

    pattern: re.Pattern[str]
    joined: str


def mend(runs: Runs, placeholders: Placeholders, joints: Sequence[Joint] = (), *, capital: bool = False) -> Runs:
    """Return *runs* as they are to be printed; *joints* are those of the names in them.

    *capital*: a word of the style at the beginning is capitalised.
    """
    text = "".join(run.text for run in runs)
    if SHORT_YEAR in text:
        runs = substitute(runs, _YEAR, lambda match: match[2] or "")
    if OPENING in text or CLOSING in text:
        runs = _nest(runs)
    if TERM in text and capital:
        runs = substitute(runs, _FIRST_TERM, lambda match: match[1] + match[2].upper())
    for sign, pattern in ((ALONE, _ALONE), (SPACED, _SPACES)):
        if sign in text:
            runs = substitute(runs, pattern, "")
    if ASKING in text:
        runs = substitute(runs, _ASKED, "")
    runs = tuple(replace(run, text=_cleaned(run.text), link=_bare(run.link)) for run in runs)
    if placeholders:
        runs = substitute(runs, PLACEHOLDER, lambda match: placeholders.written_for(match[0]))
    for joint in joints:
        runs = substitute(runs, joint.pattern, joint.joined)
    if _ASIAN.search(text):
        runs = tuple(_upright(run) for run in substitute(runs, _AFTER_ASIAN_NAME, ""))
    return tuple(run for run in runs if run.text)


def _cleaned(text: str) -> str:
    return _REMOVED.sub("", text).replace(GLUE, " ").replace(HYPHEN, "-")


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


def _upright(run: Run) -> Run:
    """Set words wholly in Chinese, Japanese or Korean upright: these scripts have no italics."""
    if "italic" in run.marks and _ASIAN.search(run.text) and not _LETTER_OR_DIGIT.search(run.text):
        return replace(run, marks=run.marks - {"italic"})
    return run


def joints_in(item: Mapping[str, Any], *, closely: bool) -> list[Joint]:
    """Return what has to be joined otherwise in the names of *item*; *closely*: never a comma before the last."""
    joints: list[Joint] = []
    for names in item.values():
        if not isinstance(names, list) or not all(isinstance(name, Mapping) for name in names):
            continue
        wholes = [str(name["literal"]) for name in names if name.get("literal")]
        if len(wholes) == len(names) > 1:
            joints.append(_organisations(wholes, closely=closely))
        joints += [joint for name in names if (joint := _initials(str(name.get("given") or "")))]
    return joints


def _organisations(names: Sequence[str], *, closely: bool) -> Joint:
    """Set the comma before the last of several organisations as for names that are never turned round."""
    last, before = re.escape(names[-1]), re.escape(names[-2])
    comma = "," if len(names) > 2 and not closely else ""
    return Joint(re.compile(rf"(?<={before}),?(?= (?:and|&|und|et|y|e) {last})"), comma)


def _initials(given: str) -> Joint | None:
    """Part initials from the name after them ("E. Benjamin"), which a style without periods has in one word."""
    match = _INITIALS.fullmatch(given)
    if match is None:
        return None
    letters = re.sub(r"\W", "", match[1])
    return Joint(re.compile(rf"\b{letters}{re.escape(match[2])}\b"), f"{letters} {match[2]}")
