"""The pages of the reading room, and what strangers may try with them."""

import html
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.web.conftest import RULES

from litbase.library.library import Library
from litbase.web.app import make_app
from litbase.web.reading_pages import flowing
from litbase.web.searching_pages import timeline

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
SCRIPT = "<script>alert(1)</script>"
QUOTED = '"A court can convict a trafficker, but only a wage can free a {}" [@nomtip-2022, p. iii].'


def fits(name: str, value: Any) -> None:
    resources = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in resources.values()
    )
    Draft202012Validator(resources[f"{name}.json"], registry=registry).validate(value)


def test_a_search_shows_hits_by_source_with_the_printed_page(room: TestClient) -> None:
    page = room.get("/", params={"q": "motto"}).text
    assert "Trafficking in Persons in Norland and Its Region 2022" in page
    assert "<mark>motto</mark>" in page
    assert ">p. iii</a>" in page


def test_results_as_you_type_are_the_part_that_changes(room: TestClient) -> None:
    part = room.get("/", params={"q": "motto"}, headers={"x-litbase-part": "hits"}).text
    assert "<mark>motto</mark>" in part
    assert "<html" not in part


def test_a_mistyped_query_points_at_the_character(room: TestClient) -> None:
    answer = room.get("/", params={"q": "debt AND"})
    assert answer.status_code == 200
    assert "pointer" in answer.text
    assert room.get("/search.json", params={"q": "debt AND"}).status_code == 400


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/search.json?q=papers", "search"),
        ("/search.json?q=papers&group=true", "search"),
        ("/sources.json", "list"),
        ("/sources/nomtip-2022.json", "item"),
        ("/sources/nomtip-2022/pages.json?text=true", "pages"),
        ("/catalog.json?q=global slavery", "catalog"),
    ],
)
def test_every_page_is_also_json_in_the_shape_of_the_contract(room: TestClient, address: str, shape: str) -> None:
    fits(shape, room.get(address).json())


def test_what_the_api_offers_is_described(room: TestClient) -> None:
    """For programs, and on a page for people."""
    assert "GET /sources/{key}/quotation.json" in room.get("/api").text
    paths = room.get("/api/openapi.json").json()["paths"]
    assert {"/search.json", "/check.json", "/cite.json", "/sources/{key}.json"} <= set(paths)


def test_a_source_shows_files_outline_and_entry(room: TestClient) -> None:
    page = room.get("/sources/nomtip-2022").text
    assert "SHA-256" in page
    assert "Outline" in page
    assert "@report{nomtip-2022," in page


def test_every_source_of_the_samples_has_its_page_and_its_reader(room: TestClient) -> None:
    for item in room.get("/sources.json").json():
        assert room.get(f"/sources/{item['id']}").status_code == 200
        assert room.get(f"/read/{item['id']}").status_code == (200 if item["litbase"]["files"] else 404)
    assert "<dd>Ada Quill; Bertram Inkwell</dd>" in room.get("/sources/quill-inkwell-2022").text


def test_the_reader_goes_to_the_printed_page(room: TestClient) -> None:
    page = room.get("/read/nomtip-2022", params={"go": "iii"})
    assert page.url.query == b"n=3"
    assert "file p. 3 of 21" in page.text
    assert "no page is numbered “xxx”" in room.get("/read/nomtip-2022", params={"go": "xxx"}).text


def test_the_lines_of_a_paragraph_run_together_and_no_character_moves() -> None:
    text = "The commission heard witnesses in eleven\nports of the country.\n\nYear Men\n2021 4\n"
    shown = flowing(text)
    assert shown == "The commission heard witnesses in eleven ports of the country.\n\nYear Men\n2021 4\n"
    assert len(shown) == len(text)


def test_a_page_is_drawn_once_for_ever(room: TestClient) -> None:
    sha256 = room.get("/sources/nomtip-2022.json").json()["litbase"]["files"][0]["sha256"]
    answer = room.get(f"/images/{sha256}/3.webp", params={"at": "10-40"})
    assert answer.content[:4] == b"RIFF"
    assert "immutable" in answer.headers["cache-control"]
    assert room.get(f"/images/{sha256}/99.webp").status_code == 404
    assert room.get(f"/images/{'0' * 64}/1.webp").status_code == 404


def test_a_pasted_draft_is_checked(room: TestClient) -> None:
    page = room.post("/check", data={"text": QUOTED.format("slave"), "kind": "markdown"}).text
    assert "<del>slave</del>" in page
    assert "<ins>debtor</ins>" in page


