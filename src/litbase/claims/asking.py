"""Many questions answered at once: here, and by helpers that take questions from the other end."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import Protocol

from litbase.claims.question import Answer, Question


class Helper(Protocol):
    """Answers questions elsewhere, one at a time."""

    def answer(self, question: Question) -> Answer | None:
        """Return the answer, None if the helper has come to an end."""
        ...

    def end(self) -> None:
        """Stop at once; may be called while a question is being answered."""
        ...


_Done = SimpleQueue[tuple[Question, Answer | None] | None]


def ask(
    questions: Iterable[Question], answer: Callable[[Question], Answer], helpers: Sequence[Helper] = ()
) -> Iterator[tuple[Question, Answer]]:
    """Yield each of *questions* with its answer, in the order they are answered.

    Those on one source come after another, so that here and there different sources are read. What a helper leaves
    unanswered is answered here. Closing the iterator ends the helpers.
    """
    from concurrent.futures import ThreadPoolExecutor

    waiting = deque(sorted(questions, key=lambda question: [work.key for work in question.cited]))
    done: _Done = SimpleQueue()
    with ThreadPoolExecutor(max(1, len(helpers))) as threads:
        try:
            helping = [threads.submit(_help, one, waiting, done) for one in helpers]
            while (question := _next(waiting.popleft)) is not None:
                yield question, answer(question)
            ended = 0
            while ended < len(helping):
                found = done.get()
                if found is None:
                    ended += 1
                else:
                    yield found[0], answer(found[0]) if found[1] is None else found[1]
            for thread in helping:
                thread.result()  # a fault over there is a fault of the check
        finally:
            waiting.clear()
            for helper in helpers:
                helper.end()


def _help(helper: Helper, waiting: "deque[Question]", done: _Done) -> None:
    """Let *helper* answer questions from the end until there are none, or it has come to its own."""
    try:
        while (question := _next(waiting.pop)) is not None:
            answer = helper.answer(question)
            done.put((question, answer))
            if answer is None:
                break
    finally:
        done.put(None)


def _next(take: Callable[[], Question]) -> Question | None:
    try:
        return take()
    except IndexError:
        return None
