"""The list of references held against the text: what nothing cites, what it lacks, what stands in it twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.references import Listed, by_label
from litbase.claims.citations.resolve import Shelf
from litbase.claims.citations.works import name_words
from litbase.model.claim import Citation, CitationForm, DraftNote, NoteKind

_IN_LIST = frozenset({CitationForm.AUTHOR_DATE, CitationForm.AUTHOR_PAGE, CitationForm.NUMBER})
_LEAST_ALIKE = 0.6  # of the words of two references that are one entry; an entry is often a chapter's whole book, too
_LEAST_ALIKE_UNKNOWN = 0.9  # of those that are no entry


def notes_on_references(
    mentions: Sequence[Mention], citations: Sequence[Citation], references: Sequence[Listed]
) -> Iterator[DraftNote]:
    """Yield the references that nothing cites, the citations without one, and references that stand there twice.

    *citations* are the *mentions*, in the same order, with the works they mean. Nothing is said if there is no list.
    """
    if not references:
        return
    shelf = Shelf([one.work for one in references])
    labels = {label: one.work.key for label, one in by_label(references).items()}
    keys = {one.reference.key: one.work.key for one in references if one.reference.key is not None}
    cited: set[str] = set()
    missing: defaultdict[tuple[object, ...], list[Citation]] = defaultdict(list)
    for mention, citation in zip(mentions, citations, strict=True):
        found = _cited_references(mention, shelf, labels, keys) | ({*citation.keys} & {*shelf.by_key})
        cited |= found
        if not found and (mention.form in _IN_LIST or _names_no_reference(mention, keys)):
            missing[mention.names, mention.year, mention.number, mention.key].append(citation)
    yield from _not_cited(references, cited)
    for citing in missing.values():
        raw = " ".join(citing[0].raw.split())
        written = f"[{raw}]" if citing[0].form == CitationForm.NUMBER else raw
        message = f"The list of references has nothing for {written}."
        spans = tuple((citation.start, citation.end) for citation in citing)
        yield DraftNote(NoteKind.CITATION_WITHOUT_REFERENCE, message, spans)
    yield from _twice(references)


def _names_no_reference(mention: Mention, keys: Mapping[str, str]) -> bool:
    """Tell whether the format names a reference by its key, and the list, whose references have keys, lacks it."""
    return mention.form == CitationForm.KEY and bool(keys) and mention.key is not None and mention.key not in keys


def _cited_references(mention: Mention, shelf: Shelf, labels: Mapping[str, str], keys: Mapping[str, str]) -> set[str]:
    if mention.number is not None:
        return {labels[mention.number]} if mention.number in labels else set()
    if mention.key is not None and mention.key in keys:
        return {keys[mention.key]}
    return {work.key for work in shelf.choose(mention).works}


def _not_cited(references: Sequence[Listed], cited: set[str]) -> Iterator[DraftNote]:
    for one in references:
        if one.work.key not in cited:
            span = (one.reference.start, one.reference.end)
            yield DraftNote(NoteKind.REFERENCE_NOT_CITED, "Nothing in the text cites this reference.", (span,))


def _twice(references: Sequence[Listed]) -> Iterator[DraftNote]:
    """Yield the references of one work that stand in the list more than once, in its order."""
    may_be_one: defaultdict[tuple[object, ...], list[Listed]] = defaultdict(list)
    for one in references:
        may_be_one[_identity(one)].append(one)
    for group in may_be_one.values():
        while group:
            first, *others = group
            same = [one for one in others if _are_alike(first, one)]
            group = [one for one in others if one not in same]
            if same:
                spans = tuple((one.reference.start, one.reference.end) for one in (first, *same))
                message = f"This work stands in the list {len(spans)} times."
                yield DraftNote(NoteKind.DUPLICATE_REFERENCE, message, spans)


def _identity(one: Listed) -> tuple[object, ...]:
    """Return what two references of one work share for certain."""
    if one.key is not None:
        return (one.key,)
    return (*name_words(one.reference.plain.text)[:1], one.work.years, one.work.letter)


def _are_alike(one: Listed, other: Listed) -> bool:
    words, others = (frozenset(name_words(each.reference.plain.text)) for each in (one, other))
    shared = len(words & others) / max(1, len(words | others))
    return shared >= (_LEAST_ALIKE if one.key is not None else _LEAST_ALIKE_UNKNOWN)
