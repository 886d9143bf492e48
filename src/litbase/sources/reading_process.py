"""The process that reads files for `workers`: one path in, one reading or error out, over pipes."""

import importlib
import io
import os
import pickle
import signal
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from litbase.errors import SourceError, SourceTooCostly

if TYPE_CHECKING:
    import subprocess  # it takes milliseconds to import, in every process

_MEMORY = 1_500_000_000  # bytes of address space; with two processes the whole stays within what a laptop has free
_GRACE = 10  # seconds beyond the time limit, within which the parent ends this process
_LONGEST = 500_000_000  # bytes of one message
_PATIENCE = 0.25  # seconds between two signs of how far a file has been read
_LENGTH = struct.Struct("<Q")


class Channel:
    """Python values over a pair of pipes, each preceded by its length."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    @classmethod
    def to(cls, process: "subprocess.Popen[bytes]") -> "Channel":
        return cls(cast(BinaryIO, process.stdout), cast(BinaryIO, process.stdin))

    def send(self, value: object) -> None:
        content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        self._outgoing.write(_LENGTH.pack(len(content)))
        self._outgoing.write(content)
        self._outgoing.flush()

    def receive(self) -> object:
        """Wait for the next value. Raises EOFError when the other side is gone or sends something else."""
        head = self._incoming.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise EOFError
        (length,) = _LENGTH.unpack(head)
        content = self._incoming.read(length) if length <= _LONGEST else b""
        if len(content) < length:
            raise EOFError
        try:
            return _OnlyOurs(io.BytesIO(content)).load()
        except (pickle.UnpicklingError, ValueError, TypeError, AttributeError, LookupError) as error:
            raise EOFError from error


class _OnlyOurs(pickle.Unpickler):
    """Build litbase's own values and nothing else: the sender has just parsed a stranger's file."""

    def find_class(self, module: str, name: str) -> Any:
        if (module == "litbase.errors" or module.startswith("litbase.model.")) and "." not in name:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of litbase")


def serve(reader: str) -> None:
    """Read files until the other side closes the pipe. *reader* is "module:function"."""
    channel = _take_over_pipes()
    _limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops this process
    sys.excepthook = _last_words(channel)
    module, _, function = reader.partition(":")
    read = getattr(importlib.import_module(module), function)
    while True:
        try:
            path, password, ocr, seconds = cast(tuple[str, str | None, bool, float], channel.receive())
        except EOFError:
            return
        _die_after(seconds + _GRACE)
        try:
            outcome = read(Path(path), password=password, ocr=ocr, seen=_Teller(channel))
        except SourceError as error:
            outcome = error
        except MemoryError:
            outcome = SourceTooCostly(f"'{Path(path).name}' needs more memory than one file may take")
        _die_after(0)
        channel.send(outcome)


class _Teller:
    """Tells the other side now and then how many pages have been seen, of how many."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._last = time.monotonic()

    def __call__(self, pages: int, of: int) -> None:
        now = time.monotonic()
        if now - self._last >= _PATIENCE:
            self._last = now
            self._channel.send((pages, of))


def _take_over_pipes() -> Channel:
    """Keep the pipes for our own values; whatever a library prints goes nowhere."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return Channel(incoming, outgoing)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _die_after(seconds: float) -> None:
    """End this process if nobody has stopped it by then (0: never): a parent that was killed stops nobody."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _last_words(channel: Channel) -> Any:
    """Return an excepthook that tells the other side what ended this process: an error nobody foresaw."""

    def say(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        places = [place for place in _places(trace) if not place.startswith(__file__)]
        ours = [place for place in places if f"{os.sep}litbase{os.sep}" in place]
        place = Path((ours or places or ["an unknown place"])[-1]).name
        channel.send(f"the reader met an unforeseen {kind.__name__} in {place}")

    return say


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        yield f"{trace.tb_frame.f_code.co_filename} line {trace.tb_lineno}"
        trace = trace.tb_next
