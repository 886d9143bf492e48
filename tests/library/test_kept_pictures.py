"""A second report holds the same pictures without drawing them; a file that was changed has none."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from litbase.library.kept_pictures import KeptPictures
from litbase.library.library import Library
from litbase.model.claim import Evidence, Scope

TODAY = date(2031, 5, 4)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "library"
    Library.demo(folder).close()
    return folder


@pytest.fixture
def library(samples: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(Path(shutil.copytree(samples, tmp_path / "library"))) as library:
        yield library


def passage(library: Library) -> Evidence:
    source, pages = library.pages("nomtip-2022")[0]
    page = next(page for page in pages if len(page.text) > 200)
    return Evidence("nomtip-2022", page, "p. 1", page.text[:40], 0, 40, source.sha256, source.file, Scope.LIBRARY)


def address(library: Library, evidence: Evidence, content: bytes | None) -> str | None:
    kept = KeptPictures(library._parts, lambda _: content)
    found = kept.address(evidence)
    kept.close()
    return found


def test_a_picture_is_drawn_once(library: Library) -> None:
    one = passage(library)
    assert address(library, one, None) is None  # where there is none, none is kept
    assert address(library, one, b"drawn") == "data:image/webp;base64,ZHJhd24="
    assert address(library, one, b"drawn again") == "data:image/webp;base64,ZHJhd24="


def test_a_file_that_was_changed_has_no_picture(library: Library) -> None:
    one = passage(library)
    assert address(library, one, b"drawn") is not None
    (library.folder / str(one.file)).write_bytes(b"another file")
    assert address(library, one, b"drawn") is None


def test_two_reports_on_one_draft_are_the_same(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "thesis.md"
    draft.write_text(
        f"It says {passage(library).text} [@nomtip-2022].\n\nThere were 12 boats [@nomtip-2022].\n", "utf-8"
    )
    written = [library.write_report(library.check(draft), "html", today=TODAY) for _ in range(2)]
    assert written[0] == written[1]
    assert "data:image/webp;base64," in written[0]
