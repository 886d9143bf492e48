"""When two records describe one work: identifiers, then title, authors, year and place, with what speaks against it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from litbase.library.title_words import differ_in_a_word

_NUMBER = re.compile(r"\d+|\b(?:i{1,3}|iv|vi{0,3}|ix|x)\b")
_WORD = re.compile(r"[^\W_]+")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_SYMBOL = re.compile(r"[A-Z]+(?:/[A-Z0-9.()-]+){2,}")
# words by which a piece about a work, or a part of it, differs from the work
_ABOUT = frozenset({"erratum", "errata", "corrigendum", "correction", "corrections", "retraction", "retracted", "reply",
                    "comment", "comments", "response", "rejoinder", "review", "supplement", "appendix", "annex",
                    "protocol", "summary", "part", "addendum", "commentary", "translation"})  # fmt: skip
_SERIAL = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_MONOGRAPHS = frozenset({"book", "report", "thesis", "paper-conference"})
_CROWDED = 60  # records under one block; beyond it first author and year have to agree too
_SAME, _LIKE = 100.0, 90.0  # likeness of titles, rapidfuzz's ratio


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a record can tell it from another; texts folded to lower case without accents, "" where unknown."""

    key: str
    kind: str
    identifiers: frozenset[str]
    doi: str
    title: str
    surnames: tuple[str, ...]
    year: int | None
    month: int | None
    container: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    edition: str
    number: str

    @property
    def letters(self) -> str:
        return self.title.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two records that may be of one work: why, and how sure that is (0 to 1)."""

    one: str
    other: str
    reason: str
    confidence: float


def traits_of(item: Mapping[str, Any], *, symbol: str = "", hashes: Iterable[str] = ()) -> Traits:
    """Return the traits of a CSL-JSON item; *hashes* are those of its source files."""
    names = item.get("author") or item.get("editor") or []
    year, month = _year_and_month(item.get("issued"))
    first, _, last = _text(item, "page").partition("-")
    doi = _doi(item)
    return Traits(
        key=str(item.get("id") or ""),
        kind=_text(item, "type"),
        identifiers=frozenset([*_identifiers(item, symbol), *(f"file:{sha256}" for sha256 in hashes)]),
        doi=doi,
        title=folded(_TAGS.sub("", _text(item, "title"))),
        surnames=tuple(filter(None, (folded(_surname(name)) for name in names if isinstance(name, Mapping)))),
        year=year,
        month=month,
        container=folded(_text(item, "container-title")),
        volume=folded(_text(item, "volume")),
        issue=folded(_text(item, "issue")),
        first_page=folded(first),
        last_page=folded(last),
        edition=folded(_text(item, "edition")),
        number=folded(_text(item, "number")),
    )


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return the words of *text* in lower case, without accents and signs."""
    letters = unicodedata.normalize("NFKD", text).casefold() if not text.isascii() else text.lower()
    plain = (
        "".join(letter for letter in letters if not unicodedata.combining(letter)) if not text.isascii() else letters
    )
    return " ".join(_WORD.findall(plain))


def _text(item: Mapping[str, Any], variable: str) -> str:
    value = item.get(variable)
    return str(value) if isinstance(value, (str, int)) else ""


def _surname(name: Mapping[str, Any]) -> str:
    whole = name.get("literal") or " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return str(whole)


def _year_and_month(date: object) -> tuple[int | None, int | None]:
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    if not (isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]):
        return None, None
    year, *rest = parts[0]
    return (year if isinstance(year, int) else None), (rest[0] if rest and isinstance(rest[0], int) else None)


def _doi(item: Mapping[str, Any]) -> str:
    return re.sub("/+", "/", _text(item, "DOI").strip().lower())


def _identifiers(item: Mapping[str, Any], symbol: str) -> Iterator[str]:
    doi = _doi(item)
    if doi:
        yield f"doi:{doi}"
    for variable in ("PMID", "PMCID"):
        if _text(item, variable):
            yield f"{variable.lower()}:{_text(item, variable).strip().lower()}"
    if _text(item, "type") in ("book", "report", "thesis", "pamphlet", "standard"):
        for isbn in re.split(r"[,; ]+", _text(item, "ISBN")):
            digits = re.sub(r"[^\dXx]", "", isbn).upper()
            if len(digits) in (10, 13):
                yield f"isbn:{digits[3:12] if len(digits) == 13 else digits[:9]}"  # the same in both lengths
    for text in (symbol, _text(item, "number")):
        match = _SYMBOL.fullmatch(text.strip())
        if match:
            yield f"symbol:{match[0]}"


