"""Titles: the largest words on the first pages, and what files say of themselves, where that can be trusted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from litbase.sources.layout import RawLine, RawPage
from litbase.sources.printed_dates import find_dates

_LONGEST_TITLE = 300
_USELESS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"microsoft (?:word|powerpoint|excel|office)\b.*",
        r"(?:untitled|no title|sin t[íi]tulo|sans titre|unbenannt|без имени|无标题|document|dokument|documento|doc|"
        r"file|book|report|text|title|titre|t[íi]tulo|page|pages|cover|layout|slide|presentation|"
        r"powerpoint presentation|template|print|proof|draft|final|new|test|scan|scanned|image|unknown|"
        r"none|null|default|pdf|full page|body|"
        r"anonymous|chapter|section|contents|table of contents)?"
        r"[\s\-_#.()]*(?:\d+|final|copy|draft|v\d+)?[\s\-_.()\d]*",
        r".*\.(?:docx?|dotx?|rtf|odt|wpd|qx[pdb]|indd|pmd|p65|fm|tex|dvi|e?ps|pdf|pptx?|xlsx?|html?|txt|ai|jpe?g|tiff?|png|pub)",
        r".*\.(?:qxp|qxd|indd|doc|docx|pdf)\b.*",
        r"(?:.*\s)?copy(?:\s+\d+)?",
        r"[a-z]-[a-z]\b.*",
        r"(?:[a-z]:|file:|https?:|www\.|/|\\\\).*",
        r"[\d\W_]*",
        r"[?\ufffd\s]+.*",
        r"[0-9a-f]{8}-[0-9a-f]{4}-.*",
        r"(?:wcms|gao|ge|job|ms|proof|ctp|pg|tmp)[-_. ]?\d+.*",
        r"(?:powered by|created (?:by|with)|printed from|scanned (?:by|with|image)).*",
        r"acr[0-9a-f]+\.tmp",
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = """
a an and as at but by for from in into nor of on or per the to under upon versus via vs with
de la le les des du et en au aux sur par pour d l del los las el y e o da do dos das em para con por un una
der die das und von im zu für van het een
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_NOT_A_TITLE = re.compile(
    r"(?:confidential|embargoed?|draft|advance(?: unedited)? (?:copy|version)|open access|research article|"
    r"original article|article|review article|working paper|discussion paper|policy brief|issue brief|"
    r"fact ?sheet|press release|executive summary|summary|abstract|contents|table of contents|foreword|preface|"
    r"introduction|acknowledge?ments?|"
    r"distr\.?:? ?\w*|original: \w+|for official use only|unclassified|volume [ivx\d]+(?: of [ivx\d]+)?|part [ivx\d]+|"
    r"chapter [ivx\d]+|annex|appendix|edition|institute|isbn.*|issn.*|https?:.*|www\..*)\W*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?")
_PRIVATE_USE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size that stand together on a page; `size` in points, `top` from the page's foot."""

    text: str
    size: float
    top: float
    bottom: float
    page: int


def is_useless_title(title: str) -> bool:
    """Ask whether what a file calls itself tells a reader nothing ("A-Z copy 1", "Microsoft Word - x.doc")."""
    title = " ".join(title.split())
    letters = sum(c.isalpha() for c in title)
    if letters < (2 if not title.isascii() else 4) or len(title) > _LONGEST_TITLE:
        return True
    if title.count("?") > len(title) / 4 or is_garbled(title):
        return True
    if " " not in title and title.isascii() and ("_" in title or any(c.isdigit() for c in title) or title.islower()):
        return True
    return any(shape.fullmatch(title) for shape in _USELESS)


def is_garbled(text: str) -> bool:
    """Ask whether *text* comes from a font without a usable map to Unicode, or from a lost encoding."""
    visible = [c for c in text if not c.isspace()]
    if not visible:
        return True
    odd = sum(
        not (c.isalnum() or c in "'’‘“”\"-–—.,:;!?()&/«»%§°ºª…。，、：；！？（）《》「」·+*@#$€£[]") for c in visible
    )
    letters = [c for c in visible if c.isalpha()]
    latin_symbols = sum(c in "ªºµ¶¤¦§¨©«¬®¯°±²³´·¸¹»¼½¾¿×÷Þþ" for c in visible)
    switches = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return odd > len(visible) / 10 or latin_symbols > len(visible) / 12 or switches > max(3, len(letters) / 6)


