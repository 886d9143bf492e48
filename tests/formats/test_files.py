"""Files are written whole or not at all, and what fails is told by the name that people gave."""

from pathlib import Path

import pytest

from litbase.formats.files import write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize("place", ["missing/report.html", "folder"])
def test_an_error_names_the_file_and_not_the_temporary_one(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as raised:  # noqa: PT011 (which one depends on the system)
        write_whole(tmp_path / place, b"new")
    assert raised.value.filename == str(tmp_path / place)
    assert not list(tmp_path.glob("*.part"))
