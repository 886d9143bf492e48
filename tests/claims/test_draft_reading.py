"""The front door, plain text and PDF. Every sample speaks of the fictional Republic of Norland."""

import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.drafts_checked import check_places

from litbase.claims.citations.cited import citations_of
from litbase.claims.draft import Draft, DraftFormat, SentenceKind
from litbase.claims.drafts.plain_text import read_plain_text, write_with_endnotes
from litbase.claims.drafts.reading import _read_words, decode_draft, read_draft
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain
from litbase.claims.statements import statements_of
from litbase.errors import DraftError


def words(text: str) -> list[str]:
    draft = read_plain_text(text)
    check_places(draft)
    return [sentence.plain.text for sentence in draft.sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It fell (p. 104ff.).", ["It fell (p. 104ff.)."]),
        ("It fell (p. 104ff.). They left.", ["It fell (p. 104ff.).", "They left."]),
    ],
)
def test_brackets_close_with_their_sentence(text: str, sentences: list[str]) -> None:
    assert words(text) == sentences


@pytest.mark.parametrize(("content", "text"), [
    ("Çok é\r\n".encode(), "Çok é\r\n"),  # line ends stay as they are
    (b"\xef\xbb\xbfIt fell.", "It fell."),
    ("It fell.".encode("utf-16"), "It fell."),
    ("It fell.".encode("utf-32"), "It fell."),
    ("“café”".encode("cp1252"), "“café”"),
    (b"caf\xe9 \x81", "café \x81"),  # not even Windows-1252
])  # fmt: skip
def test_a_file_is_decoded_as_an_editor_opens_it(content: bytes, text: str) -> None:
    assert decode_draft(content) == text


