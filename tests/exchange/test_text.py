"""The encodings of other programs' files: told where they can be, refused where they cannot."""

import pytest

from litbase.errors import EntryError
from litbase.exchange.text import Decoded, decoded

WESTERN = "TI  - Größe “naïve” – d’été à Genève, año, ½, L’ÉTÉ À ÉVREUX\n"


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (WESTERN, "utf-8", Decoded(WESTERN, "utf-8")),
        (WESTERN, "cp1252", Decoded(WESTERN, "windows-1252", is_sure=False)),
        ("% Encoding: windows-1250\nludźmi\n", "cp1250", Decoded("% Encoding: windows-1250\nludźmi\n", "windows-1250")),
        ('<?xml version="1.0" encoding="Shift_JIS"?><a>人身取引</a>', "shift_jis", None),
        ("\ufeffTI  - 人身取引\n", "utf-16-le", Decoded("TI  - 人身取引\n", "utf-16-le")),
        ("TY  - BOOK\nTI  - Nets\n", "utf-16-be", Decoded("TY  - BOOK\nTI  - Nets\n", "utf-16-be")),
        ("\ufeffTI  - 人身取引\n", "utf-32-le", Decoded("TI  - 人身取引\n", "utf-32-le")),
    ],
)
def test_an_encoding_is_told_by_mark_declaration_or_form(text: str, codec: str, found: Decoded | None) -> None:
    assert decoded(text.encode(codec)) == (found or Decoded(text, "Shift_JIS"))


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("人身取引の現状と課題", "shift_jis"),
        ("人身取引の現状と課題", "euc_jp"),
        ("拐卖妇女儿童犯罪研究", "gb18030"),
        ("인신매매 방지", "euc_kr"),
        ("Торговля людьми", "cp1251"),
        ("Торговля людьми", "koi8-r"),
        ("εμπορία ανθρώπων", "cp1253"),
        ("zjawisko współczesne łączy", "cp1250"),
    ],
)
def test_what_windows_1252_would_garble_is_refused_and_read_when_named(text: str, codec: str) -> None:
    content = f"TI  - {text}\n".encode(codec)
    with pytest.raises(EntryError, match="its encoding cannot be told"):
        decoded(content)
    assert decoded(content, codec).text == f"TI  - {text}\n"


def test_lines_of_two_encodings_are_read_each_in_its_own() -> None:
    content = "TI  - Größe\n".encode() + "AU  - Müller\n".encode("cp1252")
    assert decoded(content).text == "TI  - Größe\nAU  - Müller\n"


@pytest.mark.parametrize(("content", "encoding", "sentence"), [
    (b"a", "no-such", "there is no encoding"),
    (b"a\nb\xff\n", "utf-8", "line 2 is not written in utf-8"),
    (b"a\0b", None, "the file is no text"),
])  # fmt: skip
def test_what_cannot_be_read_is_a_sentence(content: bytes, encoding: str | None, sentence: str) -> None:
    with pytest.raises(EntryError, match=sentence):
        decoded(content, encoding)
