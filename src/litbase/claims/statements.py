"""The claims of a draft: its sentences, joined where a quotation runs through several, with what each one cites."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from litbase.claims.citations.cited import PlacedCitation
from litbase.claims.draft import Draft, MarkedQuotation, Sentence, SentenceKind
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import FigureReader, Kind
from litbase.claims.plain import Plain, PlainWriter
from litbase.claims.quotations.quoted import Quotation, find_quotations, parse_quotation
from litbase.model.claim import Citation, CitationForm, Span

_LEADING = r"(?:(?:see|also|compare|but|and|for|example|cf|vgl|siehe|auch|voir|véase)\b|e\.\s?g\.|[\s,;.:])*"
_EMPTY_BRACKETS = re.compile(rf"\s?(?:\[{_LEADING}\]|\({_LEADING}\))", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w’'-]*")
_SHORTEST_TITLE_WORD = 4  # letters; titles leave shorter ones small
_FEWEST_COUNTED = 10  # "two forms", "three reasons" are how one writes, and come from nowhere
_LAWS = (CitationForm.LAW, CitationForm.TREATY)
_ATTRIBUTION = ("—", "–", "―", "--")
_NO_CLAIM_ALONE = frozenset({Kind.YEAR, Kind.DATE, Kind.ORDINAL, Kind.FACTOR})


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim as it stands in a draft from `start` to `end`.

    `plain` holds its words without markup and citations; offsets of the quotations are into `plain.text`. A citation
    that belongs to no sentence is a statement without words.
    """

    start: int
    end: int
    plain: Plain
    quotations: tuple[Quotation, ...]
    citations: tuple[PlacedCitation, ...]

    def to_draft(self, start: int, end: int) -> Span:
        """Return where a stretch of the words stands in the draft; the whole statement if it has no words."""
        if not self.plain.pieces:
            return self.start, self.end
        return self.plain.to_draft(start, end)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Sentences that make one claim; `block` is the block quotation among them."""

    start: int
    end: int
    plain: Plain
    block: MarkedQuotation | None = None


def statements_of(
    draft: Draft, citations: Sequence[PlacedCitation], read: FigureReader = read_quantities
) -> tuple[Statement, ...]:
    """Return the sentences of *draft* that carry a citation, a quotation or a figure, in its order.

    A year, date, ordinal or small count alone makes no claim, nor does the name of a programme in quotation marks:
    such a sentence is a claim where it cites. Words quoted through several sentences make one statement of them, and so
    does a block quotation with the sentence that introduces it. The sentences of notes are statements of their own
    where they quote or give a figure; what a note cites is cited by the sentence that calls it as well.
    """
    body = list(_body(draft))
    taken: set[int] = set()
    found: list[Statement] = []
    for stretch, cited in _with_those_alone(_cited_by(body, citations)):
        taken.update(id(one) for one in cited)
        found.append(_statement(stretch, cited))
    for note in draft.notes:
        for stretch in _stretches(note.sentences):
            own = [one for one in citations if stretch.start <= one.citation.start < stretch.end]
            whole = [one for one in citations if note.start <= one.citation.start < note.end]
            statement = _statement(stretch, own or whole, note=(note.start, note.end))
            if _says_something(statement, read):
                taken.update(id(one) for one in statement.citations)
                found.append(statement)
    found = [one for one in found if one.citations or _says_something(one, read)]
    found += _alone([one for one in citations if id(one) not in taken])
    return tuple(sorted(found, key=lambda statement: (statement.start, statement.end)))


def _body(draft: Draft) -> Iterator[_Stretch]:
    """Yield the stretches of running text, block quotations and tables, in their order."""
    blocks = [one for one in draft.quotations if one.is_block]
    waiting: _Stretch | None = None
    for quotation, group in _by_quotation(draft.sentences, blocks):
        if quotation is None:
            if waiting is not None:
                yield waiting
            *before, waiting = _stretches(group)
            yield from before
            continue
        start, end = min(group[0].start, quotation.start), max(group[-1].end, quotation.end)
        if waiting is not None and waiting.plain.text.rstrip().endswith(":"):
            start, waiting = waiting.start, None
            plain = _joined([*_before_block(draft, start, group[0].start), quotation.plain])
        else:
            plain = quotation.plain
        if waiting is not None:
            yield waiting
        waiting = _Stretch(start, end, plain, quotation)
    if waiting is not None:
        yield waiting


def _before_block(draft: Draft, start: int, end: int) -> list[Plain]:
    return [one.plain for one in draft.sentences if start <= one.start < end]


def _by_quotation(
    sentences: Sequence[Sentence], blocks: Sequence[MarkedQuotation]
) -> Iterator[tuple[MarkedQuotation | None, list[Sentence]]]:
    """Yield the sentences in groups: those of each block quotation, and those of each paragraph between them."""
    starts = [one.start for one in blocks]

    def place(sentence: Sentence) -> tuple[int, int]:
        index = bisect_right(starts, max(sentence.plain.start, sentence.start)) - 1
        inside = sentence.kind is SentenceKind.QUOTED and index >= 0 and sentence.plain.start < blocks[index].end
        return (index, 0) if inside else (-1, sentence.block)

    for (index, _), group in groupby(sentences, key=place):
        yield (blocks[index] if index >= 0 else None), list(group)


def _stretches(sentences: Iterable[Sentence]) -> list[_Stretch]:
    """Return the sentences of paragraphs, those that one quotation runs through as one."""
    found: list[_Stretch] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.block):
        found += _of_paragraph([one for one in group if one.plain.pieces])
    return found


def _of_paragraph(sentences: Sequence[Sentence]) -> Iterator[_Stretch]:
    plain = _joined([one.plain for one in sentences])
    spans = [plain.to_draft(one.start, one.end) for one in find_quotations(plain.text)]
    waiting: list[Sentence] = []
    for sentence in sentences:
        is_same = waiting and any(a < waiting[-1].plain.end and sentence.plain.start < b for a, b in spans)
        if waiting and not is_same:
            yield _whole(waiting)
            waiting = []
        waiting.append(sentence)
    if waiting:
        yield _whole(waiting)


def _whole(sentences: Sequence[Sentence]) -> _Stretch:
    return _Stretch(sentences[0].start, sentences[-1].end, _joined([one.plain for one in sentences]))


def _joined(plains: Sequence[Plain]) -> Plain:
    """Return sentences as one text, a blank between them."""
    writer = PlainWriter(Plain())
    end: int | None = None
    for plain in plains:
        if not plain.pieces:
            continue
        if end is not None and end < plain.start:
            writer.add(Plain(" ", ((0, 1, end, plain.start),)))
        writer.add(plain)
        end = plain.end
    return writer.plain()


def _cited_by(
    stretches: Sequence[_Stretch], citations: Sequence[PlacedCitation]
) -> Iterator[tuple[_Stretch, list[PlacedCitation]]]:
    """Yield each stretch with the citations that stand in it or whose note it calls."""
    ordered = sorted(citations, key=lambda one: one.anchor)
    anchors = [one.anchor for one in ordered]
    for stretch in stretches:
        first = bisect_right(anchors, stretch.start - 1)
        last = bisect_right(anchors, stretch.end - 1)
        yield stretch, sorted(ordered[first:last], key=lambda one: (one.anchor, one.citation.start))


def _with_those_alone(
    cited: Iterable[tuple[_Stretch, list[PlacedCitation]]],
) -> list[tuple[_Stretch, list[PlacedCitation]]]:
    """Leave citations that are a sentence of their own, as below a block quotation, to the words above them."""
    found: list[tuple[_Stretch, list[PlacedCitation]]] = []
    for stretch, own in cited:
        spans = [(one.citation.start, one.citation.end) for one in own]
        if own and found and not any(map(str.isalnum, _without(stretch.plain, spans).text)):
            above, others = found[-1]
            found[-1] = (replace(above, end=stretch.end), [*others, *own])
        else:
            found.append((stretch, own))
    return found


def _statement(stretch: _Stretch, citations: Sequence[PlacedCitation], *, note: Span | None = None) -> Statement:
    """Return the claim of a stretch; a law or a work that the quoted words name is not cited by the draft.

    The name of a law stays among the words where they are told from another source; a citation that is the whole
    *note* it stands in, as in wikitext, leaves the words of the note alone.
    """
    marked = _quotations(stretch, stretch.plain)
    inside = [one for one in citations if _is_quoted((one.citation.start, one.citation.end), marked, stretch.plain)]
    outside = [one.citation for one in citations if one not in inside]
    told = laws_told(outside)
    spans = [(one.start, one.end) for one in outside if one not in told]
    plain = _without(stretch.plain, [span for span in spans if span != note])
    own = tuple(one for one in citations if one not in inside or one.citation.form is CitationForm.KEY)
    return Statement(stretch.start, stretch.end, plain, _quotations(stretch, plain), own)


def laws_told(citations: Sequence[Citation]) -> list[Citation]:
    """Return those laws that no entry holds, named in words that lean on another source: what they speak of."""
    leaning = [one for one in citations if one.keys]
    return [one for one in citations if one.form in _LAWS and not (one.keys or one.candidates)] if leaning else []


def _quotations(stretch: _Stretch, plain: Plain) -> tuple[Quotation, ...]:
    """Return the quotations in *plain*, the words of *stretch* or what is left of them."""
    if stretch.block is None:
        return find_quotations(plain.text)
    start, end = _inside(plain, stretch.block)
    quotation = parse_quotation(plain.text, start, _before_attribution(plain.text, start, end))
    return () if quotation is None else (quotation,)


def _is_quoted(span: Span, quotations: Iterable[Quotation], plain: Plain) -> bool:
    """Tell whether a citation stands amid words that are quoted: then it is the source's own."""
    for quotation in quotations:
        start, end = plain.to_draft(quotation.start, quotation.end)
        if start < span[0] and span[1] < end:
            return any(map(str.isalnum, _words_between(plain, span[1], end)))
    return False


