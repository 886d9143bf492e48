"""Every citation in a draft, in whatever form, before it is known which work it means."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from litbase.claims.citations.author_date import narrative, parenthetical
from litbase.claims.citations.author_page import author_page, named_in_sentence, page_alone
from litbase.claims.citations.back_references import refers_back
from litbase.claims.citations.cases import cases
from litbase.claims.citations.footnotes import in_note
from litbase.claims.citations.groups import Group, groups_in
from litbase.claims.citations.habits import of_the_drafts_own_kind
from litbase.claims.citations.in_full import in_full
from litbase.claims.citations.introduced import introduced
from litbase.claims.citations.known import Known
from litbase.claims.citations.laws import laws
from litbase.claims.citations.locators import read_locator
from litbase.claims.citations.mentions import Mention, Year
from litbase.claims.citations.name_shapes import without_prefix
from litbase.claims.citations.named import named
from litbase.claims.citations.named_series import named_by_author
from litbase.claims.citations.numbered import (
    glued,
    is_enumeration,
    numbered,
    raised,
    raised_by_markup,
    raised_in_office,
)
from litbase.claims.citations.references import Titles
from litbase.claims.citations.short_forms import in_full_again, short_form_given
from litbase.claims.citations.symbols import symbols
from litbase.claims.citations.unread import Unread, told_unclear, unread_in
from litbase.claims.citations.works import Words, Work
from litbase.claims.draft import CitedItem, Draft, DraftFormat, FieldCitation, Note, Reference, Sentence, SkippedKind
from litbase.claims.plain import Plain, PlainWriter
from litbase.model.claim import CitationForm, Span

_MARKUP = (DraftFormat.MARKDOWN, DraftFormat.HTML, DraftFormat.LATEX, DraftFormat.WIKITEXT)
_UNMARKED = (DraftFormat.TEXT, DraftFormat.PDF)
_IN_BRACKETS = (CitationForm.AUTHOR_DATE, CitationForm.AUTHOR_PAGE)
_FOLLOWS_WITHIN = 1500  # characters
_HALF_WIDTH = str.maketrans("（）［］；，：", "()[];,:")
_LOWER = re.compile(r"\s+[a-zß-öø-ÿ]{2}")  # a number at the head of a paragraph and no sentence after numbers a note


class ParagraphReader(Protocol):
    """Finds what one paragraph may cite, as `in_text` does, perhaps from memory."""

    def __call__(self, text: str, known: Known, labels: Sequence[str], *, earlier: str) -> list[Mention]: ...


def find_citations(
    draft: Draft,
    works: Sequence[Work],
    references: Sequence[Reference] | None = None,
    *,
    read: ParagraphReader | None = None,
) -> tuple[Mention, ...]:
    """Return the citations of *draft*, one per cited work, in its order.

    *works*: what there is to be cited, in the library, the draft's references and the catalog; it decides what is a
    name. *references*: the draft's list where it is more than its reader found. *read*: what reads its paragraphs, None
    for `in_text`. A form that the draft does not use otherwise is not taken for a citation where it need not be one.
    """
    read = read or in_text
    known, titles = Known(works), Titles(works)
    references = draft.references if references is None else references
    for short, full in introduced((one.plain.text for one in draft.sentences), known):
        known.introduce(short, full)
    labels = tuple(one.label for one in references if one.label is not None)
    found = [mention for item in draft.citations for mention in _marked(item, draft.notes)]
    marked = [(item.start, item.end) for item in draft.citations]
    marked += [(item.start, item.end) for item in references]
    if labels:
        calls = [anchor for note in draft.notes for anchor in note.anchors]
        by_markup = list(_apart(_raised_in(draft, labels), calls))
        marked += [(one.start, one.end) for one in by_markup]
        found += by_markup
    earlier = ""
    for plain in _texts(draft, references):
        here = list(_apart(_placed(read(plain.text, known, labels, earlier=earlier), plain), marked))
        here += _apart(_glued_in(draft, plain, labels), [*marked, *((one.start, one.end) for one in here)])
        found += here
        earlier = plain.text
    found += _apart(_in_notes(draft, known, titles, labels, marked), marked)
    found.sort(key=lambda mention: (mention.start, mention.end))
    kept = of_the_drafts_own_kind(_without_announcements(found, known), draft, labels, known)
    return tuple(sorted((_in_full(one, known) for one in kept), key=lambda mention: (mention.start, mention.end)))


def _in_full(mention: Mention, known: Known) -> Mention:
    """Return a mention by a short name that the draft introduces with the name in full."""
    names, title = (known.in_full(name) if name is not None else None for name in (mention.names, mention.title))
    return mention if (names, title) == (mention.names, mention.title) else replace(mention, names=names, title=title)


def _marked(item: FieldCitation, notes: Sequence[Note]) -> Iterator[Mention]:
    """Yield the works of a citation that the draft's format marks."""
    for cited in item.items:
        names, year = _author_and_year(cited)
        yield Mention(
            CitationForm.AUTHOR_DATE if names else CitationForm.KEY, item.raw, item.start, item.end, item.anchor,
            names=names, year=year, key=cited.key, work=cited.work,
            locator=read_locator(cited.locator, cited.label), is_known=True, is_sure=True,
            note=notes[item.note].name if item.note is not None else None,
        )  # fmt: skip


