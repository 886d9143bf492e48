"""Which works the citations of a draft mean: by key, names, year and letter, title, number, symbol."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from litbase.bib.items import from_item
from litbase.claims.citations.back_references import OP_CIT
from litbase.claims.citations.fitting import fits_of_year, has_year, strongest
from litbase.claims.citations.footnotes import works_nearly, works_of_note
from litbase.claims.citations.known import Fit, Known, Strength
from litbase.claims.citations.laws import laws_named
from litbase.claims.citations.letters import Letters, letters_of
from litbase.claims.citations.mentions import YEAR, Mention, Year
from litbase.claims.citations.name_shapes import are_several
from litbase.claims.citations.named import works_titled
from litbase.claims.citations.references import Listed, Titles, by_label
from litbase.claims.citations.symbols import same_symbol
from litbase.claims.citations.works import Work, name_words, work_of
from litbase.model.claim import Citation, CitationForm
from litbase.model.page import Locator, LocatorKind

_MOST_CANDIDATES = 50
_NAMED_WITHIN = 300  # characters
_MEDIUM = re.compile(r"\s*\[(?:en ligne|online|en línea|internet)\]", re.IGNORECASE)
_LEAST_SHORT_FORM = 3  # words
_BESIDE = 3  # characters: "; " between works cited together
_LEAST_SEVERAL = 4  # works of several authors, cited with them: who does that does so always


@dataclass(frozen=True, slots=True)
class Choice:
    """The works that fit a citation. `near`: none fits, but these nearly do."""

    works: tuple[Work, ...] = ()
    near: tuple[Work, ...] = ()
    is_certain: bool = True

    @property
    def only(self) -> Work | None:
        return self.works[0] if len(self.works) == 1 and self.is_certain else None


class Shelf:
    """Works to choose from."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.works = tuple(works)
        self.known = Known(works)
        self.titles = Titles(works)
        self.by_key = {work.key: work for work in works}
        self._letters: Letters = {}

    def learn_letters(self, mentions: Iterable[Mention]) -> None:
        """Learn which letters the draft gives to the works of one author and year."""
        self._letters = letters_of(mentions, self.known)

    def _letter_of(self, work: Work, works: Sequence[Work]) -> str | None:
        return work.letter or self._letters.get((tuple(sorted(one.key for one in works)), work.key))

    def choose(self, mention: Mention) -> Choice:
        """Return the works that fit *mention*."""
        if mention.form == CitationForm.KEY:
            return self._by_key(mention)
        if mention.symbol is not None:
            works = tuple(w for w in self.works if any(same_symbol(mention.symbol, one) for one in w.symbols))
            if works or mention.title is None:
                return Choice(works)
        if mention.form in (CitationForm.LAW, CitationForm.TREATY):
            return Choice(tuple(laws_named(mention.title or "", self.works)))
        if mention.title is not None:
            return self._by_title(mention)
        if mention.form == CitationForm.NOTE:
            names = mention.names or ""
            works = tuple(works_of_note(names, self.known, self.titles))
            return Choice(works, () if works else tuple(works_nearly(names, self.known)))
        return self._by_names(mention)

    def _by_key(self, mention: Mention) -> Choice:
        if mention.key in self.by_key:
            return Choice((self.by_key[mention.key],))
        return Choice(tuple(_same_works(mention.work, self.titles)) if mention.work else ())

    def _by_title(self, mention: Mention) -> Choice:
        works = works_titled(mention.title or "", self.works)
        if mention.names:
            by = {fit.work.key for fit in self.known.fits(mention.names)}
            works = [work for work in works if work.key in by] or works
        if mention.year is None:
            return Choice(tuple(works))
        in_title = [work for work in works if any(y in title for title in work.titles for y in mention.year.numbers)]
        return Choice(tuple(in_title or [work for work in works if has_year(work, mention.year)]), tuple(works))

    def _by_names(self, mention: Mention) -> Choice:
        fits = self.known.fits(mention.names or "")
        dated = _dated_by_title(fits, mention) or fits_of_year(fits, mention.year)
        if not dated:
            return Choice(near=tuple(_near(fits, mention.year)))
        works = _of_title(strongest(dated), mention.year)
        if mention.year is not None and mention.year.letter:
            lettered = [work for work in works if self._letter_of(work, works) == mention.year.letter]
            return Choice(tuple(lettered or works), is_certain=bool(lettered))
        is_certain = strongest(dated)[0].strength > Strength.AMONG and not _is_body_alone(mention, works)
        return Choice(tuple(_holding_page(works, mention.locator)), is_certain=is_certain)


