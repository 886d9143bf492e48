"""Citation keys made from patterns such as "[corp][year]": the same entry gives the same key, and no key twice."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase

from litbase.bib.dates import date_of
from litbase.bib.latex import decode
from litbase.bib.names import OTHERS, Name, parse_names
from litbase.errors import EntryError
from litbase.model.entry import Entry

_TOKEN = re.compile(r"\[([a-z]+)(\d?)((?::[a-z]+)*)\]")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+\.?)*")
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "on",
        "in",
        "to",
        "and",
        "or",
        "with",
        "by",
        "from",
        "at",
        "as",
        "into",
        "de",
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "des",
        "du",
        "et",
        "y",
        "e",
        "o",
        "der",
        "die",
        "das",
        "und",
        "den",
        "dem",
        "ein",
        "eine",
        "zur",
        "zum",
        "von",
        "van",
    ]
)
_LONGEST = 60  # characters; keys become file names
_UNMADE = "entry"
_ASCII = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
                        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"})  # fmt: skip


def make_key(entry: Entry, *, pattern: str, taken: Container[str]) -> str:
    """Return a key for *entry* that *taken* does not hold: the pattern's, else with a letter (b, c …) after it.

    Tokens: [auth] first family name or organisation, [authors] up to three, [corp] short form of the
    organisation, [year], [shortyear] its last two figures, [title] its first three significant words, [shorttitle]
    the first, [journal], [type], [symbol] the document number, [edition]. A figure says how many: names of [authors],
    words of [title] and [shorttitle3], letters of any other ([auth3]). Modifiers: `:lower`, `:upper`, `:abbr`. Raises
    EntryError for another token.
    """
    base = _fill(entry, pattern)[:_LONGEST].strip("-_:.") or _UNMADE
    return next(key for key in _candidates(base) if key not in taken)


def _candidates(base: str) -> Iterator[str]:
    yield base
    join = "-" if base[-1].isalpha() else ""
    for letter in ascii_lowercase[1:]:
        yield f"{base}{join}{letter}"
    for length in count(2):
        for letters in product(ascii_lowercase, repeat=length):
            yield f"{base}{join}{''.join(letters)}"


def _fill(entry: Entry, pattern: str) -> str:
    position, result = 0, ""
    for match in _TOKEN.finditer(pattern):
        result += pattern[position : match.start()] + _value(entry, match[1], match[2], match[3].split(":")[1:])
        position = match.end()
    rest = pattern[position:]
    if "[" in rest or "]" in rest:
        raise EntryError(f"the key pattern '{pattern}' is not closed or holds an unknown token", _hint())
    return _fold(result + rest, keep="-_:./+")


def _value(entry: Entry, token: str, count: str, modifiers: list[str]) -> str:
    make = _TOKENS.get(token)
    if make is None:
        raise EntryError(f"'[{token}]' is no token of a key pattern", _hint())
    if not count:
        value = make(entry)
    elif token in _COUNTED:
        value = _COUNTED[token](entry, int(count))
    else:
        value = make(entry)[: int(count)]
    for modifier in modifiers:
        if modifier not in _MODIFIERS:
            raise EntryError(f"':{modifier}' is no modifier of a key pattern", f"use :{', :'.join(_MODIFIERS)}")
        value = _MODIFIERS[modifier](value)
    return value


def _hint() -> str:
    return f"tokens: [{'], ['.join(_TOKENS)}]"


def _fold(text: str, *, keep: str = "") -> str:
    """Return *text* in ASCII letters and digits; letters of other scripts stay, everything else goes."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(character for character in plain if character.isalnum() or character in keep).replace("/", "-")


def _names(entry: Entry) -> list[Name]:
    field = entry.first("author", "editor", "institution", "organization", "publisher") or ""
    names = [name for name in parse_names(field) if name != OTHERS]
    if names and entry.first("author", "editor") is None:
        return [Name(literal=decode(field))]
    return names


def _surname(name: Name) -> str:
    return _organisation(name.literal) if name.literal else _fold(name.sorted_by)


def _organisation(name: str) -> str:
    """Return a short form: the words themselves up to two, else initials ("U.S. Department of State": USDS)."""
    words = [word for word in _WORD.findall(name) if word.lower() not in _STOP]
    if len(words) <= 2:
        return "".join(_fold(word[:1].upper() + word[1:]) for word in words)
    return "".join(_initial(word) for word in words)


def _initial(word: str) -> str:
    letters = _fold(word)
    return letters if len(letters) > 1 and letters.isupper() and len(letters) <= 5 else letters[:1].upper()


def _corporate(entry: Entry) -> str:
    short = entry.first("shortauthor")
    if short:
        return _fold(decode(short))
    organisation = next((name for name in _names(entry) if name.literal), None)
    return _organisation(organisation.literal or "") if organisation else _author(entry)


def _author(entry: Entry) -> str:
    names = _names(entry)
    return _surname(names[0]) if names else _first_word(entry)


def _authors(entry: Entry, most: int = 3) -> str:
    names = _names(entry)
    if not names:
        return _first_word(entry)
    return "".join(map(_surname, names[:most])) + ("EtAl" if len(names) > most else "")


def _year(entry: Entry) -> str:
    date = date_of(entry)
    if date is None or date.year is None:
        return "nd"
    return date.year.rstrip("/").replace("/", "-")


def _title_words(entry: Entry) -> list[str]:
    title = decode(entry.first("shorttitle", "title") or "")
    words = [_fold(word) for word in _WORD.findall(title) if word.lower() not in _STOP]
    return [word[:1].upper() + word[1:] for word in words if word]


def _title(entry: Entry, most: int = 3) -> str:
    return "".join(_title_words(entry)[:most])


def _journal(entry: Entry) -> str:
    return _organisation(decode(entry.first("shortjournal", "journaltitle", "journal", "booktitle") or ""))


def _first_word(entry: Entry) -> str:
    return "".join(_title_words(entry)[:1])


def _symbol(entry: Entry) -> str:
    return _fold(decode(entry.first("number", "symbol") or ""), keep="-/.")


def _type(entry: Entry) -> str:
    return entry.type


def _edition(entry: Entry) -> str:
    return _fold(decode(entry.first("edition") or ""))


_TOKENS: Mapping[str, Callable[[Entry], str]] = {
    "auth": _author,
    "authors": _authors,
    "corp": _corporate,
    "year": _year,
    "shortyear": lambda entry: _year(entry)[-2:],
    "title": _title,
    "shorttitle": _first_word,
    "journal": _journal,
    "symbol": _symbol,
    "type": _type,
    "edition": _edition,
}
_COUNTED: Mapping[str, Callable[[Entry, int], str]] = {"authors": _authors, "title": _title, "shorttitle": _title}
_MODIFIERS: Mapping[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "abbr": lambda value: "".join(letter for letter in value if letter.isupper() or letter.isdigit()) or value[:3],
}