def _author_and_year(cited: CitedItem) -> tuple[str | None, Year | None]:
    """Return the authors and the year of a work that the format names by nothing else ("{{sfn|García|2015}}")."""
    authors = cited.work.get("author")
    if cited.key is not None or cited.work.get("title") or not isinstance(authors, list):
        return None, None
    names = [one.get("family") or one.get("literal") for one in authors if isinstance(one, dict)]
    issued = cited.work.get("issued")
    number = re.search(r"\d{4}", str(issued.get("date-parts") or "")) if isinstance(issued, dict) else None
    letter = str(cited.work.get("year-suffix") or "").lower() or None
    return " and ".join(str(name) for name in names if name), Year((number.group(),), letter) if number else None


def _paragraphs(sentences: Iterable[Sentence]) -> Iterator[Plain]:
    """Yield the sentences of each paragraph in one, so that brackets are whole where a sentence was cut inside them."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.block):
        yield _one([sentence.plain for sentence in group if sentence.plain.pieces])


def _texts(draft: Draft, references: Sequence[Reference]) -> list[Plain]:
    """Return paragraphs and headings in the order of the draft, and what stands among its references but is none."""
    headings = [Plain.of(draft.text, one.start, one.end) for one in draft.skipped if one.kind == SkippedKind.HEADING]
    paragraphs = [plain for plain in _paragraphs(draft.sentences) if plain.pieces]
    starts = {one.start for one in references}
    others = [one.plain for one in draft.references if one.start not in starts]
    return sorted((*paragraphs, *headings, *others), key=lambda plain: plain.start)


def _one(plains: Sequence[Plain]) -> Plain:
    writer = PlainWriter(Plain())
    for index, plain in enumerate(plains):
        if index:
            start, end = plains[index - 1].end, plain.start
            if start < end:
                writer.add(Plain(" ", ((0, 1, start, end),)))
        writer.add(plain)
    return writer.plain()


def _placed(mentions: Iterable[Mention], plain: Plain) -> Iterator[Mention]:
    for mention in mentions:
        start, end = plain.to_draft(mention.start, mention.end)
        yield replace(mention, start=start, end=end, anchor=start)


def _raised_in(draft: Draft, labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the raised numbers in sentences, and in notes with the place of their mark."""
    spans = [(one.start, one.end, None) for one in draft.sentences] + [
        (one.start, one.end, note) for note in draft.notes for one in note.sentences
    ]
    spans.sort(key=lambda span: span[0])
    by_markup = raised_by_markup(draft.text, labels) if draft.format in _MARKUP else ()
    for mention in (*by_markup, *raised_in_office(draft.text, draft.raised, labels)):
        index = bisect_right(spans, mention.start, key=lambda span: span[0]) - 1
        if index >= 0 and mention.end <= spans[index][1]:
            note = spans[index][2]
            yield mention if note is None else _of_note(mention, note)


def _glued_in(draft: Draft, plain: Plain, labels: Sequence[str]) -> Iterator[Mention]:
    """Yield the figures that were raised: where a format can say so, markup stands between them and their word."""
    for mention in glued(plain.text, labels):
        (placed,) = _placed([mention], plain)
        is_joined = draft.text[placed.start - 1] == plain.text[mention.start - 1]
        if draft.format in _UNMARKED or not is_joined:
            yield placed


def _of_note(mention: Mention, note: Note) -> Mention:
    return replace(mention, anchor=note.anchors[0][0] if note.anchors else mention.start, note=note.name)


def _apart(mentions: Iterable[Mention], spans: Sequence[Span]) -> Iterator[Mention]:
    """Yield the mentions that overlap none of *spans*."""
    for mention in mentions:
        if not any(mention.start < end and start < mention.end for start, end in spans):
            yield mention


def in_text(text: str, known: Known, labels: Sequence[str] = (), *, earlier: str = "") -> list[Mention]:
    """Return what may be citations in one paragraph; *labels* are those of the draft's numbered references.

    *earlier* is the paragraph before it, where an author may be named whose page or year alone is given here.
    """
    text = text.translate(_HALF_WIDTH)
    found = in_full(text, known)
    whole = [(one.start, one.end) for one in found]
    for group in groups_in(text):
        found += _apart(_in_group(text, group, known, labels, earlier=earlier), whole)
    in_round = [one for one in found if one.form == CitationForm.NUMBER and not one.is_sure]
    if is_enumeration(text, in_round):
        found = [one for one in found if one not in in_round]
    for more in (
        cases(text),
        symbols(text, known.symbols),
        laws(text, known),
        raised(text),
        named_by_author(text, known),
        named(text, known),
    ):
        found += list(_apart(list(more), [(mention.start, mention.end) for mention in found]))
    return sorted(found, key=lambda mention: mention.start)


