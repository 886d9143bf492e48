import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.page_making import Print, make_page

from litbase.sources.labels import PageLabel
from litbase.sources.layout import RawLine, RawPage
from litbase.sources.text import ReadablePage, make_readable


def readable(*prints: Print | str) -> ReadablePage:
    (page,) = make_readable([page_of(*prints)], [PageLabel()])
    return page


def page_of(*prints: Print | str, number: int = 1) -> RawPage:
    """A page of lines one below the other; a plain string stands below the line before it."""
    placed = []
    y = 700.0
    for each in prints:
        placed.append(each if isinstance(each, Print) else Print(each, y=y))
        y = placed[-1].y - 13
    return make_page(number, placed)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("of\ufb01cers and traf\ufb01ckers", "officers and traffickers"),  # ligatures as single letters
        ("a\ufb03davit \ufb02ow", "affidavit flow"),
        ("traf\u00adficking", "trafficking"),  # a soft hyphen inside a line shows nothing
        ("page\u00a0173 of\u2009200", "page 173 of 200"),  # spaces that do not break are spaces
        ("Guide\x03lines", "Guide lines"),  # the space of a font without a table of letters
        ("\x01 Norland: the case", "Norland: the case"),  # a bullet without Unicode
        ("人 口 贩 卖 罪", "人口贩卖罪"),  # Chinese letters set wide apart
        ("국제 이주 기구", "국제 이주 기구"),  # Korean has spaces between words
        # accents drawn apart, before their letters or after them
        ("Se˜nora Garc´ıa, l’´ecole fran¸caise", "Señora García, l’école française"),
        ("le syst`eme mˆeme, c’est-`a-dire `a Paris", "le système même, c’est-à-dire à Paris"),
        ("la Ageˆncia", "la Agência"),
        ("l’´ecole r´epond `a", "l’école répond à"),  # at the end of a line, where others are drawn so
        ("said that `a", "said that `a"),
        ("said `a word' and ``an act'' of 5 ˆ 2", "said `a word' and ``an act'' of 5 ˆ 2"),
    ],
)
def test_line_becomes_readable(raw: str, text: str) -> None:
    assert readable(raw).text.strip() == text


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("cases of exploi-", "tation were seen", "cases of exploitation\nwere seen"),
        ("cases of exploi\ufffe", "tation were seen", "cases of exploitation\nwere seen"),  # as pdfium marks it
        ("cases of exploi\u00ad", "tation, again", "cases of exploitation,\nagain"),  # the comma comes along
        ("the boat-", "and lorry-owners", "the boat-\nand lorry-owners"),  # the hyphen stands for "owners"
        ("the Norland-", "Sundhavn line", "the Norland-Sundhavn\nline"),  # a capital begins no second half
        ("a NATO-", "led mission", "a NATO-led\nmission"),
        ("in the years 2010-", "2012 they", "in the years 2010-2012\nthey"),
        ("a two-", "year term", "a two-year\nterm"),
        ("the courts -", "and they alone", "the courts -\nand they alone"),  # a dash is no hyphen
        ("the list: a-", "- none", "the list: a-\n- none"),
        ("said the minis-", "try.", "said the ministry."),  # nothing is left of the second line
    ],
)
def test_word_broken_at_a_line_end_stands_whole_on_the_first_line(first: str, second: str, text: str) -> None:
    assert readable(first, second).text == text


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\ufffe"])
def test_word_broken_at_the_end_of_a_page_keeps_its_hyphen_there(hyphen: str) -> None:
    pages = [page_of(f"cases of exploi{hyphen}", number=1), page_of("tation were seen", number=2)]
    texts = [page.text for page in make_readable(pages, [PageLabel()] * 2)]
    assert texts == ["cases of exploi-", "tation were seen"]


def test_word_broken_over_two_line_ends_is_joined() -> None:
    assert readable("counter-", "demon-", "stration today").text.split("\n")[0] in (
        "counter-demonstration",
        "counterdemonstration",
    )


def test_what_follows_a_brought_up_ligature_stays_on_its_line() -> None:
    assert readable("traf-", "ﬁ c").text == "traffi\nc"


def test_broken_word_keeps_its_hyphen_where_the_document_writes_one() -> None:
    text = readable("a child-friendly court", "and one more child-", "friendly room").text
    assert text == "a child-friendly court\nand one more child-friendly\nroom"


def test_broken_word_is_joined_where_the_document_writes_it_whole() -> None:
    assert readable("the cooperation of courts", "and the co-", "operation of police").text.endswith(
        "the cooperation\nof police"
    )


def test_prefix_is_judged_by_how_the_document_treats_it() -> None:
    text = readable(
        "the co-accused, a co-defendant and a co-author", "as well as the detainee and a co-", "detainee now"
    ).text
    assert text.endswith("a co-detainee\nnow")


