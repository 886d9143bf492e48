"""Short names that a draft introduces itself: "the Norland Slavery Index (NSI)", later "the NSI finds"."""

import re
from collections.abc import Iterable, Iterator

from litbase.claims.citations.known import Known, Strength
from litbase.claims.citations.named import works_titled
from litbase.claims.citations.works import name_words, words_with_places

_SHORT = re.compile(
    r"[”\"’*_]*\s\((?:(?:herein)?after|hereafter|henceforth|the)?[:,]?\s?[“\"‘']?(?P<short>[A-Z][A-Za-z&-]{1,9})[”\"’']?\)"
)
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_LONGEST_NAME = 12  # words
_LEAST_CAPITALS = 2


def introduced(texts: Iterable[str], known: Known) -> Iterator[tuple[str, str]]:
    """Yield each short name of a known author or title that *texts* introduce, and the name in full."""
    for text in texts:
        for match in _SHORT.finditer(text):
            short = match["short"]
            if sum(map(str.isupper, short)) >= _LEAST_CAPITALS and not known.knows(short):
                full = _full_name(text[: match.start()], short, known)
                if full is not None:
                    yield short, full


def _full_name(before: str, short: str, known: Known) -> str | None:
    """Return the longest known name that ends *before* and begins with the letter that *short* begins with."""
    for word in list(words_with_places(before[-200:]))[-_LONGEST_NAME:]:
        name = before[-200:][word.start :].strip(" “\"‘'*_")
        if not _CAPITAL.match(name) or name[0].casefold() != short[0].casefold():
            continue
        if works_titled(name, known.works) or _is_body(name, known):
            return name
    return None


def _is_body(name: str, known: Known) -> bool:
    words = name_words(name)
    return any(
        fit.strength >= Strength.FIRST and any(words in author.forms for author in fit.work.authors)
        for fit in known.fits(name)
    )
