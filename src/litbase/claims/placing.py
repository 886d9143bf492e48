"""Whether what was found stands on the page cited, and if not, what a reader is to be told."""

from collections.abc import Iterable, Sequence

from litbase.claims.evidence import places_said, places_text
from litbase.claims.places import CitedPlaces
from litbase.claims.question import Cited
from litbase.claims.quotations.looking import Found
from litbase.model.claim import CheckItem, CheckKind, Evidence, Outcome, Span
from litbase.model.page import Locator, LocatorKind, Page

_ABBREVIATIONS = {
    LocatorKind.PAGE: "p.", LocatorKind.PARAGRAPH: "para.", LocatorKind.ARTICLE: "art.", LocatorKind.SECTION: "sec.",
    LocatorKind.CHAPTER: "ch.", LocatorKind.TABLE: "table", LocatorKind.ANNEX: "annex", LocatorKind.NOTE: "n.",
}  # fmt: skip


def locator_text(locator: Locator) -> str:
    """Return the locator as people write it: "p. 173", "pp. 12–14", "para. 42"."""
    several = any(sign in locator.value for sign in "–-—,&")
    short = "pp." if several and locator.kind is LocatorKind.PAGE else _ABBREVIATIONS[locator.kind]
    return f"{short} {locator.value}"


def is_in_place(found: Found, places: CitedPlaces) -> bool:
    """Tell whether any part of what was found stands on a place that is cited."""
    return any(places.holds(found.source.sha256, page.number, start, end) for page, start, end in found.places)


def check_place(
    found: Sequence[Found], cited: Iterable[Cited], places: CitedPlaces, *, span: Span, shown: Evidence, evidence: int
) -> CheckItem:
    """Check where a quotation was found, verbatim, against where its citation says it stands.

    *shown* is the passage shown for it, of index *evidence*; *span* is the quotation's own. Without a locator the page
    is offered, and the outcome is unknown.
    """
    locators = [work.locator for work in cited if work.key == shown.key and work.locator is not None]
    if not locators:
        outcome, detail = Outcome.UNKNOWN, f"no page is cited; the quotation stands {places_said([shown])}"
    elif any(is_in_place(one, places) for one in found):
        outcome, detail = Outcome.OK, f"it stands {places_said([shown])}, as cited"
    elif shown.sha256 not in places.places:
        said = " and ".join(map(locator_text, locators))
        outcome = Outcome.UNKNOWN
        detail = f"{said} is cited, but '{shown.key}' does not tell where that is; it stands {places_said([shown])}"
    else:
        outcome, detail = Outcome.ELSEWHERE, _displaced(locators, places, shown, what="it")
    return CheckItem(CheckKind.LOCATOR, outcome, detail, *span, evidence=evidence)


def check_nearness(
    cited: Iterable[Cited], places: CitedPlaces, *, span: Span, shown: Evidence, evidence: int, is_borne_out: bool
) -> CheckItem | None:
    """Check where the passage that comes closest to a claim stands; None if no place is cited for its source.

    Only a passage that bears the claim out can be elsewhere; where it merely comes closest, a reader is told.
    """
    locators = [work.locator for work in cited if work.key == shown.key and work.locator is not None]
    if not locators or shown.sha256 not in places.places:
        return None
    if places.holds(shown.sha256, shown.page.number, shown.start, shown.end):
        outcome, detail = Outcome.OK, f"the passage stands {places_said([shown])}, as cited"
    else:
        outcome = Outcome.ELSEWHERE if is_borne_out else Outcome.UNKNOWN
        detail = _displaced(locators, places, shown, what="it" if is_borne_out else "the closest passage")
    return CheckItem(CheckKind.LOCATOR, outcome, detail, *span, evidence=evidence)


def _displaced(locators: Sequence[Locator], places: CitedPlaces, shown: Evidence, *, what: str) -> str:
    """Return what is wrong with the place cited: a neighbour, the number of the file's page, or no such place."""
    said = " and ".join(map(locator_text, locators))
    where = places_said([shown])
    if any(_is_file_number(locator, shown.page) for locator in locators):
        return f"{said} is cited, which is its place in the file; the printed page is {places_text([shown])}"
    if not places.places[shown.sha256]:
        return f"'{shown.key}' has no {said}; {what} stands {where}"
    beside = "the page beside it" if all(one.kind is LocatorKind.PAGE for one in locators) else "close by"
    if places.is_near(shown.sha256, shown.page.number):
        return f"{said} is cited; {what} stands {where}, {beside}"
    return f"{said} is cited; {what} stands {where}"


def _is_file_number(locator: Locator, page: Page) -> bool:
    return (
        locator.kind is LocatorKind.PAGE
        and locator.value == str(page.number)
        and page.label not in (None, locator.value)
    )
