"""How long does it take to check a draft of 10,000 words with 100 citations against 10,000 pages?

Run: python benchmarks/checking.py [FOLDER] [--pages N] [--keep LIBRARY]. FOLDER (default ../shared/data/documents) has
files to read; their pages are repeated, cut elsewhere and with one word in eight exchanged, as sections of Markdown
files, until there are N. The draft quotes (verbatim and altered), restates and gives figures of the real pages; its
other sentences are taken from them without a citation. Each run is a whole new process of `litbase check DRAFT --json`:
the first, the same again, and again after one sentence was edited. Times are by the clock and by processor.
"""

import argparse
import compileall
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import litbase
from litbase.library.library import Library
from litbase.model.page import Page
from litbase.search.sentences import sentences

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "documents"
WORDS, CITATIONS = 10_000, 100
SECTIONS = 300
FIGURE = re.compile(r"\b\d{2,}\b")


def main() -> int:
    """Print the times; return 1 where a promise is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="a folder for the library, used again if it is there")
    options = parser.parse_args()
    compileall.compile_dir(Path(litbase.__file__).parent, quiet=1)  # as where it is installed
    if not options.folder.is_dir():
        print(f"no real reports at {options.folder}: nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made) / "library"
        library = Library.open(folder) if folder.is_dir() else _library(folder, options.folder, pages=options.pages)
        with library:
            count = sum(source.pages for key in library.keys() for source, _ in library.pages(key))  # noqa: SIM118
            draft = Path(made) / "draft.md"
            draft.write_text(_draft(library), "utf-8")
        return 0 if _measure(folder, draft, pages=count) else 1


def _library(folder: Path, documents: Path, *, pages: int) -> Library:
    library = Library.init(folder)
    library.add([documents])
    texts = [page.text for page in _pages(library) if len(page.text) > 200]
    missing = pages - sum(1 for _ in _pages(library))
    with tempfile.TemporaryDirectory() as made:
        files = []
        for start in range(0, max(missing, 0), SECTIONS):
            files.append(Path(made) / f"made-{start}.md")
            sections = _made(texts, min(SECTIONS, missing - start), seed=start)
            files[-1].write_text("\n\n".join(f"# Part {n}\n\n{text}" for n, text in enumerate(sections, 1)), "utf-8")
        library.add(files)
    return library


def _pages(library: Library) -> Iterator[Page]:
    for key in library.keys():  # noqa: SIM118
        for _, pages in library.pages(key):
            yield from pages


def _made(texts: Sequence[str], count: int, *, seed: int) -> Iterator[str]:
    choose = random.Random(seed)
    for _ in range(count):
        words, other = choose.choice(texts).split(), choose.choice(texts).split()
        for at in range(choose.randrange(8), len(words), 8):
            words[at] = choose.choice(other)
        cut = choose.randrange(len(words))
        yield " ".join(word.lstrip("#>|-*`") for word in words[cut:] + words[:cut])


def _draft(library: Library) -> str:
    """Return a draft of real sentences: quoted, altered, restated, and without a citation."""
    choose = random.Random(5)
    found = [
        (key, page, " ".join(page.text[a:b].split()))
        for key in library.keys()  # noqa: SIM118
        for source, pages in library.pages(key)
        if source.language == "en" and source.media_type == "application/pdf"
        for page in pages
        for a, b in sentences(page.text)
        if 60 < b - a < 300
    ]
    paragraphs, words = [], 0
    for number, (key, page, text) in enumerate(choose.sample(found, 1200)):
        cited = f" [@{key}, p. {page.label}]" if page.label else f" [@{key}]"
        plain = re.sub(r'["“”\[\]@*_#`]', "", text).strip(" .")
        if number < CITATIONS:
            kind = number % 4
            split = plain.split()
            if kind == 1:
                split[len(split) // 2] = "otherwise"
            elif kind > 1:
                split = [word for at, word in enumerate(split) if at % 5 != kind]
            sentence = f'They write that "{" ".join(split)}"{cited}.' if kind < 2 else f"{' '.join(split)}{cited}."
        else:
            sentence = f"{plain}."
        paragraphs.append(sentence)
        words += len(sentence.split())
        if words > WORDS:
            break
    choose.shuffle(paragraphs)
    return (
        "# A draft\n\n" + "\n\n".join(" ".join(paragraphs[at : at + 5]) for at in range(0, len(paragraphs), 5)) + "\n"
    )


def _measure(folder: Path, draft: Path, *, pages: int) -> bool:
    text = draft.read_text("utf-8")
    print(f"{len(text.split()):,} words, {text.count('[@')} citations, {pages:,} pages")
    first, counts = _run(folder, draft)
    print(f"first check        {first[0]:6.2f} s   {first[1]:6.2f} s of processor time   {counts}")
    again, _ = _run(folder, draft)
    print(f"nothing changed    {again[0]:6.2f} s   {again[1]:6.2f} s of processor time")
    draft.write_text(text.replace("They write that", "They claim that", 1), "utf-8")
    edited, _ = _run(folder, draft)
    print(f"one sentence edited{edited[0]:6.2f} s   {edited[1]:6.2f} s of processor time")
    return first[0] < 10 and edited[0] < 1


def _run(folder: Path, draft: Path) -> tuple[tuple[float, float], dict[str, int]]:
    before, started = os.times(), time.perf_counter()
    printed = subprocess.run(
        [sys.executable, "-m", "litbase", "--library", str(folder), "check", str(draft), "--json"],
        capture_output=True,
        check=True,
    ).stdout
    wall, after = time.perf_counter() - started, os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return (wall, used), {name: count for name, count in json.loads(printed)["summary"].items() if count}


if __name__ == "__main__":
    raise SystemExit(main())
