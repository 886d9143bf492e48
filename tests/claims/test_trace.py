"""A claim, traced through a small fictional library."""

import pytest

from litbase.claims.trace import trace
from litbase.model.claim import CheckKind, Finding, Outcome, Scope, Verdict
from litbase.model.page import LocatorKind, Mark, Page
from litbase.model.shapes import finding as finding_shape


def follow(library, text: str, *within: str, limit: int = 5) -> Finding:
    return trace(text, index=library.index, pages=library.pages, within=within, limit=limit)


def checks_of(finding: Finding, kind: CheckKind):
    return [check for check in finding.checks if check.kind is kind]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The report says “survivors were lodged with the police”.", Verdict.VERIFIED),
        ("One man told the police that “survivors were lodged with the police”.", Verdict.VERIFIED),  # no figure
        ("“Officials said that the courts were to reopen them” in spring.", Verdict.VERIFIED),  # over a page bound
        ("The report says “survivors were housed with the police” in Westmark.", Verdict.DIFFERS),
        ("“The government did convict any trafficker” it says.", Verdict.DIFFERS),
        ("“Labour inspectors visited 1,520 brick kilns” in the north.", Verdict.DIFFERS),
        ("“They crossed the frozen lake under a purple moon at dawn”.", Verdict.NOT_FOUND),
        ("In 2021 the police identified 412 victims of trafficking, of whom 61 were children.", Verdict.SUPPORTED),
        ("In 2021 the police identified 421 victims of trafficking, of whom 61 were children.", Verdict.DIFFERS),
        ("In 2019 the police identified 412 victims of trafficking, of whom 61 were children.", Verdict.DIFFERS),
        ("The government convicted a trafficker.", Verdict.TO_READ),
        ("Purple submarines orbit Saturn hungrily.", Verdict.NOT_FOUND),
    ],
)
def test_claim_gets_the_verdict_of_the_contract(norland, claim: str, verdict: Verdict) -> None:
    finding = follow(norland, claim)
    assert finding.verdict is verdict, finding.reason


def test_evidence_can_be_checked_by_hand(norland) -> None:
    finding = follow(norland, "“survivors were lodged with the police”")
    (passage, *_) = finding.evidence
    assert (passage.key, passage.page.number, passage.locator) == ("norland2022", 3, "p. 13")
    assert passage.text == passage.page.text[passage.start : passage.end]
    assert "survivors were lodged with\nthe police." in passage.text
    assert passage.scope is Scope.LIBRARY


def test_quotation_over_a_page_bound_shows_both_pages(norland) -> None:
    finding = follow(norland, "“Officials said that the courts were to reopen them in the spring”")
    assert [(passage.page.number) for passage in finding.evidence][:2] == [3, 4]


def test_page_is_offered_where_none_is_cited(norland) -> None:
    finding = follow(norland, "“survivors were lodged with the police”", "norland2022")
    (place,) = checks_of(finding, CheckKind.LOCATOR)
    assert place.outcome is Outcome.UNKNOWN
    assert "p. 13" in place.detail


def test_words_of_a_source_not_cited_are_found_elsewhere(norland) -> None:
    finding = follow(norland, "“fishing crews were held on board for months”", "norland2022")
    assert finding.verdict is Verdict.ELSEWHERE
    assert finding.evidence[0].key == "eldoria2020"
    assert finding.evidence[0].scope is Scope.LIBRARY


def test_evidence_of_a_cited_source_says_so(norland) -> None:
    finding = follow(norland, "“fishing crews were held on board for months”", "eldoria2020")
    assert finding.verdict is Verdict.VERIFIED
    assert finding.evidence[0].scope is Scope.CITED_SOURCE


def test_changed_figure_is_shown_beside_the_source(norland) -> None:
    finding = follow(norland, "Labour inspectors visited 1,350 brick kilns in the northern provinces.")
    assert finding.verdict is Verdict.DIFFERS
    (figure,) = checks_of(finding, CheckKind.FIGURE)
    assert [(d.draft, d.source) for d in figure.differences] == [("1,350", "1,250")]


def test_uncovered_words_are_marked(norland) -> None:
    claim = "The shelters in Westmark remained closed because of flooding."
    finding = follow(norland, claim)
    (support,) = checks_of(finding, CheckKind.SUPPORT)
    assert finding.verdict is Verdict.TO_READ
    assert any("flooding" in claim[start:end] for start, end in support.uncovered)


