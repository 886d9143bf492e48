"""What is asked of the library about one claim, and what it answers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from litbase.claims.quotations.quoted import Quotation
from litbase.model.claim import CheckItem, Evidence, Span, Verdict
from litbase.model.page import Locator


class Standing(Enum):
    """What a claim leans on."""

    LIBRARY = auto()  # nothing is cited, and the whole library counts as cited
    SOURCES = auto()  # on sources that are cited, all of them known
    PARTLY = auto()  # on sources that are cited, some of which are not known
    UNKNOWN = auto()  # on sources that are cited and not known
    NOTHING = auto()  # on no source, though it ought to


@dataclass(frozen=True, slots=True)
class Cited:
    """A work that a claim cites, and the place in it; `locator` is None where none is given."""

    key: str
    locator: Locator | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A claim to be traced: its words without citations, its quotations (offsets into `text`), what it leans on.

    `unread_files` counts the files of the cited works that could not be read; `why_unknown` says in a sentence which
    citations are not known, "" where all are. `names` are the stretches of `text` that name the works cited.
    """

    text: str
    quotations: tuple[Quotation, ...]
    standing: Standing
    cited: tuple[Cited, ...] = ()
    unread_files: int = 0
    why_unknown: str = ""
    names: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a question and what led to it; offsets of the checks are into the question's text."""

    verdict: Verdict
    reason: str
    checks: tuple[CheckItem, ...]
    evidence: tuple[Evidence, ...]


def finding_id(text: str, cited: Iterable[Cited]) -> str:
    """Return a name for the finding that stays while the words of the claim and what it cites stay."""
    works = sorted(work.key if work.locator is None else f"{work.key} {work.locator}" for work in cited)
    named = "\x1f".join([" ".join(text.split()), *works])
    return hashlib.sha256(named.encode()).hexdigest()[:16]
