"""search, trace, pages, list, show, catalog: what they print, and how they say no."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litbase.cli.check_text import _shortened
from litbase.cli.printing import columns

Command = Callable[..., Any]  # gives code, out, err, and json(shape): see conftest.py


def test_a_hit_is_shown_with_its_printed_page_and_the_words_marked(norland: Command) -> None:
    answer = norland("search", "motto")
    assert answer.code == 0
    assert answer.out.startswith("nomtip-2022, p. iii")
    assert "**motto**" in answer.out
    assert answer.err == "1 hit\n"


def test_search_in_json_has_the_shape_of_the_contract(norland: Command) -> None:
    found = norland("search", "motto", "--facets", "year,type", "--json").json("search")
    assert found["total"] == 1
    assert found["hits"][0]["page"] == {"number": 3, "label": "iii", "inferred": False, "heading": None}
    assert found["facets"] == {"year": {"2023": 1}, "type": {"report": 1}}


def test_grouped_hits_stand_under_their_source(norland: Command) -> None:
    found = norland("search", "recruiter", "--group", "--json").json("search")
    assert "hits" not in found
    assert len({group["key"] for group in found["groups"]}) == len(found["groups"]) > 1


def test_finding_nothing_is_a_no(norland: Command) -> None:
    answer = norland("search", "qqqzzz")
    assert (answer.code, answer.out) == (1, "")
    assert "nothing found" in answer.err


def test_what_is_left_to_show_is_said(norland: Command) -> None:
    total = norland("search", "recruiter", "--json").json("search")["total"]
    assert norland("search", "recruiter", "--limit", "2").err == f"1–2 of {total} hits; more: --offset 2\n"
    assert norland("search", "recruiter", "--offset", "900").err == f"there are only {total} hits\n"
    grouped = norland("search", "recruiter", "--group", "--limit", "2")
    assert grouped.err == f"2 sources shown of {total} hits; more sources: --offset 2\n"


def test_an_empty_library_says_so(litbase: Command, tmp_path: Path) -> None:
    assert litbase("init", tmp_path / "empty").code == 0
    answer = litbase("search", "debt", "--library", tmp_path / "empty")
    assert answer.code == 1
    assert answer.err.splitlines() == ["the library is empty: litbase add FILES", "nothing found"]


def test_a_minus_before_a_word_is_part_of_the_query(norland: Command) -> None:
    everything = norland("search", "motto", "--json").json("search")
    without = norland("search", "motto", "-judge", "--json").json("search")
    assert (everything["total"], without["total"]) == (1, 0)


def test_a_mistyped_option_is_not_taken_for_a_word(norland: Command) -> None:
    answer = norland("search", "motto", "--limti", "3")
    assert answer.code == 2
    assert "--limti" in answer.err


def test_a_query_error_points_at_the_character(norland: Command) -> None:
    answer = norland("search", "debt AND (")
    assert (answer.code, answer.out) == (2, "")
    lines = answer.err.splitlines()
    assert lines[2].index("^") == lines[1].index("(")
    assert lines[3].startswith("  hint: ")


@pytest.mark.parametrize(
    ("query", "shown", "column"),
    [
        ("人口 (贩卖", "  人口 (贩卖", 7),  # each of these letters takes the room of two
        ("e\u0301te\u0301 (x", "  e\u0301te\u0301 (x", 6),  # an accent of its own takes none
        ("debt\n(bondage", "  debt (bondage", 7),
        (f"{'debt ' * 40}(x{' debt' * 40}", f"  …{'debt ' * 10}(x{' debt' * 3} de…", 53),
    ],
)
def test_the_mark_stands_below_the_character_whatever_the_query(
    norland: Command, query: str, shown: str, column: int
) -> None:
    lines = norland("search", query).err.split("\n")
    assert (lines[1], lines[2]) == (shown, " " * column + "^")


def test_an_unknown_source_to_search_in_is_named(norland: Command) -> None:
    answer = norland("search", "motto", "--in", "nomtip-202")
    assert (answer.code, answer.out) == (3, "")
    assert "no entry has the key 'nomtip-202'" in answer.err
    assert "nomtip-2022" in answer.err


def test_an_unknown_facet_is_mistyped(norland: Command) -> None:
    assert norland("search", "motto", "--facets", "colour").code == 2


def test_a_verbatim_quotation_is_verified_with_its_page(norland: Command) -> None:
    answer = norland("trace", 'It warns that "a court can convict a trafficker, but only a wage can free a debtor".')
    assert answer.code == 0
    assert answer.out.startswith("verified")
    assert "[1] nomtip-2022, p. iii" in answer.out


def test_an_altered_quotation_differs_and_both_readings_are_shown(norland: Command) -> None:
    answer = norland("trace", '"A court can convict a trafficker, but only a wage can free a slave."')
    assert answer.code == 1
    assert answer.out.startswith("differs")
    assert "claim:  slave" in answer.out
    assert "source: debtor" in answer.out


def test_trace_in_json_has_the_shape_of_the_contract(norland: Command) -> None:
    finding = norland("trace", "The Fund spent 26.7 million crowns in 2022.", "--json").json("trace")
    assert finding["verdict"] == "differs"
    start, end = finding["evidence"][0]["start"], finding["evidence"][0]["end"]
    key, number = finding["evidence"][0]["key"], finding["evidence"][0]["page"]["number"]
    pages = norland("pages", key, "--text", "--json").json("pages")["pages"]
    assert pages[number - 1]["text"][start:end] == finding["evidence"][0]["text"]


def test_a_claim_is_read_from_standard_input(norland: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("The Fund spent 26.7 million crowns in 2022.\n"))
    assert norland("trace").out.startswith("differs")


def test_an_empty_claim_is_mistyped(norland: Command) -> None:
    assert norland("trace", "  ").code == 2


def test_pages_show_place_and_printed_number(norland: Command) -> None:
    pages = norland("pages", "nomtip-2022", "--json").json("pages")
    assert [page["label"] for page in pages["pages"]][2:10] == ["iii", "iv", "v", "vi", "vii", "viii", "1", "2"]
    assert "text" not in pages["pages"][0]


def test_one_page_is_printed_by_its_number(norland: Command) -> None:
    answer = norland("pages", "nomtip-2022", "--text", "-p", "iii")
    assert answer.out.startswith("-- p. iii (file p. 3) --\n")
    assert answer.out.count("--") == 2


def test_a_page_that_is_not_there_is_said(norland: Command) -> None:
    answer = norland("pages", "nomtip-2022", "-p", "999")
    assert answer.code == 3
    assert "no page of 'nomtip-2022' is numbered 999" in answer.err


def test_entries_are_listed_by_words(norland: Command) -> None:
    answer = norland("list", "quill")
    assert answer.out.startswith("quill-inkwell-2022  Quill and Inkwell 2022, Who Pays to Work?")
    assert answer.err == "1 entry\n"


def test_list_and_show_give_items(norland: Command) -> None:
    (item,) = norland("list", "quill", "--json").json("list")
    shown = norland("show", "quill-inkwell-2022", "--json").json("item")
    assert item == shown
    assert shown["litbase"]["files"][0]["pages"] == 3
    assert "debt bondage" in shown["litbase"]["tags"]


def test_show_prints_the_entry_as_the_file_has_it(norland: Command) -> None:
    assert "@report{rfli-2022," in norland("show", "rfli-2022").out


def test_the_catalog_is_searched_without_a_library(
    anywhere: Command, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    records = anywhere("catalog", "global", "slavery", "index", "--json").json("catalog")["records"]
    assert any(record["id"] == "gsi-2023" for record in records)
    assert all(record["standing"] for record in records)


def test_the_path_of_a_source_is_printed(norland: Command) -> None:
    assert norland("open", "nomtip-2022", "--path").out.strip().endswith("nomtip-2022.pdf")


def test_a_hit_in_a_file_that_was_changed_since_says_so(litbase: Command, library: Path) -> None:
    source = library / "sources" / "nomtip-2022.pdf"
    changed = bytearray(source.read_bytes())
    changed[1000] ^= 1
    source.write_bytes(changed)
    answer = litbase("search", "motto")
    assert answer.code == 0
    assert "'sources/nomtip-2022.pdf' is gone or was changed since it was read" in answer.err


def test_what_could_not_be_looked_into_is_named(litbase: Command, library: Path) -> None:
    (library / "sources" / "rfli-2022.pdf").write_bytes(b"%PDF-1.7 no more")
    assert litbase("rebuild").code == 1
    answer = litbase("search", "prevalence")
    assert "not looked into: 1 file that could not be read (sources/rfli-2022.pdf)" in answer.err


def test_keys_in_wide_characters_are_listed_in_line(litbase: Command, library: Path) -> None:
    litbase("rename", "norland-notice-zh-2022", "诺兰通知2022")
    lines = litbase("list").out.splitlines()
    starts = {
        columns(line[: line.index(name)]) for line in lines for name in ("诺兰共和国", "Quill and") if name in line
    }
    assert len(starts) == 1


DRAFT = """# Norland

