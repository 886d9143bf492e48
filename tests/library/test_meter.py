"""How far a reading has come."""

from pathlib import Path

from litbase.library.meter import Meter
from litbase.model.record import Progress
from litbase.sources.workers import Job

LONG, SHORT = Job(Path("long.pdf")), Job(Path("short.pdf"))


def told(*steps: tuple[str, Job, tuple[int, ...]]) -> list[Progress]:
    found = list[Progress]()
    meter = Meter({LONG: 900, SHORT: 100}, found.append)
    for step, job, numbers in steps:
        getattr(meter, step)(job, *numbers)
    return found


def test_pages_of_a_file_count_while_it_is_read() -> None:
    assert told(("seen", LONG, (100, 300)), ("seen", LONG, (200, 300))) == [
        Progress(pages=100, files=0, of_files=2, share=0.3),
        Progress(pages=200, files=0, of_files=2, share=0.6),
    ]


def test_what_was_seen_of_a_file_is_not_counted_again_when_it_is_done() -> None:
    steps = ("seen", LONG, (150, 300)), ("done", SHORT, (8,)), ("done", LONG, (300,))
    assert [(at.pages, at.files, at.share) for at in told(*steps)] == [(150, 0, 0.45), (158, 1, 0.55), (308, 2, 1.0)]


def test_a_file_that_turns_out_unreadable_takes_its_pages_back() -> None:
    assert [at.pages for at in told(("seen", LONG, (40, 300)), ("done", LONG, (0,)))] == [40, 0]


def test_nothing_is_told_where_nobody_asks() -> None:
    meter = Meter({LONG: 900}, None)
    meter.seen(LONG, 1, 300)
    meter.done(LONG, 300)


def test_files_without_bytes_are_done_at_once() -> None:
    found = list[Progress]()
    Meter({LONG: 0}, found.append).done(LONG, 0)
    assert [at.share for at in found] == [1.0]
