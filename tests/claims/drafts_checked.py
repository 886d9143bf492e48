"""What holds for every draft, whatever its format."""

from litbase.claims.draft import Draft, Sentence, SentenceKind

LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")  # an exponent keeps its height though a format writes it level


def sentences_of(draft: Draft) -> list[Sentence]:
    return [*draft.sentences, *(sentence for note in draft.notes for sentence in note.sentences)]


def check_places(draft: Draft) -> None:
    """Every span lies in the draft, plain text maps back to it, and everything stands in order."""
    for plain, start, end in [
        *((each.plain, each.start, each.end) for each in sentences_of(draft)),
        *((each.plain, each.start, each.end) for each in draft.quotations),
        *((each.plain, each.start, each.end) for each in draft.references),
    ]:
        assert plain.text.strip() == plain.text != ""
        assert 0 <= start <= plain.start < plain.end <= end <= len(draft.text)
        for a, b, x, y in plain.pieces:
            if b - a == y - x and plain.text[a:b].isalnum():
                assert plain.text[a:b].translate(LEVEL) == draft.text[x:y].translate(LEVEL)
    for citation in draft.citations:
        assert draft.text[citation.start : citation.end] == citation.raw != ""
        assert citation.items
        assert 0 <= citation.anchor <= len(draft.text)
    for kind in (draft.sentences, draft.quotations, draft.citations, draft.references, draft.skipped, draft.notes):
        starts = [each.start for each in kind]
        assert starts == sorted(starts)
    for before, after in zip(draft.sentences, draft.sentences[1:], strict=False):
        assert before.end <= after.start or after.kind is SentenceKind.CAPTION  # a picture may stand in a sentence
