"""Numbers that count nothing: places in documents, symbols, telephone numbers, items of a list, times of day."""

import re
from itertools import pairwise

_REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:articles?|arts?\.?|artículos?|article|стать[яиею]|paragraphs?|párrafos?|paragraphes?|paras?\.?|sections?"
    r"|secs?\.?|chapters?|ch\.?|pages?|pp?\.?|volumes?|vols?\.?|nos?\.?|núm\.?|number|numbers|notes?|tables?|figures?"
    r"|figs?\.?|box|annex|appendix|resolutions?|decisions?|decree|law no\.?|act no\.?|principles?|rules?|regulations?"
    r"|protocol|clause|item|part|title|goals?|targets?|version|release|isbn|issn|doi|iso|rev\.?|add\.?|case no\.?"
    r"|conventions?|convention no\.?|recommendation no\.?|general comment|telephone|tel\.?|fax|sdg|tier|room|flight"
    r"|form|question|grade|category|level|unts|cfr|stat|directive|footnotes?|endnotes?|fn\.?|lines?|exhibits?|docket"
    r"|schedule|route|highway|serie [a-z])|第|№|§|¶|#)"
    r"\s*(?:\(?[a-z]\)?\s)?"
    r"(?:\d+(?:\(\w+\))*(?:[.–-]\d+)?(?:,? (?:and|to|or|y|et|through) |, ?|[–-]))*$",
    re.I,
)
_REFERENCE_AFTER = re.compile(
    r"[:/]\d|/[A-Z]|\([a-z0-9]{1,4}\)|(?:\s?(?:a\.?m|p\.?m)\.?\b)|\.\d|\s(?:UNTS|CFR|U\.S\.C)"
    r"|条|條|款|号|號|页|頁"
)
_SYMBOL_WORD = re.compile(r"\S*[A-Za-z]\S*/\S*$|\S*(?:https?:|www\.)\S*$|\S*@\S*$")
_OF_WHOLE = re.compile(r"\) of (?:the |all )?\d")
_TOLD_OF_NAMES = re.compile(r"\b[A-Z][\w’'-]+ \((\d{1,3})%?\)")
_OF_PEOPLE = re.compile(r"\b(?:women|men|girls|boys|children|victims|people|persons|cases|adults|workers) \($", re.I)
_AROUND = 200  # characters
_ENUMERATION = re.compile(r"(?:^|[\n.;:,])\s*\(?$")
_BRACKETED = re.compile(r"\[(?:\d{1,3}[,;–-] ?)*$"), re.compile(r"(?:[,;–-] ?\d{1,3})*\]")


def is_reference(flat: str, raw: str, start: int, end: int, *, is_money: bool) -> bool:
    """Tell whether the number from *start* to *end* counts nothing; *flat* is *raw* with its line ends as blanks."""
    before = flat[max(0, start - 80) : start]
    if _SYMBOL_WORD.search(before) or _REFERENCE_AFTER.match(flat, end):
        return True
    if not is_money and _REFERENCE_BEFORE.search(before):
        return True
    written = flat[start:end]
    if not written.isdigit() or len(written) > 3:
        return False
    if before.endswith("(") and flat[end : end + 1] == ")":
        return not _is_told_of_names(flat, start, end)
    if _BRACKETED[0].search(before) and _BRACKETED[1].match(flat, end):
        return True
    is_numbering = flat[end : end + 1] in (".", ")") and flat[end + 1 : end + 2] in ("", " ")
    return is_numbering and bool(_ENUMERATION.search(raw[max(0, start - 80) : start]))


def _is_told_of_names(flat: str, start: int, end: int) -> bool:
    """Tell whether a number in brackets counts: "Arvenia (57), Drusk (43)", "nearly all (99) of the 769"."""
    if _OF_WHOLE.match(flat, end) or _OF_PEOPLE.search(flat, max(0, start - 20), start):
        return True
    first, last = max(0, start - _AROUND), end + _AROUND
    told = [(first + match.start(1), int(match[1])) for match in _TOLD_OF_NAMES.finditer(flat[first:last])]
    is_numbering = all(following == number + 1 for (_, number), (_, following) in pairwise(told))
    return len(told) > 1 and not is_numbering and any(at == start for at, _ in told)
