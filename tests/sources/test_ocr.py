import importlib.util
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from litbase.errors import CorruptSource, MissingExtra, NoTextLayer, SourceError
from litbase.sources import ocr
from litbase.sources.ocr import recognise
from litbase.sources.pages import read_source

INSTALLED = importlib.util.find_spec("ocrmypdf") is not None and shutil.which("tesseract") is not None
needs_ocr = pytest.mark.skipif(not INSTALLED, reason="needs the extra 'ocr' and the program tesseract")


def make_scan(path: Path) -> Path:
    """Make a PDF that is a picture of one line of text."""
    image = Image.new("L", (1700, 500), 255)
    ImageDraw.Draw(image).text(
        (100, 150), "The Norland report counts 42 victims", font=ImageFont.load_default(60), fill=0
    )
    image.save(path, "PDF", resolution=200)
    return path


def _nothing(_: str) -> None:
    return None


def test_without_the_extra_the_way_to_get_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", _nothing)
    monkeypatch.setattr(shutil, "which", _nothing)
    with pytest.raises(MissingExtra) as caught:
        recognise(tmp_path / "a.pdf", tmp_path / "b.pdf")
    assert caught.value.hint == "pip install 'litbase[ocr]'"


def test_without_tesseract_the_way_to_get_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_program", lambda: ["ocrmypdf"])
    monkeypatch.setattr(shutil, "which", _nothing)
    with pytest.raises(MissingExtra) as caught:
        recognise(tmp_path / "a.pdf", tmp_path / "b.pdf")
    assert "tesseract" in str(caught.value.hint)


@needs_ocr
def test_the_words_of_a_scan_are_found_and_marked(tmp_path: Path) -> None:
    scan = make_scan(tmp_path / "scan.pdf")
    with pytest.raises(NoTextLayer):
        read_source(scan)
    recognise(scan, tmp_path / "scan.ocr.pdf")
    (page,) = read_source(tmp_path / "scan.ocr.pdf", ocr=True).pages
    assert page.ocr
    assert "report counts 42 victims" in page.text


@needs_ocr
def test_a_broken_scan_is_corrupt_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing more")
    with pytest.raises(CorruptSource):
        recognise(tmp_path / "a.pdf", tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


@needs_ocr
def test_a_language_without_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no data for the language 'xx'"):
        recognise(make_scan(tmp_path / "a.pdf"), tmp_path / "b.pdf", languages=("en", "xx"))
