"""Work that takes longer than a page may: done beside the requests, watched by a page that asks again."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore, Thread
from typing import Any
from uuid import uuid4

from fastapi import HTTPException

from litbase.errors import LibraryError, LitbaseError

_KEPT = 20  # done jobs, until the server stops
_AT_ONCE = 2


class StillAtWork(LibraryError):
    """What is asked for is not there yet."""


@dataclass(slots=True)
class Job:
    """One piece of work; `share` is 0 to 1, None while it is not known, `told` what has come of it so far.

    `words` say how far it has come where that is no share.
    """

    name: str
    share: float | None = None
    words: str = "begun"
    told: list[Any] = field(default_factory=list)
    done: Event = field(default_factory=Event)
    result: Any = None
    error: LitbaseError | None = None

    def outcome(self) -> Any:
        """Return what came of it, or raise the error that ended it; StillAtWork if it has not ended."""
        if not self.done.is_set():
            raise StillAtWork("this is still being worked on", "ask again in a moment")
        if self.error is not None:
            raise self.error
        if self.result is None:
            raise RuntimeError("the work ended without a result")
        return self.result


class Jobs:
    """The jobs of one server; a request waits *patience* seconds for a quick one, then leaves it to the page."""

    def __init__(self, patience: float = 1.5) -> None:
        self._patience = patience
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._turns = Semaphore(_AT_ONCE)

    def start(self, work: Callable[[Job], Any]) -> Job:
        """Begin *work*, which is given its job to tell its progress to."""
        job = Job(uuid4().hex)
        with self._lock:
            self._jobs[job.name] = job
            for name in [name for name, each in self._jobs.items() if each.done.is_set()][:-_KEPT]:
                del self._jobs[name]
        Thread(target=self._run, args=(job, work), daemon=True).start()
        job.done.wait(self._patience)
        return job

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        try:
            with self._turns:
                job.result = work(job)
        except LitbaseError as error:
            job.error = error
        finally:
            job.done.set()

    def get(self, name: str) -> Job:
        """Return the job; a 404 if it is not, or no longer, there."""
        with self._lock:
            found = self._jobs.get(name)
        if found is None:
            raise HTTPException(404, "that is no longer kept")
        return found
