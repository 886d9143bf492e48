"""Measure how quotations are judged: spans of real reports, faithful or altered, against the same reports.

    python benchmarks/quotations.py ../shared/data/documents [spans] [--show]

The spans are cut from the text that poppler's `pdftotext` gives, the text searched is litbase's own, so nothing is
measured against itself. A tenth of them crosses a page bound. The same letters must stand in the other order in which
poppler reads a page too (`-raw`): where its two readings disagree (list numbers, cells of tables, blacked-out words)
there is no truth to measure by; how many spans that leaves out is printed. Poppler breaks words of its own accord,
too (letters set apart, brackets of mathematics read as letters), so faithful quotations are counted twice: all, and
those whose words pypdf, a third program, reads in the same way. Prints one line per kind of variant, then the times.
"""

import random
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median, quantiles

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from litbase.claims.quotations.judging import QuotationMatch, find_verbatim
from litbase.claims.quotations.nearest import find_altered
from litbase.claims.quotations.quoted import find_quotations
from litbase.claims.quotations.source_text import SourceText
from litbase.errors import SourceError
from litbase.sources.pages import read_source

OVER = 0.1  # of the spans, where a sentence of the source runs on over a page bound
WORDS_IN = re.compile(r"\S+")
# In the languages of the reports: what a cut must not hide.
NEGATION = re.compile(
    r"\b(?:not|no|never|none|unless|except|cannot|pas|non|\w+n.t|n[e’']|jamais|aucune?|sauf|nunca|jamás|ningun[oa]|ningún|salvo"
    r"|excepto|nicht|nie|niemals|keine?[nmrs]?|außer|не|ни|нет|никогда|кроме|không|chưa|chẳng)\b",
    re.I,
)
NO_UNICODE = re.compile("[a-z][\x1b-\x1f]|[\x1b-\x1f][a-z]")  # ligatures by their place in a font; poppler loses others
PLAIN = re.compile(r"[\"'“‘«(]?[^\W\d_]{2,}(?:['’-][^\W\d_]+)*[.,;:!?)\"'”’»]*|[aAIyYoOeE]")
LETTERS_ONLY = re.compile(r"[a-z]{5,}")


@dataclass(frozen=True, slots=True)
class Span:
    source: Path
    pages: tuple[int, ...]
    words: tuple[str, ...]


