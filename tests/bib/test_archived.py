"""Archived copies of web pages. The pages are fictional, the archives are not."""

import pytest

from litbase.bib.archived import Memento, keeper_of, memento_at
from litbase.bib.items import from_item, to_item
from litbase.model.entry import Entry

COPY = "https://web.archive.org/web/20210504123000/https://example.org/notice"


@pytest.mark.parametrize(
    ("address", "memento"),
    [
        (COPY, Memento("https://example.org/notice", "2021-05-04")),
        ("http://web.archive.org/web/20210504id_/http:/example.org/", Memento("http://example.org/", "2021-05-04")),
        ("https://arquivo.pt/wayback/20080101000000/http://example.org/", Memento("http://example.org/", "2008-01-01")),
        ("https://perma.cc/AB12-CD34", None),  # says neither page nor day
        ("https://example.org/20210504/https://example.org/", None),  # no web archive
        ("https://[broken", None),
    ],
)
def test_the_address_of_a_copy_says_of_which_page_and_day(address: str, memento: Memento | None) -> None:
    assert memento_at(address) == memento


def test_the_keeper_is_named_or_its_host() -> None:
    assert [keeper_of(each) for each in (COPY, "https://perma.cc/AB12", "https://kept.example/1")] == [
        "Internet Archive",
        "Perma.cc",
        "kept.example",
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"archive": "Internet Archive", "archive_location": COPY},
        {"archive": "Gazette's own", "archive_location": COPY},
        {"archive": "State Archive of Norland", "archive_location": "Box 3"},
        {"archive_location": "Box 3"},
    ],
)
def test_archives_survive_the_way_to_bibtex_and_back(item: dict[str, str]) -> None:
    whole = {"id": "k", "type": "webpage", "title": "Notice"} | item
    assert to_item(from_item(whole)) == whole


def test_an_address_alone_says_who_keeps_the_copy() -> None:
    item = to_item(Entry("k", "online", (("archive-url", COPY),)))
    assert (item["archive"], item["archive_location"]) == ("Internet Archive", COPY)
