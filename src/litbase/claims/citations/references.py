"""The draft's own list of references: which work of the library each one is, and what it is cited by."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from litbase.bib.names import Name
from litbase.claims.citations.known import Known, Strength
from litbase.claims.citations.locators import LABELLED
from litbase.claims.citations.mentions import YEAR, year_of
from litbase.claims.citations.particulars import Addresses, Paged, Volumes
from litbase.claims.citations.works import Author, Words, Work, author_of, name_words, page_range
from litbase.claims.draft import Draft, Reference, SkippedKind
from litbase.claims.plain import Plain
from litbase.model.claim import Span

_AUTHORS_END = re.compile(r"\s*[(\[]?(?=(?:(?:1[4-9]|20)\d\d[a-z]?|n\.\s?d\.))|[“\"«]|(?<=\w\w)\.\s(?=[^\W\d_a-z])")
_QUOTED = re.compile(r"(?:[“\"«]|(?<!\w)‘)(?P<title>(?:[^”\"»’]|’(?=\w))+)[”\"»’]")
_AFTER_YEAR = re.compile(r"[)\].,:\s]*(?P<title>[^.?!]+)")
_PAGES = re.compile(r"(?:pp?\.\s*|:\s*|,\s*)(?P<pages>\d+\s?[–-]\s?\d+)")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[\s-]?)+")
_SEPARATOR = re.compile(r"\s*(?:,?\s+(?:and|und|y|et)\s+|,?\s*&\s*|;|,)\s*")
_ADDRESS = re.compile(r"https?://|doi:|\bin:", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:\[(?P<a>\d{1,3})\]|(?P<b>\d{1,3})\.)\s+")
_BEGINS = re.compile(
    r"(?:[^\W\d_a-z][\w'’\u0300-\u036f-]+(?:\s[^\W\d_a-z][\w'’-]+)?,\s+[^\W\d_a-z]|(?:[^\W\d_a-z]\.[\s-]?){1,3}\s?[^\W\d_a-z]\w+,|"
    r"[^\W\d_a-z][^.?!]{2,90}[.,]\s+(?:\(?(?:1[5-9]|20)\d\d|[“\"])|[“\"])"
)
_LONGEST_REFERENCE = 900  # characters
_FIRST_WORDS = 12
_MOST_GIVEN_NAMES = 3  # before a family name
_LEAST_COVERED = 0.8  # of the words of a title
_LEAST_SHARED = 0.6  # of the words of two titles where author and year are the same
_LEAST_LISTED = 2
_LEAST_TITLE_WORDS = 3
_TELLING_TITLE = 6  # words that a title of one body's work has and no other's


@dataclass(frozen=True, slots=True)
class Listed:
    """One reference: `work` as it is cited, with the letter its list gives it; `key` of the entry it is, if it is one.

    `candidates`: entries that fit when several do.
    """

    reference: Reference
    work: Work
    key: str | None
    candidates: tuple[str, ...] = ()


def listed(references: Sequence[Reference], works: Sequence[Work]) -> tuple[Listed, ...]:
    """Return the references, each with the entry that it is."""
    titles, known, telling = Titles(works), Known(works), (Addresses(works), Paged(works))
    return tuple(_listed(reference, works, titles, known, telling) for reference in references)


def by_label(references: Sequence[Listed]) -> dict[str, Listed]:
    """Return the numbered references; of two with one number, the one that is an entry, or else the first."""
    labels: dict[str, Listed] = {}
    for one in references:
        label = one.reference.label
        if label is not None and (label not in labels or (labels[label].key is None and one.key is not None)):
            labels[label] = one
    return labels


def _listed(
    reference: Reference, works: Sequence[Work], titles: "Titles", known: Known, telling: tuple[Addresses, Paged]
) -> Listed:
    own = read_reference(reference)
    by_key = [work for work in works if reference.key is not None and work.key == reference.key]
    text = reference.plain.text
    fits = by_key or titles.works_in(text) or _by_short_form(text, known) or _by_part_of_title(own, known)
    fits = _told_apart(fits or _by_author_and_year(own, known), text, telling) or fits
    if len(fits) != 1:
        return Listed(reference, own, None, tuple(work.key for work in fits or _by_author_and_year(own, known)))
    entry = fits[0]
    years = tuple(dict.fromkeys((*own.years, *entry.years)))
    work = replace(entry, letter=own.letter or entry.letter, years=years, authors=entry.authors or own.authors)
    return Listed(reference, work, entry.key)


def _told_apart(works: Sequence[Work], text: str, telling: tuple[Addresses, Paged]) -> list[Work]:
    """Return the one work that a reference gives the address or the pages of, [] if it tells no one.

    It is one of *works*, the works that may be meant, if there are any.
    """
    keys = {work.key for work in works}
    for index in telling:
        found = [one for one in index.works_in(text) if one.key in keys or not keys]
        if len(found) == 1:
            return found
    return []


def _by_short_form(text: str, known: Known) -> list[Work]:
    """Return the works that "Doe, Short Title" names."""
    return [fit.work for fit in known.fits(text) if fit.strength == Strength.TITLED]


def _by_part_of_title(own: Work, known: Known) -> list[Work]:
    """Return the works of the author and year of a reference whose title is the same or most of it."""
    title = own.titles[0] if own.titles else ()
    works = _by_author_and_year(own, known) if len(title) >= _LEAST_TITLE_WORDS else []
    return [work for work in works if any(are_one_title(title, other) for other in work.titles)]


def are_one_title(title: Words, other: Words) -> bool:
    """Tell whether two titles share most words, or one is a stretch of the other: what stands behind its colon."""
    shorter, longer = sorted((title, other), key=len)
    if len(set(title) & set(other)) >= _LEAST_SHARED * max(len(set(title)), len(other)):
        return True
    starts = range(len(longer) - len(shorter) + 1)
    return len(shorter) > _LEAST_TITLE_WORDS and any(longer[at : at + len(shorter)] == shorter for at in starts)


def _by_author_and_year(own: Work, known: Known) -> list[Work]:
    names = " ".join(own.authors[0].forms[0]) if own.authors else ""
    return [
        fit.work for fit in known.fits(names) if fit.strength >= Strength.FIRST and set(own.years) & set(fit.work.years)
    ]


def read_reference(reference: Reference) -> Work:
    """Read authors, year, title and pages of a reference string, as far as its form tells them."""
    text = " ".join(reference.plain.text.split())
    end = _AUTHORS_END.search(text, 2)
    authors = _authors(text[: end.start()] if end else "")
    year = next((match for match in YEAR.finditer(text) if match["year"] is None or not match["last"]), None)
    title = _title(
        text, year.end() if year and end and year.start() - end.start() < 4 else None, end.end() if end else 0
    )
    pages = _PAGES.search(text)
    stated = year_of(year) if year else None
    return Work(
        key=reference.label or reference.key or f"{reference.start}", type="misc", authors=authors,
        years=stated.numbers if stated else (), titles=(title,) if title else (),
        letter=stated.letter if stated else None, pages=page_range(pages["pages"]) if pages else None,
        has_more_authors="et al" in text[: end.start()] if end else False,
    )  # fmt: skip


def _title(text: str, year_end: int | None, authors_end: int) -> Words:
    quoted = _QUOTED.search(text)
    if quoted is not None:
        return name_words(quoted["title"])
    match = _AFTER_YEAR.match(text, year_end if year_end is not None else authors_end)
    return name_words(match["title"]) if match else ()


def _authors(text: str) -> tuple[Author, ...]:
    """Return the authors of "Doe, Jane, and Richard Roe", "Doe, J., & Roe, R." or "Ministry of Labour"."""
    parts = [part.strip(" .") for part in _SEPARATOR.split(text.strip(" .,(")) if part.strip(" .")]
    names: list[Author] = []
    inverted = False
    for index, part in enumerate(parts):
        if _INITIALS.fullmatch(part + ".") or (
            index == 1 and "," in text and len(parts[0].split()) < 4 and not inverted
        ):
            inverted = True
            if names:
                names[-1] = author_of(Name(" ".join(names[-1].forms[0]), part))
            continue
        words = part.split()
        if len(words) > 1 and inverted:
            names.append(author_of(Name(words[-1], " ".join(words[:-1]))))
        else:
            names.append(
                Author(tuple(dict.fromkeys((name_words(part), name_words(words[-1])))), is_person=len(words) < 4)
            )
    return tuple(name for name in names if all(name.forms))


def references_of(draft: Draft, works: Sequence[Work]) -> tuple[Reference, ...]:
    """Return the draft's references: those its reader found, and paragraphs that are references without a heading.

    Behind the first reference a paragraph need only look like one; elsewhere it must be one of *works*.
    """
    titles = Titles(works)
    first = min((one.start for one in draft.references), default=len(draft.text))
    found = list(draft.references)
    have = {one.start for one in found}
    for start, end in _paragraph_spans(draft):
        label = _LABEL.match(draft.text, start, end)
        plain = Plain.of(draft.text, label.end() if label else start, end)
        begins = _BEGINS.match(plain.text) is not None and YEAR.search(plain.text) is not None
        if (
            start not in have
            and plain.start not in have
            and begins
            and (start > first or _is_one_of(plain.text, titles))
        ):
            found.append(Reference(plain.start, end, plain, (label["a"] or label["b"]) if label else None))
    if len(found) < _LEAST_LISTED and not draft.references:
        return ()  # one paragraph alone is no list
    ordered = sorted(found, key=lambda one: one.start)
    return tuple(_first_numbered(ordered) if _are_numbered(ordered) else _before_notes(ordered))


def _first_numbered(references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references of a numbered list; what begins with one again behind it are notes."""
    for index, one in enumerate(references):
        if index > 1 and one.label == "1" and references[0].label == "1":
            return
        yield one