def test_a_report_shows_pictures_when_they_come_into_sight(room: TestClient) -> None:
    """So that a report of many passages is there at once."""
    page = room.post("/check", data={"text": QUOTED.format("slave")}).text
    (address, *_) = re.findall(r'<img loading="lazy"[^>]* src="(/images/[^"]+)"', page)
    picture = room.get(html.unescape(address))
    assert picture.content[:4] == b"RIFF"
    whole = room.get(html.unescape(address).replace("&cut=true", ""))
    assert len(picture.content) < len(whole.content) / 2


def test_a_report_loads_nothing_but_what_is_ours(room: TestClient) -> None:
    """Its own style is allowed by its hash, not all styles within a page."""
    policy = room.post("/check", data={"text": QUOTED.format("slave")}).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'sha256-" in policy
    assert "unsafe" not in policy


def test_an_uploaded_draft_is_checked_under_its_own_name(room: TestClient) -> None:
    answer = room.post("/check.json", files={"draft": ("../../thesis.md", QUOTED.format("debtor").encode())}).json()
    fits("check", answer)
    assert answer["draft"] == "thesis.md"
    assert answer["summary"]["verified"] == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.docx", b"no archive"),
        ("x.pdf", b"%PDF-1.4 broken"),
        ("x.exe", b"MZ"),
        ("x.svg", b"<svg onload='alert(1)'/>"),
        ("x.md", b""),
        ("x.md", b"\0\0\0"),
        ("x.odt", b"PK\x03\x04 broken"),
    ],
)
def test_a_file_that_is_no_draft_gets_a_sentence(room: TestClient, name: str, content: bytes) -> None:
    answer = room.post("/check", files={"draft": (name, content)})
    assert answer.status_code == 400
    assert 'class="sorry"' in answer.text
    assert "Traceback" not in answer.text


def test_files_are_added_and_refused_with_reasons(room: TestClient, room_folder: Path) -> None:
    sent = [
        ("files", ("../../../note.md", b"# A note\n\nThe harbour of Ostby has two piers.\n")),
        ("files", ("bad.pdf", b"%PDF-1.4 nothing")),
    ]
    page = room.post("/add", files=sent).text
    assert "added" in page
    assert "bad.pdf was refused:" in page
    assert room.get("/search.json", params={"q": "Ostby piers"}).json()["total"] == 1
    assert not (room_folder.parent / "note.md").exists()


def test_files_are_added_by_programs_and_what_came_of_it_is_asked_for(room: TestClient) -> None:
    sent = [("files", ("note.md", b"# A note\n\nThe harbour of Ostby has two piers.\n")), ("files", ("x.pdf", b"no"))]
    answer = room.post("/add.json", files=sent).json()
    fits("add", answer)
    assert (len(answer["added"]), answer["refused"][0]["error"]) == (1, "CorruptSource")
    page = room.post("/add", files=sent)
    fits("add", room.get(f"{page.url.path}.json").json())
    assert room.get(f"/check{page.url.path.removeprefix('/add')}.json").status_code == 404


def test_a_document_is_fetched_from_public_machines_alone(room: TestClient, room_folder: Path) -> None:
    """For an entry that gives its address; a name that nothing is called by is refused at once."""
    with Library.open(room_folder) as library:
        library.edit("rfli-2022", {"url": "http://127.0.0.1:8420/sources.json"})
    assert "of a private network" in room.post("/fetch", data={"name": "rfli-2022"}).text
    assert room.post("/fetch", data={"name": "http://127.0.0.1/"}).status_code == 404


def test_an_entry_is_mended_as_faithfully_as_by_the_command_line(room: TestClient, room_folder: Path) -> None:
    before = (room_folder / "library.bib").read_text("utf-8")
    with Library.open(room_folder) as library:
        text = library.entry_text("rfli-2022")
    answer = room.post("/sources/rfli-2022", data={"text": text.replace("number = {31}", "number = {32}")})
    assert answer.status_code == 200
    assert (room_folder / "library.bib").read_text("utf-8") == before.replace("number = {31}", "number = {32}")
    assert room.post("/sources/rfli-2022", data={"text": "@report{x"}).status_code == 400


def test_a_list_is_printed_in_the_style_chosen(room: TestClient) -> None:
    page = room.get("/bibliography", params={"key": "quill-inkwell-2022", "style": "apa"}).text
    assert "Quill, A., &amp; Inkwell, B." in page
    assert room.get("/bibliography/docx", params={"key": "quill-inkwell-2022"}).content[:2] == b"PK"
    assert room.get("/bibliography/exe", params={"key": "quill-inkwell-2022"}).status_code == 404


