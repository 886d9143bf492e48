"""CSL-JSON, the items of citation processors (CSL 1.0.2, its JSON schema)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litbase.bib.item_types import DATES, NAMES, OTHER_DATES, TEXTS, TITLES, VERBATIM
from litbase.errors import EntryError
from litbase.exchange.building import is_key
from litbase.exchange.record import Exchanged
from litbase.model.record import RefusedRecord

_KNOWN = frozenset(
    [
        *(*NAMES, *DATES, *OTHER_DATES, *TEXTS, *TITLES, *VERBATIM),
        *("id", "type", "title", "container-title", "page", "issue", "number", "collection-number"),
        *("publisher", "note", "keyword", "language"),
    ]
)
_OTHER_NAMES = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short"}
_IS_NAME = re.compile(r"(?!.*(?://|\.\.))[^\W_].*").fullmatch
_CARRIED = "litbase-fields"


def is_csl_json(text: str) -> bool:
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    return start[:1] in "[{" and ('"type"' in start or '"title"' in start or start.startswith("[]") or '"id"' in start)


def read(text: str) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the items of a file that holds a list of them, or one; what is no item is refused with its place."""
    try:
        found = json.loads(text.lstrip("\ufeff"), parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise EntryError(f"the JSON is broken in line {error.lineno}: {error.msg}", "get the file again") from error
    except (ValueError, RecursionError) as error:
        raise EntryError("the JSON cannot be read", "get the file again") from error
    if isinstance(found, dict):
        items = found.get("items")
        found = items if isinstance(items, list) else [found]
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        if isinstance(item, dict) and any(name in item for name in ("type", "title", "id")):
            yield _record(item)
        else:
            yield RefusedRecord(None, EntryError(f"record {number} is no CSL-JSON item", "an item has a type"), None)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")  # Python reads NaN and Infinity, RFC 8259 has none


def _finite(text: str) -> float | str:
    return float(text) if abs(float(text)) < 1e15 else text


def _key_of(found: Mapping[str, Any]) -> str:
    """Return the item's "id" if it can be a key; others number their items, or name them by a web address."""
    key = str(found.get("id") or "")
    return key if is_key(key if key[:1].isalpha() else f"k{key}") and not key.isdigit() and _IS_NAME(key) else ""


def _record(found: Mapping[str, Any]) -> Exchanged:
    item: dict[str, Any] = {}
    fields: list[tuple[str, str]] = []
    for name, value in found.items():
        name = _OTHER_NAMES.get(name, name)
        if name == _CARRIED and isinstance(value, dict):
            fields += [(field, text) for field, text in value.items() if isinstance(text, str)]
        elif name in _KNOWN:
            item[name] = value
        elif name == "litbase":
            continue  # what `list --json` says of files and tags
        elif value not in (None, "", [], {}):
            written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            fields.append((f"csl-{''.join(each for each in name.lower() if each.isalnum() or each == '-')}", written))
    key = str(item.get("id") or "")
    item["id"] = _key_of(item)
    if key and not item["id"] and not key.isdigit():
        fields.append(("csl-id", key))
    return Exchanged(item, tuple(fields))


def write(records: Sequence[Exchanged]) -> str:
    """Return *records* as a CSL-JSON list; what CSL has no variable for stands under one name of our own."""
    items = [
        dict(record.item) | ({_CARRIED: dict(record.fields)} if record.fields else {})
        for record in records
    ]  # fmt: skip
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
