"""Writing: what is seen when, and what a crash, a stranger or a second writer can do."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from litbase.errors import LibraryError, SettingsError
from litbase.model.entry import Description
from litbase.search.index import Index, LockedIndex, StaleIndex, open_index
from litbase.sources.page_store import PageStore

from .conftest import fill, page_of, put, sha_of


def test_an_index_never_written_is_not_current(empty: Index) -> None:
    assert not empty.is_current
    with pytest.raises(StaleIndex) as caught:
        empty.search("marriage")
    assert isinstance(caught.value, LibraryError)


def test_an_unknown_engine_is_refused(store: PageStore, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        open_index(tmp_path / "index", engine="lucene", pages=store)


def test_sources_can_be_added_replaced_and_removed(empty: Index, store: PageStore) -> None:
    fill(empty, store)
    assert empty.search("bondage").total == 1
    with empty.writing() as writer:
        writer.put_source(sha_of("norland-2021"), "en", [page_of(1, "A new text.")])
    assert empty.search("bondage").total == 0
    with empty.writing() as writer:
        writer.remove_source(sha_of("inquiry-2014"))
    assert empty.search("brides").total == 0
    assert sha_of("inquiry-2014") in empty.missing_sources()


def test_describing_an_entry_anew_changes_its_hits_and_no_page(empty: Index, store: PageStore) -> None:
    fill(empty, store)
    with empty.writing() as writer:
        writer.remove_entry("inquiry-2014")
        writer.put_entry(Description("inquiry-2015", "report", "Findings", ("Board",), "2015"))
    with store.writing():
        store.move(sha_of("inquiry-2014"), key="inquiry-2015", file="sources/inquiry-2015.pdf")
    (hit,) = empty.search("author:board sold").hits
    assert (hit.key, hit.year, hit.file) == ("inquiry-2015", "2015", "sources/inquiry-2015.pdf")
    assert empty.search("year:2014 sold").total == 0


def test_a_block_that_raises_changes_nothing(empty: Index, store: PageStore) -> None:
    fill(empty, store)
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(empty)
    assert empty.search("unheard").total == 0
    with empty.writing() as writer:  # and the next one may write
        writer.remove_entry("other")


def _write_and_fail(index: Index) -> None:
    with index.writing() as writer:
        writer.put_source(sha_of("other"), "en", [page_of(1, "Unheard of.")])
        writer.put_entry(Description("other", "book", "Unheard of"))
        raise ZeroDivisionError


def test_clearing_empties_the_index(empty: Index, store: PageStore) -> None:
    fill(empty, store)
    with empty.writing() as writer:
        writer.clear()
    assert empty.is_current
    assert empty.search("marriage OR norland").total == 0


def test_clearing_and_filling_again_is_one_change(empty: Index, store: PageStore) -> None:
    fill(empty, store)
    with empty.writing() as writer:
        writer.clear()
        writer.put_source(sha_of("aide-2019"), "fr", [page_of(1, "Traite.")])
    assert (empty.search("traite").total, empty.search("marriage").total) == (1, 0)


def test_a_second_writer_gets_a_clear_error(empty: Index, store: PageStore, tmp_path: Path, engine: str) -> None:
    fill(empty, store)
    other = open_index(tmp_path / "index", engine=engine, pages=store)
    with empty.writing(), pytest.raises(LockedIndex, match="another process"), other.writing():
        pass
    other.close()


def test_a_reader_sees_the_old_or_the_new(empty: Index, store: PageStore, tmp_path: Path, engine: str) -> None:
    fill(empty, store)
    reader = open_index(tmp_path / "index", engine=engine, pages=store)
    with empty.writing() as writer:
        writer.put_source(sha_of("inquiry-2014"), "en", [page_of(1, "Nothing is left.")])
        assert reader.search("brides").total == 1
    assert reader.search("brides").total == 0
    reader.close()


def test_another_engine_needs_the_index_anew(empty: Index, store: PageStore, tmp_path: Path, engine: str) -> None:
    fill(empty, store)
    other = open_index(tmp_path / "index", engine="whoosh" if engine == "tantivy" else "tantivy", pages=store)
    assert not other.is_current
    fill(other, store)
    assert other.search("bondage").total == 1
    other.close()


@pytest.mark.parametrize("damage", ["engine", "truncated", "entries", "segments"])
def test_a_damaged_index_is_made_anew(empty: Index, store: PageStore, tmp_path: Path, engine: str, damage: str) -> None:
    fill(empty, store)
    empty.close()
    if damage == "engine":
        for folder in (tmp_path / "index" / engine, tmp_path / "cache"):
            shutil.rmtree(folder, ignore_errors=True)
    elif damage == "entries":
        (tmp_path / "index" / "entries.sqlite3").write_bytes(b"no database" * 500)
    elif damage == "segments":
        for path in [*(tmp_path / "index" / engine).glob("*.*"), *(tmp_path / "cache").rglob("*.seg")]:
            if path.suffix != ".json" and path.suffix != ".token":
                path.unlink()
    else:
        for path in [*(tmp_path / "index" / engine).rglob("meta.json"), *(tmp_path / "cache").rglob("*.toc")]:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = open_index(tmp_path / "index", engine=engine, pages=store)
    assert not again.is_current
    fill(again, store)
    assert again.search("bondage").total == 1
    again.close()


def test_an_index_of_another_version_is_made_anew(
    empty: Index, store: PageStore, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty, store)
    monkeypatch.setattr("litbase.search.index.ANALYSIS_VERSION", 999)
    again = open_index(tmp_path / "index", engine=engine, pages=store)
    assert not again.is_current
    again.close()


class _Trap:
    """Unpickling this makes a file: nothing that came with a folder may be unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (Path(self.path),))


