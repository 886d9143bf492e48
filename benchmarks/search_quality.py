"""Are pages found by a few of their words? Both engines, on real reports.

Run: python benchmarks/search_quality.py [FOLDER] [--queries N]. FOLDER (default ../shared/data/documents) holds files
to read. A query is 3–5 content words of one page, each in another form where the documents hold one, one word of the
run left out; "run": words that follow one another; "spread": from anywhere on the page. A page where the same words
follow one another (boilerplate) is as right as the one they were taken from. Chinese, Korean and Vietnamese are asked
in runs as their readers would type them.

"At best" is how often the likeliest page is the right one, where a page is the likelier the more of its words are those
asked for: no ranking can do better on "spread", for several pages hold the words as often.
"""

import argparse
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from litbase.errors import SourceError
from litbase.model.page import Page, Reading, SourceFile
from litbase.search.analysis import UNKNOWN, analyzer
from litbase.search.index import Index, open_index
from litbase.search.stemming import STEMMED
from litbase.sources.page_store import PageStore
from litbase.sources.pages import read_source

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "documents"
ENGINES = ("tantivy", "whoosh")
COMMON = 0.2  # words on more than this share of pages are no content words
WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}(?!\w)")
HAN = re.compile(r"[\u4e00-\u9fff]{4,12}")
VIETNAMESE = re.compile(r"(?:[^\W\d_]+ ){4}[^\W\d_]+")
HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}(?: [\uac00-\ud7a3]{2,}){2}")
FOREIGN = {"zh": HAN, "ko": HANGUL, "vi": VIETNAMESE}


@dataclass(frozen=True)
class Question:
    kind: str
    words: str
    text: str  # of the page it was taken from
    run: tuple[str, ...] = ()  # the words as they stand there, the one left out included

    def is_answered_by(self, text: str) -> bool:
        """Say whether *text* is the page, or one on which the same words follow one another."""
        if self.kind in FOREIGN:
            return "".join(self.words.lower().split()) in "".join(text.lower().split())
        return text == self.text or (bool(self.run) and f" {' '.join(self.run)} " in f" {' '.join(_words(text))} ")


