"""How long earlier states are kept, and what becomes of files that no kept state speaks of."""

from litbase.library import history
from litbase.library.library import Library


def test_the_latest_states_are_kept_and_the_oldest_go(filled: Library) -> None:
    for number in range(history.KEPT + 3):
        filled.edit("quill2020", {"note": str(number)})
    kept = filled.history()
    assert len(kept) == history.KEPT
    assert [version.number for version in kept] == sorted((version.number for version in kept), reverse=True)
    assert kept[0].action == "edit quill2020"


def test_a_removed_file_waits_as_long_as_a_kept_state_has_it(filled: Library) -> None:
    filled.remove(["nomtip2022"])
    trash = filled.folder / ".litbase" / "history" / "trash"
    assert len(list(trash.iterdir())) == 1
    for number in range(history.KEPT - 1):
        filled.edit("quill2020", {"note": str(number)})
    assert len(list(trash.iterdir())) == 1
    filled.edit("quill2020", {"note": "last"})
    assert list(trash.iterdir()) == []


def test_a_change_that_changes_nothing_is_not_kept(filled: Library) -> None:
    before = filled.history()
    title = filled.entry("quill2020").get("title")
    filled.edit("quill2020", {"title": title})
    filled.tag("quill2020", remove=["absent"])
    filled.catalog_add([])
    assert filled.history() == before


def test_what_a_killed_process_left_of_a_version_does_not_count(filled: Library) -> None:
    before = filled.history()
    (filled.folder / ".litbase" / "history" / "000999").mkdir(parents=True)
    assert filled.history() == before
    assert "leftover-file" in {problem.check for problem in filled.doctor()}
    filled.doctor(fix=True)
    assert "leftover-file" not in {problem.check for problem in filled.doctor()}
