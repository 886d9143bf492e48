"""Works looked up by their numbers, against a server on loopback that plays the services. All works are fictional."""

import json
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web_site import HERE, Site

from litbase.bib.items import from_item
from litbase.catalog.lookup import Asking, LookedUp, Services, look_up_doi, look_up_isbn, read_doi, read_isbn
from litbase.catalog.work_items import clean_item
from litbase.errors import EntryError, FetchError

DOI = "10.5555/norland.1"
ISBN = "9780306406157"
CROSSREF = {
    "type": "journal-article",
    "title": ["Debts at <i>Sea</i> &amp; Land"],
    "subtitle": ["A Survey"],
    "container-title": ["Journal of Norland"],
    "author": [
        {"family": "Quill", "given": "Ada", "sequence": "first", "affiliation": []},
        {"name": "Norland Office", "sequence": "additional", "affiliation": []},
    ],
    "published-print": {"date-parts": [[2020, 3]]},
    "issued": {"date-parts": [[None]]},
    "volume": "3",
    "issue": "2",
    "page": "9-12",
    "ISSN": ["1234-5678"],
    "URL": "http://dx.doi.org/10.5555/norland.1",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>What crews owe.</jats:p>",
    "reference": [{"key": "1", "unstructured": "much more"}],
}
DATACITE = {
    "type": "report",
    "id": f"https://doi.org/{DOI}",
    "title": "Harbour inspections",
    "author": [{"literal": "Norland Office"}, {"family": "Rua", "given": "Eva"}],
    "issued": {"date-parts": [[2019, 5, 7]]},
    "publisher": "Norland Archive",
    "URL": "https://archive.example/harbour",
}


def asking(site: Site, *, allowed: frozenset[str] = HERE) -> Asking:
    return Asking(Services(site.url("/doi/"), site.url("/books")), allowed=allowed)


def give_json(site: Site, path: str, value: Any, **more: Any) -> str:
    return site.give(path, json.dumps(value).encode(), Content_Type="application/json", **more)


def look(site: Site) -> LookedUp:
    return look_up_doi(DOI, asking(site))


def test_a_doi_is_asked_for_as_csl_and_redirects_are_followed(site: Site) -> None:
    there = give_json(site, "/agency/work", CROSSREF)
    site.give(f"/doi/{DOI}", b"", status=302, Location=there)
    found = look(site)
    assert site.asked[-1][1]["accept"] == "application/vnd.citationstyles.csl+json"
    assert found.origin == "127.0.0.1"
    assert found.item == {
        "id": "",
        "type": "article-journal",
        "DOI": DOI,
        "title": "Debts at <i>Sea</i> & Land: A Survey",
        "container-title": "Journal of Norland",
        "volume": "3",
        "issue": "2",
        "page": "9-12",
        "abstract": "What crews owe.",
        "ISSN": "1234-5678",
        "author": [{"family": "Quill", "given": "Ada"}, {"literal": "Norland Office"}],
        "issued": {"date-parts": [[2020, 3]]},
    }


def test_a_report_registered_at_datacite_keeps_its_address(site: Site) -> None:
    give_json(site, f"/doi/{DOI}", DATACITE)
    item = look(site).item
    assert (item["type"], item["publisher"], item["URL"]) == (
        "report",
        "Norland Archive",
        "https://archive.example/harbour",
    )
    assert item["author"] == [{"literal": "Norland Office"}, {"family": "Rua", "given": "Eva"}]
    assert item["issued"] == {"date-parts": [[2019, 5, 7]]}


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (404, b"", "no work is known under the DOI"),
        (429, b"", "has had too many requests"),
        (503, b"", "has a problem of its own"),
        (406, b"", "does not say what this is"),
        (200, b"<html>", "cannot be understood"),
        (200, b"\xff\xfe\x00", "cannot be understood"),
        (200, b"[" * 100_000, "cannot be understood"),
        (200, b"[]", "has no title"),
        (200, b'{"type": "book"}', "has no title"),
        (200, b'{"title": "x"', "cannot be understood"),
    ],
)
def test_what_a_service_cannot_answer_is_a_sentence(site: Site, status: int, body: bytes, sentence: str) -> None:
    site.give(f"/doi/{DOI}", body, status=status)
    with pytest.raises(FetchError, match=sentence) as caught:
        look(site)
    assert caught.value.hint


def test_an_answer_that_breaks_off_is_refused(site: Site) -> None:
    site.give(f"/doi/{DOI}", b'{"title": "x"}', Content_Length="5000")
    with pytest.raises(FetchError, match="broke"):
        look(site)


def test_an_answer_without_end_is_refused(site: Site) -> None:
    site.give(f"/doi/{DOI}", b" " * 5_000_001)
    with pytest.raises(FetchError, match="too long"):
        look(site)


