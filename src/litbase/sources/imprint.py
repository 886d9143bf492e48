"""The imprint of a document: dates, publishers, journals and the citation it suggests, read from its first pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from litbase.sources.authors import find_persons, is_organisation
from litbase.sources.printed_dates import PrintedDate, find_dates

_IMPRINT = re.compile(
    r"©|\(c\)|\bcopyright\b|\bpublished (?:in|by)\b|\bpublished:|\bfirst published\b|\bissued\b|\bpublication date\b|"
    r"\bdated?:|\bversion of\b|\bprinted in\b|\bpubli(?:é|cado)|\bизда|\bопубликован|出版|发布|印刷",
    re.IGNORECASE,
)
_SIGNS = (
    *("©", "(c)", "copyright", "publi", "issued", "date", "version", "printed", "isbn", "issn"),
    *("изда", "опубликован", "出版", "发布", "印刷"),
)
_PUBLISHED_BY = re.compile(
    r"\bpublished (?:in (?:19|20)\d\d )?(?:by|for)(?: the)? (?P<name>[A-Z][^,.;:©]{3,80}?)(?:[,.;:©]| in \d|$)",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"(?:(?:©|\(c\))\s*(?:copyright\s*)?(?:(?:19|20)\d\d[\s,–-]*)*|"
    r"\bcopyright\s+(?:(?:19|20)\d\d[\s,–-]*)+)(?:by |the )*(?P<name>[A-Z][^.;:©\d]{3,80}?)"
    r"(?:,?\s*(?:19|20)\d\d|[.;:]|, (?:all rights|inc|ltd)|$)",
    re.IGNORECASE,
)
_PRESS_ENDS = ("Press", "Publisher", "Publishers", "Publishing", "Verlag", "Books")
_PRESS = re.compile(r"(?:[A-Z][\w’&-]* ){1,4}(?:Press|Publishers?|Publishing|Verlag|Books)\Z")
_JOURNAL = re.compile(
    r"^(?P<journal>[A-Z][^\d;:|()]{3,90}?)[\s,.;:|(]+(?:vol(?:ume|\.)?\s*)?(?P<volume>\d{1,4})"
    r"(?:\s*\(\s*(?P<issue>\d{1,3})\s*\)|[\s,:]+(?:no\.?|issue|nr\.?|number)\s*(?P<number>\d{1,3}))",
    re.IGNORECASE,
)
_PAGE_RANGE = re.compile(r"(?:\bpp?\.?|\bpages|[:,])\s*(?P<first>\d{1,5})\s*[-–—]\s*(?P<last>\d{1,5})\b")
_CITE_AS = re.compile(
    r"(?:suggested|recommended|preferred|proposed) citation|how to cite(?: this \w+)?|"
    r"(?:please )?cite (?:this \w+ )?as\b|to cite this \w+|cita sugerida|"
    r"forma recomendada de citar|citation (?:suggérée|recommandée)",
    re.IGNORECASE,
)
_CITED_YEAR = re.compile(r"[(\[.,]?\s*\b(?P<year>(?:19|20)\d\d)\b[a-z]?\s*[)\]]?\s*[.,:]?\s*")
_QUOTED = re.compile(r"[“\"‘«](?P<title>[^”\"»]{6,250}?)[,.]?[”\"’»]")
_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the first pages; `page` is its place in the file from 1."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class SuggestedCitation:
    """How the document asks to be cited; None for what the sentence does not make clear."""

    page: int
    authors: tuple[str, ...]
    year: str | None
    title: str | None


def is_imprint(line: str) -> bool:
    """Ask whether *line* belongs to an imprint: rights, publication, printing."""
    return has_sign(line.lower()) and (_IMPRINT.search(line) is not None or "ISBN" in line or "ISSN" in line)


def has_sign(lower: str) -> bool:
    """Ask whether a text in lower case can hold a line of an imprint at all; quick, also for a whole page."""
    for sign in _SIGNS:  # noqa: SIM110 - asked of every line, where any() takes twice the time
        if sign in lower:
            return True
    return False


def dated_lines(lines: Sequence[Line], title: str) -> list[tuple[PrintedDate, int]]:
    """Return (date, page) for the dates that can be the document's, the likeliest first."""
    rated = []
    before = ""
    for place, line in enumerate(lines):
        for date in find_dates(line.text):
            rated.append((_rating(date, line, before, title), -place, date, line.page))
        before = line.text
    rated.sort(key=lambda each: (each[0], each[1], each[2].start if each[0] >= 9 else -each[2].start), reverse=True)
    return [(date, page) for rating, _, date, page in rated if rating > 1]


