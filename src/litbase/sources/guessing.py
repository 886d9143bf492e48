"""Metadata that files state about themselves, turned into guesses in BibTeX's terms."""

import re
from collections.abc import Iterable, Iterator, Sequence

from litbase.model.page import Guess

_ESCAPES = str.maketrans({**{c: f"\\{c}" for c in "&%$#_{}"}, "\\": r"\textbackslash{}"})
_USELESS = re.compile(
    r"(?i)(untitled.*|document\s?\d*|unknown.*|microsoft (word|powerpoint).*|title|new page.*|home( ?page)?|index"
    r"|admin(istrator)?|user|author|owner|editor|.*\.(docx?|pdf|html?|indd|odt|txt))"
)
_ISO_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d.])")
_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_WORDED = re.compile(
    r"(?i)(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,\s*)?(\d{4})"
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_ORGANISATION = re.compile(
    r"(?i)\b(agency|association|bank|bureau|cent(re|er)|commission|committee|council|court|department|federation"
    r"|foundation|fund|government|group|institut\w*|international|ministry|mission|nations|network|office"
    r"|organi[sz]ation|parliament|programme|project|secretariat|society|team|union|universit\w+|news|press|inc|ltd)\b"
)


def escape(text: str) -> str:
    """Return plain text as BibTeX text, white space made single spaces."""
    return " ".join(text.split()).translate(_ESCAPES)


def plain_guess(field: str, value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of *field*, unless the value is empty or says nothing ("Document1", "Microsoft Word - x")."""
    text = " ".join((value or "").split())
    if text and not _USELESS.fullmatch(text):
        yield Guess(field, escape(text), origin)


def date_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `date` as ISO 8601 (year, month or day), if *value* begins with or spells out a date."""
    written = iso_date(value or "")
    if written is not None:
        yield Guess("date", written, origin)


def iso_date(value: str) -> str | None:
    """Return the date in *value* as "2022", "2022-05" or "2022-05-03"; None if there is no plausible one."""
    numbers = _ISO_DATE.match(value.strip())
    if numbers:
        year, month, day = (int(part) if part else 0 for part in numbers.groups())
    else:
        words = _WORDED.search(value)
        if not words:
            return None
        month = next((n for n, name in enumerate(_MONTHS, start=1) if name.startswith(words[2].lower())), 0)
        year, day = int(words[4]), int(words[1] or words[3] or 0)
    if not 1500 <= year <= 2100:
        return None
    if not 1 <= month <= 12:
        return str(year)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= 31 else f"{year}-{month:02d}"


def authors_guess(names: Sequence[str | None], origin: str) -> Iterator[Guess]:
    """Yield a guess of `author` from whole names, organisations kept whole in braces."""
    known = [" ".join(name.split()) for name in names if name]
    written = [_author(name) for name in known if not _USELESS.fullmatch(name) and "://" not in name]
    if written:
        yield Guess("author", " and ".join(dict.fromkeys(written)), origin)


def _author(name: str) -> str:
    if _ORGANISATION.search(name) or re.search(r"(?i)\band\b", name) or not re.search(r"[ ,]", name):
        return f"{{{escape(name)}}}"
    return escape(name)


def doi_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `doi` if *value* holds one (ISO 26324: begins with "10.")."""
    found = _DOI.search(value or "")
    if found:
        yield Guess("doi", found[0].rstrip(".,;)"), origin)


def isbn_guess(value: str | None, origin: str) -> Iterator[Guess]:
    """Yield a guess of `isbn` if *value* holds ten or thirteen digits with a right check digit (ISO 2108)."""
    for found in re.findall(r"[\dXx][\dXx\s-]{8,16}[\dXx]", value or ""):
        digits = re.sub(r"[\s-]", "", found).upper()
        if _is_isbn(digits):
            yield Guess("isbn", re.sub(r"\s", "", found), origin)
            return


def _is_isbn(digits: str) -> bool:
    if re.fullmatch(r"\d{9}[\dX]", digits):
        return sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits)) % 11 == 0
    return bool(re.fullmatch(r"97[89]\d{10}", digits)) and (
        sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 == 0
    )


def language_code(value: str | None) -> str | None:
    """Return the ISO 639-1 code in a language tag such as "en-GB" (BCP 47); None if there is none."""
    found = re.match(r"([A-Za-z]{2})(?![A-Za-z])", (value or "").strip())
    return found[1].lower() if found else None


def first_of_each(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    """Keep each different value of a field once, in order: the best guesses come first."""
    return tuple({(guess.field, guess.value.casefold()): guess for guess in reversed(list(guesses))}.values())[::-1]
