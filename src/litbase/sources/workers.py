"""Many files read at once, each in another process that may be stopped without harm.

A file that hangs, crashes its process or eats memory becomes an error value; the other files go on. The
processes are plain interpreters that talk over pipes: nothing of the caller's program is run again in them.
"""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from litbase.errors import CorruptSource, SourceError, SourceTooCostly
from litbase.model.page import Reading
from litbase.sources.reading_process import Channel

_SECONDS_PER_MEGABYTE = 2.0
_SLOWER = 2
_READY_RESULTS = 3  # results per worker that may wait for the caller, so that a slow caller bounds the memory
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:]; from litbase.sources.reading_process import serve; serve(sys.argv[1])"
)
_READER = "litbase.sources.pages:read_source"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read; `ocr` says that its text was recognised from images."""

    path: Path
    password: str | None = None
    ocr: bool = False


Result = tuple[Job, Reading | SourceError]
OnPages = Callable[[Job, int, int], None]
"""Is told how many pages of a file have been seen, of how many."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file's pages seen so far, while it is being read."""

    job: Job
    pages: int
    of: int


def read_all(
    jobs: Sequence[Job],
    *,
    workers: int | None = None,
    seconds: float = 50.0,
    seen: OnPages | None = None,
    reader: str = _READER,
) -> Iterator[Result]:
    """Yield each job with its pages, or with the reason why there are none, in the order they are done.

    Files are begun in the order given, large ones early enough not to be waited for at the end. *workers* is the
    number of processes (None: one per processor); *seconds* is the time a small file may take, large ones get more;
    *seen* is called several times a second while long files are read. *reader* is the "module:function" that the
    processes call with a path. Closing the iterator stops everything.
    """
    pool = _Pool(jobs, seconds=seconds, reader=reader, size=_pool_size(len(jobs), workers))
    try:
        pool.start()
        for _ in jobs:
            yield pool.next_result(seen)
    finally:
        pool.stop()


def _pool_size(jobs: int, workers: int | None) -> int:
    return min(jobs, max(1, workers if workers is not None else os.cpu_count() or 1))


def reading_order(sizes: Sequence[int], workers: int) -> list[int]:
    """Return the places of files of these sizes in the order in which to begin them.

    That is the order given, so that who needs them in that order has work from the start and little left at the end;
    but the largest file left comes first as soon as the other workers might be done with the rest before it is read,
    should it take `_SLOWER` times as long as its size lets expect: fonts and pictures make the difference.
    """
    by_size = sorted(range(len(sizes)), key=lambda place: (sizes[place], -place))
    in_turn = list(reversed(range(len(sizes))))
    begun: dict[int, None] = {}
    rest = sum(sizes)
    while len(begun) < len(sizes):
        for line in (by_size, in_turn):
            while line[-1] in begun:
                line.pop()
        largest = by_size[-1]
        chosen = largest if _SLOWER * workers * sizes[largest] >= rest - sizes[largest] else in_turn[-1]
        begun[chosen] = None
        rest -= sizes[chosen]
    return list(begun)


class _Pool:
    """A few threads, each with a process of its own and a share of the jobs."""

    def __init__(self, jobs: Sequence[Job], *, seconds: float, reader: str, size: int) -> None:
        self._waiting = deque(jobs[place] for place in reading_order([_bytes(job.path) for job in jobs], size))
        self._results: queue.SimpleQueue[Result | _Seen] = queue.SimpleQueue()
        self._room = threading.Semaphore(size * _READY_RESULTS)
        self._stopping = threading.Event()
        self._seconds = seconds
        self._readers = [_Reader(reader) for _ in range(size)]
        self._threads = [threading.Thread(target=self._work, args=(each,), daemon=True) for each in self._readers]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def next_result(self, seen: OnPages | None) -> Result:
        while True:
            result = self._results.get()
            if not isinstance(result, _Seen):
                self._room.release()
                return result
            if seen is not None:
                seen(result.job, result.pages, result.of)

    def stop(self) -> None:
        """Stop every process now and wait until it is gone."""
        self._stopping.set()
        self._waiting.clear()
        for reader in self._readers:
            reader.kill()
            self._room.release()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _work(self, reader: "_Reader") -> None:
        try:
            while not self._stopping.is_set():
                self._room.acquire()
                try:
                    job = self._waiting.popleft()
                except IndexError:
                    return
                seconds = self._seconds + _SECONDS_PER_MEGABYTE * _bytes(job.path) / 1e6
                self._results.put((job, reader.read(job, seconds, self._results.put)))
        finally:
            reader.end()


class _Reader:
    """One reading process, started when first needed and again after it died."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._lock = threading.Lock()

    def read(self, job: Job, seconds: float, tell: Callable[[_Seen], None]) -> Reading | SourceError:
        """Read one file, telling how far it has come; a process that dies or is not done in *seconds* is an error."""
        try:
            process = self._running()
        except OSError as error:
            return SourceError(f"no process could be started to read '{job.path.name}': {error.strerror}")
        late = threading.Event()
        timer = threading.Timer(seconds, _give_up, (process, late))
        timer.start()
        try:
            channel = Channel.to(process)
            channel.send((str(job.path), job.password, job.ocr, seconds))
            while isinstance(outcome := channel.receive(), tuple):
                match outcome:
                    case (int(pages), int(of)):
                        tell(_Seen(job, pages, of))
        except (EOFError, OSError):
            outcome = None
        finally:
            timer.cancel()
        if isinstance(outcome, Reading | SourceError):
            return outcome
        self.end()
        if late.is_set():
            return _too_slow(job, seconds)
        return _crashed(job, outcome if isinstance(outcome, str) else _last_sign(process.returncode))

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._process is not None and self._process.poll() is not None:  # ended while it had nothing to do
                _close(self._process)
                self._process = None
            if self._process is None:
                self._process = _start(self._reader)
            if self._killed:
                self._process.kill()
            return self._process

    def kill(self) -> None:
        """Stop for good; may be called while another thread is reading."""
        with self._lock:
            self._killed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """Stop the process and wait until it is gone; the next `read` starts another."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _too_slow(job: Job, seconds: float) -> SourceError:
    return SourceTooCostly(
        f"reading '{job.path.name}' took longer than {seconds:.0f} s and was stopped",
        "the file may be built to stall readers; print it to a new PDF and add that",
    )


def _last_sign(code: int) -> str:
    return f"the process reading it was ended by signal {-code}" if code < 0 else f"the process ended with code {code}"


def _crashed(job: Job, reason: str) -> SourceError:
    return CorruptSource(f"'{job.path.name}' cannot be read: {reason}", "the file is broken, or litbase is: report it")


def _start(reader: str) -> subprocess.Popen[bytes]:
    """Start an interpreter that imports from where this one does and waits for files to read."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    places = [place for place in sys.path if place]
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _PROGRAM, reader, *places, package],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
