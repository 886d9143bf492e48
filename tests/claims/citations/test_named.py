"""Sources named in the sentence are resolved, or listed, or left alone; who is merely named is none. All invented."""

import pytest

from litbase.claims.citations.reading import find_citations
from litbase.claims.citations.resolve import resolve
from litbase.claims.citations.works import works_of
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.model.claim import Citation
from litbase.model.entry import Entry


def entry(key: str, author: str, year: str, title: str, type_: str = "report", **more: str) -> Entry:
    fields = {"author": author, "date": year, "title": title, **more}
    return Entry(key, type_, tuple((name, value) for name, value in fields.items() if value))


SEA = "Seafarers in Bondage Report"
LIBRARY = works_of(
    [
        entry("sib2019", "{Ministry of Justice of Norland}", "2019", SEA),
        entry("sib2022", "{Ministry of Justice of Norland}", "2022", SEA),
        entry("index", "{Fjord Foundation}", "2018", "The Norland Slavery Index 2018"),
        entry("index2", "{Fjord Foundation}", "2023", "The Norland Slavery Index 2023"),
        entry("estimate", "{Westmark Labour Office}", "2012", "WLO Regional Estimate of Bonded Labour: Results"),
        entry("annual2021", "{Senate Commission on Harbours}", "2021", "Annual Report 2021"),
        entry("annual2022", "{Senate Commission on Harbours}", "2022", "Annual Report 2022"),
        entry("inquiry", "{Norland Assembly}", "2014", "Report of the Commission of Inquiry on Brides in Norland"),
        entry("moen", "Moen, Kari", "2016", "The Lure of Counting Ships: Measures and Their Masters", "book"),
        entry("protocol", "", "2000", "Protocol to Suppress Crimping, supplementing the Convention on Ships", "legal",
              shorttitle="Westmark Protocol"),
        entry("plan", "{北国政府}", "2007", "北国反对拐卖妇女儿童行动计划（2008—2012年）", "legislation"),
    ]
)  # fmt: skip


def cited(text: str, held: tuple[str, ...] = ()) -> list[Citation]:
    library = tuple(work for work in LIBRARY if not held or work.key in held)
    catalog = tuple(work for work in LIBRARY if work not in library)
    return list(resolve(find_citations(read_plain_text(text), LIBRARY), library, None, catalog))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("According to the 2022 SIB Report, it fell.", "sib2022"),  # the initials of a series
        ("According to the 2022 Seafarers in Bondage Report, it fell.", "sib2022"),
        ("The Ministry's SIB Report 2019 ranked Norland last.", "sib2019"),
        ("The 2018 Norland Slavery Index estimates more.", "index"),
        ("The Norland Slavery Index (NSI) is new. The NSI 2023 estimates fewer.", "index2"),
        ("The Westmark Labour Office’s 2012 Regional Estimate put it at 20 million.", "estimate"),
        ("The Westmark Labour Office's 2012 regional estimate of bonded labour put it at 20 million.", "estimate"),
        ("The Senate Commission on Harbours's 2021 annual report states that it fell.", "annual2021"),
        ("According to the Senate Commission on Harbours’ Annual Report 2022, it fell.", "annual2022"),
        ("The Commission of Inquiry on Brides in Norland found that they were sold.", "inquiry"),
        ("Moen’s The Lure of Counting Ships shows that it fell.", "moen"),
        ("Under the Westmark Protocol, consent is irrelevant.", "protocol"),
        ("根据《北国反对拐卖妇女儿童行动计划（2008—2012年）》，公安机关应当解救妇女。", "plan"),
    ],
)
def test_a_source_named_in_the_sentence_is_resolved(text: str, key: str) -> None:
    assert {one.keys for one in cited(text) if one.keys} == {(key,)}


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("The 2019 and 2022 SIB Reports placed Norland last.", {"sib2019", "sib2022"}),
        ("The latest SIB Report says otherwise.", {"sib2019", "sib2022"}),
        ("According to the Fjord Foundation, it fell.", {"index", "index2"}),
        ("The Fjord Foundation's 2018 report found that it fell.", {"index"}),  # it may have written others
        ("According to Moen, it fell.", set()),  # the one work of a person
    ],
)
def test_what_is_not_told_is_listed(text: str, candidates: set[str]) -> None:
    (citation,) = cited(text)
    assert set(citation.candidates) == candidates
    assert citation.keys == (() if candidates else ("moen",))


def test_the_only_report_at_hand_is_not_taken_for_any_of_its_series() -> None:
    (citation,) = cited("Last year’s Seafarers in Bondage Report said otherwise.", held=("sib2022",))
    assert (citation.keys, citation.candidates, citation.suggestions) == ((), ("sib2022",), ("sib2019",))


@pytest.mark.parametrize(
    "text",
    [
        "The Fjord Foundation is based in Westmark.",
        "She joined the Westmark Labour Office in 2012 and left the Ministry of Justice of Norland in 2015.",
        "The Senate Commission on Harbours held a hearing on 12 May 2021.",
        "The Norland Slavery Index has five staff members.",
        "The SIB Report office is on the third floor.",
        "A regional estimate of bonded labour is hard to make. The annual report was printed in 2022.",
        "The Commission of Inquiry travelled to Norland.",
        "Staff of the Fjord Foundation said they were tired.",
        "She read The Lure of Counting Ships on the train. Moen was born in Norland.",
        "The Fjord Foundation sponsored the match at 10.",
    ],
)
def test_who_is_merely_named_is_no_source(text: str) -> None:
    assert cited(text) == []


def test_a_law_is_named_with_its_article_in_chinese() -> None:
    (citation,) = cited("《北国反对拐卖妇女儿童行动计划（2008—2012年）》第二百四十条规定如下。")
    assert citation.keys == ("plan",)
    assert citation.locator is not None
    assert citation.locator.value == "240"