def _before_notes(references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references of a list without numbers; behind the first note only what begins like a reference."""
    are_notes = False
    for one in references:
        are_notes = are_notes or one.label is not None
        if one.label is None and (not are_notes or (is_reference(one) and _BEGINS.match(one.plain.text))):
            yield one


def _are_numbered(references: Sequence[Reference]) -> bool:
    """Tell whether the list is numbered; if not, what has a number is a note that was set behind it."""
    labelled = [one.label is not None for one in references if is_reference(one)]
    return sum(labelled) * 2 > len(labelled)


def _paragraph_spans(draft: Draft) -> list[Span]:
    spans = [(one.start, one.end) for one in draft.skipped if one.kind == SkippedKind.HEADING]
    for _, group in groupby(draft.sentences, key=lambda sentence: sentence.block):
        sentences = list(group)
        spans.append((sentences[0].start, sentences[-1].end))
    return [span for span in spans if span[1] - span[0] <= _LONGEST_REFERENCE]


def _is_one_of(text: str, titles: "Titles") -> bool:
    """Tell whether *text* begins with the author or the title of a work that it can be."""
    head = name_words(text)[:_FIRST_WORDS]
    return any(
        head[start : start + len(form)] == form[:_FIRST_WORDS]
        for work in titles.works_in(text)
        for form in (work.authors[0].forms if work.authors else work.titles)
        for start in range(_MOST_GIVEN_NAMES + 1)
    )


def is_reference(reference: Reference) -> bool:
    """Tell whether what stands in a list can be a reference, and not a note that was set behind it."""
    text = reference.plain.text
    return len(name_words(text)) > 3 and (YEAR.search(text) is not None or _ADDRESS.search(text) is not None)


class Titles:
    """The works of a library by the rare words of their titles."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works = tuple(works)
        self._volumes = Volumes(works)
        counts = Counter(word for work in works for title in work.titles for word in set(title))
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for index, work in enumerate(works):
            for title in work.titles:
                needed = int(len(title) * (1 - _LEAST_COVERED)) + 1
                for word in sorted(set(title), key=lambda one: (counts[one], one))[:needed]:
                    self._by_word[word].add(index)

    def works_in(self, text: str) -> list[Work]:
        """Return the works a reference can be: title and first author stand in it, and the year if both have one.

        Among several the title counts that stands first, of those the longest: a chapter comes before its book.
        Editions of one title are told apart by their year.
        """
        words = name_words(text)
        have = frozenset(words)
        years = {number for match in YEAR.finditer(LABELLED.sub(" ", text)) for number in year_of(match).numbers}
        scored: list[tuple[tuple[float, ...], Work]] = []
        for index in sorted({index for word in have for index in self._by_word.get(word, ())}):
            work = self._works[index]
            length, place = _title_found(work, words) if _has_most(work, have) else (0, 0)
            dated = _agreement(bool(years & set(work.years)), both=bool(years) and bool(work.years))
            signed = _agreement(_is_signed(work, have), both=_must_be_signed(work, length))
            if length and dated + signed >= 0:
                scored.append(((dated + signed > 0, -place, length, dated, signed), work))
        best = max((score for score, _ in scored), default=None)
        return self.with_volumes([work for score, work in scored if score == best], text)

    def with_volumes(self, works: Sequence[Work], text: str) -> list[Work]:
        """Return *works*, and behind them the volumes of each that *text* names by number."""
        return [*works, *(volume for whole in works for volume in self._volumes.of(whole, text))]


def _agreement(agrees: bool, *, both: bool) -> int:
    return 1 if agrees else -1 if both else 0


def _must_be_signed(work: Work, title_length: int) -> bool:
    """Tell whether a reference to *work* without its author is none: a body is left out where the title tells all."""
    return bool(work.authors) and (work.authors[0].is_person or title_length < _TELLING_TITLE)


def _has_most(work: Work, have: frozenset[str]) -> bool:
    return any(sum(word in have for word in title) >= _LEAST_COVERED * len(title) for title in work.titles)


def _title_found(work: Work, words: Words) -> tuple[int, int]:
    """Return how well the title of *work* stands in a reference, and at which word.

    Words found less those missing, 0 if too few are.
    """
    best = (0, 0)
    for title in work.titles:
        for start, first in _starts(title, words):
            found = _in_order(title, words[start:]) if len(title) > 2 else _all_there(title, words[start:])
            if found >= _LEAST_COVERED * len(title):
                best = max(best, (2 * found - len(title), first - start))
    return best[0], -best[1]


def _all_there(title: Words, words: Words) -> int:
    return len(title) if words[: len(title)] == title else 0


def _starts(title: Words, words: Words) -> Iterator[tuple[int, int]]:
    """Yield where *title* may begin in *words*, and how many of its own first words are then missing."""
    firsts = title[: len(title) - int(_LEAST_COVERED * len(title)) + 1]
    return ((index, firsts.index(word)) for index, word in enumerate(words) if word in firsts)


def _in_order(title: Words, words: Words) -> int:
    """Return how many words of *title* stand at the beginning of *words* in its order, few others between them."""
    near = words[: len(title) + len(title) // 4]
    row = [0] * (len(near) + 1)
    for word in title:
        before = row
        row = [0]
        for index, other in enumerate(near):
            row.append(before[index] + 1 if word == other else max(before[index + 1], row[index]))
    return row[-1]


def _is_signed(work: Work, have: frozenset[str]) -> bool:
    return any(set(form) <= have for author in work.authors[:1] for form in author.forms)
