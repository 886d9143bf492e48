from pathlib import Path

import pytest
from tests.sources.document_making import make_epub

from litbase.errors import CorruptSource, EncryptedSource
from litbase.sources.epub import read_epub


def test_chapters_come_in_reading_order_under_their_headings(tmp_path: Path) -> None:
    chapters = {"z": "<h1>One</h1><p>First.</p>", "a": "<p>Untitled &nbsp;text.</p><h2>Two</h2><p>Second.</p>"}
    nav = '<a href="z.xhtml">Chapter 1</a><a href="a.xhtml#x">Interlude</a>'
    reading = read_epub(make_epub(tmp_path / "a.epub", chapters, nav=nav))
    assert [(page.number, page.heading, page.text) for page in reading.pages] == [
        (1, "One", "One\n\nFirst."),
        (2, "Interlude", "Untitled text."),
        (3, "Two", "Two\n\nSecond."),
    ]


def test_asides_of_a_book_are_read_and_hidden_text_is_not(tmp_path: Path) -> None:
    body = "<p>Text<a epub:type='noteref' href='#n'>1</a>.</p><aside>Box.</aside><p hidden=''>HIDDEN</p>"
    reading = read_epub(make_epub(tmp_path / "a.epub", {"a": body}))
    assert [page.text for page in reading.pages] == ["Text.\n\nBox."]


def test_package_metadata_is_guessed(tmp_path: Path) -> None:
    metadata = (
        "<dc:title>Norland Rising</dc:title><dc:creator>Ana Vega</dc:creator><dc:creator>Ben Osei</dc:creator>"
        "<dc:date>2019-05-01</dc:date><dc:publisher>Harbour Press</dc:publisher><dc:language>fr</dc:language>"
        "<dc:identifier>urn:isbn:9780306406157</dc:identifier>"
    )
    reading = read_epub(make_epub(tmp_path / "a.epub", {"a": "<p>Texte.</p>"}, metadata=metadata))
    assert [(guess.field, guess.value) for guess in reading.guesses] == [
        ("title", "Norland Rising"),
        ("author", "Ana Vega and Ben Osei"),
        ("date", "2019-05-01"),
        ("publisher", "Harbour Press"),
        ("isbn", "9780306406157"),
    ]
    assert reading.language == "fr"


def test_a_missing_chapter_is_reported_not_skipped(tmp_path: Path) -> None:
    reading = read_epub(make_epub(tmp_path / "a.epub", {"a": "<p>Text.</p>", "b": ""}))
    assert [page.problem is None for page in reading.pages] == [True, False]
    assert "b.xhtml" in str(reading.pages[1].problem)


def test_titles_of_the_second_edition_of_the_format_are_found(tmp_path: Path) -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Opening</text></navLabel>'
        '<content src="a.xhtml"/></navPoint></navMap></ncx>'
    )
    path = make_epub(tmp_path / "a.epub", {"a": "<p>Text.</p>"}, more={"OEBPS/toc.ncx": ncx}, ncx="toc.ncx")
    assert [page.heading for page in read_epub(path).pages] == ["Opening"]


@pytest.mark.parametrize(
    ("method", "locked"),
    [("http://www.idpf.org/2008/embedding", False), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True)],
)
def test_a_locked_book_says_so_and_obfuscated_fonts_do_not_matter(method: str, locked: bool, tmp_path: Path) -> None:
    stated = (
        f'<encryption><enc:EncryptedData ><enc:EncryptionMethod Algorithm="{method}"/></enc:EncryptedData></encryption>'
    )
    path = make_epub(tmp_path / "a.epub", {"a": "<p>Text.</p>"}, more={"META-INF/encryption.xml": stated})
    if locked:
        with pytest.raises(EncryptedSource):
            read_epub(path)
    else:
        assert len(read_epub(path).pages) == 1


def test_a_book_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource):
        read_epub(make_epub(tmp_path / "a.epub", {"a": "<p/>"}))
