from pathlib import Path

import pytest
from tests.sources.document_making import make_docx, make_zip, paragraph

from litbase.errors import CorruptSource
from litbase.model.page import LocatorKind, Reading
from litbase.sources.docx import read_docx

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Verz"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="5">
  <w:lvl w:ilvl="0"><w:start w:val="41"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>
"""


def read(folder: Path, body: str, **parts: str) -> Reading:
    return read_docx(make_docx(folder / "a.docx", body, **parts))


def texts(reading: Reading) -> list[str]:
    return [page.text for page in reading.pages]


def numbered(text: str, *, level: int = 0, identifier: int = 1) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identifier}"/></w:numPr>'
    return paragraph(text, properties=numbers)


def test_heading_styles_make_sections(tmp_path: Path) -> None:
    body = (
        paragraph("Before.")
        + paragraph("Find", "ings", style="berschrift1")
        + paragraph("One.")
        + paragraph("Victims", style="Own")  # a style based on a heading is one
        + paragraph("Two.", style="Loop")
        + paragraph("Annex", properties='<w:outlineLvl w:val="0"/>')
        + paragraph("Three.")
    )
    reading = read(tmp_path, body, styles=STYLES)
    assert [page.heading for page in reading.pages] == [None, "Findings", "Victims", "Annex"]
    assert texts(reading)[1:3] == ["Findings\n\nOne.", "Victims\n\nTwo."]
    assert reading.cited_by is LocatorKind.SECTION


def test_deleted_moved_and_hidden_text_is_left_out(tmp_path: Path) -> None:
    body = paragraph(
        "Kept ",
        "<w:ins><w:r><w:t>added </w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>DELETED</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>MOVED</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r>",
        '<w:r><w:rPr><w:rStyle w:val="Unseen"/></w:rPr><w:t>UNSEEN</w:t></w:r>',
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>',
    ) + paragraph("Contents ..... 3", style="Verz")
    assert texts(read(tmp_path, body, styles=STYLES)) == ["Kept added shown"]


def test_fields_show_their_results(tmp_path: Path) -> None:
    body = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \\* ARABIC</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>see p. 7</w:t></w:r>',
    )
    assert texts(read(tmp_path, body)) == ["see p. 7"]


def test_signs_inside_runs(tmp_path: Path) -> None:
    body = paragraph(
        "<w:r><w:t>re</w:t><w:noBreakHyphen/><w:t>entry</w:t><w:br/><w:t>next</w:t><w:softHyphen/><w:t>line</w:t></w:r>"
    )
    assert texts(read(tmp_path, body)) == ["re-entry\nnextline"]


def test_tables_are_read_row_by_row(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    rows = (
        f"<w:tr>{cell(paragraph('Year'))}{cell(paragraph('Cases'))}</w:tr>"
        f"<w:tr>{cell(paragraph('2021') + paragraph('(est.)'))}{cell(paragraph('42'))}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('DELETED'))}</w:tr>"
    )
    assert texts(read(tmp_path, f"<w:tbl>{rows}</w:tbl>")) == ["Year | Cases\n2021 (est.) | 42"]


def test_cell_over_several_columns_leaves_the_others_empty(tmp_path: Path) -> None:
    cell, wide = "<w:tc>{}</w:tc>".format, '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'.format
    rows = (
        f"<w:tr>{cell(paragraph('Item'))}{wide(paragraph('Planned'))}{cell(paragraph('Spent'))}</w:tr>"
        f"<w:tr>{cell(paragraph(''))}{cell(paragraph('2023'))}{cell(paragraph('2024'))}{cell(paragraph('2023'))}</w:tr>"
        f"<w:tr>{wide(paragraph('In crowns'))}</w:tr>"
    )
    assert texts(read(tmp_path, f"<w:tbl>{rows}</w:tbl>")) == [
        "Item | Planned |  | Spent\n | 2023 | 2024 | 2023\nIn crowns"
    ]


def test_notes_stand_at_the_end_of_their_section(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("LINE")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("See the annex.")}</w:footnote>'
    )
    body = (
        paragraph("First", style="berschrift1")
        + paragraph("One", mark, ".")
        + paragraph("More.")
        + paragraph("Second", style="berschrift1")
        + paragraph("Two.")
    )
    assert texts(read(tmp_path, body, styles=STYLES, footnotes=notes)) == [
        "First\n\nOne.\n\nMore.\n\n[1] See the annex.",
        "Second\n\nTwo.",
    ]


def test_automatic_numbers_are_put_in(tmp_path: Path) -> None:
    body = (
        numbered("The Commission met.")
        + numbered("It heard:")
        + numbered("victims;", level=1)
        + numbered("officials.", level=1)
        + numbered("a bullet", level=2)
        + numbered("It closed.", identifier=2)  # another use of the same list goes on counting
        + numbered("new letters", level=1)
        + paragraph("By style.", style="Numbered")
        + numbered("In no list.", identifier=0)
    )
    assert texts(read(tmp_path, body, styles=STYLES, numbering=NUMBERING)) == [
        "41. The Commission met.\n\n42. It heard:\n\n(a) victims;\n\n(b) officials.\n\na bullet\n\n43. It closed.\n\n"
        "(a) new letters\n\n44. By style.\n\nIn no list."
    ]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent {space}>{both}</mc:AlternateContent></w:r>"
    assert texts(read(tmp_path, paragraph("Around.", run))) == ["Around.\n\nIn the box."]


def test_title_style_and_core_properties_are_metadata(tmp_path: Path) -> None:
    core = (
        "<dc:title>Brief on Norland</dc:title><dc:creator>Ana Vega; Norland Office</dc:creator>"
        "<dc:language>en-GB</dc:language><dcterms:created>2021-03-05T10:00:00Z</dcterms:created>"
    )
    reading = read(
        tmp_path, paragraph("The Norland Brief", style="Titel") + paragraph("Text."), styles=STYLES, core=core
    )
    assert [(guess.field, guess.value, guess.origin) for guess in reading.guesses] == [
        ("title", "The Norland Brief", "title style"),
        ("title", "Brief on Norland", "core properties"),
        ("author", "Ana Vega and {Norland Office}", "core properties"),
        ("date", "2021-03-05", "core properties"),
    ]
    assert reading.language == "en"


@pytest.mark.parametrize("title", ["Microsoft Word - brief.doc", "Document1", "Untitled", "brief.docx", " "])
def test_useless_titles_are_not_taken(title: str, tmp_path: Path) -> None:
    assert read(tmp_path, paragraph("Text."), core=f"<dc:title>{title}</dc:title>").guesses == ()


def test_a_document_of_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource, match="holds no text"):
        read(tmp_path, paragraph(""))


def test_an_external_entity_in_a_docx_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    document = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    with pytest.raises(CorruptSource, match="entities"):
        read_docx(make_zip(tmp_path / "a.docx", {"word/document.xml": document}))