def test_a_citation_names_the_page(room: TestClient) -> None:
    cited = room.get("/cite.json", params={"key": "quill-inkwell-2022", "locator": "p. 212", "style": "apa"}).json()
    assert cited["citations"][0]["text"] == "(Quill & Inkwell, 2022, p. 212)"


def test_words_of_strangers_are_never_markup(room: TestClient, room_folder: Path) -> None:
    """In metadata, in a document, in a draft, in a query."""
    (room_folder.parent / "evil.html").write_text(
        f"<title>{SCRIPT}</title><p>Evil words &lt;script&gt;alert(1)&lt;/script&gt;"
    )
    with Library.open(room_folder) as library:
        library.edit("rfli-2022", {"title": SCRIPT, "note": SCRIPT})
        library.add([room_folder.parent / "evil.html"], key="rfli-2022")
    pages = [
        room.get("/", params={"q": "evil words"}),
        room.get("/", params={"q": SCRIPT}),
        room.get("/sources"),
        room.get("/sources/rfli-2022"),
        room.get("/read/rfli-2022", params={"file": "rfli-2022-2.html"}),
        room.get("/bibliography", params={"key": "rfli-2022"}),
        room.post("/check", data={"text": f"{SCRIPT} says 4,000 ships [@rfli-2022]."}),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fcli/main.py",
        "/read/nomtip-2022?file=../../library.bib",
        "/read/..%2f..%2fetc%2fpasswd",
        "/sources/..%2flibrary.bib",
        "/images/..%2f..%2fx/1.webp",
        "/check/../../etc/passwd",
    ],
)
def test_no_path_of_a_request_reaches_the_disk(room: TestClient, address: str) -> None:
    answer = room.get(address)
    assert answer.status_code in (404, 422)
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_an_unknown_source_is_said_to_be_so(room: TestClient) -> None:
    answer = room.get("/sources/nomtip-2023")
    assert answer.status_code == 404
    assert "nomtip-2022" in answer.text


def test_the_reader_goes_to_a_paragraph(room: TestClient) -> None:
    page = room.get("/read/coi-fisheries-2021", params={"go": "para. 6"})
    assert page.url.query == b"n=1"
    assert "no page is numbered" in room.get("/read/coi-fisheries-2021", params={"go": "para. 999"}).text


def test_words_are_found_within_a_source_and_marked(room: TestClient) -> None:
    page = room.get("/read/nomtip-2022", params={"q": "motto", "n": 3}).text
    assert "On 1 page:" in page
    assert "<mark>motto</mark>" in page
    assert "Not found in this source." in room.get("/read/nomtip-2022", params={"q": "zeppelin"}).text


def test_words_are_kept_as_evidence_only_if_they_stand_there(room: TestClient, room_folder: Path) -> None:
    sent = {"words": "only a wage can free a debtor"}
    assert "Kept as evidence" in room.post("/read/nomtip-2022", params={"n": 3}, data=sent).text
    (kept,) = (room_folder / "annotations").glob("*.jsonld")
    assert "only a wage can free a debtor" in kept.read_text("utf-8")
    assert room.post("/read/nomtip-2022", data={"words": "only a wage can free a slave"}).status_code == 400
    assert len(list((room_folder / "annotations").iterdir())) == 1


def test_words_of_a_page_are_given_as_a_quotation_with_their_place(room: TestClient) -> None:
    """By the offsets of the page's text; cited by paragraph where the source is."""
    text = room.get("/sources/nomtip-2022/pages.json", params={"text": True}).json()["pages"][2]["text"]
    start = text.index("only a wage")
    asked = {"n": 3, "at": f"{start}-{start + len('only a wage can free a debtor')}", "style": "apa"}
    given = room.get("/sources/nomtip-2022/quotation.json", params=asked).json()
    assert given["text"].startswith("“only a wage can free a debtor” (")
    assert given["text"].endswith(", 2023, p. iii)")
    assert (given["page"]["label"], given["locator"]) == ("iii", "p. iii")
    paragraph = room.get("/sources/coi-fisheries-2021/pages.json", params={"text": True}).json()["pages"][0]["text"]
    at = paragraph.index("6.") + 5
    given = room.get("/sources/coi-fisheries-2021/quotation.json", params={"n": 1, "at": f"{at}-{at + 20}"}).json()
    assert given["locator"] == "para. 6"
    for at, status in (("99999-100000", 404), ("9-5", 404), ("x", 422), ("1-2,3-4", 422)):
        assert room.get("/sources/nomtip-2022/quotation.json", params={"at": at}).status_code == status


