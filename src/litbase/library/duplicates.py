"""Duplicates of a library: which entries describe one work, which are editions of one series, and merging."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from litbase.bib.item_types import OTHER_NAMES
from litbase.errors import EntryError
from litbase.library.editing import changing_library
from litbase.library.likeness import Alike, Traits, find_alike, folded, series_name, traits_of
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.record import Duplicates, Merged, SameWork, Series

if TYPE_CHECKING:
    from litbase.bib.bibliography import Bibliography

_UNITED = {"keywords": ", ", "keyword": ", ", "annotation": "\n\n", "file": ";", "note": "; ", "ids": ", "}


def find_duplicates(parts: Parts) -> Duplicates:
    """Return the groups of entries that describe one work, and the series among the others."""
    records = [traits for key in parts.bibliography.keys() if (traits := traits_for(parts, key))]  # noqa: SIM118
    groups = tuple(_groups(list(find_alike(records))))
    paired = {key: number for number, group in enumerate(groups) for key in group.keys}
    return Duplicates(groups, tuple(_series(records, paired)))


def traits_for(parts: Parts, key: str) -> Traits:
    """Return what tells the entry *key* from others."""
    from litbase.bib.items import to_item

    entry = parts.bibliography.complete(key)
    hashes = [record.sha256 for record in parts.sources.for_key(key)]
    return traits_of(to_item(entry), symbol=entry.get("symbol") or "", hashes=hashes)


def _groups(pairs: Sequence[Alike]) -> Iterable[SameWork]:
    """Join pairs that share a record; a group is as sure as its least sure pair."""
    group_of: dict[str, list[str]] = {}
    for pair in pairs:
        one, other = group_of.setdefault(pair.one, [pair.one]), group_of.setdefault(pair.other, [pair.other])
        if one is not other:
            one.extend(other)
            group_of.update(dict.fromkeys(other, one))
    links: dict[int, list[Alike]] = {}
    for pair in pairs:
        links.setdefault(id(group_of[pair.one]), []).append(pair)
    for number, found in links.items():
        keys = next(group for group in group_of.values() if id(group) == number)
        reasons = dict.fromkeys(pair.reason for pair in found)
        yield SameWork(tuple(keys), "; ".join(reasons), min(pair.confidence for pair in found))


def _series(records: Sequence[Traits], paired: Mapping[str, int]) -> Iterable[Series]:
    """Yield entries that share title and author but not the year or the edition: no duplicates."""
    named: dict[tuple[str, str], list[Traits]] = {}
    for record in records:
        name = series_name(record)
        if name is not None:
            named.setdefault(name, []).append(record)
    for members in named.values():
        issues = {(each.year, each.edition, each.number, each.title) for each in members}
        works = {paired.get(each.key, each.key) for each in members}
        if len(works) < 2 or len(issues) < 2 or not members[0].surnames:
            continue
        years = {each.year for each in members}
        reason = "same title and author, other years" if len(years) > 1 else "same title and author, other editions"
        if len(years) > 1 or len({each.edition for each in members}) > 1:
            yield Series(
                tuple(each.key for each in sorted(members, key=lambda each: (each.year or 0, each.key))), reason
            )


def merge_entries(parts: Parts, keys: Sequence[str], *, patience: float) -> Merged:
    """Merge the entries *keys* into the first; see `Library.merge`."""
    kept, *others = dict.fromkeys(keys)
    if not others:
        raise EntryError("one entry alone cannot be merged", "name two or more keys")
    action = f"merge {' '.join(keys)}"
    with parts.writing(action, patience=patience):
        merged = merged_entry([parts.bibliography.entry(key) for key in (kept, *others)])
        with changing_library(parts, action, patience=patience):
            for key in others:
                parts.sources.rename(key, kept)
                _point_to(parts.bibliography, key, kept)
                parts.bibliography.remove(key)
            parts.bibliography.put(merged)
            parts.save_bibliography()
    return Merged(kept, tuple(others))


def _point_to(bibliography: "Bibliography", old: str, new: str) -> None:
    from litbase.bib.inheritance import renamed_references

    for entry in list(bibliography.entries()):
        changed = renamed_references(entry, old, new)
        if changed != entry:
            bibliography.put(changed)


def merged_entry(entries: Sequence[Entry]) -> Entry:
    """Return one entry with all that *entries* say: the first counts, what others say differently is kept beside it.

    A value that differs goes to `merged-NAME`, the keys that are gone to `ids` (biblatex manual, 2.2.3).
    """
    first, *others = entries
    fields = dict(first.fields)
    for other in others:
        for name, value in other.fields:
            _unite(fields, name, value)
    gone = [other.key for other in others]
    fields["ids"] = ", ".join(dict.fromkeys([*filter(None, fields.get("ids", "").split(", ")), *gone]))
    return Entry(first.key, first.type, tuple(fields.items()), first.line)


def _unite(fields: dict[str, str], name: str, value: str) -> None:
    present = _said_otherwise(fields, name)
    if present is None:
        fields[name] = value
    elif name in _UNITED:
        glue = _UNITED[name]
        parts = [part.strip() for part in (*present.split(glue.strip() or glue), *value.split(glue.strip() or glue))]
        fields[name] = glue.join(dict.fromkeys(filter(None, parts)))
    elif folded(value) != folded(present) and not name.startswith("merged-"):
        kept = fields.get(f"merged-{name}")
        if kept is None:
            fields[f"merged-{name}"] = value
        elif folded(value) not in map(folded, kept.split(" ; ")):
            fields[f"merged-{name}"] = f"{kept} ; {value}"


def _said_otherwise(fields: Mapping[str, str], name: str) -> str | None:
    """Return what stands under *name* or the name that biblatex has for the same."""
    return fields.get(name, fields.get(OTHER_NAMES.get(name, name)))
