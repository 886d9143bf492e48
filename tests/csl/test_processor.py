"""What the styles print of this field's sources. The works are fictional; the rules are the styles' own."""

from collections.abc import Sequence
from typing import Any

import pytest

from litbase.csl.locators import Place
from litbase.csl.processor import Cite, Cluster, process
from litbase.csl.runs import html_of, text_of
from litbase.csl.styles import find_style

MINISTRY = {"literal": "Ministry of the Interior of Norland"}


def report(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "type": "report",
        "author": [MINISTRY],
        "title": title,
        "issued": {"date-parts": [[2022]]},
        **more,
    }


def cite(item: dict[str, Any], style: str, place: Place | None = None) -> str:
    processed = process(find_style(style), [item], [Cluster((Cite(item["id"], place),))])
    return text_of(processed.citations[0].body)


def entry(item: dict[str, Any], style: str) -> str:
    ((_, runs),) = process(find_style(style), [item], (), listed=[item["id"]]).references
    return html_of(runs)


def cite_all(items: Sequence[dict[str, Any]], keys: Sequence[str], style: str) -> list[str]:
    clusters = [Cluster((Cite(key),), number) for number, key in enumerate(keys, 1)]
    return [text_of(each.body) for each in process(find_style(style), items, clusters).citations]


def test_an_organisation_stays_whole() -> None:
    assert cite(report("r", "Report"), "apa") == "(Ministry of the Interior of Norland, 2022)"


@pytest.mark.parametrize(
    ("style", "place", "printed"),
    [
        ("apa", Place("page", "173"), "(Ministry of the Interior of Norland, 2022, p. 173)"),
        ("apa", Place("page", "12-15"), "(Ministry of the Interior of Norland, 2022, pp. 12–15)"),
        ("apa", Place("article-locator", "240"), "(Ministry of the Interior of Norland, 2022, Article 240)"),
        ("apa", Place("table", "4"), "(Ministry of the Interior of Norland, 2022, Table 4)"),
        ("chicago-author-date", Place("paragraph", "42"), "(Ministry of the Interior of Norland 2022, para. 42)"),
        ("new-harts-rules-notes", Place("chapter", "2"), "Ministry of the Interior of Norland, Report (2022), ch. 2."),
    ],
)
def test_a_place_has_the_label_of_the_style(style: str, place: Place, printed: str) -> None:
    assert cite(report("r", "Report"), style, place) == printed


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "harvard-cite-them-right", "elsevier-harvard"])
def test_works_of_one_author_and_year_are_told_apart_by_letters(style: str) -> None:
    items = [report("a", "Alpha"), report("b", "Beta"), report("c", "Gamma")]
    printed = cite_all(items, ["c", "a", "b"], style)
    assert sorted(text[-6:-1] for text in printed) == ["2022a", "2022b", "2022c"]


def test_an_ibid_keeps_the_letters_the_style_gives_it() -> None:
    item = report("r", "Report")
    assert cite_all([item], ["r", "r"], "oscola")[1] == "ibid."


def test_a_note_refers_to_the_note_of_the_first_citation() -> None:
    items = [report("r", "Report"), {"id": "b", "type": "book", "title": "Debts", "author": [{"family": "Quill"}]}]
    assert cite_all(items, ["r", "b", "r"], "oscola")[2] == "Ministry of the Interior of Norland (n 1)."


def test_a_case_number_with_a_stroke_is_a_number() -> None:
    case = {"id": "c", "type": "legal_case", "title": "Quill v. Norland", "number": "25965/04"}
    assert "No. 25965/04" in entry(case, "apa")


def test_the_number_of_a_law_is_one_number() -> None:
    law = {
        "id": "l",
        "type": "legislation",
        "title": "Coast Act",
        "number": "106-386",
        "issued": {"date-parts": [[2000]]},
    }
    assert entry(law, "apa") == "Coast Act, Pub. L. No. 106-386 (2000)."


def test_words_in_a_nested_group_are_printed() -> None:
    item = report("r", "Report", URL="https://norland.example/r")
    assert "[Online]. Available:" in entry(item, "ieee")


def test_editors_without_a_name_element_stand_before_their_label() -> None:
    book = {"id": "b", "type": "book", "title": "Debts", "editor": [{"family": "Quill", "given": "Ada"}]}
    assert "Quill A, editor." in entry(book, "nlm-citation-sequence")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Trade between neighbours", "Trade between Neighbours"),
        ("Who says so?", "Who Says So?"),
        ('The case of <span class="nocase">eNorland</span>', "The Case of eNorland"),
    ],
)
def test_small_words_stay_small_in_titles(title: str, printed: str) -> None:
    item = {"id": "b", "type": "book", "title": title}
    assert printed in text_of(process(find_style("mla"), [item], (), listed=["b"]).references[0][1])


def test_titles_in_other_languages_keep_their_letters() -> None:
    item = {"id": "b", "type": "book", "title": "La trata entre vecinos", "language": "es"}
    assert "La trata entre vecinos" in entry(item, "mla")