@pytest.mark.parametrize(
    ("claim", "marked"),
    [
        ("In spring the inspectors had rather reported debts of $26.7 million and how much was lent.",
         ["$26.7 million", "lent"]),
        ("The shelters of Westmark never remained closed by order.", ["never", "order"]),  # a negation is no stop word
        ("Labour inspectors visited 1,251 brick kilns in the northern provinces.", ["1,251"]),  # amiss, so marked
        ("Fewer shelters in Westmark remained closed.", ["Fewer"]),
        ("WHO shelters in Westmark remained closed for most of the year.", ["WHO"]),
    ],
)  # fmt: skip
def test_words_that_say_something_are_marked_and_figures_whole(norland, claim: str, marked: list[str]) -> None:
    finding = follow(norland, claim)
    (support,) = checks_of(finding, CheckKind.SUPPORT)
    found = [claim[start:end] for start, end in support.uncovered]
    assert set(marked) <= set(found)
    assert not {"had", "rather", "how much", "much", "had rather", "26", "by"} & set(found)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("“The inspectors reported debts of $9.7 million” it says.",
         "The quotation is altered: it says “$9.7” where p. 12 of norland2022 has “$9.5”."),
        ("“The government did convict any trafficker” it says.",
         "The quotation is altered: “not” on p. 11 of norland2022 is left out."),
    ],
)  # fmt: skip
def test_reason_says_how_a_quotation_is_altered(norland, claim: str, reason: str) -> None:
    finding = follow(norland, claim)
    assert finding.reason == reason
    (quotation,) = checks_of(finding, CheckKind.QUOTATION)
    assert quotation.detail == "the quotation is altered in one place"


def test_trace_without_sources_cited_never_says_unchecked(make_library) -> None:
    empty = make_library()
    assert follow(empty, "“There were many words in this quotation”").verdict is Verdict.TO_READ
    unread = make_library()
    unread.add("scan", Page(1, None, "", problem="the page is a picture"))
    finding = follow(unread, "“There were many words in this quotation”")
    assert finding.verdict is Verdict.TO_READ
    assert "1 page" in finding.reason


def test_cited_source_without_text_is_unchecked(make_library) -> None:
    library = make_library()
    library.add("scan", Page(1, None, "", problem="the page is a picture"))
    assert follow(library, "“There were many words here”", "scan").verdict is Verdict.UNCHECKED
    assert follow(library, "“There were many words here”", "no-file").verdict is Verdict.UNCHECKED


def test_absence_is_unchecked_while_a_cited_page_is_unread(make_library) -> None:
    library = make_library()
    library.add("partly", "The courts sat twice.", Page(2, None, "", problem="the page is a picture"))
    assert follow(library, "“There were many words in this quotation”", "partly").verdict is Verdict.UNCHECKED


def test_difference_that_ocr_could_have_made_is_left_to_read(make_library) -> None:
    library = make_library()
    library.add("scan", Page(1, "1", "The vvomen were held in a locked roorn by the owner.", ocr=True))
    finding = follow(library, "“The women were held in a locked room by the owner”")
    assert finding.verdict is Verdict.TO_READ
    assert finding.evidence[0].ocr
    assert follow(library, "“The men were sold in a locked crate by the sailor”").verdict is not Verdict.VERIFIED


def test_every_equal_place_is_shown(make_library) -> None:
    library = make_library()
    phrase = "The government should train its officials to identify victims."
    library.add("annual", *[f"Chapter {n}. {phrase} End of chapter." for n in range(12)])
    finding = follow(library, f"“{phrase}”", limit=2)
    assert {passage.page.number for passage in finding.evidence} == set(range(1, 13))


def test_finding_keeps_its_name_while_claim_and_sources_stay(norland) -> None:
    once, again = (follow(norland, "The  police identified 412 victims.") for _ in range(2))
    assert once.id == again.id
    assert once.id != follow(norland, "The police identified 412 victims.", "norland2022").id


def test_finding_has_the_shape_of_the_contract(norland) -> None:
    shape = finding_shape(follow(norland, "“survivors were lodged with the police”"))
    assert shape["claim"] == {
        "text": "“survivors were lodged with the police”",
        "line": 1,
        "column": 1,
        "start": 0,
        "end": 39,
    }
    assert shape["citations"] == []


@pytest.fixture
def annual(make_library):
    """A fictional annual report: each chapter names its country once, at its head, and its sentences do not."""
    library = make_library()
    chapters = (Mark(LocatorKind.CHAPTER, "Norland", 0, continued=True), Mark(LocatorKind.CHAPTER, "Westmark", 179))
    text = (
        "Shelters\nBy December, 85 unaccompanied children had disappeared from the reception centres.\n"
        "The ministry opened a telephone line for their families and for others in the country.\n"
        "WESTMARK\nShelters\nThe border police detained 30 children at the ferry port.\n"
        "Visits: Westmark, a country of closed shelters and of children who have disappeared (NOR 12/001)."
    )
    library.add("annual2013", Page(3, "200", text, marks=chapters))
    return library