def _of_title(fits: Sequence[Fit], year: Year | None) -> list[Work]:
    """Return the works that fit; where the title is given, too, its year counts more than that of issue."""
    works = [fit.work for fit in fits]
    if year is None or any(fit.strength != Strength.TITLED for fit in fits):
        return works
    in_title = [work for work in works if any(number in title for title in work.titles for number in year.numbers)]
    return in_title or works


def _dated_by_title(fits: Sequence[Fit], mention: Mention) -> list[Fit]:
    """Return the fits of a source named with a year that have it in their title: it counts more than that of issue."""
    years = mention.year.numbers if mention.form == CitationForm.NAMED and mention.year is not None else ()
    return [fit for fit in fits if any(year in title for title in fit.work.titles for year in years)]


def _is_body_alone(mention: Mention, works: Sequence[Work]) -> bool:
    """Tell whether only a body is named: it has more works than the library knows."""
    named = name_words(mention.names or "")
    return mention.form == CitationForm.NAMED and any(
        not author.is_person and named in author.forms for work in works for author in work.authors
    )


def _same_works(item: Mapping[str, Any], titles: Titles) -> Iterator[Work]:
    """Yield the works that a record of the draft's format describes."""
    described = work_of(from_item(item))
    words = " ".join(" ".join(title) for title in described.titles[:1])
    names = " ".join(" ".join(form) for author in described.authors for form in author.forms[:1])
    yield from titles.works_in(f"{names} {words} {' '.join(described.years)}")


def _near(fits: Sequence[Fit], year: Year | None) -> Iterator[Work]:
    """Yield the works whose authors fit, and whose year is one off or stands in the title."""
    for fit in fits:
        if fit.strength == Strength.AMONG or year is None:
            continue
        in_title = any(number in title for title in fit.work.titles for number in year.numbers)
        if in_title or not year.numbers or any(abs(int(a) - int(b)) == 1 for a in year.numbers for b in fit.work.years):
            yield fit.work


def _holding_page(works: Sequence[Work], locator: Locator | None) -> Sequence[Work]:
    """Return the one work whose pages hold the page cited if those of all others are known not to, else all."""
    if len(works) < 2 or locator is None or locator.kind != LocatorKind.PAGE:
        return works
    first = locator.value.split("–")[0].split("-")[0].split(",")[0].strip()
    if not first.isdigit() or any(work.pages is None for work in works):
        return works
    holding = [work for work in works if work.pages is not None and work.pages[0] <= int(first) <= work.pages[1]]
    return holding if len(holding) == 1 else works


def resolve(
    mentions: Sequence[Mention],
    works: Sequence[Work],
    references: Sequence[Listed] | None = None,
    catalog: Sequence[Work] = (),
) -> tuple[Citation, ...]:
    """Return the mentions, in their order, with the works they mean.

    The draft's own *references* come first: they say which letter is which. A work is never guessed: several that
    fit are candidates. What the library lacks is looked for in the *catalog* and suggested.
    """
    resolver = _Resolver(works, references or (), catalog)
    resolver.learn(mentions)
    citations = [resolver.citation(mention) for mention in mentions]
    cited = {key for citation in citations for key in citation.keys}
    return tuple(resolver.with_context(mention, citation, cited, citations)
                 for mention, citation in zip(mentions, citations, strict=True))  # fmt: skip


@dataclass(slots=True)
class _Found:
    keys: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    locator: Locator | None = None


