"""What a document says about itself, as BibTeX fields, each with where it was found.

Fields follow biblatex: `date` is ISO 8601, corporate authors are braced, `entrytype` stands for the type of the entry.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from litbase.model.page import Guess
from litbase.sources import authors, genres, identifiers, imprint, titles
from litbase.sources.imprint import Line
from litbase.sources.layout import RawPage

_FRONT = 10  # pages on which an imprint can stand
_LONGEST_LINE = 600  # characters of a line looked at
_SPECIAL = str.maketrans({"&": r"\&", "%": r"\%", "#": r"\#", "$": r"\$", "_": r"\_", "{": "", "}": "", "\\": "/"})
_CREATED = re.compile(r"D?:?(?P<year>(?:19|20)\d\d)-?(?P<month>0[1-9]|1[0-2])")
_CONVERTERS = re.compile(r"ghostscript|itext|quartz|img2pdf|reportlab|pdfsam|ilovepdf|pdftk|scan|abbyy|tesseract", re.I)
_NAMED = re.compile(r"^by\b|\b[A-Z]\.|[^\W\d_]\d|\*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LEAF = re.compile(r"^\W*\d{1,4}\s+|\s+\d{1,3}\W*$")  # the page number at an end of a running head
_SCHOLARLY = re.compile(r"@|\b(?:abstract|universit|department of|institute|college|keywords?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Document:
    """What the guesses are drawn from; what several of them need is worked out once."""

    pages: Sequence[RawPage]
    lines: Sequence[Line]
    info: Mapping[str, str]
    xmp: Mapping[str, str]
    texts: Sequence[str]

    def lines_of(self, *pages: int) -> list[str]:
        return [line.text for line in self.lines if line.page in pages]

    @cached_property
    def symbol(self) -> str | None:
        return document_symbol(self.pages)

    @cached_property
    def publishers(self) -> tuple[Line, ...]:
        return tuple(imprint.publishers([line for line in self.lines if line.page <= 6]))

    def cased(self, title: str) -> str:
        """Write a title set in capitals as the document itself writes its words."""
        return titles.cased(title, titles.word_usage(self.texts[:60], title)) if titles.is_in_capitals(title) else title


def guess_metadata(
    first_pages: Sequence[RawPage],
    *,
    info: Mapping[str, str],
    xmp: Mapping[str, str],
    name: str,
    texts: Sequence[str],
) -> tuple[Guess, ...]:
    """Return guessed fields, best first for each field.

    *first_pages*: a dozen will do. Keys of *info* and *xmp* count without "/" and namespace ("dc:title" is "title").
    *name* is the file name, *texts* the readable texts of all pages.
    """
    pages = first_pages[:_FRONT]
    lines = [Line(page.number, _spaced(line.text[:_LONGEST_LINE])) for page in pages for line in page.lines]
    document = _Document(pages, lines, _plain_keys(info), _plain_keys(xmp), texts)
    return _once(_guesses(document, name))


def bibtex_text(words: str) -> str:
    """Write plain words as the value of a BibTeX field (characters special to TeX escaped, Unicode kept)."""
    return _spaced(words).translate(_SPECIAL)


def _guesses(document: _Document, name: str) -> Iterator[Guess]:
    found = list(_identifiers(document))
    cited = imprint.suggested_citation(document.lines)
    title_guesses = list(_titles(document, cited, name))
    title = title_guesses[0].value if title_guesses else ""
    found += title_guesses
    found += _authors(document, cited, title)
    found += _dates(document, cited, title)
    found += _published(document)
    found += _type(document, found, title)
    yield from found


def _identifiers(document: _Document) -> Iterator[Guess]:
    for key in ("doi", "identifier"):
        for doi in identifiers.find_dois(document.xmp.get(key, "")):
            yield Guess("doi", doi, "xmp")
    front = [line for line in document.lines if line.page <= 2]
    named = [line for line in document.lines if "doi" in line.text.lower()]
    imprints = {line.page for line in document.lines if imprint.is_imprint(line.text)} if named else set()
    marked = [line for line in named if line.page <= 2 or line.page in imprints]
    for line in (*marked, *(line for line in front if line.page == 1)):
        for doi in identifiers.find_dois(line.text):
            yield Guess("doi", doi, f"p. {line.page}")
    isbns = [(isbn, line.page) for line in document.lines for isbn in identifiers.find_isbns(line.text)]
    for isbn, page in sorted(isbns, key=lambda each: "-" not in each[0]):
        yield Guess("isbn", isbn, f"p. {page}")
    yield from _numbers(document)


def _numbers(document: _Document) -> Iterator[Guess]:
    if document.symbol is not None:
        yield Guess("number", bibtex_text(document.symbol), "p. 1")
    for page in (1, 2, 3, 4):
        lines = [line for line in document.lines_of(page) if len(line) < 90]
        if page == 1 or any(imprint.is_imprint(line) for line in lines):
            number = identifiers.find_report_number(lines)
            if number is not None:
                yield Guess("number", bibtex_text(number), f"p. {page}")


def document_symbol(pages: Sequence[RawPage]) -> str | None:
    """Return the symbol a document carries: alone on a line of its first page, or in the heads of its pages."""
    votes: Counter[str] = Counter()
    for page in pages[:6]:
        for line in page.lines:
            text = _spaced(line.text) if "/" in line.text else ""
            for symbol in identifiers.find_symbols(text):
                alone = len(text) - len(symbol) <= 3
                at_head = line.bottom > page.height * 0.8
                votes[symbol] += (
                    (3 if page.number == 1 and alone else 1) if alone or (at_head and len(text) < 60) else 0
                )
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else None


def _titles(document: _Document, cited: imprint.SuggestedCitation | None, name: str) -> Iterator[Guess]:
    front = _words(" ".join(document.lines_of(1, 2, 3, 4)))
    claims = [("xmp", document.xmp.get("title", "")), ("document information", document.info.get("title", ""))]
    useful = [
        (origin, text) for origin, text in claims if not titles.is_useless_title(text) and not _is_stem(text, name)
    ]
    printed = [origin_text for origin_text in useful if _covered(origin_text[1], front) >= 0.7]
    for origin, text in printed:
        yield Guess("title", bibtex_text(document.cased(text)), origin)
    if cited is not None and cited.title is not None:
        yield Guess("title", bibtex_text(cited.title), f"p. {cited.page}")
    running = _running_title(document)
    if running is not None:
        yield Guess("title", bibtex_text(document.cased(running)), "running head")
    yield from _printed_title(document)
    for origin, text in useful:
        yield Guess("title", bibtex_text(document.cased(text)), origin)


def _is_stem(title: str, name: str) -> bool:
    """Ask whether *title* is only the file's name again."""
    stem = name.rsplit(".", 1)[0]
    return " " not in title.strip() and title.strip().casefold() == stem.casefold()


