"""Which of the pages that hold what was asked for is meant: the one that most likely gave the words.

A reader who remembers a page remembers words from anywhere on it, from one passage, or one after another. The first is
the likelier the more of a page these words are, the second the more of a short stretch they are (a language model of
the page mixed with one of its passages). BM25, by which an engine finds, knows only the first, and counts a word on
every page the less for it, though each of the pages found holds it.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from litbase.search.analysis import is_paired
from litbase.search.marking import Found
from litbase.search.matching import Ranked, best_first
from litbase.search.planning import is_plain
from litbase.search.query import Query
from litbase.search.reader import Reader
from litbase.search.wanted import Wanted

WEIGHED = 16  # pages found first that are weighed
_MOST_TEXT = 250_000  # characters that are looked at; where pages are long, fewer are weighed
_MOST_GROUPS = 40  # parts of a query that are weighed, the rarest
_USUAL_PAGE = 3000  # characters

_PASSAGES = (40, 100)  # characters on either side of a word: about a clause, about two sentences
_BETWEEN = 2  # characters between words that follow one another
_WHOLE = 8.0  # how often a page is remembered as a whole, against once by a passage of each length
_WITHIN = 0.9  # of what is remembered of a passage stands in it, the rest elsewhere on the page
_SHORTEST = 300  # characters added to the length of every page, so that a few words alone are no page
_AS_TYPED = 10.0  # how often words are typed as they follow one another on the page, against once in other forms
_ABSENT = 0.1  # of what is remembered of a page stands on others only


def can_be_weighed(query: Query, wanted: Wanted) -> bool:
    """Say whether what *query* asks for are several words that can be found on a page without analysing all of it."""
    several = len(wanted.asked) > 1 or len(wanted.typed) > 1  # some may be too common to be marked
    return is_plain(query) and several and wanted.leads is not None


def weighed(ranked: Sequence[Ranked], reader: Reader, wanted: Wanted, *, pages: int) -> list[Ranked]:
    """Return *ranked* by the likelihood of each page, scores no lower than that of the last that was weighed.

    *pages* are all there are. What comes after as much text as may be looked at keeps its place.
    """
    reader.open(ranked)
    groups = sorted(wanted.asked, key=lambda group: (wanted.holding.get(group, 1), group))[:_MOST_GROUPS]
    elsewhere = {group: max(wanted.holding.get(group, 1), 1) / (max(pages, 1) * _USUAL_PAGE) for group in groups}
    typed = normalize("NFC", " ".join(wanted.typed).lower())
    order = sorted(wanted.asked)
    all_marked = len(order) == len(wanted.typed)  # else words repeat, or some are not marked
    likely: list[tuple[Ranked, float]] = []
    left = _MOST_TEXT
    for hit in ranked:
        opened = reader.page(hit)
        text = "" if opened is None else opened[1].text
        left -= len(text)
        if left < 0 and likely:
            break
        marks = reader.marks(hit)
        may_run = typed and (not all_marked or _unbroken(marks, order))
        runs = _runs(typed, text) if may_run else 0
        likely.append((hit, likelihood(marks, len(text), elsewhere, runs=runs)))
    floor, least = likely[-1][0].score, min(value for _, value in likely)
    first = [Ranked(hit.source, hit.number, floor + value - least) for hit, value in likely]
    return [*sorted(first, key=best_first), *ranked[len(likely) :]]


def _runs(typed: str, text: str) -> int:
    """Count where the words *typed*, in small letters, follow one another in *text*, in these forms and accents.

    Accents tell words apart that are otherwise found as one; a word may occur twice or be too common to be marked.
    """
    plain = text.lower()
    if is_paired(typed):
        return "".join(plain.split()).count("".join(typed.split()))
    plain, count = f" {plain.replace(chr(10), ' ')} ", 0
    at = plain.find(typed)
    while at >= 0:
        end = at + len(typed)
        count += not (plain[at - 1].isalnum() or plain[end].isalnum())
        at = plain.find(typed, end)
    return count


def likelihood(marks: Sequence[Found], length: int, elsewhere: Mapping[int, float], *, runs: int = 0) -> float:
    """Return how likely a page of *length* characters with these *marks*, in order, gave the words asked for.

    It is a logarithm; *elsewhere* says, for each group asked for, how many of its words a character of any page has,
    *runs* how often the words follow one another on the page exactly as they were typed.
    """
    places: dict[int, list[int]] = {group: [] for group in elsewhere}
    widths: dict[int, int] = {}
    for start, end, group in marks:
        if group in places:
            places[group].append(start)
            widths[group] = end - start + 1
    length += _SHORTEST
    shares = {group: len(starts) / length or _ABSENT * elsewhere[group] for group, starts in places.items()}
    whole = sum(map(math.log, shares.values()))
    parts = [math.log(_WHOLE)]
    there = {group: starts for group, starts in places.items() if starts}
    if len(there) > 1:
        absent = (len(places) - len(there)) * math.log(1 - _WITHIN)
        reaches = (sum(widths.values()), *_PASSAGES)  # words that follow one another, a clause, sentences
        gains = _closest(there, shares, reaches)
        parts += [math.log(reach / length) + absent + gain for reach, gain in zip(reaches, gains, strict=True)]
        unbroken = _unbroken(marks, sorted(places))
        if unbroken:
            parts.append(math.log(unbroken / length) - whole)
    if runs:
        parts.append(math.log(_AS_TYPED * runs / length) - whole)
    most = max(parts)
    return whole + most + math.log(sum(math.exp(part - most) for part in parts))


def _closest(places: Mapping[int, Sequence[int]], shares: Mapping[int, float], reaches: Sequence[int]) -> list[float]:
    """Return, for each reach, how much likelier the words are around that place of the rarest where most are near.

    The word that the page has least often stands in the best passage: any other would have to do without it.
    """
    rarest = min(places, key=lambda group: len(places[group]))
    best = [-math.inf for _ in reaches]
    for at in places[rarest]:
        gaps = [(group, _gap(starts, at)) for group, starts in places.items()]
        for which, reach in enumerate(reaches):
            near = (1 - _WITHIN + (_WITHIN / reach / shares[group] if gap <= reach else 0) for group, gap in gaps)
            best[which] = max(best[which], math.log(math.prod(near)))
    return best


def _unbroken(marks: Sequence[Found], order: Sequence[int]) -> int:
    """Count where all of the words follow one another as they were typed."""
    count = reached = last = 0
    for start, end, group in marks:
        if group != order[reached] or (reached and start - last > _BETWEEN):
            reached = 0
        if group == order[reached]:
            reached, last = reached + 1, end
            if reached == len(order):
                count, reached = count + 1, 0
    return count


def _gap(starts: Sequence[int], place: int) -> int:
    """Return how far the nearest of *starts* (rising) is from *place*."""
    at = bisect_left(starts, place)
    return min(abs(start - place) for start in starts[max(0, at - 1) : at + 1])