def find_alike(records: Iterable[Traits]) -> Iterator[Alike]:
    """Yield the pairs that describe one work; only records that share a block are held against each other."""
    seen = set[tuple[int, int]]()
    listed = list(records)
    for members in _blocks(listed):
        for pair in combinations(members, 2):
            if pair not in seen:
                seen.add(pair)
                found = judge(listed[pair[0]], listed[pair[1]])
                if found is not None:
                    yield found


def _blocks(records: list[Traits]) -> Iterator[list[int]]:
    blocks: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for name in block_names(record):
            blocks.setdefault(name, []).append(number)
    for members in blocks.values():
        if len(members) <= _CROWDED:
            yield members
            continue
        inner: dict[tuple[object, ...], list[int]] = {}
        for number in members:
            record = records[number]
            inner.setdefault((record.surnames[:1], record.year), []).append(number)
        yield from (part[:_CROWDED] for part in inner.values())


def block_names(record: Traits) -> Iterator[str]:
    """Yield the names of the blocks a record is in: identifiers, both ends of its title, its place in print."""
    yield from record.identifiers
    letters = record.letters
    if letters:
        yield f"<{letters[:18]}"
        if len(letters) > 18:
            yield f">{letters[-18:]}"
    if record.surnames and record.first_page and record.volume:
        yield f"p {record.surnames[0]} {record.volume} {record.first_page}"


def judge(one: Traits, other: Traits) -> Alike | None:
    """Say why two records are of one work and how sure that is; None if they are not, or nothing tells."""
    from rapidfuzz import fuzz

    shared = one.identifiers & other.identifiers
    likeness = fuzz.ratio(one.letters, other.letters) if one.letters and other.letters else 0.0
    if shared:
        found = _by_identifier(one, other, sorted(shared)[0], likeness)
        if found is not None:
            return found
    if likeness < _LIKE and not _begins(one, other):
        return Alike(one.key, other.key, "same place in print", 0.93) if _is_same_place(one, other) else None
    if _speaks_against(one, other) or not _is_dated_alike(one, other):
        return None
    if likeness < _SAME and differ_in_a_word(one.title, other.title) and not _is_same_place(one, other):
        return None
    confidence = _confidence(one, other, likeness)
    return Alike(one.key, other.key, "same title, authors and year", confidence) if confidence >= 0.9 else None


def _by_identifier(one: Traits, other: Traits, shared: str, likeness: float) -> Alike | None:
    kind, _, value = shared.partition(":")
    words = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "symbol": "document symbol"}
    reason = "same file" if kind == "file" else f"same {words[kind]}" + (f" {value}" if kind != "isbn" else "")
    if kind == "isbn" and (likeness < 60 or _differ(one.volume, other.volume) or _differ(one.edition, other.edition)):
        return None
    return Alike(one.key, other.key, reason, 0.99 if likeness >= _LIKE or kind in ("doi", "file") else 0.95)


def _begins(one: Traits, other: Traits) -> bool:
    """Tell whether one title is the other without its subtitle."""
    short, long = sorted((one.letters, other.letters), key=len)
    return len(short) >= 25 and long.startswith(short)


def _is_same_place(one: Traits, other: Traits) -> bool:
    """Tell whether two records are of the same pages of one volume by the same author, whatever their titles.

    A single page is not enough: it may hold several short pieces by one author.
    """
    if not (one.container and other.container and one.surnames and other.surnames and one.volume and one.last_page):
        return False
    places = [(each.volume, each.first_page, each.last_page) for each in (one, other)]
    return (
        places[0] == places[1]
        and not _is_about(one, other)
        and one.first_page != one.last_page
        and not _differ(one.doi, other.doi)
        and not _differ(one.issue, other.issue)
        and (one.year is None or other.year is None or one.year == other.year)
        and one.surnames[0] == other.surnames[0]
        and _is_same_name(one.container, other.container)
    )


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _is_about(one: Traits, other: Traits) -> bool:
    """Tell whether one title says that it is about the other work, or a part of it."""
    return not _ABOUT.isdisjoint({*one.title.split()} ^ {*other.title.split()})


