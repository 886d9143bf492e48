"""A process that answers questions for a check: questions in, answers out, over pipes."""

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import cast

from litbase.claims.answers import read_answer, written_answer
from litbase.claims.question import Answer, Question

_PROGRAM = "import sys; sys.path[:] = sys.argv[4:]; from litbase.claims.helping import serve; serve(*sys.argv[1:4])"
_WORTH_A_PROCESS = 12  # questions; for fewer it would hardly have begun before they are answered
_MOST = 3


class HelperProcess:
    """Answers questions of one library in a plain interpreter of its own, in which nothing of the caller's is run."""

    def __init__(self, pages: Path, index: Path, engine: str) -> None:
        """*pages*, *index*: where page store and index are; *engine* as in `open_index`."""
        command = [sys.executable, "-c", _PROGRAM, str(pages), str(index), engine, *sys.path]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def answer(self, question: Question) -> Answer | None:
        if self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            pickle.dump(question, self._process.stdin)
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except (OSError, ValueError):  # it has ended, or was ended
            return None
        return read_answer(json.loads(line)) if line.endswith(b"\n") else None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def helpers_for(questions: int, *, processors: int) -> int:
    """Return how many processes are worth starting beside this one to answer so many *questions*."""
    return min(processors - 1, questions // _WORTH_A_PROCESS, _MOST)


def serve(pages: str, index: str, engine: str) -> None:
    """Answer questions until the other side closes the pipe."""
    import signal

    from litbase.claims.trace import Tracer
    from litbase.search.index import open_index
    from litbase.sources.page_store import PageStore

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller, who then ends this process
    store = PageStore(Path(pages))
    tracer = Tracer(index=open_index(Path(index), engine=engine, pages=store), pages=store)
    while True:
        try:
            question = cast(Question, pickle.load(sys.stdin.buffer))  # noqa: S301 (from the caller, who started this)
        except EOFError:
            return
        sys.stdout.buffer.write(json.dumps(written_answer(tracer.answer(question))).encode() + b"\n")
        sys.stdout.buffer.flush()