def truth_pages(path: Path, *modes: str) -> list[str]:
    command = ["pdftotext", "-enc", "UTF-8", *modes, str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", errors="replace").split("\f")


def body_of(page: str) -> list[str]:
    """Return the words of a page's paragraphs: blocks that end like a sentence and are long enough to be prose."""
    words: list[str] = []
    for block in re.split(r"\n\s*\n", page):
        pieces = WORDS_IN.findall(re.sub(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])", "", block))
        pieces = [] if " . ." in block else pieces  # dots of the source would be read as a cut of the writer's
        if len(pieces) >= 25 and not any(mark in p for p in pieces for mark in ('"', "“", "”", "[", "…", "..")):
            words += [*pieces, "\n"]
    return words


def spans_of(path: Path, count: int, chance: random.Random, left_out: Counter[str]) -> Iterator[Span]:
    printed, other = without_heads(truth_pages(path)), without_heads(truth_pages(path, "-raw"))
    if any(map(NO_UNICODE.search, printed)):
        print(f"no truth: {path.name} (poppler does not know all of its letters)")
        return
    pages = [body_of(page) for page in printed]
    letters = [only_letters(page) for page in other]
    usable = [i for i, words in enumerate(pages) if len(words) > 80]
    run_on = [i for i in range(len(pages)) if crossing(path, printed, i, chance)]
    for _ in range(count * 3 if usable else 0):
        is_over = bool(run_on) and chance.random() < OVER
        index = chance.choice(run_on if is_over else usable)
        span = crossing(path, printed, index, chance) if is_over else inside(path, pages[index], index, chance)
        if span is None or not (PLAIN.fullmatch(span.words[0]) and PLAIN.fullmatch(span.words[-1])):
            continue  # "5" of "5 %" is no quotation, nor is "label" of "<label>"
        if "".join(map(only_letters, span.words)) in "".join(letters[page - 1] for page in span.pages):
            yield span
        else:
            left_out[path.name] += 1


def inside(path: Path, page: list[str], index: int, chance: random.Random) -> Span | None:
    length = chance.randint(6, 60)
    start = chance.randrange(0, max(1, len(page) - length))
    words = page[start : start + length]
    is_fit = "\n" not in words and len(words) >= 6 and is_prose(words)
    return Span(path, (index + 1,), tuple(words)) if is_fit else None


def crossing(path: Path, printed: Sequence[str], index: int, chance: random.Random) -> Span | None:
    """Return words on both sides of a page bound where the sentence visibly runs on, or None."""
    before = [body_of(block) for block in re.split(r"\n\s*\n", printed[index])]
    after = [body_of(block) for block in re.split(r"\n\s*\n", printed[index + 1] if index + 1 < len(printed) else "")]
    if not before or not after or not before[-1] or not after[0]:
        return None
    first, second = before[-1][:-1], after[0][:-1]
    if not second[0][:1].islower() or not first[-1][-1].isalpha() or not is_prose([*first[-20:], *second[:20]]):
        return None
    words = (*first[-chance.randint(3, 30) :], *second[: chance.randint(3, 30)])
    return Span(path, (index + 1, index + 2), words)


def without_heads(pages: Sequence[str]) -> list[str]:
    heads = running_lines(pages)
    kept = ("\n".join(line for line in page.split("\n") if masked(line) not in heads) for page in pages)
    return [re.sub(r"^\s*\d{1,4}\s*\n|\n\s*\d{1,4}\s*$", "\n", page).strip() for page in kept]


def only_letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text).casefold())


