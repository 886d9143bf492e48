"""Manuscripts in DOCX and ODT, made by hand. Every sample speaks of the fictional Republic of Norland."""

import base64
import json
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest
from tests.claims.drafts_checked import check_places

from litbase.claims.draft import CitedItem, Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.docx import read_docx
from litbase.claims.drafts.odt import read_odt
from litbase.errors import EncryptedSource

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORK = {"id": 7, "type": "report", "title": "Report", "author": [{"literal": "Office"}], "citation-key": "nor2022"}
OTHER = {"id": 8, "type": "report", "title": "Study"}
CSL = json.dumps({
    "citationID": "x",
    "citationItems": [
        {"id": 7, "itemData": WORK, "locator": "173", "label": "page", "prefix": "see ", "suppress-author": True},
        {"id": 8, "itemData": OTHER, "suffix": ", passim"},
    ],
    "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
})  # fmt: skip
ITEMS = (
    CitedItem("nor2022", "173", "page", prefix="see", is_author_suppressed=True, work=WORK),
    CitedItem(None, suffix="passim", work=OTHER),
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(inside)}</w:p>"


def mark(kind: str, kept: str = "") -> str:
    inside = f"<w:fldData>{kept}</w:fldData>" if kept else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def complex_field(instruction: str, shown: str, kept: str = "") -> str:
    """A field whose instruction is split over runs, as Word splits it."""
    half = len(instruction) // 2
    parts = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        for part in (instruction[:half], instruction[half:])
    )
    return mark("begin", kept) + parts + mark("separate") + run(shown) + mark("end")


STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
</w:styles>"""


def docx(folder: Path, *body: str, **parts: str) -> Draft:
    path = folder / "draft.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        for name, content in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", content)
    draft = read_docx(path)
    check_places(draft)
    assert draft.format is DraftFormat.DOCX
    return draft


def words(draft: Draft) -> list[str]:
    return [sentence.plain.text for sentence in draft.sentences]


ENDNOTE = (
    '<EndNote><Cite ExcludeAuth="1"><Author>Ann</Author><Year>2015</Year><Pages>61</Pages><Prefix>see </Prefix>'
    "<record><contributors><authors><author><style>Ann, Bea</style></author></authors></contributors>"
    "<titles><title><style>Study</style></title></titles><dates><year>2015</year></dates></record></Cite></EndNote>"
)
STUDY: dict[str, Any] = {
    "title": "Study", "author": [{"family": "Ann", "given": "Bea"}], "issued": {"date-parts": [[2015]]},
}  # fmt: skip


@pytest.mark.parametrize(("field", "items"), [
    (complex_field(f" ADDIN ZOTERO_ITEM CSL_CITATION {CSL} ", "(see 2022, 173; Study)"), ITEMS),
    (complex_field(f"ADDIN CSL_CITATION {CSL}", "(see 2022, 173; Study)"), ITEMS),  # Mendeley
    (f'<w:fldSimple w:instr="{escape(f" ADDIN ZOTERO_ITEM CSL_CITATION {CSL}")}">{run("(2022)")}</w:fldSimple>', ITEMS),
    (complex_field(' CITATION Nor22 \\l 1033 \\p 12 \\n \\f "see " \\m Uni21 \\p 3-5', "(see 12)"),
     (CitedItem("Nor22", "12", "page", prefix="see", is_author_suppressed=True), CitedItem("Uni21", "3-5", "page"))),
    (complex_field(f" ADDIN EN.CITE {ENDNOTE}", "(see 2015, 61)"),
     (CitedItem(None, "61", "page", prefix="see", is_author_suppressed=True, work=STUDY),)),
    (mark("begin") + '<w:r><w:instrText xml:space="preserve"> ADDIN EN.CITE </w:instrText></w:r>'
     + mark("begin", base64.b64encode(ENDNOTE.encode()).decode())
     + "<w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r>" + mark("end")
     + mark("separate") + run("(see 2015, 61)") + mark("end"),
     (CitedItem(None, "61", "page", prefix="see", is_author_suppressed=True, work=STUDY),)),
    (f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{base64.b64encode(CSL.encode()).decode()}"/></w:sdtPr>'
     f'<w:sdtContent>{run("(2022)")}</w:sdtContent></w:sdt>', ITEMS),
])  # fmt: skip
def test_a_citation_field_is_read_where_its_words_are_shown(
    tmp_path: Path, field: str, items: tuple[CitedItem, ...]
) -> None:
    draft = docx(tmp_path, paragraph(run("The number fell "), field, run(". It rose.")))
    (citation,) = draft.citations
    assert citation.items == items
    assert citation.raw.startswith("(")
    assert draft.text == f"The number fell {citation.raw}. It rose."
    assert words(draft) == ["The number fell .", "It rose."]


def test_words_own_sources_say_what_their_tags_mean(tmp_path: Path) -> None:
    space = 'xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"'
    sources = (
        f"<b:Sources {space}><b:Source><b:Tag>Nor22</b:Tag><b:Title>Report</b:Title><b:Year>2022</b:Year><b:Author>"
        "<b:Author><b:NameList><b:Person><b:Last>Ann</b:Last><b:First>Bea</b:First></b:Person></b:NameList></b:Author>"
        "</b:Author></b:Source></b:Sources>"
    )
    field = complex_field(" CITATION Nor22 ", "(Ann, 2022)")
    draft = docx(tmp_path, paragraph(run("It fell "), field, run(".")), customXml__item1=sources)
    assert draft.citations[0].items[0].work == {
        "title": "Report", "author": [{"family": "Ann", "given": "Bea"}], "issued": {"date-parts": [[2022]]},
    }  # fmt: skip


def test_zotero_may_keep_its_citations_in_bookmarks(tmp_path: Path) -> None:
    code = f"ZOTERO_ITEM CSL_CITATION {CSL}"
    kept = "".join(
        f'<property name="ZOTERO_BREF_ab_{number}"><lpwstr>{escape(part)}</lpwstr></property>'
        for number, part in ((2, code[100:]), (1, code[:100]))
    )
    draft = docx(
        tmp_path,
        paragraph(
            run("It fell "),
            '<w:bookmarkStart w:id="4" w:name="ZOTERO_BREF_ab"/>',
            run("(2022)"),
            '<w:bookmarkEnd w:id="4"/>',
            run("."),
        ),
        docProps__custom=f"<Properties>{kept}</Properties>",
    )
    assert draft.citations[0].items == ITEMS
    assert words(draft) == ["It fell ."]


def test_other_fields_are_mere_words(tmp_path: Path) -> None:
    field = complex_field(" REF table ", "Table 3")
    draft = docx(tmp_path, paragraph(run("See "), field, run(".")))
    assert draft.citations == ()
    assert words(draft) == ["See Table 3."]


def test_broken_fields_do_no_harm(tmp_path: Path) -> None:
    draft = docx(
        tmp_path,
        paragraph(
            run("One "),
            complex_field(" ADDIN ZOTERO_ITEM CSL_CITATION {broken", "(x)"),
            mark("end"),
            run("."),
            mark("begin"),
        ),
        paragraph(complex_field(" ADDIN EN.CITE <EndNote><Cite>", "(y)"), run("hidden by a field that never shows")),
    )
    assert draft.citations == ()


def test_footnotes_and_their_citations(tmp_path: Path) -> None:
    field = complex_field(f" ADDIN ZOTERO_ITEM CSL_CITATION {CSL}", "Office, Report, 173.")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph(run("-"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(field, run(" So it was."))}</w:footnote></w:footnotes>'
    )
    draft = docx(
        tmp_path,
        paragraph(run("It fell."), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" It rose.")),
        paragraph(run("After.")),
        word__footnotes=notes,
    )
    assert draft.text == "It fell.[1] It rose.\n\nAfter.\n\nOffice, Report, 173. So it was."
    assert words(draft) == ["It fell.", "It rose.", "After."]
    assert draft.sentences[0].end == len("It fell.[1]")
    (note,) = draft.notes
    assert (note.name, note.anchors) == ("1", ((8, 11),))
    assert [each.plain.text for each in note.sentences] == ["So it was."]
    assert (draft.citations[0].note, draft.citations[0].anchor) == (0, 8)


def test_styles_tables_revisions_and_lists_of_references(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    indent = '<w:pPr><w:ind w:left="720" w:right="720"/></w:pPr>'
    draft = docx(
        tmp_path,
        paragraph(run("Cases"), style="H1"),
        paragraph(
            run("It "), f'<w:del><w:r><w:delText>rose</w:delText></w:r></w:del><w:ins>{run("fell")}</w:ins>', run("."),
        ),
        paragraph(run("The number fell."), style="Q"),
        paragraph(run("It rose."), style="Q"),
        f"<w:p>{indent}{run('Set off.')}</w:p>",
        paragraph(run("Cases in Norland"), style="C"),
        "<w:tbl>" + row(cell(paragraph(run("2021"))) + cell(paragraph(run("24")))) + "</w:tbl>",
        "<w:tbl>" + row(cell(paragraph(run("2022"))) + cell(paragraph(run("30")))) + "</w:tbl>",
        paragraph(mark("begin"), "<w:r><w:instrText> ADDIN ZOTERO_BIBL </w:instrText></w:r>", mark("separate"),
                  run("Office. 2022.")),
        paragraph(run("Union. 2021."), mark("end")),
        paragraph(run("After.")),
    )  # fmt: skip
    assert [(each.kind, each.plain.text) for each in draft.sentences] == [
        (SentenceKind.PROSE, "It fell."), (SentenceKind.QUOTED, "The number fell."), (SentenceKind.QUOTED, "It rose."),
        (SentenceKind.QUOTED, "Set off."), (SentenceKind.CAPTION, "Cases in Norland"),
        (SentenceKind.TABLE_ROW, "2021\t24"), (SentenceKind.TABLE_ROW, "2022\t30"), (SentenceKind.PROSE, "After."),
    ]  # fmt: skip
    assert [each.plain.text for each in draft.quotations] == ["The number fell.\n\nIt rose.\n\nSet off."]
    assert [each.plain.text for each in draft.references] == ["Office. 2022.", "Union. 2021."]


SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def odt(folder: Path, body: str, styles: str = "") -> Draft:
    path = folder / "draft.odt"
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    draft = read_odt(path)
    check_places(draft)
    assert draft.format is DraftFormat.ODT
    return draft


def test_reference_marks_of_zotero_are_citations(tmp_path: Path) -> None:
    name = escape(f"ZOTERO_ITEM CSL_CITATION {CSL} RNDabc123")
    body = (
        f'<text:p>It fell <text:reference-mark-start text:name="{name}"/>(see 2022, 173)<text:reference-mark-end '
        f'text:name="{name}"/>.</text:p><text:section text:name=" ZOTERO_BIBL {{}} RNDx"><text:p>Office. 2022.</text:p>'
        "</text:section>"
    )
    draft = odt(tmp_path, body)
    assert draft.citations[0].items == ITEMS
    assert draft.citations[0].raw == "(see 2022, 173)"
    assert words(draft) == ["It fell ."]
    assert [each.plain.text for each in draft.references] == ["Office. 2022."]


def test_own_marks_notes_styles_and_tables_of_opendocument(tmp_path: Path) -> None:
    body = (
        "<text:h>Cases</text:h><text:p>It   fell\n so<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body>"
        "<text:p>So it was.</text:p></text:note-body></text:note>.</text:p>"
        '<text:p>It rose <text:bibliography-mark text:identifier="nor2022" text:title="Report" text:year="2022">'
        "[nor2022]"
        "</text:bibliography-mark>.</text:p>"
        '<text:p text:style-name="P1">The number fell.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>2021</text:p></table:table-cell><table:table-cell>"
        "<text:p>24</text:p></table:table-cell></table:table-row></table:table>"
    )
    draft = odt(tmp_path, body, '<style:style style:name="P1" style:parent-style-name="Quotations"/>')
    assert draft.text == ("Cases\n\nIt fell so[1].\n\nIt rose [nor2022].\n\nThe number fell.\n\n2021\t24\n\nSo it was.")
    assert words(draft) == ["It fell so.", "It rose .", "The number fell.", "2021\t24"]
    assert [each.plain.text for each in draft.quotations] == ["The number fell."]
    assert draft.citations[0].items == (
        CitedItem("nor2022", work={"title": "Report", "issued": {"date-parts": [[2022]]}}),
    )
    assert draft.notes[0].anchors == ((draft.text.index("[1]"), draft.text.index("[1]") + 3),)


@pytest.mark.parametrize("style", [
    '<style:style style:name="P1" style:parent-style-name="Block_20_Text"/>',
    '<style:style style:name="P1" style:parent-style-name="Intense_20_Quote"/>',
    '<style:style style:name="P1" style:parent-style-name="Standard"><style:paragraph-properties '
    'fo:margin-left="1cm" fo:margin-right="0.5in"/></style:style>',
])  # fmt: skip
def test_quotations_of_opendocument_are_known_by_style_or_margins(tmp_path: Path, style: str) -> None:
    draft = odt(tmp_path, '<text:p>It says:</text:p><text:p text:style-name="P1">The number fell.</text:p>', style)
    assert [each.plain.text for each in draft.quotations] == ["The number fell."]


def test_superscript_is_known_by_its_place(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3,5</w:t></w:r>'
    draft = docx(tmp_path, paragraph(run("Boats came"), raised, run(" and went.")))
    assert [draft.text[start:end] for start, end in draft.raised] == ["3,5"]


DELETED = '<w:del w:id="1"><w:r><w:delText>rose</w:delText></w:r></w:del>'
JOINED = '<w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(("body", "text", "plain"), [
    (paragraph(run("It "), DELETED, f'<w:ins w:id="3">{run("fell")}</w:ins>', run(".")), "It fell.", ["It fell."]),
    # the end of a paragraph was deleted: the next one goes on
    (f"<w:p>{JOINED}{run('It fell ')}</w:p>" + paragraph(run("by half.")), "It fell by half.", ["It fell by half."]),
    (f"<w:p>{JOINED}{DELETED}</w:p>" + paragraph(run("It fell.")), "It fell.", ["It fell."]),
    (f"<w:p>{JOINED}{run('It fell.')}</w:p>", "It fell.", ["It fell."]),
    # struck through: seen, but no word of the sentence
    (paragraph(run("It "), "<w:r><w:rPr><w:strike/></w:rPr><w:t>rose </w:t></w:r>", run("fell.")),
     "It rose fell.", ["It fell."]),
    (paragraph(run("It fell"), "<w:r><w:rPr><w:vanish/></w:rPr><w:t> by 5</w:t></w:r>", run(".")),
     "It fell.", ["It fell."]),
    (paragraph("<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase>"
               "</w:ruby></w:r>", run("字。")), "漢字。", ["漢字。"]),
    (paragraph(run("It fell."), "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
               f"{run('Click here.')}</w:sdtContent></w:sdt>"), "It fell.", ["It fell."]),
    (paragraph(run("Some "), f"<m:oMath {MATH}><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t>"
               "</m:r></m:sup></m:sSup></m:oMath>", run(" boats.")), "Some 10³ boats.", ["Some 10³ boats."]),
    (paragraph(run("Some"), f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>"
               "</m:r></m:den></m:f></m:oMath>", run(" boats.")), "Some boats.", ["Some boats."]),  # no plain number
    (paragraph("<w:smartTag>", run("Norland"), "</w:smartTag>",
               f'<w:hyperlink>{run(" fell")}</w:hyperlink>', run(".")), "Norland fell.", ["Norland fell."]),
])  # fmt: skip
def test_a_document_is_read_as_its_reader_sees_it(tmp_path: Path, body: str, text: str, plain: list[str]) -> None:
    draft = docx(tmp_path, body)
    assert (draft.text, words(draft)) == (text, plain)


def test_parts_of_a_document_may_have_other_names(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    parts = {
        "_rels/.rels": f'<Relationships {relations}><Relationship Type="{kind}/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>',
        "word/_rels/document2.xml.rels": f'<Relationships {relations}><Relationship Type="{kind}/footnotes" '
        'Target="footnotes3.xml"/></Relationships>',
        "word/document2.xml": f"<w:document {W}><w:body>{paragraph(run('It fell.'), call)}</w:body></w:document>",
        "word/footnotes3.xml": f'<w:footnotes {W}><w:footnote w:id="2">{paragraph(run("So it was."))}</w:footnote>'
        "</w:footnotes>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read_docx(path).text == "It fell.[1]\n\nSo it was."


def test_the_strict_form_of_word_documents_is_read(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    with zipfile.ZipFile(path, "w") as archive:
        body = f"<w:document {strict}><w:body>{paragraph(run('It fell.'))}</w:body></w:document>"
        archive.writestr("word/document.xml", body)
    assert read_docx(path).text == "It fell."


def test_what_opendocument_hides_strikes_or_nests(tmp_path: Path) -> None:
    body = (
        '<text:p>It <text:span text:style-name="T1">rose </text:span>fell.</text:p>'
        '<text:section text:display="none"><text:p>It stayed.</text:p></text:section>'
        "<table:table><table:table-row><table:table-cell><text:p>2021</text:p><table:table><table:table-row>"
        "<table:table-cell><text:p>24</text:p></table:table-cell></table:table-row></table:table></table:table-cell>"
        "</table:table-row></table:table>"
    )
    style = '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    draft = odt(tmp_path, body, style)
    assert draft.text == "It rose fell.\n\n2021 24"
    assert words(draft) == ["It fell.", "2021 24"]


def test_an_encrypted_document_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "draft.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    with pytest.raises(EncryptedSource) as caught:
        read_odt(path)
    assert "without a password" in str(caught.value.hint)
