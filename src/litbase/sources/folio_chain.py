"""The chain of folios that best counts through a document.

Each folio proposes an offset (its value less the page's index). Keeping the offset costs nothing, changing it does, so
numbers that do not count up (years, tables) find no place in the best chain.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from litbase.sources.folios import Folio, Numbering, Place, Series

_MISS = 0.06  # cost of a page without its number, inside a stretch
_SWITCH = 2.2  # cost of a new way of counting
_BODY_BEGINS = 0.8  # cost of turning from roman front matter to page 1
JUMPS = {1: 0.6, 2: 0.9, 3: 1.2, -1: 1.2}  # cost of blanks dropped (+) or of a page put in or counted twice (-)


@dataclass(slots=True)
class Link:
    """A folio in a chain, with the chain's worth up to it and the link before it."""

    folio: Folio
    weight: float
    evidence: float
    worth: float = 0.0
    before: "Link | None" = None


def best_chain(folios: Sequence[Sequence[Folio]], claimed: Sequence[str | None] | None) -> list[Link]:
    """Return the links of the chain worth most, in page order, at most one a page."""
    usual = _usual_places(folios)
    tips: dict[tuple[Series, int], Link] = {}
    best: Link | None = None
    for on_page in folios:
        links = [_extended(link, tips, best) for link in _links(on_page, usual, claimed, pages=len(folios))]
        for link in links:
            key = (link.folio.series, link.folio.offset)
            if key not in tips or _standing(tips[key], link.folio.index) < link.worth:
                tips[key] = link
            if best is None or best.worth < link.worth:
                best = link
    chain = []
    while best is not None:
        chain.append(best)
        best = best.before
    return chain[::-1]


def _standing(tip: Link, index: int) -> float:
    """Return what *tip* is still worth at page *index* after the pages that did not bear it out."""
    return tip.worth - _MISS * max(0, index - tip.folio.index - 1)


def _extended(link: Link, tips: dict[tuple[Series, int], Link], best: Link | None) -> Link:
    """Return *link* joined to the chain that makes it worth most."""
    folio = link.folio
    options = [] if best is None else [(best.worth - _switch_cost(best.folio, folio), best)]
    same = tips.get((folio.series, folio.offset))
    if same is not None:
        options.append((_standing(same, folio.index), same))
    for jump, cost in JUMPS.items():
        tip = tips.get((folio.series, folio.offset - jump))
        if tip is not None:
            options.append((_standing(tip, folio.index) - cost, tip))
    worth, before = max(options, key=lambda option: option[0], default=(0.0, None))
    if worth > 0:
        link.before = before
        link.worth = worth
    link.worth += link.weight
    return link


def _switch_cost(before: Folio, after: Folio) -> float:
    return _BODY_BEGINS if is_front_matter(before, after) else _SWITCH


def _links(
    on_page: Sequence[Folio], usual: Counter[Place], claimed: Sequence[str | None] | None, *, pages: int
) -> list[Link]:
    """Weigh the folios of one page by trust and by how usual their place is for numbers that count up.

    What the file itself claims as the label (and does not claim by default) counts like one in a usual place.
    The evidence of one is the logarithm of the odds that it is there by chance: the more rivals, the less.
    """
    commonest = max(max(usual.values(), default=1), pages / 4)  # in a few pages numbers line up by chance
    weights = [
        f.trust * (1.0 if is_claimed_by((f,), claimed) else 0.3 + 0.7 * min(1.0, 4 * usual[f.place] / commonest))
        for f in on_page
    ]
    links = []
    for folio, weight in zip(on_page, weights, strict=True):
        bar = weight if usual[folio.place] else 0.0  # in no usual place every number on the page is a rival
        rivals = sum(other >= bar for other in weights)
        plain = folio.series == Series(Numbering.ARABIC)
        links.append(Link(folio, weight, math.log((100 if plain else 400) / rivals)))
    return links


def _usual_places(folios: Sequence[Sequence[Folio]]) -> Counter[Place]:
    """Count, for each place, the folios there that a folio on one of the next pages continues."""
    offsets = [{(folio.series, folio.offset) for folio in on_page} for on_page in folios]
    places: Counter[Place] = Counter()
    for index, on_page in enumerate(folios):
        near = offsets[max(0, index - 5) : index] + offsets[index + 1 : index + 6]
        for folio in on_page:
            if sum((folio.series, folio.offset) in other for other in near) >= min(2, len(folios) - 1):
                places[folio.place] += 1
    widened: Counter[Place] = Counter()
    for place, count in places.items():
        for step in (place.step - 1, place.step, place.step + 1):
            widened[Place(place.foot, step, place.side)] += count if step == place.step else count // 2
    return widened


def is_front_matter(before: Folio, after: Folio) -> bool:
    roman = before.series.numbering is Numbering.ROMAN and after.series == Series(Numbering.ARABIC)
    return roman and before.value <= before.index + 1 and after.value <= after.index - before.index


def is_claimed_by(witnesses: Sequence[Folio], claimed: Sequence[str | None] | None) -> bool:
    """Ask whether the file's own labels, given on purpose, name all *witnesses*, and these stand at one height."""
    if claimed is None or any(f.offset == 1 or claimed[f.index] != f.label for f in witnesses):
        return False
    return share_at_one_height(witnesses) == 1.0


def share_at_one_height(witnesses: Sequence[Folio]) -> float:
    heights = Counter((f.place.foot, f.place.step) for f in witnesses)
    (foot, step), _ = heights.most_common(1)[0]
    return sum(heights[foot, near] for near in (step - 1, step, step + 1)) / len(witnesses)