def main() -> int:
    """Print hits at 1 and 5 per engine and kind of query, and how often the engines' first hits agree."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--queries", type=int, default=500)
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"no real reports at {options.folder}: nothing measured")
        return 0
    readings = list(_readings(options.folder))
    questions = list(_questions(readings, options.queries))
    print(f"spread, at best: {_at_best(readings, [q for q in questions if q.kind == 'spread']):.1%} first")
    with tempfile.TemporaryDirectory() as folder:
        answers = {engine: _answers(engine, readings, questions, Path(folder)) for engine in ENGINES}
    return 0 if _report(questions, answers) else 1


def _readings(folder: Path) -> Iterator[Reading]:
    for path in sorted(folder.rglob("*.*")):
        try:
            yield read_source(path)
        except SourceError as error:
            print(f"{path.name}: not read ({error.name})")


def _questions(readings: list[Reading], wanted: int) -> Iterator[Question]:
    choose = random.Random(20_140)
    forms, pages_with = _vocabulary(readings)
    western = [(r.language, p) for r in readings if r.language in STEMMED for p in r.pages]
    most = COMMON * sum(len(reading.pages) for reading in readings)
    for kind in ("run", "spread"):
        left = wanted
        while left:
            language, page = choose.choice(western)
            words = _words(page.text)
            content = [at for at, word in enumerate(words) if pages_with[language, word] <= most]
            picked = _picked(content, words, kind, choose)
            if picked is not None:
                left -= 1
                stretch = tuple(words[min(picked) : max(picked) + 1]) if kind == "run" else ()
                picked.pop(choose.randrange(len(picked)))
                asked = " ".join(_other_form(words[at], forms[language], choose) for at in picked)
                yield Question(kind, asked, page.text, stretch)
    for language, pattern in FOREIGN.items():
        pages = [page for r in readings if r.language == language for page in r.pages]
        yield from _foreign(language, pages, pattern, choose)


def _foreign(language: str, pages: list[Page], pattern: re.Pattern[str], choose: random.Random) -> Iterator[Question]:
    for page in choose.sample(pages, min(len(pages), 60)):
        runs = pattern.findall(page.text)
        if runs:
            yield Question(language, choose.choice(runs), page.text)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _vocabulary(
    readings: list[Reading],
) -> tuple[dict[str | None, dict[str, set[str]]], dict[tuple[str | None, str], int]]:
    """Return, by language, the forms of each stem, and on how many pages a word occurs."""
    forms: dict[str | None, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    pages_with: dict[tuple[str | None, str], int] = defaultdict(int)
    for reading in readings:
        for page in reading.pages:
            for word in set(_words(page.text)):
                pages_with[reading.language, word] += 1
                for term, _, _, _ in analyzer(reading.language).places(word):
                    forms[reading.language][term].add(word)
    return forms, pages_with


def _picked(content: list[int], words: list[str], kind: str, choose: random.Random) -> list[int] | None:
    """Return the places of one word more than is asked for, None if the page has too few different ones."""
    count = choose.randint(3, 5) + 1
    if len({words[at] for at in content}) < 4 * count:
        return None
    start = choose.randrange(len(content) - count)
    picked = content[start : start + count] if kind == "run" else choose.sample(content, count)
    return picked if len({words[at] for at in picked}) == count else None


def _other_form(word: str, forms: dict[str, set[str]], choose: random.Random) -> str:
    term = next(place[0] for place in analyzer(None).places(word))
    same = next((found for found in forms.values() if word in found), {term})
    return choose.choice(sorted(same - {word}) or [word])


def _at_best(readings: list[Reading], questions: list[Question]) -> float:
    """Return how often the page that most likely gave the words is the right one, all pages alike beforehand."""
    pages = list(dict.fromkeys((reading.language, page.text) for reading in readings for page in reading.pages))
    holding: dict[str, dict[int, int]] = defaultdict(dict)
    for number, (language, text) in enumerate(pages):
        for term, count in Counter(analyzer(language or UNKNOWN).indexed(text)[1].split()).items():
            holding[term][number] = count
    languages = {language or UNKNOWN for language, _ in pages}
    lengths = [len(text.split()) or 1 for _, text in pages]
    share = 0.0
    for question in questions:
        likely = dict.fromkeys(range(len(pages)), 1.0)
        for word in question.words.split():
            terms = {place[0] for language in languages for place in analyzer(language).places(word)}
            counts = Counter[int]()
            for term in terms:
                counts.update(holding.get(term, {}))
            likely = {at: value * counts[at] / lengths[at] for at, value in likely.items() if at in counts}
        share += max(likely.values()) / sum(likely.values())
    return share / len(questions)


def _answers(engine: str, readings: list[Reading], questions: list[Question], folder: Path) -> list[list[str]]:
    """Return, for each question, the texts of the first five pages."""
    store = PageStore(folder / f"{engine}.sqlite3")
    index = open_index(folder / engine, engine=engine, pages=store)
    started = time.process_time()
    with index.writing() as writer, store.writing():
        for number, reading in enumerate(readings):
            known = sha256(str(number).encode()).hexdigest()
            store.put(SourceFile(f"source-{number}", f"{number}", known, 1, reading.media_type), reading)
            writer.put_source(known, reading.language, reading.pages)
    pages = sum(len(reading.pages) for reading in readings)
    print(f"{engine}: {pages} pages indexed in {time.process_time() - started:.1f} s of processor time")
    answers = [_first(index, question) for question in questions]
    index.close()
    store.close()
    return answers


def _first(index: Index, question: Question) -> list[str]:
    return [hit.page.text for hit in index.search(question.words, limit=5).hits if hit.page is not None]


def _report(questions: list[Question], answers: dict[str, list[list[str]]]) -> bool:
    print(f"{'engine':10} {'kind':8} {'queries':>7} {'first':>7} {'in five':>7}")
    good = True
    for engine in ENGINES:
        for kind in dict.fromkeys(question.kind for question in questions):
            asked = [(q, found) for q, found in zip(questions, answers[engine], strict=True) if q.kind == kind]
            first = sum(any(map(question.is_answered_by, found[:1])) for question, found in asked) / len(asked)
            five = sum(any(map(question.is_answered_by, found)) for question, found in asked) / len(asked)
            print(f"{engine:10} {kind:8} {len(asked):>7} {first:>7.1%} {five:>7.1%}")
            good = good and (kind != "run" or (first >= 0.85 and five >= 0.97))
    pairs = list(zip(answers["tantivy"], answers["whoosh"], strict=True))
    agreed = sum(one[:1] == other[:1] for one, other in pairs) / len(pairs)
    print(f"first hits agree on {agreed:.1%} of {len(pairs)} queries")
    return good and agreed >= 0.9


if __name__ == "__main__":
    raise SystemExit(main())
