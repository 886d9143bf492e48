"""Manuscripts in Markdown. Every sample speaks of the fictional Republic of Norland."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.drafts_checked import check_places

from litbase.claims.draft import CitedItem, Draft, SentenceKind, SkippedKind
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.reading import read_draft


def words(draft: Draft) -> list[str]:
    return [sentence.plain.text for sentence in draft.sentences]


def cited(text: str) -> list[tuple[CitedItem, ...]]:
    draft = read_markdown(text)
    check_places(draft)
    return [citation.items for citation in draft.citations]


@pytest.mark.parametrize(("written", "items"), [
    ("It fell [@nor2022].", [CitedItem("nor2022")]),
    ("It fell [@nor2022, p. 173].", [CitedItem("nor2022", "p. 173")]),
    ("It fell [@nor2022, 173].", [CitedItem("nor2022", "173")]),
    ("It fell [@nor2022, pp. 12–14, 20 and elsewhere].",
     [CitedItem("nor2022", "pp. 12–14, 20", suffix="and elsewhere")]),
    ("It fell [@nor2022, p. xii].", [CitedItem("nor2022", "p. xii")]),
    ("It fell [@nor2022, chapter 5].", [CitedItem("nor2022", "chapter 5")]),
    ("It fell [@nor2022, §103.7].", [CitedItem("nor2022", "§103.7")]),
    ("It fell [@nor2022, para. 42].", [CitedItem("nor2022", "para. 42")]),
    ("It fell [@nor2022 p. 3, para. 4].", [CitedItem("nor2022", "p. 3, para. 4")]),
    ("It fell [@nor2022 {annex II, 3}].", [CitedItem("nor2022", "annex II, 3")]),  # braces say what the locator is
    ("It fell [see @nor2022, pp. 3--5; also -@nor2021].",
     [CitedItem("nor2022", "pp. 3--5", prefix="see"), CitedItem("nor2021", prefix="also", is_author_suppressed=True)]),
    ("It fell [@nor2022; but compare the others].", [CitedItem("nor2022", suffix="but compare the others")]),
    ("It fell [@{https://norland.example/report}, p. 3].", [CitedItem("https://norland.example/report", "p. 3")]),
    ("Office [-@nor2022, 611] says so.", [CitedItem("nor2022", "611", is_author_suppressed=True)]),
    ("It fell [@nor:tip-2022_b.1].", [CitedItem("nor:tip-2022_b.1")]),  # inner punctuation belongs to the key
    ("So @nor2022 argues.", [CitedItem("nor2022")]),
    ("So says @nor2022.", [CitedItem("nor2022")]),  # the full stop does not
    ("So @nor2022 [p. 3] argues.", [CitedItem("nor2022", "p. 3")]),
    ("So @nor2022 [p. 3; @nor2021] argues.", [CitedItem("nor2022", "p. 3"), CitedItem("nor2021")]),
    ("So @nor2022, p. 3, argues.", [CitedItem("nor2022", "p. 3")]),  # not pandoc's syntax, but plain
    ("So @nor2022, para. 12; see also chapter 3.", [CitedItem("nor2022", "para. 12")]),
    ("So @nor2022 (pp. 3–5) argues.", [CitedItem("nor2022", "pp. 3–5")]),
    ("So @nor2022, part of a series, argues.", [CitedItem("nor2022")]),
    ("# Crews after [@nor2022, p. 3]", [CitedItem("nor2022", "p. 3")]),
    ("Crews after @nor2022\n====================", [CitedItem("nor2022")]),
    ("It fell \\autocite[see][173]{nor2022}.", [CitedItem("nor2022", "173", prefix="see")]),  # raw LaTeX
    ("**It fell [@nor2022, *passim*]**.", [CitedItem("nor2022", suffix="*passim*")]),
])  # fmt: skip
def test_a_citation_is_read_with_locator_and_affixes(written: str, items: list[CitedItem]) -> None:
    assert cited(written) == [tuple(items)]


@pytest.mark.parametrize("written", [
    "Write to office@norland.example for help.",
    "Write to <office@norland.example>.",
    "As @fig-map and [@tbl-cases] show, it fell.",  # Quarto's cross-references
    "As [@fig:map] shows, it fell.",  # pandoc-crossref's
    "See Figure \\@ref(fig:map).",  # bookdown's
    "The sign \\@nor2022 is no citation.",
    "The code `[@nor2022]` is no citation.",
    "```\n[@nor2022]\n```",
    "<!-- [@nor2022] -->",
    "See <https://norland.example/@nor2022>.",
    "See https://norland.example/@nor2022 for more.",
    "See [the page](https://norland.example/@nor2022).",
    "---\nauthor: '@nor2022'\n---\n\nIt fell.",
    "It fell [sic] by [3].",
])  # fmt: skip
def test_what_only_looks_like_a_citation_is_none(written: str) -> None:
    assert cited(written) == []


@pytest.mark.parametrize(("written", "plain"), [
    ("The *first* and __second__ of **both**.", "The first and second of both."),
    ("It has [a link](https://norland.example \"title\"), [another][one] and [words]{.smallcaps}.",
     "It has a link, another and words."),
    ("The file_name_here and 5 * 3 * 2 stay.", "The file_name_here and 5 * 3 * 2 stay."),
    ("It cost $9.5 million and $32 million.", "It cost $9.5 million and $32 million."),  # money is no mathematics
    ("The share was $95\\%$ of $n = \\beta$ cases.", "The share was 95% of  cases."),
    ("In the 22^nd^ year of H~2~O.", "In the 22nd year of H2O."),
    ("Tom &amp; Ann&#39;s caf&eacute;.", "Tom & Ann's café."),
    ("Pages 12--14---all of them.", "Pages 12–14—all of them."),
    ("One \\[sic\\] and \\*two\\*.", "One [sic] and *two*."),
    ("He \"[m]easur[ed]\" it […] twice.", "He \"[m]easur[ed]\" it […] twice."),
    ("It was hard\nwrapped  \nhere\\\nand there.", "It was hard wrapped here and there."),
    ("It rose by `r n` to `many`.", "It rose by  to many."),
    ("It fell<!-- why? --> much.", "It fell much."),
    ("So @nor2022 [p. 3] argues.", "So @nor2022 argues."),
    ("So @nor2022, p. 3, argues.", "So @nor2022, argues."),
    ("See {{< video x.mp4 >}} there.", "See  there."),  # Quarto's shortcodes
])  # fmt: skip
def test_markup_is_removed_and_words_are_kept(written: str, plain: str) -> None:
    draft = read_markdown(written)
    check_places(draft)
    assert words(draft) == [plain]


def test_a_citation_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    draft = read_markdown("It fell.[^1] It rose. [@nor2022] It stayed.\n\n[^1]: A note.")
    assert [draft.text[s.start : s.end] for s in draft.sentences] == [
        "It fell.[^1]",
        "It rose. [@nor2022]",
        "It stayed.",
    ]


def test_notes_are_read_with_their_calls_and_their_citations_cite_where_they_are_called() -> None:
    text = "It fell.[^a] It rose.^[Though @nor2021 doubts it.]\n\n[^a]: See [@nor2022, p. 3].\n\n    Twice.\n\nThe end."
    draft = read_markdown(text)
    check_places(draft)
    assert words(draft) == ["It fell.", "It rose.", "The end."]
    assert [[s.plain.text for s in note.sentences] for note in draft.notes] == [
        ["Though @nor2021 doubts it."], ["See .", "Twice."],
    ]  # fmt: skip
    inline, defined = draft.citations
    assert (inline.items[0].key, inline.note, inline.anchor) == ("nor2021", 0, text.index("^["))
    assert (defined.items[0].key, defined.note, defined.anchor) == ("nor2022", 1, text.index("[^a]"))


def test_block_quotations_are_kept_apart_from_prose() -> None:
    text = (
        "The office writes:\n\n> The **number** of victims\n> fell by half. It will\nfall further.\n>\n"
        "> — The office [@nor2022, p. 3]\n\nSo it says."
    )
    draft = read_markdown(text)
    check_places(draft)
    assert [quotation.plain.text for quotation in draft.quotations] == [
        "The number of victims fell by half. It will fall further."
    ]
    assert draft.quotations[0].is_block
    assert [s.kind for s in draft.sentences][:3] == [SentenceKind.PROSE, SentenceKind.QUOTED, SentenceKind.QUOTED]


@pytest.mark.parametrize("written", [
    "<blockquote>The number fell.</blockquote>", "<blockquote>\nThe number\nfell.\n</blockquote>",
    "\\begin{quote}\nThe number fell.\n\\end{quote}",
])  # fmt: skip
def test_block_quotations_in_html_and_latex_are_found(written: str) -> None:
    draft = read_markdown(f"It says:\n{written}\n\nSo it is.")
    check_places(draft)
    assert [quotation.plain.text for quotation in draft.quotations] == ["The number fell."]
    assert words(draft) == ["It says:", "The number fell.", "So it is."]


def test_a_citation_on_its_own_below_a_block_quotation_belongs_to_it() -> None:
    draft = read_markdown("> The number of victims fell.\n\n[@nor2022, p. 3]\n\nSo it says.")
    assert draft.text[draft.sentences[0].start : draft.sentences[0].end].endswith("[@nor2022, p. 3]")


def test_tables_are_read_row_by_row() -> None:
    text = "| Year | Cases |\n|------|------:|\n| 2021 | 24 |\n| 2022 | 30 [@nor2022] |\n\n: Cases in Norland\n\nAfter."
    draft = read_markdown(text)
    check_places(draft)
    assert [(s.kind, s.plain.text) for s in draft.sentences] == [
        (SentenceKind.TABLE_ROW, "Year\tCases"),
        (SentenceKind.TABLE_ROW, "2021\t24"),
        (SentenceKind.TABLE_ROW, "2022\t30"),
        (SentenceKind.CAPTION, "Cases in Norland"),
        (SentenceKind.PROSE, "After."),
    ]


def test_lists_are_read_item_by_item() -> None:
    draft = read_markdown(
        "It says:\n\n1. The number fell\n   by half. So much.\n2. It rose.\n\n- One more.\n    - And inside.\n"
    )
    check_places(draft)
    assert words(draft) == ["It says:", "The number fell by half.", "So much.", "It rose.", "One more.", "And inside."]


def test_what_makes_no_claim_is_skipped() -> None:
    text = (
        "---\ntitle: It\n---\n\n# Heading {#h}\n\nOne.\n\n```{r chunk}\n24 cases\n```\n\n<!-- two\n\nthree -->\n\n"
        "$$\nx = 24\n$$\n\n\\begin{equation}\nx\n\\end{equation}\n\nUnder\n-----\n\n"
        "[one]: https://norland.example\n\n    x <- 24\n"
    )
    draft = read_markdown(text)
    check_places(draft)
    assert words(draft) == ["One."]
    assert [each.kind for each in draft.skipped] == [
        SkippedKind.FRONT_MATTER, SkippedKind.HEADING, SkippedKind.CODE, SkippedKind.COMMENT, SkippedKind.MATH,
        SkippedKind.MATH, SkippedKind.HEADING, SkippedKind.MARKUP, SkippedKind.CODE,
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "references"), [
    ("## References\n\nOffice (2022). *Report*. Norhavn.\n\nUnion (2021). Study.\n",
     [(None, "Office (2022). Report. Norhavn."), (None, "Union (2021). Study.")]),
    ("# Literatur\n\n1. Office (2022).\n2. Union (2021).\n", [("1", "Office (2022)."), ("2", "Union (2021).")]),
    ("# 参考文献\n\n[1] Office (2022).\n[2] Union\n(2021).\n", [("1", "Office (2022)."), ("2", "Union\n(2021).")]),
    ("**Works Cited**\n\n* Office. 2022.\n* Union. 2021.\n", [(None, "Office. 2022."), (None, "Union. 2021.")]),
    ("References\n==========\n\nOffice (2022).\nUnion (2021).\n\n# Annex\n\nNo reference.",
     [(None, "Office (2022)."), (None, "Union (2021).")]),
])  # fmt: skip
def test_the_list_of_references_is_read_reference_by_reference(text: str, references: list[tuple[str, str]]) -> None:
    draft = read_markdown("It fell.\n\n" + text)
    check_places(draft)
    assert [(each.label, each.plain.text) for each in draft.references] == references


def test_references_that_pandoc_wrote_carry_their_keys() -> None:
    text = "It fell.\n\n::: {#refs .references}\n::: {#ref-nor2022 .csl-entry}\nOffice (2022).\n:::\n:::\n\nAfter."
    draft = read_markdown(text)
    assert [(each.key, each.plain.text) for each in draft.references] == [("nor2022", "Office (2022).")]
    assert words(draft) == ["It fell.", "After."]


@given(st.text(alphabet="ab. \n\r>#*_`[]()@^-|$:;!<\\&{}1é“”", max_size=120))
def test_whatever_is_written_keeps_its_place(text: str) -> None:
    check_places(read_markdown(text))


@given(st.integers(0, 6), st.sampled_from(["\n", "\r\n"]))
def test_line_ends_and_what_stands_before_do_not_matter(before: int, end: str) -> None:
    text = end.join(["It rose."] * before + ["", "It fell by half", "[@nor2022, p. 3].", "", "> Quoted words."])
    draft = read_markdown(text)
    check_places(draft)
    assert draft.text == text
    assert draft.citations[0].start == text.index("[@")
    assert words(draft)[-2:] == ["It fell by half .", "Quoted words."]


def test_a_hundred_thousand_words_are_read_in_two_seconds() -> None:
    paragraph = "The *Office* of Norland found 24 cases [@nor2022, p. 3]. It rose, says @nor2021 [p. 4].[^1]\n\n"
    text = paragraph * 7000 + "[^1]: A note.\n"
    started = time.process_time()
    draft = read_markdown(text)
    assert time.process_time() - started < 4.0  # twice the aim, for slow machines
    assert len(draft.citations) == 14000


@pytest.mark.corpus
def test_every_citation_of_two_real_manuscripts_is_found_and_none_invented(shared_data: Path) -> None:
    folder = shared_data / "drafts"
    canary = read_draft(folder / "cautioning-canary" / "manuscript.Rmd")
    trenches = read_draft(folder / "from-the-trenches" / "manuscript_compiled.md")
    for draft in (canary, trenches):
        check_places(draft)
    assert sum(len(citation.items) for citation in canary.citations) == 84
    assert sum(len(citation.items) for citation in trenches.citations) == 62
    assert sum(item.locator is not None for citation in canary.citations for item in citation.items) == 9
    assert len(trenches.notes) == 77
    assert all(note.anchors for note in trenches.notes)


def test_a_citation_that_begins_a_sentence_belongs_to_it_alone() -> None:
    draft = read_markdown("It rose!@ostby2015 says so.")
    assert [each.plain.text for each in draft.sentences] == ["It rose!", "@ostby2015 says so."]
    assert draft.sentences[0].end <= draft.sentences[1].start


@pytest.mark.parametrize(("written", "plain"), [
    ("It ~~rose~~ fell.", ["It  fell."]),
    ("It <del>rose</del> fell.", ["It  fell."]),
    ("It \\textbf{fell by 5} \\emph{then}.", ["It fell by 5 then."]),  # commands of LaTeX
    ("| The number fell\n| in the north.", ["The number fell in the north."]),  # a line block
    ("- [x] It fell.\n- [ ] It rose.", ["It fell.", "It rose."]),  # tasks
    ("Norland\n: It fell.", ["Norland", "It fell."]),  # a definition
])  # fmt: skip
def test_further_markup_becomes_words(written: str, plain: list[str]) -> None:
    draft = read_markdown(written)
    check_places(draft)
    assert [sentence.plain.text for sentence in draft.sentences] == plain


def test_a_footnote_of_latex_is_a_note() -> None:
    draft = read_markdown("It fell.\\footnote{So it was [@nor2022, p. 5].} It rose.")
    check_places(draft)
    assert [sentence.plain.text for sentence in draft.sentences] == ["It fell.", "It rose."]
    assert [[each.plain.text for each in note.sentences] for note in draft.notes] == [["So it was ."]]
    assert draft.citations[0].anchor == 8


def test_comments_that_are_never_closed_take_no_long_time() -> None:
    began = time.process_time()
    read_markdown("<!-- a " * 20_000)
    read_markdown("~~a " * 20_000)
    assert time.process_time() - began < 5


def test_works_named_behind_another_are_cited_too() -> None:
    draft = read_markdown("It fell [compare @nor2022, p. 9, with @nor2021; see @nor2020].")
    check_places(draft)
    assert [(item.key, item.locator, item.prefix) for item in draft.citations[0].items] == [
        ("nor2022", "p. 9", "compare"), ("nor2021", None, ""), ("nor2020", None, "see"),
    ]  # fmt: skip
