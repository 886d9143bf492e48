"""What pandoc printed, made what the style asks for: signs taken out, joints of names, typography of Asian titles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litbase.csl.preparing_items import PLACEHOLDER, Placeholders
from litbase.csl.runs import Run, Runs, substitute
from litbase.csl.signs import APART, CLOSING, EMPTY, GLUE, HEAD, HYPHEN, OPENING, SHORT_YEAR, WHOLE

_REMOVED = re.compile(f"[{EMPTY}{WHOLE}{HEAD}{APART}]")
_YEAR = re.compile(f"{SHORT_YEAR}(?:(\\d\\d)(\\d\\d)(?!\\d))?")
_PARENTHESIS = re.compile(f"\\({OPENING}|{CLOSING}\\)|[{OPENING}{CLOSING}]")
_AFTER_ASIAN_NAME = re.compile("(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])\\.(?=,)")
_LETTER_OR_DIGIT = re.compile("[0-9A-Za-z\u00c0-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")
_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def mend(runs: Runs, placeholders: Placeholders, names: Sequence[Sequence[str]] = ()) -> Runs:
    """Return *runs* as they are to be printed; *names*: for each list of names in them, those of organisations."""
    text = "".join(run.text for run in runs)
    if SHORT_YEAR in text:
        runs = substitute(runs, _YEAR, lambda match: match[2] or "")
    if OPENING in text or CLOSING in text:
        runs = _nest(runs)
    runs = tuple(replace(run, text=_cleaned(run.text), link=_bare(run.link)) for run in runs)
    if placeholders:
        runs = substitute(runs, PLACEHOLDER, lambda match: placeholders.written_for(match[0]))
    for organisations in names:
        runs = _join_organisations(runs, organisations)
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


def _join_organisations(runs: Runs, names: Sequence[str]) -> Runs:
    """Set the comma before the last of several organisations as for names that are never turned round."""
    last, before = re.escape(names[-1]), re.escape(names[-2])
    joint = re.compile(rf"(?<={before}),?(?= (?:and|&|und|et|y|e) {last})")
    return substitute(runs, joint, "," if len(names) > 2 else "")


def organisations_in(item: Mapping[str, Any]) -> list[list[str]]:
    """Return the lists of names in *item* that hold two organisations or more, and nobody else."""
    return [
        [str(name["literal"]) for name in names]
        for names in item.values()
        if isinstance(names, list)
        and len(names) > 1
        and all(isinstance(name, Mapping) and name.get("literal") for name in names)
    ]