def _words_between(plain: Plain, start: int, end: int) -> str:
    """Return the words of *plain* that stand between two offsets of the draft."""
    exact = ((a, b, x) for a, b, x, y in plain.pieces if y - x == b - a and x < end and start < y)
    return "".join(plain.text[max(a, a + start - x) : min(b, a + end - x)] for a, b, x in exact)


def _inside(plain: Plain, quotation: MarkedQuotation) -> Span:
    """Return where the words of a block quotation begin and end in *plain*."""
    inside = [(a, b) for a, b, x, y in plain.pieces if quotation.start <= x and y <= quotation.end]
    return (inside[0][0], inside[-1][1]) if inside else (0, 0)


def _before_attribution(text: str, start: int, end: int) -> int:
    """Return where a block quotation ends if its last line, after a dash, only says whose words they are."""
    line = max(text.rfind("\n", start, end), start)
    return line if line > start and text[line:end].strip().startswith(_ATTRIBUTION) else end


def _without(plain: Plain, spans: Sequence[Span]) -> Plain:
    """Return *plain* without what stands in the draft inside *spans*, nor blanks and brackets that held only that."""
    writer = PlainWriter(plain)
    taken = _united(spans)
    starts, ends = [start for start, _ in taken], [end for _, end in taken]
    for a, b, x, y in plain.pieces:
        at = a
        first, last = bisect_right(ends, x), bisect_left(starts, y)
        for start, end in taken[first:last]:
            if y - x != b - a:
                at = b if start <= x and y <= end else at
            else:
                writer.copy(at, max(at, a + start - x))
                at = max(at, min(b, a + end - x))
        writer.copy(at, b)
    return _without_empty_brackets(writer.plain()).trimmed()


