"""What kind of document it is: a law, a judgment, a thesis, an article, a report, a book."""

import re
from collections.abc import Collection, Iterable, Sequence

from litbase.sources.numerals import chinese_value

_LAW = re.compile(
    r"\b(?:act|law|code|constitution|convention|covenant|protocol|treaty|charter|declaration|decree|ordinance|regulation|"
    r"statute|ley|código|constitución|convención|declaración|loi|code|décret|convention|déclaration|lei|gesetz)\b|"
    r"закон|кодекс|декларация|конвенция|法$|法律|宣言|公约|条例",
    re.IGNORECASE,
)
_ARTICLE_HEAD = re.compile(
    r"^\s*(?:(?:art(?:icle|ículo|igo|ikel|icolo)?\.?|статья|điều)\s*(?P<number>\d+)"
    r"|第\s*(?P<chinese>[\d一二三四五六七八九十百]+)\s*条)",
    re.IGNORECASE | re.MULTILINE,
)
_JUDGMENT = re.compile(r"\b(?:judge?ment|sentencia|arrêt|urteil|sentenza|acórdão)\b|判决|решение суда", re.IGNORECASE)
_PARTIES = re.compile(r"\b(?:v|vs|c)\.?\s|\bcas[eo]\b|\baffaire\b", re.IGNORECASE)
_CASE = re.compile(r"(?:case of|caso|affaire)\s.+\s(?:v|vs|c)\.?\s.+|.+\sv\.\s.+", re.IGNORECASE)
_THESIS = re.compile(
    r"\b(?:thesis|dissertation)\b.{0,120}\b(?:submitted|degree|fulfil)|\b(?:master|doctoral)\S* thesis\b", re.I | re.S
)
_REPORT = re.compile(
    r"\b(?:report|index|estimates|survey|review|study|handbook|brief|rapport|informe)\b|报告", re.IGNORECASE
)


def entry_type(title: str, *, fields: Collection[str], opening: str, texts: Sequence[str]) -> str:
    """Return the biblatex type; *fields* are those guessed, *opening* the words of the first page."""
    if "journaltitle" in fields:
        return "article"
    if _THESIS.search(" ".join((opening, *texts[1:3]))[:8000]):
        return "thesis"
    if _JUDGMENT.search(opening) and _PARTIES.search(title):
        return "jurisdiction"
    if _LAW.search(title) and _has_articles(texts[:40]):
        return "legislation"
    if "number" in fields or "institution" in fields or is_report(title):
        return "report"
    return "book" if "isbn" in fields else "misc"


def is_report(words: str) -> bool:
    return _REPORT.search(words) is not None


def is_case(words: str) -> bool:
    """Ask whether *words* name a case by its parties ("CASE OF A v. B")."""
    return _CASE.match(words) is not None


def _has_articles(texts: Iterable[str]) -> bool:
    """Ask whether three articles in a row begin lines of *texts*."""
    numbers = set()
    for text in texts:
        for match in _ARTICLE_HEAD.finditer(text):
            number = match["number"] or match["chinese"]
            numbers.add(int(number) if number.isdecimal() else chinese_value(number) or 0)
    return any({number, number + 1, number + 2} <= numbers for number in numbers)
