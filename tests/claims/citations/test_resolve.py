"""Citations are resolved by names, year, letter, title and number; several fits are listed and never guessed."""

from pathlib import Path

import pytest

from litbase.catalog.organisations import load_organisations
from litbase.catalog.reports import load_reports
from litbase.claims.citations.reading import find_citations
from litbase.claims.citations.references import listed, references_of
from litbase.claims.citations.resolve import resolve
from litbase.claims.citations.works import Work, works_of
from litbase.claims.draft import Draft
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.claims.drafts.wikitext import read_wikitext
from litbase.model.claim import Citation, CitationForm
from litbase.model.entry import Entry
from litbase.model.page import Locator, LocatorKind


class Ministry:
    name = "Ministry of Justice of Norland"
    parent: str | None = None

    def names(self) -> list[str]:
        return [self.name, "MJN", "Norland Justice Department"]


def entry(key: str, author: str, year: str, title: str, type_: str = "article", **more: str) -> Entry:
    fields = {"author": author, "date": year, "title": title, **more}
    return Entry(key, type_, tuple((name, value) for name, value in fields.items() if value))


def shelf(*entries: Entry) -> tuple[Work, ...]:
    return works_of(entries, [Ministry()])  # type: ignore[list-item]


LIBRARY = shelf(
    entry("ostby2015", "Østby, Liv", "2015", "Brides of the Fjord", pages="101--140"),
    entry("ostby2016", "Østby, Liv", "2016", "Ferries and Debts", pages="11--40"),
    entry("brandt2017", "Brandt, A. and Holm, B. and Lind, C.", "2017", "Crossing the Sound"),
    entry("holm2017", "Holm, Berit", "2017", "Harbours"),
    entry("lie2014x", "Lie, Ada", "2014-09", "Anchors"),
    entry("lie2014y", "Lie, Ada", "2014-02", "Beacons"),
    entry("mjn2021", "{Ministry of Justice of Norland}", "2021", "Annual Report on Trafficking", "report"),
    entry("mjn2022", "{Ministry of Justice of Norland}", "2022", "Annual Report on Trafficking", "report"),
    entry("nf2019", "{Norland Fisheries}", "2019", "Nets and Quotas", "report"),
    entry("un2014", "{Special Rapporteur}", "2014", "Report on Norland", "report", number="A/HRC/99/7"),
)


@pytest.mark.parametrize(
    ("text", "keys", "locator"),
    [
        ("It rose (Østby 2015, 101). It fell again (ibid., p. 103).", [("ostby2015",), ("ostby2015",)], "103"),
        ("It rose (Østby 2015, 101). It fell again (ibid.).", [("ostby2015",), ("ostby2015",)], "101"),
        ("It rose (A/HRC/99/7, para. 9). It fell (see ibid., para. 12).", [("un2014",), ("un2014",)], "12"),
        ("It rose (Østby 2015; Holm 2017). It fell (ibid.).", [("ostby2015",), ("holm2017",), ()], None),  # either
        ("It fell (ibid., p. 3).", [()], "3"),  # nothing is cited before
    ],
)
def test_ibid_in_brackets_means_the_work_cited_before(
    text: str, keys: list[tuple[str, ...]], locator: str | None
) -> None:
    citations = cited(text)
    assert [one.keys for one in citations] == keys
    assert (citations[-1].locator.value if citations[-1].locator else None) == locator


def test_ibid_after_several_works_lists_them() -> None:
    assert cited("It rose (Østby 2015; Holm 2017). It fell (ibid.).")[-1].candidates == ("ostby2015", "holm2017")


def test_a_case_of_several_is_known_by_its_title() -> None:
    case = entry("court2018", "{Court of Norland}", "2018", "Case of Bay and Others v. Norland", "jurisdiction")
    (citation,) = cited("The Court found so (Case of Bay and Others v. Norland, para. 232).", (*LIBRARY, *shelf(case)))
    assert citation.keys == ("court2018",)
    assert citation.locator == Locator(LocatorKind.PARAGRAPH, "232")


def cited(text: str, library: tuple[Work, ...] = LIBRARY, catalog: tuple[Work, ...] = ()) -> list[Citation]:
    return checked(read_plain_text(text), library, catalog)


