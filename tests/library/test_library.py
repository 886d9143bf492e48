"""The public API on a small library."""

import shutil
from pathlib import Path

import pytest

from litbase.errors import EntryError, LibraryError, MissingLibrary, NoTextLayer, UnknownKey, UnsupportedSource
from litbase.library.library import Library
from litbase.model.record import Added, Refused


def bibliography(library: Library) -> str:
    return (library.folder / "library.bib").read_text("utf-8")


def test_a_library_is_found_from_a_folder_below_it(library: Library) -> None:
    below = library.folder / "a" / "b"
    below.mkdir(parents=True)
    with Library.find(below) as found:
        assert found.folder == library.folder


def test_a_folder_without_settings_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(MissingLibrary, match="no library at"):
        Library.find(tmp_path)
    with pytest.raises(MissingLibrary):
        Library.open(tmp_path)


def test_a_library_is_not_made_twice(library: Library) -> None:
    with pytest.raises(LibraryError, match="is a library already"):
        Library.init(library.folder)


def test_a_bibliography_that_is_there_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "library.bib").write_text("@book{quill2020,\n title={Debts at Sea}}\n")
    (tmp_path / "other.txt").write_text("mine")
    with Library.init(tmp_path) as library:
        assert library.keys() == ["quill2020"]
        assert library.search("debts").hits[0].key == "quill2020"


def test_a_file_is_added_with_its_pages_and_found(library: Library, files: Path) -> None:
    report = library.add([files / "notice.md"])
    (added,) = report.added
    assert report.refused == ()
    assert added.new
    assert (library.folder / added.file).read_bytes() == (files / "notice.md").read_bytes()
    assert library.entry(added.key).get("title") == "Notice of the Harbour Police"
    hit = library.search("recruiters convicted").hits[0]
    assert (hit.key, hit.sha256) == (added.key, added.sha256)


def test_the_same_bytes_twice_change_nothing(library: Library, files: Path) -> None:
    first = library.add([files]).added
    before = {path: path.read_bytes() for path in library.folder.glob("*") if path.is_file()}
    shutil.copy(files / "notice.md", files / "copy.md")
    again = library.add([files]).added
    assert [added.new for added in again] == [False, False, False]
    assert {added.key for added in again} == {added.key for added in first}
    assert {path: path.read_bytes() for path in library.folder.glob("*") if path.is_file()} == before


def test_the_same_bytes_twice_in_one_run_are_one_source(library: Library, files: Path) -> None:
    shutil.copy(files / "notice.md", files / "copy.md")
    report = library.add([files])
    assert sorted(added.new for added in report.added) == [False, True, True]
    assert len(library.keys()) == 2


def test_a_file_for_an_existing_entry_is_its_second_source(filled: Library, files: Path) -> None:
    before = bibliography(filled)
    (added,) = filled.add([files / "notice.md"], key="nomtip2022").added
    assert added.key == "nomtip2022"
    assert [file.file for file in filled.item("nomtip2022").files] == [
        "sources/nomtip2022.md",
        "sources/nomtip2022-2.md",
    ]
    assert bibliography(filled) == before


def test_entries_that_come_with_the_files_are_used(library: Library, files: Path) -> None:
    report = library.add([files], entries=files.parent / "own.bib")
    keys = {Path(added.file).name: added.key for added in report.added}
    assert keys["nomtip2022.md"] == "nomtip2022"
    assert library.entry("nomtip2022").get("date") == "2022"
    assert "quill2020" not in library


