"""Headings, and among them the country chapters of annual reports."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litbase.sources.countries import country_names, folded
from litbase.sources.printed_lines import LARGE, LONGEST_HEADING, PrintedLine, letters_in
from litbase.sources.titles import cased

_LEAST_TEXT = 400  # characters that a chapter holds at least
_FEWEST_CHAPTERS = 4
_LINES_OF_A_NAME = 4  # "ISRAEL AND THE", "OCCUPIED", "PALESTINIAN", "TERRITORIES"
_BLANK = 2  # characters between lines that are parted by one blank line at most
_STYLES = 12  # kinds of headings tried
_NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|title|book|annex|appendix|chapitre|partie|titre|annexe|capítulo|parte|título|anexo|"
    r"kapitel|teil|глава|раздел|часть|приложение|chương|phần|phụ lục)\s+(?:\d{1,3}|[ivxlc]{1,6}|[a-z])\b[.:]?\s*.*|"
    r"(?:(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,4}\.?|\d{1,2}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[^\W\d_].{2,100}|第[\d一二三四五六七八九十百]+[章编編节節部分].*)",
    re.IGNORECASE,
)
_TIER = re.compile(
    r"\s*(?:[(:–—-]\s*)?\(?(?:tier\b.*|special case\b.*|continued|cont['’]d|suite|\d{4})\)?\s*$", re.IGNORECASE
)
_OPEN_ENDS = frozenset(".,;:!…。，；：！、-")
_ENDS_OPEN = re.compile(r"\b(?:the|of|and|in|to|a|for|de|la|et|y|und|der)$")
_TOC = re.compile(r"[.·…]{4,}|(?:\s\.){4,}|\s{2,}\d{1,4}$|^(?:\d|[A-Z]\b|第).*\s\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of one or more lines; `line` is its first."""

    line: PrintedLine
    text: str
    end: int  # offset, over all pages, where its last line ends

    def is_set_like(self, other: "Heading") -> bool:
        """Ask whether both are of one style: in capitals or not, and about as tall (letters differ in height)."""
        taller, lower = max(self.line.height, other.line.height), min(self.line.height, other.line.height)
        return self.text.isupper() == other.text.isupper() and lower >= 0.75 * taller


def headings(lines: Sequence[PrintedLine]) -> list[Heading]:
    """Return the headings in order: lines that stand apart, short and larger, in capitals, or numbered."""
    found: list[Heading] = []
    for line in lines:
        end = line.at + len(line.text)
        if found and _goes_on(found[-1], line):
            found[-1] = Heading(found[-1].line, f"{found[-1].text} {line.text.strip()}", end)
        elif _is_heading(line):
            found.append(Heading(line, line.text.strip(), end))
    kept: list[Heading] = []
    before = ""
    for heading in found:
        if len(heading.text) > LONGEST_HEADING:
            continue
        name = folded(heading.text)
        if kept and before == name:  # a running head, or running head and title
            taller = heading.line.height > 1.1 * kept[-1].line.height
            kept[-1] = heading if taller else kept[-1]
        else:
            kept.append(heading)
            before = name
    return kept


def _is_heading(line: PrintedLine) -> bool:
    if not line.first or len(line.text) > LONGEST_HEADING:
        return False
    text = line.text.strip()
    is_large = line.height >= LARGE and len(text) <= 100
    is_capital = len(text) <= 80 and text.isupper()
    if not (is_large or is_capital or (line.last and len(text) <= 90)):
        return False
    begins = text[0]
    if begins.islower() or begins in ",.;:)•*·–-" or text[-1] in _OPEN_ENDS:
        return False
    count = letters_in(text)
    if count < (2 if not text.isascii() else 3) or count < 0.5 * len(text.replace(" ", "")):
        return False
    if _TOC.search(text) or _ENDS_OPEN.search(text):
        return False
    if is_large or (is_capital and count >= 5):
        return True
    return line.last and len(text) <= 90 and _NUMBERED.fullmatch(text) is not None


def _goes_on(heading: Heading, line: PrintedLine) -> bool:
    """Ask whether *line* is the next line of a heading: right after it, of the same height and case."""
    before = heading.line
    return (
        line.page == before.page
        and not line.first
        and line.at == heading.end + 1
        and abs(line.height - before.height) <= 0.12
        and (before.height >= LARGE or before.text.isupper())
        and line.text.isupper() == before.text.isupper()
        and len(line.text) <= 90
    )


def country_chapters(lines: Sequence[PrintedLine], found: Sequence[Heading], *, length: int) -> list[Heading]:
    """Return the headings of country chapters, in order, their texts the names of the countries.

    Known countries in alphabetical order, each with text under it, are chapters wherever their names stand alone on a
    line; other names only if headings of one style stand in alphabetical order, as chapters on regions do. *length* is
    that of the document in characters.
    """
    named = list(_known_names(lines))
    chain = _alphabetical(named, length)
    if len(chain) >= _FEWEST_CHAPTERS:
        return _closed([heading for heading, _ in chain], found)
    return _closed(_ordered_style(found, length), found)


