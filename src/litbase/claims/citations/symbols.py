"""Documents by their symbols: "A/HRC/25/63, para. 42", "2237 UNTS 319", "18 U.S.C. § 1591"."""

import re
from collections.abc import Collection, Iterator

from litbase.claims.citations.locators import LABELLED, locator_at
from litbase.claims.citations.mentions import Mention
from litbase.model.claim import CitationForm
from litbase.model.page import Locator, LocatorKind

# Series symbols of the United Nations (ST/LIB/SER.B/5/Rev.5): a body in capitals, then parts between strokes.
_UN = (
    r"(?:A|S|E|T|ST|TD|DP|TC|CEDAW|CRC|CCPR|CAT|CERD|CMW|CRPD|CED|CTOC|HRI|LOS|FCCC|CAC|UNEP|UNODC|ICCPR|ISBA|SPLOS|"
    r"CD|APLC|ECE|ESCAP|BWC|GC)"
    r"(?:/(?=[\w.]*\d|[A-Z])[A-Z0-9][\w.()-]*)+"
)
_SYMBOL = re.compile(rf"(?<![\w/.:-])(?P<symbol>{_UN})(?<![.,)-])(?![\w/])(?:\s*\((?P<year>(?:19|20)\d\d)\))?")
_SERIES = re.compile(
    r"(?<![\w.])(?P<symbol>\d+\s+(?:UNTS|U\.N\.T\.S\.|LNTS|ETS|CETS|ILM|I\.L\.M\.|U\.S\.|Stat\.|U\.S\.C\.|USC|C\.F\.R\.|CFR|F\.[23]d)\s+"
    r"(?:§+\s*|pts?\.\s*)?\d+[a-z]?|(?:Pub\.\s?L\.|P\.L\.|Public Law)\s+(?:No\.\s*)?\d+[-–]\d+|(?:C?ETS)\s+No\.\s*\d+|"
    r"GAO[-/]\d\d[-/]\d+\w*)"
)
_STROKES = re.compile(r"(?<![\w/.:-])(?P<symbol>[A-Z][A-Z0-9.]*(?:/[A-Z0-9][\w.()-]*)+)(?<![.,)-])(?![\w/])")
_DATE = (
    r"(?:\s*\(\d{1,2}\.?\s+[^\W\d_]{3,9}\.?,?\s+(?:19|20)\d\d\)|,\s+\d{1,2}\.?\s+[^\W\d_]{3,9}\.?,?\s+(?:19|20)\d\d)"
)
_GAP = re.compile(rf"{_DATE}?(?:\s*[,:]\s*(?:at\s+)?|\s+\(?(?=(?:para|pp?\.|art|annex|sec|¶|§)))", re.IGNORECASE)
_CODE = re.compile(r"(?P<code>\d+\s+(?:U\.S\.C\.|USC|C\.F\.R\.|CFR)\s+(?:§+\s*|pts?\.\s*)?)(?P<section>\d+[a-z]?)")
_SECTIONS = re.compile(r"(?:\.\d+)?(?:\(\w{1,4}\))*(?:\s?[-–]\s?\d+[a-z]?(?:\.\d+)?(?:\(\w{1,4}\))*)?(?:\s+et seq\.)?")
_REPORTED = re.compile(r"\d+\s+(?:U\.S\.|F\.[23]d|ILM|I\.L\.M\.|UNTS|U\.N\.T\.S\.)\s+\d+")
_PINNED = re.compile(r",\s+(?P<page>\d{1,4}(?:[–-]\d{1,4})?)(?=\s*[(,.;)])")
_RESOLUTION = re.compile(
    r"(?<![\w/])(?:(?:UN|U\.N\.|United Nations)\s+)?"
    r"(?P<body>Security Council|General Assembly|SC|GA|UNSC|UNGA|UNSCR|SCR)"
    r"\s+[Rr]es(?:olution|\.)?s?\s+(?:No\.?\s+)?(?P<number>\d{1,4}(?:/\d{1,4})?)(?P<year>\s*\((?:19|20)\d\d\))?"
)
_YEAR_AT_END = re.compile(r"\((?:19|20)\d\d\)$")
_OF = re.compile(r"\s+(?:of|in)\s+(?:(?:the\s+)?(?:UN\s+)?(?:document|doc\.|report|resolution)\s+)?$")