def test_what_cannot_be_read_is_refused_and_the_rest_goes_in(library: Library, files: Path) -> None:
    (files / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (files / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    results = list[Added | Refused]()
    report = library.add([files, "absent.pdf"], on_result=results.append)
    assert len(report.added) == 2
    assert {Path(refused.path).name for refused in report.refused} == {"broken.pdf", "image.png", "absent.pdf"}
    assert set(results) == {*report.added, *report.refused}
    kinds = {Path(refused.path).name: type(refused.error) for refused in report.refused}
    assert kinds["image.png"] in (UnsupportedSource, NoTextLayer)


def test_one_new_key_is_not_for_several_files(library: Library, files: Path) -> None:
    with pytest.raises(EntryError, match="2 files cannot all be"):
        library.add([files], key="new2022")
    assert library.keys() == []


def test_progress_ends_with_everything_read(library: Library, files: Path) -> None:
    seen = []
    library.add([files], progress=seen.append)
    assert (seen[-1].files, seen[-1].of_files, seen[-1].share) == (2, 2, 1.0)


def test_editing_leaves_every_other_byte(filled: Library) -> None:
    before = bibliography(filled)
    filled.edit("quill2020", {"title": "Debts at Sea & on Land", "isbn": "978-99999-0-022-5"})
    after = bibliography(filled)
    assert after.startswith(before[: before.index("Debts at Sea")])
    assert r"{Debts at Sea \& on Land}" in after
    filled.edit("quill2020", {"title": "Debts at Sea", "isbn": None})
    assert bibliography(filled) == before


def test_search_follows_an_edit(filled: Library) -> None:
    filled.search("debts")
    filled.edit("quill2020", {"title": "Fetters"})
    assert filled.search("fetters").hits[0].key == "quill2020"


def test_search_follows_a_change_made_by_hand(filled: Library) -> None:
    filled.search("debts")
    path = filled.folder / "library.bib"
    path.write_text(path.read_text("utf-8").replace("Debts at Sea", "Fetters"), encoding="utf-8")
    assert filled.search("fetters").hits[0].key == "quill2020"


def test_an_edit_of_an_unknown_key_changes_nothing(filled: Library) -> None:
    before, versions = bibliography(filled), filled.history()
    with pytest.raises(UnknownKey, match="quil2020"):
        filled.edit("quil2020", {"title": "x"})
    assert bibliography(filled) == before
    assert filled.history() == versions


def test_an_entry_is_edited_as_text_and_may_get_another_key(filled: Library) -> None:
    text = filled.entry_text("nomtip2022")
    filled.edit_text("nomtip2022", text.replace("nomtip2022", "office2022").replace("Annual", "Yearly"))
    assert "nomtip2022" not in filled
    assert filled.describe("office2022").title == "Yearly Report on Norland 2022"
    assert [source.file for source, _ in filled.pages("office2022")] == ["sources/office2022.md"]


@pytest.mark.parametrize("text", ["", "@book{a, title={x}} @book{b, title={y}}", "@book{a, title={x}"])
def test_a_text_that_is_not_one_entry_is_refused(filled: Library, text: str) -> None:
    before = bibliography(filled)
    with pytest.raises(EntryError):
        filled.edit_text("quill2020", text)
    assert bibliography(filled) == before


def test_tags_are_added_and_removed(filled: Library) -> None:
    assert filled.tag("nomtip2022", add=["law", "norland"], remove=["fisheries"]) == ("norland", "law")
    assert filled.entry("nomtip2022").get("keywords") == "norland, law"
    assert filled.tag("nomtip2022", remove=["norland", "law"]) == ()
    assert filled.entry("nomtip2022").get("keywords") is None
    with pytest.raises(EntryError, match="cannot be a tag"):
        filled.tag("nomtip2022", add=["a, b"])


def test_notes_gather_in_the_annotation(filled: Library) -> None:
    filled.note("quill2020", "Cites 40% of cases", page="12")
    filled.note("quill2020", "Compare 2019")
    assert filled.entry("quill2020").get("annotation") == "Cites 40\\% of cases (p. 12)\n\nCompare 2019"


def test_renaming_takes_files_and_pages_along(filled: Library) -> None:
    filled.rename("nomtip2022", "office2022")
    assert filled.keys() == ["office2022", "quill2020"]
    assert filled.source_path("office2022").name == "office2022.md"
    assert filled.search("victims").hits[0].key == "office2022"
    assert not (filled.folder / "sources" / "nomtip2022.md").exists()


def test_a_name_that_is_taken_is_refused_and_nothing_moves(filled: Library) -> None:
    before = bibliography(filled)
    with pytest.raises(EntryError):
        filled.rename("nomtip2022", "quill2020")
    with pytest.raises(EntryError):
        filled.rename("nomtip2022", "no key, this")
    assert bibliography(filled) == before
    assert filled.source_path("nomtip2022").exists()


def test_what_was_removed_comes_back_by_undo(filled: Library) -> None:
    before, pages = bibliography(filled), [page.text for _, pages in filled.pages("nomtip2022") for page in pages]
    assert filled.remove(["nomtip2022"]) == ("sources/nomtip2022.md",)
    assert filled.keys() == ["quill2020"]
    assert filled.search("victims").total == 0
    assert not (filled.folder / "sources" / "nomtip2022.md").exists()
    assert filled.undo().action == "remove nomtip2022"
    assert bibliography(filled) == before
    assert filled.search("victims").hits[0].key == "nomtip2022"
    assert [page.text for _, pages in filled.pages("nomtip2022") for page in pages] == pages


def test_redo_restores_the_change(filled: Library) -> None:
    filled.edit("quill2020", {"title": "Fetters"})
    changed = bibliography(filled)
    filled.undo()
    assert "Debts at Sea" in bibliography(filled)
    filled.redo()
    assert bibliography(filled) == changed


def test_undo_of_add_takes_file_and_entry_away_and_brings_them_back(filled: Library, files: Path) -> None:
    (added,) = filled.add([files / "notice.md"]).added
    filled.undo()
    assert added.key not in filled
    assert not (filled.folder / added.file).exists()
    filled.redo()
    assert (filled.folder / added.file).read_bytes() == (files / "notice.md").read_bytes()
    assert filled.search("recruiters").hits[0].key == added.key


def test_undo_of_rename_gives_the_files_their_names_back(filled: Library) -> None:
    filled.rename("nomtip2022", "office2022")
    filled.undo()
    assert filled.source_path("nomtip2022").name == "nomtip2022.md"
    assert [path.name for path in (filled.folder / "sources").iterdir()] == ["nomtip2022.md"]


def test_an_older_version_can_be_chosen(filled: Library) -> None:
    filled.edit("quill2020", {"title": "One"})
    filled.edit("quill2020", {"title": "Two"})
    older = filled.history()[1]
    filled.undo(to=older.number)
    assert "Debts at Sea" in bibliography(filled)


def test_with_nothing_to_undo_it_says_so(library: Library) -> None:
    with pytest.raises(LibraryError, match="nothing is kept"):
        library.undo()


def test_the_same_bibliography_twice_is_merged_without_a_change(filled: Library, files: Path) -> None:
    before = bibliography(filled)
    report = filled.import_bibliography(files.parent / "own.bib")
    assert (report.added, report.merged, report.refused) == ((), ("nomtip2022", "quill2020"), ())
    assert bibliography(filled) == before


@pytest.mark.parametrize(
    ("choice", "title", "isbn", "keys"),
    [
        ("keep", "Debts at Sea", None, 2),
        ("skip", "Debts at Sea", None, 2),
        ("merge", "Debts at Sea", "99", 2),  # only what was missing
        ("rename", "Debts at Sea", None, 3),
    ],
)
def test_another_entry_with_a_key_that_is_taken(
    filled: Library, tmp_path: Path, choice: str, title: str, isbn: str | None, keys: int
) -> None:
    other = tmp_path / "other.bib"
    other.write_text("@book{quill2020, title={Another}, isbn={99}}")
    report = filled.import_bibliography(other, on_duplicate=choice)  # type: ignore[arg-type]
    entry = filled.entry("quill2020")
    assert (entry.get("title"), entry.get("isbn"), len(filled.keys())) == (title, isbn, keys)
    assert bool(report.refused) is (choice == "keep")
    assert report.renamed == ({"quill2020": "quill2020-2"} if choice == "rename" else {})


def test_a_broken_record_is_refused_with_its_line(filled: Library, tmp_path: Path) -> None:
    other = tmp_path / "other.bib"
    other.write_text("@book{good, title={x}}\n\n@book{bad, title={x\n\n@book{good2, title={x}}\n")
    report = filled.import_bibliography(other)
    assert "good" in report.added
    assert [refused.line for refused in report.refused] == [3]


def test_attached_files_become_sources_when_asked_for(library: Library, files: Path) -> None:
    other = files / "attached.bib"
    other.write_text("@misc{notice2019, title={Notice}, file={:notice.md:Markdown}}")
    assert library.import_bibliography(other).sources.added == ()
    report = library.import_bibliography(other, files=True)
    assert [added.key for added in report.sources.added] == ["notice2019"]
    assert library.search("recruiters").hits[0].key == "notice2019"


def test_an_entry_is_shown_as_it_is_written(filled: Library) -> None:
    path = filled.folder / "library.bib"
    path.write_text("% mine\n@misc{ odd , title = {Odd}  }\n", encoding="utf-8")
    assert filled.entry_text("odd") == "@misc{ odd , title = {Odd}  }\n"


def test_the_whole_bibliography_is_exported_as_it_is(filled: Library) -> None:
    assert filled.export("biblatex") == bibliography(filled)
    assert filled.export("biblatex", ["quill2020"]).startswith("@book{quill2020,")
    assert '"id": "quill2020"' in filled.export("csl-json", ["quill2020"])
    with pytest.raises(UnknownKey):
        filled.export("csl-json", ["absent"])


@pytest.mark.parametrize(
    ("words", "filters", "found"),
    [
        ((), {}, ["nomtip2022", "quill2020"]),
        (("debts",), {}, ["quill2020"]),
        (("NORLAND", "2022"), {}, ["nomtip2022"]),  # any case, all of them, the year too
        (("debts", "norland"), {}, []),
        ((), {"tags": ["Fisheries"]}, ["nomtip2022"]),
        ((), {"types": ["book"]}, ["quill2020"]),
        ((), {"with_files": True}, ["nomtip2022"]),
        ((), {"with_files": False}, ["quill2020"]),
    ],
)
def test_entries_are_listed_by_what_they_say(
    filled: Library, words: tuple[str, ...], filters: dict[str, object], found: list[str]
) -> None:
    assert [each.key for each in filled.list_entries(words, **filters)] == found  # type: ignore[arg-type]


def test_an_item_has_its_files_and_tags(filled: Library) -> None:
    record = filled.item("nomtip2022")
    (file,) = record.files
    assert record.key == "nomtip2022"
    assert record.tags == ("fisheries", "norland")
    assert (file.file, file.ocr) == ("sources/nomtip2022.md", False)
    assert file.pages == len(list(filled.pages("nomtip2022")[0][1]))


def test_an_entry_without_a_file_has_no_pages_and_no_path(filled: Library) -> None:
    assert filled.pages("quill2020") == []
    with pytest.raises(LibraryError, match="has no source file"):
        filled.source_path("quill2020")
    with pytest.raises(UnknownKey):
        filled.pages("absent")


def test_what_to_look_in_must_be_known(filled: Library) -> None:
    with pytest.raises(UnknownKey):
        filled.search("victims", within=["absent"])
    assert filled.search("victims", within=["nomtip2022"]).total == 1


def test_after_the_derived_folder_was_deleted_everything_is_there_again(filled: Library) -> None:
    shutil.rmtree(filled.folder / ".litbase")
    seen = []
    assert filled.search("victims", progress=seen.append).hits[0].key == "nomtip2022"
    assert seen[-1].share == 1.0


def test_a_search_in_an_unchanged_library_makes_nothing_again(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.search("victims")
    monkeypatch.setattr("litbase.library.freshness.bring_up_to_date", None)
    with Library.open(filled.folder) as again:
        assert again.search("victims").total == 1


def test_rebuilding_gives_the_same_answers(filled: Library) -> None:
    before = filled.search("victims")
    report = filled.rebuild()
    assert report.refused == ()
    assert [added.key for added in report.added] == ["nomtip2022"]
    assert filled.search("victims") == before


def test_the_engine_can_be_changed(filled: Library) -> None:
    filled.search("victims")
    filled.configure("engine", "whoosh")
    assert filled.search("victims").hits[0].key == "nomtip2022"
    filled.configure("engine", None)
    assert filled.search("victims").hits[0].key == "nomtip2022"


def test_after_the_index_alone_was_deleted_all_of_it_is_there_again(filled: Library, files: Path) -> None:
    filled.close()
    shutil.rmtree(filled.folder / ".litbase" / "index")
    with Library.open(filled.folder) as library:
        library.add([files / "notice.md"])
        assert {hit.key for hit in library.search("norland").hits} >= {"nomtip2022"}
        assert library.search("victims").hits[0].page is not None
        assert library.search("debts").total == 2


def test_after_the_pages_alone_were_deleted_all_of_them_are_there_again(filled: Library) -> None:
    filled.close()
    for path in (filled.folder / ".litbase").glob("pages.sqlite3*"):
        path.unlink()
    with Library.open(filled.folder) as library:
        assert library.search("victims").hits[0].page is not None


def test_what_another_program_writes_during_an_add_is_kept_and_found(filled: Library, files: Path) -> None:
    path = filled.folder / "library.bib"

    def write_too(_: object) -> None:
        path.write_bytes(path.read_bytes() + b"\n@misc{meanwhile, title={Ferries}}\n")

    (added,) = filled.add([files / "notice.md"], on_result=write_too).added
    assert set(filled.keys()) == {"nomtip2022", "quill2020", "meanwhile", added.key}
    assert filled.search("ferries").hits[0].key == "meanwhile"
    assert filled.search("recruiters").hits[0].key == added.key


def test_documents_without_a_language_of_their_own_have_that_of_the_settings(filled: Library, files: Path) -> None:
    filled.configure("language", "fr")
    (files / "court.md").write_text("# Note\n\nChevaux.\n", encoding="utf-8")  # too short to tell its language
    (added,) = filled.add([files / "court.md"]).added
    assert filled.pages(added.key)[0][0].language is None
    assert added.key in {hit.key for hit in filled.search("cheval").hits}


def test_entries_without_a_key_are_imported_under_one_of_the_pattern(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "keyless.bib"
    other.write_text("@book{,\n  author = {Quill, Ada},\n  title = {Debts at Sea},\n  date = {2020},\n}\n", "utf-8")
    report = library.import_bibliography(other)
    assert (report.added, report.refused) == (("Quill2020",), ())


def test_undo_goes_further_back_each_time_and_redo_forward_again(filled: Library) -> None:
    first = filled.export("biblatex")
    filled.tag("nomtip2022", add=["one"])
    second = filled.export("biblatex")
    filled.tag("nomtip2022", add=["two"])
    third = filled.export("biblatex")
    states = []
    for step in (filled.undo, filled.undo, filled.redo, filled.redo, filled.undo):
        step()
        states.append(filled.export("biblatex"))
    assert states == [second, first, second, third, second]


def test_a_new_change_leaves_nothing_to_do_again(filled: Library) -> None:
    filled.tag("nomtip2022", add=["one"])
    filled.undo()
    filled.tag("nomtip2022", add=["two"])
    with pytest.raises(LibraryError, match="nothing was taken back"):
        filled.redo()


@pytest.mark.parametrize("key", ["-x", "two words", ""])
def test_a_key_that_a_command_line_would_misread_is_refused(filled: Library, key: str) -> None:
    with pytest.raises(EntryError):
        filled.rename("quill2020", key)
    assert "quill2020" in filled


def test_a_year_beside_a_date_is_not_set_in_silence(filled: Library) -> None:
    with pytest.raises(EntryError, match="has a date"):
        filled.edit("quill2020", {"year": "1999"})
    assert filled.edit("quill2020", {"date": None, "year": "1999"}).get("year") == "1999"


def test_a_file_whose_entry_is_gone_is_given_to_another(filled: Library) -> None:
    bibliography = filled.folder / "library.bib"
    text = bibliography.read_text("utf-8").replace("{nomtip2022,", "{other2022,").replace("Annual Report", "A Report")
    bibliography.write_text(text, "utf-8")
    (added,) = filled.add([filled.folder / "sources" / "nomtip2022.md"], key="other2022").added
    assert (added.key, added.file) == ("other2022", "sources/other2022.md")
    assert filled.search("victims").hits[0].key == "other2022"
