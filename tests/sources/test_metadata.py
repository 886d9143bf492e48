from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.page_making import Print, body, make_page

from litbase.sources.authors import find_persons, is_organisation
from litbase.sources.metadata import bibtex_text, guess_metadata
from litbase.sources.titles import cased, is_useless_title


def guessed(
    *pages: Sequence[Print],
    info: Mapping[str, str] | None = None,
    xmp: Mapping[str, str] | None = None,
    name: str = "x.pdf",
) -> dict[str, str]:
    """The best guess of each field."""
    raw = [make_page(number, prints) for number, prints in enumerate(pages, 1)]
    texts = ["\n".join(p.text for p in prints) for prints in pages]
    best: dict[str, str] = {}
    for guess in guess_metadata(raw, info=info or {}, xmp=xmp or {}, name=name, texts=texts):
        best.setdefault(guess.field, guess.value)
    return best


COVER = [
    Print("TRAFFICKING IN PERSONS", y=600, size=30),
    Print("REPORT", y=565, size=30),
    Print("June 2021", y=300, size=14),
    Print("Ministry of Labour of Norland", y=200, size=14),
]


def test_cover_of_an_annual_report_is_read() -> None:
    best = guessed(COVER, body(2, 20))
    assert best["title"] == "Trafficking in Persons Report"
    assert best["date"] == "2021-06"
    assert best["author"] == "{Ministry of Labour of Norland}"
    assert best["institution"] == "{Ministry of Labour of Norland}"
    assert best["entrytype"] == "report"


def test_title_is_joined_over_its_lines_and_keeps_a_subtitle() -> None:
    cover = [
        Print("“We Were Told There Would", y=600, size=28),
        Print("Be Wages”", y=568, size=28),
        Print("Debt Bondage in the Fisheries of Norland", y=530, size=16),
        Print("Lantern Network", y=100, size=12),
    ]
    best = guessed(cover)
    assert best["title"] == "“We Were Told There Would Be Wages”"
    assert best["subtitle"] == "Debt Bondage in the Fisheries of Norland"


def test_year_of_the_edition_belongs_to_the_title() -> None:
    cover = [
        Print("Global Report on", y=640, size=22),
        Print("TRAFFICKING IN PERSONS", y=600, size=32),
        Print("2020", y=560, size=24),
        Print("Lantern Network", y=80, size=12),
    ]
    assert guessed(cover, body(2, 20))["title"] == "Global Report on Trafficking in Persons 2020"


def test_judgment_is_named_by_its_parties() -> None:
    page = [
        Print("FIRST SECTION", y=760, size=14),
        Print("CASE OF QUILL v. NORLAND", y=600, size=14),
        Print("(Application no. 25999/04)", y=570, size=12),
        Print("JUDGMENT", y=520, size=14),
        Print("7 January 2010", y=480, size=12),
    ]
    best = guessed(page)
    assert best["title"] == "Case of Quill v. Norland"
    assert best["number"] == "Application no. 25999/04"
    assert (best["date"], best["entrytype"]) == ("2010-01-07", "jurisdiction")


def test_letters_set_apart_in_a_logo_are_no_title() -> None:
    cover = [Print("H U M A N  F I R S T", y=700, size=40), Print("No Wages at Sea", y=600, size=24)]
    assert guessed(cover)["title"] == "No Wages at Sea"


def test_capitalised_words_under_a_form_are_no_authors() -> None:
    page = article(Print("Boat Licence Form", y=700, size=18), Print("Aircraft Damage", y=670))
    assert "author" not in guessed(page)


def test_document_of_the_united_nations_layout_is_read() -> None:
    page = [
        Print("United Nations", y=789, size=14, x=120),
        Print("A/HRC/88/99", y=786, size=20, x=440),
        Print("General Assembly", y=758, size=20, x=120),
        Print("Distr.: General", y=761, x=440),
        Print("7 February 2014", y=749, x=440),
        Print("Original: English", y=725, x=440),
        Print("Human Rights Council", y=690, size=12),
        Print("Twenty-fifth session", y=675),
        Print("3 – 28 March 2014", y=660),
        Print("Agenda item 4", y=645),
        Print("Report of the commission of inquiry on forced labour", y=600, size=14),
        Print("in the fisheries of Norland", y=584, size=14),
        *[
            Print("The commission heard the testimony of many workers at sea and on land.", y=500 - 12 * n)
            for n in range(9)
        ],
    ]
    best = guessed(page)
    assert best["number"] == "A/HRC/88/99"
    assert best["title"] == "Report of the commission of inquiry on forced labour in the fisheries of Norland"
    assert best["date"] == "2014-02-07"
    assert best["author"].startswith("{")
    assert "Human Rights Council" in best["author"]
    assert best["entrytype"] == "report"


