"""What pypdf is asked about a damaged file, and for how long."""

import time
from pathlib import Path

import pytest
from tests.sources.pdf_making import printed, write_pdf

from litbase.sources import damage


def test_pages_that_pdfium_cannot_load_are_read_another_way(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [printed((72.0, 700.0, "Port of Sundhavn"))] * 2)
    assert damage.fallback_texts(path, None, only=[2]) == {2: "Port of Sundhavn\n"}


def test_opening_a_file_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without its table of objects is read over and over for each of them: that too is under the limit."""
    path = tmp_path / "a.pdf"
    objects = b"".join(b"%d 0 obj\n<</Kids[%d 0 R]" % (number, number) for number in range(20_000))
    path.write_bytes(b"%PDF-1.4\n" + objects + b"trailer <</Root 1 0 R>>\n%%EOF\n")
    monkeypatch.setattr(damage, "SECONDS", 0.2)
    began = time.monotonic()
    assert damage.fallback_texts(path, None) == {}
    assert damage.pages_with(frozenset({1}), path, None) == frozenset()
    assert time.monotonic() - began < 10