def _printed_title(document: _Document) -> Iterator[Guess]:
    blocks = list(titles.printed_titles(document.pages))
    chosen = [block for block in blocks if not _is_label(block.text)]
    chosen.sort(key=lambda block: not genres.is_case(block.text))
    if not chosen:
        return
    main, *rest = titles.title_and_subtitle(chosen)
    for page in document.pages:
        if page.number == main.page:
            main = titles.with_year(main, titles.blocks_of(page))
    yield Guess("title", bibtex_text(document.cased(main.text)), f"p. {main.page}")
    for block in rest:
        yield Guess("subtitle", bibtex_text(document.cased(block.text)), f"p. {block.page}")


def _is_label(text: str) -> bool:
    """Ask whether large words name not the document but its author, its symbol or its series."""
    bare = text.strip(" *.")
    return authors.is_organisation(bare) or any(len(s) > 0.6 * len(bare) for s in identifiers.find_symbols(bare))


def _running_title(document: _Document) -> str | None:
    """Return the report named in the heads or feet, where the file begins in the midst of it."""
    votes: Counter[str] = Counter()
    for page in document.pages:
        for line in page.lines:
            if not page.height * 0.1 < line.bottom < page.height * 0.9 and _YEAR.search(line.text):
                text = _LEAF.sub("", _spaced(line.text))
                votes[text] += bool(len(text) < 90 and _YEAR.search(text) and genres.is_report(text))
    best = votes.most_common(1)
    on_first = document.lines_of(1)
    if not best or best[0][1] < max(3, 0.4 * len(document.pages)) or not any(best[0][0] in line for line in on_first):
        return None
    return best[0][0]


def _authors(document: _Document, cited: imprint.SuggestedCitation | None, title: str) -> Iterator[Guess]:
    if cited is not None and cited.authors:
        yield Guess("author", authors.join_names(map(_bibtex_name, cited.authors)), f"p. {cited.page}")
    named = _named_under_title(document, title)
    front = _words(" ".join(document.lines_of(1, 2, 3)))
    claims = (("xmp", document.xmp.get("creator", "")), ("document information", document.info.get("author", "")))
    for origin, claim in claims:
        persons = authors.find_persons(claim)
        if claim and _covered(claim, front) == 1.0 and (persons or " " in claim):
            yield Guess("author", _name_field(persons, claim), origin)
    if named:
        yield Guess("author", authors.join_names(map(bibtex_text, named)), "p. 1")
    for line in _organisations(document, title):
        yield Guess("author", f"{{{bibtex_text(line.text)}}}", f"p. {line.page}")


