"""Measure how litbase bears odd, broken and damaged PDFs: every file gives pages or a reason, none a crash or a hang.

    python benchmarks/robustness.py [FOLDER] [--copies 200] [--seed 1]

Reads every PDF under FOLDER and seeded mutations of them (bytes flipped, truncated), and compares what is read of the
unmutated ones with poppler's `pdftotext`, word by word; where they differ pypdf is heard as a second witness.
"""

import argparse
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from litbase.errors import CorruptSource, SourceError, SourceTooCostly
from litbase.model.page import Reading
from litbase.sources.damage import fallback_texts
from litbase.sources.workers import Job, read_all

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "pdf-samples"
SLOWEST = 60.0  # seconds one file may take
ALIKE = 0.9  # word F1 that counts as read
BY_EYE = {
    "issue-1113-evil-xobjects": "neither: a form drawn inside itself, ever smaller; they stop early, we read all",
    "issue-791-non-unicode-cmap": "neither: the file does not say what letters its codes stand for",
    "simple1": "ours: letters set wide apart; they read them one by one, we read six words of eight whole",
    "issue-1082-annotations": "ours: they add words that a reader stamped on the page",
    "simple3": "neither: a word set on two heights and a line set downwards",
    "habibi": "neither: the glyphs of an Arabic word are mapped to wrong letters; both read the word once too often",
}
"""Which of the two is right, as seen on the page; names as the projects that collected them gave them."""
UNSPACED = "\u3041-\u30ff\u3400-\u9fff"  # kana and Han, set without spaces: letter by letter
UNFORESEEN = re.compile(r"unforeseen|ended by signal|ended with code")


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one file."""

    path: Path
    outcome: Reading | SourceError
    done: float  # seconds since the start of the run

    @property
    def crashed(self) -> bool:
        return isinstance(self.outcome, SourceError) and UNFORESEEN.search(str(self.outcome)) is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--copies", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    originals = sorted(wanted.folder.rglob("*.pdf"))
    if not originals:
        raise SystemExit(f"no PDFs under {wanted.folder}")
    report_likeness(read(originals))
    with tempfile.TemporaryDirectory() as folder:
        report_damage(read(list(mutated(originals, Path(folder), copies=wanted.copies, seed=wanted.seed))))


def read(paths: Sequence[Path]) -> list[Measured]:
    began = time.monotonic()
    measured = [
        Measured(job.path, outcome, time.monotonic() - began) for job, outcome in read_all([Job(p) for p in paths])
    ]
    assert sorted(each.path for each in measured) == sorted(paths), "a file got lost"
    report_reasons(measured)
    return measured


def report_reasons(measured: Sequence[Measured]) -> None:
    reasons = Counter(each.outcome.name if isinstance(each.outcome, SourceError) else "read" for each in measured)
    slow = [each for each in measured if isinstance(each.outcome, SourceTooCostly)]
    crashed = [each for each in measured if each.crashed]
    took = max(each.done for each in measured)
    print(f"{len(measured)} files in {took:.1f} s: {dict(reasons)}; crashes {len(crashed)}, too costly {len(slow)}")
    for each in (*crashed, *slow):
        print(f"  {each.path.name}: {each.outcome}")
    assert not crashed
    assert not any("took longer" in str(each.outcome) for each in slow)


def report_likeness(measured: Sequence[Measured]) -> None:
    """Compare the words of each file with poppler's, where poppler reads any, and where they differ with pypdf's."""
    if shutil.which("pdftotext") is None:
        print("no pdftotext on PATH: likeness not measured")
        return
    theirs = {each.path: words for each in measured if (words := poppler_words(each.path))}
    ours = {each.path: our_words(each.outcome) for each in measured if each.path in theirs}
    scores = {path: likeness(ours[path], words) for path, words in theirs.items()}
    read_at_all = sum(isinstance(each.outcome, Reading) for each in measured if each.path in theirs)
    print(f"pdftotext reads {len(scores)}; litbase reads {read_at_all} of them ({read_at_all / len(scores):.1%})")
    apart = [path for path in sorted(scores, key=scores.__getitem__) if scores[path] < ALIKE]
    witnessed = {path: pypdf_words(path) for path in apart}
    confirmed = [path for path in apart if likeness(ours[path], witnessed[path]) >= ALIKE]
    good = len(scores) - len(apart)
    print(
        f"median word F1 {statistics.median(scores.values()):.3f}; at least {ALIKE} in {good / len(scores):.1%},"
        f" with pypdf where it is not with pdftotext in {(good + len(confirmed)) / len(scores):.1%}"
    )
    for path in apart:
        with_pypdf = likeness(ours[path], witnessed[path]), likeness(theirs[path], witnessed[path])
        judged = next((verdict for name, verdict in BY_EYE.items() if path.stem.startswith(name)), "not looked at")
        print(
            f"  {path.name}: F1 {scores[path]:.3f}; with pypdf's ours {with_pypdf[0]:.3f}, theirs {with_pypdf[1]:.3f}"
        )
        print(f"    right by eye: {judged}")


def our_words(outcome: Reading | SourceError) -> Counter[str]:
    """Return the words of all pages, and their printed numbers, which are labels and no text."""
    if isinstance(outcome, SourceError):
        return Counter()
    printed = [page.label for page in outcome.pages if page.label is not None and not page.inferred]
    return words("\n".join([*(page.text for page in outcome.pages), *printed]))


def pypdf_words(path: Path) -> Counter[str]:
    return words("\n".join(fallback_texts(path, None).values()))


def poppler_words(path: Path) -> Counter[str]:
    done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=False, timeout=60)
    return words(done.stdout.decode(errors="replace")) if done.returncode == 0 else Counter()


def likeness(ours: Counter[str], theirs: Counter[str]) -> float:
    """Return the F1 of the words read against those of another reader."""
    common = sum((ours & theirs).values())
    return 2 * common / ((sum(ours.values()) + sum(theirs.values())) or 1)


def words(text: str) -> Counter[str]:
    text = re.sub(r"-\n", "", text)
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return Counter(re.findall(rf"[{UNSPACED}]|[^\W{UNSPACED}]+", text.casefold()))


def report_damage(measured: Sequence[Measured]) -> None:
    refused = [each.outcome for each in measured if isinstance(each.outcome, SourceError)]
    without_reason = [error for error in refused if not str(error) or "Traceback" in str(error)]
    marked = sum(
        any(page.problem for page in each.outcome.pages) for each in measured if isinstance(each.outcome, Reading)
    )
    corrupt = sum(isinstance(error, CorruptSource) for error in refused)
    print(f"damaged copies: {len(refused)} refused ({corrupt} as corrupt), {marked} read with problems named on pages")
    assert not without_reason


def mutated(originals: Sequence[Path], folder: Path, *, copies: int, seed: int) -> Iterator[Path]:
    """Yield damaged copies: some bytes flipped, a stretch overwritten, or the end cut off."""
    chance = random.Random(seed)
    for number in range(copies):
        original = originals[number % len(originals)]
        content = bytearray(original.read_bytes())
        damage = chance.choice((flip, overwrite, truncate))
        path = folder / f"{number:03d}-{damage.__name__}-{original.name}"
        path.write_bytes(damage(content, chance))
        yield path


def flip(content: bytearray, chance: random.Random) -> bytearray:
    for _ in range(max(1, int(len(content) * chance.choice((0.0001, 0.001, 0.01))))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def overwrite(content: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.choice((16, 256, 4096)))
    content[start:end] = chance.randbytes(end - start)
    return content


def truncate(content: bytearray, chance: random.Random) -> bytearray:
    return content[: chance.randrange(len(content))]


if __name__ == "__main__":
    main()