def blocks_of(page: RawPage) -> list[Block]:
    """Return the blocks of one page, top to bottom."""
    lines = sorted(
        (line for line in page.lines if _is_shown(line, page)), key=lambda line: (-round(line.bottom), line.left)
    )
    groups: list[list[RawLine]] = []
    for line in lines:
        near = next((group for group in reversed(groups[-4:]) if _belongs(group[-1], line)), None)
        if near is None:
            groups.append([line])
        else:
            near.append(line)
    return [_block(group, page.number) for group in groups]


def _is_shown(line: RawLine, page: RawPage) -> bool:
    middle = (line.left + line.right) / 2
    return -5 <= middle <= page.width + 5 and line.bottom <= page.height + 5


def size_of(line: RawLine) -> float:
    """Return the font size of *line*, worked out from its height where it is not known."""
    return line.size if line.size > 2 else (line.top - line.bottom)


def _belongs(before: RawLine, line: RawLine) -> bool:
    size, other = size_of(before), size_of(line)
    alike = abs(size - other) <= (0.06 if before.size and line.size else 0.3) * max(size, other)
    gap = before.bottom - line.top
    same_row = abs(before.bottom - line.bottom) < size / 2 and 0 <= line.left - before.right < 2 * size
    below = -0.6 * size <= gap <= 0.75 * size and line.left < before.right and before.left < line.right
    return alike and (same_row or below) and before.text.isupper() == line.text.isupper()


def _block(lines: Sequence[RawLine], page: int) -> Block:
    text = ""
    for line in lines:
        part = " ".join(_PRIVATE_USE.sub("", line.text).split())
        text = text[:-1] + part if re.search(r"[^\W\d_]-$", text) and part[:1].islower() else f"{text} {part}".strip()
    return Block(text.rstrip("*† "), median(map(size_of, lines)), lines[0].top, lines[-1].bottom, page)


def could_be_title(text: str) -> bool:
    """Ask whether words printed large can be a title: neither a date nor a number nor a label such as "Contents"."""
    letters = sum(c.isalpha() for c in text)
    wide = sum(not c.isascii() and c.isalpha() for c in text)
    if letters + wide < 5 or len(text) > _LONGEST_TITLE or is_garbled(text) or _NOT_A_TITLE.fullmatch(text):
        return False
    words = text.split()
    if len(words) > 3 and sum(len(word) == 1 for word in words) > len(words) / 2 and text.isascii():
        return False  # letters set apart, as in a logo
    dated = sum(date.end - date.start for date in find_dates(text))
    return dated < 0.6 * len(text)


def printed_titles(pages: Sequence[RawPage]) -> Iterator[Block]:
    """Yield the blocks that look like titles, best first: the largest of the first page with any, from the top."""
    for page in pages:
        blocks = [block for block in blocks_of(page) if could_be_title(block.text)]
        if not blocks:
            continue
        body = _body_size(page)
        large = [block for block in blocks if block.size > 1.12 * body or body == 0]
        upper = [block for block in blocks if block.top > page.height * 0.45 and _is_like_a_line(block.text)]
        chosen = sorted(large, key=lambda block: (-round(block.size), -block.top)) or upper[:3]
        if chosen:
            yield from chosen
            return


def display_blocks(page: RawPage) -> list[Block]:
    """Return the blocks outside running text: on a cover all, else those above the text and not smaller."""
    blocks, body = blocks_of(page), _body_size(page)
    if not body:
        return blocks
    text = [block for block in blocks if abs(block.size - body) < 0.6 and len(block.text) > 200]
    head = max((block.top for block in text), default=page.height / 2)
    return [block for block in blocks if block.bottom >= head and block.size >= 0.85 * body]


