from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from tests.sources.pdf_making import HEIGHT, WIDTH, Draw, column, printed, story, with_broken_stream, write_pdf

from litbase.errors import CorruptSource, EncryptedSource, NoTextLayer, SourceError
from litbase.sources.extract import Extraction, extract
from litbase.sources.layout import RawLine
from litbase.sources.pdf import char_boxes, read_pdf


def texts(path: Path, password: str | None = None) -> list[str]:
    return [page.text for page in read_pdf(path, password).pages]


def words(text: str) -> list[str]:
    return text.split()


def two_columns(left: list[str], right: list[str], *, row_by_row: bool) -> Draw:
    places = [*column(left), *column(right, x=320.0)]
    return printed(*(sorted(places, key=lambda place: -place[1]) if row_by_row else places))


@pytest.mark.parametrize("row_by_row", [False, True], ids=["column after column", "across the page"])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, row_by_row: bool) -> None:
    left, right = story(0, 120, 40), story(50, 120, 40)
    path = write_pdf(tmp_path / "a.pdf", [two_columns(left, right, row_by_row=row_by_row)])
    assert words(texts(path)[0]) == words(" ".join(left + right))


def test_three_columns_below_a_heading_are_read_from_left_to_right(tmp_path: Path) -> None:
    columns = [story(start, 90, 26) for start in (0, 20, 40)]
    places = [place for index, lines in enumerate(columns) for place in column(lines, x=60.0 + 170 * index, top=700)]
    heading = (
        60.0,
        740.0,
        "Findings of the commission of inquiry on trafficking in the ports of the Republic of Norland",
    )
    path = write_pdf(tmp_path / "a.pdf", [printed(heading, *sorted(places, key=lambda place: -place[1]))])
    assert words(texts(path)[0]) == words(" ".join([heading[2], *columns[0], *columns[1], *columns[2]]))


def test_heading_between_two_parts_in_columns_stays_between_them(tmp_path: Path) -> None:
    above = two_columns(story(0, 60, 40), story(10, 60, 40), row_by_row=True)
    heading = "Part two: what the ministry and the courts of the Republic of Norland did in the years that followed"

    def draw(sheet: Any) -> None:
        above(sheet)
        printed((72.0, 560.0, heading))(sheet)
        printed(*column(story(20, 60, 40), top=530), *column(story(30, 60, 40), x=320.0, top=530))(sheet)

    text = words(texts(write_pdf(tmp_path / "a.pdf", [draw]))[0])
    expected = [*story(0, 60, 40), *story(10, 60, 40), heading, *story(20, 60, 40), *story(30, 60, 40)]
    assert text == words(" ".join(expected))


def test_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [("Province", "Cases", "Charged"), ("North", "112", "7"), ("South", "98", "12"), ("Islands", "41", "0")]
    places = [(72.0 + 150 * i, 700.0 - 15 * n, cell) for n, row in enumerate(rows) for i, cell in enumerate(row)]
    path = write_pdf(tmp_path / "a.pdf", [printed(*column(story(0, 60, 90)), *places)])
    assert [line for line in texts(path)[0].splitlines() if line.startswith(("North", "Islands"))] == [
        "North 112 7",
        "Islands 41 0",
    ]


def test_running_heads_and_page_numbers_are_kept_out(tmp_path: Path) -> None:
    def page(index: int) -> Draw:
        head = "Annual report" if index % 2 else "Republic of Norland"
        number = str(index + 11)
        return printed(
            (72.0 if index % 2 else 400.0, 800.0, head),
            (72.0 if index % 2 else 500.0, 40.0, number),
            *column(story(index, 120, 80)),
        )

    reading = read_pdf(write_pdf(tmp_path / "a.pdf", map(page, range(10))))
    assert [words(p.text) for p in reading.pages] == [words(" ".join(story(i, 120, 80))) for i in range(10)]
    assert [p.label for p in reading.pages] == [str(n) for n in range(11, 21)]


