"""A stranger's manuscript is read in a process of its own first, so that what it does to a reader is done there."""

import subprocess
import sys
from pathlib import Path

from litbase.errors import DraftError

_SECONDS = 60
_PROGRAM = """
import sys
sys.path[:] = sys.argv[2:]
from pathlib import Path
from litbase.errors import DraftError
from litbase.library.checking import read
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
except ImportError:  # Windows has no such limits
    pass
try:
    read(Path(sys.argv[1]))
except DraftError:  # a sentence for the reader, said where it is read for good
    pass
"""


def try_to_read(path: Path, name: str) -> None:
    """Raise DraftError if reading the manuscript *path*, called *name*, ends, stalls or bloats its process."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    places = [place for place in sys.path if place]
    command = [sys.executable, "-I", "-c", _PROGRAM, str(path), *places, package]
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DraftError(
            f"reading '{name}' took longer than {_SECONDS} s and was stopped", "save it anew in another format"
        ) from error
    if ended.returncode != 0:
        raise DraftError(f"'{name}' cannot be read: it ended the process that tried", "save it anew in another format")