def _is_like_a_line(text: str) -> bool:
    """Ask whether words no larger than the rest can be a title at all: short, and no sentence."""
    return len(text) <= 150 and text[-1] not in ".,;:" and not text[0].islower()


def _body_size(page: RawPage) -> float:
    """Return the size most letters of the page have, 0.0 for a page without running text."""
    letters: Counter[float] = Counter()
    for line in page.lines:
        letters[round(size_of(line) * 2) / 2] += len(line.text)
    size, count = letters.most_common(1)[0] if letters else (0.0, 0)
    return size if count > 400 else 0.0


def is_in_capitals(title: str) -> bool:
    letters = [c for c in title if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.6 * len(letters)


def cased(title: str, usage: Mapping[str, str]) -> str:
    """Write a title set in capitals as a sentence reader would: names and initials as *usage* writes them."""
    if not is_in_capitals(title):
        return title
    first = True

    def written(match: re.Match[str]) -> str:
        nonlocal first
        word, begins = match.group(), first
        first = False
        lower = word.lower()
        if not word.isupper():
            return word
        if lower in _SMALL_WORDS and not begins:
            return lower
        known = usage.get(lower)
        if known is not None and known.isupper() and len(word) > 1:
            return word
        return word[0] + lower[1:]

    return _WORD.sub(written, title)


def word_usage(texts: Iterable[str], title: str) -> dict[str, str]:
    """Return how running text writes each word of *title* (by its lower-case form), lines in capitals left aside."""
    wanted = {word for place, word in enumerate(_WORD.findall(title.lower())) if not place or word not in _SMALL_WORDS}
    forms: Counter[str] = Counter()
    for line in (line for text in texts for line in text.splitlines()):
        lower = line.lower()
        if any(word in lower for word in wanted):
            words = _WORD.findall(line)
            if sum(map(str.isupper, words)) <= len(words) / 2:
                forms.update(word for word in words if word.lower() in wanted)
    usage: dict[str, str] = {}
    for form, _ in forms.most_common():
        usage.setdefault(form.lower(), form)
    return usage


def title_and_subtitle(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the title made of the first block and its like beside it, then a smaller block under it, if any."""
    main = blocks[0]
    alike = [b for b in blocks if b is main or (abs(b.size - main.size) <= 0.04 * main.size and _is_near(b, main))]
    alike += [b for b in blocks if b not in alike and _runs_into(b, main)]
    alike.sort(key=lambda block: -block.top)
    text = alike[0].text
    for block in alike[1:]:
        text = f"{text} {block.text}" if _runs_on(text, block.text) else f"{text}: {block.text}"
    title = Block(text.strip(" *"), main.size, alike[0].top, alike[-1].bottom, main.page)
    yield title
    under = [b for b in blocks if b not in alike and 0 <= title.bottom - b.top < 3 * main.size and b.size < main.size]
    if under and len(under[0].text.split()) >= 2:
        yield under[0]


def _runs_into(block: Block, main: Block) -> bool:
    """Ask whether a smaller line right above ("Global Report on") begins the phrase of *main*."""
    gap = block.bottom - main.top
    return block.top > main.top and -main.size <= gap < main.size and block.text.split()[-1].lower() in _SMALL_WORDS


def with_year(title: Block, blocks: Sequence[Block]) -> Block:
    """Return *title* with the year of its edition, where that stands by itself beside it, large as well."""
    for block in blocks:
        gap = max(title.bottom - block.top, block.bottom - title.top)
        beside = block.page == title.page and block.size >= 0.5 * title.size and gap < 3 * title.size
        if beside and _YEAR.fullmatch(block.text) and block.text not in title.text:
            return replace(title, text=f"{title.text} {block.text}")
    return title


def _is_near(block: Block, main: Block) -> bool:
    return block.top <= main.top + 3 * main.size and main.bottom - block.top < 4 * main.size


def _runs_on(text: str, following: str) -> bool:
    """Ask whether *following* carries on the phrase of *text*: begins small, or *text* ends with a small word."""
    words = text.split()
    return following[:1].islower() or words[-1].lower() in _SMALL_WORDS or following[:1].isdigit()
