"""Files of other programs go into a library whole, and come out again the same."""

from pathlib import Path

import pytest

from litbase.bib.pieces import Piece
from litbase.bib.reader import read_blocks
from litbase.bib.writer import new_block
from litbase.errors import EntryError
from litbase.exchange.names import WRITABLE
from litbase.library.library import Library
from litbase.model.entry import Entry

RIS = """TY  - JOUR
AU  - Quill, Ada
TI  - Debts at Sea
PY  - 2020
T2  - Journal of Norland
ER  -

TY  - JOUR
AU  - Quill, Ada
TI  - Nets
PY  - 2020
ER  -
"""


@pytest.fixture
def ris(tmp_path: Path) -> Path:
    path = tmp_path / "found.txt"
    path.write_text(RIS, "utf-8")
    return path


def test_records_without_keys_get_keys_by_the_pattern(library: Library, ris: Path) -> None:
    assert library.import_bibliography(ris).added == ("Quill2020", "Quill2020b")


def test_the_same_records_again_are_there_already(library: Library, ris: Path) -> None:
    library.import_bibliography(ris)
    again = library.import_bibliography(ris)
    assert (again.added, again.merged) == ((), ("Quill2020", "Quill2020b"))


def test_a_key_of_another_record_is_not_taken_twice(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "one.ris"
    path.write_text("TY  - BOOK\nID  - a1\nTI  - Nets\nER  -\n", "utf-8")
    library.import_bibliography(path)
    path.write_text("TY  - BOOK\nID  - a1\nTI  - Debts\nER  -\n", "utf-8")
    report = library.import_bibliography(path)
    assert (report.added, dict(report.renamed)) == (("a1-2",), {"a1": "a1-2"})


@pytest.mark.parametrize("form", WRITABLE)
def test_an_export_comes_back_as_the_same_entries(filled: Library, tmp_path: Path, form: str) -> None:
    filled.export_to(tmp_path / "out", form)
    with Library.init(tmp_path / "other") as other:
        other.import_bibliography(tmp_path / "out")
        assert [dict(each.item) for each in other.items()] == [dict(each.item) for each in filled.items()]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Dear editor,\nplease find enclosed", "in no format"),
        (b"%PDF-1.7\n\0\0", "no text"),
    ],
)
def test_a_file_that_is_no_bibliography_is_refused_with_a_sentence(
    library: Library, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "odd").write_bytes(content)
    with pytest.raises(EntryError, match=said):
        library.import_bibliography(tmp_path / "odd")


@pytest.mark.parametrize(
    "entry",
    [
        Entry("a1", "book", (("title", 'The "Sea" {N}ets'), ("month", "jan"), ("date", "2020"))),
        Entry("a1", "misc", ()),
        Entry("a1", "misc", (("note", "one\n@two"),)),
        Entry("a1", "misc", (("note", r"a \textbackslash{} \% \{x\} ~"),)),
        Entry("a1", "misc", (("note", "é – ü"), ("url", "http://x.test/@a"))),
    ],
)
def test_a_block_known_without_reading_is_what_reading_gives(entry: Entry) -> None:
    text, block = new_block(entry)
    assert block is None or (block,) == read_blocks(text) == Piece(text.encode()).blocks


AGAIN = """TY  - JOUR
ID  - fromdatabase
AU  - Quill, A
TI  - DEBTS AND NETS AMONG THE FISHING CREWS
PY  - 2020
T2  - Journal of Norland
DO  - 10.5555/n
ER  -
"""
HERE = """@article{quill, author = {Quill, Ada}, title = {Debts and Nets among the Fishing Crews}, date = {2020},
  journaltitle = {Journal of Norland}}"""


@pytest.mark.parametrize(
    ("way", "added", "merged", "doi"),
    [
        ("keep", ("fromdatabase",), (), None),
        ("merge", (), ("quill",), "10.5555/n"),
        ("skip", (), ("quill",), None),
    ],
)
def test_a_work_that_is_there_is_kept_apart_merged_or_skipped(
    library: Library, tmp_path: Path, way: str, added: tuple[str, ...], merged: tuple[str, ...], doi: str | None
) -> None:
    (tmp_path / "here.bib").write_text(HERE, "utf-8")
    (tmp_path / "again.ris").write_text(AGAIN, "utf-8")
    library.import_bibliography(tmp_path / "here.bib")
    report = library.import_bibliography(tmp_path / "again.ris", on_duplicate=way)  # type: ignore[arg-type]
    assert (report.added, report.merged) == (added, merged)
    assert [same.keys for same in report.alike.values()] == ([("quill", "fromdatabase")] if added else [])
    assert library.entry("quill").get("doi") == doi


def test_a_merge_adds_nothing_under_another_name(library: Library, tmp_path: Path) -> None:
    here = "@article{k, title = {Nets}, journal = {J.}, year = 2020, doi = {10.5555/n}}\n"
    again = "@article{k, title = {Nets}, journaltitle = {Journal}, date = {2020-03}, month = mar, volume = 3}\n"
    for number, text in enumerate((here, again)):
        (tmp_path / f"{number}.bib").write_text(text, "utf-8")
        library.import_bibliography(tmp_path / f"{number}.bib", on_duplicate="merge")
    assert dict(library.entry("k").fields) == {
        "title": "Nets", "journal": "J.", "year": "2020", "doi": "10.5555/n", "volume": "3",
    }  # fmt: skip