def test_words_broken_at_line_ends_are_joined_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    lines = [
        "The police spoke of trafficking and of anti-trafficking units, and the traf-",
        "ficking of children was named first among the aims of the new anti-",
        "trafficking law.",
    ]
    (text,) = texts(write_pdf(tmp_path / "a.pdf", [printed(*column(lines))]))
    assert text.splitlines() == [
        "The police spoke of trafficking and of anti-trafficking units, and the trafficking",
        "of children was named first among the aims of the new anti-trafficking",
        "law.",
    ]


def test_every_run_leads_back_to_its_characters_and_into_the_page(tmp_path: Path) -> None:
    draw = two_columns(
        story(0, 120, 40), [*story(9, 60, 40), "the women had been exploi-", "ted by agents"], row_by_row=True
    )
    path = write_pdf(tmp_path / "a.pdf", [draw])
    (page,), (raw,) = read_pdf(path).pages, extract(path).pages
    assert page.layout is not None
    runs = list(page.layout.runs())
    assert all(page.text[r.start : r.end] == raw.raw[r.raw_start : r.raw_end] for r in runs)
    assert all(0 <= r.box.left < r.box.right <= WIDTH and 0 <= r.box.bottom < r.box.top <= HEIGHT for r in runs)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_is_read_as_it_is_shown_and_mapped_to_the_file(tmp_path: Path, turn: int) -> None:
    """What is drawn upright on an unturned sheet lies on its side once the page is shown turned."""
    lines = story(3, 80, 60)

    def draw(sheet: Any) -> None:
        sheet.setPageRotation(turn)
        if turn == 90:
            sheet.rotate(90)
            sheet.translate(0, -HEIGHT)
        elif turn == 270:
            sheet.rotate(-90)
            sheet.translate(-WIDTH, 0)
        else:
            sheet.rotate(180)
            sheet.translate(-WIDTH, -HEIGHT)
        sheet.setFont("Helvetica", 10)
        printed(*column(lines, top=500))(sheet)

    path = write_pdf(tmp_path / "a.pdf", [draw])
    (page,), (raw,) = read_pdf(path).pages, extract(path).pages
    assert page.text.splitlines() == lines
    assert all(70 < line.left < 75 and line.bottom < 520 for line in raw.lines)
    assert page.layout is not None
    first = next(page.layout.runs())
    letters = [box for box in char_boxes(path, 1, first.raw_start, first.raw_end) if box.right > box.left]
    assert first.box.left == pytest.approx(min(box.left for box in letters), abs=0.1)
    assert first.box.bottom == pytest.approx(min(box.bottom for box in letters), abs=0.1)
    assert first.box.top == pytest.approx(max(box.top for box in letters), abs=0.1)


@pytest.mark.parametrize("angle", [90, -90])
def test_line_set_up_or_down_the_page_is_read_whole(tmp_path: Path, angle: int) -> None:
    def draw(sheet: Any) -> None:
        printed(*column(["The figure shows what the ministry counted.", "It stands on the next page."]))(sheet)
        sheet.translate(500, 400)
        sheet.rotate(angle)
        at = 0.0
        for letter in "Victims identified, 2,5 per cent":  # each set by itself, as programs that draw figures do
            sheet.drawString(at, 0, letter)
            at += sheet.stringWidth(letter)

    text = texts(write_pdf(tmp_path / "a.pdf", [draw]))[0]
    assert text.endswith("It stands on the next page.\nVictims identified, 2,5 per cent")


@pytest.mark.parametrize("angle", [90, -90])
def test_words_set_up_or_down_the_page_are_torn_nowhere(tmp_path: Path, angle: int) -> None:
    """As a table turned on its side gives them: some words in two pieces, the cells of a row far apart."""

    def draw(sheet: Any) -> None:
        sheet.translate(300, 400)
        sheet.rotate(angle)
        at = 0.0
        for piece in ("Ports and shel", "ters, 2091", "         ", "Sund", "havn harbour"):
            sheet.drawString(at, 0, piece)
            at += sheet.stringWidth(piece)

    text = texts(write_pdf(tmp_path / "a.pdf", [draw]))[0]
    assert sorted(words(text)) == ["2091", "Ports", "Sundhavn", "and", "harbour", "shelters,"]


