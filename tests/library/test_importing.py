"""Which files belong to which entries."""

from pathlib import Path

import pytest

from litbase.bib.bibliography import Bibliography
from litbase.library.attached import attached_files, entries_for
from litbase.model.entry import Entry


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a.pdf", ["a.pdf"]),
        (":a.pdf:PDF", ["a.pdf"]),  # JabRef
        ("Full text:sub/b.pdf:application/pdf", ["sub/b.pdf"]),  # Zotero
        ("a.pdf;sub/b.pdf", ["a.pdf", "sub/b.pdf"]),
        (r"One:odd\:name.pdf:PDF;Two:a.pdf:PDF", ["odd:name.pdf", "a.pdf"]),  # an escaped colon
        ("absent.pdf", []),
        ("", []),
    ],
)
def test_attached_files_are_found_however_they_are_written(tmp_path: Path, written: str, found: list[str]) -> None:
    for name in ("a.pdf", "sub/b.pdf", "odd:name.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    entry = Entry("k", "misc", (("file", written),))
    assert list(attached_files(entry, tmp_path)) == [tmp_path / name for name in found]


@pytest.mark.parametrize(
    ("names", "bibliography", "keys"),
    [
        (["x.pdf"], "@misc{a, title={A}}", ["a"]),  # the one to the one
        (["a.pdf", "x.pdf"], "@misc{a, title={A}} @misc{b, title={B}}", ["a", None]),  # by key
        (["x.pdf", "a.pdf"], "@misc{a, file={docs/x.pdf}}\n@misc{b, file={:b.pdf:PDF}}", ["a", "a"]),  # by file field
    ],
)
def test_entries_are_matched_to_files(names: list[str], bibliography: str, keys: list[str | None]) -> None:
    other = Bibliography(Path("x.bib"), bibliography.encode())
    found = entries_for([Path(name) for name in names], other)
    assert [found[Path(name)].key if Path(name) in found else None for name in names] == keys
