"""Databases that are derived: begun anew when damaged, read where nothing can be written."""

import sqlite3
from pathlib import Path

import pytest

from litbase.errors import LibraryError
from litbase.formats import databases
from litbase.formats.databases import create_tables, open_database, transaction


@pytest.fixture
def path(tmp_path: Path) -> Path:
    connection = open_database(tmp_path / "pages.sqlite3")
    create_tables(connection, "CREATE TABLE words (word TEXT);")
    with transaction(connection):
        connection.execute("INSERT INTO words VALUES ('debt')")
    connection.close()
    return tmp_path / "pages.sqlite3"


def words(connection: sqlite3.Connection) -> list[str]:
    return [word for (word,) in connection.execute("SELECT word FROM words")]


def test_what_was_written_is_there_again(path: Path) -> None:
    assert words(open_database(path)) == ["debt"]


def test_a_damaged_file_is_begun_anew(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert open_database(path).execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_where_nothing_can_be_written_it_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(databases, "_opened", refuse)
    connection = open_database(path)
    assert words(connection) == ["debt"]
    with pytest.raises(LibraryError, match="cannot be written"), transaction(connection):
        connection.execute("INSERT INTO words VALUES ('wage')")


def test_a_file_that_opens_in_no_way_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibraryError, match=r"'pages\.sqlite3' cannot be written or read"):
        open_database(tmp_path / "absent" / "pages.sqlite3")


def test_an_error_inside_a_transaction_leaves_the_old_state(path: Path) -> None:
    connection = open_database(path)
    with pytest.raises(LibraryError), transaction(connection):
        connection.execute("DELETE FROM words").execute("SELECT nonsense")
    assert words(connection) == ["debt"]