def article(*heads: Print) -> list[Print]:
    text = [
        Print("Fees are paid to recruiters by nearly all workers that we met in the ports.", y=450 - 12 * n)
        for n in range(25)
    ]
    return [*heads, *text]


def test_journal_article_is_read() -> None:
    page = article(
        Print("Norland Review of Migration Studies 14(3) (2022), pp. 211–230", y=790, size=8),
        Print("Who Pays to Work? Recruitment Fees", y=700, size=18),
        Print("among Returned Fishers", y=680, size=18),
        Print("Ada Quill1 and Bertram Inkwell2", y=650, size=11),
        Print("https://doi.org/10.5555/nrms.2022.14.3.211", y=630, size=8),
    )
    best = guessed(page)
    assert best["title"] == "Who Pays to Work? Recruitment Fees among Returned Fishers"
    assert best["author"] == "Ada Quill and Bertram Inkwell"
    assert best["doi"] == "10.5555/nrms.2022.14.3.211"
    assert best["journaltitle"] == "Norland Review of Migration Studies"
    assert (best["volume"], best["number"], best["pages"]) == ("14", "3", "211--230")
    assert best["date"] == "2022"
    assert best["entrytype"] == "article"


def test_imprint_gives_isbn_publisher_and_year() -> None:
    imprint = [
        Print("Published by the Norland Labour Inspectorate, 4 Customs Quay", y=300),
        Print("© Norland Labour Inspectorate 2020", y=280),
        Print("ISBN 978-0-306-40615-7", y=260),
    ]
    best = guessed([Print("Coming Aboard", y=600, size=30)], imprint)
    assert best["isbn"] == "978-0-306-40615-7"
    assert best["publisher"] == "{Norland Labour Inspectorate}"
    assert best["date"] == "2020"


def test_law_with_articles_is_legislation() -> None:
    page = [
        Print("Act against Trafficking in Persons", y=742, size=16),
        Print("Act No. 14 of 2009 of 3 June 2009", y=705),
        *[Print(f"Article {n}", y=650 - 60 * n) for n in range(1, 6)],
        *[
            Print("Whoever recruits a person by force shall be punished by imprisonment.", y=630 - 60 * n)
            for n in range(1, 6)
        ],
    ]
    best = guessed(page)
    assert best["entrytype"] == "legislation"
    assert best["number"] == "Act No. 14 of 2009"
    assert best["date"] == "2009-06-03"


def test_suggested_citation_is_followed() -> None:
    second = [
        Print("Suggested citation: Lantern Network (2023). The Norland Forced Labour Index 2023.", y=200),
        Print("Vestholm: Lantern Network.", y=188),
    ]
    best = guessed([Print("THE INDEX", y=600, size=40)], second)
    assert best["title"] == "The Norland Forced Labour Index 2023"
    assert best["author"] == "{Lantern Network}"


def test_report_that_begins_in_its_midst_is_named_by_its_running_foot() -> None:
    pages = [
        [Print("AVENIA", y=740, size=24), *body(n, 9), Print(f"{50 + n}   Norland Rights Report 2006", y=30)]
        for n in range(8)
    ]
    assert guessed(*pages)["title"] == "Norland Rights Report 2006"