def test_a_sentence_of_a_country_chapter_need_not_name_the_country(annual) -> None:
    finding = follow(
        annual, "In Norland 95 unaccompanied children disappeared from the reception centres.", "annual2013"
    )
    assert finding.verdict is Verdict.DIFFERS
    assert [(d.draft, d.source) for c in finding.checks for d in c.differences] == [("95", "85")]
    assert finding.evidence[0].chapter == "Norland"
    assert finding.evidence[0].place == "p. 200, Norland"


def test_a_line_that_names_the_country_goes_before_none_of_its_chapter(annual) -> None:
    finding = follow(annual, "In Westmark the border police detained children at the ferry port.", "annual2013")
    assert "border police" in finding.evidence[0].text
    assert not any(check.uncovered for check in finding.checks)


def test_the_country_of_another_chapter_is_not_covered(annual) -> None:
    claim = "In Westmark the ministry opened a telephone line for the families."
    finding = follow(annual, claim, "annual2013")
    assert finding.evidence[0].chapter == "Norland"
    assert [claim[a:b] for check in finding.checks for a, b in check.uncovered] == ["Westmark"]


def test_a_figure_of_another_country_contradicts_nothing_and_bears_nothing_out(annual) -> None:
    for written in ("30", "40"):
        claim = f"In Norland the border police detained {written} children at the ferry port."
        (figure,) = checks_of(follow(annual, claim, "annual2013"), CheckKind.FIGURE)
        assert figure.outcome is Outcome.UNKNOWN, written


def test_a_year_that_stands_nowhere_is_named_and_no_passage_is_put_beside_it(annual) -> None:
    finding = follow(annual, "By December 2012, 85 unaccompanied children had disappeared in Norland.", "annual2013")
    assert finding.verdict is Verdict.TO_READ
    assert finding.reason.endswith("; “2012” is not borne out.")
    (year,) = [check for check in checks_of(finding, CheckKind.FIGURE) if "2012" in check.detail]
    assert year.outcome is not Outcome.OK
    assert year.evidence is None


def test_passages_that_the_checks_speak_of_come_first(norland) -> None:
    finding = follow(norland, "In spring the shelters in Westmark had debts of $9.5 million.", "norland2022")
    told = sorted({check.evidence for check in finding.checks if check.evidence is not None})
    assert told == list(range(len(told)))


def test_figures_that_agree_are_said_to_agree(norland) -> None:
    finding = follow(norland, "Inspectors who went to the northern provinces saw 1,250 brick kilns.", "norland2022")
    assert finding.reason == (
        "“1,250” agrees with the passage on p. 12 of norland2022; it does not say “went” or “saw”."
    )


def test_a_figure_that_stands_in_an_unlike_passage_is_not_called_absent(norland) -> None:
    finding = follow(norland, "Labour inspectors went to 1,250 kilns made of clay in the north.", "norland2022")
    assert finding.reason.endswith("“1,250” stands there, perhaps of something else.")


@pytest.fixture
def kilns(make_library):
    """A fictional report whose passages tempt a reader to take one figure, verb or page for another."""
    library = make_library()
    library.add(
        "kilns2021",
        "The provincial court confirmed the sentences of nine kiln owners in March. Over 300 workers were freed.",
        "Owners may hold back wages for up to 80 days. The fund paid for shelters within 18 months of the ruling.",
        "In answer to a question, the minister recalled that article 101 of the Labour Code protects kiln workers.",
        "During the hearings 111 kiln workers gave evidence.",
    )
    return library


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        # the one word that is changed is named
        ("The provincial court quashed the sentences of nine kiln owners in March.",
         "“nine” and “March” agree with the passage on p. 11 of kilns2021; it does not say “quashed”."),
        # nothing is said to be missing where every word stands there
        ("In March the sentences of nine kiln owners were confirmed by the provincial court.",
         "“March” and “nine” agree with the passage on p. 11 of kilns2021; it has the claim's words or their like: "
         "read whether it says the same."),
        # a hedge or a measure that differs is shown with the number, which is the same
        ("Under 300 workers were freed.",
         "The passage on p. 11 of kilns2021 comes closest; “Over 300” stands there, where the claim says “Under 300”: "
         "of the same thing?"),
        ("The fund paid for shelters within 18 years of the ruling.",
         "It says “18 years” where p. 12 of kilns2021 has “18 months”."),
        ("Owners may hold back wages for at least 80 days.",
         "The passage on p. 12 of kilns2021 comes closest; “up to 80” stands there, where the claim says “at least "
         "80”: of the same thing?"),
    ],
)  # fmt: skip
def test_reason_names_what_the_passage_shown_does_not_say(kilns, claim: str, reason: str) -> None:
    assert follow(kilns, claim, "kilns2021").reason == reason