def _in_group(text: str, group: Group, known: Known, labels: Sequence[str], *, earlier: str) -> list[Mention]:
    back = refers_back(text, group, known) if group.is_round else []
    if back:
        return _with_brackets(back, group, text)
    numbers = numbered(group) if text[: group.start].strip() or _LOWER.match(text, group.end) else []
    if numbers and (not group.is_round or all(one.number in labels for one in numbers)):
        return numbers
    dated = narrative(text, group, known, earlier=earlier) or parenthetical(group, known)
    if dated:
        beside = [one for one in author_page(text, group, known) if one.is_known]
        return _with_brackets([*dated, *_apart(beside, [(one.start, one.end) for one in dated])], group, text)
    alone = page_alone(text, group, known, earlier=earlier)
    if alone is not None:
        return [alone]
    paged = _with_brackets(author_page(text, group, known), group, text)
    return paged or list(_numbers_inside(group))


def _numbers_inside(group: Group) -> Iterator[Mention]:
    """Yield the numbers in brackets inside others: "(measured by [52]; [53])"."""
    for inner in groups_in(group.content):
        shift = group.start + 1
        yield from numbered(replace(inner, start=inner.start + shift, end=inner.end + shift))


def _with_brackets(mentions: list[Mention], group: Group, text: str) -> list[Mention]:
    """Take the brackets into a citation that is all they hold."""
    if len(mentions) != 1 or mentions[0].start <= group.start:
        return mentions
    mention = mentions[0]
    lead = text[group.start + 1 : mention.start]
    if text[mention.end : group.end - 1].strip(" .,") or lead[without_prefix(lead + " ") :].strip():
        return mentions
    start = group.start
    return [replace(mention, start=start, end=group.end, anchor=start, raw=text[start : group.end])]


def _in_notes(
    draft: Draft, known: Known, titles: Titles, labels: Sequence[str], marked: Sequence[Span]
) -> Iterator[Mention]:
    """Yield the citations of the notes in their order; one may give a short form that the later ones use."""
    given: list[tuple[Words, str]] = []
    unread: dict[str, Unread] = {}
    last = Unread()
    names = _by_printed_number(draft.notes)
    for note in draft.notes:
        if draft.format is DraftFormat.WIKITEXT and not note.anchors:
            continue  # a reference that is kept in the list and called by nothing
        beside = named_in_sentence(draft.text[: note.anchors[0][0]], known) if note.anchors else None
        found: list[Mention] = []
        texts = list(_paragraphs(note.sentences))
        for plain, earlier in zip(texts, [Plain(), *texts], strict=False):
            cited = _in_note(plain.text, note, known, titles, labels, given=given, beside=beside, earlier=earlier.text)
            given += [(short, one.names) for one in cited if one.names and (short := short_form_given(plain.text, one))]
            found += _placed(
                (replace(one, refers_to=names.get(one.refers_to or "", one.refers_to)) for one in cited), plain
            )
        yield from (_of_note(told_unclear(one, found, last, unread), note) for one in found)
        read = [*marked, *((one.start, one.end) for one in found)]
        last = unread[note.name] = unread_in(draft.text, [(one.start, one.end) for one in texts], read)


def _by_printed_number(notes: Sequence[Note]) -> Mapping[str, str]:
    """Return the names of the notes by the numbers they are printed with, where they are not called by a number."""
    called = sorted((one for one in notes if one.anchors), key=lambda one: one.anchors[0][0])
    if any(one.name.isdigit() for one in called):
        return {}
    return {str(number): one.name for number, one in enumerate(called, start=1)}


def _in_note(
    text: str, note: Note, known: Known, titles: Titles, labels: Sequence[str],
    *, given: Sequence[tuple[Words, str]], beside: str | None, earlier: str,
) -> list[Mention]:  # fmt: skip
    """Return the citations of one paragraph of a note; what is no reference is read like running text.

    *given*: short forms of earlier notes; *beside*: who is named in the sentence that calls the note.
    """
    cited = [in_full_again(one, given) for one in in_note(text, note.name, known, titles, beside=beside, given=given)]
    spans = [(one.start, one.end) for one in cited]
    return [*cited, *_apart(in_text(text, known, labels, earlier=earlier), spans)]


def _without_announcements(found: Sequence[Mention], known: Known) -> list[Mention]:
    """Leave out "Doe argues" where a citation of the same author follows."""
    return [mention for index, mention in enumerate(found)
            if mention.form != CitationForm.NAMED or mention.is_sure
            or not any(_is_followed(mention, other, known) for other in found[index + 1 : index + 4])]  # fmt: skip


def _is_followed(mention: Mention, other: Mention, known: Known) -> bool:
    follows = other.form in _IN_BRACKETS or other.form == CitationForm.NOTE
    place = other.start if other.note == mention.note else other.anchor
    if not follows or not 0 <= place - mention.start <= _FOLLOWS_WITHIN:
        return False
    works, others = ({fit.work.key for fit in known.fits(one.names or "")} for one in (mention, other))
    return bool(works & others)
