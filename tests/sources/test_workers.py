import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from litbase.errors import CorruptSource, EncryptedSource, SourceError, SourceTooCostly
from litbase.model.page import Reading
from litbase.sources.workers import Job, read_all, reading_order

ODD = "odd_readers:read"


@pytest.fixture(autouse=True)
def _odd_readers_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent)


def jobs_in(folder: Path, *words: str) -> list[Job]:
    paths = []
    for number, word in enumerate(words):
        path = folder / f"{number}.txt"
        path.write_text(word)
        paths.append(path)
    return [Job(path) for path in paths]


def outcomes(jobs: list[Job], **options: object) -> dict[str, Reading | SourceError]:
    return {job.path.stem: outcome for job, outcome in read_all(jobs, reader=ODD, workers=2, **options)}  # type: ignore[arg-type]


def test_every_job_comes_back_once(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, *["words"] * 25)
    found = list(read_all(jobs, reader=ODD, workers=3))
    assert sorted(job.path for job, _ in found) == sorted(job.path for job in jobs)
    assert all(isinstance(outcome, Reading) and len(outcome.pages) == 3 for _, outcome in found)


@pytest.mark.parametrize(
    ("sizes", "order"),
    [
        ([], []),
        ([2, 2, 2, 2, 2, 2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]),  # as given where none is large
        ([1, 1, 1, 50], [3, 0, 1, 2]),  # what takes longer than the rest comes first
        # as soon as the rest takes the other worker no longer than the large file may, at half the usual speed
        ([5, 5, 5, 5, 5, 5, 5, 5, 9, 1, 1], [0, 1, 8, 2, 3, 4, 5, 6, 7, 9, 10]),
    ],
)
def test_large_files_are_begun_in_time(sizes: list[int], order: list[int]) -> None:
    assert reading_order(sizes, 2) == order


def test_no_jobs_give_no_results() -> None:
    assert list(read_all([])) == []


def test_password_and_ocr_reach_the_reader(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word")
    ((_, outcome),) = read_all([Job(tmp_path / "a.txt", "secret", True)], reader=ODD)
    assert isinstance(outcome, Reading)
    assert (outcome.pages[0].text, outcome.pages[0].ocr) == ("word secret", True)


@pytest.mark.parametrize(
    ("word", "kind", "says"),
    [
        ("die", CorruptSource, "ended with code 3"),
        ("bug", CorruptSource, "unforeseen KeyError in odd_readers.py"),
        ("locked", EncryptedSource, "needs a password"),
    ],
)
def test_a_failure_is_a_value_and_the_rest_go_on(word: str, kind: type[SourceError], says: str, tmp_path: Path) -> None:
    found = outcomes(jobs_in(tmp_path, "one", word, "two", "three"))
    assert type(found["1"]) is kind
    assert says in str(found["1"])
    assert all(isinstance(found[name], Reading) for name in ("0", "2", "3"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_in_native_code_names_the_signal(tmp_path: Path) -> None:
    found = outcomes(jobs_in(tmp_path, "signal", "one"))
    assert f"signal {signal.SIGABRT:d}" in str(found["0"])
    assert isinstance(found["1"], Reading)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_eating_memory_is_too_costly(tmp_path: Path) -> None:
    found = outcomes(jobs_in(tmp_path, "eat memory", "one"))
    assert isinstance(found["0"], SourceTooCostly)
    assert isinstance(found["1"], Reading)


def test_a_hanging_file_is_stopped_and_the_rest_go_on(tmp_path: Path) -> None:
    began = time.monotonic()
    found = outcomes(jobs_in(tmp_path, "hang", "one", "two"), seconds=0.8)
    assert isinstance(found["0"], SourceTooCostly)
    assert isinstance(found["1"], Reading)
    assert isinstance(found["2"], Reading)
    assert time.monotonic() - began < 20


def test_what_a_reader_prints_goes_nowhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(outcomes(jobs_in(tmp_path, "print"))["0"], Reading)
    assert capfd.readouterr().out == ""


def test_pages_are_counted_while_a_long_file_is_read(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    found = outcomes(
        jobs_in(tmp_path, "linger", "one"), seen=lambda job, pages, of: told.append((job.path.stem, pages, of))
    )
    assert isinstance(found["0"], Reading)
    counts = [pages for _, pages, _ in told]
    assert {(name, of) for name, _, of in told} == {("0", 7)}
    assert counts == sorted(set(counts))
    assert 1 <= len(counts) < 7  # now and then, not for each page


def test_larger_files_are_read_first(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, "a", "a" * 300, "a" * 20)
    assert [job.path.stem for job, _ in read_all(jobs, reader=ODD, workers=1)] == ["1", "2", "0"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see child processes")
def test_leaving_early_leaves_no_process_behind(tmp_path: Path) -> None:
    before = _children()
    results = read_all(jobs_in(tmp_path, "lengthy", "hang", "hang"), reader=ODD, workers=2)
    next(results)  # the largest file comes first
    assert _children() - before
    results.close()  # type: ignore[attr-defined]
    assert _children() <= before


def _children() -> set[int]:
    own = os.getpid()
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(") ")
        except OSError:
            continue
        if int(rest.split()[1]) == own:
            found.add(int(name.split()[0]))
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_the_readers_quickly_and_quietly(tmp_path: Path) -> None:
    for job in jobs_in(tmp_path, "hang", "hang"):
        assert job.path.exists()
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from litbase.sources.workers import Job, read_all, reading_order\n"
        "print('ready', flush=True)\n"
        "try:\n"
        "    list(read_all([Job(p) for p in Path(sys.argv[1]).iterdir()], reader='odd_readers:read', workers=2))\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(1.0)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (out, err) == (b"stopped\n", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to see the orphans")
def test_readers_of_a_killed_parent_end_by_themselves(tmp_path: Path) -> None:
    jobs_in(tmp_path, "one", "two")
    program = (
        "import sys, time; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from litbase.sources.workers import Job, read_all, reading_order\n"
        "results = read_all([Job(p) for p in Path(sys.argv[1]).iterdir()], reader='odd_readers:read', workers=1)\n"
        "next(results); print('ready', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.kill()
    process.communicate(timeout=20)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _session(process.pid):
        time.sleep(0.05)
    assert _session(process.pid) == set()


def _session(leader: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(") ")
        except OSError:
            continue
        state, _, _, session, *_ = rest.split()
        if int(session) == leader and state != "Z":
            found.add(int(name.split()[0]))
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_named_pipe_among_the_files_is_refused_and_the_rest_go_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "a.txt").write_text("words")
    found = {job.path.name: outcome for job, outcome in read_all([Job(tmp_path / "pipe.pdf"), Job(tmp_path / "a.txt")])}
    assert isinstance(found["pipe.pdf"], SourceError)
    assert isinstance(found["a.txt"], Reading)


def test_a_file_that_has_gone_is_a_value(tmp_path: Path) -> None:
    ((_, outcome),) = read_all([Job(tmp_path / "gone.pdf")])
    assert isinstance(outcome, SourceError)