class TestClaimsOfTheFile:
    def test_title_that_the_cover_bears_out_is_preferred_for_its_spelling(self) -> None:
        best = guessed(COVER, info={"/Title": "Trafficking in Persons Report", "/Author": "jdoe"})
        assert best["title"] == "Trafficking in Persons Report"
        assert best["author"] == "{Ministry of Labour of Norland}"

    def test_useless_title_is_never_taken(self) -> None:
        best = guessed(body(1, 20), info={"Title": "Microsoft Word - final_v3.doc"}, xmp={"dc:title": "A-Z copy 1"})
        assert "Microsoft" not in best.get("title", "")
        assert "copy" not in best.get("title", "")

    def test_creation_date_counts_only_where_nothing_is_printed(self) -> None:
        created = {"CreationDate": "D:20190304120000"}
        assert guessed(COVER, info=created)["date"] == "2021-06"
        assert guessed([Print("Coming Aboard", y=600, size=30)], info=created)["date"] == "2019-03"

    def test_date_of_a_conversion_is_not_the_documents(self) -> None:
        converted = {"CreationDate": "D:20190304120000", "Producer": "GPL Ghostscript 9.53"}
        assert "date" not in guessed([Print("Coming Aboard", y=600, size=30)], info=converted)


@pytest.mark.parametrize(
    "title",
    [
        "A-Z copy 1",
        "Microsoft Word - A_HRC_25_63.doc",
        "untitled",
        "Untitled-1",
        "a-zcountriesfinal.amended.qxp",
        "C:My DocumentsSUMMARY6.WPD",
        "Layout 1",
        "Document1",
        "PowerPoint Presentation",
        "report_final_v2",
        "wcms_854733",
        "GE.20-12345 (E)",
        "????????",
        "Tuyªn ng«n toµn thÕ giíi",  # a lost encoding
        "2022",
        "",
    ],
)
def test_title_that_tells_nothing_is_useless(title: str) -> None:
    assert is_useless_title(title)


@pytest.mark.parametrize(
    "title",
    ["Global Report on Trafficking in Persons 2022", "Sold", "世界人权宣言", "데비안 설치 안내서", "Disposable People"],
)
def test_real_title_is_useful(title: str) -> None:
    assert not is_useless_title(title)


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        ("By Ada Quill and Bertram Inkwell", ["Ada Quill", "Bertram Inkwell"]),
        (
            "Ada Quill1,*, Bertram J. Inkwell2 & María de la Cruz3",
            ["Ada Quill", "Bertram J. Inkwell", "María de la Cruz"],
        ),
        ("ADA QUILL", ["Ada Quill"]),
        ("Ministry of Labour of Norland", []),
        ("Trafficking in Persons Report", []),
        ("June 2021", []),
        ("the workers had not been paid", []),
    ],
)
def test_persons_are_told_from_other_lines(line: str, persons: list[str]) -> None:
    assert find_persons(line) == persons


@pytest.mark.parametrize("name", ["Ministry of Labour of Norland", "Lantern Network", "Corte Suprema de Norlandia"])
def test_body_is_recognised(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "line", ["Report of the Commission", "The office was closed on 3 May.", "Chapter 2", "the committee found"]
)
def test_line_that_only_mentions_a_body_is_none(line: str) -> None:
    assert not is_organisation(line)


def test_title_in_capitals_is_written_as_the_text_writes_its_words() -> None:
    usage = {"ilo": "ILO", "norland": "Norland", "report": "report"}
    assert cased("THE ILO REPORT ON FORCED LABOUR IN NORLAND", usage) == "The ILO Report on Forced Labour in Norland"


def test_text_is_made_safe_for_bibtex() -> None:
    assert bibtex_text("Fish & Chips_100%  {x}") == r"Fish \& Chips\_100\% x"


strange_lines = st.builds(
    Print,
    text=st.text(min_size=1, max_size=60) | st.from_regex(r"[A-Z ]{2,20}\d{0,4}|ISBN [\d-]{8,17}|A/[A-Z]{2,4}/\d{1,3}"),
    x=st.floats(-500, 900),
    y=st.floats(-100, 1000),
    size=st.sampled_from([0.0, 1.0, 8.0, 12.0, 40.0]),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pages=st.lists(st.lists(strange_lines, max_size=12), max_size=4), claim=st.text(max_size=30))
def test_any_page_can_be_guessed_from(pages: list[list[Print]], claim: str) -> None:
    best = guessed(*pages, info={"Title": claim, "Author": claim, "CreationDate": claim}, xmp={"title": claim})
    assert all(value.strip() for value in best.values())


def test_empty_document_has_no_title() -> None:
    assert "title" not in guessed([])
