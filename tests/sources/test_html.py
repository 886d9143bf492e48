from pathlib import Path

import pytest

from litbase.errors import CorruptSource
from litbase.model.page import LocatorKind, Reading
from litbase.sources.html import read_html


def read(folder: Path, html: str | bytes) -> Reading:
    path = folder / "page.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return read_html(path)


def texts(reading: Reading) -> list[str]:
    return [page.text for page in reading.pages]


def first(reading: Reading, field: str) -> tuple[str, str] | None:
    return next(((guess.value, guess.origin) for guess in reading.guesses if guess.field == field), None)


LONG = "The Norland Commission heard forty witnesses in the harbour towns. " * 5


def test_headings_make_sections(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "<body>Before.<h1>Findings</h1><p>One.<p>Two.<h2>Victims</h2><div>Three <b>bold</b>.</div></body>"
    )
    assert [(page.number, page.label, page.heading) for page in reading.pages] == [
        (1, None, None),
        (2, None, "Findings"),
        (3, None, "Victims"),
    ]
    assert texts(reading) == ["Before.", "Findings\n\nOne.\n\nTwo.", "Victims\n\nThree bold."]
    assert reading.cited_by is LocatorKind.SECTION


def test_a_heading_without_text_stands_above_the_next(tmp_path: Path) -> None:
    reading = read(tmp_path, "<h1>Report</h1><h2>Part one</h2><p>Text.")
    assert [(page.heading, page.text) for page in reading.pages] == [("Part one", "Report\n\nPart one\n\nText.")]


@pytest.mark.parametrize(
    "unread",
    [
        "<script>var a = 'NOISE'</script>",
        "<style>NOISE</style>",
        "<nav>NOISE</nav>",
        "<footer>NOISE</footer>",
        "<aside>NOISE</aside>",
        "<header>NOISE</header>",
        "<template>NOISE</template>",
        "<noscript>NOISE</noscript>",
        "<button>NOISE</button>",
        "<select><option>NOISE</select>",
        "<!-- NOISE -->",
        "<p hidden>NOISE</p>",
        "<p style='DISPLAY : none'>NOISE</p>",
        "<p style='visibility:hidden'>NOISE</p>",
        "<span aria-hidden=true>NOISE</span>",
        "<div role=navigation>NOISE</div>",
        "<div class='a breadcrumb'>NOISE</div>",
        "<svg><text>NOISE</text></svg>",
    ],
)
def test_what_is_around_or_hidden_is_left_out(unread: str, tmp_path: Path) -> None:
    html = f"<body><p>Before this.</p>{unread}after.</body>"
    assert texts(read(tmp_path, html)) == ["Before this.\n\nafter."]


def test_a_frame_that_holds_most_of_the_text_is_no_frame(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"<div class='toc sidebar'>{LONG}</div><p>Short.")) == [f"{LONG.strip()}\n\nShort."]


def test_the_main_element_is_the_page(tmp_path: Path) -> None:
    reading = read(tmp_path, f"<div>Top stories</div><main><p>{LONG}</p></main><div>More to read</div>")
    assert texts(reading) == [LONG.strip()]


def test_an_article_with_most_of_the_text_is_the_page(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"<div>Top stories</div><article>{LONG}</article>")) == [LONG.strip()]


def test_several_short_articles_are_all_read(tmp_path: Path) -> None:
    reading = read(tmp_path, "<article>One.</article><article>Two.</article>")
    assert texts(reading) == ["One.\n\nTwo."]


