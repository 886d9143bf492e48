"""Names put in the place of others are told by the company they keep."""

from dataclasses import replace

import pytest

from litbase.claims.support.reading import Sentence, read_sentences, terms_of
from litbase.claims.support.supplanted import is_name_supplanted, is_set_apart_in_chapter

PASSAGE = (
    "In August, a seasonal worker was returned to Eldoria while her complaint was pending. The Harbour Police seized "
    "the logbooks of Castrovia, which the Fishers' Union later published."
)


@pytest.mark.parametrize(
    ("claim", "is_supplanted"),
    [
        ("A worker was returned to Eldoria while her complaint was pending.", False),
        ("A worker was returned to Norland while her complaint was pending.", True),
        ("The Fishers' Union seized the logbooks of Castrovia.", True),  # who did it is another
        ("The Harbour Police seized the logbooks.", False),
        ("The Police of the Harbour seized the logbooks of Castrovia.", False),
        ("The logbooks of Norland were seized by the Harbour Police.", True),
        ("The Union published the logbooks.", False),  # in other words: nothing keeps the company of another name
    ],
)
def test_name_in_the_company_of_another_is_supplanted(claim: str, is_supplanted: bool) -> None:
    assert is_name_supplanted(claim, [PASSAGE]) is is_supplanted


@pytest.mark.parametrize(
    ("claim", "is_set_apart"),
    [
        ("In Norland a worker was returned while her complaint was pending.", False),
        ("A worker was returned to Norland while her complaint was pending.", True),
        ("A worker from Norland was returned while her complaint was pending.", True),
        ("A worker was returned to Eldoria while her complaint was pending.", False),  # that stands there
    ],
)
def test_country_of_the_chapter_is_where_things_happen_and_not_where_they_go(claim: str, is_set_apart: bool) -> None:
    assert is_set_apart_in_chapter(claim, in_chapter("Norland")) is is_set_apart


def in_chapter(country: str) -> list[Sentence]:
    return [replace(one, chapter=frozenset(terms_of(country, "en"))) for one in read_sentences(PASSAGE, "en")]
