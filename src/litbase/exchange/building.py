"""A record put together piece by piece while another program's file is read."""

from typing import Any

from litbase.bib.item_types import SERIES_TYPES
from litbase.exchange.record import Exchanged
from litbase.exchange.values import (
    has_year,
    is_isbn,
    join_keywords,
    read_date,
    read_doi,
    read_name,
    squeeze,
)

_KEY_STRANGERS = frozenset(" \t\r\n\"#%'(),={}@\\~<>|&;$^*?")


def is_key(text: str) -> bool:
    """Tell whether *text* can be a citation key: a letter first, no sign that BibTeX or a shell takes otherwise."""
    return 0 < len(text) <= 100 and text[0].isalpha() and not any(sign in _KEY_STRANGERS for sign in text)


class RecordBuilder:
    """Collects what one record says; `prefix` names the format in the fields that keep what has no other place."""

    def __init__(self, prefix: str, line: int | None = None, kind: str = "document") -> None:
        self.prefix = prefix
        self.line = line
        self.item: dict[str, Any] = {"id": "", "type": kind}
        self._fields: dict[str, list[str]] = {}
        self._keywords: list[str] = []
        self._numbers: dict[str, list[str]] = {}

    def has(self, variable: str) -> bool:
        return variable in self.item

    def key(self, text: str) -> None:
        """Take *text* as the key if it can be one, else keep it."""
        if is_key(text) and not self.item["id"]:
            self.item["id"] = text
        else:
            self.keep("id", text)

    def text(self, variable: str, value: str, *, join: str | None = None) -> None:
        """Set a variable; a second value is joined to the first by *join*, or kept apart if *join* is None."""
        value = squeeze(value)
        if not value:
            return
        present = self.item.get(variable)
        if present is None:
            self.item[variable] = value
        elif value not in (present, *str(present).split(join or "\0")):
            if join is None:
                self.keep(variable.lower(), value)
            else:
                self.item[variable] = f"{present}{join}{value}"

    def name(self, variable: str, text: str) -> None:
        name = read_name(text)
        if name is not None:
            self.item.setdefault(variable, []).append(name)

    def date(self, variable: str, text: str) -> None:
        """Set a date if *text* states one and none, or a less exact one, is there."""
        self.put_date(variable, read_date(text))

    def put_date(self, variable: str, date: dict[str, Any] | None) -> None:
        present = self.item.get(variable)
        if date is not None and (present is None or (has_year(date) and _exactness(date) > _exactness(present))):
            self.item[variable] = date

    def doi(self, text: str) -> None:
        self.text("DOI", read_doi(text) or text)

    def keyword(self, text: str) -> None:
        self._keywords.append(text)

    def number(self, text: str) -> None:
        """Take a standard number, ISBN or ISSN by its digits."""
        for part in text.replace(",", ";").split(";"):
            if part.strip():
                self._numbers.setdefault("ISBN" if is_isbn(part) else "ISSN", []).append(part.strip())

    def keep(self, tag: str, value: str) -> None:
        """Keep a value that no variable holds, in a field named after format and tag."""
        self.field(f"{self.prefix}-{tag.lower()}", value)

    def field(self, name: str, value: str) -> None:
        """Set, or add to, a BibTeX field."""
        if value.strip():
            self._fields.setdefault(name, []).append(squeeze(value))

    def build(self) -> Exchanged:
        if self._keywords:
            self.item["keyword"] = join_keywords(self._keywords)
        for variable, values in self._numbers.items():
            self.item[variable] = ", ".join(dict.fromkeys(values))
        numbered = {"collection-title", "number"} <= self.item.keys() and "collection-number" not in self.item
        if numbered and self.item["type"] in SERIES_TYPES:
            self.item["collection-number"] = self.item.pop("number")  # of a book, programs number the series
        fields = tuple((name, "; ".join(dict.fromkeys(values))) for name, values in self._fields.items())
        return Exchanged(self.item, fields, self.line)


def _exactness(date: dict[str, Any]) -> int:
    parts = date.get("date-parts")
    return len(parts[0]) + (len(parts) > 1) if parts else 0
