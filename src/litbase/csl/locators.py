"""Places in a source as CSL names them, and as pandoc can be told of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from litbase.errors import StyleError
from litbase.model.page import Locator, LocatorKind

# CSL 1.0.2, appendix "Locators"; a label that pandoc does not know travels as one that no source here is cited by.
LABELS: Mapping[LocatorKind, str] = {
    LocatorKind.PAGE: "page",
    LocatorKind.PARAGRAPH: "paragraph",
    LocatorKind.ARTICLE: "article-locator",
    LocatorKind.SECTION: "section",
    LocatorKind.CHAPTER: "chapter",
    LocatorKind.TABLE: "table",
    LocatorKind.ANNEX: "appendix",
    LocatorKind.NOTE: "note",
}
PANDOC_LABELS = frozenset(
    {"book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page"}
    | {"paragraph", "part", "section", "sub-verbo", "verse", "volume"}
)
CARRIERS = ("opus", "folio", "verse", "line", "book", "column", "figure", "part")

_WRITTEN: tuple[tuple[str, str], ...] = (
    ("page", r"pp?\.?|pages?"),
    ("paragraph", r"paras?\.?|paragraphs?|pars?\.?|¶¶?"),
    ("article-locator", r"arts?\.?|articles?"),
    ("section", r"secs?\.?|sects?\.?|sections?|§§?"),
    ("chapter", r"chaps?\.?|chs?\.?|chapters?"),
    ("table", r"tables?|tbls?\.?|tabs?\.?"),
    ("appendix", r"app\.?|appendix|appendices|annex(?:es)?"),
    ("note", r"nn?\.?|notes?|fns?\.?|footnotes?"),
    ("volume", r"vols?\.?|volumes?"),
    ("figure", r"figs?\.?|figures?"),
    ("column", r"cols?\.?|columns?"),
    ("line", r"lines?|ll?\."),
    ("part", r"pts?\.?|parts?"),
    ("book", r"bks?\.?|books?"),
    ("folio", r"fols?\.?|folios?"),
    ("verse", r"verses?|vv?\."),
    ("issue", r"issues?"),
    ("sub-verbo", r"s\.\s?v\.|sub verbo"),
)
_LABELLED = tuple(
    (label, re.compile(rf"(?:{words})\s*(?=[\d\W]|[ivxlcdm]+\b|$|\w)(.*)", re.I)) for label, words in _WRITTEN
)
_PLACE = re.compile(r"[\[(]?[A-Za-z]{0,3}[-.]?\d|[ivxlcdm]+\b|\[", re.IGNORECASE)
KINDS: Mapping[str, LocatorKind] = {label: kind for kind, label in LABELS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a cited work: a CSL label and what follows it ("page", "12–15")."""

    label: str
    value: str


def place_of(locator: Locator) -> Place:
    return Place(LABELS[locator.kind], locator.value)


def citable_locator(shown: str) -> Locator | None:
    """Return the locator of a place as it is shown of a page; None for one that only the file has ("file p. 211").

    A section without a number ("sec. China") is named by no citation either. Raise StyleError if it is no place at all.
    """
    is_nameless = shown.startswith("sec. ") and read_place(shown) is None
    return None if is_nameless or shown.startswith("file ") else read_locator(shown)


def read_locator(text: str) -> Locator:
    """Return the locator that a person wrote ("para. 42", "art. 240", "173"); raise StyleError if it is none."""
    place = read_place(text)
    if place is None or place.label not in KINDS:
        kinds = "p. 173, para. 42, art. 240, sec. 3, ch. 2, table 4, annex 1, n. 7"
        raise StyleError(f"'{text}' names no place in a source", f"write for instance: {kinds}")
    return Locator(KINDS[place.label], place.value)


def read_place(text: str) -> Place | None:
    """Return the place that *text* names, a bare number being a page; None if it names none."""
    text = " ".join(text.split()).strip(" ,")
    for label, words in _LABELLED:
        match = words.fullmatch(text)
        if match is not None and _PLACE.match(match[1]):
            return Place(label, match[1])
    return Place("page", text) if _PLACE.match(text) else None


_NUMBER = r"\[?(?:[A-Za-z]{0,3}[-.]?\d+(?:[.:/]\d+)*[a-z]?(?:\(\w{1,4}\))*|[ivxlcdm]+\b)\]?"
_RANGE = rf"{_NUMBER}(?:\s?[-–—‒]+\s?{_NUMBER})?(?:\s?ff?\b\.?)?"
_LIST = rf"{_RANGE}(?:\s*(?:,|&|and)\s*{_RANGE})*"
_WORDS = "|".join(words for _, words in _WRITTEN)
_AT_HEAD = re.compile(rf"\s*,?\s*(?:\{{(?P<braced>[^{{}}]*)\}}|(?P<plain>(?:(?:{_WORDS})\s*)?{_LIST}))", re.IGNORECASE)


def split_place(text: str) -> tuple[Place | None, str]:
    """Split what follows a key into the place it begins with, None if there is none, and the rest."""
    match = _AT_HEAD.match(text)
    if match is None:
        return None, text
    braced = match["braced"]
    place = read_place(braced if braced is not None else match["plain"])
    if place is None and braced:
        place = Place("page", braced.strip())
    return (place, text[match.end() :]) if place is not None else (None, text)
