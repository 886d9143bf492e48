import zipfile
from pathlib import Path

import pytest

from litbase.errors import CorruptSource, EncryptedSource, SourceTooCostly
from litbase.formats.archives import ZipLimits, open_zip

SMALL = ZipLimits(members=3, total=10_000, member=5_000, ratio=20, ratio_from=1_000)


def make_zip(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return path


def read(path: Path, name: str, limits: ZipLimits = SMALL) -> bytes:
    with open_zip(path, limits=limits) as archive:
        return archive.read(name)


def test_members_are_read_by_name(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"word/document.xml": b"<a/>", "b": b""})
    assert read(path, "word/document.xml") == b"<a/>"
    with open_zip(path) as archive:
        assert archive.names == {"word/document.xml", "b"}


@pytest.mark.parametrize(
    "members",
    [
        {str(number): b"" for number in range(4)},  # too many parts
        {"a": b"x" * 5_001},  # one part too large
        {"bomb": b"\0" * 4_000},  # swells a hundredfold
    ],
)
def test_what_would_cost_too_much_is_refused(members: dict[str, bytes], tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", members)
    with pytest.raises(SourceTooCostly):
        read(path, next(iter(members)))


def test_the_sum_of_all_parts_is_limited(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", dict.fromkeys("abc", b"\x00" * 4500))
    with pytest.raises(SourceTooCostly, match="would unpack to more than"):
        read(path, "a")


def test_a_bomb_of_ten_megabytes_is_refused_by_default(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"word/document.xml": b"\0" * 10_000_000})
    with pytest.raises(SourceTooCostly), open_zip(path) as archive:
        archive.read("word/document.xml")


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b", "..\\windows", "C:/windows"])
def test_names_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {name: b"x"})
    with pytest.raises(CorruptSource, match="leads out"):
        read(path, name)


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a": b"x" * 4_000}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (4).to_bytes(4, "little")  # uncompressed size in the central directory
    path.write_bytes(content)
    with pytest.raises(CorruptSource):
        read(path, "a")


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"aa": b"1", "ab": b"2"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"ab", b"aa"))
    with pytest.raises(CorruptSource, match="same name"):
        read(path, "aa")


def test_missing_parts_broken_parts_and_no_archive_at_all(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a": b"some words " * 20})
    with pytest.raises(CorruptSource, match="lacks its part 'b'"):
        read(path, "b")
    content = bytearray(path.read_bytes())
    content[35:45] = b"\xff" * 10
    path.write_bytes(content)
    with pytest.raises(CorruptSource, match="is broken"):
        read(path, "a")
    path.write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(CorruptSource, match="broken archive"):
        read(path, "a")


def test_an_encrypted_part_says_so(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a": b"x"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(EncryptedSource):
        read(path, "a")
