"""A Papis library: a folder for each document, with an `info.yaml` of BibTeX's fields and the files beside it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from litbase.bib.latex import encode
from litbase.bib.names import Name, format_names
from litbase.errors import EntryError
from litbase.exchange.building import is_key
from litbase.exchange.record import Exchanged, record_of
from litbase.exchange.text import text_of
from litbase.exchange.yaml_text import load_mapping
from litbase.model.entry import Entry
from litbase.model.record import RefusedRecord

INFO = "info.yaml"
_DEPTH = 4  # folders below the library; Papis sorts documents into folders of folders if so told
_MOST = 100_000  # folders that are looked into
_VERBATIM = frozenset({"doi", "url", "isbn", "issn", "eprint", "eprinttype", "eprintclass", "pmid"})
_OWN = frozenset({"ref", "type", "author", "author_list", "editor", "editor_list", "files", "notes", "tags"})


def is_papis(folder: Path) -> bool:
    """Tell whether *folder* is a Papis library, or one document of one."""
    return next(_infos(folder), None) is not None


def read_papis(folder: Path) -> Iterator[Exchanged | RefusedRecord]:
    """Yield the documents below *folder* by path; `file` fields name their files relative to it."""
    for info in sorted(_infos(folder)):
        place = info.parent.relative_to(folder)
        try:
            found = load_mapping(
                text_of(info.read_bytes()), what=f"'{place / INFO}'", hint="mend it, or leave this folder out"
            )
        except EntryError as error:
            yield RefusedRecord(None, error)
            continue
        yield record_of(_entry(found, info.parent, folder))


def _infos(folder: Path) -> Iterator[Path]:
    level, looked = [folder], 0
    for _ in range(_DEPTH + 1):
        below: list[Path] = []
        for each in level[: _MOST - looked]:
            if (each / INFO).is_file():
                yield each / INFO
            else:
                below += (sub for sub in each.iterdir() if sub.is_dir() and sub.name[0] != "." and not sub.is_symlink())
        looked += len(level)
        level = below


def _entry(found: Mapping[str, Any], place: Path, folder: Path) -> Entry:
    key = str(found.get("ref") or "")
    fields = {role: _names(found, role) for role in ("author", "editor")}
    fields["keywords"] = _tags(found.get("tags"))
    for name, value in found.items():
        if name not in _OWN and value not in ("", [], {}, None):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            field = "".join(sign for sign in name.lower() if sign.isalnum() or sign == "-")
            fields[_field(field)] = text if field in _VERBATIM else encode(text)
    if key and not is_key(key):
        fields["papis-ref"] = encode(key)
    fields["file"] = ";".join(_file(name, place, folder) for name in _texts(found.get("files")))
    fields["annotation"] = encode(_notes(place, _texts(found.get("notes"))))
    kind = "".join(sign for sign in str(found.get("type") or "misc").lower() if sign.isalpha())
    filled = tuple((name, text) for name, text in fields.items() if text.strip())
    return Entry(key if is_key(key) else "", kind or "misc", filled)


def _field(name: str) -> str:
    """Return the BibTeX field for a name of Papis; its own bookkeeping is kept under its name."""
    if name in ("papisid", "timeadded", "citations", "library"):
        return f"papis-{name}"
    return name or "papis-unnamed"


def _names(found: Mapping[str, Any], role: str) -> str:
    listed = found.get(f"{role}_list")
    people = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    if not people:
        return encode(" and ".join(_texts(found.get(role))))
    parts = ((str(each.get("family") or ""), str(each.get("given") or "")) for each in people)
    return format_names(
        Name(family, given or None) if family and given else Name(literal=family or given)
        for family, given in parts
        if family or given
    )


def _tags(value: object) -> str:
    words = value.split() if isinstance(value, str) and "," not in value else _texts(value)
    return encode(", ".join(words))


def _texts(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each.strip()]


def _file(name: str, place: Path, folder: Path) -> str:
    path = (place / name).relative_to(folder) if not Path(name).is_absolute() else Path(name)
    escaped = path.as_posix().replace("\\", "\\\\").replace(":", "\\:").replace(";", "\\;")
    return f":{escaped}:"


def _notes(place: Path, names: list[str]) -> str:
    """Return the notes of a document, which Papis keeps in files beside it."""
    paths = [place / name for name in names if name == Path(name).name]
    return "\n\n".join(text_of(path.read_bytes()).strip() for path in paths if path.is_file())
