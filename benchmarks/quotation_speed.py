"""How long does it take to look for a quotation in a library of 10,000 pages?

    python benchmarks/quotation_speed.py ../shared/data/documents [pages]

The pages of the reports are repeated, one word in eight exchanged for a word of another page, until there are enough.
Looked for are spans of the reports themselves, as they stand, with one word changed, with words dropped, and words of
no report at all. Prints processor times per quotation, the sources read anew or already at hand.
"""

import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles

from litbase.claims.quotations.looking import Shelf, look_for
from litbase.claims.quotations.quoted import find_quotations
from litbase.errors import SourceError
from litbase.model.page import Page, Reading, SourceFile
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore
from litbase.sources.pages import read_source
from quotations import Span, Variant, as_it_is, many_dropped, spans_of, word_changed

WORD = re.compile(r"(?<!\w)[^\W\d_]{5,}(?!\w)")


def scattered(words: list[str], chance: random.Random) -> str | None:
    """Return the same words in no order, which stand nowhere."""
    return f"“{' '.join(chance.sample(words, len(words)))}”"


def exchanged(page: Page, words: list[str], chance: random.Random) -> Page:
    text = WORD.sub(lambda m: chance.choice(words) if chance.random() < 0.125 else m.group(), page.text)
    return replace(page, text=text, layout=None)


def fill(pages: PageStore, index: Index, readings: dict[Path, Reading], count: int, chance: random.Random) -> None:
    total = turn = 0
    while total < count:
        for path, reading in readings.items():
            words = WORD.findall(" ".join(page.text for page in reading.pages)) or ["word"]
            made = reading.pages if not turn else tuple(exchanged(page, words, chance) for page in reading.pages)
            copy = replace(reading, pages=made)
            digest = sha256(f"{path.name}{turn}".encode()).hexdigest()
            pages.put(SourceFile(f"{path.stem}-{turn}", f"sources/{digest}.pdf", digest, 1, copy.media_type), copy)
            with index.writing() as writer:
                writer.put_source(digest, copy.language, copy.pages)
            total += len(made)
            if total >= count:
                return
        turn += 1


def measure(variant: Variant, spans: list[Span], pages: PageStore, index: Index, chance: random.Random) -> None:
    shelf = Shelf(pages)
    sources = {source.sha256: source for source in pages.sources()}
    for source in sources.values():
        held = shelf.text(source)
        assert all(reading.letters is not None for reading in (held.plain, *held.others))
    times: list[float] = []
    found = 0
    for span in spans:
        text = variant(list(span.words), chance)
        quotations = find_quotations(text) if text else ()
        if len(quotations) != 1:
            continue
        began = time.process_time()
        found += bool(look_for(quotations[0], index=index, shelf=shelf, sources=sources, within=False))
        times.append(1000 * (time.process_time() - began))
    print(
        f"{variant.__name__:14} {len(times):4} quotations, found {found / len(times):.1%}:"
        f" median {median(times):.1f} ms, p95 {quantiles(times, n=20)[18]:.1f} ms"
    )


def main(folder: Path, count: int) -> None:
    chance = random.Random(20220701)
    readings: dict[Path, Reading] = {}
    for path in sorted(folder.glob("*.pdf")):
        try:
            readings[path] = read_source(path)
        except SourceError as error:
            print(f"left out: {path.name} ({error.name})")
    spans = [span for path in readings for span in spans_of(path, 25, chance, Counter())]
    chance.shuffle(spans)
    with tempfile.TemporaryDirectory() as name:
        pages = PageStore(Path(name) / "pages.sqlite3")
        index = open_index(Path(name) / "index", engine=None, pages=pages)
        fill(pages, index, readings, count, chance)
        print(f"{sum(source.pages for source in pages.sources())} pages in {len(pages.sources())} sources")
        for variant in (as_it_is, word_changed, many_dropped, scattered):
            measure(variant, spans[:200], pages, index, chance)
        index.close()
        pages.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
