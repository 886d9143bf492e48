"""The places a document can be cited by besides its pages: paragraphs, articles, headings, country chapters."""

from collections.abc import Iterable, Iterator, Sequence

from litbase.model.page import Layout, LocatorKind, Mark
from litbase.sources.chapters import Heading, country_chapters, headings
from litbase.sources.counting import Counted, articles, numbered_paragraphs
from litbase.sources.printed_lines import PrintedLine, printed_lines

_LONGEST_ARTICLE = 4000  # characters, on average: a commentary on a law has longer chapters
_REACH = {LocatorKind.PARAGRAPH: 1, LocatorKind.ARTICLE: 1}  # pages that the last one may still hold after its own


def find_marks(
    texts: Sequence[str], *, layouts: Sequence[Layout | None] = ()
) -> tuple[list[tuple[Mark, ...]], LocatorKind]:
    """Return the marks of each page, in order of place, and how the document is cited.

    *texts* are the readable texts of the pages, *layouts* their maps to boxes (for the height of lines; without them
    headings are known by capitals and numbers only). Marks in force from earlier pages come first, as `continued`.
    """
    lines = printed_lines(texts, layouts)
    paragraphs = numbered_paragraphs(lines, len(texts))
    law = articles(lines)
    whole = sum(map(len, texts))
    is_law = not paragraphs and _is_law(law, whole)
    if len(law) < 5 and not is_law:
        law = []
    found = headings(lines)
    chapters = country_chapters(lines, found, length=whole)
    starts = [*_counted(paragraphs, LocatorKind.PARAGRAPH), *_counted(law, LocatorKind.ARTICLE)]
    starts += _headed(chapters, LocatorKind.CHAPTER)
    taken = {line.at for line, _ in starts}
    starts += _headed((h for h in found if h.line.at not in taken), LocatorKind.SECTION)
    starts.sort(key=lambda start: start[0].at)
    kind = LocatorKind.PARAGRAPH if paragraphs else LocatorKind.ARTICLE if is_law else LocatorKind.PAGE
    return _carried(starts, len(texts)), kind


def _is_law(law: Sequence[Counted], whole: int) -> bool:
    """Ask whether the articles make up most of the document, and are as short as those of laws are."""
    span = law[-1].line.at - law[0].line.at if law else 0
    return bool(law) and span >= 0.5 * whole and span <= _LONGEST_ARTICLE * len(law)


def _counted(items: Iterable[Counted], kind: LocatorKind) -> Iterator[tuple[PrintedLine, Mark]]:
    for item in items:
        yield item.line, Mark(kind, item.label, item.line.start)


def _headed(items: Iterable[Heading], kind: LocatorKind) -> Iterator[tuple[PrintedLine, Mark]]:
    for item in items:
        yield item.line, Mark(kind, " ".join(item.text.split()), item.line.start)


def _carried(starts: Sequence[tuple[PrintedLine, Mark]], pages: int) -> list[tuple[Mark, ...]]:
    """Return the marks page by page, each carried on to the pages where it is still in force."""
    by_page: list[list[Mark]] = [[] for _ in range(pages)]
    for line, mark in starts:
        by_page[line.page].append(mark)
    last_page = {mark.kind: line.page for line, mark in starts}
    marks: list[tuple[Mark, ...]] = []
    in_force: dict[LocatorKind, Mark] = {}
    for page, own in enumerate(by_page):
        begun = {mark.kind for mark in own if mark.start == 0}
        if LocatorKind.CHAPTER in begun:
            begun.add(LocatorKind.SECTION)
        carried = [
            Mark(kind, mark.value, 0, continued=True)
            for kind, mark in in_force.items()
            if kind not in begun and page <= last_page[kind] + _REACH.get(kind, pages)
        ]
        marks.append((*carried, *own))
        for mark in own:
            if mark.kind is LocatorKind.CHAPTER:
                in_force.pop(LocatorKind.SECTION, None)
            in_force[mark.kind] = mark
    return marks
