"""Citations are found in running text in every form, and what only looks like one is left alone. All works invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.reading import find_citations
from litbase.claims.citations.works import Work, works_of
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.model.claim import CitationForm
from litbase.model.entry import Entry


def entry(key: str, author: str, year: str, title: str, type_: str = "report", **more: str) -> Entry:
    fields = {"author": author, "date": year, "title": title, **more}
    return Entry(key, type_, tuple((name, value) for name, value in fields.items() if value))


MINISTRY = "Ministry of Justice of Norland"
NORLAND = works_of(
    [
        entry("ostby2015", "Østby, Liv", "2015", "Brides of the Fjord", "article", pages="101--140"),
        entry("brandt2017", "Brandt, A. and Holm, B. and Lind, C.", "2017", "Crossing the Sound", "article"),
        entry("moen2019", "Moen, Kari and Vik, Ola", "2019", "The Price of a Passage"),
        entry("mjn2022", "{Ministry of Justice of Norland}", "2022", "Annual Report on Trafficking 2022"),
        entry("mjn2021", "{Ministry of Justice of Norland}", "2021", "Annual Report on Trafficking 2021"),
        entry("code", "", "1902", "Criminal Code of the Republic of Norland", "legislation"),
        entry("treaty", "", "1931", "Convention for the Protection of Seafarers and Migrants", "legal"),
        entry("un", "{Special Rapporteur on Seafarers}", "2014", "Report on Norland", number="A/HRC/99/7"),
    ]
)


def found(text: str, works: tuple[Work, ...] = NORLAND) -> list[Mention]:
    return list(find_citations(read_plain_text(text), works))


@pytest.mark.parametrize(
    ("text", "names", "numbers", "locator"),
    [
        ("It rose (Østby, 2015, p. 103).", ["Østby"], ["2015"], "103"),
        ("It rose (see also Østby 2015: 103–4).", ["Østby"], ["2015"], "103–4"),
        ("It rose (cf. Brandt et al., 2017).", ["Brandt et al."], ["2017"], None),
        ("It rose (Brandt et alii, 2017).", ["Brandt et alii"], ["2017"], None),
        ("Brandt et al. (2017), pp. 12–14, argue so.", ["Brandt et al."], ["2017"], "12–14"),  # behind the brackets
        ("It rose (e.g. Moen & Vik 2019, paras. 3–5).", ["Moen & Vik"], ["2019"], "3–5"),
        ("It rose (Moen und Vik 2019, § 4.2).", ["Moen und Vik"], ["2019"], "4.2"),
        ("It rose (Østby 2015; Moen and Vik 2019, ch. 5).", ["Østby", "Moen and Vik"], ["2015", "2019"], "5"),
        ("It rose (Ministry of Justice of Norland 2021, 2022).", [MINISTRY] * 2, ["2021", "2022"], None),
        ("Østby (2015, p. 101) argues so.", ["Østby"], ["2015"], "101"),
        ("As Brandt et al. (2017) show, it rose.", ["Brandt et al."], ["2017"], None),
        ("Østby was clear. It rose by a third (2015, p. 120).", ["Østby"], ["2015"], "120"),
        ("It rose (Ostby 2015, xii).", ["Ostby"], ["2015"], "xii"),
        ("It rose (Østby 2015, chapter 3, p. 104).", ["Østby"], ["2015"], "104"),  # the page is nearer
        ("It rose (Østby 2015, vol. 2, p. 104).", ["Østby"], ["2015"], "104"),
        ("It rose (Østby 2015, 2:104).", ["Østby"], ["2015"], "104"),
        ("It rose (Østby 2015, 104 n. 3).", ["Østby"], ["2015"], "104"),
        ("It rose (Østby 2015, esp. pp. 104–6).", ["Østby"], ["2015"], "104–6"),
        ("It rose (Østby 2015 at 104).", ["Østby"], ["2015"], "104"),
        ("It rose (Østby 2015, p. 104ff.).", ["Østby"], ["2015"], "104ff"),
        ("It rose (Østby, 2015, 01:12:30).", ["Østby"], ["2015"], None),  # a time, no page
        ("It rose（Østby，2015：104）。", ["Østby"], ["2015"], "104"),
        ("It rose（Østby，2015，第104页）。", ["Østby"], ["2015"], "104"),
        ("It rose (Moen; Vik, 2019, p. 4).", ["Moen; Vik"], ["2019"], "4"),  # as ABNT styles join names
        ("It rose (Brandt и др., 2017).", ["Brandt и др."], ["2017"], None),
        ("Both Moen and Vik (2019) and Østby (2015) say so.", ["Moen and Vik", "Østby"], ["2019", "2015"], None),
    ],
)  # fmt: skip
def test_author_and_year_are_read(text: str, names: list[str], numbers: list[str], locator: str | None) -> None:
    mentions = found(text)
    assert [mention.names for mention in mentions] == names
    assert [mention.year.numbers[0] for mention in mentions if mention.year] == numbers
    assert (mentions[-1].locator.value if mentions[-1].locator else None) == locator


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("It rose (Strand & Lie 2014a, b).", [(("2014",), "a"), (("2014",), "b")]),
        ("It rose (Strand & Lie [1990] 2005).", [(("2005", "1990"), None)]),
        ("It rose (Strand & Lie n.d.).", [((), None)]),
        ("It rose (Strand & Lie forthcoming).", [((), None)]),
        ("It rose (Strand et al. 2019/2020).", [(("2020", "2019"), None)]),
    ],
)
def test_years_of_every_shape_are_read(text: str, years: list[tuple[tuple[str, ...], str | None]]) -> None:
    assert [(one.year.numbers, one.year.letter) for one in found(text) if one.year] == years


@pytest.mark.parametrize(
    ("text", "raw", "locator"),
    [
        ("They have no standing (García 61).", "(García 61)", "61"),  # nobody's name at hand, but the form says it
        ("It fell (Ministry of Justice of Norland 173).", "(Ministry of Justice of Norland 173)", "173"),
        ("It fell (Brandt et al. 2).", "(Brandt et al. 2)", "2"),
        ("It fell (Østby).", "(Østby)", None),
        ("It fell (Moen and Vik, ch. 3).", "(Moen and Vik, ch. 3)", "3"),
        ("It fell (Østby, “Brides” 12).", "(Østby, “Brides” 12)", "12"),
        ("Østby calls it “a market without a name” (61).", "(61)", "61"),
        ("Østby (61) finds that it fell.", "Østby (61)", "61"),
        ("Østby (2015, p. 3) saw boats. She calls it “a market without a name” (104).", "(104)", "104"),
        ("Østby (2015, p. 3) saw boats. They came by night (p. 104).", "(p. 104)", "104"),
        ("Østby (ch. 4) argues so.", "Østby (ch. 4)", "4"),
    ],
)
def test_author_and_page_are_read(text: str, raw: str, locator: str | None) -> None:
    mentions = [mention for mention in found(text) if mention.form == CitationForm.AUTHOR_PAGE]
    assert [mention.raw for mention in mentions] == [raw]
    assert (mentions[0].locator.value if mentions[0].locator else None) == locator


@pytest.mark.parametrize(
    "text",
    [
        "The Norland Women's League (NWL) keeps shelters.",
        "The law (2005) was amended.",
        "Østby wrote of it. The register (2015) lists none.",
        "It was signed in the capital (February 2014).",
        "Families in the north (North Norland) left.",
        "The Task Force (2005) met twice.",
        "Staff were trained (Ministry of Fisheries).",  # no author here
        "The Ministry of Justice of Norland (Ministry of Justice of Norland) pays.",  # a gloss on itself
        "It grew (see Figure 3) over ten years (Level 2).",
        "Prices rose (from 200 to 2000 crowns) in May.",
        "Of those asked, most agreed (n = 2015).",
        "There are two ways: (1) by sea and (2) by land.",
        "It covers 20 m² of floor.",
        "The boat (ID 4417) was seen (see supra, section 3).",
    ],
)
def test_what_only_looks_like_a_citation_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "form", "raw", "locator"),
    [
        ("Boats were seized (A/HRC/99/7, para. 42).", CitationForm.SYMBOL, "A/HRC/99/7, para. 42", "42"),
        ("See paragraph 9 of A/HRC/99/7 on this.", CitationForm.SYMBOL, "paragraph 9 of A/HRC/99/7", "9"),
        ("See 2237 UNTS 319.", CitationForm.SYMBOL, "2237 UNTS 319", None),
        ("Article 240 of the Norland Criminal Code forbids it.", CitationForm.LAW,
         "Article 240 of the Norland Criminal Code", "240"),
        ("The Criminal Code (Article 12) forbids it.", CitationForm.LAW, "Criminal Code (Article 12)", "12"),
        ("Norland signed the Convention for the Protection of Seafarers and Migrants.", CitationForm.TREATY,
         "Convention for the Protection of Seafarers and Migrants", None),
        ("According to the Annual Report on Trafficking, it fell.", CitationForm.NAMED,
         "Annual Report on Trafficking", None),
        ("The Ministry of Justice of Norland Annual Report on Trafficking July 2022 found that it fell.",
         CitationForm.NAMED, "Ministry of Justice of Norland Annual Report on Trafficking July 2022", None),
        ("According to the Ministry of Justice of Norland, it fell.", CitationForm.NAMED, MINISTRY, None),
    ],
)  # fmt: skip
def test_documents_laws_and_named_sources_are_read(
    text: str, form: CitationForm, raw: str, locator: str | None
) -> None:
    mentions = found(text)
    assert [(one.form, one.raw, one.locator.value if one.locator else None) for one in mentions] == [
        (form, raw, locator)
    ]


def test_an_article_without_its_law_is_of_the_law_named_before() -> None:
    mentions = found("Article 240 of the Norland Criminal Code forbids sale. Article 244 forbids forced labour.")
    assert [mention.title for mention in mentions] == ["Norland Criminal Code"] * 2


def test_numbers_are_read_one_by_one_if_the_list_has_them() -> None:
    text = (
        "Boats came [1, 3–4] and went [2, p. 7].\n\nReferences\n\n[1] Doe, J. (2001). One.\n\n"
        "[2] Roe, J. (2002). Two.\n\n[3] Poe, J. (2003). Three.\n\n[4] Noe, J. (2004). Four.\n"
    )
    assert [mention.number for mention in found(text, ())] == ["1", "3", "4", "2"]


def test_a_number_right_beyond_the_list_is_a_citation_that_lacks_its_reference() -> None:
    references = "References\n\n[1] Doe, J. (2001). One.\n\n[2] Roe, J. (2002). Two.\n"
    text = f"Boats came [1] and went [2, p. 7], and came again [1, 3]. He named “the [90] boats”.\n\n{references}"
    assert [mention.number for mention in found(text, ())] == ["1", "2", "1", "3"]


def test_a_number_with_a_page_is_a_citation_however_far_beyond_the_list() -> None:
    references = "References\n\n[1] Doe, J. (2001). One.\n\n[2] Roe, J. (2002). Two.\n"
    text = (
        f"Boats came [1] and went [2, p. 7], and came [1]. They stayed [42, p. 12]. “The [90] boats”.\n\n{references}"
    )
    assert [mention.number for mention in found(text, ())] == ["1", "2", "1", "42"]


def test_the_page_behind_a_title_that_ends_in_a_year_is_a_locator() -> None:
    (mention,) = found("It rose (Ministry of Justice of Norland, Annual Report on Trafficking 2022 87).")
    assert mention.locator is not None
    assert mention.locator.value == "87"


def test_reports_named_with_their_year_and_page_leave_a_draft_one_that_cites_by_page() -> None:
    report = "(Ministry of Justice of Norland, Annual Report on Trafficking 2022 87)"
    text = f"It rose {report}. It fell {report}. It stood {report}. Boats came (Nystrom 12)."
    assert [mention.names for mention in found(text)][-1] == "Nystrom"


def test_raised_numbers_are_read_from_markup() -> None:
    references = "# References\n\n1. Doe, J. One, 2001.\n2. Roe, J. Two, 2002.\n"
    text = f"Boats came in 2013^1,2^ and^[An aside.] went.\n\n{references}"
    mentions = find_citations(read_markdown(text), ())
    assert [(mention.number, mention.raw) for mention in mentions] == [("1", "1"), ("2", "2")]


def test_a_number_may_begin_a_sentence() -> None:
    text = "[2] argues so. It fell [1].\n\nReferences\n\n[1] Doe, J. (2001). One.\n\n[2] Roe, J. (2002). Two.\n"
    assert [mention.number for mention in found(text, ())] == ["2", "1"]


TWO = "\n\nReferences\n\n1. Doe, J. (2001). One.\n\n2. Roe, J. (2002). Two.\n"


def test_numbers_in_round_brackets_are_citations_where_the_list_is_numbered() -> None:
    assert [mention.number for mention in found(f"It fell (1). It rose (1, 2).{TWO}", ())] == ["1", "1", "2"]
    assert found(f"It costs (1) a fee and (2) a debt.{TWO}", ()) == []
    assert [mention.number for mention in found(f"It fell [2], in twelve ports (1).{TWO}", ())] == ["2"]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("^1,2^", [("1", None), ("2", None)]),
        ("^see\\ 2(pp219-226),1^", [("2", "219-226"), ("1", None)]),  # AMA Manual of Style, 11th edition, 3.6
        ("^1,\\ ch. 4^", [("1", "4")]),
        ("^2(sec2)^", [("2", "2")]),
        ("^st^", []),
        ("^2(sic)^", []),
    ],
)
def test_raised_numbers_may_have_places(written: str, numbers: list[tuple[str, str | None]]) -> None:
    draft = read_markdown(
        f"It fell.{written} And so on.\n\n# References\n\n1. Doe, J. One, 2001.\n2. Roe, J. Two, 2002.\n"
    )
    cited = find_citations(draft, ())
    assert [(one.number, one.locator.value if one.locator else None) for one in cited] == numbers


def test_treaties_named_one_after_the_other_are_all_read() -> None:
    works = works_of(
        [
            entry("a", "", "1926", "Convention to Suppress the Salt Trade", "legal"),
            entry("b", "", "1956", "Supplementary Convention on the Abolition of Salt Debts", "legal"),
        ]
    )
    text = "It signed the Convention to Suppress the Salt Trade or "
    text += "Supplementary Convention on the Abolition of Salt Debts."
    assert [mention.title for mention in found(text, works)] == [
        "Convention to Suppress the Salt Trade",
        "Supplementary Convention on the Abolition of Salt Debts",
    ]


def test_a_number_below_the_page_before_it_is_the_next_work() -> None:
    text = f"It fell (see 1, p. 161, 2). It rose (1).{TWO}"
    mentions = find_citations(read_plain_text(text), ())
    assert [(one.number, one.locator.value if one.locator else None) for one in mentions] == [
        ("1", "161"), ("2", None), ("1", None),
    ]  # fmt: skip


def test_a_figure_that_is_part_of_a_word_is_no_raised_number() -> None:
    text = (
        "Boats came.^1^ The chart2 package drew it.\n\n# References\n\n1. Doe, J. One, 2001.\n2. Roe, J. Two, 2002.\n"
    )
    assert [mention.number for mention in find_citations(read_markdown(text), ())] == ["1"]


def test_works_with_and_without_a_year_stand_in_one_pair_of_brackets() -> None:
    text = "It rose (Østby, “Brides” 12). "
    text += "It fell (Ministry of Justice of Norland, Annual Report on Trafficking 2022; Brandt et al. 4)."
    assert [mention.names for mention in found(text)][1:] == [
        "Ministry of Justice of Norland, Annual Report on Trafficking", "Brandt et al.",
    ]  # fmt: skip


def test_a_lone_number_in_brackets_is_no_citation() -> None:
    assert found("He said it was [3] things.", ()) == []


def test_citations_the_format_marks_are_taken_over_with_their_locators() -> None:
    draft = read_markdown("It rose [@ostby2015, p. 103; @moen2019]. Østby agrees.")
    mentions = find_citations(draft, NORLAND)
    assert [(one.key, one.locator.value if one.locator else None) for one in mentions] == [
        ("ostby2015", "103"),
        ("moen2019", None),
    ]


def test_a_note_is_anchored_where_the_text_cites() -> None:
    draft = read_markdown("It rose.[^1]\n\n[^1]: Liv Østby, “Brides of the Fjord,” 2015, 103.\n")
    (mention,) = find_citations(draft, NORLAND)
    assert mention.form == CitationForm.NOTE
    assert draft.text[mention.anchor :].startswith("[^1]")
    assert mention.locator is not None
    assert mention.locator.value == "103"


@pytest.mark.parametrize(
    ("note", "page"),
    [
        ("Nystrom, *Winter Ledgers* (2011), 12.", "12"),
        ("See Eva Nystrom, *Winter Ledgers* (Westmark: Quill, 2011), pp. 12–14.", "12–14"),
        ("Eva Nystrom, “Winter Ledgers,” *Salt Review* 4 (2011): 12.", "12"),
    ],
)
def test_a_note_in_full_on_a_work_that_is_not_at_hand_is_a_citation(note: str, page: str) -> None:
    (mention,) = find_citations(read_markdown(f"It rose.[^1]\n\n[^1]: {note}\n"), NORLAND)
    assert mention.form == CitationForm.NOTE
    assert mention.locator is not None
    assert mention.locator.value == page


@pytest.mark.parametrize(
    ("note", "places"),
    [
        ("Østby, 2015, p. 103.", ["103"]),
        ("Østby 103.", ["103"]),  # as the MLA Handbook has it in notes
        ("LIV ØSTBY, BRIDES OF THE FJORD, at 103 (2015).", ["103"]),  # as the Bluebook has it
        ("Liv Østby, *Brides of the Fjord*, 12 SEA L. REV. 101, 103 (2015).", ["103"]),
        ("Liv Østby, ‘Brides of the Fjord’ (2015) 12(3) Sea 101, 103 (‘Brides’).", ["103"]),
        ("Liv Østby, *Brides of the Fjord*, p. 103, and Kari Moen and Ola Vik, *The Price of a Passage*, p. 4.",
         ["103", "4"]),
        ("For numbers, see Liv Østby, “Brides of the Fjord,” p. 103. On fares, see Moen and Vik, *The Price of a"
         " Passage*, p. 4.", ["103", "4"]),
    ],
)  # fmt: skip
def test_notes_of_every_school_are_read_with_their_pages(note: str, places: list[str]) -> None:
    mentions = find_citations(read_markdown(f"It rose.[^1]\n\n[^1]: {note}\n"), NORLAND)
    assert [mention.locator.value for mention in mentions if mention.locator] == places


def test_a_note_that_is_a_page_alone_is_of_whom_the_sentence_names() -> None:
    (mention,) = find_citations(read_markdown("As Østby shows, it rose.[^1]\n\n[^1]: 103–5.\n"), NORLAND)
    assert (mention.names, mention.locator and mention.locator.value) == ("Østby", "103–5")


@pytest.mark.parametrize(
    "note",
    [
        "In Norland, boats are seized (see the Act of 2011), 12 of them at sea.",
        "Boats, the Office says, were seized in spring (2011).",
        "The Office counts boats, not crews.",
    ],
)
def test_a_note_that_talks_is_no_citation(note: str) -> None:
    assert not find_citations(read_markdown(f"It rose.[^1]\n\n[^1]: {note}\n"), NORLAND)


SURNAMES = st.sampled_from(["Østby", "Brandt", "Moen", "Vik", "Nyström", "O'Hara", "García"])


@given(SURNAMES, SURNAMES, st.integers(1900, 2030), st.integers(1, 999), st.sampled_from([" and ", " & "]))
def test_two_authors_with_year_and_page_are_one_citation(
    first: str, second: str, year: int, page: int, joint: str
) -> None:
    names = f"{first}{joint}{second}"
    text = f"It was so ({names}, {year}, p. {page})."
    (mention,) = found(text, ())
    assert (mention.raw, mention.names) == (f"({names}, {year}, p. {page})", names)
    assert mention.locator is not None
    assert mention.locator.value == str(page)


@given(st.text(alphabet="(){}[];,. 0123456789abAB§“”&’\n", max_size=120))
def test_any_text_is_read_and_every_citation_stands_where_it_says(text: str) -> None:
    draft = read_plain_text(text)
    for mention in find_citations(draft, NORLAND):
        assert 0 <= mention.start < mention.end <= len(text)