def _name_field(persons: Sequence[str], claim: str) -> str:
    if persons and not authors.is_organisation(claim):
        return authors.join_names(map(bibtex_text, persons))
    return f"{{{bibtex_text(authors.known_organisation(claim) or claim)}}}"


def _bibtex_name(name: str) -> str:
    return f"{{{bibtex_text(name[1:-1])}}}" if name.startswith("{") else bibtex_text(name)


def _named_under_title(document: _Document, title: str) -> list[str]:
    """Return the persons named on the lines after the title on the first page.

    Any two words with capitals look like a name, so something must bear it out: "by", a note mark, an initial or a
    second name, an affiliation or abstract below, or a cover with little else on it.
    """
    words = _words(title)
    lines = document.lines_of(1)[:40]
    after = max((place for place, line in enumerate(lines) if words and _covered(line, words) == 1.0), default=-1)
    found: list[str] = []
    for line in lines[after + 1 : after + 7] if after >= 0 else ():
        persons = authors.find_persons(line)
        if persons and (
            found or len(persons) > 1 or _NAMED.search(line) or _is_scholarly(lines[after + 1 : after + 20])
        ):
            found += persons
        elif found:
            break
    return found


def _is_scholarly(lines: Sequence[str]) -> bool:
    return len(lines) <= 6 or any(_SCHOLARLY.search(line) for line in lines)


def _organisations(document: _Document, title: str) -> Iterator[Line]:
    """Yield the bodies that may have written the document: on the first page, then in the imprint."""
    words = _words(title)
    symbol = document.symbol
    issuing = authors.body_of_symbol(symbol) if symbol is not None else authors.organisation_before(title)
    if issuing is not None:
        yield Line(1, issuing)
    for block in titles.display_blocks(document.pages[0]) if document.pages else ():
        bare = block.text.strip(" *.,:;")
        if authors.is_organisation(bare) and _covered(bare, words) < 1.0:
            yield Line(1, authors.known_organisation(bare) or titles.cased(bare, {}))
    for line in document.publishers:
        yield Line(line.page, authors.known_organisation(line.text) or line.text)


def _dates(document: _Document, cited: imprint.SuggestedCitation | None, title: str) -> Iterator[Guess]:
    ranked = imprint.dated_lines([line for line in document.lines if line.page <= 6], title)
    for date, page in ranked:
        yield Guess("date", date.iso, f"p. {page}")
    if cited is not None and cited.year is not None:
        yield Guess("date", cited.year, f"p. {cited.page}")
    for year in _YEAR.findall(title):
        yield Guess("date", year, "title")
    if not _CONVERTERS.search(document.info.get("producer", "") + document.info.get("creator", "")):
        created = _CREATED.match(document.info.get("creationdate", ""))
        if created is not None:
            yield Guess("date", f"{created['year']}-{created['month']}", "document information")


def _published(document: _Document) -> Iterator[Guess]:
    for key, target in (("publicationname", "journaltitle"), ("volume", "volume"), ("publisher", "publisher")):
        if document.xmp.get(key):
            yield Guess(target, bibtex_text(document.xmp[key]), "xmp")
    journal = imprint.journal_line([line for line in document.lines if line.page == 1])
    if journal is not None:
        line, fields = journal
        for field, value in fields.items():
            yield Guess(field, bibtex_text(value), f"p. {line.page}")
    for line in document.publishers:
        yield Guess(
            "publisher", f"{{{bibtex_text(authors.known_organisation(line.text) or line.text)}}}", f"p. {line.page}"
        )


def _type(document: _Document, found: Sequence[Guess], title: str) -> Iterator[Guess]:
    """Yield the type of entry, and for a report the institution behind it."""
    corporate = next((g for g in found if g.field == "author" and g.value.startswith("{")), None)
    kind = genres.entry_type(
        title,
        fields={guess.field for guess in found} | ({"institution"} if corporate is not None else set()),
        opening=" ".join(document.lines_of(1)),
        texts=document.texts,
    )
    yield Guess("entrytype", kind, "what was found")
    if kind == "report" and corporate is not None:
        yield Guess("institution", corporate.value, corporate.origin)


def _plain_keys(mapping: Mapping[str, str]) -> dict[str, str]:
    return {re.split(r"[:/}]", key)[-1].lower(): _spaced(value) for key, value in mapping.items() if value}


def _spaced(text: str) -> str:
    return " ".join(text.replace("\ufffe", "-").split())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


def _covered(text: str, words: set[str]) -> float:
    """Return the share of the words of *text* that stand in *words*."""
    own = re.findall(r"[^\W_]+", text.casefold())
    return sum(word in words for word in own) / len(own) if own else 0.0


def _once(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    kept: dict[tuple[str, str], Guess] = {}
    for guess in guesses:
        if guess.value:
            kept.setdefault((guess.field, guess.value.casefold()), guess)
    return tuple(kept.values())
