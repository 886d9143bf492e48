"""Works a draft may cite, in the words by which it may name them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from litbase.bib.dates import date_of
from litbase.bib.items import csl_type_of
from litbase.bib.latex import decode
from litbase.bib.names import OTHERS, Name, parse_names
from litbase.model.entry import Entry
from litbase.search.analysis import fold

Words = tuple[str, ...]

_LETTERS = r"(?:[^\W_]|[\u0300-\u036f])+"  # accents may be characters of their own
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:['’ʼ]{_LETTERS})*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOT_LETTERS = re.compile(r"[^\w]")
_JOINING = frozenset({"and", "und", "y", "e", "et", "the", "och", "og", "en"})
_LONG_FORMS = {("united", "states"): "us", ("united", "states", "of", "america"): "us",
               ("united", "nations"): "un", ("united", "kingdom"): "uk",
               ("democratic", "people", "republic", "of", "korea"): "dprk"}  # fmt: skip
_LONG_FORMS_BEGIN = frozenset(long[0] for long in _LONG_FORMS)
_SAME = {"dept": "department", "labor": "labour", "organization": "organisation", "centre": "center"}
_REPORT_OF = re.compile(
    r"(?:Final )?Report of (?:the )?(?:\w+ findings of (?:the )?)?(?=.*\S\s+\S+\s+\S)", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_YEAR = re.compile(r"(?<!\d)(\d{4})([a-z]?)(?![\w])")
_DATED_BY_YEAR = frozenset({
    "article", "article-journal", "book", "chapter", "dataset", "entry-dictionary", "entry-encyclopedia", "graphic",
    "manuscript", "map", "paper-conference", "patent", "report", "review", "thesis",
})  # fmt: skip
LITTLE_WORDS = frozenset({
    "of", "on", "the", "and", "to", "for", "against", "in", "with", "or", "concerning", "relating", "between", "from",
    "by", "under",
})  # fmt: skip
_LEAST_INITIALS = 2
_LEAST_UNSPACED = 4
_LONGEST_UNSPACED = 12  # characters of a name, of a person or a body
LAW_TYPES = frozenset({"legislation", "legal", "jurisdiction", "bill"})


class Body(Protocol):
    """A corporate author under all its names; `parent` is the name of the body it belongs to."""

    @property
    def name(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    def names(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands."""

    folded: str
    start: int
    end: int


def words_with_places(text: str) -> Iterator[Word]:
    """Yield the words of *text*; "U.S." is one word, a possessive "'s" is dropped."""
    for match in _WORD.finditer(text):
        word = _folded(match.group())
        if word:
            yield Word(word, match.start(), match.end())


def is_unspaced(word: str) -> bool:
    """Tell whether *word* is words enough of a script that puts no spaces between them."""
    return len(word) >= _LEAST_UNSPACED and _UNSPACED.match(word) is not None


def unspaced_starts(text: str) -> Iterator[int]:
    """Yield where a name may begin that ends *text*, in a script without spaces between words."""
    end = len(text.rstrip(" ,"))
    for start in range(max(0, end - _LONGEST_UNSPACED), end - 1):
        if _UNSPACED.match(text, start) and _UNSPACED.match(text, end - 1):
            yield start


@lru_cache(maxsize=50_000)
def _folded(written: str) -> str:
    word = fold(written).replace("’", "'").replace("ʼ", "'").removesuffix("'s")
    word = _NOT_LETTERS.sub("", word)
    return _SAME.get(word, word)


def name_words(text: str) -> Words:
    """Return the words of a name or a list of names without those that join them; long forms of states shortened."""
    return tuple(word.folded for word in name_words_with_places(text))


def name_words_with_places(text: str) -> list[Word]:
    """Return the words that `name_words` gives, each with its place; what was shortened stands for all of it."""
    words = list(words_with_places(text))
    folded = [word.folded for word in words]
    for long, short in _LONG_FORMS.items() if not _LONG_FORMS_BEGIN.isdisjoint(folded) else ():
        for start in range(len(words) - len(long), -1, -1):
            if folded[start] == long[0] and tuple(folded[start : start + len(long)]) == long:
                words[start : start + len(long)] = [Word(short, words[start].start, words[start + len(long) - 1].end)]
                folded[start : start + len(long)] = [short]
    return [word for word in words if word.folded not in _JOINING]