def symbols(text: str, own: Collection[str] = ()) -> Iterator[Mention]:
    """Yield the documents that *text* names by a symbol, with the locator behind or before it.

    *own*: the symbols of works at hand, bare; those of other bodies than the United Nations are known by nothing else.
    """
    yield from _resolutions(text)
    for pattern in (_SYMBOL, _SERIES, _STROKES):
        for match in pattern.finditer(text):
            if pattern is _SYMBOL and not any(map(str.isdigit, match["symbol"])):
                continue
            if pattern is _STROKES and (bare(match["symbol"]) not in own or _SYMBOL.match(text, match.start())):
                continue
            start, end, locator = _with_locator(text, match)
            yield Mention(
                CitationForm.SYMBOL, text[start:end], start, end, start,
                symbol=match["symbol"].rstrip("."), locator=locator, is_sure=True,
            )  # fmt: skip


def _resolutions(text: str) -> Iterator[Mention]:
    """Yield resolutions called by their body and number: "Security Council resolution 2331 (2016), para. 10"."""
    for match in _RESOLUTION.finditer(text):
        body, number, year = match["body"], match["number"], (match["year"] or "").strip()
        is_assembly = body.startswith(("G", "UNG"))
        if is_assembly and "/" not in number and not year:
            continue
        start, end, locator = _with_locator(text, match)
        symbol = f"{'A' if is_assembly else 'S'}/RES/{number} {year}".strip()
        yield Mention(
            CitationForm.SYMBOL, text[start:end], start, end, start, symbol=symbol, locator=locator, is_sure=True,
        )  # fmt: skip


def _with_locator(text: str, match: re.Match[str]) -> tuple[int, int, Locator | None]:
    code = _CODE.fullmatch(match[0])
    if code is not None:
        more = _SECTIONS.match(text, match.end())
        end = more.end() if more is not None else match.end()
        section = text[match.start() + len(code["code"]) : end].removesuffix(" et seq.")
        return match.start(), end, Locator(LocatorKind.SECTION, section)
    pinned = _PINNED.match(text, match.end()) if _REPORTED.fullmatch(match[0]) else None
    if pinned is not None:
        return match.start(), pinned.end(), Locator(LocatorKind.PAGE, pinned["page"])
    gap = _GAP.match(text, match.end())
    found = locator_at(text, gap.end(), bare=False) if gap is not None else None
    if found is not None:
        return match.start(), found.end, found.locator
    before = _OF.search(text, max(0, match.start() - 60), match.start())
    if before is not None:
        for labelled in LABELLED.finditer(text, max(0, before.start() - 40), before.start()):
            if labelled.end() == before.start():
                found = locator_at(text, labelled.start(), bare=False)
                return labelled.start(), match.end(), found.locator if found else None
    return match.start(), match.end(), None


def same_symbol(one: str, other: str) -> bool:
    """Tell whether two symbols name one document, however they are spaced, dashed and dotted.

    The year of a resolution may be left out.
    """
    return _undated(bare(one)) == _undated(bare(other))


def _undated(symbol: str) -> str:
    return _YEAR_AT_END.sub("", symbol) if "/res/" in symbol else symbol


def bare(symbol: str) -> str:
    """Return a symbol without blanks, dots and capitals, by which two spellings of it are the same."""
    text = re.sub(r"(?i)^(?:UN\s*)?(?:doc(?:ument)?\.?\s*)", "", symbol.strip())
    return re.sub(r"[\s.§]+|No", "", text.replace("–", "-")).casefold()
