"""init, add, import, edit, tag, note, rename, remove, undo, export, config, doctor, rebuild."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]  # gives code, out, err, and json(shape): see conftest.py

NOTE = "# Visit to Breck harbour\n\nThe registers of the harbour police begin in 1961.\n"
OWN = "@book{quill2020,\n  author = {Quill, Ada},\n  title = {Debts at Sea},\n  date = {2020},\n}\n"


def test_a_library_is_made_once(anywhere: Command, tmp_path: Path) -> None:
    first, second = anywhere("init", tmp_path / "new"), anywhere("init", tmp_path / "new")
    assert (first.code, second.code) == (0, 3)
    assert (tmp_path / "new" / "litbase.toml").is_file()


def test_without_a_library_the_way_to_one_is_shown(
    anywhere: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = anywhere("list")
    assert (answer.code, answer.out) == (3, "")
    assert "hint: make one here: litbase init" in answer.err


def test_the_variable_and_the_parent_folder_name_the_library(
    library: Path, anywhere: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library / "sources")
    assert anywhere("list", "quill").code == 0
    monkeypatch.chdir(library.parent)
    monkeypatch.setenv("LITBASE_LIBRARY", str(library))
    assert anywhere("list", "quill").out.startswith("quill-inkwell-2022")
    assert anywhere("list", "--library", library, "quill").out.startswith("quill-inkwell-2022")


def test_an_empty_library_says_what_comes_next(anywhere: Command, tmp_path: Path) -> None:
    anywhere("init", tmp_path / "new")
    assert "litbase add" in anywhere("--library", tmp_path / "new", "list").err
    assert anywhere("--library", tmp_path / "new", "search", "debt").code == 1
    finding = anywhere("--library", tmp_path / "new", "trace", "Norland freed 12 people.", "--json").json("trace")
    assert finding["verdict"] in ("not-found", "to-read", "unchecked")


def test_adding_goes_on_after_a_bad_file_and_says_why(litbase: Command, tmp_path: Path) -> None:
    (tmp_path / "visit.md").write_text(NOTE, "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    answer = litbase("add", tmp_path / "visit.md", tmp_path / "broken.pdf")
    assert answer.code == 1
    assert "Visit to Breck harbour" in answer.out
    assert "broken.pdf" in answer.err
    assert "1 file added with 1 page, 1 refused" in answer.err


def test_adding_the_same_bytes_again_changes_nothing(litbase: Command, library: Path, tmp_path: Path) -> None:
    (tmp_path / "visit.md").write_text(NOTE, "utf-8")
    first = litbase("add", tmp_path / "visit.md", "--json").json("add")["added"][0]
    bibliography = (library / "library.bib").read_bytes()
    second = litbase("add", tmp_path / "visit.md", "--json").json("add")["added"][0]
    assert (first["new"], second["new"]) == (True, False)
    assert first["guessed"]["title"]["value"] == "Visit to Breck harbour"
    assert (library / "library.bib").read_bytes() == bibliography


def test_nothing_at_all_added_is_a_failure(litbase: Command, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    answer = litbase("add", tmp_path / "broken.pdf", tmp_path / "absent.pdf", "--json")
    assert answer.code == 3
    refused = answer.json("add")["refused"]
    assert {Path(each["path"]).name for each in refused} == {"broken.pdf", "absent.pdf"}
    assert all(each["message"] for each in refused)


def test_a_new_file_for_an_entry_becomes_its_second_source(litbase: Command, tmp_path: Path) -> None:
    (tmp_path / "visit.md").write_text(NOTE, "utf-8")
    assert litbase("add", tmp_path / "visit.md", "--key", "archive-note-2023").code == 0
    files = litbase("show", "archive-note-2023", "--json").json("item")["litbase"]["files"]
    assert [file["file"] for file in files] == ["sources/archive-note-2023.md", "sources/archive-note-2023-2.md"]


def test_importing_twice_merges(litbase: Command, tmp_path: Path) -> None:
    (tmp_path / "own.bib").write_text(OWN, "utf-8")
    first = litbase("import", tmp_path / "own.bib", "--json").json("import")
    second = litbase("import", tmp_path / "own.bib", "--json").json("import")
    assert [each["key"] for each in first["added"]] == ["quill2020"]
    assert [each["key"] for each in second["merged"]] == ["quill2020"]


def test_a_field_is_set_and_taken_out(litbase: Command) -> None:
    assert litbase("edit", "rfli-2022", "date=2023-10", "number=").code == 0
    shown = litbase("show", "rfli-2022").out
    assert "date = {2023-10}" in shown
    assert "number" not in shown


def test_editing_without_changes_needs_field_and_value(litbase: Command) -> None:
    assert litbase("edit", "rfli-2022", "date").code == 2


def test_an_entry_is_edited_in_the_editor(litbase: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nsed -i "s/Regional Forced/National Forced/" "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setenv("EDITOR", str(script))
    assert litbase("edit", "rfli-2022").code == 0
    assert "National Forced Labour Index 2022" in litbase("list", "rfli-2022").out


def test_tags_come_and_go(litbase: Command) -> None:
    assert litbase("tag", "rfli-2022", "to read", "-sample").out.splitlines() == ["prevalence", "to read"]


def test_a_note_keeps_its_page(litbase: Command) -> None:
    litbase("note", "rfli-2022", "The method changed.", "-p", "4")
    assert litbase("note", "rfli-2022").out == "The method changed. (p. 4)\n"


def test_renaming_moves_entry_and_file(litbase: Command, library: Path) -> None:
    assert litbase("rename", "rfli-2022", "index22").code == 0
    assert (library / "sources" / "index22.pdf").is_file()
    assert litbase("search", "prevalence", "--in", "index22").code == 0


def test_removing_is_undone_with_the_file(litbase: Command, library: Path) -> None:
    before = (library / "library.bib").read_bytes()
    assert litbase("remove", "rfli-2022", "--yes").code == 0
    assert not (library / "sources" / "rfli-2022.pdf").exists()
    assert litbase("undo").code == 0
    assert (library / "sources" / "rfli-2022.pdf").is_file()
    assert (library / "library.bib").read_bytes() == before
    assert litbase("pages", "rfli-2022").code == 0


def test_removing_an_unknown_key_removes_nothing(litbase: Command, library: Path) -> None:
    before = (library / "library.bib").read_bytes()
    assert litbase("remove", "rfli-2022", "nobody-1999", "--yes").code == 3
    assert (library / "library.bib").read_bytes() == before


def test_export_gives_the_file_as_it_is_and_items(litbase: Command, library: Path, tmp_path: Path) -> None:
    assert litbase("export").out.encode() == (library / "library.bib").read_bytes()
    assert litbase("export", "rfli-2022", "--format", "csl-json", "-o", tmp_path / "one.json").code == 0
    (item,) = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert (item["id"], item["issued"]) == ("rfli-2022", {"date-parts": [[2022, 10]]})


def test_settings_are_shown_and_changed(litbase: Command) -> None:
    assert litbase("config", "style", "chicago-author-date").code == 0
    assert litbase("config", "style").out == "chicago-author-date\n"
    assert litbase("config", "colour", "red").code == 3


def test_the_engine_in_force_is_shown_whether_set_or_not(litbase: Command) -> None:
    assert "engine = (not set: tantivy)" in litbase("config").out.splitlines()
    assert litbase("config", "engine").out == "tantivy\n"
    assert litbase("config", "engine", "whoosh").code == 0
    assert "engine = whoosh" in litbase("config").out.splitlines()
    assert "language = (not set)" in litbase("config").out.splitlines()


def test_doctor_names_a_source_that_is_gone(litbase: Command, library: Path) -> None:
    assert litbase("doctor", "--json").code == 0
    (library / "sources" / "rfli-2022.pdf").unlink()
    answer = litbase("doctor", "--json")
    assert answer.code == 1
    problems = answer.json("doctor")["problems"]
    assert any(each["key"] == "rfli-2022" and each["severity"] == "error" for each in problems)


def test_a_deleted_folder_of_derived_files_is_made_again(litbase: Command, library: Path) -> None:
    import shutil

    shutil.rmtree(library / ".litbase")
    assert litbase("search", "motto").out.startswith("nomtip-2022, p. iii")
    assert litbase("rebuild").code == 0


def test_the_catalog_fills_a_library(litbase: Command) -> None:
    assert litbase("catalog", "add", "usdos-tip-2022").code == 0
    assert litbase("list", "trafficking", "2022", "state").code == 0
    unknown = litbase("catalog", "add", "no-such-report")
    assert unknown.code == 3
    assert "litbase catalog WORDS" in unknown.err
    assert litbase("catalog", "add").code == 2


def test_what_is_neither_address_nor_key_nor_report_is_said(litbase: Command) -> None:
    answer = litbase("fetch", "qqqq")
    assert answer.code == 3
    assert "'qqqq' is no address, no key of this library and no report of the catalog" in answer.err


def test_an_editor_that_fails_is_one_sentence(litbase: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "false")
    answer = litbase("edit", "rfli-2022")
    assert answer.code == 3
    assert answer.err.startswith("litbase: ")


@pytest.mark.parametrize(("words", "near"), [(["serch", "x"], "search"), (["lst"], "list")])
def test_a_mistyped_command_is_offered_rightly(anywhere: Command, words: list[str], near: str) -> None:
    answer = anywhere(*words)
    assert answer.code == 2
    assert near in answer.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_is_taught(anywhere: Command, shell: str) -> None:
    assert "_LITBASE_COMPLETE" in anywhere("completion", shell).out


def test_the_demo_shows_each_kind_of_finding(anywhere: Command, tmp_path: Path) -> None:
    answer = anywhere("demo", tmp_path / "demo-library")
    assert answer.code == 0
    for words in ("fictional", "p. iii", "verified", "differs", "not found"):
        assert words in answer.out