def test_a_finding_is_settled_with_a_reason_and_stays_so(room: TestClient, room_folder: Path) -> None:
    """For every later check of a draft of that name; taken back, it is open again."""
    sent = {"draft": ("thesis.md", QUOTED.format("slave").encode())}
    report = room.post("/check", files=sent)
    finding = room.get(f"{report.url.path}.json").json()["findings"][0]["id"]
    page = room.post(
        f"{report.url.path}/settle", data={"finding": finding, "reason": "the author <b>means</b> it"}
    ).text
    assert "the author &lt;b&gt;means&lt;/b&gt; it" in page
    again = room.post("/check.json", files=sent).json()["findings"][0]
    assert again["settled"]["reason"] == "the author <b>means</b> it"
    assert again["verdict"] == "differs"
    assert [path.name for path in (room_folder / "checks").iterdir()] == ["thesis.md.settled.toml"]
    room.post(f"{report.url.path}/settle", data={"finding": finding, "reason": ""})
    assert room.post("/check.json", files=sent).json()["findings"][0]["settled"] is None


def test_what_bears_claims_out_is_kept(room: TestClient, room_folder: Path) -> None:
    report = room.post("/check", data={"text": QUOTED.format("debtor")})
    assert "1 passages are kept" in room.post(f"{report.url.path}/keep").text
    assert len(list((room_folder / "annotations").iterdir())) == 1


def test_a_source_shows_where_drafts_cite_it(room: TestClient) -> None:
    """Of drafts with a name: what is pasted has none, and is not remembered."""
    room.post("/check", data={"text": QUOTED.format("debtor")})
    assert "Where drafts cite it" not in room.get("/sources/nomtip-2022").text
    room.post("/check", files={"draft": ("thesis <b>.md", QUOTED.format("debtor").encode())})
    page = room.get("/sources/nomtip-2022").text
    assert "Where drafts cite it" in page
    assert "thesis &lt;b&gt;.md" in page
    (draft,) = room.get("/sources/nomtip-2022/drafts.json").json()["drafts"]
    assert draft["state"] == "handed in"
    assert draft["claims"][0]["verdict"] == "verified"
    assert room.get("/sources/nobody-1999/drafts.json").status_code == 404


def test_a_source_is_cited_in_the_style_chosen(room: TestClient) -> None:
    page = room.get("/sources/quill-inkwell-2022", params={"style": "modern-language-association"}).text
    assert "(Quill and Inkwell)" in page
    part = room.get("/sources/quill-inkwell-2022", params={"style": "apa"}, headers={"x-litbase-part": "cited"}).text
    assert "(Quill &amp; Inkwell, 2022)" in part
    assert "<html" not in part
    assert "no-such-style" in room.get("/sources/quill-inkwell-2022", params={"style": "no-such-style"}).text


def test_a_catalogued_entry_shows_the_standing_of_its_fields(room: TestClient) -> None:
    """Of those only that are as the catalogue has them."""
    page = room.post("/catalog", data={"name": "unodc-glotip-2022"}).text
    assert 'class="standing' in page
    assert 'class="standing' not in room.get("/sources/nomtip-2022").text


def test_the_whole_catalogue_is_shown(room: TestClient) -> None:
    """With works of which no address is known."""
    page = room.get("/catalog").text
    assert page.count("Add to the library") > 50
    assert 0 < page.count("Fetch the document") < page.count("Add to the library")


def test_a_long_list_is_shown_in_parts_and_narrowed(room: TestClient, room_folder: Path) -> None:
    """The sources, and those a bibliography is chosen from; what was chosen stays in sight."""
    more = "".join(f"@misc{{ship{n:03}, title = {{Ship number {n}}}, date = {{2001}}}}\n" for n in range(250))
    path = room_folder / "library.bib"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    first = room.get("/sources").text
    assert "1 to 100 of 262 entries" in first
    assert first.count("<tr>") == 101
    assert "Ship number 249" in room.get("/sources", params={"offset": 200}).text
    assert "1 entry" in room.get("/sources", params={"q": "ship number 149"}).text
    assert "No entry has these words" in room.get("/sources", params={"q": "zeppelin"}).text
    choices = room.get("/bibliography", params={"key": "ship240", "find": "ship"}).text
    assert choices.count('type="checkbox"') == 101
    assert 'value="ship240" checked' in choices
    assert "and 149 more" in choices


