"""Opening, changing and saving a bibliography. The entries are fictional."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litbase.bib.bibliography import Bibliography
from litbase.bib.merging import merge
from litbase.bib.values import is_balanced
from litbase.errors import ConflictingEdit, DuplicateKey, EntryError, UnknownKey
from litbase.model.entry import Entry

NORLAND = b"""\
% The Republic of Norland is fictional.
@string{mi = "Ministry of the Interior"}
@preamble{"\\newcommand{\\noopsort}[1]{}"}

@report{moi2019,
  author       = {{Ministry of the Interior}},
  title        = "Annual Report on Trafficking",  % the first of its kind
  institution  = mi # ", Norland",
  year         = 2019,
  month        = jan,
}

free text between entries, mail someone@norland.example
@Book{ford2020, Title = {On {Norland}}, AUTHOR={Ford, Ada}, year = "2020"}
@comment{kept as it is}
"""


def opened(folder: Path, content: bytes = NORLAND) -> Bibliography:
    path = folder / "library.bib"
    path.write_bytes(content)
    return Bibliography.open(path, cache=folder / "cache" / "pieces.sqlite3")


def test_entries_are_read_as_the_file_holds_them(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    assert bibliography.keys() == ["moi2019", "ford2020"]
    assert bibliography.entry("moi2019") == Entry(
        "moi2019",
        "report",
        (
            ("author", "{Ministry of the Interior}"),
            ("title", "Annual Report on Trafficking"),
            ("institution", "Ministry of the Interior, Norland"),
            ("year", "2019"),
            ("month", "jan"),
        ),
        line=5,
    )
    assert bibliography.entry("ford2020").fields[0] == ("title", "On {Norland}")
    assert bibliography.content == NORLAND


def test_unknown_key_offers_near_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownKey) as raised:
        opened(tmp_path).entry("moi2091")
    assert "moi2019" in (raised.value.hint or "")


def test_a_missing_file_is_an_empty_bibliography(tmp_path: Path) -> None:
    bibliography = Bibliography.open(tmp_path / "none.bib")
    assert (len(bibliography), bibliography.content) == (0, b"")
    bibliography.put(Entry("a", "misc", (("title", "A"),)))
    bibliography.save()
    assert (tmp_path / "none.bib").read_bytes() == b"@misc{a,\n  title = {A},\n}\n"


def test_a_changed_field_is_spliced_and_the_others_stay(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.put(bibliography.entry("moi2019").with_fields(title="Second Report"))
    assert bibliography.content == NORLAND.replace(b"Annual Report on Trafficking", b"Second Report")


def test_fields_are_added_in_the_layout_of_the_entry(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.put(bibliography.entry("moi2019").with_fields(url="https://norland.example/r"))
    wanted = b"month        = jan,\n  url          = {https://norland.example/r},\n}"
    assert bibliography.content == NORLAND.replace(b"month        = jan,\n}", wanted)


def test_a_removed_field_takes_its_line_with_it(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.put(bibliography.entry("moi2019").with_fields(year=None))
    assert bibliography.content == NORLAND.replace(b"  year         = 2019,\n", b"")
    bibliography.put(bibliography.entry("ford2020").with_fields(title=None, year=None))
    assert b"@Book{ford2020, AUTHOR={Ford, Ada}}" in bibliography.content


def test_an_entry_put_back_as_it_is_changes_nothing(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    for entry in list(bibliography.entries()):
        bibliography.put(entry)
    assert bibliography.content == NORLAND


def test_the_type_is_spliced_too(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    old = bibliography.entry("ford2020")
    bibliography.put(Entry(old.key, "report", old.fields))
    assert bibliography.content == NORLAND.replace(b"@Book{", b"@report{")


def test_new_entries_follow_the_line_ends_of_the_file(tmp_path: Path) -> None:
    content = b"@misc{a,\r\n  title = {A}\r\n}"
    bibliography = opened(tmp_path, content)
    bibliography.put(Entry("b", "misc", (("title", "B"),)))
    assert bibliography.content == content + b"\r\n\r\n@misc{b,\r\n  title = {B},\r\n}\r\n"


def test_a_removed_entry_leaves_the_rest_alone(tmp_path: Path) -> None:
    bibliography = opened(tmp_path, b"% head\n@misc{a,}\n\n@misc{b,}\n\n% tail\n@misc{c,}\n")
    bibliography.remove("b")
    assert bibliography.content == b"% head\n@misc{a,}\n\n% tail\n@misc{c,}\n"
    assert bibliography.keys() == ["a", "c"]


def test_renaming_follows_references(tmp_path: Path) -> None:
    bibliography = opened(
        tmp_path, b"@book{old, title={B}}\n@inbook{x, crossref = {old}}\n@set{y, xdata = {z, old,older}}\n"
    )
    bibliography.rename("old", "new")
    assert bibliography.content == (
        b"@book{new, title={B}}\n@inbook{x, crossref = {new}}\n@set{y, xdata = {z, new,older}}\n"
    )
    with pytest.raises(DuplicateKey):
        bibliography.rename("new", "x")


def test_inherited_fields_are_shown_but_not_stored(tmp_path: Path) -> None:
    content = (
        b"@inproceedings{talk, title={T}, crossref={conf}, xdata={place}}\n"
        b"@proceedings{conf, title={Conference}, year={2018}, doi={10.1/x}}\n@xdata{place, location={Norhaven}}\n"
    )
    bibliography = opened(tmp_path, content)
    complete = bibliography.complete("talk")
    assert (complete.get("booktitle"), complete.get("year"), complete.get("title")) == ("Conference", "2018", "T")
    assert (complete.get("location"), complete.get("doi")) == ("Norhaven", None)
    assert bibliography.entry("talk").get("booktitle") is None


def test_references_in_a_circle_end(tmp_path: Path) -> None:
    bibliography = opened(tmp_path, b"@misc{a, crossref={b}, note={x}}\n@misc{b, crossref={a}, title={y}}\n")
    assert bibliography.complete("a").get("title") == "y"


def test_repeated_keys_are_kept_and_the_first_counts(tmp_path: Path) -> None:
    bibliography = opened(tmp_path, b"@misc{a, title={One}}\n@misc{a, title={Two}}\n")
    assert [entry.get("title") for entry in bibliography.entries()] == ["One"]
    assert [(entry.get("title"), entry.line) for entry in bibliography.repeated] == [("Two", 2)]
    bibliography.put(bibliography.entry("a").with_fields(title="1"))
    assert bibliography.content == b"@misc{a, title={1}}\n@misc{a, title={Two}}\n"


def test_entries_without_a_key_are_kept_and_can_be_named(tmp_path: Path) -> None:
    bibliography = opened(tmp_path, b"@misc{,\n  title = {One}\n}\n@misc{two words, title = {Two}}\n@misc{c,}\n")
    assert bibliography.keys() == ["c"]
    assert [entry.get("title") for entry in bibliography.unkeyed] == ["One", "Two"]
    assert bibliography.name_unkeyed(lambda entry: str(entry.get("title")).lower()) == ["one", "two"]
    assert bibliography.content == b"@misc{one,\n  title = {One}\n}\n@misc{two, title = {Two}}\n@misc{c,}\n"
    assert bibliography.keys() == ["one", "two", "c"]


def test_a_value_that_bibtex_cannot_hold_is_refused(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    with pytest.raises(EntryError):
        bibliography.put(bibliography.entry("ford2020").with_fields(title="a } b { c"))
    with pytest.raises(EntryError):
        bibliography.put(Entry("two words", "misc", ()))
    assert bibliography.content == NORLAND


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (b"@misc{a, title = {caf\xe9}}\n", b"@misc{a, title = {\xfc}}\n"),  # Windows-1252 that declares nothing
        (b"\xef\xbb\xbf@misc{a, title = {x}}\n", b"\xef\xbb\xbf@misc{a, title = {\xc3\xbc}}\n"),  # UTF-8 with a mark
        ("\ufeff@misc{a, title = {x}}\r\n".encode("utf-16-le"), "\ufeff@misc{a, title = {ü}}\r\n".encode("utf-16-le")),
    ],
)
def test_each_encoding_is_kept(tmp_path: Path, content: bytes, written: bytes) -> None:
    bibliography = opened(tmp_path, content)
    assert bibliography.content == content
    bibliography.put(bibliography.entry("a").with_fields(title="ü"))
    assert bibliography.content == written
    assert bibliography.entry("a").get("title") == "ü"


def test_what_the_encoding_lacks_is_written_in_latex(tmp_path: Path) -> None:
    bibliography = opened(tmp_path, b"@misc{a, title = {caf\xe9}}\n")
    bibliography.put(bibliography.entry("a").with_fields(title="Dvořák"))
    assert bibliography.content == b"@misc{a, title = {Dvo\\v{r}\xe1k}}\n"
    with pytest.raises(EntryError):
        bibliography.put(bibliography.entry("a").with_fields(title="诺兰"))


def test_changes_of_two_programs_are_merged(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.put(bibliography.entry("ford2020").with_fields(year="2021"))
    bibliography.put(Entry("new", "misc", (("title", "N"),)))
    theirs = NORLAND.replace(b"Annual", b"Yearly") + b"@misc{theirs, title={T}}\n"
    bibliography.path.write_bytes(theirs)
    bibliography.save()
    wanted = theirs.replace(b'"2020"', b'"2021"') + b"\n@misc{new,\n  title = {N},\n}\n"
    assert bibliography.path.read_bytes() == wanted
    assert bibliography.content == wanted
    assert bibliography.keys() == ["moi2019", "ford2020", "theirs", "new"]


def test_a_conflict_loses_neither_side(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.put(bibliography.entry("ford2020").with_fields(year="2021"))
    theirs = NORLAND.replace(b'"2020"', b'"1999"')
    bibliography.path.write_bytes(theirs)
    with pytest.raises(ConflictingEdit, match="ford2020"):
        bibliography.save()
    assert bibliography.path.read_bytes() == theirs
    assert bibliography.entry("ford2020").get("year") == "2021"


def test_removals_are_merged_unless_the_other_side_edited(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.remove("ford2020")
    bibliography.path.write_bytes(NORLAND.replace(b"Annual", b"Yearly"))
    bibliography.save()
    assert bibliography.keys() == ["moi2019"]
    assert b"Yearly" in bibliography.path.read_bytes()
    bibliography.remove("moi2019")
    bibliography.path.write_bytes(bibliography.path.read_bytes().replace(b"Yearly", b"Monthly"))
    with pytest.raises(ConflictingEdit):
        bibliography.save()


def test_the_same_change_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    bibliography = opened(tmp_path)
    bibliography.put(bibliography.entry("ford2020").with_fields(year="2021"))
    theirs = NORLAND.replace(b'year = "2020"', b"year = {2021}")
    bibliography.path.write_bytes(theirs)
    bibliography.save()
    assert bibliography.path.read_bytes() == theirs


@pytest.mark.parametrize("spoil", [b"no database", b""])
def test_a_spoilt_cache_is_like_none(tmp_path: Path, spoil: bytes) -> None:
    first = opened(tmp_path)
    cache = tmp_path / "cache" / "pieces.sqlite3"
    assert cache.exists()
    cache.write_bytes(spoil)
    again = Bibliography.open(first.path, cache=cache)
    assert list(again.entries()) == list(first.entries())


def test_the_cache_gives_the_same_entries(tmp_path: Path) -> None:
    first = opened(tmp_path)
    again = Bibliography.open(first.path, cache=tmp_path / "cache" / "pieces.sqlite3")
    assert list(again.entries()) == list(first.entries())
    assert again.broken == first.broken


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "ignore")))
def test_any_bytes_come_back_as_they_are(content: bytes) -> None:
    assert Bibliography(Path("x.bib"), content).content == content


@given(st.text(alphabet='@{}()"\\,=#% \n\rabé1', max_size=80))
@settings(max_examples=300)
def test_anything_like_bibtex_comes_back_as_it_is(text: str) -> None:
    bibliography = Bibliography(Path("x.bib"), text.encode())
    assert bibliography.content == text.encode()
    assert len(list(bibliography.entries())) == len(bibliography)


VALUES = st.text(alphabet=st.sampled_from('ab {}\\"@,=#%\n\ré'), max_size=30).filter(is_balanced)
NAMES = st.sampled_from(["title", "note", "month", "author", "year", "abstract"])
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=5, unique_by=lambda field: field[0]).map(tuple)


@given(FIELDS, FIELDS, FIELDS)
@settings(max_examples=300)
def test_what_is_put_is_read_again(
    one: tuple[tuple[str, str], ...], two: tuple[tuple[str, str], ...], three: tuple[tuple[str, str], ...]
) -> None:
    bibliography = Bibliography(Path("x.bib"), NORLAND)
    for key, fields in (("new", one), ("ford2020", two), ("new", three)):
        bibliography.put(Entry(key, "misc", fields))
        assert bibliography.entry(key).fields == fields
    again = Bibliography(Path("x.bib"), bibliography.content)
    assert again.entry("new").fields == three
    assert again.entry("ford2020").fields == two
    assert again.entry("moi2019") == Bibliography(Path("x.bib"), NORLAND).entry("moi2019")


def test_a_cache_of_another_version_is_made_anew(tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "pieces.sqlite3"
    first = opened(tmp_path)
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("PRAGMA user_version = 1")
        connection.execute("UPDATE pieces SET blocks = 'old'")
    for _ in range(2):
        again = Bibliography.open(first.path, cache=cache)
        assert list(again.entries()) == list(first.entries())


def test_spoilt_rows_of_the_cache_are_read_from_the_file(tmp_path: Path) -> None:
    first = opened(tmp_path)
    cache = tmp_path / "cache" / "pieces.sqlite3"
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("UPDATE pieces SET blocks = '[[1]]'")
    assert list(Bibliography.open(first.path, cache=cache).entries()) == list(first.entries())


@given(st.lists(st.sampled_from("abcde"), max_size=3), st.lists(st.sampled_from("fghij"), max_size=3))
@settings(max_examples=30)
def test_changes_to_different_entries_always_merge(mine: list[str], theirs: list[str]) -> None:
    base = b"".join(b"@misc{%c, title = {%c}}\n\n" % (key, key) for key in b"abcdefghij")
    here, there = Bibliography(Path("x.bib"), base), Bibliography(Path("x.bib"), base)
    for side, keys in ((here, mine), (there, theirs)):
        for number, key in enumerate(dict.fromkeys(keys)):
            if number == 1:
                side.remove(key)
            else:
                side.put(side.entry(key).with_fields(note=f"changed {key}"))
    merged = Bibliography(Path("x.bib"), merge(base, mine=here.content, theirs=there.content, name="x.bib"))
    for key in "abcdefghij":
        side = here if key < "f" else there
        assert (key in merged) == (key in side)
        if key in side:
            assert merged.entry(key).fields == side.entry(key).fields
