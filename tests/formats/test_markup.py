from pathlib import Path

import pytest

from litbase.errors import CorruptSource, SourceTooCostly
from litbase.formats.markup import decode_html, parse_html, parse_xml

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><a>&i;</a>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs_are_refused(encoding: str) -> None:
    with pytest.raises(CorruptSource, match="entities"):
        parse_xml(LAUGHS.encode(encoding))


def test_no_file_is_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    with pytest.raises(CorruptSource):
        parse_xml(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'.encode())


def test_a_doctype_alone_is_allowed_and_not_followed(tmp_path: Path) -> None:
    dtd = tmp_path / "a.dtd"
    dtd.write_text('<!ENTITY x "read"> <!ATTLIST a b CDATA "read">')
    root = parse_xml(f'<!DOCTYPE a SYSTEM "file://{dtd}"><a>text</a>'.encode())
    assert (root.text, dict(root.attrib)) == ("text", {})


@pytest.mark.parametrize("content", [b"", b"<a>", b"words", b"<a>&undeclared;</a>", b"\xff\xfe\x00"])
def test_xml_that_is_not_well_formed_is_corrupt(content: bytes) -> None:
    with pytest.raises(CorruptSource):
        parse_xml(content)


def test_deep_xml_is_corrupt() -> None:
    with pytest.raises(CorruptSource):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000)


def test_a_million_nested_elements_are_refused_quickly() -> None:
    with pytest.raises(CorruptSource, match="too deeply"):
        parse_html(b"<div>" * 1_000_000 + b"deep" + b"</div>" * 1_000_000)


def test_larger_than_the_limit_is_too_costly() -> None:
    with pytest.raises(SourceTooCostly):
        parse_xml(b"<a>" + b" " * 64_000_000 + b"</a>")


def test_html_is_mended_and_entities_of_html_are_known() -> None:
    root = parse_html(b"<p>one<p>two &nbsp; &eacute; &unknown; <b>bold")
    assert " ".join("".join(root.itertext()).split()) == "onetwo é &unknown; bold"


def test_control_characters_do_not_end_the_page() -> None:
    assert "".join(parse_html("<p>before\x00\x0bafter").itertext()).split() == ["before", "after"]


@pytest.mark.parametrize("content", [b"", b"   ", b"<!-- only a comment -->"])
def test_html_that_holds_nothing_is_corrupt(content: bytes) -> None:
    with pytest.raises(CorruptSource):
        parse_html(content)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("\ufeffNorlænd".encode(), "Norlænd"),  # byte order mark
        ("Norlænd".encode("utf-16"), "Norlænd"),
        ('<meta charset="windows-1251">Норландия'.encode("cp1251"), '<meta charset="windows-1251">Норландия'),
        (
            "<?xml version='1.0' encoding='gb18030'?>诺兰".encode("gb18030"),
            "<?xml version='1.0' encoding='gb18030'?>诺兰",
        ),
        ('<meta charset="iso-8859-1">“Norland”'.encode("cp1252"), '<meta charset="iso-8859-1">“Norland”'),
        ("Norlænd".encode(), "Norlænd"),  # nothing declared: UTF-8
        ("Norlænd".encode("cp1252"), "Norlænd"),  # nothing declared, not UTF-8
        ('<meta charset="utf-8">Norlænd'.encode("cp1252"), '<meta charset="utf-8">Norlænd'),  # declared wrongly
        ('<meta charset="punycode">Norlænd'.encode(), '<meta charset="punycode">Norlænd'),  # no encoding of the web
        ('<meta charset="no-such">Norlænd'.encode(), '<meta charset="no-such">Norlænd'),
    ],
)
def test_html_is_decoded_as_it_says(content: bytes, text: str) -> None:
    assert decode_html(content) == text
