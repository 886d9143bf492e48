"""ZIP archives: from strangers, opened under limits and never unpacked to disk; and of our own making."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from litbase.errors import CorruptSource, EncryptedSource, SourceTooCostly

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError, OverflowError)
_ENCRYPTED = 0x1  # general purpose bit 0, APPNOTE 4.4.4


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What one archive may cost: members, bytes unpacked in all and of one member, and how far it may swell."""

    members: int = 10_000
    total: int = 1_000_000_000
    member: int = 64_000_000
    ratio: int = 200  # office documents reach about 50; a bomb reaches 1000
    ratio_from: int = 1_000_000  # bytes unpacked below which the ratio does not matter


DEFAULT_LIMITS = ZipLimits()


class SafeZip:
    """An archive whose table of contents has been checked."""

    def __init__(self, name: str, archive: zipfile.ZipFile, limits: ZipLimits) -> None:
        """Check the members of *archive*, called *name* in messages.

        Raises SourceTooCostly beyond the *limits*, CorruptSource if a member's name leads out of the archive or
        stands there twice.
        """
        self._name = name
        self._archive = archive
        self._limits = limits
        self._members = {member.filename: member for member in archive.infolist()}
        self._check(archive.infolist())

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """Return the unpacked bytes of the member *name*.

        Raises CorruptSource if it is absent or broken, SourceTooCostly if it is too large, EncryptedSource if it
        needs a password.
        """
        member = self._members.get(name)
        if member is None:
            raise CorruptSource(f"'{self._name}' lacks its part '{name}'", "get the file again")
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedSource(self._name)
        self._check_size(member)
        try:
            return self._archive.read(member)
        except _BROKEN as error:
            raise CorruptSource(f"the part '{name}' of '{self._name}' is broken", "get the file again") from error

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > self._limits.members:
            raise SourceTooCostly(f"'{self._name}' holds {len(members):,} parts; {self._limits.members:,} are allowed")
        if sum(member.file_size for member in members) > self._limits.total:
            raise SourceTooCostly(f"'{self._name}' would unpack to more than {self._limits.total // 1_000_000:,} MB")
        if len(self._members) < len(members):
            raise CorruptSource(f"'{self._name}' holds two parts of the same name")
        for member in members:
            if _leads_out(member.filename):
                raise CorruptSource(f"'{self._name}' holds a part whose name leads out of the archive")

    def _check_size(self, member: zipfile.ZipInfo) -> None:
        swells = member.file_size > self._limits.ratio * max(member.compress_size, 1)
        if member.file_size > self._limits.member or (swells and member.file_size > self._limits.ratio_from):
            times = f", {member.file_size // max(member.compress_size, 1):,} times its size" if swells else ""
            size = f"{member.file_size // 1_000_000:,} MB{times}"
            raise SourceTooCostly(f"the part '{member.filename}' of '{self._name}' would unpack to {size}")


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or "\0" in name or name[1:2] == ":"


@contextmanager
def open_zip(path: Path, *, limits: ZipLimits = DEFAULT_LIMITS) -> Iterator[SafeZip]:
    """Open the ZIP archive at *path* for reading. Raises CorruptSource if it is none, SourceTooCostly if too big."""
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise CorruptSource(f"'{path.name}' is a broken archive", "get the file again") from error
    with archive:
        yield SafeZip(path.name, archive, limits)


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of *members* by name; the same members make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()