def test_chinese_is_upright_and_names_keep_their_order() -> None:
    item = {"id": "b", "type": "book", "title": "选集", "author": [{"family": "王", "given": "小明"}], "language": "zh"}
    assert entry(item, "elsevier-harvard").startswith("王小明, n.d. 选集")
    assert "选集" in entry(item, "nature")
    assert "<i>选集</i>" not in entry(item, "nature")


def test_italics_inside_italics_are_upright() -> None:
    book = {"id": "b", "type": "book", "title": "On <i>Debts</i> at Sea", "issued": {"date-parts": [[2020]]}}
    assert "<i>On </i>Debts<i> at Sea</i>" in entry(book, "apa")


def test_a_year_of_two_digits_has_two() -> None:
    page = {
        "id": "w",
        "type": "webpage",
        "title": "Page",
        "URL": "https://norland.example",
        "accessed": {"date-parts": [[2021, 5, 6]]},
    }
    assert "(accessed 5.6.21)" in entry(page, "elsevier-harvard")


def test_two_organisations_are_joined_without_a_comma() -> None:
    item = report("r", "Report", author=[MINISTRY, {"literal": "Harbour Police"}])
    assert entry(item, "mla").startswith("Ministry of the Interior of Norland and Harbour Police. ")


def test_a_style_of_another_language_prints_in_it() -> None:
    item = report("r", "Report")
    processed = process(find_style("apa"), [item], [Cluster((Cite("r", Place("chapter", "2")),))], locale="de-DE")
    assert "Kapitel 2" in text_of(processed.citations[0].body)


def test_a_work_without_a_place_in_the_list_is_named() -> None:
    letter = {"id": "x", "type": "personal_communication", "title": "Letter", "author": [{"family": "Quill"}]}
    processed = process(find_style("apa"), [letter, report("r", "Report")], (), listed=["x", "r"])
    assert processed.unprinted == ("x",)
    assert [key for key, _ in processed.references] == ["r"]


def test_initials_of_scripts_without_case_are_one_letter() -> None:
    item = report("r", "تقرير", author=[{"family": "العلي", "given": "محمد"}], language="ar")
    assert entry(item, "nlm-citation-sequence").startswith("1. العلي م.")


def test_an_initial_before_a_name_stays_apart_from_it() -> None:
    item = {"id": "b", "type": "book", "title": "Debts", "author": [{"family": "Quill", "given": "E. Ada"}]}
    assert cite(item, "oscola").startswith("E Ada Quill, ")


def test_quotation_marks_of_a_title_change_only_inside_others() -> None:
    item = report("r", "The “free” ports", type="book")
    assert "<i>The “Free” Ports</i>" in entry(item, "mhra-notes")
    article = {**item, "type": "article-journal", "container-title": "Coast"}
    assert "‘The “Free” Ports’" in entry(article, "mhra-notes")
    assert "“The ‘Free’ Ports.”" in entry(article, "mla")


def test_the_note_of_several_works_of_one_author_says_which_is_meant() -> None:
    items = [report("a", "Alpha"), report("b", "Beta"), report("c", "Gamma")]
    assert cite_all(items, ["a", "b", "c", "a"], "oscola")[3] == "Ministry of the Interior of Norland, ‘Alpha’ (n 1)."


def test_two_works_of_one_author_are_told_apart_by_their_notes_if_those_differ() -> None:
    items = [report("a", "Alpha"), report("b", "Beta")]
    assert cite_all(items, ["a", "b", "a"], "oscola")[2] == "Ministry of the Interior of Norland (n 1)."
    together = [Cluster((Cite("a"), Cite("b")), 1), Cluster((Cite("b"),), 2)]
    second = process(find_style("oscola"), items, together).citations[1].body
    assert text_of(second) == "Ministry of the Interior of Norland, ‘Beta’ (n 1)."


def test_works_of_one_author_cited_together_are_parted_by_commas() -> None:
    items = [report("a", "Alpha"), report("b", "Beta")]
    cluster = Cluster((Cite("a"), Cite("b", Place("page", "7"))))
    printed = process(find_style("apa"), items, [cluster]).citations[0].body
    assert text_of(printed) == "(Ministry of the Interior of Norland, 2022a, 2022b, p. 7)"


def test_editions_tell_annual_reports_apart_in_shortened_notes() -> None:
    items = [report("a", "Report", edition="2021 edition"), report("b", "Report", edition="2022 edition")]
    printed = cite_all(items, ["a", "b"], "chicago-shortened-notes")
    assert printed[0] == "Ministry of the Interior of Norland, Report, 2021 edition."


def test_one_article_of_a_law_is_one() -> None:
    law = report("l", "Penal Code", type="legislation", section="art. 358", author=[], **{"container-title": "Code"})
    assert "Code § art. 358" in entry(law, "apa")


def test_the_whole_address_of_a_doi_is_a_link() -> None:
    article = report("r", "Debts", type="article-journal", DOI="10.5555/norland", **{"container-title": "Coast"})
    link = '<a href="https://doi.org/10.5555/norland">https://doi.org/10.5555/norland</a>'
    assert link in entry(article, "oscola")
    assert link in entry(article, "apa")


