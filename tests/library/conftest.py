"""A small library of plain-text sources; everything in it is fictional."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from litbase.library.library import Library

REPORT = """# Annual Report on Norland 2022

The Norland Office counted 214 victims of trafficking in 2022.

## Debt bondage

Fishing crews were held by debts they could not repay.
"""
NOTICE = """# Notice of the Harbour Police

Two recruiters were convicted at Vestholm in 2019.
"""
BIBLIOGRAPHY = """% kept by hand
@report{nomtip2022,
  author      = {{Norland Office to Monitor Trafficking}},
  title       = {Annual Report on Norland 2022},
  institution = {{Norland Office to Monitor Trafficking}},
  date        = 2022,
  keywords    = {fisheries, norland},
}

@book{quill2020,
  author    = {Quill, Ada},
  title     = {Debts at Sea},
  publisher = {Vestholm Press},
  date      = {2020},
}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two sources and a bibliography that describes the first."""
    return write_files(tmp_path)


def write_files(place: Path) -> Path:
    folder = place / "files"
    folder.mkdir()
    (folder / "nomtip2022.md").write_text(REPORT, encoding="utf-8")
    (folder / "notice.md").write_text(NOTICE, encoding="utf-8")
    (place / "own.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.init(tmp_path / "library") as library:
        yield library


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two entries, the first of which has a source; made once, to be copied."""
    place = tmp_path_factory.mktemp("made")
    folder = write_files(place)
    with Library.init(place / "library") as library:
        library.import_bibliography(place / "own.bib")
        library.add([folder / "nomtip2022.md"], key="nomtip2022")
        return library.folder


@pytest.fixture
def filled(made: Path, tmp_path: Path, files: Path) -> Iterator[Library]:
    """A copy of the library that was made; its files have other inodes, so the first search looks at all of it."""
    with Library.open(Path(shutil.copytree(made, tmp_path / "library"))) as library:
        library.search("victims")
        yield library
