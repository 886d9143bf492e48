"""Read real reports as if they were drafts, and print every contradiction told among their figures, to be judged.

    python benchmarks/consistency.py ../shared/data

Reports are taken to agree with themselves, so what is printed for them is a false alarm unless a reader finds it right.
Sentences are those of PDF pages, of the articles of WiCE, and of the drafts.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from litbase.claims.figures.consistency import inconsistencies
from litbase.errors import SourceError
from litbase.search.sentences import sentences
from litbase.sources.pages import read_source


def texts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each report, article and draft by name, as its sentences."""
    for path in sorted(folder.glob("documents/**/*.pdf")):
        try:
            pages = [page.text for page in read_source(path).pages]
        except SourceError as error:
            print(f"left out: {path.name} ({error.name})")
            continue
        yield path.name, [" ".join(text[a:b].split()) for text in pages for a, b in sentences(text)]
    articles: set[str] = set()
    for path in sorted(folder.glob("claims/wice/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            evidence = json.loads(line)["evidence"]
            if evidence and " ".join(evidence) not in articles:
                articles.add(" ".join(evidence))
                yield f"article {len(articles)}", list(evidence)
    for path in [*sorted(folder.glob("drafts/*.txt")), *sorted(folder.glob("drafts/*/manuscript*.*md"))]:
        text = path.read_text("utf-8")
        yield path.name, [" ".join(text[a:b].split()) for a, b in sentences(text)]


def main(folder: Path) -> None:
    read, with_figures, found, started = 0, 0, 0, time.process_time()
    for name, given in texts(folder):
        read += len(given)
        with_figures += sum(any(character.isdigit() for character in sentence) for sentence in given)
        for one in inconsistencies(given):
            found += 1
            print(f"{name}: {one.message}")
            for number in sorted({place.sentence for place in one.places}):
                print(f"    {given[number][:400]}")
    spent = time.process_time() - started
    print(f"{read} sentences, {with_figures} of them with digits: {found} contradictions told; {spent:.0f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
