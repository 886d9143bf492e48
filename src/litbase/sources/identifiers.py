"""Numbers by which a document is known: DOI, ISBN, symbols of the United Nations, numbers of reports and laws."""

import re
from collections.abc import Iterable, Iterator

_DOI = re.compile(r"\b(?P<doi>10\.\d{4,9}/[^\s\"<>{}|\\^`“”]+)", re.IGNORECASE)
_ISBN_MARK = re.compile(r"\bISBN(?:[-‐– ]?1[03])?\b\s*(?:\([^)]{1,20}\))?\s*[:：]?\s*", re.IGNORECASE)
_ISBN_DIGITS = re.compile(r"\d(?:[-‐‑–− ]{0,2}\d){8,11}[-‐‑–− ]{0,2}[\dXx]")
_BARE_ISBN = re.compile(r"9(?<![\d-]9)[ -]?7[ -]?[89](?:[-‐‑–− ]?\d){10}(?![\d-])")
_SYMBOL_PART = r"[A-Z0-9][A-Za-z0-9.\-]*(?:\([A-Za-z0-9 ]{1,12}\))?"
_SYMBOL = re.compile(
    rf"(?<![\w/.])(?:(?:A|E|S|T|ST|DP|TD|ECE|HRI|CAT|CRC|CMW|CED|CCPR|CERD|CEDAW|CRPD|CTOC|IDB|SG)(?:/{_SYMBOL_PART}){{1,8}}"
    rf"|[A-Z][A-Z.]{{1,11}}(?:/{_SYMBOL_PART}){{2,8}})(?:\s\(\d{{4}}\))?(?![\w/])"
)
_DIGIT = re.compile(r"\d")
_REPORT_NUMBERS = tuple(
    re.compile(shape)
    for shape in (
        r"(?:AI )?Index(?: number)?:\s*(?P<number>[A-Z]{3} ?\d{2}/\d{3,4}/\d{4})(?: \w+)?",
        r"(?P<number>(?:Act|Law|Decree|Ordinance|Circular|Regulation|Directive|Resolution|Ley|Decreto|Loi|Décret)"
        r" (?:No\.?|Nr\.?|N[°º]|nº) ?[\w/-]*\d[\w/-]*(?: (?:of|de) \d{4})?)\b",
        r"(?P<number>(?:[A-Z][\w’']+ ){0,4}(?:Working|Discussion|Research|Policy|Statistical|Occasional|Technical) "
        r"(?:Research )?(?:Working )?(?:Paper|Report|Brief)s?(?: Series)?,? (?:No\.? ?|Nr\.? ?|# ?)?"
        r"[A-Z]{0,4}[-/]?\d[\w./-]*)",
        r"(?P<number>Application nos?\. \d{2,6}/\d{2})",
        r"(?:Report|Publication|Document|Paper|Rapport|Informe|Bericht)(?: number| Number)? "
        r"(?:No\.?|Nr\.?|N[°º]|#|nº)[: ]\s?(?P<number>[A-Z]{0,8}[-/ ]?\d[\w./()-]*)",
        r"(?P<number>(?:GAO|NCJ|RR|TR|WP|HC|HL|Cm|CM|CP)[- ]?\d{2,7}(?:-\d{1,6}\w{0,3})?)",
        r"Sales No\.?:? (?P<number>[A-Z]\.\d\d\.[IVX]{1,5}\.[A-Z]?\d{1,3})",
        r"(?P<number>(?:COM|SWD|JOIN|SEC|C)\(\d{4}\) ?\d{1,5}(?: final)?)",
    )
)


def find_dois(text: str) -> Iterator[str]:
    """Yield the DOIs in *text* in order, lower case kept as written, closing punctuation left out."""
    for match in _DOI.finditer(text) if "10." in text else ():
        doi = match["doi"].rstrip(".,;:'’*†")
        while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]"):
            doi = doi[:-1].rstrip(".,;:")
        if len(doi) > 9:
            yield doi


def find_isbns(text: str) -> Iterator[str]:
    """Yield the ISBNs in *text* whose check digit is right (ISO 2108), as printed, hyphens kept, each once."""
    marks = _ISBN_MARK.finditer(text) if "isbn" in text.lower() else ()
    marked = (_ISBN_DIGITS.match(text, mark.end()) for mark in marks)
    seen = set()
    for match in (*marked, *_BARE_ISBN.finditer(text)):
        for isbn in _checked(match.group()) if match is not None else ():
            bare = isbn.replace("-", "")
            if bare not in seen:
                seen.add(bare)
                yield isbn


def _checked(printed: str) -> Iterator[str]:
    """Yield *printed*, or its first ten or thirteen digits where more numbers follow, if the check digit is right."""
    for length in (13, 10):
        taken = _first_digits(printed, length)
        digits = re.sub(r"[^\dXx]", "", taken)
        if len(digits) == length and is_isbn(digits):
            grouped = re.sub(r"[-‐‑–− ]+", "-", taken)
            yield grouped if grouped.count("-") >= 3 else digits  # a bar code has two gaps, an ISBN three or more
            return


def _first_digits(printed: str, count: int) -> str:
    seen = 0
    for place, char in enumerate(printed):
        seen += char.isdigit() or char in "Xx"
        if seen == count:
            return printed[: place + 1]
    return printed


def is_isbn(digits: str) -> bool:
    """Ask whether ten or thirteen digits form an ISBN (the last of ten may be X)."""
    if len(digits) == 13 and digits.isdecimal():
        return digits.startswith(("978", "979")) and sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdecimal() and (digits[9].isdecimal() or digits[9] in "Xx"):
        values = [10 if d in "Xx" else int(d) for d in digits]
        return sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0
    return False


def find_symbols(text: str) -> Iterator[str]:
    """Yield document symbols such as A/HRC/25/63 or CEDAW/C/GC/38 in *text*, in order."""
    for match in _SYMBOL.finditer(text) if "/" in text else ():
        symbol = match.group().rstrip(".-")
        if any(c.isdigit() for c in symbol):
            yield symbol


def find_report_number(lines: Iterable[str]) -> str | None:
    """Return the first number of a report, paper or law among *lines*, or None."""
    for line in lines:
        for shape in _REPORT_NUMBERS if len(line) < 160 and _DIGIT.search(line) else ():
            match = shape.search(line)
            if match is not None:
                return match["number"].strip()
    return None
