"""Cutting and reading pieces."""

import time

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from litbase.bib.encoding import unwrap
from litbase.bib.pieces import Pieces
from litbase.bib.reader import BlockKind, cut, read_blocks
from litbase.bib.values import Part, is_balanced, parts_of, resolve


def kinds(content: bytes) -> list[tuple[str, str]]:
    return [(block.kind.value, block.key) for piece in Pieces(content) for block in piece.blocks]


def test_a_piece_begins_at_each_line_that_begins_with_at() -> None:
    assert cut(b"% x\n@misc{a,}\n  @misc{b,} @misc{c,}\n") == [b"% x\n", b"@misc{a,}\n", b"  @misc{b,} @misc{c,}\n"]


def test_a_line_with_at_inside_a_field_is_no_cut() -> None:
    content = b"@misc{a, note = {see\n@misc{quoted, title = {Q}}\n@norland}}\n@misc{b,}\n"
    assert kinds(content) == [("entry", "a"), ("entry", "b")]
    (_, block) = next(Pieces(content).blocks(BlockKind.ENTRY))
    assert block.fields == (("note", "{see\n@misc{quoted, title = {Q}}\n@norland}"),)


def test_an_entry_that_is_not_closed_does_not_swallow_the_next() -> None:
    content = b"@misc{a, title = {A,\n  year = 2000\n}\n@misc{b, title = {B}}\n"
    assert kinds(content) == [("broken", ""), ("entry", "b")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@misc{a, title = {A}", "is never closed"),
        ('@misc{a, title = "A}', "quotation mark"),
        ("@misc{a, title = {A} year = {2000}}", "comma is missing before the field 'year'"),
        ("@misc{, title = {A}}", "no citation key"),
        ("@misc{title = {A}}", "no citation key"),
        ("@misc{two words, title = {A}}", "comma after the key 'two'"),
        ("@misc{a, title}", "'='"),
        ("@string{never", "the @string is never closed"),
        ("@mi-sc{a, title = {A}}", "is no entry type"),
    ],
)
def test_what_is_wrong_is_said_in_our_words(text: str, reason: str) -> None:
    (block,) = read_blocks(text)
    assert block.kind is BlockKind.BROKEN
    assert reason in block.reason


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (r"{ends in \\}", r"ends in \\"),  # a brace after two backslashes closes
        (r"{C:\norland\}", "C:\\norland\\"),  # BibTeX counts a brace after a backslash
        (r"{only \{ one}", r"only \{ one"),  # not balanced in BibTeX, but what is meant is clear
        (r'"G{\"o}del {"}quoted{"}"', r'G{\"o}del {"}quoted{"}'),  # inside braces a mark ends nothing
        (r'"zeitgem{"a}{\ss}"', r'zeitgem{"a}{\ss}'),
        ("2000", "2000"),
        ('jan # " 1"', "jan 1"),
    ],
)
def test_values_end_where_bibtex_ends_them(value: str, read: str) -> None:
    (block,) = read_blocks(f"@misc{{a, note = {value}, year = 1}}")
    assert [(name, resolve(written, {})) for name, written in block.fields] == [("note", read), ("year", "1")]


def test_an_entry_may_stand_in_parentheses() -> None:
    (block,) = read_blocks('@misc(a, note = "(x)", year = 1)')
    assert [name for name, _ in block.fields] == ["note", "year"]


def test_comments_between_fields_are_no_part_of_a_name() -> None:
    (block,) = read_blocks("@misc{a, % first\n title = {A},\n % second\n year = 1}")
    assert [name for name, _ in block.fields] == ["title", "year"]


def test_a_field_given_twice_is_kept_twice() -> None:
    (block,) = read_blocks("@misc{a, note = {1}, note = {2}}")
    assert block.fields == (("note", "{1}"), ("note", "{2}"))


def test_strings_are_resolved_through_each_other() -> None:
    pieces = Pieces(b'@string{u = "UN"}\n@STRING{O = u # { Office}}\n@misc{a, publisher = o # ", " # unknown}\n')
    (place, _) = next(pieces.blocks(BlockKind.ENTRY))
    assert pieces.entry(place).get("publisher") == "UN Office, unknown"


def test_strings_that_double_each_other_stay_small() -> None:
    doubled = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(100))
    pieces = Pieces(f'@string{{a0 = "xxxxxxxxxx"}}\n{doubled}'.encode())
    assert max(map(len, pieces.strings.values())) <= 1_000_000


def test_values_have_parts() -> None:
    assert parts_of('{a} # "b" # c') == (Part("a", False), Part("b", False), Part("c", True))
    assert parts_of("{a} b") is None
    assert parts_of("{a") is None
    assert is_balanced("{a{b}}")
    assert not is_balanced("}{")


PLAIN = st.text(alphabet="abc XY{}é-", min_size=1, max_size=20).filter(is_balanced)


@given(st.lists(st.tuples(st.sampled_from(["title", "note", "year"]), PLAIN), max_size=3, unique_by=lambda f: f[0]))
def test_plain_entries_are_read_as_bibtexparser_reads_them(fields: list[tuple[str, str]]) -> None:
    text = "@misc{key, " + ", ".join(f"{name} = {{{value}}}" for name, value in fields) + "}"
    (block,) = read_blocks(text)
    (theirs,) = parse_string(text, parse_stack=[]).entries
    assert block.fields == tuple((field.key, field.value) for field in theirs.fields)


@given(st.binary(max_size=300))
def test_a_body_gives_its_bytes_back(content: bytes) -> None:
    encoding, body = unwrap(content)
    assert encoding.content(body) == content
    assert b"".join(cut(body)) == body


def test_a_declared_encoding_counts_only_if_it_fits() -> None:
    assert unwrap("% Encoding: GBK\n@misc{a, title={诺兰}}".encode("gbk"))[1].decode() == (
        "% Encoding: GBK\n@misc{a, title={诺兰}}"
    )
    assert unwrap("% Encoding: US-ASCII\né".encode())[0].codec is None


MEGABYTE = 1_000_000
HOSTILE = {
    "one huge entry": b"@misc{k, title = {" + b"word {Word} " * (10 * MEGABYTE // 12) + b"}}",
    "huge and not closed": b"@misc{k, title = {" + b"word {Word} " * (10 * MEGABYTE // 12),
    "deep nesting": b"@misc{k, title = " + b"{" * 200_000 + b"x" + b"}" * 200_000 + b"}",
    "nesting not closed": b"@misc{k, title = " + b"{" * MEGABYTE,
    "never closed entries": b"@misc{k, title = {x\n" * 20_000,
    "NULs": b"@misc{k\0, title={\0}}\n" + b"\0" * MEGABYTE,
    "at signs": b"@" * MEGABYTE,
    "quotation marks": b'@misc{k, title = "' + b'"' * MEGABYTE,
    "joined strings": b"@misc{k, title = a" + b" # a" * 50_000 + b"}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_in_seconds_and_kept(name: str) -> None:
    start = time.process_time()
    pieces = Pieces(HOSTILE[name])
    for place, _ in pieces.blocks(BlockKind.ENTRY):
        pieces.entry(place)
    assert pieces.content == HOSTILE[name]
    assert time.process_time() - start < 30
