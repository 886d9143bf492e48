"""Duplicates of a library found and merged, and taken back."""

from pathlib import Path

import pytest

from litbase.errors import EntryError, UnknownKey
from litbase.library.duplicates import merged_entry
from litbase.library.library import Library
from litbase.model.entry import Entry

TWICE = """@article{quill2020,
  author = {Quill, Ada}, title = {Debt bondage among fishing crews}, journaltitle = {Journal of Norland},
  date = {2020}, keywords = {fisheries}, volume = {3}, pages = {9--12},
}
@article{Quill20,
  author = {Quill, A.}, title = {{Debt Bondage} among Fishing Crews.}, journal = {Journal of Norland}, year = {2020},
  doi = {10.5555/n}, keywords = {debt}, annotation = {read it}, volume = {3}, pages = {9--12},
}
@report{nom2021, author = {{Norland Office}}, title = {Trafficking Report}, date = {2021}}
@report{nom2022, author = {{Norland Office}}, title = {Trafficking Report}, date = {2022}}
@inbook{part, crossref = {Quill20}, title = {Nets}}
"""


@pytest.fixture
def twice(library: Library, tmp_path: Path) -> Library:
    (tmp_path / "twice.bib").write_text(TWICE, "utf-8")
    library.import_bibliography(tmp_path / "twice.bib")
    return library


def test_a_group_and_a_series_are_found(twice: Library) -> None:
    found = twice.duplicates()
    assert [group.keys for group in found.duplicates] == [("quill2020", "Quill20")]
    assert [series.keys for series in found.series] == [("nom2021", "nom2022")]


def test_a_merge_keeps_every_field(twice: Library) -> None:
    twice.merge(["quill2020", "Quill20"])
    entry = twice.entry("quill2020")
    assert "Quill20" not in twice
    assert entry.get("doi") == "10.5555/n"
    assert entry.get("annotation") == "read it"
    assert entry.get("keywords") == "fisheries, debt"
    assert entry.get("merged-author") == "Quill, A."
    assert entry.get("ids") == "Quill20"
    assert twice.entry("part").get("crossref") == "quill2020"


def test_a_merge_keeps_every_file_and_is_taken_back(twice: Library, files: Path) -> None:
    twice.add([files / "notice.md"], key="Quill20")
    twice.add([files / "nomtip2022.md"], key="quill2020")
    before = (twice.folder / "library.bib").read_bytes()
    twice.merge(["quill2020", "Quill20"])
    assert [each.file for each in twice.item("quill2020").files] == ["sources/quill2020.md", "sources/quill2020-2.md"]
    assert twice.search("recruiters").hits[0].key == "quill2020"
    twice.undo()
    assert (twice.folder / "library.bib").read_bytes() == before
    assert [each.file for each in twice.item("Quill20").files] == ["sources/Quill20.md"]


def test_the_same_file_makes_two_entries_one(twice: Library) -> None:
    with pytest.raises(EntryError):
        twice.merge(["quill2020", "quill2020"])
    with pytest.raises(UnknownKey):
        twice.merge(["quill2020", "absent"])


def test_values_that_differ_stand_side_by_side() -> None:
    entries = [Entry(key, "misc", (("title", title),)) for key, title in (("a", "One"), ("b", "Two"), ("c", "Three"))]
    assert dict(merged_entry(entries).fields) == {"title": "One", "merged-title": "Two ; Three", "ids": "b, c"}
