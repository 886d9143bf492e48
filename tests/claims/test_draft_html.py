"""Manuscripts in HTML. Every sample speaks of the fictional Republic of Norland."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.drafts_checked import check_places

from litbase.claims.draft import CitedItem, Draft, SentenceKind, SkippedKind
from litbase.claims.drafts.html import read_html


def words(draft: Draft) -> list[str]:
    return [sentence.plain.text for sentence in draft.sentences]


def read(text: str) -> Draft:
    draft = read_html(text)
    check_places(draft)
    return draft


@pytest.mark.parametrize(("written", "plain"), [
    ("<p>The <em>first</em>\n  and <b>second</b>.</p>", ["The first and second."]),
    ("<p>Tom &amp; Ann&#39;s caf&eacute;&nbsp;now.<p>It rose.", ["Tom & Ann's café\xa0now.", "It rose."]),
    ("<P CLASS=x>One<BR>two.</P>", ["One two."]),
    ("<div>It fell.<ul><li>One.<li>Two.</ul>It rose.</div>", ["It fell.", "One.", "Two.", "It rose."]),
    ("<p>It <q>fell by half</q> then.</p>", ["It “fell by half” then."]),
    ("<p>It<!-- why? --> fell<script>if (a < b) x</script>.</p>", ["It fell."]),
    ("It fell & rose < so.", ["It fell & rose < so."]),  # no tag, no entity
    ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", ["漢字"]),  # how it is spoken is no word of it
    ("<p>It <del>rose</del>fell <s>by 5</s>then.</p>", ["It fell then."]),  # struck through
    ("<p>It was far<wbr>away.</p>", ["It was faraway."]),
    ("<p>It fell in 2021<sup>[3]</sup>.</p>", ["It fell in 2021[3]."]),  # a reference, no power
])  # fmt: skip
def test_tags_and_entities_become_words(written: str, plain: list[str]) -> None:
    assert words(read(written)) == plain


@pytest.mark.parametrize(("call", "note"), [
    # LibreOffice
    ('<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
     '<div id="sdfootnote1"><p class="footnote"><a class="sdfootnotesym" name="sdfootnote1sym" '
     'href="#sdfootnote1anc">1</a>So it was.</p></div>'),
    # Word
    ('<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
     '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> So it was.</p></div>'),
    # Google Docs
    ('<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>',
     '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a>&nbsp;So it was.</p></div>'),
    # pandoc
    ('<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>',
     '<ol><li id="fn1"><p>So it was.<a href="#fnref1" class="footnote-back">↩</a></p></li></ol>'),
])  # fmt: skip
def test_notes_of_other_programs(call: str, note: str) -> None:
    draft = read(f"<body><p>It fell.{call} It rose.</p><p>It stayed.</p>{note}</body>")
    assert words(draft) == ["It fell.", "It rose.", "It stayed."]
    assert [[each.plain.text for each in one.sentences] for one in draft.notes] == [["So it was."]]
    ((start, _),) = draft.notes[0].anchors
    assert start == draft.text.index(call.removeprefix("<sup>"))


def test_paragraphs_set_off_by_their_class_are_one_quotation() -> None:
    draft = read(
        '<p>It says:</p><p class="block-text">The number fell.</p>\n<p class="block-text">It rose.</p><p>So.</p>'
        '<p class="MsoQuote">It stayed.</p>'
    )
    assert [each.plain.text for each in draft.quotations] == ["The number fell.\n\nIt rose.", "It stayed."]


@pytest.mark.parametrize("hidden", [
    '<span style="color: red; display: none">by 5</span>',
    '<span style="mso-hide:all">by 5</span>',
    "<span hidden>by 5</span>",
    '<span class="math">x = 5 + y</span>',
])  # fmt: skip
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert words(read(f"<p>It fell {hidden}then.</p>")) == ["It fell then."]


def test_what_makes_no_claim_is_skipped() -> None:
    draft = read(
        "<!DOCTYPE html><html><head><title>It</title><style>p {}</style></head><body><nav><a href='x'>Home</a></nav>"
        "<h1>Heading</h1><p>It fell.</p><pre>x = 24</pre><!-- no --></body></html>"
    )
    assert words(draft) == ["It fell."]
    assert [each.kind for each in draft.skipped] == [
        SkippedKind.FRONT_MATTER, SkippedKind.MARKUP, SkippedKind.HEADING, SkippedKind.CODE, SkippedKind.COMMENT,
    ]  # fmt: skip


def test_block_quotations_tables_and_captions() -> None:
    draft = read(
        "<p>It says:</p><blockquote><p>The number fell.</p><p>It rose.</p></blockquote>"
        "<table><caption>Cases</caption><tr><th>Year<th>Cases<tr><td>2021</td><td><p>24</p></td></tr></table>"
        "<figure><img src=x><figcaption>A map.</figcaption></figure>"
    )
    assert [each.plain.text for each in draft.quotations] == ["The number fell.\n\nIt rose."]
    assert [(each.kind.value, each.plain.text) for each in draft.sentences] == [
        ("prose", "It says:"), ("quoted", "The number fell."), ("quoted", "It rose."), ("caption", "Cases"),
        ("table-row", "Year\tCases"), ("table-row", "2021\t 24"), ("caption", "A map."),
    ]  # fmt: skip


@pytest.mark.parametrize(("call", "note"), [
    ('<a href="#fn1" class="footnote-ref"><sup>1</sup></a>',
     '<li id="fn1"><p>So it was, says Ann. <a href="#r" class="footnote-back">↩︎</a></p></li>'),  # pandoc
    ('<sup id="r"><a href="#cite_note-1">[1]</a></sup>',
     '<li id="cite_note-1"><a href="#r">^</a> So it was, says Ann.</li>'),  # Wikipedia
    ('<a href="#_ftn1">[1]</a>', '<div id="_ftn1"><p><a href="#r">[1]</a> So it was, says Ann.</p></div>'),  # Word
])  # fmt: skip
def test_footnotes_are_found_by_their_links(call: str, note: str) -> None:
    text = f"<p>It fell.{call} It rose.</p><section><ol>{note}</ol></section>"
    draft = read(text)
    assert words(draft) == ["It fell.", "It rose."]
    (found,) = draft.notes
    assert "So it was, says Ann." in " ".join(each.plain.text for each in found.sentences)
    assert found.anchors[0][0] == text.index("<a href")
    assert draft.sentences[0].end == found.anchors[0][1]


def test_citations_that_pandoc_wrote_keep_their_keys() -> None:
    draft = read(
        '<p>It fell <span class="citation" data-cites="nor2022 nor2021">(Office 2022, 173; Union 2021)</span>. So '
        '<span class="citation" data-cites="nor2022">Office (2022, p. 3)</span> argues.</p>'
        '<div id="refs" class="references csl-bib-body"><div id="ref-nor2022" class="csl-entry">'
        "Office. 2022.</div></div>"
    )
    assert [citation.items for citation in draft.citations] == [
        (CitedItem("nor2022", "173"), CitedItem("nor2021")), (CitedItem("nor2022", "p. 3"),),
    ]  # fmt: skip
    assert words(draft) == ["It fell .", "So Office (2022, p. 3) argues."]
    assert [(each.key, each.plain.text) for each in draft.references] == [("nor2022", "Office. 2022.")]


def test_the_list_of_references_is_read_item_by_item() -> None:
    draft = read(
        "<p>It fell.</p><h2>References</h2><ul><li>Office. 2022.</li><li>Union. 2021.</li></ul><h2>Annex</h2><p>So."
    )
    assert [each.plain.text for each in draft.references] == ["Office. 2022.", "Union. 2021."]
    assert words(draft) == ["It fell.", "So."]
    assert draft.sentences[0].kind is SentenceKind.PROSE


PIECES = [
    "<p>", "</p>", "<li id=a>", "</li>", '<a href="#a">1</a>', "<blockquote>", "</blockquote>", "<q>", "</q>",
    "<table><tr><td>",
    "</table>", "It fell. ", "&amp;", "\n", "<h2>References</h2>", '<span data-cites="k">(X 2020)</span>', "<!-- -->",
    "<br>",
    "<div id=refs>", "</div>", "<nav>", "</nav>", "<figcaption>", "</td>", "<",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=16))
def test_pieces_in_any_order_keep_their_places(pieces: list[str]) -> None:
    check_places(read_html("".join(pieces)))


def test_a_hundred_thousand_words_are_read_in_two_seconds() -> None:
    text = (
        '<p>The <em>Office</em> of Norland found 24 cases.<a href="#fn1"><sup>1</sup></a> It rose, says it again.</p>\n'
    )
    started = time.process_time()
    draft = read_html(text * 7000 + '<ol><li id="fn1">A note.</li></ol>')
    assert time.process_time() - started < 4.0  # twice the aim, for slow machines
    assert len(draft.notes[0].anchors) == 7000


def test_number_and_words_of_a_reference_are_one() -> None:
    text = (
        '<p>So it was.</p><div id="refs" class="references csl-bib-body"><div id="ref-doe" class="csl-entry">\n'
        '<div class="csl-left-margin">1. </div><div class="csl-right-inline">Doe, J. Boats. 2001.</div>\n</div></div>'
    )
    (reference,) = read_html(text).references
    assert (reference.label, reference.key, reference.plain.text.strip()) == ("1", "doe", "Doe, J. Boats. 2001.")


def test_the_foot_of_a_block_quotation_says_whose_words_they_are() -> None:
    draft = read("<blockquote><p>The number fell.</p><footer><cite>Norland Office</cite>, p. 5</footer></blockquote>")
    assert [each.plain.text for each in draft.quotations] == ["The number fell."]
    assert draft.sentences[1].kind is SentenceKind.PROSE
