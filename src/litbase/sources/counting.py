"""Numbers that count up through a document: paragraphs of the United Nations and of courts, articles of laws."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from litbase.sources.numerals import chinese_value, plain_digits, roman_value
from litbase.sources.printed_lines import ARTICLE_BEGINS, PrintedLine

_PARAGRAPH = re.compile(r"(?P<number>\d{1,4})(?:\.|\))(?:\s+|$)(?P<rest>.*)")
_SUB_PARAGRAPH = re.compile(r"(?P<number>\d{1,3})\.(?P<part>\d{1,3})\.?\s+(?=[^\W\d_])")
_ARTICLE = re.compile(
    r"(?:article|art\.|artículo|articulo|artigo|articolo|artikel|статья|điều|madde|المادة)\s*"
    r"(?P<number>\d{1,4}|[ivxlc]{1,7}\b|premier\b|first\b|one\b|única?\b|único\b|uno\b|primero\b)"
    r"(?P<suffix>[a-h]\b|\s?(?:bis|ter|quater)\b|er\b|º|°|o\b)?(?P<rest>.*)",
    re.IGNORECASE,
)
_CHINESE_ARTICLE = re.compile(
    r"第\s*(?P<number>[\d零〇一二三四五六七八九十百千两]{1,9})\s*条(?P<suffix>之[一二三四五六七八九十])?(?P<rest>.*)"
)
_AFTER_ARTICLE = re.compile(r"\s*(?:$|[.:\-–—)(\[“\"«]|[A-ZÀ-ÖØ-ÞА-ЯÁĐ\d])")
_FIRST_ONE = frozenset(["premier", "first", "one", "única", "único", "unica", "unico", "uno", "primero"])
_DOT_LEADER = re.compile(r"[.·…]{4,}|(?:\s\.){4,}|\s\d{1,4}\s*$")
_STEPS = (1, 2, 3)  # a number or two may have been missed


@dataclass(frozen=True, slots=True)
class Counted:
    """A number at the head of a line; `label` is how it is cited ("42", "26.35", "240a")."""

    line: PrintedLine
    value: int
    label: str
    prose: bool = True  # does running text follow on the line?


@dataclass(slots=True)
class _Chain:
    items: list[Counted] = field(default_factory=list)

    @property
    def value(self) -> int:
        return self.items[-1].value


def numbered_paragraphs(lines: Sequence[PrintedLine], pages: int) -> list[Counted]:
    """Return the numbered paragraphs that run through the document, in order; empty if it has none.

    Lists that begin anew, numbered headings, footnotes and rows of tables are told apart: paragraphs count up by one
    from the first pages to the last, are prose, and are set like the rest of the text.
    """
    best: list[Counted] = []
    for chain in _chains(_paragraph_heads(lines)):
        if chain[0].value <= 3 and _is_running(chain, pages) and _reach(chain) > _reach(best):
            best = chain
    if best:
        return _with_parts(best, lines)
    by_chapter = _paragraphs_by_chapter(lines)
    return by_chapter if by_chapter and _is_running(by_chapter, pages) else []


def _paragraphs_by_chapter(lines: Iterable[PrintedLine]) -> list[Counted]:
    """Return the paragraphs numbered 1.1, 1.2 … 2.1 …, in order."""
    found: list[Counted] = []
    chapter, last = 1, 0
    for line in lines:
        match = _SUB_PARAGRAPH.match(line.text) if line.text[0].isdecimal() else None
        if match is None or not _is_prose(line.text[match.end() :]):
            continue
        value, part = int(match["number"]), int(match["part"])
        if (value == chapter and 0 < part - last <= max(_STEPS)) or (value == chapter + 1 and part == 1):
            chapter, last = value, part
            found.append(Counted(line, value, f"{value}.{part}"))
    return found


def articles(lines: Sequence[PrintedLine]) -> list[Counted]:
    """Return the articles of a law or treaty, in order, from its text and not its table of contents."""
    best: list[Counted] = []
    for chain in _chains(_article_heads(lines)):
        if len(chain) >= 3 and _reach(chain) > _reach(best):
            best = chain
    return best


def _paragraph_heads(lines: Iterable[PrintedLine]) -> Iterator[Counted]:
    for line in lines:
        match = _PARAGRAPH.match(line.text)
        if match is None or match["number"].startswith("0"):
            continue
        rest = match["rest"]
        begins = rest[:1]
        if begins and not (begins.isupper() or begins in "“\"«‘(['" or not begins.isascii()):
            continue
        yield Counted(line, int(match["number"]), plain_digits(match["number"]), _is_prose(rest))


def _is_prose(text: str) -> bool:
    return len(text) >= 45 and not _DOT_LEADER.search(text) and not text.isupper()


def _article_heads(lines: Iterable[PrintedLine]) -> Iterator[Counted]:
    for line in lines:
        text = line.text
        match = _ARTICLE.match(text) if text[:3].lower() in ARTICLE_BEGINS else None
        if match is not None:
            if _AFTER_ARTICLE.match(match["rest"]) and not _DOT_LEADER.search(match["rest"]):
                value = _article_value(match["number"].lower())
                if value:
                    yield Counted(line, value, f"{value}{_suffix(match['suffix'])}")
            continue
        match = _CHINESE_ARTICLE.match(text) if text[0] == "第" else None
        if match is not None and not _DOT_LEADER.search(match["rest"]):
            number = match["number"]
            value = int(number) if number.isdecimal() else chinese_value(number)
            if value:
                yield Counted(line, value, f"{value}{match['suffix'] or ''}")


def _article_value(number: str) -> int | None:
    if number.isdecimal():
        return int(number)
    return 1 if number in _FIRST_ONE else roman_value(number)


def _suffix(suffix: str | None) -> str:
    plain = (suffix or "").strip()
    return "" if plain.lower() in ("er", "º", "°", "o") else plain


def _chains(items: Iterable[Counted]) -> list[list[Counted]]:
    """Sort numbers into chains that count up: each joins the latest chain it continues, or begins one."""
    chains: list[_Chain] = []
    latest: dict[int, list[_Chain]] = {}
    for item in items:
        chain = _continued(item, latest)
        if chain is None:
            chain = _Chain()
            chains.append(chain)
        else:
            latest[chain.value].remove(chain)
        chain.items.append(item)
        latest.setdefault(item.value, []).append(chain)
    return [chain.items for chain in chains]


def _continued(item: Counted, latest: dict[int, list[_Chain]]) -> _Chain | None:
    """Return the chain that *item* carries on: one number ahead, or two or three for a chain already long."""
    if item.label != str(item.value) and latest.get(item.value):
        return latest[item.value][-1]  # 240a after 240
    for step in _STEPS:
        fitting = [chain for chain in latest.get(item.value - step, ()) if step == 1 or len(chain.items) >= 3]
        if fitting:
            return max(fitting, key=lambda chain: len(chain.items) if step > 1 else chain.items[-1].line.at)
    return None


def _reach(chain: Sequence[Counted]) -> int:
    """Return how much text a chain spans, in characters."""
    return chain[-1].line.at - chain[0].line.at if chain else 0


def _is_running(chain: Sequence[Counted], pages: int) -> bool:
    """Ask whether a chain of numbers is that of running paragraphs, not of a list, of notes or of headings."""
    first, last = chain[0].line, chain[-1].line
    spanned = last.page - first.page + 1
    if len(chain) < (5 if pages <= 3 else 8) or spanned < 0.5 * pages or first.page > 0.4 * pages:
        return False
    if sum(item.prose for item in chain) < 0.6 * len(chain) or len(chain) < 0.5 * spanned:
        return False
    return not _are_notes(chain)


def _are_notes(chain: Sequence[Counted]) -> bool:
    """Ask whether the numbers are those of footnotes: smaller than the text, or all at the foot of their pages."""
    heights = [item.line.height for item in chain if item.line.height]
    if heights and median(heights) < 0.9:
        return True
    known = [item.line.level for item in chain if item.line.height]
    return len(known) >= 8 and sum(level < 0.35 for level in known) > 0.8 * len(known)


def _with_parts(chain: Sequence[Counted], lines: Sequence[PrintedLine]) -> list[Counted]:
    """Add the numbered parts of single paragraphs (26.1, 26.2 … of a list of recommendations) where they count up."""
    parts: list[Counted] = []
    bounds = [*(item.line.at for item in chain[1:]), 1 << 60]
    ends = {item.value: end for item, end in zip(chain, bounds, strict=True)}
    starts = {item.value: item.line.at for item in chain}
    expected: dict[int, int] = {}
    for line in lines:
        match = _SUB_PARAGRAPH.match(line.text) if line.text[0].isdecimal() else None
        if match is None:
            continue
        value, part = int(match["number"]), int(match["part"])
        within = value in starts and starts[value] < line.at < ends[value]
        if within and 0 <= part - expected.get(value, 1) <= 2:
            expected[value] = part + 1
            parts.append(Counted(line, value, f"{value}.{part}"))
    return sorted([*chain, *parts], key=lambda item: item.line.at) if len(parts) >= 3 else list(chain)
