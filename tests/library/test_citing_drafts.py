"""Which drafts cite a source is remembered of each draft when it is checked."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from litbase.errors import UnknownKey
from litbase.library.library import Library
from litbase.model.record import DraftState

TODAY = date(2031, 5, 4)
QUOTED = "“only a wage can free a debtor” [@nomtip-2022, p. iii]."


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "library"
    Library.demo(folder).close()
    return folder


@pytest.fixture
def library(samples: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(Path(shutil.copytree(samples, tmp_path / "library"))) as library:
        yield library


def test_a_checked_draft_is_named_with_the_lines_that_cite_the_source(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "thesis.md"
    draft.write_text(f"The commissioner has a motto.\n\nIt says {QUOTED}\n", "utf-8")
    library.check(draft, today=TODAY)
    (citing,) = library.citing_drafts("nomtip-2022")
    assert (citing.name, citing.checked, citing.state) == ("thesis.md", "2031-05-04", DraftState.AS_CHECKED)
    (claim,) = citing.claims
    assert (claim.line, claim.locator, claim.verdict) == (3, "page iii", "verified")
    assert "only a wage" in claim.text
    assert library.citing_drafts("rfli-2022") == ()


def test_a_draft_that_was_changed_or_is_gone_is_said_to_be(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "thesis.md"
    draft.write_text(f"It says {QUOTED}\n", "utf-8")
    library.check(draft, today=TODAY)
    os.utime(draft, (1, 1))
    assert library.citing_drafts("nomtip-2022")[0].state is DraftState.CHANGED
    draft.unlink()
    assert library.citing_drafts("nomtip-2022")[0].state is DraftState.GONE


def test_a_later_check_takes_the_place_of_an_earlier_one(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "thesis.md"
    draft.write_text(f"It says {QUOTED}\n", "utf-8")
    library.check(draft, today=TODAY)
    draft.write_text("Some 45 ships were seen [@rfli-2022].\n", "utf-8")
    library.check(draft, today=TODAY)
    assert library.citing_drafts("nomtip-2022") == ()
    assert len(library.citing_drafts("rfli-2022")) == 1


def test_nothing_is_remembered_unless_it_is_asked_for(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "thesis.md"
    draft.write_text(f"It says {QUOTED}\n", "utf-8")
    library.check(draft)
    assert library.citing_drafts("nomtip-2022") == ()
    with pytest.raises(UnknownKey):
        library.citing_drafts("nobody-1999")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"version": 1}', b"[" * 100_000, b'{"version": 1, "claims": [{"key": 3}]}'],
)
def test_what_litbase_did_not_write_is_passed_over(library: Library, content: bytes) -> None:
    folder = library.folder / ".litbase" / "drafts"
    folder.mkdir()
    (folder / "x.json").write_bytes(content)
    assert library.citing_drafts("nomtip-2022") == ()
