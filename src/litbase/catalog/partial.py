"""A document that is being downloaded: the bytes that came so far, and what is needed to go on."""

import hashlib
import json
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import BinaryIO

from litbase.errors import FetchError
from litbase.formats.files import write_whole


@dataclass(frozen=True, slots=True)
class Partial:
    """The `.part` file of one address in a folder, with its notes beside it (address, validator, name, type)."""

    url: str
    path: Path

    @classmethod
    def of(cls, url: str, folder: Path) -> "Partial":
        """Return the partial file of *url* in *folder*, whether it is there or not."""
        return cls(url, folder / f".fetch-{hashlib.sha256(url.encode()).hexdigest()[:16]}.part")

    @property
    def _notes(self) -> Path:
        return self.path.with_suffix(".json")

    @property
    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def note(self, name: str) -> str | None:
        """Return what was noted of the answer: "validator", "name", "type"; None if it was not given."""
        try:
            notes = json.loads(self._notes.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(notes, dict) or notes.get("url") != self.url:
            return None
        value = notes.get(name)
        return value if isinstance(value, str) else None

    @property
    def validator(self) -> str | None:
        """A strong entity tag, or a date, by which the server knows that the document is the same."""
        return self.note("validator")

    @property
    def can_go_on(self) -> bool:
        return self.size > 0 and self.validator is not None

    def begin(self, answer: HTTPResponse, *, name: str) -> None:
        """Start afresh with *answer*, noting what is needed to go on; weak tags do not serve (RFC 9110, 13.1.5)."""
        tag = answer.getheader("ETag")
        encoded = answer.getheader("Content-Encoding", "identity") != "identity"
        validator = None if encoded else tag if tag and not tag.startswith("W/") else answer.getheader("Last-Modified")
        notes = {"url": self.url, "validator": validator, "name": name, "type": answer.getheader("Content-Type")}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(b"")
            write_whole(self._notes, json.dumps(notes).encode())
        except OSError as error:
            raise self._unwritable(error) from error

    def is_whole(self, answer: HTTPResponse) -> bool:
        """Say whether *answer* tells that nothing is missing: the part asked for does not exist (RFC 9110, 15.5.17)."""
        return answer.status == 416 and self.size > 0 and answer.getheader("Content-Range") == f"bytes */{self.size}"

    def is_stale(self, answer: HTTPResponse) -> bool:
        """Say whether what came before does not fit *answer*: no such part, or one that begins elsewhere."""
        begins_here = (answer.getheader("Content-Range") or "").startswith(f"bytes {self.size}-")
        return self.size > 0 and (answer.status == 416 or (answer.status == 206 and not begins_here))

    def open(self) -> BinaryIO:
        """Open the file to write behind what came so far."""
        try:
            return self.path.open("ab")
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, file: BinaryIO, chunk: bytes) -> None:
        try:
            file.write(chunk)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> FetchError:
        reason = error.strerror or "it cannot be written"
        return FetchError(f"the download cannot be kept in '{self.path.parent.name}': {reason}", "make room there")

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)

    def finish(self, name: str) -> Path:
        """Give the file its *name*, numbered if there is one called so, and drop the notes."""
        target = free_name(self.path.with_name(name))
        self.path.rename(target)
        self._notes.unlink(missing_ok=True)
        return target


def free_name(wished: Path) -> Path:
    """Return *wished*, or with a number before the suffix the first that no file has."""
    target, number = wished, 1
    while target.exists():
        number += 1
        target = wished.with_stem(f"{wished.stem}-{number}")
    return target
