"""Whole drafts: citations in every format found, resolved and listed. Everything in them is fictional."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from litbase.errors import DraftError
from litbase.library.library import Library

BIBLIOGRAPHY = """
@report{nomtip2022, author = {{Norland Office to Monitor Trafficking}}, title = {Annual Report}, date = {2022},
  url = {https://norland.example/report}}
@book{quill2020, author = {Quill, Ada}, title = {Debts at Sea}, publisher = {Vestholm Press}, date = {2020}}
"""
MARKDOWN = """# Debts

Crews were held by debts [@nomtip2022, p. 173]. @quill2020 [ch. 2] agrees.^[See also [@nomtip2022, para. 4].]

An unknown work [@nobody1999].
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    given = tmp_path / "given.bib"
    given.write_text(BIBLIOGRAPHY, encoding="utf-8")
    with Library.init(tmp_path / "library") as library:
        library.import_bibliography(given)
        yield library


def cited(library: Library, draft: Path, style: str, ending: str = ".txt") -> str:
    output = draft.with_name(f"out{ending}")
    library.cite_draft(draft, output, style=style)
    return output.read_text("utf-8")


def test_a_draft_is_cited_and_its_list_put_at_the_end(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(MARKDOWN, encoding="utf-8")
    text = cited(library, draft, "apa")
    assert "debts (Norland Office to Monitor Trafficking, 2022, p. 173). Quill (2020, Chapter 2) agrees." in text
    assert "[@nobody1999]" in text
    listed = text.split("References")[1]
    assert "Norland Office to Monitor Trafficking. (2022). Annual Report." in listed
    assert "Quill, A. (2020). Debts at Sea. Vestholm Press." in listed


def test_what_came_of_a_draft_is_told(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(MARKDOWN + "\n![A map](https://norland.example/map.png)\n", encoding="utf-8")
    told = library.cite_draft(draft, tmp_path / "out.docx", style="apa")
    assert told.keys == ("nomtip2022", "quill2020")
    assert told.unknown == ("nobody1999",)
    assert told.left_out == ("https://norland.example/map.png",)


def test_a_style_of_notes_makes_notes_that_know_their_numbers(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "One [@nomtip2022].\n\nTwo.^[A remark.]\n\nThree [@quill2020].\n\nFour [@nomtip2022, 7].\n", "utf-8"
    )
    text = cited(library, draft, "oscola")
    assert "One.[1]" in text
    assert "[4] Norland Office to Monitor Trafficking (n 1) 7." in text


def test_notes_stand_close_and_end_in_one_period(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Held [@nomtip2022] by debts.^[Compare [@quill2020].]", encoding="utf-8")
    text = cited(library, draft, "oscola")
    assert "Held[1] by debts.[2]" in text
    assert "(Vestholm Press 2020).\n" in text
    assert ".." not in text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("draft.tex", "Held by debts \\autocite[173]{nomtip2022}."),
        ("draft.html", "<p>Held by debts [@nomtip2022, p. 173].</p>"),
        ("draft.rst", "Held by debts :cite:`nomtip2022`."),
    ],
)
def test_keys_are_found_as_each_format_has_them(library: Library, tmp_path: Path, name: str, written: str) -> None:
    draft = tmp_path / name
    draft.write_text(written, encoding="utf-8")
    assert "Held by debts (Norland Office to Monitor Trafficking, 2022" in cited(library, draft, "apa")


def test_keys_typed_into_a_word_processor_are_found(library: Library, tmp_path: Path) -> None:
    typed = tmp_path / "typed.html"
    typed.write_text("<p>Held by debts [@nomtip2022, p. 173; see @quill2020].</p>", encoding="utf-8")
    library.cite_draft(typed, tmp_path / "cited.docx", style="apa")
    assert "(Norland Office to Monitor Trafficking, 2022, p. 173; see Quill, 2020)" in cited_text(
        tmp_path / "cited.docx"
    )


def cited_text(docx: Path) -> str:
    from litbase.csl.documents import read_document
    from litbase.csl.runs import read_runs, text_of

    blocks = read_document(docx).blocks
    return "\n".join(text_of(read_runs(block["c"])) for block in blocks if block["t"] == "Para")


def test_the_list_of_a_docx_has_hanging_indents(library: Library) -> None:
    content, _ = library.bibliography_as("docx", style="apa")
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    bibliography = styles[styles.index('w:styleId="Bibliography"') :]
    assert 'w:hanging="720"' in bibliography[: bibliography.index("</w:style>")]


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ("text", "Quill, A. (2020). Debts at Sea. Vestholm Press.\n"),
        ("html", "<em>Debts at Sea</em>"),
        ("markdown", "*Debts at Sea*"),
        ("latex", "\\emph{Debts at Sea}"),
        ("rtf", "{\\i Debts at Sea}"),
        ("json", '"text": "Quill, A. (2020). Debts at Sea. Vestholm Press."'),
    ],
)
def test_the_list_is_written_in_every_form(library: Library, form: str, part: str) -> None:
    written, _ = library.bibliography_as(form, style="apa")
    assert part in written.decode()


def test_a_draft_of_an_unknown_format_is_refused(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.xyz"
    draft.write_text("x", encoding="utf-8")
    with pytest.raises(DraftError):
        library.cite_draft(draft, tmp_path / "out.docx")


def test_a_citation_that_stays_as_typed_counts_as_no_note(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "One [@quill2020; @nobody1999]. Two [@nomtip2022]. "
        "Three.^[As @nomtip2022 said, see [@quill2020, p. 7] too.]\n\nFour, cf. [@quill2020, p. 9].\n",
        encoding="utf-8",
    )
    text = cited(library, draft, "oscola")
    assert "[2] As Norland Office to Monitor Trafficking ibid said, see Ada Quill, Debts at Sea" in text
    assert "7 too." in text
    assert "[3] Quill (n 2) 9." in text
    assert "Four, cf.[3]" in text
