"""How a draft cites: a form that it does not use otherwise is no citation where it need not be one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litbase.claims.citations.known import Known, Strength
from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.name_shapes import are_several, is_abbreviation
from litbase.claims.citations.works import name_words
from litbase.claims.draft import Draft
from litbase.model.claim import CitationForm

_LEAST_NUMBERS = 2  # one number in brackets alone is no system of citing
_LEAST_LISTED = 3  # citations of a list by number, before a number it lacks is one
_MOST_BEYOND = 3
_LONGEST_LABEL = 6  # digits
_PAGED_TITLE = re.compile(r"\d{4}[*_”\"]?\s+\d{1,3}(?:[–-]\d{1,3})?\)?$")
_LOWER_WORD = re.compile(r"(?<![\w.])[a-zß-öø-ÿ][\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Habits:
    """How often a draft surely cites in each way."""

    dated: int
    paged: int
    numbers: int
    in_round: int
    beyond: frozenset[str]
    notes: int
    has_labels: bool
    lower: frozenset[str]

    @property
    def is_dated(self) -> bool:
        return self.dated > 2 * self.paged


def of_the_drafts_own_kind(
    found: Sequence[Mention], draft: Draft, labels: Sequence[str], known: Known
) -> Iterator[Mention]:
    """Yield the citations that are sure, and the others if the draft cites like that."""
    titled = [one for one in found if _is_titled(one, known)]
    forms = [one.form for one in found if (one.is_sure or one.is_known) and one not in titled]
    paged = [one for one in found if (one.form == CitationForm.AUTHOR_PAGE and one.is_known) or one in titled]
    habits = _Habits(
        dated=forms.count(CitationForm.AUTHOR_DATE),
        paged=len(paged),
        numbers=sum(mention.form == CitationForm.NUMBER and mention.is_sure for mention in found),
        in_round=len(
            {mention.number for mention in found if mention.form == CitationForm.NUMBER and not mention.is_sure}
        ),
        beyond=_beyond_the_list(found, draft.text, labels),
        notes=sum(mention.form == CitationForm.NOTE for mention in found),
        has_labels=bool(labels),
        lower=frozenset(match[0] for match in _LOWER_WORD.finditer(draft.text)),
    )
    return (mention for mention in found if _is_kept(mention, habits, labels))


def _is_titled(mention: Mention, known: Known) -> bool:
    """Tell whether the year of a citation belongs to a title: "(Office, Report 2022 87)", "(Office, Report 2022)"."""
    if mention.form != CitationForm.AUTHOR_DATE or mention.key is not None:
        return False
    return _PAGED_TITLE.search(mention.raw) is not None or any(
        fit.strength == Strength.TITLED for fit in known.fits(mention.names or "")[:1]
    )


def _beyond_the_list(found: Sequence[Mention], text: str, labels: Sequence[str]) -> frozenset[str]:
    """Return the numbers in square brackets that come right after those of the list, where a draft cites so.

    One with a page is a citation however far it is from the list.
    """
    bracketed = [one for one in found if one.number is not None and one.is_sure and text[one.start - 1] in "[,; "]
    last = max((int(label) for label in labels if label.isdigit() and len(label) <= _LONGEST_LABEL), default=0)
    if sum(one.number in labels for one in bracketed) < _LEAST_LISTED:
        return frozenset()
    beyond = [one for one in bracketed if last < int(one.number or 0)]
    near = {one.number for one in beyond if int(one.number or 0) <= last + _MOST_BEYOND}
    return frozenset(one.number for one in beyond if one.number and (one.number in near or one.locator is not None))


def _is_kept(mention: Mention, habits: _Habits, labels: Sequence[str]) -> bool:
    if mention.form == CitationForm.NUMBER:
        if not mention.is_sure and (habits.numbers or habits.dated or habits.in_round * 2 < len(labels)):
            return False
        if labels:
            return mention.number in labels or mention.number in habits.beyond
        return habits.numbers >= _LEAST_NUMBERS and not (habits.dated or habits.paged)
    if mention.form == CitationForm.AUTHOR_DATE:
        return mention.is_known or mention.is_sure or _is_likely_dated(mention, habits)
    if mention.form == CitationForm.AUTHOR_PAGE:
        return _is_likely_paged(mention, habits)
    if mention.form == CitationForm.NAMED and not mention.is_sure:
        return not habits.is_dated and not habits.has_labels and habits.paged > habits.notes
    return True


def _is_likely_dated(mention: Mention, habits: _Habits) -> bool:
    if _is_common(mention.names or "", habits.lower):
        return False
    return habits.dated > 0 or not (habits.paged or habits.has_labels)


def _is_likely_paged(mention: Mention, habits: _Habits) -> bool:
    if habits.is_dated or habits.has_labels or habits.notes > habits.paged:
        return mention.is_known and mention.locator is not None and not is_abbreviation(mention.names or "")
    return mention.is_known or are_several(mention.names or "") or not _is_common(mention.names or "", habits.lower)


def _is_common(names: str, lower: frozenset[str]) -> bool:
    """Tell whether the draft writes the first of *names* in small letters elsewhere: a word, no name."""
    words = name_words(names)
    return not words or words[0] in lower