def _speaks_against(one: Traits, other: Traits) -> bool:
    if _differ(one.doi, other.doi):
        return True
    if _is_about(one, other) or sorted(_NUMBER.findall(one.title)) != sorted(_NUMBER.findall(other.title)):
        return True
    if one.surnames and other.surnames and not _share_authors(one, other):
        return True
    if _differ(one.edition, other.edition) or _differ(one.number, other.number):
        return True
    if one.container and other.container and not _is_same_container(one, other):
        return True
    if _is_article_and_monograph(one, other) or _is_article_and_monograph(other, one):
        return True
    paged_apart = _pages_differ(one, other)
    if paged_apart and not (one.surnames and other.surnames):
        return True
    return sum([_differ(one.volume, other.volume), _differ(one.issue, other.issue), paged_apart]) > 1


def _pages_differ(one: Traits, other: Traits) -> bool:
    """Articles have a number or pages: a range and a number cannot be held against each other."""
    return _differ(one.first_page, other.first_page) and bool(one.last_page) == bool(other.last_page)


def _share_authors(one: Traits, other: Traits) -> bool:
    first, second = (
        {name.rpartition(" ")[2] if len(each.surnames) > 1 else name for name in each.surnames} for each in (one, other)
    )
    return bool(first & second) or one.surnames[0].replace(" ", "") == other.surnames[0].replace(" ", "")


def _is_article_and_monograph(one: Traits, other: Traits) -> bool:
    """A report, a thesis, a book and the article made of it are two works."""
    return one.kind in _SERIAL and bool(one.container) and other.kind in _MONOGRAPHS and not other.container


def _is_same_container(one: Traits, other: Traits) -> bool:
    if one.volume and one.first_page and (one.volume, one.first_page) == (other.volume, other.first_page):
        return True
    return _is_same_name(one.container, other.container)


def _is_same_name(one: str, other: str) -> bool:
    """Tell whether one name of a journal may be the other, or short for it."""
    from rapidfuzz import fuzz

    short, long = sorted((one.split(), other.split()), key=lambda words: len(" ".join(words)))
    if fuzz.ratio(" ".join(short), " ".join(long)) >= 80 or " ".join(short) in " ".join(long):
        return True
    words = iter(long)
    return all(any(word.startswith(part) for word in words) for part in short)


def _is_dated_alike(one: Traits, other: Traits) -> bool:
    """One year, or for articles of one journal two that follow: first online, then in an issue."""
    if one.year is None or other.year is None:
        return True
    if one.year == other.year:
        serial = one.kind in _SERIAL and other.kind in _SERIAL
        return serial or one.month is None or other.month is None or one.month == other.month
    if abs(one.year - other.year) > 1 or not (one.kind in _SERIAL and other.kind in _SERIAL):
        return False
    in_print = one.volume == other.volume and one.first_page == other.first_page
    ahead = not (one.volume and other.volume) or not (one.first_page and other.first_page)
    return bool(one.container and other.container) and (in_print or (ahead and len(one.letters) >= 40))


def _confidence(one: Traits, other: Traits, likeness: float) -> float:
    """Weigh what agrees; a title alone, above all a short one, is not enough."""
    weight = 0.6 if likeness >= _SAME else 0.5 if likeness >= 95 else 0.4
    weight += 0.15 if len(one.letters) >= 40 else 0.0 if len(one.letters) >= 18 else -0.15
    weight += 0.2 if one.surnames and other.surnames else -0.05
    weight += 0.15 if one.year is not None and one.year == other.year else 0.0
    weight += 0.1 if one.container and other.container else 0.0
    weight += 0.15 if one.first_page and one.first_page == other.first_page else 0.0
    weight += 0.05 if one.volume and one.volume == other.volume else 0.0
    return round(min(weight, 0.98), 2)


def series_name(record: Traits) -> tuple[str, str] | None:
    """Return what the editions of one series share: title without years and numbers, and who made it."""
    title = " ".join(word for word in record.title.split() if not any(sign.isdigit() for sign in word))
    return (title, record.surnames[0] if record.surnames else "") if len(title) >= 8 else None
