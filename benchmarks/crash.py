"""Kill litbase at random moments while it adds, edits and rebuilds, and see what is left.

    python benchmarks/crash.py [--kills 50] [--seed 1]

After each kill -9 the library must open, `doctor` must name what was left over, and the next run must complete
the work. Then: two writers at once, and a reader beside a writer. Prints one line for each kind of run.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from litbase.errors import LockedLibrary
from litbase.library.library import Library
from litbase.library.locking import dead_owner_of

FILES = 12
SECTIONS = 30
LEFT_BY_A_KILL = {"interrupted-run", "leftover-file", "orphan-source", "source-without-entry", "stale-index"}

ADD = "library.add([Path(sys.argv[2])], workers=2)"
EDIT = "[library.edit(key, {'note': f'{key} ' + sys.argv[2]}) for key in library.keys()]"
REBUILD = "library.rebuild(workers=2)"


@dataclass(slots=True)
class Tally:
    """What was seen after the kills of one kind of run."""

    kind: str
    kills: int = 0
    after_the_end: int = 0  # the run was over before it was to be killed
    named: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def line(self) -> str:
        named = ", ".join(f"{name} {count}" for name, count in sorted(self.named.items()))
        return f"{self.kind:<8} {self.kills} kills, {len(self.failures)} failures; doctor named: {named or 'nothing'}"


def write_sources(folder: Path) -> None:
    """Write fictional reports of some sections each; no two say the same."""
    folder.mkdir(parents=True)
    for number in range(FILES):
        sections = [
            f"## District {section}\n\nThe inspectors of Norland visited harbour {number}-{section} and wrote down what"
            f" {section + 3} witnesses said about report{number}mark.\n" * 3
            for section in range(SECTIONS)
        ]
        text = f"# Report {number} of the Norland Inspectors\n\n" + "\n".join(sections)
        (folder / f"report-{number}.md").write_text(text, encoding="utf-8")


def start(folder: Path, action: str, word: str) -> subprocess.Popen[bytes]:
    """Start a process that opens the library and does *action*."""
    opening = "with Library.open(Path(sys.argv[1]), patience=60) as library:"
    code = f"import sys; from pathlib import Path; from litbase import Library\n{opening} {action}"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), word], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def finish(process: subprocess.Popen[bytes]) -> str | None:
    """Wait for *process*; return what it complained about, None if nothing."""
    _, complaint = process.communicate(timeout=120)
    return None if process.returncode == 0 else complaint.decode().strip().splitlines()[-1]


def kill_runs(kind: str, action: str, *, made: Path, word: str, complete: Callable[[Library], bool], kills: int,
              chance: random.Random) -> Tally:  # fmt: skip
    """Do *action* on copies of the library at *made*, kill it *kills* times, and look at what is left."""
    tally = Tally(kind)
    copy = made.with_name(f"{made.name}-{kind}")
    seconds = _time_of(made, copy, action, word)
    while tally.kills < kills:
        _fresh_copy(made, copy)
        process = start(copy, action, word)
        time.sleep(chance.uniform(0.05, seconds))
        process.kill()
        process.wait()
        if process.returncode == 0:
            tally.after_the_end += 1
            if tally.after_the_end > kills:
                break
            continue
        tally.kills += 1
        tally.failures += _examine(copy, action, word, complete, tally.named)
    shutil.rmtree(copy, ignore_errors=True)
    return tally


def _fresh_copy(made: Path, copy: Path) -> None:
    """Copy a library and let it see that its files are other files now."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(made, copy)
    with Library.open(copy) as library:
        library.search("inspectors")


def _time_of(made: Path, copy: Path, action: str, word: str) -> float:
    _fresh_copy(made, copy)
    begun = time.monotonic()
    complaint = finish(start(copy, action, word))
    if complaint is not None:
        raise SystemExit(f"the run fails even when it is not killed: {complaint}")
    return time.monotonic() - begun


def _examine(
    folder: Path, action: str, word: str, complete: Callable[[Library], bool], named: Counter[str]
) -> Iterator[str]:
    was_writing = dead_owner_of(folder / ".litbase" / "writing.lock") is not None
    with Library.open(folder) as library:
        problems = {problem.check for problem in library.doctor()}
        library.search("inspectors")
    named.update(problems & LEFT_BY_A_KILL)
    if was_writing and "interrupted-run" not in problems:
        yield "doctor did not name the interrupted run"
    complaint = finish(start(folder, action, word))
    if complaint is not None:
        yield f"the next run failed: {complaint}"
        return
    with Library.open(folder) as library:
        if not complete(library):
            yield "the next run did not complete the work"
        library.doctor(fix=True)
        left = {problem.check for problem in library.doctor()} & LEFT_BY_A_KILL
    if left:
        yield f"still there after the next run and a fix: {', '.join(sorted(left))}"


