"""Questions are answered here and by helpers, each once, and a helper that ends leaves nothing unanswered."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from litbase.claims.answers import written_answer
from litbase.claims.asking import ask
from litbase.claims.helping import HelperProcess, helpers_for
from litbase.claims.question import Answer, Cited, Question, Standing
from litbase.claims.quotations.quoted import find_quotations
from litbase.claims.trace import Tracer
from litbase.model.claim import Verdict
from litbase.model.page import Reading, SourceFile
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore

from .conftest import LittleLibrary

QUOTED = "“Labour inspectors visited 1,250 brick kilns in the northern provinces”"
CLAIMS = (
    QUOTED,
    QUOTED.replace("northern", "southern"),
    "The police identified 412 victims.",
    "Nobody saw 99 others.",
)


def question(text: str, *keys: str) -> Question:
    standing = Standing.SOURCES if keys else Standing.NOTHING
    return Question(text, find_quotations(text), standing, tuple(map(Cited, keys)))


QUESTIONS = [question(text, *keys) for text in CLAIMS for keys in ((), ("norland2022",), ("eldoria2020", "lost1999"))]


def told_here(asked: Question) -> Answer:
    return Answer(Verdict.TO_READ, f"here: {asked.text}", (), ())


class Other:
    """A helper that answers so many questions and then has come to an end."""

    def __init__(self, answers: int) -> None:
        self.left = answers
        self.ended = Event()

    def answer(self, question: Question) -> Answer | None:
        self.left -= 1
        return None if self.left < 0 else Answer(Verdict.TO_READ, f"there: {question.text}", (), ())

    def end(self) -> None:
        self.ended.set()


@pytest.mark.parametrize("answers", [[], [0], [2], [99], [0, 3]])
def test_every_question_is_answered_once(answers: Sequence[int]) -> None:
    helpers = [Other(count) for count in answers]
    found = list(ask(QUESTIONS, told_here, helpers))
    assert sorted(repr(one) for one, _ in found) == sorted(map(repr, QUESTIONS))
    assert all(answer.reason.endswith(one.text) for one, answer in found)
    assert all(helper.ended.is_set() for helper in helpers)


def test_helpers_end_when_nobody_waits_for_more() -> None:
    helper = Other(99)
    asked = ask(QUESTIONS, told_here, [helper])
    next(asked)
    asked.close()
    assert helper.ended.is_set()


def test_a_fault_of_a_helper_is_raised_and_not_waited_for() -> None:
    class Faulty(Other):
        def answer(self, question: Question) -> Answer | None:
            raise ValueError(question.text)

    helper = Faulty(99)
    with pytest.raises(ValueError, match=r"."):
        list(ask(QUESTIONS, told_here, [helper]))
    assert helper.ended.is_set()


def on_disk(library: LittleLibrary, folder: Path) -> tuple[PageStore, Index]:
    """The pages and an index of them as another process can open them."""
    pages = PageStore(folder / "stored.sqlite3")
    index = open_index(folder / "index", engine=None, pages=pages)
    with index.writing() as writer:
        for source in library.pages.sources():
            sha256 = hashlib.sha256(source.key.encode()).hexdigest()
            read = tuple(library.pages.pages(source.sha256))
            file = SourceFile(source.key, source.file, sha256, 1, source.media_type)
            pages.put(file, Reading(source.media_type, read, (), source.language, source.cited_by))
            writer.put_source(sha256, source.language, read)
    return pages, index


def test_a_process_answers_as_this_one_does(norland: LittleLibrary, tmp_path: Path) -> None:
    pages, index = on_disk(norland, tmp_path)
    here = Tracer(index=index, pages=pages)
    helper = HelperProcess(tmp_path / "stored.sqlite3", tmp_path / "index", index.engine)
    for one in QUESTIONS:
        answer = helper.answer(one)
        assert answer is not None
        assert written_answer(answer) == written_answer(here.answer(one))
    helper.end()
    assert helper.answer(QUESTIONS[0]) is None
    index.close()
    pages.close()


@pytest.mark.parametrize(
    ("questions", "processors", "helpers"),
    [(1, 8, 0), (11, 8, 0), (12, 2, 1), (500, 2, 1), (500, 1, 0), (500, 16, 3), (30, 16, 2)],
)
def test_processes_are_started_where_they_are_worth_it(questions: int, processors: int, helpers: int) -> None:
    assert helpers_for(questions, processors=processors) == helpers
