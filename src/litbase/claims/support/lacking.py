"""The words of a claim that the passage shown for it does not say: what a reader is to look at first."""

from collections.abc import Iterable, Sequence

from litbase.claims.support.candidates import ClaimWord, ClaimWords
from litbase.claims.support.coverage import content_of
from litbase.claims.support.reading import chapter_terms, sentences_at
from litbase.model.claim import Evidence, Span


def lacking_words(
    words: ClaimWords, passage: Evidence, language: str | None, *, without: Sequence[Span]
) -> tuple[str, ...]:
    """Return the words of the claim, as written, that have no like in *passage* or in the name of its chapter.

    Words beside each other are one piece. What stands inside the spans *without*, the figures, is told otherwise.
    """
    content = content_of(words.claim, words.read_as(language))
    text = passage.text
    held = set().union(
        *(content.standing(sentence).keys() for sentence in sentences_at(text, [(0, len(text))], language))
    ) | chapter_terms(passage.page, passage.start, language)
    open_words = (word for word in content.words if word.term not in held and not _is_in(word, without))
    return tuple(_pieces(words.claim, open_words))


def _pieces(claim: str, words: Iterable[ClaimWord]) -> list[str]:
    """Return the words as written, those that only blanks or a hyphen part as one piece."""
    spans: list[Span] = []
    for word in words:
        if spans and not claim[spans[-1][1] : word.start].strip(" \n-"):
            spans[-1] = spans[-1][0], word.end
        else:
            spans.append((word.start, word.end))
    return [" ".join(claim[start:end].split()) for start, end in spans]


def _is_in(word: ClaimWord, spans: Sequence[Span]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)
