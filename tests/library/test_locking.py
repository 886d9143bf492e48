"""One writer at a time, whoever dies."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from litbase.errors import LockedLibrary
from litbase.library.locking import WritingLock, dead_owner_of, owner_of

HOLD = """
import sys, time
from pathlib import Path
from litbase.library.locking import WritingLock
with WritingLock(Path(sys.argv[1])).hold("add", patience=0):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with holder(path, 60) as process:
        message = f"process {process.pid} has been writing"
        with pytest.raises(LockedLibrary, match=message) as caught, WritingLock(path).hold("edit", patience=0):
            pass
        assert caught.value.owner == process.pid
        assert dead_owner_of(path) is None
        process.kill()


def test_a_second_writer_waits(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with holder(path, 0.3), WritingLock(path).hold("edit", patience=20) as dead:
        assert dead is None
        owner = owner_of(path)
        assert owner is not None
        assert (owner.pid, owner.action) == (os.getpid(), "edit")
    assert owner_of(path) is None


def test_a_dead_owners_lock_is_taken_over_and_its_owner_named(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with holder(path, 60) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    dead = dead_owner_of(path)
    assert dead is not None
    assert (dead.pid, dead.action) == (process.pid, "add")
    with WritingLock(path).hold("edit", patience=0) as before:
        assert before == dead
    assert dead_owner_of(path) is None


def test_who_holds_the_lock_may_take_it_again(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = WritingLock(path)
    with lock.hold("add", patience=0):
        with lock.hold("index", patience=0):
            pass
        assert owner_of(path) is not None
        with pytest.raises(LockedLibrary), WritingLock(path).hold("edit", patience=0):
            pass


def test_the_lock_is_let_go_after_an_error(tmp_path: Path) -> None:
    lock = WritingLock(tmp_path / "lock")
    with pytest.raises(RuntimeError), lock.hold("add", patience=0):
        raise RuntimeError
    with lock.hold("edit", patience=0) as dead:
        assert dead is None


def test_the_refusal_comes_after_the_patience(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    start = time.monotonic()
    with (
        WritingLock(path).hold("add", patience=0),
        pytest.raises(LockedLibrary),
        WritingLock(path).hold("edit", patience=0.3),
    ):
        pass
    assert 0.3 <= time.monotonic() - start < 5


def test_a_lock_whose_folder_was_deleted_guards_nothing(tmp_path: Path) -> None:
    path = tmp_path / "derived" / "lock"
    with WritingLock(path).hold("add", patience=0):
        path.unlink()
        path.parent.rmdir()
        with WritingLock(path).hold("edit", patience=0):
            assert path.exists()
