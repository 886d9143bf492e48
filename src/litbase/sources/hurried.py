"""pypdf on a file, for no longer than some seconds: on broken files it may take minutes."""

import io
import struct
import time
import zlib
from pathlib import Path
from typing import Any

SECONDS = 20.0  # for all that pypdf is asked about one file
SLIPS = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError),
    *(struct.error, zlib.error),
)
"""What pypdf raises on broken files beside its own errors."""


class OutOfTime(BaseException):
    """Pypdf has had its time; no exception of the usual kind, which it would swallow and go on to the next object."""


class _Hurried(io.BytesIO):
    """The bytes of a file, to be read until *deadline* (of the monotonic clock) and no longer."""

    def __init__(self, content: bytes, deadline: float) -> None:
        super().__init__(content)
        self._deadline = deadline

    def read(self, size: int | None = -1, /) -> bytes:
        if time.monotonic() > self._deadline:
            raise OutOfTime
        return super().read(size)


def open_hurried(path: Path, password: str | None, deadline: float) -> Any:
    """Open the PDF with pypdf; None if it cannot, or not by then."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(_Hurried(path.read_bytes(), deadline), strict=False)
        if reader.is_encrypted and not (reader.decrypt("") or reader.decrypt(password or "")):
            return None
        len(reader.pages)
    except (PyPdfError, DependencyError, OSError, OutOfTime, *SLIPS):  # some encryption asks for what is not there
        return None
    return reader