The Commissioner wrote that "a court can convict a trafficker, but only a wage can free a slave" [@nomtip-2022, p. iii].

Norland has nine shelters with 240 beds in all.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


def test_check_shows_the_worst_first_with_the_page(norland: Command, draft: Path) -> None:
    answer = norland("check", draft)
    assert answer.code == 0
    assert f"{draft}: 2 claims: 1 differs, 1 uncited" in answer.out
    assert answer.out.index("differs  ") < answer.out.index("uncited  ")
    assert "draft:  slave" in answer.out
    assert "source: debtor" in answer.out
    assert "nomtip-2022, p. iii" in answer.out


def test_check_in_json_has_the_shape_of_the_contract(norland: Command, draft: Path) -> None:
    report = norland("check", draft, "--json").json("check")
    assert report["summary"]["differs"] == 1
    assert report["format"] == "markdown"
    (altered, _) = report["findings"]
    assert DRAFT[altered["claim"]["start"] : altered["claim"]["end"]] == altered["claim"]["text"]
    assert altered["evidence"][0]["page"]["label"] == "iii"


@pytest.mark.parametrize(("verdicts", "code"), [("differs,not-found", 1), ("not-found", 0), ("not found", 0)])
def test_check_fails_on_the_verdicts_named(norland: Command, draft: Path, verdicts: str, code: int) -> None:
    assert norland("check", draft, "--fail-on", verdicts).code == code


