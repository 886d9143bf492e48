"""What a format has no place for travels along in one note that litbase reads back, and other programs keep."""

import json
from typing import Any

from litbase.exchange.record import Exchanged

_MARK = "litbase: "


def cargo_of(record: Exchanged, as_read: Exchanged) -> str | None:
    """Return as text what *as_read*, the record as other programs would get it, lacks or has otherwise.

    None if it lacks nothing. So every writer proves each record against its own reader.
    """
    item = {name: value for name, value in record.item.items() if as_read.item.get(name) != value}
    item |= {name: None for name in as_read.item if name not in record.item}
    there = dict(as_read.fields)
    fields: dict[str, Any] = {name: value for name, value in record.fields if there.get(name) != value}
    fields |= {name: None for name in there if name not in dict(record.fields)}
    cargo = {"item": item, "fields": fields}
    kept = {name: value for name, value in cargo.items() if value}
    return _MARK + json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None


def is_cargo(text: str) -> bool:
    return text.startswith(_MARK + "{")


def with_cargo(record: Exchanged, text: str) -> Exchanged:
    """Return *record* with what the note *text* carries put back; a note that cannot be read changes nothing."""
    try:
        cargo = json.loads(text.removeprefix(_MARK))
    except (ValueError, RecursionError):
        return Exchanged(record.item, (*record.fields, ("litbase", text)), record.line)
    item, fields = dict(record.item), dict(record.fields)
    for target, changes in ((item, cargo.get("item")), (fields, cargo.get("fields"))):
        for name, value in changes.items() if isinstance(changes, dict) else ():
            if value is None:
                target.pop(name, None)
            elif target is item or isinstance(value, str):
                target[name] = value
    return Exchanged(item, tuple(fields.items()), record.line)
