"""Change entries: every change is kept for `undo`, written, and then followed by the index."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from litbase.errors import EntryError
from litbase.library.freshness import bring_up_to_date, follow_entries, is_fresh
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.record import Version

if TYPE_CHECKING:
    from litbase.bib.bibliography import Bibliography

_VERBATIM = frozenset({"url", "doi", "file", "eprint", "urlraw"})  # biblatex manual, 2.2.1: verbatim and URI fields
_BARE_SPECIAL = re.compile(r"(?<!\\)([&%#])")
_TAG_BREAK = re.compile(r"\s*[,;]\s*")


@contextmanager
def changing_entries(parts: Parts, action: str, *keys: str, patience: float) -> "Iterator[Bibliography]":
    """Yield the bibliography to change; then save it and describe *keys* anew in an index that was up to date."""
    with parts.writing(action, patience=patience):
        was_fresh = is_fresh(parts)
        before = parts.bibliography.content
        yield parts.bibliography
        if parts.bibliography.content != before:
            parts.history.keep(action)
            parts.save_bibliography()
        if was_fresh:
            follow_entries(parts, keys)


@contextmanager
def changing_library(parts: Parts, action: str, *, patience: float) -> Iterator[Parts]:
    """Keep the present state, yield the parts to change, then bring what was up to date up to date again."""
    with parts.writing(action, patience=patience):
        was_fresh = is_fresh(parts)
        parts.history.keep(action)
        yield parts
        if was_fresh:
            bring_up_to_date(parts)


def edit_fields(parts: Parts, key: str, changes: Mapping[str, str | None], *, patience: float) -> Entry:
    """Set or remove fields of an entry; see `Library.edit`."""
    with changing_entries(parts, f"edit {key}", key, patience=patience) as bibliography:
        entry = bibliography.entry(key)
        _refuse_year_beside_date(entry, changes)
        fields = {name.lower(): value for name, value in changes.items() if name.lower() != "type"}
        written = {name: None if value is None else as_bibtex(name, value) for name, value in fields.items()}
        changed = entry.with_fields(**written)
        new_type = changes.get("type")
        if new_type is not None:
            changed = Entry(key, new_type.lower(), changed.fields, changed.line)
        bibliography.put(changed)
        return bibliography.entry(key)


def _refuse_year_beside_date(entry: Entry, changes: Mapping[str, str | None]) -> None:
    """A `date` goes before `year` and `month` (biblatex manual, 2.3.8): beside it they would say nothing."""
    names = {name.lower() for name, value in changes.items() if value is not None} & {"year", "month"}
    date = changes.get("date", entry.first("date"))
    if names and date is not None:
        raise EntryError(
            f"'{entry.key}' has a date ({date}), beside which '{names.pop()}' counts for nothing",
            f"set the date: litbase edit {entry.key} date=YYYY-MM-DD",
        )


def as_bibtex(field: str, value: str) -> str:
    """Return what a person typed as BibTeX text: braces and commands stay, bare & % # are escaped."""
    return value if field in _VERBATIM else _BARE_SPECIAL.sub(r"\\\1", value)


def edit_as_text(parts: Parts, key: str, text: str, *, patience: float) -> Entry:
    """Replace an entry by the one in *text*; see `Library.edit_text`."""
    new = entry_in(text)
    if new.key != key:
        rename_entry(parts, key, new.key, patience=patience)
    with changing_entries(parts, f"edit {new.key}", new.key, patience=patience) as bibliography:
        bibliography.entry(new.key)
        bibliography.put(new)
        return bibliography.entry(new.key)


def entry_in(text: str) -> Entry:
    """Return the one entry in *text*; raise EntryError with the reason if there is none or more."""
    from litbase.bib.bibliography import Bibliography

    found = Bibliography(Path("text.bib"), text.encode())
    for broken in found.broken:
        raise EntryError(f"line {broken.line}: {broken.reason}", "mend the text, or leave the entry as it was")
    entries = [*found.entries(), *found.repeated]
    if len(entries) != 1:
        raise EntryError(f"the text holds {len(entries)} entries, not one", "keep exactly one @type{key, …}")
    return entries[0]