def test_heading_printed_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    heading = [(72.0, 740.0, "Port of Sundhavn"), (72.4, 740.0, "Port of Sundhavn")]
    page = printed(*heading, (72.0, 700.0, "Port of Sundhavn"))
    assert texts(write_pdf(tmp_path / "a.pdf", [page]))[0].splitlines() == ["Port of Sundhavn"] * 2


MATHEMATICAL = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/M 6 0 R>>>>>> endobj
4 0 obj <</Length 227>> stream
BT /M 10 Tf 72 700 Td (xxxx) Tj /F 10 Tf ( is the share) Tj ET
BT /F 10 Tf 72 686 Td (of ) Tj (the first port) Tj ET
BT /F 10 Tf 320 700 Td (and of the) Tj ET
BT /F 10 Tf 320 686 Td (second port) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>> endobj
7 0 obj <</Length 158>> stream
/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <78> <D835DC65> endbfchar endcmap end
endstream endobj
trailer <</Root 1 0 R>>
%%EOF
"""


def test_letters_beyond_the_first_plane_shift_nothing_after_them(tmp_path: Path) -> None:
    """Pdfium counts a mathematical letter as two characters."""
    path = tmp_path / "a.pdf"
    path.write_bytes(MATHEMATICAL)
    (page,) = extract(path).pages
    shares = [(line.text, round(line.left)) for line in page.lines]
    assert shares == [
        ("\U0001d465" * 4 + " is the share", 72),
        ("of the first port", 72),
        ("and of the", 320),
        ("second port", 320),
    ]
    second = page.lines[3]
    boxes = char_boxes(path, 1, second.start, second.end)
    assert round(boxes[0].left) in (320, 321)
    assert boxes[-1].right == pytest.approx(second.right, abs=0.5)


def test_letters_that_pdfium_counts_but_leaves_out_are_put_in_their_place(tmp_path: Path) -> None:
    """So it does where the name of a glyph says which letter beyond the first plane it is."""
    named = MATHEMATICAL.replace(b"/Encoding/WinAnsiEncoding/ToUnicode 7 0 R", b"/Encoding<</Differences[120/u1D465]>>")
    path = tmp_path / "a.pdf"
    path.write_bytes(named)
    (page,) = extract(path).pages
    assert [(line.text, round(line.left)) for line in page.lines] == [
        ("\U0001d465" * 4 + " is the share", 72),
        ("of the first port", 72),
        ("and of the", 320),
        ("second port", 320),
    ]


def test_page_whose_letters_have_no_size_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So come the letters of some fonts that are not in the file: all but the first at each place are lost."""

    def without_sizes(path: Path, password: str | None = None, **_: object) -> Extraction:
        found = extract(path, password)
        for page in found.pages[1:]:
            page.lines = [RawLine(line.text, line.start, line.end, 0.0, 0.0, 0.0, 0.0) for line in page.lines]
        return found

    monkeypatch.setattr("litbase.sources.pdf.extract", without_sizes)
    path = write_pdf(tmp_path / "a.pdf", [printed(*column(["The port", "of Sundhavn"]))] * 2)
    problems = [page.problem for page in read_pdf(path).pages]
    assert problems == [None, "the letters of the page have no size or place; words may be missing"]


def test_character_boxes_follow_each_other_along_the_line(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [printed((100.0, 700.0, "Norland"))])
    boxes = char_boxes(path, 1, 0, 7)
    assert len(boxes) == 7
    assert [box.left for box in boxes] == sorted(box.left for box in boxes)
    assert boxes[0].left == pytest.approx(100, abs=2)
    assert 699 <= boxes[0].bottom < boxes[0].top <= 710


