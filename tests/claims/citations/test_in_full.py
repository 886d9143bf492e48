"""Works cited in full in running text, and the short forms behind them, are found with their places. All invented."""

import pytest

from litbase.claims.citations.reading import find_citations
from litbase.claims.citations.resolve import resolve
from litbase.claims.citations.works import works_of
from litbase.claims.drafts.plain_text import read_plain_text
from litbase.model.claim import Citation
from litbase.model.entry import Entry


def entry(key: str, author: str, year: str, title: str, **more: str) -> Entry:
    fields = {"author": author, "date": year, "title": title, **more}
    return Entry(key, "report", tuple((name, value) for name, value in fields.items() if value))


LIBRARY = works_of(
    [
        entry("ostby2015", "Østby, Liv M.", "2015", "Brides of the Fjord", journaltitle="Norland Law Review"),
        entry("moen2019", "Moen, Kari and Vik, Ola", "2019", "The Price of a Passage"),
        entry("mjn2021", "{Ministry of Justice of Norland}", "2021", "Annual Report on Trafficking"),
        entry("mjn2022", "{Ministry of Justice of Norland}", "2022", "Annual Report on Trafficking"),
        entry("city2022", "{City of Westmark}", "2022", "Annual Report 2022"),
    ]
)


def cited(text: str) -> list[Citation]:
    return list(resolve(find_citations(read_plain_text(text), LIBRARY), LIBRARY))


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("See Ministry of Justice of Norland, Annual Report on Trafficking 17 (2022).", "mjn2022", "17"),
        ("It fell. Ministry of Justice of Norland, Annual Report on Trafficking 17 (June 2021).", "mjn2021", "17"),
        ("It fell (Ministry of Justice of Norland, Annual Report on Trafficking 17 (2021)).", "mjn2021", "17"),
        ("Liv M. Østby, Brides of the Fjord, 4 Norland L. Rev. 101, 110–12 (2015).", "ostby2015", "110–12"),
        ("Liv M. Østby, Brides of the Fjord, 4 Norland L. Rev. 101 (2015).", "ostby2015", None),  # where it begins
        ("It fell (Kari Moen and Ola Vik, The Price of a Passage [Fjord Press, 2019], 45).", "moen2019", "45"),
        ("Moen & Vik, The Price of a Passage (2019), paras 3–5.", "moen2019", "3–5"),
        ("Liv Østby, Brides of the Fjord, Norland Times, May 3, 2015.", "ostby2015", None),
    ],
)
def test_a_work_cited_in_full_is_one_citation(text: str, key: str, place: str | None) -> None:
    (citation,) = cited(text)
    assert citation.keys == (key,)
    assert (citation.locator.value if citation.locator else None) == place


def test_short_forms_mean_the_work_before() -> None:
    citations = cited("It fell. Moen & Vik, The Price of a Passage 45 (2019). It rose. Id. at 47. Moen & Vik at 51.")
    assert [one.keys for one in citations] == [("moen2019",)] * 3
    assert [one.locator.value for one in citations if one.locator] == ["45", "47", "51"]


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Justice of Norland published it in June (2022).",
        "Her ID. It was lost. Moen at 45 was the eldest.",
        "The Price of a passage had doubled by May 3, 2019.",  # words of a title, and no author
        "The city printed an Annual Report (2021).",  # a title that many bodies give
    ],
)
def test_what_only_names_a_work_is_no_citation_in_full(text: str) -> None:
    assert [one for one in cited(text) if one.keys] == []


def test_a_title_that_many_bodies_give_names_nobody() -> None:
    assert [one.keys for one in cited("It fell (Annual Report, 2022).")] in ([], [()])
    (citation,) = cited("It fell (City of Westmark, Annual Report, 2022).")
    assert citation.keys == ("city2022",)
