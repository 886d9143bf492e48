"""Metadata that files state about themselves, turned into guesses in BibTeX's terms."""

import re
from collections.abc import Iterable, Iterator, Sequence

from litbase.model.page import Guess
from litbase.sources.authors import is_organisation, known_organisation
from litbase.sources.identifiers import find_dois, find_isbns, find_symbols
from litbase.sources.imprint import Line, dated_lines
from litbase.sources.printed_dates import find_dates
from litbase.sources.titles import could_be_title, is_useless_title

_ESCAPES = str.maketrans({**{c: f"\\{c}" for c in "&%$#_{}"}, "\\": r"\textbackslash{}"})
_USELESS_TITLE = re.compile(
    r"(?i)untitled.*|home( ?page)?|index|title|new page.*|unknown|.*\.(docx?|pdf|html?|indd|odt|txt|md)"
)
_USELESS_NAME = re.compile(r"(?i)unknown.*|admin(istrator)?|user|author|owner|editor|microsoft.*|office|.*://.*|.*@.*")
_ISO_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_OPENING = 3000  # characters at the beginning that may carry an imprint
_OPENING_LINES = 25
_IMPRINT_LINE = 120  # characters that a line with the date of a document may have
_IMPRINT_WORDS = 7  # words it may have before its full stop
_BESIDE = 25  # characters that may stand beside a number on its line: "Document symbol: "


def escape(text: str) -> str:
    """Return plain text as BibTeX text, white space made single spaces."""
    return " ".join(text.split()).translate(_ESCAPES)


def plain_guess(field: str, value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of *field*, unless *value* is empty."""
    text = " ".join((value or "").split())
    if text:
        yield Guess(field, escape(text), origin)


def title_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `title`, unless *value* says nothing ("Document1", "Microsoft Word - x.doc", "Home")."""
    text = " ".join((value or "").split())
    if text and not is_useless_title(text) and not _USELESS_TITLE.fullmatch(text):
        yield Guess("title", escape(text), origin)


def date_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `date` as ISO 8601 (year, month or day), if *value* begins with or spells out a date."""
    written = iso_date(value or "")
    if written is not None:
        yield Guess("date", written, origin)


def iso_date(value: str) -> str | None:
    """Return the date in *value* as "2022", "2022-05" or "2022-05-03"; None if there is no plausible one."""
    numbers = _ISO_DATE.match(value.strip())
    if numbers is None:
        return next((date.iso for date in find_dates(value[:200])), None)
    year, month, day = (int(part) if part else 0 for part in numbers.groups())
    if not 1500 <= year <= 2100:
        return None
    if not 1 <= month <= 12:
        return str(year)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= 31 else f"{year}-{month:02d}"


def authors_guess(names: Sequence[str | None], origin: str) -> Iterator[Guess]:
    """Yield a guess of `author` from whole names, organisations kept whole in braces."""
    known = [" ".join(name.split()) for name in names if name]
    written = [_author(name) for name in known if name and not _USELESS_NAME.fullmatch(name)]
    if written:
        yield Guess("author", " and ".join(dict.fromkeys(written)), origin)


def _author(name: str) -> str:
    if is_organisation(name):
        return f"{{{escape(known_organisation(name) or name)}}}"
    return f"{{{escape(name)}}}" if " and " in f" {name} " or not re.search(r"[ ,]", name) else escape(name)


def doi_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `doi` for the first one in *value*."""
    for doi in find_dois(value or ""):
        yield Guess("doi", doi, origin)
        return


def isbn_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `isbn` if *value* is one, with or without saying so."""
    for isbn in find_isbns(f"ISBN {(value or '').lower().removeprefix('urn:').removeprefix('isbn').lstrip(': ')}"):
        yield Guess("isbn", isbn, origin)
        return


def guess_from_text(opening: str, *, title: str = "") -> Iterator[Guess]:
    """Yield what the *opening* words of a document print: symbol, DOI, ISBN, and the date that is likely its own.

    A symbol or DOI inside a sentence is that of another document; its own stands on a line by itself.
    """
    opening, origin = opening[:_OPENING], "first section"
    lines = [Line(1, line.strip()) for line in opening.split("\n") if line.strip()][:_OPENING_LINES]
    for find, field in ((find_symbols, "number"), (find_dois, "doi")):
        own = (found for line in lines for found in find(line.text) if len(line.text) <= len(found) + _BESIDE)
        for found in own:
            yield Guess(field, escape(found) if field == "number" else found, origin)
            break
    for isbn in find_isbns(opening):
        yield Guess("isbn", isbn, origin)
        break
    for date, _ in dated_lines([line for line in lines if not _is_sentence(line.text)], title)[:1]:
        yield Guess("date", date.iso, origin)


def _is_sentence(line: str) -> bool:
    """Say whether a line is running text, whose years are those of what it tells."""
    return len(line) > _IMPRINT_LINE or (line.endswith((".", "。")) and len(line.split()) > _IMPRINT_WORDS)


def title_in_text(opening: str) -> Iterator[Guess]:
    """Yield the first line as a guess of the title, if it can be one: short, and followed by something."""
    first, _, rest = opening.lstrip("\n").partition("\n")
    first = " ".join(first.strip(" *#=_-").split())
    if 8 <= len(first) <= 150 and rest.strip() and could_be_title(first) and first[-1] not in ".,;:":
        yield from title_guess(first, "first line")


def language_code(value: str | None) -> str | None:
    """Return the ISO 639-1 code in a language tag such as "en-GB" (BCP 47); None if there is none."""
    found = re.match(r"([A-Za-z]{2})(?![A-Za-z])", (value or "").strip())
    return found[1].lower() if found else None


def first_of_each(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    """Keep each different value of a field once, in order: the best guesses come first."""
    kept = dict[tuple[str, str], Guess]()
    for guess in guesses:
        kept.setdefault((guess.field, guess.value.casefold()), guess)
    return tuple(kept.values())
