"""Every error litbase raises on purpose: one tree, each a sentence and a hint.

LitbaseError
├── LibraryError            the folder: MissingLibrary, LockedLibrary, NewerLibrary, ConflictingEdit, SettingsError
├── EntryError              one record: UnknownKey, DuplicateKey
├── SourceError             one file: NoTextLayer, EncryptedSource, UnsupportedSource, CorruptSource, SourceTooCostly
├── QueryError              a search query; points at the character
├── DraftError              a manuscript
├── StyleError              a citation style
├── FetchError              a download
└── MissingExtra            an optional dependency; gives the pip command
"""

from collections.abc import Sequence
from pathlib import Path


class LitbaseError(Exception):
    """A failure a person can act on: `str(error)` is one sentence, `error.hint` a way out or None."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    @property
    def name(self) -> str:
        """The name of the kind of error, as programs see it (`"error"` in the output of `add --json`)."""
        return type(self).__name__

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the trip from a reading process: subclasses build their own sentence, so restore it as it is."""
        return (_restore, (type(self), str(self), dict(self.__dict__)))


def _restore(kind: type[LitbaseError], message: str, state: dict[str, object]) -> LitbaseError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class LibraryError(LitbaseError):
    """The library folder as a whole cannot be used."""


class MissingLibrary(LibraryError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"no library at '{folder}' or above it", "make one here: litbase init")


class LockedLibrary(LibraryError):
    """Another process is writing; *owner* is its process number, *age* in seconds."""

    def __init__(self, owner: int, age: float) -> None:
        super().__init__(
            f"process {owner} has been writing to this library for {age:.0f} s",
            "wait until it has finished, or stop it; a writer that died is taken over by itself",
        )
        self.owner = owner
        self.age = age


class NewerLibrary(LibraryError):
    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"this library has format {found}; this litbase knows formats up to {known}",
            "update litbase: pip install --upgrade litbase",
        )


class ConflictingEdit(LibraryError):
    """Another program changed the same entry meanwhile; neither version was lost."""


class SettingsError(LibraryError):
    """`litbase.toml` cannot be read or holds a value litbase does not know."""


class EntryError(LitbaseError):
    """One bibliographic record cannot be used as asked."""


class UnknownKey(EntryError):
    def __init__(self, key: str, near: Sequence[str] = ()) -> None:
        super().__init__(
            f"no entry has the key '{key}'",
            f"did you mean {' or '.join(near)}?" if near else "list the keys: litbase list",
        )
        self.key = key


class DuplicateKey(EntryError):
    def __init__(self, key: str) -> None:
        super().__init__(f"the key '{key}' is already taken", "choose another key, or edit that entry")
        self.key = key


class SourceError(LitbaseError):
    """One file cannot be read as a source."""


class NoTextLayer(SourceError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' holds images of pages but no text",
            "recognise the text: litbase add --ocr (needs: pip install 'litbase[ocr]' and tesseract)",
        )


class EncryptedSource(SourceError):
    def __init__(self, name: str, *, tried: bool = False) -> None:
        super().__init__(
            f"the password given does not open '{name}'" if tried else f"'{name}' is encrypted and needs a password",
            "give it: litbase add --password WORD",
        )


class UnsupportedSource(SourceError):
    """The file is of a kind litbase does not read."""


class CorruptSource(SourceError):
    """The file is broken beyond reading."""


class SourceTooCostly(SourceError):
    """Reading the file would take more time, memory or unpacked bytes than one file may."""


class QueryError(LitbaseError):
    """A search query cannot be understood; *position* is the 0-based offset of the character meant."""

    def __init__(self, message: str, query: str, position: int, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.query = query
        self.position = position


class DraftError(LitbaseError):
    """A manuscript cannot be read."""


class StyleError(LitbaseError):
    """A citation style is not known or cannot be used."""


class FetchError(LitbaseError):
    """A download was refused or failed."""


class MissingExtra(LitbaseError):
    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs an optional part that is not installed", f"pip install 'litbase[{extra}]'")
        self.extra = extra
