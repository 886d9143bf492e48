"""Raised figures: an exponent is never read as further digits, in whatever a draft is written."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from litbase.claims.draft import Draft
from litbase.claims.drafts.docx import read_docx
from litbase.claims.drafts.html import read_html
from litbase.claims.drafts.latex import read_latex
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.odt import read_odt
from litbase.claims.drafts.wikitext import read_wikitext


@pytest.mark.parametrize(("read", "written"), [
    (read_markdown, "Some 10^3^ boats."),
    (read_markdown, "Some 10<sup>3</sup> boats."),
    (read_markdown, "Some $10^3$ boats."),
    (read_markdown, "Some $10^{3}$ boats."),
    (read_latex, "Some 10\\textsuperscript{3} boats."),
    (read_latex, "Some $10^3$ boats."),
    (read_latex, "Some \\(10^{3}\\) boats."),
    (read_latex, "Some 10$^3$ boats."),
    (read_html, "<p>Some 10<sup>3</sup> boats.</p>"),
    (read_html, "<p>Some 10<sup><i>3</i></sup> boats.</p>"),
    (read_html, '<p>Some <span class="math inline">10<sup>3</sup></span> boats.</p>'),
    (read_wikitext, "Some 10<sup>3</sup> boats."),
    (read_wikitext, "Some 10{{sup|3}} boats."),
    (read_wikitext, "Some {{10^|3}} boats."),
])  # fmt: skip
def test_an_exponent_keeps_its_height(read: Callable[[str], Draft], written: str) -> None:
    (sentence,) = read(written).sentences
    assert sentence.plain.text == "Some 10³ boats."
    start, end = sentence.plain.to_draft(7, 8)
    assert written[start:end].strip("{^|}") == "3"


@pytest.mark.parametrize(("read", "written"), [
    (read_markdown, "On the 5^th^ of May m^2^ fell."),
    (read_latex, "On the 5\\textsuperscript{th} of May m\\textsuperscript{2} fell."),
    (read_html, "<p>On the 5<sup>th</sup> of May m<sup>2</sup> fell.</p>"),
])  # fmt: skip
def test_other_raised_signs_are_words(read: Callable[[str], Draft], written: str) -> None:
    assert [sentence.plain.text for sentence in read(written).sentences] == ["On the 5th of May m2 fell."]


@pytest.mark.parametrize(("written", "plain"), [
    ("$95\\%$", "95%"),
    ("$27{,}600$", "27,600"),
    ("$27\\,600$", "27,600"),
    ("$2 \\times 10^{-6}$", "2 ×10⁻⁶"),
    ("\\(95\\%\\)", "95%"),
    ("$p = 0.078$", ""),  # a formula, not a figure
])  # fmt: skip
def test_a_number_written_as_a_formula_is_a_number(written: str, plain: str) -> None:
    (sentence,) = read_latex(f"It was {written}.").sentences
    assert sentence.plain.text == f"It was {plain}."


def test_exponents_in_word_documents(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p><w:r><w:t>Some 10</w:t></w:r>{raised.format('1')}{raised.format('2')}<w:r><w:t> boats.</w:t></w:r></w:p>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    assert read_docx(path).text == "Some 10¹² boats."


def test_exponents_in_opendocument(tmp_path: Path) -> None:
    path = tmp_path / "draft.odt"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles><style:style style:name='T1'>"
        "<style:text-properties style:text-position='super 58%'/></style:style></office:automatic-styles>"
        "<office:body><office:text><text:p>Some 10<text:span text:style-name='T1'>3</text:span> boats.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    assert read_odt(path).text == "Some 10³ boats."
