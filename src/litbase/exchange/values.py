"""Names, dates, identifiers and titles as other programs write them, read into CSL and written from it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from litbase.bib.dates import Date, csl_date, parse_date

_YMD = re.compile(r"\s*(\d{4})(?:\s*[-/.]\s*(\d{1,2})?(?:\s*[-/.]\s*(\d{1,2})?)?)?\s*[-/.]*\s*(?:T[\d:.Z+-]*)?")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_TAG = re.compile(r"</?(?:i|b|sc|sup|sub|span)(?:\s[^<>]*)?>")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PARTICLE = re.compile(r"((?:[^\W\d_A-Z][\w'’-]*\s+)+)(?=[^\W\d_a-z])")
_INITIALS_FIRST = re.compile(r"((?:[^\W\d_]\.[ -]?)+)\s*([^\W\d_][\w'’-]+)")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{1,3}|IV|V)\.?", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:Department|Ministry|Ministerio|Minist[eè]re|Bundesministerium|Office|Bureau|Agency|Authority|Commission|"
    r"Committee|Council|Organi[sz]ation|Organisation|University|Universit[yéà]|Institute|Instituto|Foundation|"
    r"Association|Centre|Center|Court|Government|Parliament|Congress|Senate|Assembly|Embassy|Federation|Network|"
    r"Coalition|Alliance|Society|Secretariat|Union|Nations|International|Republic|Kingdom|States|Police|Inc|Ltd|"
    r"LLC|GmbH|Bank|Fund|Group|Team|Consortium|Collaboration)\b"
)
_SHORTENED = re.compile(r"(?<![\w.-])(\d+)-(\d+)(?![\w.-])")
_DASHES = re.compile(r"\s*(?:-{2,3}|–|—)\s*")

_PARTS = ("dropping-particle", "non-dropping-particle", "family", "given", "suffix")

Name = dict[str, str]


@lru_cache(maxsize=4096)
def _read_name(text: str) -> tuple[tuple[str, str], ...]:
    text = _SPACE.sub(" ", text).strip(" ;")
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        match = _INITIALS_FIRST.fullmatch(text)
        return (*_family(match[2]), ("given", match[1].strip())) if match else (("literal", text),)
    if not any(parts[1:]) or len(parts) > 3 or _ORGANISATION.search(text):
        return (("literal", text.rstrip(", ")),)
    if len(parts) == 3 and parts[2]:
        suffix, given = (parts[1], parts[2]) if _SUFFIX.fullmatch(parts[1]) else (parts[2], parts[1])
        return (*_family(parts[0]), ("given", given), ("suffix", suffix))
    if not parts[0]:
        return (("literal", parts[1]),)
    return (*_family(parts[0]), ("given", parts[1]))


def _family(text: str) -> tuple[tuple[str, str], ...]:
    match = _PARTICLE.match(text)
    if match is None:
        return (("family", text),)
    return (("family", text[match.end() :]), ("non-dropping-particle", match[1].strip()))


def read_name(text: str) -> Name | None:
    """Return a name written "Family, Given" or "Family, Given, Suffix"; a name without comma is one whole.

    Who writes no comma, or one at the end, means an organisation (RIS and EndNote manuals), which is never cut.
    None if it is blank.
    """
    return dict(_read_name(text)) if text.strip(" ,;") else None


def write_name(name: Mapping[str, Any]) -> str:
    """Return a CSL name as `read_name` reads it."""
    literal = str(name.get("literal") or "")
    if literal:
        return f"{literal}," if "," in literal else literal
    particle = " ".join(
        filter(None, (str(name.get("dropping-particle") or ""), str(name.get("non-dropping-particle") or "")))
    )
    family = " ".join(filter(None, (particle, str(name.get("family") or ""))))
    return ", ".join(filter(None, (family, str(name.get("given") or ""), str(name.get("suffix") or ""))))


def read_date(text: str) -> dict[str, Any] | None:
    """Return the date that *text* states in figures or in words, None if it is blank or only marks."""
    match = _YMD.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        parts = [int(match[1])]
        for part, most in ((match[2], 12), (match[3], 31)):
            if not part or not 1 <= int(part) <= most:
                break
            parts.append(int(part))
        return {"date-parts": [parts]}
    if not any(character.isalnum() for character in text):
        return None
    date = _date_in_words(text)
    return None if date is None else csl_date(date)


@lru_cache(maxsize=4096)
def _date_in_words(text: str) -> Date | None:
    return parse_date(text)


def joined_date(year: str, day: str) -> dict[str, Any] | None:
    """Return the date of a *year* and a *day* that stand apart, as "2021" and "JAN-FEB"; either may be blank."""
    stated = read_date(day) if day else None
    if stated is not None and (_YEAR.search(day) or not year):
        return stated
    whole = read_date(f"{day} {year}") if day and year else None
    return whole if whole is not None and "date-parts" in whole else read_date(year)


def has_year(date: Mapping[str, Any] | None) -> bool:
    return date is not None and "date-parts" in date


def write_date(date: Any, *, mark: str = "-") -> str:
    """Return the first day of a CSL date in figures, or its words."""
    if not isinstance(date, Mapping):
        return ""
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        year, *rest = parts[0]
        return mark.join([f"{int(year):04d}", *(f"{int(part):02d}" for part in rest)])
    return str(date.get("literal") or date.get("raw") or "")


def year_of(date: Any) -> str:
    return write_date(date)[:4] if isinstance(date, Mapping) and has_year(date) else ""


def read_doi(text: str) -> str | None:
    """Return the DOI in *text* without its resolver, None if there is none."""
    match = _DOI.search(text)
    return match[0].rstrip(".,;") if match else None


def read_pages(text: str) -> str:
    """Return pages as they are written, dashes of a range as CSL has them."""
    return _DASHES.sub("-", text.strip())


def expand_pages(text: str) -> str:
    """Return pages with the figures that PubMed leaves out of the second one: 764-9 is 764-769."""
    return _SHORTENED.sub(_with_all_figures, read_pages(text))


def _with_all_figures(pages: re.Match[str]) -> str:
    start, end = pages[1], pages[2]
    whole = start[: len(start) - len(end)] + end
    return f"{start}-{whole}" if len(end) < len(start) and int(whole) > int(start) else pages[0]


def is_isbn(text: str) -> bool:
    """Tell whether *text* is an ISBN, not an ISSN, by the number of its digits."""
    digits = re.sub(r"\([^)]*\)|[^\dXx]", "", text)
    return len(digits) in (10, 13) and not re.fullmatch(r"\d{4}-?\d{3}[\dXx]", text.strip())


def squeeze(text: str) -> str:
    """Return *text* with single spaces for runs of white space, as a value of BibTeX is read."""
    return _BLANKS.sub(" ", text).strip()


def plain(text: str) -> str:
    """Return a title without the tags of CSL-JSON."""
    return _TAG.sub("", text) if "<" in text else text


def join_keywords(words: Sequence[str]) -> str:
    """Return keywords as one text; where one holds a comma, semicolons part them."""
    kept = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    return ("; " if any("," in word for word in kept) else ", ").join(kept)


def split_keywords(text: str) -> list[str]:
    """Return the keywords that `join_keywords` has joined."""
    return [word.strip() for word in text.split("; " if "; " in text else ",") if word.strip()]
