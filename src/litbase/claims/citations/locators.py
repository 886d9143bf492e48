"""Locators in citations: "p. 173", "pp. 12–14", "paras. 3–4", "§ 103.7", "chapter 5", "xxvii"."""

import re
from dataclasses import dataclass

from litbase.model.page import Locator, LocatorKind

_KINDS = (
    (LocatorKind.PAGE, r"pp?|pgs?|pages?|ss?|seiten?|págs?|páginas?|стр|с"),
    (LocatorKind.PARAGRAPH, r"¶¶?|pars?|paras?|paragraphs?|párrs?|párrafos?|abs|rn|rdn|randnr|recitals?|п"),
    (LocatorKind.ARTICLE, r"arts?|articles?|artikeln?|artículos?|artt|ст"),
    (LocatorKind.SECTION, r"§§?|secs?|sects?|sections?|abschnitte?|secciones|sección|parts?|pts?"),
    (LocatorKind.CHAPTER, r"chaps?|chs?|chapters?|kap|kapitel|caps?|capítulos?|гл"),
    (LocatorKind.TABLE, r"tables?|tbls?|tabs?|tabelle|figs?|figures?|abb|box(?:es)?|tablas?"),
    (LocatorKind.ANNEX, r"annex(?:es)?|apps?|appendix|appendices|anhang|anexos?"),
    (LocatorKind.NOTE, r"nn?|notes?|fn|fns|footnotes?|endnotes?"),
)
_ROMAN = r"(?:(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3}))(?!\w)"
_NUMBER = rf"(?:[A-Za-z]{{0,2}}[-.]?\d+(?:[.:/]\d+)*(?:[a-z]?(?!\w)|(?=ff?\b|n\d))(?:\(\w{{1,4}}\))*|{_ROMAN})"
_DASH = r"\s?(?:--?|[–—‒−‑])\s?"
_RANGE = rf"{_NUMBER}(?:{_DASH}{_NUMBER})?(?:\s?(?:ff?\b\.?|et seqq?\.|sqq?\.|et suiv\.))?"
_OTHER = (
    r"\d{4}[a-z]?\b|\d{1,4}\s+(?:[A-Z][\w.]*\.|[A-Z]{2,}\b|[A-Z][a-z]{2,8}\.?\s+\d{4})"  # a year, a date, "114 Stat."
)
_LIST = rf"{_RANGE}(?:(?:\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|und|y|et|to)\s+|\s*&\s*)(?!(?-i:{_OTHER})){_RANGE})*"
_NOTE_BEHIND = r"(?:(?:,?\s|(?<=\d))(?:nn?|notes?)\.?\s?\d{1,3}(?!\w))?"  # "12 n. 3" and "12n3": the page tells where
_LABELS = "|".join(labels for _, labels in _KINDS)
LABELLED = re.compile(
    rf"(?:at\s+)?(?<!\w)(?P<label>{_LABELS})(?:\.\s*|\s+|(?<=[§¶])|(?<=[a-z])(?=\d))"
    rf"(?P<value>{_LIST}){_NOTE_BEHIND}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:at\s+)?(?P<value>{_LIST}){_NOTE_BEHIND}(?!\w)")
_THEN_PAGE = re.compile(r",?\s+(?:at\s+)?(?=pp?\.\s?\d)")  # "chapter 3, p. 44": the page is nearer
_VOLUME = re.compile(
    r"(?:vols?\.?|volumes?|bd\.?)\s*\d{1,3}(?:\s*[,:]\s*|\s+(?=pp?\.))|\d{1,2}:\s?(?=\d+(?!\d*:))", re.IGNORECASE
)
_CHINESE = re.compile(r"第\s?(?P<value>\d+(?:\s?[–—-]\s?\d+)?)\s?(?P<label>[页頁段条條章])")
_CHINESE_KINDS = {
    "页": LocatorKind.PAGE, "頁": LocatorKind.PAGE, "段": LocatorKind.PARAGRAPH, "条": LocatorKind.ARTICLE,
    "條": LocatorKind.ARTICLE, "章": LocatorKind.CHAPTER,
}  # fmt: skip
_TIME = re.compile(r"\d{1,2}:\d\d:\d\d")
_LABEL_KIND = tuple((re.compile(labels, re.IGNORECASE), kind) for kind, labels in _KINDS)


@dataclass(frozen=True, slots=True)
class FoundLocator:
    """A locator and where it ends in the text it was read from."""

    locator: Locator
    end: int


def locator_at(text: str, start: int, *, bare: bool = True) -> FoundLocator | None:
    """Return the locator that begins at *start*; *bare*: a number without a label is a page.

    The page in a volume ("2:44", "vol. 2, p. 44") or a chapter is the page.
    """
    chinese = _CHINESE.match(text, start)
    if chinese is not None:
        return FoundLocator(Locator(_CHINESE_KINDS[chinese["label"]], _tidy(chinese["value"])), chinese.end())
    volume = _VOLUME.match(text, start)
    start = volume.end() if volume is not None else start
    match = LABELLED.match(text, start)
    if match is not None:
        kind = kind_of(match["label"])
        then = _THEN_PAGE.match(text, match.end()) if kind != LocatorKind.PAGE else None
        if then is not None:
            return locator_at(text, then.end())
        return FoundLocator(Locator(kind, _tidy(match["value"])), match.end())
    match = _BARE.match(text, start) if (bare or volume is not None) and not _TIME.match(text, start) else None
    if match is None or not match["value"]:
        return None
    return FoundLocator(Locator(LocatorKind.PAGE, _tidy(match["value"])), match.end())


def read_locator(written: str | None, label: str | None = None) -> Locator | None:
    """Return what a draft's format marks as a locator; *label* is the kind it names apart. None if it is blank."""
    text = (written or "").strip(" ,")
    if not text:
        return None
    if label:
        return Locator(kind_of(label), _tidy(text))
    found = locator_at(text, 0)
    return found.locator if found is not None else Locator(LocatorKind.PAGE, text)


def kind_of(label: str) -> LocatorKind:
    """Return the kind that a label such as "pp." names; a page if it is none known here."""
    bare = label.strip(". ")
    return next((kind for pattern, kind in _LABEL_KIND if pattern.fullmatch(bare)), LocatorKind.PAGE)


def _tidy(value: str) -> str:
    return " ".join(value.split()).rstrip(",. ")