def test_check_refuses_a_verdict_that_does_not_exist(norland: Command, draft: Path) -> None:
    answer = norland("check", draft, "--fail-on", "wrong")
    assert answer.code == 2
    assert "there is no verdict 'wrong'" in answer.err


def test_check_shows_the_text_that_offsets_count_in(norland: Command, draft: Path) -> None:
    assert norland("check", draft, "--show-text").out == DRAFT


def test_check_says_in_one_sentence_that_there_is_no_draft(norland: Command, tmp_path: Path) -> None:
    answer = norland("check", tmp_path / "absent.md")
    assert (answer.code, answer.out) == (3, "")
    assert "absent.md" in answer.err
    assert "Traceback" not in answer.err


def test_a_draft_without_claims_says_so(norland: Command, tmp_path: Path) -> None:
    empty = tmp_path / "calm.md"
    empty.write_text("Nothing is claimed here.\n")
    answer = norland("check", empty)
    assert (answer.code, "no claim carries a citation" in answer.out) == (0, True)


def test_check_writes_a_report_that_stands_by_itself(norland: Command, draft: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    answer = norland("check", draft, "--format", "html", "-o", report)
    assert (answer.code, answer.out) == (0, "")
    page = report.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "data:image/webp;base64," in page


@pytest.mark.parametrize("format_", ["markdown", "sarif", "errorformat", "json"])
def test_check_prints_every_format(norland: Command, draft: Path, format_: str) -> None:
    answer = norland("check", draft, "--format", format_)
    assert "nomtip-2022" in answer.out


def test_a_settled_finding_is_folded_away_and_fails_nothing(litbase: Command, draft: Path) -> None:
    name = litbase("check", draft, "--json").json("check")["findings"][0]["id"]
    assert litbase("check", draft, "--settle", name, "a misprint", "--fail-on", "differs").code == 0
    answer = litbase("check", draft)
    assert "Settled" in answer.out
    assert "a misprint" in answer.out
    assert "draft:  slave" not in answer.out
    assert litbase("check", draft, "--unsettle", name, "--fail-on", "differs").code == 1


def test_kept_evidence_is_watched(litbase: Command, library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "faithful.md"
    draft.write_text('"A court can convict a trafficker, but only a wage can free a debtor" [@nomtip-2022, p. iii].\n')
    assert "kept 1 new passage in annotations/" in litbase("check", draft, "--keep").err
    assert "kept 0 new passages" in litbase("check", draft, "--keep").err
    assert "annotation" not in litbase("doctor").out
    (kept,) = (library / "annotations").glob("*.jsonld")
    kept.write_text(kept.read_text("utf-8").replace("free a debtor", "free a slave"), "utf-8")
    assert "no longer stand" in litbase("check", draft).err
    assert "no longer stand" in litbase("doctor").out


def test_kept_evidence_is_missed_where_its_file_was_changed(litbase: Command, library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "faithful.md"
    draft.write_text('"A court can convict a trafficker, but only a wage can free a debtor" [@nomtip-2022, p. iii].\n')
    litbase("check", draft, "--keep")
    (file,) = (library / "sources").glob("nomtip-2022.*")
    file.write_bytes(file.read_bytes() + b"\n")
    told = litbase("check", draft).err
    assert f"a passage kept of 'nomtip-2022': 'sources/{file.name}' is gone or was changed" in told


def test_settlement_of_a_changed_sentence_is_told(norland: Command, draft: Path) -> None:
    (finding, *_) = norland("check", draft, "--json").json("check")["findings"]
    norland("check", draft, "--settle", finding["id"], "a misprint")
    draft.write_text(draft.read_text("utf-8").replace(finding["claim"]["text"], "Now it says 7,777 crowns."), "utf-8")
    told = norland("check", draft)
    assert "settled for words that the draft no longer has: “" in told.err
    assert f"(a misprint) [{finding['id']}]" in told.err
    assert norland("check", draft, "--unsettle", finding["id"]).code == 0
    assert "no longer has" not in norland("check", draft).err


def test_an_evidence_pack_holds_all_that_is_needed(norland: Command, draft: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    assert norland("check", draft, "--pack", pack).code == 0
    with zipfile.ZipFile(pack) as archive:
        names = archive.namelist()
        assert {"README.txt", "report.html", "report.json", "sources.json", "cited.bib"} <= set(names)
        assert any(name.startswith("pages/nomtip-2022-p3-") for name in names)
        assert b"@report{nomtip-2022," in archive.read("cited.bib")


def test_a_passage_as_long_as_a_page_is_cut_in_the_terminal() -> None:
    assert _shortened("word " * 500).endswith("word …")
    assert len(_shortened("word " * 500)) <= 802
    assert _shortened("A short passage.") == "A short passage."