@pytest.mark.parametrize("engine", ["whoosh"], indirect=True)
def test_an_index_that_came_with_a_folder_is_never_unpickled(
    empty: Index, store: PageStore, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pickle

    fill(empty, store)
    empty.close()
    foreign = tmp_path / "foreign"
    shutil.copytree(tmp_path / "index", foreign)
    trap = tmp_path / "sprung"
    for name in ("whoosh", "whoosh/whoosh"):
        for home in (tmp_path / "cache").glob("whoosh/*"):
            shutil.copytree(home, foreign / name, dirs_exist_ok=True)
        for path in (foreign / name).glob("*"):
            if path.is_file() and path.suffix != ".token":
                path.write_bytes(pickle.dumps(_Trap(str(trap))))
    index = open_index(foreign, engine=engine, pages=store)
    assert not index.is_current
    fill(index, store)
    assert index.search("bondage").total == 1
    assert not trap.exists()
    index.close()


_WRITE_FOREVER = """
import sys
from pathlib import Path
from litbase.model.page import Page
from litbase.search.index import open_index
from litbase.sources.page_store import PageStore
folder, engine = Path(sys.argv[1]), sys.argv[2]
index = open_index(folder / "index", engine=engine, pages=PageStore(folder / "pages.sqlite3"))
print("ready", flush=True)
for turn in range(100000):
    with index.writing() as writer:
        for source in range(3):
            pages = [Page(n, None, f"turn {turn} shared") for n in range(1, 4)]
            writer.put_source(f"{source}".ljust(64, "a"), "en", pages)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_writer_killed_at_any_moment_leaves_an_index_that_opens(
    store: PageStore, tmp_path: Path, engine: str
) -> None:
    for after in (0.02, 0.05, 0.11, 0.17):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITE_FOREVER, str(tmp_path), engine], stdout=subprocess.PIPE, env={**os.environ}
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
        index = open_index(tmp_path / "index", engine=engine, pages=store)
        if index.is_current:
            assert index.search("shared", limit=1).total in (0, 9)  # nothing yet, or all three sources whole
        with index.writing() as writer:
            writer.put_source("9" * 64, "en", [page_of(1, "afterwards")])
        index.close()


def test_one_source_more_is_put_into_a_library(empty: Index, store: PageStore) -> None:
    put(empty, store, "aide-2019")
    put(empty, store, "torgovlya-2015")
    assert empty.search("traite").total == 1
    assert empty.search("торговля").total == 1


def test_many_additions_do_not_leave_as_many_segments(store: PageStore, tmp_path: Path) -> None:
    index = open_index(tmp_path / "many", engine="tantivy", pages=store)
    for number in range(20):
        with index.writing() as writer:
            writer.put_source(sha_of(f"circular-{number}"), "en", [page_of(1, f"Circular {number} on brick kilns.")])
    assert len(list((tmp_path / "many" / "tantivy").glob("*.idx"))) < 10
    index.close()