def checked(draft: Draft, library: tuple[Work, ...] = LIBRARY, catalog: tuple[Work, ...] = ()) -> list[Citation]:
    own = references_of(draft, library)
    mentions = find_citations(draft, [*library, *catalog], own)
    return list(resolve(mentions, library, listed(own, library), catalog))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("So it was (Ostby 2015).", [("ostby2015",)]),  # accents do not count
        ("So it was (L. Østby 2016).", [("ostby2016",)]),
        ("So it was (Brandt et al. 2017).", [("brandt2017",)]),
        ("So it was (Brandt, Holm, and Lind 2017).", [("brandt2017",)]),
        ("So it was (Holm 2017).", [("holm2017",)]),  # not the second author of another work
        ("So it was (MJN 2022, 4).", [("mjn2022",)]),
        ("The Norland Justice Department (2021) says so.", [("mjn2021",)]),
        ("The MJN Annual Report on Trafficking July 2022 found that it fell.", [("mjn2022",)]),
        ("So it was (A/HRC/99/7, para. 3).", [("un2014",)]),
        ("So it was (Østby, “Ferries” 12).", [("ostby2016",)]),
        ("So it was (Østby 112).", [("ostby2015",)]),  # only its pages hold 112
    ],
)
def test_a_citation_that_fits_one_work_is_resolved(text: str, keys: list[tuple[str, ...]]) -> None:
    assert [citation.keys for citation in cited(text)] == keys


NAMES = shelf(
    entry("zhang2018", "Zhang, Wei and Li, Na", "2018", "Brokers of the Delta"),
    entry("zhangmin", "Zhang, Min", "2018", "Bridges"),
    entry("wang", "王, 伟", "2019", "婚姻移民"),
    entry("act", "", "2000", "Protection of Seafarers Act of 2000", "legislation"),
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Zhang Wei and Li Na (2018) say so.", ("zhang2018",)),  # family names first
        ("Zhang Min (2018) says so.", ("zhangmin",)),
        ("根据王伟（2019）的研究，人数增加。", ("wang",)),
        ("So it was (PSA, 2000).", ("act",)),
        ("See section 4 of the PSA.", ("act",)),
    ],
)
def test_names_of_other_orders_and_initials_of_laws_are_known(text: str, keys: tuple[str, ...]) -> None:
    assert [citation.keys for citation in cited(text, NAMES)] == [keys]


def test_who_has_only_a_part_of_the_names_is_not_meant() -> None:
    assert [citation.keys for citation in cited("Zhang Xin and Li Bo (2018) say so.", NAMES)] == [()]


def test_a_back_reference_in_running_text_means_what_was_cited_last() -> None:
    text = "So it was (Østby 2015, p. 3). It fell (ibid., p. 4). It rose (Holm 2017; Østby 2016). It stood (ibid., 5)."
    text += " Holm (op. cit., p. 6) agrees."
    found = cited(text)
    assert [one.keys for one in found] == [
        ("ostby2015",), ("ostby2015",), ("holm2017",), ("ostby2016",), (), ("holm2017",),
    ]  # fmt: skip
    assert set(found[4].candidates) == {"holm2017", "ostby2016"}  # both stand in the brackets before
    assert [one.locator.value for one in found if one.locator] == ["3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("So it was (Lie, 2014).", ("lie2014x", "lie2014y")),
        ("So it was (Lie, 2014a).", ("lie2014x", "lie2014y")),
        # by title x comes first, by date y: no rule that all lists follow tells them apart
        ("So it was (Lie, 2014a). And so (Lie, 2014b).", ("lie2014x", "lie2014y")),
        ("It fell (Ministry of Justice of Norland 173).", ("mjn2021", "mjn2022")),
        ("According to the Annual Report on Trafficking, it fell.", ("mjn2021", "mjn2022")),
        ("According to Norland Fisheries, it fell.", ("nf2019",)),  # a body has more works than the library
        ("So it was (Holm 2018).", ("holm2017",)),  # one year off is a candidate, never an answer
    ],
)
def test_several_fits_are_listed_and_none_is_chosen(text: str, candidates: tuple[str, ...]) -> None:
    for citation in cited(text):
        assert citation.keys == ()
        assert set(citation.candidates) == set(candidates)


def test_a_name_that_fits_nothing_gets_no_guess() -> None:
    (citation,) = cited("They have no standing (García 61).")
    assert (citation.keys, citation.candidates, citation.suggestions) == ((), (), ())


def test_a_source_named_right_before_is_the_one_meant() -> None:
    text = "The MJN Annual Report on Trafficking July 2022 found that “it fell” (Ministry of Justice of Norland 173)."
    assert [citation.keys for citation in cited(text)] == [("mjn2022",), ("mjn2022",)]


def test_a_lone_name_may_be_short_for_more_authors_unless_the_draft_cites_them_elsewhere() -> None:
    careless = cited("It was so (Holm 2).")
    assert (careless[0].keys, set(careless[0].candidates)) == ((), {"holm2017", "brandt2017"})
    careful = cited("It was so (Holm 2). It was not (Brandt et al. 9).")
    assert [citation.keys for citation in careful] == [("holm2017",), ("brandt2017",)]


