"""Cases of courts: "Doe v. Norland, no. 12345/06, §§ 281–282", "Norland v. Roe, 487 U.S. 931, 952 (1988)"."""

import re
from collections.abc import Iterator

from litbase.claims.citations.locators import LABELLED, locator_at
from litbase.claims.citations.mentions import Mention
from litbase.model.claim import CitationForm
from litbase.model.page import Locator, LocatorKind

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_PARTY = rf"{_CAPITAL}(?:\s+(?:(?:of|and|the|&|de|la)\s+){{0,2}}{_CAPITAL}){{0,5}}"
_CASE = re.compile(
    rf"(?<![\w.])(?P<name>{_PARTY}\s+(?:and\s+[Oo]thers\s+)?(?:v|c|vs)\.?\s+(?:the\s+)?{_PARTY})"
    r"(?:,\s+|\s+(?=[(\[])[(\[])(?:"
    r"(?:(?:[Aa]pp(?:lication|l)?s?\.?\s+)?[Nn]os?\.?\s*|[Rr]equête\s+n[o°]\s*|[Ss]érie\s+)(?P<application>\d{1,6}/\d\d)"
    r"|(?P<reported>\d{1,4}\s+(?:U\.\s?S\.|S\.\s?Ct\.|F\.(?:\s?Supp\.)?(?:\s?[23]d|\s?4th)?)\s+\d{1,5})(?:,\s+(?P<page>\d{1,5}(?:[–-]\d{1,5})?))?"
    r"|(?=\[(?:19|20)\d\d\]|Case\s+[CT]|[Cc]ase\s+no))"
)
_PLACE = re.compile(r"[^.;§¶]{0,90}?(?:\([^()]{0,80}\))?[^.;§¶]{0,30}?(?=§|¶|\bparas?\b|\bat\s+para)")
_LEADS = re.compile(r"^(?:(?:See|In|Compare|Cf\.|As|Under|And|But|The)\s+(?:also\s+)?)+")
_DATE_BEHIND = re.compile(r"\s*\((?:[^()]{0,40}\s)?(?:1[89]|20)\d\d\)")


def cases(text: str) -> Iterator[Mention]:
    """Yield the cases that *text* names with their number or report, with the paragraph or page behind."""
    for match in _CASE.finditer(text):
        lead = _LEADS.match(match["name"])
        start = match.start() + (lead.end() if lead is not None else 0)
        name = text[start : match.end("name")]
        end, locator = _place(text, match)
        yield Mention(
            CitationForm.LAW, text[start:end], start, end, start,
            title=name, symbol=match["application"] or match["reported"], locator=locator, is_sure=True,
        )  # fmt: skip


def _place(text: str, match: re.Match[str]) -> tuple[int, Locator | None]:
    if match["page"] is not None:
        date = _DATE_BEHIND.match(text, match.end())
        return (date or match).end(), Locator(LocatorKind.PAGE, match["page"])
    gap = _PLACE.match(text, match.end())
    found = locator_at(text, gap.end(), bare=False) if gap is not None and LABELLED.match(text, gap.end()) else None
    if found is not None and found.locator.kind == LocatorKind.SECTION:  # judgments have paragraphs, whatever the sign
        return found.end, Locator(LocatorKind.PARAGRAPH, found.locator.value)
    if found is not None:
        return found.end, found.locator
    date = _DATE_BEHIND.match(text, match.end())
    return (date or match).end(), None