@dataclass(slots=True)
class _Memory:
    """What the text, or the notes, have cited so far. `last`: the works cited together last, which "ibid." means."""

    last: list[_Found] = field(default_factory=list)
    end: int = 0
    note: str | None = None
    by_note: dict[str | None, list[_Found]] = field(default_factory=dict)

    def remember(self, found: _Found, mention: Mention) -> None:
        is_beside = mention.note == self.note and (mention.note is not None or mention.start - self.end <= _BESIDE)
        self.last = [*self.last, found] if is_beside else [found]
        self.end, self.note = mention.end, mention.note
        self.by_note.setdefault(mention.note, []).append(found)

    def just_cited(self, mention: Mention) -> _Found:
        """Return the one work cited right before *mention*, in the same note or the one before; else all of them."""
        last = self.last[-1:] if mention.note is not None and mention.note == self.note else self.last
        return last[0] if len(last) == 1 else _Found(candidates=_keys_of(last))

    def in_note(self, note: str | None, named: Set[str], beside: Set[str]) -> list[_Found]:
        """Return what *note* cites of the works *named*, or of those named *beside* the reference to it."""
        cited = self.by_note.get(note, [])
        return _of_works(cited, named or beside) or _of_works(cited, named)

    def anywhere(self, works: Set[str]) -> list[_Found]:
        """Return what was cited of *works* so far."""
        return _of_works([one for cited in self.by_note.values() for one in cited], works)


def _of_works(cited: Sequence[_Found], works: Set[str]) -> list[_Found]:
    return [one for one in cited if not works or works & {*one.keys, *one.candidates}]


class _Resolver:
    def __init__(self, works: Sequence[Work], references: Sequence[Listed], catalog: Sequence[Work]) -> None:
        self._library = Shelf(works)
        self._listed = {one.work.key: one for one in references}
        self._references = Shelf([one.work for one in references])
        self._labels = by_label(references)
        self._named = {one.reference.key: one for one in references if one.reference.key is not None}
        self._catalog = Shelf([work for work in catalog if work.key not in self._library.by_key])
        self._in_text, self._in_notes = _Memory(), _Memory()
        self._is_careful = False

    def learn(self, mentions: Sequence[Mention]) -> None:
        """Learn from the draft's citations how it gives letters, and whether it names all who wrote a work."""
        if not self._listed:
            self._library.learn_letters(mentions)
        several = {
            one.names for one in mentions if one.form == CitationForm.AUTHOR_PAGE and are_several(one.names or "")
        }
        self._is_careful = len(several) >= _LEAST_SEVERAL

    def citation(self, mention: Mention) -> Citation:
        found = self._found(mention)
        found = replace(found, locator=mention.locator or (found.locator if mention.refers_to == "" else None))
        self._memory_of(mention).remember(found, mention)
        suggestions = () if found.keys else tuple(work.key for work in self._catalog.choose(mention).works)
        return Citation(
            mention.raw, mention.start, mention.end, mention.form,
            keys=found.keys, candidates=found.candidates, locator=found.locator,
            suggestions=suggestions[:_MOST_CANDIDATES],
        )  # fmt: skip

    def with_context(
        self, mention: Mention, citation: Citation, cited: Set[str], citations: Sequence[Citation]
    ) -> Citation:
        """Return a citation without a year in the light of the others of the draft.

        A source named in full right before it is the one meant. A name alone may be a careless short form of a work
        with more authors, unless the draft cites that work properly elsewhere, or all such works. A short form in a
        note means the one work that an earlier note gave in full.
        """
        if mention.form == CitationForm.NOTE and mention.refers_to is None and not citation.keys:
            return _as_in_full_before(citation, citations)
        if mention.form != CitationForm.AUTHOR_PAGE or self._listed:
            return citation
        near = _named_before(citation, citations)
        if near is not None and near.keys and set(near.keys) <= set(citation.candidates):
            return replace(citation, keys=near.keys, candidates=(), suggestions=())
        if near is not None and near.suggestions and set(near.suggestions) <= set(citation.suggestions):
            return replace(citation, suggestions=near.suggestions)
        fits = self._library.known.fits(mention.names or "")
        others = tuple(fit.work.key for fit in fits if fit.strength == Strength.AMONG and fit.work.key not in cited)
        if not citation.keys or not others or self._is_careful:
            return citation
        return replace(citation, keys=(), candidates=(*citation.keys, *others))

    def _found(self, mention: Mention) -> _Found:
        if mention.number is not None:
            listed = self._labels.get(mention.number)
            return _Found() if listed is None else _as_found(listed)
        if mention.refers_to is not None:
            return self._referred_to(mention)
        if mention.key is not None and mention.key in self._named and mention.key not in self._library.by_key:
            return _as_found(self._named[mention.key])
        if self._listed and mention.form in (CitationForm.AUTHOR_DATE, CitationForm.AUTHOR_PAGE, CitationForm.NAMED):
            choice = self._references.choose(mention)
            if choice.only is not None:
                return _as_found(self._listed[choice.only.key])
            if choice.works:
                return _several([self._listed[work.key] for work in choice.works])
        choice = self._library.choose(mention)
        if choice.only is not None and not self._is_of_series(mention, choice.only):
            return _Found(keys=(choice.only.key,))
        return _Found(candidates=tuple(work.key for work in choice.works or choice.near)[:_MOST_CANDIDATES])

    def _is_of_series(self, mention: Mention, work: Work) -> bool:
        """Tell whether a source is named without its year, and the catalog has others of that name and its body."""
        if mention.form != CitationForm.NAMED or mention.year is not None or mention.title is None:
            return False
        others = works_titled(mention.title, self._catalog.works)
        own = {form for author in work.authors[:1] for form in author.forms}
        return any(own & {*author.forms} for other in others for author in other.authors[:1])

    def _memory_of(self, mention: Mention) -> _Memory:
        return self._in_text if mention.note is None else self._in_notes

    def _referred_to(self, mention: Mention) -> _Found:
        """Return what "ibid.", "op. cit." or "n 12" refers to; works of whom it names, if that is not known."""
        found = self._earlier(mention)
        if mention.is_unclear:
            return replace(found, keys=(), candidates=(*found.keys, *found.candidates))
        if found.keys or found.candidates or not mention.names:
            return found
        return replace(found, candidates=tuple(sorted(self._known_by(mention.names)))[:_MOST_CANDIDATES])

    def _earlier(self, mention: Mention) -> _Found:
        memory = self._memory_of(mention)
        if mention.refers_to == "":
            return memory.just_cited(mention)
        named, beside = self._known_by(mention.names), self._known_by(mention.beside)
        if mention.names and not named:
            return _Found()
        fitting = memory.in_note(mention.refers_to, named, beside)
        is_there = bool(fitting) or mention.refers_to == OP_CIT
        fitting = fitting or memory.anywhere(named or beside)
        keys = tuple(dict.fromkeys(key for one in fitting for key in one.keys))
        if not is_there:  # not in the note it gives: one that was not read may be meant
            return _Found(candidates=_keys_of(fitting))
        if not keys:
            return fitting[-1] if fitting else _Found()
        return _Found(keys=keys) if len(keys) == 1 else _Found(candidates=keys)

    def _known_by(self, names: str | None) -> frozenset[str]:
        """Return the keys of the works that go by *names*."""
        written = _MEDIUM.sub("", names or "")
        fits = self._library.known.fits(written)
        works = [fit.work for fit in fits if fit.strength > Strength.AMONG]
        return frozenset(
            work.key for work in works or works_of_note(written, self._library.known, self._library.titles)
        )