def test_redirects_without_end_are_refused(site: Site) -> None:
    site.give(f"/doi/{DOI}", b"", status=302, Location=site.url(f"/doi/{DOI}"))
    with pytest.raises(FetchError, match="without end"):
        look(site)


def test_a_service_that_asks_for_a_pause_gets_it_once(site: Site) -> None:
    site.give(f"/doi/{DOI}", b"", status=429, Retry_After="0")
    with pytest.raises(FetchError, match="too many requests"):
        look(site)
    assert len(site.asked) == 2


def test_private_addresses_are_refused(site: Site) -> None:
    with pytest.raises(FetchError, match="private network"):
        look_up_doi(DOI, asking(site, allowed=frozenset()))
    assert site.asked == []


def test_a_service_that_is_not_there_is_a_sentence(site: Site) -> None:
    site.close()
    with pytest.raises(FetchError, match="accepts no connections"):
        look(site)


def test_a_machine_that_is_offline_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"'doi\.org' cannot be found from here") as caught:
        look_up_doi(DOI, Asking())
    assert "online" in str(caught.value.hint)


def test_a_book_is_found_by_its_isbn(site: Site) -> None:
    book = {
        "title": "Debts at Sea",
        "subtitle": "A Survey",
        "authors": [{"name": "Ada Quill"}, {"name": "Ministry of Fisheries"}],
        "publishers": [{"name": "Vestholm Press"}],
        "publish_places": [{"name": "Vestholm"}],
        "publish_date": "March 2020",
        "number_of_pages": 212,
    }
    give_json(site, f"/books?bibkeys=ISBN:{ISBN}&format=json&jscmd=data", {f"ISBN:{ISBN}": book})
    assert look_up_isbn(ISBN, asking(site)).item == {
        "id": "",
        "type": "book",
        "title": "Debts at Sea: A Survey",
        "publisher": "Vestholm Press",
        "publisher-place": "Vestholm",
        "number-of-pages": "212",
        "author": [{"family": "Quill", "given": "Ada"}, {"literal": "Ministry of Fisheries"}],
        "issued": {"date-parts": [[2020, 3]]},
        "ISBN": ISBN,
    }


@pytest.mark.parametrize("answer", [{}, {f"ISBN:{ISBN}": {}}, {f"ISBN:{ISBN}": []}, []])
def test_a_book_that_is_not_known_is_a_sentence(site: Site, answer: Any) -> None:
    give_json(site, f"/books?bibkeys=ISBN:{ISBN}&format=json&jscmd=data", answer)
    with pytest.raises(FetchError, match=r"knows no book|has no title"):
        look_up_isbn(ISBN, asking(site))


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.5555/norland.1", "10.5555/norland.1"),
        (" doi:10.5555/a(b)c ", "10.5555/a(b)c"),
        ("https://doi.org/10.5555/A-1", "10.5555/A-1"),
        ("http://dx.doi.org/10.1000.10/x", "10.1000.10/x"),
    ],
)
def test_a_doi_is_read_as_it_is_written(written: str, doi: str) -> None:
    assert read_doi(written) == doi


@pytest.mark.parametrize("written", ["", "10.5555", "norland.1", "10.5555/a b", "https://example.org/10.5555/a"])
def test_what_is_no_doi_is_refused(written: str) -> None:
    with pytest.raises(EntryError, match="is not a DOI"):
        read_doi(written)


@pytest.mark.parametrize(
    ("written", "isbn"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 0-306-40615-2", "0306406152"),
        ("ISBN-13: 978-0-306-40615-7", "9780306406157"),
        ("0-8044-2957-x", "080442957X"),
    ],
)
def test_an_isbn_is_read_as_it_is_written(written: str, isbn: str) -> None:
    assert read_isbn(written) == isbn


@pytest.mark.parametrize("written", ["", "978-0-306-40615-8", "12345", "0-306-40615-3"])
def test_an_isbn_with_a_wrong_figure_is_refused(written: str) -> None:
    with pytest.raises(EntryError, match="is not an ISBN"):
        read_isbn(written)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
SAID = st.dictionaries(
    st.sampled_from([*CROSSREF, "editor", "published", "institution", "edition-number", "ISBN", "literal"]), JSON
)


@given(SAID)
def test_whatever_a_service_says_makes_an_entry_or_none(found: dict[str, Any]) -> None:
    item = clean_item(found, DOI)
    if item is not None:
        assert "".join(value for _, value in from_item(item).fields).encode()


def test_italics_of_journals_in_jats_are_kept_and_other_tags_go() -> None:
    title = 'Crews of <em>M. v. Norland</em><mml:math xmlns:mml="x"><mml:mi>n</mml:mi></mml:math>\x00 &lt;2020&gt;'
    item = clean_item({"title": title}, DOI)
    assert item is not None
    assert item["title"] == "Crews of <i>M. v. Norland</i>n <2020>"
