"""What a draft cites: every citation with the works it means and its place, and what its list of references lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from litbase.claims.citations.reading import ParagraphReader, find_citations
from litbase.claims.citations.reference_notes import notes_on_references
from litbase.claims.citations.references import listed, references_of
from litbase.claims.citations.resolve import resolve
from litbase.claims.citations.works import Work
from litbase.claims.draft import Draft
from litbase.claims.figures.quantity import Quantity
from litbase.model.claim import Citation, DraftNote


@dataclass(frozen=True, slots=True)
class PlacedCitation:
    """A citation and where the text cites: the place of its note's mark if it stands in a note, else its own start.

    `note`: the name of that note, None in running text.
    """

    citation: Citation
    anchor: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CitedDraft:
    """The citations of a draft in its order, one per cited work, and remarks on its list of references."""

    citations: tuple[PlacedCitation, ...]
    notes: tuple[DraftNote, ...]


class ReadingMemory(Protocol):
    """Keeps what paragraphs were found to cite, as long as the works that can be cited are what they were.

    It keeps the figures of sentences, too.
    """

    def figures(self, text: str) -> tuple[Quantity, ...]:
        """Return the figures of *text*, as `read_quantities` does."""
        ...

    def reader(self, listed: Sequence[Work]) -> ParagraphReader:
        """Return what reads the paragraphs of a draft that itself lists the works *listed*."""
        ...


def citations_of(
    draft: Draft, works: Sequence[Work], catalog: Sequence[Work] = (), memory: ReadingMemory | None = None
) -> CitedDraft:
    """Find the citations of *draft* and say which *works* of the library, or of the *catalog*, they mean."""
    own = references_of(draft, works)
    references = listed(own, works)
    listed_only = [one.work for one in references if one.key is None]
    read = None if memory is None else memory.reader(listed_only)
    mentions = find_citations(draft, [*works, *catalog, *listed_only], own, read=read)
    citations = [_as_written(one, draft) for one in resolve(mentions, works, references, catalog)]
    placed = (
        PlacedCitation(citation, mention.anchor, mention.note)
        for mention, citation in zip(mentions, citations, strict=True)
    )
    return CitedDraft(tuple(placed), tuple(notes_on_references(mentions, citations, references)))


def _as_written(citation: Citation, draft: Draft) -> Citation:
    """Return the citation with the words that stand at its place in the draft, markup and line ends among them."""
    return replace(citation, raw=draft.text[citation.start : citation.end] or citation.raw)
