"""What a library says about its records: an entry with its files, and what came of adding or importing some."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from litbase.errors import LitbaseError
from litbase.model.claim import Finding
from litbase.model.page import Guess, Locator


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A source file of an entry; `pages` is None while the file has not been read, `ocr` if any page was."""

    file: str  # path relative to the library folder
    sha256: str
    pages: int | None
    ocr: bool = False
    retrieved: str | None = None  # UTC, ISO 8601
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as programs see it: its CSL-JSON item, its files, its tags."""

    item: Mapping[str, Any]
    files: tuple[AttachedFile, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.item["id"])


@dataclass(frozen=True, slots=True)
class CatalogRecord:
    """A report of the catalog: `standing` says of each CSL variable "verified" or "unverified"."""

    name: str
    item: Mapping[str, Any]
    standing: Mapping[str, str]
    in_library: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A file or a looked-up entry that is in the library; `new` is False if it was there before and nothing changed.

    `file` and `sha256` are None for an entry that came without a file.
    """

    key: str
    file: str | None
    sha256: str | None
    pages: int
    new: bool
    guesses: tuple[Guess, ...] = ()  # those the entry was made from
    same_work_as: str | None = None  # the key of an entry that may describe the same work


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that did not go in, and why; `path` is the file, address or name as it was given."""

    path: str
    error: LitbaseError


@dataclass(frozen=True, slots=True)
class AddReport:
    added: tuple[Added, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record of an imported bibliography that did not go in; `key` is None if it could not be read."""

    key: str | None
    error: LitbaseError
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SameWork:
    """Entries that describe one work; `confidence` 0 to 1, of the least sure of them."""

    keys: tuple[str, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of each record: `added` and `merged` hold keys; `renamed` maps keys of the input to new ones.

    `alike` tells of an added key with which other entry it may describe one work; `unattached` counts the records
    that name files, where those were not asked for.
    """

    path: str  # the file the records came from
    added: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    refused: tuple[RefusedRecord, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    sources: AddReport = field(default_factory=AddReport)  # attached files, where those were asked for
    alike: Mapping[str, SameWork] = field(default_factory=dict)
    unattached: int = 0
    read_as: str | None = None  # the encoding the file was read in, where nothing in it says which


@dataclass(frozen=True, slots=True)
class Series:
    """Entries that share title and author and are not one work: the years of a report, the editions of a book."""

    keys: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    duplicates: tuple[SameWork, ...] = ()
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The entry that now says all, and the keys of those that went into it."""

    key: str
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading of files has come; `share` is 0 to 1 by bytes, for the time left."""

    pages: int
    files: int
    of_files: int
    share: float


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the bibliography that `undo` can restore, or `redo` where `is_undo`; number 1 is the oldest kept."""

    number: int
    action: str  # what was done next: "add", "edit smith2020"
    when: str  # UTC, ISO 8601
    is_undo: bool = False  # it holds what `undo` took back


class DraftState(StrEnum):
    """What became of a draft since it was checked; HANDED_IN: to the reading room, it is no file that can be seen."""

    AS_CHECKED = "as checked"
    CHANGED = "changed since"
    GONE = "no longer there"
    HANDED_IN = "handed in"


@dataclass(frozen=True, slots=True)
class CitingClaim:
    """A claim that cites a source: its words (shortened), its line in the draft, and what came of checking it."""

    text: str
    line: int
    locator: str | None
    verdict: str


@dataclass(frozen=True, slots=True)
class CitingDraft:
    """A draft that cited a source when it was last checked (ISO date)."""

    name: str
    checked: str
    state: DraftState
    claims: tuple[CitingClaim, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation looked up in its source: `stands` only if it is there word for word, on the page that was named.

    `text` is ready to paste, None unless it stands; `locator` the page it was found on; `finding` what was found.
    """

    key: str
    quotation: str
    stands: bool
    reason: str
    locator: Locator | None
    text: str | None
    finding: Finding
