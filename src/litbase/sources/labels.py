"""Printed page labels: worked out from the folios that count up, checked against the file's own labels.

Each folio proposes an offset (its value less the page's index). The best chain of folios through the document, where
keeping the offset is free and changing it costs, falls into stretches; a stretch that chance could have made is
dropped. Pages of a stretch that print nothing are inferred; pages far from any witness stay unknown.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litbase.sources.folio_chain import JUMPS, Link, best_chain, is_claimed_by, is_front_matter, share_at_one_height
from litbase.sources.folios import Folio, Series, folios_of
from litbase.sources.layout import RawLine, RawPage
from litbase.sources.numerals import plain_digits

_ENOUGH = 8.0  # evidence that a stretch is not chance, as a logarithm of odds, to which a document's length is added
_WEAK = 0.5  # weight below which a folio proves nothing by itself
_ALONE = 4.5  # evidence of a number without rivals on its page
_SURE = 0.7  # weight of a folio alone in the place where the numbers usually stand
_REACH = 6  # pages beyond a witness that may be inferred
_BRIDGE = 14  # pages between two agreeing witnesses that may be inferred
_AGREEMENT = 0.6  # share of witnessed pages on which the file's own labels must be right


@dataclass(frozen=True, slots=True)
class PageLabel:
    """The printed label of one page: None if not known, `inferred` if it stands only in its neighbours' count.

    `line` is the line that prints it, None where none does.
    """

    label: str | None = None
    inferred: bool = False
    line: RawLine | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pages that count alike; `witnesses` in page order, never empty."""

    witnesses: tuple[Folio, ...]
    evidence: float
    weight: float

    @property
    def series(self) -> Series:
        return self.witnesses[0].series

    @property
    def offset(self) -> int:
        return self.witnesses[0].offset

    @property
    def first(self) -> int:
        return self.witnesses[0].index

    @property
    def last(self) -> int:
        return self.witnesses[-1].index

    def label(self, index: int) -> str | None:
        value = index + self.offset
        return self.series.label(value) if value >= 1 else None


def infer_labels(pages: Sequence[RawPage], own: Sequence[str | None] | None) -> tuple[PageLabel, ...]:
    """Return the printed label of every page, in file order; *own* are the labels the file itself claims, or None."""
    folios = folios_of(pages)
    claimed = _claimed_labels(own, len(pages))
    stretches = _trusted(list(_stretches(best_chain(folios, claimed))), claimed, len(pages))
    labels = [PageLabel() for _ in pages]
    for stretch in stretches:
        for folio in stretch.witnesses:
            line = _in_usual_place(folio, folios[folio.index], stretch.witnesses).line
            labels[folio.index] = PageLabel(folio.label, False, line)
    for index, label in _inferred(stretches, len(pages)):
        labels[index] = PageLabel(label, True)
    for folio in _borne_out(claimed, folios):
        labels[folio.index] = PageLabel(folio.label, False, folio.line)
    if claimed is not None and _agrees(claimed, labels):
        _fill_from(claimed, labels)
    return tuple(labels)


def _in_usual_place(witness: Folio, on_page: Sequence[Folio], witnesses: Sequence[Folio]) -> Folio:
    """Return the folio of this page and value that stands where most of the stretch do: a note may have that number."""
    same = [folio for folio in on_page if (folio.series, folio.value) == (witness.series, witness.value)]
    if len(same) < 2:
        return witness
    return max(same, key=lambda folio: (sum(_stand_alike(folio, other) for other in witnesses), folio == witness))


def _stand_alike(one: Folio, other: Folio) -> bool:
    return one.place.foot == other.place.foot and abs(one.place.step - other.place.step) <= 1


def _claimed_labels(own: Sequence[str | None] | None, count: int) -> list[str | None] | None:
    """Return the file's own labels in plain digits, None if they say nothing (absent, or all the same)."""
    if own is None or len(own) != count or (count > 1 and len(set(own)) == 1):
        return None
    return [plain_digits(label).strip() or None if label else None for label in own]


