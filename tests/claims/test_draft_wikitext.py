"""Manuscripts in wikitext. Every sample speaks of the fictional Republic of Norland."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.drafts_checked import check_places

from litbase.claims.draft import CitedItem, Draft, SentenceKind
from litbase.claims.drafts.wikitext import read_wikitext

REPORT = (
    "{{cite report |author=Office of Norland |title=Annual [[Report]] |date=3 May 2022 |publisher=Office |page=61}}"
)
WORK: dict[str, Any] = {
    "type": "report", "title": "Annual Report", "publisher": "Office", "author": [{"literal": "Office of Norland"}],
    "issued": {"date-parts": [[2022]]},
}  # fmt: skip


def words(draft: Draft) -> list[str]:
    return [sentence.plain.text for sentence in draft.sentences]


def read(text: str) -> Draft:
    draft = read_wikitext(text)
    check_places(draft)
    return draft


def test_a_footnote_with_a_citation_template_cites_where_it_stands() -> None:
    draft = read(f"The number fell.<ref>{REPORT}</ref> It rose.")
    assert words(draft) == ["The number fell.", "It rose."]
    (citation,) = draft.citations
    assert citation.items == (CitedItem(None, "61", "page", work=WORK),)
    assert citation.anchor == draft.text.index("<ref>")
    assert draft.sentences[0].end == draft.text.index("</ref>") + len("</ref>")
    assert draft.notes[0].sentences == ()  # the template says which work is meant, and no more


def test_a_named_footnote_is_cited_again_at_another_page() -> None:
    text = f'It fell.<ref name="nor">{REPORT}</ref>{{{{rp|62}}}} It rose.<ref name=nor /> '
    text += 'It stayed.<ref name="nor"/>{{rp|p=70}}'
    draft = read(text)
    assert words(draft) == ["It fell.", "It rose.", "It stayed."]
    assert [citation.items[0] for citation in draft.citations] == [
        CitedItem("nor", "62", "page", work=WORK),
        CitedItem("nor", "61", "page", work=WORK),
        CitedItem("nor", "70", "page", work=WORK),
    ]
    assert draft.notes[0].name == "nor"
    assert len(draft.notes[0].anchors) == 3


def test_footnotes_defined_in_the_list_are_cited_where_they_are_called() -> None:
    text = 'It fell.<ref name="nor"/> It rose.{{r|nor|p=5}}\n\n== References ==\n'
    text += f'{{{{reflist|refs=\n<ref name="nor">{REPORT}</ref>\n}}}}'
    draft = read(text)
    assert [(citation.anchor, citation.items[0].locator) for citation in draft.citations] == [
        (text.index("<ref"), "61"), (text.index("{{r|"), "5"),
    ]  # fmt: skip
    assert draft.citations[0].items[0].work == WORK
    draft = read(f'It fell.<ref name="nor"/>\n<references>\n<ref name="nor">{REPORT}</ref>\n</references>')
    assert len(draft.citations) == 1
    assert draft.citations[0].items[0].work == WORK


@pytest.mark.parametrize(("written", "item"), [
    ("{{sfn|García|2015|p=61}}",
     CitedItem(None, "61", "page", work={"author": [{"family": "García"}], "issued": {"date-parts": [[2015]]}})),
    ("{{sfn|Ann|Bee|2015a|pp=61–63}}",
     CitedItem(None, "61–63", "page", work={"author": [{"family": "Ann"}, {"family": "Bee"}],
                                            "issued": {"date-parts": [[2015]]}, "year-suffix": "a"})),
    ("{{Harv|García|2015|loc=chapter 3}}",
     CitedItem(None, "chapter 3", None, work={"author": [{"family": "García"}], "issued": {"date-parts": [[2015]]}})),
])  # fmt: skip
def test_short_citations_name_author_year_and_place(written: str, item: CitedItem) -> None:
    draft = read(f"It fell.{written} It rose.")
    assert draft.citations[0].items == (item,)
    assert words(draft) == ["It fell.", "It rose."]
    assert draft.text[: draft.sentences[0].end].endswith(written)


def test_a_short_citation_of_several_works_names_each() -> None:
    draft = read("It fell.{{sfnm|1a1=Ann|1y=2015|1p=3|2a1=Bee|2y=2016}}")
    assert [(item.work["author"][0]["family"], item.locator) for item in draft.citations[0].items] == [
        ("Ann", "3"), ("Bee", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "plain"), [
    ("The '''first''' and ''second''.", "The first and second."),
    ("A [[Norland|country]] with [[trafficking]] and [https://norland.example a page] [https://norland.example].",
     "A country with trafficking and a page ."),
    ("It is {{lang|zh|拐卖}} or {{nowrap|27 cases}}{{nbsp}}here{{snd}}so.", "It is 拐卖 or 27 cases here – so."),
    ("It is {{convert|27|km}} long &ndash; about.", "It is 27 km long – about."),
    ("{{As of|2022}}, {{US$|9.5 million}} or {{formatnum:27600}} {{Main|Norland}}x.",
     "As of 2022, $9.5 million or 27600 x."),
    ("It fell<!-- why? -->{{citation needed|date=May 2022}}.", "It fell."),
    ("One<br />two <small>three</small><nowiki>''four''</nowiki>.", "One two three''four''."),
    ("It <q>fell by half</q> then.", "It “fell by half” then."),
])  # fmt: skip
def test_markup_becomes_words(written: str, plain: str) -> None:
    assert words(read(written)) == [plain]


def test_quotations_are_found_by_tags_and_templates() -> None:
    text = (
        "It says:\n<blockquote>The number ''fell''.<ref>{{sfn|Ann|2015}}</ref></blockquote>\n"
        "{{quote|It rose. So much.|author=Ann|source=''Report'', p. 3}}\nThen {{qi|it stayed}}."
    )
    draft = read(text)
    assert [(each.plain.text, each.is_block) for each in draft.quotations] == [
        ("The number fell.", True), ("It rose. So much.", True), ("it stayed", False),
    ]  # fmt: skip
    assert "Ann Report, p. 3" in words(draft)
    assert [each.kind for each in draft.sentences].count(SentenceKind.QUOTED) == 3


def test_words_quoted_in_a_footnote_are_a_quotation() -> None:
    draft = read("It fell.<ref>{{cite web|title=Page|quote=The number fell.}}</ref>")
    assert [each.plain.text for each in draft.quotations] == ["The number fell."]


def test_tables_lists_headings_and_pictures() -> None:
    text = (
        "== Cases ==\nIt fell.\n* One fell.\n* Two rose.\nAfter.\n"
        '{| class="wikitable"\n|+ Cases in Norland\n! Year !! Cases\n|-\n| 2021 || style="x" | 24\n|-\n'
        "| 2022\n| 30\n|}\n"
        "[[File:Map.png|thumb|A map of Norland.]]\n[[Category:Norland]]\n"
    )
    draft = read(text)
    assert [(each.kind.value, each.plain.text) for each in draft.sentences] == [
        ("prose", "It fell."), ("prose", "One fell."), ("prose", "Two rose."), ("prose", "After."),
        ("caption", "Cases in Norland"), ("table-row", "Year \t Cases"), ("table-row", "2021 \t 24"),
        ("table-row", "2022\t 30"), ("caption", "A map of Norland."),
    ]  # fmt: skip


def test_a_citation_under_a_picture_belongs_to_its_words() -> None:
    draft = read("[[File:Map.png|thumb|A map of Norland.{{sfn|Ann|2015}}]]\nThe number fell.")
    assert [draft.text[each.start : each.end] for each in draft.sentences] == [
        "A map of Norland.{{sfn|Ann|2015}}", "The number fell.",
    ]  # fmt: skip


def test_the_list_of_works_is_read_work_by_work() -> None:
    draft = read(
        f"It fell.{{{{sfn|Office|2022}}}}\n\n== Works cited ==\n* {REPORT}\n* Union. ''Study''. 2021.\n\n"
        "== See also ==\n* X"
    )
    assert [(each.work, each.plain.text) for each in draft.references] == [
        (WORK, "Office of Norland, Annual Report, 3 May 2022, Office, 61"), ({}, "Union. Study. 2021."),
    ]  # fmt: skip
    assert len(draft.citations) == 1


@given(st.text(alphabet="ab. \n{}[]|'=<>/ref!-*#:&;", max_size=100))
def test_whatever_is_written_keeps_its_place(text: str) -> None:
    check_places(read_wikitext(text))


PIECES = [
    "<ref>", "<ref name=a>", "</ref>", "<ref name=a />", "{{rp|3}}", "{{sfn|Ann|2015}}", "{|\n",
    "{{cite web|title=T|quote=Q q}}",
    "\n|-\n", "\n| a || b", "\n|}\n", "It fell. ", "\n\n", "\n== References ==\n", "<blockquote>", "</blockquote>",
    "{{quote|",
    "}}", "[[File:a.png|thumb|", "]]", "\n* ", "{{efn|", "{{reflist|refs=", "<q>", "</q>", "{{harvtxt|Ann|2015}}", "''",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Boats [[File:a.png|thumb|A boat.]] came in. They went.", ["Boats  came in.", "A boat.", "They went."]),
        ("{|\n[[File:a.png|thumb|A boat.]]\n| a || b", ["A boat.", "a \t b"]),
    ],
)
def test_the_words_under_a_picture_stand_in_their_place(text: str, sentences: list[str]) -> None:
    draft = read_wikitext(text)
    check_places(draft)
    assert [one.plain.text for one in draft.sentences] == sentences


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_pieces_in_any_order_keep_their_places(pieces: list[str]) -> None:
    check_places(read_wikitext("".join(pieces)))


def test_a_hundred_thousand_words_are_read_in_two_seconds() -> None:
    text = f"The ''Office'' of [[Norland]] found 24 cases.<ref>{REPORT}</ref> It rose, says the office again.\n\n"
    started = time.process_time()
    draft = read_wikitext(text * 5000)
    assert time.process_time() - started < 6.0  # three times the aim, for slow machines
    assert len(draft.citations) == 5000


@pytest.mark.parametrize(("written", "plain"), [
    ("It <s>rose</s>fell.", "It fell."),
    ("Some {{val|5|u=km}} and {{frac|1|2}} or {{frac|1|2|3}}.", "Some 5 km and 1/2 or 1 2/3."),
    ("In {{ill|Norhavn|de|Norhavn}} [[fr:Norland]]it fell.", "In Norhavn it fell."),  # links to other languages
])  # fmt: skip
def test_further_templates_become_words(written: str, plain: str) -> None:
    draft = read_wikitext(written)
    check_places(draft)
    assert [sentence.plain.text for sentence in draft.sentences] == [plain]


def test_a_sorted_number_is_a_cell() -> None:
    draft = read_wikitext("{|\n! Year !! Boats\n|-\n| 2022 || {{nts|30}}\n|}\n")
    assert draft.sentences[-1].plain.text.split() == ["2022", "30"]


def test_words_that_a_citation_says_are_quoted_are_a_quotation_in_its_note() -> None:
    draft = read(
        "It fell.<ref>{{cite report|author=Office|title=Report|year=2022|quote=the number fell by half}}</ref>"
    )
    assert [each.plain.text for each in draft.notes[0].sentences] == ["“the number fell by half”"]
    assert [each.plain.text for each in draft.quotations] == ["the number fell by half"]
