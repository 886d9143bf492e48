"""Works looked up for a library, against a server on loopback that plays the services. All works are fictional."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.web_site import HERE, Site

from litbase.catalog.lookup import Services
from litbase.library.first_entry import Origin, with_address
from litbase.library.library import Library
from litbase.model.entry import Entry
from litbase.model.record import AddReport

DOI = "10.5555/norland.1"
WORK = {
    "type": "article-journal",
    "title": "Debts at sea among the crews of distant vessels",
    "author": [{"family": "Quill", "given": "Ada"}],
    "issued": {"date-parts": [[2020]]},
    "container-title": "Journal of Norland",
}
PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>x | Norland Gazette</title>
<meta name="citation_title" content="Harbour notice"><meta name="citation_author" content="Rua, Eva">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Notice", "datePublished": "2021-05-03",
"publisher": {"@type": "Organization", "name": "Norland Gazette"}}</script>
<meta property="og:site_name" content="Norland Gazette"></head>
<body><h1>Harbour notice</h1><p>Two recruiters were convicted at Vestholm after a trial of 90 days.</p></body></html>
"""


def look_up(library: Library, site: Site, **wanted: Any) -> AddReport:
    services = Services(site.url("/doi/"), site.url("/books"))
    return library.look_up(services=services, allowed=HERE, **wanted)


@pytest.fixture
def known(site: Site) -> Site:
    """A site that knows the work."""
    site.give(f"/doi/{DOI}", json.dumps(WORK).encode(), Content_Type="application/json")
    return site


def test_a_looked_up_work_is_an_entry_and_each_field_says_who_said_it(library: Library, known: Site) -> None:
    (added,) = look_up(library, known, dois=[DOI]).added
    assert (added.key, added.file, added.new) == ("Quill2020", None, True)
    assert library.entry(added.key).get("title") == WORK["title"]
    assert {guess.field: guess.origin for guess in added.guesses}["journaltitle"] == "127.0.0.1"


def test_the_same_work_again_changes_nothing_and_asks_nobody(library: Library, known: Site) -> None:
    look_up(library, known, dois=[DOI])
    before, asked = (library.folder / "library.bib").read_bytes(), len(known.asked)
    (added,) = look_up(library, known, dois=[f"https://doi.org/{DOI.upper()}"]).added
    assert (added.key, added.new) == ("Quill2020", False)
    assert (library.folder / "library.bib").read_bytes() == before
    assert len(known.asked) == asked


def test_a_work_that_an_entry_without_its_doi_describes_is_shown(library: Library, known: Site, tmp_path: Path) -> None:
    there = tmp_path / "there.bib"
    there.write_text(
        "@article{mine, title = {Debts at Sea among the Crews of Distant Vessels}, author = {Quill, Ada}, year = 2020, "
        "journal = {Journal of Norland}}",
        "utf-8",
    )
    library.import_bibliography(there)
    (added,) = look_up(library, known, dois=[DOI]).added
    assert added.same_work_as == "mine"


def test_a_file_gets_the_entry_looked_up_for_it(library: Library, known: Site, tmp_path: Path) -> None:
    file = tmp_path / "download.html"
    file.write_bytes(PAGE)
    (added,) = look_up(library, known, dois=[DOI], file=file).added
    assert (added.key, added.file) == ("Quill2020", "sources/Quill2020.html")
    assert library.search("recruiters").hits[0].key == "Quill2020"


def test_a_file_whose_work_is_not_known_stays_outside(library: Library, site: Site, tmp_path: Path) -> None:
    site.give(f"/doi/{DOI}", b"", status=404)
    file = tmp_path / "download.html"
    file.write_bytes(PAGE)
    report = look_up(library, site, dois=[DOI], file=file)
    assert (report.added, [refused.path for refused in report.refused]) == ((), [DOI])
    assert library.keys() == []


def test_a_key_that_is_taken_is_refused(library: Library, known: Site) -> None:
    library.import_bibliography(_bib(library.folder.parent, "@misc{mine, title = {Other}}"))
    (refused,) = look_up(library, known, dois=[DOI], key="mine").refused
    assert "there is an entry 'mine' already" in str(refused.error)
    (added,) = look_up(library, known, dois=[DOI], key="sea").added
    assert added.key == "sea"


def _bib(folder: Path, text: str) -> Path:
    path = folder / "given.bib"
    path.write_text(text, "utf-8")
    return path


def test_a_number_that_is_none_is_refused_before_anyone_is_asked(library: Library, site: Site) -> None:
    report = look_up(library, site, dois=["10.5555"], isbns=["978-0-306-40615-8"])
    assert len(report.refused) == 2
    assert site.asked == []


def test_a_web_page_comes_with_what_it_says_of_itself(library: Library, site: Site) -> None:
    url = site.give("/notice", PAGE, Content_Type="text/html")
    (added,) = look_up(library, site, urls=[url]).added
    entry = library.entry(added.key)
    said = {name: entry.get(name) for name in ("title", "author", "date", "url")}
    assert said == {"title": "Harbour notice", "author": "Rua, Eva", "date": "2021-05-03", "url": url}
    origins = {guess.field: guess.origin for guess in added.guesses}
    assert origins["title"] == "meta citation_title"
    assert origins["date"] == "JSON-LD"
    assert origins["url"] == "address asked for"
    (file,) = library.item(added.key).files
    assert entry.get("urldate") == (file.retrieved or "")[:10]


def test_a_page_that_is_there_is_not_fetched_again(library: Library, site: Site) -> None:
    url = site.give("/notice", PAGE, Content_Type="text/html")
    (first,) = look_up(library, site, urls=[url]).added
    asked = len(site.asked)
    (again,) = look_up(library, site, urls=[url]).added
    assert (again.key, again.new, again.sha256) == (first.key, False, first.sha256)
    assert len(site.asked) == asked


def test_a_page_that_an_entry_names_becomes_its_source(library: Library, site: Site) -> None:
    url = site.give("/notice", PAGE, Content_Type="text/html")
    library.import_bibliography(_bib(library.folder.parent, f"@online{{mine, title = {{Notice}}, url = {{{url}}}}}"))
    (added,) = look_up(library, site, urls=[url]).added
    assert (added.key, library.keys()) == ("mine", ["mine"])


def test_a_page_that_is_not_there_is_refused(library: Library, site: Site) -> None:
    url = site.give("/gone", b"", status=404, Content_Type="text/html")
    (refused,) = look_up(library, site, urls=[url]).refused
    assert "has no document there" in str(refused.error)


def test_an_archived_copy_is_cited_by_the_address_of_its_page() -> None:
    copy = "https://web.archive.org/web/20210504000000/https://example.org/notice"
    entry, _ = with_address(Entry("k", "online", ()), (), Origin(copy, "2022-01-02T10:00:00Z"))
    assert dict(entry.fields) == {
        "url": "https://example.org/notice",
        "urldate": "2022-01-02",
        "archiveurl": copy,
        "archivedate": "2021-05-04",
    }
