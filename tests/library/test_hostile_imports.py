"""Files that no program should have written: refused with a sentence, and what is sound among it goes in."""

import sqlite3
from pathlib import Path

import pytest

from litbase.errors import LitbaseError
from litbase.library.library import Library

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(10))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"<!DOCTYPE m [{ENTITIES}]><mods><titleInfo><title>&e9;</title></titleInfo></mods>", "declares entities"),
        ('<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/hostname">]><mods><note>&f;</note></mods>', "declares entities"),
        ("<modsCollection>" + "<mods>" * 50_000, "XML"),
        ('[{"id": "a", "type": "book", "title": NaN}]', "JSON cannot be read"),
        ('[{"id": "a", "type": "book"}, {"id":', "JSON is broken in line 1"),
        ("TY  - BOOK\nTI  - " + "x" * 1_000_001 + "\nER  - \n", "line 2 has 1,000,007 characters"),
        (b"PK\x03\x04half a zip\0 file, broken off", "no text"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(
    library: Library, tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    path = tmp_path / "given"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(LitbaseError, match=sentence):
        library.import_bibliography(path)
    assert library.keys() == []


@pytest.mark.parametrize(
    ("text", "added", "refused"),
    [
        ("TY  - BOOK\nTI  - One\nER  - \n\n@book{two, title={Two}}\n", 1, 1),  # a second format
        ("@book{two, title={Two}}\nTY  - BOOK\nTI  - One\nER  - \n", 1, 1),
        ("Provider: Norland\n\nTY  - BOOK\nTI  - One\nER  - \n", 1, 0),  # as databases begin their files
        ('[{"type": ["x"], "title": {"a": 1}, "issued": {"date-parts": [[1e400]]}}, 3, null, []]', 1, 3),
        ("@book{a, title={" + "x" * 1_000_001 + "}}\n@book{b, title={Sound}}\n", 1, 1),
        ("@book{a, title={" + "{" * 20_000 + "x" + "}" * 20_000 + "}}\n", 1, 0),
        (
            "@book{a, title={\\def\\a{\\a\\a}\\a \\input{/etc/hostname} " + "\\textbf{" * 2000 + "}" * 2000 + "}}\n",
            1,
            0,
        ),
        ("@string{a = b # b}\n@string{b = a # a}\n@book{k, title=a}\n", 1, 0),
    ],
)
def test_what_is_sound_goes_in_and_the_rest_is_told(
    library: Library, tmp_path: Path, text: str, added: int, refused: int
) -> None:
    path = tmp_path / "given"
    path.write_text(text, "utf-8")
    report = library.import_bibliography(path)
    assert (len(report.added), len(report.refused)) == (added, refused)


def test_ids_that_are_no_keys_are_kept_apart(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    ids = ["../../etc/x", "-rf", "http://zotero.example/users/1/items/AB", "2022tip", "quill2020", "17"]
    path.write_text(str([{"id": each, "type": "book", "title": f"Nets {each}"} for each in ids]).replace("'", '"'))
    keys = library.import_bibliography(path).added
    assert {"2022tip", "quill2020"} <= set(keys)
    assert [library.entry(key).get("csl-id") for key in keys if key not in ids] == [*ids[:3], None]


def zotero(folder: Path, *statements: str) -> Path:
    folder.mkdir()
    with sqlite3.connect(folder / "zotero.sqlite") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return folder


class TestZotero:
    @pytest.mark.parametrize(
        ("statements", "sentence"),
        [
            (["CREATE TABLE x (a)"], "is no Zotero database"),
            ([f"CREATE VIEW items AS {ENDLESS}"], "holds views"),
        ],
    )
    def test_another_database_is_refused(
        self, library: Library, tmp_path: Path, statements: list[str], sentence: str
    ) -> None:
        with pytest.raises(LitbaseError, match=sentence):
            library.import_bibliography(zotero(tmp_path / "other", *statements))

    @pytest.mark.parametrize("suffix", ["-wal", "-journal"])
    def test_changes_that_are_not_written_yet_are_waited_for(
        self, library: Library, tmp_path: Path, suffix: str
    ) -> None:
        folder = zotero(tmp_path / "other", "CREATE TABLE items (a)")
        (folder / f"zotero.sqlite{suffix}").write_bytes(b"\xd9\xd5\x05\xf9 and pages")
        with pytest.raises(LitbaseError, match="has not written all"):
            library.import_bibliography(folder)

    def test_half_a_file_is_refused(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "zotero.sqlite").write_bytes(b"SQLite format 3\0" + b"\7" * 3000)
        with pytest.raises(LitbaseError, match="no Zotero database that can be read"):
            library.import_bibliography(tmp_path / "other")


def test_a_file_read_as_windows_1252_says_so(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "old.ris"
    path.write_bytes("TY  - BOOK\nTI  - Größe\nER  - \n".encode("cp1252"))
    report = library.import_bibliography(path)
    assert (report.read_as, library.entry(report.added[0]).get("title")) == ("windows-1252", "Größe")


def test_a_file_in_an_encoding_that_is_named_is_read_in_it(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "old.bib"
    path.write_bytes("@book{k, title={人身取引の現状}}\n".encode("shift_jis"))
    report = library.import_bibliography(path, encoding="shift_jis")
    assert library.entry(report.added[0]).get("title") == "人身取引の現状"
