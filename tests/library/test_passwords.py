"""Encrypted sources: a password is asked for again after the derived files were deleted, and nothing is lost."""

import io
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from litbase.errors import EncryptedSource, LibraryError
from litbase.library.library import Library
from litbase.model.claim import Outcome, Verdict

WORD = "norland"


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    for line in range(12):
        canvas.drawString(72, 700 - 20 * line, f"The sealed annex of Norland speaks of harbour {line} and its wardens.")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(drawn))
    writer.encrypt(WORD, algorithm="RC4-128")
    path = tmp_path / "annex.pdf"
    writer.write(path)
    return path


def test_a_password_opens_and_is_not_kept(library: Library, encrypted: Path) -> None:
    (refused,) = library.add([encrypted]).refused
    assert isinstance(refused.error, EncryptedSource)
    (refused,) = library.add([encrypted], password=WORD[::-1]).refused
    assert isinstance(refused.error, EncryptedSource)
    assert library.keys() == []
    (added,) = library.add([encrypted], password=WORD, key="annex2020").added
    assert added.pages == 1
    assert library.search("wardens").hits[0].key == "annex2020"
    kept = [path for path in library.folder.rglob("*") if path.is_file() and path.suffix in (".toml", ".lock", ".bib")]
    assert kept
    assert not any(WORD.encode() in path.read_bytes() for path in kept)


def test_after_deleting_the_derived_files_the_password_is_asked_for_again(library: Library, encrypted: Path) -> None:
    library.add([encrypted], password=WORD, key="annex2020")
    shutil.rmtree(library.folder / ".litbase")
    assert library.search("wardens").total == 0
    (problem,) = [problem for problem in library.doctor() if problem.check == "unread-source"]
    assert (problem.key, problem.fix) == ("annex2020", "litbase rebuild --password WORD")
    with pytest.raises(LibraryError, match="encrypted"):
        library.pages("annex2020")
    assert library.rebuild(password=WORD).refused == ()
    assert library.search("wardens").total == 1
    assert not [problem for problem in library.doctor() if problem.check == "unread-source"]


def test_rebuilding_without_the_password_keeps_the_pages(library: Library, encrypted: Path) -> None:
    library.add([encrypted], password=WORD, key="annex2020")
    (refused,) = library.rebuild().refused
    assert isinstance(refused.error, EncryptedSource)
    assert library.search("wardens").total == 1


def test_adding_the_file_again_with_its_password_reads_it(library: Library, encrypted: Path) -> None:
    library.add([encrypted], password=WORD, key="annex2020")
    shutil.rmtree(library.folder / ".litbase")
    library.search("wardens")
    (added,) = library.add([encrypted], password=WORD).added
    assert (added.key, added.pages) == ("annex2020", 1)
    assert library.search("wardens").total == 1


def test_what_may_stand_in_an_unread_file_is_not_called_absent(library: Library, encrypted: Path) -> None:
    library.add([encrypted], password=WORD, key="annex2020")
    (other,) = (encrypted.with_name("other.md"),)
    other.write_text("# Notice\n\nTwo recruiters were convicted at Vestholm.\n", "utf-8")
    library.add([other])
    shutil.rmtree(library.folder / ".litbase")
    finding = library.trace('The annex "speaks of harbour 3 and its wardens" at length.')
    assert finding.verdict is Verdict.TO_READ
    assert "1 file" in finding.reason


def test_where_nothing_was_read_nothing_is_missing(library: Library) -> None:
    finding = library.trace('The annex "speaks of harbour 3 and its wardens" in 12 places.')
    assert finding.verdict is Verdict.TO_READ
    assert finding.reason == "The library holds no source that could be read, so nothing was checked."
    assert {check.outcome for check in finding.checks} == {Outcome.UNKNOWN}