def _borne_out(claimed: Sequence[str | None] | None, folios: Sequence[Sequence[Folio]]) -> list[Folio]:
    """Return the folios that print what the file claims, if nearly all that stand at their height do.

    So numbering that begins anew every few pages is read, where the chain has too little to go by.
    """
    if claimed is None:
        return []
    alone = [folio for on_page in folios for folio in on_page if folio.trust == 1.0]
    right = [folio for folio in alone if folio.label == claimed[folio.index]]
    if len(right) < max(3, 0.3 * len(folios)) or share_at_one_height(right) < 1.0:
        return []
    heights = {(folio.place.foot, folio.place.step) for folio in right}
    rivals = {folio.index for folio in alone if (folio.place.foot, folio.place.step) in heights}
    return right if len({folio.index for folio in right}) >= 0.9 * len(rivals) else []


def _stretches(chain: Sequence[Link]) -> Iterator[_Stretch]:
    run: list[Link] = []
    for link in chain:
        if run and (link.folio.series, link.folio.offset) != (run[-1].folio.series, run[-1].folio.offset):
            yield _stretch(run)
            run = []
        run.append(link)
    if run:
        yield _stretch(run)


def _stretch(run: Sequence[Link]) -> _Stretch:
    """Make a stretch that ends, on both sides, with a folio in a usual place, or alone on the first page."""
    usual = [place for place, link in enumerate(run) if link.weight >= _WEAK or _opens_article(run, place)]
    if usual:
        run = run[usual[0] : usual[-1] + 1]
    weight = sum(link.weight for link in run) / len(run)
    return _Stretch(tuple(link.folio for link in run), sum(link.evidence for link in run), weight)


def _opens_article(run: Sequence[Link], place: int) -> bool:
    """Ask whether a folio on the document's first page, where articles print it elsewhere, is the only one there."""
    folio = run[place].folio
    is_next = len(run) > place + 1 and run[place + 1].folio.index == 1
    return folio.index == 0 and folio.trust == 1.0 and run[place].evidence >= _ALONE and is_next


def _trusted(stretches: Sequence[_Stretch], claimed: Sequence[str | None] | None, count: int) -> list[_Stretch]:
    """Keep the stretches that chance did not make, and short ones that carry on the count of such a neighbour."""
    kept = [_is_firm(stretch, claimed, count) for stretch in stretches]
    places = range(len(stretches))
    for place in (*places[1:], *places[-2::-1]):  # once each way, so that trust spreads from stretch to stretch
        for near in (place - 1, place + 1):
            if 0 <= near < len(stretches) and kept[near] and not kept[place]:
                kept[place] = _carries_on(stretches[place], stretches[near])
    return _without_intruders([stretch for place, stretch in enumerate(stretches) if kept[place]])


