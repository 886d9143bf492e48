"""Real bibliographies beside the checkout: changing one entry changes no other byte."""

from pathlib import Path

import pytest

from litbase.bib.bibliography import Bibliography
from litbase.model.entry import Entry

pytestmark = pytest.mark.corpus


def files(shared_data: Path) -> list[Path]:
    folders = (shared_data / "bibliographies", shared_data / "interchange" / "jabref")
    return [path for folder in folders for path in sorted(folder.rglob("*.bib"))]


def test_changing_one_entry_changes_no_other_byte(shared_data: Path, tmp_path: Path) -> None:
    changed = 0
    for source in files(shared_data):
        content = source.read_bytes()
        path = tmp_path / "library.bib"
        path.write_bytes(content)
        bibliography = Bibliography.open(path)
        assert bibliography.content == content, source.name
        if not len(bibliography):
            continue
        key = bibliography.keys()[len(bibliography) // 2]
        entry = bibliography.entry(key)
        bibliography.put(entry.with_fields(litbasemark="one"))
        bibliography.save()
        after = path.read_bytes()
        start = _first_difference(content, after)
        end = len(content) - start
        assert after[:start] == content[:start]
        assert after.endswith(content[len(content) - end :]), source.name
        assert len(after) - len(content) < 100, source.name
        bibliography.put(Entry(entry.key, entry.type, entry.fields))
        bibliography.save()
        assert path.read_bytes() == content, source.name
        changed += 1
    assert changed > 30


def _first_difference(one: bytes, other: bytes) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def test_well_kept_bibliographies_have_no_broken_block(shared_data: Path) -> None:
    for path in sorted((shared_data / "bibliographies").glob("*.bib")):
        assert Bibliography.open(path).broken == (), path.name
