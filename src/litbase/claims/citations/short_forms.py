"""Short forms that a draft gives to a work where it cites it in full: "… (2022) [hereinafter TIP Report]"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from litbase.claims.citations.back_references import without_lead
from litbase.claims.citations.groups import Part
from litbase.claims.citations.locators import locator_at
from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.works import Words, name_words, name_words_with_places
from litbase.model.claim import CitationForm

_QUOTES = "“”\"'‘’*_«»"
_GIVEN = re.compile(
    rf"[(\[]\s*(?:(?:herein)?after|hereafter|henceforth|im Folgenden|nachfolgend|ci-après|en adelante)[:,]?\s+"
    rf"(?:(?:referred to as|cited as|called|zitiert als|citado como|cité)\s+)?(?:the\s+)?"
    rf"[{_QUOTES}]*(?P<short>[^()\[\]{_QUOTES}]{{2,60}})[{_QUOTES}]*\s*[)\]]",
    re.IGNORECASE,
)
_BEHIND = 12  # characters between a citation and its short form
_GOES_ON = re.compile(r"\s*(?:[,.;:(\[]|$|at\s|supra\b|p)")


def short_form_given(text: str, mention: Mention) -> Words:
    """Return the words of the short form that *text* gives to the work of *mention* in it or right behind it."""
    match = _GIVEN.search(text, mention.start, min(len(text), mention.end + 90))
    if match is None or match.start() > mention.end + _BEHIND:
        return ()
    return name_words(match["short"])


def without_short_form(text: str) -> str:
    """Return a citation without the short form it gives."""
    return _GIVEN.sub("", text).rstrip()


def by_short_form(part: Part, note: str, given: Sequence[tuple[Words, str]]) -> Mention | None:
    """Return the part of a note that cites a work by a short form *given* earlier, None if it does not begin so.

    *given*: the words of the short forms, and how the work was named in full.
    """
    start, text = without_lead(part)
    words = name_words_with_places(text)
    folded = tuple(word.folded for word in words)
    for short, names in given:
        if not short or folded[: len(short)] != short:
            continue
        end = words[len(short) - 1].end
        if not _GOES_ON.match(text, end):
            continue
        found = locator_at(text, end + len(text[end:]) - len(text[end:].lstrip(" ,:")))
        return Mention(
            CitationForm.NOTE, text, start, start + len(text), start, names=names, note=note,
            locator=found.locator if found is not None else None, is_known=True, is_sure=True,
        )  # fmt: skip
    return None


def in_full_again(mention: Mention, given: Sequence[tuple[Words, str]]) -> Mention:
    """Return a mention by a short form *given* earlier ("TIP Report, supra note 3") with the names of the full one."""
    words = name_words(mention.names or "")
    names = next((full for short, full in given if words and words == short), None)
    return mention if names is None else replace(mention, names=names, refers_to=None)