@dataclass(frozen=True, slots=True)
class Author:
    """One author: the forms a citation may give the name, and given names that may stand beside a family name."""

    forms: tuple[Words, ...]
    given: Words = ()
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the library, a record of the catalog, or a reference of the draft.

    `years`: every year it may be cited by, () if it has none; `letter`: the one printed behind its year; `issued`: its
    date as far as it is known, ISO 8601; `is_dated_by_day`: lists print all of it (APA 7, 9.14); `titles`: whole titles
    and short ones; `sorts_as`: its title as lists order it; `symbols`: document numbers; `pages`: first and last page
    inside its container; `containers`: titles of the book, journal or whole edition it is a part of, short ones, too.
    """

    key: str
    type: str
    authors: tuple[Author, ...]
    years: tuple[str, ...]
    titles: tuple[Words, ...]
    letter: str | None = None
    issued: str | None = None
    sorts_as: str = ""
    symbols: tuple[str, ...] = ()
    pages: tuple[int, int] | None = None
    has_more_authors: bool = False
    edition: str | None = None
    addresses: tuple[str, ...] = ()
    is_dated_by_day: bool = False
    containers: tuple[Words, ...] = ()
    volume: str | None = None

    @property
    def is_law(self) -> bool:
        return self.type in LAW_TYPES

    @property
    def initials(self) -> tuple[Words, ...]:
        """The names of a law made of the first letters of its titles: "TVPA"."""
        if not self.is_law:
            return ()
        words = ([word for word in title if word not in LITTLE_WORDS and not word.isdigit()] for title in self.titles)
        return tuple(("".join(word[0] for word in title),) for title in words if len(title) >= _LEAST_INITIALS)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The corporate authors under any of their names."""

    by_name: dict[Words, tuple[Words, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, organisations: Iterable[Body]) -> "Bodies":
        by_name: dict[Words, tuple[Words, ...]] = {}
        for body in organisations:
            forms = tuple(dict.fromkeys(name_words(name) for name in body.names()))
            for form in forms:
                by_name[form] = tuple(dict.fromkeys((*by_name.get(form, ()), *forms)))
        return cls(by_name)

    def forms(self, name: str) -> tuple[Words, ...]:
        """Return every form of an organisation's *name*, that given first; its initials if it has three words."""
        own = name_words(name)
        parts = [name_words(part) for part in re.split(r"[,/(]|\s[-–—]\s", name)]
        known = [form for part in (own, *parts) for form in self.by_name.get(part, ())]
        initials = "".join(re.findall(r"(?<![\w'’])[A-Z]", name)).lower()
        short = [(initials,)] if len(initials) > 2 else []
        return tuple(dict.fromkeys(form for form in (own, *known, *short, *parts[:1]) if form))


NO_BODIES = Bodies()


def work_of(entry: Entry, bodies: Bodies = NO_BODIES) -> Work:
    """Return what *entry* says as a citation may name it; fields that it inherits must be there already."""
    names = parse_names(entry.first("author", "editor", "editora", "bookauthor", "holder") or "")
    years, letter = _years(entry)
    date = date_of(entry)
    authors = tuple(author_of(name, bodies) for name in names if name != OTHERS)
    short = entry.first("shortauthor", "label")
    if authors and short:
        authors = (Author((*authors[0].forms, name_words(decode(short))), authors[0].given, authors[0].is_person),
                   *authors[1:])  # fmt: skip
    return Work(
        key=entry.key,
        type=entry.type,
        authors=authors or _publishers(entry, bodies),
        years=years,
        titles=tuple(filter(None, _titles(entry)))
        or tuple(form for author in authors[:1] for form in author.forms[:1] if form),
        letter=letter,
        issued=str(date.start) if date is not None and date.start is not None else None,
        sorts_as=_ARTICLE.sub(
            "", " ".join(word.folded for word in words_with_places(decode(entry.get("title") or "")))
        ),
        symbols=tuple(_symbols(entry)),
        pages=page_range(decode(entry.get("pages") or "")),
        has_more_authors=OTHERS in names,
        edition=entry.get("edition"),
        addresses=tuple(text for field in ("doi", "url") if (text := entry.get(field))),
        is_dated_by_day=csl_type_of(entry) not in _DATED_BY_YEAR,
        containers=tuple(dict.fromkeys(filter(None, _containers(entry)))),
        volume=entry.get("volume"),
    )


def author_of(name: Name, bodies: Bodies = NO_BODIES) -> Author:
    """Return a name in the forms a citation may give it."""
    if name.literal is not None:
        return Author(bodies.forms(name.literal), is_person=False)
    family = name_words(name.family or "") or name_words(name.given or "")
    particle = name_words(name.particle or "")
    forms = [family, particle + family]
    if _UNSPACED.search(name.family or ""):
        forms.append(name_words(f"{name.family}{name.given or ''}"))
    if len(family) > 1:
        forms += [family[:1], family[-1:]]
        whole = name_words(f"{name.given or ''} {name.sorted_by}")
        forms += bodies.by_name.get(whole, ())
    return Author(tuple(dict.fromkeys(form for form in forms if form)), name_words(name.given or ""))


def _publishers(entry: Entry, bodies: Bodies) -> tuple[Author, ...]:
    """Return the body that stands for an author: the institution of a work that names nobody."""
    field = entry.first("institution", "organization", "publisher") if entry.type not in LAW_TYPES else None
    return (Author(bodies.forms(decode(field)), is_person=False),) if field else ()


def _years(entry: Entry) -> tuple[tuple[str, ...], str | None]:
    """Return the years of issue and of the first edition, and a letter that the entry itself gives."""
    written = entry.first("date", "year") or ""
    lettered = _YEAR.search(written)
    years: dict[str, None] = {}
    for prefix in ("", "orig"):
        date = date_of(entry, prefix)
        for day in (date.start, date.end) if date is not None else ():
            if day is not None:
                years[str(day.year)] = None
    if lettered and not years:
        years[lettered[1]] = None
    return tuple(years), (lettered[2] or None) if lettered else None


def _titles(entry: Entry) -> Iterator[Words]:
    """Yield whole and short titles; () for one that is not there."""
    title, subtitle, addition, short = (
        decode(entry.get(name) or "") for name in ("title", "subtitle", "titleaddon", "shorttitle")
    )
    whole = name_words(f"{title} {subtitle}")
    yield from (whole, name_words(title), name_words(short), name_words(addition))
    found = _REPORT_OF.match(title)
    if found is not None:  # the body that reports is named for its report: "the Commission of Inquiry on … found that"
        yield name_words(title[found.end() :])
    if _UNSPACED.search(title):  # what else it is called, where the title is in a script its citers may not write
        note = decode(entry.first("annotation", "note") or "")
        yield name_words(re.split(r"[;.]", note)[0])
    alias = re.search(r"\(([^()]+)\)\s*$", title)
    if alias:
        yield name_words(alias[1])


def _symbols(entry: Entry) -> Iterator[str]:
    """Yield the numbers of a document; a treaty is cited by volume and page of its series, too ("2237 UNTS 319")."""
    yield from (decode(text) for field in ("number", "symbol", "eprint") if (text := entry.get(field)))
    volume, pages, series = (decode(entry.get(field) or "") for field in ("volume", "pages", "series"))
    if "treaty series" in series.casefold() and volume and pages:
        name = "LNTS" if "league" in series.casefold() else "UNTS"
        yield f"{volume} {name} {re.split(r'[-–]', pages)[0].strip()}"


def _containers(entry: Entry) -> Iterator[Words]:
    for main, sub in (
        ("booktitle", "booksubtitle"),
        ("maintitle", "mainsubtitle"),
        ("journaltitle", "journalsubtitle"),
    ):
        title = decode(entry.get(main) or "")
        yield name_words(f"{title} {decode(entry.get(sub) or '')}")
        yield name_words(title)
    for name in ("journal", "shortjournal"):
        yield name_words(decode(entry.get(name) or ""))


def page_range(text: str) -> tuple[int, int] | None:
    """Return first and last page of "98–121" or "98-21" (then 121), None if there are not two."""
    match = re.fullmatch(r"\D{0,4}(\d{1,12})\s*[-–—]+\s*(\d{1,12})", text.strip())
    if match is None:
        return None
    first, last = match[1], match[2]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(first) <= int(last) else None


def works_of(entries: Iterable[Entry], organisations: Sequence[Body] = ()) -> tuple[Work, ...]:
    """Return the entries of a library as works, their corporate authors under all names."""
    bodies = Bodies.of(organisations)
    return tuple(work_of(entry, bodies) for entry in entries)
