"""What tells works apart besides author, title and year: address, pages, volume, what they are a part of."""

import re
from collections import defaultdict
from collections.abc import Sequence

from litbase.claims.citations.works import Words, Work, name_words, page_range

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>“”]+")
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s\"<>“”]+", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.|dx\.)?(?:doi\.org/)?", re.IGNORECASE)
_PAGES = re.compile(r"(?<![\w–-])\d{1,5}\s?[–-]+\s?\d{1,5}(?![\w–-])")
_VOLUME = re.compile(
    r"(?:\bvol(?:ume|\.)?|\bBd\.|\bBand|\bt(?:ome|\.)|\btomo)\s*(?P<volume>\d{1,4}|[ivxlc]+)\b", re.IGNORECASE
)


_FIRST_WORDS = 12


class Addresses:
    """The works of a library by their DOIs and URLs."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works: defaultdict[str, list[Work]] = defaultdict(list)
        for work in works:
            for address in {bare_address(one) for one in work.addresses}:
                self._works[address].append(work)

    def works_in(self, text: str) -> list[Work]:
        """Return the one work whose DOI stands in *text*, or the works of an address and a year in it.

        A series has one address for all its years.
        """
        found = [work for address in addresses_in(text) for work in self._works.get(address, ())]
        if len(found) == 1 and _DOI.search(found[0].addresses[0]):
            return found
        return [work for work in found if any(year in text for year in work.years)]


def bare_address(address: str) -> str:
    """Return a DOI or URL without what differs between two spellings of it."""
    return _SCHEME.sub("", address.strip()).rstrip("/.,;:)]").casefold()


def addresses_in(text: str) -> list[str]:
    """Return the addresses that stand in *text*, bare, each once."""
    found = [bare_address(match[0]) for pattern in (_DOI, _URL) for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))


class Paged:
    """The works of a library by their first and last page."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works: defaultdict[tuple[int, int], list[Work]] = defaultdict(list)
        for work in works:
            if work.pages is not None:
                self._works[work.pages].append(work)

    def works_in(self, text: str) -> list[Work]:
        """Return the works that *text* gives author, year, pages and volume or container of, whatever the title."""
        pages = {page_range(match[0]) for match in _PAGES.finditer(text)}
        words = name_words(text)
        return [
            work for place in pages if place is not None for work in self._works.get(place, ())
            if _is_in(work, text, words) and any(year in words for year in work.years)
            and any(stands_in(form, words[:_FIRST_WORDS]) for author in work.authors[:1] for form in author.forms)
        ]  # fmt: skip


def _is_in(work: Work, text: str, words: Words) -> bool:
    has_volume = work.volume is not None and re.search(rf"(?<!\w){re.escape(work.volume)}(?!\w)", text) is not None
    return has_volume or any(stands_in(container, words) for container in work.containers)


def stands_in(title: Words, words: Words) -> bool:
    """Tell whether *title* stands word for word among *words*."""
    return any(words[at : at + len(title)] == title for at in range(len(words) - len(title) + 1))


class Volumes:
    """The volumes of editions, by the title of the whole."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._by_whole: defaultdict[Words, list[Work]] = defaultdict(list)
        for work in works:
            for title in work.containers if work.volume is not None else ():
                self._by_whole[title].append(work)

    def of(self, whole: Work, text: str) -> list[Work]:
        """Return the volumes of *whole* that *text* may mean: those it names by number, all if it names none.

        Styles print the title of the whole edition for a volume of it, and many leave out its number.
        """
        if whole.volume is not None:
            return []
        numbers = {match["volume"].casefold() for match in _VOLUME.finditer(text)}
        volumes = {work.key: work for title in whole.titles for work in self._by_whole.get(title, ())}
        named = [work for work in volumes.values() if (work.volume or "").casefold() in numbers]
        return named or [work for work in volumes.values() if set(work.years) & set(whole.years)]