def test_entries_are_taken_for_other_programs(room: TestClient) -> None:
    keys = {"key": ["quill-inkwell-2022", "nomtip-2022"]}
    assert "@article{quill-inkwell-2022" in room.get("/bibliography/bibtex", params=keys).text
    assert room.get("/bibliography/ris", params=keys).text.count("TY  - ") == 2


def test_the_sources_of_a_draft_are_chosen(room: TestClient) -> None:
    draft = b"As was shown [@quill-inkwell-2022; @nomtip-2022]."
    page = room.post("/bibliography", files={"draft": ("thesis.md", draft)}, data={"style": "apa"})
    assert page.url.query == b"style=apa&key=quill-inkwell-2022&key=nomtip-2022"


def test_work_that_takes_long_is_watched_on_a_page_that_asks_again(room_folder: Path) -> None:
    with TestClient(make_app(room_folder, RULES, patience=0), base_url="http://127.0.0.1:8420") as room:
        answer = room.post("/add", files=[("files", ("a.md", b"# A\n\nOne pier of Ostby."))])
        assert room.get(answer.url.path).status_code == 200
        for _ in range(600):
            page = room.get(answer.url.path).text
            if "<progress" not in page:
                break
            assert '<noscript><meta http-equiv="refresh"' in page
            time.sleep(0.1)
        assert "added" in page
        assert room.get("/add/" + "0" * 32).status_code == 404


def test_nothing_is_lost_when_browser_and_command_line_edit_at_once(room: TestClient, room_folder: Path) -> None:
    """Each changes an entry of its own twenty times, the browser through its form, the command line in its process."""
    code = (
        "import sys; from litbase.cli.main import run\n"
        "for n in range(20): assert run(['--library', sys.argv[1], 'edit', 'rfli-2022', f'edition={n}']) == 0"
    )
    before = (room_folder / "library.bib").read_text("utf-8")
    with Library.open(room_folder) as library:
        text = library.entry_text("quill-inkwell-2022")
    other = subprocess.Popen([sys.executable, "-c", code, str(room_folder)], stdout=subprocess.DEVNULL)
    sent = text.rstrip().removesuffix("}").rstrip().removesuffix(",")
    for number in range(20):
        edited = f"{sent},\n  addendum = {{{number}}},\n}}\n"
        assert room.post("/sources/quill-inkwell-2022", data={"text": edited}).status_code == 200
    assert other.wait() == 0
    with Library.open(room_folder) as library:
        assert library.entry("rfli-2022").get("edition") == "19"
        assert library.entry("quill-inkwell-2022").get("addendum") == "19"
        others = set(library.keys()) - {"rfli-2022", "quill-inkwell-2022"}
        assert all(library.entry_text(key).strip() in before for key in others)


def test_more_readers_than_threads_are_all_answered(room: TestClient) -> None:
    """A reader who waits for a library must not hold the thread in which another one gives it back."""
    with ThreadPoolExecutor(60) as readers:
        answers = list(readers.map(lambda _: room.get("/sources").status_code, range(120)))
    assert answers == [200] * 120


def test_the_timeline_has_the_years_without_hits_too(room: TestClient) -> None:
    assert timeline({"2023": 2, "2019/2020": 1, "2021": 4, "n.d.": 9}) == [
        (2019, 1), (2020, 0), (2021, 4), (2022, 0), (2023, 2),
    ]  # fmt: skip
    assert timeline({"n.d.": 3, "": 1}) == []
    assert 'aria-label="Hits by year, 2009 to 2023"' in room.get("/", params={"q": "debt"}).text


def test_counts_narrow_by_year_publisher_type_language_and_tag(room: TestClient) -> None:
    """Each count is what following it finds."""
    facets = room.get("/search.json", params={"q": "fish* OR Castrovia* OR 渔船"}).json()["facets"]
    assert set(facets["language"]) == {"en", "es", "zh"}
    assert facets["tag"]["sample"] > 3
    for name, word in (("language", "lang"), ("tag", "tag"), ("type", "type"), ("year", "year")):
        value, number = next(iter(facets[name].items()))
        narrowed = f'(fish* OR Castrovia* OR 渔船) {word}:"{value}"'
        assert room.get("/search.json", params={"q": narrowed}).json()["total"] == number, name


def test_a_running_head_is_no_heading_of_the_outline(room: TestClient) -> None:
    page = room.get("/sources/nomtip-2022").text
    outline = page[page.index("<h2>Outline") :]
    assert outline.count("TRAFFICKING IN PERSONS 2022") == 0
    assert "Letter from the Commissioner" in outline


def test_titles_of_the_catalogue_are_plain_words(room: TestClient) -> None:
    assert "nocase" not in room.get("/catalog").text
