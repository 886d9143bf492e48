from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.errors import CorruptSource
from litbase.model.page import LocatorKind, Reading
from litbase.sources.markdown import shown
from litbase.sources.plain import decode_text, read_markdown, read_text


def text(folder: Path, content: str) -> Reading:
    path = folder / "a.txt"
    path.write_bytes(content.encode())
    return read_text(path)


def markdown(folder: Path, content: str) -> Reading:
    path = folder / "a.md"
    path.write_bytes(content.encode())
    return read_markdown(path)


@pytest.mark.parametrize(
    ("content", "decoded"),
    [
        ("Norlænd".encode(), "Norlænd"),
        ("\ufeffNorlænd".encode(), "Norlænd"),
        ("Norlænd".encode("utf-16"), "Norlænd"),
        (b"\xfe\xff" + "Norlænd".encode("utf-16-be"), "Norlænd"),
        ("Norlænd".encode("utf-32"), "Norlænd"),
        ("“Norlænd”".encode("cp1252"), "“Norlænd”"),
        (b"\x81 is no letter of Windows-1252", "\x81 is no letter of Windows-1252"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_bytes_become_text(content: bytes, decoded: str) -> None:
    assert decode_text(content) == decoded


@given(st.binary(max_size=200))
def test_any_bytes_become_text(content: bytes) -> None:
    assert "\r" not in decode_text(content)


def test_form_feeds_split_pages_and_empty_pages_count(tmp_path: Path) -> None:
    assert [page.text for page in text(tmp_path, "one\n\f\ftwo\n\f").pages] == ["one", "", "two"]


def test_clear_headings_split_plain_text(tmp_path: Path) -> None:
    content = (
        "Words before.\n\nTHE FINDINGS\n\nForty cases.\n\nChapter 2 Victims\n\nOthers.\n\nSources\n=======\nA list.\n"
        "\n2021 was a year of change.\n"
    )
    reading = text(tmp_path, content)
    assert [page.heading for page in reading.pages] == [None, "THE FINDINGS", "Chapter 2 Victims", "Sources"]
    assert reading.pages[3].text.endswith("2021 was a year of change.")


def test_text_without_headings_is_one_section(tmp_path: Path) -> None:
    assert [page.number for page in text(tmp_path, "One line.\n\nAnother line.\n").pages] == [1]


def test_white_space_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource):
        text(tmp_path, " \n\f\n ")
    with pytest.raises(CorruptSource):
        markdown(tmp_path, "\n\n<!-- nothing -->\n")


def test_markdown_headings_make_sections(tmp_path: Path) -> None:
    reading = markdown(tmp_path, "Before\n\n# One #\ntext\n\nTwo\n---\nmore\n\n```\n# no heading\n```\n\n#hashtag\n")
    assert [page.heading for page in reading.pages] == [None, "One", "Two"]
    assert reading.pages[2].text == "Two\n\nmore\n\n# no heading\n\n#hashtag"


def test_front_matter_is_metadata_and_no_text(tmp_path: Path) -> None:
    head = (
        "---\ntitle: 'Trade in Persons'\nauthor:\n  - name: Ana Vega\n  - Norland Office\ndate: 2021-03-05\nlang: fr\n"
        "doi: 10.5555/n.1\n---\n"
    )
    reading = markdown(tmp_path, f"{head}# First\n\nText.")
    found = {guess.field: (guess.value, guess.origin) for guess in reversed(reading.guesses)}
    assert found["title"] == ("Trade in Persons", "front matter")
    assert found["author"] == ("Ana Vega and {Norland Office}", "front matter")
    assert found["date"] == ("2021-03-05", "front matter")
    assert found["doi"] == ("10.5555/n.1", "front matter")
    assert reading.language == "fr"
    assert [page.text for page in reading.pages] == ["First\n\nText."]


def test_the_first_heading_is_the_title_where_nothing_else_says(tmp_path: Path) -> None:
    (guess,) = markdown(tmp_path, "# Trade in Persons\n\nText.").guesses
    assert (guess.field, guess.value, guess.origin) == ("title", "Trade in Persons", "first heading")


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a [link](https://norland.example 'x') here", "a link here"),
        ('a [link](https://norland.example "x") here', "a link here"),
        ("**bold**, *slanted*, ***both***, __bold__, _slanted_", "bold, slanted, both, bold, slanted"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("`code` and ``co`de``", "code and co`de"),
        ("![a map](map.png) of [Norland][1]", "a map of Norland"),
        ("said so.[^3]", "said so."),
        ("<https://norland.example> and <b>bold</b>", "https://norland.example and bold"),
        (r"1\. not \*slanted\*", "1. not *slanted*"),
        ("[sic] and [@vega2021, p. 3]", "[sic] and [@vega2021, p. 3]"),
    ],
)
def test_markdown_is_shown_as_a_reader_sees_it(written: str, seen: str) -> None:
    assert shown(written) == seen


def test_blocks_lose_their_signs(tmp_path: Path) -> None:
    content = (
        "> quoted\n> words\n\n- one\n- [x] two\n\n42. numbered\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[1]: https://x\n\n"
        "[^3]: A note.\n"
    )
    seen = "quoted\nwords\n\none\ntwo\n\n42. numbered\n\na | b\n1 | 2\n\n[3] A note."
    assert markdown(tmp_path, content).pages[0].text == seen


@pytest.mark.parametrize("sign", ["*", "[", "`", "_a", "<", "> ", "![", "-\n"])
def test_long_lines_of_signs_take_no_time(sign: str, tmp_path: Path) -> None:
    assert len(markdown(tmp_path, "word\n\n" + sign * 20_000).pages) >= 1


def test_what_the_opening_prints_is_guessed(tmp_path: Path) -> None:
    content = (
        "Trafficking in the Harbour Towns of Norland\n\nA/NOR/25/63\n\n5 March 2021\n\nISBN 978-0-306-40615-7\n\n"
        "The Commission of the fictional Republic of Norland met for the first time in that year.\n"
    )
    found = {guess.field: (guess.value, guess.origin) for guess in text(tmp_path, content).guesses}
    assert found == {
        "title": ("Trafficking in the Harbour Towns of Norland", "first line"),
        "number": ("A/NOR/25/63", "first section"),
        "date": ("2021-03-05", "first section"),
        "isbn": ("978-0-306-40615-7", "first section"),
    }


def test_the_language_is_told_from_the_text_where_there_is_enough(tmp_path: Path) -> None:
    french = "Les autorités de la Norlande fictive ont entendu les victimes de la traite dans les ports. " * 4
    assert markdown(tmp_path, f"---\nlang: en\n---\n{french}").language == "fr"


def test_numbered_paragraphs_and_headings_become_marks(tmp_path: Path) -> None:
    words = "The Commission of the fictional Republic of Norland heard witnesses in the harbour towns of the north."
    body = "\n\n".join(f"{number}. {words}" for number in range(1, 31))
    reading = markdown(tmp_path, f"# Findings\n\n{body}\n\n# Victims\n\n31. {words}\n")
    first, second = reading.pages
    assert reading.cited_by is LocatorKind.PARAGRAPH
    assert [mark.value for mark in first.marks if mark.kind is LocatorKind.SECTION] == ["Findings"]
    place = first.text.index("7. The")
    found = first.mark_at(place + 20, LocatorKind.PARAGRAPH)
    assert found is not None
    assert (found.value, found.start) == ("7", place)
    assert second.mark_at(len(second.text), LocatorKind.PARAGRAPH, LocatorKind.SECTION) is not None


def test_a_year_told_of_in_a_sentence_is_not_the_date_of_the_document(tmp_path: Path) -> None:
    note = tmp_path / "visit.md"
    note.write_text("# Visit to Breck harbour\n\nThe registers of the harbour police begin in 1961.\n", "utf-8")
    assert not [guess for guess in read_markdown(note).guesses if guess.field == "date"]
