from pathlib import Path

import pytest
from tests.sources.document_making import make_odt

from litbase.errors import CorruptSource, EncryptedSource
from litbase.model.page import Reading
from litbase.sources.odt import read_odt


def read(folder: Path, body: str, **parts: str) -> Reading:
    return read_odt(make_odt(folder / "a.odt", body, **parts))


def texts(reading: Reading) -> list[str]:
    return [page.text for page in reading.pages]


def test_headings_make_sections(tmp_path: Path) -> None:
    body = (
        "<text:p>Before.</text:p><text:h>Find<text:span>ings</text:span></text:h><text:list><text:list-item>"
        "<text:p>One<text:s text:c='2'/>two<text:line-break/>three.</text:p></text:list-item></text:list>"
    )
    reading = read(tmp_path, body)
    assert [page.heading for page in reading.pages] == [None, "Findings"]
    assert texts(reading) == ["Before.", "Findings\n\nOne two\nthree."]


def test_deleted_and_hidden_text_is_left_out(tmp_path: Path) -> None:
    styles = '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'
    body = (
        "<text:tracked-changes><text:p>DELETED</text:p></text:tracked-changes>"
        "<text:table-of-content><text:p>CONTENTS</text:p></text:table-of-content>"
        "<text:p>Kept<office:annotation><text:p>COMMENT</text:p></office:annotation>"
        "<text:span text:style-name='T9'>HIDDEN</text:span>.</text:p>"
    )
    assert texts(read(tmp_path, body, styles=styles)) == ["Kept."]


def test_tables_and_notes(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    body = (
        "<text:p>Said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the annex."
        "</text:p></text:note-body></text:note>.</text:p>"
        f"<table:table><table:table-row>{cell('Year')}{cell('2021')}</table:table-row></table:table>"
    )
    assert texts(read(tmp_path, body)) == ["Said.\n\nYear | 2021\n\n[1] See the annex."]


def test_cells_covered_by_another_are_empty(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    rows = (
        f"<table:table-row>{cell('Item')}{cell('Planned')}{covered}</table:table-row>"
        f"<table:table-row>{cell('Beds')}{cell('12')}{cell('14')}{cell('9')}</table:table-row>"
    )
    assert texts(read(tmp_path, f"<table:table>{rows}</table:table>")) == ["Item | Planned |  | \nBeds | 12 | 14 | 9"]


def test_title_style_and_properties_are_metadata(tmp_path: Path) -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    meta = (
        "<dc:title>Brief</dc:title><meta:initial-creator>Ana Vega</meta:initial-creator><dc:creator>Other</dc:creator>"
        "<meta:creation-date>2021-03-05T10:00:00</meta:creation-date><dc:language>es-ES</dc:language>"
    )
    body = "<text:p text:style-name='P1'>The Norland Brief</text:p><text:p>Text.</text:p>"
    reading = read(tmp_path, body, styles=styles, meta=meta)
    assert [(guess.field, guess.value) for guess in reading.guesses] == [
        ("title", "The Norland Brief"),
        ("title", "Brief"),
        ("author", "Ana Vega"),
        ("date", "2021-03-05"),
    ]
    assert reading.language == "es"


def test_an_encrypted_document_says_so(tmp_path: Path) -> None:
    with pytest.raises(EncryptedSource):
        read(tmp_path, "<text:p>x</text:p>", manifest="<manifest><encryption-data/></manifest>")


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource):
        read(tmp_path, "<text:p/>")