def _keys_of(found: Sequence[_Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for one in found for key in (*one.keys, *one.candidates)))


def _as_in_full_before(citation: Citation, citations: Sequence[Citation]) -> Citation:
    """Return a short form in a note with the one of its candidates that earlier notes cite.

    One with a year is no short form, and one or two words alone may be anyone's name.
    """
    if YEAR.search(citation.raw) or (citation.locator is None and len(name_words(citation.raw)) < _LEAST_SHORT_FORM):
        return citation
    before = {
        key for one in citations if one.form == CitationForm.NOTE and one.start < citation.start
        for key in one.keys or (one.candidates if one.candidates != citation.candidates else ())
    }  # fmt: skip
    meant = tuple(key for key in citation.candidates if key in before)
    return replace(citation, keys=meant, candidates=(), suggestions=()) if len(meant) == 1 else citation


def _named_before(citation: Citation, citations: Sequence[Citation]) -> Citation | None:
    """Return the source named last before *citation*, if that is not far."""
    near = [one for one in citations if one.form == CitationForm.NAMED
            and 0 <= citation.start - one.end <= _NAMED_WITHIN]  # fmt: skip
    return near[-1] if near else None


def _as_found(listed: Listed) -> _Found:
    return _Found(keys=(listed.key,)) if listed.key is not None else _Found(candidates=listed.candidates)


def _several(listed: Sequence[Listed]) -> _Found:
    keys = [key for one in listed for key in ((one.key,) if one.key is not None else one.candidates)]
    if len(set(keys)) == 1 and all(one.key is not None for one in listed):
        return _Found(keys=(keys[0],))  # the list names one work twice
    return _Found(candidates=tuple(dict.fromkeys(keys))[:_MOST_CANDIDATES])
