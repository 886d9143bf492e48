import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.errors import LibraryError, SourceError
from litbase.model.page import SourceFile
from litbase.sources.file_names import folded, free_name, safe_stem
from litbase.sources.store import SourceStore

PDF, HTML = "application/pdf", "text/html"


def put(store: SourceStore, folder: Path, key: str, content: bytes, media_type: str = PDF) -> SourceFile:
    original = folder / "incoming.bin"
    original.write_bytes(content)
    return store.add(original, key=key, media_type=media_type, sha256=hashlib.sha256(content).hexdigest())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    library.mkdir()
    return library


@pytest.fixture
def store(folder: Path) -> SourceStore:
    return SourceStore(folder)


def test_a_file_is_copied_under_its_key_and_recorded(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    record = put(store, tmp_path, "norland2021", b"%PDF-1.7 fictional")
    assert (folder / "sources" / "norland2021.pdf").read_bytes() == b"%PDF-1.7 fictional"
    assert (record.key, record.path, record.bytes) == ("norland2021", "sources/norland2021.pdf", 18)
    assert SourceStore(folder).records() == (record,)


def test_a_second_source_gets_a_number_whatever_its_kind(store: SourceStore, tmp_path: Path) -> None:
    put(store, tmp_path, "norland2021", b"one")
    put(store, tmp_path, "norland2021", b"two", HTML)
    put(store, tmp_path, "norland2021", b"three")
    assert [record.path for record in store.for_key("norland2021")] == [
        "sources/norland2021.pdf",
        "sources/norland2021-2.html",
        "sources/norland2021-3.pdf",
    ]


def test_the_same_bytes_again_change_nothing(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    first = put(store, tmp_path, "a", b"same")
    lock = (folder / "sources.lock").read_bytes()
    assert put(store, tmp_path, "b", b"same") == first
    assert (folder / "sources.lock").read_bytes() == lock
    assert store.by_sha256(first.sha256) == first


def test_where_a_file_came_from_is_kept(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    original = tmp_path / "x"
    original.write_bytes(b"x")
    store.add(
        original,
        key="a",
        media_type=PDF,
        sha256=hashlib.sha256(b"x").hexdigest(),
        url="https://norland.example/report",
        retrieved="2022-05-01T10:00:00Z",
        archived="https://archive.example/1",
    )
    (record,) = SourceStore(folder).records()
    assert (record.url, record.retrieved) == ("https://norland.example/report", "2022-05-01T10:00:00Z")
    assert record.archived == "https://archive.example/1"


def test_bytes_that_differ_from_their_fingerprint_are_refused(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    original = tmp_path / "x"
    original.write_bytes(b"changed meanwhile")
    with pytest.raises(SourceError, match="changed while"):
        store.add(original, key="a", media_type=PDF, sha256="0" * 64)
    assert list((folder / "sources").iterdir()) == []
    assert store.records() == ()


def test_renaming_moves_files_and_recognised_text(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    record = put(store, tmp_path, "old", b"scan")
    put(store, tmp_path, "other", b"other")
    store.ocr_path(record).write_bytes(b"recognised")
    (moved,) = store.rename("old", "new")
    assert (moved.key, moved.path) == ("new", "sources/new.pdf")
    names = sorted(path.name for path in (folder / "sources").iterdir())
    assert names == ["new.ocr.pdf", "new.pdf", "other.pdf"]
    assert list(store.verify(thorough=True)) == []


def test_renaming_onto_a_key_with_files_numbers_them(store: SourceStore, tmp_path: Path) -> None:
    put(store, tmp_path, "a", b"1")
    put(store, tmp_path, "b", b"2")
    assert [record.path for record in store.rename("a", "b")] == ["sources/b-2.pdf"]
    assert len(store.for_key("b")) == 2


def test_removing_returns_and_deletes(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    record = put(store, tmp_path, "a", b"1")
    store.ocr_path(record).write_bytes(b"recognised")
    assert store.remove("a") == (record,)
    assert store.records() == ()
    assert list((folder / "sources").iterdir()) == []
    assert store.remove("a") == ()


def test_records_written_by_another_process_are_seen(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    assert store.records() == ()
    put(SourceStore(folder), tmp_path, "a", b"1")
    assert len(store.records()) == 1


def test_a_broken_record_is_named_by_its_line(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    put(store, tmp_path, "a", b"1")
    with (folder / "sources.lock").open("a") as lock:
        lock.write('{"key": "b"}\n')
    with pytest.raises(LibraryError, match=r"line 2 of sources\.lock"):
        store.records()
    assert [problem.check for problem in store.verify()] == ["source-records"]


@pytest.mark.parametrize("path", ["../outside.pdf", "/etc/passwd", "sources/../../x.pdf"])
def test_a_record_cannot_point_outside_the_library(path: str, store: SourceStore, folder: Path) -> None:
    line = f'{{"key": "a", "path": "{path}", "sha256": "0", "bytes": 1, "media_type": "{PDF}"}}\n'
    (folder / "sources.lock").write_text(line)
    with pytest.raises(LibraryError):
        store.records()


def test_a_missing_file_is_named(store: SourceStore, tmp_path: Path) -> None:
    store.path(put(store, tmp_path, "a", b"1")).unlink()
    (problem,) = store.verify()
    assert (problem.check, problem.key, problem.file) == ("missing-source", "a", "sources/a.pdf")


def test_adding_the_bytes_of_a_missing_file_puts_it_back(store: SourceStore, tmp_path: Path) -> None:
    record = put(store, tmp_path, "a", b"1")
    store.path(record).unlink()
    assert put(store, tmp_path, "a", b"1") == record
    assert list(store.verify()) == []


def test_changed_bytes_are_noticed_at_once(store: SourceStore, tmp_path: Path) -> None:
    longer, touched = put(store, tmp_path, "a", b"1"), put(store, tmp_path, "b", b"2")
    store.path(longer).write_bytes(b"longer")
    store.path(touched).write_bytes(b"x")
    later = (store.path(touched).stat().st_mtime_ns // 10**9) + 60
    os.utime(store.path(touched), (later, later))
    assert [problem.check for problem in store.verify()] == ["changed-source"] * 2


def test_changed_bytes_of_the_same_age_are_noticed_when_thorough(store: SourceStore, tmp_path: Path) -> None:
    path = store.path(put(store, tmp_path, "a", b"1"))
    path.write_bytes(b"x")
    os.utime(path, (0, 0))
    assert list(store.verify()) == []
    assert [problem.check for problem in store.verify(thorough=True)] == ["changed-source"]


def test_what_a_crash_leaves_is_named(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    put(store, tmp_path, "a", b"1")
    (folder / "sources" / "orphan.pdf").write_bytes(b"no record")
    (folder / "sources" / ".abc.part").write_bytes(b"half")
    assert sorted((problem.check, problem.file) for problem in store.verify()) == [
        ("leftover-file", "sources/.abc.part"),
        ("orphan-source", "sources/orphan.pdf"),
    ]


def test_a_file_left_without_record_is_taken_up_again(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    (folder / "sources").mkdir()
    (folder / "sources" / "a.pdf").write_bytes(b"1")
    assert put(store, tmp_path, "a", b"1").path == "sources/a.pdf"
    assert list(store.verify()) == []


def test_a_file_without_record_is_never_overwritten(store: SourceStore, folder: Path, tmp_path: Path) -> None:
    (folder / "sources").mkdir()
    (folder / "sources" / "a.pdf").write_bytes(b"somebody's own")
    assert put(store, tmp_path, "a", b"1").path == "sources/a-2.pdf"
    assert (folder / "sources" / "a.pdf").read_bytes() == b"somebody's own"


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("usdos-tip-2022", "usdos-tip-2022"),
        ("DBLP:conf/acl/Vega21", "DBLP_conf_acl_Vega21"),  # exported keys carry colons and slashes
        ("../../etc/passwd", "_.._.._etc_passwd"),
        ("CON", "_CON"),  # reserved by Windows
        ("nul.2020", "_nul.2020"),
        (".hidden", "_.hidden"),
        ("-rf", "_-rf"),
        ("scan.ocr", "scan_ocr"),  # would be taken for the recognised text of "scan"
        ("拐卖2020", "拐卖2020"),
        ("Müller", "Müller"),
        ("a b?c*", "a_b_c_"),
    ],
)
def test_keys_become_safe_names(key: str, stem: str) -> None:
    assert safe_stem(key) == stem


def test_keys_that_differ_only_in_case_get_different_files() -> None:
    assert free_name("Vega2020", ".pdf", taken={folded("sources/vega2020.pdf")}) == "sources/Vega2020-2.pdf"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_keys_get_two_usable_names(one: str, two: str) -> None:
    first = free_name(one, ".pdf", taken=())
    second = free_name(two, ".pdf", taken={folded(first)})
    assert folded(first) != folded(second)
    for name in (first, second):
        assert name.startswith("sources/")
        assert name.count("/") == 1
        assert len(Path(name).name.encode()) <= 200
        assert not set('\\:*?"<>|\0\n') & set(name)
