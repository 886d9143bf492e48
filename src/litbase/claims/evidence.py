"""Passages as evidence: whole sentences around the words meant, with the locator people cite."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from litbase.claims.support.reading import chapter_of
from litbase.model.claim import Evidence, Scope
from litbase.model.page import Page, locator_of, page_locator
from litbase.search.sentences import sentence_bounds
from litbase.sources.page_store import StoredSource


@dataclass(slots=True)
class EvidenceList:
    """The evidence of one finding while it is gathered; a passage given twice is kept once.

    `said`: the words for which passages are shown, by their indices, where those are known.
    """

    passages: list[Evidence] = field(default_factory=list)
    said: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def add(self, evidence: Evidence, *said: str) -> int:
        """Return the index of *evidence*, which is added if no passage covers it yet.

        If all it is shown for are the words *said*, a part of it that has them will do, and one that has them not is
        widened; it keeps its locator, which is that of the words meant.
        """
        index = next((i for i, known in enumerate(self.passages) if _shows(known, evidence, said)), None)
        if index is None:
            index = len(self.passages)
            self.passages.append(evidence)
        elif not all(words in self.passages[index].text for words in said):
            self.passages[index] = replace(evidence, locator=self.passages[index].locator)
        if said:
            self.said[index] = (*self.said.get(index, ()), *said)
        return index

    def overlaps(self, evidence: Evidence) -> bool:
        """Tell whether a passage shown already shares words with *evidence*."""
        return any(
            (known.sha256, known.page.number) == (evidence.sha256, evidence.page.number)
            and known.start < evidence.end
            and evidence.start < known.end
            for known in self.passages
        )


def _shows(known: Evidence, evidence: Evidence, said: Sequence[str]) -> bool:
    """Tell whether *known* covers *evidence*, or is that part of it that is shown for its words."""
    if (known.sha256, known.page.number) != (evidence.sha256, evidence.page.number):
        return False
    covers = known.start <= evidence.start and evidence.end <= known.end
    return covers or (bool(said) and evidence.start <= known.start and known.end <= evidence.end)


def evidence_for(source: StoredSource, page: Page, start: int, end: int, *, scope: Scope) -> Evidence:
    """Return the stretch from *start* to *end* of *page*, widened to whole sentences."""
    first, last = sentences_around(page.text, start, end)
    locator = locator_of(page, start, end, source.cited_by)  # of the words meant, not of the sentences around them
    return replace(evidence_at(source, page, first, last, scope=scope), locator=locator)


def evidence_at(source: StoredSource, page: Page, start: int, end: int, *, scope: Scope) -> Evidence:
    """Return the stretch from *start* to *end* of *page*, as it is."""
    return Evidence(
        key=source.key,
        page=page,
        locator=locator_of(page, start, end, source.cited_by),
        text=page.text[start:end],
        start=start,
        end=end,
        sha256=source.sha256,
        file=source.file,
        scope=scope,
        ocr=page.ocr,
        chapter=chapter_of(page, start),
    )


def sentences_around(text: str, start: int, end: int, *, more: int = 0) -> tuple[int, int]:
    """Return the offsets of the sentences that touch a stretch, and of *more* sentences on either side."""
    bounds = sentence_bounds(text)
    touched = [index for index, (first, last) in enumerate(bounds) if first < end and last > start]
    if not touched:
        return start, end
    first = bounds[max(0, touched[0] - more)][0]
    last = bounds[min(len(bounds) - 1, touched[-1] + more)][1]
    return min(first, start), max(last, end)


def places_text(evidence: Iterable[Evidence], *, most: int = 3) -> str:
    """Return where the passages stand, as people say it: "p. 173 of usdos2022, p. 12 of hrw2019 and 4 more places"."""
    found = list(dict.fromkeys(f"{passage.locator} of {passage.key}" for passage in evidence))
    shown = ", ".join(found[:most])
    rest = len(found) - most
    return f"{shown} and {rest} more place{'s' if rest > 1 else ''}" if rest > 0 else shown


def places_said(evidence: Sequence[Evidence]) -> str:
    """Return where the passages stand, as a sentence goes on: "on p. 173 of usdos2022", "in para. 42 of hrc2014"."""
    is_page = evidence[0].locator == page_locator(evidence[0].page) and not evidence[0].page.heading
    return f"{'on' if is_page else 'in'} {places_text(evidence)}"