def test_figure_of_the_sentence_before_contradicts_nothing_that_it_does_not_speak_of(make_library) -> None:
    """The subject stands in one sentence and the only figure in the one before, which is about others."""
    library = make_library()
    library.add(
        "raids2012",
        "They included around 70 migrant workers who alleged that soldiers had beaten them in October during a raid. "
        "Observers called for an inquiry into the suicide of a domestic worker in Westmark.",
    )
    finding = follow(library, "There were 3 suicides of domestic workers in Westmark.", "raids2012")
    assert finding.verdict is Verdict.TO_READ, finding.reason


def test_passage_that_contradicts_is_shown_first(kilns) -> None:
    finding = follow(kilns, "During the hearings 101 kiln workers gave evidence.", "kilns2021")
    assert finding.verdict is Verdict.DIFFERS
    assert finding.evidence[0].text == "During the hearings 111 kiln workers gave evidence."


def test_passage_shown_for_a_figure_holds_the_figure(kilns) -> None:
    for claim in ("Over 300 workers were freed.", "The court confirmed nine sentences; over 300 workers were freed."):
        finding = follow(kilns, claim, "kilns2021")
        shown = [check.evidence for check in checks_of(finding, CheckKind.FIGURE) if "300" in check.detail]
        assert all("300" in finding.evidence[index].text for index in shown if index is not None)


def test_no_passage_is_shown_twice_once_alone_and_once_with_its_neighbour(kilns) -> None:
    finding = follow(kilns, "Nine kiln owners were sentenced in March, and over 300 workers freed.", "kilns2021")
    spans = [(one.page.number, one.start, one.end) for one in finding.evidence]
    inside = [
        (one, other)
        for one in spans for other in spans
        if one != other and one[0] == other[0] and other[1] <= one[1] and one[2] <= other[2]
    ]  # fmt: skip
    assert not inside


@pytest.fixture
def informe(make_library):
    """A fictional report in Spanish."""
    library = make_library()
    library.add(
        "informe2022",
        "En 2021 la policía de Norlandia identificó a 412 víctimas de la trata, de las cuales 61 eran menores de edad.",
        "Los albergues de la capital permanecieron cerrados durante todo el año por falta de fondos públicos.",
        language="es",
    )
    return library


@pytest.mark.parametrize(
    "claim",
    [
        "The shelters in the capital were closed for the whole of the year.",
        "It says that “the shelters of the capital remained closed” in that year.",  # the quotation is a translation
    ],
)
def test_nothing_is_called_absent_from_sources_in_another_language(informe, claim: str) -> None:
    finding = follow(informe, claim, "informe2022")
    assert finding.verdict is Verdict.TO_READ
    assert "another language" in finding.reason


def test_what_is_absent_from_a_source_of_the_same_language_is_said_to_be(informe) -> None:
    finding = follow(informe, "Dice que «los pescadores de la bahía huyeron de noche».", "informe2022")
    assert finding.verdict is Verdict.NOT_FOUND


def test_figures_are_compared_across_languages_and_support_is_measured_in_english_alone(informe) -> None:
    same = "En 2021 la policía de Norlandia identificó a 412 víctimas de la trata."
    assert follow(informe, same, "informe2022").verdict is Verdict.TO_READ
    assert follow(informe, same.replace("412", "421"), "informe2022").verdict is Verdict.DIFFERS


def test_words_that_any_sentence_needs_count_little_in_a_source_of_one_page(make_library) -> None:
    library = make_library()
    library.add("harbour2023", "Deckhands owed recruiters an average of $3,400 when they boarded.")
    finding = follow(library, "On boarding, deckhands owed recruiters $4,300 on average.", "harbour2023")
    assert finding.verdict is Verdict.DIFFERS


def test_a_sum_whose_currency_was_said_before_is_not_another_sum(make_library) -> None:
    library = make_library()
    library.add("fund2022", "Assets worth 6.9 million crowns were seized, of which 1.1 million had been paid out.")
    finding = follow(library, "Of the assets seized, 1.1 million crowns had been paid out.", "fund2022")
    assert finding.verdict is not Verdict.DIFFERS


def test_figures_of_two_years_are_no_contradiction(make_library) -> None:
    library = make_library()
    library.add("norm2022", "In 2022, the authorities of Norland identified 486 victims of trafficking.")
    (_, figure) = checks_of(
        follow(library, "In 2020, the authorities of Norland identified 386 victims.", "norm2022"), CheckKind.FIGURE
    )
    assert figure.outcome is not Outcome.DIFFERS