def _known_names(lines: Sequence[PrintedLine]) -> Iterator[tuple[Heading, str]]:
    countries = country_names()
    beginnings = {name[:3] for name in countries}
    done = 0
    for place, line in enumerate(lines):
        text = line.text
        is_begun = not (text[:3].isalpha() and text[:3].isascii()) or text[:3].lower() in beginnings
        if line.at < done or len(text) > 70 or not is_begun:
            continue
        if (text[0].isupper() or not text.isascii()) and (line.first or line.height >= LARGE or text.isupper()):
            for count, written in _written_on(lines, place):
                name = countries.get(folded(_TIER.sub("", written)))
                if name is not None:
                    done = lines[place + count - 1].at + 1
                    yield (
                        Heading(line._replace(text=written), name, done - 1 + len(lines[place + count - 1].text)),
                        name,
                    )
                    break


def _written_on(lines: Sequence[PrintedLine], place: int) -> Iterator[tuple[int, str]]:
    """Yield the line and those that go on right below it, joined, the longest first, with their number.

    A chapter may be called "KOREA" on one line and "(REPUBLIC OF)" on the next: alone that is another country, or none.
    """
    joined = [lines[place].text.strip()]
    for before, line in pairwise(lines[place : place + _LINES_OF_A_NAME]):
        if line.page != before.page or line.at - before.at - len(before.text) > _BLANK or len(line.text) > 70:
            break
        joined.append(f"{joined[-1]} {line.text.strip()}")
    yield from ((count, joined[count - 1]) for count in range(len(joined), 0, -1))


def _alphabetical(named: Sequence[tuple[Heading, str]], end: int) -> list[tuple[Heading, str]]:
    """Return the longest run of chapters in alphabetical order, each with text enough before the next name."""
    kept: list[tuple[Heading, str]] = []
    for place, (heading, name) in enumerate(named):
        following = next((h.line.at for h, other in named[place + 1 :] if other != name), end)
        repeated = bool(kept) and kept[-1][1] == name
        if following - heading.line.at >= _LEAST_TEXT and not repeated:
            kept.append((heading, name))
    return [kept[place] for place in _longest_rise([folded(heading.line.text) for heading, _ in kept])]


def _longest_rise(words: Sequence[str]) -> list[int]:
    """Return the places of the longest strictly rising subsequence."""
    tails: list[str] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, word in enumerate(words):
        at = bisect_left(tails, word)
        before.append(places[at - 1] if at else None)
        tails[at : at + 1] = [word]
        places[at : at + 1] = [place]
    found: list[int] = []
    last: int | None = places[-1] if places else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]


def _ordered_style(found: Sequence[Heading], end: int) -> list[Heading]:
    """Return the longest run of headings of one style that stand in alphabetical order over much of the document."""
    best: list[Heading] = []
    named = [h for h in found if len(h.text.split()) <= 6 and not _is_numbered(h.text)]
    models: list[Heading] = []
    for model in named:
        if len(models) == _STYLES or any(model.is_set_like(other) for other in models):
            continue
        models.append(model)
        for run in _rising_runs([h for h in named if h.is_set_like(model)], end):
            if len(run) > len(best) and not _any_larger_within(run, found):
                best = run
    return [Heading(h.line, cased(h.text, {}), h.end) for h in best]


def _any_larger_within(run: Sequence[Heading], found: Iterable[Heading]) -> bool:
    """Ask whether a larger heading stands between those of *run*, so that they are parts of chapters."""
    tallest = max(heading.line.height for heading in run)
    first, last = run[0].line.at, run[-1].line.at
    return any(first < h.line.at < last and h.line.height > 1.15 * tallest for h in found)


def _is_numbered(text: str) -> bool:
    """Ask whether a number or letter orders the heading, so that the alphabet says nothing ("Appendix A")."""
    return _NUMBERED.fullmatch(text) is not None or len(text.split()[-1]) == 1 or text[-1].isdecimal()


def _rising_runs(alike: Sequence[Heading], end: int) -> Iterator[list[Heading]]:
    """Yield the runs in which each heading comes after the one before in the alphabet and has text of its own."""
    run: list[Heading] = []
    for heading, following in zip(alike, [*(h.line.at for h in alike), end][1:], strict=True):
        fits = following - heading.end >= _LEAST_TEXT
        if run and not (fits and folded(heading.text) > folded(run[-1].text)):
            yield from _likely_run(run, end)
            run = []
        if fits:
            run.append(heading)
    yield from _likely_run(run, end)


def _likely_run(run: list[Heading], end: int) -> Iterator[list[Heading]]:
    """Yield *run* if order by chance is out of the question: five headings over half of the text, or seven."""
    if len(run) >= 7 or (len(run) >= 5 and run[-1].line.at - run[0].line.at > 0.5 * end):
        yield run


def _closed(chapters: list[Heading], found: Sequence[Heading]) -> list[Heading]:
    """Add the heading of the same style that ends the last chapter, if there is one."""
    if not chapters:
        return []
    last = chapters[-1].line
    for heading in found:
        tall = abs(heading.line.height - last.height) < 0.15 and heading.text.isupper() == last.text.strip().isupper()
        if heading.line.at > last.at + _LEAST_TEXT and (tall or heading.line.height > last.height + 0.15):
            return [*chapters, heading]
    return chapters