def test_a_header_that_holds_the_title_is_kept(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<header><h1>Norland</h1></header><p>Text.")) == ["Norland\n\nText."]


def test_table_rows_are_lines_and_layout_tables_are_not(tmp_path: Path) -> None:
    table = "<table><caption>Cases</caption><tr><th>Year<th>Cases<tr><td>2021<td>42<tr><td><td></table>"
    assert texts(read(tmp_path, table)) == ["Cases\n\nYear | Cases\n2021 | 42"]
    layout = "<table><tr><td><h2>Left</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>"
    assert texts(read(tmp_path, layout)) == ["Left\n\nOne.\n\nTwo."]


def test_cells_over_several_rows_and_columns_leave_the_others_empty(tmp_path: Path) -> None:
    table = (
        "<table><tr><th rowspan=2>Port<th colspan=2>Boarded<th rowspan=99999>Held<tr><th>2022<th>2023"
        "<tr><td>Breck<td>140<td>167</table>"
    )
    assert texts(read(tmp_path, table)) == ["Port | Boarded |  | Held\n | 2022 | 2023 | \nBreck | 140 | 167 |"]


def test_ordered_items_carry_the_numbers_a_browser_shows(tmp_path: Path) -> None:
    listed = (
        "<ol start=41><li>One<li><p>Two</p><p>more</p><li value=50>Three<ol type=i><li>a</ol></ol><ul><li>Free</ul>"
    )
    assert texts(read(tmp_path, listed)) == ["41. One\n\n42. Two\n\nmore\n\n50. Three\n\ni. a\n\nFree"]


def test_marks_of_notes_are_left_out_and_ordinals_kept(tmp_path: Path) -> None:
    html = (
        '<p>In the 19<sup>th</sup> century<sup><a href="#n1">1</a></sup> trade grew<a href="#n2"><sup>[2]</sup></a>.'
        '<p id="n1">1 See the annex.'
    )
    assert texts(read(tmp_path, html)) == ["In the 19th century trade grew.\n\n1 See the annex."]


def test_raised_numbers_stay_apart_from_the_number_before_them(tmp_path: Path) -> None:
    html = "<p>10<sup>3</sup> litres in 2016<sup>12</sup><table><tr><td>Litres<td>10<sup>-4</sup></table>"
    assert texts(read(tmp_path, html)) == ["10³ litres in 2016¹²\n\nLitres | 10⁻⁴"]


def test_line_breaks_soft_hyphens_and_ligatures(tmp_path: Path) -> None:
    html = "<p>Article&nbsp;1<br>traf\u00adﬁcking\u200b  of\n persons<pre>a\n  b</pre>"
    assert texts(read(tmp_path, html)) == ["Article 1\ntrafficking of persons\n\na\n  b"]


def test_a_page_filled_in_by_a_script_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorruptSource, match="shows no text"):
        read(tmp_path, "<html><body><div id=root></div><script>render()</script></body></html>")


def test_citation_tags_come_before_all_others(tmp_path: Path) -> None:
    head = """<title>Trade in Persons | Norland Review</title>
      <meta property="og:title" content="Shared title"><meta property="og:site_name" content="Norland Review">
      <meta name="citation_title" content="Trade &amp; Persons"><meta name="citation_author" content="Vega, Ana">
      <meta name="citation_author" content="Norland Statistics Office">
      <meta name="citation_publication_date" content="2021/03/05"><meta name="citation_doi" content="doi:10.5555/n.1">
      <meta name="citation_journal_title" content="Norland Review"><meta name="citation_firstpage" content="7">
      <meta name="citation_lastpage" content="19"><meta name="DC.Publisher" content="Harbour Press">"""
    reading = read(tmp_path, f"<html lang=en-GB><head>{head}</head><body><p>Text.")
    assert first(reading, "title") == (r"Trade \& Persons", "meta citation_title")
    assert first(reading, "author") == ("Vega, Ana and {Norland Statistics Office}", "meta citation_author")
    assert first(reading, "date") == ("2021-03-05", "meta citation_publication_date")
    assert first(reading, "doi") == ("10.5555/n.1", "meta citation_doi")
    assert first(reading, "journaltitle") == ("Norland Review", "meta citation_journal_title")
    assert first(reading, "pages") == ("7--19", "meta citation_firstpage")
    assert first(reading, "publisher") == ("Harbour Press", "meta dc.publisher")
    assert reading.language == "en"


def test_json_ld_is_read_and_broken_json_passed_over(tmp_path: Path) -> None:
    head = """<script type="application/ld+json">{"broken": </script>
      <script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "Site"},
        {"@type": ["NewsArticle"], "headline": "Forty freed", "datePublished": "2020-02-01T10:00:00Z",
         "author": [{"name": "Ana Vega"}], "publisher": {"name": "Norland Gazette"}}]}</script>"""
    reading = read(tmp_path, f"<head>{head}<title>Other</title></head><body><p>Text.")
    assert first(reading, "title") == ("Forty freed", "JSON-LD")
    assert first(reading, "author") == ("Ana Vega", "JSON-LD")
    assert first(reading, "date") == ("2020-02-01", "JSON-LD")
    assert first(reading, "publisher") == ("Norland Gazette", "JSON-LD")


def test_deep_json_is_passed_over(tmp_path: Path) -> None:
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert first(read(tmp_path, f"<head>{deep}<title>Norland</title></head><body>Text."), "title") is not None


def test_the_site_is_cut_from_the_title_and_useless_titles_are_not_taken(tmp_path: Path) -> None:
    head = '<title>Forty freed | Norland Gazette</title><meta property="og:site_name" content="Norland Gazette">'
    assert first(read(tmp_path, f"<head>{head}</head>Text."), "title") == ("Forty freed", "head title")
    assert first(read(tmp_path, "<title>Untitled Document</title>Text."), "title") is None
    assert first(read(tmp_path, "<title>Home</title><h1>Norland</h1>Text."), "title") == ("Norland", "h1")


def test_other_scripts_are_decoded(tmp_path: Path) -> None:
    reading = read(tmp_path, '<meta charset="gb2312"><p>拐卖人口'.encode("gb18030"))
    assert texts(reading) == ["拐卖人口"]
