"""Files, folders and globs as a person types them."""

from pathlib import Path

import pytest

from litbase.library.expanding import expand
from litbase.model.record import Refused


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.pdf", "a.pdf", ".hidden.pdf", "sub/c.txt", "sub/.git/d.txt", "odd[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["."], ["a.pdf", "b.pdf", "odd[1].txt", "sub/c.txt"]),  # by name, hidden ones skipped
        ([".hidden.pdf"], [".hidden.pdf"]),  # named itself
        (["b.pdf", "."], ["b.pdf", "a.pdf", "odd[1].txt", "sub/c.txt"]),  # each once
        (["*.pdf"], ["a.pdf", "b.pdf"]),
        (["**/*.txt"], ["odd[1].txt", "sub/c.txt"]),
        (["odd[1].txt"], ["odd[1].txt"]),  # a file that looks like a pattern
        (["s*"], ["sub/c.txt"]),  # a pattern that finds a folder
    ],
)
def test_what_was_typed_is_expanded(folder: Path, given: list[str], found: list[str]) -> None:
    assert [path.as_posix() for path in expand(given) if isinstance(path, Path)] == found


def test_a_pattern_may_be_absolute(folder: Path) -> None:
    assert list(expand([f"{folder}/a*"])) == [folder / "a.pdf"]


@pytest.mark.parametrize("given", ["absent.pdf", "*.docx"])
def test_what_is_not_there_is_refused_and_the_rest_goes_on(folder: Path, given: str) -> None:
    refused, path = expand([given, "a.pdf"])
    assert isinstance(refused, Refused)
    assert refused.path == given
    assert path == Path("a.pdf")


def test_a_ring_of_links_is_not_followed(folder: Path) -> None:
    (folder / "sub" / "ring").symlink_to(folder)
    assert len(list(expand(["."]))) == 4