def _rating(date: PrintedDate, line: Line, before: str, title: str) -> float:
    """Rate from 0 to 13 how likely *date* is the day of publication: alone on the first page, in an imprint …"""
    exact = {4: 0.0, 7: 2.0, 10: 2.0}[len(date.iso)]
    rest = len(line.text) - (date.end - date.start)
    front = line.page <= 2
    if date.ends_range and exact:
        return 1.5 if front else 0.0
    if line.text in title:
        return 5.0
    if rest <= 25 and front and (exact or rest <= 3):
        return 10.0 + exact - (0 if line.page == 1 else 1)
    if _JOURNAL.search(line.text):
        return 9.5 if line.page == 1 else 0.0
    if is_imprint(line.text) or (rest <= 6 and _IMPRINT.search(before)):
        return 9.0 + exact / 4
    if line.page == 1 and len(line.text) < 120:
        return 4.0 + exact
    return (1.2 + exact / 4) if line.page == 1 else 0.0


def suggested_citation(lines: Sequence[Line]) -> SuggestedCitation | None:
    """Return the citation that the document suggests on its first pages, or None."""
    for place, line in enumerate(lines):
        match = _CITE_AS.search(line.text) if "cit" in line.text.lower() else None
        if match is not None:
            following = [other.text for other in lines[place + 1 : place + 8] if other.page == line.page]
            text = " ".join((line.text[match.end() :], *following)).lstrip(" :：.*")
            return _parsed(text, line.page)
    return None


def _parsed(text: str, page: int) -> SuggestedCitation | None:
    year = _CITED_YEAR.search(text[:700])
    if year is None:
        return None
    quoted = _QUOTED.search(text[:900])
    title = quoted["title"] if quoted is not None else None
    if title is None and year.start() < 300:
        rest = re.split(r"(?<=[^\W_A-Z]{2})\.\s", text[year.end() :], maxsplit=1)[0]
        title = rest if 8 <= len(rest) <= 200 else None
    cut = min([year.start(), *([quoted.start()] if quoted else [])])
    return SuggestedCitation(page, _cited_authors(text[:cut].strip(" ,.;(")), year["year"], title)


def _cited_authors(text: str) -> tuple[str, ...]:
    """Return the authors as BibTeX names, braced if organisations; empty where they cannot be told apart."""
    if not text or len(text) > 600:
        return ()
    if is_organisation(text):
        return (f"{{{text}}}",)
    parts = [part.strip() for part in re.split(r",\s*(?:and|&)\s+|\s+(?:and|&)\s+|[,;]\s+", text) if part.strip()]
    if len(parts) >= 2 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return tuple(f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=False))
    if len(parts) >= 2 and " " not in parts[0] and all(" " in part for part in parts[2:]):
        parts = [f"{parts[0]}, {parts[1]}", *parts[2:]]
    named = [part for part in parts if ", " in part or find_persons(part)]
    return tuple(parts) if parts and len(named) >= 0.8 * len(parts) else ()


def publishers(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the publishers and holders of rights named in imprints, each with the page that names it."""
    claiming = [line for line in lines if has_sign(line.text.lower())]
    for shape in (_PUBLISHED_BY, _HOLDER):
        for line in claiming:
            match = shape.search(line.text)
            name = match["name"].strip(" ,-–") if match is not None else ""
            if name and not name.islower() and is_organisation(name):
                yield Line(line.page, name)
    for line in lines:
        if line.text.endswith(_PRESS_ENDS) and _PRESS.fullmatch(line.text):
            yield line


def journal_line(lines: Iterable[Line]) -> tuple[Line, dict[str, str]] | None:
    """Return the first line that names a journal with volume and issue, and its biblatex fields, or None."""
    for line in lines:
        match = _JOURNAL.search(line.text)
        if match is None or match["journal"].strip(" ,.").lower() in ("vol", "volume", "federal register"):
            continue
        fields = {"journaltitle": match["journal"].strip(" ,.;:|"), "volume": match["volume"]}
        fields["number"] = match["issue"] or match["number"]
        span = _PAGE_RANGE.search(line.text, match.end())
        if span is not None:
            fields["pages"] = f"{span['first']}--{span['last']}"
        return line, fields
    return None