@pytest.mark.parametrize(("name", "content", "format_"), [
    ("draft.md", "It fell.", DraftFormat.MARKDOWN),
    ("draft.Rmd", "It fell.", DraftFormat.MARKDOWN),
    ("draft.qmd", "It fell.", DraftFormat.MARKDOWN),
    ("draft.tex", "It fell.", DraftFormat.LATEX),
    ("draft.wiki", "It fell.", DraftFormat.WIKITEXT),
    ("draft.html", "<p>It fell.", DraftFormat.HTML),
    ("draft.txt", "It fell (Office 2022).", DraftFormat.TEXT),
    ("draft", "It fell.", DraftFormat.TEXT),
    ("draft.txt", "It fell [@nor2022].", DraftFormat.MARKDOWN),  # its words tell more than its name
    ("draft.txt", "\\documentclass{article}\n\\begin{document}It fell.\\end{document}", DraftFormat.LATEX),
    ("draft.txt", "It fell.<ref>{{cite web|title=X}}</ref>\n== References ==\n{{reflist}}", DraftFormat.WIKITEXT),
])  # fmt: skip
def test_the_format_is_told_by_suffix_and_content(
    tmp_path: Path, name: str, content: str, format_: DraftFormat
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    draft = read_draft(path)
    check_places(draft)
    assert draft.format is format_
    assert draft.sentences


def archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("some.txt", "text")


@pytest.mark.parametrize(("name", "content", "message"), [
    ("gone.md", None, "cannot be opened"),
    ("empty.md", b"", "holds no text"),
    ("blank.txt", b" \n", "holds no text"),
    ("broken.docx", b"PK\x03\x04 nothing", "broken archive"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
    ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "an image"),
    ("bytes.md", b"It\0fell", "not a manuscript"),
    ("broken.pdf", b"%PDF-1.7 nothing", "broken.pdf"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence_with_a_way_out(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DraftError, match=message) as caught:
        read_draft(path)
    assert caught.value.hint


def test_an_archive_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.zip"
    archive(path)
    with pytest.raises(DraftError, match="archive"):
        read_draft(path)


@pytest.mark.parametrize("name", ["draft.md", "draft.docx", "draft.txt", "draft"])
def test_folders_and_pipes_are_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "folders" / name).mkdir(parents=True)
    os.mkfifo(tmp_path / name)
    for path in (tmp_path / name, tmp_path / "folders" / name):
        with pytest.raises(DraftError, match="not a file but a folder, pipe or device"):
            read_draft(path)


@pytest.mark.parametrize(("text", "found"), [
    ("It fell. It\nrose.\n\nIt stayed.", ["It fell.", "It rose.", "It stayed."]),  # wrapped lines are one paragraph
    ("Cases in Norland\n\nIt fell.", ["It fell."]),  # a heading makes no claim
    ("Cases\n=====\nIt fell.", ["It fell."]),
    ("It says:\n- One fell.\n- Two rose.", ["It says:", "One fell.", "Two rose."]),
])  # fmt: skip
def test_paragraphs_of_plain_text(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long = (
        "The number of cases fell in Norland, says the office, and it will fall in the years that come as well, it says"
    )
    assert words(f"{long} there.\n{long} here.") == [f"{long} there.", f"{long} here."]


def test_what_is_set_off_is_a_quotation() -> None:
    draft = read_plain_text("It says:\n\n    The number fell.\n    It rose.\n\nSo it was.\n")
    check_places(draft)
    assert [each.plain.text for each in draft.quotations] == ["The number fell. It rose."]
    assert draft.sentences[1].kind is SentenceKind.QUOTED


@pytest.mark.parametrize("text", [
    "It says:\n\n  The number fell.\n\n  It rose.\n\nSo it was.\n",  # one line each, as pandoc sets it off
    "It says:\n\n    The number\n    fell.\n\n    It rose.\n\nSo it was.\n",
])  # fmt: skip
def test_a_quotation_set_off_may_have_several_paragraphs(text: str) -> None:
    draft = read_plain_text(text)
    check_places(draft)
    assert [each.plain.text for each in draft.quotations] == ["The number fell.\n\nIt rose."]


@pytest.mark.parametrize("table", [
    "  Year   Boats   Share\n  ------ ------- -------\n  2021   24      4.5 %\n  2022   30      6\n",  # drawn
    "Year Boats Share\n2021 24 4.5%\n2022 30 6%\n",  # as the text of a PDF has it
    "| 2021 | 24 | 4.5 |\n|------|----|-----|\n| 2022 | 30 | 6 |\n",
])  # fmt: skip
def test_lines_of_figures_are_rows_of_a_table(table: str) -> None:
    draft = read_plain_text(f"It fell then.\n\n{table}1. It rose to 12.\n2. It fell to 11.\n")
    check_places(draft)
    rows = [each for each in draft.sentences if each.kind is SentenceKind.TABLE_ROW]
    assert [row.plain.text.split()[0] for row in rows][-2:] == ["2021", "2022"]
    assert [each.plain.text for each in draft.sentences if each.kind is SentenceKind.PROSE] == [
        "It fell then.", "It rose to 12.", "It fell to 11.",
    ]  # fmt: skip


def test_two_years_in_wrapped_lines_are_no_table() -> None:
    assert words("It fell in 2021 and 2022\nand rose in 2023 and 2024.") == [
        "It fell in 2021 and 2022 and rose in 2023 and 2024."
    ]


def test_the_marks_of_an_older_letter_are_no_words() -> None:
    assert words("You wrote:\n\n> The number fell\n> by half.\n>\n>> It rose.\n\nYes.") == [
        "You wrote:", "The number fell by half.", "It rose.", "Yes.",
    ]  # fmt: skip


def test_a_power_of_ten_is_no_call_of_a_note() -> None:
    draft = read_plain_text("It fell.[1] Some 10³ rose on 5 km².[2]\n\n[1] So it was.\n\n[2] Or so.\n")
    check_places(draft)
    assert [[each.plain.text for each in note.sentences] for note in draft.notes] == [["So it was."], ["Or so."]]
    assert [each.plain.text for each in draft.sentences] == ["It fell.", "Some 10³ rose on 5 km²."]


@pytest.mark.parametrize(("listed", "references"), [
    ("[1] Office. 2022.\n[2] Union,\n2021.\n", [("1", "Office. 2022."), ("2", "Union,\n2021.")]),
    ("Office. 2022. Report.\n    Norhavn.\nUnion. 2021.\n",
     [(None, "Office. 2022. Report.\n    Norhavn."), (None, "Union. 2021.")]),  # hanging lines
    ("Office. 2022.\n\nUnion. 2021.\n", [(None, "Office. 2022."), (None, "Union. 2021.")]),
    ("Office. 2022.\nUnion. 2021.\n", [(None, "Office. 2022."), (None, "Union. 2021.")]),  # a year in each line
    ("Office for Boats. 2022. “The Boats that\nCame in 2021.” Norhavn: Office for Boats.\n",
     [(None, "Office for Boats. 2022. “The Boats that\nCame in 2021.” Norhavn: Office for Boats.")]),  # wrapped
    ("Office for Boats. 2022. “The Boats that\nCame in 2021.” Norhavn.\nQuill, Ada. 2022. “Who Pays to\nWork?”\n",
     [(None, "Office for Boats. 2022. “The Boats that\nCame in 2021.” Norhavn."),
      (None, "Quill, Ada. 2022. “Who Pays to\nWork?”")]),
    ("Office for Boats. 2022. “The Boats that Came.”\nNorhavn: Press, 2022.\n",
     [(None, "Office for Boats. 2022. “The Boats that Came.”\nNorhavn: Press, 2022.")]),  # place and publisher
])  # fmt: skip
def test_the_list_of_references_is_split(listed: str, references: list[tuple[str | None, str]]) -> None:
    draft = read_plain_text(f"It fell.\n\nReferences\n\n{listed}")
    check_places(draft)
    assert [(each.label, each.plain.text) for each in draft.references] == references


@given(st.text(alphabet="ab. \n\r\t-12[]“”", max_size=120))
def test_whatever_is_written_keeps_its_place(text: str) -> None:
    check_places(read_plain_text(text))


def pages_in_pdf(path: Path, pages: list[list[str]]) -> Draft:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 760 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return read_draft(path)


def test_brackets_run_on_over_a_page_bound(tmp_path: Path) -> None:
    fill = [f"Inspector number {number} wrote down what the skipper of the boat had said." for number in range(20)]
    draft = pages_in_pdf(
        tmp_path / "draft.pdf",
        [[*fill, "It fell in the north (Doe and Roe 2015; Moen and"], ["Vik 2019). The rest is known.", *fill]],
    )
    assert any("(Doe and Roe 2015; Moen and Vik 2019)" in one.plain.text for one in draft.sentences)


def test_a_list_in_pdf_goes_on_over_pages_and_long_addresses(tmp_path: Path) -> None:
    address = "https://norland.example/" + "reports-on-boats-and-bricks/" * 5
    works = [
        [f"[{number}] J. Doe, Boats of Norland, part {number}. Eldoria: Fjord Press, {2000 + number}.", address]
        for number in range(1, 9)
    ]
    lines = [line for work in works for line in work]
    draft = pages_in_pdf(tmp_path / "draft.pdf", [["All is told [1].", "", "References", "", *lines[:7]], lines[7:]])
    assert [one.label for one in draft.references] == [str(number) for number in range(1, 9)]


def test_a_draft_in_pdf_runs_on_over_its_pages(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "draft.pdf"
    canvas = Canvas(str(path))
    for lines in (
        ("It fell in the first of the years. It rose", "in the next and will go on"),
        ("to rise, says the office.",),
    ):
        for index, line in enumerate(lines):
            canvas.drawString(72, 700 - 14 * index, line)
        canvas.showPage()
    canvas.save()
    draft = read_draft(path)
    check_places(draft)
    assert draft.format is DraftFormat.PDF
    assert len(draft.page_starts) == 2
    assert [each.plain.text for each in draft.sentences] == [
        "It fell in the first of the years.", "It rose in the next and will go on to rise, says the office.",
    ]  # fmt: skip


def test_a_title_repeated_over_a_page_does_not_end_the_list_of_references(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "draft.pdf"
    canvas = Canvas(str(path))
    pages = [
        [
            "Boats of Norland",
            "",
            *["Fees rose in the north [1]."] * 4,
            "",
            "References",
            "",
            "[1] Office.",
            "Fees. 2022.",
        ],
        ["Boats of Norland", "", "[2] Office.", "Debts.", "Vestholm, 2023."],
    ]
    for lines in pages:
        for index, line in enumerate(lines):
            canvas.drawString(72, 700 - 14 * index, line)
        canvas.showPage()
    canvas.save()
    draft = read_draft(path)
    assert [reference.label for reference in draft.references] == ["1", "2"]


@pytest.mark.parametrize(("called", "listed"), [
    ("It fell.1 It rose (so says the office).2 There were 3 more.", "1 See the report.\n2 See the study."),
    ("It fell.[1] It rose (so says the office).[2] There were 3 more.", "[1] See the report.\n\n[2] See the study."),
    ("It fell.¹ It rose (so says the office).² There were 3 more.", "1. See the report.\n2. See the study."),
])  # fmt: skip
def test_notes_at_the_end_are_called_by_bare_numbers(called: str, listed: str) -> None:
    draft = read_plain_text(f"{called}\n\nNotes\n\n{listed}\n\nBibliography\n\nOffice. 2022.\n")
    check_places(draft)
    assert [each.plain.text for each in draft.sentences] == [
        "It fell.", "It rose (so says the office).", "There were 3 more.",
    ]  # fmt: skip
    assert [(note.name, [each.plain.text for each in note.sentences]) for note in draft.notes] == [
        ("1", ["See the report."]), ("2", ["See the study."]),
    ]  # fmt: skip
    assert draft.text[: draft.notes[0].anchors[0][0]] == "It fell."
    assert [each.plain.text for each in draft.references] == ["Office. 2022."]


def test_notes_at_the_foot_of_a_page_do_not_break_a_sentence(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "draft.pdf"
    canvas = Canvas(str(path))
    line = "The number of cases in Norland fell in the first of the years, says the office there."
    pages = [
        (
            [*[line] * 12, "It rose in the next.1 It will then go on"],
            ["1 Office, Report (2022) 3, where", "more is said."],
        ),
        (["to rise there.2", *[line] * 12], ["2 So too the Union in its study", "of the same year."]),
    ]
    for number, (body, notes) in enumerate(pages, start=1):
        canvas.setFont("Times-Roman", 12)
        for index, words in enumerate(body):
            canvas.drawString(72, 750 - 16 * index, words)
        canvas.drawString(300, 30, str(number))
        canvas.setFont("Times-Roman", 8)
        for index, words in enumerate(notes):
            canvas.drawString(72, 250 - 10 * index, words)
        canvas.showPage()
    canvas.save()
    draft = read_draft(path)
    check_places(draft)
    assert [(note.name, note.sentences[0].plain.text) for note in draft.notes] == [
        ("1", "Office, Report (2022) 3, where more is said."), ("2", "So too the Union in its study of the same year."),
    ]  # fmt: skip
    assert "It will then go on to rise there." in [each.plain.text for each in draft.sentences]


def test_notes_need_no_heading_where_each_is_called_once_in_order() -> None:
    draft = read_plain_text("Boats came.[1] They went.[2]\n\n[1] Doe, Boats, 4.\n\n[2] Ibid., 5.\n")
    assert [(note.name, len(note.anchors), note.sentences[0].plain.text) for note in draft.notes] == [
        ("1", 1, "Doe, Boats, 4."),
        ("2", 1, "Ibid., 5."),
    ]
    draft = read_plain_text("Boats came [2]. They went [1, 2].\n\n[1] Doe, Boats.\n\n[2] Roe, Nets.\n")
    assert draft.notes == ()


def test_a_raised_mark_at_the_end_of_a_paragraph_belongs_to_its_last_sentence() -> None:
    text = "Boats came. They went.¹\n\nNotes\n\n1. Doe, Boats, 4.\n"
    draft = read_plain_text(text)
    assert text[draft.sentences[1].start : draft.sentences[1].end] == "They went.¹"


def test_a_short_reference_does_not_end_the_list() -> None:
    text = "So.\n\nReferences\n\nDoe J, ‘Boats’ [2020] The Norland Times\n\nRoe K, Nets (Sea Press 2019)\n\n"
    text += "Annex\n\nIt fell.\n"
    draft = read_plain_text(text)
    assert [one.plain.text[:3] for one in draft.references] == ["Doe", "Roe"]
    assert [one.plain.text for one in draft.sentences] == ["So.", "It fell."]


def test_numbers_before_references_need_no_stop_where_they_count_up() -> None:
    draft = read_plain_text("So.\n\nReferences\n\n1 Doe J. Boats. 2020.\n\n2 Roe K. Nets. 2019.\n")
    assert [(one.label, one.plain.text[:3]) for one in draft.references] == [("1", "Doe"), ("2", "Roe")]
    draft = read_plain_text("So.\n\nReferences\n\n13 Women of Sund. 2020.\n\nRoe K. Nets. 2019.\n")
    assert [one.label for one in draft.references] == [None, None]


NOISE = [
    "(", "[", "{{", "[[", "<b>", "<sup>1", "<!--", "“", '"', " 'a", "``", "> ", "$", "\\(", "\\enquote{", "|\n",
    "- a\n", "[^1] ", "^[a ", "@a ", "'\''", "{|\n", "{{efn|a ", "&", "a. ", "Aa (2022) ", "…", "\n", " ", "a\xad",
    "¹ ", "1. a\n", "a.[1]\n\n", "![", "http://",
]  # fmt: skip


@pytest.mark.parametrize("format_", [one for one in DraftFormat if one not in {"docx", "odt", "pdf"}])
def test_the_time_for_noise_grows_with_its_length(format_: DraftFormat) -> None:
    began = time.process_time()
    for unit in NOISE:
        draft = _read_words(unit * (6_000 // len(unit)), format_)
        statements_of(draft, citations_of(draft, ()).citations)
    assert time.process_time() - began < 20


def test_notes_of_a_printed_web_page_are_known_by_the_numbers_that_call_them() -> None:
    text = "It fell. 1 It rose then. 2 It stayed.\n\n1. So it was. ↩︎\n\n2. Or so. ↩︎\n"
    writer = DraftWriter(text, DraftFormat.PDF)
    write_with_endnotes(Plain.of(text), writer, set_apart=True)
    draft = writer.draft()
    check_places(draft)
    assert [[each.plain.text for each in note.sentences] for note in draft.notes] == [["So it was."], ["Or so."]]
    assert [each.plain.text for each in draft.sentences] == ["It fell.", "It rose then.", "It stayed."]


def test_a_numbered_list_at_the_end_of_a_page_is_no_list_of_notes() -> None:
    text = "It fell. It rose then.\n\n1. So it was.\n\n2. Or so.\n"
    writer = DraftWriter(text, DraftFormat.PDF)
    write_with_endnotes(Plain.of(text), writer, set_apart=True)
    assert [each.plain.text for each in writer.draft().sentences][-2:] == ["So it was.", "Or so."]
