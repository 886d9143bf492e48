"""The locator at the head of what follows a citation key: "p. 173", "pp. 12–14, 20", "para. 42", "art. 240", "xii"."""

import re

_LABELS = (
    r"pp?|pgs?|pages?|s|ss|seiten?|págs?|páginas?|pág|paras?|paragraphs?|párrs?|abs|rn|rdn|arts?|articles?|artikel|"
    r"secs?|sects?|sections?|chaps?|chs?|chapters?|kap|kapitel|caps?|vols?|volumes?|bd|nos?|nn?|notes?|fn|fns|"
    r"figs?|figures?|tables?|tbls?|tabs?|annex(?:es)?|apps?|appendix|appendices|lines?|l|ll|cols?|columns?|fols?|folios?|"
    r"pts?|parts?|bks?|books?|vv?|verses?|loc|at|box(?:es)?|clauses?|cl|rules?|r|recitals?|slides?|min|стр|с|гл|ст|п"
)
_NUMBER = r"(?:[A-Za-z]{0,2}[-.]?\d+(?:[.:/]\d+)*[a-z]?(?:\(\w{1,4}\))*|[ivxlcdm]+\b|[IVXLCDM]+\b)"
_RANGE = rf"{_NUMBER}(?:\s?(?:--?|[–—‒]|bis|to)\s?{_NUMBER})?(?:\s?(?:ff?\b\.?|et seqq?\.|sqq?\.))?"
_LIST = rf"{_RANGE}(?:\s*(?:,|&|and|und|y|et|;)\s*{_RANGE})*"
_LABELLED = rf"(?:(?:{_LABELS})\b\.?|§§?|¶¶?|第)\s*{_LIST}(?:\s?[页頁条條段章])?"
_BARE = r"\d+[\d\s,.:&–—‒-]*(?<=\d)(?:\s?ff?\b\.?)?|[ivxlcdm]+(?:\s?[–-]+\s?[ivxlcdm]+)?(?=\s*$)"
_LOCATOR = re.compile(rf"\s*(?:,\s*)?(?P<locator>{_LABELLED}(?:\s*,\s*{_LABELLED})*|{_BARE})", re.IGNORECASE)
_BRACED = re.compile(r"\s*(?:,\s*)?\{(?P<locator>[^{}]*)\}")


def split_locator(text: str) -> tuple[str | None, str]:
    """Split what follows a key into the locator as written, None if there is none, and the rest.

    Braces say what the locator is, however it looks (the manual of pandoc, "Citation syntax").
    """
    match = _BRACED.match(text) or _LOCATOR.match(text)
    if match is None:
        return None, text.strip(" ,")
    return match.group("locator").strip() or None, text[match.end() :].strip(" ,")