def test_word_broken_at_the_end_of_a_column_is_joined_across_it() -> None:
    left = [Print("Words that fill the line of a column", x=60, y=700 - 13 * n) for n in range(6)]
    left[-1] = Print("and the last of them is exploi-", x=60, y=left[-1].y)
    right = [Print("tation, which begins the next column", x=320, y=700), Print("that ends here", x=320, y=687)]
    assert "the last of them is exploitation,\n\nwhich begins" in readable(*left, *right).text


def test_blocks_and_wide_gaps_are_parted_by_a_blank_line() -> None:
    lines = [
        Print(text, y=y) for text, y in (("Heading", 700), ("one", 670), ("two", 657), ("three", 644), ("four", 631))
    ]
    assert readable(*lines).text == "Heading\n\none\ntwo\nthree\nfour"


def test_printed_page_number_is_kept_out_and_an_inferred_one_hides_nothing() -> None:
    page = page_of("Text of the page", Print("47", y=40))
    number = page.lines[-1]
    assert make_readable([page], [PageLabel("47", inferred=False, line=number)])[0].text == "Text of the page"
    assert make_readable([page], [PageLabel("47", inferred=True)])[0].text.endswith("47")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("SSuunnddhhaavvnn", "Sundhavn"),
        ("PPoorrtt ooff SSuunndd- -hhaavvnn", "Port of Sund-havn"),  # a space between two of the same letter is none
        ("see the book-keeping", "see the book-keeping"),
        ("aabb", "aabb"),  # too few letters to prove anything
        ("ooooooooooooo", "ooooooooooooo"),
    ],
)
def test_letters_printed_twice_in_one_place_are_read_once(raw: str, text: str) -> None:
    page = readable(raw)
    assert page.text == text
    runs = [page_of(raw).raw[run.raw_start : run.raw_end] for run in page.layout.runs()]
    assert "".join(runs).replace(" ", "") == text.replace(" ", "")


def test_words_printed_twice_are_read_once_though_their_line_is_cut_between_two_hyphens() -> None:
    cut = Print("SSuunndd-", x=72, y=700), Print("-hhaavvnn", x=120, y=700)
    assert readable(*cut).text == "Sund-havn"


def test_line_set_up_the_margin_is_read_whole() -> None:
    page = page_of("Text of the page")
    raw = "S\r\nu\r\nn"
    start = len(page.raw)
    pieces = tuple(
        RawLine(letter, start + 3 * at, start + 3 * at + 1, 20.0, 100.0 + 8 * at, 30.0, 107.0 + 8 * at)
        for at, letter in enumerate("Sun")
    )
    page.raw += raw
    page.lines.append(RawLine("S un", start, start + len(raw), 20.0, 100.0, 30.0, 123.0, pieces=pieces))
    result = make_readable([page], [PageLabel()])[0]
    assert result.text == "Text of the page\nS un"
    runs = [(result.text[run.start : run.end], page.raw[run.raw_start : run.raw_end]) for run in result.layout.runs()]
    assert runs[1:] == [("S", "S"), ("u", "u"), ("n", "n")]


def test_line_with_a_number_on_a_single_page_is_text() -> None:
    page = page_of("Form of the shelter", Print("Line 1", y=60))
    assert make_readable([page], [PageLabel("1", line=page.lines[-1])])[0].text.endswith("Line 1")


SEGMENT = st.text("abcdefgh ﬁﬂ\u00ad\ufffe-é人口\x03", min_size=1, max_size=20)


@given(st.lists(SEGMENT.filter(str.strip), min_size=1, max_size=8))
def test_every_run_leads_back_to_the_letters_it_came_from(lines: list[str]) -> None:
    """Letter by letter, or one raw letter to what it is short for; nothing but breaks stands between runs."""
    page = page_of(*lines)
    result = make_readable([page], [PageLabel()])[0]
    at = 0
    for run in result.layout.runs():
        assert not result.text[at : run.start].strip()
        shown, raw = result.text[run.start : run.end], page.raw[run.raw_start : run.raw_end]
        assert len(shown) == len(raw) or len(raw) == 1
        if len(shown) == len(raw) > 1:
            assert shown == raw.replace("\x03", " ")
        at = run.end
    assert not result.text[at:].strip()


@given(st.lists(SEGMENT.filter(str.strip), min_size=1, max_size=8))
def test_no_letter_is_lost_or_made_up(lines: list[str]) -> None:
    letters = [letter for letter in "".join(lines) if letter.isalpha()]
    shown = [letter for letter in readable(*lines).text if letter.isalpha()]
    assert "".join(shown) == "".join(letters).replace("ﬁ", "fi").replace("ﬂ", "fl")
