"""One work or two: invented records of the Republic of Norland, each pair with its reason."""

from typing import Any

import pytest

from litbase.library.likeness import find_alike, judge, traits_of
from litbase.library.title_words import differ_in_a_word

ARTICLE = {
    "id": "a", "type": "article-journal", "title": "Debt bondage among fishing crews in the Norland Sea",
    "author": [{"family": "Quill", "given": "Ada"}, {"family": "Breck", "given": "Cai"}],
    "issued": {"date-parts": [[2020, 3]]}, "container-title": "Journal of Norland Studies", "volume": "3",
    "issue": "2", "page": "9-12",
}  # fmt: skip
REPORT = {
    "id": "a", "type": "report", "title": "Trafficking Report", "author": [{"literal": "Norland Office"}],
    "issued": {"date-parts": [[2021]]},
}  # fmt: skip


def alike(base: dict[str, Any], **changes: Any) -> bool:
    one = traits_of(base)
    return (
        judge(one, traits_of(base | {"id": "b"} | {name.replace("_", "-"): v for name, v in changes.items()}))
        is not None
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "DEBT BONDAGE AMONG FISHING CREWS IN THE NORLAND SEA."},  # as one database prints titles
        {"author": [{"family": "Quill", "given": "A"}]},
        {"container_title": "J Norl Stud"},
        {"container_title": "JOURNAL OF NORLAND STUDIES"},
        {"issued": {"date-parts": [[2019, 11]]}, "volume": "", "page": ""},  # online first
        {"title": "Debt bondage among fishing crews in the Norland Sea: a survey"},
        {"page": "106435"},  # the number of the article
        {"title": "Debt bondage among the fishing crews of the Norland Sea"},  # small words
        {"title": "Debt bondge among fishng crews in te Norland Sea"},  # typing errors
        {"title": "Servidumbre por deudas entre los pescadores"},  # translated, in the same place
    ],
)
def test_two_databases_describe_one_article(changes: dict[str, Any]) -> None:
    assert alike(ARTICLE, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Correction: Debt bondage among fishing crews in the Norland Sea"},
        {"title": "Debt bondage among fishing crews in the Norland Sea, part 2"},
        {"issue": "4", "page": "77-80"},  # the second of two articles of one name
        {"author": [{"family": "Hallow", "given": "Ivo"}]},
        {"container_title": "Harbour Law Quarterly", "page": "1-3"},
        {"DOI": "10.5555/b"} | {"issued": {"date-parts": [[2015]]}},
        {"title": "Debt bondage among fishing crews in the Norland Sea: Sweden", "page": "", "volume": ""},
        {"title": "Debt bondage among women fishing crews in the Norland Sea", "page": "", "volume": ""},
        {"type": "report", "container_title": "", "volume": "", "issue": "", "page": ""},  # its working paper
        {"type": "thesis", "container_title": "", "volume": "", "issue": "", "page": ""},
        {"title": "Servidumbre por deudas", "page": "9"},  # a page may hold several pieces
        {"title": "Reply to: Debt bondage", "issue": "2"},
    ],
)
def test_two_articles_are_told_apart(changes: dict[str, Any]) -> None:
    assert not alike(ARTICLE, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"issued": {"date-parts": [[2022]]}},  # an annual report
        {"title": "Trafficking Report 2021"},
        {"issued": {"date-parts": [[2021, 6]]}, "number": "7", "title": "Trafficking Report 7"},
        {"author": [{"literal": "Vestholm Office"}]},
        {"title": "Trafficking Report: Austria"},  # a chapter
    ],
)
def test_the_reports_of_a_series_are_no_duplicates(changes: dict[str, Any]) -> None:
    assert not alike(REPORT, **changes)


def test_two_dois_are_two_works_and_one_is_one() -> None:
    one = traits_of(ARTICLE | {"DOI": "10.5555/A"})
    assert judge(one, traits_of(ARTICLE | {"id": "b", "DOI": "10.5555/b"})) is None
    found = judge(one, traits_of({"id": "b", "type": "book", "title": "Other", "DOI": "10.5555//a"}))
    assert found is not None
    assert found.reason == "same DOI 10.5555/a"


def test_a_symbol_is_an_identifier() -> None:
    one = traits_of({"id": "a", "type": "report", "title": "Visit to Norland", "number": "A/HRC/98/7"})
    two = traits_of({"id": "b", "type": "report", "title": "Report on a visit"}, symbol="A/HRC/98/7")
    assert [each.reason for each in find_alike([one, two])] == ["same document symbol A/HRC/98/7"]


def test_a_chapter_is_not_its_book() -> None:
    book = {"id": "a", "type": "book", "title": "Debts at Sea", "ISBN": "978-0-00-000000-2"}
    assert judge(traits_of(book), traits_of(book | {"id": "b", "type": "chapter", "title": "Nets"})) is None


def test_a_crowd_under_one_title_is_not_held_pair_by_pair() -> None:
    crowd = [
        traits_of(
            {"id": str(n), "type": "article-journal", "title": "Editorial", "issued": {"date-parts": [[1900 + n]]}}
        )
        for n in range(3_000)
    ]
    assert list(find_alike(crowd)) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("country narrative austria", "country narrative australia", True),  # names of countries are no misspellings
        ("2021 niger country narrative", "2021 nigeria country narrative", True),
        ("legal entry of crews", "illegal entry of crews", True),
        ("crews at sea", "crews not at sea", True),
        ("labour at sea", "labor at sea", False),
        ("co operation at sea", "cooperation at sea", False),
        ("crews of the sea", "crews at sea", False),
        ("crews at sea", "crews at sea a survey of debts", False),  # a subtitle
        ("trafficking report", "trafficking report norway", True),  # a chapter
        ("trafficking report", "trafficking report annex 2", True),
    ],
)
def test_titles_differ_in_a_word_or_in_spelling_only(one: str, other: str, differ: bool) -> None:
    assert differ_in_a_word(one, other) is differ
    assert differ_in_a_word(other, one) is differ