@pytest.mark.parametrize(("user", "given"), [("", None), ("", "wrong"), ("secret", "secret")])
def test_encrypted_file_opens_with_the_empty_or_the_given_password(
    tmp_path: Path, user: str, given: str | None
) -> None:
    lock = StandardEncryption(user, ownerPassword="owner")
    path = write_pdf(tmp_path / "a.pdf", [printed(*column(story(0, 60, 70)))], encrypt=lock)
    assert words(texts(path, given)[0]) == words(" ".join(story(0, 60, 70)))


@pytest.mark.parametrize(("given", "message"), [(None, "needs a password"), ("wrong", "does not open")])
def test_encrypted_file_without_its_password_is_refused(tmp_path: Path, given: str | None, message: str) -> None:
    lock = StandardEncryption("secret", ownerPassword="owner")
    path = write_pdf(tmp_path / "a.pdf", [printed(*column(story(0, 60, 70)))], encrypt=lock)
    with pytest.raises(EncryptedSource, match=message):
        read_pdf(path, given)


def picture(sheet: Any) -> None:
    sheet.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 50, 50, 400, 600)


def test_file_of_pictures_has_no_text_layer(tmp_path: Path) -> None:
    with pytest.raises(NoTextLayer):
        read_pdf(write_pdf(tmp_path / "a.pdf", [picture, picture]))


def test_single_picture_page_is_named_and_blank_page_is_not(tmp_path: Path) -> None:
    text = printed(*column(story(0, 60, 70)))
    pages = read_pdf(write_pdf(tmp_path / "a.pdf", [text, picture, printed(), text])).pages
    assert [page.problem for page in pages] == [None, "the page is a picture without text", None, None]


def test_page_with_a_broken_content_stream_says_so(tmp_path: Path) -> None:
    pages = [printed(*column(story(start, 300, 70))) for start in range(3)]
    path = write_pdf(tmp_path / "a.pdf", pages, pageCompression=1)
    assert [page.problem for page in read_pdf(path).pages] == [None, None, None]
    path.write_bytes(with_broken_stream(path.read_bytes(), 2))
    damaged = "part of the page's content is damaged; words may be missing"
    assert [page.problem for page in read_pdf(path).pages] == [None, damaged, None]


def test_no_file_that_was_cut_off_or_altered_is_read_short_in_silence(tmp_path: Path) -> None:
    """Each page of a damaged file is whole, or says that it is not; or the file is refused with a reason."""
    whole = [story(start, 300, 70) for start in range(3)]
    path = write_pdf(tmp_path / "a.pdf", [printed(*column(lines)) for lines in whole], pageCompression=1)
    content = path.read_bytes()
    for length in range(200, len(content) - 1, 307):
        path.write_bytes(content[:length])
        try:
            pages = read_pdf(path).pages
        except SourceError:
            continue
        for page in pages:
            assert page.problem or words(page.text) == words(" ".join(whole[page.number - 1])), length


def test_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing that follows")
    with pytest.raises(CorruptSource):
        read_pdf(path)


def test_description_that_is_no_text_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any, key: str) -> str:
        return b"\xd8".decode("utf-16-be") if key == "Title" else "the commission"

    monkeypatch.setattr("pypdfium2.PdfDocument.get_metadata_value", fail)
    found = extract(write_pdf(tmp_path / "a.pdf", [printed(*column(story(0, 20, 70)))])).info
    assert "Title" not in found
    assert found["Author"] == "the commission"


def test_what_stands_in_the_fields_of_a_form_is_read(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        printed(*column(story(0, 40, 70)))(sheet)
        sheet.acroForm.textfield(name="case", value="Sundhavn", x=72, y=500, width=200, height=20)

    assert "Sundhavn" in texts(write_pdf(tmp_path / "a.pdf", [draw]))[0]
