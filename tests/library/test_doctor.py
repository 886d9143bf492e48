"""What doctor names, and what it mends."""

from pathlib import Path

import pytest

from litbase.library.library import Library
from litbase.library.locking import WritingLock
from litbase.model.entry import Problem, Severity


def checks(library: Library) -> set[str]:
    return {problem.check for problem in library.doctor()}


@pytest.fixture
def sound(filled: Library) -> Library:
    filled.edit("quill2020", {"note": "read"})
    filled.search("victims")
    assert checks(filled) == set()
    return filled


def test_an_impossible_date_is_named(sound: Library) -> None:
    sound.edit("quill2020", {"date": "2020-13-45"})
    assert "impossible-date" in checks(sound)


def test_a_missing_source_is_named(sound: Library) -> None:
    sound.source_path("nomtip2022").unlink()
    (problem,) = [problem for problem in sound.doctor() if problem.check == "missing-source"]
    assert (problem.severity, problem.key, problem.file) == (Severity.ERROR, "nomtip2022", "sources/nomtip2022.md")


def test_a_changed_source_is_named_and_never_read_for_the_old_one(sound: Library) -> None:
    path = sound.source_path("nomtip2022")
    path.write_text("something else entirely")
    assert "changed-source" in checks(sound)
    sound.rebuild()
    assert sound.search("entirely").total == 0
    assert "unread-source" in checks(sound)


def test_a_source_without_an_entry_is_named_and_gets_one(sound: Library) -> None:
    bibliography = sound.folder / "library.bib"
    text = bibliography.read_text("utf-8")
    bibliography.write_text("% kept by hand\n" + text[text.index("@book") :], encoding="utf-8")
    assert "source-without-entry" in checks(sound)
    fixed = list[Problem]()
    sound.doctor(fix=True, on_fixed=fixed.append)
    assert "source-without-entry" in {problem.check for problem in fixed}
    assert sound.entry("nomtip2022").get("title") == "Annual Report on Norland 2022"
    assert sound.search("victims").hits[0].key == "nomtip2022"


def test_what_interrupted_writing_left_is_named_and_deleted(sound: Library) -> None:
    left = [sound.folder / ".library.bib.x1y2.part", sound.folder / "sources" / ".z.part"]
    for path in left:
        path.write_text("half")
    assert "leftover-file" in checks(sound)
    sound.doctor(fix=True)
    assert not any(path.exists() for path in left)
    assert checks(sound) == set()


def test_a_second_copy_of_a_source_is_deleted_but_no_file_that_is_the_only_one(sound: Library) -> None:
    source = sound.source_path("nomtip2022")
    copy, other = source.with_name("copy.md"), source.with_name("other.md")
    copy.write_bytes(source.read_bytes())
    other.write_bytes(b"only here")
    assert "orphan-source" in checks(sound)
    sound.doctor(fix=True)
    assert not copy.exists()
    assert other.exists()
    assert "orphan-source" in checks(sound)


def test_pages_that_could_not_be_read_in_full_are_named(sound: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (source,) = sound._parts.pages.sources("nomtip2022")
    monkeypatch.setattr(sound._parts.pages, "problems", lambda: iter([(source.sha256, 2, "cut short")]))
    (problem,) = sound.doctor()
    assert problem.message == "file p. 2 of 'sources/nomtip2022.md' could not be read in full: cut short"


def test_an_organisation_is_put_in_braces_and_undo_takes_them_away(sound: Library) -> None:
    sound.edit("quill2020", {"author": "Quill, Ada and Norland Fisheries Council"})
    assert "unbraced-organisation" in checks(sound)
    sound.doctor(fix=True)
    assert sound.entry("quill2020").get("author") == "Quill, Ada and {Norland Fisheries Council}"
    assert checks(sound) == set()
    assert sound.undo().action == "doctor --fix"
    assert sound.entry("quill2020").get("author") == "Quill, Ada and Norland Fisheries Council"


def test_a_run_that_was_killed_is_named_until_the_next_one(sound: Library) -> None:
    lock = sound.folder / ".litbase" / "writing.lock"
    lock.write_text('{"pid": 4194304, "host": "h", "action": "add", "since": 0}')
    (problem,) = [problem for problem in sound.doctor() if problem.check == "interrupted-run"]
    assert "'add' (process 4194304)" in problem.message
    sound.edit("quill2020", {"note": "again"})
    assert checks(sound) == set()


def test_a_run_that_is_still_going_is_not_called_interrupted(sound: Library) -> None:
    with WritingLock(sound.folder / ".litbase" / "writing.lock").hold("add", patience=0):
        assert "interrupted-run" not in checks(sound)


def test_a_stale_index_is_named(sound: Library) -> None:
    path = sound.folder / "library.bib"
    path.write_bytes(path.read_bytes() + b"\n@misc{new, title={New}}\n")
    assert "stale-index" in checks(sound)
    sound.doctor(fix=True)
    assert "stale-index" not in checks(sound)
    assert sound.search("new").hits[0].key == "new"


def test_the_worst_problems_come_first(sound: Library) -> None:
    sound.source_path("nomtip2022").unlink()
    (sound.folder / ".library.bib.x.part").write_text("half")
    severities = [problem.severity for problem in sound.doctor()]
    assert severities == sorted(severities, key=list(Severity).index)


def test_doctor_works_while_another_writes(sound: Library, files: Path) -> None:
    with WritingLock(sound.folder / ".litbase" / "writing.lock").hold("add", patience=0):
        path = sound.folder / "library.bib"
        path.write_bytes(path.read_bytes() + b"\n@misc{new, title={New}}\n")
        assert "stale-index" in checks(sound)
        assert sound.search("victims").total == 1  # the old state is good enough


def test_a_key_changed_by_hand_keeps_its_file(sound: Library) -> None:
    record = next(iter(sound.items()))
    bibliography = sound.folder / "library.bib"
    sound.tag(record.key, add=["kept once"])
    bibliography.write_text(bibliography.read_text("utf-8").replace(f"{{{record.key},", "{by-hand,"), "utf-8")
    keys = sound.keys()
    sound.doctor(fix=True)
    assert sound.keys() == keys
    assert [file.sha256 for file in sound.item("by-hand").files] == [file.sha256 for file in record.files]