def test_letters_follow_the_drafts_own_list() -> None:
    text = (
        "So it was (Lie 2014a; Lie 2014b).\n\nReferences\n\nLie, A. (2014a). Beacons. Sea Press.\n\n"
        "Lie, A. (2014b). Anchors. Sea Press.\n"
    )
    assert [citation.keys for citation in cited(text)] == [("lie2014y",), ("lie2014x",)]


def test_numbers_are_resolved_through_the_list() -> None:
    text = (
        "So it was [2] and so [1].\n\nReferences\n\n[1] L. Østby, “Brides of the Fjord,” Sea, pp. 101–140, 2015.\n\n"
        "[2] B. Holm, “Harbours,” Sea, 2017.\n"
    )
    assert [citation.keys for citation in cited(text)] == [("holm2017",), ("ostby2015",)]


def test_what_the_library_lacks_is_suggested_from_the_catalog() -> None:
    catalog = shelf(entry("vik-2020", "Vik, Ola", "2020", "Nets"), entry("ostby2015", "Østby, Liv", "2015", "Brides"))
    (citation,) = cited("So it was (Vik 2020).", LIBRARY, catalog)
    assert (citation.keys, citation.suggestions) == ((), ("vik-2020",))


def test_a_work_that_the_list_names_twice_is_one_work() -> None:
    text = (
        "Brides are sold (Østby 12).\n\nWorks Cited\n\nØstby, Liv. Brides of the Fjord. 2015.\n\n"
        "Østby, Liv. Brides of the Fjord. Norland Papers, 2015.\n"
    )
    assert cited(text)[0].keys == ("ostby2015",)


def test_a_template_that_gives_author_and_year_alone_is_resolved() -> None:
    draft = read_wikitext("Brides are sold.{{sfn|Østby|2015|p=12}} Debts grow.{{sfn|Brandt|Holm|Lind|2017}}")
    assert [citation.keys for citation in checked(draft)] == [("ostby2015",), ("brandt2017",)]
    assert checked(draft)[0].locator == Locator(LocatorKind.PAGE, "12")


def test_a_symbol_of_another_body_is_known_from_the_library() -> None:
    library = (*LIBRARY, *shelf(entry("coi2021", "{Inquiry}", "2021", "Findings", "report", number="NOR/COI/7/12")))
    citation = cited("The debt was never meant to be repaid (NOR/COI/7/12, para. 9).", library)[0]
    assert citation.keys == ("coi2021",)
    assert citation.form is CitationForm.SYMBOL
    assert citation.locator == Locator(LocatorKind.PARAGRAPH, "9")
    assert cited("The debt was never meant to be repaid (XYZ/COI/7/12, para. 9).", library) == []


def test_notes_refer_back() -> None:
    text = (
        "One.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n[^1]: Liv Østby, “Brides of the Fjord,” 2015, 103.\n\n"
        "[^2]: Ibid., 105.\n\n[^3]: Berit Holm, “Harbours,” 2017.\n\n[^4]: Østby, op. cit., p. 110.\n"
    )
    citations = checked(read_markdown(text))
    assert [citation.keys for citation in citations] == [("ostby2015",), ("ostby2015",), ("holm2017",), ("ostby2015",)]
    assert [one.locator.value if one.locator else None for one in citations] == ["103", "105", None, "110"]


def test_a_note_refers_back_to_one_that_cites_by_key() -> None:
    text = "One.[^1] Two.[^2]\n\n[^1]: See @ostby2015 [p. 3].\n\n[^2]: Ibid., 4.\n"
    assert [one.keys for one in checked(read_markdown(text))] == [("ostby2015",)] * 2


def test_a_reference_that_a_wikitext_keeps_and_never_calls_cites_nothing() -> None:
    kept = '<ref name="b">{{cite book|last=Holm|first=Berit|title=Harbours|year=2017}}</ref>'
    text = f"It fell.{{{{sfn|Østby|2015|p=3}}}}\n\n{{{{reflist|refs={kept}}}}}\n"
    assert [one.keys for one in checked(read_wikitext(text))] == [("ostby2015",)]


def notes_citing(*notes: str) -> list[Citation]:
    body = " ".join(f"Claim {number}.[^{number}]" for number in range(1, len(notes) + 1))
    written = "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, start=1))
    return checked(read_markdown(f"{body}\n\n{written}\n"))


FULL = "Liv Østby, “Brides of the Fjord,” 2015, 103."