def test_works_without_a_name_are_not_cited_as_works_of_one_author() -> None:
    laws = [
        {"id": key, "type": "legislation", "title": title, "issued": {"date-parts": [[year]]}}
        for key, title, year in (("p", "Ports Act", 2015), ("c", "Coast Act", 2000))
    ]
    printed = process(find_style("apa"), laws, [Cluster((Cite("p"), Cite("c", Place("page", "7"))))]).citations[0].body
    assert text_of(printed) == "(Coast Act, 2000, p. 7; Ports Act, 2015)"


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "mla", "turabian-notes-bibliography"])
def test_a_title_stands_before_the_longer_one_that_begins_with_it(style: str) -> None:
    items = [report("b", "Report: Annex", number="2"), report("a", "Report", number="1", genre="Annual report")]
    references = process(find_style(style), items, (), listed=["b", "a"]).references
    assert [key for key, _ in references] == ["a", "b"]


def test_an_edition_is_called_one_once() -> None:
    book = {"id": "b", "type": "book", "title": "Debts", "edition": "2022 edition", "issued": {"date-parts": [[2022]]}}
    assert cite(book, "bluebook-law-review") == "Debts (2022 edition 2022)."


def test_a_title_quoted_twice_by_the_style_is_quoted_once() -> None:
    talk = report("r", "On Debts", type="manuscript")
    assert "“On Debts.”" in entry(talk, "asa")


def test_no_period_follows_a_quoted_question() -> None:
    items = [report("r", "Who pays?", type="article-journal", **{"container-title": "Coast"}), report("o", "Other")]
    assert cite_all(items, ["r", "o", "r"], "mhra-notes")[2] == "Ministry of the Interior of Norland, ‘Who Pays?’"


def test_one_who_edits_and_translates_is_named_for_each_where_others_are_named_too() -> None:
    quill = [{"family": "Quill", "given": "Ada"}]
    book = {"id": "b", "type": "book", "title": "Debts", "author": [MINISTRY], "editor": quill, "translator": quill}
    assert "(Ada Quill ed, Ada Quill tr" in cite(book, "oscola")


def test_volumes_are_counted_in_words() -> None:
    book = {"id": "b", "type": "book", "title": "Debts", "number-of-volumes": "5", "author": [MINISTRY]}
    assert "(5 vol)" in entry(book, "harvard-cite-them-right")


def test_a_director_who_stands_for_the_author_has_the_label_of_a_director() -> None:
    film = {"id": "f", "type": "motion_picture", "title": "Debts", "director": [{"family": "Quill", "given": "Ada"}]}
    assert "A. Quill, <i>Debts</i>" in entry(film, "ieee")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Proc. of the court", "Proc. of the Court"),
        ("S.M. v. Norland", "S.M. v. Norland"),
        ("Numbers and where they come from", "Numbers and Where They Come From"),
        ('The case against <span class="nocase">eNorland</span>', "The Case against eNorland"),
    ],
)
def test_small_words_are_small_except_the_last(title: str, printed: str) -> None:
    assert printed in entry({"id": "b", "type": "book", "title": title}, "mla").replace("<i>", "")


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("mla", "Lê Thị Mai. "),
        ("apa", "Lê T. M"),
        ("chicago-notes-bibliography", "Lê Thị Mai. "),
        ("ieee", "[1] Lê T. M., "),
    ],
)
def test_a_vietnamese_family_name_comes_first(style: str, printed: str) -> None:
    item = report("r", "Biển", author=[{"family": "Lê", "given": "Thị Mai"}], language="vi")
    assert entry(item, style).startswith(printed)


def test_a_quotation_that_ends_a_title_holds_the_mark_after_it_in_american_styles() -> None:
    article = report("r", "On ‘free’ ports and ‘rescue’", type="article-journal", **{"container-title": "Coast"})
    assert "“On ‘Free’ Ports and ‘Rescue.’” <i>Coast</i>" in entry(article, "mla")
    assert "‘On “Free” Ports and “Rescue”’, <i>Coast</i>" in entry(article, "mhra-notes")


def test_the_short_title_does_not_follow_the_title() -> None:
    treaty = {"id": "t", "type": "treaty", "title": "Treaty of Norland", "title-short": "Treaty"}
    assert cite_all([treaty, report("o", "Other")], ["t", "o", "t"], "oscola")[2] == "Treaty of Norland (n 1)."


@pytest.mark.parametrize(("years", "told"), [((2018, 2019), "(2018)"), ((2018, 2018), "(Harbour Press, 2018)")])
def test_annual_reports_are_told_apart_by_year_if_that_is_enough(years: tuple[int, int], told: str) -> None:
    items = [
        report(key, "Report", publisher="Harbour Press", issued={"date-parts": [[year]]})
        for key, year in zip("ab", years, strict=True)
    ]
    assert cite_all(items, ["a", "b"], "chicago-shortened-notes")[0].endswith(f"Report {told}.")