def refuse_odd_key(key: str) -> None:
    """Raise EntryError for a key that a command line would take for an option, or that holds white space."""
    if key.startswith("-") or key != key.strip() or any(each.isspace() for each in key) or not key:
        raise EntryError(f"'{key}' cannot be a key", "a key has no blanks and does not begin with '-'")


def tags_of(entry: Entry) -> tuple[str, ...]:
    """Return the tags of an entry: its `keywords`, at commas or semicolons."""
    return tuple(tag for tag in _TAG_BREAK.split((entry.get("keywords") or "").strip()) if tag)


def change_tags(
    parts: Parts, key: str, *, add: Sequence[str], remove: Sequence[str], patience: float
) -> tuple[str, ...]:
    """Add and remove tags; see `Library.tag`."""
    for tag in add:
        if not tag.strip() or _TAG_BREAK.search(tag):
            raise EntryError(f"'{tag}' cannot be a tag", "a tag is one or more words without a comma or semicolon")
    with changing_entries(parts, f"tag {key}", key, patience=patience) as bibliography:
        entry = bibliography.entry(key)
        wanted = [tag for tag in tags_of(entry) if tag not in {as_bibtex("keywords", each) for each in remove}]
        wanted += [as_bibtex("keywords", each.strip()) for each in add]
        tags = tuple(dict.fromkeys(wanted))
        if tags != tags_of(entry):
            bibliography.put(entry.with_fields(keywords=", ".join(tags) or None))
        return tags


def add_note(parts: Parts, key: str, text: str, *, page: str | None, patience: float) -> Entry:
    """Append to the `annotation` field (biblatex manual, 2.2.2); see `Library.note`."""
    note = as_bibtex("annotation", " ".join(text.split()))
    if page is not None:
        note = f"{note} (p. {page})"
    with changing_entries(parts, f"note {key}", key, patience=patience) as bibliography:
        entry = bibliography.entry(key)
        before = entry.first("annotation")
        bibliography.put(entry.with_fields(annotation=note if before is None else f"{before.rstrip()}\n\n{note}"))
        return bibliography.entry(key)


def rename_entry(parts: Parts, old: str, new: str, *, patience: float) -> None:
    """Rename the files first: stopped between, the same command run again completes it."""
    with parts.writing(f"rename {old} {new}", patience=patience):
        parts.bibliography.entry(old)
        if new == old:
            return
        refuse_odd_key(new)
        parts.bibliography.rename(old, new)  # before any file is touched: it refuses keys that cannot be
        with changing_library(parts, f"rename {old} {new}", patience=patience):
            parts.sources.rename(old, new)
            parts.save_bibliography()


def remove_entries(parts: Parts, keys: Sequence[str], *, patience: float) -> tuple[str, ...]:
    """Remove files first, into the trash, then entries: stopped between, the same command completes it."""
    gone = list[str]()
    wanted = tuple(dict.fromkeys(keys))
    with parts.writing(f"remove {' '.join(wanted)}", patience=patience):
        for key in wanted:
            parts.bibliography.remove(key)
        with changing_library(parts, f"remove {' '.join(wanted)}", patience=patience):
            for key in wanted:
                for record in parts.sources.for_key(key):
                    parts.history.put_away(parts.sources.path(record), record.sha256)
                    gone.append(record.path)
                parts.sources.remove(key)
            parts.save_bibliography()
    return tuple(gone)


def take_back(parts: Parts, *, to: int | None, redo: bool = False, patience: float) -> Version:
    """Restore an earlier version (None: the last that differs from the present), keeping the present in turn."""
    with parts.writing("undo", patience=patience):
        was_fresh = is_fresh(parts)
        version = parts.history.last_different(redo=redo) if to is None else parts.history.version(to)
        parts.history.swap(version)
        parts.drop_bibliography()
        if was_fresh:
            bring_up_to_date(parts)
        return version
