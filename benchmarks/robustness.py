"""Measure how litbase bears odd, broken and damaged PDFs: every file gives pages or a reason, none a crash or a hang.

    python benchmarks/robustness.py [FOLDER] [--copies 200] [--seed 1]

Reads every PDF under FOLDER and seeded mutations of them (bytes flipped, truncated), and compares what is read of the
unmutated ones with poppler's `pdftotext`, word by word.
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
from litbase.sources.workers import Job, read_all

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "pdf-samples"
SLOWEST = 60.0  # seconds one file may take
ALIKE = 0.9  # word F1 that counts as read
DIFFERENT = {
    "issue-1113-evil-xobjects": "a form drawn inside itself again and again: pdftotext stops early, we read all shown",
    "jo": "ours lacks words, and says so: pdfium loses letters of a font that is not in the file",
    "issue-791-non-unicode-cmap": "neither: the file does not say what letters its codes stand for",
    "simple1": "letters set wide apart: pdftotext reads them one by one, we read two words of four whole",
    "issue-1082-annotations": "pdftotext adds the words of a stamp; in ours they would run into the words below",
    "pdflatex-forms": "the page's number, which we keep out of the text on purpose",
    "simple3": "ours lacks words: pdfium has no letters for a font that is not in the file",
    "habibi": "neither: the glyphs of an Arabic word are mapped to wrong letters; both read the word once too often",
}
"""Why pdftotext reads a sample otherwise, as seen by eye; names as the projects that collected them gave them."""
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
    """Compare the words of each file with poppler's, where poppler reads any."""
    if shutil.which("pdftotext") is None:
        print("no pdftotext on PATH: likeness not measured")
        return
    scores = {each.path: likeness(each) for each in measured if poppler_words(each.path)}
    good = sum(score >= ALIKE for score in scores.values())
    read_at_all = sum(isinstance(each.outcome, Reading) for each in measured if each.path in scores)
    print(f"pdftotext reads {len(scores)}; litbase reads {read_at_all} of them ({read_at_all / len(scores):.1%})")
    print(f"median word F1 {statistics.median(scores.values()):.3f}; at least {ALIKE} in {good / len(scores):.1%}")
    for path, score in sorted(scores.items(), key=lambda item: item[1]):
        if score < ALIKE:
            outcome = next(each.outcome for each in measured if each.path == path)
            reason = f"{type(outcome).__name__}: {outcome}" if isinstance(outcome, SourceError) else "read"
            why = next((why for name, why in DIFFERENT.items() if path.stem.startswith(name)), "not looked at")
            print(f"  {path.name}: F1 {score:.3f} ({reason}): {why}")


def poppler_words(path: Path) -> Counter[str]:
    done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=False, timeout=60)
    return words(done.stdout.decode(errors="replace")) if done.returncode == 0 else Counter()


def likeness(measured: Measured) -> float:
    """Return the F1 of the words read against poppler's, 0.0 if the file was refused."""
    if isinstance(measured.outcome, SourceError):
        return 0.0
    theirs = poppler_words(measured.path)
    ours = words("\n".join(page.text for page in measured.outcome.pages))
    common = sum((ours & theirs).values())
    return 2 * common / ((sum(ours.values()) + sum(theirs.values())) or 1)


def words(text: str) -> Counter[str]:
    text = re.sub(r"-\n", "", text)
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return Counter(re.findall(r"\w+", text.casefold()))


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