def _without_intruders(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Drop what counts otherwise (section numbers in running heads) between two parts of one unbroken count."""
    whole: list[_Stretch] = []
    for stretch in stretches:
        parts = [place for place, earlier in enumerate(whole) if _counts_alike(earlier, stretch)]
        between = whole[parts[-1] + 1 :] if parts else []
        if not parts or any(other.series == stretch.series for other in between):
            whole.append(stretch)
        else:
            whole[parts[-1] :] = [_joined(whole[parts[-1]], stretch)]
    return whole


def _counts_alike(one: _Stretch, other: _Stretch) -> bool:
    return (one.series, one.offset) == (other.series, other.offset)


def _joined(one: _Stretch, other: _Stretch) -> _Stretch:
    return _Stretch(one.witnesses + other.witnesses, one.evidence + other.evidence, min(one.weight, other.weight))


def _is_firm(stretch: _Stretch, claimed: Sequence[str | None] | None, count: int) -> bool:
    witnesses = stretch.witnesses
    density = len(witnesses) / (stretch.last - stretch.first + 1)
    is_claimed = is_claimed_by(witnesses, claimed)
    is_steady = len(witnesses) >= 6 and stretch.weight >= _SURE and density >= 0.1
    if density < 0.3 and not is_steady and not is_claimed:
        return False
    evidence = stretch.evidence * min(1.0, stretch.weight / _SURE) * share_at_one_height(witnesses)
    if is_claimed and len(witnesses) > 1:
        evidence += 3.0
    elif abs(stretch.offset - 1) <= 1:
        evidence += math.log(100)  # most documents count from their first page or the next
        if claimed is not None and all(claimed[f.index] == f.label for f in witnesses):
            evidence += 2.0  # labels that only count the pages of the file are given by default and prove little
    return evidence >= _ENOUGH + math.log(count)


def _carries_on(stretch: _Stretch, neighbour: _Stretch) -> bool:
    """Ask whether a short stretch counts on from *neighbour*, or is the roman front matter before it."""
    if stretch.weight < _SURE:
        return False
    if stretch.series == neighbour.series:
        return abs(stretch.offset - neighbour.offset) <= max(JUMPS)
    return stretch.last < neighbour.first and is_front_matter(stretch.witnesses[-1], neighbour.witnesses[0])


def _inferred(stretches: Sequence[_Stretch], count: int) -> Iterator[tuple[int, str]]:
    """Yield (index, label) for the pages without a witness whose label follows from their neighbours."""
    for stretch in stretches:
        for before, after in pairwise(stretch.witnesses):
            for index in range(before.index + 1, after.index):
                near = min(index - before.index, after.index - index)
                if near <= _REACH or after.index - before.index <= _BRIDGE:
                    yield from _labelled(stretch, index)
    bounds: list[_Stretch | None] = [None, *stretches, None]
    for earlier, later in pairwise(bounds):
        yield from _between(earlier, later, count)


def _labelled(stretch: _Stretch, index: int) -> Iterator[tuple[int, str]]:
    label = stretch.label(index)
    if label is not None:
        yield index, label


def _between(earlier: _Stretch | None, later: _Stretch | None, count: int) -> Iterator[tuple[int, str]]:
    """Yield the labels of the pages between two stretches, or before the first and after the last."""
    start = 0 if earlier is None else earlier.last + 1
    end = count if later is None else later.first
    low = high = start  # below `low` the earlier count holds, from `high` on the later one
    if later is None:
        low = high = end
    elif earlier is not None and earlier.series == later.series:
        low, high = _turn(earlier, later)
    else:
        low = high = max(start, end - _REACH, -later.offset + 1)
    for index in range(start, low):
        if earlier is not None and index - earlier.last <= _REACH:
            yield from _labelled(earlier, index)
    for index in range(high, end):
        if later is not None and later.first - index <= _REACH:
            yield from _labelled(later, index)


def _turn(earlier: _Stretch, later: _Stretch) -> tuple[int, int]:
    """Return the bounds between which the count changes: pages outside are sure, pages inside are not.

    Where the count jumps forward, blank left-hand pages were dropped, so the later stretch begins with an odd number.
    """
    start, end = earlier.last + 1, later.first
    if later.offset < earlier.offset:
        return (start, end)
    turns = [index for index in range(start, end + 1) if (index + later.offset) % 2]
    return (turns[0], turns[-1]) if turns else (start, end)


def _agrees(claimed: Sequence[str | None], labels: Sequence[PageLabel]) -> bool:
    witnessed = [(claim, page.label) for claim, page in zip(claimed, labels, strict=True) if page.line is not None]
    right = sum(claim == label for claim, label in witnessed)
    return bool(witnessed) and right >= _AGREEMENT * len(witnessed)


def _fill_from(claimed: Sequence[str | None], labels: list[PageLabel]) -> None:
    """Give pages without a label the file's own, unless another page carries it or the nearest label contradicts it."""
    known = {page.label for page in labels}
    sure = [index for index, page in enumerate(labels) if page.label is not None]
    for index, page in enumerate(labels):
        claim = claimed[index]
        if page.label is not None or claim is None or claim in known or claimed.count(claim) > 1:
            continue
        nearest = min(sure, key=lambda other: abs(other - index))
        if claimed[nearest] == labels[nearest].label:
            labels[index] = PageLabel(claim, True)