def two_writers(made: Path, sources: Path) -> str:
    """Let two processes add at once; each must finish."""
    halves = [sources.with_name("half-1"), sources.with_name("half-2")]
    for at, half in enumerate(halves):
        half.mkdir()
        for path in sorted(sources.iterdir())[at::2]:
            shutil.copy(path, half)
    processes = [start(made, ADD, str(half)) for half in halves]
    complaints = [complaint for complaint in map(finish, processes) if complaint is not None]
    with Library.open(made) as library:
        found = len(library.keys())
    if complaints or found != FILES:
        return f"two writers: FAILED, {found} of {FILES} entries; {'; '.join(complaints)}"
    return f"two writers: both finished, {found} entries"


def impatient_writer(made: Path) -> str:
    """Try to write beside a writer without waiting."""
    process = start(
        made, "held = library._parts.writing('add', patience=0); held.__enter__(); __import__('time').sleep(60)", ""
    )
    held = made / ".litbase" / "writing.lock"
    while process.poll() is None and not (held.exists() and held.stat().st_size):
        time.sleep(0.01)
    try:
        with Library.open(made, patience=0.2) as library:
            library.rebuild()
    except LockedLibrary as error:
        return f"impatient writer: {error}"
    finally:
        process.kill()
        process.wait()
    return "impatient writer: FAILED, it was let in"


def reader_beside_writer(made: Path, sources: Path) -> str:
    """Search while another process adds: each answer is an old or a new state, whole sources only."""
    process = start(made, ADD, str(sources))
    answers = list[int]()
    torn = 0
    with Library.open(made) as library:
        while process.poll() is None:
            answers.append(library.search("inspectors", limit=1).total)
            torn += answers[-1] % SECTIONS not in (0,)
        answers.append(library.search("inspectors", limit=1).total)
    complaint = finish(process)
    steps = len(set(answers))
    verdict = "FAILED" if torn or complaint or answers != sorted(answers) else "fine"
    return (
        f"reader beside writer: {verdict}, {len(answers)} answers, {steps} states, {torn} torn, ends at {answers[-1]}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="for each kind of run")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ok = run(Path(folder), kills=arguments.kills, seed=arguments.seed, say=print)
    raise SystemExit(0 if ok else 1)


def run(folder: Path, *, kills: int, seed: int, say: Callable[[str], None]) -> bool:
    """Do all of it in *folder*; return whether everything held."""
    chance = random.Random(seed)
    sources, empty, full = folder / "sources", folder / "empty", folder / "full"
    write_sources(sources)
    Library.init(empty).close()
    with Library.init(full) as library:
        library.add([sources])
    tallies = [
        kill_runs("add", ADD, made=empty, word=str(sources), complete=_has_everything, kills=kills, chance=chance),
        kill_runs("edit", EDIT, made=full, word="again", complete=_has_notes, kills=kills, chance=chance),
        kill_runs("rebuild", REBUILD, made=full, word="", complete=_has_everything, kills=kills, chance=chance),
    ]
    lines = [tally.line() for tally in tallies]
    for tally in tallies:
        lines += [f"  {failure}: {count}" for failure, count in Counter(tally.failures).items()]
    lines.append(impatient_writer(empty))
    lines.append(reader_beside_writer(_copied(empty, "read"), sources))
    lines.append(two_writers(_copied(empty, "two"), sources))
    for line in lines:
        say(line)
    return not any(tally.failures for tally in tallies) and not any("FAILED" in line for line in lines)


def _copied(made: Path, name: str) -> Path:
    return Path(shutil.copytree(made, made.with_name(name)))


def _has_everything(library: Library) -> bool:
    marks = all(library.search(f"report{number}mark", limit=1).total for number in range(FILES))
    return marks and len(library.keys()) == FILES


def _has_notes(library: Library) -> bool:
    notes = all((entry.get("note") or "").endswith(" again") for entry in library.entries())
    return notes and _has_everything(library)


if __name__ == "__main__":
    main()
