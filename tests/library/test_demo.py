"""The library of fictional samples."""

from pathlib import Path

import pytest

from litbase.library.library import Library


@pytest.mark.slow
def test_the_samples_make_a_library_that_is_opened_again(tmp_path: Path) -> None:
    with Library.demo(tmp_path / "demo") as library:
        keys = library.keys()
        assert "nomtip-2022" in keys
        assert library.search("Norland").total > 10
        assert not [problem for problem in library.doctor() if problem.severity == "error"]
    before = (tmp_path / "demo" / "library.bib").read_bytes()
    with Library.demo(tmp_path / "demo") as library:
        assert library.keys() == keys
    assert (tmp_path / "demo" / "library.bib").read_bytes() == before
