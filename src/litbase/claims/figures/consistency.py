"""The draft against itself: figures that do not agree with those beside them, or with each other elsewhere."""

from collections.abc import Iterator, Sequence

from litbase.claims.draft import Draft, Sentence, SentenceKind
from litbase.claims.figures.beside import beside_inconsistencies
from litbase.claims.figures.changes import change_inconsistencies
from litbase.claims.figures.marked import Inconsistency, mark
from litbase.claims.figures.parts import part_inconsistencies
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import FigureReader
from litbase.claims.figures.shares_of_whole import share_inconsistencies
from litbase.claims.figures.told_twice import twice_inconsistencies
from litbase.model.claim import DraftNote, NoteKind

_CHECKED = frozenset({SentenceKind.PROSE, SentenceKind.CAPTION, SentenceKind.NOTE})


def check_consistency(draft: Draft, read: FigureReader = read_quantities) -> Iterator[DraftNote]:
    """Yield a note for each contradiction among the figures of *draft*, in its order.

    Rows of tables and block quotations are left alone: the ones are no sentences, the others not the writer's.
    """
    in_notes = (sentence for note in draft.notes for sentence in note.sentences)
    sentences = [one for one in (*draft.sentences, *in_notes) if one.kind in _CHECKED]
    found = inconsistencies([sentence.plain.text for sentence in sentences], read)
    notes = [DraftNote(NoteKind.CONSISTENCY, _sentence(one.message), _spans(one, sentences)) for one in found]
    yield from sorted(notes, key=lambda note: note.spans)


def inconsistencies(sentences: Sequence[str], read: FigureReader = read_quantities) -> Iterator[Inconsistency]:
    """Yield what does not agree among the figures of *sentences*, which follow each other."""
    marked = [mark(index, text, read) for index, text in enumerate(sentences)]
    with_figures = [sentence for sentence in marked if sentence.figures]
    yield from share_inconsistencies(marked)
    for sentence in with_figures:
        yield from change_inconsistencies(sentence)
        yield from part_inconsistencies(sentence)
        yield from beside_inconsistencies(sentence)
    yield from twice_inconsistencies(with_figures)


def _sentence(message: str) -> str:
    return f"{message[0].upper()}{message[1:]}."


def _spans(found: Inconsistency, sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    return tuple(sentences[place.sentence].plain.to_draft(place.start, place.end) for place in found.places)
