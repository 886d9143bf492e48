"""pandoc, always a separate process: one from the PATH if it is new enough, else the one pip installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from litbase.errors import StyleError

OLDEST = 3  # the first version whose AST and citation processing are those used here
API_VERSION = (1, 23)  # of the JSON AST that pandoc 3 reads and writes
_LONGEST = 600.0  # seconds; ten thousand references in a slow style take about one minute
_BUNDLED = "files"  # the folder of pypandoc_binary that holds its pandoc
# A larger first generation saves a sixth of the time of a long list; other builds of pandoc may not know the option.
_ROOMY = ("+RTS", "-A64m", "-RTS")
_NOWHERE = "http://127.0.0.1:9"  # the discard port: whatever pandoc would fetch, it gets nothing
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), _NOWHERE)
_VERSION = re.compile(rb"pandoc(?:\.exe)? (\d+)\.")


@dataclass(frozen=True, slots=True)
class PandocOutput:
    """What pandoc wrote, and its warnings, one line each."""

    content: bytes
    warnings: tuple[str, ...] = ()


@cache
def find_pandoc() -> Path:
    """Return a pandoc of version 3 or later; raise StyleError with the command that installs one."""
    on_path = shutil.which("pandoc")
    if on_path is not None and _is_new_enough(on_path):
        return Path(on_path)
    spec = find_spec("pypandoc")  # found, not imported: the package itself is not needed
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        for name in ("pandoc", "pandoc.exe"):
            bundled = Path(folder) / _BUNDLED / name
            if bundled.is_file():
                return bundled
    raise StyleError("citing needs pandoc 3 or newer, and none is installed", "pip install pypandoc_binary")


def _is_new_enough(program: str) -> bool:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    found = _VERSION.match(said)
    return found is not None and int(found[1]) >= OLDEST


def run_pandoc(arguments: Sequence[str], content: bytes = b"", *, folder: Path | None = None) -> PandocOutput:
    """Run pandoc on *content* in *folder*; raise StyleError with its own last words if it fails.

    It never reaches a server. Give `--sandbox` whenever what it reads comes from somebody else: then it opens no
    file but those named among *arguments*.
    """
    program = find_pandoc()
    try:
        done = subprocess.run(
            [str(program), *arguments, *(_ROOMY if program.parent.name == _BUNDLED else ())],
            input=content,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
            cwd=folder,
            env={**os.environ, **_OFFLINE, "no_proxy": "", "NO_PROXY": "", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise StyleError(f"pandoc did not finish within {_LONGEST:.0f} s", "cite fewer works at once") from error
    said = done.stderr.decode("utf-8", errors="replace").strip()
    if done.returncode != 0:
        raise StyleError(f"pandoc could not do it: {_last_words(said)}", "is the style file a valid CSL style?")
    return PandocOutput(done.stdout, tuple(line for line in said.splitlines() if line.strip()))


def _last_words(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith((" ", "HasCallStack"))]
    return lines[-1].strip() if lines else "it gave no reason"
