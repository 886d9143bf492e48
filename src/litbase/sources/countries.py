"""Countries and territories by the names they are known by, from the table that ships with litbase."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import filterfalse
from typing import Any

from litbase.formats.corpus import corpus_folder

_WORD = re.compile(r"\w+")
_RECORD = "[[country]]"


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Return folded name or variant → English short name; empty where there is no table."""
    names: dict[str, str] = {}
    for country in _read(_table()):
        for variant in (country["name"], *country.get("variants", ())):
            names.setdefault(folded(variant), country["name"])
    return names


@lru_cache(maxsize=300)
def spoken_names(country: str) -> tuple[str, ...]:
    """Return what sentences call a country and its people: "Norway", "Norge", "Norwegian".

    One that has no record is called by its name. Only the records that hold the name are read: all of them take as long
    as a hundred pages.
    """
    records = (f"{_RECORD}{record}" for record in _table().split(_RECORD)[1:] if f'"{country}"' in record)
    for found in _read("".join(records)):
        if found["name"] == country:
            return (country, *found.get("variants", ()), *found.get("people", ()))
    return (country,)


@lru_cache(maxsize=1)
def _table() -> str:
    path = corpus_folder() / "countries.toml"
    return path.read_text("utf-8") if path.is_file() else ""


def _read(table: str) -> Sequence[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = tomllib.loads(table).get("country", [])
    return found


def folded(name: str) -> str:
    """Return a name in small letters without accents and signs."""
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", plain)))
    return plain if plain.isalpha() else " ".join(_WORD.findall(plain))
