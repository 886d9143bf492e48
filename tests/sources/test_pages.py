import contextlib
import os
import socket
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.sources.document_making import make_docx, make_epub, make_odt, make_zip, paragraph

from litbase.errors import CorruptSource, EncryptedSource, SourceError, SourceTooCostly, UnsupportedSource
from litbase.sources import plain
from litbase.sources.kinds import SUFFIXES, MediaType, recognise_kind, suffix_of
from litbase.sources.pages import read_source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def make_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), invariant=True)
    canvas.drawString(72, 700, "A fictional report on the Republic of Norland.")
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7 ...", MediaType.PDF),
        ("a.bin", b"junk\n%PDF-1.4 ...", MediaType.PDF),  # junk before the header is allowed
        ("a.pdf", b"no header at all", MediaType.PDF),  # the reader will say what is wrong with it
        ("a.txt", b"<!DOCTYPE html><title>x</title>", MediaType.HTML),
        ("a", b"\xef\xbb\xbf \n<html lang=en>", MediaType.HTML),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE x><html xmlns="http://www.w3.org/1999/xhtml">', MediaType.HTML),
        ("a.htm", b"<p>no html element", MediaType.HTML),
        ("a.md", b"# Heading", MediaType.MARKDOWN),
        ("a.txt", b"words", MediaType.TEXT),
        ("README", b"words", MediaType.TEXT),
        ("a.rst", b"words", MediaType.TEXT),
        ("a.txt", "Wörter".encode("utf-16"), MediaType.TEXT),
        ("a.txt", b"MZ is how this text begins", MediaType.TEXT),  # two letters do not make a program
    ],
)
def test_kinds_are_told_by_content_first(name: str, content: bytes, kind: MediaType, tmp_path: Path) -> None:
    assert recognise_kind(write(tmp_path / name, content)) is kind


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", OLE + b"\0" * 600, "format used before 2007"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.pdf", b"\xff\xd8\xff\xe0 a photograph", "image"),
        ("a.tif", b"II*\0\0\0", "image"),
        ("a", b"\x7fELF\x02\x01", "program"),
        ("a.exe", b"MZ\x90\0\x03", "program"),
        ("a.rtf", b"{\\rtf1 words}", "RTF"),
        ("a.ps", b"%!PS-Adobe-3.0", "PostScript"),
        ("a.gz", b"\x1f\x8b\x08", "compressed"),
        ("a.json", b'{"a": 1}', "data"),
        ("a.txt", b'<?xml version="1.0"?><records/>', "data"),
        ("a.txt", b"words\0\0\0\x01", "not a document"),
    ],
)
def test_other_kinds_are_refused_with_a_way_out(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedSource, match=says) as caught:
        read_source(write(tmp_path / name, content))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"xl/workbook.xml": ""}, "spreadsheet"),
        ({"ppt/presentation.xml": ""}, "presentation"),
        ({"notes.txt": ""}, "archive"),
    ],
)
def test_other_archives_are_refused(members: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedSource, match=says):
        read_source(make_zip(tmp_path / "a.docx", members))


def test_an_encrypted_office_document_says_so(tmp_path: Path) -> None:
    with pytest.raises(EncryptedSource):
        read_source(write(tmp_path / "a.docx", OLE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le")))


def test_every_kind_is_read(tmp_path: Path) -> None:
    made = [
        (make_pdf(tmp_path / "a.pdf"), MediaType.PDF),
        (write(tmp_path / "a.html", b"<p>Text."), MediaType.HTML),
        (make_docx(tmp_path / "a.docx", paragraph("Text.")), MediaType.DOCX),
        (make_epub(tmp_path / "a.epub", {"a": "<p>Text."}), MediaType.EPUB),
        (make_odt(tmp_path / "a.odt", "<text:p>Text.</text:p>"), MediaType.ODT),
        (write(tmp_path / "a.md", b"Text."), MediaType.MARKDOWN),
        (write(tmp_path / "a.txt", b"Text."), MediaType.TEXT),
    ]
    for path, kind in made:
        reading = read_source(path)
        assert (reading.media_type, reading.pages[0].number) == (kind, 1)
        assert reading.pages[0].ocr is False
        assert suffix_of(kind) == path.suffix
    assert len(made) == len(SUFFIXES)


def test_pages_recognised_from_images_are_marked(tmp_path: Path) -> None:
    assert all(page.ocr for page in read_source(make_pdf(tmp_path / "a.pdf"), ocr=True).pages)


def test_an_empty_file_is_corrupt(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource, match="is empty"):
        read_source(write(tmp_path / "a.pdf", b""))


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedSource, match="folder"):
        read_source(tmp_path)
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path / "absent.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and link loops of POSIX")
def test_pipes_sockets_and_link_loops_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(UnsupportedSource, match="not a file"):
        read_source(tmp_path / "pipe.pdf")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path / "loop.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.pdf"))
        with pytest.raises(SourceError):
            read_source(tmp_path / "s.pdf")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom modes bind")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"words")
    path.chmod(0)
    with pytest.raises(SourceError, match="permission denied"):
        read_source(path)


def test_a_file_that_vanishes_while_it_is_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", b"words")

    def vanish(path: Path) -> bytes:
        path.unlink()
        return path.read_bytes()

    monkeypatch.setattr(plain, "_read", vanish)
    with pytest.raises(SourceError, match="went away"):
        read_source(path)


def test_a_bomb_in_a_docx_is_too_costly(tmp_path: Path) -> None:
    with pytest.raises(SourceTooCostly):
        read_source(make_zip(tmp_path / "a.docx", {"word/document.xml": b"\0" * 50_000_000}))


def test_a_path_that_leads_out_of_a_docx_is_corrupt(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource, match="leads out"):
        read_source(make_zip(tmp_path / "a.docx", {"word/document.xml": "<a/>", "../../.bashrc": "x"}))


def test_a_million_nested_elements_are_corrupt(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource, match="too deeply"):
        read_source(write(tmp_path / "a.html", b"<html>" + b"<div>" * 1_000_000))


def test_a_million_paragraphs_are_read(tmp_path: Path) -> None:
    (page,) = read_source(write(tmp_path / "a.html", b"<html><p>a" + b"<p>b" * 100_000)).pages
    assert page.text.count("b") == 100_000


@pytest.mark.parametrize("name", ["pdf", "html", "docx", "epub", "odt", "md", "txt"])
def test_truncated_and_damaged_files_give_pages_or_a_reason(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{name}"
    makers = {
        "pdf": make_pdf,
        "docx": lambda path: make_docx(path, paragraph("Text.")),
        "epub": lambda path: make_epub(path, {"a": "<p>Text."}),
        "odt": lambda path: make_odt(path, "<text:p>Text.</text:p>"),
    }
    whole = makers.get(name, lambda path: write(path, b"# Heading\n\n<p>Text &amp; more</p>"))(path).read_bytes()
    for cut in range(0, len(whole), max(1, len(whole) // 25)):
        for content in (whole[:cut], whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]):
            path.write_bytes(content)
            with contextlib.suppress(SourceError):
                assert read_source(path).pages