def masked(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def running_lines(pages: Sequence[str]) -> set[str]:
    """Return the lines, numbers masked, that stand at the edge of many pages: heads and feet, no part of the text."""
    edges = [[masked(line) for line in page.strip().split("\n")] for page in pages]
    counts = Counter(line for lines in edges for line in {*lines[:2], *lines[-3:]} if len(line) > 8)
    return {line for line, count in counts.items() if count >= max(3, len(pages) // 20)}


def is_prose(words: Sequence[str]) -> bool:
    """Tell whether a span reads like a sentence: no dot leaders, no note numbers set on a line of their own."""
    return sum(bool(re.fullmatch(r"[A-Za-z’'-]{2,}[.,;:)]*|[aAI]", word)) for word in words) >= 0.8 * len(words)


# ---- variants -------------------------------------------------------------------------------------------------
Variant = Callable[[list[str], random.Random], str | None]


def as_it_is(words: list[str], _: random.Random) -> str | None:
    return f"“{' '.join(words)}”"


def other_shapes(words: list[str], _: random.Random) -> str | None:
    text = " ".join(words).replace("’", "'").replace("–", "-").replace("—", " - ").replace("fi", "ﬁ")
    return f'"{text}"'


def other_first_letter(words: list[str], _: random.Random) -> str | None:
    return f"“{words[0][0].swapcase()}{words[0][1:]} {' '.join(words[1:])}”"


def without_last_mark(words: list[str], _: random.Random) -> str | None:
    return f"“{' '.join(words).rstrip('.,;:')},”"


def cut_marked(words: list[str], chance: random.Random) -> str | None:
    start, size = chance.randrange(3, max(4, len(words) - 4)), chance.randint(1, 5)
    hidden = words[start : start + size]
    if start + size > len(words) - 2 or any(NEGATION.search(w) for w in hidden):
        return None
    return (
        f"“{' '.join(words[:start])} {chance.choice(['[…]', '…', '...', '[...]'])} {' '.join(words[start + size :])}”"
    )


def inserted(words: list[str], chance: random.Random) -> str | None:
    at = chance.randrange(1, len(words) - 1)
    word = chance.choice(["the victims", "that is", "Norland", "sic"])
    return f"“{' '.join(words[:at])} [{word}] {' '.join(words[at:])}”"


def word_changed(words: list[str], chance: random.Random) -> str | None:
    places = [i for i, w in enumerate(words) if LETTERS_ONLY.fullmatch(w)]
    if not places:
        return None
    at = chance.choice(places)
    new = chance.choice(
        [w for w in ("however", "report", "against", "several", "country", "remained") if w != words[at]]
    )
    return f"“{' '.join([*words[:at], new, *words[at + 1 :]])}”"


def number_changed(words: list[str], chance: random.Random) -> str | None:
    places = [i for i, w in enumerate(words) if re.search(r"(?<![^\W\d])\d", w) and not re.search(r"[a-z.,]\d", w)]
    if not places:
        return None
    at = chance.choice(places)
    digits = [i for i, c in enumerate(words[at]) if c.isdigit()]
    spot = chance.choice(digits)
    new = words[at][:spot] + str((int(words[at][spot]) + chance.randint(1, 8)) % 10) + words[at][spot + 1 :]
    return None if new == words[at] else f"“{' '.join([*words[:at], new, *words[at + 1 :]])}”"


def name_changed(words: list[str], chance: random.Random) -> str | None:
    places = [i for i, w in enumerate(words) if i and re.fullmatch(r"[A-Z][a-z]{3,}", w)]
    if not places:
        return None
    at = chance.choice(places)
    return f"“{' '.join([*words[:at], chance.choice(['Norland', 'Westmark', 'Eldoria']), *words[at + 1 :]])}”"


def negated(words: list[str], chance: random.Random) -> str | None:
    for i, w in enumerate(words):
        if w in ("not", "no", "never") and 0 < i < len(words) - 1:
            return f"“{' '.join([*words[:i], *words[i + 1 :]])}”"
    places = [
        i for i, w in enumerate(words[:-1]) if w in ("is", "was", "were", "are", "had", "has", "will", "been", "to")
    ]
    if not places:
        return None
    at = chance.choice(places)
    return f"“{' '.join([*words[: at + 1], 'not', *words[at + 1 :]])}”"


def swapped(words: list[str], chance: random.Random) -> str | None:
    at = chance.randrange(0, len(words) - 1)
    first, second = (re.sub(r"[\W_]", "", word).casefold() for word in words[at : at + 2])
    if first == second or not first or not second:
        return None
    return f"“{' '.join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])}”"


def _dropped(words: list[str], chance: random.Random, size: int, mark: str) -> str | None:
    if len(words) < size + 6:
        return None
    at = chance.randrange(2, len(words) - size - 2)
    rest = [*words[:at], *([mark] if mark else []), *words[at + size :]]
    if len(only_letters("".join(words[at : at + size]))) <= 2 * size:
        return None  # bullets and marks of notes, no words
    same = [w.strip(".,").casefold() for w in words]
    if not mark and same[at : at + 2] == same[at + size : at + size + 2]:
        return None
    return f"“{' '.join(rest)}”"


def two_dropped(words: list[str], chance: random.Random) -> str | None:
    return _dropped(words, chance, 2, "")


def many_dropped(words: list[str], chance: random.Random) -> str | None:
    return _dropped(words, chance, chance.randint(6, 12), "")


def dropped_at_sic(words: list[str], chance: random.Random) -> str | None:
    return _dropped(words, chance, chance.randint(1, 6), "[sic]")


FAITHFUL: tuple[Variant, ...] = (as_it_is, other_shapes, other_first_letter, without_last_mark, cut_marked, inserted)
ALTERED: tuple[Variant, ...] = (
    word_changed, number_changed, name_changed, negated, swapped, two_dropped, many_dropped, dropped_at_sic,
)  # fmt: skip


# ---- measuring ------------------------------------------------------------------------------------------------
def pages_of(match: QuotationMatch, source: SourceText) -> set[int]:
    return {page.number for page, _, _ in source.places(match.start, match.end)}


def main(folder: Path, count: int) -> None:
    chance = random.Random(20220701)
    sources = {}
    for path in sorted(folder.glob("*.pdf")):
        try:
            sources[path] = SourceText.of(read_source(path).pages)
        except SourceError as error:
            print(f"left out: {path.name} ({error.name})")
    left_out: Counter[str] = Counter()
    spans = [span for path in sources for span in spans_of(path, count // len(sources) + 1, chance, left_out)]
    made = len(spans)
    chance.shuffle(spans)
    spans = spans[:count]
    over = sum(len(span.pages) > 1 for span in spans)
    print(f"{len(spans)} spans from {len(sources)} sources, {over} of them over a page bound")
    print(f"left out where poppler disagrees with itself: {left_out.total()} of {made + left_out.total()}")
    for source in sources.values():
        assert all(reading.letters is not None for reading in (source.plain, *source.others))
    times: list[float] = []
    witnesses = {path: Witness(path) for path in sources}
    agreed = {span for span in spans if witnesses[span.source].agrees(span)}
    print(f"pypdf reads the same words: {len(agreed)} of {len(spans)}")
    for variant in FAITHFUL:
        measure_faithful(variant, spans, sources, agreed=agreed, chance=chance, times=times)
    standing = [span for span in spans if is_readable(span, sources[span.source])]
    truth = {path: Truth(path) for path in sources}
    for variant in ALTERED:
        measure_altered(variant, standing, sources, truth, chance=chance, times=times)
    measure_foreign(spans, sources, truth, times)
    print(f"time: median {median(times) * 1000:.2f} ms, p95 {quantiles(times, n=20)[18] * 1000:.2f} ms")


class Witness:
    """What pypdf reads on the pages of a source, word by word."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pages: dict[int, str] = {}

    @cached_property
    def _reader(self) -> PdfReader:
        return PdfReader(self._path)

    def agrees(self, span: Span) -> bool:
        """Tell whether the words of *span* stand on its pages as they are, on two pages in two parts."""
        words = as_words(" ".join(span.words)).split()
        if len(span.pages) == 1:
            return f" {' '.join(words)} " in self._page(span.pages[0])
        first, second = map(self._page, span.pages)
        cuts = ((f" {' '.join(words[:at])} ", f" {' '.join(words[at:])} ") for at in range(1, len(words)))
        return any(before in first and after in second for before, after in cuts)

    def _page(self, number: int) -> str:
        if number not in self._pages:
            try:
                text = self._reader.pages[number - 1].extract_text()
            except (PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                text = ""
            self._pages[number] = f" {as_words(text)} "
        return self._pages[number]


def as_words(text: str) -> str:
    """Return the words of *text* in lower case, nothing but a blank between them, broken ones joined."""
    folded = unicodedata.normalize("NFKD", re.sub(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*", "", text)).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", "", folded).split())


class Truth:
    """What poppler reads in a source, in both of its orders."""

    def __init__(self, path: Path) -> None:
        self._letters = [only_letters(" ".join(truth_pages(path, *mode))) for mode in ((), ("-raw",))]

    def holds(self, text: str) -> bool:
        """Tell whether the letters of *text* stand there: then it is no alteration, and nothing foreign."""
        return any(only_letters(text.replace("[sic]", "")) in letters for letters in self._letters)

    def share(self, words: Sequence[str]) -> float:
        """Return the share of all four words in a row of *words* that stand there."""
        runs = [only_letters("".join(words[i : i + 4])) for i in range(len(words) - 3)]
        return sum(any(run in letters for letters in self._letters) for run in runs) / max(1, len(runs))


def is_readable(span: Span, source: SourceText) -> bool:
    (quotation,) = find_quotations(f"“{' '.join(span.words)}”") or (None,)
    found = find_verbatim(quotation, source) if quotation is not None else ()
    return bool(found) and found[0].is_verbatim


def judge(text: str, source: SourceText, times: list[float]) -> tuple[QuotationMatch, ...] | None:
    began = time.process_time()
    quotations = find_quotations(text)
    if len(quotations) != 1:
        return None
    found = find_verbatim(quotations[0], source)
    if not found:
        found = find_altered(quotations[0], source)
    times.append(time.process_time() - began)
    return found


def measure_faithful(
    variant: Variant, spans: list[Span], sources: dict[Path, SourceText], *, agreed: set[Span],
    chance: random.Random, times: list[float],
) -> None:  # fmt: skip
    missed: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for span in spans:
        text = variant(list(span.words), chance)
        found = judge(text, sources[span.source], times) if text else None
        if text is None or found is None:
            continue
        counts["all"] += 1
        accepted = bool(found) and found[0].is_verbatim
        counts["over"] += len(span.pages) > 1
        counts["over accepted"] += accepted and len(span.pages) > 1
        counts["verbatim"] += accepted
        counts["agreed"] += span in agreed
        counts["agreed accepted"] += accepted and span in agreed
        missed[span.source.name] += not accepted
        counts["right page"] += any(set(span.pages) & pages_of(match, sources[span.source]) for match in found)
        if not accepted and "--show" in sys.argv and counts["shown"] < 40:
            counts["shown"] += 1
            print(f"  {span.source.name} p. {span.pages}, {'agreed' if span in agreed else 'not agreed'}: {text}")
            print(f"     {[m.differences for m in found]}")
    if missed.total():
        print(f"  not accepted: {dict(+missed)}")
    share = {name: f"{counts[name] / counts['all']:.2%}" for name in ("verbatim", "right page")}
    over = f"{counts['over accepted']} of {counts['over']}"
    print(
        f"faithful {variant.__name__:20} {counts['all']:5}  verbatim {share['verbatim']}, page {share['right page']},"
        f" over page bounds {over}; where pypdf agrees {counts['agreed accepted'] / max(1, counts['agreed']):.2%}"
    )


def measure_altered(
    variant: Variant, spans: list[Span], sources: dict[Path, SourceText], truth: dict[Path, Truth], *,
    chance: random.Random, times: list[float],
) -> None:  # fmt: skip
    counts: Counter[str] = Counter()
    for span in spans:
        text = variant(list(span.words), chance)
        if text is not None and truth[span.source].holds(text):
            counts["standing"] += 1
            continue
        found = judge(text, sources[span.source], times) if text else None
        if text is None or found is None:
            continue
        counts["all"] += 1
        wrongly = bool(found) and found[0].is_verbatim
        right = any(set(span.pages) & pages_of(match, sources[span.source]) for match in found) and not wrongly
        counts["verbatim"] += wrongly
        counts["recognised"] += right
        if (wrongly or not right) and "--show" in sys.argv and counts["shown"] < 6:
            counts["shown"] += 1
            print(f"  {'VERBATIM' if wrongly else 'missed'} {span.source.name} p. {span.pages}: {text}\n     {found}")
    print(
        f"altered  {variant.__name__:20} {counts['all']:5}  called verbatim {counts['verbatim']},"
        f" recognised {counts['recognised'] / max(1, counts['all']):.2%}"
        + (f" ({counts['standing']} stand there all the same)" if counts["standing"] else "")
    )


def measure_foreign(
    spans: list[Span], sources: dict[Path, SourceText], truth: dict[Path, Truth], times: list[float]
) -> None:
    names = list(sources)
    found = checked = alike = 0
    for index, span in enumerate(spans):
        other = names[(names.index(span.source) + 1 + index % (len(names) - 1)) % len(names)]
        if truth[other].holds("".join(span.words)):
            continue  # the same words stand there as well: boilerplate, no foreign quotation
        matches = judge(f"“{' '.join(span.words)}”", sources[other], times)
        checked += matches is not None
        is_alike = truth[other].share(span.words) >= 0.5  # a passage like it does stand there
        found += bool(matches) and not is_alike
        alike += bool(matches) and is_alike
        if matches and "--show" in sys.argv:
            print(f"  FOREIGN {span.source.name} in {other.name}: {' '.join(span.words)}\n    {matches}")
    print(f"foreign {checked:26}  found {found}, and {alike} of which the half stands there")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2400)
