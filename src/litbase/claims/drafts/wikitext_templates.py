"""Templates of wikitext and the works they name (Wikipedia's "Help:Citation Style 1" and "Template:Sfn")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from litbase.claims.draft import CitedItem

_BRACKET = re.compile(r"\{\{|\}\}|\[\[|\]\]")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_YEAR_WITH_LETTER = re.compile(r"(?:(?:1[4-9]|20)\d\d[a-z]?|n\.\s?d\.)", re.IGNORECASE)
_TYPES = {
    "book": "book", "report": "report", "techreport": "report", "journal": "article-journal", "web": "webpage",
    "news": "article-newspaper", "magazine": "article-magazine", "thesis": "thesis", "encyclopedia": "entry",
    "conference": "paper-conference", "press release": "report", "speech": "speech",
}  # fmt: skip
_CITATION = re.compile(
    r"(?:cite\s+(?P<kind>.+)|citation|vcite\s+.+|internetquelle|literatur|cita\s+.+|ouvrage|article)"
)
_FIELDS = {
    "title": ("title", "titel", "titre", "título"),
    "publisher": ("publisher", "herausgeber", "verlag", "éditeur", "institution", "agency"),
    "container-title": ("journal", "work", "newspaper", "magazine", "website", "periodical", "encyclopedia"),
    "URL": ("url",),
    "DOI": ("doi",),
    "ISBN": ("isbn",),
    "number": ("id", "number"),
    "volume": ("volume",),
}
_PAGES = ("p", "pp", "page", "pages", "seite", "seiten", "at", "loc", "location-in-source", "quote-page", "quote-pages")
_LABELS = {"p": "page", "pp": "page", "page": "page", "pages": "page", "seite": "page", "seiten": "page"}
_SHORT = frozenset(
    ("sfn", "sfnp", "sfnm", "harv", "harvp", "harvnb", "harvtxt", "harvcol", "harvcolnb", "sfnref", "harvard citation",
     "harvard citation no brackets", "harvard citation text")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a template: its name ("1" for the first without one), and where its value stands."""

    name: str
    start: int
    end: int
    text: str

    @property
    def value(self) -> str:
        """The value without mark-up."""
        return plain_value(self.text)


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    start: int
    end: int
    arguments: tuple[Argument, ...]

    def first(self, *names: str) -> Argument | None:
        """Return the first argument given under one of *names* that is not empty."""
        given = {argument.name: argument for argument in self.arguments if argument.text.strip()}
        return next((given[name] for name in names if name in given), None)

    def value(self, *names: str) -> str:
        found = self.first(*names)
        return "" if found is None else found.value


def matching_brackets(text: str) -> dict[int, int]:
    """Return where each "{{" and "[[" is closed: the offset behind the closing brackets."""
    found: dict[int, int] = {}
    open_ones: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        bracket = match.group()
        if bracket in ("{{", "[["):
            open_ones.append((bracket, match.start()))
            continue
        wanted = "{{" if bracket == "}}" else "[["
        if any(opened == wanted for opened, _ in open_ones[-_NESTED:]):
            while open_ones[-1][0] != wanted:
                open_ones.pop()
            found[open_ones.pop()[1]] = match.end()
    return found


_NESTED = 30  # brackets left open inside others


def read_template(text: str, start: int, end: int, closed: Mapping[int, int]) -> Template:
    """Return the template that stands between two offsets, braces included; *closed*: see `matching_brackets`."""
    cuts = [start + 2, *bars(text, start + 2, end - 2, closed), end - 1]
    name = text[cuts[0] : (cuts[1] - (len(cuts) == 2))].strip().replace("_", " ").lower()
    arguments: list[Argument] = []
    position = 0
    for first, last in pairwise(cuts[1:]):
        value_start, value_end = first + 1, last - (last == end - 1)
        named = re.compile(r"\s*([^={}\[\]<>|]{1,40}?)\s*=").match(text, value_start, value_end)
        if named is None:
            position += 1
        label = str(position) if named is None else named.group(1).lower()
        value_start = value_start if named is None else named.end()
        arguments.append(Argument(label, value_start, value_end, text[value_start:value_end]))
    return Template(name, start, end, tuple(arguments))


