"""The works a library has, looked up while records are taken in: is this one of them?"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from litbase.bib.items import to_item
from litbase.bib.latex import decode
from litbase.library.likeness import Alike, Traits, block_names, folded, judge, traits_of
from litbase.model.entry import Entry

if TYPE_CHECKING:
    from litbase.bib.bibliography import Bibliography

_COMPARED = 60  # records of one block; more have one short title, which tells nothing
_SURE = 0.98
_BEGINNING = 12  # letters of a title by which entries are chosen for a closer look
_PARTS = frozenset({"incollection", "inproceedings", "inbook", "suppbook", "conference", "article", "inreference"})
_DIGITS = re.compile(r"[^\dXx]")


class KnownWorks:
    """The works of a bibliography that records to be taken in may be, and those taken in since."""

    def __init__(self, bibliography: "Bibliography", wanted: Sequence[Traits]) -> None:
        """Describe those entries that begin as one of *wanted* or share an identifier: the rest cannot be meant."""
        self._blocks: dict[str, list[Traits]] = {}
        beginnings = {traits.letters[:_BEGINNING] for traits in wanted}
        identifiers = {name.partition(":")[2] for traits in wanted for name in traits.identifiers}
        for entry in bibliography.entries():
            if _beginning(entry) in beginnings or identifiers & set(_identifiers(entry)):
                self.add(traits_of(to_item(bibliography.complete(entry.key)), symbol=entry.get("symbol") or ""))

    def add(self, traits: Traits) -> None:
        for name in block_names(traits):
            self._blocks.setdefault(name, []).append(traits)

    def same_as(self, traits: Traits) -> Alike | None:
        """Return the surest of the works that *traits* may describe, or one that is sure; None if there is none."""
        best: Alike | None = None
        seen = set[str]()
        for name in block_names(traits):
            for other in self._blocks.get(name, ())[:_COMPARED]:
                if other.key in seen:
                    continue
                seen.add(other.key)
                alike = judge(other, traits)
                if alike is not None and (best is None or alike.confidence > best.confidence):
                    best = alike
                    if best.confidence >= _SURE:
                        return best
        return best


def _beginning(entry: Entry) -> str:
    title = entry.first("title", "maintitle", "booktitle") or ""
    return folded(decode(title)).replace(" ", "")[:_BEGINNING]


def key_with(bibliography: "Bibliography", identifier: str) -> str | None:
    """Return the key of the first entry that has *identifier*: a DOI, or an ISBN, which a chapter has from its book."""
    digits = _DIGITS.sub("", identifier).upper()
    wanted = identifier.lower() if "/" in identifier else digits[3:12] if len(digits) == 13 else digits[:9]
    found = (entry for entry in bibliography.entries() if wanted in _identifiers(entry))
    return next((entry.key for entry in found if "/" in identifier or entry.type not in _PARTS), None)


def _identifiers(entry: Entry) -> Iterable[str]:
    for name in ("doi", "pmid", "pmcid"):
        if entry.get(name):
            yield re.sub(
                "/+", "/", re.sub(r"^\s*https?://(?:dx\.)?doi\.org/", "", entry.get(name) or "").strip().lower()
            )
    for name in ("number", "symbol"):
        yield (entry.get(name) or "").strip()
    for isbn in re.split(r"[,; ]+", entry.first("isbn") or ""):
        digits = _DIGITS.sub("", isbn).upper()
        yield digits[3:12] if len(digits) == 13 else digits[:9]