@pytest.mark.parametrize(
    ("note", "keys", "locators"),
    [
        ("Ibid.", ["ostby2015"], ["103"]),  # the very same place
        ("Ibid., 110.", ["ostby2015"], ["110"]),
        ("Østby (n 1) 110.", ["ostby2015"], ["110"]),
        ("Others disagree (Berit Holm, “Harbours,” 2017, 4).", ["holm2017"], ["4"]),
        ("The word is Lie’s; Holm took it over (Østby (n 1) 104; Holm, “Harbours,” 4).", ["ostby2015", "holm2017"],
         ["104", "4"]),
        ("Berit Holm, Harbours (Sea Press; Norland Books, 2017), ch. 2.", ["holm2017"], ["2"]),
        ("Holm, Harbours, 219–26, <https://sea.example/harbours>.", ["holm2017"], ["219–26"]),
        ("Note that this is what Ostby (2015, p. 104) meant.", ["ostby2015"], ["104"]),
    ],
)  # fmt: skip
def test_a_note_may_refer_back_talk_and_cite_in_brackets(note: str, keys: list[str], locators: list[str]) -> None:
    citations = notes_citing(FULL, note)[1:]
    assert [key for citation in citations for key in citation.keys] == keys
    assert [one.locator.value if one.locator else None for one in citations] == locators


APA = "It rose (Moe & Roe, 2001). It fell (Holm, 2017, p. 3). It rose (Østby, 2015). "
CHICAGO = "It rose (Moe and Roe 2001). It fell (Holm 2017, 3). It rose (Østby 2015). "


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (CHICAGO + "And (Lie 2014a). But (Lie 2014b).", ["lie2014x", "lie2014y"]),  # by title
        (APA + "And (Lie, 2014a). But (Lie, 2014b).", ["lie2014y", "lie2014x"]),  # news by date
        (CHICAGO + "And (Lie 2014a).", []),  # which of the two is in the list at all?
    ],
)
def test_letters_follow_the_order_of_the_style_that_the_draft_has(text: str, keys: list[str]) -> None:
    news = {"entrysubtype": "newspaper"}
    library = shelf(
        entry("lie2014x", "Lie, Ada", "2014-09-03", "Anchors", **news),
        entry("lie2014y", "Lie, Ada", "2014-02-01", "Beacons", **news),
    )
    assert [key for one in cited(text, library) for key in one.keys] == keys


def test_a_reference_with_a_shortened_title_is_still_the_entry() -> None:
    reference = "Brandt, A., Holm, B., & Lind, C. (2017). Crossing the Sound by night and at low tide. Sea Press."
    text = f"So it was (Brandt et al. 2017).\n\nReferences\n\n{reference}\n"
    title = "Crossing the Sound by Night, at Low Tide and in Ice"
    library = shelf(entry("b", "Brandt, A. and Holm, B. and Lind, C.", "2017", title))
    assert [citation.keys for citation in cited(text, library)] == [("b",)]


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        ("Ministry of Justice of Norland (2020). Annual Report on Trafficking. Sund.", "annual"),
        ("Ministry of Fisheries (2020). Global Report on Annual Trafficking. Sund.", None),  # the same words, no order
        ("Lie, A. (2020). Salt. In Salt and Smoke: Essays from the North. Sund.", "chapter"),  # not the book it is in
    ],
)
def test_a_reference_is_told_by_a_title_in_order(reference: str, key: str | None) -> None:
    library = shelf(
        entry("annual", "{Ministry of Justice of Norland}", "2020", "Annual Report on Trafficking"),
        entry("chapter", "Lie, Ada", "2020", "Salt"),
        entry("book", "Lie, Ada", "2020", "Salt and Smoke: Essays from the North"),
    )
    (one,) = listed(references_of(read_plain_text(f"So.\n\nReferences\n\n{reference}\n"), library), library)
    assert one.key == key


def test_who_names_all_authors_everywhere_does_not_leave_one_out() -> None:
    text = "A (Moe and Roe 1). B (Poe and Noe 2). C (Doe et al. 3). D (Zoe and Joe 5). It was so (Holm 2)."
    assert [citation.keys for citation in cited(text)][-1] == ("holm2017",)


@pytest.mark.corpus
def test_the_real_article_has_seven_citations_in_brackets_and_no_other(shared_data: Path) -> None:
    text = (shared_data / "drafts" / "sex-trafficking-in-china.txt").read_text("utf-8")
    library = works_of([report.entry for report in load_reports()], load_organisations())
    in_brackets = [one for one in cited(text, library) if one.form == CitationForm.AUTHOR_PAGE]
    assert len(in_brackets) == 7
    assert len({citation.raw for citation in in_brackets}) == 6
    unknown = [one for one in in_brackets if not (one.keys or one.candidates or one.suggestions)]
    assert [citation.locator for citation in unknown] == [Locator(LocatorKind.PAGE, "61")]
