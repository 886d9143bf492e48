"""The query language: what a reader types, as a tree; every mistake pointed at.

query   = or ;  or = and, { "OR", and } ;  and = { [ "AND" ], not } ;  not = { "NOT" | "-" }, part
part    = "(" or ")" | [ field ":" ], ( word | word "*" | word "~" n | '"' words '"' [ "~" n ] | "(" or ")" )
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from litbase.errors import QueryError
from litbase.search.analysis import analyzer

FIELDS = ("author", "title", "year", "type", "publisher", "key", "tag", "lang", "section", "country")
ON_PAGES = frozenset({"section", "country"})

# fmt: off
_OPENING = {
    '"': '"', "“": "”", "”": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "《": "》", "＂": "＂",
}
# fmt: on
_QUOTES = "".join(sorted({*_OPENING, *"".join(_OPENING.values())}))
_SINGLE = re.compile(r"‘([^‘]*?)’(?!\w)")  # quotation marks of which the closing one is an apostrophe too
_DASHES = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"  # no long dash: it sets words off in running text
_OPEN, _CLOSE = "(（", ")）"
_STOPS = _QUOTES + _OPEN + _CLOSE
_BARE = re.compile(rf"[^\s{re.escape(_STOPS)}]+")
_FIELD = re.compile(r"([A-Za-z]+)[:：](?!//)")
_DISTANCE = re.compile(r"[~～](\d*)")
_FARTHEST_SPELLING = 2
_FARTHEST_WORDS = 1000
_DEEPEST = 50
_MOST_PARTS = 2000
_MOST_WIDE = 100  # parts that stand for many words, or look where on a page words stand: each takes long
_YEARS = re.compile(r"(\d{4})?(?:(\.\.\.?|…)(\d{4})?)?")
_DASH_OF_YEARS = re.compile(rf"(?<=\d)[{_DASHES}—](?=\d)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word; `field` is None for the text of pages, `start`, `end` are offsets into the query."""

    text: str
    start: int
    end: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; with `distance`, in any order with at most that many other words between them."""

    text: str
    start: int
    end: int
    field: str | None = None
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with `text`."""

    text: str
    start: int
    end: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` letters inserted, dropped, changed or swapped away from `text`."""

    text: str
    start: int
    end: int
    distance: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """Entries of these years, both included; None is open."""

    first: int | None
    last: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts; `typed` says that the reader wrote AND between them, so it is never relaxed to "any"."""

    parts: "tuple[Query, ...]"
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Query"


Leaf = Word | Phrase | Prefix | Fuzzy | Years
Query = Leaf | And | Or | Not


def leaves(query: Query) -> Iterator[Leaf]:
    """Yield the leaves of *query* that are asked for, in order; what stands under NOT is left out."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not():
            return
        case _:
            yield query


def parse(query: str) -> Query:
    """Read *query*; raises QueryError that points at the character where understanding ends."""
    parsed = _Parser(query).parse()
    if next(leaves(parsed), None) is None:
        raise QueryError(
            "the query only says what must not occur", query, 0, "add a word that must occur: trafficking -drugs"
        )
    return parsed


class _Parser:
    def __init__(self, query: str) -> None:
        self._query = query
        self._at = 0
        self._depth = 0
        self._parts = 0
        self._wide = 0

    def parse(self) -> Query:
        found = self._either(None)
        if self._peek():
            self._fail("there is a ')' without its '('", self._at, "remove it, or put the '(' where the group begins")
        if found is None:
            said = "there is no word in the query" if self._query.strip() else "the query is empty"
            self._fail(said, 0, 'type words, or a "phrase"')
        return found

    def _fail(self, message: str, position: int, hint: str | None = None) -> NoReturn:
        raise QueryError(message, self._query, position, hint)

    def _peek(self) -> str:
        """Return the next character that is no white space, "" at the end."""
        while self._at < len(self._query) and self._query[self._at].isspace():
            self._at += 1
        return self._query[self._at : self._at + 1]

    def _keyword(self, word: str) -> bool:
        """Take *word* if it comes next as a word of its own."""
        self._peek()
        match = _BARE.match(self._query, self._at)
        if match is None or match[0] != word:
            return False
        self._at = match.end()
        return True

    def _either(self, field: str | None) -> Query | None:
        parts = [self._all(field)]
        while True:
            self._peek()
            at = self._at
            if not self._keyword("OR"):
                break
            parts.append(self._all(field))
            if parts[-2] is None or parts[-1] is None:
                self._fail("OR needs a word on either side", at, "in lower case, 'or' is searched for as a word")
        known = tuple(part for part in parts if part is not None)
        return (known[0] if len(known) == 1 else Or(known)) if known else None

    def _all(self, field: str | None) -> Query | None:
        parts: list[Query] = []
        typed = False
        while True:
            self._peek()
            at = self._at
            if self._keyword("AND"):
                typed = True
                follows = self._peek() not in ("", *_CLOSE) and not self._comes("OR") and not self._comes("AND")
                part = self._negated(field) if parts and follows else None
                if part is None:
                    self._fail("AND needs a word on either side", at, "in lower case, 'and' is searched for as a word")
            elif self._peek() in ("", *_CLOSE) or self._comes("OR"):
                break
            else:
                part = self._negated(field)
            if part is not None:
                parts.append(part)
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else And(tuple(parts), typed)

    def _comes(self, word: str) -> bool:
        at = self._at
        found = self._keyword(word)
        self._at = at
        return found

    def _negated(self, field: str | None) -> Query | None:
        negated, typed = False, None
        while True:
            self._peek()
            at = self._at
            if self._query[at : at + 1] in tuple(_DASHES) and self._query[at + 1 : at + 2].strip():
                self._at += 1
            elif self._keyword("NOT"):
                typed = at
            else:
                break
            negated = not negated
        part = self._part(field) if self._peek() not in ("", *_CLOSE) else None
        if part is None and typed is not None:
            self._fail("NOT needs a word after it", typed, "in lower case, 'not' is searched for as a word")
        if part is None or not negated:
            return part
        return part.part if isinstance(part, Not) else Not(part)

    def _part(self, field: str | None) -> Query | None:
        character = self._peek()
        self._parts += 1
        if self._parts > _MOST_PARTS:
            self._fail(f"a query takes up to {_MOST_PARTS:,} words", self._at, "leave some out")
        if character and character in _OPEN:
            return self._group(field)
        if character in _OPENING or _SINGLE.match(self._query, self._at):
            return self._phrase(field)
        if character and character in _QUOTES:
            self._fail("a quotation mark closes that was not opened", self._at, "remove it")
        named = _FIELD.match(self._query, self._at)
        if named:
            return self._named(named)
        return self._word(field)

    def _group(self, field: str | None) -> Query | None:
        opened = self._at
        self._at += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(f"more than {_DEEPEST} groups stand inside one another", opened, "write it with fewer '('")
        found = self._either(field)
        if self._peek() not in tuple(_CLOSE):
            self._fail("this '(' is not closed", opened, "put a ')' where the group ends")
        self._at += 1
        self._depth -= 1
        return found

    def _phrase(self, field: str | None) -> Query | None:
        start, end = self._at, self._closing(self._at)
        text = self._query[start + 1 : end]
        self._at = end + 1
        distance = self._distance(_FARTHEST_WORDS, "words", default=None)
        if field == "year":
            return self._years(text, start + 1)
        self._count_wide(start, distance is not None)
        return Phrase(text, start, self._at, field, distance) if _says_something(text) else None

    def _closing(self, start: int) -> int:
        """Return where the phrase ends that begins with the quotation mark at *start*."""
        single = _SINGLE.match(self._query, start)
        if single:
            return single.end(1)
        ends = self._ends({*_OPENING[self._query[start]], '"'}, start) or self._ends("”", start)
        if not ends:
            self._fail("this quotation mark is not closed", start, "put one where the phrase ends")
        return min(ends)

    def _ends(self, marks: Iterable[str], start: int) -> list[int]:
        return [at for mark in marks if (at := self._query.find(mark, start + 1)) > 0]

    def _distance(self, largest: int, of: str, *, default: int | None) -> int | None:
        """Take "~n" if it comes next; without a number it is *default*."""
        match = _DISTANCE.match(self._query, self._at)
        if match is None:
            return None
        number = int(match[1][:6]) if match[1] else default
        if number is None or not 0 <= number <= largest:
            example = '"forced labour"~5' if of == "words" else "traficking~1"
            self._fail(f"'~' is followed by a number of {of}, up to {largest}", self._at, f"write {example}")
        self._at = match.end()
        return number

    def _named(self, match: re.Match[str]) -> Query | None:
        name, start = match[1].lower(), self._at
        if name not in FIELDS:
            self._fail(f"there is no field '{match[1]}'", start, _field_hint(name, match[1]))
        self._at = match.end()
        following = self._query[self._at : self._at + 1]
        if following == "" or following.isspace() or following in _CLOSE:
            self._fail(f"'{name}:' needs a value right after it", self._at, f"write {_EXAMPLES[name]}")
        if following in _OPEN:
            return self._group(name)
        if following in _OPENING or _SINGLE.match(self._query, self._at):
            return self._phrase(name)
        found = self._word(name)
        if found is None:
            self._fail(f"'{name}:' needs a value right after it", match.end(), f"write {_EXAMPLES[name]}")
        return found

    def _word(self, field: str | None) -> Query | None:
        match = _BARE.match(self._query, self._at)
        if match is None:
            self._fail("this character has no meaning here", self._at)
        start, text = match.start(), match[0]
        self._at = match.end()
        if field == "year":
            return self._years(text, start)
        tilde = re.search(r"[~～](?=\d*$)", text)
        if tilde and tilde.start():
            self._at = start + tilde.start()
            distance = self._distance(_FARTHEST_SPELLING, "letters", default=1)
            text = text[: tilde.start()]
            self._count_wide(start, True)
            return Fuzzy(text, start, self._at, distance or 0, field) if _says_something(text) else None
        star = text.find("*")
        if star == -1:
            return Word(text, start, self._at, field) if _says_something(text) else None
        if star != len(text) - 1 or not _says_something(text):
            self._fail("'*' stands only at the end of a word", start + star, "write the beginning: traffick*")
        self._count_wide(start, True)
        return Prefix(text[:-1], start, self._at, field)

    def _count_wide(self, start: int, is_wide: bool) -> None:
        self._wide += is_wide
        if self._wide > _MOST_WIDE:
            said = f"a query takes up to {_MOST_WIDE} words with '*' or '~' and phrases with '~'"
            self._fail(said, start, "leave some out")

    def _years(self, text: str, start: int) -> Years:
        match = _YEARS.fullmatch(_DASH_OF_YEARS.sub("..", text.strip()))
        if match is None or not (match[1] or match[3]):
            self._fail("a year has four digits", start, "write year:2014 or year:2014..2022")
        first = int(match[1]) if match[1] else None
        last = first if match[2] is None else int(match[3]) if match[3] else None
        if first is not None and last is not None and first > last:
            self._fail("the first year is later than the last", start, f"write year:{last}..{first}")
        return Years(first, last, start, start + len(text))


_EXAMPLES = {
    "author": "author:name",
    "title": 'title:"forced labour"',
    "year": "year:2014..2022",
    "type": "type:report",
    "publisher": 'publisher:"United Nations"',
    "key": "key:name-2014",
    "tag": "tag:asia",
    "lang": "lang:fr",
    "section": "section:methodology",
    "country": "country:China",
}


def _says_something(text: str) -> bool:
    return next(analyzer(None).places(text), None) is not None


def _field_hint(name: str, typed: str) -> str:
    near = _nearest(name, FIELDS)
    meant = f"did you mean {near}:? " if near else ""
    return f'{meant}fields are {", ".join(FIELDS)}; to search for it as text: "{typed}"'


def _nearest(name: str, known: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1, cutoff=0.6)), None)