def bars(text: str, start: int, end: int, closed: Mapping[int, int]) -> Iterator[int]:
    """Yield the bars between the arguments, not those inside other templates and links."""
    position = start
    while position < end:
        character = text[position]
        inner = closed.get(position) if character in "{[" else None
        if inner is not None and inner <= end:
            position = inner
            continue
        if character == "|":
            yield position
        position += 1


def plain_value(text: str) -> str:
    """Return what a reader sees of an argument."""
    text = re.sub(r"<!--[\s\S]*?-->|<ref[\s\S]*?(?:/>|</ref>)", "", text)
    text = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", text)
    text = re.sub(r"\[\S+\s+([^\[\]]*)\]", r"\1", text)
    text = re.sub(r"\{\{(?:lang|nowrap|nobr)\|(?:[^{}|]*\|)?([^{}|]*)\}\}", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"'{2,}|\{\{[^{}]*\}\}|<[^<>]*>", " ", text)
    return " ".join(text.replace("&nbsp;", " ").replace("&ndash;", "–").split())


def is_citation(template: Template) -> bool:
    """Tell whether the template describes a work in full."""
    return _CITATION.fullmatch(template.name) is not None and template.first(*_FIELDS["title"], "url", "1") is not None


def is_short_citation(template: Template) -> bool:
    """Tell whether the template names a work by author and year ("{{sfn|García|2015|p=61}}")."""
    return template.name in _SHORT


def cited_work(template: Template) -> CitedItem:
    """Return the work that a full citation describes, as CSL-JSON as far as it goes."""
    match = _CITATION.fullmatch(template.name)
    kind = _TYPES.get(match.group("kind") or "") if match else None
    work: dict[str, Any] = {"type": kind} if kind else {}
    for field, names in _FIELDS.items():
        value = template.value(*names)
        if value:
            work[field] = value
    authors = list(_authors(template))
    if authors:
        work["author"] = authors
    year = _YEAR.search(template.value("date", "year", "datum", "jahr", "année", "fecha", "año"))
    if year:
        work["issued"] = {"date-parts": [[int(year.group())]]}
    locator, label = _locator(template)
    return CitedItem(None, locator, label, work=work)


def short_cited(template: Template) -> tuple[CitedItem, ...]:
    """Return the works a short citation names; "{{sfnm|1a1=…|1y=…|1p=…|2a1=…}}" names several."""
    if template.name == "sfnm":
        return tuple(_several(template))
    given = [argument.value for argument in template.arguments if argument.name.isdigit() and argument.text.strip()]
    years = [index for index, value in enumerate(given) if _YEAR_WITH_LETTER.fullmatch(value)]
    if not given:
        return ()
    names = given[: years[-1]] if years else given
    locator, label = _locator(template)
    return (CitedItem(None, locator, label, work=_named(names, given[years[-1]] if years else "")),)


def _several(template: Template) -> Iterator[CitedItem]:
    for number in map(str, range(1, 10)):
        names = [template.value(f"{number}a{index}") for index in range(1, 5)]
        names[0] = names[0] or template.value(f"{number}a")
        year = template.value(f"{number}y")
        if not any(names):
            return
        pages = template.value(f"{number}p", f"{number}pp", f"{number}loc") or None
        yield CitedItem(None, pages, "page" if pages else None, work=_named([name for name in names if name], year))


def _named(names: list[str], year: str) -> dict[str, Any]:
    work: dict[str, Any] = {"author": [{"family": name} for name in names]}
    number = _YEAR.search(year)
    if number:
        work["issued"] = {"date-parts": [[int(number.group())]]}
        if year[number.end() :].strip():
            work["year-suffix"] = year[number.end() :].strip()
    return work


def _authors(template: Template) -> Iterator[dict[str, str]]:
    for number in ("", *map(str, range(1, 10))):
        family = template.value(f"last{number}", f"surname{number}", f"author-last{number}", f"author{number}-last")
        given = template.value(f"first{number}", f"given{number}", f"author-first{number}", f"author{number}-first")
        whole = template.value(f"author{number}", *(("authors", "autor", "auteur", "people") if not number else ()))
        if family:
            yield {"family": family, "given": given} if given else {"family": family}
        elif whole:
            yield {"literal": whole}


def _locator(template: Template) -> tuple[str | None, str | None]:
    found = template.first(*_PAGES)
    if found is None:
        return None, None
    return found.value or None, _LABELS.get(found.name)