def _united(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, those that overlap or touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _without_empty_brackets(plain: Plain) -> Plain:
    writer = PlainWriter(plain)
    at = 0
    for match in _EMPTY_BRACKETS.finditer(plain.text):
        writer.copy(at, match.start())
        at = match.end()
    writer.copy(at, len(plain.text))
    return writer.plain()


def _says_something(statement: Statement, read: FigureReader) -> bool:
    """Tell whether a statement quotes or gives a figure; a title in quotation marks and a small count do not."""
    figures = (one for one in read(statement.plain.text) if one.kind not in _NO_CLAIM_ALONE)
    is_quoting = any(not _is_title(quotation.text) for quotation in statement.quotations)
    return is_quoting or any(figure.kind is not Kind.COUNT or figure.value >= _FEWEST_COUNTED for figure in figures)


def _is_title(quoted: str) -> bool:
    """Tell whether every word that is not small is written with a capital, as in the name of a plan or a programme."""
    words = [word for word in _WORD.findall(quoted) if len(word) >= _SHORTEST_TITLE_WORD]
    return len(words) > 1 and all(word[0].isupper() or word[0].isdigit() for word in words)


def _alone(citations: Sequence[PlacedCitation]) -> Iterator[Statement]:
    """Yield a statement without words for each citation that belongs to no sentence: in a heading, in a stray note."""
    for one in citations:
        yield Statement(one.citation.start, one.citation.end, Plain(), (), (one,))
